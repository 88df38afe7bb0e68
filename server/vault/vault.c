/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The server key at work. From it come four keys, one a use, by crypto_kdf with a context of its
 * own each, so that nothing made for one use can stand for another. The contexts, and the order of
 * what is hashed, are part of the format on disk: changing one loses every stored key.
 */
#include <assert.h>
#include <sodium.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "vault/secrets.h"
#include "vault/server_key.h"

#define SCOPE_MAX 64

/* libsodium 1.0.18 leaves a derived key on the stack; this is more than it uses there. */
#define STACK_OF_DERIVING 4096

static_assert(HV_SERVER_KEY_SIZE == crypto_kdf_KEYBYTES, "the server key is a kdf's master key");
static_assert(HV_VAULT_WRAPPED_SIZE == HV_BOX_KEY_SIZE + HV_SEAL_OVERHEAD,
              "a wrapped key is a box");
static_assert(sizeof(struct hv_vault) % alignof(max_align_t) == 0,
              "sodium_malloc aligns the end, so the start is aligned only then");

enum hv_code hv_vault_open(const char *path,
                           struct hv_random random,
                           struct hv_error *error,
                           struct hv_vault **ret)
{
    if (sodium_init() < 0) {
        return hv_error_set(error, HV_EIO, "libsodium could not be started");
    }
    uint8_t *key = sodium_malloc(HV_SERVER_KEY_SIZE);
    if (key == NULL) {
        return hv_error_set(error, HV_ENOMEM, "no memory for the server key");
    }
    enum hv_code code = hv_server_key_load(path, &random, error, key);
    if (code == HV_OK) {
        code = hv_vault_new(key, random, ret);
        if (code != HV_OK) {
            hv_error_set(error, code, "no memory for the vault");
        }
    }
    sodium_free(key);
    return code;
}

static void derive(uint8_t *ret_key, const char *context, const uint8_t *server_key)
{
    assert(strlen(context) == crypto_kdf_CONTEXTBYTES);
    crypto_kdf_derive_from_key(ret_key, HV_BOX_KEY_SIZE, 1, context, server_key);
}

enum hv_code
hv_vault_new(const uint8_t key[HV_SERVER_KEY_SIZE], struct hv_random random, struct hv_vault **ret)
{
    if (sodium_init() < 0) {
        return HV_EIO;
    }
    struct hv_vault *vault = sodium_malloc(sizeof *vault);
    if (vault == NULL) {
        return HV_ENOMEM;
    }
    derive(vault->wrap_key, "hv:wrap:", key);
    derive(vault->id_key, "hv:keyid", key);
    derive(vault->token_key, "hv:token", key);
    derive(vault->token_hash_key, "hv:thash", key);
    sodium_stackzero(STACK_OF_DERIVING);
    vault->random = random;
    sodium_mprotect_readonly(vault);
    *ret = vault;
    return HV_OK;
}

void hv_vault_free(struct hv_vault *vault)
{
    sodium_free(vault);
}

void hv_vault_key_id(const struct hv_vault *vault,
                     struct hv_id log,
                     struct hv_bytes scope,
                     struct hv_id *ret)
{
    uint8_t text[sizeof log.b + SCOPE_MAX];
    assert(scope.size <= SCOPE_MAX);
    memcpy(text, log.b, sizeof log.b);
    if (scope.size > 0) {
        memcpy(text + sizeof log.b, scope.data, scope.size);
    }
    crypto_generichash(ret->b, sizeof ret->b, text, sizeof log.b + scope.size, vault->id_key,
                       sizeof vault->id_key);
}

/* What a wrapped key is bound to. */
struct binding {
    struct hv_id id;
    struct hv_id log;
};

static struct hv_bytes bytes_of(const struct binding *binding)
{
    return (struct hv_bytes){ .data = (const uint8_t *)binding, .size = sizeof *binding };
}

void hv_vault_make_key(const struct hv_vault *vault,
                       struct hv_id log,
                       struct hv_id id,
                       uint8_t ret_wrapped[HV_VAULT_WRAPPED_SIZE])
{
    struct binding binding = { .id = id, .log = log };
    vault->random.fill(vault->random.data, ret_wrapped + HV_NONCE_SIZE, HV_BOX_KEY_SIZE);
    hv_box_close(ret_wrapped, HV_BOX_KEY_SIZE, &vault->random, bytes_of(&binding), vault->wrap_key);
}

bool hv_vault_unwrap(const struct hv_vault *vault,
                     struct hv_id log,
                     struct hv_id id,
                     const uint8_t wrapped[HV_VAULT_WRAPPED_SIZE],
                     uint8_t key[HV_BOX_KEY_SIZE])
{
    struct binding binding = { .id = id, .log = log };
    struct hv_bytes box = { .data = wrapped, .size = HV_VAULT_WRAPPED_SIZE };
    return hv_box_open(box, bytes_of(&binding), vault->wrap_key, key);
}

void hv_vault_token(const struct hv_vault *vault,
                    struct hv_id log,
                    struct hv_id id,
                    uint32_t index,
                    uint8_t ret_secret[HV_TOKEN_SECRET_SIZE])
{
    uint8_t text[sizeof log.b + sizeof id.b + sizeof index];
    memcpy(text, log.b, sizeof log.b);
    memcpy(text + sizeof log.b, id.b, sizeof id.b);
    for (size_t i = 0; i < sizeof index; i++) {
        text[sizeof log.b + sizeof id.b + i] = (uint8_t)(index >> (8 * i));
    }
    crypto_generichash(ret_secret, HV_TOKEN_SECRET_SIZE, text, sizeof text, vault->token_key,
                       sizeof vault->token_key);
}

void hv_vault_token_hash(const struct hv_vault *vault,
                         struct hv_id log,
                         const uint8_t secret[HV_TOKEN_SECRET_SIZE],
                         uint8_t ret_hash[HV_HASH_SIZE])
{
    uint8_t text[sizeof log.b + HV_TOKEN_SECRET_SIZE];
    memcpy(text, log.b, sizeof log.b);
    memcpy(text + sizeof log.b, secret, HV_TOKEN_SECRET_SIZE);
    crypto_generichash(ret_hash, HV_HASH_SIZE, text, sizeof text, vault->token_hash_key,
                       sizeof vault->token_hash_key);
    sodium_memzero(text, sizeof text);
}

void hv_vault_token_text(const uint8_t token[sizeof(struct hv_id) + HV_TOKEN_SECRET_SIZE],
                         char ret_text[HV_TOKEN_TEXT_SIZE])
{
    sodium_bin2base64(ret_text, HV_TOKEN_TEXT_SIZE, token,
                      sizeof(struct hv_id) + HV_TOKEN_SECRET_SIZE,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
