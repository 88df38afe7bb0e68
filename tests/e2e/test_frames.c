/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hostile handshakes and frames: each gets the refusal, farewell or close that the protocol says,
 * and costs nobody else anything. One server stands all of it; after each row an honest client
 * stores something, and at the end everything is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "party.h"
#include "raw.h"
#include "server.h"

#define MALFORMED_STATUS 1002
#define OWN_STATUS       4000 /* + FarewellReason */
#define ANY              (-1)

struct hall {
    struct server server;
    struct crowd crowd;
    struct party party; /* the honest one: couples 0 and 1 */
    struct party other; /* another group of the same server */
    uint32_t saved;     /* by the honest client */
    struct raw raw;
};

static struct hall hall;

static int open_hall(void **state)
{
    (void)state;
    server_make(&hall.server);
    server_start(&hall.server);
    crowd_open(&hall.crowd, hall.server.owner);
    party_make(&hall.party, &hall.crowd, "Helmgras", 2);
    party_begin(&hall.party);
    party_write(&hall.party);
    party_make(&hall.other, &hall.crowd, "Zeekraal", 1);
    party_begin(&hall.other);
    party_write(&hall.other);
    return 0;
}

/* The honest client goes on. */
static void store_something(void)
{
    char text[64];
    snprintf(text, sizeof text, "Zin %u", ++hall.saved);
    struct answer answer = partner_save(&hall.party, &hall.party.partners[0], text);
    assert_int_equal(answer.outcome, HV_CLIENT_DONE);
}

/* And it was all stored: over a restart it is there, and those who did nothing wrong never lost
 * their connection. */
static int close_hall(void **state)
{
    char text[64];
    (void)state;
    for (uint32_t i = 0; i < hall.crowd.count; i++) {
        if (hall.crowd.guests[i].crowd != NULL) {
            assert_int_equal(hall.crowd.guests[i].losses, 0);
        }
    }
    server_stop(&hall.server);
    server_start(&hall.server);
    crowd_return(&hall.crowd);
    crowd_wait(&hall.crowd, party_has_its_work, &hall.party,
               "everyone was in the same stage with their own work");
    snprintf(text, sizeof text, "Zin %u", hall.saved);
    assert_string_equal(partner_work(&hall.party, &hall.party.partners[0]), text);
    crowd_close(&hall.crowd);
    server_stop(&hall.server);
    server_remove(&hall.server);
    return 0;
}

/* ---- Handshakes ---- */

