/* SPDX-License-Identifier: EUPL-1.2 */
/* Who belongs to the group: founding, units, seats, devices. */
#include "core/decide.h"
#include "core/scopes.h"

enum hv_refusal hv_decide_found(struct hv_deciding *deciding)
{
    const struct hv_founding *wanted = &deciding->command->found;
    struct hv_event *event;

    deciding->number = 1;
    if (deciding->group->programme != NULL) {
        return HV_REFUSAL_NONE;
    }
    if (wanted->programme == NULL || hv_programme_fault(wanted->programme) != NULL) {
        return HV_REFUSAL_INVALID;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_FOUNDED);
    event->founded.programme = wanted->programme;
    memcpy(event->founded.token_hash, wanted->token_hash, HV_TOKEN_HASH_SIZE);
    return HV_REFUSAL_NONE;
}

static bool is_name(struct hv_bytes name)
{
    return name.size >= 1 && name.size <= HV_NAME_MAX;
}

enum hv_refusal hv_decide_add_unit(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;
    const struct hv_add_unit *wanted = &deciding->command->add_unit;
    enum hv_refusal refusal;
    struct hv_event *event;

    if (wanted->member_count < 1 || wanted->member_count > HV_MEMBERS_MAX) {
        return HV_REFUSAL_INVALID;
    }
    for (unsigned i = 0; i < wanted->member_count; i++) {
        if (!is_name(wanted->names[i])) {
            return HV_REFUSAL_NOT_ACCEPTED;
        }
    }
    deciding->number = hv_unit_of_card(group, deciding->command->id);
    if (deciding->number != 0) { /* of an earlier meeting, whose ids are forgotten */
        return HV_REFUSAL_NONE;
    }
    if (group->unit_count == HV_UNITS_MAX ||
        wanted->member_count > HV_SEATS_MAX - group->seat_count) {
        return HV_REFUSAL_FULL;
    }
    refusal = hv_check_card(group, wanted->card_hash, wanted->card_code);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    for (unsigned i = 0; i < wanted->member_count; i++) {
        if (!hv_are_words(&wanted->words[i])) {
            return HV_REFUSAL_WORDS;
        }
    }
    event = hv_deciding_emit(deciding, HV_EVENT_UNIT_ADDED);
    event->unit_added.unit = (uint16_t)(group->unit_count + 1);
    event->unit_added.first_seat = (uint16_t)(group->seat_count + 1);
    event->unit_added.member_count = wanted->member_count;
    for (unsigned i = 0; i < wanted->member_count; i++) {
        uint16_t seat = (uint16_t)(group->seat_count + 1u + i);

        event->unit_added.names[i] =
            hv_deciding_part(deciding, hv_scope_name(seat), wanted->names[i]);
        event->unit_added.words[i] = hv_deciding_words(deciding, seat, 0, &wanted->words[i]);
        hv_deciding_person_keys(deciding, seat);
    }
    event->unit_added.words_count = wanted->member_count;
    memcpy(event->unit_added.card.hash, wanted->card_hash, HV_TOKEN_HASH_SIZE);
    memcpy(event->unit_added.card.code, wanted->card_code, HV_CARD_CODE_SIZE);
    hv_deciding_card(deciding, NULL, wanted->member_count, &event->unit_added.card);
    deciding->number = (uint32_t)group->unit_count + 1;
    if (group->meeting_open) {
        hv_deciding_signal_keys(deciding,
                                &(struct hv_unit){ .number = event->unit_added.unit,
                                                   .first_seat = event->unit_added.first_seat,
                                                   .member_count = wanted->member_count },
                                group->meetings_opened);
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_remove_unit(struct hv_deciding *deciding)
{
    uint16_t number = deciding->command->remove_unit.unit;
    const struct hv_unit *unit = hv_find_unit(deciding->group, number);

    if (unit == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (!unit->removed) {
        hv_deciding_lock(deciding, number, 0);
        hv_deciding_emit(deciding, HV_EVENT_UNIT_REMOVED)->unit_removed.unit = number;
    }
    return HV_REFUSAL_NONE;
}

static bool in_roster(const struct hv_group *group, uint16_t seat)
{
    const struct hv_seat *found = hv_find_seat(group, seat);

    return found != NULL && !group->units[found->unit - 1].removed;
}

enum hv_refusal hv_decide_rename_seat(struct hv_deciding *deciding)
{
    const struct hv_rename_seat *wanted = &deciding->command->rename_seat;
    struct hv_event *event;

    if (!in_roster(deciding->group, wanted->seat)) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (!is_name(wanted->name)) {
        return HV_REFUSAL_NOT_ACCEPTED;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_SEAT_RENAMED);
    event->seat_renamed.seat = wanted->seat;
    event->seat_renamed.name =
        hv_deciding_part(deciding, hv_scope_name(wanted->seat), wanted->name);
    return HV_REFUSAL_NONE;
}

static enum hv_refusal check_invitation(const struct hv_deciding *deciding, uint16_t *ret_unit)
{
    const struct hv_group *group = deciding->group;
    const struct hv_invite *wanted = &deciding->command->invite;

    if (wanted->role <= HV_ROLE_SERVER || wanted->role > HV_ROLE_OBSERVER) {
        return HV_REFUSAL_INVALID;
    }
    if (deciding->device == NULL && wanted->role != HV_ROLE_FACILITATOR) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    *ret_unit = 0;
    if (wanted->role == HV_ROLE_TABLE) {
        const struct hv_unit *unit = hv_find_unit(group, wanted->unit);

        if (unit == NULL || unit->removed) {
            return HV_REFUSAL_NOT_FOUND;
        }
        *ret_unit = wanted->unit;
    } else if (wanted->role == HV_ROLE_PEN) {
        if (!in_roster(group, wanted->seat)) {
            return HV_REFUSAL_NOT_FOUND;
        }
        *ret_unit = group->seats[wanted->seat - 1].unit;
    }
    return HV_REFUSAL_NONE;
}

bool hv_has_device_number(const struct hv_group *group, enum hv_role role)
{
    bool leaves = role == HV_ROLE_TABLE || role == HV_ROLE_PEN || role == HV_ROLE_GUEST;

    return group->device_count < HV_DEVICES_MAX - (leaves ? HV_DEVICES_RESERVED : 0);
}

uint16_t hv_known_device(const struct hv_group *group, const uint8_t *token_hash)
{
    for (uint16_t i = 0; i < group->device_count; i++) {
        if (memcmp(group->devices[i].token_hash, token_hash, HV_TOKEN_HASH_SIZE) == 0) {
            return (uint16_t)(i + 1);
        }
    }
    return 0;
}

void hv_deciding_invite(struct hv_deciding *deciding,
                        const struct hv_device *device,
                        const uint8_t *token_hash)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_DEVICE_INVITED);

    deciding->number = (uint32_t)deciding->group->device_count + 1;
    event->device_invited.device = (uint16_t)deciding->number;
    event->device_invited.role = device->role;
    event->device_invited.unit = device->unit;
    event->device_invited.seat = device->seat;
    event->device_invited.by_card = device->by_card;
    memcpy(event->device_invited.token_hash, token_hash, HV_TOKEN_HASH_SIZE);
}

/* One device a seat: whoever has the new pen has the seat. */
static void remove_old_pen(struct hv_deciding *deciding, uint16_t seat)
{
    const struct hv_device *pen = hv_find_pen(deciding->group, seat);

    if (pen != NULL) {
        hv_deciding_remove(deciding, (uint16_t)(pen - deciding->group->devices + 1));
    }
}

enum hv_refusal hv_decide_invite(struct hv_deciding *deciding)
{
    const struct hv_invite *wanted = &deciding->command->invite;
    struct hv_device device = { .role = wanted->role };
    enum hv_refusal refusal = check_invitation(deciding, &device.unit);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!hv_has_device_number(deciding->group, wanted->role)) {
        return HV_REFUSAL_FULL;
    }
    if (hv_known_device(deciding->group, wanted->token_hash) != 0) {
        return HV_REFUSAL_INVALID;
    }
    if (wanted->role == HV_ROLE_PEN) {
        device.seat = wanted->seat;
        remove_old_pen(deciding, device.seat);
    }
    hv_deciding_invite(deciding, &device, wanted->token_hash);
    return HV_REFUSAL_NONE;
}

