/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The admin socket: HTTP/1.1 over a unix socket, for the operator of this machine and the programs
 * that watch over it. Whoever may open the socket's file may ask; nobody else can.
 *
 *     curl --unix-socket admin.sock http://houvast/metrics
 *
 * One request a connection: GET or HEAD of a page, or POST to one that can be asked something, with
 * any Host and without a body; 400, 404, 405 or 431 otherwise. Every answer closes the connection.
 *
 * It is no vhost of libwebsockets: it answers before the net is open and while that closes, has
 * none of its rules for strangers (Host, Origin, addresses), and libwebsockets 4.1.6 removes
 * whatever lies at the socket's path and gives the socket to the group.
 */
#ifndef HV_NET_ADMIN_H
#define HV_NET_ADMIN_H

#include <stdbool.h>
#include <stdio.h>

#include <uv.h>

#include "base/error.h"

/* At once; more wait. One that takes longer than this for its request and answer is closed. */
#define HV_ADMIN_CONNECTIONS_MAX 16
#define HV_ADMIN_PATIENCE_MS     5000
#define HV_ADMIN_REQUEST_MAX     4096 /* bytes */

struct hv_admin;

struct hv_admin_page {
    const char *path; /* as "/metrics" */
    const char *type; /* for Content-Type */
    /* Writes the page as it is now. False: its status is 503. */
    bool (*write)(void *data, FILE *out);
    /* POST of `<path>?<what is asked>`, which came percent-encoded and is given as text without a
     * zero byte inside. True: 202, it is begun. False: 409, and what is written says why. NULL:
     * nothing can be asked. */
    bool (*ask)(void *data, const char *asked, FILE *out);
};

struct hv_admin_config {
    const char *path;                  /* of the socket; borrowed for the call */
    const struct hv_admin_page *pages; /* ended by one without path; outlive the socket */
    void *data;                        /* of `write` */
};

/* Listen; the file is 0600 and its folder must be there. A socket that nobody listens at any more
 * is replaced. HV_EINVAL: the path is too long, or not a socket; HV_EINUSE; HV_EPERM; HV_EIO; each
 * with a sentence that names the path. */
enum hv_code hv_admin_open(uv_loop_t *loop,
                           const struct hv_admin_config *config,
                           struct hv_error *error,
                           struct hv_admin **ret);

/* Remove the file, drop who is connected, give everything back to the loop; `on_closed` comes from
 * the loop, after which it is gone. */
void hv_admin_close(struct hv_admin *admin, void (*on_closed)(void *data), void *data);

#endif
