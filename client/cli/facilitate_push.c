/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An exercise of the library, now. When something is known of a couple that weighs on it, it is
 * asked first, with what that couple gets instead; never why.
 */
#include "facilitate.h"

#include <stdio.h>
#include <string.h>

/* Of its members together; a red light counts as fear. */
static uint32_t tags_of(const Houvast__V1__BoardUnit *unit)
{
    uint32_t tags = 0;

    for (size_t i = 0; i < unit->n_seats; i++) {
        tags |= unit->seats[i]->tags;
        if (unit->seats[i]->light == HOUVAST__V1__LIGHT__LIGHT_RED) {
            tags |= UINT32_C(1) << HOUVAST__V1__TAG__TAG_FEAR;
        }
    }
    return unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_AWAY ? 0 : tags;
}

static bool anything_weighs(const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units; i++) {
        if (tags_of(board->units[i]) != 0) {
            return true;
        }
    }
    return false;
}

void lead_push_anyway(struct lead *lead)
{
    lead_wait(lead);
    if (!hv_send_push(lead->session.device, lead->push.exercise, lead->push.minutes,
                      lead_board(lead)->step)) {
        lead->waits = false;
        hv_session_say(&lead->session, HV_WORD_PUSH_HOW);
    }
}

void lead_push(struct lead *lead, char *rest)
{
    const char *exercise = lead_word(&rest);

    if (*exercise == '\0' || strlen(exercise) >= sizeof lead->push.exercise) {
        hv_session_say(&lead->session, HV_WORD_PUSH_HOW);
        return;
    }
    snprintf(lead->push.exercise, sizeof lead->push.exercise, "%s", exercise);
    lead->push.minutes = lead_number(lead_word(&rest));
    lead->push.looks_up =
        anything_weighs(lead_board(lead)) &&
        hv_device_catalogue_read(lead->session.device,
                                 HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES);
    if (!lead->push.looks_up) {
        lead_push_anyway(lead);
    }
}

/* What each couple gets on which something weighs. */
static void add_couples(struct hv_page *page,
                        const Houvast__V1__BoardPane *board,
                        const Houvast__V1__Contra *contra)
{
    for (size_t i = 0; i < board->n_units; i++) {
        uint32_t tags = tags_of(board->units[i]);
        const char *number = hv_digits(board->units[i]->unit).text;

        if ((tags & contra->block) != 0) {
            hv_page_fill(page, HV_WORD_WEIGHS_LIGHT, number);
        } else if ((tags & contra->adapt) != 0) {
            hv_page_fill(page, HV_WORD_WEIGHS_SHORT, number);
        } else if ((tags & contra->warn) != 0) {
            hv_page_fill(page, HV_WORD_WEIGHS_CARE, number);
        }
    }
}

static void weigh(struct lead *lead, const Houvast__V1__Contra *contra)
{
    struct hv_page page = hv_session_page(&lead->session);

    if (contra != NULL) {
        add_couples(&page, lead_board(lead), contra);
    }
    lead->sure.asked = lead->sure.push = page.size > 0;
    if (lead->sure.asked) {
        hv_page_say(&page, HV_WORD_WEIGHS_ASK);
    } else {
        lead_push_anyway(lead);
    }
    hv_session_print(&lead->session, &page);
}

bool lead_push_looked_up(struct lead *lead, const struct hv_client_page *page)
{
    const Houvast__V1__ExercisesPage *exercises = page->exercises;
    bool asked = lead->push.looks_up;

    /* The connection was lost meanwhile; on whom it weighs is known when the board is back. */
    if (asked && lead_board(lead) == NULL) {
        lead->push.looks_up = false;
        hv_session_say(&lead->session, HV_WORD_MOMENT);
        return true;
    }
    for (size_t i = 0; i < exercises->n_rows && lead->push.looks_up; i++) {
        if (strcmp(exercises->rows[i]->id, lead->push.exercise) == 0) {
            lead->push.looks_up = false;
            weigh(lead, exercises->rows[i]->contra);
        }
    }
    if (page->last && lead->push.looks_up) {
        lead->push.looks_up = false;
        lead_push_anyway(lead); /* the server says that there is none */
    }
    return asked;
}
