/* SPDX-License-Identifier: EUPL-1.2 */
#include "life.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "programmes.h"

#define DAY_MS      (24 * HOUR_MS)
#define NIGHT_MS    (4 * HOUR_MS) /* after midnight: when an evening ends */
#define TAG_WELCOME 0x0a          /* first bytes of a ServerMessage */
#define TAG_REPLY   0x1a
#define TAG_LEAVE   0x12
#define TAG_PAGE    0x32

static const struct hv_id house = { "houvast: house" }; /* as houvastd.c has it */

_Noreturn void give_up(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

/* ---- Ports ---- */

static int64_t port_now(void *data)
{
    return ((struct life *)data)->now;
}

static int64_t port_evening_end(void *data, int64_t now)
{
    int64_t today = now - now % DAY_MS + NIGHT_MS;

    (void)data;
    return today > now ? today : today + DAY_MS;
}

static void port_wake_at(void *data, int64_t at)
{
    ((struct life *)data)->wake = at;
}

static void read_reply(struct device *device, struct hv_frame *frame)
{
    Houvast__V1__ServerMessage *message =
        houvast__v1__server_message__unpack(NULL, frame->size, hv_frame_payload(frame));
    const Houvast__V1__Reply *reply = message != NULL ? message->reply : NULL;

    if (reply == NULL || reply->refusal != HOUVAST__V1__REFUSAL__REFUSAL_UNSPECIFIED) {
        give_up("refused: %d", reply != NULL ? (int)reply->refusal : -1);
    }
    device->number = reply->number;
    if (reply->token.len == HV_TOKEN_SIZE) {
        memcpy(device->given, reply->token.data, HV_TOKEN_SIZE);
    }
    houvast__v1__server_message__free_unpacked(message, NULL);
}

/* Of the group that the reader leads: its leader is its first member. */
static void read_slips(struct device *leader, struct hv_frame *frame)
{
    struct group *group = (struct group *)leader;
    Houvast__V1__ServerMessage *message =
        houvast__v1__server_message__unpack(NULL, frame->size, hv_frame_payload(frame));

    if (message == NULL || message->read_page->n_rows != group->seats) {
        give_up("no slips");
    }
    for (uint32_t i = 0; i < group->seats; i++) {
        snprintf(group->pens[i].words, sizeof group->pens[i].words, "%s",
                 message->read_page->rows[i]->words);
    }
    houvast__v1__server_message__free_unpacked(message, NULL);
}

static bool port_send(void *data, void *link, struct hv_frame *frame)
{
    struct life *life = data;

    life->frames++;
    life->bytes += frame->size;
    switch (hv_frame_payload(frame)[0]) {
    case TAG_REPLY:
        read_reply(link, frame);
        life->awaited--;
        break;
    case TAG_PAGE:
        read_slips(link, frame);
        life->awaited--;
        break;
    case TAG_WELCOME:
        life->awaited--;
        break;
    case TAG_LEAVE:
        if (!life->closed && life->awaited > 0) {
            give_up("the server said farewell");
        }
        break;
    default:
        break;
    }
    return true;
}

static void port_close(void *data, void *link, enum hv_farewell reason)
{
    (void)data;
    (void)link;
    (void)reason; /* read_reply and the wait tell whether anything is missing */
}

static void port_job(void *data, void (*work)(void *job), void (*done)(void *job), void *job)
{
    struct life *life = data;

    life->jobs[life->job_count++] = (struct life_job){ .work = work, .done = done, .job = job };
}

static bool do_jobs(struct life *life)
{
    uint32_t count = life->job_count;
    struct life_job jobs[LIFE_JOBS_MAX];

    memcpy(jobs, life->jobs, count * sizeof jobs[0]);
    life->job_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        jobs[i].work(jobs[i].job);
        jobs[i].done(jobs[i].job);
    }
    return count > 0;
}

/* ---- Life ---- */

static void on_open(void *data, enum hv_code code, const uint8_t owner_token[HV_TOKEN_SIZE])
{
    struct life *life = data;

    if (code != HV_OK || owner_token == NULL) {
        give_up("the house does not open: %s", hv_code_name(code));
    }
    memcpy(life->owner, owner_token, HV_TOKEN_SIZE);
    life->opened = true;
}

static void on_closed(void *data)
{
    ((struct life *)data)->closed = true;
}

static void turn(struct life *life)
{
    if (do_jobs(life)) {
        uv_run(&life->loop, UV_RUN_NOWAIT);
    } else if (life->wake <= life->now) {
        life->wake = INT64_MAX;
        hv_host_tick(life->host);
        uv_run(&life->loop, UV_RUN_NOWAIT);
    } else {
        uv_run(&life->loop, UV_RUN_ONCE);
    }
}

static void load(struct life *life, const char *programmes)
{
    struct hv_problems problems;
    struct hv_error error = { 0 };

    hv_arena_init(&life->arena, HV_PROGRAMMES_ARENA_MAX);
    hv_problems_init(&problems, &life->arena);
    if (hv_programmes_load(programmes, &life->arena, &problems, &error, &life->library) != HV_OK) {
        give_up("%s does not load: %s", programmes, error.text);
    }
}

