/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

enum {
    IDLE_MOST = 600 /* seconds, then whoever comes types their words */
};

/* ---- Looking ---- */

const Houvast__V1__UnitPane *join_unit(const struct join *join)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    if (stage == NULL || !stage->meeting_open || stage->cover) {
        return NULL;
    }
    return hv_device_unit(join->session.device, join->unit);
}

const Houvast__V1__Definition *join_definition(const struct join *join)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    return unit != NULL && unit->run != 0 && unit->exercise.len > 0
               ? hv_device_definition(join->session.device, &unit->exercise)
               : NULL;
}

const Houvast__V1__SeatPane *join_seat(const struct join *join)
{
    return join->seat != 0 ? hv_device_seat(join->session.device, join->seat) : NULL;
}

/* ---- Pages ---- */

void join_add_top(struct join *join, struct hv_page *page)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    if (stage != NULL && stage->announcement[0] != '\0') {
        hv_page_fill(page, HV_WORD_ANNOUNCED, stage->announcement);
        hv_page_gap(page);
    }
    if (join->notice != HV_WORD_COUNT) {
        hv_page_say(page, join->notice);
        hv_page_gap(page);
    }
}

static enum hv_word saved_word(const struct join *join)
{
    if (!hv_device_online(join->session.device)) {
        return HV_WORD_PROMPT_OFFLINE;
    }
    return hv_device_waiting(join->session.device) > 0 ? HV_WORD_PROMPT_UNSENT
                                                       : HV_WORD_PROMPT_SAVED;
}

static bool is_writing(const struct join *join)
{
    return join->mode == JOIN_FIELD || join->mode == JOIN_REVIEW || join->mode == JOIN_SIGNAL ||
           join->mode == JOIN_CLOSING || join->mode == JOIN_JOINT;
}

static void ask(struct join *join)
{
    bool secret = join->mode == JOIN_WORDS && !join->says;
    bool unsaved = join->lines != NULL && !join->lines_saved;
    enum hv_word word = unsaved ? HV_WORD_PROMPT_LINES : saved_word(join);

    word = secret ? HV_WORD_PROMPT_SLIP : word;
    hv_terminal_ask(join->session.terminal,
                    secret || is_writing(join) ? hv_word(word, join->session.language) : "> ",
                    secret);
}

void join_put(struct join *join, struct hv_page *page)
{
    if (!join->session.options->json) {
        hv_page_gap(page);
        hv_terminal_page(join->session.terminal, hv_page_text(page));
        ask(join);
    }
    hv_page_free(page);
}

static bool is_at_door(const struct join *join)
{
    return join->mode == JOIN_GUEST || join->mode == JOIN_BINDING;
}

void join_show(struct join *join)
{
    if (join->session.device == NULL || join->session.ending) {
        return;
    }
    if (is_at_door(join)) {
        join_show_door(join);
    } else if (join->says) {
        join_show_saying(join);
    } else if (join->mode == JOIN_HOME) {
        join_show_home(join);
    } else if (join->mode == JOIN_WORDS) {
        join_show_words(join);
    } else if (join->mode == JOIN_JOINT) {
        join_show_joint(join);
    } else if (join->mode == JOIN_EARLIER) {
        join_show_earlier(join);
    } else {
        join_show_own(join);
    }
}

void join_tell(struct join *join, enum hv_word word)
{
    join->notice = word;
    join_show(join);
}

/* ---- What is being typed ---- */

static void wipe(char **text)
{
    if (*text != NULL) {
        explicit_bzero(*text, strlen(*text));
        free(*text);
        *text = NULL;
    }
}

void join_drop_lines(struct join *join)
{
    wipe(&join->lines);
    join->lines_warned = false;
}

void join_drop_too_long(struct join *join)
{
    wipe(&join->fits);
    wipe(&join->rest);
}

bool join_keep_too_long(struct join *join, const struct hv_question *question, const char *typed)
{
    size_t size;

    typed += strspn(typed, " \n");
    size = hv_input_fit(typed, question->field->characters);
    join_drop_too_long(join);
    join->fits = strndup(typed, size);
    join->rest = strdup(typed + size);
    if (join->fits == NULL || join->rest == NULL) {
        join_drop_too_long(join);
        return false;
    }
    return true;
}

void join_add_too_long(struct join *join, struct hv_page *page, const struct hv_question *question)
{
    hv_page_gap(page);
    hv_page_fill(page, HV_WORD_TOO_LONG_BY, hv_digits(hv_input_characters(join->rest)).text,
                 hv_digits(question->field->characters).text);
    hv_page_say(page, HV_WORD_TOO_LONG_FITS);
    hv_page_add(page, 2, join->fits);
    hv_page_say(page, HV_WORD_TOO_LONG_REST);
    hv_page_add(page, 2, join->rest);
    hv_page_say(page, HV_WORD_TOO_LONG_HOW);
}