static void test_handshakes(void **state)
{
    static char long_name[8192];
    const struct row {
        const char *name;
        struct raw_handshake handshake;
        bool allowed;
    } rows[] = {
        { "as it should be", { .host = NULL }, true },
        { "localhost", { .host = "localhost:%u" }, true },
        { "own origin", { .origin = "http://127.0.0.1:%u" }, true },
        { "two subprotocols, one ours", { .protocol = "chat, houvast.v1" }, true },
        { "origin of elsewhere", { .origin = "http://evening.example" }, false },
        { "origin of another port", { .origin = "http://127.0.0.1:1" }, false },
        { "origin with https", { .origin = "https://127.0.0.1:%u" }, false },
        { "origin null", { .origin = "null" }, false },
        { "origin with more behind it",
          { .origin = "http://127.0.0.1:%u.evening.example" },
          false },
        { "origin in capitals", { .origin = "HTTP://127.0.0.1:%u" }, false },
        { "host of elsewhere", { .host = "evening.example" }, false },
        { "host of another port", { .host = "127.0.0.1:1" }, false },
        { "host without port", { .host = "127.0.0.1" }, false },
        { "no host", { .host = "" }, false },
        { "host without end", { .host = long_name }, false },
        { "a cookie", { .cookie = "a=b" }, false },
        { "a cookie of another server at our name",
          { .cookie = "a=b", .origin = "http://127.0.0.1:%u" },
          true },
        { "no subprotocol", { .protocol = "" }, false },
        { "unknown subprotocol", { .protocol = "houvast.v0" }, false },
        { "subprotocol of http", { .protocol = "http" }, false },
        { "upgrade to h2c",
          { .upgrade = "h2c", .more = "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n" },
          false },
        { "upgrade to nothing we know", { .upgrade = "websockets" }, false },
        { "no upgrade", { .upgrade = "" }, false },
        { "websocket version 8", { .version = "8" }, false },
        { "no key", { .key = "" }, false },
        { "CONNECT", { .request = "CONNECT 127.0.0.1:22 HTTP/1.1" }, false },
        { "POST", { .request = "POST / HTTP/1.1", .more = "Content-Length: 0\r\n" }, false },
        { "HTTP/2 from the start", { .request = "PRI * HTTP/2.0\r\n\r\nSM\r\n" }, false },
        { "a page",
          { .request = "GET /../../etc/passwd HTTP/1.1", .upgrade = "", .connection = "" },
          false },
        { "no HTTP at all", { .request = "hello" }, false },
    };
    unsigned bad = 0;

    (void)state;
    memset(long_name, 'a', sizeof long_name - 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct raw_handshake handshake = rows[i].handshake;
        char host[256];
        char origin[256];
        if (handshake.host != NULL && strstr(handshake.host, "%u") != NULL) {
            snprintf(host, sizeof host, "localhost:%u", hall.server.port);
            handshake.host = host;
        }
        const char *mark = handshake.origin != NULL ? strstr(handshake.origin, "%u") : NULL;
        if (mark != NULL) {
            snprintf(origin, sizeof origin, "%.*s%u%s", (int)(mark - handshake.origin),
                     handshake.origin, hall.server.port, mark + 2);
            handshake.origin = origin;
        }
        raw_connect(&hall.raw, hall.server.port, 0);
        int status = raw_shake(&hall.raw, hall.server.port, &handshake);
        raw_close(&hall.raw);
        if ((status == 101) != rows[i].allowed || status == 200) {
            print_error("%s: status %d\n", rows[i].name, status);
            bad++;
        }
        store_something();
    }
    assert_int_equal(bad, 0);
}

/* ---- Frames ---- */

static const char *honest_token(void)
{
    return hall.party.partners[1].pen->token; /* never used by the honest client after this */
}

static void send_binary(const void *bytes, size_t size)
{
    raw_frame(&hall.raw, RAW_BINARY, true, true, bytes, size);
}

static void too_large(void)
{
    static const uint8_t bytes[RAW_MESSAGE_MAX + 1];
    send_binary(bytes, sizeof bytes);
}

static void too_large_in_pieces(void)
{
    static const uint8_t bytes[1000];
    for (int i = 0; i < 17; i++) {
        raw_frame(&hall.raw, i == 0 ? RAW_BINARY : RAW_CONTINUATION, i == 16, true, bytes,
                  sizeof bytes);
    }
}

static void many_empty_pieces_then_nothing(void)
{
    raw_frame(&hall.raw, RAW_BINARY, false, true, "", 0);
    for (int i = 0; i < 100; i++) {
        raw_frame(&hall.raw, RAW_CONTINUATION, i == 99, true, "", 0);
    }
}

static void text(void)
{
    raw_frame(&hall.raw, RAW_TEXT, true, true, "hallo", 5);
}

static void nothing(void)
{
    send_binary("", 0);
}

static void cut_off(void)
{
    static const uint8_t bytes[] = { 0x0a, 0x28, 0x08,
                                     0x01 }; /* a Hello of 40 bytes, of which two came */
    send_binary(bytes, sizeof bytes);
}

static void no_protobuf(void)
{
    static const uint8_t bytes[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0xff, 0xff, 0xff };
    send_binary(bytes, sizeof bytes);
}

static void unknown_kind(void)
{
    static const uint8_t bytes[] = { 0x9a, 0x06, 0x02, 0x08, 0x01 }; /* field 99 */
    send_binary(bytes, sizeof bytes);
}

static void send_hello(uint32_t from, uint32_t to, size_t token_size)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;
    uint8_t token[64] = { 1 };
    hello.version_from = from;
    hello.version_to = to;
    hello.token = (ProtobufCBinaryData){ .data = token, .len = token_size };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    raw_message(&hall.raw, &message);
}

