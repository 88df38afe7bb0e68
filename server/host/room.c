/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/room.h"

#include <assert.h>

static enum hv_code on_take(void *data, const struct hv_stored *stored, struct hv_bytes body)
{
    struct hv_room *room = data;

    room->host->counts.records += room->chain.live;
    return room->kind->take(room, stored, body);
}

static void opening_ended(struct hv_room *room)
{
    if (room->step == HV_ROOM_OPENING) {
        hv_host_opening_ended(room->host);
    }
}

static void on_live(void *data)
{
    struct hv_room *room = data;

    if (room->step == HV_ROOM_OPENING) {
        hv_log(room->host->config.log, HV_LOG_GROUP_OPENED, room->chain.log, room->chain.position);
        opening_ended(room);
    }
    room->step = HV_ROOM_LIVE;
    room->kind->live(room);
    hv_room_pump(room);
}

static void on_settled(void *data, enum hv_code code)
{
    struct hv_room *room = data;
    struct hv_member *author = room->author;

    room->author = NULL;
    room->kind->settled(room, author, room->chain.append.id, code);
    hv_room_pump(room);
}

static void on_failed(void *data, enum hv_code code)
{
    hv_room_fail(data, code);
}

static const struct hv_chain_port chain_port = { .take = on_take,
                                                 .live = on_live,
                                                 .settled = on_settled,
                                                 .failed = on_failed };

/* ---- Opening and closing ---- */

void hv_room_init(struct hv_room *room,
                  struct hv_host *host,
                  const struct hv_room_kind *kind,
                  struct hv_id log)
{
    *room = (struct hv_room){
        .host = host, .kind = kind, .step = HV_ROOM_QUEUED, .chain = { .log = log }
    };
    room->chain.closed = true;
    room->due_last = &room->due;
    room->empty_since = hv_host_now(host);
}

void hv_room_start(struct hv_room *room)
{
    assert(room->step == HV_ROOM_QUEUED);
    room->step = HV_ROOM_OPENING;
    enum hv_code code = room->kind->begin(room);
    if (code == HV_OK) {
        code = hv_chain_open(&room->chain, room->host, room->chain.log, &chain_port, room);
    }
    if (code != HV_OK) {
        hv_room_fail(room, code);
    }
}

static void dismiss_all(struct hv_room *room, enum hv_farewell reason)
{
    while (room->members != NULL) {
        hv_member_dismiss(room->members, reason);
    }
}

static void shut(struct hv_room *room, enum hv_room_step step)
{
    opening_ended(room);
    room->step = step;
    room->host->reap = room->host->reap || step == HV_ROOM_CLOSED;
    hv_chain_close(&room->chain);
    hv_pace_free(&room->pace);
    room->author = NULL;
    room->kind->end(room);
}

void hv_room_close(struct hv_room *room, enum hv_farewell reason)
{
    if (room->step == HV_ROOM_CLOSED) {
        return;
    }
    hv_log(room->host->config.log, HV_LOG_GROUP_CLOSED, room->chain.log, room->chain.position,
           hv_log_code(HV_OK));
    dismiss_all(room, reason);
    shut(room, HV_ROOM_CLOSED);
}

void hv_room_fail(struct hv_room *room, enum hv_code code)
{
    struct hv_host *host = room->host;

    if (room->step == HV_ROOM_FAILED || room->step == HV_ROOM_CLOSED) {
        return;
    }
    hv_log(host->config.log, HV_LOG_GROUP_FAULT, room->chain.log, room->chain.position,
           hv_log_code(code));
    host->counts.faults++;
    room->failed_until = hv_host_now(host) + HV_ROOM_FAILED_MS;
    hv_host_wake_by(host, room->failed_until);
    dismiss_all(room, HV_FAREWELL_FAILED);
    shut(room, HV_ROOM_FAILED);
    room->kind->failed(room, code);
}

/* ---- Members ---- */

void hv_room_member_joins(struct hv_room *room, struct hv_member *member, enum hv_member_step step)
{
    if (room->step == HV_ROOM_FAILED) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
        return;
    }
    member->step = step;
    member->room = room;
    member->room_previous = NULL;
    member->room_next = room->members;
    if (room->members != NULL) {
        room->members->room_previous = member;
    }
    room->members = member;
    room->empty_since = INT64_MAX;
    hv_room_pump(room);
}

void hv_member_due(struct hv_member *member)
{
    struct hv_room *room = member->room;

    if (member->due_place == NULL) {
        member->next_due = NULL;
        member->due_place = room->due_last;
        *room->due_last = member;
        room->due_last = &member->next_due;
    }
    hv_host_outgoing(room->host, room);
}

static void forget_due(struct hv_room *room, struct hv_member *member)
{
    if (member->due_place == NULL) {
        return;
    }
    *member->due_place = member->next_due;
    if (member->next_due != NULL) {
        member->next_due->due_place = member->due_place;
    } else {
        room->due_last = member->due_place;
    }
    member->due_place = NULL;
}