/* The last line, with what is wrong with it. */
static void refuse_row(struct join *join, const struct hv_question *question, bool too_long)
{
    struct hv_page page = hv_session_page(&join->session);
    char *last = join->lines + strlen(join->lines) - 1;

    *last = '\0';
    last = strrchr(join->lines, '\n');
    last = last != NULL ? last + 1 : join->lines;
    if (too_long) {
        hv_page_fill(&page, HV_WORD_ROW_TOO_LONG, hv_digits(question->field->characters).text);
    } else {
        hv_page_fill(&page, HV_WORD_ROW_TOO_MANY, hv_digits(question->field->row_maximum).text);
    }
    hv_page_add(&page, 2, last);
    hv_session_print(&join->session, &page);
    explicit_bzero(last, strlen(last));
    if (join->lines[0] == '\0') {
        join_drop_lines(join);
    }
}

void join_check_rows(struct join *join, const struct hv_question *question)
{
    struct hv_input input;
    enum hv_word problem;

    if (join->lines == NULL || question->field->type != HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST) {
        return;
    }
    problem = hv_input_read(question, join->lines, &input);
    if (problem == HV_WORD_INPUT_TOO_LONG || problem == HV_WORD_INPUT_TOO_MANY_ROWS) {
        refuse_row(join, question, problem == HV_WORD_INPUT_TOO_LONG);
    } else if (problem == HV_WORD_COUNT) {
        hv_input_free(&input);
    }
}

/* ---- Seats ---- */

void join_leave_seat(struct join *join)
{
    if (join->is_table && join->seat != 0) {
        if (hv_device_unlocked(join->session.device) == join->seat) {
            hv_send_lock(join->session.device, join->seat);
        }
        join->seat = 0;
    }
    join_wipe_own(join);
    join_drop_lines(join);
    hv_terminal_forget(join->session.terminal);
    join->wants = false;
    join->awaited = 0; /* nobody else reads what became of it */
    join->mode = JOIN_HOME;
    join_show(join);
}

void join_rest(struct join *join)
{
    join->rests = !join->is_table;
    join->rests_in = join->run;
    join_leave_seat(join);
}

char *join_take_lines(struct join *join, const char *line, bool several)
{
    const char *before = join->lines != NULL ? join->lines : "";
    bool alone = *before == '\0' && (*line == '\0' || hv_input_is_aloud(line));
    bool ends = !several || alone || strcmp(line, ".") == 0;
    bool dot = several && ends && !alone;
    const char *const parts[] = { before, dot ? "" : line, ends ? "" : "\n", NULL };
    char *taken = hv_fill("{}{}{}", parts);

    join_drop_lines(join);
    if (ends) {
        return taken;
    }
    join->lines = taken;
    join->lines_saved = false;
    ask(join);
    return NULL;
}

/* The seat was locked by something else than whoever writes here: a break, another device. */
static bool lost_seat(const struct join *join)
{
    return join->seat != 0 && join->mode != JOIN_WORDS && join->mode != JOIN_UNLOCKING &&
           join->mode != JOIN_HOME && hv_device_online(join->session.device) &&
           hv_device_unlocked(join->session.device) != join->seat;
}

static bool lost_run(const struct join *join)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    return is_writing(join) && hv_device_online(join->session.device) && unit != NULL &&
           unit->run != join->run;
}

/* The evening went on while a page was open at a table on which nothing was asked: whoever comes
 * next chooses a name. */
static bool left_behind(const struct join *join)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    return join->is_table && join->seat != 0 &&
           (join->mode == JOIN_NOTHING || join->mode == JOIN_CLOSED) && stage != NULL &&
           (stage->run != join->sat_run || stage->step_place != join->sat_step);
}

/* A table that was left with someone's seat open does not show it to who comes next. */
static void lock_forgotten(struct join *join)
{
    uint32_t unlocked = hv_device_unlocked(join->session.device);

    if (join->is_table && join->seat == 0 && unlocked != 0 &&
        hv_device_waiting(join->session.device) == 0) {
        hv_send_lock(join->session.device, unlocked);
    }
}

/* ---- What comes in ---- */

