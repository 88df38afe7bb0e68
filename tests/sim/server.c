/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/server.h"

#include <assert.h>
#include <string.h>

#include "tests/sim/canaries.h"
#include "tests/sim/library.h"
#include "tests/sim/network.h"
#include "tests/sim/trace.h"

/* A Friday evening; any moment would do. */
#define START_MS   INT64_C(1795197600000)
#define RESTART_MS 300
#define JOB_MS     150

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
    if (world->secret.kind != SECRET_NONE && when > world->now) {
        when = world_own_moment(when, WORLD_DEVICES_MAX);
    }
    events_push(world,
                (struct event){ .at = when > world->now ? when : world->now, .kind = EVENT_TICK });
    world->wake_order = world->order;
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
    int64_t at = world->now + JOB_MS;
    if (world->secret.kind != SECRET_NONE) {
        /* What a device sent after it waits for it, and is carried out then as well. */
        at = world_own_moment(world->now / WORLD_OWN_MS * WORLD_OWN_MS + JOB_MS,
                              WORLD_DEVICES_MAX - 1 - world->job_count++ % 8);
    }
    events_push(
        world,
        (struct event){ .at = at, .kind = EVENT_JOB, .device = place, .connection = world->life });
}

void server_finish_job(struct world *world, const struct event *event)
{
    void *job = world->jobs[event->device].job;
    if (event->connection != world->life || job == NULL) {
        return;
    }
    world->jobs[event->device].job = NULL;
    world->jobs[event->device].work(job);
    world->jobs[event->device].done(job);
}

void server_random(void *data, void *buffer, size_t size)
{
    struct world *world = data;
    if (world->secret.kind != SECRET_NONE && world->drawn_at != world->now) {
        world->drawn_at = world->now;
        for (uint32_t i = 0; i < WORLD_STREAMS; i++) {
            uint64_t seed =
                trace_number(trace_number(TRACE_START, world->seed), (uint64_t)world->now);
            world->server[i] = chance_stream(seed, 100 + i);
        }
    }
    chance_fill(&world->server[size % WORLD_STREAMS], buffer, size);
}

/* ---- Its life ---- */

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

void server_start(struct world *world)
{
    struct hv_host_config config = {
        .ports = { .now = port_now,
                   .evening_end = port_evening_end,
                   .wake_at = port_wake_at,
                   .send = network_send,
                   .close = network_close,
                   .job = port_job,
                   .random = { .fill = server_random, .data = world },
                   .data = world },
        .journal = hv_memory_store_journal(world->store),
        .keystore = hv_memory_store_keystore(world->store),
        .vault = world->vault,
        /* Who runs the server puts another text in place while it is down, now and then. */
        .library = world->life % 2 == 0 ? world->library : library_with_new_texts(world->library),
        .log = &world->log,
        .house = WORLD_HOUSE_LOG,
        .passphrase_cost = { .operations = 1, .memory = 8192 },
        .words_cost = { .operations = 1, .memory = 8192 },
    };
    world->life++;
    canaries_follow(world);
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
            network_disconnect(&world->devices[i]);
        }
    }
    hv_host_free(host);
    events_later(world, RESTART_MS, EVENT_START, 0);
}
