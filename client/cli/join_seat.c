/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <string.h>
#include <strings.h>

/* ---- Envelopes ---- */

static bool closed_here(const struct join *join, Houvast__V1__Round round)
{
    return join->closed_by == join->seat && (join->closed >> round & 1) != 0;
}

bool join_may_write(const struct join *join, Houvast__V1__Round *ret_round)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    for (size_t i = 0; seat != NULL && i < seat->n_envelopes; i++) {
        const Houvast__V1__Envelope *envelope = seat->envelopes[i];

        if (envelope->writable && !envelope->closed && !closed_here(join, envelope->round) &&
            join_list_fields(join, envelope->round, NULL) > 0) {
            *ret_round = envelope->round;
            return true;
        }
    }
    return false;
}

bool join_has_closed(const struct join *join, Houvast__V1__Round *ret_round)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    bool found = false;

    for (size_t i = 0; seat != NULL && i < seat->n_envelopes; i++) {
        if (seat->envelopes[i]->closed || closed_here(join, seat->envelopes[i]->round)) {
            *ret_round = seat->envelopes[i]->round;
            found = true;
        }
    }
    return found;
}

/* What others write now, and who says no does not. It closes all the same, with nothing in it: so
 * nobody waits for it, or sees why. */
static bool is_due_empty(const struct join *join, Houvast__V1__Round *ret_round)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    const Houvast__V1__UnitPane *unit = join_unit(join);
    const Houvast__V1__Definition *definition = join_definition(join);

    if (seat == NULL || unit == NULL || definition == NULL || seat->statement == NULL ||
        !seat->admitted || seat->run == 0 || seat->run != unit->run) {
        return false;
    }
    for (size_t i = 0; i < seat->n_envelopes; i++) {
        Houvast__V1__Round round = seat->envelopes[i]->round;
        uint32_t fields = hv_shape_envelope(definition, unit->form, round);

        if (!seat->envelopes[i]->closed && !closed_here(join, round) &&
            hv_shape_asked(definition, fields, unit->place != NULL ? unit->place->stage : 0) &&
            join_list_fields(join, round, NULL) > 0) {
            *ret_round = round;
            return true;
        }
    }
    return false;
}

/* What was chosen to be shown when an envelope closed is chosen already when it opens again. */
static void take_shows(struct join *join)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    for (size_t i = 0; i < seat->n_fields; i++) {
        if (seat->fields[i]->shown && seat->fields[i]->field < 32) {
            join->shows |= UINT32_C(1) << seat->fields[i]->field;
            join->to_group |= (uint32_t)seat->fields[i]->to_group << seat->fields[i]->field;
        }
    }
}

void join_reopen(struct join *join)
{
    Houvast__V1__Round round;

    if (!join_has_closed(join, &round)) {
        join_tell(join, HV_WORD_REOPEN_NOTHING);
        return;
    }
    take_shows(join);
    join->rests = false;
    if (hv_send_reopen_envelope(join->session.device, join->run, join->seat, round)) {
        join->closed &= ~(UINT32_C(1) << round);
    }
}

/* ---- Which page ---- */

/* The page of the couple tells of another exercise than this person's own: theirs is still on its
 * way. */
static bool is_behind(const struct join *join, const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__UnitPane *unit = join_unit(join);

    return seat->statement == NULL && seat->admitted && unit != NULL && unit->run != seat->run;
}

static void choose_page(struct join *join, const Houvast__V1__SeatPane *seat)
{
    Houvast__V1__Round round;

    if (seat->statement != NULL) {
        join->mode = join->consented == join->seat ? JOIN_UNLOCKING : JOIN_CONSENT;
        return;
    }
    join->mode = JOIN_NOTHING;
    if (!seat->admitted || seat->run == 0 || join_definition(join) == NULL) {
        return;
    }
    join_take_work(join);
    if (join_may_write(join, &round)) {
        join_begin_writing(join, round);
    } else if (join_has_closed(join, &round)) {
        take_shows(join);
        join->mode = JOIN_CLOSED;
    }
}

/* On a pen the page of the couple is the one to be at when nothing is asked. In turns listening
 * comes first, and writing is offered there. */
static bool belongs_home(const struct join *join)
{
    if (join->is_table || join->mode == JOIN_UNLOCKING) {
        return false;
    }
    return join->mode == JOIN_NOTHING || join->mode == JOIN_CLOSED ||
           (!join->wants &&
            (join->rests || join_here(join) == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS));
}

