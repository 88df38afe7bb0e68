/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The net: WebSocket connections of people, on the caller's libuv loop. The only room that knows
 * libwebsockets. It moves frames; it does not know commands.
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

struct hv_net;
struct hv_link; /* one connection; what the host calls its link */

struct hv_net_config {
    const char *address; /* IPv4 address to listen on; "0.0.0.0" is all */
    uint16_t port;       /* 0: a free one */
    const char
        *public_url; /* or NULL: the machine's own addresses are allowed as Host and Origin */
    const char *certificate; /* PEM files; both or neither */
    const char *key;
    bool write_in_callback; /* write only from the WRITEABLE callback: slower, the road
                               libwebsockets documents. Tests run both. */
    struct hv_log *log;
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
void hv_link_close(struct hv_link *link, enum hv_farewell reason);

#endif
