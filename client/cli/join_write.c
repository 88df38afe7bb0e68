/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Which questions ---- */

/* What a listener heard is not asked of who tells now. */
static bool is_asked(const struct join *join, const Houvast__V1__Field *field)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    return !field->listener || unit == NULL || unit->speaker != join->seat ||
           join_here(join) != HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS;
}

uint32_t join_list_fields(const struct join *join, Houvast__V1__Round round, uint32_t ret[32])
{
    const Houvast__V1__Definition *definition = join_definition(join);
    const Houvast__V1__SeatPane *seat = join_seat(join);
    uint32_t count = 0;

    for (size_t i = 0; definition != NULL && seat != NULL && i < seat->n_fields && count < 32;
         i++) {
        uint32_t field = seat->fields[i]->field;

        if (field < definition->n_fields && definition->fields[field]->round == round &&
            is_asked(join, definition->fields[field])) {
            if (ret != NULL) {
                ret[count] = field;
            }
            count++;
        }
    }
    return count;
}

void join_begin_writing(struct join *join, Houvast__V1__Round round)
{
    join->round = round;
    join->field_count = join_list_fields(join, round, join->fields);
    join->mode = JOIN_REVIEW;
    for (uint32_t i = 0; i < join->field_count; i++) {
        if (join->own[join->fields[i]].revision == 0) {
            join->mode = JOIN_FIELD;
            join->at = i;
            return;
        }
    }
}

/* ---- Pages ---- */

static bool ask_field(const struct join *join, uint32_t field, struct hv_question *ret)
{
    const Houvast__V1__Definition *definition = join_definition(join);

    if (definition == NULL || field >= definition->n_fields) {
        return false;
    }
    ret->field = definition->fields[field];
    ret->wall = hv_device_wall(join->session.device);
    ret->run = join_unit(join)->run;
    ret->in_turn = hv_shape_opens_in_turn(definition, field);
    ret->in_match = hv_shape_opens_in_match(definition, field);
    ret->only_author = (join_unit(join)->only_author >> field & 1) != 0;
    ret->nameless = (join_unit(join)->nameless >> field & 1) != 0;
    return true;
}

void join_add_question(struct join *join, struct hv_page *page)
{
    uint32_t field = join->fields[join->at];
    const struct own_answer *own = &join->own[field];
    struct hv_question question;

    if (!ask_field(join, field, &question)) {
        return;
    }
    hv_page_fill(page, HV_WORD_QUESTION_OF, hv_digits((int64_t)join->at + 1).text,
                 hv_digits(join->field_count).text);
    hv_page_gap(page);
    hv_render_question(page, &question);
    if (join->rest != NULL) {
        join_add_too_long(join, page, &question);
    } else if (own->revision > 0) {
        hv_page_gap(page);
        hv_page_say(page, HV_WORD_WAS_WRITTEN);
        hv_render_answer(page, 2, &question, own->answer, own->value);
        hv_page_say(page, HV_WORD_KEEP_HINT);
    } else {
        hv_page_say(page, HV_WORD_SKIP_HINT);
    }
    hv_page_say(page, HV_WORD_FIELD_HINT);
    if (hv_input_takes_lines(question.field)) {
        hv_page_say(page, HV_WORD_LINES_HINT);
    }
}

/* Whether there is a choice in any of these. */
static bool any_choice(const struct join *join, bool (*is_choice)(const Houvast__V1__Field *field))
{
    struct hv_question question;

    for (uint32_t i = 0; i < join->field_count; i++) {
        if (ask_field(join, join->fields[i], &question) && is_choice(question.field)) {
            return true;
        }
    }
    return false;
}

void join_add_review(struct join *join, struct hv_page *page)
{
    hv_page_say(page, HV_WORD_REVIEW);
    for (uint32_t i = 0; i < join->field_count; i++) {
        uint32_t field = join->fields[i];
        struct hv_question question;

        if (!ask_field(join, field, &question)) {
            continue;
        }
        hv_page_gap(page);
        hv_page_item(page, 0, hv_digits((int64_t)i + 1).text,
                     hv_text_in(question.field->prompt, page->language));
        hv_render_answer(page, 4, &question, join->own[field].answer, join->own[field].value);
        if (hv_shape_may_show(question.field)) {
            bool shown = (join->shows >> field & 1) != 0;
            bool group = shown && (join->to_group >> field & 1) != 0;

            hv_page_add(page, 4,
                        hv_word(group   ? HV_WORD_SHOWN_TO_GROUP
                                : shown ? HV_WORD_SHOWN
                                        : HV_WORD_KEPT,
                                page->language));
        }
    }
    hv_page_gap(page);
    if (any_choice(join, hv_shape_may_show)) {
        hv_page_say(page, HV_WORD_REVIEW_CHOOSE);
    }
    if (any_choice(join, hv_shape_may_go_to_group)) {
        hv_page_say(page, HV_WORD_REVIEW_TO_GROUP);
    }
    hv_page_say(page, HV_WORD_REVIEW_CLOSE);
}

