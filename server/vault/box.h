/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A box: nonce, ciphertext and tag of XChaCha20-Poly1305 (IETF), one after the other. Records and
 * wrapped keys are both boxes.
 */
#ifndef HV_VAULT_BOX_H
#define HV_VAULT_BOX_H

#include "vault/vault.h"

#define HV_BOX_KEY_SIZE 32

/*
 * Closes a box in place. `box` holds HV_SEAL_OVERHEAD + size bytes and the plain text lies
 * HV_NONCE_SIZE bytes into it, so that no second copy of the plain text is ever made.
 */
void hv_box_close(uint8_t *box,
                  size_t size,
                  const struct hv_random *random,
                  struct hv_bytes associated,
                  const uint8_t key[HV_BOX_KEY_SIZE]);

/*
 * Opens a box of at least HV_SEAL_OVERHEAD bytes into `plain`, which has room for what is beyond
 * those and may not overlap the box. False when it was altered, or was closed with another key or
 * associated data; then `plain` holds nothing of use.
 */
bool hv_box_open(struct hv_bytes box,
                 struct hv_bytes associated,
                 const uint8_t key[HV_BOX_KEY_SIZE],
                 uint8_t *plain);

#endif