static bool is_facilitator(const struct hv_device *device)
{
    return !device->removed &&
           (device->role == HV_ROLE_FACILITATOR || device->role == HV_ROLE_CO_FACILITATOR);
}

static bool is_last_facilitator(const struct hv_group *group, const struct hv_device *device)
{
    for (unsigned i = 0; i < group->device_count; i++) {
        if (&group->devices[i] != device && is_facilitator(&group->devices[i])) {
            return false;
        }
    }
    return is_facilitator(device);
}

void hv_deciding_remove(struct hv_deciding *deciding, uint16_t device)
{
    hv_deciding_lock(deciding, 0, device);
    hv_deciding_emit(deciding, HV_EVENT_DEVICE_REMOVED)->device_removed.device = device;
}

enum hv_refusal hv_decide_remove_device(struct hv_deciding *deciding)
{
    uint16_t number = deciding->command->remove_device.device;
    const struct hv_device *device = hv_find_device(deciding->group, number);

    if (device == NULL) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if (device->removed) {
        return HV_REFUSAL_NONE;
    }
    if (is_last_facilitator(deciding->group, device)) {
        return HV_REFUSAL_INVALID;
    }
    hv_deciding_remove(deciding, number);
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_leave(struct hv_deciding *deciding)
{
    hv_deciding_remove(deciding, deciding->command->device);
    return HV_REFUSAL_NONE;
}
