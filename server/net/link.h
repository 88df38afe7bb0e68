/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to net/: connections and the server they belong to. */
#ifndef HV_NET_LINK_H
#define HV_NET_LINK_H

#include <libwebsockets.h>

#include "net/headers.h"
#include "net/listener.h"
#include "net/net.h"
#include "net/peer.h"

#define HV_PING_PERIOD_S  30    /* each link is pinged once in this many seconds */
#define HV_SILENCE_MAX_S  75    /* and dropped when nothing came for this long */
#define HV_SEND_BUFFER    65536 /* of the kernel, per connection */
#define HV_RESERVED_FILES 200   /* descriptors kept free for files and the journal */
#define HV_STALL_S        20    /* a reader of a page who takes nothing for this long is dropped */

struct hv_link {
    struct lws *wsi; /* NULL once closed */
    struct hv_net *net;
    struct hv_member *member;
    uint32_t index;    /* in net->links */
    uint32_t received; /* bytes of the message under way, in `message` */
    uint8_t *message;  /* HV_FRAME_IN_MAX bytes, only while a message comes in pieces */
    uint64_t heard_at; /* loop time, ms */
    bool in_write;     /* inside the WRITEABLE callback, and nothing was written in it yet */
    bool ping_due;
    uint16_t close_status; /* 0: stays open */
    bool close_begun;      /* libwebsockets sees to the close frame and the answer to it */
};

struct hv_net {
    uv_loop_t *loop;
    struct hv_listener listener;
    struct lws_context *context;
    struct lws_vhost *vhost;
    struct hv_host *host;
    struct hv_log *log;
    struct hv_origins origins;
    const char *address; /* that it listens on; the machine's own are looked up again and again */
    struct hv_addresses addresses;
    void (*on_addresses)(void *data);
    void *on_addresses_data;
    const struct hv_pages *pages; /* NULL: none */
    bool tls;
    struct lws_protocol_vhost_options library_headers[HV_HEADERS_LIBRARY_MAX];
    bool write_in_callback;
    bool accepting;
    struct hv_link **links; /* swap-remove */
    uint32_t link_count;
    uint32_t link_room;
    uint32_t socket_count; /* handshakes included, or strangers would use up every descriptor */
    uint32_t socket_limit;
    struct hv_peer *peers;       /* the addresses of those sockets */
    struct hv_net_counts counts; /* but for sockets and links, which stand above */
    uv_timer_t wheel;            /* every second */
    uint32_t wheel_turn;
    uv_timer_t last_second;
    uint32_t open_handles;
    bool closing;
    bool destroying;   /* the context; its links go meanwhile */
    bool handles_left; /* of libwebsockets on the loop; while destroying */
    void (*on_closed)(void *data);
    void *on_closed_data;
};

/* A header of the request. False when it is absent, empty, or does not fit. upgrade.c */
bool hv_header_copy(struct lws *wsi, enum lws_token_indexes token, char *ret, size_t room);

/* The name in the Host header as it stands in `origins`; NULL: it is none of them. upgrade.c */
const char *hv_request_host(const struct hv_net *net, struct lws *wsi);

/* Checks of a WebSocket upgrade: exact Host, exact Origin; none only without cookies. upgrade.c */
bool hv_upgrade_is_websocket(struct lws *wsi);
bool hv_upgrade_allowed(const struct hv_net *net, struct lws *wsi);

/* The callback of protocol houvast.v1. link.c */
int hv_link_callback(struct lws *wsi,
                     enum lws_callback_reasons reason,
                     void *user,
                     void *in,
                     size_t size);

/* Ping the links of this second, drop the silent ones. link.c */
void hv_links_turn_wheel(struct hv_net *net);

/* Called when a link is gone. net.c */
void hv_net_link_gone(struct hv_net *net);

#endif
