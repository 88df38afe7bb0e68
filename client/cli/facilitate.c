/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

const Houvast__V1__BoardPane *lead_board(const struct lead *lead)
{
    return lead->session.device != NULL ? hv_device_board(lead->session.device) : NULL;
}

const Houvast__V1__StagePane *lead_stage(const struct lead *lead)
{
    return lead->session.device != NULL ? hv_device_stage(lead->session.device) : NULL;
}

void lead_ask(struct lead *lead)
{
    static const enum hv_word prompts[] = {
        [LEAD_PASSPHRASE_CURRENT] = HV_WORD_PROMPT_PASSPHRASE_CURRENT,
        [LEAD_CODE_PASSPHRASE] = HV_WORD_PROMPT_PASSPHRASE,
        [LEAD_PASSPHRASE] = HV_WORD_PROMPT_PASSPHRASE,
        [LEAD_PASSPHRASE_AGAIN] = HV_WORD_PROMPT_PASSPHRASE_AGAIN,
        [LEAD_CODE] = HV_WORD_PROMPT_LOGIN_CODE,
        [LEAD_CHOOSING] = HV_WORD_PROMPT_GROUP,
        [LEAD_TITLE] = HV_WORD_PROMPT_TITLE,
        [LEAD_PROGRAMME] = HV_WORD_PROMPT_PROGRAMME,
        [LEAD_COUPLES] = HV_WORD_PROMPT_COUPLE,
    };
    bool asks = lead->mode >= LEAD_PASSPHRASE_CURRENT && lead->mode <= LEAD_COUPLES;

    if (!lead->session.options->json) {
        hv_terminal_ask(lead->session.terminal,
                        asks ? hv_word(prompts[lead->mode], lead->session.language) : "> ",
                        lead->mode >= LEAD_PASSPHRASE_CURRENT &&
                            lead->mode <= LEAD_PASSPHRASE_AGAIN);
    }
}

/* ---- Waiting ---- */

void lead_wait(struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    if (board == NULL) {
        return;
    }
    lead->waits = true;
    lead->waits_run = board->run;
    lead->waits_stage = board->stage;
    lead->waits_step = board->step;
    lead->waits_meeting = board->meeting_open;
}

/* Input that is not typed goes on when everything is answered and the board shows what came of it.
 */
static void hold(struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    bool shown = board != NULL || lead->mode < LEAD_EVENING;

    if (lead->session.device == NULL) {
        return;
    }
    if (lead->waits && board != NULL &&
        (board->run != lead->waits_run || board->stage != lead->waits_stage ||
         board->step != lead->waits_step || board->meeting_open != lead->waits_meeting)) {
        lead->waits = false;
    }
    hv_session_hold(&lead->session, !shown || lead->waits || lead->mode == LEAD_CONNECTING ||
                                        lead->mode == LEAD_OPENING ||
                                        hv_device_waiting(lead->session.device) > 0);
}

/* ---- Telling what is new ---- */

static void tell_units(struct lead *lead, struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units && i < 32; i++) {
        const Houvast__V1__BoardUnit *unit = board->units[i];
        uint32_t bit = UINT32_C(1) << i;

        if (unit->online && (lead->told_online & bit) == 0 && board->meeting_open &&
            unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_EXPECTED) {
            hv_page_fill(page, HV_WORD_TELL_ONLINE, hv_digits(unit->unit).text,
                         hv_digits(unit->unit).text);
        }
        lead->told_online = unit->online && board->meeting_open ? lead->told_online | bit
                                                                : lead->told_online & ~bit;
    }
}

static uint32_t requests_of(const Houvast__V1__BoardUnit *unit)
{
    uint32_t requests = (unit->more_time ? 1u : 0u) | (uint32_t)unit->signal << 18;

    for (size_t i = 0; i < unit->n_seats && i < 8; i++) {
        requests |= (uint32_t)unit->seats[i]->signal << (2 + 2 * i);
    }
    return requests;
}

