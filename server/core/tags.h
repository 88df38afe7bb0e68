/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tags and lights: what facilitators know of persons, and what of it weighs on a couple now. Read
 * where something is decided and where the board is drawn, never where a record is taken in.
 * Private to core/.
 */
#ifndef HV_CORE_TAGS_H
#define HV_CORE_TAGS_H

#include "core/group_state.h"

/* The tags of one person as they are sealed: the set, and in which meeting (by count)
 * HV_TAG_INTOXICATED was set. */
#define HV_TAGS_BYTES 4
struct hv_tags {
    uint16_t set;
    uint16_t tonight;
};
void hv_tags_pack(struct hv_tags tags, uint8_t ret[HV_TAGS_BYTES]);

/* As they count now; none when they were erased. */
struct hv_tags hv_seat_tags(const struct hv_group *group, const struct hv_seat *seat);

enum hv_light hv_seat_light(const struct hv_seat *seat);

/* What weighs on the couple of a person with these: a red light as fear does. */
uint16_t hv_tags_weight(uint16_t tags, enum hv_light light);

/* What weighs on a unit: all that weighs on one of its members, whoever that is. */
uint16_t hv_unit_tags(const struct hv_group *group, uint16_t unit);

#endif
