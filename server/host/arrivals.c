/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Arrivals: how somebody gets a token who has none yet.
 *
 *   card    names its group; that is opened, and says whose card it is
 *   code    of a card or a lobby: looked for in every group that has a meeting open
 *   login   goes to the house
 *
 * Each is brought to the room that decides, with its message at the head of its queue, and served
 * there like any other. A card that opens nothing is dismissed with one farewell, whatever the
 * reason; a code that opens nothing looks like one that does, until Hello comes (beat.h).
 */
#include "host/group_room.h"
#include "host/house_room.h"

/* Whether its group may have a meeting open: the index is never too late. */
static bool may_be_open(const struct hv_house_group *known)
{
    return !known->ended && known->deadline != INT64_MAX;
}

bool hv_host_open_evenings(struct hv_host *host)
{
    const struct hv_house *house = hv_house_room_house(host);
    const struct hv_house_group *known;
    bool all = true;

    for (uint32_t i = 0; house != NULL && (known = hv_house_group(house, i)) != NULL; i++) {
        const struct hv_room *room =
            may_be_open(known) ? hv_host_open_group(host, known->log) : NULL;
        all = all && (room == NULL || hv_group_room_is_ready(room) || room->step == HV_ROOM_FAILED);
    }
    return all;
}

static void bring_by_card(struct hv_member *member,
                          const struct hv_house *house,
                          const struct hv_arrival *arrival)
{
    struct hv_host *host = member->host;
    const struct hv_house_group *known = hv_house_find(house, arrival->log);

    if (known == NULL || !may_be_open(known)) {
        hv_member_dismiss(member, HV_FAREWELL_NOT_ADMITTED);
        return;
    }
    struct hv_room *room = hv_host_open_group(host, arrival->log);
    if (room == NULL) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
        return;
    }
    hv_room_member_joins(room, member, HV_MEMBER_ARRIVING);
}

/* Every room is looked at, also when it was found. */
static struct hv_room *find_by_code(const struct hv_host *host, const struct hv_arrival *arrival)
{
    struct hv_room *found = NULL;
    uint16_t unit;

    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        if (hv_group_room_is_ready(room) &&
            hv_group_room_opens((const struct hv_group_room *)room, arrival, &unit)) {
            found = room;
        }
    }
    return found;
}

/* Then it cannot be known that a code opens nothing. */
static bool has_failed_room(const struct hv_host *host)
{
    for (const struct hv_room *room = host->groups; room != NULL; room = room->next) {
        if (room->step == HV_ROOM_FAILED) {
            return true;
        }
    }
    return false;
}

void hv_host_read_code(const struct hv_arrival *arrival, uint8_t ret[HV_CARD_CODE_SIZE])
{
    if (!hv_code_read(arrival->code, ret, HV_CARD_CODE_SIZE)) {
        (void)hv_code_read(arrival->code, ret, HV_WALK_IN_CODE_SIZE);
    }
}

static void bring_by_code(struct hv_member *member, const struct hv_arrival *arrival)
{
    struct hv_host *host = member->host;

    if (!hv_host_open_evenings(host)) {
        return; /* it waits for them: hv_host_bring_arrivals */
    }
    if (!hv_guesses_try(&host->guesses, HV_GUESS_CODE, &member->peer, hv_host_now(host))) {
        hv_member_dismiss(member, HV_FAREWELL_RESTING);
        return;
    }
    struct hv_room *room = find_by_code(host, arrival);
    if (room == NULL) {
        hv_member_reject(member,
                         has_failed_room(host) ? HV_FAREWELL_FAILED : HV_FAREWELL_NOT_ADMITTED);
        return;
    }
    hv_guesses_forgive(&host->guesses, HV_GUESS_CODE, &member->peer);
    hv_room_member_joins(room, member, HV_MEMBER_ARRIVING);
}

static void bring_to_house(struct hv_member *member)
{
    struct hv_host *host = member->host;

    if (!hv_guesses_try(&host->guesses, HV_GUESS_PASSPHRASE, &member->peer, hv_host_now(host))) {
        hv_member_dismiss(member, HV_FAREWELL_RESTING);
        return;
    }
    hv_room_member_joins(&host->house->room, member, HV_MEMBER_ARRIVING);
}

void hv_host_bring_arrival(struct hv_member *member)
{
    struct hv_host *host = member->host;
    const struct hv_house *house = hv_house_room_house(host);
    struct hv_bytes frame = { .data = member->first->bytes, .size = member->first->size };
    struct hv_error error = { .code = HV_OK };
    struct hv_message message;

    if (house == NULL) {
        if (host->house != NULL && host->house->room.step == HV_ROOM_FAILED) {
            hv_member_dismiss(member, HV_FAREWELL_FAILED);
        }
        return; /* else it waits: hv_host_opened */
    }
    if (hv_codec_message_decode(frame, &host->turn, &error, &message) != HV_OK) {
        hv_member_dismiss(member, HV_FAREWELL_FAILED);
    } else if (message.kind == HV_MESSAGE_LOGIN) {
        bring_to_house(member);
    } else if (message.arrival.by_card) {
        bring_by_card(member, house, &message.arrival);
    } else {
        bring_by_code(member, &message.arrival);
    }
}

void hv_host_bring_arrivals(struct hv_host *host)
{
    for (struct hv_member *member = host->members; member != NULL; member = member->next) {
        if (member->step == HV_MEMBER_ARRIVING && member->room == NULL) {
            hv_host_bring_arrival(member);
        }
    }
}
