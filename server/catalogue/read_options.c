/* SPDX-License-Identifier: EUPL-1.2 */
/* From what a field lets choose: cards, options, those of an earlier field, what is right of them.
 */
#include "catalogue/reading.h"

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

enum hv_code
hv_reading_cards(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field)
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

enum hv_code hv_reading_choice(struct hv_reading *reading,
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

enum hv_code
hv_reading_quiz(struct hv_reading *reading, const struct hv_node *node, struct hv_field *field)
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

enum hv_code hv_reading_guess(struct hv_reading *reading,
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
