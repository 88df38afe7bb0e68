/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/code.h"

static void the_same_bytes_give_the_same_code(void **state)
{
    const uint8_t zeros[HV_CODE_RANDOM_SIZE] = { 0 };
    const uint8_t one[HV_CODE_RANDOM_SIZE] = { [HV_CODE_RANDOM_SIZE - 1] = 28 + 3 };
    uint8_t code[HV_CARD_CODE_SIZE];

    (void)state;
    hv_code_make(zeros, code, sizeof code);
    assert_memory_equal(code, "22222222", sizeof code);
    hv_code_make(one, code, sizeof code); /* its digits to the base of 28, the last first */
    assert_memory_equal(code, "53222222", sizeof code);
}

/* Every symbol comes about as often as another at every place. */
static void every_symbol_is_as_likely(void **state)
{
    enum {
        CODES = 28000,
        SYMBOLS = sizeof HV_CODE_ALPHABET - 1
    };
    static unsigned counts[HV_CODE_SYMBOLS_MAX][256];
    uint64_t random = 20261120;

    (void)state;
    for (unsigned i = 0; i < CODES; i++) {
        uint8_t bytes[HV_CODE_RANDOM_SIZE], code[HV_CODE_SYMBOLS_MAX];

        for (unsigned j = 0; j < sizeof bytes; j++) {
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            bytes[j] = (uint8_t)(random >> 56);
        }
        hv_code_make(bytes, code, sizeof code);
        assert_true(hv_code_is(code, sizeof code));
        for (unsigned j = 0; j < sizeof code; j++) {
            counts[j][code[j]]++;
        }
    }
    for (unsigned j = 0; j < HV_CODE_SYMBOLS_MAX; j++) {
        for (unsigned i = 0; i < SYMBOLS; i++) {
            unsigned count = counts[j][(uint8_t)HV_CODE_ALPHABET[i]];

            assert_in_range(count, CODES / SYMBOLS - 200, CODES / SYMBOLS + 200);
        }
    }
}

static void the_next_code_is_another_and_goes_round(void **state)
{
    uint8_t code[] = { 'Z', 'Z', '2' }, last[] = { 'Z', 'Z', 'Z' };

    (void)state;
    hv_code_next(code, sizeof code);
    assert_memory_equal(code, "223", sizeof code);
    hv_code_next(code, sizeof code);
    assert_memory_equal(code, "323", sizeof code);
    hv_code_next(last, sizeof last);
    assert_memory_equal(last, "222", sizeof last);
}

static void what_a_person_types_is_read_with_indulgence(void **state)
{
    static const struct {
        const char *typed;
        bool read;
    } cases[] = {
        { "BCDF", true },  { "bcdf", true },   { " bc-df ", true },      { "B C D F", true },
        { "BCD", false },  { "BCDFG", false }, { "BCDA", false },        { "BCD0", false },
        { "", false },     { "BCD1", false },  { "bcd\xc3\xa9", false }, { "bc_df", false },
        { "    ", false }, { "----", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t code[HV_PEN_CODE_SIZE] = { 1, 2, 3, 4 };
        const uint8_t before[HV_PEN_CODE_SIZE] = { 1, 2, 3, 4 };

        if (hv_code_read(hv_bytes_from_text(cases[i].typed), code, sizeof code) != cases[i].read) {
            fail_msg("\"%s\"", cases[i].typed);
        }
        assert_memory_equal(code, cases[i].read ? (const uint8_t *)"BCDF" : before, sizeof code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_bytes_give_the_same_code),
        cmocka_unit_test(every_symbol_is_as_likely),
        cmocka_unit_test(the_next_code_is_another_and_goes_round),
        cmocka_unit_test(what_a_person_types_is_read_with_indulgence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
