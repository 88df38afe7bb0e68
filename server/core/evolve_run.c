/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs: where the group and each unit is, what opened, which rounds closed. */
#include "core/evolve.h"
#include "core/slot.h"
#include "core/visible.h"

static uint32_t all_fields(const struct hv_run *run)
{
    return hv_exercise_fields(run->exercise, HV_FORM_FULL);
}

static void enter(struct hv_run *run, uint8_t stage)
{
    run->stage = stage;
    if (stage > run->reached) {
        run->reached = stage;
    }
    if (!hv_in_block(run)) {
        return;
    }
    for (uint16_t unit = 1; unit <= HV_UNITS_MAX; unit++) {
        struct hv_unit_run *in_run = hv_unit_in_run(run, unit);

        in_run->place = hv_first_place(run->exercise, stage);
        if (stage > in_run->reached) {
            in_run->reached = stage;
        }
    }
}

/* What opened leaves every table, and does not come back; that the gates opened stays. */
static void leave_block(struct hv_run *run)
{
    for (uint16_t unit = 1; unit <= HV_UNITS_MAX; unit++) {
        struct hv_unit_run *in_run = hv_unit_in_run(run, unit);

        memset(in_run->opened, 0, sizeof in_run->opened);
        for (unsigned i = 0; in_run->matched != NULL && i < run->exercise->field_count; i++) {
            hv_slot_clear(&in_run->matched[i]);
        }
    }
}

static enum hv_code make_room(struct hv_group *group)
{
    uint32_t room = group->run_room == 0 ? 16 : group->run_room * 2;
    struct hv_run **grown;

    if (group->run_count < group->run_room) {
        return HV_OK;
    }
    grown = hv_arena_array(group->arena, room, sizeof(struct hv_run *));
    if (grown == NULL) {
        return HV_ENOMEM;
    }
    for (uint32_t i = 0; i < group->run_count; i++) {
        grown[i] = group->runs[i];
    }
    group->runs = grown;
    group->run_room = room;
    return HV_OK;
}

enum hv_code hv_evolve_run_opened(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    const struct hv_step_entry *step = hv_find_step(group, event->run_opened.step);
    struct hv_run *run;

    (void)cause;
    if (step == NULL || group->step != step->id || step->definition == NULL || group->run != 0 ||
        event->run_opened.run != group->run_count + 1 || group->run_count == HV_RUNS_MAX) {
        return HV_ECORRUPT;
    }
    run = hv_arena_alloc(group->arena, sizeof *run);
    if (run == NULL || make_room(group) != HV_OK) {
        return HV_ENOMEM;
    }
    run->units = hv_arena_array(group->arena, HV_UNITS_MAX, sizeof *run->units);
    if (run->units == NULL) {
        return HV_ENOMEM;
    }
    run->number = event->run_opened.run;
    run->meeting = group->meetings_opened;
    run->step = step->id;
    run->exercise = step->definition;
    for (unsigned i = 0; i < HV_UNITS_MAX; i++) {
        run->units[i].form = HV_FORM_FULL;
        run->units[i].sharing = true;
    }
    enter(run, 0);
    group->runs[group->run_count++] = run;
    group->run = run->number;
    return HV_OK;
}

enum hv_code hv_evolve_run_ended(struct hv_group *group,
                                 const struct hv_cause *cause,
                                 const struct hv_event *event)
{
    struct hv_run *run = hv_evolve_run(group, event->run_ended.run);

    (void)cause;
    if (run == NULL) {
        return HV_ECORRUPT;
    }
    run->over = true;
    group->run = 0;
    leave_block(run);
    hv_evolve_discards(group, run);
    return HV_OK;
}

enum hv_code hv_evolve_stage_moved(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    struct hv_run *run = hv_evolve_run(group, event->stage_moved.run);
    uint8_t to = event->stage_moved.to, first = to, last;

    (void)cause;
    if (run == NULL || to >= run->exercise->stage_count) {
        return HV_ECORRUPT;
    }
    if (run->exercise->stages[to].scope == HV_SCOPE_UNIT) {
        hv_exercise_block(run->exercise, to, &first, &last);
    }
    if (to != first) {
        return HV_ECORRUPT;
    }
    leave_block(run);
    hv_evolve_discards(group, run);
    enter(run, to);
    return HV_OK;
}

/* In the block where the group is; with a turn in turns only. */
static bool is_place(const struct hv_run *run, struct hv_place place)
{
    uint8_t first, last;

    if (place.stage >= run->exercise->stage_count || !hv_in_block(run)) {
        return false;
    }
    hv_exercise_block(run->exercise, run->stage, &first, &last);
    if (place.stage < first || place.stage > last) {
        return false;
    }
    return run->exercise->stages[place.stage].kind == HV_STAGE_TURNS
               ? place.turn >= 1 && place.turn <= HV_MEMBERS_MAX
               : place.turn == 0;
}

enum hv_code hv_evolve_unit_moved(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    struct hv_run *run = hv_evolve_run(group, event->unit_moved.run);
    struct hv_place to = event->unit_moved.to;
    struct hv_unit_run *in_run;

    (void)cause;
    if (run == NULL || hv_find_unit(group, event->unit_moved.unit) == NULL || !is_place(run, to)) {
        return HV_ECORRUPT;
    }
    in_run = hv_unit_in_run(run, event->unit_moved.unit);
    in_run->place = to;
    if (to.stage > in_run->reached) {
        in_run->reached = to.stage;
    }
    return HV_OK;
}

enum hv_code hv_evolve_form_dealt(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    const struct hv_deal_form *dealt = &event->form_dealt;
    struct hv_run *run = hv_evolve_run(group, dealt->run);

    (void)cause;
    if (run == NULL || hv_find_unit(group, dealt->unit) == NULL || dealt->form < HV_FORM_FULL ||
        dealt->form > HV_FORM_LIGHT) {
        return HV_ECORRUPT;
    }
    hv_unit_in_run(run, dealt->unit)->form = dealt->form;
    return HV_OK;
}

