/* SPDX-License-Identifier: EUPL-1.2 */
/* What people wrote, and whatever else leaves nothing behind in the scrollback: on a page of its
 * own, until the next line. */
#include "facilitate.h"

void lead_show_page(struct lead *lead, struct hv_page *page)
{
    if (!lead->session.options->json) {
        hv_terminal_page(lead->session.terminal, hv_page_text(page));
        lead->on_page = true;
    }
    hv_page_free(page);
}

bool lead_put_page_away(struct lead *lead)
{
    bool shown = lead->on_page;

    if (shown) {
        hv_terminal_clear(lead->session.terminal);
        lead->on_page = false;
    }
    return shown;
}

static struct hv_page *page_of_reading(struct lead *lead)
{
    if (lead->reading.text == NULL) {
        lead->reading = hv_session_page(&lead->session);
    }
    return &lead->reading;
}

static void show_reading(struct lead *lead)
{
    hv_page_gap(&lead->reading);
    hv_page_say(&lead->reading, HV_WORD_PAGE_BACK);
    lead_show_page(lead, &lead->reading);
}

void lead_notes_came(struct lead *lead, const struct hv_client_page *came)
{
    struct hv_page *page = page_of_reading(lead);

    if (lead->listing_notes) {
        lead->note_count = 0;
        lead->listing_notes = false;
    }
    for (size_t i = 0; i < came->rows->n_rows && lead->note_count < LEAD_NOTES_MAX; i++) {
        const Houvast__V1__ReadRow *row = came->rows->rows[i];

        if (lead->note_count == 0) {
            hv_page_say(page, HV_WORD_NOTES);
        }
        lead->notes[lead->note_count++] =
            (struct lead_note){ .run = row->run, .field = row->field, .note = row->note };
        hv_render_note(page, row, (uint32_t)lead->note_count, &lead->session.definitions);
    }
    if (came->last && lead->note_count == 0) {
        hv_session_say(&lead->session, HV_WORD_NOTES_NONE);
    } else if (came->last) {
        hv_page_say(page, HV_WORD_NOTES_HOW);
        show_reading(lead);
    }
}

void lead_answers_came(struct lead *lead, const struct hv_client_page *came)
{
    struct hv_page *page = page_of_reading(lead);

    for (size_t i = 0; i < came->rows->n_rows; i++) {
        hv_render_given(page, came->rows->rows[i], &lead->session.definitions);
    }
    if (came->last && page->size == 0) {
        hv_session_say(&lead->session, HV_WORD_ANSWERS_NONE);
    } else if (came->last) {
        show_reading(lead);
    }
}
