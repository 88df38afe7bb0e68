/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Reading ---- */

char *lead_word(char **rest)
{
    char *word = *rest + strspn(*rest, " ");
    char *end = word + strcspn(word, " ");

    *rest = *end == '\0' ? end : end + 1 + strspn(end + 1, " ");
    *end = '\0';
    return word;
}

uint32_t lead_number(const char *text)
{
    char *end;
    unsigned long number;

    errno = 0;
    number = strtoul(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && number <= UINT32_MAX
               ? (uint32_t)number
               : 0;
}

const Houvast__V1__BoardUnit *lead_unit(struct lead *lead, const char *text)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    uint32_t number = lead_number(text);

    for (size_t i = 0; i < board->n_units; i++) {
        if (board->units[i]->unit == number) {
            return board->units[i];
        }
    }
    hv_session_say(&lead->session, HV_WORD_WHICH_COUPLE);
    return NULL;
}

/* The member of a couple with this name. */
static const Houvast__V1__BoardSeat *seat_named(const Houvast__V1__BoardUnit *unit,
                                                const char *name)
{
    for (size_t i = 0; i < unit->n_seats; i++) {
        if (strcasecmp(unit->seats[i]->name, name) == 0) {
            return unit->seats[i];
        }
    }
    return NULL;
}

const Houvast__V1__BoardSeat *lead_seat(struct lead *lead, char *rest)
{
    char *couple = lead_word(&rest);
    const Houvast__V1__BoardUnit *unit = *couple != '\0' ? lead_unit(lead, couple) : NULL;

    return unit != NULL ? seat_named(unit, rest) : NULL;
}

/* ---- Who is here ---- */

/* Whoever lets people in has an evening: the first one is opened when none is. */
static void mark(struct lead *lead, uint32_t unit, Houvast__V1__Presence presence, uint32_t seat)
{
    if (!lead_board(lead)->meeting_open) {
        lead_wait(lead);
        hv_send_open_meeting(lead->session.device, 0, false);
    }
    hv_send_mark_presence(lead->session.device, unit, presence, seat);
}

static void mark_both(struct lead *lead, char *rest, Houvast__V1__Presence presence)
{
    const Houvast__V1__BoardUnit *unit = lead_unit(lead, lead_word(&rest));

    if (unit != NULL) {
        mark(lead, unit->unit, presence, 0);
    }
}

void lead_here(struct lead *lead, char *rest)
{
    mark_both(lead, rest, HOUVAST__V1__PRESENCE__PRESENCE_HERE);
}

void lead_paper(struct lead *lead, char *rest)
{
    mark_both(lead, rest, HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER);
}

void lead_away(struct lead *lead, char *rest)
{
    mark_both(lead, rest, HOUVAST__V1__PRESENCE__PRESENCE_AWAY);
}

void lead_one(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardUnit *unit = lead_unit(lead, lead_word(&rest));
    const Houvast__V1__BoardSeat *seat = unit != NULL ? seat_named(unit, rest) : NULL;

    if (unit != NULL && seat == NULL) {
        hv_session_say(&lead->session, HV_WORD_WHICH_NAME);
    } else if (seat != NULL) {
        mark(lead, unit->unit, HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER, seat->seat);
    }
}

void lead_couple(struct lead *lead, char *rest)
{
    char typed[2][HV_NAME_SIZE];
    const char *const names[] = { typed[0], typed[1] };
    enum hv_word problem = hv_names_read(rest, typed);

    if (problem == HV_WORD_COUNT && !hv_send_add_unit(lead->session.device, names, 2)) {
        problem = HV_WORD_REFUSED_BUSY;
    }
    if (problem != HV_WORD_COUNT) {
        hv_session_say(&lead->session, problem);
    }
}

/* ---- Links ---- */

