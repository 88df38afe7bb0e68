/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to requests for pages. Private to net/. */
#ifndef HV_NET_ANSWER_H
#define HV_NET_ANSWER_H

#include "net/link.h"

/* The answer that goes out on a connection; zero while none does. libwebsockets makes it anew for
 * each request. */
struct hv_download {
    bool due;            /* one is under way */
    bool begun;          /* its head is out */
    struct hv_head head; /* what it borrows outlives the net, but for `host` */
    char host[HV_HOST_NAME_MAX + 1];
    uint8_t *rest; /* of the body */
    size_t left;
};

/* What these return goes back to libwebsockets. */

/* Answer the request that came; of `path` query and % signs are gone. */
int hv_answer_begin(const struct hv_net *net,
                    struct lws *wsi,
                    struct hv_download *download,
                    const char *path,
                    size_t size);

/* The connection takes more. */
int hv_answer_continue(const struct hv_net *net, struct lws *wsi, struct hv_download *download);

#endif
