/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that people type: right and wrong ones look alike, few wait at the door, and who waits does
 * little. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/beat.h"
#include "host/guesses.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_entrance.h"

#define PAIR_MS 7000 /* wrong codes come no faster than the limit of all lets them */

static uint64_t draw(uint64_t *random)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *random >> 33;
}

static uint32_t size_of_answer(const struct link *link)
{
    assert_int_equal(link->count, 1);
    assert_int_equal(link->closed, 0);
    return (uint32_t)link->frames[0]->size;
}

/* A right and a wrong code are typed in the same millisecond: nothing comes before the beat, and on
 * it two answers that differ in their 32 bytes of token alone. */
static void
check_pair(struct evening *evening, struct hv_id id, const char *wrong, uint8_t peer_of_wrong)
{
    struct world *world = evening->world;
    int64_t typed = world->now;
    int64_t beat = (typed + 2 * HV_BEAT_MS - 1) / HV_BEAT_MS * HV_BEAT_MS;
    uint8_t tokens[2][HV_TOKEN_SIZE];
    struct link links[2];

    link_open_from(&links[0], world, 1);
    link_open_from(&links[1], world, peer_of_wrong);
    link_arrive(&links[0], id, NULL, evening->card.code, TABLE);
    link_arrive(&links[1], id, NULL, wrong, TABLE);
    world_run_until(world, beat - 1);
    assert_int_equal(links[0].count + links[1].count, 0);
    world_run_until(world, beat);
    assert_int_equal(size_of_answer(&links[0]), size_of_answer(&links[1]));
    for (uint8_t i = 0; i < 2; i++) {
        assert_true(link_admission(&links[i], tokens[i]));
    }
    assert_memory_not_equal(tokens[0], tokens[1], HV_TOKEN_SIZE);
    for (uint8_t i = 0; i < 2; i++) {
        link_drop(&links[i]);
    }
}

static void check_pairs(struct evening *evening, uint32_t count, uint64_t *random)
{
    int64_t began = evening->world->now;
    struct hv_id id = world_id(evening->world);

    for (uint32_t i = 0; i < count; i++) {
        char wrong[HV_CARD_CODE_SIZE + 1];

        world_run_until(evening->world,
                        began + (int64_t)i * PAIR_MS + (int64_t)(draw(random) % 1000));
        snprintf(wrong, sizeof wrong, "KKKK%04u", (unsigned)(draw(random) % 10000));
        if (i == count / 2) {
            id = world_id(evening->world); /* one more record; otherwise it is asked again */
        }
        check_pair(evening, id, wrong, (uint8_t)(2 + i % 8));
        link_forget(evening->facilitator);
    }
}

/* An evening is over at four; the next is a day long. */
static void right_and_wrong_codes_are_answered_alike(void **state)
{
    static const uint32_t pairs[] = { 2000, 9000, 9000 };
    struct evening evening;
    uint64_t random = 20261120;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)random);
    evening_begin(&evening);
    uint64_t before = world_counts(evening.world).frames_sent;
    for (int day = 0; day < 3; day++) {
        if (day > 0) {
            world_run_until(evening.world, EVENING_ENDS_AT + (day - 1) * INT64_C(86400000) + 1000);
            world_open_meeting(evening.facilitator);
        }
        check_pairs(&evening, pairs[day], &random);
    }
    assert_true(world_counts(evening.world).frames_sent - before >= 2 * 20000);
    evening_end(&evening);
}

/* Asked again, a wrong code gets the same as before, as a right one does; another one, or by
 * another id, gets something else. */
