/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A way to the server that keeps every byte that comes out of it: people connect to its port, and
 * it to the server's. On the loop of those people; what the server sends is not masked, so what a
 * frame says can be searched for.
 */
#ifndef HV_TESTS_E2E_TAP_H
#define HV_TESTS_E2E_TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

#define TAP_LINES_MAX 64

struct heard {
    uint8_t *bytes;
    size_t size;
    size_t room;
};

void heard_add(struct heard *heard, const void *bytes, size_t size);

/* Whether the text stands in it, from byte `from` on. */
bool heard_has(const struct heard *heard, size_t from, const char *text);
void heard_free(struct heard *heard);

struct tap;

struct tap_line {
    struct tap *tap;
    uv_tcp_t near, far; /* who connected, and the server */
    uv_connect_t connect;
    struct heard heard;
};

struct tap {
    uv_tcp_t listener;
    uint16_t port, server_port;
    struct tap_line lines[TAP_LINES_MAX]; /* in the order in which people came */
    uint32_t count;
    int listening;
};

/* Takes a free port, to be known before there is a server. */
void tap_make(struct tap *tap);

/* Begins to let people through to the server at this port of 127.0.0.1. */
void tap_open(struct tap *tap, uv_loop_t *loop, uint16_t server_port);

/* Everybody hangs up; its handles close with the next turns of the loop. */
void tap_close(struct tap *tap);

/* After that, gives back what was heard. */
void tap_free(struct tap *tap);

#endif
