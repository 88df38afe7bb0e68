/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A command's way: codec -> decide -> codec, keys -> chain; and the reply when its record came
 * back.
 */
#include <assert.h>

#include "host/group_room.h"
#include "host/house_room.h"

static struct hv_group_room *of(struct hv_room *room)
{
    return (struct hv_group_room *)room;
}

/* ---- Appending ---- */

static enum hv_code
make_keys(struct hv_group_room *group_room, const struct hv_decision *decision, int64_t now)
{
    struct hv_keyring *keys = &group_room->room.chain.keys;
    int64_t ends[HV_KEEP_CLASSES] = { 0 };

    for (enum hv_keep keep = HV_KEEP_DRAFT; keep < HV_KEEP_CLASSES; keep++) {
        ends[keep] = hv_group_keys_end(group_room->group, keep, now);
    }
    enum hv_code code = hv_keyring_begin(keys, ends);
    for (uint32_t i = 0; code == HV_OK && i < decision->key_count; i++) {
        code = hv_keyring_ensure(keys, &decision->keys[i]);
    }
    return code;
}

enum hv_code hv_group_room_append(struct hv_group_room *group_room,
                                  const struct hv_command *command,
                                  const struct hv_decision *decision)
{
    struct hv_chain *chain = &group_room->room.chain;
    struct hv_seal_port port = hv_keyring_seal_port(&chain->keys);
    struct hv_bytes body = { .data = NULL, .size = 0 };

    enum hv_code code = make_keys(group_room, decision, command->now);
    if (code == HV_OK) {
        code = hv_record_body_encode(&decision->record, chain->log, chain->position + 1, &port,
                                     &chain->host->turn, &body);
    }
    if (code != HV_OK) {
        hv_keyring_forget_made(&chain->keys);
        return code;
    }
    return hv_chain_append(chain, command->id, command->now, body);
}

/* ---- Commands of members ---- */

static const struct hv_exercise *find_exercise(void *data, struct hv_bytes id)
{
    return hv_library_exercise(data, id);
}

enum hv_code hv_group_room_stamp(struct hv_host *host, struct hv_command *command)
{
    uint8_t *random = hv_arena_alloc(&host->turn, HV_COMMAND_RANDOM);

    if (random == NULL) {
        return HV_ENOMEM;
    }
    host->config.ports.random.fill(host->config.ports.random.data, random, HV_COMMAND_RANDOM);
    command->random = random;
    command->now = hv_host_now(host);
    return HV_OK;
}

/* A card comes from the command that makes it, so that it is the same however often that is tried.
 */
static void make_card(const struct hv_host *host,
                      struct hv_id log,
                      struct hv_id command,
                      uint8_t ret_hash[HV_TOKEN_HASH_SIZE],
                      uint8_t ret_code[HV_CARD_CODE_SIZE])
{
    static_assert(HV_TOKEN_SECRET_SIZE == HV_CODE_RANDOM_SIZE, "a code is made of a secret");
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t secret[HV_TOKEN_SECRET_SIZE];

    hv_host_token(host, log, command, token, ret_hash);
    hv_vault_token(host->config.vault, log, command, 1, secret);
    hv_code_make(secret, ret_code, HV_CARD_CODE_SIZE);
}

/* What the core cannot know by itself. */
static enum hv_code complete(const struct hv_group_room *group_room,
                             struct hv_member *member,
                             const struct hv_message *message,
                             struct hv_command *command)
{
    struct hv_host *host = member->host;
    struct hv_id log = group_room->room.chain.log;
    uint8_t token[HV_TOKEN_SIZE];

