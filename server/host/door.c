/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The door: a connection comes, says Hello, and is brought to the room that its token names; from
 * then on its messages wait in its queue there. Who has no token asks for one first (arrivals.c).
 */
#include "host/beat.h"
#include "host/group_room.h"
#include "host/house_room.h"

const struct hv_id hv_peer_this_machine = { { [10] = 0xff, [11] = 0xff, 127, 0, 0, 1 } };

struct hv_member *hv_host_connect(struct hv_host *host, void *link, const struct hv_id *peer)
{
    if (host->closing) {
        return NULL;
    }
    hv_host_enter(host);
    struct hv_member *member = hv_member_new(host, link);
    if (member != NULL) {
        member->peer = *peer;
        hv_log(host->config.log, HV_LOG_CONNECTION_OPENED, member->number);
        hv_host_wake_by(host, member->connected_at + HV_MEMBER_HELLO_MS);
    }
    hv_host_leave(host);
    return member;
}

/* The hash is made for unknown logs too, so that they take as long. */
static bool is_known(const struct hv_host *host, const struct hv_house *house, struct hv_id log)
{
    const struct hv_house_group *known = hv_house_find(house, log);
    const uint8_t secret[HV_TOKEN_SECRET_SIZE] = { 0 };
    uint8_t hash[HV_HASH_SIZE];

    if (known == NULL || known->ended) {
        hv_vault_token_hash(host->config.vault, log, secret, hash);
        return false;
    }
    return true;
}

/* Without the house it cannot be known which groups there are; those that are open go on. */
static void bring_in_without_house(struct hv_member *member)
{
    const struct hv_house_room *house = member->host->house;
    struct hv_room *room = hv_host_find_room(member->host, member->hello.log);

    if (room != NULL) {
        hv_room_member_joins(room, member, HV_MEMBER_WAITING);
    } else if (house != NULL && house->room.step == HV_ROOM_FAILED) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
    } /* else it waits: hv_host_opened */
}

/* To the room that its token names. Nothing is opened for a log that the house does not know. */
static void bring_in(struct hv_member *member)
{
    struct hv_host *host = member->host;
    const struct hv_house *house = hv_house_room_house(host);
    struct hv_room *room;

    if (house == NULL) {
        bring_in_without_house(member);
        return;
    }
    if (hv_id_equal(member->hello.log, host->config.house)) {
        hv_room_member_joins(&host->house->room, member, HV_MEMBER_WAITING);
        return;
    }
    if (!is_known(host, house, member->hello.log)) {
        hv_member_dismiss(member, HV_FAREWELL_TOKEN);
        return;
    }
    room = hv_host_open_group(host, member->hello.log);
    if (room == NULL) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
        return;
    }
    hv_room_member_joins(room, member, HV_MEMBER_WAITING);
}

void hv_host_opened(struct hv_host *host, enum hv_code code)
{
    if (!host->open_decided) {
        host->open_decided = true;
        host->open_code = code;
    }
    for (struct hv_member *member = host->members; member != NULL; member = member->next) {
        bool waits = member->step == HV_MEMBER_WAITING || member->step == HV_MEMBER_ARRIVING;
        if (!waits || member->room != NULL) {
            continue;
        }
        if (code != HV_OK) {
            hv_member_dismiss(member, HV_FAREWELL_FAILED);
        } else if (member->step == HV_MEMBER_WAITING) {
            bring_in(member);
        } else {
            hv_host_bring_arrival(member);
        }
    }
}

static bool is_spoken(uint32_t from, uint32_t to)
{
    return from <= HV_PROTOCOL_VERSION && to >= HV_PROTOCOL_VERSION;
}

static void say_hello(struct hv_member *member, const struct hv_hello *hello)
{
    if (!is_spoken(hello->version_from, hello->version_to)) {
        hv_member_dismiss(member, HV_FAREWELL_VERSION);
        return;
    }
    if (member->nowhere != 0) {
        hv_beat_turn_away(member);
        return;
    }
    member->hello = *hello;
    member->step = HV_MEMBER_WAITING;
    bring_in(member);
}

static bool waits(const struct hv_member *member)
{
    return (member->step == HV_MEMBER_NEW && member->admitted) ||
           member->step == HV_MEMBER_ARRIVING || member->step == HV_MEMBER_ANSWERED ||
           (member->step == HV_MEMBER_IN && member->role == HV_ROLE_GUEST);
}