struct hv_member *hv_room_next_due(struct hv_room *room)
{
    struct hv_member *member = room->due;

    if (member != NULL) {
        forget_due(room, member);
    }
    return member;
}

void hv_room_member_left(struct hv_room *room, struct hv_member *member)
{
    forget_due(room, member);
    if (room->served == member) {
        room->served = member->room_previous;
    }
    if (room->author == member) {
        room->author = NULL;
    }
    if (member->room_previous != NULL) {
        member->room_previous->room_next = member->room_next;
    } else {
        room->members = member->room_next;
    }
    if (member->room_next != NULL) {
        member->room_next->room_previous = member->room_previous;
    }
    member->room = NULL;
    if (room->members == NULL) {
        room->empty_since = hv_host_now(room->host);
        hv_host_wake_by(room->host, room->empty_since + HV_GROUP_IDLE_MS);
    }
    room->kind->left(room, member);
}

/* ---- One thing after the other ---- */

static uint32_t message_cost(const struct hv_member *member)
{
    return member->waits ? HV_WAITING_DEVICE_MESSAGES : 1;
}

/* When it does not, the head of its queue waits until its time has come. */
static bool keeps_pace(struct hv_room *room, const struct hv_member *member)
{
    int64_t now = hv_host_now(room->host);
    int64_t next = hv_pace_next(&room->pace, member->device, message_cost(member), now);

    if (next <= now || member->first->served) {
        return true;
    }
    room->host->counts.paced += !member->first->paced;
    member->first->paced = true;
    hv_host_wake_by(room->host, next);
    return false;
}

static bool is_read(enum hv_message_kind kind)
{
    return kind == HV_MESSAGE_READ || kind == HV_MESSAGE_CATALOGUE_READ ||
           kind == HV_MESSAGE_QR_READ;
}

static bool may_be_served(struct hv_room *room, const struct hv_member *member)
{
    bool present = member->step == HV_MEMBER_IN || member->step == HV_MEMBER_ARRIVING;

    if (!present || member->first == NULL || member->held || member->leaving != 0 ||
        member == room->author) {
        return false;
    }
    return (is_read(member->first->kind) || hv_chain_is_free(&room->chain)) &&
           keeps_pace(room, member);
}

/* Members take turns: the search begins after the one that was served last. */
static struct hv_member *next_to_serve(struct hv_room *room)
{
    struct hv_member *start = room->served != NULL && room->served->room_next != NULL
                                  ? room->served->room_next
                                  : room->members;
    struct hv_member *member = start;

    while (member != NULL) {
        if (may_be_served(room, member)) {
            return member;
        }
        member = member->room_next != NULL ? member->room_next : room->members;
        if (member == start) {
            return NULL;
        }
    }
    return NULL;
}

/* After a conflict, or when it was held, a message is served again: it was asked once. */
static bool note_served(struct hv_room *room, const struct hv_member *member)
{
    bool again = member->first->served;

    member->first->served = true;
    return again ||
           hv_pace_use(&room->pace, member->device, message_cost(member), hv_host_now(room->host));
}

static void serve(struct hv_room *room, struct hv_member *member)
{
    struct hv_host *host = room->host;
    struct hv_bytes frame = { .data = member->first->bytes, .size = member->first->size };
    struct hv_message message;
    struct hv_error error = { .code = HV_OK };

    room->served = member;
    hv_arena_reset(&host->turn);
    /* It was decoded when it came in; a second time it can only lack memory. */
    if (!note_served(room, member) ||
        hv_codec_message_decode(frame, &host->turn, &error, &message) != HV_OK) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
        return;
    }
    switch (room->kind->serve(room, member, &message)) {
    case HV_SERVED_ANSWERED:
        break;
    case HV_SERVED_UNDER_WAY:
        room->author = member;
        break;
    case HV_SERVED_HELD:
        member->held = true;
        break;
    }
}

static void admit_waiting(struct hv_room *room)
{
    struct hv_member *member = room->members;

    while (member != NULL) {
        struct hv_member *next = member->room_next;
        if (member->step == HV_MEMBER_WAITING) {
            room->kind->admit(room, member);
        }
        member = next;
    }
}

static bool run_errand(struct hv_room *room)
{
    return hv_chain_is_free(&room->chain) && room->errand_at <= hv_host_now(room->host) &&
           room->kind->errand(room);
}

static bool replay_when_stale(struct hv_room *room)
{
    if (!room->stale || room->chain.step != HV_APPEND_NONE) {
        return false;
    }
    room->stale = false;
    enum hv_code code = room->kind->begin(room);
    if (code == HV_OK) {
        hv_chain_restart(&room->chain);
    } else {
        hv_room_fail(room, code);
    }
    return true;
}

static bool is_open(const struct hv_room *room)
{
    return room->step == HV_ROOM_LIVE && room->chain.live && !room->host->closing;
}