void lead_ask_link(struct lead *lead,
                   Houvast__V1__Role role,
                   uint32_t unit,
                   uint32_t seat,
                   const char *name)
{
    struct lead_invite *invite = &lead->invites[lead->invite_count % LEAD_INVITES_MAX];

    if (hv_send_invite(lead->session.device, role, unit, seat)) {
        invite->role = role;
        invite->unit = unit;
        snprintf(invite->name, sizeof invite->name, "%s", name);
        lead->invite_count++;
    }
}

static enum hv_word word_of_link(Houvast__V1__Role role)
{
    switch ((int)role) {
    case HOUVAST__V1__ROLE__ROLE_TABLE:
        return HV_WORD_LINK_TABLE;
    case HOUVAST__V1__ROLE__ROLE_PEN:
        return HV_WORD_LINK_PEN;
    case HOUVAST__V1__ROLE__ROLE_PROJECTOR:
        return HV_WORD_LINK_PROJECTOR;
    default:
        return HV_WORD_LINK_CO_FACILITATOR;
    }
}

static const char *page_of_link(Houvast__V1__Role role)
{
    return role == HOUVAST__V1__ROLE__ROLE_PROJECTOR        ? "projector"
           : role == HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR ? "console"
                                                            : "";
}

void lead_link_came(struct lead *lead, const struct hv_answered *answered)
{
    const struct lead_invite *invite;
    struct hv_page page = hv_session_page(&lead->session);
    char link[HV_LINK_TEXT_MAX];

    if (lead->invite_at == lead->invite_count) {
        return;
    }
    invite = &lead->invites[lead->invite_at++ % LEAD_INVITES_MAX];
    if (answered->reply->outcome != HV_CLIENT_DONE || answered->reply->token == NULL) {
        return;
    }
    hv_link_write(&lead->session.hall.address, page_of_link(invite->role), answered->reply->token,
                  link);
    hv_page_fill(&page, word_of_link(invite->role), hv_digits(invite->unit).text, invite->name);
    hv_page_line(&page, link);
    if (lead->couple_count > 0 && lead->links_told && lead->invite_at == lead->invite_count &&
        !lead_board(lead)->meeting_open) {
        lead->couple_count = 0; /* all of them are there, and it is said once */
        hv_page_gap(&page);
        hv_page_say(&page, HV_WORD_TELL_BEGIN);
    }
    hv_session_print(&lead->session, &page);
    explicit_bzero(link, sizeof link);
}

static void invite_pens(struct lead *lead, const Houvast__V1__BoardUnit *unit)
{
    for (size_t i = 0; i < unit->n_seats; i++) {
        lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_PEN, unit->unit, unit->seats[i]->seat,
                      unit->seats[i]->name);
    }
}

static void invite_table(struct lead *lead, const Houvast__V1__BoardUnit *unit)
{
    char names[96] = "";
    size_t size = 0;

    for (size_t i = 0; i < unit->n_seats && size < sizeof names; i++) {
        size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", i > 0 ? " & " : "",
                                 unit->seats[i]->name);
    }
    lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_TABLE, unit->unit, 0, names);
}

void lead_invite(struct lead *lead, char *rest)
{
    char *what = lead_word(&rest);
    const Houvast__V1__BoardUnit *unit;

    if (strcasecmp(what, "projector") == 0) {
        lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0, "");
    } else if (strcasecmp(what, "begeleider") == 0 || strcasecmp(what, "facilitator") == 0) {
        lead_ask_link(lead, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0, 0, "");
    } else {
        unit = lead_unit(lead, what);
        if (unit != NULL && (strcasecmp(rest, "pennen") == 0 || strcasecmp(rest, "pens") == 0)) {
            invite_pens(lead, unit);
        } else if (unit != NULL) {
            invite_table(lead, unit);
        }
    }
}

void lead_remove(struct lead *lead, char *rest)
{
    uint32_t number = lead_number(lead_word(&rest));

    if (number == 0) {
        hv_session_say(&lead->session, HV_WORD_REMOVE_HOW);
    } else {
        hv_send_remove_device(lead->session.device, number);
    }
}