    enum hv_code code = hv_group_room_stamp(host, command);
    if (code != HV_OK) {
        return code;
    }
    command->id = message->id;
    command->device = member->device;
    command->connected_at = member->connected_at;
    if (command->type == HV_COMMAND_INVITE) {
        hv_host_token(host, log, command->id, token, command->invite.token_hash);
    } else if (command->type == HV_COMMAND_PLACE_GUEST) {
        hv_host_token(host, log, command->id, token, command->place_guest.token_hash);
    } else if (command->type == HV_COMMAND_BIND_PEN) {
        hv_host_token(host, log, command->id, token, command->bind_pen.token_hash);
    } else if (command->type == HV_COMMAND_ADD_UNIT) {
        make_card(host, log, command->id, command->add_unit.card_hash, command->add_unit.card_code);
    } else if (command->type == HV_COMMAND_RENEW_CARD) {
        make_card(host, log, command->id, command->renew_card.card_hash,
                  command->renew_card.card_code);
    } else if (command->type == HV_COMMAND_SET_LOBBY) {
        struct hv_id drawn = hv_host_random_id(host);
        hv_code_make(drawn.b, command->set_lobby.code, HV_WALK_IN_CODE_SIZE);
    } else if (command->type == HV_COMMAND_OPEN_MEETING) {
        command->open_meeting.evening_ends_at =
            host->config.ports.evening_end(host->config.ports.data, command->now);
        command->open_meeting.statement = hv_library_statement(
            host->config.library, hv_group_programme(group_room->group)->consent.id);
    }
    return hv_group_words_complete(group_room, member, command);
}

static void reply_done(struct hv_group_room *group_room,
                       struct hv_member *member,
                       struct hv_id id,
                       uint32_t number)
{
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    if (group_room->unlocks != 0) {
        hv_group_words_reply(group_room, member, id, group_room->unlocks);
        return;
    }
    hv_host_token(member->host, group_room->room.chain.log, id, token, hash);
    hv_member_reply(member, id, HV_REFUSAL_NONE, number, group_room->gives_token ? token : NULL);
}

/* What its reply is going to carry. */
static void note_command(struct hv_group_room *group_room, const struct hv_command *command)
{
    bool by_words = command->type == HV_COMMAND_UNLOCK_SEAT && command->unlock_seat.words.size > 0;

    group_room->gives_token = command->type == HV_COMMAND_INVITE;
    group_room->unlocks = by_words ? command->unlock_seat.seat : 0;
    group_room->unlocks_on = command->type == HV_COMMAND_UNLOCK_SEAT ? command->device : 0;
    group_room->errand_under_way = false;
}

/* The house's index knows when the evening ends before the meeting is there to be ended: whatever
 * breaks off in between, somebody wakes the group. Once it knows, the command is decided again. */
static bool waits_for_index(struct hv_group_room *group_room,
                            struct hv_member *member,
                            const struct hv_command *command)
{
    struct hv_id log = group_room->room.chain.log;

    if (command->type != HV_COMMAND_OPEN_MEETING) {
        return false;
    }
    group_room->opening_until = command->open_meeting.evening_ends_at;
    if (hv_house_room_wakes_by(member->host, log, group_room->opening_until)) {
        return false;
    }
    member->held_for = log;
    member->held_command = command->id;
    return true;
}

static enum hv_served carry_out(struct hv_group_room *group_room,
                                struct hv_member *member,
                                const struct hv_command *command)
{
    struct hv_decision decision;

    enum hv_code code = hv_group_decide(group_room->group, command, &member->host->turn, &decision);
    if (code != HV_OK) {
        return hv_member_refuse(member, command->id, HV_REFUSAL_FAILED);
    }
    switch (decision.outcome) {
    case HV_REFUSED:
        return decision.refusal == HV_REFUSAL_WORDS && hv_group_words_lack(command)
                   ? hv_group_words_begin(group_room, member, command)
                   : hv_member_refuse(member, command->id, decision.refusal);
    case HV_ALREADY_DONE:
        member->host->counts.repeats++;
        note_command(group_room, command);
        reply_done(group_room, member, command->id, decision.number);
        return HV_SERVED_ANSWERED;
    case HV_DECIDED:
        break;
    }
    if (waits_for_index(group_room, member, command)) {
        return HV_SERVED_HELD;
    }
    if (hv_group_room_append(group_room, command, &decision) != HV_OK) {
        member->host->counts.faults++;
        return hv_member_refuse(member, command->id, HV_REFUSAL_FAILED);
    }
    note_command(group_room, command);
    return HV_SERVED_UNDER_WAY;
}

