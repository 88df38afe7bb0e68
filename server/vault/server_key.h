/* SPDX-License-Identifier: EUPL-1.2 */
/* The server key's file. Everything hv_vault_open says about files is done here. */
#ifndef HV_VAULT_SERVER_KEY_H
#define HV_VAULT_SERVER_KEY_H

#include "vault/vault.h"

/*
 * Reads the server key into `key`, which should be locked memory; makes the file first when it may
 * and must. Codes as for hv_vault_open; on failure `key` holds nothing of use.
 */
enum hv_code hv_server_key_load(const char *path,
                                const struct hv_random *random,
                                struct hv_error *error,
                                uint8_t key[HV_SERVER_KEY_SIZE]);

#endif
