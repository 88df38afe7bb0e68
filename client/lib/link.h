/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to client/lib: hubs and the links they carry. */
#ifndef HV_CLIENT_LINK_H
#define HV_CLIENT_LINK_H

#include <libwebsockets.h>
#include <uv.h>

#include "houvast/client_uv.h"

struct hv_client_hub {
    uv_loop_t *loop;
    struct lws_context *context;
    struct lws_vhost *vhost;
    uv_timer_t wheel; /* turns each second; while the hub closes, the moment in which it ends */
    uint32_t wheel_turn;
    struct hv_client_link **links; /* swap-remove */
    uint32_t link_count;
    uint32_t link_room;
    bool closing;
    bool handles_left; /* of libwebsockets on the loop; while the hub closes */
    void (*on_closed)(void *data);
    void *on_closed_data;
    /* The message being written: libwebsockets puts a header before it and masks it in place. */
    uint8_t out[LWS_PRE + HV_CLIENT_SEND_MAX];
};

/*
 * What a link does now. It goes round: resting -> resolving -> connecting -> up -> resting; and
 * leaves the round when it closes, from wherever it is, through resting.
 */
enum hv_client_link_phase {
    HV_CLIENT_LINK_RESTING,   /* until the timer; for ever after farewell */
    HV_CLIENT_LINK_RESOLVING, /* the host's name */
    HV_CLIENT_LINK_CONNECTING,
    HV_CLIENT_LINK_UP
};

struct hv_client_link {
    struct hv_client_hub *hub;
    struct hv_client *client;
    struct hv_client_address address;
    uint32_t index; /* in hub->links */
    enum hv_client_link_phase phase;
    bool closing;
    bool ended; /* its timer is closing; nothing else is left */
    bool ping_due;
    uint16_t goodbye;  /* close status to send; 0: none */
    uint64_t heard_at; /* loop time, ms */
    uv_timer_t timer;  /* resting: try again; otherwise: it took too long */
    uv_getaddrinfo_t resolving;
    struct lws *wsi;  /* connecting, up */
    uint8_t *message; /* what came of a message in pieces */
    size_t message_size;
    size_t message_room;
    bool blamed; /* `problem` is of this attempt or connection */
    char problem[160];
    void (*on_closed)(void *data);
    void *on_closed_data;
};

/* The callback of subprotocol houvast.v1. link.c */
int hv_client_link_callback(struct lws *wsi,
                            enum lws_callback_reasons reason,
                            void *user,
                            void *in,
                            size_t size);

/* Once a second: pings the links of this second, drops the silent ones. link.c */
void hv_client_links_turn_wheel(struct hv_client_hub *hub);

/* A link is one of the hub's, until it is about to be freed. False: no memory. hub.c */
bool hv_client_hub_link_came(struct hv_client_hub *hub, struct hv_client_link *link);
void hv_client_hub_link_gone(struct hv_client_hub *hub, struct hv_client_link *link);

#endif
