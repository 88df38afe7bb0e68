/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/tags.h"

void hv_tags_pack(struct hv_tags tags, uint8_t ret[HV_TAGS_BYTES])
{
    ret[0] = (uint8_t)(tags.set >> 8);
    ret[1] = (uint8_t)tags.set;
    ret[2] = (uint8_t)(tags.tonight >> 8);
    ret[3] = (uint8_t)tags.tonight;
}

struct hv_tags hv_seat_tags(const struct hv_group *group, const struct hv_seat *seat)
{
    const uint8_t *bytes = seat->tags.bytes;
    struct hv_tags tags = { .set = 0 };

    if (!seat->tags.present || seat->tags.size != HV_TAGS_BYTES) {
        return tags;
    }
    tags.set = (uint16_t)((bytes[0] << 8 | bytes[1]) & HV_TAGS_ALL);
    tags.tonight = (uint16_t)(bytes[2] << 8 | bytes[3]);
    if (tags.tonight != group->meetings_opened) {
        tags.set &= (uint16_t)~HV_TAG_BIT(HV_TAG_INTOXICATED);
    }
    return tags;
}

enum hv_light hv_seat_light(const struct hv_seat *seat)
{
    if (!seat->light.present || seat->light.size != 1 || seat->light.bytes[0] > HV_LIGHT_RED) {
        return HV_LIGHT_NONE;
    }
    return (enum hv_light)seat->light.bytes[0];
}

uint16_t hv_tags_weight(uint16_t tags, enum hv_light light)
{
    return light == HV_LIGHT_RED ? tags | HV_TAG_BIT(HV_TAG_FEAR) : tags;
}

uint16_t hv_unit_tags(const struct hv_group *group, uint16_t number)
{
    const struct hv_unit *unit = &group->units[number - 1];
    uint16_t tags = 0;

    for (unsigned member = 0; member < unit->member_count; member++) {
        const struct hv_seat *seat = &group->seats[unit->first_seat + member - 1];

        tags |= hv_tags_weight(hv_seat_tags(group, seat).set, hv_seat_light(seat));
    }
    return tags;
}
