/* SPDX-License-Identifier: EUPL-1.2 */
#include "raw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "houvast/client.h"
#include "program.h"

#define WAIT_MS 20000

static void open_socket(struct raw *raw, int receive_buffer)
{
    raw->size = 0;
    raw->tls = NULL;
    raw->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_return_code(raw->fd, errno);
    if (receive_buffer > 0) {
        assert_return_code(
            setsockopt(raw->fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer),
            errno);
    }
}

static void reach(struct raw *raw, uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    assert_return_code(connect(raw->fd, (const struct sockaddr *)&address, sizeof address), errno);
}

void raw_connect(struct raw *raw, uint16_t port, int receive_buffer)
{
    open_socket(raw, receive_buffer);
    reach(raw, port);
}

void raw_connect_from(struct raw *raw, uint16_t port, const char *address)
{
    struct sockaddr_in own = { .sin_family = AF_INET };
    assert_int_equal(inet_pton(AF_INET, address, &own.sin_addr), 1);
    open_socket(raw, 0);
    assert_return_code(bind(raw->fd, (const struct sockaddr *)&own, sizeof own), errno);
    reach(raw, port);
}

void raw_close(struct raw *raw)
{
    SSL_free(raw->tls);
    close(raw->fd);
}

void raw_secure(struct raw *raw, const char *name, const char *authority)
{
    static const unsigned char offered[] = "\x02h2\x08http/1.1";
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    assert_non_null(context);
    signal(SIGPIPE, SIG_IGN); /* SSL_write cannot be told */
    assert_int_equal(SSL_CTX_load_verify_file(context, authority), 1);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    raw->tls = SSL_new(context);
    SSL_CTX_free(context);
    assert_non_null(raw->tls);
    assert_int_equal(SSL_set1_host(raw->tls, name), 1);
    assert_int_equal(SSL_set_alpn_protos(raw->tls, offered, sizeof offered - 1), 0);
    assert_int_equal(SSL_set_fd(raw->tls, raw->fd), 1);
    if (SSL_connect(raw->tls) != 1) {
        fail_msg("TLS: %s", ERR_error_string(ERR_get_error(), NULL));
    }
}

static ssize_t send_some(struct raw *raw, const void *bytes, size_t size)
{
    return raw->tls != NULL ? SSL_write(raw->tls, bytes, (int)size)
                            : send(raw->fd, bytes, size, MSG_NOSIGNAL);
}

/* A server that closed meanwhile is no trouble: the test reads how it did. */
void raw_send(struct raw *raw, const void *bytes, size_t size)
{
    const uint8_t *rest = bytes;
    while (size > 0) {
        struct pollfd poller = { .fd = raw->fd, .events = POLLOUT };
        if (poll(&poller, 1, WAIT_MS) <= 0) {
            fail_msg("the server does not take what is sent");
        }
        ssize_t sent = send_some(raw, rest, size);
        if (sent <= 0) {
            return;
        }
        rest += sent;
        size -= (size_t)sent;
    }
}

static ssize_t receive_some(struct raw *raw, void *bytes, size_t room)
{
    return raw->tls != NULL ? SSL_read(raw->tls, bytes, (int)room) : recv(raw->fd, bytes, room, 0);
}

bool raw_receive(struct raw *raw)
{
    struct pollfd poller = { .fd = raw->fd, .events = POLLIN };
    bool waiting = raw->tls == NULL || SSL_pending(raw->tls) == 0;
    assert_true(raw->size < sizeof raw->bytes);
    if (waiting && poll(&poller, 1, WAIT_MS) <= 0) {
        fail_msg("the server neither answers nor closes");
    }
    ssize_t got = receive_some(raw, raw->bytes + raw->size, sizeof raw->bytes - raw->size);
    raw->size += got > 0 ? (size_t)got : 0;
    return got > 0;
}

void raw_take(struct raw *raw, size_t size)
{
    assert_true(size <= raw->size);
    memmove(raw->bytes, raw->bytes + size, raw->size - size);
    raw->size -= size;
}

/* ---- Shaking hands ---- */

