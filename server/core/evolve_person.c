/* SPDX-License-Identifier: EUPL-1.2 */
/* What facilitators said of a person. It lies here unread: decide and the board ask tags.h. */
#include "core/evolve.h"
#include "core/slot.h"

/* What facilitators had to know for it is gone with it. */
static void end_intake(const struct hv_run *run, struct hv_reflection *reflection)
{
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        struct hv_slot *value = &reflection->fields[i].value;

        if (value->present && value->scope.keep == HV_KEEP_INTAKE) {
            hv_slot_destroy(value);
        }
    }
}

enum hv_code hv_evolve_light_set(struct hv_group *group,
                                 const struct hv_cause *cause,
                                 const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->light_set.seat);

    (void)cause;
    if (seat == NULL || !event->light_set.light.present) {
        return HV_ECORRUPT;
    }
    for (uint32_t i = 0; i < group->run_count; i++) {
        struct hv_reflection *reflection =
            hv_unit_in_run(group->runs[i], seat->unit)
                ->members[hv_member_index(hv_find_unit(group, seat->unit), seat->number)];

        if (reflection != NULL) {
            end_intake(group->runs[i], reflection);
        }
    }
    return hv_slot_store(group->arena, &seat->light, &event->light_set.light);
}

enum hv_code hv_evolve_tag_set(struct hv_group *group,
                               const struct hv_cause *cause,
                               const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->tag_set.seat);

    (void)cause;
    return seat == NULL || !event->tag_set.tags.present
               ? HV_ECORRUPT
               : hv_slot_store(group->arena, &seat->tags, &event->tag_set.tags);
}

enum hv_code hv_evolve_note_written(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_seat *seat = hv_evolve_seat(group, event->note_written.seat);

    (void)cause;
    if (seat == NULL) {
        return HV_ECORRUPT;
    }
    seat->note_revision = event->note_written.revision;
    if (!event->note_written.text.present) {
        if (seat->notes_taken_away == HV_NOTES_TAKEN_AWAY_MAX) {
            return HV_ECORRUPT;
        }
        seat->notes_taken_away++;
    }
    return hv_slot_store(group->arena, &seat->note, &event->note_written.text);
}
