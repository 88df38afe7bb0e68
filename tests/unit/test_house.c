/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/house.h"
#include "tests/unit/evening.h"

static bool equal(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

static struct hv_house_event wanted(uint16_t number)
{
    return (struct hv_house_event){
        .log = { { 1, (uint8_t)(number >> 8), (uint8_t)number } },
        .command = { { 2, (uint8_t)(number >> 8), (uint8_t)number } },
        .at = 1000,
        .title = BYTES("Groep"),
        .programme = BYTES("hold_me_tight"),
    };
}

static struct hv_house *found(struct hv_arena *arena)
{
    const struct hv_house_event founded = { .type = HV_HOUSE_FOUNDED, .token_hash = { 5 } };
    struct hv_house *house;

    hv_arena_init(arena, 8 * 1024 * 1024);
    house = hv_house_new(arena);
    assert_non_null(house);
    assert_int_equal(hv_house_evolve(house, &founded), HV_OK);
    return house;
}

static void make(struct hv_house *house, uint16_t number)
{
    struct hv_house_event event, asked = wanted(number);
    bool again = true;

    assert_int_equal(hv_house_make_group(house, &asked, &again, &event), HV_REFUSAL_NONE);
    assert_false(again);
    assert_int_equal(hv_house_evolve(house, &event), HV_OK);
}

static void a_house_has_one_owner(void **state)
{
    const struct hv_house_event founded = { .type = HV_HOUSE_FOUNDED, .token_hash = { 5 } };
    const uint8_t other[HV_TOKEN_HASH_SIZE] = { 6 };
    struct hv_arena arena;
    struct hv_house *house;

    (void)state;
    hv_arena_init(&arena, 1024 * 1024);
    house = hv_house_new(&arena);
    assert_false(hv_house_founded(house));
    assert_int_equal(hv_house_owner_until(house, (const uint8_t[HV_TOKEN_HASH_SIZE]){ 0 }, equal),
                     0);
    assert_int_equal(hv_house_evolve(house, &founded), HV_OK);
    assert_true(hv_house_founded(house));
    assert_true(hv_house_owner_until(house, founded.token_hash, equal) == INT64_MAX);
    assert_int_equal(hv_house_owner_until(house, other, equal), 0);
    assert_int_equal(hv_house_evolve(house, &founded), HV_ECORRUPT);
    hv_arena_free(&arena);
}

static struct hv_house_event
login(enum hv_house_event_type type, uint8_t token, int64_t at, int64_t ends_at)
{
    return (struct hv_house_event){
        .type = type,
        .token_hash = { token },
        .at = at,
        .ends_at = ends_at,
        .verifier = hv_bytes_from_text(type == HV_HOUSE_PASSPHRASE_SET ? "$argon2id$..." : ""),
    };
}

static int64_t until(const struct hv_house *house, uint8_t token)
{
    return hv_house_owner_until(house, (const uint8_t[HV_TOKEN_HASH_SIZE]){ token }, equal);
}

static void a_passphrase_ends_what_let_in_before(void **state)
{
    struct hv_arena arena;
    struct hv_house *house = found(&arena);
    struct hv_house_event early = login(HV_HOUSE_OWNER_CAME, 7, 10, 20);
    struct hv_house_event set = login(HV_HOUSE_PASSPHRASE_SET, 8, 10, 100);
    struct hv_house_event came = login(HV_HOUSE_OWNER_CAME, 9, 11, 110);
    struct hv_house_event again = login(HV_HOUSE_PASSPHRASE_SET, 10, 12, 120);
    struct hv_house_event left = login(HV_HOUSE_OWNER_LEFT, 10, 13, 0);

    (void)state;
    assert_int_equal(hv_house_verifier(house).size, 0);
    assert_int_equal(hv_house_evolve(house, &set), HV_OK);
    assert_true(hv_bytes_equal(hv_house_verifier(house), set.verifier));
    assert_int_equal(until(house, 5), 0); /* the founding's */
    assert_int_equal(until(house, 8), 100);

    assert_int_equal(hv_house_evolve(house, &came), HV_OK);
    assert_int_equal(until(house, 8), 100);
    assert_int_equal(until(house, 9), 110);

    assert_int_equal(hv_house_evolve(house, &again), HV_OK);
    assert_int_equal(until(house, 8), 0);
    assert_int_equal(until(house, 9), 0);
    assert_int_equal(until(house, 10), 120);
    assert_int_equal(hv_house_evolve(house, &left), HV_OK);
    assert_int_equal(until(house, 10), 0);
    hv_arena_free(&arena);

    house = found(&arena);
    assert_int_equal(hv_house_evolve(house, &early), HV_ECORRUPT); /* no passphrase is set */
    hv_arena_free(&arena);
}

static void without_a_passphrase_the_owner_comes_by_a_new_token(void **state)
{
    struct hv_arena arena;
    struct hv_house *house = found(&arena);
    struct hv_house_event set = login(HV_HOUSE_PASSPHRASE_SET, 8, 10, 100);
    struct hv_house_event came = login(HV_HOUSE_OWNER_CAME, 9, 11, 110);
    struct hv_house_event gone = login(HV_HOUSE_PASSPHRASE_GONE, 6, 12, 0);
    struct hv_house_event again = login(HV_HOUSE_PASSPHRASE_SET, 10, 13, 120);

    (void)state;
    gone.command = (struct hv_id){ { 3 } };
    assert_true(hv_id_is_zero(hv_house_owner_from(house)));
    assert_int_equal(hv_house_evolve(house, &gone), HV_ECORRUPT); /* there is none */
    assert_int_equal(hv_house_evolve(house, &set), HV_OK);
    assert_int_equal(hv_house_evolve(house, &came), HV_OK);
    gone.command = (struct hv_id){ { 0 } };
    assert_int_equal(hv_house_evolve(house, &gone), HV_ECORRUPT); /* that of the founding */
    gone.command = (struct hv_id){ { 3 } };
    assert_int_equal(hv_house_evolve(house, &gone), HV_OK);

    assert_int_equal(hv_house_verifier(house).size, 0);
    assert_true(hv_id_equal(hv_house_owner_from(house), gone.command));
    assert_int_equal(until(house, 5), 0); /* the founding's */
    assert_int_equal(until(house, 8), 0);
    assert_int_equal(until(house, 9), 0);
    assert_true(until(house, 6) == INT64_MAX);

    assert_int_equal(hv_house_evolve(house, &again), HV_OK);
    assert_int_equal(until(house, 6), 0);
    assert_int_equal(until(house, 10), 120);
    hv_arena_free(&arena);
}

static struct hv_house_event with_code(struct hv_house_event event, uint8_t from, int64_t step)
{
    event.command = (struct hv_id){ { from } };
    event.code_step = step;
    return event;
}

static void with_a_second_factor_each_code_serves_once(void **state)
{
    const struct hv_house_event passphrase = login(HV_HOUSE_PASSPHRASE_SET, 8, 10, 100);
    const struct hv_house_event came = login(HV_HOUSE_OWNER_CAME, 9, 11, 110);
    const struct hv_house_event factor = { .type = HV_HOUSE_SECOND_FACTOR_SET };
    const struct hv_house_event gone = { .type = HV_HOUSE_SECOND_FACTOR_GONE };
    const struct {
        struct hv_house_event event;
        enum hv_code code;
        int64_t used; /* afterwards; 0: it is not set */
    } rows[] = {
        { with_code(factor, 3, 50), HV_ECORRUPT, 0 }, /* without a passphrase */
        { passphrase, HV_OK, 0 },
        { gone, HV_ECORRUPT, 0 },
        { with_code(came, 0, 40), HV_ECORRUPT, 0 }, /* a code that nobody asked */
        { came, HV_OK, 0 },
        { with_code(factor, 0, 50), HV_ECORRUPT, 0 },
        { with_code(factor, 3, 0), HV_ECORRUPT, 0 },
        { with_code(factor, 3, 50), HV_OK, 50 },
        { with_code(factor, 4, 60), HV_ECORRUPT, 50 },
        { came, HV_ECORRUPT, 50 },
        { with_code(came, 0, 50), HV_ECORRUPT, 50 },
        { with_code(came, 0, 49), HV_ECORRUPT, 50 },
        { with_code(came, 0, 51), HV_OK, 51 },
        { with_code(came, 0, 51), HV_ECORRUPT, 51 },
        { passphrase, HV_OK, 51 }, /* another passphrase leaves it as it is */
        { gone, HV_OK, 0 },
        { came, HV_OK, 0 },
        { with_code(factor, 4, 20), HV_OK, 20 }, /* another secret: other codes */
    };
    struct hv_arena arena;
    struct hv_house *house = found(&arena);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hv_house_evolve(house, &rows[i].event), rows[i].code);
        assert_int_equal(hv_house_second_factor(house).set, rows[i].used != 0);
        assert_int_equal(hv_house_second_factor(house).used, rows[i].used);
    }
    assert_int_equal(hv_house_second_factor(house).from.b[0], 4);
    assert_int_equal(until(house, 9), 110);
    hv_arena_free(&arena);
}

