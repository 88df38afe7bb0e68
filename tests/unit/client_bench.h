/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An engine on a bench: the test plays the server, and what the engine tells and sends is written
 * down as one line a happening, so that a test reads as a story. Ids are drawn as 1, 2, 3 ... in
 * all their bytes and are written as that number.
 */
#ifndef CLIENT_BENCH_H
#define CLIENT_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "houvast/client.h"
#include "houvast/v1/wire.pb-c.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TOKEN        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

/* An allocator that counts, and fails when told to. */
struct heap {
    size_t live;    /* pieces */
    size_t asked;   /* allocations since the count was set */
    size_t failing; /* the one that fails, from 1; 0: none */
};

struct bench {
    struct hv_client *client;
    struct heap heap;
    uint8_t next_id;
    unsigned seed; /* when not 0, random is drawn from it */
    char story[4096];
    uint8_t out[HV_CLIENT_SEND_MAX];
    size_t out_size;
    uint8_t in[HV_CLIENT_RECEIVE_MAX];
    size_t in_size;
};

static inline void *bench_allocate(void *data, size_t size)
{
    struct heap *heap = data;
    if (++heap->asked == heap->failing) {
        return NULL;
    }
    heap->live++;
    return malloc(size);
}

static inline void bench_release(void *data, void *pointer)
{
    struct heap *heap = data;
    heap->live--;
    free(pointer);
}

static inline void bench_random(void *data, void *buffer, size_t size)
{
    struct bench *bench = data;
    uint8_t *bytes = buffer;
    if (bench->seed == 0) {
        memset(bytes, ++bench->next_id, size);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(rand_r(&bench->seed) >> 7);
    }
}

__attribute__((format(printf, 2, 3))) static inline void
note(struct bench *bench, const char *format, ...)
{
    size_t size = strlen(bench->story);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(bench->story + size, sizeof bench->story - size, format, arguments);
    va_end(arguments);
}

static inline void bench_on_state(struct hv_client *client, void *data)
{
    static const char *const names[] = { "?", "connecting", "open", "waiting", "farewelled" };
    note(data, "state %s\n", names[hv_client_state(client)]);
}

static inline void
bench_on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    (void)client;
    note(data, "pane %d/%u epoch %llu revision %llu%s\n", (int)pane->kind, pane->number,
         (unsigned long long)pane->epoch, (unsigned long long)pane->revision,
         pane->body_case == HOUVAST__V1__PANE__BODY__NOT_SET ? " taken away" : "");
}

static inline void
bench_on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    static const char *const names[] = { "?", "done", "refused", "unknown" };
    (void)client;
    note(data, "reply %u %s", reply->id[0], names[reply->outcome]);
    if (reply->outcome == HV_CLIENT_REFUSED) {
        note(data, " %d", reply->refusal);
    }
    if (reply->number != 0) {
        note(data, " number %u", reply->number);
    }
    note(data, reply->token != NULL ? " token\n" : "\n");
}

static inline void
bench_on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    (void)client;
    note(data, "page of %u: %s%s\n", page->id[0],
         page->rows != NULL         ? "rows"
         : page->groups != NULL     ? "groups"
         : page->programmes != NULL ? "programmes"
         : page->exercises != NULL  ? "exercises"
         : page->addresses != NULL  ? "addresses"
         : page->qr != NULL         ? "qr"
                                    : "second factor",
         page->last ? ", the last" : "");
}

static inline void bench_on_admitted(struct hv_client *client, void *data, const uint8_t *token)
{
    (void)client;
    note(data, "token %u\n", token[0]);
}

static inline struct hv_client_config bench_config(struct bench *bench,
                                                   const struct hv_client_memory *memory)
{
    return (struct hv_client_config){
        .token = TOKEN,
        .language = HV_CLIENT_EN,
        .random = bench_random,
        .handlers = { .on_state = bench_on_state,
                      .on_pane = bench_on_pane,
                      .on_reply = bench_on_reply,
                      .on_page = bench_on_page,
                      .on_admitted = bench_on_admitted },
        .data = bench,
        .memory = memory,
    };
}

/* ---- What the server says ---- */