/* Which table, but not who: somebody may be looking along. */
static void
tell_requests(struct lead *lead, struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units && i < LEAD_COUPLES_MAX; i++) {
        uint32_t requests = requests_of(board->units[i]);

        if ((requests & ~lead->told_requests[i]) != 0) {
            hv_page_fill(page, HV_WORD_TELL_REQUEST, hv_digits(board->units[i]->unit).text);
        }
        lead->told_requests[i] = requests;
    }
}

static bool everyone_closed(const Houvast__V1__BoardPane *board)
{
    uint32_t closed = 0;

    for (size_t i = 0; i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            Houvast__V1__SeatState state = board->units[i]->seats[j]->state;

            if (state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY ||
                state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_WAITING) {
                return false;
            }
            closed += state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED;
        }
    }
    return closed > 0;
}

static void tell_ready(struct lead *lead, struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__Definition *definition =
        hv_agenda_exercise(board, &lead->session.definitions);
    bool ready =
        definition != NULL && hv_shape_of_unit(definition, board->stage) && everyone_closed(board);

    if (ready && !lead->told_ready) {
        hv_page_say(page, HV_WORD_TELL_READY);
    }
    lead->told_ready = ready;
}

/* A step that has just begun: what to say comes with it. */
static void tell_place(struct lead *lead, struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);
    bool step = board->step != lead->told_step;

    if (stage == NULL || stage->run != board->run || stage->stage != board->stage) {
        return;
    }
    if (lead->told_anything && lead->told_meeting == board->meeting_open && !step &&
        board->run == lead->told_run && board->stage == lead->told_stage) {
        return;
    }
    if (!lead->told_anything) {
        hv_render_board(page, board, stage, &lead->session.definitions,
                        hv_session_now(&lead->session));
        hv_page_gap(page);
        hv_page_say(page, board->meeting_open ? HV_WORD_TELL_WHERE : HV_WORD_TELL_BEGIN);
    } else {
        hv_page_gap(page);
        if (step) {
            hv_render_stage(page, stage, &lead->session.definitions);
        } else {
            hv_render_where(page, stage);
        }
    }
    lead->told_anything = true;
    lead->told_meeting = board->meeting_open;
    lead->told_step = board->step;
    lead->told_run = board->run;
    lead->last_run = board->run != 0 ? board->run : lead->last_run;
    lead->told_stage = board->stage;
    lead->pressed = false;
    if (step && board->step != 0) {
        lead->card_step = board->step;
        lead->card_short = true;
        hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_CARDS, 0, 0);
    }
}

static void tell_pause(struct lead *lead, struct hv_page *page, const Houvast__V1__BoardPane *board)
{
    if (board->paused != lead->told_paused) {
        hv_page_say(page, board->paused ? HV_WORD_TELL_PAUSED : HV_WORD_TELL_RESUMED);
    }
    lead->told_paused = board->paused;
}

static void tell(struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct hv_page page = hv_session_page(&lead->session);

    if (board != NULL && lead->mode != LEAD_PERSON && !lead->on_page) {
        tell_place(lead, &page, board);
        tell_pause(lead, &page, board);
        tell_units(lead, &page, board);
        lead_tell_guests(lead, &page);
        tell_requests(lead, &page, board);
        tell_ready(lead, &page, board);
    }
    hv_session_print(&lead->session, &page);
}

/* ---- Pages of reads ---- */

static void show_cards(struct lead *lead, const Houvast__V1__ReadPage *rows)
{
    struct hv_page page = hv_session_page(&lead->session);

    for (size_t i = 0; i < rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = rows->rows[i];

        if (row->step != lead->card_step) {
            continue;
        }
        if (lead->card_short) {
            const Houvast__V1__Text *say =
                row->card != NULL && row->say == NULL ? row->card->say : row->say;

            if (hv_text_in(say, page.language)[0] != '\0') {
                hv_page_fill(&page, HV_WORD_TELL_SAY, hv_text_in(say, page.language));
            }
        } else {
            hv_render_card(&page, row);
        }
    }
    hv_session_print(&lead->session, &page);
}

