/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/visible.h"

#include "core/tags.h"

enum hv_visibility hv_field_visibility(const struct hv_run *run, uint8_t field)
{
    if ((run->only_author >> field & 1) != 0) {
        return HV_VISIBLE_SELF;
    }
    return (run->nameless >> field & 1) != 0 ? HV_VISIBLE_GROUP
                                             : run->exercise->fields[field].visibility;
}

bool hv_field_to_group(const struct hv_run *run, uint8_t field)
{
    enum hv_visibility visibility = hv_field_visibility(run, field);

    return visibility == HV_VISIBLE_GROUP || visibility == HV_VISIBLE_GROUP_NAMED;
}

bool hv_field_is_joint(const struct hv_run *run, uint8_t field)
{
    return run->exercise->fields[field].visibility == HV_VISIBLE_JOINT;
}

bool hv_field_noted(const struct hv_run *run, uint8_t field)
{
    return hv_field_to_group(run, field) || (hv_field_visibility(run, field) != HV_VISIBLE_SELF &&
                                             run->exercise->fields[field].may_go_to_group);
}

bool hv_field_counted(const struct hv_run *run, uint8_t field)
{
    return hv_field_visibility(run, field) == HV_VISIBLE_GROUP && (run->nameless >> field & 1) == 0;
}

enum hv_keep hv_field_keep(const struct hv_run *run, uint8_t field, bool shown)
{
    const struct hv_field *defined = &run->exercise->fields[field];
    bool opens = shown && hv_field_visibility(run, field) == HV_VISIBLE_PARTNER;

    return defined->visibility == HV_VISIBLE_PARTNER && !opens ? HV_KEEP_MEETING : defined->keep;
}

uint32_t hv_fields_of_class(const struct hv_run *run, enum hv_round round, enum hv_keep keep)
{
    uint32_t fields = hv_exercise_personal(run->exercise, round);

    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        if (hv_field_keep(run, i, false) != keep && run->exercise->fields[i].keep != keep) {
            fields &= ~(UINT32_C(1) << i);
        }
    }
    return fields;
}

bool hv_is_taken_back(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t seat,
                      uint8_t field)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    return reflection != NULL && (reflection->taken_back >> field & 1) != 0;
}

uint32_t hv_partner_fields(const struct hv_group *group,
                           const struct hv_run *run,
                           uint16_t seat,
                           enum hv_round round)
{
    const struct hv_seat *author = &group->seats[seat - 1];
    bool feared = (hv_unit_tags(group, author->unit) & HV_TAG_BIT(HV_TAG_FEAR)) != 0;

    return author->split || feared ? 0 : hv_shown_fields(group, run, seat, round);
}

bool hv_unit_shares(const struct hv_group *group, const struct hv_run *run, uint16_t unit)
{
    return hv_unit_in_run(run, unit)->sharing && !group->units[unit - 1].closed_space;
}

bool hv_consents(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = &group->seats[number - 1];

    return seat->consent && hv_id_equal(seat->consent_hash, group->statement->hash);
}
