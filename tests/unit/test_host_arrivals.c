/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting in without a token: with a card, its code, a walk-in code; and getting a place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/guesses.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_door.h"

#define TABLE HOUVAST__V1__ROLE__ROLE_TABLE
#define PEN   HOUVAST__V1__ROLE__ROLE_PEN
#define GUEST HOUVAST__V1__ROLE__ROLE_GUEST

/* A hall with an open meeting, in which nobody is but the facilitator. */
struct evening {
    struct hall hall;
    struct world_card card;
    struct world *world;
    struct link *facilitator;
};

static void evening_begin(struct evening *evening)
{
    hall_prepare(&evening->hall);
    evening->world = &evening->hall.world;
    evening->facilitator = &evening->hall.facilitator;
    evening->card = world_read_card(evening->facilitator, 1);
    world_open_meeting(evening->facilitator);
    link_forget(evening->facilitator);
}

static void evening_end(struct evening *evening)
{
    hall_end(&evening->hall);
}

/* Arrives and must get a token; the connection stays, and waits for Hello. */
static void arrive(struct evening *evening,
                   struct link *link,
                   const uint8_t *card,
                   const char *code,
                   W(Role) role,
                   uint8_t ret_token[HV_TOKEN_SIZE])
{
    link_open(link, evening->world);
    link_arrive(link, world_id(evening->world), card, code, role);
    world_run(evening->world);
    assert_int_equal(link->closed, 0);
    assert_true(link_admission(link, ret_token));
    link_forget(link);
}

/* Arrives and must be dismissed; gives the bytes of the farewell. */
static enum hv_farewell
rejected(struct evening *evening, const uint8_t *card, const char *code, uint8_t peer)
{
    struct link link;

    link_open_from(&link, evening->world, peer);
    link_arrive(&link, world_id(evening->world), card, code, TABLE);
    world_run(evening->world);
    assert_string_equal(link_heard(&link), "farewell");
    enum hv_farewell reason = link.closed;
    link_drop(&link);
    return reason;
}

static void hello(struct link *link, const uint8_t *token)
{
    link_hello(link, token);
    world_run(link->world);
    assert_int_equal(link->closed, 0);
}

/* The same as link_heard, without revisions: those go on over connections. */
static const char *heard_kinds(struct link *link)
{
    static char text[512];
    char *to = text;

    for (const char *from = link_heard(link); *from != '\0'; from++) {
        if (*from == ':') {
            from += strcspn(from, " ") - 1;
        } else {
            *to++ = *from;
        }
        assert_true(to < text + sizeof text);
    }
    *to = '\0';
    return text;
}

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
    world_run(evening.world);
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

static void a_guest_waits_to_be_placed_and_comes_back_as_a_table(void **state)
{
    struct evening evening;
    struct link guest;
    char code[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, code);
    arrive(&evening, &guest, NULL, code, PEN, token);
    hello(&guest, token);
    assert_int_equal(link_role(&guest), GUEST);
    W(ServerMessage) *welcome = link_message(&guest, 0);
    assert_int_equal(welcome->welcome->definition_count, 0);
    uint32_t device = welcome->welcome->device;
    houvast__v1__server_message__free_unpacked(welcome, NULL);
    assert_string_equal(link_heard(&guest), "welcome");

    COMMAND(place, PLACE_GUEST, PlaceGuest, place_guest);
    place_part.device = device;
    place_part.unit = 1;
    (void)link_do(evening.facilitator, place);
    assert_string_equal(link_heard(&guest), "farewell");
    assert_int_equal(guest.closed, HV_FAREWELL_PLACED);
    link_drop(&guest);

    link_open(&guest, evening.world);
    hello(&guest, token);
    assert_int_equal(link_role(&guest), TABLE);
    assert_string_equal(heard_kinds(&guest), "welcome definition stage unit");
    evening_end(&evening);
}

/* The code of a seat, as the table shows it. */
static void read_pen_code(struct link *table, uint32_t seat, char ret[HV_PEN_CODE_SIZE + 1])
{
    W(ServerMessage) *unit = link_pane(table, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT);

    assert_non_null(unit);
    ret[0] = '\0';
    for (size_t i = 0; i < unit->pane->unit->n_seats; i++) {
        if (unit->pane->unit->seats[i]->seat == seat) {
            snprintf(ret, HV_PEN_CODE_SIZE + 1, "%s", unit->pane->unit->seats[i]->pen_code);
        }
    }
    houvast__v1__server_message__free_unpacked(unit, NULL);
    assert_int_equal(strlen(ret), HV_PEN_CODE_SIZE);
}

/* Unit 2 is a couple with a table, and a pen that came in with its card and has no seat. */
struct free_pen {
    struct evening evening;
    struct world *world;
    struct link table, pen;
    uint8_t token[HV_TOKEN_SIZE]; /* of the pen */
};

