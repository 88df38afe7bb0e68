/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "vault/vault.h"

static_assert(HV_VERIFIER_MAX == crypto_pwhash_STRBYTES - 1, "libsodium's text without final zero");

const struct hv_passphrase_cost hv_passphrase_cost_usual = {
    .operations = 3,
    .memory = (size_t)64 * 1024 * 1024,
};

const struct hv_passphrase_cost hv_passphrase_cost_words = {
    .operations = 2,
    .memory = (size_t)19 * 1024 * 1024,
};

static const char *chars_of(struct hv_bytes bytes)
{
    return (const char *)bytes.data;
}

enum hv_code hv_passphrase_verifier(struct hv_bytes passphrase,
                                    struct hv_passphrase_cost cost,
                                    char ret[HV_VERIFIER_MAX + 1])
{
    int result = crypto_pwhash_str_alg(ret, chars_of(passphrase), passphrase.size, cost.operations,
                                       cost.memory, crypto_pwhash_ALG_ARGON2ID13);
    return result == 0 ? HV_OK : HV_ENOMEM;
}

/* libsodium says EINVAL for another passphrase, and something else for what went wrong. */
enum hv_code hv_passphrase_check(struct hv_bytes passphrase,
                                 const char verifier[HV_VERIFIER_MAX + 1])
{
    errno = 0;
    if (crypto_pwhash_str_verify(verifier, chars_of(passphrase), passphrase.size) == 0) {
        return HV_OK;
    }
    return errno == EINVAL ? HV_EPERM : HV_ENOMEM;
}