/* Of a seat on the board; empty when it is not there. */
static const char *name_of(const struct lead *lead, uint32_t seat)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    for (size_t i = 0; board != NULL && i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            if (board->units[i]->seats[j]->seat == seat) {
                return board->units[i]->seats[j]->name;
            }
        }
    }
    return "";
}

static void show_roster(struct lead *lead, const Houvast__V1__ReadPage *rows)
{
    struct hv_page page = hv_session_page(&lead->session);

    for (size_t i = 0; i < rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = rows->rows[i];

        hv_render_roster_row(&page, row,
                             row->name[0] != '\0' ? row->name : name_of(lead, row->seat));
    }
    hv_session_print(&lead->session, &page);
}

static void show_library(struct lead *lead, const Houvast__V1__ExercisesPage *exercises)
{
    struct hv_page page = hv_session_page(&lead->session);

    for (size_t i = 0; i < exercises->n_rows; i++) {
        hv_page_item(&page, 2, exercises->rows[i]->id,
                     hv_text_in(exercises->rows[i]->title, page.language));
    }
    hv_session_print(&lead->session, &page);
}

static void on_page(void *data, int asked, const struct hv_client_page *page)
{
    struct lead *lead = data;

    if (asked >= HV_ASKED_QR && lead->mode < LEAD_EVENING) {
        lead_second_factor_drawn(lead, page->qr);
        hold(lead);
        return;
    }
    if (asked >= HV_ASKED_QR) {
        lead_qr_came(lead, (uint32_t)(asked - HV_ASKED_QR), page->qr);
        hold(lead);
        return;
    }
    switch (asked) {
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS:
        lead_cards_came(lead, page->rows);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_SLIPS:
        lead_slips_came(lead, page);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_PERSON:
        lead_person_came(lead, page->rows);
        break;
    case HV_ASKED_CATALOGUE + HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_ADDRESSES:
        lead_addresses_came(lead, page->addresses);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_CARDS:
        show_cards(lead, page->rows);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_NOTES:
        lead_notes_came(lead, page);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS:
        lead_answers_came(lead, page);
        break;
    case HV_ASKED_READ + HOUVAST__V1__READ_KIND__READ_KIND_ROSTER:
        show_roster(lead, page->rows);
        break;
    case HV_ASKED_CATALOGUE + HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES:
        if (!lead_push_looked_up(lead, page)) {
            show_library(lead, page->exercises);
        }
        break;
    default:
        lead_owner_page(lead, page);
        break;
    }
    hold(lead);
}

/* ---- What comes in ---- */

static bool on_welcome(void *data, const Houvast__V1__Welcome *welcome)
{
    struct lead *lead = data;

    if (welcome->device == 0 && welcome->role == HOUVAST__V1__ROLE__ROLE_UNSPECIFIED) {
        if (lead->mode == LEAD_CONNECTING) {
            lead_owner_begin(lead);
        }
        return true;
    }
    if (welcome->role == HOUVAST__V1__ROLE__ROLE_FACILITATOR ||
        welcome->role == HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR) {
        lead->mode = lead->mode == LEAD_PERSON ? LEAD_PERSON : LEAD_EVENING;
        lead_ask(lead);
        return true;
    }
    hv_session_say(&lead->session, HV_WORD_LINK_NOT_FACILITATOR);
    return false;
}

static void on_pane(void *data, const Houvast__V1__Pane *pane)
{
    struct lead *lead = data;

    if (pane->kind == HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD ||
        pane->kind == HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE) {
        if (lead_board(lead) == NULL || !lead_add_couples(lead)) {
            tell(lead);
        }
        lead_look_at_lobby(lead);
        hold(lead);
    }
}

/* Things that speak for themselves, as the board or the stage tells them. */
static bool speaks_for_itself(int asked)
{
    return asked == HOUVAST__V1__COMMAND__WHAT_START_STEP ||
           asked == HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE ||
           asked == HOUVAST__V1__COMMAND__WHAT_PUSH_EXERCISE ||
           asked == HOUVAST__V1__COMMAND__WHAT_OPEN_MEETING ||
           asked == HOUVAST__V1__COMMAND__WHAT_INVITE ||
           asked == HOUVAST__V1__COMMAND__WHAT_DEAL_WORDS ||
           asked == HOUVAST__V1__COMMAND__WHAT_ADD_UNIT || asked >= HV_ASKED_HOUSE;
}