/* Whether as many as may come from one address are at the door or in the lobby already. */
static bool waits_in_numbers(const struct hv_member *member)
{
    uint32_t count = 0;

    for (const struct hv_member *other = member->host->members; other != NULL;
         other = other->next) {
        count += other != member && waits(other) && hv_id_equal(other->peer, member->peer);
    }
    return count >= HV_PEER_WAITING_MAX && !hv_id_equal(member->peer, hv_peer_this_machine);
}

static void
ask_for_token(struct hv_member *member, const struct hv_message *message, struct hv_bytes frame)
{
    bool spoken = message->kind == HV_MESSAGE_ARRIVE
                      ? is_spoken(message->arrival.version_from, message->arrival.version_to)
                      : is_spoken(message->login.version_from, message->login.version_to);

    if (!spoken) {
        hv_member_dismiss(member, HV_FAREWELL_VERSION);
    } else if (waits_in_numbers(member)) {
        hv_member_dismiss(member, HV_FAREWELL_RESTING);
    } else if (hv_member_queue(member, message->kind, frame)) {
        member->step = HV_MEMBER_ARRIVING;
        if (message->kind == HV_MESSAGE_ARRIVE && !message->arrival.by_card) {
            hv_beat_begin(member);
        }
        hv_host_bring_arrival(member);
    }
}

/* Once it has a token, it can only say Hello with it. */
static void
take_first(struct hv_member *member, const struct hv_message *message, struct hv_bytes frame)
{
    bool asks = message->kind == HV_MESSAGE_ARRIVE || message->kind == HV_MESSAGE_LOGIN;

    if (message->kind == HV_MESSAGE_HELLO) {
        say_hello(member, &message->hello);
    } else if (asks && !member->admitted) {
        ask_for_token(member, message, frame);
    } else {
        hv_member_dismiss(member, HV_FAREWELL_MALFORMED);
    }
}

static bool is_first(enum hv_message_kind kind)
{
    return kind == HV_MESSAGE_HELLO || kind == HV_MESSAGE_ARRIVE || kind == HV_MESSAGE_LOGIN;
}

static void
take_message(struct hv_member *member, const struct hv_message *message, struct hv_bytes frame)
{
    switch (member->step) {
    case HV_MEMBER_NEW:
        take_first(member, message, frame);
        break;
    case HV_MEMBER_ARRIVING:
    case HV_MEMBER_ANSWERED:
        hv_member_dismiss(member, HV_FAREWELL_MALFORMED);
        break;
    case HV_MEMBER_WAITING:
    case HV_MEMBER_IN:
        if (is_first(message->kind)) {
            hv_member_dismiss(member, HV_FAREWELL_MALFORMED);
        } else if (hv_member_queue(member, message->kind, frame) && member->room != NULL) {
            hv_room_pump(member->room);
        }
        break;
    case HV_MEMBER_DISMISSED:
        break;
    }
}

static void refuse_frame(struct hv_member *member, enum hv_code code, size_t size)
{
    struct hv_host *host = member->host;

    host->counts.malformed++;
    hv_log(host->config.log, HV_LOG_FRAME_MALFORMED, member->number, hv_log_code(code), size);
    hv_member_dismiss(member, HV_FAREWELL_MALFORMED);
}

void hv_host_receive(struct hv_host *host, struct hv_member *member, struct hv_bytes frame)
{
    struct hv_error error = { .code = HV_OK };
    struct hv_message message;

    hv_host_enter(host);
    if (member->step != HV_MEMBER_DISMISSED) {
        enum hv_code code = hv_codec_message_decode(frame, &host->turn, &error, &message);
        if (code == HV_OK) {
            take_message(member, &message, frame);
        } else {
            refuse_frame(member, code, frame.size);
        }
    }
    hv_host_leave(host);
}

void hv_host_malformed(struct hv_host *host, struct hv_member *member)
{
    hv_host_enter(host);
    if (member->step != HV_MEMBER_DISMISSED) {
        refuse_frame(member, HV_EPROTOCOL, 0);
    }
    hv_host_leave(host);
}

void hv_host_writable(struct hv_host *host, struct hv_member *member)
{
    hv_host_enter(host);
    member->busy = false;
    if (member->farewell != NULL) {
        hv_member_part(member);
    } else {
        hv_member_flush(member);
    }
    hv_host_leave(host);
}

void hv_host_disconnect(struct hv_host *host, struct hv_member *member)
{
    hv_host_enter(host);
    hv_log(host->config.log, HV_LOG_CONNECTION_CLOSED, member->number, (int)member->step);
    hv_member_free(member);
    hv_host_leave(host);
}
