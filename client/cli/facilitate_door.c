/* SPDX-License-Identifier: EUPL-1.2 */
/* The words about coming in: the lobby, guests, couple's cards; and the example that is built up.
 */
#include "facilitate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "link_file.h"

/* ---- Where people reach the server ---- */

/* Until the server says it: the address by which this program came. */
static void address_of(const struct lead *lead, char ret[HV_LINK_TEXT_MAX])
{
    if (lead->address[0] != '\0') {
        memcpy(ret, lead->address, sizeof lead->address);
    } else {
        hv_link_write_place(&lead->session.hall.address, ret);
    }
}

void lead_addresses_came(struct lead *lead, const Houvast__V1__AddressesPage *page)
{
    if (page->n_addresses > 0) {
        snprintf(lead->address, sizeof lead->address, "%s", page->addresses[0]);
    }
}

/* Once; the answer comes before that of what is asked after it. */
static void ask_address(struct lead *lead)
{
    if (lead->address[0] == '\0') {
        hv_device_catalogue_read(lead->session.device,
                                 HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_ADDRESSES);
    }
}

static const char *without_scheme(const char *address)
{
    const char *end = strstr(address, "://");

    return end != NULL ? end + 3 : address;
}

/* ---- The lobby ---- */

static void ask_lobby_qr(struct lead *lead)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);
    char address[HV_LINK_TEXT_MAX];
    char link[HV_LINK_TEXT_MAX + 16];

    address_of(lead, address);
    snprintf(link, sizeof link, "%s/#w.%s", address, stage->lobby->code);
    hv_device_qr(lead->session.device, link, 0);
}

void lead_lobby(struct lead *lead, char *rest)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);
    char *what = lead_word(&rest);

    if (strcasecmp(what, "open") == 0) {
        ask_address(lead);
        lead->shows_lobby = hv_send_lobby(lead->session.device, true);
    } else if (strcasecmp(what, "dicht") == 0 || strcasecmp(what, "closed") == 0) {
        hv_send_lobby(lead->session.device, false);
    } else if (*what != '\0') {
        hv_session_say(&lead->session, HV_WORD_LOBBY_HOW);
    } else if (stage == NULL || stage->lobby == NULL) {
        hv_session_say(&lead->session, HV_WORD_LOBBY_CLOSED);
    } else {
        ask_address(lead);
        ask_lobby_qr(lead);
    }
}

/* The code that was asked for came with the stage. */
void lead_look_at_lobby(struct lead *lead)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);

    if (lead->shows_lobby && stage != NULL && stage->lobby != NULL) {
        lead->shows_lobby = false;
        ask_lobby_qr(lead);
    }
}

static void show_lobby(struct lead *lead, struct hv_page *page)
{
    const Houvast__V1__StagePane *stage = lead_stage(lead);
    char address[HV_LINK_TEXT_MAX];

    if (stage != NULL && stage->lobby != NULL) {
        address_of(lead, address);
        hv_page_fill(page, HV_WORD_LOBBY_OPEN, without_scheme(address),
                     hv_spoken_code(stage->lobby->code).text);
    }
}

/* ---- Guests ---- */

void lead_guests(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct hv_page page = hv_session_page(&lead->session);

    (void)rest;
    for (size_t i = 0; i < board->n_guests; i++) {
        hv_page_item(&page, 2, hv_digits(board->guests[i]->device).text,
                     hv_word(board->guests[i]->online ? HV_WORD_GUEST_ONLINE : HV_WORD_UNIT_OFFLINE,
                             page.language));
    }
    hv_page_say(&page, board->n_guests > 0 ? HV_WORD_PLACE_HOW : HV_WORD_GUESTS_NONE);
    hv_session_print(&lead->session, &page);
}

void lead_place(struct lead *lead, char *rest)
{
    uint32_t guest = lead_number(lead_word(&rest));
    const Houvast__V1__BoardUnit *unit;

    if (guest == 0) {
        hv_session_say(&lead->session, HV_WORD_PLACE_HOW);
        return;
    }
    unit = lead_unit(lead, lead_word(&rest));
    if (unit != NULL) {
        hv_send_place_guest(lead->session.device, guest, unit->unit);
    }
}

void lead_tell_guests(struct lead *lead, struct hv_page *page)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    for (size_t i = 0; i < board->n_guests; i++) {
        if (board->guests[i]->device > lead->told_guest) {
            lead->told_guest = board->guests[i]->device;
            hv_page_fill(page, HV_WORD_GUESTS_WAIT, hv_digits(lead->told_guest).text);
        }
    }
}

