/* SPDX-License-Identifier: EUPL-1.2 */
/* Getting in: cards and codes, the lobby, who got which place. */
#include "core/evolve.h"

static bool card_is_whole(const struct hv_new_card *card, uint8_t member_count)
{
    for (unsigned member = 0; member < member_count; member++) {
        if (!hv_code_is(card->pen_codes[member], HV_PEN_CODE_SIZE)) {
            return false;
        }
    }
    return hv_code_is(card->code, HV_CARD_CODE_SIZE);
}

enum hv_code hv_evolve_card(struct hv_group *group,
                            struct hv_unit *unit,
                            struct hv_id id,
                            const struct hv_new_card *card)
{
    if (hv_id_is_zero(id) || !card_is_whole(card, unit->member_count)) {
        return HV_ECORRUPT;
    }
    unit->card_id = id;
    memcpy(unit->card_hash, card->hash, HV_TOKEN_HASH_SIZE);
    memcpy(unit->card_code, card->code, HV_CARD_CODE_SIZE);
    unit->card_since = group->device_count;
    for (unsigned member = 0; member < unit->member_count; member++) {
        memcpy(group->seats[unit->first_seat + member - 1].pen_code, card->pen_codes[member],
               HV_PEN_CODE_SIZE);
    }
    return HV_OK;
}

enum hv_code hv_evolve_card_renewed(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_unit *unit = hv_evolve_unit(group, event->card_renewed.unit);

    return unit == NULL ? HV_ECORRUPT
                        : hv_evolve_card(group, unit, cause->id, &event->card_renewed.card);
}

static void close_lobby(struct hv_group *group)
{
    group->lobby_open = false;
    memset(group->lobby_code, 0, HV_WALK_IN_CODE_SIZE);
}

static void remove_guests(struct hv_group *group)
{
    for (unsigned i = 0; i < group->device_count; i++) {
        if (group->devices[i].role == HV_ROLE_GUEST) {
            group->devices[i].removed = true;
        }
    }
}

enum hv_code hv_evolve_lobby_set(struct hv_group *group,
                                 const struct hv_cause *cause,
                                 const struct hv_event *event)
{
    const struct hv_set_lobby *set = &event->lobby_set;

    (void)cause;
    if (!group->meeting_open || (set->open && !hv_code_is(set->code, HV_WALK_IN_CODE_SIZE))) {
        return HV_ECORRUPT;
    }
    close_lobby(group);
    if (set->open) {
        remove_guests(group);
        group->lobby_open = true;
        group->lobby_since = group->device_count;
        memcpy(group->lobby_code, set->code, HV_WALK_IN_CODE_SIZE);
    }
    return HV_OK;
}

void hv_evolve_end_arrivals(struct hv_group *group)
{
    close_lobby(group);
    remove_guests(group);
    for (unsigned i = 0; i < group->device_count; i++) {
        struct hv_device *device = &group->devices[i];

        device->removed = device->removed || (device->role == HV_ROLE_PEN && device->seat == 0);
    }
}

/* A guest becomes a table; a pen that has none yet gets a seat of its own unit. */
static bool may_be_placed(const struct hv_group *group, const struct hv_event *event)
{
    const struct hv_device *device = hv_find_device(group, event->device_placed.device);
    const struct hv_unit *unit = hv_find_unit(group, event->device_placed.unit);
    const struct hv_seat *seat = hv_find_seat(group, event->device_placed.seat);

    if (device == NULL || device->removed || unit == NULL || unit->removed) {
        return false;
    }
    if (device->role == HV_ROLE_GUEST) {
        return event->device_placed.role == HV_ROLE_TABLE && event->device_placed.seat == 0;
    }
    return device->role == HV_ROLE_PEN && device->seat == 0 && device->unit == unit->number &&
           event->device_placed.role == HV_ROLE_PEN && seat != NULL && seat->unit == unit->number &&
           hv_find_pen(group, seat->number) == NULL &&
           hv_code_is(event->device_placed.pen_code, HV_PEN_CODE_SIZE);
}

enum hv_code hv_evolve_device_placed(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    struct hv_device *device;
    struct hv_seat *seat = hv_evolve_seat(group, event->device_placed.seat);

    if (!may_be_placed(group, event)) {
        return HV_ECORRUPT;
    }
    device = &group->devices[event->device_placed.device - 1];
    device->placed_by = cause->id;
    memcpy(device->old_hash, device->token_hash, HV_TOKEN_HASH_SIZE);
    memcpy(device->token_hash, event->device_placed.token_hash, HV_TOKEN_HASH_SIZE);
    device->role = event->device_placed.role;
    device->unit = event->device_placed.unit;
    device->seat = event->device_placed.seat;
    if (seat != NULL) {
        memcpy(seat->pen_code, event->device_placed.pen_code, HV_PEN_CODE_SIZE);
    }
    return HV_OK;
}
