/* SPDX-License-Identifier: EUPL-1.2 */
/* Who reads which pane, and the small questions about content that every disclosure asks. */
#include "core/disclosure.h"

#include "core/visible.h"

const struct hv_device *hv_live_device(const struct hv_group *group, uint16_t number)
{
    const struct hv_device *device = hv_find_device(group, number);
    if (device == NULL || device->removed) {
        return NULL;
    }
    if (device->role == HV_ROLE_TABLE || device->role == HV_ROLE_PEN) {
        const struct hv_unit *unit = hv_find_unit(group, device->unit);
        return unit != NULL && !unit->removed ? device : NULL;
    }
    return device->role == HV_ROLE_SERVER ? NULL : device;
}

const struct hv_device *hv_reading_device(const struct hv_group *group, uint16_t number)
{
    const struct hv_device *device = hv_live_device(group, number);
    return device == NULL || hv_device_waits(device) ? NULL : device;
}

bool hv_device_facilitates(const struct hv_device *device)
{
    return device->role == HV_ROLE_FACILITATOR || device->role == HV_ROLE_CO_FACILITATOR;
}

bool hv_seat_admitted(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    const struct hv_unit *unit = seat != NULL ? hv_find_unit(group, seat->unit) : NULL;
    if (unit == NULL || unit->removed) {
        return false;
    }
    return (hv_unit_present(unit) >> (number - unit->first_seat) & 1) != 0;
}

bool hv_gets_back(const struct hv_seat *seat,
                  const struct hv_run *run,
                  const struct hv_reflection *work,
                  uint8_t field)
{
    const struct hv_field *asked = &run->exercise->fields[field];
    const struct hv_envelope *envelope = &work->envelopes[asked->round];
    return !envelope->closed || (envelope->life == seat->life && asked->keep != HV_KEEP_INTAKE);
}

/* ---- Panes ---- */

static bool unit_is_there(const struct hv_group *group, uint16_t number)
{
    const struct hv_unit *unit = hv_find_unit(group, number);
    return unit != NULL && !unit->removed && group->meeting_open && !hv_group_covered(group);
}

static bool seat_is_there(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    return seat != NULL && seat->unlocked_on != 0 && unit_is_there(group, seat->unit);
}

bool hv_pane_is_there(const struct hv_group *group, struct hv_pane_key key)
{
    switch (key.kind) {
    case HV_PANE_STAGE:
    case HV_PANE_BOARD:
        return key.number == 0;
    case HV_PANE_WALL:
        return key.number == 0 && group->meeting_open;
    case HV_PANE_UNIT:
        return unit_is_there(group, key.number);
    case HV_PANE_SEAT:
        return seat_is_there(group, key.number);
    case HV_PANE_WORK:
        return seat_is_there(group, key.number) && hv_seat_admitted(group, key.number);
    }
    return false;
}

/* The table reads for its unit, locked or not. A pen reads what its own seat may: the partner who
 * is away reads nothing of the evening. */
static bool reads_wall(const struct hv_group *group, const struct hv_device *device)
{
    if (device->role == HV_ROLE_PEN) {
        return hv_seat_admitted(group, device->seat);
    }
    if (device->role == HV_ROLE_TABLE) {
        return hv_unit_admitted(hv_find_unit(group, device->unit));
    }
    return true;
}

/* Before a unit is admitted its pane holds no more than names, and a pen needs it to consent. */
static bool
reads_unit(const struct hv_group *group, const struct hv_device *device, uint16_t number)
{
    if (device->unit != number) {
        return false;
    }
    if (device->role == HV_ROLE_TABLE) {
        return true;
    }
    const struct hv_seat *seat = hv_find_seat(group, device->seat);
    if (device->role != HV_ROLE_PEN || seat == NULL ||
        hv_find_device(group, seat->unlocked_on) != device) {
        return false;
    }
    return hv_seat_admitted(group, device->seat) || !hv_unit_admitted(hv_find_unit(group, number));
}

bool hv_group_readers(const struct hv_group *group, struct hv_pane_key key, uint16_t number)
{
    const struct hv_device *device = hv_reading_device(group, number);
    if (device == NULL || !hv_pane_is_there(group, key)) {
        return false;
    }
    switch (key.kind) {
    case HV_PANE_STAGE:
        return true;
    case HV_PANE_WALL:
        return reads_wall(group, device);
    case HV_PANE_UNIT:
        return reads_unit(group, device, key.number);
    case HV_PANE_SEAT:
    case HV_PANE_WORK:
        return hv_find_seat(group, key.number)->unlocked_on == number;
    case HV_PANE_BOARD:
        return hv_device_facilitates(device);
    }
    return false;
}

uint32_t
hv_group_panes(const struct hv_group *group, uint16_t number, struct hv_pane_key ret[HV_PANES_MAX])
{
    const struct hv_device *device = hv_reading_device(group, number);
    if (device == NULL) {
        return 0;
    }
    uint16_t seat = 0;
    for (uint16_t i = 1; i <= group->seat_count && seat == 0; i++) {
        seat = hv_find_seat(group, i)->unlocked_on == number ? i : 0;
    }
    const struct hv_pane_key keys[] = {
        { HV_PANE_STAGE, 0 },   { HV_PANE_WALL, 0 },    { HV_PANE_UNIT, device->unit },
        { HV_PANE_SEAT, seat }, { HV_PANE_WORK, seat }, { HV_PANE_BOARD, 0 },
    };
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (hv_group_readers(group, keys[i], number)) {
            ret[count++] = keys[i];
        }
    }
    return count;
}

