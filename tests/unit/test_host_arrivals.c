/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting in without a token: with a card, its code, a walk-in code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

static void with_a_card_or_its_code_a_table_comes_in(void **state)
{
    struct evening evening;
    struct link table, other;
    uint8_t token[HV_TOKEN_SIZE], other_token[HV_TOKEN_SIZE];
    char typed[32];

    (void)state;
    evening_begin(&evening);
    arrive(&evening, &table, evening.card.token, NULL, TABLE, token);
    hello(&table, token);
    assert_int_equal(link_role(&table), TABLE);
    assert_string_equal(heard_kinds(&table), "welcome definition stage unit");

    /* As people type: small letters, a hyphen would make it 9 bytes, so it is left out. */
    for (size_t i = 0; i <= HV_CARD_CODE_SIZE; i++) {
        char c = evening.card.code[i];
        typed[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    arrive(&evening, &other, NULL, typed, TABLE, other_token);
    assert_memory_not_equal(token, other_token, HV_TOKEN_SIZE);
    hello(&other, other_token);
    assert_int_equal(link_role(&other), TABLE);
    link_forget(&other);
    evening_end(&evening);
}

static void a_pen_without_a_seat_gets_nothing(void **state)
{
    struct evening evening;
    struct link pen;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    arrive(&evening, &pen, evening.card.token, NULL, PEN, token);
    hello(&pen, token);
    assert_int_equal(link_role(&pen), PEN);
    assert_string_equal(link_heard(&pen), "welcome");
    world_announce(evening.facilitator, world_id(evening.world), "welkom");
    world_run(evening.world);
    assert_string_equal(link_heard(&pen), "");
    evening_end(&evening);
}

static void the_same_id_gives_the_same_token_and_one_device(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t first[HV_TOKEN_SIZE], again[HV_TOKEN_SIZE], other[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    struct hv_id id = world_id(evening.world);
    uint64_t records = world_counts(evening.world).records;

    for (int i = 0; i < 3; i++) { /* at once, later, and on another connection */
        link_open(&link, evening.world);
        link_arrive(&link, id, evening.card.token, NULL, TABLE);
        world_run(evening.world);
        assert_true(link_admission(&link, i == 0 ? first : again));
        assert_memory_equal(first, i == 0 ? first : again, HV_TOKEN_SIZE);
        link_drop(&link);
    }
    assert_int_equal(world_counts(evening.world).records, records + 1);

    /* Who knows the id and comes with something else gets something else. */
    link_open(&link, evening.world);
    link_arrive(&link, id, NULL, evening.card.code, TABLE);
    wait_for_beat(evening.world);
    assert_true(link_admission(&link, other));
    assert_memory_not_equal(first, other, HV_TOKEN_SIZE);
    link_drop(&link);
    COMMAND(renew, RENEW_CARD, RenewCard, renew_card);
    renew_part.unit = 1;
    (void)link_do(evening.facilitator, renew);
    evening.card = world_read_card(evening.facilitator, 1);
    link_open(&link, evening.world);
    link_arrive(&link, id, evening.card.token, NULL, TABLE);
    world_run(evening.world);
    assert_true(link_admission(&link, other));
    assert_memory_not_equal(first, other, HV_TOKEN_SIZE);
    link_drop(&link);
    evening_end(&evening);
}

static void what_opens_nothing_looks_the_same(void **state)
{
    struct evening evening;
    struct world_card old;
    char lobby[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t wrong[HV_TOKEN_SIZE];
    uint8_t unknown[HV_TOKEN_SIZE] = { 1, 2, 3 };

    (void)state;
    evening_begin(&evening);
    old = evening.card;
    memcpy(wrong, evening.card.token, sizeof wrong);
    wrong[HV_TOKEN_SIZE - 1] ^= 1;
    assert_int_equal(rejected(&evening, wrong, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, unknown, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, evening.world->owner, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, evening.hall.table_token, NULL, 1),
                     HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, NULL, "22222222", 2), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, NULL, "222222", 3), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, NULL, "AEIOU!", 4), HV_FAREWELL_NOT_ADMITTED);

    world_open_lobby(evening.facilitator, lobby);
    world_close_lobby(evening.facilitator);
    assert_int_equal(rejected(&evening, NULL, lobby, 5), HV_FAREWELL_NOT_ADMITTED);

    COMMAND(renew, RENEW_CARD, RenewCard, renew_card);
    renew_part.unit = 1;
    (void)link_do(evening.facilitator, renew);
    assert_int_equal(rejected(&evening, old.token, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, NULL, old.code, 6), HV_FAREWELL_NOT_ADMITTED);
    evening.card = world_read_card(evening.facilitator, 1);
    struct link table;
    uint8_t token[HV_TOKEN_SIZE];
    arrive(&evening, &table, evening.card.token, NULL, TABLE, token);

    COMMAND(end, END_MEETING, EndMeeting, end_meeting);
    (void)link_do(evening.facilitator, end);
    assert_int_equal(rejected(&evening, evening.card.token, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(rejected(&evening, NULL, evening.card.code, 7), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(world_counts(evening.world).rejected, 12);
    evening_end(&evening);
}

/* Drawing one is work, and a lobby may be full of strangers. */
static void who_waits_gets_no_qr_code(void **state)
{
    char text[] = "http://192.168.1.7:8470";
    char code[HV_WALK_IN_CODE_SIZE + 1];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, code);
    for (int guest = 0; guest < 2; guest++) {
        W(QrRead) read = HOUVAST__V1__QR_READ__INIT;
        W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
        struct hv_id id = world_id(evening.world);
        uint8_t token[HV_TOKEN_SIZE];
        struct link link;

        arrive(&evening, &link, guest ? NULL : evening.card.token, guest ? code : NULL, PEN, token);
        hello(&link, token);
        read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
        read.text = text;
        message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ;
        message.qr_read = &read;
        link_say(&link, &message);
        world_run(evening.world);
        assert_int_equal(link_reply(&link, id).refusal, HV_REFUSAL_NOT_ALLOWED);
        link_drop(&link);
    }
    evening_end(&evening);
}

/* Who kept a card cannot keep the server busy with it from home. */
static void a_card_wakes_no_group_that_sleeps(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    COMMAND(end, END_MEETING, EndMeeting, end_meeting);
    (void)link_do(evening.facilitator, end);
    link_drop(evening.facilitator);
    world_run_until(evening.world, evening.world->now + INT64_C(24) * 60 * 60 * 1000);
    assert_int_equal(world_counts(evening.world).groups_open, 0);
    uint64_t records = world_counts(evening.world).records;
    assert_int_equal(rejected(&evening, evening.card.token, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(world_counts(evening.world).groups_open, 0);
    assert_int_equal(world_counts(evening.world).records, records);
    evening_end(&evening);
}

static void cards_and_codes_open_again_after_a_restart(void **state)
{
    struct evening evening;
    struct world again;
    struct link first, second, third, fourth;
    char lobby[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE], before[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, lobby);
    struct hv_id id = world_id(evening.world);
    link_open(&first, evening.world);
    link_arrive(&first, id, evening.card.token, NULL, TABLE);
    world_run(evening.world);
    assert_true(link_admission(&first, before));
    link_forget(&first);
    hall_forget(&evening.hall);
    world_stop(evening.world);

    /* All of them come before the house is open. */
    world_start(&again, evening.world->store, 77);
    link_open_from(&first, &again, 1);
    link_arrive(&first, id, evening.card.token, NULL, TABLE);
    link_open_from(&second, &again, 2);
    link_arrive(&second, world_id(&again), NULL, evening.card.code, PEN);
    link_open_from(&third, &again, 3);
    link_arrive(&third, world_id(&again), NULL, lobby, TABLE);
    link_open_from(&fourth, &again, 4);
    link_arrive(&fourth, world_id(&again), NULL, "222222", TABLE);
    wait_for_beat(&again);
    assert_true(link_admission(&first, token));
    assert_memory_equal(token, before, HV_TOKEN_SIZE);
    assert_true(link_admission(&second, token));
    assert_true(link_admission(&fourth, token));
    link_hello(&fourth, token);
    wait_for_beat(&again);
    assert_int_equal(fourth.closed, HV_FAREWELL_NOT_ADMITTED);
    assert_true(link_admission(&third, token));
    link_forget(&first);
    link_forget(&second);
    link_forget(&fourth);
    link_forget(&third);
    hello(&third, token);
    assert_int_equal(link_role(&third), GUEST);
    link_forget(&third);
    world_close(&again);
}

static void codes_that_are_guessed_rest_and_nobody_else_does(void **state)
{
    struct evening evening;
    struct link table;
    char lobby[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, lobby);
    int64_t first = evening.world->now;
    for (int i = 0; i < HV_CODE_GUESSES_PEER; i++) {
        assert_int_equal(rejected(&evening, NULL, "222222", 1), HV_FAREWELL_NOT_ADMITTED);
    }
    assert_int_equal(rejected(&evening, NULL, "222222", 1), HV_FAREWELL_RESTING);
    assert_int_equal(rejected(&evening, NULL, lobby, 1), HV_FAREWELL_RESTING); /* a right one too */
    assert_int_equal(rejected(&evening, NULL, "222222", 2), HV_FAREWELL_NOT_ADMITTED);
    for (uint8_t i = 0; i < HV_CODE_GUESSES - HV_CODE_GUESSES_PEER - 1; i++) {
        assert_int_equal(rejected(&evening, NULL, "222222", (uint8_t)(10 + i)),
                         HV_FAREWELL_NOT_ADMITTED);
    }
    assert_int_equal(rejected(&evening, NULL, "222222", 99), HV_FAREWELL_RESTING);
    assert_int_equal(rejected(&evening, NULL, lobby, 98), HV_FAREWELL_RESTING);

    /* Cards, tokens and who is inside go on. */
    arrive(&evening, &table, evening.card.token, NULL, TABLE, token);
    hello(&table, token);
    link_forget(&table);
    world_announce(evening.facilitator, world_id(evening.world), "welkom");
    world_run(evening.world);
    assert_string_equal(heard_kinds(&table), "stage");

    world_run_until(evening.world, first + HV_CODE_GUESSES_MS - 1);
    assert_int_equal(rejected(&evening, NULL, lobby, 98), HV_FAREWELL_RESTING);
    world_run_until(evening.world, evening.world->now + 1);
    arrive(&evening, &table, NULL, lobby, TABLE, token);
    evening_end(&evening);
}

/* Right codes are no guesses, however many come from one address, as in a hall behind a router. */
static void right_codes_do_not_count(void **state)
{
    struct evening evening;
    struct link link;
    char lobby[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, lobby);
    for (int i = 0; i < 3 * HV_CODE_GUESSES; i++) {
        arrive(&evening, &link, NULL, lobby, TABLE, token);
        link_drop(&link);
    }
    evening_end(&evening);
}

static void a_full_unit_or_lobby_admits_nobody_more(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    for (int i = 0; i < HV_ARRIVED_MAX; i++) {
        arrive(&evening, &link, evening.card.token, NULL, TABLE, token);
        link_drop(&link);
    }
    assert_int_equal(rejected(&evening, evening.card.token, NULL, 1), HV_FAREWELL_NOT_ADMITTED);
    evening_end(&evening);
}

/* Whoever came and went does not keep others out; who is there stays. */
static void guests_who_went_make_room(void **state)
{
    struct evening evening;
    struct link first, link;
    char lobby[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t tokens[HV_GUESTS_MAX][HV_TOKEN_SIZE];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, lobby);
    arrive(&evening, &first, NULL, lobby, TABLE, tokens[0]);
    hello(&first, tokens[0]);
    for (int i = 1; i < HV_GUESTS_MAX; i++) {
        arrive(&evening, &link, NULL, lobby, TABLE, tokens[i]);
        hello(&link, tokens[i]);
        link_drop(&link);
        link_forget(evening.facilitator);
    }
    world_run_until(evening.world, evening.world->now + HV_GUEST_HELLO_MS);
    arrive(&evening, &link, NULL, lobby, TABLE, token);
    hello(&link, token);
    link_drop(&link);
    assert_int_equal(first.closed, 0);
    link_open(&link, evening.world);
    link_hello(&link, tokens[1]);
    world_run(evening.world);
    assert_int_equal(link.closed, HV_FAREWELL_TOKEN);
    link_drop(&link);
    link_open(&link, evening.world);
    hello(&link, tokens[2]);
    link_drop(&link);
    link_drop(&first);
    evening_end(&evening);
}

static void after_admission_only_hello_is_heard_and_not_for_long(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    arrive(&evening, &link, evening.card.token, NULL, TABLE, token);
    link_arrive(&link, world_id(evening.world), evening.card.token, NULL, TABLE);
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    link_drop(&link);

    link_open(&link, evening.world); /* a second message before the answer */
    link_arrive(&link, world_id(evening.world), evening.card.token, NULL, TABLE);
    link_arrive(&link, world_id(evening.world), evening.card.token, NULL, TABLE);
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    link_drop(&link);
    world_run(evening.world);

    world_run_until(evening.world, evening.world->now + 7000);
    arrive(&evening, &link, evening.card.token, NULL, TABLE, token);
    int64_t admitted = evening.world->now;
    world_run_until(evening.world, admitted + HV_MEMBER_HELLO_MS - 1);
    assert_int_equal(link.closed, 0);
    world_run_until(evening.world, admitted + HV_MEMBER_HELLO_MS);
    assert_int_equal(link.closed, HV_FAREWELL_TOO_SLOW);
    link_forget(&link);
    evening_end(&evening);
}

static void a_full_disk_admits_nobody_and_says_come_back(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    hv_memory_store_knobs(evening.world->store)->appends_full = 1;
    assert_int_equal(rejected(&evening, evening.card.token, NULL, 1), HV_FAREWELL_FAILED);
    arrive(&evening, &link, evening.card.token, NULL, TABLE, token);
    evening_end(&evening);
}

/* Its room goes on; somebody else's arrival is not hurt. */
static void who_leaves_before_the_answer_is_let_in_all_the_same(void **state)
{
    struct evening evening;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    struct hv_id id = world_id(evening.world);
    uint64_t records = world_counts(evening.world).records;
    link_open(&link, evening.world);
    link_arrive(&link, id, evening.card.token, NULL, TABLE);
    link_drop(&link);
    world_run(evening.world);
    assert_int_equal(world_counts(evening.world).records, records + 1);
    link_open(&link, evening.world);
    link_arrive(&link, id, evening.card.token, NULL, TABLE);
    world_run(evening.world);
    assert_true(link_admission(&link, token));
    link_forget(&link);
    assert_int_equal(world_counts(evening.world).records, records + 1);
    hello(&link, token);
    assert_int_equal(link_role(&link), TABLE);
    link_forget(&link);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_a_card_or_its_code_a_table_comes_in),
        cmocka_unit_test(a_pen_without_a_seat_gets_nothing),
        cmocka_unit_test(the_same_id_gives_the_same_token_and_one_device),
        cmocka_unit_test(what_opens_nothing_looks_the_same),
        cmocka_unit_test(who_waits_gets_no_qr_code),
        cmocka_unit_test(a_card_wakes_no_group_that_sleeps),
        cmocka_unit_test(cards_and_codes_open_again_after_a_restart),
        cmocka_unit_test(codes_that_are_guessed_rest_and_nobody_else_does),
        cmocka_unit_test(right_codes_do_not_count),
        cmocka_unit_test(a_full_unit_or_lobby_admits_nobody_more),
        cmocka_unit_test(guests_who_went_make_room),
        cmocka_unit_test(after_admission_only_hello_is_heard_and_not_for_long),
        cmocka_unit_test(a_full_disk_admits_nobody_and_says_come_back),
        cmocka_unit_test(who_leaves_before_the_answer_is_let_in_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
