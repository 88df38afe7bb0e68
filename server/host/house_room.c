/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Making a group takes two records in two logs: the house's, then the group's first. The house's
 * comes first, so a group that nobody could find again is never made; when the server dies in
 * between, the next opening of the group, or the same command again, makes the second.
 */
#include "host/house_room.h"

#include <stdlib.h>

#include "host/group_room.h"

static struct hv_house_room *of(struct hv_room *room)
{
    return (struct hv_house_room *)room;
}

/* What the operator wants gone before anybody comes in is still there. */
static bool has_to_drop(const struct hv_house_room *house_room)
{
    enum hv_house_event_type drops = house_room->room.host->config.drops;

    return (drops == HV_HOUSE_SECOND_FACTOR_GONE &&
            hv_house_second_factor(house_room->house).set) ||
           (drops == HV_HOUSE_PASSPHRASE_GONE && hv_house_verifier(house_room->house).size > 0);
}

static bool is_ready(const struct hv_room *room)
{
    const struct hv_house_room *house_room = (const struct hv_house_room *)room;

    return room->step == HV_ROOM_LIVE && room->chain.live && hv_house_founded(house_room->house) &&
           !has_to_drop(house_room);
}

const struct hv_house *hv_house_room_house(const struct hv_host *host)
{
    return host->house != NULL && is_ready(&host->house->room) ? host->house->house : NULL;
}

static enum hv_code begin(struct hv_room *room)
{
    struct hv_house_room *house_room = of(room);

    hv_arena_free(&house_room->arena);
    house_room->house = hv_house_new(&house_room->arena);
    return house_room->house != NULL ? HV_OK : HV_ENOMEM;
}

static void note_change(const struct hv_host *host, enum hv_house_event_type type)
{
    if (type == HV_HOUSE_PASSPHRASE_SET && host->config.ports.owner_token_ended != NULL) {
        host->config.ports.owner_token_ended(host->config.ports.data);
    }
}

static enum hv_code take(struct hv_room *room, const struct hv_stored *stored, struct hv_bytes body)
{
    struct hv_house_event event;

    (void)stored;
    enum hv_code code = hv_house_body_decode(body, &room->host->turn, &event);
    if (code == HV_OK) {
        code = hv_house_evolve(of(room)->house, &event);
    }
    if (code == HV_OK && room->chain.live) {
        note_change(room->host, event.type);
        hv_host_mark_dirty(room->host, room); /* a login may have ended */
    }
    return code;
}

enum hv_code hv_house_room_append(struct hv_house_room *house_room,
                                  struct hv_id id,
                                  const struct hv_house_event *event)
{
    const int64_t no_ends[HV_KEEP_CLASSES] = { 0 };
    struct hv_chain *chain = &house_room->room.chain;
    struct hv_bytes body = { .data = NULL, .size = 0 };

    enum hv_code code = hv_keyring_begin(&chain->keys, no_ends);
    if (code == HV_OK) {
        code = hv_house_body_encode(event, &chain->host->turn, &body);
    }
    if (code != HV_OK) {
        hv_keyring_forget_made(&chain->keys);
        return code;
    }
    return hv_chain_append(chain, id, event->at, body);
}

/* ---- What the server does by itself ---- */

static bool append_errand(struct hv_house_room *house_room, const struct hv_house_event *event)
{
    struct hv_host *host = house_room->room.host;

    enum hv_code code = hv_house_room_append(house_room, hv_host_random_id(host), event);
    house_room->errand_under_way = code == HV_OK;
    if (code != HV_OK) {
        hv_room_fail(&house_room->room, code);
    }
    return code == HV_OK;
}

static bool found(struct hv_house_room *house_room)
{
    struct hv_host *host = house_room->room.host;
    struct hv_house_event event = { .type = HV_HOUSE_FOUNDED,
                                    .log = host->config.house,
                                    .at = hv_host_now(host),
                                    .deadline = INT64_MAX };
    uint8_t token[HV_TOKEN_SIZE];

    hv_host_token(host, event.log, event.command, token, event.token_hash);
    return append_errand(house_room, &event);
}

