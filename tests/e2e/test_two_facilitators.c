/* SPDX-License-Identifier: EUPL-1.2 */
/* Two facilitators press at once; a command is sent twice under one id. Over real sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "party.h"
#include "raw.h"
#include "server.h"

struct hall {
    struct server server;
    struct crowd crowd;
    struct party party;
    struct guest *second; /* facilitator */
    uint32_t run;
};

static int open_hall(void **state)
{
    static struct hall hall;
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    server_make(&hall.server);
    server_start(&hall.server);
    crowd_open(&hall.crowd, hall.server.owner);
    party_make(&hall.party, &hall.crowd, "Duinzicht", 1);
    party_begin(&hall.party);
    party_invite(&hall.party, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0, 0, token);
    hall.second = crowd_join(&hall.crowd, token);
    *state = &hall;
    return 0;
}

static int close_hall(void **state)
{
    struct hall *hall = *state;
    if (hall == NULL) {
        return 0; /* it did not open */
    }
    crowd_close(&hall->crowd);
    server_stop(&hall->server);
    server_remove(&hall->server);
    return 0;
}

/* ---- Pressing at once ---- */

struct both {
    struct hall *hall;
    struct answer answers[2];
    uint32_t count;
};

static void on_pressed(struct guest *guest, const struct hv_client_reply *reply)
{
    struct both *both = guest->data;
    both->answers[guest == both->hall->second ? 1 : 0] = (struct answer){ .outcome = reply->outcome,
                                                                          .refusal = reply->refusal,
                                                                          .number = reply->number };
    both->count++;
}

static bool both_answered(void *data)
{
    const struct both *both = data;
    return both->count == 2;
}

/* Both commands are on their way before either is answered. */
static void press(struct both *both,
                  Houvast__V1__Command__WhatCase what_case,
                  ProtobufCMessage *first,
                  ProtobufCMessage *second)
{
    struct guest *guests[] = { both->hall->party.leader, both->hall->second };
    ProtobufCMessage *what[] = { first, second };

    both->count = 0;
    for (int i = 0; i < 2; i++) {
        guests[i]->data = both;
        guests[i]->on_reply = on_pressed;
        assert_true(guest_send(guests[i], what_case, what[i], NULL));
    }
    crowd_wait(&both->hall->crowd, both_answered, both, "both facilitators were answered");
    guests[0]->on_reply = guests[1]->on_reply = NULL;
}

static uint32_t step_numbered(const struct guest *guest, const char *number)
{
    const Houvast__V1__BoardPane *board = guest_board(guest);
    assert_non_null(board);
    for (size_t i = 0; i < board->n_steps; i++) {
        if (strcmp(board->steps[i]->number, number) == 0) {
            return board->steps[i]->step;
        }
    }
    fail_msg("no step %s on the board", number);
    return 0;
}

static void test_same_goal_is_done_for_both(void **state)
{
    struct both both = { .hall = *state };
    uint32_t step = step_numbered(both.hall->party.leader, "1.1a");
    Houvast__V1__StartStep start = HOUVAST__V1__START_STEP__INIT;

    start.step = step;
    press(&both, HOUVAST__V1__COMMAND__WHAT_START_STEP, &start.base, &start.base);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(both.answers[i].outcome, HV_CLIENT_DONE);
    }
    assert_int_equal(both.answers[0].number, both.answers[1].number); /* one run, not two */
    assert_true(both.answers[0].number > 0);
}

static void test_different_goals_move_once(void **state)
{
    struct both both = { .hall = *state };
    struct guest *leader = both.hall->party.leader;
    Houvast__V1__StartStep one = HOUVAST__V1__START_STEP__INIT;
    Houvast__V1__StartStep other = HOUVAST__V1__START_STEP__INIT;

    one.from = other.from = step_numbered(leader, "1.1a");
    one.step = step_numbered(leader, "1.1b");
    other.step = step_numbered(leader, "1.2");
    press(&both, HOUVAST__V1__COMMAND__WHAT_START_STEP, &one.base, &other.base);
    int first = both.answers[0].outcome == HV_CLIENT_DONE ? 0 : 1;
    assert_int_equal(both.answers[first].outcome, HV_CLIENT_DONE);
    assert_int_equal(both.answers[1 - first].outcome, HV_CLIENT_REFUSED);
    assert_int_equal(both.answers[1 - first].refusal, HOUVAST__V1__REFUSAL__REFUSAL_MOVED_ON);
    both.hall->run = both.answers[first].number;
}

