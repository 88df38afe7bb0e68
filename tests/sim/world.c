/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/world.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/trace.h"

/* A Friday evening; any moment would do. */
#define START_MS       INT64_C(1795197600000)
#define FAULT_CLOCK_MS 500
#define RESTART_MS     300
#define JOB_MS         150
#define NIGHT_MS       (13 * 3600 * 1000)
#define DELAY_MAX_MS   40
#define WINDOW         6 /* messages that a connection takes before it is busy; a slow one takes 1 */
#define SETTLE_STEPS   400000
#define CALM_MS        2000 /* nothing is due for so long: what was to come has come */
#define SIZES          (sizeof world->server / sizeof world->server[0])

enum event_kind {
    EVENT_UP = 1, /* a packet reaches the server */
    EVENT_DOWN,   /* … or a device */
    EVENT_CLOSE,  /* the server's close reaches the device */
    EVENT_DISK,   /* the store gives an answer */
    EVENT_TICK,   /* the host asked to be woken */
    EVENT_ACT,    /* a person looks at the device */
    EVENT_CONNECT,
    EVENT_START, /* the server starts */
    EVENT_JOB,   /* a job of this life of the server is done */
    EVENT_FAULT_CLOCK
};

struct event {
    int64_t at;
    uint64_t order;
    enum event_kind kind;
    uint32_t device;
    uint64_t connection; /* serial: an event of a connection that is gone means nothing */
};

/* ---- The queue of events ---- */

static bool earlier(const struct event *a, const struct event *b)
{
    return a->at < b->at || (a->at == b->at && a->order < b->order);
}

static void push(struct world *world, struct event event)
{
    if (world->event_count == world->event_room) {
        world->event_room = world->event_room == 0 ? 256 : world->event_room * 2;
        world->events = realloc(world->events, world->event_room * sizeof *world->events);
        assert(world->events != NULL);
    }
    event.order = ++world->order;
    uint32_t i = world->event_count++;
    while (i > 0 && earlier(&event, &world->events[(i - 1) / 2])) {
        world->events[i] = world->events[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    world->events[i] = event;
}

static struct event pop(struct world *world)
{
    struct event top = world->events[0];
    struct event last = world->events[--world->event_count];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= world->event_count) {
            break;
        }
        if (child + 1 < world->event_count &&
            earlier(&world->events[child + 1], &world->events[child])) {
            child++;
        }
        if (!earlier(&world->events[child], &last)) {
            break;
        }
        world->events[i] = world->events[child];
        i = child;
    }
    world->events[i] = last;
    return top;
}

static void later(struct world *world, uint32_t ms, enum event_kind kind, uint32_t device)
{
    push(world, (struct event){ .at = world->now + ms, .kind = kind, .device = device });
}

void world_broken(struct world *world, const char *what)
{
    if (world->broken == NULL) {
        world->broken = what;
        fprintf(stderr, "seed %llu, step %llu, %lld ms: %s\n", (unsigned long long)world->seed,
                (unsigned long long)world->counts.steps, (long long)world->now, what);
    }
}