static bool drop(struct hv_house_room *house_room)
{
    struct hv_host *host = house_room->room.host;
    struct hv_house_event event = { .type = host->config.drops,
                                    .log = host->config.house,
                                    .at = hv_host_now(host) };
    uint8_t token[HV_TOKEN_SIZE];

    if (event.type == HV_HOUSE_PASSPHRASE_GONE) {
        event.command = hv_host_random_id(host);
        hv_host_token(host, event.log, event.command, token, event.token_hash);
    }
    return append_errand(house_room, &event);
}

/* The index may be too early and never too late: who is woken for nothing sleeps on, but an evening
 * of which the index does not know is ended by nobody. So a deadline is moved to an earlier time at
 * once, before it stands in the group, and to a later one only when it has come. */
static bool has_to_move(const struct hv_house_group *known, int64_t deadline, int64_t now)
{
    return deadline < known->deadline || (deadline != known->deadline && known->deadline <= now);
}

static bool move_deadline(struct hv_house_room *house_room, const struct hv_room *room)
{
    const struct hv_house_group *known = hv_house_find(house_room->house, room->chain.log);
    int64_t now = hv_host_now(room->host);

    if (known == NULL || !hv_group_room_is_ready(room)) {
        return false;
    }
    struct hv_house_event event = { .type = HV_HOUSE_DEADLINE_MOVED,
                                    .log = room->chain.log,
                                    .at = now,
                                    .deadline = hv_group_room_deadline(room, now) };
    return has_to_move(known, event.deadline, now) && append_errand(house_room, &event);
}

static void release_groups(struct hv_host *host, enum hv_refusal refusal)
{
    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        hv_room_release(room, room->chain.log, refusal);
    }
}

static bool errand(struct hv_room *room)
{
    struct hv_house_room *house_room = of(room);

    hv_arena_reset(&room->host->turn);
    if (!hv_house_founded(house_room->house)) {
        return found(house_room);
    }
    if (has_to_drop(house_room)) {
        return drop(house_room);
    }
    if (!house_room->deadlines_moved) {
        return false;
    }
    for (const struct hv_room *group = room->host->groups; group != NULL; group = group->next) {
        if (move_deadline(house_room, group)) {
            return true;
        }
    }
    house_room->deadlines_moved = false;
    release_groups(room->host, HV_REFUSAL_NONE); /* nobody waits for what is as it has to be */
    return false;
}

void hv_house_room_deadline(struct hv_host *host, struct hv_id log, int64_t deadline)
{
    const struct hv_house *house = hv_house_room_house(host);
    const struct hv_house_group *known = house != NULL ? hv_house_find(house, log) : NULL;

    if (known != NULL && has_to_move(known, deadline, hv_host_now(host))) {
        host->house->deadlines_moved = true;
        hv_room_pump(&host->house->room);
    }
}

bool hv_house_room_wakes_by(struct hv_host *host, struct hv_id log, int64_t deadline)
{
    const struct hv_house *house = hv_house_room_house(host);
    const struct hv_house_group *known = house != NULL ? hv_house_find(house, log) : NULL;

    if (known == NULL || known->deadline <= deadline) {
        return true;
    }
    host->house->deadlines_moved = true;
    host->house->room.errand_at =
        0; /* somebody waits: it is tried at once, whatever failed before */
    hv_host_wake_by(host, hv_host_now(host));
    return false;
}

/* ---- The owner ---- */

static void admit(struct hv_room *room, struct hv_member *member)
{
    struct hv_host *host = room->host;
    int64_t now = hv_host_now(host);
    int64_t until;

    hv_vault_token_hash(host->config.vault, member->hello.log, member->hello.secret,
                        member->owner_hash);
    until = hv_house_owner_until(of(room)->house, member->owner_hash, hv_vault_equal);
    if (until <= now) {
        hv_member_dismiss(member, HV_FAREWELL_TOKEN);
        return;
    }
    hv_host_wake_by(host, until);
    hv_member_welcome(member, &(struct hv_welcome){ .version = HV_PROTOCOL_VERSION, .now = now });
}

