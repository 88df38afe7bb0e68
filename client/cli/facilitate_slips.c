/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The slips with the two words of each person: shown on a page of their own, which leaves nothing
 * behind in the scrollback, or written to a file to be printed.
 */
#include "facilitate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void ask(struct lead *lead, uint32_t unit, uint32_t seat, const char *path)
{
    struct lead_slips *slips = &lead->slips;

    if (strlen(path) >= sizeof slips->path) {
        hv_session_say(&lead->session, HV_WORD_SLIPS_NOT_WRITTEN);
        return;
    }
    hv_page_free(&slips->page);
    slips->page = hv_session_page(&lead->session);
    slips->unit = unit;
    slips->seat = seat;
    memcpy(slips->path, path, strlen(path) + 1);
    hv_ask_read(lead->session.device, HOUVAST__V1__READ_KIND__READ_KIND_SLIPS, 0, 0);
}

/* "strookjes", "strookjes 2", or "strookjes BESTAND". */
void lead_ask_slips(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardUnit *unit;

    if (lead_number(rest) == 0) {
        ask(lead, 0, 0, rest);
        return;
    }
    unit = lead_unit(lead, rest);
    if (unit != NULL) {
        ask(lead, unit->unit, 0, "");
    }
}

void lead_words_dealt(struct lead *lead, uint32_t seat)
{
    ask(lead, 0, seat, "");
}

static void add_slip(struct hv_page *page, const Houvast__V1__ReadRow *row)
{
    hv_page_gap(page);
    hv_page_fill(page, HV_WORD_SLIP_OF, row->name, hv_digits(row->unit).text);
    if (row->words[0] != '\0') {
        hv_page_fill(page, HV_WORD_SLIP_WORDS, row->words);
    } else {
        hv_page_fill(page, HV_WORD_SLIP_USED, hv_digits(row->unit).text, row->name);
    }
}

/* For its owner alone, and never in the place of something else. */
static bool write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t size = strlen(text);
    bool done;

    if (file < 0) {
        return false;
    }
    done = write(file, text, size) == (ssize_t)size;
    return close(file) == 0 && done;
}

static void show(struct lead *lead)
{
    struct lead_slips *slips = &lead->slips;
    struct hv_page said = hv_session_page(&lead->session);

    if (slips->path[0] == '\0') {
        hv_page_gap(&slips->page);
        hv_page_say(&slips->page, HV_WORD_SLIPS_HOW);
        lead_show_page(lead, &slips->page);
    } else if (write_file(slips->path, hv_page_text(&slips->page))) {
        hv_page_fill(&said, HV_WORD_SLIPS_WRITTEN, slips->path);
    } else {
        hv_page_say(&said, HV_WORD_SLIPS_NOT_WRITTEN);
    }
    hv_session_print(&lead->session, &said);
    hv_page_free(&slips->page);
}

void lead_slips_came(struct lead *lead, const struct hv_client_page *page)
{
    struct lead_slips *slips = &lead->slips;

    if (lead->session.options->json) {
        return;
    }
    for (size_t i = 0; i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];

        if ((slips->unit == 0 || row->unit == slips->unit) &&
            (slips->seat == 0 || row->seat == slips->seat)) {
            add_slip(&slips->page, row);
        }
    }
    if (page->last) {
        show(lead);
    }
}

/* It empties the seat, and is asked first. */
void lead_deal_words(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardSeat *seat = lead_seat(lead, rest);
    struct hv_page page;

    if (seat == NULL) {
        hv_session_say(&lead->session, HV_WORD_WORDS_HOW);
        return;
    }
    page = hv_session_page(&lead->session);
    lead->sure.asked = true;
    lead->sure.words = seat->seat;
    hv_page_fill(&page, HV_WORD_SURE_WORDS, seat->name);
    hv_session_print(&lead->session, &page);
}