/* ---- Pipes and connections ---- */

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
    memcpy(packet->bytes, bytes, size);
    packet->at = world->now + 1 + chance_below(&device->wire, DELAY_MAX_MS);
    if (packet->at < pipe->last_at) {
        packet->at = pipe->last_at;
    }
    pipe->last_at = packet->at;
    *pipe->last = packet;
    pipe->last = &packet->next;
    pipe->count++;
    push(world, (struct event){ .at = packet->at,
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

static void connect_later(struct device *device)
{
    struct world *world = device->world;
    uint32_t delay = hv_client_retry_delay(device->client);
    if (world->now < world->morning) {
        delay += (uint32_t)(world->morning - world->now);
    }
    later(world, delay, EVENT_CONNECT, device->number);
}

static void schedule_retry(struct device *device)
{
    if (hv_client_state(device->client) == HV_CLIENT_WAITING) {
        connect_later(device);
    }
}

/* Both ends lose it at once; what was under way is gone. */
static void disconnect(struct device *device)
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

static void schedule_disk(struct world *world)
{
    if (!world->disk_event && hv_memory_store_waiting(world->store) > 0) {
        world->disk_event = true;
        later(world, chance_below(&world->disk_delay, 3), EVENT_DISK, 0);
    }
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
}

static void connect_device(struct device *device)
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

/* ---- What the host asks of the world ---- */

int64_t world_clock(const struct world *world)
{
    return START_MS + world->now;
}

static int64_t port_now(void *data)
{
    return world_clock(data);
}

static int64_t port_evening_end(void *data, int64_t now)
{
    (void)data;
    return (now / 86400000 + 1) * 86400000;
}

static void port_wake_at(void *data, int64_t at)
{
    struct world *world = data;
    if (at == INT64_MAX) {
        world->wake_order = 0;
        return;
    }
    int64_t when = at - START_MS;
    push(world, (struct event){ .at = when > world->now ? when : world->now, .kind = EVENT_TICK });
    world->wake_order = world->order;
}

static bool port_send(void *data, void *link, struct hv_frame *frame)
{
    struct world *world = data;
    struct connection *connection = link;
    uint32_t window =
        connection->device->number % 1000 < world->weather.slow_link / 20 ? 1 : WINDOW;
    if (connection->down.count >= window) {
        connection->writable_wanted = true;
        return false;
    }
    pipe_put(connection->device, &connection->down, EVENT_DOWN, hv_frame_payload(frame),
             frame->size);
    return true;
}

static void port_close(void *data, void *link, enum hv_farewell reason)
{
    struct world *world = data;
    struct connection *connection = link;
    (void)reason;
    connection->closing = true;
    push(world,
         (struct event){ .at = connection->down.last_at > world->now ? connection->down.last_at
                                                                     : world->now,
                         .kind = EVENT_CLOSE,
                         .device = connection->device->number,
                         .connection = connection->serial });
}

/* It takes a while; a crash forgets it, as the host does. */
static void port_job(void *data, void (*work)(void *job), void (*done)(void *job), void *job)
{
    struct world *world = data;
    uint32_t place = world->jobs[0].job == NULL ? 0 : 1;
    assert(world->jobs[place].job == NULL);
    world->jobs[place].work = work;
    world->jobs[place].done = done;
    world->jobs[place].job = job;
    push(world, (struct event){ .at = world->now + JOB_MS,
                                .kind = EVENT_JOB,
                                .device = place,
                                .connection = world->life });
}

static void finish_job(struct world *world, const struct event *event)
{
    void *job = world->jobs[event->device].job;
    if (event->connection != world->life || job == NULL) {
        return;
    }
    world->jobs[event->device].job = NULL;
    world->jobs[event->device].work(job);
    world->jobs[event->device].done(job);
}

/* A stream for each size that is asked, so that more content is not more of another's chance. */
static void port_random(void *data, void *buffer, size_t size)
{
    struct world *world = data;
    chance_fill(&world->server[size % SIZES], buffer, size);
}

static void on_open(void *data, enum hv_code code, const uint8_t owner_token[HV_TOKEN_SIZE])
{
    struct world *world = data;
    if (code != HV_OK) {
        world_broken(world, "the house did not open");
        return;
    }
    if (world->device_count == 0) {
        (void)world_add_device(world, DEVICE_OWNER, owner_token, 0, 0);
    }
}

static void start_server(struct world *world)
{
    struct hv_host_config config = {
        .ports = { .now = port_now,
                   .evening_end = port_evening_end,
                   .wake_at = port_wake_at,
                   .send = port_send,
                   .close = port_close,
                   .job = port_job,
                   .random = { .fill = port_random, .data = world },
                   .data = world },
        .journal = hv_memory_store_journal(world->store),
        .keystore = hv_memory_store_keystore(world->store),
        .vault = world->vault,
        .library = world->library,
        .log = &world->log,
        .house = WORLD_HOUSE_LOG,
        .passphrase_cost = { .operations = 1, .memory = 8192 },
    };
    world->life++;
    if (hv_host_new(&config, &world->host) != HV_OK) {
        world_broken(world, "the host could not be made");
        return;
    }
    hv_host_open(world->host, on_open, world);
}

void world_crash(struct world *world)
{
    struct hv_host *host = world->host;
    if (host == NULL) {
        return;
    }
    world->counts.crashes++;
    world->host = NULL;
    world->wake_order = 0;
    memset(world->jobs, 0, sizeof world->jobs);
    hv_memory_store_crash(world->store,
                          (struct hv_choice){ .choose = chance_choose, .data = &world->faults });
    for (uint32_t i = 0; i < world->device_count; i++) {
        struct connection *connection = world->devices[i].connection;
        if (connection != NULL) {
            connection->member = NULL;
            disconnect(&world->devices[i]);
        }
    }
    hv_host_free(host);
    later(world, RESTART_MS, EVENT_START, 0);
}

/* ---- Devices ---- */

static uint64_t serial_of(const struct device *device)
{
    return device->connection != NULL ? device->connection->serial : 0;
}

void world_asked(struct device *device, const uint8_t *id, bool stored)
{
    device->world->counts.commands++;
    for (uint32_t i = 0; i < HV_CLIENT_OUTSTANDING_MAX; i++) {
        if (!device->asked[i].used) {
            memcpy(device->asked[i].id.b, id, sizeof device->asked[i].id.b);
            device->asked[i].asked = ++device->asked_count;
            device->asked[i].connection = serial_of(device);
            device->asked[i].stored = stored;
            device->asked[i].used = true;
            return;
        }
    }
    world_broken(device->world, "more is outstanding than the engine allows");
}

/* Room for one more in an array that doubles. */
static void *grown(void *array, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) {
        return array;
    }
    *room = *room == 0 ? 64 : *room * 2;
    void *larger = realloc(array, *room * size);
    assert(larger != NULL);
    return larger;
}

static void promise(struct device *device, uint32_t i)
{
    device->promises = grown(device->promises, device->promise_count, &device->promise_room,
                             sizeof *device->promises);
    device->promises[device->promise_count++] = (struct promise){
        .id = device->asked[i].id,
        .asked = device->asked[i].asked,
        .repeated = device->asked[i].connection != serial_of(device),
        .stored = device->asked[i].stored,
    };
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct device *device = data;
    (void)client;
    for (uint32_t i = 0; i < HV_CLIENT_OUTSTANDING_MAX; i++) {
        if (!device->asked[i].used || memcmp(device->asked[i].id.b, reply->id, 16) != 0) {
            continue;
        }
        device->asked[i].used = false;
        if (reply->outcome == HV_CLIENT_DONE) {
            promise(device, i);
        } else if (reply->outcome == HV_CLIENT_REFUSED) {
            device->world->counts.refusals++;
            device->world->counts.refused_by[reply->refusal % 64]++;
        }
        break;
    }
    people_on_reply(device, reply);
}

static void on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    (void)client;
    people_on_page(data, page);
}