static void
add_line(char *text, size_t room, const char *name, const char *value, const char *right)
{
    size_t size = strlen(text);
    const char *said = value != NULL ? value : right;
    if (said[0] != '\0') {
        snprintf(text + size, room - size, "%s: %s\r\n", name, said);
    }
}

int raw_shake(struct raw *raw, uint16_t port, const struct raw_handshake *handshake)
{
    char host[64];
    char text[16384];

    snprintf(host, sizeof host, "127.0.0.1:%u", port);
    snprintf(text, sizeof text, "%s\r\n",
             handshake->request != NULL ? handshake->request : "GET / HTTP/1.1");
    add_line(text, sizeof text, "Host", handshake->host, host);
    add_line(text, sizeof text, "Upgrade", handshake->upgrade, "websocket");
    add_line(text, sizeof text, "Connection", handshake->connection, "Upgrade");
    add_line(text, sizeof text, "Sec-WebSocket-Key", handshake->key, "dGhlIHNhbXBsZSBub25jZQ==");
    add_line(text, sizeof text, "Sec-WebSocket-Version", handshake->version, "13");
    add_line(text, sizeof text, "Sec-WebSocket-Protocol", handshake->protocol,
             HV_CLIENT_SUBPROTOCOL);
    add_line(text, sizeof text, "Origin", handshake->origin, "");
    add_line(text, sizeof text, "Cookie", handshake->cookie, "");
    size_t size = strlen(text);
    snprintf(text + size, sizeof text - size, "%s\r\n",
             handshake->more != NULL ? handshake->more : "");
    raw_send(raw, text, strlen(text));

    int status = 0;
    for (;;) {
        raw->bytes[raw->size < sizeof raw->bytes ? raw->size : sizeof raw->bytes - 1] = '\0';
        char *end = strstr((char *)raw->bytes, "\r\n\r\n");
        if (end != NULL) {
            assert_int_equal(sscanf((char *)raw->bytes, "HTTP/1.%*d %d", &status), 1);
            raw_take(raw, (size_t)(end + 4 - (char *)raw->bytes));
            return status;
        }
        if (!raw_receive(raw)) {
            return 0;
        }
    }
}

void raw_open(struct raw *raw, uint16_t port)
{
    const struct raw_handshake right = { .request = NULL };
    raw_connect(raw, port, 0);
    assert_int_equal(raw_shake(raw, port, &right), 101);
}

/* ---- To the server ---- */

void raw_frame(struct raw *raw,
               enum raw_opcode opcode,
               bool last,
               bool masked,
               const void *payload,
               size_t size)
{
    static const uint8_t mask[4] = { 0x5a, 0xa5, 0x3c, 0xc3 };
    uint8_t *frame = malloc(size + 14);
    const uint8_t *bytes = payload;
    size_t head = 2;

    assert_non_null(frame);
    assert_true(size < 65536);
    frame[0] = (uint8_t)((last ? 0x80 : 0) | opcode);
    frame[1] = masked ? 0x80 : 0;
    if (size < 126) {
        frame[1] |= (uint8_t)size;
    } else {
        frame[1] |= 126;
        frame[2] = (uint8_t)(size >> 8);
        frame[3] = (uint8_t)size;
        head = 4;
    }
    if (masked) {
        memcpy(frame + head, mask, sizeof mask);
        head += sizeof mask;
    }
    for (size_t i = 0; i < size; i++) {
        frame[head + i] = bytes[i] ^ (masked ? mask[i % 4] : 0);
    }
    raw_send(raw, frame, head + size);
    free(frame);
}

void raw_message(struct raw *raw, const Houvast__V1__ClientMessage *message)
{
    uint8_t bytes[RAW_MESSAGE_MAX];
    assert_true(houvast__v1__client_message__get_packed_size(message) <= sizeof bytes);
    size_t size = houvast__v1__client_message__pack(message, bytes);
    raw_frame(raw, RAW_BINARY, true, true, bytes, size);
}

void token_bytes(const char *text, uint8_t ret[32])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t bits = 0;
    unsigned count = 0;
    size_t size = 0;

    for (; *text != '\0' && size < 32; text++) {
        const char *digit = strchr(digits, *text);
        assert_non_null(digit);
        bits = bits << 6 | (uint32_t)(digit - digits);
        count += 6;
        if (count >= 8) {
            count -= 8;
            ret[size++] = (uint8_t)(bits >> count);
        }
    }
    assert_int_equal(size, 32);
}

