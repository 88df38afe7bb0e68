/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/random.h>

static bool is_in_room(const Houvast__V1__BoardUnit *unit)
{
    return unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_HERE ||
           unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER ||
           unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER;
}

static bool is_drawn(const struct lead_round *round, uint32_t unit)
{
    for (size_t i = 0; i < round->count; i++) {
        if (round->units[i] == unit) {
            return true;
        }
    }
    return false;
}

/* The one of this number among those that are left; `quiet`: of those that asked nothing. NULL:
 * there are not so many. */
static const Houvast__V1__BoardUnit *left_at(const struct lead_round *round,
                                             const Houvast__V1__BoardPane *board,
                                             bool quiet,
                                             uint32_t at)
{
    for (size_t i = 0; i < board->n_units; i++) {
        const Houvast__V1__BoardUnit *unit = board->units[i];
        bool fits = is_in_room(unit) && !is_drawn(round, unit->unit) &&
                    !(quiet && hv_agenda_signalled(unit));

        if (fits && at-- == 0) {
            return unit;
        }
    }
    return NULL;
}

static uint32_t
count_left(const struct lead_round *round, const Houvast__V1__BoardPane *board, bool quiet)
{
    uint32_t count = 0;

    while (left_at(round, board, quiet, count) != NULL) {
        count++;
    }
    return count;
}

/* Tables that came since stand behind those that were drawn already. */
static void draw_round(struct lead_round *round, const Houvast__V1__BoardPane *board)
{
    while (round->count < LEAD_COUPLES_MAX && count_left(round, board, false) > 0) {
        bool quiet = round->count == 0 && count_left(round, board, true) > 0;
        uint32_t count = count_left(round, board, quiet);

        round->units[round->count] =
            left_at(round, board, quiet, hv_chance_below(&round->chance, count))->unit;
        round->first[round->count] = hv_chance_next(&round->chance);
        round->count++;
    }
}

/* Each of them apart, whoever was drawn first. */
static void add_table(struct hv_page *page, const Houvast__V1__BoardUnit *unit, uint64_t first)
{
    uint32_t people = 0;
    uint32_t listed[8];
    char *names = NULL;

    for (uint32_t i = 0; i < unit->n_seats && people < 8; i++) {
        bool away = unit->presence == HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER &&
                    unit->seats[i]->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_ABSENT;

        if (!away) {
            listed[people++] = i;
        }
    }
    for (uint32_t i = 0; i < people; i++) {
        const char *name = unit->seats[listed[(first + i) % people]]->name;
        const char *const parts[] = { names != NULL ? names : "", names != NULL ? ", " : "",
                                      name[0] != '\0' ? name : "…", NULL };
        char *longer = hv_fill("{}{}{}", parts);

        free(names);
        names = longer;
    }
    hv_page_fill(page, HV_WORD_ROUND_TABLE, hv_digits(unit->unit).text, names != NULL ? names : "");
    free(names);
}

void lead_go_round(struct lead *lead, char *rest)
{
    const Houvast__V1__BoardPane *board = lead_board(lead);
    struct lead_round *round = &lead->round;
    const char *word = lead_word(&rest);
    struct hv_page page;

    if (round->count == 0 || strcasecmp(word, "nieuw") == 0 || strcasecmp(word, "new") == 0) {
        *round = (struct lead_round){ .count = 0 };
        if (getrandom(&round->chance.state, sizeof round->chance.state, 0) !=
            (ssize_t)sizeof round->chance.state) {
            hv_session_say(&lead->session, HV_WORD_REFUSED_FAILED);
            return;
        }
    }
    draw_round(round, board);
    page = hv_session_page(&lead->session);
    hv_page_say(&page, round->count > 0 ? HV_WORD_ROUND_HOW : HV_WORD_ROUND_NONE);
    for (size_t i = 0; i < round->count; i++) {
        for (size_t j = 0; j < board->n_units; j++) {
            if (board->units[j]->unit == round->units[i]) {
                add_table(&page, board->units[j], round->first[i]);
            }
        }
    }
    hv_session_print(&lead->session, &page);
}
