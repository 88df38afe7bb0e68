/* SPDX-License-Identifier: EUPL-1.2 */
/* The agenda and what runs: steps, runs, group stages, forms, the sharing window. */
#include "core/decide.h"
#include "core/results.h"
#include "core/tags.h"
#include "core/visible.h"

/* ---- Forms ---- */

void hv_deciding_form(struct hv_deciding *deciding,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_form form)
{
    enum hv_form now = run->units != NULL ? hv_unit_in_run(run, unit)->form : HV_FORM_FULL;

    if (now != form) {
        struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_FORM_DEALT);

        event->form_dealt.run = run->number;
        event->form_dealt.unit = unit;
        event->form_dealt.form = form;
    }
}

/* Also to who is not here yet: whoever comes finds the form that is due. */
static void deal_due_forms(struct hv_deciding *deciding, const struct hv_run *run)
{
    for (unsigned i = 0; i < deciding->group->unit_count; i++) {
        const struct hv_unit *unit = &deciding->group->units[i];

        if (!unit->removed) {
            uint16_t tags = hv_unit_tags(deciding->group, unit->number);

            hv_deciding_form(deciding, run, unit->number,
                             hv_exercise_due_form(run->exercise, tags));
        }
    }
}

/* ---- Starting and ending steps ---- */

static void
open_run(struct hv_deciding *deciding, uint16_t step, const struct hv_exercise *exercise)
{
    const struct hv_group *group = deciding->group;
    const struct hv_run run = {
        .number = group->run_count + 1,
        .meeting = group->meetings_opened,
        .exercise = exercise,
    };
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_RUN_OPENED);

    event->run_opened.run = run.number;
    event->run_opened.step = step;
    deciding->number = run.number;
    for (unsigned i = 0; i < group->unit_count; i++) {
        if (hv_unit_admitted(&group->units[i])) {
            hv_deciding_keys(deciding, &run, &group->units[i]);
        }
    }
    deal_due_forms(deciding, &run);
}

/* Everything that starting a step means, the end of the one under way included; a step of an
 * exercise has its definition. */
