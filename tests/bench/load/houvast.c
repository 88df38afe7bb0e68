/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Our own protocol. A push is a stage change by the group's facilitator, there and back between the
 * first two stages; a delivery is the stage pane that it changes. An answer is a text of 300 bytes
 * in the first field of the exercise under way, by the seat's pen; it is acknowledged by its reply.
 */
#include <stdlib.h>
#include <string.h>

#include "houvast/v1/wire.pb-c.h"
#include "load/fields.h"
#include "load/load.h"
#include "load/logins.h"

#define VERSION      1
#define MESSAGE_MAX  (16 * 1024)
#define ANSWER_BYTES 300
#define PADDED_MIN   256 /* as client/lib pads */
#define PADDING_HEAD 6

/* Numbers of fields in wire.proto and pane.proto. */
enum server_field {
    SERVER_WELCOME = 1,
    SERVER_FAREWELL = 2,
    SERVER_REPLY = 3,
    SERVER_PANE = 4,
    SERVER_DEFINITION = 5
};
enum pane_field {
    PANE_KIND = 1,
    PANE_REVISION = 4,
    PANE_STAGE = 5,
    PANE_SEAT = 8
};

static void send_message(struct link *link, const Houvast__V1__ClientMessage *message)
{
    uint8_t bytes[MESSAGE_MAX];
    size_t size = houvast__v1__client_message__get_packed_size(message);
    if (size > sizeof bytes) {
        give_up("a message of %zu bytes", size);
    }
    houvast__v1__client_message__pack(message, bytes);
    link_send(link, LINK_BINARY, bytes, size);
}

static void on_open(struct link *link)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;
    uint8_t token[PLAN_TOKEN_SIZE], ticket[PLAN_TICKET_SIZE] = { 0 };

    if (link->part == LINK_LOGS_IN) {
        logins_on_open(link);
        return;
    }
    memcpy(token, link->token, sizeof token);
    if (link->ticket != NULL) {
        memcpy(ticket, link->ticket, sizeof ticket);
    }
    hello.version_from = hello.version_to = VERSION;
    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    hello.token = (ProtobufCBinaryData){ .data = token, .len = sizeof token };
    hello.ticket = (ProtobufCBinaryData){ .data = ticket, .len = sizeof ticket };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    /* Welcome, and the panes that everyone of this part gets. */
    link->awaits = link->part == LINK_WATCHES ? 3 : link->part == LINK_PUSHES ? 4 : 6;
    send_message(link, &message);
}

/* The definitions come between Welcome and the panes. */
static void on_welcome(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        if (fields.field == 8) {
            link->awaits = (uint8_t)(link->awaits + fields.number);
        }
    }
}

/* ---- Panes ---- */

/* Where the group is; for who pushes. */
static void read_stage(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    uint32_t stage = 0;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        if (fields.field == 8) {
            link->run = (uint32_t)fields.number;
        } else if (fields.field == 11) {
            stage = (uint32_t)fields.number;
        }
    }
    link->stage = stage;
}

static void read_field_state(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    uint32_t place = 0, revision = 0;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        place = fields.field == 1 ? (uint32_t)fields.number : place;
        revision = fields.field == 2 ? (uint32_t)fields.number : revision;
    }
    if (place == 0) {
        link->revision = revision;
    }
}

static void read_seat(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        if (fields.field == 6) {
            link->run = (uint32_t)fields.number;
        } else if (fields.field == 8) {
            read_field_state(link, fields.bytes, fields.size);
        }
    }
}

static void
on_stage_pane(struct link *link, uint64_t revision, const struct fields *body, size_t size)
{
    if (!link->joined) {
        link->base = revision;
        read_stage(link, body->bytes, body->size);
    } else if (link->part == LINK_WATCHES) {
        load_delivered(link, revision - link->base, size);
    }
}

