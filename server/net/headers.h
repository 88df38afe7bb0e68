/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Headers of HTTP: those that stand on every answer, whatever it is (trust.md S15), those of one
 * answer, and what two headers of a request say. Private to net/.
 */
#ifndef HV_NET_HEADERS_H
#define HV_NET_HEADERS_H

#include <libwebsockets.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HV_HEADERS_SIZE_MAX    3072
#define HV_HEADERS_LIBRARY_MAX 10

/* What one answer says besides. */
struct hv_head {
    unsigned status;
    const char *type;  /* NULL: no body is told of */
    size_t size;       /* of that body */
    const char *cache; /* NULL: nobody may store it */
    const char *etag;  /* or NULL */
    const char *host;  /* this server's own name in the request, for Content-Security-Policy: older
                          Safari does not take 'self' for ws: and wss:. NULL: it was none of ours */
    bool varies;       /* there is a compressed form too */
    bool gzip;         /* and this is it */
    bool closes;       /* the connection, afterwards */
};

/* The whole head of an answer, with the empty line; its size. */
size_t hv_headers_write(const struct hv_head *head, bool tls, char ret[HV_HEADERS_SIZE_MAX]);

/* "Not Found" for 404, and so on for every status that this server sends. */
const char *hv_headers_phrase(unsigned status);

/* The headers of every answer for those that libwebsockets sends by itself. */
void hv_headers_for_library(bool tls,
                            struct lws_protocol_vhost_options ret[HV_HEADERS_LIBRARY_MAX]);

/* Does this value of Accept-Encoding take gzip? */
bool hv_headers_take_gzip(const char *accept_encoding);

/* Does this value of If-None-Match name `etag`? */
bool hv_headers_name_etag(const char *if_none_match, const char *etag);

#endif
