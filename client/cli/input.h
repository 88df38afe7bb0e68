/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody typed as an answer to a field, understood. Pure. */
#ifndef HV_CLI_INPUT_H
#define HV_CLI_INPUT_H

#include "commands.h"
#include "shape.h"
#include "words.h"

/* An answer, with room for its parts; it points into itself and must not be copied. */
struct hv_input {
    struct hv_answer_draft draft;
    int32_t numbers[3];
    uint32_t options[64];
    const char *cells[80];
    char *words; /* a copy of what was typed, taken apart */
    size_t size; /* of it */
};

/* What the field and the wall say. */
struct hv_question {
    const Houvast__V1__Field *field;
    const Houvast__V1__WallPane *wall; /* or NULL */
    uint32_t run;                      /* whose lines on the wall are options */
    bool in_turn;                      /* it opens when its author's turn begins */
    bool in_match;                     /* only what both chose opens */
    bool only_author;                  /* a facilitator narrowed it: nobody else sees it */
    bool nameless;                     /* the same: no name stands with it */
};

/* Whether an answer takes several lines, which end with a lone dot. */
bool hv_input_takes_lines(const Houvast__V1__Field *field);

/*
 * Understands what was typed: nothing is passing over, 'hardop' or 'aloud' alone is saying it
 * aloud. Options and cards are typed as numbers from 1, an own card as its words after the numbers
 * and a colon or alone; a list one row a line, its cells with | between them. HV_WORD_COUNT:
 * understood, and `ret` is freed with hv_input_free. Otherwise the sentence that says what is not
 * right.
 */
enum hv_word
hv_input_read(const struct hv_question *question, const char *typed, struct hv_input *ret);

/* How many characters a text has. */
uint32_t hv_input_characters(const char *text);

/* How many bytes of the text its first `characters` characters take: all of it when it has no more.
 */
size_t hv_input_fit(const char *text, uint32_t characters);

/* Words that say where to go, and so are no answer, in either language. */
enum hv_way {
    HV_WAY_NONE = 0,
    HV_WAY_HELP,
    HV_WAY_BACK,
    HV_WAY_REVIEW,
    HV_WAY_LOCK,
    HV_WAY_WITHDRAW,
    HV_WAY_QUIT,
    HV_WAY_AWAY /* at once, whatever was not sent yet */
};
enum hv_way hv_input_way(const char *line);

/* Wipes it. */
void hv_input_free(struct hv_input *input);

/* "I would rather say it aloud", in either language. */
bool hv_input_is_aloud(const char *typed);

/* Yes or no in either language: 1, 0; -1: neither. */
int hv_input_yes(const char *typed);

#endif
