/* SPDX-License-Identifier: EUPL-1.2 */
/* A WebSocket made by hand over a plain socket, so that it can be made wrong in any way. */
#ifndef HV_TESTS_E2E_RAW_H
#define HV_TESTS_E2E_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "houvast/v1/wire.pb-c.h"

#define RAW_MESSAGE_MAX (16 * 1024) /* to the server */

enum raw_opcode {
    RAW_CONTINUATION = 0,
    RAW_TEXT = 1,
    RAW_BINARY = 2,
    RAW_CLOSE = 8,
    RAW_PING = 9
};

struct raw {
    int fd;
    struct ssl_st *tls;        /* NULL: in the clear */
    uint8_t bytes[256 * 1024]; /* came and not taken yet */
    size_t size;
};

/* Lines of a request: NULL is the right one, "" leaves it out. */
struct raw_handshake {
    const char *request; /* the first line, whole */
    const char *host, *upgrade, *connection, *key, *version, *protocol, *origin,
        *cookie;      /* values */
    const char *more; /* any lines, each with its end */
};

/* Connects, with a receive buffer of so many bytes; 0: as the system does. */
void raw_connect(struct raw *raw, uint16_t port, int receive_buffer);
/* Connects from this IPv4 address of the machine, as 127.0.0.9. */
void raw_connect_from(struct raw *raw, uint16_t port, const char *address);
void raw_close(struct raw *raw);

/* From here on everything goes over TLS: the server must show a certificate for `name` that
 * `authority`, a PEM file, vouches for. HTTP/2 is offered first. */
void raw_secure(struct raw *raw, const char *name, const char *authority);

void raw_send(struct raw *raw, const void *bytes, size_t size);

/* Waits for more bytes; false: the server closed. */
bool raw_receive(struct raw *raw);
/* So many bytes of those that came are done with. */
void raw_take(struct raw *raw, size_t size);

/* The status of the answer; 0: the connection was closed without one. */
int raw_shake(struct raw *raw, uint16_t port, const struct raw_handshake *handshake);

/* Connects and shakes as it should be. */
void raw_open(struct raw *raw, uint16_t port);

/* One frame. */
void raw_frame(struct raw *raw,
               enum raw_opcode opcode,
               bool last,
               bool masked,
               const void *payload,
               size_t size);

/* A token, as links have it, as bytes: 16 that name the log, then 16 secret ones. */
void token_bytes(const char *text, uint8_t ret[32]);

/* One whole binary message. */
void raw_message(struct raw *raw, const Houvast__V1__ClientMessage *message);
void raw_hello(struct raw *raw, const char *token);
void raw_command(struct raw *raw,
                 const uint8_t id[16],
                 Houvast__V1__Command__WhatCase what_case,
                 ProtobufCMessage *what);

/* The next message of the server, to be freed with houvast__v1__server_message__free_unpacked;
 * NULL: it closed. */
Houvast__V1__ServerMessage *raw_next(struct raw *raw);

/* The reply to a command; others are skipped. Fails when the connection closes first. */
struct raw_reply {
    int refusal;
    uint32_t number;
    uint8_t token[32];
    bool has_token;
};
struct raw_reply raw_reply(struct raw *raw, const uint8_t id[16]);

/* How the server ended it: reads to the end. */
struct raw_end {
    int farewell; /* FarewellReason; 0: none was said */
    int status;   /* of the close frame; 0: there was none */
};
struct raw_end raw_end(struct raw *raw);

#endif