static enum hv_served serve_command(struct hv_group_room *group_room,
                                    struct hv_member *member,
                                    const struct hv_message *message)
{
    /* The library is never changed through this pointer: the port has no const. */
    const union {
        const struct hv_library *library;
        void *data;
    } library = { .library = member->host->config.library };
    const struct hv_codec_surroundings surroundings = { .group = group_room->group,
                                                        .find_exercise = find_exercise,
                                                        .data = library.data };
    enum hv_refusal refusal = HV_REFUSAL_NONE;
    struct hv_command command;

    enum hv_code code =
        hv_codec_command(message, &surroundings, &member->host->turn, &refusal, &command);
    /* Whoever may not ask it is not told what was looked up for it. */
    if (code == HV_OK && !hv_group_may_ask(group_room->group, member->device, command.type)) {
        refusal = HV_REFUSAL_NOT_ALLOWED;
    }
    if (code == HV_OK && refusal == HV_REFUSAL_NONE) {
        code = complete(group_room, member, message, &command);
    }
    if (code != HV_OK) {
        member->host->counts.faults++;
        refusal = HV_REFUSAL_FAILED;
    }
    if (refusal != HV_REFUSAL_NONE) {
        return hv_member_refuse(member, message->id, refusal);
    }
    if (command.type == HV_COMMAND_BIND_PEN) {
        (void)hv_pace_use(&group_room->room.pace, member->device,
                          HV_BIND_PEN_MESSAGES - HV_WAITING_DEVICE_MESSAGES,
                          command.now); /* there is room: it was counted already */
    }
    return carry_out(group_room, member, &command);
}

/* Who waits for its place gets none: drawing one is work, and a lobby may be full of strangers. */
static enum hv_served serve_qr(const struct hv_group_room *group_room,
                               struct hv_member *member,
                               const struct hv_message *message)
{
    struct hv_device_facts facts;

    if (!hv_group_device_facts(group_room->group, member->device, &facts) || facts.waits) {
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    }
    return hv_member_send_qr(member, message);
}

enum hv_served hv_group_room_serve(struct hv_room *room,
                                   struct hv_member *member,
                                   const struct hv_message *message)
{
    switch (message->kind) {
    case HV_MESSAGE_COMMAND:
        return serve_command(of(room), member, message);
    case HV_MESSAGE_READ:
        return hv_group_room_serve_read(of(room), member, message);
    case HV_MESSAGE_CATALOGUE_READ:
        return hv_group_room_serve_catalogue(of(room), member, message);
    case HV_MESSAGE_QR_READ:
        return serve_qr(of(room), member, message);
    case HV_MESSAGE_ARRIVE:
        return hv_group_room_serve_arrival(of(room), member, message);
    case HV_MESSAGE_HOUSE_COMMAND:
        return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
    case HV_MESSAGE_HELLO:
    case HV_MESSAGE_LOGIN:
        break; /* never queued here */
    }
    return hv_member_turn_away(member, HV_FAREWELL_MALFORMED);
}

/* ---- Commands of the server itself ---- */

static bool carry_out_errand(struct hv_group_room *group_room, struct hv_command *command)
{
    struct hv_host *host = group_room->room.host;
    struct hv_decision decision;

    hv_arena_reset(&host->turn);
    enum hv_code code = hv_group_room_stamp(host, command);
    if (code == HV_OK) {
        code = hv_group_decide(group_room->group, command, &host->turn, &decision);
    }
    if (code == HV_OK) {
        code = decision.outcome == HV_DECIDED ? hv_group_room_append(group_room, command, &decision)
                                              : HV_EINVAL;
    }
    if (code == HV_OK) {
        group_room->errand_under_way = true;
        return true;
    }
    hv_log(host->config.log, HV_LOG_GROUP_FAULT, group_room->room.chain.log,
           group_room->room.chain.position, hv_log_code(code));
    host->counts.faults++;
    group_room->room.errand_at = hv_host_now(host) + HV_ERRAND_RETRY_MS;
    hv_host_wake_by(host, group_room->room.errand_at);
    return false;
}