/* Leaves the frame in bench->in. */
static inline enum hv_client_status hear(struct bench *bench,
                                         const Houvast__V1__ServerMessage *message)
{
    size_t size = houvast__v1__server_message__get_packed_size(message);
    assert_true(size <= sizeof bench->in);
    bench->in_size = houvast__v1__server_message__pack(message, bench->in);
    return hv_client_receive(bench->client, 1000, bench->in, bench->in_size);
}

static inline enum hv_client_status hear_welcome(struct bench *bench, uint64_t epoch)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Welcome welcome = HOUVAST__V1__WELCOME__INIT;
    welcome.version = 1;
    welcome.epoch = epoch;
    welcome.now = 1800000000000;
    welcome.device = 5;
    welcome.role = HOUVAST__V1__ROLE__ROLE_TABLE;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME;
    message.welcome = &welcome;
    return hear(bench, &message);
}

/* PLACED comes with a token of sevens. */
static inline enum hv_client_status hear_farewell(struct bench *bench, int reason)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Farewell farewell = HOUVAST__V1__FAREWELL__INIT;
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    memset(token, 7, sizeof token);
    farewell.reason = (Houvast__V1__FarewellReason)reason;
    if (reason == HV_CLIENT_FAREWELL_PLACED) {
        farewell.token = (ProtobufCBinaryData){ sizeof token, token };
    }
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL;
    message.farewell = &farewell;
    return hear(bench, &message);
}

static inline enum hv_client_status
hear_reply(struct bench *bench, uint8_t id, int refusal, uint32_t number)
{
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Reply reply = HOUVAST__V1__REPLY__INIT;
    memset(bytes, id, sizeof bytes);
    reply.id = (ProtobufCBinaryData){ sizeof bytes, bytes };
    reply.refusal = (Houvast__V1__Refusal)refusal;
    reply.number = number;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY;
    message.reply = &reply;
    return hear(bench, &message);
}

static inline enum hv_client_status hear_admission(struct bench *bench, uint8_t token)
{
    uint8_t bytes[HV_CLIENT_TOKEN_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Admission admission = HOUVAST__V1__ADMISSION__INIT;
    memset(bytes, token, sizeof bytes);
    admission.token = (ProtobufCBinaryData){ sizeof bytes, bytes };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADMISSION;
    message.admission = &admission;
    return hear(bench, &message);
}

/* A wall pane; `kind` UNIT: the body is a unit's. */
static inline enum hv_client_status hear_pane(struct bench *bench,
                                              Houvast__V1__PaneKind kind,
                                              uint64_t epoch,
                                              uint64_t revision,
                                              bool body)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Pane pane = HOUVAST__V1__PANE__INIT;
    Houvast__V1__WallPane wall = HOUVAST__V1__WALL_PANE__INIT;
    Houvast__V1__UnitPane unit = HOUVAST__V1__UNIT_PANE__INIT;
    pane.kind = kind;
    pane.epoch = epoch;
    pane.revision = revision;
    if (body && kind == HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT) {
        pane.number = 3;
        pane.body_case = HOUVAST__V1__PANE__BODY_UNIT;
        pane.unit = &unit;
    } else if (body) {
        pane.body_case = HOUVAST__V1__PANE__BODY_WALL;
        pane.wall = &wall;
    }
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE;
    message.pane = &pane;
    return hear(bench, &message);
}

