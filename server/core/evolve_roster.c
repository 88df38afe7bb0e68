/* SPDX-License-Identifier: EUPL-1.2 */
/* Founding, units, seats, devices. */
#include "core/evolve.h"
#include "core/programme_copy.h"
#include "core/slot.h"

static enum hv_code add_device(struct hv_group *group, const struct hv_device *device)
{
    uint16_t room = group->device_room == 0 ? 16 : (uint16_t)(group->device_room * 2);

    if (group->device_count == group->device_room) {
        struct hv_device *grown = hv_arena_array(group->arena, room, sizeof *grown);

        if (grown == NULL) {
            return HV_ENOMEM;
        }
        if (group->device_count > 0) {
            memcpy(grown, group->devices, group->device_count * sizeof *grown);
        }
        group->devices = grown;
        group->device_room = room;
    }
    group->devices[group->device_count++] = *device;
    return HV_OK;
}

enum hv_code hv_evolve_founded(struct hv_group *group,
                               const struct hv_cause *cause,
                               const struct hv_event *event)
{
    struct hv_device facilitator = { .role = HV_ROLE_FACILITATOR };

    if (event->founded.programme == NULL || hv_programme_fault(event->founded.programme) != NULL) {
        return HV_ECORRUPT;
    }
    group->programme = hv_programme_copy(group->arena, event->founded.programme);
    if (group->programme == NULL) {
        return HV_ENOMEM;
    }
    group->founded_at = cause->at;
    group->statement = &group->programme->consent;
    memcpy(facilitator.token_hash, event->founded.token_hash, HV_TOKEN_HASH_SIZE);
    return add_device(group, &facilitator);
}

enum hv_code hv_evolve_unit_added(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    uint8_t count = event->unit_added.member_count;
    enum hv_code code = HV_OK;

    if (event->unit_added.unit != group->unit_count + 1 ||
        event->unit_added.first_seat != group->seat_count + 1 ||
        group->unit_count == HV_UNITS_MAX || count < 1 || count > HV_MEMBERS_MAX ||
        event->unit_added.words_count != count || group->seat_count + count > HV_SEATS_MAX) {
        return HV_ECORRUPT;
    }
    group->units[group->unit_count++] = (struct hv_unit){
        .number = event->unit_added.unit,
        .first_seat = event->unit_added.first_seat,
        .member_count = count,
        .mark = HV_PRESENCE_EXPECTED,
    };
    for (unsigned i = 0; code == HV_OK && i < count; i++) {
        struct hv_seat *seat = &group->seats[group->seat_count];

        group->seat_count++;
        *seat = (struct hv_seat){ .number = group->seat_count, .unit = event->unit_added.unit };
        code = hv_slot_store(group->arena, &seat->name, &event->unit_added.names[i]);
        if (code == HV_OK) {
            code = hv_evolve_words(group, seat, &event->unit_added.words[i]);
        }
    }
    if (code == HV_OK) {
        code = hv_evolve_card(group, &group->units[group->unit_count - 1], cause->id,
                              &event->unit_added.card);
    }
    return code;
}

enum hv_code hv_evolve_unit_removed(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_unit *unit = hv_evolve_unit(group, event->unit_removed.unit);

    (void)cause;
    if (unit == NULL) {
        return HV_ECORRUPT;
    }
    for (unsigned member = 0; member < unit->member_count; member++) {
        if (group->seats[unit->first_seat + member - 1].unlocked_on != 0) {
            return HV_ECORRUPT;
        }
    }
    unit->removed = true;
    unit->more_time = false;
    for (unsigned i = 0; i < group->device_count; i++) {
        if (group->devices[i].unit == unit->number) {
            group->devices[i].removed = true;
        }
    }
    return HV_OK;
}

enum hv_code hv_evolve_seat_renamed(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->seat_renamed.seat);

    (void)cause;
    return seat == NULL ? HV_ECORRUPT
                        : hv_slot_store(group->arena, &seat->name, &event->seat_renamed.name);
}

/* A table belongs to a unit, a pen to a seat and so to its unit, or first to the unit whose card it
 * came with, the others to neither. Nobody waits for a place outside a meeting. */
static bool belongs(const struct hv_group *group, const struct hv_device *device)
{
    const struct hv_seat *seat = hv_find_seat(group, device->seat);
    const bool waits =
        device->role == HV_ROLE_GUEST || (device->role == HV_ROLE_PEN && device->seat == 0);

    if (waits && !group->meeting_open) {
        return false;
    }

    if (device->role == HV_ROLE_TABLE) {
        return hv_find_unit(group, device->unit) != NULL && device->seat == 0;
    }
    if (device->role == HV_ROLE_PEN && device->by_card && device->seat == 0) {
        return hv_find_unit(group, device->unit) != NULL;
    }
    if (device->role == HV_ROLE_PEN) {
        return seat != NULL && seat->unit == device->unit;
    }
    return device->unit == 0 && device->seat == 0;
}

enum hv_code hv_evolve_device_invited(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    struct hv_device device = {
        .role = event->device_invited.role,
        .unit = event->device_invited.unit,
        .seat = event->device_invited.seat,
        .by_card = event->device_invited.by_card,
        .came_at = cause->at,
    };

    if (event->device_invited.device != group->device_count + 1 ||
        group->device_count == HV_DEVICES_MAX || device.role <= HV_ROLE_SERVER ||
        device.role > HV_ROLE_GUEST || !belongs(group, &device)) {
        return HV_ECORRUPT;
    }
    memcpy(device.token_hash, event->device_invited.token_hash, HV_TOKEN_HASH_SIZE);
    return add_device(group, &device);
}

enum hv_code hv_evolve_device_removed(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    uint16_t number = event->device_removed.device;

    (void)cause;
    if (number < 1 || number > group->device_count || hv_evolve_holds_a_seat(group, number)) {
        return HV_ECORRUPT;
    }
    group->devices[number - 1].removed = true;
    return HV_OK;
}

enum hv_code hv_evolve_consent_given(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->consent_given.seat);

    (void)cause;
    if (seat == NULL || event->consent_given.language > 1) {
        return HV_ECORRUPT;
    }
    seat->consent = event->consent_given.yes;
    seat->consent_version = event->consent_given.version;
    seat->consent_hash = event->consent_given.hash;
    seat->consent_language = event->consent_given.language;
    if (!seat->consent) {
        hv_evolve_withdraw_notes(group, seat->number);
    }
    return HV_OK;
}

enum hv_code hv_evolve_consent_asked(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    const struct hv_statement *statement = event->consent_asked.statement;
    const struct hv_statement *copy;

    (void)cause;
    if (statement == NULL || hv_statement_fault(statement) != NULL ||
        !hv_bytes_equal(statement->id, group->statement->id) ||
        hv_id_equal(statement->hash, group->statement->hash)) {
        return HV_ECORRUPT;
    }
    copy = hv_statement_copy(group->arena, statement);
    if (copy == NULL) {
        return HV_ENOMEM;
    }
    group->statement = copy;
    return HV_OK;
}
