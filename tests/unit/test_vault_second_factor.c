/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that change with time, as RFC 6238 has them, and when one counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vault/second_factor.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const uint8_t rfc_secret[HV_SECOND_FACTOR_SIZE] = "12345678901234567890";

static bool fits(const char *code, int64_t seconds, int64_t used, int64_t *ret_step)
{
    return hv_second_factor_fits(rfc_secret, hv_bytes_from_text(code), seconds * 1000, used,
                                 ret_step);
}

/* Appendix B, for SHA-1; the last 6 of its 8 digits. */
static void the_codes_are_those_of_rfc_6238(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code;
        int64_t step;
    } rows[] = {
        { 59, "287082", 0x1 },
        { 1111111109, "081804", 0x23523EC },
        { 1111111111, "050471", 0x23523ED },
        { 1234567890, "005924", 0x273EF07 },
        { 2000000000, "279037", 0x3F940AA },
        { 20000000000, "353130", 0x27BC86AA },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t step = 0;
        assert_true(fits(rows[i].code, rows[i].seconds, 0, &step));
        assert_int_equal(step, rows[i].step);
    }
}

/* 005924 is of the 30 seconds from 1234567890 on; a clock may be a step off. */
static void a_clock_may_be_a_step_off(void **state)
{
    static const struct {
        int64_t seconds; /* after the step began */
        bool fits;
    } rows[] = { { -31, false }, { -30, true }, { -1, true },  { 0, true },    { 29, true },
                 { 30, true },   { 59, true },  { 60, false }, { 3600, false } };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t step = 7;
        assert_int_equal(fits("005924", 1234567890 + rows[i].seconds, 0, &step), rows[i].fits);
        assert_int_equal(step, rows[i].fits ? 0x273EF07 : 7);
    }
}

static void a_step_counts_once_and_never_one_before_it(void **state)
{
    int64_t step = 7;

    (void)state;
    assert_true(fits("005924", 1234567890, 0x273EF06, &step));
    step = 7;
    assert_false(fits("005924", 1234567890, 0x273EF07, &step));
    assert_false(fits("005924", 1234567890, 0x273EF08, &step));
    assert_int_equal(step, 7);
}

static void what_is_no_code_never_fits(void **state)
{
    static const char *const codes[] = { "",         "5924",   "05924",  "0059240",
                                         "00592a",   " 05924", "-05924", "005 924",
                                         "89005924", "000000", "005925", "287082" };

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        int64_t step;
        assert_false(fits(codes[i], 1234567890, 0, &step));
    }
}

static void a_secret_is_made_of_the_server_key_and_an_id(void **state)
{
    const uint8_t key[HV_SERVER_KEY_SIZE] = { 7 }, other_key[HV_SERVER_KEY_SIZE] = { 8 };
    const struct hv_id log = { { 1 } }, other_log = { { 2 } }, id = { { 3 } }, other = { { 4 } };
    uint8_t secrets[5][HV_SECOND_FACTOR_SIZE], token[HV_TOKEN_SECRET_SIZE];
    struct hv_vault *vault, *elsewhere;

    (void)state;
    assert_int_equal(hv_vault_new(key, hv_random_system, &vault), HV_OK);
    assert_int_equal(hv_vault_new(other_key, hv_random_system, &elsewhere), HV_OK);
    hv_second_factor_secret(vault, log, id, secrets[0]);
    hv_second_factor_secret(vault, log, other, secrets[1]);
    hv_second_factor_secret(vault, other_log, id, secrets[2]);
    hv_second_factor_secret(elsewhere, log, id, secrets[3]);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_memory_not_equal(secrets[i], secrets[j], HV_SECOND_FACTOR_SIZE);
        }
    }
    hv_second_factor_secret(vault, log, id, secrets[4]);
    assert_memory_equal(secrets[0], secrets[4], HV_SECOND_FACTOR_SIZE);
    for (uint32_t index = 0; index < 4; index++) {
        hv_vault_token(vault, log, id, index, token);
        assert_memory_not_equal(secrets[0], token, sizeof token);
    }
    hv_vault_free(vault);
    hv_vault_free(elsewhere);
}

static void as_text_it_is_base32(void **state)
{
    char text[HV_SECOND_FACTOR_TEXT_SIZE];

    (void)state;
    assert_int_equal(hv_second_factor_text(rfc_secret, text), HV_OK);
    assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_are_those_of_rfc_6238),
        cmocka_unit_test(a_clock_may_be_a_step_off),
        cmocka_unit_test(a_step_counts_once_and_never_one_before_it),
        cmocka_unit_test(what_is_no_code_never_fits),
        cmocka_unit_test(a_secret_is_made_of_the_server_key_and_an_id),
        cmocka_unit_test(as_text_it_is_base32),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
