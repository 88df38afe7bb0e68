/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void join_look_back(struct join *join)
{
    if (join_seat(join) == NULL) {
        join_tell(join, HV_WORD_REFUSED_LOCKED);
        return;
    }
    join->mode = JOIN_EARLIER;
    join->discards = 0;
    join_show(join);
}

/* ---- What was written ---- */

static void ask(struct join *join, Houvast__V1__ReadKind kind)
{
    join->earlier.kind = kind;
    join->earlier.reading = hv_ask_read(join->session.device, kind, 0, join->seat);
}

/* It is read anew each time it is shown: none of it is kept here. */
void join_show_earlier(struct join *join)
{
    struct hv_page page;

    if (join->discards != 0) {
        page = hv_session_page(&join->session);
        join_add_top(join, &page);
        hv_page_say(&page, HV_WORD_DISCARD_SURE);
        join_put(join, &page);
    } else if (!join->earlier.reading) {
        join_forget_earlier(join);
        join->earlier.page = hv_session_page(&join->session);
        join_add_top(join, &join->earlier.page);
        ask(join, HOUVAST__V1__READ_KIND__READ_KIND_HISTORY);
    }
}

void join_forget_earlier(struct join *join)
{
    hv_page_free(&join->earlier.page);
    if (join->earlier.definition != NULL) {
        houvast__v1__definition__free_unpacked(join->earlier.definition, NULL);
    }
    join->earlier.definition = NULL;
    join->earlier.defined = 0;
    join->earlier.count = 0;
    join->earlier.run = 0;
}

/* The rows of the same run that follow are answers of it, on other pages too. */
static void keep_definition(struct join *join, const Houvast__V1__ReadRow *row)
{
    const Houvast__V1__Definition *definition = row->definition;
    size_t size = houvast__v1__definition__get_packed_size(definition);
    uint8_t *packed = malloc(size + 1);

    if (join->earlier.definition != NULL) {
        houvast__v1__definition__free_unpacked(join->earlier.definition, NULL);
        join->earlier.definition = NULL;
    }
    join->earlier.defined = row->run;
    if (packed != NULL) {
        houvast__v1__definition__pack(definition, packed);
        join->earlier.definition = houvast__v1__definition__unpack(NULL, size, packed);
        free(packed);
    }
}

/* Of the exercise of a row. */
static void add_title(struct join *join,
                      const Houvast__V1__ReadRow *row,
                      const Houvast__V1__Definition *definition)
{
    struct hv_page *page = &join->earlier.page;
    const char *title = hv_text_in(definition->title, page->language);

    if (join->earlier.run == row->run) {
        return;
    }
    join->earlier.run = row->run;
    hv_page_gap(page);
    if (row->meeting != 0) {
        hv_page_fill(page, HV_WORD_EARLIER_MEETING, hv_digits(row->meeting).text, title);
    } else {
        hv_page_add(page, 0, title);
    }
}

static void
add_prompt(struct join *join, const Houvast__V1__ReadRow *row, const Houvast__V1__Field *field)
{
    struct join_earlier *earlier = &join->earlier;
    const char *prompt = hv_text_in(field->prompt, earlier->page.language);

    if (earlier->count == JOIN_EARLIER_MAX) {
        hv_page_item(&earlier->page, 0, "-", prompt);
        return;
    }
    earlier->answers[earlier->count++] =
        (struct earlier_answer){ .run = row->run,
                                 .field = row->field,
                                 .joint =
                                     field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT,
                                 .widened = row->widened,
                                 .let_go = row->to_group };
    hv_page_item(&earlier->page, 0, hv_digits(earlier->count).text, prompt);
}

/* Tonight's rows bring no definition: it came with the page of that exercise, if it was here. */
static const Houvast__V1__Definition *definition_of(const struct join *join,
                                                    const Houvast__V1__ReadRow *row)
{
    if (join->earlier.kind != HOUVAST__V1__READ_KIND__READ_KIND_HISTORY) {
        return hv_device_definition(join->session.device, &row->exercise);
    }
    return row->run == join->earlier.defined ? join->earlier.definition : NULL;
}

