/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "host/guesses.h"
#include "host/host.h"

#define NOW INT64_C(1700000000000)

static struct hv_id peer(uint32_t number)
{
    struct hv_id id = { .b = { [10] = 0xff } };

    memcpy(id.b + 12, &number, sizeof number);
    return id;
}

static bool try_at(struct hv_guesses *guesses, enum hv_guess_kind kind, uint32_t number, int64_t at)
{
    struct hv_id from = peer(number);

    return hv_guesses_try(guesses, kind, &from, at);
}

static void each_kind_has_its_limits(void **state)
{
    static const struct {
        enum hv_guess_kind kind;
        uint32_t of_peer, of_all;
        int64_t span;
    } rows[] = {
        { HV_GUESS_CODE, 5, 10, 60000 },
        { HV_GUESS_PASSPHRASE, 5, 20, 600000 },
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct hv_guesses guesses = { .known_count = 0 };
        enum hv_guess_kind kind = rows[i].kind;
        uint32_t taken = 0;
        while (try_at(&guesses, kind, 1, NOW)) {
            taken++;
        }
        assert_int_equal(taken, rows[i].of_peer);
        for (uint32_t other = 2; other < 100; other++) {
            taken += try_at(&guesses, kind, other, NOW + 1);
        }
        assert_int_equal(taken, rows[i].of_all);
        assert_true(try_at(&guesses, 1 - kind, 1, NOW)); /* the other kind does not rest */

        assert_false(try_at(&guesses, kind, 1, NOW + rows[i].span - 1));
        assert_true(try_at(&guesses, kind, 1, NOW + rows[i].span));
    }
}

static void a_try_that_was_right_is_taken_back(void **state)
{
    struct hv_guesses guesses = { .known_count = 0 };
    struct hv_id one = peer(1);

    (void)state;
    for (int i = 0; i < 100; i++) {
        assert_true(try_at(&guesses, HV_GUESS_CODE, 1, NOW));
        hv_guesses_forgive(&guesses, HV_GUESS_CODE, &one);
    }
    assert_int_equal(guesses.of[HV_GUESS_CODE].count, 0);
    assert_true(try_at(&guesses, HV_GUESS_CODE, 2, NOW));
    hv_guesses_forgive(&guesses, HV_GUESS_CODE, &one); /* only its own */
    assert_int_equal(guesses.of[HV_GUESS_CODE].count, 1);
}

static void a_clock_that_was_set_back_keeps_nobody_out(void **state)
{
    struct hv_guesses guesses = { .known_count = 0 };

    (void)state;
    for (uint32_t i = 0; i < HV_CODE_GUESSES; i++) {
        assert_true(try_at(&guesses, HV_GUESS_CODE, i, NOW));
    }
    assert_false(try_at(&guesses, HV_GUESS_CODE, 99, NOW));
    assert_true(try_at(&guesses, HV_GUESS_CODE, 99, NOW - 3600000));
}

/* However many addresses come and are known, no list runs over. */
static void what_is_remembered_has_an_end(void **state)
{
    struct hv_guesses guesses = { .known_count = 0 };
    uint32_t taken = 0;

    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        struct hv_id from = peer(i);
        hv_guesses_know(&guesses, &from);
        for (int k = 0; k < HV_PASSPHRASE_GUESSES_PEER; k++) {
            taken += hv_guesses_try(&guesses, HV_GUESS_PASSPHRASE, &from, NOW);
        }
        assert_true(guesses.known_count <= HV_KNOWN_PEERS_MAX);
        assert_true(guesses.of[HV_GUESS_PASSPHRASE].count <= HV_GUESSES_MAX);
    }
    assert_int_equal(taken, HV_GUESSES_MAX);
    struct hv_id last = peer(999);
    hv_guesses_know(&guesses, &last);
    assert_false(try_at(&guesses, HV_GUESS_PASSPHRASE, 999, NOW));
    assert_true(try_at(&guesses, HV_GUESS_PASSPHRASE, 999, NOW + HV_PASSPHRASE_GUESSES_MS));
}

static void who_is_known_is_not_kept_out_by_others(void **state)
{
    struct hv_guesses guesses = { .known_count = 0 };
    struct hv_id owner = peer(7);

    (void)state;
    hv_guesses_know(&guesses, &owner);
    for (uint32_t i = 100; i < 200; i++) {
        (void)try_at(&guesses, HV_GUESS_PASSPHRASE, i, NOW);
    }
    assert_false(try_at(&guesses, HV_GUESS_PASSPHRASE, 8, NOW));
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        assert_true(try_at(&guesses, HV_GUESS_PASSPHRASE, 7, NOW));
    }
    assert_false(try_at(&guesses, HV_GUESS_PASSPHRASE, 7, NOW));
    hv_guesses_know(&guesses, &owner); /* its wrong tries are forgotten */
    assert_true(try_at(&guesses, HV_GUESS_PASSPHRASE, 7, NOW));

    /* Known by a passphrase: of codes it may not try more than others. */
    for (uint32_t i = 100; i < 200; i++) {
        (void)try_at(&guesses, HV_GUESS_CODE, i, NOW);
    }
    assert_false(try_at(&guesses, HV_GUESS_CODE, 7, NOW));
}

/* Also before anybody logged in there: the owner, at the laptop that the server runs on, gets in
 * after a restart whoever guesses meanwhile. It may not guess more than others. */
static void this_machine_is_not_kept_out_by_others(void **state)
{
    struct hv_guesses guesses = { .known_count = 0 };
    struct hv_id here = hv_peer_this_machine;

    (void)state;
    for (uint32_t i = 100; i < 200; i++) {
        (void)try_at(&guesses, HV_GUESS_PASSPHRASE, i, NOW);
    }
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        assert_true(hv_guesses_try(&guesses, HV_GUESS_PASSPHRASE, &here, NOW));
    }
    assert_false(hv_guesses_try(&guesses, HV_GUESS_PASSPHRASE, &here, NOW));
    assert_false(try_at(&guesses, HV_GUESS_PASSPHRASE, 8, NOW));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_its_limits),
        cmocka_unit_test(a_try_that_was_right_is_taken_back),
        cmocka_unit_test(a_clock_that_was_set_back_keeps_nobody_out),
        cmocka_unit_test(what_is_remembered_has_an_end),
        cmocka_unit_test(who_is_known_is_not_kept_out_by_others),
        cmocka_unit_test(this_machine_is_not_kept_out_by_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
