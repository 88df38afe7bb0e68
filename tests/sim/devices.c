/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/canaries.h"
#include "tests/sim/events.h"
#include "tests/sim/people.h"
#include "tests/sim/trace.h"

/* ---- What people ask ---- */

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

/* ---- Engines ---- */

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

static void engine_random(void *data, void *buffer, size_t size)
{
    struct device *device = data;
    chance_fill(&device->engine, buffer, size);
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

/* ---- Devices ---- */

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
    events_later(world, people_pause(device), EVENT_ACT, device->number);
    return device;
}

void world_arrive(struct device *device, const struct hv_client_arrival *arrival)
{
    make_engine(device, NULL);
    if (hv_client_arrive(device->client, arrival) != HV_CLIENT_OK) {
        world_broken(device->world, "an engine does not take what its person has in hand");
    }
    events_later(device->world, 0, EVENT_CONNECT, device->number);
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
        canaries_follow(world);
    }
    events_later(world, 0, EVENT_CONNECT, device->number);
    return device;
}
