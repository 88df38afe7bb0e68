/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/flow.h"

static bool chooses(const struct hv_flow_choice *choice, const struct hv_field *field)
{
    return field->type != HV_FIELD_INFO && !field->light &&
           (choice->visibilities & (1u << (unsigned)field->visibility)) != 0 &&
           (choice->rounds & (1u << (unsigned)field->round)) != 0;
}

/* A gate that opens to the group what is for the group takes along what authors let go there. */
static uint32_t
by_choice(const struct hv_flow_stage *stage, const struct hv_field *fields, size_t count)
{
    uint32_t set = 0;

    for (size_t i = 0; i < count && stage->stage.gate.audience == HV_AUDIENCE_GROUP; i++) {
        bool takes = (stage->open.visibilities & 1u << HV_VISIBLE_GROUP) != 0 &&
                     (stage->open.rounds & 1u << (unsigned)fields[i].round) != 0;

        set |= takes && fields[i].may_go_to_group ? 1u << i : 0;
    }
    return set;
}

static uint32_t
chosen(const struct hv_flow_choice *choice, const struct hv_field *fields, size_t count)
{
    uint32_t set = 0;

    for (size_t i = 0; i < count; i++) {
        set |= chooses(choice, &fields[i]) ? 1u << i : 0;
    }
    return set;
}

static void ask_light_fields(struct hv_flow_path *path, const struct hv_field *fields, size_t count)
{
    uint8_t first = 0;

    while (first < path->count && path->stages[first].scope != HV_SCOPE_UNIT) {
        first++;
    }
    for (size_t i = 0; first < path->count && i < count; i++) {
        path->stages[first].fields |= fields[i].light ? 1u << i : 0;
    }
}

void hv_flow_resolve(const struct hv_flow *flow,
                     const struct hv_field *fields,
                     size_t count,
                     struct hv_flow_path *ret)
{
    *ret = (struct hv_flow_path){ .count = 0 };
    for (uint8_t i = 0; i < flow->stage_count; i++) {
        const struct hv_flow_stage *from = &flow->stages[i];
        struct hv_stage *stage = &ret->stages[ret->count];

        *stage = from->stage;
        stage->fields = chosen(&from->write, fields, count);
        stage->gate.fields = chosen(&from->open, fields, count) | by_choice(from, fields, count);
        if (stage->gate.fields == 0) {
            stage->gate = (struct hv_gate){ .when = HV_GATE_NEVER };
        }
        if (from->optional && stage->fields == 0 && stage->gate.fields == 0) {
            continue;
        }
        ret->from[ret->count++] = i;
    }
    ask_light_fields(ret, fields, count);
}

bool hv_flow_takes(const struct hv_flow *flow, const struct hv_field *field)
{
    for (uint8_t i = 0; i < flow->stage_count; i++) {
        if (field->light ? flow->stages[i].stage.scope == HV_SCOPE_UNIT
                         : chooses(&flow->stages[i].write, field)) {
            return true;
        }
    }
    return false;
}

static bool stage_opens(const struct hv_flow_stage *stage, const struct hv_field *field)
{
    bool gate = stage->stage.gate.when != HV_GATE_NEVER && chooses(&stage->open, field);

    switch (field->visibility) {
    case HV_VISIBLE_PARTNER:
        return gate && stage->stage.gate.audience == HV_AUDIENCE_UNIT;
    case HV_VISIBLE_JOINT:
        return stage->stage.kind == HV_STAGE_JOINT && chooses(&stage->write, field);
    case HV_VISIBLE_GROUP:
    case HV_VISIBLE_GROUP_NAMED:
        return gate && stage->stage.gate.audience == HV_AUDIENCE_GROUP;
    case HV_VISIBLE_SELF:
    case HV_VISIBLE_FACILITATOR:
    case HV_VISIBLE_RECORD:
        return true;
    }
    return false;
}

bool hv_flow_opens(const struct hv_flow *flow, const struct hv_field *field)
{
    for (uint8_t i = 0; i < flow->stage_count; i++) {
        if (stage_opens(&flow->stages[i], field)) {
            return true;
        }
    }
    return field->type == HV_FIELD_INFO || field->light;
}