void life_open(struct life *life, const char *folder, const char *programmes, int64_t now)
{
    struct hv_error error = { 0 };
    char key[4096];

    *life = (struct life){ .now = now, .wake = INT64_MAX };
    load(life, programmes);
    uv_loop_init(&life->loop);
    snprintf(key, sizeof key, "%s/houvast.key", folder);
    if (hv_sqlite_store_open(&life->loop, folder, &error, &life->store) != HV_OK ||
        hv_vault_open(key, hv_random_system, &error, &life->vault) != HV_OK) {
        give_up("%s", error.text);
    }
    struct hv_host_config config = {
        .ports = { .now = port_now,
                   .evening_end = port_evening_end,
                   .wake_at = port_wake_at,
                   .send = port_send,
                   .close = port_close,
                   .job = port_job,
                   .random = hv_random_system,
                   .data = life },
        .journal = hv_sqlite_store_journal(life->store),
        .keystore = hv_sqlite_store_keystore(life->store),
        .vault = life->vault,
        .library = &life->library,
        .house = house,
        .passphrase_cost = hv_passphrase_cost_usual,
        .words_cost = { .operations = 1, .memory = 8192 }, /* it is not what is measured */
    };
    if (hv_host_new(&config, &life->host) != HV_OK) {
        give_up("no memory");
    }
    hv_host_open(life->host, on_open, life);
    while (!life->opened) {
        turn(life);
    }
}

void life_close(struct life *life)
{
    hv_host_close(life->host, on_closed, life);
    while (!life->closed) {
        turn(life);
    }
    hv_host_free(life->host);
    hv_sqlite_store_close(life->store, on_closed, life);
    uv_run(&life->loop, UV_RUN_DEFAULT);
    if (uv_loop_close(&life->loop) != 0) {
        give_up("something was left on the loop");
    }
    hv_vault_free(life->vault);
    hv_arena_free(&life->arena);
}

void life_settle(struct life *life)
{
    while (life->awaited > 0 || life->wake <= life->now) {
        turn(life);
    }
}

void life_pass(struct life *life, int64_t milliseconds)
{
    int64_t until = life->now + milliseconds;

    life_settle(life);
    while (life->wake <= until) {
        life->now = life->wake > life->now ? life->wake : life->now;
        life_settle(life);
    }
    life->now = until;
}

/* ---- Devices ---- */

static void say(struct device *device, const Houvast__V1__ClientMessage *message)
{
    uint8_t bytes[HV_FRAME_IN_MAX];
    size_t size = houvast__v1__client_message__get_packed_size(message);

    if (size > sizeof bytes) {
        give_up("a frame of %zu bytes", size);
    }
    houvast__v1__client_message__pack(message, bytes);
    device->life->awaited++;
    hv_host_receive(device->life->host, device->member,
                    (struct hv_bytes){ .data = bytes, .size = size });
}

void device_enter(struct device *device, struct life *life, const uint8_t token[HV_TOKEN_SIZE])
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;

    device->life = life;
    memcpy(device->token, token, HV_TOKEN_SIZE);
    device->member = hv_host_connect(life->host, device, &hv_peer_this_machine);
    if (device->member == NULL) {
        give_up("no memory");
    }
    hello.version_from = hello.version_to = 1;
    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    hello.token = (ProtobufCBinaryData){ .data = device->token, .len = HV_TOKEN_SIZE };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    say(device, &message);
}

void device_leave(struct device *device)
{
    hv_host_disconnect(device->life->host, device->member);
    device->member = NULL;
}

static void next_id(struct life *life, uint8_t ret[16])
{
    memset(ret, 0xa5, 16);
    life->ids++;
    memcpy(ret, &life->ids, sizeof life->ids);
}

void device_ask(struct device *device,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    uint8_t id[16];

    next_id(device->life, id);
    command.id = (ProtobufCBinaryData){ .data = id, .len = sizeof id };
    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what; /* every member of the oneof is a pointer */
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND;
    message.command = &command;
    say(device, &message);
}

uint32_t
device_do(struct device *device, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what)
{
    device_ask(device, what_case, what);
    life_settle(device->life);
    return device->number;
}

/* ---- Groups ---- */

static void make(struct life *life, uint8_t ret_token[HV_TOKEN_SIZE])
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MakeGroup make_group;
    struct device owner;
    uint8_t id[16];
    char title[] = "Donderdagavond";
    char programme[] = "hold_me_tight";

    device_enter(&owner, life, life->owner);
    life_settle(life);
    next_id(life, id);
    houvast__v1__make_group__init(&make_group);
    make_group.title = title;
    make_group.programme = programme;
    command.id = (ProtobufCBinaryData){ .data = id, .len = sizeof id };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make_group;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND;
    message.house_command = &command;
    say(&owner, &message);
    life_settle(life);
    memcpy(ret_token, owner.given, HV_TOKEN_SIZE);
    device_leave(&owner);
}

static void invite(struct group *group, struct device *device, Houvast__V1__Role role)
{
    device_do(&group->leader, ASK(INVITE, Invite, invite, .role = role, .seat = device->seat));
    device_enter(device, group->leader.life, group->leader.given);
}

