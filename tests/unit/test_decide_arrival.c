/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting in: cards and codes, the lobby, and which seat a pen is bound to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "core/scopes.h"
#include "tests/unit/evening.h"

#define REMOVE(d) COMMAND(REMOVE_DEVICE, .remove_device = { (d) })

enum {
    FIRST_COMER = PEN(12) + 1, /* the devices that come in these tests */
    SECOND_COMER,
    THIRD_COMER,
    FOURTH_COMER
};

static bool equal(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

static struct hv_command bind(const char code[HV_PEN_CODE_SIZE + 1])
{
    struct hv_command command = COMMAND(BIND_PEN, .now = 0);

    memcpy(command.bind_pen.code, code, HV_PEN_CODE_SIZE);
    return command;
}

/* The code of a seat as the unit's table shows it; empty when it shows none. */
static void shown_code(const struct evening *evening, uint16_t seat, char ret[HV_PEN_CODE_SIZE + 1])
{
    struct hv_arena arena;
    struct hv_pane pane;
    uint16_t unit = hv_find_seat(evening->group, seat)->unit;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_UNIT, unit },
                                   &arena, &pane),
                     HV_OK);
    memset(ret, 0, HV_PEN_CODE_SIZE + 1);
    for (uint8_t i = 0; i < pane.unit.seat_count; i++) {
        const struct hv_unit_seat *shown = &pane.unit.seats[i];

        assert_int_equal(shown->own_device, shown->pen_code.size == 0);
        if (shown->seat == seat && !shown->own_device) {
            assert_int_equal(shown->pen_code.size, HV_PEN_CODE_SIZE);
            memcpy(ret, shown->pen_code.data, HV_PEN_CODE_SIZE);
        }
    }
    hv_arena_free(&arena);
}

static uint16_t card_of(const struct evening *evening, uint16_t unit)
{
    return hv_group_card_of_code(evening->group, evening->group->units[unit - 1].card_code, equal);
}

static bool is_in(const struct evening *evening, uint16_t device)
{
    struct hv_device_facts facts;

    assert_true(hv_group_device_facts(evening->group, device, &facts));
    return !facts.removed;
}

/* ---- Who comes in ---- */

static void a_card_opens_while_a_meeting_is_open(void **state)
{
    uint8_t hash[HV_TOKEN_HASH_SIZE], wrong[HV_CARD_CODE_SIZE];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    memcpy(hash, evening.group->units[1].card_hash, sizeof hash);
    memcpy(wrong, evening.group->units[1].card_code, sizeof wrong);
    hv_code_next(wrong, sizeof wrong);
    assert_true(hv_group_meeting_open(evening.group));
    assert_int_equal(hv_group_card(evening.group, hash, equal), 2);
    assert_int_equal(card_of(&evening, 2), 2);
    assert_int_equal(hv_group_card_of_code(evening.group, wrong, equal), 0);
    hash[0] ^= 1;
    assert_int_equal(hv_group_card(evening.group, hash, equal), 0);
    hash[0] ^= 1;

    assert_int_equal(evening_do(&evening, FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 2 })),
                     DONE);
    assert_int_equal(hv_group_card(evening.group, hash, equal), 0);
    assert_int_equal(card_of(&evening, 2), 0);
    assert_int_equal(card_of(&evening, 1), 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_false(hv_group_meeting_open(evening.group));
    assert_int_equal(card_of(&evening, 1), 0);
    evening_end(&evening);
}