static void add_row(struct join *join, const Houvast__V1__ReadRow *row)
{
    const Houvast__V1__Definition *definition = definition_of(join, row);
    struct hv_question question = { .wall = hv_device_wall(join->session.device), .run = row->run };

    if (row->run == join->run || definition == NULL || row->field >= definition->n_fields) {
        return;
    }
    question.field = definition->fields[row->field];
    add_title(join, row, definition);
    add_prompt(join, row, question.field);
    hv_render_answer(&join->earlier.page, 4, &question, row->answer, row->value);
    if (row->widened && !row->taken_back) {
        bool joint = question.field->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_JOINT;

        hv_page_add(&join->earlier.page, 4,
                    hv_word(joint ? HV_WORD_WIDENED_JOINT_STATE : HV_WORD_WIDENED_STATE,
                            join->earlier.page.language));
    }
    if (row->taken_back) {
        hv_page_add(&join->earlier.page, 4,
                    hv_word(HV_WORD_TAKE_BACK_DONE, join->earlier.page.language));
    }
    if (row->to_group) {
        hv_page_add(&join->earlier.page, 4,
                    hv_word(HV_WORD_LET_GO_STATE, join->earlier.page.language));
    }
}

static void finish(struct join *join)
{
    struct hv_page *page = &join->earlier.page;

    hv_page_gap(page);
    hv_page_say(page, join->earlier.run != 0 ? HV_WORD_EARLIER_HOW : HV_WORD_EARLIER_NONE);
    join_put(join, page);
}

void join_earlier_came(struct join *join, const struct hv_client_page *page)
{
    join->earlier.reading = !page->last;
    if (join->mode != JOIN_EARLIER) {
        return; /* they went away meanwhile */
    }
    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];

        if (row->definition != NULL) {
            keep_definition(join, row);
        } else {
            add_row(join, row);
        }
    }
    if (page->last && join->earlier.kind == HOUVAST__V1__READ_KIND__READ_KIND_HISTORY) {
        ask(join, HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK);
    } else if (page->last) {
        finish(join);
    }
}

/* ---- Taking back ---- */

/* The answer that a number stands for; NULL: none. */
static const struct earlier_answer *answer_named(const struct join *join, const char *text)
{
    unsigned long number = strtoul(text, NULL, 10);

    return number >= 1 && number <= join->earlier.count ? &join->earlier.answers[number - 1] : NULL;
}

static void take_back(struct join *join, bool discard)
{
    if (hv_send_take_back(join->session.device, join->earlier.run, join->seat, join->earlier.fields,
                          discard)) {
        join_await(join, HOUVAST__V1__COMMAND__WHAT_TAKE_BACK,
                   discard ? HV_WORD_DISCARDED : HV_WORD_TAKEN_BACK);
    }
}

static void discard_line(struct join *join, const char *line)
{
    int yes = hv_input_yes(line);

    if (yes < 0) {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
        return;
    }
    join->discards = 0;
    if (yes == 1) {
        take_back(join, true);
    } else {
        join_tell(join, HV_WORD_NOT_DONE);
    }
}

void join_earlier_line(struct join *join, const char *line)
{
    const char *discards = join_behind_discard(line);
    const char *reads = join_behind_read(line);
    const char *group = join_behind_group(line);
    const struct earlier_answer *answer;

    if (join->discards != 0) {
        discard_line(join, line);
        return;
    }
    answer = answer_named(join, discards != NULL ? discards
                                : reads != NULL  ? reads
                                : group != NULL  ? group
                                                 : line);
    if (line[0] == '\0' || hv_input_way(line) == HV_WAY_BACK) {
        join->wants = true;
        join_sit_down(join);
    } else if (hv_input_way(line) == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (answer == NULL || (group != NULL && !answer->let_go)) { /* nothing more goes there */
        hv_session_say(&join->session, HV_WORD_EARLIER_HOW);
    } else if (reads != NULL) {
        join_widen(join, answer->run, answer->field, answer->joint, answer->widened);
    } else if (group != NULL) {
        join_let_go(join, answer->run, answer->field, true);
    } else if (answer->joint) {
        hv_session_say(&join->session, HV_WORD_TAKE_BACK_JOINT);
    } else {
        join->earlier.run = answer->run;
        join->earlier.fields = UINT32_C(1) << answer->field;
        join->discards = discards != NULL ? join->earlier.fields : 0;
        if (discards != NULL) {
            join_show(join);
        } else {
            take_back(join, false);
        }
    }
}
