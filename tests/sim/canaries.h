/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Canaries: every text that is typed in a world can be told from every other, wherever it turns up.
 * A frame that goes to a device is searched for them, and noted with the head of the log that its
 * sender had; audit_told (audit.h) asks the law (law.h) about each.
 */
#ifndef TESTS_SIM_CANARIES_H
#define TESTS_SIM_CANARIES_H

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/law.h"
#include "tests/sim/world.h"

/* A frame that a device got. */
struct told_frame {
    uint64_t head;  /* of the log when it was sent */
    uint32_t order; /* among all that were got */
    const struct device *device;
    uint16_t number; /* the device's, in the log */
    uint64_t serial; /* of its connection */
    int pane;        /* enum hv_pane_kind; 0: a page that it asked; -1: neither */
    uint16_t of;     /* unit or seat of the pane */
    bool gone;       /* the pane says only that it may not be seen any more */
    uint64_t epoch, revision;
    struct law_piece *pieces; /* that stand in it */
    uint32_t piece_count;
    struct law_piece *named; /* of them, those beside which a name or a seat of another stands */
    uint32_t named_count;
    bool thin;            /* a wall has a result of fewer than six answers */
    bool explains;        /* why an answer to a quiz is right stands in it */
    uint32_t run;         /* of a unit's or seat's pane */
    uint32_t form, stage; /* of a unit's, and so is what follows */
    bool ready;
    struct law_row *rows;
    uint32_t row_count;
};

/* What somebody types at a device for this piece, as `draw` says: text in `ret`, cut to as many
 * characters as the field takes. */
void canaries_type(struct device *device,
                   const struct law_piece *piece,
                   uint32_t draw,
                   uint32_t characters,
                   char *ret,
                   size_t size);

/* Notes what a device got. `message` is what `bytes` say. */
void canaries_look(struct device *device,
                   uint64_t head,
                   const Houvast__V1__ServerMessage *message,
                   const uint8_t *bytes,
                   size_t size);

/* From now on world->head is the last record of the group that the store told of; again after every
 * crash. Nothing while there is no group. */
void canaries_follow(struct world *world);

void canaries_free(struct world *world);

#endif