static enum hv_word refusal_of(const struct hv_answered *answered)
{
    bool house = answered->asked >= HV_ASKED_HOUSE && answered->asked < HV_ASKED_READ;

    if (house && answered->reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_ACCEPTED) {
        return answered->asked == HV_ASKED_HOUSE + HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE
                   ? HV_WORD_PASSPHRASE_WRONG
                   : HV_WORD_SECOND_FACTOR_WRONG;
    }
    return answered->asked ==
                   HV_ASKED_CATALOGUE + HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_SECOND_FACTOR
               ? HV_WORD_SECOND_FACTOR_NOT_YET
               : hv_word_of_refusal(answered->reply->refusal);
}

static bool is_of_person(int asked)
{
    return asked == HOUVAST__V1__COMMAND__WHAT_SET_LIGHT ||
           asked == HOUVAST__V1__COMMAND__WHAT_SET_TAG ||
           asked == HOUVAST__V1__COMMAND__WHAT_WRITE_NOTE;
}

static void on_reply(void *data, const struct hv_answered *answered)
{
    struct lead *lead = data;

    if (is_of_person(answered->asked)) {
        lead_person_answered(lead, answered);
        hold(lead);
        return;
    }
    if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        hv_session_say(&lead->session, refusal_of(answered));
        lead->waits = false;
    } else if (answered->reply->outcome == HV_CLIENT_DONE && !speaks_for_itself(answered->asked)) {
        hv_session_say(&lead->session, HV_WORD_DONE);
    }
    if (answered->asked >= HV_ASKED_HOUSE && answered->asked < HV_ASKED_READ) {
        lead_owner_reply(lead, answered);
    } else if (answered->asked == HOUVAST__V1__COMMAND__WHAT_INVITE) {
        lead_link_came(lead, answered);
    } else if (answered->asked == HOUVAST__V1__COMMAND__WHAT_DEAL_WORDS &&
               answered->reply->outcome == HV_CLIENT_DONE) {
        lead_words_dealt(lead, answered->tag);
    }
    if (lead->mode == LEAD_EVENING && lead_board(lead) != NULL) {
        lead_add_couples(lead);
    }
    hold(lead);
}

static void on_line(void *data, const char *line)
{
    struct lead *lead = data;

    if (lead_put_page_away(lead)) {
        tell(lead);
        if (line[0] == '\0') {
            return;
        }
    }
    if (lead->mode == LEAD_PERSON) {
        if (!lead_person_line(lead, line)) {
            tell(lead);
        }
    } else if (lead->mode == LEAD_EVENING) {
        lead_command(lead, line);
    } else {
        lead_owner_line(lead, line);
    }
    if (!lead->session.ending) {
        hold(lead);
    }
}

/* Someone else may have made the same move, so that the board never shows a change of ours. */
static void on_second(void *data)
{
    struct lead *lead = data;

    if (lead->waits && lead->session.device != NULL &&
        hv_device_waiting(lead->session.device) == 0) {
        lead->waits = false;
        hold(lead);
    }
}

int hv_facilitate(const struct hv_options *options)
{
    static const struct hv_session_verb verb = {
        .ask = HV_WORD_ASK_LINK_FACILITATOR,
        .way = HV_BY_PASSPHRASE,
        .on_welcome = on_welcome,
        .on_line = on_line,
        .on_pane = on_pane,
        .on_reply = on_reply,
        .on_page = on_page,
        .on_second = on_second,
    };
    struct lead *lead = calloc(1, sizeof *lead);
    int code;

    if (lead == NULL) {
        return EX_OSERR;
    }
    code = hv_session_run(&lead->session, options, &verb, lead);
    hv_page_free(&lead->slips.page);
    hv_page_free(&lead->reading);
    free(lead);
    return code;
}
