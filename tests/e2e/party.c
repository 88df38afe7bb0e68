/* SPDX-License-Identifier: EUPL-1.2 */
#include "party.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define SOLO_STAGE 1 /* of every exercise that we push: after the briefing */

static bool is_answered(void *data)
{
    const struct guest *guest = data;
    return guest->answered;
}

/* The token of the group's facilitator. */
static void make_group(struct crowd *crowd, const char *title, char *ret_token)
{
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MakeGroup make;
    char programme[] = "hold_me_tight";
    struct guest *owner = crowd_join(crowd, crowd->address.token);

    houvast__v1__make_group__init(&make);
    make.title = (char *)(uintptr_t)title;
    make.programme = programme;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make;
    owner->answered = false;
    assert_int_equal(hv_client_house_command(owner->client, &command, owner->asked), HV_CLIENT_OK);
    crowd_wait(crowd, is_answered, owner, "a group was made");
    assert_int_equal(owner->answer.outcome, HV_CLIENT_DONE);
    memcpy(ret_token, owner->answer.token, sizeof owner->answer.token);
    guest_leave(owner);
}

void party_invite(struct party *party,
                  Houvast__V1__Role role,
                  uint32_t unit,
                  uint32_t seat,
                  char *ret_token)
{
    struct answer answer = guest_do(
        party->leader, COMMAND(INVITE, Invite, invite, .role = role, .unit = unit, .seat = seat));
    memcpy(ret_token, answer.token, sizeof answer.token);
}

/* The leader prints the slips, and hands them out. */
static void take_slips(struct guest *leader, const struct hv_client_page *page)
{
    struct party *party = leader->data;

    for (size_t i = 0; i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];

        assert_in_range(row->seat, 1, party->partner_count);
        assert_in_range(strlen(row->words), 1, sizeof party->partners[0].words - 1);
        memcpy(party->partners[row->seat - 1].words, row->words, strlen(row->words) + 1);
    }
    leader->answered = page->last;
}

static void hand_out_slips(struct party *party)
{
    struct guest *leader = party->leader;
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_SLIPS;
    leader->data = party;
    leader->on_page = take_slips;
    leader->answered = false;
    assert_int_equal(hv_client_read(leader->client, &read, leader->asked), HV_CLIENT_OK);
    crowd_wait(party->crowd, is_answered, leader, "the slips were there");
    leader->data = NULL;
    leader->on_page = NULL;
}

static void add_couple(struct party *party, const char *title, uint32_t index)
{
    char first[41];
    char second[41];
    char *names[] = { first, second };
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    snprintf(first, sizeof first, "%s %u", title, index * 2);
    snprintf(second, sizeof second, "%s %u", title, index * 2 + 1);
    uint32_t unit =
        guest_do(party->leader, COMMAND(ADD_UNIT, AddUnit, add_unit, .n_names = 2, .names = names))
            .number;
    for (uint32_t i = 0; i < 2; i++) {
        struct partner *partner = &party->partners[party->partner_count++];
        *partner = (struct partner){ .unit = unit, .seat = party->partner_count };
        party_invite(party, HOUVAST__V1__ROLE__ROLE_PEN, 0, partner->seat, token);
        partner->pen = crowd_join(party->crowd, token);
    }
}

void party_make(struct party *party, struct crowd *crowd, const char *title, uint32_t couples)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    assert_in_range(couples, 1, PARTY_COUPLES_MAX);
    *party = (struct party){ .crowd = crowd };
    make_group(crowd, title, token);
    party->leader = crowd_join(crowd, token);
    for (uint32_t i = 0; i < couples; i++) {
        add_couple(party, title, i);
    }
    hand_out_slips(party);
}

static bool has_seat(void *data)
{
    const struct partner *partner = data;
    return guest_seat(partner->pen, partner->seat) != NULL;
}

void partner_unlock(struct partner *partner)
{
    guest_do(partner->pen, COMMAND(UNLOCK_SEAT, UnlockSeat, unlock_seat, .seat = partner->seat,
                                   .words = partner->words));
    crowd_wait(partner->pen->crowd, has_seat, partner, "a seat was on its pen");
}

static void come_in(struct partner *partner)
{
    partner_unlock(partner);
    const Houvast__V1__Statement *statement = guest_seat(partner->pen, partner->seat)->statement;
    assert_non_null(statement);
    guest_do(partner->pen,
             COMMAND(GIVE_CONSENT, GiveConsent, give_consent, .seat = partner->seat, .yes = true,
                     .statement = statement->id, .version = statement->version,
                     .language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL));
}

