/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/reading.h"
#include "catalogue/shapes.h"

#define SHOWN(bytes) (int)(bytes).size, (const char *)(bytes).data

static const char *word_of(const struct hv_schema_words *words, int value)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->list[i].value == value) {
            return words->list[i].name;
        }
    }
    return "";
}

/* ---- The flow ---- */

static enum hv_code
find_flow(struct hv_reading *reading, const struct hv_node *root, const struct hv_flow **ret)
{
    const struct hv_node *node = hv_node_get(root, "flow");
    struct hv_bytes *names;

    for (size_t i = 0; i < reading->flow_count; i++) {
        if (hv_bytes_equal(reading->flows[i].id, node->text)) {
            *ret = &reading->flows[i];
            return HV_OK;
        }
    }
    names = hv_reading_names(reading, reading->flow_count);
    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->flow_count; i++) {
        names[i] = reading->flows[i].id;
    }
    hv_reading_unknown(reading, node, "flow", names, reading->flow_count);
    return HV_OK;
}

/* What is missing for a field in a flow, as the end of a sentence. */
static const char *missing_for(const struct hv_flow *flow, const struct hv_field *field)
{
    if (field->visibility == HV_VISIBLE_JOINT && !hv_flow_opens(flow, field)) {
        return "has no joint stage where it is written";
    }
    if (!hv_flow_takes(flow, field)) {
        return "has no stage where it is written";
    }
    return hv_flow_opens(flow, field) ? NULL : "has no gate that opens it";
}

static enum hv_code check_field_in_flow(struct hv_reading *reading,
                                        const struct hv_node *node,
                                        const struct hv_flow *flow,
                                        const struct hv_field *field)
{
    const char *missing = field->type == HV_FIELD_INFO ? NULL : missing_for(flow, field);
    struct hv_bytes *names;
    size_t count = 0;
    char allowed[600];

    if (missing == NULL) {
        return HV_OK;
    }
    names = hv_reading_names(reading, reading->flow_count);
    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->flow_count; i++) {
        if (missing_for(&reading->flows[i], field) == NULL) {
            names[count++] = reading->flows[i].id;
        }
    }
    hv_reading_problem(reading, hv_node_get(node, "visibility"),
                       "`%.*s` is `visibility: %s`, `round: %s`, but flow `%.*s` %s. Flows that "
                       "have it: %s.",
                       SHOWN(field->id), word_of(&hv_words_visibility, (int)field->visibility),
                       word_of(&hv_words_round, (int)field->round + 1), SHOWN(flow->id), missing,
                       hv_words_listed(names, count, allowed, sizeof allowed));
    return HV_OK;
}

static enum hv_code check_fields_in_flow(struct hv_reading *reading,
                                         const struct hv_node *list,
                                         const struct hv_flow *flow,
                                         const struct hv_field *fields)
{
    size_t i = 0;

    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = check_field_in_flow(reading, item, flow, &fields[i++]);

        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

/* ---- Minutes ---- */

static struct hv_stage *
find_stage(const struct hv_flow *flow, struct hv_flow_path *path, struct hv_bytes id)
{
    for (uint8_t i = 0; i < path->count; i++) {
        if (hv_bytes_equal(flow->stages[path->from[i]].id, id)) {
            return &path->stages[i];
        }
    }
    return NULL;
}

static void read_minutes(struct hv_reading *reading,
                         const struct hv_node *table,
                         const struct hv_flow *flow,
                         struct hv_flow_path *path)
{
    struct hv_bytes names[HV_STAGES_MAX];

    for (uint8_t i = 0; i < path->count; i++) {
        names[i] = flow->stages[path->from[i]].id;
    }
    for (const struct hv_node *item = table != NULL ? table->first : NULL; item != NULL;
         item = item->next) {
        struct hv_stage *stage = find_stage(flow, path, item->key);
        struct hv_node key = hv_node_of_key(item);

        if (stage != NULL) {
            stage->minutes = (uint16_t)hv_node_integer(item, 0);
        } else {
            hv_reading_unknown(reading, &key, "stage of this exercise", names, path->count);
        }
    }
}

/* ---- The exercise ---- */

static enum hv_code
read_card(struct hv_reading *reading, const struct hv_node *node, struct hv_card *card)
{
    const struct {
        const char *key;
        struct hv_text *text;
    } rows[] = {
        { "say", &card->say },     { "purpose", &card->purpose },
        { "watch", &card->watch }, { "if_stuck", &card->if_stuck },
        { "room", &card->room },   { "stop_if", &card->stop_if },
        { "after", &card->after },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum hv_code code = hv_reading_text(reading, hv_node_get(node, rows[i].key), rows[i].text);

        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

static void
read_contra(struct hv_reading *reading, const struct hv_node *node, struct hv_contra *contra)
{
    static const char *const keys[] = { "warn", "adapt", "block" };
    uint32_t seen = 0;

    for (size_t i = 0; node != NULL && i < sizeof keys / sizeof keys[0]; i++) {
        uint32_t set = hv_read_words(node, keys[i], &hv_words_tag);

        if ((set & seen) != 0) {
            hv_reading_problem(reading, hv_node_get(node, keys[i]),
                               "a tag here stands in `contra` already; allowed: each tag in one "
                               "of `warn`, `adapt` and `block`.");
        }
        seen |= set;
    }
    if (node != NULL) {
        contra->warn = (uint16_t)hv_read_words(node, "warn", &hv_words_tag);
        contra->adapt = (uint16_t)hv_read_words(node, "adapt", &hv_words_tag);
        contra->block = (uint16_t)hv_read_words(node, "block", &hv_words_tag);
    }
}

static enum hv_code
read_frame(struct hv_reading *reading, const struct hv_node *root, struct hv_exercise *exercise)
{
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(root, "id"), &exercise->id);

    exercise->minutes = (uint16_t)hv_read_integer(root, "minutes", 0);
    exercise->own_device = hv_read_boolean(root, "own_device", false);
    read_contra(reading, hv_node_get(root, "contra"), &exercise->contra);
    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(root, "title"), &exercise->title);
    }
    if (code == HV_OK) {
        code = hv_reading_bytes(reading, hv_read_text(root, "view"), &exercise->view);
    }
    if (code == HV_OK) {
        code = hv_reading_labels(reading, hv_node_get(root, "examples"), &exercise->examples,
                                 &exercise->example_count);
    }
    return code == HV_OK ? read_card(reading, hv_node_get(root, "card"), &exercise->card) : code;
}

