/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A page: text for people, built up line by line and folded to the width of the screen. Pure; what
 * it holds is printed by terminal.h.
 *
 * Words that others wrote go through it too: control characters and marks that turn the direction
 * of writing do not come out of it.
 */
#ifndef HV_CLI_PAGE_H
#define HV_CLI_PAGE_H

#include "houvast/v1/definition.pb-c.h"
#include "words.h"

struct hv_page {
    enum hv_client_language language;
    unsigned width; /* columns; at least 20 */
    char *text;     /* with a final zero; NULL while it is empty */
    size_t size;
    size_t room;
    bool failed; /* memory ran out: the text is not whole */
};

void hv_page_init(struct hv_page *page, enum hv_client_language language, unsigned width);

/* Wipes and frees the text; the page is empty then, and may be used again. */
void hv_page_free(struct hv_page *page);

/* The text so far; never NULL. */
const char *hv_page_text(const struct hv_page *page);

/* A paragraph, `indent` columns in; newlines in it begin a new line. */
void hv_page_add(struct hv_page *page, unsigned indent, const char *text);

/* A paragraph that hangs behind a label, as "3  walking". */
void hv_page_item(struct hv_page *page, unsigned indent, const char *label, const char *text);

/* A line as it is: not folded, but clean. */
void hv_page_line(struct hv_page *page, const char *text);

/* An empty line, unless the page is empty or ends with one. */
void hv_page_gap(struct hv_page *page);

/* A sentence of the catalogue. */
void hv_page_say(struct hv_page *page, enum hv_word word);

/* A sentence whose {} are filled in, in order: hv_page_fill(page, HV_WORD_X, name,
 * hv_digits(3).text). */
#define hv_page_fill(page, word, ...) \
    hv_page_fill_all((page), (word), (const char *const[]){ __VA_ARGS__, NULL })
void hv_page_fill_all(struct hv_page *page, enum hv_word word, const char *const *parts);

/* The sentence as a string that the caller frees; NULL without memory. */
char *hv_fill(const char *sentence, const char *const *parts);

/* What a page in this language shows of a text; empty when it is absent. */
const char *hv_text_in(const Houvast__V1__Text *text, enum hv_client_language language);

/* How many columns a text takes. */
unsigned hv_text_width(const char *text);

/* How many lines a text has, each ending with a newline. */
unsigned hv_text_lines(const char *text);

/* Where the first lines of a text end. */
const char *hv_text_head_end(const char *text, unsigned lines);

/* The last lines of a text; all of it when it has no more. */
const char *hv_text_tail(const char *text, unsigned lines);

struct hv_digits {
    char text[24];
};
struct hv_digits hv_digits(int64_t number);

#endif