static enum hv_refusal begin_step(struct hv_deciding *deciding,
                                  uint16_t step,
                                  enum hv_step_kind kind,
                                  const struct hv_exercise *definition)
{
    if (definition != NULL && deciding->group->run_count == HV_RUNS_MAX) {
        return HV_REFUSAL_FULL;
    }
    hv_deciding_end_step(deciding);
    hv_deciding_emit(deciding, HV_EVENT_STEP_STARTED)->step_started.step = step;
    if (kind == HV_STEP_BREAK) {
        hv_deciding_cover(deciding);
    }
    if (definition != NULL) {
        open_run(deciding, step, definition);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_start_step(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_start_step *wanted = &deciding->command->start_step;
    const struct hv_step_entry *step = hv_find_step(group, wanted->step);

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (step == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (group->step == wanted->step && (!wanted->again || wanted->from != group->step)) {
        deciding->number = group->run;
        return HV_REFUSAL_NONE;
    }
    if (wanted->from != group->step) {
        return HV_REFUSAL_MOVED_ON;
    }
    if (group->step == wanted->step && wanted->run != group->run) {
        deciding->number = group->run;
        return HV_REFUSAL_NONE;
    }
    if (step->started && !wanted->again) {
        return HV_REFUSAL_INVALID;
    }
    return begin_step(deciding, step->id, step->step.kind, step->definition);
}

enum hv_refusal hv_decide_end_step(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_step_entry *step = hv_find_step(group, deciding->command->end_step.step);

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (step == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (group->step != step->id) {
        return step->done ? HV_REFUSAL_NONE : HV_REFUSAL_MOVED_ON;
    }
    if (deciding->command->end_step.run == group->run) {
        hv_deciding_end_step(deciding);
    }
    return HV_REFUSAL_NONE;
}

/* ---- Changing the agenda ---- */

static enum hv_refusal check_new_step(const struct hv_group *group,
                                      const struct hv_insert_step *wanted)
{
    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted->kind < HV_STEP_EXERCISE || wanted->kind > HV_STEP_TALK) {
        return HV_REFUSAL_INVALID;
    }
    if (wanted->kind != HV_STEP_EXERCISE) {
        if (wanted->definition != NULL || wanted->title.size == 0) {
            return HV_REFUSAL_INVALID;
        }
        if (wanted->title.size > HV_STEP_TITLE_MAX) {
            return HV_REFUSAL_NOT_ACCEPTED;
        }
    } else if (wanted->definition == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    } else if (hv_exercise_fault(wanted->definition) != NULL) {
        return HV_REFUSAL_INVALID;
    }
    return group->step_count == HV_STEPS_MAX || group->next_step == UINT16_MAX ? HV_REFUSAL_FULL
                                                                               : HV_REFUSAL_NONE;
}

static void
insert_step(struct hv_deciding *deciding, const struct hv_insert_step *wanted, uint16_t after)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_STEP_INSERTED);

    event->step_inserted.step = deciding->group->next_step;
    event->step_inserted.after = after;
    event->step_inserted.kind = wanted->kind;
    event->step_inserted.definition = wanted->definition;
    event->step_inserted.title = hv_deciding_bytes(deciding, wanted->title);
    event->step_inserted.minutes = wanted->minutes;
    deciding->number = deciding->group->next_step;
}

enum hv_refusal hv_decide_insert_step(struct hv_deciding *deciding)
{
    const struct hv_insert_step *wanted = &deciding->command->insert_step;
    enum hv_refusal refusal = check_new_step(deciding->group, wanted);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->after != 0 && hv_find_step(deciding->group, wanted->after) == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    insert_step(deciding, wanted, wanted->after);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_push_exercise(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    struct hv_insert_step wanted = deciding->command->insert_step;
    uint16_t after = group->step;
    enum hv_refusal refusal;

    wanted.kind = HV_STEP_EXERCISE;
    wanted.title = (struct hv_bytes){ .data = NULL };
    refusal = check_new_step(group, &wanted);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted.from != group->step) {
        return HV_REFUSAL_MOVED_ON;
    }
    if (group->run_count == HV_RUNS_MAX) {
        return HV_REFUSAL_FULL;
    }
    if (after == 0 && group->step_count > 0) {
        after = group->steps[group->step_count - 1].id;
    }
    insert_step(deciding, &wanted, after);
    return begin_step(deciding, group->next_step, HV_STEP_EXERCISE, wanted.definition);
}

enum hv_refusal hv_decide_skip_step(struct hv_deciding *deciding)
{
    const struct hv_skip_step *wanted = &deciding->command->skip_step;
    const struct hv_step_entry *step = hv_find_step(deciding->group, wanted->step);

    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (step == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->skip && (step->id == deciding->group->step || step->done)) {
        return HV_REFUSAL_INVALID;
    }
    if (step->skipped != wanted->skip) {
        hv_deciding_emit(deciding, HV_EVENT_STEP_SKIPPED)->step_skipped = *wanted;
    }
    return HV_REFUSAL_NONE;
}

static bool stands_after(const struct hv_group *group, uint16_t step, uint16_t after)
{
    uint16_t before = 0;

    for (unsigned i = 0; group->steps[i].id != step; i++) {
        before = group->steps[i].id;
    }
    return before == after;
}

enum hv_refusal hv_decide_move_step(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_move_step *wanted = &deciding->command->move_step;

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (hv_find_step(group, wanted->step) == NULL ||
        (wanted->after != 0 && hv_find_step(group, wanted->after) == NULL)) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->step == wanted->after) {
        return HV_REFUSAL_INVALID;
    }
    if (!stands_after(group, wanted->step, wanted->after)) {
        hv_deciding_emit(deciding, HV_EVENT_STEP_MOVED)->step_moved = *wanted;
    }
    return HV_REFUSAL_NONE;
}

/* ---- In a run ---- */

/* Whether this gate waits for envelopes of the whole group: who is asked nothing, or is not here on
 * a device, is waited for by nobody. */
static bool
waits_for_group(const struct hv_group *group, const struct hv_run *run, const struct hv_gate *gate)
{
    if (gate->when != HV_GATE_CLOSED || gate->audience != HV_AUDIENCE_GROUP) {
        return false;
    }
    for (uint16_t unit = 1; unit <= group->unit_count; unit++) {
        if (hv_unit_present(&group->units[unit - 1]) != 0 &&
            hv_unit_envelope(run, unit, gate->round) != 0 &&
            !hv_unit_all_closed(group, run, unit, gate->round)) {
            return true;
        }
    }
    return false;
}

/* What was written blind appears at once: every line with a name whose author showed it, as far as
 * the wall has room. Moving on is the facilitator's pick of them all. */
static void pick_all(struct hv_deciding *deciding,
                     const struct hv_run *run,
                     const struct hv_closed_round *closed)
{
    const struct hv_group *group = deciding->group;
    unsigned room = (unsigned)(HV_WALL_MAX - group->wall_count);

    if (room > HV_WALL_LINES_MAX + 1u - group->next_line) {
        room = HV_WALL_LINES_MAX + 1u - group->next_line;
    }
    room -= closed->result_count < room ? closed->result_count : room;
    for (uint16_t i = 0; i < closed->note_count && room > 0; i++) {
        uint8_t field = closed->notes[i].field;

        if (hv_field_visibility(run, field) == HV_VISIBLE_GROUP_NAMED) {
            hv_deciding_emit(deciding, HV_EVENT_NOTE_PICKED)->note_picked =
                (struct hv_pick_note){ run->number, field, i, true };
            room--;
        }
    }
}

