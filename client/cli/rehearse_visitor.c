/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a rehearsal does for a visitor: their links, and who leads. The facilitator compares where
 * the board says the evening is with what it asked itself; so it knows when somebody else led.
 */
#include "rehearse.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "link_file.h"
#include "page.h"

enum {
    LOOK_S = 5, /* between two looks at the visitor's couple */
    LOOKS = 36  /* before it goes on without them */
};

/* ---- Links, and the words that go with them ---- */

bool hv_visitor_has(const struct rehearsal *rehearsal, const struct player *player)
{
    return rehearsal->options->visitor &&
           (player == &rehearsal->leader.console || player == &rehearsal->projector ||
            player == &rehearsal->couples[0].table);
}

static void print_links(const struct rehearsal *rehearsal, char links[3][HV_LINK_TEXT_MAX])
{
    enum hv_client_language language = rehearsal->options->language;
    const struct couple *couple = &rehearsal->couples[0];
    char *table = hv_fill(hv_word(HV_WORD_REHEARSAL_TABLE, language),
                          (const char *const[]){ couple->names[0], couple->names[1], NULL });

    printf("\n%s\n%s\n\n", hv_word(HV_WORD_REHEARSAL_CONSOLE, language), links[0]);
    printf("%s\n%s\n", table != NULL ? table : "", links[1]);
    for (int i = 0; i < 2; i++) {
        printf("  %s: %s\n", couple->names[i], couple->people[i].words);
    }
    printf("\n");
    printf("%s\n%s\n\n", hv_word(HV_WORD_REHEARSAL_PROJECTOR, language), links[2]);
    printf("%s\n\n", hv_word(HV_WORD_REHEARSAL_VISIT, language));
    free(table);
}

static void print_json(const struct rehearsal *rehearsal, char links[3][HV_LINK_TEXT_MAX])
{
    const struct couple *couple = &rehearsal->couples[0];
    json_t *object = json_pack("{s{ssssss}s{ssss}}", "links", "console", links[0], "table",
                               links[1], "projector", links[2], "words", couple->names[0],
                               couple->people[0].words, couple->names[1], couple->people[1].words);

    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

void hv_visitor_tell_links(struct rehearsal *rehearsal)
{
    const struct hv_client_address *address = &rehearsal->hall.address;
    char links[3][HV_LINK_TEXT_MAX];

    hv_link_write(address, "console", rehearsal->leader.console.token, links[0]);
    hv_link_write(address, "", rehearsal->couples[0].table.token, links[1]);
    hv_link_write(address, "projector", rehearsal->projector.token, links[2]);
    if (rehearsal->options->json) {
        print_json(rehearsal, links);
    } else {
        print_links(rehearsal, links);
    }
    fflush(stdout);
    explicit_bzero(links, sizeof links);
}

/* ---- Who leads ---- */

void hv_visitor_take_lead(struct rehearsal *rehearsal)
{
    if (!rehearsal->leader.relieved) {
        rehearsal->leader.relieved = true;
        hv_rehearse_tell(rehearsal,
                         hv_word(HV_WORD_REHEARSAL_YOU_LEAD, rehearsal->options->language));
    }
}

static void tell_end(struct rehearsal *rehearsal)
{
    hv_rehearse_tell(rehearsal, hv_word(HV_WORD_REHEARSAL_OVER, rehearsal->options->language));
}

bool hv_visitor_leads(struct rehearsal *rehearsal, const Houvast__V1__BoardPane *board)
{
    struct leader *leader = &rehearsal->leader;
    struct standing before = leader->stands;
    const struct standing now = { .meeting = board->meeting_open ? 1 : 0,
                                  .step = board->step,
                                  .run = board->run,
                                  .stage = board->stage };

    if (memcmp(&before, &now, sizeof now) != 0) {
        leader->stands = now;
        if (!leader->moving) {
            hv_visitor_take_lead(rehearsal);
        }
        leader->moving = false;
    }
    if (before.meeting != 0 && now.meeting == 0) {
        tell_end(rehearsal);
    }
    return leader->relieved || leader->ending;
}

/* ---- Waiting ---- */

static bool is_through(const Houvast__V1__BoardUnit *unit, uint32_t last)
{
    if (unit->place == NULL || unit->place->stage < last) {
        return false;
    }
    for (size_t i = 0; i < unit->n_seats; i++) {
        if (unit->seats[i]->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY ||
            unit->seats[i]->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_WAITING) {
            return false;
        }
    }
    return true;
}

static const Houvast__V1__BoardUnit *visitors(const struct rehearsal *rehearsal,
                                              const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units; i++) {
        if (board->units[i]->unit == rehearsal->couples[0].unit) {
            return board->units[i];
        }
    }
    return NULL;
}

bool hv_visitor_is_busy(struct rehearsal *rehearsal,
                        const Houvast__V1__BoardPane *board,
                        uint32_t last)
{
    struct leader *leader = &rehearsal->leader;
    const Houvast__V1__BoardUnit *unit =
        rehearsal->options->visitor ? visitors(rehearsal, board) : NULL;
    uint32_t place = board->run * 16 + last + 1;

    if (unit == NULL || !unit->online || is_through(unit, last)) {
        return false;
    }
    if (leader->waits_at != place) {
        leader->waits_at = place;
        leader->patience = LOOKS;
    }
    if (leader->patience == 0) {
        return false;
    }
    leader->patience--;
    hv_player_linger(&leader->player, LOOK_S);
    return true;
}
