/* SPDX-License-Identifier: EUPL-1.2 */
/* What is wrong with a gate, or with a guess that opens there. */
#include "core/programme_gates.h"

/* As a bit of a set of fields or stages. */
static uint32_t bit(unsigned index)
{
    return (uint32_t)1 << index;
}

uint32_t hv_fields_seen_by(const struct hv_exercise *exercise,
                           enum hv_visibility visibility,
                           enum hv_visibility or_visibility)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->type != HV_FIELD_INFO &&
            (field->visibility == visibility || field->visibility == or_visibility)) {
            fields |= bit(i);
        }
    }
    return fields;
}

static uint32_t written_before(const struct hv_exercise *exercise, uint8_t stage)
{
    uint32_t fields = 0;

    for (unsigned i = stage; i > 0 && exercise->stages[i - 1].scope == HV_SCOPE_UNIT; i--) {
        fields |= exercise->stages[i - 1].fields;
    }
    return fields;
}

/* Whoever shows what they chose shows by it what they did not: so nobody may have to choose, or be
 * able to choose nearly all. A unit has one key for what matches, which goes with the block. */
static const char *match_fault(const struct hv_exercise *exercise, uint8_t index)
{
    const struct hv_gate *gate = &exercise->stages[index].gate;

    if (gate->holder != HV_HOLDER_UNIT) {
        return "a match opens in turns";
    }
    for (unsigned i = 0; i < index; i++) {
        if (exercise->stages[i].gate.match) {
            return "a second match";
        }
    }
    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if ((gate->fields & bit(i)) == 0) {
            continue;
        }
        if (field->option_count == 0 || field->guess) {
            return "what matches has no options of its own, or is a guess";
        }
        if (field->pick_minimum > 1 || field->pick_maximum * 2 > field->option_count) {
            return "of what matches more than one must be chosen, or more than half can be";
        }
    }
    return NULL;
}

/* Opens between partners: only P, only of the round it waits for, and only what its own block asked
 * before. */
static const char *closed_gate_fault(const struct hv_exercise *exercise, uint8_t index)
{
    const struct hv_stage *stage = &exercise->stages[index];
    const struct hv_gate *gate = &stage->gate;

    if (stage->scope != HV_SCOPE_UNIT || gate->audience != HV_AUDIENCE_UNIT) {
        return "a gate that waits for envelopes opens to others than the unit";
    }
    if ((stage->kind == HV_STAGE_TURNS) != (gate->holder == HV_HOLDER_TURN) ||
        (gate->holder != HV_HOLDER_TURN && gate->holder != HV_HOLDER_UNIT)) {
        return "a gate that waits for envelopes is held by the wrong hand";
    }
    if (gate->round != HV_ROUND_FIRST && gate->round != HV_ROUND_SECOND) {
        return "a gate waits for a round that is not known";
    }
    if (gate->fields & ~hv_fields_seen_by(exercise, HV_VISIBLE_PARTNER, HV_VISIBLE_PARTNER)) {
        return "a gate opens to partners what is not for partners";
    }
    if (gate->fields &
        ~(hv_exercise_personal(exercise, gate->round) & written_before(exercise, index))) {
        return "a gate opens fields that are not asked before it";
    }
    return gate->match ? match_fault(exercise, index) : NULL;
}

static const char *group_gate_fault(const struct hv_exercise *exercise,
                                    const struct hv_stage *stage)
{
    if (stage->scope != HV_SCOPE_GROUP || stage->gate.audience != HV_AUDIENCE_GROUP ||
        stage->gate.holder != HV_HOLDER_FACILITATOR) {
        return "a gate that the holder opens is not one of the facilitator and the group";
    }
    if (stage->gate.match) {
        return "a match opens to the group";
    }
    if (stage->gate.fields &
        ~(hv_fields_seen_by(exercise, HV_VISIBLE_GROUP, HV_VISIBLE_GROUP_NAMED) |
          hv_exercise_by_choice(exercise))) {
        return "a gate opens to the group what is not for the group";
    }
    return NULL;
}

const char *hv_gate_fault(const struct hv_exercise *exercise, uint8_t index)
{
    const struct hv_stage *stage = &exercise->stages[index];

    if (stage->gate.match && stage->gate.when != HV_GATE_CLOSED) {
        return "a match does not wait for envelopes";
    }
    switch (stage->gate.when) {
    case HV_GATE_NEVER:
        return stage->gate.fields != 0 ? "a gate that never opens has fields" : NULL;
    case HV_GATE_CLOSED:
        return stage->gate.audience == HV_AUDIENCE_GROUP ? group_gate_fault(exercise, stage)
                                                         : closed_gate_fault(exercise, index);
    case HV_GATE_MARKED:
        if (stage->scope != HV_SCOPE_UNIT ||
            (stage->gate.fields &
             ~hv_fields_seen_by(exercise, HV_VISIBLE_JOINT, HV_VISIBLE_JOINT))) {
            return "a gate with marks has other fields than joint ones";
        }
        return NULL;
    case HV_GATE_HOLDER:
        return group_gate_fault(exercise, stage);
    }
    return "a gate opens at a moment that is not known";
}

/* ---- Guesses ---- */

static bool same_options(const struct hv_field *a, const struct hv_field *b)
{
    if (a->option_count != b->option_count) {
        return false;
    }
    for (unsigned i = 0; i < a->option_count; i++) {
        if (!hv_bytes_equal(a->options[i].id, b->options[i].id)) {
            return false;
        }
    }
    return true;
}

/* Whether the two can be laid side by side. */
static bool same_answers(const struct hv_field *a, const struct hv_field *b)
{
    return a->type == b->type && same_options(a, b) && a->minimum == b->minimum &&
           a->maximum == b->maximum && a->markers == b->markers;
}

static const char *guessed_fault(const struct hv_field *guess, const struct hv_field *guessed)
{
    if (guessed->guess || guessed->visibility != HV_VISIBLE_PARTNER) {
        return "a guess is of a guess, or of what is not for the partner";
    }
    if (guessed->round != guess->round || (guess->core && !guessed->core)) {
        return "a guess is in another round or form than what it guesses";
    }
    return same_answers(guess, guessed) ? NULL : "a guess has other answers than what it guesses";
}

const char *hv_guess_fault(const struct hv_exercise *exercise, uint8_t index)
{
    const struct hv_field *guess = &exercise->fields[index];
    const char *fault;

    if (!guess->guess) {
        return guess->guess_of != 0 ? "a field that is no guess guesses a field" : NULL;
    }
    if (guess->guess_of >= exercise->field_count || guess->visibility != HV_VISIBLE_PARTNER) {
        return "a guess is not for the partner, or of a field that is not there";
    }
    fault = guessed_fault(guess, &exercise->fields[guess->guess_of]);
    for (unsigned i = 0; fault == NULL && i < exercise->stage_count; i++) {
        uint32_t fields = exercise->stages[i].gate.fields;

        if ((fields & bit(index)) != 0 && (fields & bit(guess->guess_of)) == 0) {
            fault = "a guess opens without what it guesses";
        }
    }
    return fault;
}