/* ---- Content ---- */

const struct hv_run *hv_run_under_way(const struct hv_group *group)
{
    const struct hv_run *run = hv_find_run(group, group->run);
    return run != NULL && !run->over && group->meeting_open ? run : NULL;
}

bool hv_slot_held(const struct hv_slot *slot)
{
    return slot->present && !slot->gone;
}

struct hv_bytes hv_slot_bytes(const struct hv_slot *slot)
{
    if (!hv_slot_held(slot)) {
        return (struct hv_bytes){ 0 };
    }
    return (struct hv_bytes){ .data = slot->bytes, .size = slot->size };
}

enum hv_signal hv_standing_signal(const struct hv_signals *signals)
{
    enum hv_signal standing = HV_SIGNAL_NOTHING;
    for (unsigned i = signals->handled; i < signals->count; i++) {
        struct hv_bytes bytes = hv_slot_bytes(&signals->slots[i]);
        if (bytes.size == 1 && bytes.data[0] <= HV_SIGNAL_CALL && bytes.data[0] > standing) {
            standing = (enum hv_signal)bytes.data[0];
        }
    }
    return standing;
}

struct hv_bytes hv_seat_alias(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    return seat != NULL ? hv_slot_bytes(&seat->name) : (struct hv_bytes){ 0 };
}

struct hv_text hv_step_title(const struct hv_step_entry *entry)
{
    if (entry->step.title.nl.size != 0 || entry->definition == NULL) {
        return entry->step.title;
    }
    return entry->definition->title;
}

struct hv_id hv_step_exercise(const struct hv_step_entry *entry)
{
    return entry->definition != NULL ? entry->definition->hash : (struct hv_id){ .b = { 0 } };
}

enum hv_answer hv_own_answer(const struct hv_reflection *work, uint8_t field)
{
    return (work->discarded >> field & 1) != 0 ? HV_ANSWER_NONE : work->fields[field].answer;
}

bool hv_closed_answer(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t seat,
                      uint8_t field,
                      struct hv_bytes *ret)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat);
    if (work == NULL || !work->envelopes[run->exercise->fields[field].round].closed) {
        return false;
    }
    const struct hv_seat_state_field *answer = &work->fields[field];
    if (answer->answer != HV_ANSWER_GIVEN || !hv_slot_held(&answer->value)) {
        return false;
    }
    *ret = hv_slot_bytes(&answer->value);
    return true;
}

bool hv_shown_answer(const struct hv_group *group,
                     const struct hv_run *run,
                     uint16_t seat,
                     uint8_t field,
                     struct hv_bytes *ret)
{
    uint32_t shown = hv_shown_fields(group, run, seat, run->exercise->fields[field].round);
    return (shown >> field & 1) != 0 && hv_closed_answer(group, run, seat, field, ret);
}

const struct hv_slot *hv_joint_agreed(const struct hv_group *group,
                                      const struct hv_run *run,
                                      uint16_t unit,
                                      uint8_t field,
                                      bool to_group)
{
    const struct hv_unit *members = hv_find_unit(group, unit);
    const struct hv_unit_run *in_run = hv_unit_in_run(run, unit);
    if (in_run->joints == NULL || in_run->confirmed == 0) {
        return NULL;
    }
    const struct hv_joint_field *joint = &in_run->joints[field];
    uint8_t yes = to_group ? joint->to_group : joint->widened;
    bool all = joint->answer == HV_ANSWER_GIVEN;
    for (unsigned i = 0; i < members->member_count; i++) {
        all = all && (yes >> i & 1) != 0 && group->seats[members->first_seat + i - 1].consent &&
              joint->copied[i] == joint->revision && hv_slot_held(&joint->copies[i]);
    }
    return all ? &joint->copies[0] : NULL;
}

bool hv_note_answer(const struct hv_group *group,
                    const struct hv_run *run,
                    const struct hv_note *note,
                    struct hv_bytes *ret)
{
    if (hv_field_is_joint(run, note->field)) {
        uint16_t unit = group->seats[note->seat - 1].unit;
        const struct hv_slot *slot = hv_joint_agreed(group, run, unit, note->field, true);
        *ret = slot != NULL ? hv_slot_bytes(slot) : (struct hv_bytes){ 0 };
        return slot != NULL && hv_note_stands(group, run, note);
    }
    enum hv_round round = run->exercise->fields[note->field].round;
    return (hv_group_fields(group, run, note->seat, round) >> note->field & 1) != 0 &&
           hv_closed_answer(group, run, note->seat, note->field, ret);
}

bool hv_note_picked(const struct hv_group *group,
                    const struct hv_run *run,
                    uint8_t stage,
                    uint16_t number)
{
    for (uint8_t i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];
        if (line->kind == HV_WALL_NOTE && !line->taken_away && line->run == run->number &&
            line->stage == stage && line->index == number) {
            return true;
        }
    }
    return false;
}