/* ---- Couple's cards ---- */

static void ask_cards(struct lead *lead)
{
    ask_address(lead);
    hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS, 0, 0);
}

void lead_access(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardUnit *unit = NULL;

    if (*rest != '\0') {
        unit = lead_unit(lead, lead_word(&rest));
        if (unit == NULL) {
            return;
        }
    }
    lead->access_unit = unit != NULL ? unit->unit : 0;
    if (strcasecmp(rest, "nieuw") == 0 || strcasecmp(rest, "new") == 0) {
        hv_send_renew_card(lead->session.device, lead->access_unit);
    } else if (*rest != '\0') {
        hv_session_say(&lead->session, HV_WORD_ACCESS_HOW);
        return;
    }
    ask_cards(lead);
}

static struct lead_card *card_of(struct lead *lead, uint32_t unit)
{
    for (size_t i = 0; i < lead->card_count; i++) {
        if (lead->cards[i].unit == unit) {
            return &lead->cards[i];
        }
    }
    return lead->card_count < LEAD_COUPLES_MAX ? &lead->cards[lead->card_count++] : NULL;
}

static void take_card(struct lead *lead, const Houvast__V1__ReadRow *row)
{
    struct lead_card *card;
    char address[HV_LINK_TEXT_MAX];
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    if ((lead->access_unit != 0 && row->unit != lead->access_unit) ||
        row->token.len != HV_CLIENT_TOKEN_SIZE) {
        return;
    }
    card = card_of(lead, row->unit);
    if (card == NULL) {
        return;
    }
    card->unit = row->unit;
    snprintf(card->code, sizeof card->code, "%s", row->code);
    address_of(lead, address);
    hv_client_token_format(row->token.data, token);
    snprintf(card->link, sizeof card->link, "%s/#c.%s", address, token);
    hv_device_qr(lead->session.device, card->link, row->unit);
    explicit_bzero(token, sizeof token);
}

void lead_cards_came(struct lead *lead, const Houvast__V1__ReadPage *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++) {
        take_card(lead, rows->rows[i]);
    }
}

static void show_card(struct lead *lead, struct hv_page *page, struct lead_card *card)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    char address[HV_LINK_TEXT_MAX];
    char names[128] = "";
    size_t size = 0;

    for (size_t i = 0; i < board->n_units; i++) {
        const Houvast__V1__BoardUnit *unit = board->units[i];

        for (size_t j = 0; j < unit->n_seats && unit->unit == card->unit && size < sizeof names;
             j++) {
            size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", j > 0 ? " & " : "",
                                     unit->seats[j]->name);
        }
    }
    address_of(lead, address);
    hv_page_gap(page);
    hv_page_fill(page, HV_WORD_ACCESS_CARD, hv_digits(card->unit).text, names);
    hv_page_fill(page, HV_WORD_ACCESS_CODE, without_scheme(address),
                 hv_spoken_code(card->code).text);
    hv_page_line(page, card->link);
    explicit_bzero(card, sizeof *card);
}

void lead_qr_came(struct lead *lead, uint32_t unit, const Houvast__V1__QrPage *qr)
{
    struct hv_page page = hv_session_page(&lead->session);

    if (unit == 0) {
        show_lobby(lead, &page);
    }
    for (size_t i = 0; i < lead->card_count && unit != 0; i++) {
        if (lead->cards[i].unit == unit) {
            show_card(lead, &page, &lead->cards[i]);
        }
    }
    if (!hv_render_qr(&page, qr)) {
        hv_page_say(&page, HV_WORD_QR_TOO_WIDE);
    }
    hv_session_print(&lead->session, &page);
}

/* ---- The example ---- */

/* "toon" shows one answer more, "toon 0" takes it away, "toon 3" shows three. */
void lead_show(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    const Houvast__V1__BoardStep *step = hv_agenda_now(board);
    uint32_t count = board->example_shown + 1;

    if (*rest != '\0') {
        bool none = strcmp(rest, "0") == 0;

        count = lead_number(rest);
        if (count == 0 && !none) {
            hv_session_say(&lead->session, HV_WORD_SHOW_HOW);
            return;
        }
    }
    if (step == NULL || step->example_answers == 0) {
        hv_session_say(&lead->session, HV_WORD_SHOW_NONE);
    } else if (count > step->example_answers) {
        hv_session_say(&lead->session, HV_WORD_SHOW_ALL);
    } else {
        hv_send_show_example(lead->session.device, step->step, count);
    }
}