static void who_comes_gets_in_by_card_or_through_the_lobby(void **state)
{
    const struct line lines[] = {
        { 0, ARRIVE(GUEST, 0), REFUSED(NOT_FOUND) },
        { FACILITATOR, LOBBY(true), DONE },
        { FACILITATOR, LOBBY(true), AGAIN },
        { 0, ARRIVE(GUEST, 0), DONE },
        { 0, ARRIVE(TABLE, 1), DONE },
        { 0, ARRIVE(PEN, 1), DONE },
        { 0, ARRIVE(GUEST, 1), REFUSED(INVALID) },
        { 0, ARRIVE(TABLE, 0), REFUSED(INVALID) },
        { 0, ARRIVE(PROJECTOR, 1), REFUSED(INVALID) },
        { 0, ARRIVE(FACILITATOR, 1), REFUSED(INVALID) },
        { 0, ARRIVE(TABLE, 99), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 2 }), DONE },
        { 0, ARRIVE(TABLE, 2), REFUSED(NOT_FOUND) },
        { FACILITATOR, LOBBY(false), DONE },
        { FACILITATOR, LOBBY(false), AGAIN },
        { 0, ARRIVE(GUEST, 0), REFUSED(NOT_FOUND) },
        { 0, ARRIVE(TABLE, 3), DONE }, /* late, with its own card */
        { FACILITATOR, END_MEETING(), DONE },
        { 0, ARRIVE(TABLE, 1), REFUSED(NO_MEETING) },
        { FACILITATOR, LOBBY(true), REFUSED(NO_MEETING) },
    };
    struct hv_device_facts facts;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_true(hv_group_device_facts(evening.group, SECOND_COMER, &facts));
    assert_int_equal(facts.role, HV_ROLE_TABLE);
    assert_int_equal(facts.unit, 1);
    assert_true(hv_group_device_facts(evening.group, THIRD_COMER, &facts));
    assert_int_equal(facts.role, HV_ROLE_PEN);
    assert_int_equal(facts.unit, 1);
    assert_int_equal(facts.seat, 0);
    evening_end(&evening);
}

/* Whoever asks again gets the device of the first time, also in another meeting. */
static void the_same_token_is_the_same_device(void **state)
{
    struct hv_command come = ARRIVE(TABLE, 1);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    come.arrive.token_hash[0] = 0x55;
    assert_int_equal(evening_do(&evening, 0, come), DONE);
    assert_int_equal(evening.last.number, FIRST_COMER);
    assert_int_equal(evening_do(&evening, 0, come), AGAIN);
    assert_int_equal(evening.last.number, FIRST_COMER);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, 0, come), REFUSED(NO_MEETING));
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_int_equal(evening_do(&evening, 0, come), AGAIN);
    assert_int_equal(evening.last.number, FIRST_COMER);
    assert_int_equal(evening_do(&evening, FACILITATOR, REMOVE(FIRST_COMER)), DONE);
    assert_int_equal(evening_do(&evening, 0, come), REFUSED(NOT_FOUND));
    evening_end(&evening);
}

/* Else whoever photographed a card would use up the numbers of devices, and shut the door for all.
 */
static void nor_one_after_the_other(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    for (unsigned i = 0; i < HV_CAME_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), DONE);
        assert_int_equal(evening_do(&evening, (uint16_t)evening.last.number, LEAVE()), DONE);
    }
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), REFUSED(FULL));
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 2)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, NEW_CARD(1)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), DONE);
    evening_end(&evening);
}