static void free_pen_begin(struct free_pen *here)
{
    struct evening *evening = &here->evening;
    uint8_t table_token[HV_TOKEN_SIZE];

    evening_begin(evening);
    here->world = evening->world;
    world_add_couple(evening->facilitator);
    struct world_card card = world_read_card(evening->facilitator, 2);
    arrive(evening, &here->table, card.token, NULL, TABLE, table_token);
    hello(&here->table, table_token);
    arrive(evening, &here->pen, card.token, NULL, PEN, here->token);
    hello(&here->pen, here->token);
    link_forget(&here->pen);
}

static void free_pen_end(struct free_pen *here)
{
    link_forget(&here->table);
    link_forget(&here->pen);
    evening_end(&here->evening);
}

static void a_pen_binds_itself_and_comes_back_with_its_seat(void **state)
{
    struct free_pen here;
    struct link *pen = &here.pen;
    char code[HV_PEN_CODE_SIZE + 1];

    (void)state;
    free_pen_begin(&here);
    read_pen_code(&here.table, 4, code);
    COMMAND(bind, BIND_PEN, BindPen, bind_pen);
    bind_part.code = code;
    assert_int_equal(link_ask(pen, bind).refusal, HV_REFUSAL_NONE);
    assert_string_equal(link_heard(pen), "done farewell"); /* in this order */
    assert_int_equal(pen->closed, HV_FAREWELL_PLACED);
    link_drop(pen);

    link_open(pen, here.world);
    hello(pen, here.token);
    W(ServerMessage) *welcome = link_message(pen, 0);
    assert_int_equal(welcome->welcome->role, PEN);
    assert_int_equal(welcome->welcome->seat, 4);
    houvast__v1__server_message__free_unpacked(welcome, NULL);
    free_pen_end(&here);
}

/* The reply is not lost with a link that is slow. */
static void who_is_placed_gets_the_reply_first(void **state)
{
    struct free_pen here;
    struct link *pen = &here.pen;
    char code[HV_PEN_CODE_SIZE + 1];

    (void)state;
    free_pen_begin(&here);
    read_pen_code(&here.table, 3, code);
    COMMAND(bind, BIND_PEN, BindPen, bind_pen);
    bind_part.code = code;
    pen->takes = 0;
    link_command(pen, world_id(here.world), bind);
    world_run(here.world);
    assert_int_equal(pen->closed, 0);
    pen->takes = 1;
    hv_host_writable(here.world->host, pen->member);
    assert_string_equal(link_heard(pen), "done");
    assert_int_equal(pen->closed, 0);
    pen->takes = 1;
    hv_host_writable(here.world->host, pen->member);
    assert_string_equal(link_heard(pen), "farewell");
    assert_int_equal(pen->closed, HV_FAREWELL_PLACED);
    free_pen_end(&here);
}

static void pen_codes_cannot_be_tried_fast(void **state)
{
    struct free_pen here;
    char wrong[] = "ZZZZ";

    (void)state;
    free_pen_begin(&here);
    COMMAND(bind, BIND_PEN, BindPen, bind_pen);
    bind_part.code = wrong;
    for (int i = 0; i < 30; i++) {
        link_command(&here.pen, world_id(here.world), bind);
    }
    world_run(here.world);
    assert_int_equal(here.pen.count, 8); /* what it had saved up */
    world_run_until(here.world, here.world->now + 5000);
    assert_in_range(here.pen.count, 17, 19); /* two a second */
    free_pen_end(&here);
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
    world_run(&again);
    assert_true(link_admission(&first, token));
    assert_memory_equal(token, before, HV_TOKEN_SIZE);
    assert_true(link_admission(&second, token));
    assert_true(link_admission(&third, token));
    assert_int_equal(fourth.closed, HV_FAREWELL_NOT_ADMITTED);
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

    world_run_until(evening.world, evening.world->now + HV_CODE_GUESSES_MS - 1);
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
        cmocka_unit_test(a_guest_waits_to_be_placed_and_comes_back_as_a_table),
        cmocka_unit_test(a_pen_binds_itself_and_comes_back_with_its_seat),
        cmocka_unit_test(who_is_placed_gets_the_reply_first),
        cmocka_unit_test(pen_codes_cannot_be_tried_fast),
        cmocka_unit_test(who_waits_gets_no_qr_code),
        cmocka_unit_test(a_card_wakes_no_group_that_sleeps),
        cmocka_unit_test(cards_and_codes_open_again_after_a_restart),
        cmocka_unit_test(codes_that_are_guessed_rest_and_nobody_else_does),
        cmocka_unit_test(right_codes_do_not_count),
        cmocka_unit_test(a_full_unit_or_lobby_admits_nobody_more),
        cmocka_unit_test(after_admission_only_hello_is_heard_and_not_for_long),
        cmocka_unit_test(a_full_disk_admits_nobody_and_says_come_back),
        cmocka_unit_test(who_leaves_before_the_answer_is_let_in_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
