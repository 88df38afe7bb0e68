/* SPDX-License-Identifier: EUPL-1.2 */
/* One person's own: consent, answers, the envelope. */
#include "core/decide.h"
#include "core/scopes.h"
#include "core/visible.h"

enum hv_refusal hv_decide_give_consent(struct hv_deciding *deciding)
{
    const struct hv_give_consent *wanted = &deciding->command->give_consent;
    const struct hv_statement *asked = deciding->group->statement;
    enum hv_refusal refusal = hv_check_unlocked(deciding, wanted->seat);
    bool is_so;
    struct hv_event *event;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!hv_bytes_equal(wanted->statement, asked->id) || wanted->version != asked->version ||
        wanted->language > 1) {
        return HV_REFUSAL_INVALID;
    }
    is_so = wanted->yes ? hv_consents(deciding->group, wanted->seat)
                        : !hv_find_seat(deciding->group, wanted->seat)->consent;
    if (is_so) {
        return HV_REFUSAL_NONE;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_CONSENT_GIVEN);
    event->consent_given.seat = wanted->seat;
    event->consent_given.yes = wanted->yes;
    event->consent_given.statement = asked->id;
    event->consent_given.version = asked->version;
    event->consent_given.hash = asked->hash;
    event->consent_given.language = wanted->language;
    return HV_REFUSAL_NONE;
}

/* ---- Answers ---- */

static struct hv_envelope envelope_of(const struct hv_reflection *reflection, enum hv_round round)
{
    return reflection != NULL ? reflection->envelopes[round] : (struct hv_envelope){ 0 };
}

/* Whether what was written in this round was taken up in a result or note of the group, which never
 * changes again: not by another form that is dealt later either. */
