/* SPDX-License-Identifier: EUPL-1.2 */
/* The inside of struct hv_vault, for this room alone. */
#ifndef HV_VAULT_SECRETS_H
#define HV_VAULT_SECRETS_H

#include "vault/box.h"
#include "vault/vault.h"

/*
 * One key for each use, derived from the server key, which itself is not kept. Lies in locked
 * memory that is read-only once it is filled.
 */
struct hv_vault {
    uint8_t wrap_key[HV_BOX_KEY_SIZE];
    uint8_t id_key[HV_BOX_KEY_SIZE];
    uint8_t token_key[HV_BOX_KEY_SIZE];
    uint8_t token_hash_key[HV_BOX_KEY_SIZE];
    struct hv_random random;
};

/*
 * Opens a wrapped key into `key`, which should be locked memory. False: not wrapped by this server
 * key for this log and id; then `key` holds nothing of use.
 */
bool hv_vault_unwrap(const struct hv_vault *vault,
                     struct hv_id log,
                     struct hv_id id,
                     const uint8_t wrapped[HV_VAULT_WRAPPED_SIZE],
                     uint8_t key[HV_BOX_KEY_SIZE]);

#endif
