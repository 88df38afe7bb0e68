/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

#include "memory_search.h"

#define LIMIT (8u * 1024u * 1024u)

static void memory_is_aligned_zeroed_and_not_shared(void **state)
{
    enum {
        COUNT = 2000
    };
    unsigned char *pieces[COUNT];
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, LIMIT);
    for (size_t i = 0; i < COUNT; i++) {
        pieces[i] = hv_arena_alloc(&arena, i);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t at = 0; at < i; at++) {
            assert_int_equal(pieces[i][at], 0);
        }
        memset(pieces[i], (int)(i % 251) + 1, i);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t at = 0; at < i; at++) {
            assert_int_equal(pieces[i][at], i % 251 + 1);
        }
    }
    hv_arena_free(&arena);
}

static void the_limit_is_exact_and_what_was_given_stays(void **state)
{
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 64);
    unsigned char *first = hv_arena_alloc(&arena, 48);
    assert_non_null(first);
    first[47] = 9;
    assert_null(hv_arena_alloc(&arena, 17));
    assert_int_equal(hv_arena_used(&arena), 48);
    assert_non_null(hv_arena_alloc(&arena, 16));
    assert_null(hv_arena_alloc(&arena, 1));
    assert_int_equal(first[47], 9);
    assert_int_equal(hv_arena_used(&arena), 64);
    hv_arena_free(&arena);
}

static void sizes_that_overflow_are_refused(void **state)
{
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, SIZE_MAX);
    assert_null(hv_arena_alloc(&arena, SIZE_MAX));
    assert_null(hv_arena_alloc(&arena, SIZE_MAX - 8));
    assert_null(hv_arena_alloc(&arena, SIZE_MAX - 31));
    assert_null(hv_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(hv_arena_array(&arena, 3, SIZE_MAX / 2));
    assert_int_equal(hv_arena_used(&arena), 0);
    hv_arena_free(&arena);
}

static void an_array_takes_the_product(void **state)
{
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, LIMIT);
    assert_non_null(hv_arena_array(&arena, 16, 24));
    assert_int_equal(hv_arena_used(&arena), 16 * 24);
    assert_non_null(hv_arena_array(&arena, 0, 24));
    assert_non_null(hv_arena_array(&arena, 24, 0));
    assert_int_equal(hv_arena_used(&arena), 16 * 24);
    hv_arena_free(&arena);
}

static void a_copy_is_the_same_bytes_elsewhere(void **state)
{
    const char text[] = "samen openen";
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 32);
    char *copy = hv_arena_copy(&arena, text, sizeof text);
    assert_non_null(copy);
    assert_ptr_not_equal(copy, text);
    assert_string_equal(copy, text);
    assert_non_null(hv_arena_copy(&arena, NULL, 0));
    assert_null(hv_arena_copy(&arena, text, 33));
    hv_arena_free(&arena);
}

static void reset_takes_all_back_and_reuses_the_first_block(void **state)
{
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, LIMIT);
    unsigned char *first = hv_arena_alloc(&arena, 100);
    assert_non_null(first);
    memset(first, 0xff, 100);
    assert_non_null(hv_arena_alloc(&arena, 1024 * 1024));
    hv_arena_reset(&arena);
    assert_int_equal(hv_arena_used(&arena), 0);
    unsigned char *again = hv_arena_alloc(&arena, 100);
    assert_ptr_equal(again, first);
    assert_int_equal(again[0], 0);
    assert_int_equal(again[99], 0);
    assert_non_null(hv_arena_alloc(&arena, LIMIT - 200));
    hv_arena_free(&arena);
}

static volatile uint8_t counter = 1; /* what the compiler does not know is not in the program */

static void put_secret(uint8_t *place)
{
    for (size_t i = 0; i < sizeof masked; i++) {
        place[i] = (uint8_t)(i * 7 + counter);
    }
}

/* In each of several blocks, at their ends too. */
static void what_is_taken_back_is_wiped(void **state)
{
    struct hv_arena arena;
    uint8_t *pieces[6];

    (void)state;
    uint8_t *secret = malloc(sizeof masked);
    assert_non_null(secret);
    put_secret(secret);
    look_for(secret);
    explicit_bzero(secret, sizeof masked);
    free(secret);
    assert_int_equal(copies_in_memory(), 0);

    for (int frees = 0; frees < 2; frees++) {
        hv_arena_init(&arena, LIMIT);
        for (size_t i = 0; i < 6; i++) {
            size_t size = sizeof masked + (i % 2 == 0 ? 0 : 8000);
            pieces[i] = hv_arena_alloc(&arena, size);
            assert_non_null(pieces[i]);
            put_secret(pieces[i] + size - sizeof masked);
        }
        assert_int_equal(copies_in_memory(), 6);
        if (frees) {
            hv_arena_free(&arena);
        } else {
            hv_arena_reset(&arena);
        }
        assert_int_equal(copies_in_memory(), 0);
        hv_arena_free(&arena);
    }
}

static void an_empty_arena_can_be_reset_freed_and_used_again(void **state)
{
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, 64);
    hv_arena_reset(&arena);
    hv_arena_free(&arena);
    hv_arena_free(&arena);
    assert_non_null(hv_arena_alloc(&arena, 64));
    assert_null(hv_arena_alloc(&arena, 1));
    hv_arena_free(&arena);
    assert_non_null(hv_arena_alloc(&arena, 64));
    hv_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_zeroed_and_not_shared),
        cmocka_unit_test(the_limit_is_exact_and_what_was_given_stays),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(an_array_takes_the_product),
        cmocka_unit_test(a_copy_is_the_same_bytes_elsewhere),
        cmocka_unit_test(reset_takes_all_back_and_reuses_the_first_block),
        cmocka_unit_test(what_is_taken_back_is_wiped),
        cmocka_unit_test(an_empty_arena_can_be_reset_freed_and_used_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