void lead_roster(struct lead *lead, char *rest)
{
    (void)rest;
    hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER, 0, 0);
}

/* ---- One couple tonight ---- */

void lead_seen(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardUnit *unit = lead_unit(lead, lead_word(&rest));

    if (unit == NULL) {
        return;
    }
    if (unit->more_time) {
        hv_send_handle_request(lead->session.device, unit->unit, false);
    }
    if (hv_agenda_signalled(unit)) {
        hv_send_handle_request(lead->session.device, unit->unit, true);
    }
}

static void deal(struct lead *lead, char *rest, Houvast__V1__Form form)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    const Houvast__V1__BoardUnit *unit = lead_unit(lead, lead_word(&rest));

    if (unit != NULL && board->run == 0) {
        hv_session_say(&lead->session, HV_WORD_NO_EXERCISE);
    } else if (unit != NULL) {
        hv_send_deal_form(lead->session.device, board->run, unit->unit, form);
    }
}

void lead_light(struct lead *lead, char *rest)
{
    deal(lead, rest, HOUVAST__V1__FORM__FORM_LIGHT);
}

void lead_short(struct lead *lead, char *rest)
{
    deal(lead, rest, HOUVAST__V1__FORM__FORM_SHORT);
}

void lead_full(struct lead *lead, char *rest)
{
    deal(lead, rest, HOUVAST__V1__FORM__FORM_FULL);
}

void lead_sharing(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    char *what = lead_word(&rest);
    bool shut = strcasecmp(what, "dicht") == 0 || strcasecmp(what, "closed") == 0;
    uint32_t unit = 0;

    if (!shut && strcasecmp(what, "open") != 0) {
        hv_session_say(&lead->session, HV_WORD_SHARING_HOW);
        return;
    }
    if (board->run == 0) {
        hv_session_say(&lead->session, HV_WORD_NO_EXERCISE);
        return;
    }
    if (*rest != '\0') {
        const Houvast__V1__BoardUnit *found = lead_unit(lead, lead_word(&rest));

        if (found == NULL) {
            return;
        }
        unit = found->unit;
    }
    hv_send_sharing(lead->session.device, board->run, unit, !shut);
}

/* What each question is seen by as it stands; a word only where it was narrowed. */
static void list_fields(struct lead *lead, const Houvast__V1__Definition *definition)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct hv_page page = hv_session_page(&lead->session);

    for (size_t i = 0; i < definition->n_fields && i < 32; i++) {
        bool self = (board->only_author >> i & 1) != 0;

        if (definition->fields[i]->type == HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_INFO) {
            continue;
        }
        hv_page_item(&page, 0, hv_digits((int64_t)i + 1).text,
                     hv_text_in(definition->fields[i]->prompt, page.language));
        if (self || (board->nameless >> i & 1) != 0) {
            hv_page_add(
                &page, 4,
                hv_word(self ? HV_WORD_NARROW_SELF : HV_WORD_NARROW_NAMELESS, page.language));
        }
    }
    hv_page_say(&page, HV_WORD_NARROW_HOW);
    hv_session_print(&lead->session, &page);
}

void lead_narrow(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    const Houvast__V1__Definition *definition =
        hv_agenda_exercise(board, &lead->session.definitions);
    uint32_t number = lead_number(lead_word(&rest));
    char *how = lead_word(&rest);
    bool nameless = strcasecmp(how, "naamloos") == 0 || strcasecmp(how, "nameless") == 0;

    if (definition == NULL || board->run == 0) {
        hv_session_say(&lead->session, HV_WORD_NO_EXERCISE);
    } else if (number == 0 || number > definition->n_fields || (*how != '\0' && !nameless)) {
        list_fields(lead, definition);
    } else {
        hv_send_narrow(lead->session.device, board->run, number - 1,
                       nameless ? HOUVAST__V1__VISIBILITY__VISIBILITY_GROUP
                                : HOUVAST__V1__VISIBILITY__VISIBILITY_SELF);
    }
}

