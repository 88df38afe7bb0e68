/* SPDX-License-Identifier: EUPL-1.2 */
/* What an app on a phone does: codes of a secret as text. Includes come from the test. */
#ifndef HV_TESTS_UNIT_AUTHENTICATOR_H
#define HV_TESTS_UNIT_AUTHENTICATOR_H

#include <liboath/oath.h>

static inline void authenticator_code(const char *secret, int64_t now, char ret_code[7])
{
    char *bytes = NULL;
    size_t size = 0;

    assert_int_equal(oath_base32_decode(secret, strlen(secret), &bytes, &size), OATH_OK);
    assert_int_equal(oath_totp_generate(bytes, size, now / 1000, 30, 0, 6, ret_code), OATH_OK);
    free(bytes);
}

#endif
