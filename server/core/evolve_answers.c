/* SPDX-License-Identifier: EUPL-1.2 */
/* What people wrote: fields, envelopes, joint fields, and the end of keys. */
#include "core/evolve.h"
#include "core/slot.h"
#include "core/visible.h"

static bool is_round(enum hv_round round)
{
    return round == HV_ROUND_FIRST || round == HV_ROUND_SECOND;
}

/* The seat's reflection in a run, made when there is none yet; NULL with the reason in `ret_code`.
 */
static struct hv_reflection *
reflection(struct hv_group *group, struct hv_run *run, uint16_t seat_number, enum hv_code *ret_code)
{
    const struct hv_seat *seat = hv_find_seat(group, seat_number);
    struct hv_reflection **place;

    if (run == NULL || seat == NULL) {
        *ret_code = HV_ECORRUPT;
        return NULL;
    }
    place = &hv_unit_in_run(run, seat->unit)
                 ->members[hv_member_index(&group->units[seat->unit - 1], seat_number)];
    if (*place == NULL) {
        *place =
            hv_arena_alloc(group->arena, sizeof **place + run->exercise->field_count *
                                                              sizeof(struct hv_seat_state_field));
        *ret_code = HV_ENOMEM;
    }
    return *place;
}

enum hv_code hv_evolve_field_saved(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    enum hv_code code;
    struct hv_run *run = hv_evolve_run_tonight(group, event->field_saved.run);
    struct hv_reflection *written = reflection(group, run, event->field_saved.seat, &code);
    struct hv_seat_state_field *field;

    (void)cause;
    if (written == NULL) {
        return code;
    }
    if (event->field_saved.field >= run->exercise->field_count ||
        event->field_saved.answer > HV_ANSWER_SKIPPED) {
        return HV_ECORRUPT;
    }
    field = &written->fields[event->field_saved.field];
    field->revision = event->field_saved.revision;
    field->answer = event->field_saved.answer;
    return hv_slot_store(group->arena, &field->value, &event->field_saved.part);
}

/* ---- Envelopes ---- */

static void
empty_envelope(const struct hv_exercise *exercise, struct hv_reflection *written, uint32_t envelope)
{
    for (unsigned i = 0; i < exercise->field_count; i++) {
        if ((envelope >> i & 1) != 0) {
            written->fields[i].answer = HV_ANSWER_NONE;
            hv_slot_clear(&written->fields[i].value);
        }
    }
}

static enum hv_code take_values(struct hv_group *group,
                                struct hv_reflection *written,
                                enum hv_round round,
                                const struct hv_carried *values,
                                uint8_t value_count)
{
    const struct hv_exercise *exercise = group->runs[group->run - 1]->exercise;
    uint32_t envelope = hv_exercise_personal(exercise, round);
    enum hv_code code = HV_OK;

    empty_envelope(exercise, written, envelope);
    for (unsigned i = 0; code == HV_OK && i < value_count; i++) {
        const struct hv_carried *carried = &values[i];

        if (carried->field >= exercise->field_count || (envelope >> carried->field & 1) == 0 ||
            carried->answer > HV_ANSWER_SKIPPED) {
            return HV_ECORRUPT;
        }
        written->fields[carried->field].answer = carried->answer;
        code = hv_slot_store(group->arena, &written->fields[carried->field].value, &carried->part);
    }
    return code;
}

/* What the form of that moment does not ask nobody gets to see, whatever form is dealt later: its
 * author closed a page on which it did not stand. */
static void keep_unasked(const struct hv_run *run,
                         uint16_t unit,
                         enum hv_round round,
                         struct hv_reflection *written)
{
    uint32_t unasked =
        hv_exercise_personal(run->exercise, round) & ~hv_unit_envelope(run, unit, round);

    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        if ((unasked >> i & 1) != 0 && written->fields[i].answer != HV_ANSWER_NONE) {
            written->taken_back |= UINT32_C(1) << i;
        }
    }
}

enum hv_code hv_evolve_envelope_closed(struct hv_group *group,
                                       const struct hv_cause *cause,
                                       const struct hv_event *event)
{
    enum hv_round round = event->envelope_closed.round;
    enum hv_code code;
    struct hv_run *run = hv_evolve_run(group, event->envelope_closed.run);
    struct hv_reflection *written = reflection(group, run, event->envelope_closed.seat, &code);
    struct hv_seat *seat;

    (void)cause;
    if (written == NULL) {
        return code;
    }
    if (!is_round(round) || written->envelopes[round].closed ||
        written->envelopes[round].generation != event->envelope_closed.generation ||
        !event->envelope_closed.signal.present) {
        return HV_ECORRUPT;
    }
    seat = hv_evolve_seat(group, event->envelope_closed.seat);
    code = take_values(group, written, round, event->envelope_closed.values,
                       event->envelope_closed.value_count);
    if (code == HV_OK) {
        code = hv_evolve_add_signal(group, &seat->signals, &event->envelope_closed.signal);
    }
    if (code != HV_OK) {
        return code;
    }
    written->envelopes[round].closed = true;
    written->envelopes[round].shows = event->envelope_closed.shows;
    written->envelopes[round].to_group = event->envelope_closed.to_group;
    written->envelopes[round].life = seat->life;
    keep_unasked(run, seat->unit, round, written);
    hv_evolve_ready(group, run, seat->unit);
    return HV_OK;
}

