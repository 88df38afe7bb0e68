/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/slot.h"

static void wipe(struct hv_slot *slot)
{
    if (slot->size > 0) {
        memset(slot->bytes, 0, slot->size);
    }
    slot->size = 0;
}

static enum hv_code make_room(struct hv_arena *arena, struct hv_slot *slot, uint32_t size)
{
    uint32_t room = slot->room == 0 ? 64 : slot->room;
    uint8_t *bytes;

    if (size <= slot->room) {
        return HV_OK;
    }
    while (room < size) {
        room *= 2;
    }
    bytes = hv_arena_alloc(arena, room);
    if (bytes == NULL) {
        return HV_ENOMEM;
    }
    slot->bytes = bytes;
    slot->room = room;
    return HV_OK;
}

enum hv_code hv_slot_store(struct hv_arena *arena, struct hv_slot *slot, const struct hv_part *part)
{
    if (part->bytes.size > HV_VALUE_MAX) {
        return HV_ECORRUPT;
    }
    hv_slot_clear(slot);
    if (!part->present) {
        return HV_OK;
    }
    if (make_room(arena, slot, (uint32_t)part->bytes.size) != HV_OK) {
        return HV_ENOMEM;
    }
    slot->scope = part->scope;
    slot->present = true;
    slot->gone = part->gone;
    slot->size = part->gone ? 0 : (uint32_t)part->bytes.size;
    if (slot->size > 0) {
        memcpy(slot->bytes, part->bytes.data, slot->size);
    }
    return HV_OK;
}

void hv_slot_clear(struct hv_slot *slot)
{
    wipe(slot);
    slot->scope = (struct hv_key_scope){ .number = 0 };
    slot->present = false;
    slot->gone = false;
}

void hv_slot_destroy(struct hv_slot *slot)
{
    wipe(slot);
    slot->gone = true;
}
