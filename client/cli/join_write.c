/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- What this person answered ---- */

static void wipe_value(struct own_answer *own)
{
    if (own->value != NULL) {
        houvast__v1__value__free_unpacked(own->value, NULL);
        own->value = NULL;
    }
}

/* The texts first: freeing alone would leave them in memory. */
static void wipe_texts(Houvast__V1__Value *value)
{
    if (value->text != NULL) {
        explicit_bzero(value->text, strlen(value->text));
    }
    for (size_t i = 0; i < value->n_cells; i++) {
        explicit_bzero(value->cells[i], strlen(value->cells[i]));
    }
}

void join_wipe_own(struct join *join)
{
    for (size_t i = 0; i < 32; i++) {
        if (join->own[i].value != NULL) {
            wipe_texts(join->own[i].value);
        }
        wipe_value(&join->own[i]);
        join->own[i] = (struct own_answer){ .revision = 0 };
    }
    join->shows = 0;
    join->field_count = 0;
}

/* A copy that is this program's own. */
static Houvast__V1__Value *copy_value(const Houvast__V1__Value *value)
{
    uint8_t *packed = malloc(houvast__v1__value__get_packed_size(value) + 1);
    Houvast__V1__Value *copy;
    size_t size;

    if (packed == NULL) {
        return NULL;
    }
    size = houvast__v1__value__pack(value, packed);
    copy = houvast__v1__value__unpack(NULL, size, packed);
    explicit_bzero(packed, size);
    free(packed);
    return copy;
}

static void remember(struct join *join,
                     uint32_t field,
                     uint32_t revision,
                     Houvast__V1__Answer answer,
                     const Houvast__V1__Value *value)
{
    struct own_answer *own = &join->own[field];

    if (revision < own->revision) {
        return;
    }
    wipe_value(own);
    own->revision = revision;
    own->answer = answer;
    own->value = value != NULL ? copy_value(value) : NULL;
}

/* What came back from the server; what was typed here since then is newer and stays. */
static void take_work(struct join *join)
{
    const Houvast__V1__WorkPane *work = hv_device_work(join->session.device, join->seat);
    const Houvast__V1__SeatPane *seat = join_seat(join);

    for (size_t i = 0; work != NULL && i < work->n_values; i++) {
        const Houvast__V1__WorkValue *value = work->values[i];

        if (value->run == join->run && value->field < 32) {
            remember(join, value->field, value->revision, value->answer, value->value);
        }
    }
    for (size_t i = 0; seat != NULL && seat->run == join->run && i < seat->n_fields; i++) {
        const Houvast__V1__FieldState *state = seat->fields[i];

        if (state->field < 32 && state->revision > join->own[state->field].revision) {
            remember(join, state->field, state->revision, state->answer, NULL);
        }
    }
}

/* ---- Which page ---- */

static bool list_fields(struct join *join, Houvast__V1__Round round)
{
    const Houvast__V1__Definition *definition = join_definition(join);
    const Houvast__V1__SeatPane *seat = join_seat(join);

    join->round = round;
    join->field_count = 0;
    for (size_t i = 0; definition != NULL && i < seat->n_fields && join->field_count < 32; i++) {
        uint32_t field = seat->fields[i]->field;

        if (field < definition->n_fields && definition->fields[field]->round == round) {
            join->fields[join->field_count++] = field;
        }
    }
    return join->field_count > 0;
}

static void first_question(struct join *join)
{
    join->mode = JOIN_REVIEW;
    for (uint32_t i = 0; i < join->field_count; i++) {
        if (join->own[join->fields[i]].revision == 0) {
            join->mode = JOIN_FIELD;
            join->at = i;
            return;
        }
    }
}

/* True: there is an envelope of this person to write, or that is closed. */
static bool choose_envelope(struct join *join)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    bool closed = false;

    for (size_t i = 0; i < seat->n_envelopes; i++) {
        const Houvast__V1__Envelope *envelope = seat->envelopes[i];

        bool closed_here = (join->closed >> envelope->round & 1) != 0;

        if (envelope->writable && !envelope->closed && !closed_here &&
            list_fields(join, envelope->round)) {
            first_question(join);
            return true;
        }
        if (envelope->closed || closed_here) {
            closed = true;
            join->round = envelope->round;
        }
    }
    join->mode = closed ? JOIN_CLOSED : JOIN_NOTHING;
    return closed;
}

