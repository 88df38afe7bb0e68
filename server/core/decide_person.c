/* SPDX-License-Identifier: EUPL-1.2 */
/* What facilitators say of a person: a light, tags, a note. Lights and tags weigh on what the
 * couple is asked. */
#include "core/decide.h"
#include "core/scopes.h"
#include "core/tags.h"

void hv_deciding_person_keys(struct hv_deciding *deciding, uint16_t seat)
{
    hv_deciding_key(deciding, hv_scope_person_light(seat));
    hv_deciding_key(deciding, hv_scope_person_tags(seat));
    hv_deciding_key(deciding, hv_scope_person_note(seat, 0));
}

static enum hv_refusal
check_person(const struct hv_deciding *deciding, uint16_t number, const struct hv_seat **ret)
{
    const struct hv_seat *seat = hv_find_seat(deciding->group, number);

    if (seat == NULL || deciding->group->units[seat->unit - 1].removed) {
        return HV_REFUSAL_NOT_FOUND;
    }
    *ret = seat;
    return HV_REFUSAL_NONE;
}

/* What comes to weigh on a couple while a run is under way counts at once. Nothing is given back
 * when it no longer does: a facilitator deals another form. */
static void deal_light(struct hv_deciding *deciding, const struct hv_seat *seat, uint16_t weight)
{
    const struct hv_group *group = deciding->group;
    const struct hv_run *run = hv_find_run(group, group->run);
    uint16_t tags = hv_unit_tags(group, seat->unit) | weight;

    if (run != NULL && hv_exercise_due_form(run->exercise, tags) == HV_FORM_LIGHT) {
        hv_deciding_form(deciding, run, seat->unit, HV_FORM_LIGHT);
    }
}

static bool holds_intake(const struct hv_run *run, const struct hv_reflection *reflection)
{
    for (unsigned i = 0; reflection != NULL && i < run->exercise->field_count; i++) {
        const struct hv_slot *value = &reflection->fields[i].value;

        if (value->present && !value->gone && value->scope.keep == HV_KEEP_INTAKE) {
            return true;
        }
    }
    return false;
}

/* Whether this person closed answers for which the light was not set since. */
static bool awaits_light(const struct hv_group *group, uint16_t seat)
{
    for (uint32_t i = 1; i <= group->run_count; i++) {
        const struct hv_run *run = hv_find_run(group, i);

        if (holds_intake(run, hv_reflection_of(group, run, seat))) {
            return true;
        }
    }
    return false;
}

enum hv_refusal hv_decide_set_light(struct hv_deciding *deciding)
{
    const struct hv_set_light *wanted = &deciding->command->set_light;
    const uint8_t light = (uint8_t)wanted->light;
    const struct hv_seat *seat;
    enum hv_refusal refusal = check_person(deciding, wanted->seat, &seat);
    struct hv_event *event;

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->light > HV_LIGHT_RED) {
        return HV_REFUSAL_INVALID;
    }
    if (hv_seat_light(seat) == wanted->light &&
        (wanted->light == HV_LIGHT_NONE || !awaits_light(deciding->group, seat->number))) {
        return HV_REFUSAL_NONE;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_LIGHT_SET);
    event->light_set.seat = seat->number;
    event->light_set.light = hv_deciding_part(deciding, hv_scope_person_light(seat->number),
                                              (struct hv_bytes){ &light, sizeof light });
    deal_light(deciding, seat, hv_tags_weight(0, wanted->light));
    return HV_REFUSAL_NONE;
}

static enum hv_refusal check_tag(const struct hv_deciding *deciding,
                                 const struct hv_set_tag *wanted)
{
    if (wanted->tag < HV_TAG_FEAR || wanted->tag >= HV_TAG_END) {
        return HV_REFUSAL_INVALID;
    }
    return wanted->set && wanted->tag == HV_TAG_INTOXICATED && !deciding->group->meeting_open
               ? HV_REFUSAL_NO_MEETING
               : HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_set_tag(struct hv_deciding *deciding)
{
    const struct hv_set_tag *wanted = &deciding->command->set_tag;
    const struct hv_seat *seat;
    enum hv_refusal refusal = check_person(deciding, wanted->seat, &seat);
    uint8_t packed[HV_TAGS_BYTES];
    struct hv_event *event;
    struct hv_tags tags;

    if (refusal == HV_REFUSAL_NONE) {
        refusal = check_tag(deciding, wanted);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    tags = hv_seat_tags(deciding->group, seat);
    if (((tags.set >> wanted->tag & 1) != 0) == wanted->set) {
        return HV_REFUSAL_NONE;
    }
    tags.set ^= HV_TAG_BIT(wanted->tag);
    if (wanted->tag == HV_TAG_INTOXICATED) {
        tags.tonight = deciding->group->meetings_opened;
    }
    hv_tags_pack(tags, packed);
    event = hv_deciding_emit(deciding, HV_EVENT_TAG_SET);
    event->tag_set.seat = seat->number;
    event->tag_set.tags = hv_deciding_part(deciding, hv_scope_person_tags(seat->number),
                                           (struct hv_bytes){ packed, sizeof packed });
    if (wanted->set) {
        deal_light(deciding, seat, HV_TAG_BIT(wanted->tag));
    }
    return HV_REFUSAL_NONE;
}

/* What was taken away goes with its key; the next note gets another, which is made now. */
static enum hv_refusal take_note_away(struct hv_deciding *deciding, const struct hv_seat *seat)
{
    if (seat->notes_taken_away == HV_NOTES_TAKEN_AWAY_MAX) {
        return HV_REFUSAL_FULL;
    }
    hv_deciding_key(deciding,
                    hv_scope_person_note(seat->number, (uint16_t)(seat->notes_taken_away + 1)));
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_write_note(struct hv_deciding *deciding)
{
    const struct hv_write_note *wanted = &deciding->command->write_note;
    const struct hv_seat *seat;
    enum hv_refusal refusal = check_person(deciding, wanted->seat, &seat);
    struct hv_event *event;

    if (refusal == HV_REFUSAL_NONE && wanted->text.size > HV_PERSON_NOTE_MAX) {
        refusal = HV_REFUSAL_NOT_ACCEPTED;
    }
    if (refusal == HV_REFUSAL_NONE) {
        refusal = hv_check_revision(seat->note_revision, wanted->revision);
    }
    if (refusal == HV_REFUSAL_NONE && wanted->text.size == 0) {
        refusal = take_note_away(deciding, seat);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_NOTE_WRITTEN);
    event->note_written.seat = seat->number;
    event->note_written.revision = wanted->revision;
    if (wanted->text.size > 0) {
        event->note_written.text = hv_deciding_part(
            deciding, hv_scope_person_note(seat->number, seat->notes_taken_away), wanted->text);
    }
    return HV_REFUSAL_NONE;
}
