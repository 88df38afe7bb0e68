/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/group_room.h"

#include <stdlib.h>

#include "host/house_room.h"

#define USELESS_KEYS_AT_ONCE 512

static struct hv_group_room *of(struct hv_room *room)
{
    return (struct hv_group_room *)room;
}

bool hv_group_room_is_ready(const struct hv_room *room)
{
    const struct hv_group_room *group_room = (const struct hv_group_room *)room;

    return room->step == HV_ROOM_LIVE && room->chain.live && hv_group_founded(group_room->group);
}

static enum hv_code begin(struct hv_room *room)
{
    struct hv_group_room *group_room = of(room);

    hv_arena_free(&group_room->arena);
    group_room->units_changed = HV_UNITS_ALL;
    hv_group_room_forget_looks(group_room); /* keys may have ended of what stood there */
    hv_definitions_unlist(&group_room->definitions);
    group_room->group = hv_group_new(&group_room->arena);
    return group_room->group != NULL ? HV_OK : HV_ENOMEM;
}

/* ---- Records ---- */

static void destroy_useless(struct hv_group_room *group_room, const struct hv_record *record)
{
    struct hv_key_scope scopes[USELESS_KEYS_AT_ONCE];
    uint32_t named = 0;
    uint32_t count;

    do {
        count =
            hv_group_useless_keys(group_room->group, record, named, scopes, USELESS_KEYS_AT_ONCE);
        if (count > 0) {
            hv_keyring_destroy(&group_room->room.chain.keys, scopes, count);
        }
        named += count;
    } while (count == USELESS_KEYS_AT_ONCE);
}

static enum hv_code take(struct hv_room *room, const struct hv_stored *stored, struct hv_bytes body)
{
    struct hv_group_room *group_room = of(room);
    struct hv_open_port port = hv_keyring_open_port(&room->chain.keys);
    struct hv_record record;

    enum hv_code code = hv_record_body_decode(body, room->chain.log, stored->position, &port,
                                              &room->host->turn, &record);
    if (code != HV_OK) {
        return code;
    }
    if (!hv_id_equal(record.cause.id, stored->id)) {
        return HV_ECORRUPT;
    }
    code = hv_group_evolve(group_room->group, &record);
    if (code != HV_OK) {
        return code;
    }
    if (hv_id_equal(stored->id, room->chain.append.id)) {
        group_room->outcome = record.cause.outcome;
        group_room->refusal = record.cause.refusal;
    }
    destroy_useless(group_room, &record);
    group_room->units_changed |= hv_group_units_changed(group_room->group, &record);
    if (room->chain.live) {
        hv_host_mark_dirty(room->host, room);
    }
    return HV_OK;
}

int64_t hv_group_room_deadline(const struct hv_room *room, int64_t now)
{
    const struct hv_group_room *group_room = (const struct hv_group_room *)room;
    int64_t deadline = hv_group_deadline(group_room->group);

    return group_room->opening_until > now && group_room->opening_until < deadline
               ? group_room->opening_until
               : deadline;
}

static void end_course(struct hv_group_room *group_room)
{
    struct hv_room *room = &group_room->room;

    hv_keyring_end_course(&room->chain.keys, hv_group_keys_end(group_room->group, HV_KEEP_COURSE,
                                                               hv_host_now(room->host)));
}

void hv_group_room_caught_up(struct hv_group_room *group_room)
{
    struct hv_room *room = &group_room->room;

    if (!hv_group_room_is_ready(room)) {
        return;
    }
    end_course(group_room);
    hv_host_wake_by(room->host, hv_group_deadline(group_room->group));
    hv_house_room_deadline(room->host, room->chain.log,
                           hv_group_room_deadline(room, hv_host_now(room->host)));
    hv_house_room_release(room->host, room->chain.log, HV_REFUSAL_NONE);
}

static void live(struct hv_room *room)
{
    hv_group_room_caught_up(of(room));
    hv_host_mark_dirty(room->host, room);
    hv_host_wake_by(room->host, hv_host_now(room->host)); /* who arrives may wait for it */
}

/* ---- Arrivals ---- */

static bool
opens_by_code(const struct hv_group *group, const struct hv_arrival *arrival, uint16_t *ret_unit)
{
    uint8_t code[HV_CARD_CODE_SIZE];

    if (hv_code_read(arrival->code, code, HV_CARD_CODE_SIZE)) {
        *ret_unit = hv_group_card_of_code(group, code, hv_vault_equal);
        return *ret_unit != 0;
    }
    *ret_unit = 0;
    return hv_code_read(arrival->code, code, HV_WALK_IN_CODE_SIZE) &&
           hv_group_walk_in(group, code, hv_vault_equal);
}

bool hv_group_room_opens(const struct hv_group_room *group_room,
                         const struct hv_arrival *arrival,
                         uint16_t *ret_unit)
{
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    if (!arrival->by_card) {
        return opens_by_code(group_room->group, arrival, ret_unit);
    }
    hv_vault_token_hash(group_room->room.host->config.vault, arrival->log, arrival->secret, hash);
    *ret_unit = hv_group_card(group_room->group, hash, hv_vault_equal);
    return *ret_unit != 0;
}

/* ---- Members ---- */

uint16_t hv_group_room_device(const struct hv_group_room *group_room, const struct hv_hello *hello)
{
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    hv_vault_token_hash(group_room->room.host->config.vault, hello->log, hello->secret, hash);
    return hv_group_device(group_room->group, hash, hv_vault_equal);
}

bool hv_group_room_is_as_welcomed(const struct hv_member *member,
                                  const struct hv_device_facts *facts)
{
    return facts->role == member->role && facts->unit == member->unit &&
           facts->seat == member->seat;
}

