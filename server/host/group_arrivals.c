/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who comes into a group without being invited there: with a card or a code, and the owner. All are
 * devices that the server makes, with a command of its own.
 */
#include "host/group_room.h"
#include "host/house_room.h"

static enum hv_served reject(struct hv_member *member, enum hv_farewell reason)
{
    hv_member_reject(member, reason);
    return HV_SERVED_ANSWERED;
}

/* Comes from the card or code as well: who learns an id, and has neither, gets nothing for it. */
static struct hv_id arrival_command(const struct hv_group_room *group_room,
                                    const struct hv_message *message)
{
    const struct hv_arrival *arrival = &message->arrival;
    uint8_t proof[sizeof arrival->secret] = { 0 };

    if (arrival->by_card) {
        memcpy(proof, arrival->secret, sizeof arrival->secret);
    } else {
        hv_host_read_code(arrival, proof);
    }
    return hv_room_make_id(&group_room->room, hv_bytes_from_text("arrive"), message->id,
                           (struct hv_bytes){ .data = proof, .size = sizeof proof });
}

static enum hv_served
give_token(const struct hv_group_room *group_room, struct hv_member *member, struct hv_id command)
{
    uint8_t token[HV_TOKEN_SIZE];
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    hv_host_token(member->host, group_room->room.chain.log, command, token, hash);
    hv_member_admit(member, token);
    explicit_bzero(token, sizeof token);
    return HV_SERVED_ANSWERED;
}

static enum hv_served
let_in(struct hv_group_room *group_room, struct hv_member *member, const struct hv_command *command)
{
    struct hv_decision decision;

    if (hv_group_decide(group_room->group, command, &member->host->turn, &decision) != HV_OK) {
        return reject(member, HV_FAREWELL_FAILED);
    }
    switch (decision.outcome) {
    case HV_REFUSED:
        return reject(member, HV_FAREWELL_NOT_ADMITTED);
    case HV_ALREADY_DONE:
        member->host->counts.repeats++;
        return give_token(group_room, member, command->id);
    case HV_DECIDED:
        break;
    }
    if (hv_group_room_append(group_room, command, &decision) != HV_OK) {
        member->host->counts.faults++;
        return reject(member, HV_FAREWELL_FAILED);
    }
    group_room->errand_under_way = false;
    return HV_SERVED_UNDER_WAY;
}

enum hv_served hv_group_room_serve_arrival(struct hv_group_room *group_room,
                                           struct hv_member *member,
                                           const struct hv_message *message)
{
    struct hv_host *host = member->host;
    uint8_t token[HV_TOKEN_SIZE];
    struct hv_presence presence;
    uint16_t unit;

    if (!hv_group_room_opens(group_room, &message->arrival, &unit)) {
        return reject(member, HV_FAREWELL_NOT_ADMITTED);
    }
    struct hv_command command = {
        .type = HV_COMMAND_ARRIVE,
        .id = arrival_command(group_room, message),
        .arrive = { .unit = unit,
                    .role = unit == 0 ? HV_ROLE_GUEST : message->arrival.role,
                    .presence = &presence },
    };
    hv_host_token(host, group_room->room.chain.log, command.id, token, command.arrive.token_hash);
    return hv_group_room_presence(group_room, &presence) == HV_OK &&
                   hv_group_room_stamp(host, &command) == HV_OK
               ? let_in(group_room, member, &command)
               : reject(member, HV_FAREWELL_FAILED);
}

void hv_group_room_arrival_settled(struct hv_group_room *group_room,
                                   struct hv_member *author,
                                   struct hv_id id,
                                   enum hv_code code)
{
    if (code == HV_OK || code == HV_EDUPLICATE) {
        (void)give_token(group_room, author, id);
    } else if (code != HV_ECONFLICT) { /* then it is still at the head, and is decided again */
        hv_member_reject(author, HV_FAREWELL_FAILED);
    }
}

/* ---- The owner ---- */

/* Whether it was appended; otherwise who asked has heard. */
static bool invite_owner(struct hv_group_room *group_room, struct hv_id id)
{
    struct hv_host *host = group_room->room.host;
    struct hv_id log = group_room->room.chain.log;
    struct hv_command command = { .type = HV_COMMAND_INVITE,
                                  .id = id,
                                  .invite = { .role = HV_ROLE_FACILITATOR } };
    enum hv_refusal refusal = HV_REFUSAL_FAILED;
    struct hv_decision decision;
    uint8_t token[HV_TOKEN_SIZE];

    hv_arena_reset(&host->turn);
    hv_host_token(host, log, id, token, command.invite.token_hash);
    if (hv_group_room_stamp(host, &command) == HV_OK &&
        hv_group_decide(group_room->group, &command, &host->turn, &decision) == HV_OK) {
        if (decision.outcome == HV_DECIDED &&
            hv_group_room_append(group_room, &command, &decision) == HV_OK) {
            group_room->errand_under_way = true;
            return true;
        }
        if (decision.outcome == HV_ALREADY_DONE) {
            refusal = HV_REFUSAL_NONE;
        } else if (decision.outcome == HV_REFUSED) {
            refusal = decision.refusal;
        }
    }
    host->counts.faults += refusal == HV_REFUSAL_FAILED;
    (void)hv_house_room_entered(host, log, id, refusal);
    return false;
}

bool hv_group_room_let_owner_in(struct hv_group_room *group_room)
{
    struct hv_room *room = &group_room->room;
    struct hv_id id;

    while (hv_house_room_entering(room->host, room->chain.log, &id)) {
        if (invite_owner(group_room, id)) {
            return true;
        }
    }
    return false;
}