static void what_a_wrong_code_gets_is_as_steady_as_what_a_right_one_gets(void **state)
{
    struct evening evening;
    uint8_t tokens[5][HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    struct hv_id id = world_id(evening.world), other = world_id(evening.world);
    const struct {
        struct hv_id id;
        const char *code;
        size_t same_as; /* an earlier row, or this one */
    } rows[] = { { id, "KKKKZZZZ", 0 },
                 { id, "kkkkzzzz", 0 },
                 { id, "KKKKZZZX", 2 },
                 { other, "KKKKZZZZ", 3 },
                 { id, "KKKKZZZZ", 0 } };

    for (size_t i = 0; i < 5; i++) {
        struct link link;

        link_open_from(&link, evening.world, (uint8_t)(1 + i));
        link_arrive(&link, rows[i].id, NULL, rows[i].code, TABLE);
        wait_for_beat(evening.world);
        assert_true(link_admission(&link, tokens[i]));
        for (size_t j = 0; j < i; j++) {
            assert_int_equal(memcmp(tokens[i], tokens[j], HV_TOKEN_SIZE) == 0,
                             rows[i].same_as == rows[j].same_as);
        }
        link_drop(&link);
    }
    evening_end(&evening);
}

/* On another connection it is a token like any other that opens nothing. */
static void a_wrong_code_s_token_opens_nothing_anywhere(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    arrive(&evening, &link, NULL, "KKKKZZZZ", TABLE, token);
    link_drop(&link);
    link_open(&link, evening.world);
    link_hello(&link, token);
    world_run(evening.world);
    assert_int_equal(link.closed, HV_FAREWELL_TOKEN);
    link_drop(&link);
    evening_end(&evening);
}

static void nothing_is_heard_before_the_beat(void **state)
{
    static const char *const codes[] = { "KKKKZZZZ", NULL }; /* NULL: the right one */
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    for (size_t i = 0; i < 2; i++) {
        struct link link;

        link_open(&link, evening.world);
        link_arrive(&link, world_id(evening.world), NULL,
                    codes[i] != NULL ? codes[i] : evening.card.code, TABLE);
        world_run(evening.world);
        link_hello(&link, evening.card.token);
        assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
        link_drop(&link);
    }
    evening_end(&evening);
}

/* A code is asked again when the disk has room: nobody keeps a token that opens nothing. */
static void a_full_disk_is_said_at_once(void **state)
{
    struct evening evening;
    struct link link;

    (void)state;
    evening_begin(&evening);
    hv_memory_store_knobs(evening.world->store)->appends_full = 1;
    link_open(&link, evening.world);
    link_arrive(&link, world_id(evening.world), NULL, evening.card.code, TABLE);
    world_run(evening.world);
    assert_int_equal(link.closed, HV_FAREWELL_FAILED);
    assert_string_equal(link_heard(&link), "farewell");
    link_drop(&link);
    evening_end(&evening);
}

/* Who stands at the door or in the lobby without a place. */
static void few_wait_from_one_address(void **state)
{
    enum {
        MOST = HV_PEER_WAITING_MAX
    };
    struct evening evening;
    struct link guests[MOST], more;
    char code[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, code);
    for (int i = 0; i < MOST; i++) {
        arrive(&evening, &guests[i], NULL, code, TABLE, token);
        if (i % 2 == 0) {
            hello(&guests[i], token); /* the others have not come further than the door */
            link_forget(&guests[i]);
        }
    }
    link_open(&more, evening.world);
    link_arrive(&more, world_id(evening.world), evening.card.token, NULL, TABLE);
    world_run(evening.world);
    assert_int_equal(more.closed, HV_FAREWELL_RESTING);
    link_drop(&more);

    /* From elsewhere, and from this machine, it goes on; so does who has a place already. */
    link_open_from(&more, evening.world, 99);
    link_arrive(&more, world_id(evening.world), evening.card.token, NULL, TABLE);
    world_run(evening.world);
    assert_true(link_admission(&more, token));
    link_drop(&more);
    for (int i = 0; i < 2 * MOST; i++) {
        struct link here = { .world = evening.world, .takes = UINT32_MAX };

        here.member = hv_host_connect(evening.world->host, &here, &hv_peer_this_machine);
        link_arrive(&here, world_id(evening.world), evening.card.token, NULL, TABLE);
        assert_int_equal(here.closed, 0);
        link_drop(&here);
    }
    hall_join(&evening.hall);
    link_drop(&guests[0]);
    link_open(&more, evening.world);
    link_arrive(&more, world_id(evening.world), NULL, evening.card.code, TABLE);
    wait_for_beat(evening.world);
    assert_int_equal(more.closed, 0);
    link_drop(&more);
    for (int i = 1; i < MOST; i++) {
        link_drop(&guests[i]);
    }
    evening_end(&evening);
}

/* Twenty at once, then five a second. */
static void who_waits_for_a_place_does_little(void **state)
{
    struct evening evening;
    struct link guest;
    char code[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, code);
    arrive(&evening, &guest, NULL, code, TABLE, token);
    hello(&guest, token);
    link_forget(&guest);
    COMMAND(more, ASK_MORE_TIME, AskMoreTime, ask_more_time);
    for (int i = 0; i < 32; i++) {
        link_command(&guest, world_id(evening.world), more);
    }
    world_run(evening.world);
    assert_int_equal(guest.count, 20);
    world_run_until(evening.world, evening.world->now + 1000);
    assert_int_equal(guest.count, 25);
    link_drop(&guest);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_and_wrong_codes_are_answered_alike),
        cmocka_unit_test(what_a_wrong_code_gets_is_as_steady_as_what_a_right_one_gets),
        cmocka_unit_test(a_wrong_code_s_token_opens_nothing_anywhere),
        cmocka_unit_test(nothing_is_heard_before_the_beat),
        cmocka_unit_test(a_full_disk_is_said_at_once),
        cmocka_unit_test(few_wait_from_one_address),
        cmocka_unit_test(who_waits_for_a_place_does_little),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
