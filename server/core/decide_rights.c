/* SPDX-License-Identifier: EUPL-1.2 */
/* What people may still do when something was said already: a facilitator narrows who sees a field,
 * an author takes an answer back or lets facilitators read it, each of a unit lets them read what
 * it confirmed together, somebody no longer shares with a partner. */
#include "core/decide.h"
#include "core/visible.h"

/* ---- Narrowing ---- */

/* INVALID when somebody would read it who does not now. A partner and the facilitators are two
 * audiences, so neither is within the other. */
static enum hv_refusal check_narrower(enum hv_visibility now, enum hv_visibility to)
{
    bool narrower =
        to == HV_VISIBLE_SELF || (to == HV_VISIBLE_GROUP && now == HV_VISIBLE_GROUP_NAMED);

    return narrower || to == now ? HV_REFUSAL_NONE : HV_REFUSAL_INVALID;
}

enum hv_refusal hv_decide_narrow_field(struct hv_deciding *deciding)
{
    const struct hv_narrow_field *wanted = &deciding->command->narrow_field;
    const struct hv_run *run;
    enum hv_refusal refusal = hv_check_run(deciding, wanted->run, &run);
    enum hv_visibility now;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->field >= run->exercise->field_count ||
        run->exercise->fields[wanted->field].type == HV_FIELD_INFO) {
        return HV_REFUSAL_NOT_FOUND;
    }
    now = hv_field_visibility(run, wanted->field);
    refusal = check_narrower(now, wanted->to);
    if (refusal == HV_REFUSAL_NONE && wanted->to != now) {
        hv_deciding_emit(deciding, HV_EVENT_FIELD_NARROWED)->field_narrowed = *wanted;
    }
    return refusal;
}

/* ---- Answers of closed envelopes ---- */

/* NOT_READY unless they are all of envelopes that the seat closed: drafts are their author's alone,
 * who saves them empty to take those back. What else a run asks, or that there is no such run, is
 * not told apart from it. */
static enum hv_refusal check_answers(const struct hv_group *group,
                                     const struct hv_run *run,
                                     uint16_t seat,
                                     uint32_t fields)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        if (reflection != NULL && reflection->envelopes[round].closed) {
            fields &= ~hv_exercise_personal(run->exercise, round);
        }
    }
    return fields == 0 ? HV_REFUSAL_NONE : HV_REFUSAL_NOT_READY;
}

/* The run, when the seat is unlocked here; else why not. */
static enum hv_refusal check_own_run(const struct hv_deciding *deciding,
                                     uint32_t number,
                                     uint16_t seat,
                                     uint32_t fields,
                                     const struct hv_run **ret)
{
    enum hv_refusal refusal = hv_check_unlocked(deciding, seat);

    *ret = hv_find_run(deciding->group, number);
    if (refusal == HV_REFUSAL_NONE && fields == 0) {
        refusal = HV_REFUSAL_INVALID;
    }
    return refusal == HV_REFUSAL_NONE && *ret == NULL ? HV_REFUSAL_NOT_READY : refusal;
}

/* What was written in an earlier life of the seat is not the holder's to give away or to destroy:
 * who had new words dealt would read by the one, and take words of another by the other. */
static bool
of_this_life(const struct hv_group *group, const struct hv_run *run, uint16_t seat, uint32_t fields)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        if ((fields & hv_exercise_personal(run->exercise, round)) != 0 &&
            reflection->envelopes[round].life != group->seats[seat - 1].life) {
            return false;
        }
    }
    return true;
}

/* ---- Taking back ---- */

/* Neither consent nor presence is asked: who withdrew, or goes, may take back all the same; so may
 * who got new words, but what was handed in then stays where it is. */
enum hv_refusal hv_decide_take_back(struct hv_deciding *deciding)
{
    const struct hv_take_back *wanted = &deciding->command->take_back;
    const struct hv_reflection *reflection;
    const struct hv_run *run;
    enum hv_refusal refusal =
        check_own_run(deciding, wanted->run, wanted->seat, wanted->fields, &run);

    if (refusal == HV_REFUSAL_NONE) {
        refusal = check_answers(deciding->group, run, wanted->seat, wanted->fields);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->discard && !of_this_life(deciding->group, run, wanted->seat, wanted->fields)) {
        return HV_REFUSAL_NOT_YOURS;
    }
    reflection = hv_reflection_of(deciding->group, run, wanted->seat);
    if ((wanted->fields & ~reflection->taken_back) != 0 ||
        (wanted->discard && (wanted->fields & ~reflection->discarded) != 0)) {
        hv_deciding_emit(deciding, HV_EVENT_TAKEN_BACK)->taken_back = *wanted;
    }
    return HV_REFUSAL_NONE;
}

/* ---- Widening ---- */