/* What this person wrote comes back before their page is shown. */
static void fetch_work(struct join *join)
{
    if (!join->reading) {
        join->reading = hv_ask_read(join->session.device,
                                    HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK, 0, join->seat);
        join->work_read = !join->reading;
    }
    if (join->reading) {
        join->mode = JOIN_UNLOCKING;
    }
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
    join->rests = join->rests && join->rests_in == seat->run;
    choose_page(join, seat);
    if (belongs_home(join)) {
        join->mode = JOIN_HOME;
        join->wants = false;
    } else if ((join->mode == JOIN_FIELD || join->mode == JOIN_REVIEW) && !join->work_read &&
               join_lacks_work(join)) {
        fetch_work(join);
    }
    join_show(join);
}

/* ---- Pages ---- */

static void add_consent(struct join *join, struct hv_page *page)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    Houvast__V1__Round round;

    if (seat == NULL || seat->statement == NULL) {
        hv_page_say(page, HV_WORD_MOMENT);
        return;
    }
    hv_page_fill(page, HV_WORD_HELLO, seat->name);
    hv_page_gap(page);
    hv_page_add(page, 0, hv_text_in(seat->statement->text, page->language));
    hv_page_gap(page);
    if (is_due_empty(join, &round)) {
        hv_page_say(page, HV_WORD_CONSENT_CLOSES);
    }
    hv_page_say(page, HV_WORD_CONSENT_ASK);
}

/* Whose page it is. */
static void add_name(struct join *join, struct hv_page *page)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    bool writes =
        join->mode == JOIN_FIELD || join->mode == JOIN_REVIEW || join->mode == JOIN_SIGNAL;

    if (seat == NULL || join->mode == JOIN_CONSENT || join->mode == JOIN_UNLOCKING) {
        return;
    }
    hv_page_fill(page, writes ? HV_WORD_WRITES : HV_WORD_PAGE_OF, seat->name);
    hv_page_gap(page);
}

void join_show_own(struct join *join)
{
    struct hv_page page = hv_session_page(&join->session);

    join_add_top(join, &page);
    add_name(join, &page);
    switch (join->mode) {
    case JOIN_CONSENT:
        add_consent(join, &page);
        break;
    case JOIN_WITHDRAW:
        hv_page_say(&page, HV_WORD_WITHDRAW_ASK);
        break;
    case JOIN_TAKE_BACK:
        join_add_take_back(join, &page);
        break;
    case JOIN_SPLIT:
        hv_page_say(&page, HV_WORD_SPLIT_ASK);
        break;
    case JOIN_FIELD:
        join_add_question(join, &page);
        break;
    case JOIN_REVIEW:
        join_add_review(join, &page);
        break;
    case JOIN_SIGNAL:
        hv_page_say(&page, HV_WORD_SIGNAL_ASK);
        break;
    case JOIN_CLOSED:
        hv_page_say(&page, HV_WORD_CLOSED_PAGE);
        hv_render_scored(&page, join_seat(join), join_definition(join));
        break;
    case JOIN_NOTHING:
        hv_page_say(&page, HV_WORD_NOTHING_PAGE);
        break;
    case JOIN_EARLIER:
    case JOIN_HOME:
    case JOIN_WORDS:
    case JOIN_UNLOCKING:
    case JOIN_CLOSING:
    case JOIN_JOINT:
    case JOIN_GUEST:
    case JOIN_BINDING:
        hv_page_say(&page, HV_WORD_MOMENT);
        break;
    }
    join_put(join, &page);
}

/* ---- Consent ---- */

static void say_no(struct join *join)
{
    if (is_due_empty(join, &join->round) &&
        hv_send_close_envelope(join->session.device, join->run, join->seat, join->round, 0, 0,
                               HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED)) {
        join->mode = JOIN_CLOSING;
        join_show(join);
        return;
    }
    join->notice = HV_WORD_CONSENT_NO;
    join_rest(join);
}

/* Only who saw all of it can say yes to it. */
static void consent_line(struct join *join, const char *line)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    enum hv_way way = hv_input_way(line);
    int yes = hv_input_yes(line);

    if (way == HV_WAY_HELP) {
        hv_session_say(&join->session, HV_WORD_CONSENT_HELP);
    } else if (way == HV_WAY_LOCK) {
        join_rest(join);
    } else if (way == HV_WAY_QUIT) {
        hv_session_leave(&join->session);
    } else if (yes == 0) {
        say_no(join);
    } else if (hv_terminal_is_unread(join->session.terminal)) {
        hv_session_say(&join->session, HV_WORD_CONSENT_READ_ON);
    } else if (yes == 1 && seat != NULL && seat->statement != NULL) {
        hv_send_consent(join->session.device, join->seat, true, seat->statement);
        join->consented = join->seat;
        join->mode = JOIN_UNLOCKING;
    } else {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
    }
}