static void left(struct hv_room *room, struct hv_member *member)
{
    (void)room;
    (void)member;
}

/* The record of the house is there; the reply waits for that of the group. */
static enum hv_served
hand_over(struct hv_member *member, struct hv_id id, const struct hv_house_event *made)
{
    struct hv_host *host = member->host;
    struct hv_room *group = hv_host_open_group(host, made->log);
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    if (group == NULL || group->step == HV_ROOM_FAILED) {
        return hv_member_refuse(member, id, HV_REFUSAL_FAILED);
    }
    if (!hv_group_room_is_ready(group)) {
        member->held_for = made->log;
        member->held_command = id;
        return HV_SERVED_HELD;
    }
    hv_host_token(host, made->log, made->command, token, hash);
    hv_member_reply(member, id, HV_REFUSAL_NONE, 0, token);
    return HV_SERVED_ANSWERED;
}

/* The same command gives the same log, whatever happened in between. */
static struct hv_id log_of(const struct hv_house_room *house_room, struct hv_id command)
{
    const struct hv_bytes no_proof = { .data = NULL, .size = 0 };

    return hv_room_make_id(&house_room->room, hv_bytes_from_text("group"), command, no_proof);
}

static enum hv_served make_group(struct hv_house_room *house_room,
                                 struct hv_member *member,
                                 struct hv_id id,
                                 const struct hv_make_group *asked)
{
    struct hv_host *host = member->host;
    struct hv_house_event wanted = { .type = HV_HOUSE_GROUP_MADE,
                                     .log = log_of(house_room, id),
                                     .command = id,
                                     .at = hv_host_now(host),
                                     .deadline = INT64_MAX,
                                     .title = asked->title,
                                     .programme = asked->programme };
    struct hv_house_event made;
    bool again = false;

    if (hv_library_programme(host->config.library, asked->programme) == NULL) {
        return hv_member_refuse(member, id, HV_REFUSAL_NOT_FOUND);
    }
    enum hv_refusal refusal = hv_house_make_group(house_room->house, &wanted, &again, &made);
    if (refusal != HV_REFUSAL_NONE) {
        return hv_member_refuse(member, id, refusal);
    }
    if (again) {
        return hand_over(member, id, &made);
    }
    if (hv_house_room_append(house_room, id, &made) != HV_OK) {
        host->counts.faults++;
        return hv_member_refuse(member, id, HV_REFUSAL_FAILED);
    }
    house_room->errand_under_way = false;
    return HV_SERVED_UNDER_WAY;
}

void hv_house_room_release(struct hv_host *host, struct hv_id log, enum hv_refusal refusal)
{
    if (host->house != NULL) {
        hv_room_release(&host->house->room, log, refusal);
    }
}

static enum hv_served serve_command(struct hv_house_room *house_room,
                                    struct hv_member *member,
                                    const struct hv_message *message)
{
    switch (message->house_command.type) {
    case HV_HOUSE_COMMAND_MAKE_GROUP:
        return make_group(house_room, member, message->id, &message->house_command.make_group);
    case HV_HOUSE_COMMAND_SET_PASSPHRASE:
        return hv_owner_set_passphrase(house_room, member, message);
    case HV_HOUSE_COMMAND_ENTER_GROUP:
        return hv_owner_enter_group(house_room, member, message);
    case HV_HOUSE_COMMAND_SET_SECOND_FACTOR:
        return hv_owner_set_second_factor(house_room, member, message);
    case HV_HOUSE_COMMAND_DROP_SECOND_FACTOR:
        return hv_owner_drop_second_factor(house_room, member, message);
    case HV_HOUSE_COMMAND_LOGOUT:
        break;
    }
    return hv_owner_logout(house_room, member, message);
}

