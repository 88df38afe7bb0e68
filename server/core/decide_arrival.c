/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting in: cards and codes, the lobby, whom they let in, and which seat a pen is bound to. */
#include "core/decide.h"
#include "core/pane.h"

/* ---- Cards and pen codes ---- */

static bool card_is_known(const struct hv_group *group, const uint8_t *hash, const uint8_t *code)
{
    for (unsigned i = 0; i < group->unit_count; i++) {
        const struct hv_unit *unit = &group->units[i];

        if (memcmp(unit->card_hash, hash, HV_TOKEN_HASH_SIZE) == 0 ||
            memcmp(unit->card_code, code, HV_CARD_CODE_SIZE) == 0) {
            return true;
        }
    }
    return false;
}

uint16_t hv_unit_of_card(const struct hv_group *group, struct hv_id id)
{
    for (unsigned i = 0; i < group->unit_count; i++) {
        if (hv_id_equal(group->units[i].card_id, id)) {
            return group->units[i].number;
        }
    }
    return 0;
}

enum hv_refusal
hv_check_card(const struct hv_group *group, const uint8_t *hash, const uint8_t *code)
{
    return hv_code_is(code, HV_CARD_CODE_SIZE) && !card_is_known(group, hash, code)
               ? HV_REFUSAL_NONE
               : HV_REFUSAL_INVALID;
}

static bool same_code(const uint8_t *a, const uint8_t *b)
{
    return memcmp(a, b, HV_PEN_CODE_SIZE) == 0;
}

/* Whether a seat of this unit, which may be NULL, has this pen code now. */
static bool
is_pen_code(const struct hv_group *group, const struct hv_unit *unit, const uint8_t *code)
{
    for (unsigned member = 0; unit != NULL && member < unit->member_count; member++) {
        if (same_code(group->seats[unit->first_seat + member - 1].pen_code, code)) {
            return true;
        }
    }
    return false;
}

/* A code names one seat of its unit, and a new one is none that people have read before. */
static bool is_taken(const struct hv_group *group,
                     const struct hv_unit *unit,
                     const struct hv_new_card *card,
                     unsigned member)
{
    for (unsigned i = 0; i < member; i++) {
        if (same_code(card->pen_codes[i], card->pen_codes[member])) {
            return true;
        }
    }
    return is_pen_code(group, unit, card->pen_codes[member]);
}

void hv_deciding_card(const struct hv_deciding *deciding,
                      const struct hv_unit *unit,
                      uint8_t member_count,
                      struct hv_new_card *ret)
{
    enum {
        HALF = HV_MEMBERS_MAX / 2
    };
    _Static_assert(HALF * HV_PEN_CODE_SIZE <= HV_CODE_SYMBOLS_MAX &&
                       2 * HV_CODE_RANDOM_SIZE <= HV_COMMAND_RANDOM,
                   "the random bytes of a command make a code for every member");
    uint8_t drawn[HV_MEMBERS_MAX][HV_PEN_CODE_SIZE];

    hv_code_make(deciding->command->random, drawn[0], sizeof drawn / 2);
    hv_code_make(deciding->command->random + HV_CODE_RANDOM_SIZE, drawn[HALF], sizeof drawn / 2);
    for (unsigned member = 0; member < member_count; member++) {
        memcpy(ret->pen_codes[member], drawn[member], HV_PEN_CODE_SIZE);
        while (is_taken(deciding->group, unit, ret, member)) {
            hv_code_next(ret->pen_codes[member], HV_PEN_CODE_SIZE);
        }
    }
}

/* Whoever should not have the old card may have come in with it already, and looks like any other.
 */
static void remove_who_came(struct hv_deciding *deciding, uint16_t unit)
{
    for (uint16_t number = 1; number <= deciding->group->device_count; number++) {
        const struct hv_device *device = hv_find_device(deciding->group, number);

        if (device->by_card && device->unit == unit && !device->removed) {
            hv_deciding_remove(deciding, number);
        }
    }
}

