/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to client/lib: what an engine holds, and how it tells what happened. */
#ifndef HV_CLIENT_ENGINE_H
#define HV_CLIENT_ENGINE_H

#include "panes.h"
#include "requests.h"
#include "shelf.h"

#define HV_CLIENT_PROTOCOL_VERSION 1
#define HV_CLIENT_RETRY_DOUBLINGS  5 /* of the bound of a delay, until it is at its most */

struct hv_client {
    struct hv_client_account account;
    struct hv_client_config config; /* without `token` and `memory` */
    bool has_token;
    bool token_is_new; /* nobody was told of it yet */
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    bool has_ticket;
    uint8_t ticket[HV_CLIENT_TICKET_SIZE];
    uint8_t *way_in;    /* the message that asks for a token, or NULL; arrival.c */
    size_t way_in_size; /* bytes */
    struct hv_client_shelf own_shelf;
    struct hv_client_shelf *shelf;
    struct hv_client_panes panes;
    struct hv_client_requests requests;
    enum hv_client_state state;
    enum hv_client_farewell farewell; /* over the transport that is or was up */
    bool up;                          /* a transport is */
    bool asked;                       /* for a token, over it, and got no answer */
    bool greeted;                     /* Hello was given out over it */
    bool welcomed;                    /* Welcome came over it */
    bool in_handler;
    bool at_once;   /* the server wants it back now */
    bool spread;    /* the server stops: everyone comes back at once unless we wait a moment */
    uint32_t tries; /* to come back, since the last welcome; HV_CLIENT_RETRY_DOUBLINGS at most */
    Houvast__V1__Welcome *welcome;
    int64_t clock_offset; /* the server's clock less the caller's, ms */
    void (*on_ready)(void *data);
    void *on_ready_data;
};

void hv_client_set_state(struct hv_client *client, enum hv_client_state state);
void hv_client_set_welcome(struct hv_client *client, Houvast__V1__Welcome *welcome);
void hv_client_tell_reply(struct hv_client *client, const struct hv_client_reply *reply);
void hv_client_tell_page(struct hv_client *client, const struct hv_client_page *page);
void hv_client_tell_pane(struct hv_client *client, const Houvast__V1__Pane *pane);

/* Forgets how to ask for a token. arrival.c */
void hv_client_wipe_way_in(struct hv_client *client);

/* There may be something to send. */
void hv_client_tell_ready(struct hv_client *client);

/* The engine is over: whoever waits for an answer hears that none comes. */
void hv_client_give_up_requests(struct hv_client *client);

#endif