static void so_many_come_and_no_more(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    for (unsigned i = 0; i < HV_ARRIVED_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, i % 2 ? ARRIVE(TABLE, 1) : ARRIVE(PEN, 1)), DONE);
    }
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), REFUSED(FULL));
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 2)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, REMOVE(FIRST_COMER)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), DONE);

    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    for (unsigned i = 0; i < HV_GUESTS_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), REFUSED(FULL));
    assert_int_equal(
        evening_do(&evening, FACILITATOR, PLACE(hv_group_device_count(evening.group), 1)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    evening_end(&evening);
}

/* ---- The lobby ---- */

/* Some are there, and all others are not. */
static struct hv_command come(struct hv_presence *presence, bool online[], size_t count)
{
    struct hv_command command = ARRIVE(GUEST, 0);

    *presence = (struct hv_presence){ .device_online = online, .device_count = (uint32_t)count };
    command.arrive.presence = presence;
    return command;
}

static void fill_lobby(struct evening *evening, struct hv_command guest)
{
    assert_int_equal(evening_do(evening, FACILITATOR, LOBBY(true)), DONE);
    for (unsigned i = 0; i < HV_GUESTS_MAX; i++) {
        assert_int_equal(evening_do(evening, 0, guest), DONE);
    }
}

/* Else one passer-by who comes and goes keeps everyone out. */
static void guests_who_are_gone_make_room_the_first_who_came_first(void **state)
{
    bool online[FIRST_COMER + HV_GUESTS_MAX] = { [SECOND_COMER] = true };
    struct hv_presence presence;
    const struct hv_command guest = come(&presence, online, COUNT(online));
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    fill_lobby(&evening, guest);
    assert_true(is_in(&evening, FIRST_COMER)); /* there was room for all */
    assert_int_equal(evening_do(&evening, 0, guest), DONE);
    assert_int_equal(evening.last.number, FIRST_COMER + HV_GUESTS_MAX);
    assert_false(is_in(&evening, FIRST_COMER));
    assert_int_equal(evening_do(&evening, 0, guest), DONE);
    assert_true(is_in(&evening, SECOND_COMER));
    assert_false(is_in(&evening, THIRD_COMER));
    assert_true(is_in(&evening, FOURTH_COMER));
    assert_int_equal(evening_do(&evening, FACILITATOR, PLACE(FOURTH_COMER, 1)), DONE);
    assert_int_equal(evening_do(&evening, 0, guest), DONE);
    evening_end(&evening);
}

static void guests_who_are_there_or_on_their_way_keep_their_place(void **state)
{
    bool online[FIRST_COMER + HV_GUESTS_MAX] = { false };
    struct hv_presence presence;
    const struct hv_command guest = come(&presence, online, COUNT(online));
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    fill_lobby(&evening, guest);
    for (unsigned i = 0; i < 10; i++) {
        online[FIRST_COMER + i] = true;
    }
    /* The others came less than half a minute ago, and are about to say Hello. */
    assert_int_equal(evening_do(&evening, 0, guest), REFUSED(FULL));
    evening.now += HV_GUEST_HELLO_MS;
    assert_int_equal(evening_do(&evening, 0, guest), DONE);
    assert_true(is_in(&evening, FIRST_COMER));
    assert_false(is_in(&evening, FIRST_COMER + 10));
    evening_end(&evening);
}

static void a_walk_in_code_lets_in_so_many_and_no_more(void **state)
{
    struct hv_presence presence;
    const struct hv_command guest = come(&presence, NULL, 0);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    for (unsigned i = 0; i < HV_CAME_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, guest), DONE);
    }
    assert_int_equal(evening_do(&evening, 0, guest), REFUSED(FULL));
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(false)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    assert_int_equal(evening_do(&evening, 0, guest), DONE);
    evening_end(&evening);
}

static void the_lobby_closes_with_the_meeting_and_its_guests_leave(void **state)
{
    uint8_t code[HV_WALK_IN_CODE_SIZE];
    const uint8_t zeros[HV_WALK_IN_CODE_SIZE] = { 0 };
    struct hv_device_facts facts;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_false(hv_group_walk_in(evening.group, zeros, equal));
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    memcpy(code, evening_event(&evening, HV_EVENT_LOBBY_SET)->lobby_set.code, sizeof code);
    assert_true(hv_group_walk_in(evening.group, code, equal));
    code[0] = code[0] == '2' ? '3' : '2';
    assert_false(hv_group_walk_in(evening.group, code, equal));
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(TABLE, 1)), DONE);
    memcpy(code, evening.group->lobby_code, sizeof code);

    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_false(hv_group_walk_in(evening.group, code, equal));
    assert_true(hv_group_device_facts(evening.group, FIRST_COMER, &facts) && facts.removed);
    assert_true(hv_group_device_facts(evening.group, SECOND_COMER, &facts) && !facts.removed);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(0)), DONE); /* it goes on */
    assert_false(hv_group_walk_in(evening.group, code, equal));
    assert_false(hv_group_walk_in(evening.group, zeros, equal));
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    assert_false(hv_group_walk_in(evening.group, code, equal)); /* a code of its own */
    evening_end(&evening);
}