void join_withdraw(struct join *join)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);

    if (seat == NULL || seat->given == NULL) {
        join_tell(join, HV_WORD_WITHDRAW_NONE);
        return;
    }
    join->mode = JOIN_WITHDRAW;
    join_show(join);
}

static void withdraw_line(struct join *join, const char *line)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    int yes = hv_input_yes(line);

    if (yes < 0) {
        hv_session_say(&join->session, HV_WORD_INPUT_YES_NO);
    } else if (yes == 0 || seat == NULL || seat->given == NULL) {
        join->notice = HV_WORD_WITHDRAW_NOT;
        join->wants = true;
        join_sit_down(join);
    } else if (hv_send_consent(join->session.device, join->seat, false, seat->given)) {
        join->consented = 0;
        join_await(join, HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT, HV_WORD_WITHDRAWN);
    }
}

/* ---- Lines ---- */

static void closed_line(struct join *join, const char *line)
{
    bool reopens = strcasecmp(line, "heropen") == 0 || strcasecmp(line, "reopen") == 0;
    enum hv_way way = hv_input_way(line);

    if (join->mode == JOIN_CLOSED && reopens) {
        join_reopen(join);
    } else if (line[0] == '\0' || way == HV_WAY_BACK) {
        join_rest(join);
    } else if (way == HV_WAY_HELP) {
        hv_session_say(&join->session,
                       join->mode == JOIN_CLOSED ? HV_WORD_CLOSED_PAGE : HV_WORD_NOTHING_PAGE);
    } else if (!join_begins_right(join, line) && !join_go(join, way)) {
        hv_session_say(&join->session, HV_WORD_UNKNOWN);
    }
}

void join_own_line(struct join *join, const char *line)
{
    switch (join->mode) {
    case JOIN_CONSENT:
        consent_line(join, line);
        break;
    case JOIN_WITHDRAW:
        withdraw_line(join, line);
        break;
    case JOIN_TAKE_BACK:
        join_take_back_line(join, line);
        break;
    case JOIN_SPLIT:
        join_split_line(join, line);
        break;
    case JOIN_FIELD:
        join_field_line(join, line);
        break;
    case JOIN_REVIEW:
        join_review_line(join, line);
        break;
    case JOIN_SIGNAL:
        join_signal_line(join, line);
        break;
    case JOIN_CLOSED:
    case JOIN_NOTHING:
        closed_line(join, line);
        break;
    case JOIN_EARLIER:
    case JOIN_HOME:
    case JOIN_WORDS:
    case JOIN_UNLOCKING:
    case JOIN_CLOSING:
    case JOIN_JOINT:
    case JOIN_GUEST:
    case JOIN_BINDING:
        if (hv_input_way(line) == HV_WAY_QUIT) {
            hv_session_leave(&join->session);
        }
        break;
    }
}

/* ---- Replies ---- */

static void closing_came(struct join *join, bool done)
{
    const Houvast__V1__SeatPane *seat = join_seat(join);
    bool says_no = seat != NULL && seat->statement != NULL;

    if (done) {
        join->closed |= UINT32_C(1) << join->round;
        join->notice = join->is_table ? HV_WORD_CLOSED_HAND_OVER : HV_WORD_CLOSED_NOW;
        join->notice = says_no ? HV_WORD_CONSENT_NO_CLOSED : join->notice;
        join->rests = says_no && !join->is_table;
        join->rests_in = join->run;
        join_leave_seat(join);
    } else if (join->mode == JOIN_CLOSING) {
        join->mode = says_no ? JOIN_CONSENT : JOIN_REVIEW;
        join_show(join);
    }
}

void join_own_reply(struct join *join, const struct hv_answered *answered)
{
    bool done = answered->reply->outcome == HV_CLIENT_DONE;

    if (done && answered->asked == join->awaited) {
        join_tell_done(join, answered->asked);
    }
    if (answered->asked == HOUVAST__V1__COMMAND__WHAT_CLOSE_ENVELOPE) {
        closing_came(join, done);
    }
}