static void newer_version(void)
{
    send_hello(2, 3, 32);
}

static void version_zero(void)
{
    send_hello(0, 0, 32);
}

static void short_token(void)
{
    send_hello(1, 1, 31);
}

static void unknown_token(void)
{
    send_hello(1, 1, 32);
}

/* The group of one device, the secret of another's. */
static void mixed_token(void)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    memcpy(token, hall.party.leader->token, sizeof token);
    memcpy(token + 22, hall.other.leader->token + 22, sizeof token - 22);
    raw_hello(&hall.raw, token);
}

static void more_time(uint8_t number)
{
    const uint8_t id[16] = { 0xf0, 0x0d, number };
    Houvast__V1__AskMoreTime what = HOUVAST__V1__ASK_MORE_TIME__INIT;
    raw_command(&hall.raw, id, HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME, &what.base);
}

static void command_before_hello(void)
{
    more_time(1);
}

static void hello_twice(void)
{
    raw_hello(&hall.raw, honest_token());
    raw_hello(&hall.raw, honest_token());
}

static void too_many_commands(void)
{
    raw_hello(&hall.raw, honest_token());
    for (uint8_t i = 0; i < 200; i++) {
        more_time(i);
    }
}

static void command_without_id(void)
{
    const uint8_t id[16] = { 0 };
    Houvast__V1__AskMoreTime what = HOUVAST__V1__ASK_MORE_TIME__INIT;
    raw_hello(&hall.raw, honest_token());
    raw_command(&hall.raw, id, HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME, &what.base);
}

static void send_save(const char *words)
{
    const uint8_t id[16] = { 0xf0, 0x0e, 1 };
    Houvast__V1__Value value;
    Houvast__V1__SaveField save = HOUVAST__V1__SAVE_FIELD__INIT;
    houvast__v1__value__init(&value);
    value.text = (char *)(uintptr_t)words;
    save.run = hall.party.run;
    save.seat = hall.party.partners[1].seat;
    save.field = hall.party.field;
    save.revision = 1;
    save.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    save.value = &value;
    raw_hello(&hall.raw, honest_token());
    raw_command(&hall.raw, id, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, &save.base);
}

static void no_utf8(void)
{
    send_save("caf\xe9");
}

static void overlong_utf8(void)
{
    send_save("\xc0\xaf");
}

static void surrogate(void)
{
    send_save("\xed\xa0\x80");
}

static void control_characters(void)
{
    send_save("a\x1b[2Jb");
}

static void too_long_text(void)
{
    static char words[8002];
    memset(words, 'x', sizeof words - 1);
    send_save(words);
}

/* What libwebsockets itself looks at; only that the connection ends and nothing else does. */
static void unmasked(void)
{
    static const uint8_t bytes[] = { 0x0a, 0x00 };
    raw_frame(&hall.raw, RAW_BINARY, true, false, bytes, sizeof bytes);
}

static void continuation_of_nothing(void)
{
    raw_frame(&hall.raw, RAW_CONTINUATION, true, true, "x", 1);
}

static void reserved_opcode(void)
{
    raw_frame(&hall.raw, (enum raw_opcode)5, true, true, "x", 1);
}

static void reserved_bits(void)
{
    static const uint8_t frame[] = { 0xf2, 0x81, 0, 0, 0, 0, 'x' };
    raw_send(&hall.raw, frame, sizeof frame);
}

static void long_ping(void)
{
    static const uint8_t bytes[200];
    raw_frame(&hall.raw, RAW_PING, true, true, bytes, sizeof bytes);
}

static void endless_length(void)
{
    static const uint8_t frame[] = { 0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0,    0,    0,    0,    'x' };
    raw_send(&hall.raw, frame, sizeof frame);
}

#define MALFORMED HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_MALFORMED, MALFORMED_STATUS
#define FAREWELL(REASON)                                    \
    HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_##REASON, \
        OWN_STATUS + (int)HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_##REASON

