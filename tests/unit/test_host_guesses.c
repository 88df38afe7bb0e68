/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/code.h"
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

/* ---- Somebody who has all the time and addresses in the world ---- */

static uint64_t draw(uint64_t *random)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *random >> 33;
}

static void draw_code(uint64_t *random, uint8_t ret[HV_WALK_IN_CODE_SIZE])
{
    uint8_t bytes[HV_CODE_RANDOM_SIZE];

    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)draw(random);
    }
    hv_code_make(bytes, ret, HV_WALK_IN_CODE_SIZE);
}

/* However many codes are tried in an evening of three hours, from however many addresses, ten a
 * minute are looked at. */
static void a_million_guesses_are_ten_a_minute(void **state)
{
    enum {
        TRIES = 1000000,
        MINUTES = 180
    };
    struct hv_guesses guesses = { .known_count = 0 };
    uint64_t random = 20261120;
    uint32_t looked_at = 0;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)random);
    for (uint32_t i = 0; i < TRIES; i++) {
        int64_t at = NOW + (int64_t)i * MINUTES * 60000 / TRIES;

        looked_at += try_at(&guesses, HV_GUESS_CODE, (uint32_t)draw(&random), at);
    }
    assert_in_range(looked_at, MINUTES * HV_CODE_GUESSES - HV_CODE_GUESSES,
                    MINUTES * HV_CODE_GUESSES);
}

/* Whoever has read three of the six symbols off the wall hits as often as chance has it: one in
 * 28^3. Without them it is one in 28^6. Twenty lobbies are open all the time. */
static void a_million_guesses_hit_as_often_as_chance_has_it(void **state)
{
    enum {
        GUESSES = 1000000,
        LOBBIES = 20,
        READ = 3
    };
    uint8_t lobbies[LOBBIES][HV_WALK_IN_CODE_SIZE];
    uint64_t random = 20261121;
    uint32_t hits = 0, blind_hits = 0;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)random);
    for (size_t i = 0; i < LOBBIES; i++) {
        draw_code(&random, lobbies[i]);
    }
    for (uint32_t i = 0; i < GUESSES; i++) {
        uint8_t guess[HV_WALK_IN_CODE_SIZE];
        const uint8_t *seen = lobbies[i % LOBBIES];

        draw_code(&random, guess);
        for (size_t j = 0; j < LOBBIES; j++) {
            blind_hits += memcmp(guess, lobbies[j], sizeof guess) == 0;
        }
        hits += memcmp(guess + READ, seen + READ, sizeof guess - READ) == 0;
    }
    print_message("hits %u, expected %d; blind %u\n", hits, GUESSES / (28 * 28 * 28), blind_hits);
    assert_in_range(hits, 45 - 5 * 7, 45 + 5 * 7); /* five standard deviations */
    assert_int_equal(blind_hits, 0);               /* 0.04 expected */
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
        cmocka_unit_test(a_million_guesses_are_ten_a_minute),
        cmocka_unit_test(a_million_guesses_hit_as_often_as_chance_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
