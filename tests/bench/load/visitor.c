/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/visitor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "load/kernel.h"
#include "load/link.h"

#define WAIT_S       20
#define RECEIVE_SIZE (256 * 1024)

static void draw(void *data, void *buffer, size_t size)
{
    (void)data;
    if (getrandom(buffer, size, 0) != (ssize_t)size) {
        abort();
    }
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct visitor *visitor = data;
    (void)client;
    if (memcmp(reply->id, visitor->asked, sizeof visitor->asked) != 0) {
        return;
    }
    if (reply->outcome == HV_CLIENT_REFUSED) {
        give_up("a command was refused with %d", reply->refusal);
    }
    visitor->answered = reply->outcome == HV_CLIENT_DONE;
    visitor->number = reply->number;
    if (reply->token != NULL) {
        memcpy(visitor->token, reply->token, sizeof visitor->token);
    }
}

static void on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    struct visitor *visitor = data;
    (void)client;
    for (size_t i = 0; i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];
        if (row->seat == visitor->slip_of && strlen(row->words) < sizeof visitor->words) {
            memcpy(visitor->words, row->words, strlen(row->words) + 1);
        }
    }
    visitor->answered = page->last;
}

/* ---- Bytes ---- */

static void send_bytes(const struct visitor *visitor, const uint8_t *bytes, size_t size)
{
    if (send(visitor->fd, bytes, size, MSG_NOSIGNAL) != (ssize_t)size) {
        give_up("the server does not take what is sent");
    }
}

static void receive(struct visitor *visitor)
{
    ssize_t got =
        recv(visitor->fd, visitor->bytes + visitor->size, RECEIVE_SIZE - visitor->size, 0);
    if (got <= 0) {
        give_up("the server neither answers nor goes on");
    }
    visitor->size += (size_t)got;
}

static void take(struct visitor *visitor, size_t size)
{
    visitor->size -= size;
    memmove(visitor->bytes, visitor->bytes + size, visitor->size);
}

static void flush(struct visitor *visitor)
{
    uint8_t message[HV_CLIENT_SEND_MAX];
    uint8_t frame[HV_CLIENT_SEND_MAX + 8];
    size_t size;
    while (hv_client_send_next(visitor->client, message, sizeof message, &size) == HV_CLIENT_OK &&
           size > 0) {
        const uint8_t head[] = {
            0x82, 0x80 | 126, (uint8_t)(size >> 8), (uint8_t)size, 0, 0, 0, 0
        };
        memcpy(frame, head, sizeof head); /* a mask of zeros */
        memcpy(frame + sizeof head, message, size);
        send_bytes(visitor, frame, sizeof head + size);
    }
}

/* Where the payload of the frame at the front begins; 0: it is not whole. */
static size_t whole_frame(const struct visitor *visitor, size_t *ret_size)
{
    size_t head = 2;
    if (visitor->size < head) {
        return 0;
    }
    size_t size = visitor->bytes[1];
    if (size >= 126) {
        size_t digits = size == 126 ? 2 : 8;
        if (visitor->size < head + digits) {
            return 0;
        }
        size = 0;
        for (size_t i = 0; i < digits; i++) {
            size = size << 8 | visitor->bytes[head + i];
        }
        head += digits;
    }
    *ret_size = size;
    return visitor->size >= head + size ? head : 0;
}

/* One message of the server. */
static void turn(struct visitor *visitor)
{
    size_t size = 0;
    size_t head;
    flush(visitor);
    while ((head = whole_frame(visitor, &size)) == 0) {
        receive(visitor);
    }
    if (visitor->bytes[0] == 0x82) {
        enum hv_client_status status = hv_client_receive(
            visitor->client, (int64_t)(kernel_now() / 1000000), visitor->bytes + head, size);
        if (status != HV_CLIENT_OK) {
            give_up("a visitor: %s, farewell %d", hv_client_status_text(status),
                    (int)hv_client_farewell(visitor->client));
        }
    }
    take(visitor, head + size);
}

/* ---- Coming and going ---- */

static void shake(struct visitor *visitor, uint16_t port)
{
    char request[512];
    int size = snprintf(request, sizeof request,
                        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: %s\r\n\r\n",
                        port, HV_CLIENT_SUBPROTOCOL);
    send_bytes(visitor, (const uint8_t *)request, (size_t)size);
    const uint8_t *last;
    while ((last = memmem(visitor->bytes, visitor->size, "\r\n\r\n", 4)) == NULL) {
        receive(visitor);
    }
    take(visitor, (size_t)(last + 4 - visitor->bytes));
}

void visitor_open(struct visitor *visitor, uint16_t port, const char *token)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval wait = { .tv_sec = WAIT_S };
    struct hv_client_config config = { .token = token,
                                       .language = HV_CLIENT_NL,
                                       .random = draw,
                                       .handlers = { .on_reply = on_reply, .on_page = on_page },
                                       .data = visitor };
    int one = 1;

    *visitor = (struct visitor){ .bytes = malloc(RECEIVE_SIZE) };
    visitor->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(visitor->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(visitor->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (visitor->bytes == NULL || hv_client_new(&config, &visitor->client) != HV_CLIENT_OK) {
        give_up("a token is none, or memory is out");
    }
    if (connect(visitor->fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        give_up("cannot connect to port %u", port);
    }
    shake(visitor, port);
    hv_client_opened(visitor->client);
    while (hv_client_state(visitor->client) != HV_CLIENT_OPEN) {
        turn(visitor);
    }
}

void visitor_close(struct visitor *visitor)
{
    struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
    setsockopt(visitor->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(visitor->fd);
    hv_client_lost(visitor->client);
    hv_client_free(visitor->client);
    free(visitor->bytes);
}

/* ---- Asking ---- */

static void await(struct visitor *visitor, enum hv_client_status status)
{
    if (status != HV_CLIENT_OK) {
        give_up("a command was not taken: %s", hv_client_status_text(status));
    }
    visitor->answered = false;
    while (!visitor->answered) {
        turn(visitor);
    }
}

void visitor_do(struct visitor *visitor,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what; /* every member of the oneof is a pointer */
    await(visitor, hv_client_command(visitor->client, &command, visitor->asked));
}

void visitor_do_house(struct visitor *visitor, Houvast__V1__HouseCommand *command)
{
    await(visitor, hv_client_house_command(visitor->client, command, visitor->asked));
}

void visitor_read_slip(struct visitor *visitor, uint32_t seat)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_SLIPS;
    visitor->slip_of = seat;
    await(visitor, hv_client_read(visitor->client, &read, visitor->asked));
}

const Houvast__V1__Pane *visitor_pane(struct visitor *visitor,
                                      Houvast__V1__PaneKind kind,
                                      uint32_t number,
                                      bool (*suits)(const Houvast__V1__Pane *pane))
{
    for (;;) {
        const Houvast__V1__Pane *pane = hv_client_pane(visitor->client, (int)kind, number);
        if (pane != NULL && suits(pane)) {
            return pane;
        }
        turn(visitor);
    }
}
