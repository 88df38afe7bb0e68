/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

static const enum hv_code all_codes[] = {
#define CODE(constant, name, meaning) constant,
    HV_CODE_MAP(CODE)
#undef CODE
};

#define CODE_COUNT (sizeof all_codes / sizeof all_codes[0])

static void every_code_has_a_name_and_a_text_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < CODE_COUNT; i++) {
        assert_int_not_equal(all_codes[i], HV_OK);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(hv_code_name(all_codes[i]), hv_code_name(all_codes[j]));
            assert_string_not_equal(hv_code_text(all_codes[i]), hv_code_text(all_codes[j]));
        }
    }
}

static void a_name_belongs_to_its_constant(void **state)
{
    (void)state;
    assert_string_equal(hv_code_name(HV_OK), "OK");
#define CODE(constant, name, meaning)                  \
    assert_string_equal(#constant, "HV_" name);        \
    assert_string_equal(hv_code_name(constant), name); \
    assert_string_equal(hv_code_text(constant), meaning);
    HV_CODE_MAP(CODE)
#undef CODE
}

static void an_unknown_number_is_named_as_such(void **state)
{
    unsigned beyond = CODE_COUNT + 1;

    (void)state;
    assert_string_equal(hv_code_name((enum hv_code)beyond), "E?");
    assert_string_equal(hv_code_text((enum hv_code)beyond), "unknown fault");
}

static void setting_an_error_fills_it_and_returns_its_code(void **state)
{
    struct hv_error error = { .code = HV_OK };

    (void)state;
    assert_int_equal(hv_error_set(&error, HV_EIO, "%s: line %d", "a.yaml", 7), HV_EIO);
    assert_int_equal(error.code, HV_EIO);
    assert_string_equal(error.text, "a.yaml: line 7");
    assert_int_equal(hv_error_set(NULL, HV_EFULL, "nobody looks"), HV_EFULL);
}

/* "é" takes 2 bytes, "€" 3, "𝄞" 4: at some offset each is cut in the middle. */
static void a_long_sentence_is_cut_at_a_whole_character(void **state)
{
    const char *const characters[] = { "x", "é", "€", "𝄞" };
    char sentence[400];
    struct hv_error error;

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        size_t width = strlen(characters[i]);
        for (size_t offset = 0; offset < width; offset++) {
            size_t size = offset;
            memset(sentence, 'x', offset);
            for (; size + width < sizeof sentence; size += width) {
                memcpy(sentence + size, characters[i], width);
            }
            sentence[size] = '\0';
            hv_error_set(&error, HV_EINVAL, "%s", sentence);
            size_t whole = (sizeof error.text - 1 - offset) / width * width + offset;
            assert_int_equal(strlen(error.text), whole);
            assert_memory_equal(error.text, sentence, whole);
        }
    }
}

static void a_sentence_that_just_fits_is_kept_whole(void **state)
{
    char sentence[sizeof((struct hv_error *)NULL)->text];
    struct hv_error error;

    (void)state;
    memset(sentence, 'x', sizeof sentence);
    memcpy(sentence + sizeof sentence - 3, "é", sizeof "é");
    hv_error_set(&error, HV_EINVAL, "%s", sentence);
    assert_string_equal(error.text, sentence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_name_and_a_text_of_its_own),
        cmocka_unit_test(a_name_belongs_to_its_constant),
        cmocka_unit_test(an_unknown_number_is_named_as_such),
        cmocka_unit_test(setting_an_error_fills_it_and_returns_its_code),
        cmocka_unit_test(a_long_sentence_is_cut_at_a_whole_character),
        cmocka_unit_test(a_sentence_that_just_fits_is_kept_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