static bool found(struct hv_group_room *group_room)
{
    struct hv_host *host = group_room->room.host;
    struct hv_id log = group_room->room.chain.log;
    const struct hv_house *house = hv_house_room_house(host);
    const struct hv_house_group *known = house != NULL ? hv_house_find(house, log) : NULL;
    const struct hv_programme *programme =
        known != NULL ? hv_library_programme(host->config.library, known->programme) : NULL;
    uint8_t token[HV_TOKEN_SIZE];

    if (programme == NULL) {
        hv_room_fail(&group_room->room, HV_ENOTFOUND);
        return false;
    }
    struct hv_command command = { .type = HV_COMMAND_FOUND,
                                  .id = known->command,
                                  .found = { .programme = programme } };
    hv_host_token(host, log, known->command, token, command.found.token_hash);
    if (carry_out_errand(group_room, &command)) {
        return true;
    }
    hv_house_room_release(host, log, HV_REFUSAL_FAILED);
    return false;
}

bool hv_group_room_errand(struct hv_room *room)
{
    struct hv_group_room *group_room = of(room);

    if (!hv_group_founded(group_room->group)) {
        return found(group_room);
    }
    uint16_t left_open = hv_group_words_left_open(group_room);
    if (left_open != 0) {
        struct hv_command lock = { .type = HV_COMMAND_LOCK_SEAT,
                                   .id = hv_host_random_id(room->host),
                                   .seat_choice = { .seat = left_open } };
        return carry_out_errand(group_room, &lock);
    }
    if (hv_group_deadline(group_room->group) > hv_host_now(room->host)) {
        return hv_group_room_let_owner_in(group_room);
    }
    struct hv_command command = { .type = HV_COMMAND_TICK, .id = hv_host_random_id(room->host) };
    return carry_out_errand(group_room, &command);
}

/* ---- The outcome ---- */

static void errand_settled(struct hv_group_room *group_room, struct hv_id id, enum hv_code code)
{
    struct hv_room *room = &group_room->room;
    bool done = code == HV_OK || code == HV_EDUPLICATE;

    group_room->errand_under_way = false;
    if (code == HV_ECONFLICT) {
        return; /* it is still to be done */
    }
    if (hv_house_room_entered(room->host, room->chain.log, id,
                              done ? HV_REFUSAL_NONE : hv_room_refusal(code)) ||
        done) {
        return;
    }
    room->errand_at = hv_host_now(room->host) + HV_ERRAND_RETRY_MS;
    hv_host_wake_by(room->host, room->errand_at);
    if (!hv_group_founded(group_room->group)) {
        hv_house_room_release(room->host, room->chain.log, hv_room_refusal(code));
    }
}

/* HV_EDUPLICATE: the group remembers the ids of the running meeting, the journal those of the whole
 * log. A record of this log carries the id, so the command was carried out, in an earlier meeting;
 * what number it gave out is not kept so long, and the reply says 0. */
static void command_settled(struct hv_group_room *group_room,
                            struct hv_member *author,
                            struct hv_id id,
                            enum hv_code code)
{
    if (code == HV_OK && group_room->refusal != HV_REFUSAL_NONE) {
        hv_member_reply(author, id, group_room->refusal, 0, NULL);
    } else if (code == HV_OK || code == HV_EDUPLICATE) {
        reply_done(group_room, author, id, code == HV_OK ? group_room->outcome : 0);
    } else if (code != HV_ECONFLICT) { /* then it is still at the head, and is decided again */
        hv_member_reply(author, id, hv_room_refusal(code), 0, NULL);
    }
}

void hv_group_room_settled(struct hv_room *room,
                           struct hv_member *author,
                           struct hv_id id,
                           enum hv_code code)
{
    struct hv_group_room *group_room = of(room);

    group_room->unlocks_on = 0;
    if (group_room->errand_under_way) {
        errand_settled(group_room, id, code);
    } else if (author != NULL && author->step == HV_MEMBER_ARRIVING) {
        hv_group_room_arrival_settled(group_room, author, id, code);
    } else if (author != NULL) {
        command_settled(group_room, author, id, code);
    }
    hv_group_room_caught_up(group_room);
}