/* The page of the couple tells of another exercise than this person's own: theirs is still on its
 * way. */
static bool is_behind(const struct join *join, const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    return seat->statement == NULL && seat->admitted && unit != NULL && unit->run != seat->run;
}

void join_sit_down(struct join *join)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    if (seat == NULL) {
        return;
    }
    if (is_behind(join, seat)) {
        join->mode = JOIN_UNLOCKING;
        join_show(join);
        return;
    }
    if (join->run != seat->run || join->closed_by != join->seat) {
        join_wipe_own(join);
        join->run = seat->run;
        join->closed = 0;
        join->closed_by = join->seat;
    }
    if (seat->statement != NULL) {
        join->mode = join->consented == join->seat ? JOIN_UNLOCKING : JOIN_CONSENT;
    } else if (!seat->admitted || seat->run == 0 || join_definition(join) == NULL) {
        join->mode = JOIN_NOTHING;
    } else {
        take_work(join);
        choose_envelope(join);
    }
    if (!join->is_table && (join->mode == JOIN_NOTHING || join->mode == JOIN_CLOSED)) {
        join->mode = JOIN_HOME;
    }
    join_show(join);
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
    return true;
}

static void add_consent(struct join *join, struct hv_page *page)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    hv_page_fill(page, HV_WORD_HELLO, seat->name);
    hv_page_gap(page);
    hv_page_add(page, 0, hv_text_in(seat->statement->text, page->language));
    hv_page_gap(page);
    hv_page_say(page, HV_WORD_CONSENT_ASK);
}

static void add_question(struct join *join, struct hv_page *page)
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
    if (own->revision > 0) {
        hv_page_gap(page);
        hv_page_say(page, HV_WORD_WAS_WRITTEN);
        hv_render_answer(page, 2, &question, own->answer, own->value);
        hv_page_say(page, HV_WORD_KEEP_HINT);
    } else {
        hv_page_say(page, HV_WORD_SKIP_HINT);
    }
    hv_page_say(page, HV_WORD_FIELD_HINT);
}

/* Whether somebody chooses to show or to keep any of these. */
static bool any_choice(const struct join *join)
{
    struct hv_question question;

    for (uint32_t i = 0; i < join->field_count; i++) {
        if (ask_field(join, join->fields[i], &question) && hv_shape_may_show(question.field)) {
            return true;
        }
    }
    return false;
}

static void add_review(struct join *join, struct hv_page *page)
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

            hv_page_add(page, 4, hv_word(shown ? HV_WORD_SHOWN : HV_WORD_KEPT, page->language));
        }
    }
    hv_page_gap(page);
    if (any_choice(join)) {
        hv_page_say(page, HV_WORD_REVIEW_CHOOSE);
    }
    hv_page_say(page, HV_WORD_REVIEW_CLOSE);
}

void join_show_own(struct join *join)
{
    struct hv_page page = hv_session_page(&join->session);

    join_add_top(join, &page);
    switch (join->mode) {
    case JOIN_CONSENT:
        add_consent(join, &page);
        break;
    case JOIN_FIELD:
        add_question(join, &page);
        break;
    case JOIN_REVIEW:
        add_review(join, &page);
        break;
    case JOIN_SIGNAL:
        hv_page_say(&page, HV_WORD_SIGNAL_ASK);
        break;
    case JOIN_CLOSED:
        hv_page_say(&page, HV_WORD_CLOSED_PAGE);
        break;
    case JOIN_NOTHING:
        hv_page_say(&page, HV_WORD_NOTHING_PAGE);
        break;
    case JOIN_HOME:
    case JOIN_UNLOCKING:
    case JOIN_CLOSING:
    case JOIN_JOINT:
        hv_page_say(&page, HV_WORD_MOMENT);
        break;
    }
    join_put(join, &page);
}

/* ---- Lines ---- */

static bool is_word(const char *line, const char *nl, const char *en)
{
    return strcasecmp(line, nl) == 0 || strcasecmp(line, en) == 0;
}

static void consent_line(struct join *join, const char *line)
{
    int yes = hv_input_yes(line);

    if (yes == 1) {
        hv_send_consent(join->session.device, join->seat, true, join_seat(join)->statement);
        join->consented = join->seat;
        join->mode = JOIN_UNLOCKING;
    } else if (yes == 0) {
        join->notice = HV_WORD_CONSENT_NO;
        join_leave_seat(join);
    } else {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
    }
}