static void hand_out_slips(struct group *group)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    uint8_t id[16];

    next_id(group->leader.life, id);
    read.id = (ProtobufCBinaryData){ .data = id, .len = sizeof id };
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_SLIPS;
    read.most = 64;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    message.read = &read;
    say(&group->leader, &message);
    life_settle(group->leader.life);
}

void group_make(struct group *group, struct life *life, uint32_t couples)
{
    uint8_t token[HV_TOKEN_SIZE];
    char first[] = "Noor";
    char second[] = "Sam";
    char *names[] = { first, second };

    *group = (struct group){ .seats = 2 * couples };
    make(life, token);
    device_enter(&group->leader, life, token);
    life_settle(life);
    invite(group, &group->projector, HOUVAST__V1__ROLE__ROLE_PROJECTOR);
    for (uint32_t i = 0; i < group->seats; i++) {
        struct device *pen = &group->pens[i];
        if (i % 2 == 0) {
            life_pass(life, 1000); /* nobody adds couples faster than a device may */
            pen->unit = device_do(&group->leader,
                                  ASK(ADD_UNIT, AddUnit, add_unit, .n_names = 2, .names = names));
        } else {
            pen->unit = group->pens[i - 1].unit;
        }
        pen->seat = i + 1;
        invite(group, pen, HOUVAST__V1__ROLE__ROLE_PEN);
    }
    life_settle(life);
    hand_out_slips(group);
}

void group_leave(struct group *group)
{
    for (uint32_t i = 0; i < group->seats; i++) {
        device_leave(&group->pens[i]);
    }
    device_leave(&group->projector);
    device_leave(&group->leader);
}

static void consent(struct group *group)
{
    const struct hv_programme *programme = group->leader.life->library.programmes[0];
    char statement[65];

    snprintf(statement, sizeof statement, "%.*s", (int)programme->consent.id.size,
             (const char *)programme->consent.id.data);
    for (uint32_t i = 0; i < group->seats; i++) {
        device_ask(&group->pens[i],
                   ASK(GIVE_CONSENT, GiveConsent, give_consent, .seat = group->pens[i].seat,
                       .yes = true, .statement = statement, .version = programme->consent.version,
                       .language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL));
    }
}

bool group_begin(struct group *group, uint32_t turn_number, bool consents)
{
    struct device *leader = &group->leader;

    if (turn_number == 0) {
        device_ask(leader, ASK(OPEN_MEETING, OpenMeeting, open_meeting, .without_agenda = true));
    } else if (turn_number <= group->seats / 2) {
        device_ask(leader, ASK(MARK_PRESENCE, MarkPresence, mark_presence,
                               .unit = group->pens[2 * (turn_number - 1)].unit,
                               .presence = HOUVAST__V1__PRESENCE__PRESENCE_HERE));
    } else if (turn_number == group->seats / 2 + 1) {
        for (uint32_t i = 0; i < group->seats; i++) {
            device_ask(&group->pens[i],
                       ASK(UNLOCK_SEAT, UnlockSeat, unlock_seat, .seat = group->pens[i].seat,
                           .words = group->pens[i].words));
        }
        life_settle(leader->life); /* so many words may wait, and not those of all groups */
    } else if (consents) {
        consent(group);
    }
    return turn_number < group->seats / 2 + (consents ? 2 : 1);
}

bool group_push(struct group *group, uint32_t turn_number)
{
    char exercise[] = "bond_story";
    struct device *leader = &group->leader;

    if (turn_number == 0) {
        device_ask(leader, ASK(PUSH_EXERCISE, PushExercise, push_exercise, .exercise = exercise,
                               .from = group->step));
        return true;
    }
    if (turn_number == 1) {
        group->run = leader->number;
        group->step++;
        device_ask(leader,
                   ASK(MOVE_STAGE, MoveStage, move_stage, .run = group->run, .from = 0, .to = 1));
    }
    return false;
}

void group_save(struct group *group, uint32_t field, uint32_t revision, uint32_t size)
{
    static const char words[] =
        "Die avond in de keuken, toen je niets zei en gewoon bleef zitten. ";
    char text[1000];
    Houvast__V1__Value value;

    for (uint32_t i = 0; i < size; i++) {
        text[i] = words[i % (sizeof words - 1)];
    }
    text[size] = '\0';
    houvast__v1__value__init(&value);
    value.text = text;
    for (uint32_t i = 0; i < group->seats; i++) {
        device_ask(&group->pens[i],
                   ASK(SAVE_FIELD, SaveField, save_field, .run = group->run,
                       .seat = group->pens[i].seat, .field = field, .revision = revision,
                       .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
    }
}

void group_close_envelopes(struct group *group)
{
    for (uint32_t i = 0; i < group->seats; i++) {
        device_ask(&group->pens[i],
                   ASK(CLOSE_ENVELOPE, CloseEnvelope, close_envelope, .run = group->run,
                       .seat = group->pens[i].seat, .round = HOUVAST__V1__ROUND__ROUND_FIRST,
                       .shows = 3, .signal = HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED));
    }
}
