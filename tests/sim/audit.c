/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/audit.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/codec.h"
#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/evidence.h"
#include "tests/sim/trace.h"

/* ---- Promises ---- */

static int by_id(const void *a, const void *b)
{
    return hv_id_compare(((const struct hv_stored *)a)->id, ((const struct hv_stored *)b)->id);
}

static const struct hv_stored *find_record(const struct evidence *evidence, struct hv_id id)
{
    struct hv_stored key = { .id = id };
    return bsearch(&key, evidence->records, evidence->count, sizeof key, by_id);
}

static int by_asking(const void *a, const void *b)
{
    const struct promise *one = a, *other = b;
    return one->asked < other->asked ? -1 : one->asked > other->asked;
}

static void check_device(struct evidence *evidence, struct device *device)
{
    uint64_t last = 0;
    if (device->promise_count > 0) {
        qsort(device->promises, device->promise_count, sizeof *device->promises, by_asking);
    }
    for (uint32_t i = 0; i < device->promise_count; i++) {
        const struct promise *promise = &device->promises[i];
        const struct hv_stored *stored = find_record(evidence, promise->id);
        if (stored == NULL) {
            if (promise->stored) {
                world_broken(evidence->world, "an acknowledged command is not in the log");
            }
            continue;
        }
        if (stored->position <= last) {
            world_broken(evidence->world, "commands of one device changed their order");
        }
        /* It may have been refused before, unheard, and so be later than the next one. */
        if (!promise->repeated) {
            last = stored->position;
        }
    }
}

static uint32_t results_of(const struct hv_event *event)
{
    uint32_t results = 0;
    for (uint32_t i = 0;
         event->type == HV_EVENT_ROUND_CLOSED && i < event->round_closed.result_count; i++) {
        results += event->round_closed.results[i].enough;
    }
    return results;
}

void audit_promises(struct world *world)
{
    struct evidence evidence;
    uint64_t events[HV_EVENT_TYPE_END] = { 0 };
    uint64_t results = 0;
    if (hv_id_is_zero(world->group)) {
        return;
    }
    evidence_gather(world, &evidence);
    for (uint32_t i = 0; i < evidence.count; i++) {
        struct hv_record record;
        struct hv_arena turn;
        hv_arena_init(&turn, EVIDENCE_ARENA_MAX);
        if (evidence_open(&evidence, i, &turn, &record) &&
            !hv_id_equal(record.cause.id, evidence.records[i].id)) {
            world_broken(world, "a record stands under another command's id");
        }
        for (uint32_t j = 0; world->broken == NULL && j < record.event_count; j++) {
            events[record.events[j].type]++;
            results += results_of(&record.events[j]);
        }
        hv_arena_free(&turn);
    }
    world->counts.records = evidence.count;
    world->counts.results = results;
    memcpy(world->counts.events, events, sizeof events);
    if (evidence.count > 0) {
        qsort(evidence.records, evidence.count, sizeof *evidence.records, by_id);
    }
    for (uint32_t i = 1; i < evidence.count; i++) {
        if (by_id(&evidence.records[i - 1], &evidence.records[i]) == 0) {
            world_broken(world, "a command is in the log twice");
        }
    }
    for (uint32_t i = 0; i < world->device_count; i++) {
        if (world->devices[i].kind != DEVICE_OWNER) {
            check_device(&evidence, &world->devices[i]);
        }
    }
    evidence_discard(&evidence);
}

/* ---- The fold law ---- */

#define DESTROYED_MAX 12

static void into_trace(void *data, const void *bytes, size_t size)
{
    uint64_t *trace = data;
    *trace = trace_bytes(*trace, bytes, size);
}

static uint64_t describe(const struct hv_group *group)
{
    uint64_t trace = TRACE_START;
    hv_group_describe(group, into_trace, &trace);
    return trace;
}

static void destroy(struct hv_group *group, const struct hv_key_scope *scopes, uint16_t count)
{
    struct hv_event event = { .type = HV_EVENT_KEYS_DESTROYED,
                              .keys_destroyed = { .scopes = scopes, .scope_count = count } };
    struct hv_record record = {
        .cause = { .type = HV_COMMAND_TICK, .id = { .b = { 0xfe } }, .at = 1 },
        .events = &event,
        .event_count = 1,
    };
    enum hv_code code = hv_group_evolve(group, &record);
    assert(code == HV_OK);
}

