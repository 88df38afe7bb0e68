/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * engine.io 4 and socket.io 5, as far as peers/socketio.mjs is asked: text messages that begin with
 * the two packet types. A pushed body is text, which is one frame; bytes would be two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/load.h"

static void say(struct link *link, const char *text)
{
    link_send(link, LINK_TEXT, text, strlen(text));
}

static void on_open(struct link *link)
{
    (void)link; /* the server speaks first */
}

static bool begins(const uint8_t *bytes, size_t size, const char *with)
{
    return size >= strlen(with) && memcmp(bytes, with, strlen(with)) == 0;
}

static void join(struct link *link)
{
    char text[64];
    if (link->part == LINK_PUSHES) {
        load_joined(link);
        return;
    }
    snprintf(text, sizeof text, "42[\"join\",%u,%u]", link->group, link->load->options.size);
    say(link, text);
}

static void on_pane(struct link *link, const uint8_t *bytes, size_t size)
{
    static const char head[] = "42[\"pane\",\"";
    char number[21] = "";
    if (size < sizeof head + sizeof number) {
        give_up("a short pane");
    }
    memcpy(number, bytes + sizeof head - 1, sizeof number - 1);
    load_delivered(link, strtoull(number, NULL, 10), size);
}

static void on_message(struct link *link, const uint8_t *bytes, size_t size)
{
    if (begins(bytes, size, "42[\"pane\"")) {
        on_pane(link, bytes, size);
    } else if (begins(bytes, size, "0")) {
        say(link, "40");
    } else if (begins(bytes, size, "40")) {
        join(link);
    } else if (begins(bytes, size, "42[\"welcome\"")) {
        load_joined(link);
    } else if (begins(bytes, size, "2")) {
        say(link, "3");
    } else {
        give_up("socket.io said %.*s", (int)size, (const char *)bytes);
    }
}

static void push(struct link *link, uint64_t sequence)
{
    static char text[LINK_MESSAGE_MAX];
    int head = snprintf(text, sizeof text, "42[\"push\",%u,\"%020lu", link->group, sequence);
    size_t end = (size_t)head + link->load->options.size - 20;
    memset(text + head, 'x', end - (size_t)head);
    memcpy(text + end, "\"]", 2);
    link_send(link, LINK_TEXT, text, end + 2);
    link->load->workload.on_pushed(link);
}

const struct dialect dialect_socketio = { .word = "socketio",
                                          .path = "/socket.io/?EIO=4&transport=websocket",
                                          .on_open = on_open,
                                          .on_message = on_message,
                                          .push = push };