/* ---- Lines ---- */

static bool is_word(const char *line, const char *nl, const char *en)
{
    return strcasecmp(line, nl) == 0 || strcasecmp(line, en) == 0;
}

static void next_question(struct join *join)
{
    join_drop_too_long(join);
    join->at++;
    if (join->at >= join->field_count) {
        join->mode = JOIN_REVIEW;
    }
    join_show(join);
}

/* False: it was not taken, and that was said. */
static bool save(struct join *join, uint32_t field, const struct hv_input *input)
{
    const struct hv_answer_draft *draft = &input->draft;
    uint32_t revision = join->own[field].revision + 1;
    Houvast__V1__Value value;

    if (!hv_send_save_field(join->session.device, join->run, join->seat, field, revision, draft)) {
        hv_session_say(&join->session, HV_WORD_REFUSED_BUSY);
        return false;
    }
    houvast__v1__value__init(&value);
    value.text = (char *)(uintptr_t)(draft->text != NULL ? draft->text : "");
    value.n_numbers = draft->number_count;
    value.numbers = (int32_t *)(uintptr_t)draft->numbers;
    value.n_options = draft->option_count;
    value.options = (uint32_t *)(uintptr_t)draft->options;
    value.n_cells = draft->cell_count;
    value.cells = (char **)(uintptr_t)draft->cells;
    join_remember(join, field, revision, draft->answer,
                  draft->answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN ? &value : NULL);
    return true;
}

/* The lines so far are saved too, as far as they are an answer already. */
static void save_lines(struct join *join)
{
    struct hv_question question;
    struct hv_input input;

    if (!ask_field(join, join->fields[join->at], &question) ||
        hv_input_read(&question, join->lines, &input) != HV_WORD_COUNT) {
        join->lines_saved = false;
        return;
    }
    join->lines_saved = save(join, join->fields[join->at], &input);
    hv_input_free(&input);
}

/* What is not taken is never lost: of a text that is too long the first part is saved, lines can be
 * gone on with, and anything else is shown. */
static void keep_typed(struct join *join,
                       const struct hv_question *question,
                       const char *typed,
                       enum hv_word problem)
{
    uint32_t field = join->fields[join->at];
    struct hv_page page;

    if (problem == HV_WORD_INPUT_TOO_LONG &&
        question->field->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT &&
        join_keep_too_long(join, question, typed)) {
        struct hv_input input = { .draft = { .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN,
                                             .text = join->fits } };

        save(join, field, &input);
        join_show(join);
        return;
    }
    page = hv_session_page(&join->session);
    if (problem == HV_WORD_INPUT_TOO_LONG) {
        hv_page_fill(&page, HV_WORD_CARD_TOO_LONG, hv_digits(question->field->characters).text);
    } else {
        hv_page_say(&page, problem);
    }
    if (hv_input_takes_lines(question->field)) {
        join_drop_lines(join);
        join->lines = strdup(typed);
    } else {
        hv_page_say(&page, HV_WORD_TYPED_WAS);
        hv_page_add(&page, 2, typed);
    }
    hv_session_print(&join->session, &page);
}

static void take_answer(struct join *join, const char *typed)
{
    uint32_t field = join->fields[join->at];
    struct hv_question question;
    struct hv_input input;
    enum hv_word problem;

    if (!ask_field(join, field, &question)) {
        join_leave_seat(join);
        return;
    }
    if (typed[0] == '\0' && join->own[field].revision > 0) {
        next_question(join);
        return;
    }
    problem = hv_input_read(&question, typed, &input);
    if (problem != HV_WORD_COUNT) {
        keep_typed(join, &question, typed, problem);
        return;
    }
    if (save(join, field, &input)) {
        next_question(join);
    }
    hv_input_free(&input);
}

static void leave_page(struct join *join, enum hv_way way)
{
    join_drop_lines(join);
    join_drop_too_long(join);
    if (way == HV_WAY_BACK) {
        join->at -= join->mode == JOIN_FIELD && join->at > 0;
        join->mode = join->mode == JOIN_FIELD ? JOIN_FIELD : JOIN_REVIEW;
        join_show(join);
    } else if (way == HV_WAY_REVIEW) {
        join->mode = JOIN_REVIEW;
        join_show(join);
    } else if (way == HV_WAY_WITHDRAW) {
        join_withdraw(join);
    } else {
        join_rest(join);
    }
}