void audit_fold_law(struct world *world, struct chance *chance)
{
    struct evidence evidence;
    struct hv_key_scope scopes[DESTROYED_MAX];
    struct hv_id ids[DESTROYED_MAX];
    struct hv_arena with_all, without;

    if (hv_id_is_zero(world->group)) {
        return;
    }
    evidence_gather(world, &evidence);
    hv_arena_init(&with_all, EVIDENCE_ARENA_MAX);
    hv_arena_init(&without, EVIDENCE_ARENA_MAX);
    evidence.scopes = hv_arena_array(&evidence.arena, EVIDENCE_SCOPES_MAX, sizeof *evidence.scopes);
    struct hv_group *complete = evidence_fold(&evidence, &with_all);
    for (uint32_t i = 0; evidence.scope_count > 0 && i < DESTROYED_MAX; i++) {
        scopes[i] = evidence.scopes[chance_below(chance, evidence.scope_count)];
        ids[i] = evidence_key(world, &scopes[i]);
    }
    uint16_t count = evidence.scope_count > 0 ? DESTROYED_MAX : 0;
    evidence.scopes = NULL;
    evidence.without = ids;
    evidence.without_count = count;
    struct hv_group *partial = evidence_fold(&evidence, &without);
    destroy(complete, scopes, count);
    destroy(partial, scopes, count);
    if (describe(complete) != describe(partial)) {
        world_broken(world, "destroying keys is not the same as never having had them");
    }
    hv_arena_free(&with_all);
    hv_arena_free(&without);
    evidence_discard(&evidence);
}

/* ---- Drafts ---- */

static void check_draft(struct evidence *evidence, const struct hv_event *event, uint16_t meeting)
{
    const struct hv_key_scope scope = {
        .owner = HV_OWNER_SEAT,
        .number = event->envelope_closed.seat,
        .run = event->envelope_closed.run,
        .meeting = meeting,
        .round = event->envelope_closed.round,
        .keep = HV_KEEP_DRAFT,
        .generation = event->envelope_closed.generation,
    };
    if (hv_ring_has(evidence->ring, evidence_key(evidence->world, &scope))) {
        world_broken(evidence->world, "the draft key of a closed envelope is still there");
    }
}

void audit_drafts(struct world *world)
{
    struct evidence evidence;
    struct hv_arena turn;
    uint16_t meeting = 0;

    if (hv_id_is_zero(world->group)) {
        return;
    }
    evidence_gather(world, &evidence);
    hv_arena_init(&turn, EVIDENCE_ARENA_MAX);
    for (uint32_t i = 0; i < evidence.count; i++) {
        struct hv_record record;
        if (!evidence_open(&evidence, i, &turn, &record)) {
            break;
        }
        for (uint32_t j = 0; j < record.event_count; j++) {
            meeting = (uint16_t)(meeting + (record.events[j].type == HV_EVENT_MEETING_OPENED));
            if (record.events[j].type == HV_EVENT_ENVELOPE_CLOSED) {
                check_draft(&evidence, &record.events[j], meeting);
            }
        }
        hv_arena_reset(&turn);
    }
    hv_arena_free(&turn);
    evidence_discard(&evidence);
}

/* ---- Views ---- */

static bool same_pane(const struct hv_group *group,
                      const struct hv_presence *presence,
                      struct hv_pane_key key,
                      const Houvast__V1__Pane *shown,
                      struct hv_arena *arena)
{
    struct hv_pane pane;
    struct hv_bytes body, frame;
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    if (hv_group_view(group, presence, key, arena, &pane) != HV_OK ||
        hv_codec_pane(group, &pane, arena, &body) != HV_OK ||
        hv_codec_pane_frame(key, shown->epoch, shown->revision, body, arena, &frame) != HV_OK) {
        return false;
    }
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE;
    Houvast__V1__Pane copy = *shown;
    message.pane = &copy;
    size_t size = houvast__v1__server_message__get_packed_size(&message);
    uint8_t *packed = malloc(size);
    assert(packed != NULL);
    houvast__v1__server_message__pack(&message, packed);
    bool same = size == frame.size && memcmp(packed, frame.data, size) == 0;
    free(packed);
    return same;
}

static bool is_in(const struct device *device)
{
    return device->kind != DEVICE_OWNER && device->client != NULL &&
           hv_client_state(device->client) == HV_CLIENT_OPEN;
}

static uint16_t number_of(const struct device *device)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    return welcome != NULL ? (uint16_t)welcome->device : 0;
}