static struct hv_member *find_in(struct hv_room *room, uint16_t device)
{
    for (struct hv_member *member = room->members; member != NULL; member = member->room_next) {
        if (member->step == HV_MEMBER_IN && member->device == device) {
            return member;
        }
    }
    return NULL;
}

/* The fold knows nothing yet of a seat whose unlocking is on its way to the disk; who was let in
 * before it comes back would find the seat open, with or without a ticket. */
static bool is_being_unlocked(const struct hv_group_room *group_room, uint16_t device)
{
    return group_room->unlocks_on == device && !hv_chain_is_free(&group_room->room.chain);
}

/* Its token is not, or no more, of any device. Whoever was placed and has not heard of it yet,
 * hears of the new token now; unless that one is in use already. */
static void turn_away(struct hv_room *room, struct hv_member *member, const uint8_t *hash)
{
    const struct hv_group *group = of(room)->group;
    uint16_t device = hv_group_placed_device(group, hash, hv_vault_equal);
    const struct hv_member *in = find_in(room, device);
    struct hv_device_facts facts;

    if (!hv_group_device_facts(group, device, &facts) ||
        (in != NULL && hv_group_room_is_as_welcomed(in, &facts))) {
        hv_member_dismiss(member, HV_FAREWELL_TOKEN);
        return;
    }
    member->placed_by = facts.placed_by;
    hv_member_dismiss(member, HV_FAREWELL_PLACED);
}

static void admit(struct hv_room *room, struct hv_member *member)
{
    struct hv_group_room *group_room = of(room);
    uint8_t hash[HV_TOKEN_HASH_SIZE];
    struct hv_device_facts facts;

    hv_vault_token_hash(room->host->config.vault, member->hello.log, member->hello.secret, hash);
    uint16_t device = hv_group_device(group_room->group, hash, hv_vault_equal);
    if (device == 0 || !hv_group_device_facts(group_room->group, device, &facts)) {
        turn_away(room, member, hash);
        return;
    }
    if (is_being_unlocked(group_room, device)) {
        return;
    }
    if (facts.unlocked != 0 &&
        !hv_group_words_fit(group_room, device, facts.unlocked, member->hello.ticket)) {
        return; /* it waits until the server has locked that seat */
    }
    struct hv_member *older = find_in(room, device);
    if (older != NULL) {
        hv_member_dismiss(older, HV_FAREWELL_REPLACED);
    }
    hv_definitions_refresh(&group_room->definitions, group_room->group, room->host);
    member->device = device;
    member->role = facts.role;
    member->unit = facts.unit;
    member->seat = facts.seat;
    member->waits = facts.waits;
    member->definitions = facts.waits ? NULL : &group_room->definitions;
    hv_member_welcome(member,
                      &(struct hv_welcome){
                          .version = HV_PROTOCOL_VERSION,
                          .epoch = group_room->epoch,
                          .now = hv_host_now(room->host),
                          .device = device,
                          .role = facts.role,
                          .unit = facts.unit,
                          .seat = facts.seat,
                          .definition_count = facts.waits ? 0 : group_room->definitions.count,
                      });
    hv_host_mark_dirty(room->host, room);
}

static void left(struct hv_room *room, struct hv_member *member)
{
    (void)member;
    hv_host_mark_dirty(room->host, room); /* the board shows who is online */
}

/* ---- Time and ends ---- */

/* A deadline that has come is an errand. */
static int64_t tick(struct hv_room *room, int64_t now)
{
    int64_t deadline = hv_group_deadline(of(room)->group);

    if (room->chain.keys.course_unsure && room->errand_at <= now && hv_group_room_is_ready(room)) {
        end_course(of(room));
    }
    return deadline > now ? deadline : INT64_MAX;
}

static void failed(struct hv_room *room, enum hv_code code)
{
    hv_house_room_release(room->host, room->chain.log, hv_room_refusal(code));
    hv_host_wake_by(room->host, hv_host_now(room->host)); /* who arrives may have waited for it */
}

/* The codes of an evening are looked for in the rooms that are open. */
static bool may_sleep(const struct hv_room *room)
{
    const struct hv_group_room *group_room = (const struct hv_group_room *)room;

    return group_room->group == NULL || !hv_group_meeting_open(group_room->group);
}

static void end(struct hv_room *room)
{
    struct hv_group_room *group_room = of(room);

    group_room->group = NULL;
    hv_arena_free(&group_room->arena);
    hv_definitions_free(&group_room->definitions);
    hv_group_room_forget_drawn(group_room);
}

static void free_room(struct hv_room *room)
{
    free(of(room));
}

static const struct hv_room_kind group_kind = {
    .may_sleep = may_sleep,
    .begin = begin,
    .take = take,
    .live = live,
    .is_ready = hv_group_room_is_ready,
    .admit = admit,
    .left = left,
    .serve = hv_group_room_serve,
    .errand = hv_group_room_errand,
    .settled = hv_group_room_settled,
    .tick = tick,
    .draw = hv_group_room_draw,
    .failed = failed,
    .end = end,
    .free = free_room,
};

struct hv_room *hv_group_room_new(struct hv_host *host, struct hv_id log)
{
    struct hv_group_room *group_room = calloc(1, sizeof *group_room);

    if (group_room == NULL) {
        return NULL;
    }
    hv_room_init(&group_room->room, host, &group_kind, log);
    hv_arena_init(&group_room->arena, HV_FOLD_ARENA_MAX);
    host->config.ports.random.fill(host->config.ports.random.data, &group_room->epoch,
                                   sizeof group_room->epoch);
    return &group_room->room;
}
