/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "vault/vault.h"

static const struct hv_passphrase_cost small = { .operations = 1, .memory = 8192 };

static void a_passphrase_fits_its_own_verifier_alone(void **state)
{
    static const struct {
        const char *passphrase;
        enum hv_code code;
    } rows[] = {
        { "zes rode vissen", HV_OK },
        { "zes rode visse", HV_EPERM },
        { "zes rode vissen ", HV_EPERM },
        { "Zes rode vissen", HV_EPERM },
        { "", HV_EPERM },
    };
    char verifier[HV_VERIFIER_MAX + 1];

    (void)state;
    assert_int_equal(
        hv_passphrase_verifier(hv_bytes_from_text(rows[0].passphrase), small, verifier), HV_OK);
    assert_memory_equal(verifier, "$argon2id$", 10);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hv_passphrase_check(hv_bytes_from_text(rows[i].passphrase), verifier),
                         rows[i].code);
    }
}

/* Nobody sees from what is stored that two chose the same. */
static void no_two_verifiers_are_the_same(void **state)
{
    struct hv_bytes passphrase = hv_bytes_from_text("zes rode vissen");
    char first[HV_VERIFIER_MAX + 1], second[HV_VERIFIER_MAX + 1];

    (void)state;
    assert_int_equal(hv_passphrase_verifier(passphrase, small, first), HV_OK);
    assert_int_equal(hv_passphrase_verifier(passphrase, small, second), HV_OK);
    assert_string_not_equal(first, second);
    assert_int_equal(hv_passphrase_check(passphrase, second), HV_OK);
}

/* A verifier tells its cost, so that a server may ask more later. */
static void the_usual_cost_is_64_mib_and_three_passes(void **state)
{
    struct hv_bytes passphrase = hv_bytes_from_text("zes rode vissen");
    char verifier[HV_VERIFIER_MAX + 1];

    (void)state;
    assert_int_equal(hv_passphrase_verifier(passphrase, hv_passphrase_cost_usual, verifier), HV_OK);
    assert_non_null(strstr(verifier, "$m=65536,t=3,p=1$"));
    assert_int_equal(hv_passphrase_check(passphrase, verifier), HV_OK);
}

static void memory_that_is_not_there_is_no_wrong_passphrase(void **state)
{
    static const struct hv_passphrase_cost absurd = { .operations = 1, .memory = (size_t)1 << 48 };
    char verifier[HV_VERIFIER_MAX + 1];

    (void)state;
    assert_int_equal(
        hv_passphrase_verifier(hv_bytes_from_text("zes rode vissen"), absurd, verifier), HV_ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passphrase_fits_its_own_verifier_alone),
        cmocka_unit_test(no_two_verifiers_are_the_same),
        cmocka_unit_test(the_usual_cost_is_64_mib_and_three_passes),
        cmocka_unit_test(memory_that_is_not_there_is_no_wrong_passphrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
