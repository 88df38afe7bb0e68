/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a group comes together. The owner makes the group; its first facilitator adds the couples and
 * invites a projector and a colleague; couples come in every way there is:
 *
 *     couple 1, 4, …   table: the code of its card, typed; two pens: the card, scanned, and then
 *                      each the code of its own seat (couples.c)
 *     couple 2, 5, …   table: a link
 *     couple 3, 6, …   table: through the lobby, as a guest, until a facilitator places it
 *
 * What the people at the other side of the door do is in arrivals.c.
 */
#ifndef TESTS_SIM_DOOR_H
#define TESTS_SIM_DOOR_H

#include "tests/sim/people.h"

/* The owner asks for the group, until it is there; the reply brings its first facilitator. */
void door_make_group(struct device *owner);
void door_group_answered(struct device *owner, const struct hv_client_reply *reply);

/* The next thing that has to be asked for before an evening can begin. False: nothing any more. */
bool door_set_up(struct device *facilitator);

/* What was asked for is there, or is asked for again. A reply to anything else means nothing. */
void door_wish_answered(struct device *facilitator, const struct hv_client_reply *reply);

/* Prints the slips when one is new. Whether that was to be done. */
bool door_print_slips(struct device *facilitator, const Houvast__V1__BoardPane *board);

/* During the evening: prints the cards when one is new, places guests, opens the lobby and now
 * and then closes it, now and then gives a couple a new card or a seat new words. */
void door_tend(struct device *facilitator, const Houvast__V1__BoardPane *board);

/* A row of the cards that a facilitator asked for. */
void door_print_card(struct world *world, const Houvast__V1__ReadRow *row);

/* A row of the slips: the person of that seat has it from now on. */
void door_print_slip(struct world *world, const Houvast__V1__ReadRow *row);

/* A new projector in place of the one that the roster named; asks for the roster first. */
void door_replace_projector(struct device *facilitator);

/* Whether this couple has two pens beside its table. */
bool door_has_pens(uint16_t unit);

#endif