/* A stage whose gate the facilitator opens to the group closes its round of answers, once. */
static void close_round(struct hv_deciding *deciding, const struct hv_run *run, uint8_t stage)
{
    struct hv_closed_round closed;
    struct hv_event *event;

    if (run->exercise->stages[stage].gate.audience != HV_AUDIENCE_GROUP ||
        run->rounds[stage] != NULL) {
        return;
    }
    if (hv_round_close(deciding->group, run, stage, deciding->command->random, deciding->arena,
                       &closed) != HV_OK) {
        deciding->no_memory = true;
        return;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_ROUND_CLOSED);
    event->round_closed.run = run->number;
    event->round_closed.stage = stage;
    event->round_closed.results = closed.results;
    event->round_closed.result_count = closed.result_count;
    event->round_closed.notes = closed.notes;
    event->round_closed.note_count = closed.note_count;
    if (run->exercise->stages[stage].gate.when == HV_GATE_CLOSED) {
        pick_all(deciding, run, &closed);
    }
}

static bool is_group_place(const struct hv_exercise *exercise, uint8_t stage)
{
    uint8_t first, last;

    if (stage >= exercise->stage_count) {
        return false;
    }
    if (exercise->stages[stage].scope == HV_SCOPE_GROUP) {
        return true;
    }
    hv_exercise_block(exercise, stage, &first, &last);
    return stage == first;
}

enum hv_refusal hv_decide_move_stage(struct hv_deciding *deciding)
{
    const struct hv_move_stage *wanted = &deciding->command->move_stage;
    const struct hv_run *run;
    enum hv_refusal refusal = hv_check_run(deciding, wanted->run, &run);
    struct hv_event *event;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!is_group_place(run->exercise, wanted->to)) {
        return HV_REFUSAL_INVALID;
    }
    if (run->stage == wanted->to) {
        return HV_REFUSAL_NONE;
    }
    if (run->stage != wanted->from) {
        return HV_REFUSAL_MOVED_ON;
    }
    if (!wanted->force && run->rounds[wanted->to] == NULL &&
        waits_for_group(deciding->group, run, &run->exercise->stages[wanted->to].gate)) {
        return HV_REFUSAL_NOT_READY;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_STAGE_MOVED);
    event->stage_moved.run = run->number;
    event->stage_moved.to = wanted->to;
    close_round(deciding, run, wanted->to);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_deal_form(struct hv_deciding *deciding)
{
    const struct hv_deal_form *wanted = &deciding->command->deal_form;
    const struct hv_unit *unit = hv_find_unit(deciding->group, wanted->unit);
    const struct hv_run *run;
    enum hv_refusal refusal = hv_check_run(deciding, wanted->run, &run);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (unit == NULL || unit->removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (wanted->form < HV_FORM_FULL || wanted->form > HV_FORM_LIGHT) {
        return HV_REFUSAL_INVALID;
    }
    if (wanted->form == HV_FORM_SHORT && hv_exercise_fields(run->exercise, HV_FORM_SHORT) == 0) {
        return HV_REFUSAL_NO_SUCH_FORM;
    }
    if (wanted->form != HV_FORM_LIGHT &&
        hv_exercise_due_form(run->exercise, hv_unit_tags(deciding->group, wanted->unit)) ==
            HV_FORM_LIGHT) {
        return HV_REFUSAL_TAGGED;
    }
    hv_deciding_form(deciding, run, wanted->unit, wanted->form);
    return HV_REFUSAL_NONE;
}

static bool sharing_is(const struct hv_run *run, uint16_t unit, bool open)
{
    for (uint16_t number = 1; number <= HV_UNITS_MAX; number++) {
        if ((unit == 0 || unit == number) && hv_unit_in_run(run, number)->sharing != open) {
            return false;
        }
    }
    return true;
}

enum hv_refusal hv_decide_set_sharing(struct hv_deciding *deciding)
{
    const struct hv_set_sharing *wanted = &deciding->command->set_sharing;
    const struct hv_run *run;
    enum hv_refusal refusal = hv_check_run(deciding, wanted->run, &run);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->unit != 0 && hv_find_unit(deciding->group, wanted->unit) == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (!sharing_is(run, wanted->unit, wanted->open)) {
        hv_deciding_emit(deciding, HV_EVENT_SHARING_SET)->sharing_set = *wanted;
    }
    return HV_REFUSAL_NONE;
}