/* It stays so, and is asked first. */
void lead_split(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardSeat *seat = lead_seat(lead, rest);
    struct hv_page page;

    if (seat == NULL) {
        hv_session_say(&lead->session, HV_WORD_SPLIT_HOW);
        return;
    }
    page = hv_session_page(&lead->session);
    lead->sure.asked = true;
    lead->sure.split = seat->seat;
    hv_page_fill(&page, HV_WORD_SURE_SPLIT, seat->name);
    hv_session_print(&lead->session, &page);
}

/* ---- The wall ---- */

/* The run whose lines are meant: the one under way, or else the last one that was. */
static uint32_t run_of_wall(const struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    return board->run != 0 ? board->run : lead->last_run;
}

void lead_wall(struct lead *lead, char *rest)
{
    const Houvast__V1__WallPane *wall = hv_device_wall(lead->session.device);
    struct hv_page page = hv_session_page(&lead->session);

    (void)rest;
    if (wall == NULL || (wall->n_items == 0 && wall->example == NULL)) {
        hv_page_say(&page, HV_WORD_WALL_EMPTY);
    } else {
        hv_render_wall(&page, wall, &lead->session.definitions, NULL);
    }
    hv_session_print(&lead->session, &page);
    if (run_of_wall(lead) != 0) {
        lead->listing_notes = hv_ask_read(
            lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_NOTES, run_of_wall(lead), 0);
    }
}

static void pick(struct lead *lead, char *rest, bool on_wall)
{
    uint32_t number = lead_number(lead_word(&rest));

    if (number < 1 || number > lead->note_count) {
        hv_session_say(&lead->session, HV_WORD_PICK_HOW);
        return;
    }
    hv_send_pick_note(lead->session.device, lead->notes[number - 1].run,
                      lead->notes[number - 1].field, lead->notes[number - 1].note, on_wall);
}

void lead_pick(struct lead *lead, char *rest)
{
    pick(lead, rest, true);
}

/* "haal weg 3", or "haal 3". */
void lead_unpick(struct lead *lead, char *rest)
{
    if (strncasecmp(rest, "weg ", 4) == 0) {
        rest += 4;
    }
    pick(lead, rest, false);
}

void lead_example(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    uint32_t number = lead_number(lead_word(&rest));

    if (board->run == 0) {
        hv_session_say(&lead->session, HV_WORD_NO_EXERCISE);
    } else if (number == 0) {
        hv_session_say(&lead->session, HV_WORD_EXAMPLE_HOW);
    } else {
        hv_send_pick_example(lead->session.device, board->run, number - 1);
    }
}

/* What was said aloud can be tapped as an option too, where the exercise asks that of its lines. */
static int field_of_lines(const struct lead *lead)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    const Houvast__V1__Definition *definition =
        hv_agenda_exercise(board, &lead->session.definitions);

    for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        if (definition->fields[i]->options_from_wall) {
            return (int)definition->fields[i]->options_from;
        }
    }
    return -1;
}

void lead_write(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);

    if (*rest == '\0' || !hv_send_write_wall(lead->session.device, board->run,
                                             board->run != 0 ? field_of_lines(lead) : -1, rest)) {
        hv_session_say(&lead->session, HV_WORD_WRITE_HOW);
    }
}

void lead_clear(struct lead *lead, char *rest)
{
    (void)rest;
    hv_send_clear_wall(lead->session.device);
}

void lead_answers(struct lead *lead, char *rest)
{
    uint32_t run = run_of_wall(lead);

    (void)rest;
    if (run == 0) {
        hv_session_say(&lead->session, HV_WORD_ANSWERS_NONE);
    } else {
        hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_ANSWERS, run, 0);
    }
}
