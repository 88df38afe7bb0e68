/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people do. Everybody acts on what the own device shows and on own chance, never on what the
 * simulation knows. The facilitator is blind to the states of seats, so that nothing of a person's
 * secret can come back by what the facilitator does.
 *
 *     people.c    who acts, and what the files below share
 *     door.c      the owner's group; who is invited, by which way people come in
 *     leading.c   the facilitator takes the group through the evening
 *     couples.c   what a table or pen does with its seat, and two people together
 *     writing.c   … and what they write
 *     curious.c   what they look up, take back and try besides
 *     rights.c    … and take back; what a facilitator narrows
 *
 * A person draws from the chance of the own device alone, in the order of the code: a draw more, or
 * in another place, makes another history of every seed.
 */
#ifndef TESTS_SIM_PEOPLE_H
#define TESTS_SIM_PEOPLE_H

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/world.h"

/* ---- For the world ---- */

/* What the person of a device that is in does now; what it asked stands in the engine then. */
void people_act(struct device *device);

/* What comes of a reply to something the person asked, or of a page the person read. */
void people_on_reply(struct device *device, const struct hv_client_reply *reply);
void people_on_page(struct device *device, const struct hv_client_page *page);

/* When the person of this device looks again, in ms. */
uint32_t people_pause(struct device *device);

void people_free(struct device *device);

/* ---- Among the files of people ---- */

enum wish_kind {
    WISH_UNIT = 1,
    WISH_DEVICE
};

/* What a facilitator waits for: a couple, or a token for a device. */
struct wish {
    enum wish_kind kind;
    uint8_t id[HV_CLIENT_ID_SIZE]; /* of the command */
    enum device_kind device;       /* of WISH_DEVICE; unit and seat are where it belongs */
    uint16_t unit;
    uint16_t seat;
};

/* What a person keeps in mind. */
struct people {
    uint32_t revision; /* answers written so far */
    bool group_asked;
    uint32_t units_asked;
    uint32_t devices_asked;
    struct wish wishes[HV_CLIENT_OUTSTANDING_MAX];
    uint32_t wish_count;
    uint32_t note_run, note_field, note; /* the last line offered to pick */
    uint32_t projector;                  /* the device that the roster named last */
    uint32_t projectors;                 /* removed so far */
    bool cards_old;                      /* a couple got a new card since they were printed */
    bool slips_old;                      /* the same of the words of somebody */
    uint8_t wrong[HV_CLIENT_ID_SIZE];    /* the last try with words that are not the seat's */
    bool key_asked;                      /* since the seat was unlocked here */
    bool withdrew;                       /* consent; it is not given again at once */
    bool colleague;                      /* the second facilitator */
    uint32_t told_in; /* the last run in which a secret of somebody was dealt with */
};

/* Of this device, made at the first call; lives as long as the device. */
struct people *people_of(struct device *device);

/* Asks for a command whose message is filled in. `stored`: done means that its record is in the
 * log, so not for what may be so already. The command's id, valid until the next call; NULL: the
 * engine does not take it now. */
const uint8_t *people_ask(struct device *device,
                          Houvast__V1__Command *command,
                          Houvast__V1__Command__WhatCase what,
                          bool stored);

/* The same in one statement: the last argument is a block that fills in `asked`, a message of this
 * type. What it points to has to outlive the block. */
#define PEOPLE_ASK(device, Type, TYPE, member, stored, ...)                      \
    do {                                                                         \
        Houvast__V1__##Type asked = HOUVAST__V1__##TYPE##__INIT;                 \
        Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;               \
        __VA_ARGS__;                                                             \
        command.member = &asked;                                                 \
        people_ask(device, &command, HOUVAST__V1__COMMAND__WHAT_##TYPE, stored); \
    } while (0)

/* Asks only when the device is to, in its world of a pair; else its chance goes on all the same.
 * The last thing in an act, as the moments of messages are given in their order. */
#define PEOPLE_ASK_IF(asks, device, ...)     \
    do {                                     \
        if (asks) {                          \
            PEOPLE_ASK(device, __VA_ARGS__); \
        } else {                             \
            people_ask_nothing(device);      \
        }                                    \
    } while (0)
void people_ask_nothing(struct device *device);

/* Whether the seat is the one with the secret of this kind, and whether it is told here. */
bool people_has_secret(const struct device *device, uint32_t seat);
bool people_tells(const struct device *device, uint32_t seat, enum world_secret_kind kind);

/* Asks for a page of this kind, of a run or 0. */
void people_read(struct device *device, Houvast__V1__ReadKind kind, uint32_t run);

/* What the device shows; NULL: not there. Valid until the engine receives something. */
const Houvast__V1__Pane *
people_pane(const struct device *device, Houvast__V1__PaneKind kind, uint32_t number);

/* Whether what is written together may go to the group. It seldom does: whoever plays takes time.
 */
bool people_may_let_go(const Houvast__V1__Definition *definition);

/* The definition with this hash, which a pane names; NULL: none, or not here. Valid as the pane. */
const Houvast__V1__Definition *people_definition(const struct device *device,
                                                 const ProtobufCBinaryData *hash);

/* Whether what happens in so many of a thousand cases does. */
bool people_chance(struct device *device, uint32_t in_thousand);

#endif