bool join_go(struct join *join, enum hv_way way)
{
    bool writes =
        join->mode == JOIN_FIELD || join->mode == JOIN_REVIEW || join->mode == JOIN_SIGNAL;

    if (way == HV_WAY_NONE ||
        (!writes && (way == HV_WAY_BACK || way == HV_WAY_REVIEW || way == HV_WAY_HELP))) {
        return false;
    }
    if (way == HV_WAY_HELP) {
        hv_session_say(&join->session, join->mode == JOIN_FIELD    ? HV_WORD_HELP_FIELD
                                       : join->mode == JOIN_REVIEW ? HV_WORD_HELP_REVIEW
                                                                   : HV_WORD_SIGNAL_HOW);
    } else if (way == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (join->lines != NULL && !join->lines_saved && !join->lines_warned) {
        join->lines_warned = true;
        hv_session_say(&join->session, HV_WORD_LINES_UNSAVED);
    } else {
        leave_page(join, way);
    }
    return true;
}

void join_field_line(struct join *join, const char *line)
{
    struct hv_question question;
    bool several;
    char *typed;

    if (join_go(join, hv_input_way(line))) {
        return;
    }
    several =
        ask_field(join, join->fields[join->at], &question) && hv_input_takes_lines(question.field);
    typed = join_take_lines(join, line, several);
    if (typed != NULL) {
        take_answer(join, typed);
        explicit_bzero(typed, strlen(typed));
        free(typed);
        return;
    }
    join_check_rows(join, &question);
    if (join->lines != NULL) {
        save_lines(join);
    }
}

static void set_all(struct join *join, bool shown)
{
    struct hv_question question;

    join->shows = 0;
    join->to_group = 0;
    for (uint32_t i = 0; shown && i < join->field_count; i++) {
        if (ask_field(join, join->fields[i], &question) && hv_shape_may_show(question.field)) {
            join->shows |= UINT32_C(1) << join->fields[i];
        }
    }
    join_show(join);
}

/* A number turns showing into keeping and back; behind 'wijzig' it goes to that question. */
static void review_number(struct join *join, const char *text, bool change)
{
    unsigned long number = strtoul(text, NULL, 10);
    struct hv_question question;
    uint32_t field;

    if (number < 1 || number > join->field_count) {
        hv_session_say(&join->session, HV_WORD_HELP_REVIEW);
        return;
    }
    field = join->fields[number - 1];
    if (change) {
        join->at = (uint32_t)number - 1;
        join->mode = JOIN_FIELD;
    } else if (ask_field(join, field, &question) && hv_shape_may_show(question.field)) {
        join->shows ^= UINT32_C(1) << field;
        join->to_group &= join->shows;
    }
    join_show(join);
}

/* To the group too, which is more than showing; and back to showing. */
static void group_number(struct join *join, const char *text)
{
    unsigned long number = strtoul(text, NULL, 10);
    struct hv_question question;
    uint32_t field;

    if (number < 1 || number > join->field_count ||
        !ask_field(join, join->fields[number - 1], &question) ||
        !hv_shape_may_go_to_group(question.field)) {
        hv_session_say(&join->session, HV_WORD_REVIEW_TO_GROUP_HOW);
        return;
    }
    field = join->fields[number - 1];
    join->shows |= UINT32_C(1) << field;
    join->to_group ^= UINT32_C(1) << field;
    join_show(join);
}

void join_review_line(struct join *join, const char *line)
{
    size_t size = strcspn(line, " ");

    if (is_word(line, "dicht", "close")) {
        join->mode = JOIN_SIGNAL;
        join_show(join);
    } else if (is_word(line, "alles", "all")) {
        set_all(join, true);
    } else if (is_word(line, "niets", "nothing")) {
        set_all(join, false);
    } else if (strncasecmp(line, "wijzig", size) == 0 || strncasecmp(line, "change", size) == 0) {
        review_number(join, line + size, true);
    } else if (size > 0 &&
               (strncasecmp(line, "groep", size) == 0 || strncasecmp(line, "group", size) == 0)) {
        group_number(join, line + size);
    } else if (!join_go(join, hv_input_way(line))) {
        review_number(join, line, false);
    }
}

void join_signal_line(struct join *join, const char *line)
{
    Houvast__V1__Signal signal;

    if (join_go(join, hv_input_way(line))) {
        return;
    }
    if (!join_read_signal(line, &signal)) {
        hv_session_say(&join->session, HV_WORD_SIGNAL_HOW);
        return;
    }
    if (hv_send_close_envelope(join->session.device, join->run, join->seat, join->round,
                               join->shows, join->to_group, signal)) {
        join->mode = JOIN_CLOSING;
        join_show(join);
    }
}