/* Whoever filled it is out with one more tap, and has to know the new code. */
static void a_lobby_that_opens_again_begins_empty(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    for (unsigned i = 0; i < HV_GUESTS_MAX; i++) {
        assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(false)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, PLACE(FIRST_COMER, 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, PLACE(SECOND_COMER, 1)), REFUSED(NOT_FOUND));
    assert_true(is_in(&evening, FIRST_COMER)); /* a table by then */
    evening_end(&evening);
}

static void a_code_that_is_none_opens_no_lobby(void **state)
{
    struct hv_command open = LOBBY(true);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    memcpy(open.set_lobby.code, "BCDFA2", HV_WALK_IN_CODE_SIZE);
    assert_int_equal(evening_do(&evening, FACILITATOR, open), REFUSED(INVALID));
    evening_end(&evening);
}

static void a_guest_becomes_a_table(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, LOBBY(true), DONE },
        { 0, ARRIVE(GUEST, 0), DONE },
        { 0, ARRIVE(GUEST, 0), DONE },
        { FACILITATOR, PLACE(FIRST_COMER, 99), REFUSED(NOT_FOUND) },
        { FACILITATOR, PLACE(99, 1), REFUSED(NOT_FOUND) },
        { FACILITATOR, PLACE(PEN(1), 1), REFUSED(NOT_FOUND) },
        { FIRST_COMER, UNLOCK(1), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, REMOVE(PEN(1)), DONE },
        { FACILITATOR, PLACE(FIRST_COMER, 1), DONE },
        { CO_FACILITATOR, PLACE(FIRST_COMER, 1), AGAIN },
        { CO_FACILITATOR, PLACE(FIRST_COMER, 2), REFUSED(NOT_FOUND) },
        { FIRST_COMER, UNLOCK(1), DONE },
        { FACILITATOR, REMOVE(SECOND_COMER), DONE },
        { FACILITATOR, PLACE(SECOND_COMER, 1), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 1 }), DONE },
        { 0, ARRIVE(GUEST, 0), DONE },
        { FACILITATOR, PLACE(THIRD_COMER, 1), REFUSED(NOT_FOUND) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

/* ---- Pens ---- */

/* Two pens of couple 1, whose seats have none, and one of couple 2. */
static void begin_with_pens(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, REMOVE(PEN(1)), DONE }, { FACILITATOR, REMOVE(PEN(2)), DONE },
        { FACILITATOR, REMOVE(PEN(3)), DONE }, { 0, ARRIVE(PEN, 1), DONE },
        { 0, ARRIVE(PEN, 1), DONE },           { 0, ARRIVE(PEN, 2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void a_pen_is_bound_by_the_code_that_its_table_shows(void **state)
{
    char code[HV_PEN_CODE_SIZE + 1], others[HV_PEN_CODE_SIZE + 1], after[HV_PEN_CODE_SIZE + 1];
    struct hv_device_facts facts;
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, code);
    shown_code(&evening, 2, others);
    assert_string_not_equal(code, others);
    assert_int_equal(evening_do(&evening, FIRST_COMER, UNLOCK(1)), REFUSED(NOT_ALLOWED));
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(code)), DONE);
    assert_true(hv_group_device_facts(evening.group, FIRST_COMER, &facts));
    assert_int_equal(facts.role, HV_ROLE_PEN);
    assert_int_equal(facts.unit, 1);
    assert_int_equal(facts.seat, 1);
    assert_int_equal(evening_do(&evening, FIRST_COMER, UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), UNLOCK(1)), REFUSED(NOT_YOURS));
    shown_code(&evening, 1, after);
    assert_string_equal(after, "");
    shown_code(&evening, 2, after);
    assert_string_equal(after, others);

    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(others)), REFUSED(NOT_ALLOWED));
    evening_end(&evening);
}

