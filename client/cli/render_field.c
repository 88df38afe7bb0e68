/* SPDX-License-Identifier: EUPL-1.2 */
#include "render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Questions ---- */

static enum hv_word word_of_visibility(const struct hv_question *question)
{
    const Houvast__V1__Field *field = question->field;

    if (question->only_author) {
        return HV_WORD_SEEN_BY_SELF;
    }
    if (question->nameless) {
        return HV_WORD_SEEN_BY_GROUP;
    }
    switch ((int)field->visibility) {
    case HOUVAST__V1__VISIBILITY__VISIBILITY_FACILITATOR:
        return field->keep == HOUVAST__V1__KEEP__KEEP_INTAKE ? HV_WORD_SEEN_BY_INTAKE
                                                             : HV_WORD_SEEN_BY_FACILITATOR;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_PARTNER:
        if (question->in_match) {
            return HV_WORD_SEEN_IN_MATCH;
        }
        return question->in_turn ? HV_WORD_SEEN_IN_TURN : HV_WORD_SEEN_BY_PARTNER;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT:
        return HV_WORD_SEEN_JOINT;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP:
        return hv_shape_may_show(field) ? HV_WORD_SEEN_BY_GROUP : HV_WORD_SEEN_AS_COUNT;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP_NAMED:
        return HV_WORD_SEEN_WITH_NAME;
    case HOUVAST__V1__VISIBILITY__VISIBILITY_RECORD:
        return HV_WORD_SEEN_FOR_RECORD;
    default:
        return HV_WORD_SEEN_BY_SELF;
    }
}

static void add_anchors(struct hv_page *page, const Houvast__V1__Field *field)
{
    const char *low = hv_text_in(field->anchor_low, page->language);
    const char *high = hv_text_in(field->anchor_high, page->language);

    if (*low != '\0') {
        hv_page_item(page, 2, hv_digits(field->minimum).text, low);
    }
    if (*high != '\0') {
        hv_page_item(page, 2, hv_digits(field->maximum).text, high);
    }
}

static void add_option(struct hv_page *page, size_t number, const char *text)
{
    char label[32];

    snprintf(label, sizeof label, "%2zu", number);
    hv_page_item(page, 2, label, text);
}

static const char *line_text(const Houvast__V1__WallItem *item, enum hv_client_language language)
{
    return item->example != NULL ? hv_text_in(item->example, language) : item->text;
}

static void add_options(struct hv_page *page, const struct hv_question *question)
{
    const Houvast__V1__WallItem *lines[HV_WALL_LINES_MAX];
    size_t count;

    for (size_t i = 0; i < question->field->n_options; i++) {
        add_option(page, i + 1, hv_text_in(question->field->options[i]->label, page->language));
    }
    if (question->field->options_from_wall) {
        count = hv_shape_wall_lines(question->wall, question->run, question->field->options_from,
                                    lines);
        for (size_t i = 0; i < count; i++) {
            add_option(page, i + 1, line_text(lines[i], page->language));
        }
        if (count == 0) {
            hv_page_say(page, HV_WORD_NO_OPTIONS);
        }
    }
}

static void add_columns(struct hv_page *page, const Houvast__V1__Field *field)
{
    char headings[512] = "";
    size_t size = 0;

    for (size_t i = 0; i < field->n_columns && size < sizeof headings; i++) {
        size += (size_t)snprintf(headings + size, sizeof headings - size, "%s%s",
                                 i > 0 ? " | " : "", hv_text_in(field->columns[i], page->language));
    }
    if (field->n_columns > 1) {
        hv_page_add(page, 2, headings);
    }
}

static void say_how(struct hv_page *page, const Houvast__V1__Field *field)
{
    switch ((int)field->type) {
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT:
        hv_page_fill(page, hv_input_takes_lines(field) ? HV_WORD_HOW_LINES : HV_WORD_HOW_TEXT,
                     hv_digits(field->characters).text);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE:
        if (field->markers > 1) {
            hv_page_fill(page, HV_WORD_HOW_MARKERS, hv_digits(field->markers).text);
        } else {
            hv_page_fill(page, HV_WORD_HOW_SCALE, hv_digits(field->minimum).text,
                         hv_digits(field->maximum).text);
        }
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ:
        if (field->pick_maximum > 1) {
            hv_page_fill(page, HV_WORD_HOW_SOME, hv_digits(field->pick_maximum).text);
        } else {
            hv_page_say(page, HV_WORD_HOW_ONE);
        }
        if (field->own_card) {
            hv_page_say(page, HV_WORD_HOW_OWN_CARD);
        }
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST:
        hv_page_fill(page, HV_WORD_HOW_LIST, hv_digits(field->row_maximum).text);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TURNS:
        hv_page_say(page, HV_WORD_HOW_TURNS);
        break;
    default:
        hv_page_say(page, HV_WORD_HOW_YES_NO);
        break;
    }
}