static enum hv_code read_stages(struct hv_reading *reading,
                                const struct hv_node *root,
                                const struct hv_flow *flow,
                                struct hv_exercise *exercise)
{
    struct hv_flow_path path;
    enum hv_code code;

    code = check_fields_in_flow(reading, hv_node_get(root, "fields"), flow, exercise->fields);
    if (code != HV_OK) {
        return code;
    }
    hv_flow_resolve(flow, exercise->fields, exercise->field_count, &path);
    read_minutes(reading, hv_node_get(root, "stage_minutes"), flow, &path);
    exercise->stages =
        hv_arena_copy(reading->arena, path.stages, path.count * sizeof path.stages[0]);
    exercise->stage_count = path.count;
    return exercise->stages != NULL ? HV_OK : HV_ENOMEM;
}

/* ---- Forms ---- */

static size_t asked_in(const struct hv_exercise *exercise, enum hv_form form)
{
    uint32_t fields = hv_exercise_fields(exercise, form);
    size_t count = 0;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        count += (fields >> i & 1) != 0 && exercise->fields[i].type != HV_FIELD_INFO;
    }
    return count;
}

#define LIGHT_ENOUGH 2 /* questions; with fewer, who was dealt the form is soon seen to wait */

/* Where the light form leaves something out and little is left of it, everyone's gentle prompts
 * come in. A couple that is dealt it must not sit before an empty page. */
static void fill_light_form(struct hv_reading *reading,
                            const struct hv_node *root,
                            struct hv_field *fields,
                            struct hv_exercise *exercise)
{
    size_t light = asked_in(exercise, HV_FORM_LIGHT);
    size_t count = exercise->field_count + reading->light_prompt_count;

    if (light >= LIGHT_ENOUGH || asked_in(exercise, HV_FORM_FULL) <= light) {
        return;
    }
    if (light + reading->light_prompt_count == 0) {
        hv_reading_problem(reading, hv_node_get(root, "fields"),
                           "the light form asks nothing; allowed: `light: true` for two fields or "
                           "more, or `light_prompts` in flows.yaml.");
    } else if (count > HV_FIELDS_MAX) {
        hv_reading_problem(reading, hv_node_get(root, "fields"),
                           "with `light_prompts` there are %zu fields; allowed: up to %d, or "
                           "`light: true` for two fields of its own.",
                           count, HV_FIELDS_MAX);
    } else {
        for (size_t i = 0; i < reading->light_prompt_count; i++) {
            fields[exercise->field_count++] = reading->light_prompts[i];
        }
    }
}

/* What is asked at all must be asked in the short form too, or that form would be empty. */
static void check_short_form(struct hv_reading *reading,
                             const struct hv_node *root,
                             const struct hv_exercise *exercise)
{
    if (asked_in(exercise, HV_FORM_FULL) > 0 && asked_in(exercise, HV_FORM_SHORT) == 0) {
        hv_reading_problem(reading, hv_node_get(root, "fields"),
                           "the short form asks nothing; allowed: `core: true` for one field or "
                           "more that take an answer.");
    }
}

enum hv_code hv_reading_exercise(struct hv_reading *reading,
                                 const struct hv_node *root,
                                 const struct hv_exercise **ret)
{
    const struct hv_node *list = hv_node_get(root, "fields");
    struct hv_exercise *exercise = hv_arena_alloc(reading->arena, sizeof *exercise);
    struct hv_field *fields =
        hv_arena_array(reading->arena, list->count + reading->light_prompt_count, sizeof *fields);
    const struct hv_flow *flow = NULL;
    size_t problems = reading->problems->total;
    const char *fault;
    enum hv_code code;

    if (exercise == NULL || fields == NULL) {
        return HV_ENOMEM;
    }
    exercise->fields = fields;
    exercise->field_count = (uint8_t)list->count;
    code = read_frame(reading, root, exercise);
    if (code == HV_OK) {
        code = hv_reading_fields(reading, list, fields);
    }
    if (code == HV_OK) {
        fill_light_form(reading, root, fields, exercise);
        code = find_flow(reading, root, &flow);
    }
    if (code == HV_OK && flow != NULL) {
        code = read_stages(reading, root, flow, exercise);
    }
    if (code != HV_OK) {
        return code;
    }
    check_short_form(reading, root, exercise);
    if (reading->problems->total > problems) {
        return HV_OK;
    }
    /* What the core refuses although no rule above did: a flow of one's own that cannot work. */
    fault = hv_exercise_fault(exercise);
    if (fault != NULL) {
        hv_reading_problem(reading, hv_node_get(root, "id"), "this cannot run: %s.", fault);
        return HV_OK;
    }
    code = hv_reading_identify(reading, hv_node_get(root, "id"), exercise);
    if (code == HV_OK && reading->problems->total == problems) {
        *ret = exercise;
    }
    return code;
}