/* Who has no place gets no pane: the page is shown at once. A script types on when it is placed. */
static void find_place(struct join *join, const Houvast__V1__Welcome *welcome)
{
    bool came = is_at_door(join);

    if (welcome->role == HOUVAST__V1__ROLE__ROLE_GUEST) {
        join->mode = JOIN_GUEST;
    } else if (welcome->role == HOUVAST__V1__ROLE__ROLE_PEN && welcome->seat == 0) {
        join->mode = JOIN_BINDING;
        hv_session_hold(&join->session, false);
    } else if (came) {
        join->mode = JOIN_HOME;
    }
    if (is_at_door(join)) {
        join_show_door(join);
    }
}

static bool on_welcome(void *data, const Houvast__V1__Welcome *welcome)
{
    struct join *join = data;

    if (welcome->role != HOUVAST__V1__ROLE__ROLE_TABLE &&
        welcome->role != HOUVAST__V1__ROLE__ROLE_PEN &&
        welcome->role != HOUVAST__V1__ROLE__ROLE_GUEST) {
        hv_session_say(&join->session, HV_WORD_LINK_NOT_TABLE);
        return false;
    }
    join->is_table = welcome->role == HOUVAST__V1__ROLE__ROLE_TABLE;
    join->unit = welcome->unit;
    if (!join->is_table) {
        join->seat = welcome->seat;
    }
    find_place(join, welcome);
    return true;
}

/* These pages depend on the seat alone: they are chosen anew whenever it changes. */
static bool waits_for_page(const struct join *join)
{
    return join->mode == JOIN_WORDS || join->mode == JOIN_UNLOCKING || join->mode == JOIN_NOTHING ||
           join->mode == JOIN_CLOSED || (!join->is_table && join->mode == JOIN_HOME);
}

/* In a break, and after the evening, there is nothing to be unlocked. */
static bool needs_no_words(const struct join *join)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    return join->mode == JOIN_WORDS && stage != NULL && (!stage->meeting_open || stage->cover);
}

/* Input that is not typed waits for what it asked, and for the page that comes of it. */
static void hold(struct join *join, bool also)
{
    hv_session_hold(&join->session, also || join->mode == JOIN_UNLOCKING ||
                                        hv_device_waiting(join->session.device) > 0);
}

/* Goes on where that is possible now: true when the page has been shown. */
static bool follow(struct join *join)
{
    if (lost_seat(join)) {
        join->notice = HV_WORD_SEAT_TAKEN;
        join_leave_seat(join);
        return true;
    }
    if (lost_run(join)) {
        join->notice = HV_WORD_RUN_ENDED;
        join_leave_seat(join);
        return true;
    }
    if (left_behind(join) || needs_no_words(join)) {
        join_leave_seat(join);
        return true;
    }
    if (join_seat(join) != NULL && waits_for_page(join)) {
        join_sit_down(join);
        return true;
    }
    return false;
}

static void on_pane(void *data, const Houvast__V1__Pane *pane)
{
    struct join *join = data;

    (void)pane;
    lock_forgotten(join);
    join_unlock_pen(join);
    if (!follow(join) && (join->mode == JOIN_HOME || join->mode == JOIN_WORDS)) {
        join_show(join);
    }
    hold(join, hv_device_stage(join->session.device) == NULL);
}

static enum hv_word word_of_refusal(const struct join *join, int refusal)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(join->session.device);

    if (join->mode == JOIN_BINDING && refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_FOUND) {
        return HV_WORD_BIND_WRONG;
    }
    if (refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_YOURS && join->is_table) {
        return HV_WORD_REFUSED_HAS_PEN;
    }
    if (refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_YET && stage != NULL && stage->cover) {
        return HV_WORD_REFUSED_IN_BREAK;
    }
    return hv_word_of_refusal(refusal);
}

/* Where somebody types it is said below, and does not draw the page anew. */
static void tell_refusal(struct join *join, const struct hv_answered *answered)
{
    enum hv_word word = word_of_refusal(join, answered->reply->refusal);

    if (answered->asked == HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT &&
        join_words_refused(join, answered->reply->refusal)) {
        return;
    }
    if (join->mode == JOIN_UNLOCKING) {
        join->mode = JOIN_HOME;
        join->seat = join->is_table ? 0 : join->seat;
    }
    if (join->mode == JOIN_CLOSING) {
        join->notice = word; /* the page that comes has it */
    } else if (is_writing(join)) {
        hv_session_say(&join->session, word);
    } else {
        join_tell(join, word);
    }
}

/* What this person wrote came, or will not come. */
static void work_came(struct join *join)
{
    if (join->earlier.reading) {
        join->earlier.reading = false;
        if (join->mode == JOIN_EARLIER) {
            join_sit_down(join);
        }
    } else if (join->reading) {
        join->reading = false;
        join->work_read = true;
        if (join->mode == JOIN_UNLOCKING) {
            join_sit_down(join);
        }
    }
}

