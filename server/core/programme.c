/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/programme.h"

#include <assert.h>

/* As a bit of a set of fields or stages. */
static uint32_t bit(unsigned index)
{
    return (uint32_t)1 << index;
}

static bool in_form(const struct hv_field *field, enum hv_form form)
{
    switch (form) {
    case HV_FORM_FULL:
        return !field->light;
    case HV_FORM_SHORT:
        return field->core && !field->light;
    case HV_FORM_LIGHT:
        return field->light ||
               (field->visibility != HV_VISIBLE_PARTNER && field->visibility != HV_VISIBLE_JOINT);
    }
    return false;
}

uint32_t hv_exercise_fields(const struct hv_exercise *exercise, enum hv_form form)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (in_form(&exercise->fields[i], form)) {
            fields |= bit(i);
        }
    }
    return fields;
}

uint32_t
hv_exercise_envelope(const struct hv_exercise *exercise, enum hv_form form, enum hv_round round)
{
    uint32_t fields = hv_exercise_fields(exercise, form);

    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->type == HV_FIELD_INFO || field->visibility == HV_VISIBLE_JOINT ||
            field->round != round) {
            fields &= ~bit(i);
        }
    }
    return fields;
}

uint32_t hv_exercise_personal(const struct hv_exercise *exercise, enum hv_round round)
{
    return hv_exercise_envelope(exercise, HV_FORM_FULL, round) |
           hv_exercise_envelope(exercise, HV_FORM_LIGHT, round);
}

uint32_t hv_exercise_joint(const struct hv_exercise *exercise, enum hv_form form)
{
    uint32_t fields = hv_exercise_fields(exercise, form);

    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->type == HV_FIELD_INFO || field->visibility != HV_VISIBLE_JOINT) {
            fields &= ~bit(i);
        }
    }
    return fields;
}

uint32_t hv_exercise_open(const struct hv_exercise *exercise, uint32_t fields)
{
    uint32_t open = fields;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->guess && (fields & bit(field->guess_of)) == 0) {
            open &= ~bit(i);
        }
    }
    return open;
}

uint32_t hv_exercise_guesses(const struct hv_exercise *exercise, uint32_t fields)
{
    uint32_t guesses = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        if (field->guess && (fields & bit(field->guess_of)) != 0) {
            guesses |= bit(i);
        }
    }
    return guesses;
}

uint32_t hv_exercise_widening(const struct hv_exercise *exercise)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (exercise->fields[i].visibility == HV_VISIBLE_SELF ||
            exercise->fields[i].visibility == HV_VISIBLE_PARTNER) {
            fields |= bit(i);
        }
    }
    return fields;
}

uint32_t hv_exercise_by_choice(const struct hv_exercise *exercise)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        fields |= exercise->fields[i].may_go_to_group ? bit(i) : 0;
    }
    return fields;
}

bool hv_exercise_matches(const struct hv_exercise *exercise)
{
    for (unsigned i = 0; i < exercise->stage_count; i++) {
        if (exercise->stages[i].gate.match) {
            return true;
        }
    }
    return false;
}

uint32_t hv_exercise_quiz(const struct hv_exercise *exercise)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (exercise->fields[i].type == HV_FIELD_QUIZ) {
            fields |= bit(i);
        }
    }
    return fields;
}

bool hv_exercise_keeps(const struct hv_exercise *exercise, uint32_t fields, enum hv_keep keep)
{
    for (unsigned i = 0; i < exercise->field_count; i++) {
        if ((fields & bit(i)) != 0 && exercise->fields[i].keep == keep) {
            return true;
        }
    }
    return false;
}

bool hv_field_is_right(const struct hv_field *field, struct hv_bytes packed)
{
    return hv_bytes_equal(field->correct, packed);
}

bool hv_field_by_option(const struct hv_field *field)
{
    return (field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS) &&
           (field->pick_maximum > 1 || field->options_from >= 0);
}

bool hv_field_may_pick_none(const struct hv_field *field)
{
    return field->pick_minimum <= (field->own_card ? 1 : 0);
}

/* ---- Contra-indications ---- */

static bool is_shared(const struct hv_exercise *exercise)
{
    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (exercise->fields[i].visibility == HV_VISIBLE_PARTNER ||
            exercise->fields[i].visibility == HV_VISIBLE_JOINT) {
            return true;
        }
    }
    return false;
}

struct hv_contra hv_exercise_contra(const struct hv_exercise *exercise)
{
    struct hv_contra contra = exercise->contra;

    if (is_shared(exercise)) {
        contra.block |= HV_TAG_BIT(HV_TAG_FEAR) | HV_TAG_BIT(HV_TAG_VIOLENCE_RECENT) |
                        HV_TAG_BIT(HV_TAG_CRISIS) | HV_TAG_BIT(HV_TAG_INTOXICATED);
        contra.adapt |= HV_TAG_BIT(HV_TAG_SEPARATING);
        contra.warn |= HV_TAG_BIT(HV_TAG_AFFAIR_ACTIVE) | HV_TAG_BIT(HV_TAG_DISCLOSURE_FRESH);
    }
    if (exercise->own_device) {
        contra.adapt |= HV_TAG_BIT(HV_TAG_SHARED_DEVICE);
    }
    if (hv_exercise_fields(exercise, HV_FORM_FULL) != 0) {
        contra.adapt |= HV_TAG_BIT(HV_TAG_LANGUAGE);
    }
    contra.adapt &= (uint16_t)~contra.block;
    contra.warn &= (uint16_t) ~(contra.block | contra.adapt);
    return contra;
}

bool hv_exercise_has_short(const struct hv_exercise *exercise)
{
    uint32_t core = hv_exercise_fields(exercise, HV_FORM_SHORT);

    return core != 0 && core != hv_exercise_fields(exercise, HV_FORM_FULL);
}

enum hv_form hv_exercise_due_form(const struct hv_exercise *exercise, uint16_t tags)
{
    const struct hv_contra contra = hv_exercise_contra(exercise);

    if ((tags & contra.block) != 0) {
        return HV_FORM_LIGHT;
    }
    return (tags & contra.adapt) != 0 && hv_exercise_has_short(exercise) ? HV_FORM_SHORT
                                                                         : HV_FORM_FULL;
}

void hv_exercise_block(const struct hv_exercise *exercise,
                       uint8_t stage,
                       uint8_t *ret_first,
                       uint8_t *ret_last)
{
    uint8_t first = stage, last = stage;

    assert(stage < exercise->stage_count && exercise->stages[stage].scope == HV_SCOPE_UNIT);
    while (first > 0 && exercise->stages[first - 1].scope == HV_SCOPE_UNIT) {
        first--;
    }
    while (last + 1 < exercise->stage_count && exercise->stages[last + 1].scope == HV_SCOPE_UNIT) {
        last++;
    }
    *ret_first = first;
    *ret_last = last;
}