/* A used code, another couple's and a wrong one are refused alike. */
static void a_code_that_binds_nothing_is_refused_alike(void **state)
{
    char used[HV_PEN_CODE_SIZE + 1], other[HV_PEN_CODE_SIZE + 1], wrong[HV_PEN_CODE_SIZE + 1];
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, used);
    shown_code(&evening, 3, other);
    memcpy(wrong, used, sizeof wrong);
    hv_code_next((uint8_t *)wrong, HV_PEN_CODE_SIZE);
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(used)), DONE);

    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(used)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(other)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(wrong)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind("\0\0\0\0")), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, THIRD_COMER, bind(other)), DONE);
    evening_end(&evening);
}

static void a_pen_that_was_removed_makes_room_for_a_new_code(void **state)
{
    char first[HV_PEN_CODE_SIZE + 1], second[HV_PEN_CODE_SIZE + 1], partners[HV_PEN_CODE_SIZE + 1];
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, first);
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(first)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, REMOVE(FIRST_COMER)), DONE);
    shown_code(&evening, 1, second);
    shown_code(&evening, 2, partners);
    assert_string_not_equal(first, second);
    assert_string_not_equal(partners, second);
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(first)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(second)), DONE);
    evening_end(&evening);
}

/* Else they would use up the places of their couple, evening after evening. */
static void a_pen_that_was_not_bound_leaves_with_the_meeting(void **state)
{
    char code[HV_PEN_CODE_SIZE + 1];
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, code);
    assert_int_equal(evening_do(&evening, SECOND_COMER, bind(code)), DONE);
    shown_code(&evening, 2, code);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(code)), REFUSED(NOT_ALLOWED));
    assert_true(is_in(&evening, SECOND_COMER));
    evening_end(&evening);
}

/* What a device shows of seat 1: the texts it gets back, in the pane and in the read alike. */
static void assert_gets_back(const struct evening *evening, uint16_t pen, const char *text)
{
    struct hv_read_key key = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    uint32_t count = text != NULL;
    struct hv_read_page page;
    struct hv_arena arena;
    enum hv_refusal refusal;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_true(hv_group_readers(evening->group, (struct hv_pane_key){ HV_PANE_WORK, 1 }, pen));
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WORK, 1 }, &arena, &pane),
        HV_OK);
    assert_int_equal(hv_group_read(evening->group, pen, key, &arena, &refusal, &page), HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    assert_int_equal(pane.work.value_count, count);
    assert_int_equal(page.row_count, count);
    if (text != NULL) {
        assert_true(hv_bytes_equal(pane.work.values[0].packed, hv_bytes_from_text(text)));
        assert_true(hv_bytes_equal(page.rows[0].packed, hv_bytes_from_text(text)));
    }
    hv_arena_free(&arena);
}

/* However a device got to the couple, the words show who sits at it. */
static void whoever_has_the_words_gets_back_what_was_written(void **state)
{
    const struct line on_a_pen[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "on my own phone"), DONE },
    };
    const struct line at_the_table[] = {
        { FACILITATOR, REMOVE(PEN(1)), DONE },
        { TABLE(1), UNLOCK(1), DONE },
    };
    const struct line leaving_it[] = {
        { TABLE(1), LOCK(1), DONE },
        { 0, ARRIVE(PEN, 1), DONE },
    };
    char code[HV_PEN_CODE_SIZE + 1];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, on_a_pen, COUNT(on_a_pen));
    assert_gets_back(&evening, PEN(1), "on my own phone");
    evening_play(&evening, at_the_table, COUNT(at_the_table));
    assert_gets_back(&evening, TABLE(1), "on my own phone");
    evening_play(&evening, leaving_it, COUNT(leaving_it));
    shown_code(&evening, 1, code);
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(code)), DONE);
    assert_int_equal(evening_do(&evening, FIRST_COMER, UNLOCK(1)), DONE);
    assert_gets_back(&evening, FIRST_COMER, "on my own phone");
    evening_end(&evening);
}