/* The place itself comes in a moment. */
static bool is_bound(const struct hv_answered *answered)
{
    return answered->asked == HOUVAST__V1__COMMAND__WHAT_BIND_PEN &&
           answered->reply->outcome == HV_CLIENT_DONE;
}

static void on_reply(void *data, const struct hv_answered *answered)
{
    struct join *join = data;

    lock_forgotten(join);
    if (answered->asked >= HV_ASKED_READ) {
        work_came(join);
    } else if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        tell_refusal(join, answered);
    }
    join_own_reply(join, answered);
    if (!follow(join) && is_writing(join) && !join->session.options->json) {
        ask(join);
    }
    hold(join, is_bound(answered));
}

static void on_state(void *data)
{
    struct join *join = data;

    if (is_writing(join) && !join->session.options->json) {
        ask(join);
    }
}

static void on_page(void *data, int asked, const struct hv_client_page *page)
{
    struct join *join = data;

    (void)asked;
    if (join->earlier.reading) {
        join_earlier_came(join, page);
        hold(join, false);
        return;
    }
    if (join->reading) {
        join_take_rows(join, page);
    }
    if (page->last) {
        work_came(join);
    }
    on_state(join); /* one answer less is waited for */
    hold(join, false);
}

static bool is_unsaved(void *data)
{
    const struct join *join = data;

    return join->lines != NULL && !join->lines_saved;
}

static void on_line(void *data, const char *line)
{
    struct join *join = data;

    if (hv_input_way(line) == HV_WAY_AWAY) {
        hv_session_end(&join->session, EX_OK);
        return;
    }
    join->notice = HV_WORD_COUNT;
    if (is_at_door(join)) {
        join_door_line(join, line);
    } else if (join->says) {
        join_saying_line(join, line);
    } else if (join_begins_saying(line)) {
        join->says = true;
        join_show(join);
    } else if (join->mode == JOIN_HOME) {
        join_home_line(join, line);
    } else if (join->mode == JOIN_WORDS) {
        join_words_line(join, line);
    } else if (join->mode == JOIN_JOINT) {
        join_joint_line(join, line);
    } else if (join->mode == JOIN_EARLIER) {
        join_earlier_line(join, line);
    } else {
        join_own_line(join, line);
    }
    if (!join->session.ending) {
        hold(join, false);
    }
}

/* ---- Nobody types ---- */

/* A computer that sleeps ages too. */
static int64_t seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec;
}

/* A name was chosen at a table; or a pen's page opens without words, whatever it shows now. */
static bool lies_open(const struct join *join)
{
    return join->is_table ? join->seat != 0 : hv_device_has_ticket(join->session.device);
}

static void lock_if_idle(struct join *join)
{
    if (!lies_open(join) || seconds_now() - join->typed_at < IDLE_MOST) {
        return;
    }
    join->notice = HV_WORD_SEAT_IDLE;
    if (!join->is_table) {
        hv_send_lock(join->session.device, join->seat);
    }
    if (join->mode == JOIN_JOINT) {
        join_wipe_own(join); /* what is on the screen is of both */
    } else {
        join_leave_seat(join);
    }
}

/* Who wakes a computer is not who typed before it slept. */
static void on_typed(void *data)
{
    struct join *join = data;

    lock_if_idle(join);
    join->typed_at = seconds_now();
}

static void on_second(void *data)
{
    lock_if_idle(data);
}

int hv_join(const struct hv_options *options)
{
    static const struct hv_session_verb verb = {
        .ask = HV_WORD_ASK_LINK_TABLE,
        .way = HV_BY_CODE,
        .on_welcome = on_welcome,
        .on_typed = on_typed,
        .on_line = on_line,
        .on_pane = on_pane,
        .on_reply = on_reply,
        .on_page = on_page,
        .on_state = on_state,
        .on_second = on_second,
        .is_unsaved = is_unsaved,
    };
    struct join *join;
    int code;

    if (options->json && isatty(STDOUT_FILENO)) {
        fprintf(stderr, "houvast: %s\n", hv_word(HV_WORD_OPTION_JSON_SCREEN, options->language));
        return EX_USAGE;
    }
    join = calloc(1, sizeof *join);
    if (join == NULL) {
        return EX_OSERR;
    }
    join->notice = HV_WORD_COUNT;
    code = hv_session_run(&join->session, options, &verb, join);
    join_wipe_own(join);
    join_drop_lines(join);
    free(join);
    return code;
}