enum hv_code hv_evolve_envelope_reopened(struct hv_group *group,
                                         const struct hv_cause *cause,
                                         const struct hv_event *event)
{
    enum hv_round round = event->envelope_reopened.round;
    enum hv_code code;
    struct hv_run *run = hv_evolve_run(group, event->envelope_reopened.run);
    struct hv_reflection *written = reflection(group, run, event->envelope_reopened.seat, &code);

    (void)cause;
    if (written == NULL) {
        return code;
    }
    if (!is_round(round) || !written->envelopes[round].closed ||
        event->envelope_reopened.generation != written->envelopes[round].generation + 1 ||
        event->envelope_reopened.generation == HV_GENERATION_JOINT) {
        return HV_ECORRUPT;
    }
    written->envelopes[round].closed = false;
    written->envelopes[round].shows = 0;
    written->envelopes[round].to_group = 0;
    written->envelopes[round].generation = event->envelope_reopened.generation;
    written->taken_back &= ~hv_exercise_personal(run->exercise, round);
    written->widened &= ~hv_exercise_personal(run->exercise, round);
    written->discarded &= ~hv_exercise_personal(run->exercise, round);
    return take_values(group, written, round, event->envelope_reopened.values,
                       event->envelope_reopened.value_count);
}

enum hv_code
hv_evolve_scored(struct hv_group *group, const struct hv_cause *cause, const struct hv_event *event)
{
    enum hv_code code;
    struct hv_run *run = hv_evolve_run(group, event->scored.run);
    struct hv_reflection *written = reflection(group, run, event->scored.seat, &code);

    (void)cause;
    if (written == NULL) {
        return code;
    }
    if (!written->envelopes[HV_ROUND_FIRST].closed || written->scores.present ||
        !event->scored.scores.present) {
        return HV_ECORRUPT;
    }
    return hv_slot_store(group->arena, &written->scores, &event->scored.scores);
}

/* ---- Joint fields ---- */

/* The unit in the run under way, with room for joint fields; NULL with the reason in `ret_code`. */
static struct hv_unit_run *
joint_unit(struct hv_group *group, uint32_t number, uint16_t unit, enum hv_code *ret_code)
{
    struct hv_run *run = hv_evolve_run(group, number);
    struct hv_unit_run *in_run;

    if (run == NULL || hv_find_unit(group, unit) == NULL) {
        *ret_code = HV_ECORRUPT;
        return NULL;
    }
    in_run = hv_unit_in_run(run, unit);
    if (in_run->joints == NULL) {
        in_run->joints =
            hv_arena_array(group->arena, run->exercise->field_count, sizeof *in_run->joints);
        *ret_code = HV_ENOMEM;
    }
    return in_run->joints != NULL ? in_run : NULL;
}

static bool is_joint(const struct hv_group *group, uint8_t field)
{
    const struct hv_run *run = group->runs[group->run - 1];

    return field < run->exercise->field_count && hv_field_is_joint(run, field);
}

void hv_evolve_ask_again(struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t unit,
                         uint32_t fields,
                         uint8_t members)
{
    struct hv_joint_field *joints = hv_unit_in_run(run, unit)->joints;

    for (unsigned i = 0; joints != NULL && i < run->exercise->field_count; i++) {
        if ((fields >> i & 1) != 0) {
            joints[i].widened = (uint8_t)(joints[i].widened & ~members);
            joints[i].to_group = (uint8_t)(joints[i].to_group & ~members);
        }
    }
    hv_evolve_withdraw_joint(group, run, unit, fields);
}

enum hv_code hv_evolve_joint_saved(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    enum hv_code code;
    struct hv_unit_run *in_run =
        joint_unit(group, event->joint_saved.run, event->joint_saved.unit, &code);
    struct hv_joint_field *joint;

    (void)cause;
    if (in_run == NULL) {
        return code;
    }
    if (!is_joint(group, event->joint_saved.field) ||
        event->joint_saved.answer > HV_ANSWER_SKIPPED) {
        return HV_ECORRUPT;
    }
    joint = &in_run->joints[event->joint_saved.field];
    joint->revision = event->joint_saved.revision;
    joint->answer = event->joint_saved.answer;
    hv_evolve_ask_again(group, group->runs[group->run - 1], event->joint_saved.unit,
                        UINT32_C(1) << event->joint_saved.field, UINT8_MAX);
    in_run->joint_revision++;
    in_run->marks = 0;
    in_run->confirmed = 0;
    return hv_slot_store(group->arena, &joint->draft, &event->joint_saved.part);
}

