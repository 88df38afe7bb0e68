/* SPDX-License-Identifier: EUPL-1.2 */
#include "vault/box.h"

#include <assert.h>
#include <sodium.h>

static_assert(HV_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "size of a nonce");
static_assert(HV_SEAL_OVERHEAD == HV_NONCE_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
              "nonce and tag");
static_assert(HV_BOX_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "size of a key");

void hv_box_close(uint8_t *box,
                  size_t size,
                  const struct hv_random *random,
                  struct hv_bytes associated,
                  const uint8_t key[HV_BOX_KEY_SIZE])
{
    uint8_t *text = box + HV_NONCE_SIZE;
    random->fill(random->data, box, HV_NONCE_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(text, NULL, text, size, associated.data,
                                               associated.size, NULL, box, key);
}

bool hv_box_open(struct hv_bytes box,
                 struct hv_bytes associated,
                 const uint8_t key[HV_BOX_KEY_SIZE],
                 uint8_t *plain)
{
    assert(box.size >= HV_SEAL_OVERHEAD);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, box.data + HV_NONCE_SIZE,
                                                      box.size - HV_NONCE_SIZE, associated.data,
                                                      associated.size, box.data, key) == 0;
}
