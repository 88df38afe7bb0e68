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

struct hv_origins {
    const char *scheme; /* "http" or "https" */
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
 * with `port`. */
enum hv_code hv_origins_from_machine(struct hv_origins *origins,
                                     bool tls,
                                     uint16_t port,
                                     struct hv_error *error);

/* `host`: the value of a Host header. */
bool hv_origins_allow_host(const struct hv_origins *origins, const char *host);

/* `origin`: the value of an Origin header. */
bool hv_origins_allow_origin(const struct hv_origins *origins, const char *origin);

#endif
