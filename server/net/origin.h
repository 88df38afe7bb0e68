/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which names this server answers to. A request's Host, and a page's Origin, must be one of them to
 * the letter: that stops DNS rebinding and pages of other origins (trust.md S3). The list comes
 * from `public_url`, else it is the machine's own addresses.
 */
#ifndef HV_NET_ORIGIN_H
#define HV_NET_ORIGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define HV_HOST_NAME_MAX  255
#define HV_HOST_NAMES_MAX 32
#define HV_ADDRESS_SIZE   (HV_HOST_NAME_MAX + 9) /* https:// before it, a NUL behind it */

struct hv_origins {
    const char *scheme; /* "http" or "https" */
    bool from_machine;  /* not from public_url */
    uint32_t count;
    char hosts[HV_HOST_NAMES_MAX]
              [HV_HOST_NAME_MAX + 1]; /* as in a Host header: lower case, with the port unless it is
                                         the scheme's own */
};

/* The one host of `public_url` (scheme://host[:port], nothing behind it). HV_EINVAL with what is
 * wrong. */
enum hv_code
hv_origins_from_url(struct hv_origins *origins, const char *public_url, struct hv_error *error);

/* localhost, the loopback addresses, the host name and every address of this machine's interfaces,
 * with `port`; and `listen`, the address that the server listens on, which may be another loopback
 * one. */
enum hv_code hv_origins_from_machine(struct hv_origins *origins,
                                     bool tls,
                                     const char *listen,
                                     uint16_t port,
                                     struct hv_error *error);

/* `host`: the value of a Host header. Returns it as it stands in the list; NULL: it is none of
 * them.
 */
const char *hv_origins_find_host(const struct hv_origins *origins, const char *host);
bool hv_origins_allow_host(const struct hv_origins *origins, const char *host);

/* What people may type: "http://192.168.1.7:8470". */
struct hv_addresses {
    uint32_t count;
    char list[HV_HOST_NAMES_MAX][HV_ADDRESS_SIZE];
};

/* The name of public_url; else the machine's addresses at which a server that listens on the IPv4
 * address `listen` is reached, those of networks first, its own loopback last: at least one. Its
 * host name is left out: other devices seldom know it. */
void hv_origins_addresses(const struct hv_origins *origins,
                          const char *listen,
                          struct hv_addresses *ret);

bool hv_addresses_equal(const struct hv_addresses *a, const struct hv_addresses *b);

/* `origin`: the value of an Origin header. */
bool hv_origins_allow_origin(const struct hv_origins *origins, const char *origin);

/* What a request for a WebSocket says; NULL for what it does not say, or not in a way that can be
 * read. */
struct hv_upgrade {
    bool is_get;
    const char *version; /* Sec-WebSocket-Version */
    const char *host;
    bool has_origin;
    const char *origin;
    bool has_cookie;
};

/* Whether it gets one: it is GET of version 13 (RFC 6455) to one of our hosts, from a page of ours
 * or from no browser. */
bool hv_origins_allow_upgrade(const struct hv_origins *origins, const struct hv_upgrade *upgrade);

#endif