static enum hv_served
serve(struct hv_room *room, struct hv_member *member, const struct hv_message *message)
{
    switch (message->kind) {
    case HV_MESSAGE_HOUSE_COMMAND:
        hv_host_mark_dirty(room->host, room); /* it may have been the last of this login */
        return serve_command(of(room), member, message);
    case HV_MESSAGE_CATALOGUE_READ:
        return hv_house_room_catalogue(of(room), member, message);
    case HV_MESSAGE_QR_READ:
        return hv_member_send_qr(member, message);
    case HV_MESSAGE_LOGIN:
        return hv_owner_login(of(room), member, message);
    case HV_MESSAGE_COMMAND:
    case HV_MESSAGE_READ:
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    case HV_MESSAGE_HELLO:
    case HV_MESSAGE_ARRIVE:
        break; /* never queued here */
    }
    return hv_member_turn_away(member, HV_FAREWELL_MALFORMED);
}

/* ---- The outcome ---- */

static void errand_settled(struct hv_house_room *house_room, enum hv_code code)
{
    struct hv_room *room = &house_room->room;

    house_room->errand_under_way = false;
    if (code == HV_ECONFLICT) {
        return; /* it is still to be done */
    }
    if (code == HV_OK || code == HV_EDUPLICATE) {
        release_groups(room->host, HV_REFUSAL_NONE);
        return;
    }
    release_groups(room->host, hv_room_refusal(code));
    room->errand_at = hv_host_now(room->host) + HV_ERRAND_RETRY_MS;
    hv_host_wake_by(room->host, room->errand_at);
    if (!is_ready(room)) {
        hv_host_opened(room->host, code);
    }
}

static void opened_when_ready(struct hv_room *room)
{
    if (is_ready(room)) {
        if (!room->host->open_decided) {
            (void)hv_host_open_evenings(room->host);
        }
        hv_host_opened(room->host, HV_OK);
    }
}

/* Groups that are open may have gone on without it. */
static void live(struct hv_room *room)
{
    of(room)->deadlines_moved = true;
    opened_when_ready(room);
    hv_host_mark_dirty(room->host, room);
}

/* What an owner asked is still at the head of the queue: served again, it is found done and goes on
 * from there. */
static void
settled(struct hv_room *room, struct hv_member *author, struct hv_id id, enum hv_code code)
{
    if (of(room)->errand_under_way) {
        errand_settled(of(room), code);
    } else if (author != NULL && author->step == HV_MEMBER_ARRIVING) {
        hv_owner_login_settled(author, id, code);
    } else if (author != NULL && code != HV_OK && code != HV_ECONFLICT) {
        hv_member_reply(author, id, hv_room_refusal(code), 0, NULL);
    }
    opened_when_ready(room);
}

static int64_t tick(struct hv_room *room, int64_t now)
{
    return hv_owner_dismiss_ended(of(room), now);
}

/* The house has no panes, but who is in may not be any more. */
static void draw(struct hv_room *room)
{
    (void)hv_owner_dismiss_ended(of(room), hv_host_now(room->host));
}

static void failed(struct hv_room *room, enum hv_code code)
{
    release_groups(room->host, HV_REFUSAL_NONE); /* they go on without it */
    hv_host_opened(room->host, code);
}

static void end(struct hv_room *room)
{
    of(room)->house = NULL;
    hv_arena_free(&of(room)->arena);
}

static void free_room(struct hv_room *room)
{
    free(of(room));
}

static const struct hv_room_kind house_kind = {
    .begin = begin,
    .take = take,
    .live = live,
    .is_ready = is_ready,
    .admit = admit,
    .left = left,
    .serve = serve,
    .errand = errand,
    .settled = settled,
    .tick = tick,
    .draw = draw,
    .failed = failed,
    .end = end,
    .free = free_room,
};

struct hv_house_room *hv_house_room_new(struct hv_host *host)
{
    struct hv_house_room *house_room = calloc(1, sizeof *house_room);

    if (house_room == NULL) {
        return NULL;
    }
    hv_room_init(&house_room->room, host, &house_kind, host->config.house);
    hv_arena_init(&house_room->arena, HV_FOLD_ARENA_MAX);
    return house_room;
}
