/* SPDX-License-Identifier: EUPL-1.2 */
/* One client that asks and waits: the client library over a blocking socket. For making groups. */
#ifndef HV_BENCH_VISITOR_H
#define HV_BENCH_VISITOR_H

#include "houvast/client.h"
#include "houvast/v1/wire.pb-c.h"

struct visitor {
    struct hv_client *client;
    int fd;
    uint8_t *bytes; /* that came */
    size_t size;
    uint8_t asked[HV_CLIENT_ID_SIZE];
    bool answered;
    uint32_t number;
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    uint32_t slip_of; /* the seat whose words are looked for */
    char words[41];   /* of that seat */
};

/* Comes in; ends the program when it is not let in. `token` as text. */
void visitor_open(struct visitor *visitor, uint16_t port, const char *token);
void visitor_close(struct visitor *visitor);

/* Asks and waits; ends the program unless it is done. What the reply says stands in the visitor. */
void visitor_do(struct visitor *visitor,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what);
void visitor_do_house(struct visitor *visitor, Houvast__V1__HouseCommand *command);

/* Reads the slips; the words of this seat, which were not used yet, stand in the visitor. */
void visitor_read_slip(struct visitor *visitor, uint32_t seat);

/* Waits until a pane is there that suits. */
const Houvast__V1__Pane *visitor_pane(struct visitor *visitor,
                                      Houvast__V1__PaneKind kind,
                                      uint32_t number,
                                      bool (*suits)(const Houvast__V1__Pane *pane));

#endif