/* A yes is taken where the unit's page shows that a joint answer is confirmed and the member was
 * there, whoever got a copy: who is refused would learn what is nobody's to tell. What comes of it
 * is asked when facilitators read. */
static enum hv_refusal check_joint_answers(const struct hv_group *group,
                                           const struct hv_run *run,
                                           const struct hv_seat *seat,
                                           uint32_t fields)
{
    const struct hv_unit_run *in_run = hv_unit_in_run(run, seat->unit);
    uint8_t member = hv_member_index(&group->units[seat->unit - 1], seat->number);

    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        const struct hv_joint_field *joint = in_run->joints != NULL ? &in_run->joints[i] : NULL;

        if ((fields >> i & 1) == 0) {
            continue;
        }
        if ((in_run->confirmed >> member & 1) == 0 || joint == NULL ||
            joint->answer != HV_ANSWER_GIVEN) {
            return HV_REFUSAL_NOT_READY;
        }
        if (joint->copies[member].present && joint->lives[member] != seat->life) {
            return HV_REFUSAL_NOT_YOURS;
        }
    }
    return HV_REFUSAL_NONE;
}

/* What a seat lets others have now, of its own answers and of what its unit confirmed. */
static uint32_t widened_now(const struct hv_group *group,
                            const struct hv_run *run,
                            const struct hv_seat *seat,
                            bool to_group)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat->number);
    uint32_t own = reflection != NULL && !to_group ? reflection->widened : 0;

    return own | hv_joint_widened(group, run, seat, to_group);
}

static enum hv_refusal
check_own_widened(const struct hv_deciding *deciding, const struct hv_run *run, uint32_t fields)
{
    uint16_t seat = deciding->command->widen.seat;
    enum hv_refusal refusal = check_answers(deciding->group, run, seat, fields);

    if (refusal == HV_REFUSAL_NONE && (fields & ~hv_exercise_widening(run->exercise)) != 0) {
        refusal = HV_REFUSAL_NOT_FOUND;
    }
    if (refusal == HV_REFUSAL_NONE && !of_this_life(deciding->group, run, seat, fields)) {
        refusal = HV_REFUSAL_NOT_YOURS;
    }
    return refusal;
}

/* What its author wrote for the partner goes to the group as its envelope closes, or not at all. */
static enum hv_refusal
check_to_group(const struct hv_group *group, const struct hv_run *run, uint32_t fields)
{
    uint32_t may =
        hv_exercise_joint(run->exercise, HV_FORM_FULL) & hv_exercise_by_choice(run->exercise);

    return (fields & ~may) == 0 && run->meeting == group->meetings_opened ? HV_REFUSAL_NONE
                                                                          : HV_REFUSAL_NOT_READY;
}

enum hv_refusal hv_decide_widen(struct hv_deciding *deciding)
{
    const struct hv_widen *wanted = &deciding->command->widen;
    const struct hv_run *run;
    enum hv_refusal refusal =
        check_own_run(deciding, wanted->run, wanted->seat, wanted->fields, &run);
    const struct hv_seat *seat;
    uint32_t joint, now;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    seat = hv_find_seat(deciding->group, wanted->seat);
    joint = wanted->fields & hv_exercise_joint(run->exercise, HV_FORM_FULL);
    if (wanted->to_group) {
        refusal = check_to_group(deciding->group, run, wanted->fields);
    } else if (joint != wanted->fields) {
        refusal = check_own_widened(deciding, run, wanted->fields & ~joint);
    }
    if (refusal == HV_REFUSAL_NONE &&
        (wanted->on || hv_unit_in_run(run, seat->unit)->joints == NULL)) {
        refusal = check_joint_answers(deciding->group, run, seat, joint);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    now = widened_now(deciding->group, run, seat, wanted->to_group);
    if ((wanted->fields & (wanted->on ? ~now : now)) != 0) {
        hv_deciding_emit(deciding, HV_EVENT_WIDENED)->widened = *wanted;
    }
    return HV_REFUSAL_NONE;
}

/* ---- Splitting ---- */

static enum hv_refusal check_seat(const struct hv_deciding *deciding, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(deciding->group, number);

    if (deciding->device->unit != 0) {
        return hv_check_unlocked(deciding, number);
    }
    return seat != NULL && !deciding->group->units[seat->unit - 1].removed ? HV_REFUSAL_NONE
                                                                           : HV_REFUSAL_NOT_FOUND;
}

enum hv_refusal hv_decide_split(struct hv_deciding *deciding)
{
    uint16_t number = deciding->command->seat_choice.seat;
    enum hv_refusal refusal = check_seat(deciding, number);

    if (refusal == HV_REFUSAL_NONE && !hv_find_seat(deciding->group, number)->split) {
        hv_deciding_emit(deciding, HV_EVENT_SPLIT)->split.seat = number;
    }
    return refusal;
}