static void on_pane(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    uint64_t revision = 0;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        if (fields.field == PANE_REVISION) {
            revision = fields.number;
        } else if (fields.field == PANE_STAGE) {
            on_stage_pane(link, revision, &fields, size);
        } else if (fields.field == PANE_SEAT && !link->joined) {
            read_seat(link, fields.bytes, fields.size);
        }
    }
}

/* ---- Replies ---- */

static void on_reply(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    uint64_t sequence = 0;
    fields_begin(&fields, bytes, size);
    while (fields_next(&fields)) {
        if (fields.field == 1 && fields.size == 16) {
            memcpy(&sequence, fields.bytes, sizeof sequence);
        } else if (fields.field == 2 && fields.number != 0) {
            give_up("group %u: refused with %lu", link->group, fields.number);
        }
    }
    if (link->part == LINK_PUSHES) {
        link->load->workload.on_pushed(link);
    } else {
        load_answered(link, sequence);
    }
}

static void on_message(struct link *link, const uint8_t *bytes, size_t size)
{
    struct fields fields;
    if (link->part == LINK_LOGS_IN) {
        logins_on_message(link, bytes, size);
        return;
    }
    fields_begin(&fields, bytes, size);
    if (!fields_next(&fields) || fields.bytes == NULL) {
        give_up("a message of the server does not parse");
    }
    switch (fields.field) {
    case SERVER_WELCOME:
        on_welcome(link, fields.bytes, fields.size);
        break;
    case SERVER_DEFINITION:
        break;
    case SERVER_PANE:
        on_pane(link, fields.bytes, fields.size);
        break;
    case SERVER_REPLY:
        on_reply(link, fields.bytes, fields.size);
        return;
    default:
        if (!link->stalled) {
            give_up("group %u: the server said field %u", link->group, fields.field);
        }
        return;
    }
    if (!link->joined && --link->awaits == 0) {
        load_joined(link);
    }
}

/* ---- Commands ---- */

/* `id` is of this link alone; its first bytes are the sequence. */
static void send_command(struct link *link, Houvast__V1__Command *command, uint64_t sequence)
{
    static uint8_t zeros[MESSAGE_MAX];
    static uint64_t salt; /* the journal may know ids of a run before */
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    uint64_t id[2];

    salt = salt != 0 ? salt : kernel_now();
    id[0] = sequence;
    id[1] = salt + (uint64_t)(link - link->load->links);
    command->id = (ProtobufCBinaryData){ .data = (uint8_t *)id, .len = sizeof id };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND;
    message.command = command;
    size_t bare = houvast__v1__client_message__get_packed_size(&message);
    size_t padded = PADDED_MIN;
    while (padded < bare + PADDING_HEAD) {
        padded *= 2;
    }
    command->padding = (ProtobufCBinaryData){ .data = zeros, .len = padded - bare - PADDING_HEAD };
    send_message(link, &message);
}

static void push(struct link *link, uint64_t sequence)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__MoveStage move = HOUVAST__V1__MOVE_STAGE__INIT;
    move.run = link->run;
    move.from = link->stage;
    move.to = link->stage == 0 ? 1 : 0;
    link->stage = move.to;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE;
    command.move_stage = &move;
    send_command(link, &command, sequence);
}

static void answer(struct link *link, uint64_t sequence)
{
    static char text[ANSWER_BYTES + 1];
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__SaveField save = HOUVAST__V1__SAVE_FIELD__INIT;
    Houvast__V1__Value value;

    houvast__v1__value__init(&value);
    memset(text, 'a' + (int)(sequence % 26), ANSWER_BYTES);
    value.text = text;
    save.run = link->run;
    save.seat = link->seat;
    save.revision = ++link->revision;
    save.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    save.value = &value;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD;
    command.save_field = &save;
    send_command(link, &command, sequence);
}

const struct dialect dialect_houvast = { .word = "houvast",
                                         .path = "/",
                                         .subprotocol = "houvast.v1",
                                         .on_open = on_open,
                                         .on_message = on_message,
                                         .push = push,
                                         .answer = answer };
