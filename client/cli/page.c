/* SPDX-License-Identifier: EUPL-1.2 */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

void hv_page_init(struct hv_page *page, enum hv_client_language language, unsigned width)
{
    *page = (struct hv_page){ .language = language, .width = width < 20 ? 20 : width };
}

void hv_page_free(struct hv_page *page)
{
    if (page->text != NULL) {
        explicit_bzero(page->text, page->room);
        free(page->text);
    }
    hv_page_init(page, page->language, page->width);
}

const char *hv_page_text(const struct hv_page *page)
{
    return page->text != NULL ? page->text : "";
}

/* ---- Bytes ---- */

/* Not realloc, which may leave a copy of someone's words behind. */
static bool make_room(struct hv_page *page, size_t more)
{
    size_t room = page->room == 0 ? 1024 : page->room;
    char *text;

    while (room < page->size + more + 1) {
        room *= 2;
    }
    if (room == page->room) {
        return true;
    }
    text = malloc(room);
    if (text == NULL) {
        page->failed = true;
        return false;
    }
    if (page->text != NULL) {
        memcpy(text, page->text, page->size);
        explicit_bzero(page->text, page->room);
        free(page->text);
    }
    page->text = text;
    page->room = room;
    return true;
}

static void put(struct hv_page *page, const char *bytes, size_t size)
{
    if (make_room(page, size)) {
        memcpy(page->text + page->size, bytes, size);
        page->size += size;
        page->text[page->size] = '\0';
    }
}

static void put_spaces(struct hv_page *page, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        put(page, " ", 1);
    }
}

/* ---- Characters ---- */

struct character {
    const char *bytes;
    size_t size;
    unsigned width;
    bool hidden; /* it is not shown at all */
};

static bool is_hidden(utf8proc_int32_t point)
{
    return (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0) ||
           (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* False at the end. What is no UTF-8 is hidden, byte by byte. */
static bool next_character(const char **at, struct character *ret)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t size;
    int width;

    if (**at == '\0') {
        return false;
    }
    size = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &point);
    *ret = (struct character){ .bytes = *at, .size = 1, .hidden = true };
    if (size > 0) {
        width = utf8proc_charwidth(point);
        ret->size = (size_t)size;
        ret->width = width > 0 ? (unsigned)width : 0;
        ret->hidden = is_hidden(point);
    }
    *at += ret->size;
    return true;
}

unsigned hv_text_width(const char *text)
{
    struct character character;
    unsigned width = 0;

    while (next_character(&text, &character)) {
        width += character.hidden ? 0 : character.width;
    }
    return width;
}

/* ---- Folding ---- */

struct fold {
    struct hv_page *page;
    unsigned indent;
    unsigned column; /* of the line under way; 0: nothing stands on it yet */
};

static void end_line(struct fold *fold)
{
    put(fold->page, "\n", 1);
    fold->column = 0;
}

static void begin_line(struct fold *fold)
{
    if (fold->column == 0) {
        put_spaces(fold->page, fold->indent);
        fold->column = fold->indent;
    }
}

static void put_word(struct fold *fold, const char *word, const char *end)
{
    struct character character;
    unsigned width = 0;
    const char *at = word;

    while (at < end && next_character(&at, &character)) {
        width += character.hidden ? 0 : character.width;
    }
    if (fold->column > fold->indent) {
        if (fold->column + 1 + width > fold->page->width) {
            end_line(fold);
        } else {
            put(fold->page, " ", 1);
            fold->column++;
        }
    }
    begin_line(fold);
    while (word < end && next_character(&word, &character)) {
        if (character.hidden) {
            continue;
        }
        if (fold->column + character.width > fold->page->width) {
            end_line(fold);
            begin_line(fold);
        }
        put(fold->page, character.bytes, character.size);
        fold->column += character.width;
    }
}

static void fold_text(struct fold *fold, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, " \t\n");

        if (size > 0) {
            put_word(fold, text, text + size);
        }
        text += size;
        if (*text == '\n') {
            end_line(fold);
        }
        text += *text != '\0';
    }
    if (fold->column > 0) {
        end_line(fold);
    }
}

void hv_page_add(struct hv_page *page, unsigned indent, const char *text)
{
    struct fold fold = { .page = page, .indent = indent };

    fold_text(&fold, text);
}

void hv_page_item(struct hv_page *page, unsigned indent, const char *label, const char *text)
{
    unsigned hanging = indent + hv_text_width(label) + 2;
    struct fold fold = { .page = page, .indent = hanging, .column = hanging };

    put_spaces(page, indent);
    put(page, label, strlen(label));
    put_spaces(page, 2);
    fold_text(&fold, text);
}

void hv_page_line(struct hv_page *page, const char *text)
{
    struct character character;

    while (next_character(&text, &character)) {
        if (!character.hidden && *character.bytes != '\n') {
            put(page, character.bytes, character.size);
        }
    }
    put(page, "\n", 1);
}

void hv_page_gap(struct hv_page *page)
{
    if (page->size > 0 && !(page->size > 1 && page->text[page->size - 1] == '\n' &&
                            page->text[page->size - 2] == '\n')) {
        put(page, "\n", 1);
    }
}

/* ---- Sentences ---- */

void hv_page_say(struct hv_page *page, enum hv_word word)
{
    hv_page_add(page, 0, hv_word(word, page->language));
}

char *hv_fill(const char *sentence, const char *const *parts)
{
    size_t size = strlen(sentence) + 1;
    char *filled, *to;

    for (size_t i = 0; parts[i] != NULL; i++) {
        size += strlen(parts[i]);
    }
    filled = malloc(size);
    to = filled;
    while (filled != NULL && *sentence != '\0') {
        if (sentence[0] == '{' && sentence[1] == '}' && *parts != NULL) {
            to = mempcpy(to, *parts, strlen(*parts));
            parts++;
            sentence += 2;
        } else {
            *to++ = *sentence++;
        }
    }
    if (filled != NULL) {
        *to = '\0';
    }
    return filled;
}

void hv_page_fill_all(struct hv_page *page, enum hv_word word, const char *const *parts)
{
    char *filled = hv_fill(hv_word(word, page->language), parts);

    if (filled == NULL) {
        page->failed = true;
        return;
    }
    hv_page_add(page, 0, filled);
    explicit_bzero(filled, strlen(filled));
    free(filled);
}

const char *hv_text_in(const Houvast__V1__Text *text, enum hv_client_language language)
{
    if (text == NULL) {
        return "";
    }
    return language == HV_CLIENT_EN ? text->en : text->nl;
}

struct hv_digits hv_digits(int64_t number)
{
    struct hv_digits digits;

    snprintf(digits.text, sizeof digits.text, "%lld", (long long)number);
    return digits;
}

/* ---- Lines of a text ---- */

unsigned hv_text_lines(const char *text)
{
    unsigned lines = 0;

    for (; *text != '\0'; text++) {
        lines += *text == '\n';
    }
    return lines;
}

const char *hv_text_head_end(const char *text, unsigned lines)
{
    for (; lines > 0 && *text != '\0'; lines--) {
        text = strchrnul(text, '\n');
        text += *text != '\0';
    }
    return text;
}

const char *hv_text_tail(const char *text, unsigned lines)
{
    unsigned skip = hv_text_lines(text);

    for (skip = skip > lines ? skip - lines : 0; skip > 0; skip--) {
        text = strchr(text, '\n') + 1;
    }
    return text;
}
