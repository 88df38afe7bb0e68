/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of floor.c, which peers/ws.mjs speaks as well. A pushed body: 'D', its number,
 * zeros. */
#include <string.h>

#include "load/load.h"

#define BODY_HEAD 9

static void on_open(struct link *link)
{
    uint8_t join[9] = { 'J' };
    if (link->part == LINK_PUSHES) {
        load_joined(link);
        return;
    }
    memcpy(join + 1, &link->group, 4);
    memcpy(join + 5, &link->load->options.size, 4);
    link_send(link, LINK_BINARY, join, sizeof join);
}

static void on_message(struct link *link, const uint8_t *bytes, size_t size)
{
    uint64_t number = 0;
    if (size > 0 && bytes[0] == 'W') {
        load_joined(link);
        return;
    }
    if (size < BODY_HEAD) {
        give_up("a message of %zu bytes", size);
    }
    memcpy(&number, bytes + 1, sizeof number);
    if (bytes[0] == 'D') {
        load_delivered(link, number, size);
    } else {
        load_answered(link, number);
    }
}

static void push(struct link *link, uint64_t sequence)
{
    uint8_t message[LINK_MESSAGE_MAX] = { 'P', [5] = 'D' };
    memcpy(message + 1, &link->group, 4);
    memcpy(message + 6, &sequence, sizeof sequence);
    link_send(link, LINK_BINARY, message, 5 + (size_t)link->load->options.size);
    link->load->workload.on_pushed(link);
}

static void answer(struct link *link, uint64_t sequence)
{
    uint8_t message[512] = { 'A' };
    memcpy(message + 1, &sequence, sizeof sequence);
    link_send(link, LINK_BINARY, message, sizeof message);
}

const struct dialect dialect_plain = { .word = "plain",
                                       .path = "/",
                                       .on_open = on_open,
                                       .on_message = on_message,
                                       .push = push,
                                       .answer = answer };
