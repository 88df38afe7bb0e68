/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server says on standard output once it listens. */
#ifndef HV_GREETING_H
#define HV_GREETING_H

#include "catalogue/config.h"
#include "codec/codec.h"

/* Where it listens; then the one-time link of the owner, whose console lies at `address`, or, when
 * `owner_token` is NULL, where to log in. */
void hv_greeting_print(const struct hv_config *config,
                       uint16_t port,
                       const char *address,
                       const uint8_t *owner_token);

/* That the owner logs in with the passphrase alone from now on. */
void hv_greeting_print_second_factor_off(const struct hv_config *config);

/* That the owner comes by a link from now on, which the next start shows. */
void hv_greeting_print_passphrase_off(const struct hv_config *config);

/* That a backup lies in `folder`, and what it takes to read it. */
void hv_greeting_print_backup(const struct hv_config *config, const char *folder);

#endif
