/* SPDX-License-Identifier: EUPL-1.2 */
/* The wall: what the facilitator puts on it and takes off again. Results come by themselves, when a
 * round closes. */
#include "core/decide.h"
#include "core/scopes.h"

/* A run of this meeting, ended or not: what was gathered in an earlier one is gone. */
static enum hv_refusal
check_run_tonight(const struct hv_deciding *deciding, uint32_t number, const struct hv_run **ret)
{
    const struct hv_run *run = hv_find_run_tonight(deciding->group, number);

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (run == NULL) {
        return hv_find_run(deciding->group, number) == NULL ? HV_REFUSAL_NOT_FOUND
                                                            : HV_REFUSAL_RUN_OVER;
    }
    *ret = run;
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_pick_note(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_pick_note *wanted = &deciding->command->pick_note;
    const struct hv_wall_line *line;
    const struct hv_run *run;
    uint8_t stage;
    enum hv_refusal refusal = check_run_tonight(deciding, wanted->run, &run);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (hv_find_note(group, run, wanted->field, wanted->note, &stage) == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    line = hv_find_line(group, HV_WALL_NOTE, wanted->run, stage, wanted->note);
    if ((line != NULL && !line->taken_away) == wanted->pick) {
        deciding->number = line != NULL ? line->number : 0;
        return HV_REFUSAL_NONE;
    }
    if (line == NULL && !hv_wall_has_room(group)) {
        return HV_REFUSAL_FULL;
    }
    deciding->number = line != NULL ? line->number : group->next_line;
    hv_deciding_emit(deciding, HV_EVENT_NOTE_PICKED)->note_picked = *wanted;
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_pick_example(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_pick_example *wanted = &deciding->command->pick_example;
    const struct hv_wall_line *line;
    const struct hv_run *run;
    enum hv_refusal refusal = check_run_tonight(deciding, wanted->run, &run);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->example >= run->exercise->example_count) {
        return HV_REFUSAL_NOT_FOUND;
    }
    line = hv_find_line(group, HV_WALL_EXAMPLE, wanted->run, 0, wanted->example);
    if (line != NULL && !line->taken_away) {
        deciding->number = line->number;
        return HV_REFUSAL_NONE;
    }
    if (line == NULL && !hv_wall_has_room(group)) {
        return HV_REFUSAL_FULL;
    }
    deciding->number = line != NULL ? line->number : group->next_line;
    hv_deciding_emit(deciding, HV_EVENT_EXAMPLE_PICKED)->example_picked = *wanted;
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_write_wall(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_write_wall *wanted = &deciding->command->write_wall;
    struct hv_event *event;

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted->run != 0) {
        const struct hv_run *run;
        enum hv_refusal refusal = check_run_tonight(deciding, wanted->run, &run);

        if (refusal != HV_REFUSAL_NONE) {
            return refusal;
        }
        if (wanted->field != HV_NO_FIELD && wanted->field >= run->exercise->field_count) {
            return HV_REFUSAL_NOT_FOUND;
        }
    } else if (wanted->field != HV_NO_FIELD) {
        return HV_REFUSAL_INVALID;
    }
    if (wanted->text.size == 0 || wanted->text.size > HV_WALL_TEXT_MAX) {
        return HV_REFUSAL_NOT_ACCEPTED;
    }
    if (!hv_wall_has_room(group)) {
        return HV_REFUSAL_FULL;
    }
    deciding->number = group->next_line;
    event = hv_deciding_emit(deciding, HV_EVENT_WALL_WRITTEN);
    event->wall_written.run = wanted->run;
    event->wall_written.field = wanted->field;
    event->wall_written.text =
        hv_deciding_part(deciding, hv_scope_facilitator(group), wanted->text);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_clear_wall(struct hv_deciding *deciding)
{
    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    for (unsigned i = 0; i < deciding->group->wall_count; i++) {
        if (!deciding->group->wall[i].taken_away) {
            hv_deciding_emit(deciding, HV_EVENT_WALL_CLEARED);
            break;
        }
    }
    return HV_REFUSAL_NONE;
}

/* ---- The example of a step, which stands on the wall by itself ---- */

enum hv_refusal hv_decide_show_example(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_show_example *wanted = &deciding->command->show_example;
    const struct hv_step_entry *entry = hv_find_step(group, wanted->step);

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (entry == NULL || entry->step.example.answer_count == 0) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->step != group->step) {
        return HV_REFUSAL_MOVED_ON;
    }
    if (wanted->count > entry->step.example.answer_count) {
        return HV_REFUSAL_INVALID;
    }
    if (wanted->count != group->example_shown) {
        hv_deciding_emit(deciding, HV_EVENT_EXAMPLE_SHOWN)->example_shown = *wanted;
    }
    return HV_REFUSAL_NONE;
}
