/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/reading.h"
#include "catalogue/shapes.h"
#include "core/value.h"

#define OWN_CARD_CHARACTERS 60

static void read_numbers(const struct hv_node *node, struct hv_field *field)
{
    field->characters = (uint16_t)hv_read_integer(node, "characters", 0);
    field->pick_minimum = (uint8_t)hv_read_integer(node, "pick_minimum", 1);
    field->pick_maximum = (uint8_t)hv_read_integer(node, "pick_maximum", 1);
    field->row_minimum = (uint8_t)hv_read_integer(node, "rows_minimum", 1);
    field->row_maximum = (uint8_t)hv_read_integer(node, "rows_maximum", 1);
    field->statement_version = (uint16_t)hv_read_integer(node, "statement_version", 0);
    field->own_card = hv_read_boolean(node, "own_card", false);
    if (field->type == HV_FIELD_SCALE) {
        field->minimum = (int8_t)hv_read_integer(node, "minimum", 0);
        field->maximum = (int8_t)hv_read_integer(node, "maximum", 10);
        field->markers = (uint8_t)hv_read_integer(node, "markers", 1);
    }
    if (field->own_card && field->characters == 0) {
        field->characters = OWN_CARD_CHARACTERS;
    }
}

static void read_words(const struct hv_node *node, struct hv_field *field)
{
    field->type =
        (enum hv_field_type)hv_read_word(node, "type", &hv_words_field_type, HV_FIELD_INFO);
    /* Text without input is for everyone in the room and leaves nothing to keep. */
    field->visibility = (enum hv_visibility)hv_read_word(node, "visibility", &hv_words_visibility,
                                                         HV_VISIBLE_GROUP_NAMED);
    field->keep = (enum hv_keep)hv_read_word(node, "keep", &hv_words_keep, HV_KEEP_MEETING);
    field->round = (enum hv_round)(hv_read_word(node, "round", &hv_words_round, 1) - 1);
    field->listener = hv_read_boolean(node, "listener", false);
    field->may_go_to_group = hv_read_boolean(node, "may_go_to_group", false);
    field->core = hv_read_boolean(node, "core", false);
    field->light = hv_read_boolean(node, "light", false);
    field->options_from = -1;
}

static enum hv_code
read_texts(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field)
{
    enum hv_code code = hv_reading_bytes(reading, hv_read_text(node, "id"), &field->id);

    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(node, "prompt"), &field->prompt);
    }
    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(node, "low"), &field->anchor_low);
    }
    if (code == HV_OK) {
        code = hv_reading_text(reading, hv_node_get(node, "high"), &field->anchor_high);
    }
    if (code == HV_OK) {
        code = hv_reading_bytes(reading, hv_read_text(node, "statement"), &field->statement);
    }
    if (code == HV_OK) {
        code = hv_reading_labels(reading, hv_node_get(node, "columns"), &field->columns,
                                 &field->column_count);
    }
    return code;
}

/* ---- What no single key can tell ---- */

/* Nobody else than its author sees what is written in the light form, before or after. */
static void
check_light(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    if (field->light &&
        (field->visibility != HV_VISIBLE_SELF || field->core || field->round != HV_ROUND_FIRST)) {
        hv_reading_problem(reading, hv_node_get(node, "light"),
                           "a field of the light form is its author's alone; allowed: with "
                           "`visibility: self`, without `core` and `round: second`.");
    }
}

static void
check_intake(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    if (field->keep == HV_KEEP_INTAKE && field->visibility != HV_VISIBLE_FACILITATOR) {
        hv_reading_problem(reading, hv_node_get(node, "keep"),
                           "what is kept until a light is set is for facilitators alone; allowed: "
                           "with `visibility: facilitator`.");
    }
}

static void
check_picks(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    const struct hv_node *most = hv_node_get(node, "pick_maximum");

    if (field->pick_minimum > field->pick_maximum) {
        hv_reading_problem(reading, hv_node_get(node, "pick_minimum"),
                           "`pick_minimum` is %u; allowed: up to `pick_maximum`, which is %u.",
                           field->pick_minimum, field->pick_maximum);
    }
    if (field->visibility == HV_VISIBLE_GROUP && hv_field_by_option(field) &&
        !hv_field_may_pick_none(field)) {
        hv_reading_problem(reading, hv_node_get(node, "id"),
                           "results of these options would add up to what somebody picked; "
                           "allowed: `pick_minimum: 0`%s.",
                           field->type == HV_FIELD_CARDS ? ", or 1 with `own_card`" : "");
    }
    if (most != NULL && field->option_count > 0 && field->pick_maximum > field->option_count) {
        hv_reading_problem(reading, most,
                           "`pick_maximum` is %u; allowed: up to the number of options, %u.",
                           field->pick_maximum, field->option_count);
    }
}

