/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/reading.h"
#include "catalogue/shapes.h"

static struct hv_flow_choice read_choice(const struct hv_node *node)
{
    struct hv_flow_choice choice = { 0, 0 };

    if (node != NULL) {
        int round = hv_read_word(node, "round", &hv_words_round, 0);

        choice.visibilities = hv_read_words(node, "visibility", &hv_words_visibility);
        choice.rounds = round > 0 ? 1u << (unsigned)(round - 1) : (1u << HV_ROUNDS) - 1;
    }
    return choice;
}

static struct hv_gate read_gate(const struct hv_node *node)
{
    struct hv_gate gate = { .when = HV_GATE_NEVER };

    if (node != NULL) {
        gate.when = (enum hv_gate_when)hv_read_word(node, "when", &hv_words_when, HV_GATE_NEVER);
        gate.holder = (enum hv_gate_holder)hv_read_word(node, "holder", &hv_words_holder, 0);
        gate.audience = (enum hv_audience)hv_read_word(node, "audience", &hv_words_audience, 0);
        gate.match = hv_read_boolean(node, "match", false);
        gate.round = (enum hv_round)(hv_read_word(node, "round", &hv_words_round, 1) - 1);
    }
    return gate;
}

static enum hv_code
read_stage(struct hv_reading *reading, const struct hv_node *node, struct hv_flow_stage *ret)
{
    const struct hv_node *gate = hv_node_get(node, "gate");

    ret->optional = hv_read_boolean(node, "optional", false);
    ret->stage.kind =
        (enum hv_stage_kind)hv_read_word(node, "kind", &hv_words_stage_kind, HV_STAGE_BRIEF);
    ret->stage.scope = (enum hv_scope)hv_read_word(node, "scope", &hv_words_scope, HV_SCOPE_GROUP);
    ret->stage.gate = read_gate(gate);
    ret->write = read_choice(hv_node_get(node, "write"));
    ret->open = read_choice(hv_node_get(gate, "open"));
    return hv_reading_bytes(reading, hv_read_text(node, "id"), &ret->id);
}

static enum hv_code
read_flow(struct hv_reading *reading, const struct hv_node *node, struct hv_flow *ret)
{
    const struct hv_node *list = hv_node_get(node, "stages");
    struct hv_flow_stage *stages = hv_arena_array(reading->arena, list->count, sizeof *stages);
    uint8_t count = 0;

    if (stages == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_stage(reading, item, &stages[count]);

        if (code != HV_OK) {
            return code;
        }
        for (uint8_t i = 0; i < count; i++) {
            if (hv_bytes_equal(stages[i].id, stages[count].id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "stage `%.*s` stands in this flow twice; allowed: once.",
                                   (int)stages[i].id.size, (const char *)stages[i].id.data);
            }
        }
        count++;
    }
    ret->stages = stages;
    ret->stage_count = count;
    return hv_reading_bytes(reading, hv_read_text(node, "id"), &ret->id);
}

#define LIGHT_CHARACTERS 500

static enum hv_code
read_light_prompt(struct hv_reading *reading, const struct hv_node *node, struct hv_field *ret)
{
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "id"), &ret->id);

    ret->type = HV_FIELD_TEXT;
    ret->visibility = HV_VISIBLE_SELF;
    ret->keep = HV_KEEP_MEETING;
    ret->light = true;
    ret->characters = LIGHT_CHARACTERS;
    ret->options_from = -1;
    return code == HV_OK ? hv_reading_text(reading, node, &ret->prompt) : code;
}

static enum hv_code read_light_prompts(struct hv_reading *reading, const struct hv_node *list)
{
    struct hv_field *prompts;
    size_t count = 0;

    if (list == NULL) {
        return HV_OK;
    }
    prompts = hv_arena_array(reading->arena, list->count, sizeof *prompts);
    if (prompts == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_light_prompt(reading, item, &prompts[count++]);

        if (code != HV_OK) {
            return code;
        }
    }
    reading->light_prompts = prompts;
    reading->light_prompt_count = count;
    return HV_OK;
}

enum hv_code hv_reading_flows(struct hv_reading *reading, const struct hv_node *root)
{
    const struct hv_node *list = hv_node_get(root, "flows");
    struct hv_flow *flows = hv_arena_array(reading->arena, list->count, sizeof *flows);
    size_t count = 0;

    if (flows == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_flow(reading, item, &flows[count]);

        if (code != HV_OK) {
            return code;
        }
        for (size_t i = 0; i < count; i++) {
            if (hv_bytes_equal(flows[i].id, flows[count].id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "flow `%.*s` stands here twice; allowed: once.",
                                   (int)flows[i].id.size, (const char *)flows[i].id.data);
            }
        }
        count++;
    }
    reading->flows = flows;
    reading->flow_count = count;
    return read_light_prompts(reading, hv_node_get(root, "light_prompts"));
}
