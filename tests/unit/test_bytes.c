/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"

static void equal_bytes_have_equal_size_and_content(void **state)
{
    const struct {
        const char *a;
        const char *b;
        bool equal;
    } rows[] = {
        { "", "", true },     { "a", "a", true },  { "a", "", false },
        { "ab", "a", false }, { "a", "b", false }, { "een", "een", true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_bytes a = hv_bytes_from_text(rows[i].a);
        struct hv_bytes b = hv_bytes_from_text(rows[i].b);
        assert_int_equal(hv_bytes_equal(a, b), rows[i].equal);
    }
    assert_true(hv_bytes_equal((struct hv_bytes){ NULL, 0 }, hv_bytes_from_text("")));
}

static void ids_compare_byte_by_byte(void **state)
{
    struct hv_id low = { .b = { [15] = 1 } };
    struct hv_id high = { .b = { [0] = 1 } };

    (void)state;
    assert_true(hv_id_compare(low, high) < 0);
    assert_true(hv_id_compare(high, low) > 0);
    assert_int_equal(hv_id_compare(low, low), 0);
    assert_true(hv_id_equal(low, low));
    assert_false(hv_id_equal(low, high));
}

static void only_the_id_of_zeroes_is_zero(void **state)
{
    struct hv_id id = { .b = { 0 } };

    (void)state;
    assert_true(hv_id_is_zero(id));
    for (size_t i = 0; i < sizeof id.b; i++) {
        id.b[i] = 0x80;
        assert_false(hv_id_is_zero(id));
        id.b[i] = 0;
    }
}

static void an_id_survives_hex_and_back(void **state)
{
    const char *text = "00112233445566778899aabbccddeeff";
    char again[HV_ID_HEX_SIZE + 1];
    struct hv_id id;

    (void)state;
    assert_true(hv_id_from_hex(hv_bytes_from_text(text), &id));
    assert_int_equal(id.b[1], 0x11);
    assert_int_equal(id.b[15], 0xff);
    hv_id_to_hex(id, again);
    assert_string_equal(again, text);
    assert_true(hv_id_from_hex(hv_bytes_from_text("00112233445566778899AABBCCDDEEFF"), &id));
    assert_int_equal(id.b[10], 0xaa);
}

static void wrong_hex_is_refused_and_leaves_the_result_alone(void **state)
{
    const char *const wrong[] = {
        "",
        "00",
        "00112233445566778899aabbccddeef",
        "00112233445566778899aabbccddeeff0",
        "00112233445566778899aabbccddeeff00",
        "00112233445566778899aabbccddeefg",
        "0x112233445566778899aabbccddeeff",
        " 0112233445566778899aabbccddeeff",
        "00112233445566778899aabbccddee/:",
        "00112233445566778899aabbccddee@`",
    };
    struct hv_id before = { .b = { 7, 7, 7 } };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hv_id id = before;
        assert_false(hv_id_from_hex(hv_bytes_from_text(wrong[i]), &id));
        assert_true(hv_id_equal(id, before));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_bytes_have_equal_size_and_content),
        cmocka_unit_test(ids_compare_byte_by_byte),
        cmocka_unit_test(only_the_id_of_zeroes_is_zero),
        cmocka_unit_test(an_id_survives_hex_and_back),
        cmocka_unit_test(wrong_hex_is_refused_and_leaves_the_result_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