static void test_frames(void **state)
{
    static const struct row {
        const char *name;
        void (*send)(void);
        int farewell;
        int status;
    } rows[] = {
        { "one byte too large", too_large, MALFORMED },
        { "too large in pieces", too_large_in_pieces, MALFORMED },
        { "a hundred pieces of nothing", many_empty_pieces_then_nothing, MALFORMED },
        { "text", text, MALFORMED },
        { "nothing", nothing, MALFORMED },
        { "cut off", cut_off, MALFORMED },
        { "no protobuf", no_protobuf, MALFORMED },
        { "unknown kind", unknown_kind, MALFORMED },
        { "a newer version", newer_version, FAREWELL(VERSION) },
        { "version zero", version_zero, FAREWELL(VERSION) },
        { "a short token", short_token, MALFORMED },
        { "an unknown token", unknown_token, FAREWELL(TOKEN) },
        { "a token of two halves", mixed_token, FAREWELL(TOKEN) },
        { "a command before Hello", command_before_hello, MALFORMED },
        { "Hello twice", hello_twice, MALFORMED },
        { "too many commands at once", too_many_commands, FAREWELL(TOO_FAST) },
        { "a command without id", command_without_id, MALFORMED },
        { "Latin-1", no_utf8, MALFORMED },
        { "overlong UTF-8", overlong_utf8, MALFORMED },
        { "a surrogate", surrogate, MALFORMED },
        { "control characters", control_characters, MALFORMED },
        { "a text beyond its limit", too_long_text, MALFORMED },
        { "unmasked", unmasked, ANY, ANY },
        { "a continuation of nothing", continuation_of_nothing, ANY, ANY },
        { "a reserved opcode", reserved_opcode, ANY, ANY },
        { "reserved bits", reserved_bits, ANY, ANY },
        { "a ping beyond its limit", long_ping, ANY, ANY },
        { "a length without end", endless_length, ANY, ANY },
    };
    unsigned bad = 0;

    (void)state;
    guest_leave(hall.party.partners[1].pen);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        raw_open(&hall.raw, hall.server.port);
        rows[i].send();
        struct raw_end end = raw_end(&hall.raw);
        if (rows[i].farewell != ANY &&
            (end.farewell != rows[i].farewell || end.status != rows[i].status)) {
            print_error("%s: farewell %d for %d, status %d for %d\n", rows[i].name, end.farewell,
                        rows[i].farewell, end.status, rows[i].status);
            bad++;
        }
        store_something();
    }
    assert_int_equal(bad, 0);
    hall.party.partners[1].pen = crowd_join(&hall.crowd, hall.party.partners[1].pen->token);
    partner_unlock(&hall.party.partners[1]);
}

/* ---- Commands that are not theirs ---- */

static struct answer save_of_seat(struct guest *guest, uint32_t run, uint32_t seat)
{
    char words[] = "Niet van mij";
    Houvast__V1__Value value;
    houvast__v1__value__init(&value);
    value.text = words;
    return guest_ask(guest, COMMAND(SAVE_FIELD, SaveField, save_field, .run = run, .seat = seat,
                                    .field = hall.party.field, .revision = 900,
                                    .answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN, .value = &value));
}

static void assert_refused(struct answer answer, int refusal)
{
    assert_int_equal(answer.outcome, HV_CLIENT_REFUSED);
    assert_int_equal(answer.refusal, refusal);
}

static void test_someone_elses_seat(void **state)
{
    struct partner *partners = hall.party.partners;
    (void)state;
    assert_refused(save_of_seat(partners[0].pen, hall.party.run, partners[1].seat),
                   HOUVAST__V1__REFUSAL__REFUSAL_NOT_YOURS);
    assert_refused(save_of_seat(partners[0].pen, hall.party.run, partners[2].seat),
                   HOUVAST__V1__REFUSAL__REFUSAL_NOT_YOURS);
    assert_refused(guest_ask(partners[0].pen, COMMAND(UNLOCK_SEAT, UnlockSeat, unlock_seat,
                                                      .seat = partners[1].seat)),
                   HOUVAST__V1__REFUSAL__REFUSAL_NOT_YOURS);
    store_something();
}

/* A token leads to its own group only: whatever seat or run a device names, it is one of that
 * group. */