enum hv_code hv_evolve_sharing_set(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    const struct hv_set_sharing *set = &event->sharing_set;
    struct hv_run *run = hv_evolve_run(group, set->run);

    (void)cause;
    if (run == NULL || (set->unit != 0 && hv_find_unit(group, set->unit) == NULL)) {
        return HV_ECORRUPT;
    }
    for (uint16_t unit = 1; unit <= HV_UNITS_MAX; unit++) {
        if (set->unit == 0 || set->unit == unit) {
            hv_unit_in_run(run, unit)->sharing = set->open;
        }
    }
    return HV_OK;
}

static enum hv_code take_matches(struct hv_group *group,
                                 const struct hv_run *run,
                                 struct hv_unit_run *in_run,
                                 const struct hv_event *event)
{
    enum hv_code code = HV_OK;

    if (in_run->matched == NULL) {
        in_run->matched =
            hv_arena_array(group->arena, run->exercise->field_count, sizeof *in_run->matched);
    }
    if (in_run->matched == NULL) {
        return HV_ENOMEM;
    }
    for (unsigned i = 0; code == HV_OK && i < event->opened.match_count; i++) {
        const struct hv_carried *match = &event->opened.matches[i];

        code = match->field < run->exercise->field_count
                   ? hv_slot_store(group->arena, &in_run->matched[match->field], &match->part)
                   : HV_ECORRUPT;
    }
    return code;
}

enum hv_code
hv_evolve_opened(struct hv_group *group, const struct hv_cause *cause, const struct hv_event *event)
{
    struct hv_run *run = hv_evolve_run(group, event->opened.run);
    const struct hv_unit *unit = hv_find_unit(group, event->opened.unit);
    const struct hv_seat *author = hv_find_seat(group, event->opened.author);
    uint8_t stage = event->opened.place.stage, authors;
    struct hv_unit_run *in_run;

    (void)cause;
    if (run == NULL || unit == NULL || stage >= run->exercise->stage_count ||
        (event->opened.fields & ~all_fields(run)) != 0 ||
        (event->opened.author != 0 && (author == NULL || author->unit != unit->number))) {
        return HV_ECORRUPT;
    }
    in_run = hv_unit_in_run(run, unit->number);
    in_run->opened_gates = (uint16_t)(in_run->opened_gates | 1u << stage);
    authors = hv_unit_present(unit);
    if (author != NULL) {
        authors = (uint8_t)(1u << hv_member_index(unit, author->number));
        in_run->opened_turns[stage] = (uint8_t)(in_run->opened_turns[stage] | authors);
    }
    for (unsigned member = 0; member < unit->member_count; member++) {
        if ((authors >> member & 1) != 0) {
            in_run->opened[member] |= event->opened.fields;
        }
    }
    return run->exercise->stages[stage].gate.match ? take_matches(group, run, in_run, event)
                                                   : HV_OK;
}

/* ---- Rounds of the group ---- */

static bool are_results(const struct hv_run *run, const struct hv_event *event)
{
    for (unsigned i = 0; i < event->round_closed.result_count; i++) {
        const struct hv_result *result = &event->round_closed.results[i];

        if (result->field >= run->exercise->field_count || result->band_count > 3 ||
            result->option < -1 || result->option > HV_WALL_LINES_MAX) {
            return false;
        }
    }
    return true;
}

static bool
are_notes(const struct hv_group *group, const struct hv_run *run, const struct hv_event *event)
{
    for (unsigned i = 0; i < event->round_closed.note_count; i++) {
        const struct hv_note *note = &event->round_closed.notes[i];
        const struct hv_seat *seat = hv_find_seat(group, note->seat);

        if (note->field >= run->exercise->field_count || seat == NULL ||
            (hv_field_is_joint(run, note->field)
                 ? hv_unit_in_run(run, seat->unit)->joints == NULL
                 : hv_reflection_of(group, run, note->seat) == NULL)) {
            return false;
        }
    }
    return true;
}

static void note_joints(const struct hv_group *group,
                        const struct hv_run *run,
                        const struct hv_closed_round *round)
{
    for (unsigned i = 0; i < round->note_count; i++) {
        const struct hv_note *note = &round->notes[i];

        if (hv_field_is_joint(run, note->field)) {
            uint16_t unit = group->seats[note->seat - 1].unit;

            hv_unit_in_run(run, unit)->joints[note->field].noted = true;
        }
    }
}

enum hv_code hv_evolve_round_closed(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_run *run = hv_evolve_run(group, event->round_closed.run);
    uint8_t stage = event->round_closed.stage;
    struct hv_closed_round *round;

    (void)cause;
    if (run == NULL || stage >= run->exercise->stage_count || run->rounds[stage] != NULL ||
        !are_results(run, event) || !are_notes(group, run, event)) {
        return HV_ECORRUPT;
    }
    round = hv_arena_alloc(group->arena, sizeof *round);
    if (round == NULL) {
        return HV_ENOMEM;
    }
    round->result_count = event->round_closed.result_count;
    round->results = hv_arena_copy(group->arena, event->round_closed.results,
                                   round->result_count * sizeof *round->results);
    round->note_count = event->round_closed.note_count;
    round->notes = hv_arena_copy(group->arena, event->round_closed.notes,
                                 round->note_count * sizeof *round->notes);
    if (round->results == NULL || round->notes == NULL) {
        return HV_ENOMEM;
    }
    run->rounds[stage] = round;
    note_joints(group, run, round);
    hv_evolve_wall_results(group, run, stage);
    return HV_OK;
}
