/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A crowd of real clients: engines of the client library on links over one loop. It waits for
 * things to happen, each time at most CROWD_WAIT_MS, and never sleeps.
 */
#ifndef HV_TESTS_E2E_CROWD_H
#define HV_TESTS_E2E_CROWD_H

#include <uv.h>

#include "houvast/client_uv.h"
#include "houvast/v1/wire.pb-c.h"

#define CROWD_WAIT_MS 30000
#define CROWD_MAX     64

struct crowd;

/* What became of a command. */
struct answer {
    enum hv_client_outcome outcome;
    int refusal;
    uint32_t number;
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1]; /* empty: none */
};

struct guest {
    struct crowd *crowd; /* NULL: left */
    struct hv_client *client;
    struct hv_client_link *link;
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    enum hv_client_farewell farewell; /* the last one that was said */
    uint32_t welcomes;
    uint32_t greeted; /* welcomes that crowd_join or crowd_return waited for */
    uint32_t losses;
    uint64_t panes; /* that came */
    void (*on_reply)(struct guest *guest,
                     const struct hv_client_reply *reply); /* besides; may be NULL */
    void (*on_page)(struct guest *guest, const struct hv_client_page *page);
    void *data; /* the test's */
    uint8_t asked[HV_CLIENT_ID_SIZE];
    bool answered;
    struct answer answer;
    bool closed;
};

struct crowd {
    uv_loop_t loop;
    uv_timer_t patience;
    bool late;
    bool hub_closed;
    struct hv_client_hub *hub;
    struct hv_client_shelf *shelf;
    struct hv_client_address address;
    struct guest guests[CROWD_MAX];
    uint32_t count;
};

/* `link` is an address of the server, as owner.link has it. */
void crowd_open(struct crowd *crowd, const char *link);

/* Everybody leaves; the loop closes clean, which is asserted. */
void crowd_close(struct crowd *crowd);

/* Someone comes in with this token and is welcomed; for the owner the token of the link. */
struct guest *crowd_join(struct crowd *crowd, const char *token);

/* The same without waiting. */
struct guest *crowd_approach(struct crowd *crowd, const char *token);

/* One guest leaves; its place stays. */
void guest_leave(struct guest *guest);

/* Turns the loop until it happened; fails with `what` when that takes too long. */
void crowd_wait(struct crowd *crowd, bool (*happened)(void *data), void *data, const char *what);

/* After the server was gone: everyone who has not left is welcomed again, and connects at once
 * instead of after the usual delay. */
void crowd_return(struct crowd *crowd);

/* ---- Asking ---- */

/*
 * A command as two arguments: COMMAND(START_STEP, StartStep, start_step, .from = 0, .step = 1).
 * There is always at least one field.
 */
#define COMMAND(CASE, Type, word, ...)                                                            \
    HOUVAST__V1__COMMAND__WHAT_##CASE,                                                            \
        &((Houvast__V1__##Type){                                                                  \
              .base = PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##word##__descriptor), __VA_ARGS__ }) \
             .base

/* Asks and waits for the answer. */
struct answer
guest_ask(struct guest *guest, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what);

/* Asks, and fails unless it is done. */
struct answer
guest_do(struct guest *guest, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what);

/* Asks without waiting; false: not now. `ret_id` may be NULL. */
bool guest_send(struct guest *guest,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what,
                uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* The same under an id of the test's own. */
bool guest_send_as(struct guest *guest,
                   const uint8_t id[HV_CLIENT_ID_SIZE],
                   Houvast__V1__Command__WhatCase what_case,
                   ProtobufCMessage *what);

/* ---- Seeing: NULL when there is none ---- */

const Houvast__V1__StagePane *guest_stage(const struct guest *guest);
const Houvast__V1__WallPane *guest_wall(const struct guest *guest);
const Houvast__V1__UnitPane *guest_unit(const struct guest *guest, uint32_t unit);
const Houvast__V1__SeatPane *guest_seat(const struct guest *guest, uint32_t seat);
const Houvast__V1__WorkPane *guest_work(const struct guest *guest, uint32_t seat);
const Houvast__V1__BoardPane *guest_board(const struct guest *guest);

#endif