static void test_another_group(void **state)
{
    (void)state;
    assert_refused(
        save_of_seat(hall.other.partners[0].pen, hall.party.run, hall.party.partners[3].seat),
        HOUVAST__V1__REFUSAL__REFUSAL_NOT_YOURS);
    struct answer own =
        save_of_seat(hall.other.partners[0].pen, hall.party.run, hall.party.partners[0].seat);
    assert_int_equal(own.outcome, HV_CLIENT_DONE); /* run and seat have that number there too */
    store_something();
    const char *words = partner_work(&hall.party, &hall.party.partners[0]);
    assert_true(words == NULL || strcmp(words, "Niet van mij") != 0);
}

static void test_what_a_role_may_not(void **state)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    struct guest *pen = hall.party.partners[0].pen;
    Houvast__V1__EndMeeting end = HOUVAST__V1__END_MEETING__INIT;
    (void)state;
    assert_refused(guest_ask(pen, HOUVAST__V1__COMMAND__WHAT_END_MEETING, &end.base),
                   HOUVAST__V1__REFUSAL__REFUSAL_NOT_ALLOWED);
    party_invite(&hall.party, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0, token);
    struct guest *projector = crowd_join(&hall.crowd, token);
    assert_refused(save_of_seat(projector, hall.party.run, hall.party.partners[0].seat),
                   HOUVAST__V1__REFUSAL__REFUSAL_NOT_ALLOWED);
    guest_leave(projector);
    store_something();
}

static void test_a_run_that_is_over(void **state)
{
    struct party *other = &hall.other;
    uint32_t over = other->run;
    (void)state;
    party_write(other); /* a new run, which ends the other */
    assert_refused(
        guest_ask(other->partners[0].pen, COMMAND(CLOSE_ENVELOPE, CloseEnvelope, close_envelope,
                                                  .run = over, .seat = other->partners[0].seat,
                                                  .round = HOUVAST__V1__ROUND__ROUND_FIRST)),
        HOUVAST__V1__REFUSAL__REFUSAL_RUN_OVER);
    assert_refused(save_of_seat(other->partners[0].pen, 60000, other->partners[0].seat),
                   HOUVAST__V1__REFUSAL__REFUSAL_RUN_OVER);
    store_something();
}

static bool is_removed(void *data)
{
    const struct guest *guest = data;
    return hv_client_state(guest->client) == HV_CLIENT_FAREWELLED;
}

static void test_a_removed_device(void **state)
{
    struct partner *partner = &hall.other.partners[1];
    uint32_t device = hv_client_welcome(partner->pen->client)->device;
    (void)state;
    guest_do(hall.other.leader,
             COMMAND(REMOVE_DEVICE, RemoveDevice, remove_device, .device = device));
    crowd_wait(&hall.crowd, is_removed, partner->pen, "the removed device heard so");
    assert_int_equal(partner->pen->farewell, HV_CLIENT_FAREWELL_REMOVED);

    raw_open(&hall.raw, hall.server.port);
    raw_hello(&hall.raw, partner->pen->token);
    struct raw_end end = raw_end(&hall.raw);
    assert_int_equal(end.farewell, HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_TOKEN);
    guest_leave(partner->pen);
    store_something();
}

static void test_the_newer_connection_stays(void **state)
{
    struct guest *older = hall.other.partners[0].pen;
    (void)state;
    struct guest *newer = crowd_join(&hall.crowd, older->token);
    crowd_wait(&hall.crowd, is_removed, older, "the older connection heard that it was replaced");
    assert_int_equal(older->farewell, HV_CLIENT_FAREWELL_REPLACED);
    assert_int_equal(hv_client_state(newer->client), HV_CLIENT_OPEN);
    guest_leave(older);
    guest_leave(newer);
    store_something();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_handshakes),
        cmocka_unit_test(test_frames),
        cmocka_unit_test(test_someone_elses_seat),
        cmocka_unit_test(test_another_group),
        cmocka_unit_test(test_what_a_role_may_not),
        cmocka_unit_test(test_a_run_that_is_over),
        cmocka_unit_test(test_a_removed_device),
        cmocka_unit_test(test_the_newer_connection_stays),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