static void next_question(struct join *join)
{
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
    remember(join, field, revision, draft->answer,
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
        hv_session_say(&join->session, problem);
        return;
    }
    if (save(join, field, &input)) {
        next_question(join);
    }
    hv_input_free(&input);
}

/* True: the line was no answer but said where to go. */
static bool go_by_word(struct join *join, const char *line)
{
    if (is_word(line, "hulp", "help")) {
        hv_session_say(&join->session, HV_WORD_HELP_FIELD);
    } else if (is_word(line, "terug", "back")) {
        join->at -= join->at > 0;
        join_show(join);
    } else if (is_word(line, "nakijken", "review")) {
        join->mode = JOIN_REVIEW;
        join_show(join);
    } else if (is_word(line, "slot", "lock")) {
        join_leave_seat(join);
    } else {
        return false;
    }
    return true;
}

static void field_line(struct join *join, const char *line)
{
    struct hv_question question;
    bool several;
    char *typed;

    if (join->lines == NULL && go_by_word(join, line)) {
        return;
    }
    several =
        ask_field(join, join->fields[join->at], &question) && hv_input_takes_lines(question.field);
    typed = join_take_lines(join, line, several);
    if (typed != NULL) {
        take_answer(join, typed);
        explicit_bzero(typed, strlen(typed));
        free(typed);
    } else if (join->lines != NULL) {
        save_lines(join);
    }
}

static void set_all(struct join *join, bool shown)
{
    struct hv_question question;

    join->shows = 0;
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
    }
    join_show(join);
}

static void review_line(struct join *join, const char *line)
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
    } else if (is_word(line, "slot", "lock")) {
        join_leave_seat(join);
    } else {
        review_number(join, line, false);
    }
}

static void signal_line(struct join *join, const char *line)
{
    Houvast__V1__Signal signal = HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;

    if (strcmp(line, "2") == 0) {
        signal = HOUVAST__V1__SIGNAL__SIGNAL_TALK;
    } else if (strcmp(line, "3") == 0) {
        signal = HOUVAST__V1__SIGNAL__SIGNAL_CALL;
    } else if (line[0] != '\0' && strcmp(line, "1") != 0) {
        hv_session_say(&join->session, HV_WORD_SIGNAL_HOW);
        return;
    }
    if (hv_send_close_envelope(join->session.device, join->run, join->seat, join->round,
                               join->shows, signal)) {
        join->mode = JOIN_CLOSING;
        join_show(join);
    }
}

static void closed_line(struct join *join, const char *line)
{
    if (join->mode == JOIN_CLOSED && is_word(line, "heropen", "reopen")) {
        if (hv_send_reopen_envelope(join->session.device, join->run, join->seat, join->round)) {
            join->closed &= ~(UINT32_C(1) << join->round);
        }
    } else {
        join_leave_seat(join);
    }
}

void join_own_line(struct join *join, const char *line)
{
    switch (join->mode) {
    case JOIN_CONSENT:
        consent_line(join, line);
        break;
    case JOIN_FIELD:
        field_line(join, line);
        break;
    case JOIN_REVIEW:
        review_line(join, line);
        break;
    case JOIN_SIGNAL:
        signal_line(join, line);
        break;
    case JOIN_CLOSED:
    case JOIN_NOTHING:
        closed_line(join, line);
        break;
    case JOIN_HOME:
    case JOIN_UNLOCKING:
    case JOIN_CLOSING:
    case JOIN_JOINT:
        break;
    }
}

/* ---- Replies ---- */

void join_own_reply(struct join *join, const struct hv_answered *answered)
{
    bool done = answered->reply->outcome == HV_CLIENT_DONE;

    if (answered->asked == HOUVAST__V1__COMMAND__WHAT_CLOSE_ENVELOPE) {
        if (done) {
            join->closed |= UINT32_C(1) << join->round;
            join->notice = join->is_table ? HV_WORD_CLOSED_HAND_OVER : HV_WORD_CLOSED_NOW;
            join_leave_seat(join);
        } else if (join->mode == JOIN_CLOSING) {
            join->mode = JOIN_REVIEW;
        }
    }
}
