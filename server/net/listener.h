/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The socket on which connections come, and how fast they are let in. Private to net/.
 *
 * libwebsockets would accept all that wait in one turn of the loop, each with a timer in a list
 * that it walks from the start. Here a turn brings HV_LET_IN_PER_TURN at most, and the loop sees to
 * their handshakes, and to everybody else, before it brings more. The others wait in a line of
 * ours: the kernel's is short, and who finds it full comes back a second later. Handshakes under
 * way are not counted: then strangers who say nothing would shut the others out until they time
 * out.
 */
#ifndef HV_NET_LISTENER_H
#define HV_NET_LISTENER_H

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

#include "base/error.h"

#define HV_LET_IN_PER_TURN  8
#define HV_ACCEPTS_PER_TURN 64
#define HV_LINE_MAX         8192 /* who wait accepted; beyond, the kernel keeps them */

struct hv_listener {
    uv_poll_t poll;        /* its `data` belongs to the caller */
    uv_idle_t next;        /* brings the next turn, while somebody stands in line */
    int line[HV_LINE_MAX]; /* descriptors, a ring */
    uint32_t first, waiting;
    int descriptor; /* -1: closed */
    uint16_t port;  /* that is bound; stays when it is closed */
    uv_close_cb on_closed;
    /* Somebody is let in. The descriptor is the callee's to close: it neither blocks nor is
     * inherited, and writes at once. */
    void (*on_connection)(void *data, int descriptor);
    /* Whether one more descriptor may be taken; if not, who comes is refused at once. */
    bool (*has_room)(void *data);
    void *data; /* of both */
};

/* Bind and listen; connections wait. `send_buffer` is what the kernel holds of each for who does
 * not read, bytes. Port 0: a free one. HV_EINUSE, HV_EPERM, HV_EINVAL with a sentence that names
 * the address. */
enum hv_code hv_listener_open(struct hv_listener *listener,
                              const char *address,
                              uint16_t port,
                              int send_buffer,
                              struct hv_error *error);

/* Give up what hv_listener_open opened, before hv_listener_start. */
void hv_listener_abandon(struct hv_listener *listener);

/* Let connections in from the next turn of the loop on. On failure it can be abandoned. */
enum hv_code hv_listener_start(struct hv_listener *listener,
                               uv_loop_t *loop,
                               void (*on_connection)(void *data, int descriptor),
                               bool (*has_room)(void *data),
                               void *data,
                               struct hv_error *error);

/* To be called about every second: without descriptors or memory nobody is accepted until then,
 * instead of trying again in every turn. */
void hv_listener_try_again(struct hv_listener *listener);

/* Refuse all who come, and those who wait, from now on. `on_closed` gets `poll` from the loop. A
 * second call does nothing. */
void hv_listener_close(struct hv_listener *listener, uv_close_cb on_closed);

#endif
