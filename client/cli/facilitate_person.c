/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What facilitators know of one person: a light, tags and a note. It stands on a page of its own
 * and is typed there, so that nothing of it is left in the scrollback; what is new on the board
 * waits until that page is put away.
 */
#include "facilitate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void ask(struct lead *lead)
{
    hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_PERSON, 0,
                lead->person.seat);
}

void lead_look_at_person(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardSeat *seat = lead_seat(lead, rest);

    if (seat == NULL) {
        hv_session_say(&lead->session, HV_WORD_PERSON_WHO);
        return;
    }
    lead->person.seat = seat->seat;
    lead->person.problem = HV_WORD_COUNT;
    snprintf(lead->person.name, sizeof lead->person.name, "%s", seat->name);
    lead->mode = LEAD_PERSON;
    ask(lead);
}

void lead_person_came(struct lead *lead, const Houvast__V1__ReadPage *rows)
{
    struct hv_page page = hv_session_page(&lead->session);

    if (rows->n_rows == 0 || lead->mode != LEAD_PERSON) {
        return;
    }
    lead->person.revision = rows->rows[0]->revision;
    if (lead->person.problem != HV_WORD_COUNT) {
        hv_page_say(&page, lead->person.problem);
        hv_page_gap(&page);
        lead->person.problem = HV_WORD_COUNT;
    }
    hv_render_person(&page, rows->rows[0], lead->person.name);
    if (!lead->session.options->json) {
        hv_terminal_page(lead->session.terminal, hv_page_text(&page));
    }
    hv_page_free(&page);
}

void lead_person_answered(struct lead *lead, const struct hv_answered *answered)
{
    if (answered->reply->outcome == HV_CLIENT_REFUSED) {
        lead->person.problem = hv_word_of_refusal(answered->reply->refusal);
    }
    ask(lead);
}

/* False: it is no light. */
static bool set_light(struct lead *lead, const char *line)
{
    static const struct {
        const char *nl, *en;
        Houvast__V1__Light light;
    } lights[] = {
        { "groen", "green", HOUVAST__V1__LIGHT__LIGHT_GREEN },
        { "oranje", "orange", HOUVAST__V1__LIGHT__LIGHT_ORANGE },
        { "rood", "red", HOUVAST__V1__LIGHT__LIGHT_RED },
        { "uit", "off", HOUVAST__V1__LIGHT__LIGHT_UNSPECIFIED },
    };

    for (size_t i = 0; i < sizeof lights / sizeof lights[0]; i++) {
        if (strcasecmp(line, lights[i].nl) == 0 || strcasecmp(line, lights[i].en) == 0) {
            return hv_send_light(lead->session.device, lead->person.seat, lights[i].light);
        }
    }
    return false;
}

/* "+4" and "-4"; false: it is no tag. */
static bool set_tag(struct lead *lead, const char *line)
{
    uint32_t number = lead_number(line[0] != '\0' ? line + 1 : line);

    return (line[0] == '+' || line[0] == '-') && number >= 1 && number <= LEAD_TAGS &&
           hv_send_tag(lead->session.device, lead->person.seat, (Houvast__V1__Tag)number,
                       line[0] == '+');
}

/* "notitie TEKST", and alone to take it away; false: it is none, or too long. */
static bool write_note(struct lead *lead, const char *line)
{
    size_t size = strcspn(line, " ");
    bool note = (size == 7 && strncasecmp(line, "notitie", size) == 0) ||
                (size == 4 && strncasecmp(line, "note", size) == 0);

    return note && hv_send_note(lead->session.device, lead->person.seat,
                                line + size + strspn(line + size, " "), lead->person.revision + 1);
}

bool lead_person_line(struct lead *lead, const char *line)
{
    if (line[0] == '\0' || hv_input_way(line) == HV_WAY_BACK) {
        hv_terminal_clear(lead->session.terminal);
        lead->mode = LEAD_EVENING;
        return false;
    }
    if (!set_light(lead, line) && !set_tag(lead, line) && !write_note(lead, line)) {
        lead->person.problem = HV_WORD_PERSON_HOW;
        ask(lead);
    }
    return true;
}