void hv_render_question(struct hv_page *page, const struct hv_question *question)
{
    const Houvast__V1__Field *field = question->field;

    hv_page_add(page, 0, hv_text_in(field->prompt, page->language));
    if (field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_INFO) {
        return;
    }
    hv_page_gap(page);
    add_anchors(page, field);
    add_options(page, question);
    add_columns(page, field);
    hv_page_gap(page);
    hv_page_say(page, word_of_visibility(question));
    if (hv_shape_may_go_to_group(field) && !question->only_author) {
        bool joint = field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT;
        hv_page_say(page, joint ? HV_WORD_SEEN_JOINT_TO_GROUP : HV_WORD_SEEN_MAY_GO_TO_GROUP);
    }
    say_how(page, field);
}

/* ---- Answers ---- */

static void add_numbers(struct hv_page *page,
                        unsigned indent,
                        const struct hv_question *question,
                        const Houvast__V1__Value *value)
{
    bool scale = question->field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE;
    char text[64] = "";
    size_t size = 0;

    if (!scale) {
        bool yes = value->n_numbers > 0 && value->numbers[0] == 1;

        hv_page_add(page, indent, hv_word(yes ? HV_WORD_YES : HV_WORD_NO, page->language));
        return;
    }
    for (size_t i = 0; i < value->n_numbers && size < sizeof text; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%ld", i > 0 ? " · " : "",
                                 (long)value->numbers[i]);
    }
    hv_page_add(page, indent, text);
}

static const char *
wall_line(const struct hv_question *question, uint32_t number, enum hv_client_language language)
{
    for (size_t i = 0; question->wall != NULL && i < question->wall->n_items; i++) {
        if (question->wall->items[i]->number == number) {
            return line_text(question->wall->items[i], language);
        }
    }
    return "…";
}

static void add_chosen(struct hv_page *page,
                       unsigned indent,
                       const struct hv_question *question,
                       const Houvast__V1__Value *value)
{
    for (size_t i = 0; i < value->n_options; i++) {
        uint32_t option = value->options[i];
        const char *text = "…";

        if (question->field->options_from_wall) {
            text = wall_line(question, option, page->language);
        } else if (option < question->field->n_options) {
            text = hv_text_in(question->field->options[option]->label, page->language);
        }
        hv_page_item(page, indent, "-", text);
    }
    if (value->text[0] != '\0') {
        hv_page_item(page, indent, "-", value->text);
    }
}

static void add_cells(struct hv_page *page,
                      unsigned indent,
                      const Houvast__V1__Field *field,
                      const Houvast__V1__Value *value)
{
    size_t columns = field->n_columns > 0 ? field->n_columns : 1;

    for (size_t row = 0; row + columns <= value->n_cells; row += columns) {
        const char *parts[5] = { "" };
        char *line;

        for (size_t i = 0; i < columns && i < 4; i++) {
            parts[i] = value->cells[row + i];
        }
        line = hv_fill(columns == 1   ? "{}"
                       : columns == 2 ? "{} | {}"
                       : columns == 3 ? "{} | {} | {}"
                                      : "{} | {} | {} | {}",
                       parts);
        if (line != NULL) {
            hv_page_item(page, indent, "-", line);
            explicit_bzero(line, strlen(line));
            free(line);
        }
    }
}

static void add_given(struct hv_page *page,
                      unsigned indent,
                      const struct hv_question *question,
                      const Houvast__V1__Value *value)
{
    switch ((int)question->field->type) {
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT:
        hv_page_add(page, indent, value->text);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ:
        add_chosen(page, indent, question, value);
        break;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST:
        add_cells(page, indent, question->field, value);
        break;
    default:
        add_numbers(page, indent, question, value);
        break;
    }
}

void hv_render_answer(struct hv_page *page,
                      unsigned indent,
                      const struct hv_question *question,
                      Houvast__V1__Answer answer,
                      const Houvast__V1__Value *value)
{
    enum hv_word word = HV_WORD_ANSWER_NONE;

    if (answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN && value != NULL) {
        add_given(page, indent, question, value);
        return;
    }
    if (answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN) {
        word = HV_WORD_ANSWER_GONE;
    } else if (answer == HOUVAST__V1__ANSWER__ANSWER_ALOUD) {
        word = HV_WORD_ANSWER_ALOUD;
    } else if (answer == HOUVAST__V1__ANSWER__ANSWER_SKIPPED) {
        word = HV_WORD_ANSWER_SKIPPED;
    }
    hv_page_add(page, indent, hv_word(word, page->language));
}
