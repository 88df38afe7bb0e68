/* SPDX-License-Identifier: EUPL-1.2 */
#include "shape.h"

uint32_t hv_shape_fields(const Houvast__V1__Definition *definition, Houvast__V1__Form form)
{
    uint32_t fields = 0;

    for (size_t i = 0; i < definition->n_forms; i++) {
        const Houvast__V1__FormFields *listed = definition->forms[i];

        if (listed->form == form) {
            return listed->fields;
        }
        if (listed->form == HOUVAST__V1__FORM__FORM_FULL) {
            fields = listed->fields;
        }
    }
    return fields;
}

static uint32_t chosen(const Houvast__V1__Definition *definition,
                       Houvast__V1__Form form,
                       bool joint,
                       Houvast__V1__Round round)
{
    uint32_t fields = hv_shape_fields(definition, form);
    uint32_t found = 0;

    for (uint32_t i = 0; i < definition->n_fields; i++) {
        const Houvast__V1__Field *field = definition->fields[i];
        bool is_joint = field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT;

        if ((fields >> i & 1) != 0 && field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_INFO &&
            is_joint == joint && (joint || field->round == round)) {
            found |= UINT32_C(1) << i;
        }
    }
    return found;
}

uint32_t hv_shape_envelope(const Houvast__V1__Definition *definition,
                           Houvast__V1__Form form,
                           Houvast__V1__Round round)
{
    return chosen(definition, form, false, round);
}

uint32_t hv_shape_joint(const Houvast__V1__Definition *definition, Houvast__V1__Form form)
{
    return chosen(definition, form, true, HOUVAST__V1__ROUND__ROUND_UNSPECIFIED);
}

bool hv_shape_light_only(const Houvast__V1__Definition *definition, uint32_t field)
{
    uint32_t light = hv_shape_fields(definition, HOUVAST__V1__FORM__FORM_LIGHT);

    return ((light & ~hv_shape_fields(definition, HOUVAST__V1__FORM__FORM_FULL)) >> field & 1) != 0;
}

Houvast__V1__StageKind hv_shape_kind(const Houvast__V1__Definition *definition,
                                     const Houvast__V1__UnitPane *unit)
{
    uint32_t alone = hv_shape_envelope(definition, unit->form, HOUVAST__V1__ROUND__ROUND_FIRST);
    uint32_t stage = unit->place != NULL ? unit->place->stage : 0;

    if (stage >= definition->n_stages) {
        return HOUVAST__V1__STAGE_KIND__STAGE_KIND_UNSPECIFIED;
    }
    if (definition->stages[stage]->kind != HOUVAST__V1__STAGE_KIND__STAGE_KIND_JOINT ||
        unit->n_joints > 0) {
        return definition->stages[stage]->kind;
    }
    return (definition->stages[stage]->fields & alone) != 0
               ? HOUVAST__V1__STAGE_KIND__STAGE_KIND_SOLO
               : HOUVAST__V1__STAGE_KIND__STAGE_KIND_TALK;
}

bool hv_shape_asked(const Houvast__V1__Definition *definition, uint32_t fields, uint32_t stage)
{
    for (uint32_t i = 0; i <= stage && i < definition->n_stages; i++) {
        if ((definition->stages[i]->fields & fields) != 0) {
            return true;
        }
    }
    return false;
}

bool hv_shape_of_unit(const Houvast__V1__Definition *definition, uint32_t stage)
{
    return stage < definition->n_stages &&
           definition->stages[stage]->scope == HOUVAST__V1__SCOPE__SCOPE_UNIT;
}

uint32_t hv_shape_block_last(const Houvast__V1__Definition *definition, uint32_t stage)
{
    uint32_t last = stage;

    if (hv_shape_of_unit(definition, stage)) {
        while (hv_shape_of_unit(definition, last + 1)) {
            last++;
        }
    }
    return last;
}

int hv_shape_gate(const Houvast__V1__Definition *definition, uint32_t stage)
{
    for (uint32_t i = stage; hv_shape_of_unit(definition, i); i++) {
        const Houvast__V1__Gate *gate = definition->stages[i]->gate;

        if (gate != NULL && gate->when == HOUVAST__V1__GATE_WHEN__GATE_WHEN_CLOSED &&
            gate->audience == HOUVAST__V1__AUDIENCE__AUDIENCE_UNIT) {
            return (int)i;
        }
    }
    return -1;
}

bool hv_shape_opens_in_turn(const Houvast__V1__Definition *definition, uint32_t field)
{
    for (size_t i = 0; i < definition->n_stages; i++) {
        const Houvast__V1__Gate *gate = definition->stages[i]->gate;

        if (gate != NULL && gate->holder == HOUVAST__V1__GATE_HOLDER__GATE_HOLDER_TURN &&
            (gate->fields >> field & 1) != 0) {
            return true;
        }
    }
    return false;
}

bool hv_shape_opens_in_match(const Houvast__V1__Definition *definition, uint32_t field)
{
    for (size_t i = 0; i < definition->n_stages; i++) {
        const Houvast__V1__Gate *gate = definition->stages[i]->gate;

        if (gate != NULL && gate->match && (gate->fields >> field & 1) != 0) {
            return true;
        }
    }
    return false;
}

bool hv_shape_is_plenary(const Houvast__V1__Definition *definition, uint32_t field, uint32_t stage)
{
    const Houvast__V1__Gate *gate;
    uint32_t fields;

    if (stage >= definition->n_stages) {
        return false;
    }
    gate = definition->stages[stage]->gate;
    fields = definition->stages[stage]->fields | (gate != NULL ? gate->fields : 0);
    return (fields >> field & 1) != 0;
}

bool hv_shape_may_show(const Houvast__V1__Field *field)
{
    switch ((int)field->visibility) {
    case HOUVAST__V1__VISIBILITY__VISIBILITY_PARTNER:
    case HOUVAST__V1__VISIBILITY__VISIBILITY_RECORD:
        return true;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP:
    case HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP_NAMED:
        return field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT ||
               field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST ||
               (field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS && field->own_card);
    default:
        return false;
    }
}

bool hv_shape_may_go_to_group(const Houvast__V1__Field *field)
{
    return field->may_go_to_group &&
           (field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_PARTNER ||
            field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT);
}

size_t hv_shape_wall_lines(const Houvast__V1__WallPane *wall,
                           uint32_t run,
                           uint32_t field,
                           const Houvast__V1__WallItem *ret[HV_WALL_LINES_MAX])
{
    size_t count = 0;

    for (size_t i = 0; wall != NULL && i < wall->n_items && count < HV_WALL_LINES_MAX; i++) {
        const Houvast__V1__WallItem *item = wall->items[i];

        if (item->of_field && item->field == field && item->result == NULL && item->run == run) {
            ret[count++] = item;
        }
    }
    return count;
}
