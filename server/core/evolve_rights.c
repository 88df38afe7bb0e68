/* SPDX-License-Identifier: EUPL-1.2 */
/* What was narrowed, taken back, split. */
#include "core/evolve.h"
#include "core/slot.h"
#include "core/visible.h"

enum hv_code hv_evolve_field_narrowed(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    const struct hv_narrow_field *narrowed = &event->field_narrowed;
    struct hv_run *run = hv_evolve_run(group, narrowed->run);

    (void)cause;
    if (run == NULL || narrowed->field >= run->exercise->field_count ||
        (narrowed->to != HV_VISIBLE_SELF && narrowed->to != HV_VISIBLE_GROUP)) {
        return HV_ECORRUPT;
    }
    if (narrowed->to == HV_VISIBLE_SELF) {
        uint32_t fields = UINT32_C(1) << narrowed->field;

        run->only_author |= fields | hv_exercise_guesses(run->exercise, fields);
    } else {
        run->nameless |= UINT32_C(1) << narrowed->field;
    }
    return HV_OK;
}

/* ---- Taking back ---- */

static void take_off_wall(struct hv_group *group, const struct hv_take_back *taken)
{
    for (unsigned i = 0; i < group->wall_count; i++) {
        struct hv_wall_line *line = &group->wall[i];

        if (line->kind == HV_WALL_NOTE && line->run == taken->run &&
            (taken->fields >> line->field & 1) != 0 &&
            group->runs[line->run - 1]->rounds[line->stage]->notes[line->index].seat ==
                taken->seat) {
            line->taken_away = true;
        }
    }
}

/* The scores of a quiz lie under the key of what goes with the evening: they go when that goes. */
static void discard(const struct hv_run *run, struct hv_reflection *reflection)
{
    uint32_t beside = hv_fields_of_class(run, HV_ROUND_FIRST, HV_KEEP_MEETING);

    if (beside != 0 && (beside & ~reflection->discarded) == 0) {
        hv_slot_clear(&reflection->scores);
    }
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        if ((reflection->discarded >> i & 1) != 0) {
            reflection->fields[i].answer = HV_ANSWER_NONE;
            hv_slot_clear(&reflection->fields[i].value);
        }
    }
}

/* Pages take what is newer: it stands nowhere as it was any more. */
static void
mark_discarded(const struct hv_run *run, struct hv_reflection *reflection, uint32_t fields)
{
    fields &= ~reflection->discarded;
    reflection->discarded |= fields;
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        uint32_t *revision = &reflection->fields[i].revision;

        if ((fields >> i & 1) != 0 && *revision != 0 && *revision != UINT32_MAX) {
            (*revision)++;
        }
    }
}

void hv_evolve_discards(const struct hv_group *group, struct hv_run *run)
{
    for (uint16_t unit = 1; unit <= group->unit_count; unit++) {
        struct hv_reflection **members = hv_unit_in_run(run, unit)->members;

        for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
            if (members[member] != NULL) {
                discard(run, members[member]);
            }
        }
    }
}

/* While a block is open the words may stand on a partner's page, and stay there until it ends: what
 * goes from it earlier tells who took it back. */
enum hv_code hv_evolve_taken_back(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    const struct hv_take_back *taken = &event->taken_back;
    const struct hv_run *run = hv_find_run(group, taken->run);
    const struct hv_seat *seat = hv_find_seat(group, taken->seat);
    struct hv_reflection *reflection;

    (void)cause;
    if (run == NULL || seat == NULL || hv_reflection_of(group, run, taken->seat) == NULL ||
        (taken->fields & ~(hv_exercise_personal(run->exercise, HV_ROUND_FIRST) |
                           hv_exercise_personal(run->exercise, HV_ROUND_SECOND))) != 0) {
        return HV_ECORRUPT;
    }
    reflection = hv_unit_in_run(run, seat->unit)
                     ->members[hv_member_index(&group->units[seat->unit - 1], seat->number)];
    reflection->taken_back |= taken->fields;
    if (taken->discard) {
        mark_discarded(run, reflection, taken->fields);
    }
    take_off_wall(group, taken);
    if (run->over || !hv_in_block(run)) {
        discard(run, reflection);
    }
    return HV_OK;
}

/* ---- Widening ---- */

static void widen_joint(uint8_t *set, uint8_t member, bool on)
{
    unsigned bit = 1u << member;

    *set = (uint8_t)(on ? *set | bit : *set & ~bit);
}

enum hv_code hv_evolve_widened(struct hv_group *group,
                               const struct hv_cause *cause,
                               const struct hv_event *event)
{
    const struct hv_widen *widened = &event->widened;
    const struct hv_run *run = hv_find_run(group, widened->run);
    const struct hv_seat *seat = hv_find_seat(group, widened->seat);
    struct hv_reflection *reflection;
    struct hv_unit_run *in_run;
    uint32_t joint, own;
    uint8_t member;

    (void)cause;
    if (run == NULL || seat == NULL) {
        return HV_ECORRUPT;
    }
    member = hv_member_index(&group->units[seat->unit - 1], seat->number);
    in_run = hv_unit_in_run(run, seat->unit);
    reflection = in_run->members[member];
    joint = widened->fields & hv_exercise_joint(run->exercise, HV_FORM_FULL);
    own = widened->fields & ~joint;
    if ((joint != 0 && in_run->joints == NULL) ||
        (own != 0 && (reflection == NULL || widened->to_group)) ||
        (own & ~(hv_exercise_personal(run->exercise, HV_ROUND_FIRST) |
                 hv_exercise_personal(run->exercise, HV_ROUND_SECOND))) != 0) {
        return HV_ECORRUPT;
    }
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        if ((joint >> i & 1) != 0) {
            struct hv_joint_field *field = &in_run->joints[i];
            widen_joint(widened->to_group ? &field->to_group : &field->widened, member,
                        widened->on);
        }
    }
    if (widened->to_group && !widened->on) {
        hv_evolve_withdraw_joint(group, run, seat->unit, joint);
    }
    if (own != 0) {
        reflection->widened = widened->on ? reflection->widened | own : reflection->widened & ~own;
    }
    return HV_OK;
}

/* ---- Splitting ---- */

enum hv_code
hv_evolve_split(struct hv_group *group, const struct hv_cause *cause, const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->split.seat);

    (void)cause;
    if (seat == NULL) {
        return HV_ECORRUPT;
    }
    seat->split = true;
    return HV_OK;
}
