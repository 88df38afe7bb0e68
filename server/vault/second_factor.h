/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The second factor: codes that change with time (TOTP, RFC 6238: SHA-1, 6 digits, steps of 30
 * seconds), which an app on a phone makes of a secret that it got once. Apps know no other kind.
 *
 * The secret is made of the server key and an id whenever it is needed, so it is stored nowhere. A
 * clock may be a step off either way. Whoever checks keeps the step of the code that came last, so
 * that each serves once.
 */
#ifndef HV_VAULT_SECOND_FACTOR_H
#define HV_VAULT_SECOND_FACTOR_H

#include "vault/vault.h"

#define HV_SECOND_FACTOR_SIZE       20 /* bytes of the secret */
#define HV_SECOND_FACTOR_TEXT_SIZE  33 /* in base32, with a final zero */
#define HV_SECOND_FACTOR_DIGITS     6
#define HV_SECOND_FACTOR_STEP_MS    30000
#define HV_SECOND_FACTOR_STEPS_AWRY 1 /* that a code may be early or late */

/* The secret of `id` in `log`: a keyed hash, another one than any token of that id. Wipe it after
 * use. */
void hv_second_factor_secret(const struct hv_vault *vault,
                             struct hv_id log,
                             struct hv_id id,
                             uint8_t ret_secret[HV_SECOND_FACTOR_SIZE]);

/* As people type it over. HV_ENOMEM. */
enum hv_code hv_second_factor_text(const uint8_t secret[HV_SECOND_FACTOR_SIZE],
                                   char ret_text[HV_SECOND_FACTOR_TEXT_SIZE]);

/* Whether `code`, as it was typed, is that of a step around `now` (UTC ms) that comes after step
 * `used`; then `ret_step` is that step. */
bool hv_second_factor_fits(const uint8_t secret[HV_SECOND_FACTOR_SIZE],
                           struct hv_bytes code,
                           int64_t now,
                           int64_t used,
                           int64_t *ret_step);

#endif
