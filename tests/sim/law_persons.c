/* SPDX-License-Identifier: EUPL-1.2 */
/* What facilitators know of persons, and what follows from it for their couples. */
#include "tests/sim/law_facts.h"

/* What could not be read any more is not judged by. */
static void take_light(struct law_seat *seat, const struct hv_part *part)
{
    seat->unread |= part->gone;
    seat->red = !part->gone && part->bytes.size == 1 && part->bytes.data[0] == HV_LIGHT_RED;
}

/* What facilitators had to know for the light is gone with it, of whatever evening. */
static void end_intake(struct law *law, uint16_t seat)
{
    for (struct law_run *run = law->run; run != NULL; run = run->before) {
        for (uint8_t i = 0; i < run->exercise->field_count; i++) {
            const struct hv_field *field = &run->exercise->fields[i];
            if (field->keep == HV_KEEP_INTAKE && run->work[seat].closed[field->round]) {
                run->work[seat].lit |= UINT32_C(1) << i;
            }
        }
    }
}

static void take_tags(struct law_seat *seat, const struct hv_part *part)
{
    seat->unread |= part->gone;
    if (!part->gone && part->bytes.size == 4) {
        const uint8_t *bytes = part->bytes.data;
        seat->tags = (uint16_t)(bytes[0] << 8 | bytes[1]);
        seat->tonight = (uint16_t)(bytes[2] << 8 | bytes[3]);
    }
}

void law_take_person(struct law *law, const struct hv_event *event)
{
    if (event->type == HV_EVENT_LIGHT_SET) {
        take_light(&law->seats[event->light_set.seat], &event->light_set.light);
        end_intake(law, event->light_set.seat);
    } else if (event->type == HV_EVENT_TAG_SET) {
        take_tags(&law->seats[event->tag_set.seat], &event->tag_set.tags);
    }
}

static bool has_tag(const struct law *law, const struct law_seat *seat, enum hv_tag tag)
{
    return (seat->tags >> tag & 1) != 0 &&
           (tag != HV_TAG_INTOXICATED || seat->tonight == law->meetings);
}

static bool is_feared(const struct law *law, const struct law_seat *seat)
{
    return seat->red || has_tag(law, seat, HV_TAG_FEAR);
}

static bool is_shared(const struct hv_exercise *exercise)
{
    for (unsigned i = 0; i < exercise->field_count; i++) {
        enum hv_visibility visibility = exercise->fields[i].visibility;
        if (visibility == HV_VISIBLE_PARTNER || visibility == HV_VISIBLE_JOINT) {
            return true;
        }
    }
    return false;
}

static bool
is_blocked(const struct law *law, const struct law_seat *seat, const struct hv_exercise *exercise)
{
    bool never_shares = is_feared(law, seat) || has_tag(law, seat, HV_TAG_VIOLENCE_RECENT) ||
                        has_tag(law, seat, HV_TAG_CRISIS) || has_tag(law, seat, HV_TAG_INTOXICATED);
    bool blocked = never_shares && is_shared(exercise);
    for (enum hv_tag tag = HV_TAG_FEAR; tag < HV_TAG_END; tag++) {
        blocked = blocked || (has_tag(law, seat, tag) && (exercise->contra.block >> tag & 1) != 0);
    }
    return blocked && !seat->unread;
}

bool law_feared(const struct law *law, uint16_t unit)
{
    bool feared = false;
    for (unsigned member = 0; member < law->units[unit].members; member++) {
        const struct law_seat *seat = &law->seats[law->units[unit].first_seat + member];
        feared = feared || (is_feared(law, seat) && !seat->unread);
    }
    return feared;
}

void law_check_persons(struct law *law)
{
    const struct law_run *run = law_under_way(law);
    for (uint16_t seat = 1; run != NULL && seat <= law->seat_count; seat++) {
        uint16_t unit = law->seats[seat].unit;
        if (!law->units[unit].removed && run->units[unit].form != HV_FORM_LIGHT &&
            is_blocked(law, &law->seats[seat], run->exercise)) {
            law_wrong(law, "a couple that may not share was dealt more than the light form");
        }
    }
}