static void the_oldest_login_goes_when_there_are_too_many(void **state)
{
    struct hv_arena arena;
    struct hv_house *house = found(&arena);
    struct hv_house_event set = login(HV_HOUSE_PASSPHRASE_SET, 100, 10, 1000);

    (void)state;
    assert_int_equal(hv_house_evolve(house, &set), HV_OK);
    for (uint8_t i = 0; i < HV_HOUSE_LOGINS_MAX - 1; i++) {
        struct hv_house_event came = login(HV_HOUSE_OWNER_CAME, (uint8_t)(101 + i), 10, 20 + i);
        assert_int_equal(hv_house_evolve(house, &came), HV_OK);
    }
    assert_int_equal(until(house, 100), 1000);
    struct hv_house_event one_more = login(HV_HOUSE_OWNER_CAME, 200, 11, 1001);
    assert_int_equal(hv_house_evolve(house, &one_more), HV_OK);
    assert_int_equal(until(house, 100), 0);
    assert_int_equal(until(house, 101), 20);

    /* Those that have ended make room first. */
    struct hv_house_event later = login(HV_HOUSE_OWNER_CAME, 201, 21, 1021);
    assert_int_equal(hv_house_evolve(house, &later), HV_OK);
    assert_int_equal(until(house, 101), 0);
    assert_int_equal(until(house, 102), 0);
    assert_int_equal(until(house, 103), 22);
    assert_int_equal(until(house, 200), 1001);
    hv_arena_free(&arena);
}

