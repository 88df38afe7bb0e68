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

/* ---- Cards ---- */

static const struct hv_deck *find_deck(const struct hv_reading *reading, struct hv_bytes id)
{
    for (size_t i = 0; i < reading->deck_count; i++) {
        if (hv_bytes_equal(reading->decks[i].id, id)) {
            return &reading->decks[i];
        }
    }
    return NULL;
}

static enum hv_code unknown_deck(struct hv_reading *reading, const struct hv_node *item)
{
    struct hv_bytes *names = hv_reading_names(reading, reading->deck_count);

    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < reading->deck_count; i++) {
        names[i] = reading->decks[i].id;
    }
    hv_reading_unknown(reading, item, "deck", names, reading->deck_count);
    return HV_OK;
}

static bool shares_card(const struct hv_option *cards, size_t count, const struct hv_deck *deck)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < deck->card_count; j++) {
            if (hv_bytes_equal(cards[i].id, deck->cards[j].id)) {
                return true;
            }
        }
    }
    return false;
}

static void deal(struct hv_reading *reading,
                 const struct hv_node *item,
                 const struct hv_deck *deck,
                 struct hv_option *cards,
                 size_t *count)
{
    if (*count + deck->card_count > HV_OPTIONS_MAX) {
        hv_reading_problem(reading, item, "with this deck there are %zu cards; allowed: up to %d.",
                           *count + deck->card_count, HV_OPTIONS_MAX);
        return;
    }
    if (shares_card(cards, *count, deck)) {
        hv_reading_problem(
            reading, item,
            "a card of this deck has the id of one before it; allowed: decks without a shared id.");
        return;
    }
    for (size_t i = 0; i < deck->card_count; i++) {
        cards[(*count)++] = deck->cards[i];
    }
}

static enum hv_code
read_cards(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field)
{
    const struct hv_node *list = hv_node_get(node, "decks");
    struct hv_option *cards = hv_arena_array(reading->arena, HV_OPTIONS_MAX, sizeof *cards);
    bool known = true;
    size_t count = 0;

    if (cards == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        const struct hv_deck *deck = find_deck(reading, item->text);

        if (deck == NULL) {
            enum hv_code code = unknown_deck(reading, item);

            known = false;
            if (code != HV_OK) {
                return code;
            }
        } else {
            deal(reading, item, deck, cards, &count);
        }
    }
    field->options = cards;
    /* With a deck missing the cards cannot be counted. */
    field->option_count = known ? (uint8_t)count : 0;
    return HV_OK;
}

/* ---- Choices ---- */

/* Lines that reach the wall before the second round begins. */
static bool gives_options(const struct hv_field *earlier, const struct hv_field *field)
{
    (void)field;
    return earlier->type == HV_FIELD_TEXT && earlier->round == HV_ROUND_FIRST &&
           (earlier->visibility == HV_VISIBLE_GROUP ||
            earlier->visibility == HV_VISIBLE_GROUP_NAMED);
}

/* The place of the earlier field that `node` names, of those that suit; -1 when it is none of them,
 * which has been said with `what` they are. */
static enum hv_code read_earlier(struct hv_reading *reading,
                                 const struct hv_node *node,
                                 const struct hv_field *before,
                                 size_t count,
                                 bool (*suits)(const struct hv_field *earlier,
                                               const struct hv_field *field),
                                 const struct hv_field *field,
                                 const char *what,
                                 int *ret_place)
{
    struct hv_bytes *names = hv_reading_names(reading, count);
    size_t name_count = 0;
    int place = -1;

    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (!suits(&before[i], field)) {
            continue;
        }
        names[name_count++] = before[i].id;
        if (hv_bytes_equal(before[i].id, node->text)) {
            place = (int)i;
        }
    }
    if (place < 0) {
        hv_reading_unknown(reading, node, what, names, name_count);
    }
    *ret_place = place;
    return HV_OK;
}

static enum hv_code read_options_from(struct hv_reading *reading,
                                      const struct hv_node *node,
                                      const struct hv_field *before,
                                      size_t count,
                                      struct hv_field *field)
{
    int place;
    enum hv_code code = read_earlier(reading, node, before, count, gives_options, field,
                                     "earlier first-round text field of the group", &place);

