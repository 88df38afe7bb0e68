/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The net: pages over HTTP and WebSocket connections of people, on the caller's libuv loop. The
 * only room that knows libwebsockets. It moves frames; it does not know commands.
 *
 * HTTP/1.1: GET and HEAD of what stands in net/pages.h, for the exact Host only. 304 when the
 * request names the page's ETag; 400 without Host or with a body, 404, 405, 421 for another Host.
 * Every answer has the headers of net/headers.h. Over TLS when there is a certificate, and nothing
 * else then.
 *
 * Binary frames of subprotocol `houvast.v1`, at most HV_FRAME_IN_MAX in and HV_FRAME_OUT_MAX out,
 * never compressed. A connection has no queue of its own: a frame is written at once, or refused
 * while the kernel has not taken the one before, and the host comes back with what is newest then.
 * All calls on the loop's thread.
 */
#ifndef HV_NET_NET_H
#define HV_NET_NET_H

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

#include "base/error.h"
#include "base/log.h"
#include "host/host.h"
#include "net/origin.h"
#include "net/pages.h"

/*
 * Sockets that one address may hold at once, those in handshake included; more are refused without
 * a word. A hall behind one address translator has about thirty devices, and each has one socket,
 * and for a moment a few more for the pages. This machine itself has no such limit: a proxy in
 * front of the server brings everyone from there, and so does a rehearsal.
 */
#define HV_NET_PEER_SOCKETS_MAX 64

struct hv_net;
struct hv_link; /* one connection; what the host calls its link */

struct hv_net_config {
    const char *address; /* IPv4 address to listen on; "0.0.0.0" is all */
    uint16_t port;       /* 0: a free one */
    const char
        *public_url; /* or NULL: the machine's own addresses are allowed as Host and Origin */
    const char *certificate; /* PEM files; both or neither */
    const char *key;
    const struct hv_pages *pages; /* what is given out over HTTP; outlives the net. NULL: every
                                     request is 404 */
    bool write_in_callback;       /* write only from the WRITEABLE callback: slower, the road
                                     libwebsockets documents. Tests run both. */
    struct hv_log *log;
    /* hv_net_address gives other ones from now on: the machine came into a network, or left one;
     * within seconds of it. Must be set unless public_url is, with which it never comes. */
    void (*on_addresses)(void *data);
    void *data; /* of on_addresses */
};

/* Listen. HV_EINUSE, HV_EPERM, HV_EINVAL with a sentence that names the address. Raises the limit
 * of open files to what the system allows. The host gets its first connection only after the loop
 * runs. `host` must outlive the net. */
enum hv_code hv_net_open(uv_loop_t *loop,
                         const struct hv_net_config *config,
                         struct hv_host *host,
                         struct hv_error *error,
                         struct hv_net **ret);

/* The port that is really bound. */
uint16_t hv_net_port(const struct hv_net *net);

/* The `index`-th address that people can use, "scheme://host[:port]", best first; NULL behind the
 * last one, and there is one at least. With public_url that one; else the machine's own addresses
 * at which this net listens, those of networks before its loopback. Valid until on_addresses.
 */
const char *hv_net_address(const struct hv_net *net, uint32_t index);

/* Now, and since it was opened. */
struct hv_net_counts {
    uint32_t sockets, links;      /* those in handshake, or asking for pages, are no links */
    uint64_t accepted, refused;   /* refused: no more sockets, or of that address */
    uint64_t upgrades_refused;    /* Host, Origin or subprotocol were not ours */
    uint64_t bytes_in, bytes_out; /* of links: what their frames carried */
};
void hv_net_counts(const struct hv_net *net, struct hv_net_counts *ret);

/* Refuse new connections from now on; those that are open go on. */
void hv_net_stop_accepting(struct hv_net *net);

/*
 * Close what is still open and give everything back to the loop; `on_closed` comes from the loop,
 * after which the net is gone. Call it when the host has closed: links that it told to close get
 * their close frame first, for at most a second.
 */
void hv_net_close(struct hv_net *net, void (*on_closed)(void *data), void *data);

/* Ports of the host. `link` is what hv_host_connect was given. */
bool hv_link_send(struct hv_link *link, struct hv_frame *frame);
void hv_link_gather(struct hv_link *link, bool more);
void hv_link_close(struct hv_link *link, enum hv_farewell reason);

#endif