static void groups_are_made_once_and_kept_in_order(void **state)
{
    struct hv_arena arena;
    struct hv_house *house = found(&arena);
    struct hv_house_event event, asked;
    bool again = false;

    (void)state;
    for (uint16_t number = 1; number <= 40; number++) {
        make(house, number);
    }
    for (uint16_t number = 1; number <= 40; number++) {
        asked = wanted(number);
        assert_true(hv_id_equal(hv_house_group(house, number - 1u)->log, asked.log));
        assert_ptr_equal(hv_house_find(house, asked.log), hv_house_group(house, number - 1u));
        assert_true(hv_house_group(house, number - 1u)->deadline == INT64_MAX);
    }
    assert_null(hv_house_group(house, 40));
    assert_null(hv_house_find(house, wanted(41).log));

    asked = wanted(7); /* the same command, whatever it says now */
    asked.title = BYTES("Anders");
    asked.log.b[5] = 9;
    assert_int_equal(hv_house_make_group(house, &asked, &again, &event), HV_REFUSAL_NONE);
    assert_true(again);
    assert_true(hv_id_equal(event.log, wanted(7).log));
    assert_true(hv_bytes_equal(event.title, BYTES("Groep")));
    hv_arena_free(&arena);
}

static void what_is_not_a_group_is_refused(void **state)
{
    static const uint8_t long_title[HV_GROUP_TITLE_MAX + 1] = { 'x' };
    struct hv_arena arena;
    struct hv_house *house = found(&arena);
    struct hv_house_event event, cases[5];
    bool again;

    (void)state;
    make(house, 1);
    for (size_t i = 0; i < COUNT(cases); i++) {
        cases[i] = wanted(2);
    }
    cases[0].title = BYTES("");
    cases[1].title = (struct hv_bytes){ long_title, sizeof long_title };
    cases[2].programme = BYTES("");
    cases[3].log = wanted(1).log;
    cases[4].command = (struct hv_id){ { 0 } };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(hv_house_make_group(house, &cases[i], &again, &event), HV_REFUSAL_INVALID);
    }
    for (uint16_t number = 2; number <= HV_GROUPS_MAX; number++) {
        make(house, number);
    }
    cases[0] = wanted(HV_GROUPS_MAX + 1);
    assert_int_equal(hv_house_make_group(house, &cases[0], &again, &event), HV_REFUSAL_FULL);
    hv_arena_free(&arena);

    hv_arena_init(&arena, 1024 * 1024);
    cases[0] = wanted(1);
    assert_int_equal(hv_house_make_group(hv_house_new(&arena), &cases[0], &again, &event),
                     HV_REFUSAL_NOT_ALLOWED);
    hv_arena_free(&arena);
}