static void engine_random(void *data, void *buffer, size_t size)
{
    struct device *device = data;
    chance_fill(&device->engine, buffer, size);
}

struct device *world_expect_device(struct world *world,
                                   enum device_kind kind,
                                   uint16_t unit,
                                   uint16_t seat,
                                   enum way_in way)
{
    assert(world->device_count < WORLD_DEVICES_MAX);
    struct device *device = &world->devices[world->device_count];
    *device = (struct device){
        .world = world,
        .kind = kind,
        .number = world->device_count,
        .unit = unit,
        .seat = seat,
        .way = way,
        .chance = chance_stream(world->seed, 1000 + world->device_count),
        .engine = chance_stream(world->seed, 2000 + world->device_count),
        .wire = chance_stream(world->seed, 3000 + world->device_count),
        .seen_hash = TRACE_START,
    };
    world->device_count++;
    later(world, people_pause(device), EVENT_ACT, device->number);
    return device;
}

static void on_admitted(struct hv_client *client, void *data, const uint8_t *token)
{
    struct device *device = data;
    (void)client;
    (void)token;
    device->world->counts.admitted++;
    if (device->guesses) {
        world_broken(device->world, "a code that is none let somebody in");
    }
}

/* `token` is NULL for a device that comes by itself. */
static void make_engine(struct device *device, const uint8_t *token)
{
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    if (token != NULL) {
        hv_client_token_format(token, text);
    }
    struct hv_client_config config = {
        .token = token != NULL ? text : NULL,
        .language = HV_CLIENT_NL,
        .random = engine_random,
        .handlers = { .on_reply = on_reply, .on_page = on_page, .on_admitted = on_admitted },
        .data = device,
    };
    if (hv_client_new(&config, &device->client) != HV_CLIENT_OK) {
        world_broken(device->world, "an engine could not be made");
    }
}

void world_arrive(struct device *device, const struct hv_client_arrival *arrival)
{
    make_engine(device, NULL);
    if (hv_client_arrive(device->client, arrival) != HV_CLIENT_OK) {
        world_broken(device->world, "an engine does not take what its person has in hand");
    }
    later(device->world, 0, EVENT_CONNECT, device->number);
}

