/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people do in a world (host_world.h), and a hall full of them: an owner, a facilitator, a
 * couple with a table and two pens, a projector.
 */
#ifndef HV_TESTS_UNIT_HOST_HALL_H
#define HV_TESTS_UNIT_HOST_HALL_H

#include "host_world.h"

/* ---- Commands ---- */

struct world_reply {
    bool came;
    enum hv_refusal refusal;
    uint32_t number;
    bool has_token;
    uint8_t token[HV_TOKEN_SIZE];
    bool has_ticket;
    uint8_t ticket[HV_TICKET_SIZE];
};

/* What stands on the slips, by seat. */
#define WORLD_SLIPS_MAX 9
static char world_slips[WORLD_SLIPS_MAX][HV_WORDS_TEXT_MAX + 1];

static inline struct hv_id world_id(struct world *world)
{
    struct hv_id id = { .b = { 'c' } };

    world->ids++;
    memcpy(id.b + 8, &world->ids, sizeof world->ids);
    return id;
}

/* The last reply to `id`. */
static inline struct world_reply link_reply(const struct link *link, struct hv_id id)
{
    struct world_reply reply = { .came = false };

    for (uint32_t i = 0; i < link->count; i++) {
        W(ServerMessage) *message = link_message(link, i);
        if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY &&
            memcmp(message->reply->id.data, id.b, sizeof id.b) == 0) {
            reply.came = true;
            reply.refusal = (enum hv_refusal)message->reply->refusal;
            reply.number = message->reply->number;
            reply.has_token = message->reply->token.len == HV_TOKEN_SIZE;
            if (reply.has_token) {
                memcpy(reply.token, message->reply->token.data, HV_TOKEN_SIZE);
            }
            reply.has_ticket = message->reply->ticket.len == HV_TICKET_SIZE;
            if (reply.has_ticket) {
                memcpy(reply.ticket, message->reply->ticket.data, HV_TICKET_SIZE);
            }
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    return reply;
}

/* Sends and does not wait. */
static inline void link_command(struct link *link, struct hv_id id, W(Command) command)
{
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    command.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND;
    message.command = &command;
    link_say(link, &message);
}

/* Sends, waits, and gives the reply that must have come. */
static inline struct world_reply link_ask(struct link *link, W(Command) command)
{
    struct hv_id id = world_id(link->world);

    link_command(link, id, command);
    world_run(link->world);
    struct world_reply reply = link_reply(link, id);
    assert_true(reply.came);
    return reply;
}

/* The same; it must be done. Gives the number. */
static inline uint32_t link_do(struct link *link, W(Command) command)
{
    struct world_reply reply = link_ask(link, command);

    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    return reply.number;
}

/* COMMAND(command, CASE, Type, member): an empty command with its part, in scope of the caller. */
#define COMMAND(name, case_, type, member)               \
    W(Command) name = HOUVAST__V1__COMMAND__INIT;        \
    W(type) name##_part = HOUVAST__V1__##case_##__INIT;  \
    name.what_case = HOUVAST__V1__COMMAND__WHAT_##case_; \
    name.member = &name##_part

static inline struct world_reply
world_make_group(struct link *owner, struct hv_id id, const char *programme)
{
    char title[] = "Dinsdag";
    char name[32];
    W(MakeGroup) make = HOUVAST__V1__MAKE_GROUP__INIT;
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    snprintf(name, sizeof name, "%s", programme);
    make.title = title;
    make.programme = name;
    command.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND;
    message.house_command = &command;
    link_say(owner, &message);
    world_run(owner->world);
    return link_reply(owner, id);
}

/* Takes the slips that can still be printed. */
static inline void world_take_slips(struct link *facilitator)
{
    struct hv_id id = world_id(facilitator->world);
    W(Read) read = HOUVAST__V1__READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_SLIPS;
    read.most = 64;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    message.read = &read;
    link_say(facilitator, &message);
    world_run(facilitator->world);
    assert_true(facilitator->count > 0);
    W(ServerMessage) *page = link_message(facilitator, facilitator->count - 1);
    assert_int_equal(page->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE);
    for (size_t i = 0; i < page->read_page->n_rows; i++) {
        const W(ReadRow) *row = page->read_page->rows[i];

        if (row->words[0] != '\0' && row->seat < WORLD_SLIPS_MAX) {
            snprintf(world_slips[row->seat], sizeof world_slips[0], "%s", row->words);
        }
    }
    houvast__v1__server_message__free_unpacked(page, NULL);
}

static inline void world_add_couple(struct link *facilitator)
{
    char first[] = "Anna";
    char second[] = "Bas";
    char *names[] = { first, second };

    COMMAND(add, ADD_UNIT, AddUnit, add_unit);
    add_part.names = names;
    add_part.n_names = 2;
    (void)link_do(facilitator, add);
    world_take_slips(facilitator);
}

static inline uint32_t world_invite(struct link *facilitator,
                                    W(Role) role,
                                    uint32_t unit,
                                    uint32_t seat,
                                    uint8_t ret_token[HV_TOKEN_SIZE])
{
    COMMAND(invite, INVITE, Invite, invite);
    invite_part.role = role;
    invite_part.unit = unit;
    invite_part.seat = seat;
    struct world_reply reply = link_ask(facilitator, invite);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    assert_true(reply.has_token);
    memcpy(ret_token, reply.token, HV_TOKEN_SIZE);
    return reply.number;
}

static inline void world_open_meeting(struct link *facilitator)
{
    COMMAND(open, OPEN_MEETING, OpenMeeting, open_meeting);
    (void)link_do(facilitator, open);
}

static inline void world_mark_here(struct link *facilitator, uint32_t unit)
{
    COMMAND(mark, MARK_PRESENCE, MarkPresence, mark_presence);
    mark_part.unit = unit;
    mark_part.presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE;
    (void)link_do(facilitator, mark);
}

/* Gives the run. */
static inline uint32_t world_start_step(struct link *facilitator, uint32_t from, uint32_t step)
{
    COMMAND(start, START_STEP, StartStep, start_step);
    start_part.from = from;
    start_part.step = step;
    return link_do(facilitator, start);
}

static inline void
world_move_stage(struct link *facilitator, uint32_t run, uint32_t from, uint32_t to)
{
    COMMAND(move, MOVE_STAGE, MoveStage, move_stage);
    move_part.run = run;
    move_part.from = from;
    move_part.to = to;
    (void)link_do(facilitator, move);
}

static inline void world_unlock(struct link *pen, uint32_t seat)
{
    COMMAND(unlock, UNLOCK_SEAT, UnlockSeat, unlock_seat);
    unlock_part.seat = seat;
    unlock_part.words = world_slips[seat];
    struct world_reply reply = link_ask(pen, unlock);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    assert_true(reply.has_ticket);
    world_keep_ticket(pen->token, reply.ticket);
}

static inline void world_consent(struct link *pen, uint32_t seat)
{
    char statement[] = "answers";

    COMMAND(consent, GIVE_CONSENT, GiveConsent, give_consent);
    consent_part.seat = seat;
    consent_part.yes = true;
    consent_part.statement = statement;
    consent_part.version = 1;
    consent_part.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    (void)link_do(pen, consent);
}

static inline void
link_save(struct link *pen, struct hv_id id, uint32_t seat, uint32_t revision, const char *text)
{
    char words[256];
    W(Value) value = HOUVAST__V1__VALUE__INIT;

    snprintf(words, sizeof words, "%s", text);
    value.text = words;
    COMMAND(save, SAVE_FIELD, SaveField, save_field);
    save_part.run = 1;
    save_part.seat = seat;
    save_part.field = FIELD_WORD;
    save_part.revision = revision;
    save_part.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    save_part.value = &value;
    link_command(pen, id, save);
}

static inline void world_save(struct link *pen, uint32_t seat, uint32_t revision, const char *text)
{
    struct hv_id id = world_id(pen->world);

    link_save(pen, id, seat, revision, text);
    world_run(pen->world);
    struct world_reply reply = link_reply(pen, id);
    assert_true(reply.came);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
}

static inline void world_close_envelope(struct link *pen, uint32_t seat, uint32_t shows)
{
    COMMAND(close, CLOSE_ENVELOPE, CloseEnvelope, close_envelope);
    close_part.run = 1;
    close_part.seat = seat;
    close_part.round = HOUVAST__V1__ROUND__ROUND_FIRST;
    close_part.shows = shows;
    (void)link_do(pen, close);
}

static inline void world_announce(struct link *facilitator, struct hv_id id, const char *text)
{
    char words[256];

    snprintf(words, sizeof words, "%s", text);
    COMMAND(announce, ANNOUNCE, Announce, announce);
    announce_part.text = words;
    link_command(facilitator, id, announce);
}

/* ---- A room full of people ---- */

/* One group, one couple with two pens and a table, a projector. */
struct hall {
    struct world world;
    struct link owner, facilitator, table, projector, pens[2];
    uint8_t facilitator_token[HV_TOKEN_SIZE];
    uint8_t table_token[HV_TOKEN_SIZE];
    uint8_t projector_token[HV_TOKEN_SIZE];
    uint8_t pen_tokens[2][HV_TOKEN_SIZE];
    uint32_t pen_devices[2];
    uint32_t saved; /* revisions, for tests that count them */
};

/* The group is made and everyone is invited; the facilitator is in. */
static inline void hall_prepare(struct hall *hall)
{
    struct world *world = &hall->world;

    memset(hall, 0, sizeof *hall);
    world_open(world);
    link_join(&hall->owner, world, world->owner);
    struct world_reply made = world_make_group(&hall->owner, world_id(world), "course");
    assert_true(made.came && made.has_token);
    memcpy(hall->facilitator_token, made.token, HV_TOKEN_SIZE);
    link_join(&hall->facilitator, world, hall->facilitator_token);
    world_add_couple(&hall->facilitator);
    (void)world_invite(&hall->facilitator, HOUVAST__V1__ROLE__ROLE_TABLE, 1, 0, hall->table_token);
    (void)world_invite(&hall->facilitator, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0,
                       hall->projector_token);
    for (uint32_t i = 0; i < 2; i++) {
        hall->pen_devices[i] = world_invite(&hall->facilitator, HOUVAST__V1__ROLE__ROLE_PEN, 0,
                                            i + 1, hall->pen_tokens[i]);
    }
    link_forget(&hall->facilitator);
}

static inline void hall_join(struct hall *hall)
{
    link_join(&hall->table, &hall->world, hall->table_token);
    link_join(&hall->projector, &hall->world, hall->projector_token);
    for (uint32_t i = 0; i < 2; i++) {
        link_join(&hall->pens[i], &hall->world, hall->pen_tokens[i]);
    }
}

static inline void hall_forget(struct hall *hall)
{
    struct link *links[] = { &hall->owner,     &hall->facilitator, &hall->table,
                             &hall->projector, &hall->pens[0],     &hall->pens[1] };

    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        link_forget(links[i]);
    }
}

/* A prepared hall fills: the couple is here, has consented, and may write: run 1 is in its solo
 * stage. */
static inline void hall_fill(struct hall *hall)
{
    struct link *facilitator = &hall->facilitator;

    hall_join(hall);
    world_open_meeting(facilitator);
    world_mark_here(facilitator, 1);
    assert_int_equal(world_start_step(facilitator, 0, 1), 1);
    world_move_stage(facilitator, 1, STAGE_BRIEF, STAGE_SOLO);
    for (uint32_t i = 0; i < 2; i++) {
        world_unlock(&hall->pens[i], i + 1);
        world_consent(&hall->pens[i], i + 1);
    }
    hall_forget(hall);
}

static inline void hall_begin(struct hall *hall)
{
    hall_prepare(hall);
    hall_fill(hall);
}

static inline void hall_end(struct hall *hall)
{
    hall_forget(hall);
    world_close(&hall->world);
}

#endif
