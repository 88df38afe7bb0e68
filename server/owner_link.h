/* SPDX-License-Identifier: EUPL-1.2 */
/* The owner's link, in a file of the data folder that its owner only can read. */
#ifndef HV_OWNER_LINK_H
#define HV_OWNER_LINK_H

#include "catalogue/config.h"
#include "codec/codec.h"

/* Writes <data>/owner.link anew; ends the program with HV_EXIT_CREATE when it cannot. */
void hv_owner_link_write(const struct hv_config *config,
                         uint16_t port,
                         const uint8_t token[HV_TOKEN_SIZE]);

/* Takes it away, if it is there: a passphrase was set and the link opens nothing any more. */
void hv_owner_link_remove(const struct hv_config *config);

#endif