static void
check_quiz(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    if (field->visibility != HV_VISIBLE_SELF && field->visibility != HV_VISIBLE_GROUP) {
        hv_reading_problem(reading, hv_node_get(node, "visibility"),
                           "a score is its author's; allowed: `visibility: self`, or `group` where "
                           "the group gets how many were right.");
    }
    if (field->keep != HV_KEEP_MEETING || field->round != HV_ROUND_FIRST || field->light) {
        hv_reading_problem(reading, hv_node_get(node, "keep"),
                           "a quiz is of one evening; allowed: `keep: meeting`, without `light` "
                           "and `round: second`.");
    }
    if (field->correct.size < field->pick_minimum || field->correct.size > field->pick_maximum) {
        hv_reading_problem(reading, hv_node_get(node, "correct"),
                           "%zu options are right; allowed: from `pick_minimum`, which is %u, to "
                           "`pick_maximum`, which is %u.",
                           field->correct.size, field->pick_minimum, field->pick_maximum);
    }
}

static void
check_list(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    size_t cells = (size_t)field->row_maximum * field->column_count;
    size_t bytes = cells * (2 + 4 * (size_t)field->characters);

    if (field->row_minimum > field->row_maximum) {
        hv_reading_problem(reading, hv_node_get(node, "rows_minimum"),
                           "`rows_minimum` is %u; allowed: up to `rows_maximum`, which is %u.",
                           field->row_minimum, field->row_maximum);
    }
    if (cells > 0 && bytes > HV_VALUE_MAX) {
        hv_reading_problem(reading, hv_node_get(node, "characters"),
                           "%zu cells of %u characters are too much for one answer; allowed: up "
                           "to %zu characters each.",
                           cells, field->characters, (HV_VALUE_MAX / cells - 2) / 4);
    }
}

static void
check_field(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    if (field->listener && field->round != HV_ROUND_SECOND) {
        hv_reading_problem(reading, hv_node_get(node, "listener"),
                           "a listener answers afterwards; allowed: with `round: second`.");
    }
    bool shared = field->visibility == HV_VISIBLE_PARTNER || field->visibility == HV_VISIBLE_JOINT;
    if (field->may_go_to_group && (!shared || field->listener)) {
        hv_reading_problem(reading, hv_node_get(node, "may_go_to_group"),
                           "only what is written for the partner, or together, may go to the group "
                           "too; allowed: with `visibility: partner`, without `listener`, or "
                           "`visibility: joint`.");
    }
    check_light(reading, node, field);
    check_intake(reading, node, field);
    if (field->type == HV_FIELD_SCALE && field->minimum >= field->maximum) {
        hv_reading_problem(reading, node,
                           "a scale from %d to %d; allowed: `minimum` below `maximum`.",
                           field->minimum, field->maximum);
    }
    if (field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS ||
        field->type == HV_FIELD_QUIZ) {
        check_picks(reading, node, field);
    }
    if (field->type == HV_FIELD_QUIZ && field->correct.size > 0) {
        check_quiz(reading, node, field);
    }
    if (field->type == HV_FIELD_LIST) {
        check_list(reading, node, field);
    }
}

/* One way to consent: where it can be taken back, and counts. */
static void
check_consent(struct hv_reading *reading, const struct hv_node *node, const struct hv_field *field)
{
    for (size_t i = 0; i < reading->statement_count; i++) {
        if (field->type == HV_FIELD_CONSENT &&
            hv_bytes_equal(reading->statements[i].id, field->statement)) {
            hv_reading_problem(reading, hv_node_get(node, "statement"),
                               "`%.*s` stands in consents.yaml, and is asked before any exercise; "
                               "allowed: the name of something else.",
                               (int)field->statement.size, (const char *)field->statement.data);
        }
    }
}

static enum hv_code read_field(struct hv_reading *reading,
                               const struct hv_node *node,
                               struct hv_field *fields,
                               size_t index)
{
    struct hv_field *field = &fields[index];
    enum hv_code code;

    read_words(node, field);
    read_numbers(node, field);
    code = read_texts(reading, node, field);
    if (code == HV_OK && field->type == HV_FIELD_CARDS) {
        code = hv_reading_cards(reading, node, field);
    }
    if (code == HV_OK && field->type == HV_FIELD_CHOICE) {
        code = hv_reading_choice(reading, node, fields, index, field);
    }
    if (code == HV_OK && field->type == HV_FIELD_QUIZ) {
        code = hv_reading_quiz(reading, node, field);
    }
    if (code == HV_OK && hv_node_get(node, "guess_of") != NULL) {
        code = hv_reading_guess(reading, hv_node_get(node, "guess_of"), fields, index, field);
    }
    if (code == HV_OK) {
        check_field(reading, node, field);
        check_consent(reading, node, field);
    }
    return code;
}

enum hv_code
hv_reading_fields(struct hv_reading *reading, const struct hv_node *list, struct hv_field *ret)
{
    size_t count = 0;

    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        enum hv_code code = read_field(reading, item, ret, count);

        if (code != HV_OK) {
            return code;
        }
        for (size_t i = 0; i < count; i++) {
            if (hv_bytes_equal(ret[i].id, ret[count].id)) {
                hv_reading_problem(reading, hv_node_get(item, "id"),
                                   "field `%.*s` stands in this exercise twice; allowed: once.",
                                   (int)ret[i].id.size, (const char *)ret[i].id.data);
            }
        }
        count++;
    }
    return HV_OK;
}