void party_begin(struct party *party)
{
    guest_do(party->leader, COMMAND(OPEN_MEETING, OpenMeeting, open_meeting, .meeting = 0));
    for (uint32_t i = 0; i < party->partner_count; i++) {
        if (i % 2 == 0) {
            guest_do(party->leader, COMMAND(MARK_PRESENCE, MarkPresence, mark_presence,
                                            .unit = party->partners[i].unit,
                                            .presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE));
        }
        come_in(&party->partners[i]);
    }
}

static uint32_t find_field(const struct party *party, const char *id)
{
    const struct guest *guest = party->leader;
    const Houvast__V1__StagePane *stage = guest_stage(guest);
    assert_non_null(stage);
    assert_int_equal(stage->exercise.len, HV_CLIENT_HASH_SIZE);
    const Houvast__V1__Definition *definition =
        hv_client_definition(guest->client, stage->exercise.data);
    assert_non_null(definition);
    for (uint32_t i = 0; i < definition->n_fields; i++) {
        if (strcmp(definition->fields[i]->id, id) == 0) {
            return i;
        }
    }
    fail_msg("the exercise has no field %s", id);
    return 0;
}

bool party_is_in_place(void *data)
{
    struct party *party = data;
    const Houvast__V1__StagePane *stage = guest_stage(party->leader);
    bool all = stage != NULL && stage->run == party->run && stage->stage == SOLO_STAGE;
    for (uint32_t i = 0; all && i < party->partner_count; i++) {
        const struct partner *partner = &party->partners[i];
        const Houvast__V1__UnitPane *unit = guest_unit(partner->pen, partner->unit);
        const Houvast__V1__SeatPane *seat = guest_seat(partner->pen, partner->seat);
        all = unit != NULL && unit->run == party->run && unit->place != NULL &&
              unit->place->stage == SOLO_STAGE && seat != NULL && seat->run == party->run;
    }
    return all;
}

bool party_has_its_work(void *data)
{
    struct party *party = data;
    bool all = party_is_in_place(party);
    for (uint32_t i = 0; all && i < party->partner_count; i++) {
        const struct partner *partner = &party->partners[i];
        all = partner->revision == 0 || partner_work(party, partner) != NULL;
    }
    return all;
}

/* A pane comes after the reply, so the board may be a moment behind. */
static bool board_shows_the_run(void *data)
{
    const struct party *party = data;
    const Houvast__V1__BoardPane *board = guest_board(party->leader);
    return board != NULL && board->meeting_open && board->run == party->run;
}

void party_push(struct party *party, const char *exercise)
{
    crowd_wait(party->crowd, board_shows_the_run, party, "the board was up to date");
    party->run = guest_do(party->leader, COMMAND(PUSH_EXERCISE, PushExercise, push_exercise,
                                                 .exercise = (char *)(uintptr_t)exercise,
                                                 .from = guest_board(party->leader)->step))
                     .number;
    guest_do(party->leader, COMMAND(MOVE_STAGE, MoveStage, move_stage, .run = party->run, .from = 0,
                                    .to = SOLO_STAGE));
}

void party_write(struct party *party)
{
    party_push(party, "bond_story");
    crowd_wait(party->crowd, party_is_in_place, party, "everyone could write");
    party->field = find_field(party, "moment");
}

/* ---- Writing ---- */

static void fill_save(const struct party *party,
                      struct partner *partner,
                      Houvast__V1__Value *value,
                      Houvast__V1__SaveField *ret)
{
    *ret = (Houvast__V1__SaveField)HOUVAST__V1__SAVE_FIELD__INIT;
    ret->run = party->run;
    ret->seat = partner->seat;
    ret->field = party->field;
    ret->revision = ++partner->revision;
    ret->answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    ret->value = value;
}

struct answer partner_save(struct party *party, struct partner *partner, const char *text)
{
    Houvast__V1__Value value;
    Houvast__V1__SaveField save;

    houvast__v1__value__init(&value);
    value.text = (char *)(uintptr_t)text;
    fill_save(party, partner, &value, &save);
    return guest_ask(partner->pen, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, &save.base);
}

bool partner_send(struct party *party,
                  struct partner *partner,
                  const char *text,
                  uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    Houvast__V1__Value value;
    Houvast__V1__SaveField save;

    houvast__v1__value__init(&value);
    value.text = (char *)(uintptr_t)text;
    fill_save(party, partner, &value, &save);
    return guest_send(partner->pen, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, &save.base, ret_id);
}

const char *partner_work(const struct party *party, const struct partner *partner)
{
    const Houvast__V1__WorkPane *work = guest_work(partner->pen, partner->seat);
    for (size_t i = 0; work != NULL && i < work->n_values; i++) {
        const Houvast__V1__WorkValue *value = work->values[i];
        if (value->run == party->run && value->field == party->field && value->value != NULL) {
            return value->value->text;
        }
    }
    return NULL;
}
