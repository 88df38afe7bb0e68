/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The server's configuration, houvast.yaml:
 *
 *     listen: 127.0.0.1:8470          address and port; IPv6 as [::1]:8470
 *     public_url: https://example.org what people type; scheme, host and port only
 *     data: /var/lib/houvast          folder of the journal and the vault
 *     programmes: /usr/share/houvast/programmes
 *     pages: /usr/share/houvast/web   what browsers get
 *     admin: /run/houvast/admin.sock  where the operator's programs ask
 *     language: nl                    nl or en
 *     log_level: info                 error, warning, notice, info or debug
 *     tls:
 *       certificate: /etc/houvast/cert.pem
 *       key: /etc/houvast/key.pem
 *
 * Every key may be left out; without `pages` the folder shown is taken when it is there, without
 * `admin` the socket is admin.sock in `data`. Paths stay as they are written.
 */
#ifndef HV_CATALOGUE_CONFIG_H
#define HV_CATALOGUE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/log.h"
#include "catalogue/schema.h"

#define HV_CONFIG_PAGES "/usr/share/houvast/web"

enum hv_config_language {
    HV_CONFIG_NL = 1,
    HV_CONFIG_EN
};

struct hv_config {
    const char *address;    /* numeric, without brackets */
    uint16_t port;          /* 0: any free one */
    const char *public_url; /* or NULL: the machine's own addresses */
    const char *data;
    const char *programmes;
    const char *pages; /* or NULL: HV_CONFIG_PAGES when it is there, else none */
    const char *admin; /* or NULL: admin.sock in `data` */
    enum hv_config_language language;
    enum hv_log_level log_level;
    const char *certificate; /* both or neither */
    const char *key;
};

extern const struct hv_schema_map hv_shape_config;

/* What holds without a file: the values shown above, no public_url, no pages and no TLS. */
void hv_config_default(struct hv_config *ret);

/*
 * The file over the defaults. HV_EINVAL: `problems` says what is wrong, with place, allowed keys
 * and the nearest word. HV_ENOTFOUND, HV_EIO, HV_ETOOBIG with a sentence in `error`. HV_ENOMEM.
 * Strings live in `arena`. `ret` is filled on HV_OK only.
 */
enum hv_code hv_config_load(const char *path,
                            struct hv_arena *arena,
                            struct hv_problems *problems,
                            struct hv_error *error,
                            struct hv_config *ret);

/* The same from memory. */
enum hv_code hv_config_read(const struct hv_source *source,
                            struct hv_arena *arena,
                            struct hv_problems *problems,
                            struct hv_config *ret);

/* "127.0.0.1:8470" or "[::1]:8470" into address and port, for `listen` and for a flag. False when
 * it is neither. */
bool hv_config_listen(struct hv_bytes text,
                      struct hv_arena *arena,
                      const char **ret_address,
                      uint16_t *ret_port);

#endif
