/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/network.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/canaries.h"
#include "tests/sim/events.h"
#include "tests/sim/trace.h"

#define DELAY_MAX_MS 40
#define WINDOW       6 /* messages that a connection takes before it is busy; a slow one takes 1 */

/* ---- Pipes ---- */

/* When a message arrives that is sent now. */
static int64_t arrival(struct device *device, enum event_kind kind)
{
    int64_t now = device->world->now;
    if (device->world->secret.kind == SECRET_NONE) {
        return now + 1 + chance_below(&device->wire, DELAY_MAX_MS);
    }
    return kind == EVENT_UP ? world_take_moment(device) : now + DELAY_MAX_MS;
}

static void pipe_put(struct device *device,
                     struct pipe *pipe,
                     enum event_kind kind,
                     const void *bytes,
                     size_t size)
{
    struct world *world = device->world;
    struct packet *packet = malloc(sizeof *packet + size);
    assert(packet != NULL);
    packet->next = NULL;
    packet->size = size;
    packet->head = world->head;
    memcpy(packet->bytes, bytes, size);
    packet->at = arrival(device, kind);
    if (packet->at < pipe->last_at) {
        packet->at = pipe->last_at;
    }
    pipe->last_at = packet->at;
    *pipe->last = packet;
    pipe->last = &packet->next;
    pipe->count++;
    events_push(world, (struct event){ .at = packet->at,
                                       .kind = kind,
                                       .device = device->number,
                                       .connection = device->connection->serial });
}

static struct packet *pipe_take(struct pipe *pipe)
{
    struct packet *packet = pipe->first;
    pipe->first = packet->next;
    if (pipe->first == NULL) {
        pipe->last = &pipe->first;
    }
    pipe->count--;
    return packet;
}

static void pipe_empty(struct pipe *pipe)
{
    while (pipe->first != NULL) {
        free(pipe_take(pipe));
    }
}

/* ---- Connections ---- */

static void connect_later(struct device *device)
{
    struct world *world = device->world;
    uint32_t delay = hv_client_retry_delay(device->client);
    if (world->now < world->morning) {
        delay += (uint32_t)(world->morning - world->now);
    }
    events_later(world, delay, EVENT_CONNECT, device->number);
}

static void schedule_retry(struct device *device)
{
    if (hv_client_state(device->client) == HV_CLIENT_WAITING) {
        connect_later(device);
    }
}

void network_disconnect(struct device *device)
{
    struct connection *connection = device->connection;
    struct world *world = device->world;
    if (connection == NULL) {
        return;
    }
    device->connection = NULL;
    pipe_empty(&connection->up);
    pipe_empty(&connection->down);
    if (connection->member != NULL && world->host != NULL) {
        hv_host_disconnect(world->host, connection->member);
    }
    free(connection);
    hv_client_lost(device->client);
    schedule_retry(device);
}

void network_connect(struct device *device)
{
    struct world *world = device->world;
    if (device->connection != NULL || hv_client_state(device->client) == HV_CLIENT_FAREWELLED) {
        return;
    }
    struct connection *connection = calloc(1, sizeof *connection);
    assert(connection != NULL);
    connection->device = device;
    connection->serial = ++world->connections;
    connection->up.last = &connection->up.first;
    connection->down.last = &connection->down.first;
    const struct hv_id peer = { { [10] = 0xff,
                                  [11] = 0xff,
                                  [12] = 10,
                                  [14] = (uint8_t)(device->number >> 8),
                                  [15] = (uint8_t)device->number } };
    connection->member =
        world->host != NULL ? hv_host_connect(world->host, connection, &peer) : NULL;
    if (connection->member == NULL) {
        free(connection);
        hv_client_lost(device->client);
        connect_later(device);
        return;
    }
    device->connection = connection;
    (void)hv_client_opened(device->client);
    world_pump(device);
}

void world_pump(struct device *device)
{
    uint8_t buffer[HV_CLIENT_SEND_MAX];
    size_t size = 0;
    while (device->connection != NULL &&
           hv_client_send_next(device->client, buffer, sizeof buffer, &size) == HV_CLIENT_OK &&
           size > 0) {
        pipe_put(device, &device->connection->up, EVENT_UP, buffer, size);
    }
    for (; device->unsaid > 0; device->unsaid--) {
        (void)world_take_moment(device);
    }
}

/* ---- What the host does with one ---- */

