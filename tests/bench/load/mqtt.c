/* SPDX-License-Identifier: EUPL-1.2 */
/* MQTT 3.1.1 over WebSocket, QoS 0: a group is a topic, "g/<group>". */
#include <stdio.h>
#include <string.h>

#include "load/load.h"

enum packet {
    PACKET_CONNECT = 0x10,
    PACKET_CONNACK = 0x20,
    PACKET_PUBLISH = 0x30,
    PACKET_SUBSCRIBE = 0x82,
    PACKET_SUBACK = 0x90
};

/* A packet under way: its head goes in front when it is sent. */
struct writing {
    uint8_t bytes[LINK_MESSAGE_MAX];
    size_t size;
};

#define HEAD_MAX 5

static void put(struct writing *writing, const void *bytes, size_t size)
{
    memcpy(writing->bytes + HEAD_MAX + writing->size, bytes, size);
    writing->size += size;
}

static void put_text(struct writing *writing, const char *text)
{
    size_t size = strlen(text);
    uint8_t head[] = { (uint8_t)(size >> 8), (uint8_t)size };
    put(writing, head, sizeof head);
    put(writing, text, size);
}

static void send_packet(struct link *link, struct writing *writing, enum packet type)
{
    uint8_t head[HEAD_MAX] = { (uint8_t)type };
    size_t head_size = 1;
    for (size_t left = writing->size; head_size == 1 || left > 0; left >>= 7) {
        head[head_size++] = (uint8_t)((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    }
    memcpy(writing->bytes + HEAD_MAX - head_size, head, head_size);
    link_send(link, LINK_BINARY, writing->bytes + HEAD_MAX - head_size, head_size + writing->size);
}

static void put_topic(struct writing *writing, uint32_t group)
{
    char topic[16];
    snprintf(topic, sizeof topic, "g/%u", group);
    put_text(writing, topic);
}

static void on_open(struct link *link)
{
    static const uint8_t rest[] = { 4, 2, 0, 0 }; /* level, clean session, no keep-alive */
    struct writing writing = { .size = 0 };
    char name[32];
    put_text(&writing, "MQTT");
    put(&writing, rest, sizeof rest);
    snprintf(name, sizeof name, "c%u", (unsigned)(link - link->load->links));
    put_text(&writing, name);
    send_packet(link, &writing, PACKET_CONNECT);
}

static void subscribe(struct link *link)
{
    static const uint8_t number[] = { 0, 1 };
    struct writing writing = { .size = 0 };
    put(&writing, number, sizeof number);
    put_topic(&writing, link->group);
    put(&writing, "", 1); /* QoS 0 */
    send_packet(link, &writing, PACKET_SUBSCRIBE);
}

/* Where the body of a packet begins. */
static size_t skip_head(const uint8_t *bytes, size_t size, size_t *ret_body)
{
    size_t at = 1;
    size_t body = 0;
    for (unsigned shift = 0; at < size && at < HEAD_MAX; shift += 7) {
        body |= (size_t)(bytes[at] & 0x7f) << shift;
        if ((bytes[at++] & 0x80) == 0) {
            break;
        }
    }
    *ret_body = body;
    return at;
}

static void on_publish(struct link *link, const uint8_t *body, size_t size)
{
    uint64_t sequence;
    size_t topic = size >= 2 ? ((size_t)body[0] << 8 | body[1]) + 2 : size;
    if (size < topic + sizeof sequence) {
        give_up("a short packet");
    }
    memcpy(&sequence, body + topic, sizeof sequence);
    load_delivered(link, sequence, size);
}

static void on_packet(struct link *link, uint8_t type, const uint8_t *body, size_t size)
{
    switch (type & 0xf0) {
    case PACKET_CONNACK:
        if (link->part == LINK_PUSHES) {
            load_joined(link);
        } else {
            subscribe(link);
        }
        return;
    case PACKET_SUBACK:
        load_joined(link);
        return;
    case PACKET_PUBLISH:
        on_publish(link, body, size);
        return;
    default:
        give_up("an MQTT packet that begins with %02x", type);
    }
}

static void on_message(struct link *link, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        size_t body;
        size_t head = skip_head(bytes, size, &body);
        if (head + body > size) {
            give_up("a packet that is not whole");
        }
        on_packet(link, bytes[0], bytes + head, body);
        bytes += head + body;
        size -= head + body;
    }
}

static void push(struct link *link, uint64_t sequence)
{
    static struct writing writing;
    static const uint8_t zeros[LINK_MESSAGE_MAX];
    writing.size = 0;
    put_topic(&writing, link->group);
    put(&writing, &sequence, sizeof sequence);
    put(&writing, zeros, link->load->options.size - sizeof sequence);
    send_packet(link, &writing, PACKET_PUBLISH);
    link->load->workload.on_pushed(link);
}

const struct dialect dialect_mqtt = { .word = "mqtt",
                                      .path = "/mqtt",
                                      .subprotocol = "mqtt",
                                      .on_open = on_open,
                                      .on_message = on_message,
                                      .push = push };