static void deadlines_move_and_groups_end(void **state)
{
    struct hv_house_event event = wanted(1);
    struct hv_arena arena;
    struct hv_house *house = found(&arena);

    (void)state;
    make(house, 1);
    event.type = HV_HOUSE_DEADLINE_MOVED;
    event.deadline = 5000;
    assert_int_equal(hv_house_evolve(house, &event), HV_OK);
    assert_int_equal(hv_house_group(house, 0)->deadline, 5000);
    event.type = HV_HOUSE_GROUP_ENDED;
    assert_int_equal(hv_house_evolve(house, &event), HV_OK);
    assert_true(hv_house_group(house, 0)->ended);
    assert_true(hv_house_group(house, 0)->deadline == INT64_MAX);
    event = wanted(2);
    event.type = HV_HOUSE_GROUP_ENDED;
    assert_int_equal(hv_house_evolve(house, &event), HV_ECORRUPT);
    event.type = HV_HOUSE_EVENT_END;
    assert_int_equal(hv_house_evolve(house, &event), HV_ECORRUPT);
    event = wanted(1);
    event.type = HV_HOUSE_GROUP_MADE;
    assert_int_equal(hv_house_evolve(house, &event), HV_ECORRUPT); /* that log is there */
    hv_arena_free(&arena);
}

static void memory_that_runs_out_is_said(void **state)
{
    const struct hv_house_event founded = { .type = HV_HOUSE_FOUNDED };

    (void)state;
    for (size_t limit = 0; limit < 2000; limit += 16) {
        enum hv_code code = HV_OK;
        struct hv_arena arena;
        struct hv_house *house;

        hv_arena_init(&arena, limit);
        house = hv_house_new(&arena);
        assert_true(house == NULL || hv_house_evolve(house, &founded) == HV_OK);
        for (uint16_t number = 1; house != NULL && code == HV_OK; number++) {
            struct hv_house_event event = wanted(number);

            event.type = HV_HOUSE_GROUP_MADE;
            code = hv_house_evolve(house, &event);
        }
        assert_true(house == NULL || code == HV_ENOMEM);
        hv_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_house_has_one_owner),
        cmocka_unit_test(a_passphrase_ends_what_let_in_before),
        cmocka_unit_test(without_a_passphrase_the_owner_comes_by_a_new_token),
        cmocka_unit_test(with_a_second_factor_each_code_serves_once),
        cmocka_unit_test(the_oldest_login_goes_when_there_are_too_many),
        cmocka_unit_test(groups_are_made_once_and_kept_in_order),
        cmocka_unit_test(what_is_not_a_group_is_refused),
        cmocka_unit_test(deadlines_move_and_groups_end),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