/* However the random bytes fall, the codes of a couple name one seat each. */
static void the_codes_of_a_couple_are_never_the_same(void **state)
{
    struct hv_command command = ADD_UNIT(BYTES("a"), BYTES("b"), BYTES("c"), BYTES("d"), BYTES("e"),
                                         BYTES("f"), BYTES("g"), BYTES("h"));
    const uint8_t zeros[HV_COMMAND_RANDOM] = { 0 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    command.id.b[15] = 1;
    command.device = FACILITATOR;
    command.now = evening.now;
    command.random = zeros;
    memcpy(command.add_unit.card_code, "BBBBBBBB", HV_CARD_CODE_SIZE);
    assert_int_equal(evening_give(&evening, &command), DONE);
    for (uint16_t a = 13; a <= 20; a++) {
        for (uint16_t b = 13; b < a; b++) {
            assert_memory_not_equal(hv_find_seat(evening.group, a)->pen_code,
                                    hv_find_seat(evening.group, b)->pen_code, HV_PEN_CODE_SIZE);
        }
    }
    evening_end(&evening);
}

/* ---- Cards ---- */

static void a_new_card_makes_the_old_one_worthless(void **state)
{
    char pen[HV_PEN_CODE_SIZE + 1];
    uint8_t hash[HV_TOKEN_HASH_SIZE], code[HV_CARD_CODE_SIZE];
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, pen);
    memcpy(hash, evening.group->units[0].card_hash, sizeof hash);
    memcpy(code, evening.group->units[0].card_code, sizeof code);
    assert_int_equal(evening_do(&evening, FACILITATOR, NEW_CARD(99)), REFUSED(NOT_FOUND));
    assert_int_equal(evening_do(&evening, FACILITATOR, NEW_CARD(1)), DONE);
    assert_int_equal(hv_group_card(evening.group, hash, equal), 0);
    assert_int_equal(hv_group_card_of_code(evening.group, code, equal), 0);
    assert_int_equal(card_of(&evening, 1), 1);
    assert_true(hv_id_equal(evening.group->units[0].card_id, evening.last.record.cause.id));
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(pen)), REFUSED(NOT_ALLOWED));
    assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), DONE);
    assert_int_equal(evening_do(&evening, FOURTH_COMER, bind(pen)), REFUSED(NOT_FOUND));
    shown_code(&evening, 1, pen);
    assert_int_equal(evening_do(&evening, FOURTH_COMER, bind(pen)), DONE);
    evening_end(&evening);
}

/* Whoever has the old card may have come in with it already. */
static void who_came_with_the_old_card_comes_again_with_the_new_one(void **state)
{
    char code[HV_PEN_CODE_SIZE + 1];
    const struct line lines[] = {
        { FIRST_COMER, UNLOCK(1), DONE },
        { 0, ARRIVE(TABLE, 1), DONE },
        { FOURTH_COMER, UNLOCK(2), DONE },
        { FACILITATOR, NEW_CARD(1), DONE },
        { FIRST_COMER, LOCK(1), REFUSED(NOT_ALLOWED) },
        { FOURTH_COMER, LOCK(2), REFUSED(NOT_ALLOWED) },
        { TABLE(1), UNLOCK(1), DONE },
    };
    struct evening evening;

    (void)state;
    begin_with_pens(&evening);
    shown_code(&evening, 1, code);
    assert_int_equal(evening_do(&evening, FIRST_COMER, bind(code)), DONE);
    evening_play(&evening, lines, COUNT(lines));
    assert_false(is_in(&evening, FIRST_COMER));
    assert_false(is_in(&evening, SECOND_COMER));
    assert_true(is_in(&evening, THIRD_COMER)); /* of another couple */
    assert_false(is_in(&evening, FOURTH_COMER));
    assert_true(is_in(&evening, TABLE(1))); /* a facilitator let these in */
    assert_true(is_in(&evening, PEN(4)));
    evening_end(&evening);
}