static bool is_in_first_stage(void *data)
{
    const struct hall *hall = data;
    return guest_board(hall->second)->run == hall->run && guest_board(hall->second)->stage == 1;
}

static void test_a_stage_moves_once(void **state)
{
    struct both both = { .hall = *state };
    Houvast__V1__MoveStage move = HOUVAST__V1__MOVE_STAGE__INIT;

    move.run = both.hall->run;
    move.from = 0;
    move.to = 1;
    press(&both, HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE, &move.base, &move.base);
    assert_int_equal(both.answers[0].outcome, HV_CLIENT_DONE);
    assert_int_equal(both.answers[1].outcome, HV_CLIENT_DONE);
    crowd_wait(&both.hall->crowd, is_in_first_stage, both.hall, "the group was in the next stage");
}

/* ---- The same id twice ---- */

static void test_an_id_is_carried_out_once(void **state)
{
    static const uint8_t id[16] = { 0xd0, 0xb, 0xbe, 1 };
    struct hall *hall = *state;
    struct raw *raw = test_malloc(sizeof *raw);
    Houvast__V1__AddUnit add = HOUVAST__V1__ADD_UNIT__INIT;
    char name[] = "Tweemaal";
    char *names[] = { name };
    size_t units = guest_board(hall->second)->n_units;

    add.n_names = 1;
    add.names = names;
    raw_open(raw, hall->server.port);
    raw_hello(
        raw,
        hall->party.leader->token); /* replaces the leader, for whom it does not matter any more */
    raw_command(raw, id, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, &add.base);
    raw_command(raw, id, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT,
                &add.base); /* before the first is answered */
    struct raw_reply first = raw_reply(raw, id);
    struct raw_reply second = raw_reply(raw, id);
    raw_command(raw, id, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, &add.base); /* and long after */
    struct raw_reply third = raw_reply(raw, id);
    assert_int_equal(first.refusal, 0);
    assert_memory_equal(&first, &second, sizeof first);
    assert_memory_equal(&first, &third, sizeof first);
    raw_close(raw);
    test_free(raw);

    guest_do(hall->second, COMMAND(ANNOUNCE, Announce, announce, .text = name));
    assert_int_equal(guest_board(hall->second)->n_units, units + 1);
}

static void test_a_token_is_given_twice_alike(void **state)
{
    static const uint8_t id[16] = { 0xd0, 0xb, 0xbe, 2 };
    struct hall *hall = *state;
    struct raw *raw = test_malloc(sizeof *raw);
    Houvast__V1__Invite invite = HOUVAST__V1__INVITE__INIT;

    invite.role = HOUVAST__V1__ROLE__ROLE_PROJECTOR;
    raw_open(raw, hall->server.port);
    raw_hello(raw, hall->second->token);
    raw_command(raw, id, HOUVAST__V1__COMMAND__WHAT_INVITE, &invite.base);
    struct raw_reply first = raw_reply(raw, id);
    raw_command(raw, id, HOUVAST__V1__COMMAND__WHAT_INVITE, &invite.base);
    struct raw_reply second = raw_reply(raw, id);
    assert_int_equal(first.refusal, 0);
    assert_true(first.has_token);
    assert_memory_equal(&first, &second, sizeof first);
    raw_close(raw);
    test_free(raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_goal_is_done_for_both),
        cmocka_unit_test(test_different_goals_move_once),
        cmocka_unit_test(test_a_stage_moves_once),
        cmocka_unit_test(test_an_id_is_carried_out_once),
        cmocka_unit_test(test_a_token_is_given_twice_alike),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