void hv_room_pump(struct hv_room *room)
{
    struct hv_member *member;

    if (room->pumping) {
        return;
    }
    room->pumping = true;
    while (is_open(room) && !replay_when_stale(room)) {
        (void)run_errand(room);
        if (!is_open(room) || !room->kind->is_ready(room)) {
            break;
        }
        admit_waiting(room);
        member = next_to_serve(room);
        if (member == NULL) {
            break;
        }
        serve(room, member);
    }
    room->pumping = false;
}

void hv_room_release(struct hv_room *room, struct hv_id log, enum hv_refusal refusal)
{
    struct hv_member *member = room->members;
    bool released = false;

    while (member != NULL) {
        struct hv_member *next = member->room_next;
        if (member->held && hv_id_equal(member->held_for, log)) {
            member->held = false;
            released = true;
            if (refusal != HV_REFUSAL_NONE) {
                hv_member_reply(member, member->held_command, refusal, 0, NULL);
            }
        }
        member = next;
    }
    if (released) {
        hv_room_pump(room);
    }
}

void hv_room_drop_ended_keys(struct hv_room *room, int64_t now)
{
    if (!room->chain.closed && hv_keyring_drop_ended(&room->chain.keys, now)) {
        room->stale = true;
        hv_room_pump(room);
    }
}

/* ---- Time ---- */

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static bool is_idle(const struct hv_room *room, int64_t now)
{
    return room->members == NULL && room->kind->may_sleep != NULL && room->kind->may_sleep(room) &&
           room->empty_since + HV_GROUP_IDLE_MS <= now && hv_chain_is_free(&room->chain) &&
           !room->chain.keys.course_unsure;
}

static int64_t tick_live(struct hv_room *room, int64_t now)
{
    if (is_idle(room, now)) {
        hv_room_close(room, HV_FAREWELL_STOPPING);
        return INT64_MAX;
    }
    hv_room_pump(room);
    if (room->step != HV_ROOM_LIVE) {
        return room->failed_until;
    }
    int64_t next = hv_chain_tick(&room->chain, now);
    if (room->chain.live) {
        next = sooner(next, room->kind->tick(room, now));
    }
    if (room->errand_at > now) {
        next = sooner(next, room->errand_at);
    }
    if (room->members == NULL && room->kind->may_sleep != NULL) {
        int64_t sleeps_at = room->empty_since + HV_GROUP_IDLE_MS;
        next = sooner(next, sleeps_at > now ? sleeps_at : now + HV_GROUP_IDLE_MS);
    }
    return next;
}

int64_t hv_room_tick(struct hv_room *room, int64_t now)
{
    switch (room->step) {
    case HV_ROOM_LIVE:
        return tick_live(room, now);
    case HV_ROOM_FAILED:
        if (room->failed_until > now) {
            return room->failed_until;
        }
        room->step = HV_ROOM_CLOSED;
        room->host->reap = true;
        return INT64_MAX;
    case HV_ROOM_QUEUED:
    case HV_ROOM_OPENING:
    case HV_ROOM_CLOSED:
        break;
    }
    return INT64_MAX;
}

/* ---- Answers ---- */

enum hv_served
hv_member_answer(struct hv_member *member, struct hv_id id, enum hv_code code, struct hv_bytes page)
{
    if (code != HV_OK) {
        member->host->counts.faults++;
        return hv_member_refuse(member, id, HV_REFUSAL_FAILED);
    }
    hv_member_send_page(member, page);
    return HV_SERVED_ANSWERED;
}

enum hv_served hv_member_refuse(struct hv_member *member, struct hv_id id, enum hv_refusal refusal)
{
    hv_member_reply(member, id, refusal, 0, NULL);
    return HV_SERVED_ANSWERED;
}

enum hv_served hv_member_turn_away(struct hv_member *member, enum hv_farewell reason)
{
    hv_member_dismiss(member, reason);
    return HV_SERVED_ANSWERED;
}

enum hv_refusal hv_room_refusal(enum hv_code code)
{
    if (code == HV_EFULL) {
        return HV_REFUSAL_READ_ONLY;
    }
    return code == HV_EBUSY ? HV_REFUSAL_BUSY : HV_REFUSAL_FAILED;
}

/* ---- Ids ---- */

static size_t put(uint8_t *to, struct hv_bytes bytes)
{
    if (bytes.size > 0) {
        memcpy(to, bytes.data, bytes.size);
    }
    return bytes.size;
}

struct hv_id hv_room_make_id(const struct hv_room *room,
                             struct hv_bytes what,
                             struct hv_id asked,
                             struct hv_bytes proof)
{
    uint8_t bytes[HV_ROOM_ID_BYTES_MAX + sizeof asked.b];
    size_t size = 0;
    struct hv_id id;

    assert(what.size + proof.size <= HV_ROOM_ID_BYTES_MAX);
    size += put(bytes, what);
    size += put(bytes + size, (struct hv_bytes){ .data = asked.b, .size = sizeof asked.b });
    size += put(bytes + size, proof);
    hv_vault_key_id(room->host->config.vault, room->chain.log,
                    (struct hv_bytes){ .data = bytes, .size = size }, &id);
    return id;
}
