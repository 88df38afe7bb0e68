/* SPDX-License-Identifier: EUPL-1.2 */
#include "vault/second_factor.h"

#include <assert.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "vault/secrets.h"

static_assert(HV_SECOND_FACTOR_TEXT_SIZE == HV_SECOND_FACTOR_SIZE * 8 / 5 + 1,
              "base32 of whole groups of five bytes is not filled up");

/* No token is hashed with this behind its id, nor to this size. */
static const uint8_t context[] = "second factor";

void hv_second_factor_secret(const struct hv_vault *vault,
                             struct hv_id log,
                             struct hv_id id,
                             uint8_t ret_secret[HV_SECOND_FACTOR_SIZE])
{
    uint8_t text[sizeof log.b + sizeof id.b + sizeof context];

    memcpy(text, log.b, sizeof log.b);
    memcpy(text + sizeof log.b, id.b, sizeof id.b);
    memcpy(text + sizeof log.b + sizeof id.b, context, sizeof context);
    crypto_generichash(ret_secret, HV_SECOND_FACTOR_SIZE, text, sizeof text, vault->token_key,
                       sizeof vault->token_key);
}

enum hv_code hv_second_factor_text(const uint8_t secret[HV_SECOND_FACTOR_SIZE],
                                   char ret_text[HV_SECOND_FACTOR_TEXT_SIZE])
{
    char *text = NULL;
    size_t size = 0;

    if (oath_base32_encode((const char *)secret, HV_SECOND_FACTOR_SIZE, &text, &size) != OATH_OK) {
        return HV_ENOMEM;
    }
    assert(size == HV_SECOND_FACTOR_TEXT_SIZE - 1);
    memcpy(ret_text, text, size);
    ret_text[size] = '\0';
    sodium_memzero(text, size);
    free(text);
    return HV_OK;
}

static bool read_code(struct hv_bytes code, char ret[HV_SECOND_FACTOR_DIGITS + 1])
{
    if (code.size != HV_SECOND_FACTOR_DIGITS) {
        return false;
    }
    for (size_t i = 0; i < code.size; i++) {
        if (code.data[i] < '0' || code.data[i] > '9') {
            return false;
        }
        ret[i] = (char)code.data[i];
    }
    ret[HV_SECOND_FACTOR_DIGITS] = '\0';
    return true;
}

/* What is no code is checked like one that is wrong. */
bool hv_second_factor_fits(const uint8_t secret[HV_SECOND_FACTOR_SIZE],
                           struct hv_bytes code,
                           int64_t now,
                           int64_t used,
                           int64_t *ret_step)
{
    char digits[HV_SECOND_FACTOR_DIGITS + 1] = "000000";
    uint64_t step = 0;
    bool is_code = read_code(code, digits);

    int place = oath_totp_validate3((const char *)secret, HV_SECOND_FACTOR_SIZE, now / 1000,
                                    HV_SECOND_FACTOR_STEP_MS / 1000, 0, HV_SECOND_FACTOR_STEPS_AWRY,
                                    NULL, &step, digits);
    if (!is_code || place < 0 || (int64_t)step <= used) {
        return false;
    }
    *ret_step = (int64_t)step;
    return true;
}
