/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to requests for pages. Private to net/. */
#ifndef HV_NET_ANSWER_H
#define HV_NET_ANSWER_H

#include "net/link.h"

/* The page that goes out on a connection; zero while none does. libwebsockets makes it anew for
 * each request. */
struct hv_download {
    const struct hv_page_form *body;
    size_t sent;
};

/* What these return goes back to libwebsockets. */

/* Answer the request that came; of `path` query and % signs are gone. */
int hv_answer_begin(const struct hv_net *net,
                    struct lws *wsi,
                    struct hv_download *download,
                    const char *path,
                    size_t size);

/* The connection takes more. */
int hv_answer_continue(struct lws *wsi, struct hv_download *download);

#endif