static bool is_read(const struct hv_pane_key *keys, uint32_t count, int kind, uint32_t number)
{
    for (uint32_t i = 0; i < count; i++) {
        if ((int)keys[i].kind == kind && keys[i].number == number) {
            return true;
        }
    }
    return false;
}

/* What a device may no longer see is gone from its screen. */
static void check_gone(struct world *world,
                       const struct device *device,
                       const struct hv_pane_key *keys,
                       uint32_t count)
{
    for (int kind = HV_PANE_STAGE; kind <= HV_PANE_BOARD; kind++) {
        for (uint32_t number = 0; number <= HV_SEATS_MAX; number++) {
            if (hv_client_pane(device->client, kind, number) != NULL &&
                !is_read(keys, count, kind, number)) {
                world_broken(world, "a device shows what it may no longer see");
            }
        }
    }
}

static void check_panes(struct world *world,
                        const struct hv_group *group,
                        const struct hv_presence *presence,
                        const struct device *device,
                        struct hv_arena *arena)
{
    struct hv_pane_key keys[HV_PANES_MAX];
    uint32_t count = hv_group_panes(group, number_of(device), keys);
    check_gone(world, device, keys, count);
    for (uint32_t i = 0; i < count; i++) {
        if (keys[i].kind == HV_PANE_WORK) {
            continue; /* given at unlock and resume only */
        }
        const Houvast__V1__Pane *shown =
            hv_client_pane(device->client, (int)keys[i].kind, keys[i].number);
        if (shown == NULL || !same_pane(group, presence, keys[i], shown, arena)) {
            fprintf(stderr, "device %u of kind %d, pane %d of %u%s\n", device->number,
                    (int)device->kind, (int)keys[i].kind, keys[i].number,
                    shown == NULL ? ": none" : "");
            world_broken(world, "a device shows something else than the log says");
        }
        hv_arena_reset(arena);
    }
}

/* What a device was told that it is, is what the log says; and the log says what its people meant:
 * nobody sits at another couple's table or writes with another's pen. */
static void
check_place(struct world *world, const struct hv_group *group, const struct device *device)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    struct hv_device_facts facts;
    if (!hv_group_device_facts(group, number_of(device), &facts) || facts.removed) {
        world_broken(world, "a device is in that the log does not let in");
        return;
    }
    if ((int)facts.role != (int)welcome->role || facts.unit != welcome->unit ||
        facts.seat != welcome->seat) {
        world_broken(world, "a device was told another place than the log says");
    }
    bool couples = device->kind == DEVICE_TABLE || device->kind == DEVICE_PEN;
    if (couples && facts.role != HV_ROLE_GUEST &&
        (facts.unit != device->unit || (facts.seat != 0 && facts.seat != device->seat) ||
         (facts.role == HV_ROLE_PEN) != (device->kind == DEVICE_PEN))) {
        world_broken(world, "a device has somebody else's place");
    }
}

void audit_views(struct world *world)
{
    static bool online[HV_DEVICES_MAX + 1];
    struct evidence evidence;
    struct hv_arena state, turn;
    struct hv_presence presence = { .device_online = online, .device_count = HV_DEVICES_MAX + 1 };

    if (hv_id_is_zero(world->group)) {
        return;
    }
    evidence_gather(world, &evidence);
    hv_arena_init(&state, EVIDENCE_ARENA_MAX);
    hv_arena_init(&turn, EVIDENCE_ARENA_MAX);
    struct hv_group *group = evidence_fold(&evidence, &state);
    memset(online, 0, sizeof online);
    for (uint32_t i = 0; i < world->device_count; i++) {
        if (is_in(&world->devices[i])) {
            online[number_of(&world->devices[i])] = true;
        }
    }
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *device = &world->devices[i];
        if (is_in(device)) {
            check_place(world, group, device);
            check_panes(world, group, &presence, device, &turn);
        }
    }
    hv_arena_free(&turn);
    hv_arena_free(&state);
    evidence_discard(&evidence);
}

void audit_disk(struct world *world)
{
    struct hv_bytes disk = hv_memory_store_disk(world->store);
    static const char *const words[] = { "kanarie", "envelope", "waarom", "hold_me_tight" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (disk.size > 0 && memmem(disk.data, disk.size, words[i], strlen(words[i])) != NULL) {
            world_broken(world, "something readable lies on the disk");
        }
    }
}