static void a_card_is_of_one_unit(void **state)
{
    struct hv_command again = NEW_CARD(2), add = ADD_UNIT(BYTES("a"));
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    memcpy(again.renew_card.card_code, evening.group->units[0].card_code, HV_CARD_CODE_SIZE);
    again.renew_card.card_hash[0] = 0x99;
    assert_int_equal(evening_do(&evening, FACILITATOR, again), REFUSED(INVALID));
    memcpy(again.renew_card.card_hash, evening.group->units[0].card_hash, HV_TOKEN_HASH_SIZE);
    memcpy(again.renew_card.card_code, "BBBBBBBB", HV_CARD_CODE_SIZE);
    assert_int_equal(evening_do(&evening, FACILITATOR, again), REFUSED(INVALID));
    memcpy(add.add_unit.card_code, "BBBBBBB1", HV_CARD_CODE_SIZE);
    assert_int_equal(evening_do(&evening, FACILITATOR, add), REFUSED(INVALID));
    assert_int_equal(evening_do(&evening, FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 1 })),
                     DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, NEW_CARD(1)), REFUSED(NOT_FOUND));
    evening_end(&evening);
}

/* Remembered ids are those of one meeting; what came of a card's command shows in the card. */
static void a_card_is_made_once_by_one_command(void **state)
{
    struct hv_command commands[] = { ADD_UNIT(BYTES("a"), BYTES("b")), NEW_CARD(1) };
    const uint8_t random[HV_COMMAND_RANDOM] = { 1 };
    struct evening evening;

    (void)state;
    for (uint8_t i = 0; i < COUNT(commands); i++) {
        uint8_t codes[2][HV_PEN_CODE_SIZE];

        evening_begin(&evening);
        commands[i].id.b[15] = (uint8_t)(7 + i);
        commands[i].device = FACILITATOR;
        commands[i].random = random;
        commands[i].now = evening.now;
        memcpy(i == 0 ? commands[i].add_unit.card_code : commands[i].renew_card.card_code,
               "BBBBBBBB", HV_CARD_CODE_SIZE);
        assert_int_equal(evening_give(&evening, &commands[i]), DONE);
        memcpy(codes[0], hv_find_seat(evening.group, 1)->pen_code, HV_PEN_CODE_SIZE);
        assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
        commands[i].now = evening.now;
        assert_int_equal(evening_give(&evening, &commands[i]), AGAIN);
        assert_int_equal(evening.last.number, i == 0 ? EVENING_COUPLES + 1 : 0);
        memcpy(codes[1], hv_find_seat(evening.group, 1)->pen_code, HV_PEN_CODE_SIZE);
        assert_memory_equal(codes[0], codes[1], HV_PEN_CODE_SIZE);
        evening_end(&evening);
    }
}

/* ---- What they read ---- */

static void who_waits_reads_nothing(void **state)
{
    static const uint16_t waiting[] = { FIRST_COMER, SECOND_COMER };
    struct hv_pane_key keys[HV_PANES_MAX];
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, LOBBY(true)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(GUEST, 0)), DONE);
    assert_int_equal(evening_do(&evening, 0, ARRIVE(PEN, 1)), DONE);
    hv_arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < COUNT(waiting); i++) {
        assert_int_equal(hv_group_panes(evening.group, waiting[i], keys), 0);
        for (enum hv_read_kind kind = HV_READ_OWN_WORK; kind <= HV_READ_STATEMENT; kind++) {
            struct hv_read_page page;
            enum hv_refusal refusal;
            const struct hv_read_key key = { .kind = kind, .number = 1, .run = 1, .most = 1 };

            assert_int_equal(hv_group_read(evening.group, waiting[i], key, &arena, &refusal, &page),
                             HV_OK);
            assert_int_equal(refusal, HV_REFUSAL_NOT_ALLOWED);
        }
    }
    hv_arena_free(&arena);
    evening_end(&evening);
}

static enum hv_refusal read_one(const struct evening *evening,
                                uint16_t device,
                                enum hv_read_kind kind,
                                struct hv_read_page *ret)
{
    struct hv_read_key key = { .kind = kind, .number = 1, .most = 64 };
    struct hv_arena arena;
    enum hv_refusal refusal;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_read(evening->group, device, key, &arena, &refusal, ret), HV_OK);
    hv_arena_free(&arena);
    return refusal;
}

