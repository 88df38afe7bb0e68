/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting a place: a guest becomes a table, a pen gets its seat; each with a new token. */
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

/* The token that came with the farewell, the last frame. */
static void read_new_token(const struct link *link, uint8_t ret_token[HV_TOKEN_SIZE])
{
    W(ServerMessage) *message = link_message(link, link->count - 1);

    assert_int_equal(message->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL);
    assert_int_equal(message->farewell->token.len, HV_TOKEN_SIZE);
    assert_memory_not_equal(message->farewell->token.data, ret_token, HV_TOKEN_SIZE);
    memcpy(ret_token, message->farewell->token.data, HV_TOKEN_SIZE);
    houvast__v1__server_message__free_unpacked(message, NULL);
}

/* What Hello with this token hears when it is not welcomed, and the token that comes along. */
static enum hv_farewell
turned_away(struct world *world, const uint8_t *token, uint8_t ret_token[HV_TOKEN_SIZE])
{
    struct link link;

    link_open(&link, world);
    link_hello(&link, token);
    world_run(world);
    enum hv_farewell reason = link.closed;
    assert_int_equal(link.count, 1);
    if (reason == HV_FAREWELL_PLACED) {
        memcpy(ret_token, token, HV_TOKEN_SIZE);
        read_new_token(&link, ret_token);
    }
    link_drop(&link);
    return reason;
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
    assert_int_equal(guest.closed, HV_FAREWELL_PLACED);
    read_new_token(&guest, token);
    assert_string_equal(link_heard(&guest), "farewell");
    link_drop(&guest);

    link_open(&guest, evening.world);
    hello(&guest, token);
    assert_int_equal(link_role(&guest), TABLE);
    assert_string_equal(heard_kinds(&guest), "welcome definition stage unit");
    evening_end(&evening);
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
    assert_int_equal(pen->closed, HV_FAREWELL_PLACED);
    read_new_token(pen, here.token);
    assert_string_equal(link_heard(pen), "done farewell"); /* in this order */
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

/* A guest that is placed as the table of unit 1 and does not hear of it; gives its old token. */
static void place_who_is_away(struct evening *evening, uint8_t ret_old[HV_TOKEN_SIZE])
{
    struct link guest;
    char code[HV_WALK_IN_CODE_SIZE + 1];

    world_open_lobby(evening->facilitator, code);
    arrive(evening, &guest, NULL, code, TABLE, ret_old);
    hello(&guest, ret_old);
    W(ServerMessage) *welcome = link_message(&guest, 0);
    COMMAND(place, PLACE_GUEST, PlaceGuest, place_guest);
    place_part.device = welcome->welcome->device;
    place_part.unit = 1;
    houvast__v1__server_message__free_unpacked(welcome, NULL);
    link_drop(&guest);
    (void)link_do(evening->facilitator, place);
}

static void give_signal(struct link *table)
{
    COMMAND(signal, GIVE_SIGNAL, GiveSignal, give_signal);
    signal_part.signal = HOUVAST__V1__SIGNAL__SIGNAL_TALK;
    (void)link_do(table, signal);
}

/* It is not lost: its old token gets it the new one, and nothing else. */
static void who_missed_being_placed_hears_of_it_by_the_old_token(void **state)
{
    struct evening evening;
    struct link table;
    uint8_t old[HV_TOKEN_SIZE], token[HV_TOKEN_SIZE], again[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    place_who_is_away(&evening, old);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_PLACED);
    assert_int_equal(turned_away(evening.world, old, again), HV_FAREWELL_PLACED);
    assert_memory_equal(token, again, HV_TOKEN_SIZE);
    link_open(&table, evening.world);
    hello(&table, token);
    assert_int_equal(link_role(&table), TABLE);
    link_drop(&table);
    evening_end(&evening);
}

/* What hangs on a network that is gone is not in with the new token. */
static void who_hangs_while_being_placed_hears_of_it_by_the_old_token(void **state)
{
    struct evening evening;
    struct link guest;
    char code[HV_WALK_IN_CODE_SIZE + 1];
    uint8_t old[HV_TOKEN_SIZE], token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    world_open_lobby(evening.facilitator, code);
    arrive(&evening, &guest, NULL, code, TABLE, old);
    hello(&guest, old);
    W(ServerMessage) *welcome = link_message(&guest, 0);
    COMMAND(place, PLACE_GUEST, PlaceGuest, place_guest);
    place_part.device = welcome->welcome->device;
    place_part.unit = 1;
    houvast__v1__server_message__free_unpacked(welcome, NULL);
    guest.takes = 0;
    (void)link_do(evening.facilitator, place);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_PLACED);
    link_drop(&guest);
    evening_end(&evening);
}

static void an_old_token_is_worth_nothing_once_the_new_one_is_in_use(void **state)
{
    struct evening evening;
    struct link table;
    uint8_t old[HV_TOKEN_SIZE], token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    place_who_is_away(&evening, old);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_PLACED);
    link_open(&table, evening.world);
    hello(&table, token);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_TOKEN);
    assert_int_equal(table.closed, 0);
    give_signal(&table); /* a record of its own: for good, from now on */
    link_drop(&table);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_TOKEN);
    link_open(&table, evening.world);
    hello(&table, token);
    assert_int_equal(link_role(&table), TABLE);
    link_drop(&table);
    evening_end(&evening);
}

static void the_old_token_of_who_was_removed_tells_nothing(void **state)
{
    struct evening evening;
    uint8_t old[HV_TOKEN_SIZE], token[HV_TOKEN_SIZE];

    (void)state;
    evening_begin(&evening);
    place_who_is_away(&evening, old);
    COMMAND(remove, REMOVE_UNIT, RemoveUnit, remove_unit);
    remove_part.unit = 1;
    (void)link_do(evening.facilitator, remove);
    assert_int_equal(turned_away(evening.world, old, token), HV_FAREWELL_TOKEN);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_waits_to_be_placed_and_comes_back_as_a_table),
        cmocka_unit_test(a_pen_binds_itself_and_comes_back_with_its_seat),
        cmocka_unit_test(who_is_placed_gets_the_reply_first),
        cmocka_unit_test(pen_codes_cannot_be_tried_fast),
        cmocka_unit_test(who_missed_being_placed_hears_of_it_by_the_old_token),
        cmocka_unit_test(who_hangs_while_being_placed_hears_of_it_by_the_old_token),
        cmocka_unit_test(an_old_token_is_worth_nothing_once_the_new_one_is_in_use),
        cmocka_unit_test(the_old_token_of_who_was_removed_tells_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