bool network_send(void *data, void *link, struct hv_frame *frame)
{
    struct world *world = data;
    struct connection *connection = link;
    uint32_t window =
        connection->device->number % 1000 < world->weather.slow_link / 20 ? 1 : WINDOW;
    if (world->secret.kind == SECRET_NONE && connection->down.count >= window) {
        connection->writable_wanted = true;
        return false;
    }
    pipe_put(connection->device, &connection->down, EVENT_DOWN, hv_frame_payload(frame),
             frame->size);
    return true;
}

void network_close(void *data, void *link, enum hv_farewell reason)
{
    struct world *world = data;
    struct connection *connection = link;
    (void)reason;
    connection->closing = true;
    events_push(world, (struct event){ .at = connection->down.last_at > world->now
                                                 ? connection->down.last_at
                                                 : world->now,
                                       .kind = EVENT_CLOSE,
                                       .device = connection->device->number,
                                       .connection = connection->serial });
}

/* ---- Packets ---- */

/* No reader goes back: within an epoch the revision of a pane only grows. */
static void check_order(struct device *device, const Houvast__V1__ServerMessage *message)
{
    if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE) {
        const Houvast__V1__Pane *pane = message->pane;
        uint32_t i = 0;
        while (i < device->seen_count && (device->seen[i].kind != (uint32_t)pane->kind ||
                                          device->seen[i].number != pane->number)) {
            i++;
        }
        assert(i < sizeof device->seen / sizeof device->seen[0]);
        if (i < device->seen_count && device->seen[i].epoch == pane->epoch &&
            pane->revision < device->seen[i].revision) {
            world_broken(device->world, "a reader went back");
        }
        device->seen[i].kind = (uint32_t)pane->kind;
        device->seen[i].number = pane->number;
        device->seen[i].epoch = pane->epoch;
        device->seen[i].revision = pane->revision;
        device->seen_count += i == device->seen_count;
    }
}

static void look(struct device *device, const struct packet *packet)
{
    Houvast__V1__ServerMessage *message =
        houvast__v1__server_message__unpack(NULL, packet->size, packet->bytes);
    if (message == NULL) {
        world_broken(device->world, "the server sent what does not parse");
        return;
    }
    check_order(device, message);
    canaries_look(device, packet->head, message, packet->bytes, packet->size);
    houvast__v1__server_message__free_unpacked(message, NULL);
}

/* Hello and Arrive, by their tags. */
static bool is_said_once(const struct packet *packet)
{
    return packet->size == 0 || packet->bytes[0] == 0x0a || packet->bytes[0] == 0x32;
}

void network_up(struct device *device)
{
    struct world *world = device->world;
    struct connection *connection = device->connection;
    struct packet *packet = pipe_take(&connection->up);
    bool again = chance_happens(&world->faults, world->weather.repeat);
    world->counts.packets++;
    if (chance_happens(&world->faults, world->weather.cut)) {
        world->counts.cuts++;
        network_disconnect(device);
    } else if (!connection->closing) {
        struct hv_bytes bytes = { .data = packet->bytes, .size = packet->size };
        hv_host_receive(world->host, connection->member, bytes);
        if (again && device->connection == connection && !connection->closing &&
            !is_said_once(packet)) {
            world->counts.repeats++;
            hv_host_receive(world->host, connection->member, bytes);
        }
    }
    free(packet);
}

void network_down(struct device *device)
{
    struct world *world = device->world;
    struct connection *connection = device->connection;
    struct packet *packet = pipe_take(&connection->down);
    world->counts.packets++;
    if (chance_happens(&world->faults, world->weather.cut)) {
        world->counts.cuts++;
        free(packet);
        network_disconnect(device);
        return;
    }
    device->seen_hash = trace_number(device->seen_hash, (uint64_t)world->now);
    device->seen_hash = trace_bytes(device->seen_hash, packet->bytes, packet->size);
    look(device, packet);
    enum hv_client_status status =
        hv_client_receive(device->client, world->now, packet->bytes, packet->size);
    free(packet);
    if (status == HV_CLIENT_EPROTOCOL) {
        world_broken(world, "the client did not understand the server");
    }
    if (status != HV_CLIENT_OK) {
        network_disconnect(device);
        return;
    }
    world_pump(device);
    if (connection->writable_wanted && !connection->closing) {
        connection->writable_wanted = false;
        hv_host_writable(world->host, connection->member);
    }
}
