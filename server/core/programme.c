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

bool hv_field_by_option(const struct hv_field *field)
{
    return (field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS) &&
           (field->pick_maximum > 1 || field->options_from >= 0);
}

bool hv_field_may_pick_none(const struct hv_field *field)
{
    return field->pick_minimum <= (field->own_card ? 1 : 0);
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