/* The key is there before the first of it is used: it was named as the seat was unlocked. */
static void the_key_of_a_page_goes_to_who_reads_its_seat(void **state)
{
    struct hv_read_page page;
    struct hv_key_scope scope;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(read_one(&evening, PEN(1), HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_LOCKED);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    scope = hv_scope_outbox(evening.group, &evening.group->seats[0]);
    assert_int_equal(evening.last.key_count, 1);
    assert_true(hv_key_scope_equal(&evening.last.keys[0], &scope));
    assert_int_equal(hv_group_keys_end(evening.group, scope.keep, evening.now), EVENING_END);
    assert_int_equal(read_one(&evening, PEN(1), HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_NONE);
    assert_int_equal(page.row_count, 1);
    assert_int_equal(read_one(&evening, TABLE(1), HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_LOCKED);
    assert_int_equal(read_one(&evening, PEN(2), HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_LOCKED);
    assert_int_equal(read_one(&evening, FACILITATOR, HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_LOCKED);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, STEP_BREAK)), DONE);
    assert_int_equal(read_one(&evening, PEN(1), HV_READ_OUTBOX_KEY, &page), HV_REFUSAL_LOCKED);
    evening_end(&evening);
}

static void the_cards_of_couples_are_the_facilitators(void **state)
{
    struct hv_read_key key = { .kind = HV_READ_COUPLE_CARDS, .most = 64 };
    struct hv_read_page page;
    struct hv_arena arena;
    enum hv_refusal refusal;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 2 })),
                     DONE);
    assert_int_equal(read_one(&evening, TABLE(1), HV_READ_COUPLE_CARDS, &page),
                     HV_REFUSAL_NOT_ALLOWED);
    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_read(evening.group, CO_FACILITATOR, key, &arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    assert_int_equal(page.row_count, EVENING_COUPLES - 1);
    for (uint32_t i = 0; i < page.row_count; i++) {
        const struct hv_unit *unit = hv_find_unit(evening.group, page.rows[i].unit);

        assert_int_not_equal(unit->number, 2);
        assert_int_equal(page.rows[i].name.size, 0);
        assert_true(hv_id_equal(page.rows[i].card_id, unit->card_id));
        assert_memory_equal(page.rows[i].code.data, unit->card_code, HV_CARD_CODE_SIZE);
    }
    hv_arena_free(&arena);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_opens_while_a_meeting_is_open),
        cmocka_unit_test(who_comes_gets_in_by_card_or_through_the_lobby),
        cmocka_unit_test(the_same_token_is_the_same_device),
        cmocka_unit_test(so_many_come_and_no_more),
        cmocka_unit_test(nor_one_after_the_other),
        cmocka_unit_test(guests_who_are_gone_make_room_the_first_who_came_first),
        cmocka_unit_test(guests_who_are_there_or_on_their_way_keep_their_place),
        cmocka_unit_test(a_walk_in_code_lets_in_so_many_and_no_more),
        cmocka_unit_test(the_lobby_closes_with_the_meeting_and_its_guests_leave),
        cmocka_unit_test(a_lobby_that_opens_again_begins_empty),
        cmocka_unit_test(a_code_that_is_none_opens_no_lobby),
        cmocka_unit_test(a_guest_becomes_a_table),
        cmocka_unit_test(a_pen_is_bound_by_the_code_that_its_table_shows),
        cmocka_unit_test(a_code_that_binds_nothing_is_refused_alike),
        cmocka_unit_test(a_pen_that_was_removed_makes_room_for_a_new_code),
        cmocka_unit_test(a_pen_that_was_not_bound_leaves_with_the_meeting),
        cmocka_unit_test(whoever_has_the_words_gets_back_what_was_written),
        cmocka_unit_test(the_codes_of_a_couple_are_never_the_same),
        cmocka_unit_test(a_new_card_makes_the_old_one_worthless),
        cmocka_unit_test(who_came_with_the_old_card_comes_again_with_the_new_one),
        cmocka_unit_test(a_card_is_of_one_unit),
        cmocka_unit_test(a_card_is_made_once_by_one_command),
        cmocka_unit_test(who_waits_reads_nothing),
        cmocka_unit_test(the_key_of_a_page_goes_to_who_reads_its_seat),
        cmocka_unit_test(the_cards_of_couples_are_the_facilitators),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
