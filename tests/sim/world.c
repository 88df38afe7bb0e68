/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/world.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/canaries.h"
#include "tests/sim/events.h"
#include "tests/sim/network.h"
#include "tests/sim/people.h"
#include "tests/sim/server.h"
#include "tests/sim/trace.h"

#define FAULT_CLOCK_MS 500
#define NIGHT_MS       (13 * 3600 * 1000)
#define SETTLE_STEPS   400000
#define DISK_MS        1    /* for every answer of the store, so that none tells by its time */
#define MESSAGE_MS     4    /* with a secret: more than the store needs for a message */
#define CALM_MS        2000 /* nothing is due for so long: what was to come has come */

int64_t world_own_moment(int64_t at, uint32_t device)
{
    int64_t moment = at / WORLD_ROUND_MS * WORLD_ROUND_MS + (int64_t)device * WORLD_OWN_MS;
    return moment < at ? moment + WORLD_ROUND_MS : moment;
}

int64_t world_take_moment(struct device *device)
{
    int64_t first = world_own_moment(device->world->now + 1, device->number);
    int64_t next = device->moment + MESSAGE_MS;
    device->moment = next > first ? next : first;
    if (device->moment >= first + WORLD_OWN_MS) {
        world_broken(device->world, "somebody says more than fits the own moments");
    }
    return device->moment;
}

void world_broken(struct world *world, const char *what)
{
    if (world->broken == NULL) {
        world->broken = what;
        fprintf(stderr, "seed %llu, step %llu, %lld ms: %s\n", (unsigned long long)world->seed,
                (unsigned long long)world->counts.steps, (long long)world->now, what);
    }
}

/* ---- What happens by itself ---- */

/* The server stays on: the evening ends at its hour, keys are swept, the group goes to sleep. */
static void go_home(struct world *world)
{
    world->counts.nights++;
    world->morning = world->now + NIGHT_MS;
    for (uint32_t i = 0; i < world->device_count; i++) {
        network_disconnect(&world->devices[i]);
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
        world->crash_at_work = chance_happens(&world->faults, 500);
        if (!world->crash_at_work) {
            world_crash(world);
        }
    }
    if (!world->quiet && chance_happens(&world->faults, world->weather.night)) {
        go_home(world);
    }
    if (!world->quiet) {
        uint32_t night = world->now < world->morning ? NIGHT_MS : 0;
        events_later(world, FAULT_CLOCK_MS + night, EVENT_FAULT_CLOCK, 0);
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
    events_later(world, pause, EVENT_ACT, device->number);
}

static void schedule_disk(struct world *world)
{
    if (!world->disk_event && hv_memory_store_waiting(world->store) > 0) {
        world->disk_event = true;
        events_later(world, DISK_MS, EVENT_DISK, 0);
    }
}

/* ---- Steps ---- */

static void handle(struct world *world, const struct event *event)
{
    struct device *device = &world->devices[event->device];
    bool here = device->connection != NULL && device->connection->serial == event->connection;

    switch (event->kind) {
    case EVENT_UP:
        if (here) {
            network_up(device);
        }
        break;
    case EVENT_DOWN:
        if (here) {
            network_down(device);
        }
        break;
    case EVENT_CLOSE:
        if (here) {
            network_disconnect(device);
        }
        break;
    case EVENT_DISK:
        world->disk_event = false;
        if (world->secret.kind != SECRET_NONE) { /* which of two answers comes first */
            world->disk = chance_stream(
                trace_number(trace_number(TRACE_START, world->seed), (uint64_t)world->now), 3);
        }
        if (world->crash_at_work && !world->quiet) {
            world->crash_at_work = false;
            world_crash(world);
        } else {
            (void)hv_memory_store_step(world->store);
        }
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
        network_connect(device);
        break;
    case EVENT_START:
        server_start(world);
        break;
    case EVENT_JOB:
        server_finish_job(world, event);
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
    struct event event = events_pop(world);
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

/* ---- A world ---- */

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
    for (uint32_t i = 0; i < WORLD_STREAMS; i++) {
        world->server[i] = chance_stream(seed, 100 + i);
    }
    world->disk = chance_stream(seed, 3);
    world->log =
        (struct hv_log){ .least = HV_LOG_LEVEL_ERROR, .write = say_nothing, .now = log_now };
    world->store = hv_memory_store_new();
    assert(world->store != NULL);
    hv_memory_store_knobs(world->store)->choice =
        (struct hv_choice){ .choose = chance_choose, .data = &world->disk };
    enum hv_code code = hv_vault_new(
        key, (struct hv_random){ .fill = server_random, .data = world }, &world->vault);
    assert(code == HV_OK);
    events_later(world, 0, EVENT_START, 0);
    events_later(world, FAULT_CLOCK_MS, EVENT_FAULT_CLOCK, 0);
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
    canaries_free(world);
    hv_memory_store_free(world->store);
    hv_vault_free(world->vault);
    free(world->events);
    free(world);
}