void raw_hello(struct raw *raw, const char *token)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;
    uint8_t bytes[32];

    token_bytes(token, bytes);
    hello.version_from = hello.version_to = 1;
    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    hello.token = (ProtobufCBinaryData){ .data = bytes, .len = sizeof bytes };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    raw_message(raw, &message);
}

void raw_command(struct raw *raw,
                 const uint8_t id[16],
                 Houvast__V1__Command__WhatCase what_case,
                 ProtobufCMessage *what)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    uint8_t bytes[16];

    memcpy(bytes, id, sizeof bytes);
    command.id = (ProtobufCBinaryData){ .data = bytes, .len = sizeof bytes };
    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what; /* every member of the oneof is a pointer */
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND;
    message.command = &command;
    raw_message(raw, &message);
}

/* ---- From the server ---- */

/* Where the payload of the frame at the front begins; 0: it is not whole. */
static size_t whole_frame(const struct raw *raw, size_t *ret_size)
{
    size_t head = 2;
    if (raw->size < 2) {
        return 0;
    }
    uint64_t size = raw->bytes[1] & 0x7f;
    if (size >= 126) {
        size_t digits = size == 126 ? 2 : 8;
        head += digits;
        if (raw->size < head) {
            return 0;
        }
        size = 0;
        for (size_t i = 0; i < digits; i++) {
            size = size << 8 | raw->bytes[2 + i];
        }
    }
    if (raw->size < head + size) {
        return 0;
    }
    *ret_size = (size_t)size;
    return head;
}

/* The next frame that is no ping, left at the front. False: the server closed the connection. */
static bool next_frame(struct raw *raw, size_t *ret_head, size_t *ret_size)
{
    for (;;) {
        *ret_head = whole_frame(raw, ret_size);
        if (*ret_head == 0) {
            if (!raw_receive(raw)) {
                return false;
            }
        } else if ((raw->bytes[0] & 0x0f) == RAW_PING) {
            raw_take(raw, *ret_head + *ret_size);
        } else {
            return true;
        }
    }
}

Houvast__V1__ServerMessage *raw_next(struct raw *raw)
{
    size_t head;
    size_t size;
    if (!next_frame(raw, &head, &size) || (raw->bytes[0] & 0x0f) == RAW_CLOSE) {
        return NULL;
    }
    assert_int_equal(raw->bytes[0], 0x80 | RAW_BINARY);
    Houvast__V1__ServerMessage *message =
        houvast__v1__server_message__unpack(NULL, size, raw->bytes + head);
    assert_non_null(message);
    raw_take(raw, head + size);
    return message;
}

struct raw_reply raw_reply(struct raw *raw, const uint8_t id[16])
{
    for (;;) {
        Houvast__V1__ServerMessage *message = raw_next(raw);
        assert_non_null(message);
        const Houvast__V1__Reply *reply =
            message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY ? message->reply
                                                                                : NULL;
        bool wanted = reply != NULL && memcmp(reply->id.data, id, 16) == 0;
        struct raw_reply ret = { .refusal = 0 };
        if (wanted) {
            ret.refusal = (int)reply->refusal;
            ret.number = reply->number;
            ret.has_token = reply->token.len == sizeof ret.token;
            if (ret.has_token) {
                memcpy(ret.token, reply->token.data, sizeof ret.token);
            }
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
        if (wanted) {
            return ret;
        }
    }
}

struct raw_end raw_end(struct raw *raw)
{
    struct raw_end end = { .farewell = 0 };
    Houvast__V1__ServerMessage *message;
    size_t head;
    size_t size;

    while ((message = raw_next(raw)) != NULL) {
        if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL) {
            end.farewell = (int)message->farewell->reason;
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    head = whole_frame(raw, &size);
    if (head > 0 && (raw->bytes[0] & 0x0f) == RAW_CLOSE && size >= 2) {
        end.status = raw->bytes[head] << 8 | raw->bytes[head + 1];
    }
    raw_close(raw);
    return end;
}