    if (code != HV_OK || place < 0) {
        return code;
    }
    field->options_from = (int8_t)place;
    if (field->round != HV_ROUND_SECOND) {
        hv_reading_problem(reading, node,
                           "`options_from` needs lines that are there; allowed: `round: second`.");
    }
    return HV_OK;
}

static enum hv_code read_choice(struct hv_reading *reading,
                                const struct hv_node *node,
                                const struct hv_field *before,
                                size_t count,
                                struct hv_field *field)
{
    const struct hv_node *options = hv_node_get(node, "options");
    const struct hv_node *from = hv_node_get(node, "options_from");

    if ((options == NULL) == (from == NULL)) {
        hv_reading_problem(reading, node,
                           "a choice has %s `options` %s `options_from`; allowed: one of them.",
                           options == NULL ? "neither" : "both", options == NULL ? "nor" : "and");
        return HV_OK;
    }
    if (from != NULL) {
        return read_options_from(reading, from, before, count, field);
    }
    return hv_reading_options(reading, options, &field->options, &field->option_count);
}

/* ---- Quizzes ---- */

static int place_of(const struct hv_field *field, struct hv_bytes id)
{
    for (int i = 0; i < field->option_count; i++) {
        if (hv_bytes_equal(field->options[i].id, id)) {
            return i;
        }
    }
    return -1;
}

static enum hv_code
unknown_option(struct hv_reading *reading, const struct hv_node *item, const struct hv_field *field)
{
    struct hv_bytes *names = hv_reading_names(reading, field->option_count);

    if (names == NULL) {
        return HV_ENOMEM;
    }
    for (unsigned i = 0; i < field->option_count; i++) {
        names[i] = field->options[i].id;
    }
    hv_reading_unknown(reading, item, "option", names, field->option_count);
    return HV_OK;
}

/* In the order of the options, however they are written. */
static enum hv_code
read_correct(struct hv_reading *reading, const struct hv_node *list, struct hv_field *field)
{
    uint8_t *correct = hv_arena_alloc(reading->arena, HV_OPTIONS_MAX);
    bool right[HV_OPTIONS_MAX] = { false };

    if (correct == NULL) {
        return HV_ENOMEM;
    }
    for (const struct hv_node *item = list->first; item != NULL; item = item->next) {
        int place = place_of(field, item->text);

        if (place < 0) {
            return unknown_option(reading, item, field);
        }
        right[place] = true;
    }
    field->correct.data = correct;
    for (uint8_t i = 0; i < field->option_count; i++) {
        if (right[i]) {
            correct[field->correct.size++] = i;
        }
    }
    return HV_OK;
}

static enum hv_code
read_quiz(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field)
{
    enum hv_code code = hv_reading_options(reading, hv_node_get(node, "options"), &field->options,
                                           &field->option_count);

    if (code == HV_OK) {
        code = read_correct(reading, hv_node_get(node, "correct"), field);
    }
    return code != HV_OK
               ? code
               : hv_reading_text(reading, hv_node_get(node, "explanation"), &field->explanation);
}

/* ---- Guesses ---- */

static bool can_be_guessed(const struct hv_field *earlier, const struct hv_field *field)
{
    return earlier->visibility == HV_VISIBLE_PARTNER && !earlier->guess &&
           earlier->type == field->type;
}

static enum hv_code read_guess(struct hv_reading *reading,
                               const struct hv_node *node,
                               const struct hv_field *before,
                               size_t count,
                               struct hv_field *field)
{
    int place;
    enum hv_code code = read_earlier(reading, node, before, count, can_be_guessed, field,
                                     "earlier field for the partner of this type", &place);

    if (code == HV_OK && place >= 0) {
        field->guess = true;
        field->guess_of = (uint8_t)place;
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
        code = read_cards(reading, node, field);
    }
    if (code == HV_OK && field->type == HV_FIELD_CHOICE) {
        code = read_choice(reading, node, fields, index, field);
    }
    if (code == HV_OK && field->type == HV_FIELD_QUIZ) {
        code = read_quiz(reading, node, field);
    }
    if (code == HV_OK && hv_node_get(node, "guess_of") != NULL) {
        code = read_guess(reading, hv_node_get(node, "guess_of"), fields, index, field);
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