struct device *world_add_device(struct world *world,
                                enum device_kind kind,
                                const uint8_t *token,
                                uint16_t unit,
                                uint16_t seat)
{
    struct device *device = world_expect_device(world, kind, unit, seat, WAY_LINK);
    make_engine(device, token);
    if (kind == DEVICE_FACILITATOR && hv_id_is_zero(world->group)) {
        memcpy(world->group.b, token, sizeof world->group.b);
    }
    later(world, 0, EVENT_CONNECT, device->number);
    return device;
}

/* No reader goes back: within an epoch the revision of a pane only grows. */
static void check_order(struct device *device, const struct packet *packet)
{
    Houvast__V1__ServerMessage *message =
        houvast__v1__server_message__unpack(NULL, packet->size, packet->bytes);
    if (message == NULL) {
        world_broken(device->world, "the server sent what does not parse");
        return;
    }
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
    houvast__v1__server_message__free_unpacked(message, NULL);
}

/* ---- Events ---- */

/* Hello and Arrive, by their tags. */
static bool is_said_once(const struct packet *packet)
{
    return packet->size == 0 || packet->bytes[0] == 0x0a || packet->bytes[0] == 0x32;
}

static void packet_up(struct device *device)
{
    struct world *world = device->world;
    struct connection *connection = device->connection;
    struct packet *packet = pipe_take(&connection->up);
    bool again = chance_happens(&world->faults, world->weather.repeat);
    world->counts.packets++;
    if (chance_happens(&world->faults, world->weather.cut)) {
        world->counts.cuts++;
        disconnect(device);
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

static void packet_down(struct device *device)
{
    struct world *world = device->world;
    struct connection *connection = device->connection;
    struct packet *packet = pipe_take(&connection->down);
    world->counts.packets++;
    if (chance_happens(&world->faults, world->weather.cut)) {
        world->counts.cuts++;
        free(packet);
        disconnect(device);
        return;
    }
    device->seen_hash = trace_number(device->seen_hash, (uint64_t)world->now);
    device->seen_hash = trace_bytes(device->seen_hash, packet->bytes, packet->size);
    check_order(device, packet);
    enum hv_client_status status =
        hv_client_receive(device->client, world->now, packet->bytes, packet->size);
    free(packet);
    if (status == HV_CLIENT_EPROTOCOL) {
        world_broken(world, "the client did not understand the server");
    }
    if (status != HV_CLIENT_OK) {
        disconnect(device);
        return;
    }
    world_pump(device);
    if (connection->writable_wanted && !connection->closing) {
        connection->writable_wanted = false;
        hv_host_writable(world->host, connection->member);
    }
}

/* The server stays on: the evening ends at its hour, keys are swept, the group goes to sleep. */
static void go_home(struct world *world)
{
    world->counts.nights++;
    world->morning = world->now + NIGHT_MS;
    for (uint32_t i = 0; i < world->device_count; i++) {
        disconnect(&world->devices[i]);
    }
}

static void turn_of_faults(struct world *world)
{
    struct hv_memory_knobs *knobs = hv_memory_store_knobs(world->store);
    if (!world->quiet && chance_happens(&world->faults, world->weather.disk)) {
        bool lost = chance_happens(&world->faults, 500);
        *(lost ? &knobs->appends_lost : &knobs->appends_silenced) += 1;
        world->counts.faults++;
    }
    if (!world->quiet && chance_happens(&world->faults, world->weather.full)) {
        bool keys = chance_happens(&world->faults, 500);
        *(keys ? &knobs->keys_full : &knobs->appends_full) += 1 + chance_below(&world->faults, 3);
        world->counts.faults++;
    }
    if (!world->quiet && chance_happens(&world->faults, world->weather.crash)) {
        world_crash(world);
    }
    if (!world->quiet && chance_happens(&world->faults, world->weather.night)) {
        go_home(world);
    }
    if (!world->quiet) {
        uint32_t night = world->now < world->morning ? NIGHT_MS : 0;
        later(world, FAULT_CLOCK_MS + night, EVENT_FAULT_CLOCK, 0);
    }
}

static void act(struct device *device)
{
    if (device->world->quiet) {
        return;
    }
    struct world *world = device->world;
    uint32_t pause = people_pause(device);
    if (world->now < world->morning) {
        pause += (uint32_t)(world->morning - world->now);
    } else if (device->way == WAY_LINK || !arrivals_act(device)) {
        people_act(device);
        world_pump(device);
    }
    later(world, pause, EVENT_ACT, device->number);
}

static void handle(struct world *world, const struct event *event)
{
    struct device *device = &world->devices[event->device];
    bool here = device->connection != NULL && device->connection->serial == event->connection;

    switch (event->kind) {
    case EVENT_UP:
        if (here) {
            packet_up(device);
        }
        break;
    case EVENT_DOWN:
        if (here) {
            packet_down(device);
        }
        break;
    case EVENT_CLOSE:
        if (here) {
            disconnect(device);
        }
        break;
    case EVENT_DISK:
        world->disk_event = false;
        (void)hv_memory_store_step(world->store);
        break;
    case EVENT_TICK:
        if (world->host != NULL && event->order == world->wake_order) {
            hv_host_tick(world->host);
        }
        break;
    case EVENT_ACT:
        act(device);
        break;
    case EVENT_CONNECT:
        connect_device(device);
        break;
    case EVENT_START:
        start_server(world);
        break;
    case EVENT_JOB:
        finish_job(world, event);
        break;
    case EVENT_FAULT_CLOCK:
        turn_of_faults(world);
        break;
    }
}

bool world_step(struct world *world)
{
    if (world->event_count == 0 || world->broken != NULL) {
        return false;
    }
    struct event event = pop(world);
    world->now = event.at;
    world->counts.steps++;
    world->trace = trace_number(world->trace, (uint64_t)event.at);
    world->trace = trace_number(world->trace, (uint64_t)event.kind << 32 | event.device);
    if (world->device_count > event.device) {
        world->trace ^= world->devices[event.device].seen_hash;
    }
    handle(world, &event);
    schedule_disk(world);
    return true;
}

static bool settled(const struct world *world)
{

    if (world->host == NULL || hv_memory_store_waiting(world->store) > 0) {
        return false;
    }
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *device = &world->devices[i];
        if (device->client == NULL || hv_client_state(device->client) == HV_CLIENT_FAREWELLED) {
            continue;
        }
        if (device->connection == NULL || hv_client_state(device->client) != HV_CLIENT_OPEN ||
            hv_client_outstanding(device->client) > 0 || device->connection->up.count > 0 ||
            device->connection->down.count > 0) {
            return false;
        }
    }
    return true;
}

bool world_settle(struct world *world)
{
    world->quiet = true;
    world->weather = (struct weather){ 0 };
    *hv_memory_store_knobs(world->store) =
        (struct hv_memory_knobs){ .choice = { .choose = chance_choose, .data = &world->disk } };
    for (uint32_t i = 0; i < SETTLE_STEPS; i++) {
        if (settled(world) &&
            (world->event_count == 0 || world->events[0].at > world->now + CALM_MS)) {
            return true;
        }
        if (!world_step(world)) {
            break;
        }
    }
    return false;
}

static void say_nothing(void *to, const char *line, size_t size)
{
    (void)to;
    (void)line;
    (void)size;
}

static int64_t log_now(void)
{
    return 0;
}

struct world *world_new(uint64_t seed, const struct hv_library *library, uint32_t couples)
{
    static const uint8_t key[HV_SERVER_KEY_SIZE] = { 7, 7, 7 };
    struct world *world = calloc(1, sizeof *world);
    assert(world != NULL);
    world->seed = seed;
    world->library = library;
    world->couples = couples;
    world->trace = TRACE_START;
    world->faults = chance_stream(seed, 1);
    for (uint32_t i = 0; i < SIZES; i++) {
        world->server[i] = chance_stream(seed, 100 + i);
    }
    world->disk = chance_stream(seed, 3);
    world->disk_delay = chance_stream(seed, 4);
    world->log =
        (struct hv_log){ .least = HV_LOG_LEVEL_ERROR, .write = say_nothing, .now = log_now };
    world->store = hv_memory_store_new();
    assert(world->store != NULL);
    hv_memory_store_knobs(world->store)->choice =
        (struct hv_choice){ .choose = chance_choose, .data = &world->disk };
    enum hv_code code =
        hv_vault_new(key, (struct hv_random){ .fill = port_random, .data = world }, &world->vault);
    assert(code == HV_OK);
    later(world, 0, EVENT_START, 0);
    later(world, FAULT_CLOCK_MS, EVENT_FAULT_CLOCK, 0);
    return world;
}

void world_free(struct world *world)
{
    if (world->host != NULL) {
        world->quiet = true;
        world_crash(world);
    }
    for (uint32_t i = 0; i < world->device_count; i++) {
        struct device *device = &world->devices[i];
        hv_client_free(device->client);
        people_free(device);
        free(device->promises);
    }
    hv_memory_store_free(world->store);
    hv_vault_free(world->vault);
    free(world->events);
    free(world);
}
