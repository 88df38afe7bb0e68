/* SPDX-License-Identifier: EUPL-1.2 */
/* The seat and work panes: an author's own, where the seat is unlocked. */
#include "core/disclosure.h"
#include "core/visible.h"

static bool round_writable(const struct hv_group *group,
                           const struct hv_seat *seat,
                           const struct hv_run *run,
                           const struct hv_reflection *work,
                           enum hv_round round)
{
    if (!hv_consents(group, seat->number) || (work != NULL && work->envelopes[round].closed)) {
        return false;
    }
    uint32_t fields = hv_unit_envelope(run, seat->unit, round);
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        if ((run->exercise->stages[stage].fields & fields) != 0 &&
            hv_stage_reached(run, seat->unit, stage)) {
            return true;
        }
    }
    return false;
}

static struct hv_field_state field_state(const struct hv_seat *seat,
                                         const struct hv_run *run,
                                         const struct hv_reflection *work,
                                         uint8_t field)
{
    struct hv_field_state state = { .field = field };
    if (work == NULL) {
        return state;
    }
    enum hv_round round = run->exercise->fields[field].round;
    if (!hv_gets_back(seat, run, work, field)) {
        return state; /* nor how often it was written, which tells whether */
    }
    state.revision = work->fields[field].revision;
    state.answer = hv_own_answer(work, field);
    state.taken_back = (work->taken_back >> field & 1) != 0;
    state.widened = (work->widened >> field & 1) != 0;
    state.shown = work->envelopes[round].closed && !state.taken_back &&
                  (work->envelopes[round].shows >> field & 1) != 0;
    state.to_group = work->envelopes[round].closed && !state.taken_back &&
                     (work->envelopes[round].to_group >> field & 1) != 0;
    return state;
}

/* Only of what the author has answered or passed over for good, and gets back. */
static enum hv_code draw_scored(const struct hv_seat *seat,
                                const struct hv_run *run,
                                const struct hv_reflection *work,
                                struct hv_arena *arena,
                                struct hv_seat_pane *ret)
{
    uint32_t quiz =
        hv_exercise_quiz(run->exercise) & hv_unit_envelope(run, seat->unit, HV_ROUND_FIRST);
    struct hv_bytes scores = work != NULL ? hv_slot_bytes(&work->scores) : (struct hv_bytes){ 0 };
    if (scores.size != run->exercise->field_count || quiz == 0) {
        return HV_OK;
    }
    struct hv_scored *rows = hv_arena_array(arena, HV_FIELDS_MAX, sizeof *rows);
    if (rows == NULL) {
        return HV_ENOMEM;
    }
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        const struct hv_field *asked = &run->exercise->fields[field];
        if ((quiz >> field & 1) == 0 || !hv_gets_back(seat, run, work, field)) {
            continue;
        }
        bool discarded = (work->discarded >> field & 1) != 0;
        rows[ret->scored_count++] = (struct hv_scored){
            .field = field,
            .score = discarded ? HV_SCORE_NONE : (enum hv_score)scores.data[field],
            .correct = asked->correct,
            .explanation = asked->explanation,
        };
    }
    ret->scored = rows;
    return HV_OK;
}

static enum hv_code draw_own_fields(const struct hv_group *group,
                                    const struct hv_seat *seat,
                                    const struct hv_run *run,
                                    struct hv_arena *arena,
                                    struct hv_seat_pane *ret)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat->number);
    struct hv_field_state *states = hv_arena_array(arena, HV_FIELDS_MAX, sizeof *states);
    if (states == NULL) {
        return HV_ENOMEM;
    }
    uint32_t fields = hv_unit_envelope(run, seat->unit, HV_ROUND_FIRST) |
                      hv_unit_envelope(run, seat->unit, HV_ROUND_SECOND);
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        if ((fields >> field & 1) != 0) {
            states[ret->field_count++] = field_state(seat, run, work, field);
        }
    }
    ret->fields = states;
    ret->joint_widened = hv_joint_widened(group, run, seat, false) & hv_unit_joint(run, seat->unit);
    ret->joint_to_group = hv_joint_widened(group, run, seat, true) & hv_unit_joint(run, seat->unit);
    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        ret->closed[round] = work != NULL && work->envelopes[round].closed;
        ret->writable[round] = round_writable(group, seat, run, work, round);
    }
    return draw_scored(seat, run, work, arena, ret);
}

static void
draw_consent(const struct hv_group *group, const struct hv_seat *seat, struct hv_seat_pane *ret)
{
    ret->consent_asked = !hv_consents(group, seat->number);
    ret->consent_given = seat->consent;
    ret->statement = group->statement->id;
    ret->statement_version = group->statement->version;
    if (ret->consent_asked) {
        ret->statement_text = group->statement->text;
    }
}

enum hv_code hv_draw_seat(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_seat_pane *ret)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    ret->seat = number;
    ret->unit = seat->unit;
    ret->name = hv_seat_alias(group, number);
    draw_consent(group, seat, ret);
    ret->admitted = hv_seat_admitted(group, number);
    const struct hv_run *run = hv_run_under_way(group);
    if (run == NULL || !ret->admitted) {
        return HV_OK;
    }
    ret->run = run->number;
    return draw_own_fields(group, seat, run, arena, ret);
}

/* What does not fit into the frame is got with HV_READ_OWN_WORK; its revisions stand in the seat
 * pane. */
enum hv_code hv_draw_work(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_work_pane *ret)
{
    ret->seat = number;
    const struct hv_seat *seat = hv_find_seat(group, number);
    const struct hv_run *run = hv_run_under_way(group);
    const struct hv_reflection *work = run != NULL ? hv_reflection_of(group, run, number) : NULL;
    if (work == NULL) {
        return HV_OK;
    }
    struct hv_work_value *values = hv_arena_array(arena, HV_FIELDS_MAX, sizeof *values);
    if (values == NULL) {
        return HV_ENOMEM;
    }
    size_t left = HV_CONTENT_MAX;
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        const struct hv_seat_state_field *own = &work->fields[field];
        struct hv_bytes packed = hv_slot_bytes(&own->value);
        if (hv_own_answer(work, field) == HV_ANSWER_NONE || packed.size > left ||
            !hv_gets_back(seat, run, work, field)) {
            continue;
        }
        left -= packed.size;
        values[ret->value_count++] = (struct hv_work_value){ .run = run->number,
                                                             .field = field,
                                                             .revision = own->revision,
                                                             .answer = own->answer,
                                                             .packed = packed };
    }
    ret->values = values;
    return HV_OK;
}