static bool group_took(const struct hv_run *run, enum hv_round round)
{
    uint32_t envelope = hv_exercise_personal(run->exercise, round);

    for (unsigned stage = 0; stage < run->exercise->stage_count; stage++) {
        if (run->rounds[stage] != NULL &&
            (run->exercise->stages[stage].gate.fields & envelope) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether this round opens to the unit at all. Where it does not, that everyone has closed is
 * nobody's business. */
static bool opens_to_unit(const struct hv_exercise *exercise, enum hv_round round)
{
    for (unsigned stage = 0; stage < exercise->stage_count; stage++) {
        const struct hv_gate *gate = &exercise->stages[stage].gate;

        if (gate->when == HV_GATE_CLOSED && gate->round == round &&
            gate->audience == HV_AUDIENCE_UNIT) {
            return true;
        }
    }
    return false;
}

/* Whether who closes this envelope gets to know right answers, in whatever form. */
static bool has_quiz(const struct hv_run *run, enum hv_round round)
{
    return (hv_exercise_personal(run->exercise, round) & hv_exercise_quiz(run->exercise)) != 0;
}

/* Whether it holds, in whatever form, what its author does not get back: nobody who makes them open
 * it again reads it then, or takes it from the facilitators. */
static bool has_intake(const struct hv_run *run, enum hv_round round)
{
    return hv_exercise_keeps(run->exercise, hv_exercise_personal(run->exercise, round),
                             HV_KEEP_INTAKE);
}

static bool is_final(const struct hv_run *run, uint16_t unit, enum hv_round round)
{
    return has_quiz(run, round) || has_intake(run, round) ||
           (opens_to_unit(run->exercise, round) && hv_unit_in_run(run, unit)->ready[round]) ||
           group_took(run, round);
}

/* Every option must be a line of the wall that this field takes its options from. */
static bool are_lines(const struct hv_group *group,
                      const struct hv_run *run,
                      const struct hv_field *field,
                      struct hv_bytes packed)
{
    for (size_t i = 0; i < packed.size; i++) {
        bool found = false;

        for (unsigned j = 0; j < group->wall_count; j++) {
            const struct hv_wall_line *line = &group->wall[j];

            found = found || (line->number == packed.data[i] && line->run == run->number &&
                              line->field == field->options_from && line->kind != HV_WALL_RESULT);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static enum hv_refusal check_value(const struct hv_group *group,
                                   const struct hv_run *run,
                                   const struct hv_save_field *wanted)
{
    const struct hv_field *field = &run->exercise->fields[wanted->field];
    bool chosen = field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS;
    enum hv_refusal refusal = hv_check_answer(wanted);

    if (refusal == HV_REFUSAL_NONE && chosen && field->options_from >= 0 &&
        !are_lines(group, run, field, wanted->packed)) {
        refusal = HV_REFUSAL_NOT_ACCEPTED;
    }
    return refusal;
}

/* Where the seat and its answers stand, without the value. */
static enum hv_refusal check_writing(const struct hv_deciding *deciding,
                                     const struct hv_run *run,
                                     const struct hv_save_field *wanted)
{
    const struct hv_group *group = deciding->group;
    const struct hv_seat *seat = hv_find_seat(group, wanted->seat);
    const struct hv_reflection *reflection = hv_reflection_of(group, run, wanted->seat);
    enum hv_refusal refusal;
    enum hv_round round;

    if (wanted->field >= run->exercise->field_count) {
        return HV_REFUSAL_NOT_FOUND;
    }
    round = run->exercise->fields[wanted->field].round;
    if ((hv_unit_envelope(run, seat->unit, round) >> wanted->field & 1) == 0) {
        return HV_REFUSAL_NOT_FOUND;
    }
    refusal = hv_check_asked(run, seat->unit, (uint32_t)1 << wanted->field);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (envelope_of(reflection, round).closed) {
        if (run->over) {
            return HV_REFUSAL_RUN_OVER;
        }
        return is_final(run, seat->unit, round) ? HV_REFUSAL_FINAL : HV_REFUSAL_CLOSED;
    }
    return hv_check_revision(reflection != NULL ? reflection->fields[wanted->field].revision : 0,
                             wanted->revision);
}

static enum hv_refusal check_author(const struct hv_deciding *deciding, uint16_t seat)
{
    enum hv_refusal refusal = hv_check_typing(deciding, seat);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    return hv_consents(deciding->group, seat) ? hv_check_present(deciding, seat)
                                              : HV_REFUSAL_CONSENT_MISSING;
}

/* What was under way when a run ended is never too late: it is the author's own draft, and counts
 * in nothing. A break may have locked the seat since, and the author may have gone; it comes from
 * where the seat was unlocked last. */
static enum hv_refusal check_late_author(const struct hv_deciding *deciding, uint16_t number)
{
    const struct hv_group *group = deciding->group;
    const struct hv_seat *seat = hv_find_seat(group, number);
    enum hv_refusal refusal = hv_check_own(deciding, number);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (seat->last_on != deciding->command->device || !hv_may_be_under_way(deciding, seat)) {
        return HV_REFUSAL_LOCKED;
    }
    if (!hv_consents(group, number)) {
        return HV_REFUSAL_CONSENT_MISSING;
    }
    return group->units[seat->unit - 1].arrived ? HV_REFUSAL_NONE : HV_REFUSAL_NOT_ADMITTED;
}

static enum hv_refusal check_save(const struct hv_deciding *deciding, const struct hv_run **ret)
{
    const struct hv_save_field *wanted = &deciding->command->save_field;
    const struct hv_run *run = hv_find_run_tonight(deciding->group, wanted->run);
    enum hv_refusal refusal = run != NULL && run->over ? check_late_author(deciding, wanted->seat)
                                                       : check_author(deciding, wanted->seat);

    if (refusal == HV_REFUSAL_NONE) {
        refusal = run != NULL ? check_writing(deciding, run, wanted) : HV_REFUSAL_RUN_OVER;
    }
    if (refusal == HV_REFUSAL_NONE) {
        refusal = check_value(deciding->group, run, wanted);
    }
    *ret = run;
    return refusal;
}

enum hv_refusal hv_decide_save_field(struct hv_deciding *deciding)
{
    const struct hv_save_field *wanted = &deciding->command->save_field;
    const struct hv_run *run;
    enum hv_refusal refusal = check_save(deciding, &run);
    struct hv_envelope envelope;
    struct hv_event *event;
    enum hv_round round;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    round = run->exercise->fields[wanted->field].round;
    envelope = envelope_of(hv_reflection_of(deciding->group, run, wanted->seat), round);
    event = hv_deciding_emit(deciding, HV_EVENT_FIELD_SAVED);
    event->field_saved.run = wanted->run;
    event->field_saved.seat = wanted->seat;
    event->field_saved.field = wanted->field;
    event->field_saved.revision = wanted->revision;
    event->field_saved.answer = wanted->answer;
    if (wanted->answer == HV_ANSWER_GIVEN) {
        event->field_saved.part = hv_deciding_part(
            deciding, hv_scope_answer(run, wanted->seat, round, HV_KEEP_DRAFT, envelope.generation),
            wanted->packed);
    }
    return HV_REFUSAL_NONE;
}

/* ---- The envelope ---- */

/* What closing and reopening ask alike. */
static enum hv_refusal check_envelope(const struct hv_deciding *deciding,
                                      uint32_t number,
                                      uint16_t seat,
                                      enum hv_round round,
                                      const struct hv_run **ret)
{
    const struct hv_run *run = NULL;
    enum hv_refusal refusal = hv_check_unlocked(deciding, seat);
    uint32_t envelope;

    if (refusal == HV_REFUSAL_NONE) {
        refusal = hv_check_present(deciding, seat);
    }
    if (refusal == HV_REFUSAL_NONE) {
        refusal = hv_check_run(deciding, number, &run);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (round != HV_ROUND_FIRST && round != HV_ROUND_SECOND) {
        return HV_REFUSAL_INVALID;
    }
    envelope = hv_unit_envelope(run, deciding->device->unit, round);
    if (envelope == 0) {
        return HV_REFUSAL_NOT_FOUND;
    }
    *ret = run;
    return hv_check_asked(run, deciding->device->unit, envelope);
}

/* The answers of an envelope, each under the key of its keep class, or all of them as drafts:
 * `shows` is NULL then. What was written before another form was dealt goes along: it was saved. */
static struct hv_carried *carry(struct hv_deciding *deciding,
                                const struct hv_run *run,
                                uint16_t seat,
                                enum hv_round round,
                                uint16_t generation,
                                const uint32_t *shows,
                                uint8_t *ret_count)
{
    const struct hv_reflection *reflection = hv_reflection_of(deciding->group, run, seat);
    uint32_t envelope = hv_exercise_personal(run->exercise, round);
    struct hv_carried *values = hv_deciding_array(deciding, HV_FIELDS_MAX, sizeof *values);
    uint8_t count = 0;

    for (uint8_t i = 0; values != NULL && reflection != NULL && i < run->exercise->field_count;
         i++) {
        const struct hv_seat_state_field *field = &reflection->fields[i];

        if (((envelope & ~reflection->discarded) >> i & 1) == 0 ||
            field->answer == HV_ANSWER_NONE || field->value.gone) {
            continue;
        }
        values[count].field = i;
        values[count].answer = field->answer;
        values[count].seat = seat;
        if (field->answer == HV_ANSWER_GIVEN) {
            enum hv_keep keep =
                shows == NULL ? HV_KEEP_DRAFT : hv_field_keep(run, i, (*shows >> i & 1) != 0);

            values[count].part = hv_deciding_part(
                deciding, hv_scope_answer(run, seat, round, keep, generation),
                (struct hv_bytes){ .data = field->value.bytes, .size = field->value.size });
        }
        count++;
    }
    *ret_count = count;
    return values;
}

static enum hv_score score_of(const struct hv_field *field, const struct hv_seat_state_field *state)
{
    const struct hv_bytes packed = { .data = state->value.bytes, .size = state->value.size };

    if (field->type != HV_FIELD_QUIZ || state->answer != HV_ANSWER_GIVEN || state->value.gone) {
        return HV_SCORE_NONE;
    }
    return hv_field_is_right(field, packed) ? HV_SCORE_RIGHT : HV_SCORE_WRONG;
}

/* Also when nothing was answered: that there are scores must not tell. */
static void score(struct hv_deciding *deciding,
                  const struct hv_run *run,
                  uint16_t seat,
                  const struct hv_event *closed)
{
    const struct hv_reflection *reflection = hv_reflection_of(deciding->group, run, seat);
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_SCORED);
    uint8_t scores[HV_FIELDS_MAX] = { 0 };

    for (unsigned i = 0; i < closed->envelope_closed.value_count; i++) {
        uint8_t field = closed->envelope_closed.values[i].field;

        scores[field] =
            (uint8_t)score_of(&run->exercise->fields[field], &reflection->fields[field]);
    }
    event->scored.run = run->number;
    event->scored.seat = seat;
    event->scored.scores =
        hv_deciding_part(deciding,
                         hv_scope_answer(run, seat, HV_ROUND_FIRST, HV_KEEP_MEETING,
                                         closed->envelope_closed.generation),
                         (struct hv_bytes){ .data = scores, .size = run->exercise->field_count });
}

/* Without consent an envelope closes all the same, and carries nothing: to a partner it looks like
 * any other. */
enum hv_refusal hv_decide_close_envelope(struct hv_deciding *deciding)
{
    const struct hv_close_envelope *wanted = &deciding->command->close_envelope;
    const struct hv_reflection *reflection;
    const struct hv_run *run;
    enum hv_refusal refusal =
        check_envelope(deciding, wanted->run, wanted->seat, wanted->round, &run);
    const uint8_t signal = (uint8_t)wanted->signal;
    uint16_t generation;
    struct hv_event *event;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->signal > HV_SIGNAL_CALL) {
        return HV_REFUSAL_INVALID;
    }
    reflection = hv_reflection_of(deciding->group, run, wanted->seat);
    if (envelope_of(reflection, wanted->round).closed) {
        return HV_REFUSAL_NONE;
    }
    generation = envelope_of(reflection, wanted->round).generation;
    event = hv_deciding_emit(deciding, HV_EVENT_ENVELOPE_CLOSED);
    event->envelope_closed.run = wanted->run;
    event->envelope_closed.seat = wanted->seat;
    event->envelope_closed.round = wanted->round;
    event->envelope_closed.generation = generation;
    event->envelope_closed.signal =
        hv_deciding_part(deciding, hv_scope_signal(run, wanted->seat, wanted->round, generation),
                         (struct hv_bytes){ .data = &signal, .size = sizeof signal });
    if (hv_consents(deciding->group, wanted->seat)) {
        event->envelope_closed.shows =
            wanted->shows & hv_unit_envelope(run, deciding->device->unit, wanted->round);
        event->envelope_closed.to_group =
            wanted->to_group & event->envelope_closed.shows & hv_exercise_by_choice(run->exercise);
        event->envelope_closed.values =
            carry(deciding, run, wanted->seat, wanted->round, generation,
                  &event->envelope_closed.shows, &event->envelope_closed.value_count);
    }
    if (has_quiz(run, wanted->round)) {
        score(deciding, run, wanted->seat, event);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_reopen_envelope(struct hv_deciding *deciding)
{
    const struct hv_envelope_choice *wanted = &deciding->command->reopen_envelope;
    const struct hv_run *run;
    enum hv_refusal refusal =
        check_envelope(deciding, wanted->run, wanted->seat, wanted->round, &run);
    struct hv_envelope envelope;
    struct hv_event *event;
    uint16_t generation;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    envelope = envelope_of(hv_reflection_of(deciding->group, run, wanted->seat), wanted->round);
    if (!envelope.closed) {
        return HV_REFUSAL_NONE;
    }
    if (is_final(run, deciding->device->unit, wanted->round) ||
        envelope.life != hv_find_seat(deciding->group, wanted->seat)->life) {
        return HV_REFUSAL_FINAL;
    }
    generation = (uint16_t)(envelope.generation + 1);
    if (generation == HV_GENERATION_JOINT) {
        return HV_REFUSAL_FULL;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_ENVELOPE_REOPENED);
    event->envelope_reopened.run = wanted->run;
    event->envelope_reopened.seat = wanted->seat;
    event->envelope_reopened.round = wanted->round;
    event->envelope_reopened.generation = generation;
    event->envelope_reopened.values = carry(deciding, run, wanted->seat, wanted->round, generation,
                                            NULL, &event->envelope_reopened.value_count);
    hv_deciding_envelope_keys(deciding, run, wanted->seat, wanted->round, generation);
    return HV_REFUSAL_NONE;
}