static inline enum hv_client_status
hear_definition(struct bench *bench, uint8_t hash, size_t hash_size)
{
    uint8_t bytes[HV_CLIENT_HASH_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Definition definition = HOUVAST__V1__DEFINITION__INIT;
    char name[] = "check_in";
    memset(bytes, hash, sizeof bytes);
    definition.hash = (ProtobufCBinaryData){ hash_size, bytes };
    definition.id = name;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION;
    message.definition = &definition;
    return hear(bench, &message);
}

static inline enum hv_client_status hear_read_page(struct bench *bench, uint8_t id, uint32_t next)
{
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__ReadPage page = HOUVAST__V1__READ_PAGE__INIT;
    memset(bytes, id, sizeof bytes);
    page.id = (ProtobufCBinaryData){ sizeof bytes, bytes };
    page.next = next;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE;
    message.read_page = &page;
    return hear(bench, &message);
}

static inline enum hv_client_status
hear_exercises_page(struct bench *bench, uint8_t id, uint32_t next)
{
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__ExercisesPage page = HOUVAST__V1__EXERCISES_PAGE__INIT;
    memset(bytes, id, sizeof bytes);
    page.id = (ProtobufCBinaryData){ sizeof bytes, bytes };
    page.next = next;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_EXERCISES_PAGE;
    message.exercises_page = &page;
    return hear(bench, &message);
}

/* ---- What the engine says ---- */

/* Takes one message, leaves it in bench->out, and gives it unpacked, or NULL when there is none. */
static inline Houvast__V1__ClientMessage *take(struct bench *bench)
{
    assert_int_equal(
        hv_client_send_next(bench->client, bench->out, sizeof bench->out, &bench->out_size),
        HV_CLIENT_OK);
    if (bench->out_size == 0) {
        return NULL;
    }
    Houvast__V1__ClientMessage *message =
        houvast__v1__client_message__unpack(NULL, bench->out_size, bench->out);
    assert_non_null(message);
    return message;
}

/* Takes one message, which must be there. */
static inline Houvast__V1__ClientMessage *take_one(struct bench *bench)
{
    Houvast__V1__ClientMessage *message = take(bench);
    if (message == NULL) {
        fail_msg("there is nothing to send");
        abort();
    }
    return message;
}

/* Takes all there is and writes it down. */
static inline void listen_all(struct bench *bench)
{
    Houvast__V1__ClientMessage *message;
    while ((message = take(bench)) != NULL) {
        switch ((int)message->message_case) {
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO:
            note(bench, "> hello %u\n", message->hello->token.data[0]);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_ARRIVE:
            note(bench, "> arrive %u %s%s\n", message->arrive->id.data[0],
                 message->arrive->card.len > 0 ? "card" : message->arrive->code,
                 message->arrive->role == HOUVAST__V1__ROLE__ROLE_PEN ? " pen" : " table");
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_LOGIN:
            note(bench, "> login %u %s %s\n", message->login->id.data[0],
                 message->login->passphrase, message->login->code);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ:
            note(bench, "> qr %u %s\n", message->qr_read->id.data[0], message->qr_read->text);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND:
            note(bench, "> command %u\n", message->command->id.data[0]);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND:
            note(bench, "> house command %u\n", message->house_command->id.data[0]);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ:
            note(bench, "> read %u from %u\n", message->read->id.data[0], message->read->from);
            break;
        case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ:
            note(bench, "> catalogue read %u from %u\n", message->catalogue_read->id.data[0],
                 message->catalogue_read->from);
            break;
        default:
            note(bench, "> something else\n");
            break;
        }
        houvast__v1__client_message__free_unpacked(message, NULL);
    }
}

static inline enum hv_client_status ask_announce(struct bench *bench, const char *text)
{
    char words[1024];
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__Announce announce = HOUVAST__V1__ANNOUNCE__INIT;
    (void)snprintf(words, sizeof words, "%s", text);
    announce.text = words;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_ANNOUNCE;
    command.announce = &announce;
    return hv_client_command(bench->client, &command, NULL);
}

static inline enum hv_client_status ask_read(struct bench *bench, int kind)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = (Houvast__V1__ReadKind)kind;
    read.run = 7;
    return hv_client_read(bench->client, &read, NULL);
}

static inline enum hv_client_status ask_exercises(struct bench *bench)
{
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES;
    return hv_client_catalogue_read(bench->client, &read, NULL);
}

/* ---- Set-up ---- */

static inline int bench_set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct hv_client_memory memory = { bench_allocate, bench_release, &bench->heap };
    struct hv_client_config config = bench_config(bench, &memory);
    *state = bench;
    return hv_client_new(&config, &bench->client) == HV_CLIENT_OK ? 0 : -1;
}

static inline int bench_tear_down(void **state)
{
    struct bench *bench = *state;
    hv_client_free(bench->client);
    int result = bench->heap.live == 0 ? 0 : -1;
    free(bench);
    return result;
}

/* Joined, with the story so far forgotten. */
static inline void join(struct bench *bench, uint64_t epoch)
{
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    houvast__v1__client_message__free_unpacked(take_one(bench), NULL);
    assert_int_equal(hear_welcome(bench, epoch), HV_CLIENT_OK);
    bench->story[0] = '\0';
}

#endif