enum hv_refusal hv_decide_renew_card(struct hv_deciding *deciding)
{
    const struct hv_renew_card *wanted = &deciding->command->renew_card;
    const struct hv_unit *unit = hv_find_unit(deciding->group, wanted->unit);
    enum hv_refusal refusal;
    struct hv_event *event;

    if (unit == NULL || unit->removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (hv_id_equal(unit->card_id, deciding->command->id)) {
        return HV_REFUSAL_NONE;
    }
    refusal = hv_check_card(deciding->group, wanted->card_hash, wanted->card_code);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_CARD_RENEWED);
    event->card_renewed.unit = wanted->unit;
    memcpy(event->card_renewed.card.hash, wanted->card_hash, HV_TOKEN_HASH_SIZE);
    memcpy(event->card_renewed.card.code, wanted->card_code, HV_CARD_CODE_SIZE);
    hv_deciding_card(deciding, unit, unit->member_count, &event->card_renewed.card);
    remove_who_came(deciding, unit->number);
    return HV_REFUSAL_NONE;
}

/* ---- Who comes in ---- */

static enum hv_refusal check_way_in(const struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_arrive *wanted = &deciding->command->arrive;
    const struct hv_unit *unit = hv_find_unit(group, wanted->unit);
    bool guest = wanted->role == HV_ROLE_GUEST;

    if ((!guest && wanted->role != HV_ROLE_TABLE && wanted->role != HV_ROLE_PEN) ||
        guest != (wanted->unit == 0)) {
        return HV_REFUSAL_INVALID;
    }
    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (guest ? !group->lobby_open : unit == NULL || unit->removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    return HV_REFUSAL_NONE;
}

/* A card that got lost lets in no more than this, whoever found it: not even one after the other,
 * or it would use up the numbers of the whole group. */
static bool card_is_used_up(const struct hv_group *group, const struct hv_arrive *wanted)
{
    unsigned by_card = 0, came = 0;

    for (unsigned i = 0; i < group->device_count; i++) {
        const struct hv_device *device = &group->devices[i];
        bool of_card = device->by_card && device->unit == wanted->unit;

        by_card += !device->removed && of_card;
        came += of_card && i >= hv_find_unit(group, wanted->unit)->card_since;
    }
    return by_card >= HV_ARRIVED_MAX || came >= HV_CAME_MAX;
}

static bool is_there(const struct hv_deciding *deciding, uint16_t number)
{
    const struct hv_presence *presence = deciding->command->arrive.presence;

    return presence == NULL ||
           (number < presence->device_count && presence->device_online[number]) ||
           deciding->command->now - deciding->group->devices[number - 1].came_at <
               HV_GUEST_HELLO_MS;
}

/* The same for a lobby. In a full one, of the guests who are not there any more the first who came
 * makes room: whose connection broke a moment ago stays as long as there is room for all. */
static bool make_room_in_lobby(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    unsigned guests = 0, came = 0;
    uint16_t gone = 0;

    for (uint16_t number = group->device_count; number > 0; number--) {
        const struct hv_device *device = &group->devices[number - 1];

        if (device->role != HV_ROLE_GUEST) {
            continue; /* or was placed */
        }
        came += number > group->lobby_since;
        if (!device->removed) {
            guests++;
            gone = is_there(deciding, number) ? gone : number;
        }
    }
    if (came >= HV_CAME_MAX || (guests >= HV_GUESTS_MAX && gone == 0)) {
        return false;
    }
    if (guests >= HV_GUESTS_MAX) {
        hv_deciding_remove(deciding, gone);
    }
    return true;
}

enum hv_refusal hv_decide_arrive(struct hv_deciding *deciding)
{
    const struct hv_arrive *wanted = &deciding->command->arrive;
    uint16_t known = hv_known_device(deciding->group, wanted->token_hash);
    enum hv_refusal refusal = check_way_in(deciding);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (known != 0) {
        deciding->number = known;
        return deciding->group->devices[known - 1].removed ? HV_REFUSAL_NOT_FOUND : HV_REFUSAL_NONE;
    }
    if (!hv_has_device_number(deciding->group, wanted->role) ||
        (wanted->role == HV_ROLE_GUEST ? !make_room_in_lobby(deciding)
                                       : card_is_used_up(deciding->group, wanted))) {
        return HV_REFUSAL_FULL;
    }
    hv_deciding_invite(deciding,
                       &(struct hv_device){ .role = wanted->role,
                                            .unit = wanted->unit,
                                            .by_card = wanted->role != HV_ROLE_GUEST },
                       wanted->token_hash);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_set_lobby(struct hv_deciding *deciding)
{
    const struct hv_set_lobby *wanted = &deciding->command->set_lobby;
    struct hv_event *event;

    if (wanted->open == deciding->group->lobby_open) {
        return HV_REFUSAL_NONE;
    }
    if (!deciding->group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (wanted->open && !hv_code_is(wanted->code, HV_WALK_IN_CODE_SIZE)) {
        return HV_REFUSAL_INVALID;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_LOBBY_SET);
    if (wanted->open) {
        event->lobby_set = *wanted;
    }
    return HV_REFUSAL_NONE;
}

/* ---- Whose device it is ---- */

enum hv_refusal hv_decide_place_guest(struct hv_deciding *deciding)
{
    const struct hv_place_guest *wanted = &deciding->command->place_guest;
    const struct hv_device *device = hv_find_device(deciding->group, wanted->device);
    const struct hv_unit *unit = hv_find_unit(deciding->group, wanted->unit);
    struct hv_event *event;

    if (device == NULL || device->removed || unit == NULL || unit->removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (device->role != HV_ROLE_GUEST) {
        return device->role == HV_ROLE_TABLE && device->unit == wanted->unit ? HV_REFUSAL_NONE
                                                                             : HV_REFUSAL_NOT_FOUND;
    }
    if (hv_known_device(deciding->group, wanted->token_hash) != 0) {
        return HV_REFUSAL_INVALID;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_DEVICE_PLACED);
    event->device_placed.device = wanted->device;
    event->device_placed.role = HV_ROLE_TABLE;
    event->device_placed.unit = wanted->unit;
    memcpy(event->device_placed.token_hash, wanted->token_hash, HV_TOKEN_HASH_SIZE);
    return HV_REFUSAL_NONE;
}

/* The seat of a unit that waits for a pen with this code; 0 none. */
static uint16_t
seat_of_code(const struct hv_group *group, const struct hv_unit *unit, const uint8_t *code)
{
    for (unsigned member = 0; member < unit->member_count; member++) {
        const struct hv_seat *seat = &group->seats[unit->first_seat + member - 1];

        if (same_code(seat->pen_code, code) && hv_find_pen(group, seat->number) == NULL) {
            return seat->number;
        }
    }
    return 0;
}

enum hv_refusal hv_decide_bind_pen(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_bind_pen *wanted = &deciding->command->bind_pen;
    const struct hv_unit *unit = &group->units[deciding->device->unit - 1];
    uint16_t seat = seat_of_code(group, unit, wanted->code);
    struct hv_event *event;
    uint8_t next[HV_PEN_CODE_SIZE];

    if (!group->meeting_open) {
        return HV_REFUSAL_NO_MEETING;
    }
    if (seat == 0) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (hv_known_device(group, wanted->token_hash) != 0) {
        return HV_REFUSAL_INVALID;
    }
    hv_code_make(deciding->command->random, next, sizeof next);
    while (is_pen_code(group, unit, next)) {
        hv_code_next(next, sizeof next);
    }
    event = hv_deciding_emit(deciding, HV_EVENT_DEVICE_PLACED);
    event->device_placed.device = deciding->command->device;
    event->device_placed.role = HV_ROLE_PEN;
    event->device_placed.unit = unit->number;
    event->device_placed.seat = seat;
    memcpy(event->device_placed.pen_code, next, sizeof next);
    memcpy(event->device_placed.token_hash, wanted->token_hash, HV_TOKEN_HASH_SIZE);
    return HV_REFUSAL_NONE;
}