enum hv_code hv_evolve_joint_marked(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    enum hv_code code;
    struct hv_unit_run *in_run =
        joint_unit(group, event->joint_marked.run, event->joint_marked.unit, &code);
    const struct hv_seat *seat = hv_find_seat(group, event->joint_marked.seat);
    unsigned mark;

    (void)cause;
    if (in_run == NULL) {
        return code;
    }
    if (seat == NULL || seat->unit != event->joint_marked.unit) {
        return HV_ECORRUPT;
    }
    mark = 1u << hv_member_index(&group->units[seat->unit - 1], seat->number);
    if (event->joint_marked.set) {
        in_run->marks = (uint8_t)(in_run->marks | mark);
    } else {
        in_run->marks = (uint8_t)(in_run->marks & ~mark);
        in_run->confirmed = 0;
        hv_evolve_ask_again(group, group->runs[group->run - 1], seat->unit, UINT32_MAX, UINT8_MAX);
    }
    return HV_OK;
}

enum hv_code hv_evolve_joint_confirmed(struct hv_group *group,
                                       const struct hv_cause *cause,
                                       const struct hv_event *event)
{
    enum hv_code code;
    struct hv_unit_run *in_run =
        joint_unit(group, event->joint_confirmed.run, event->joint_confirmed.unit, &code);
    struct hv_joint_field *joint;
    uint8_t member;

    (void)cause;
    if (in_run == NULL) {
        return code;
    }
    code = HV_OK;
    for (unsigned i = 0; code == HV_OK && i < event->joint_confirmed.value_count; i++) {
        const struct hv_carried *carried = &event->joint_confirmed.values[i];
        const struct hv_seat *seat = hv_find_seat(group, carried->seat);

        if (seat == NULL || seat->unit != event->joint_confirmed.unit ||
            !is_joint(group, carried->field)) {
            return HV_ECORRUPT;
        }
        joint = &in_run->joints[carried->field];
        member = hv_member_index(&group->units[seat->unit - 1], seat->number);
        joint->lives[member] = seat->life;
        joint->copied[member] = joint->revision;
        code = hv_slot_store(group->arena, &joint->copies[member], &carried->part);
    }
    in_run->confirmed = hv_unit_present(hv_find_unit(group, event->joint_confirmed.unit));
    return code;
}

/* ---- The end of keys ---- */

static void destroy(const struct hv_event *event, struct hv_slot *slot)
{
    for (unsigned i = 0; slot->present && i < event->keys_destroyed.scope_count; i++) {
        if (hv_key_scope_equal(&slot->scope, &event->keys_destroyed.scopes[i])) {
            hv_slot_destroy(slot);
            return;
        }
    }
}

static void destroy_in_unit(const struct hv_event *event,
                            const struct hv_exercise *exercise,
                            struct hv_unit_run *in_run)
{
    for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
        if (in_run->members[member] != NULL) {
            destroy(event, &in_run->members[member]->scores);
        }
    }
    for (unsigned i = 0; i < exercise->field_count; i++) {
        for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
            if (in_run->members[member] != NULL) {
                destroy(event, &in_run->members[member]->fields[i].value);
            }
            if (in_run->joints != NULL) {
                destroy(event, &in_run->joints[i].copies[member]);
            }
        }
        if (in_run->joints != NULL) {
            destroy(event, &in_run->joints[i].draft);
        }
        if (in_run->matched != NULL) {
            destroy(event, &in_run->matched[i]);
        }
    }
}

enum hv_code hv_evolve_keys_destroyed(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    (void)cause;
    for (unsigned i = 0; i < group->seat_count; i++) {
        destroy(event, &group->seats[i].name);
        destroy(event, &group->seats[i].words);
        destroy(event, &group->seats[i].light);
        destroy(event, &group->seats[i].tags);
        destroy(event, &group->seats[i].note);
        for (unsigned j = 0; j < event->keys_destroyed.scope_count; j++) {
            hv_evolve_drop_signal(&group->seats[i].signals, &event->keys_destroyed.scopes[j]);
        }
    }
    for (unsigned i = 0; i < group->unit_count; i++) {
        for (unsigned j = 0; j < event->keys_destroyed.scope_count; j++) {
            hv_evolve_drop_signal(&group->units[i].signals, &event->keys_destroyed.scopes[j]);
        }
    }
    for (unsigned i = 0; i < group->wall_count; i++) {
        destroy(event, &group->wall[i].text);
    }
    destroy(event, &group->announcement);
    for (uint32_t i = 0; i < group->run_count; i++) {
        for (unsigned unit = 0; unit < group->unit_count; unit++) {
            destroy_in_unit(event, group->runs[i]->exercise, &group->runs[i]->units[unit]);
        }
    }
    return HV_OK;
}
