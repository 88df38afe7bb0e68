/* SPDX-License-Identifier: EUPL-1.2 */
/* A group as its owner sees it: made, asked for facts, for its next deadline, and for the end of
 * its keys. */
#include "core/group.h"

#include "core/group_state.h"

enum {
    DRAFT_HOURS = 24,  /* keys of an evening, made outside one */
    COURSE_DAYS = 120, /* after the last meeting held */
    RETURN_DAYS = 30,  /* the same, once the return evening was */
    BOARD_DAYS = 7
};

static const int64_t hour_ms = 60 * 60 * 1000;

struct hv_group *hv_group_new(struct hv_arena *arena)
{
    struct hv_group *group = hv_arena_alloc(arena, sizeof *group);

    if (group != NULL) {
        group->arena = arena;
        group->next_line = 1;
        group->next_step = 1;
    }
    return group;
}

int64_t hv_group_deadline(const struct hv_group *group)
{
    return group->meeting_open ? group->evening_ends_at : INT64_MAX;
}

bool hv_group_founded(const struct hv_group *group)
{
    return group->programme != NULL;
}

const struct hv_programme *hv_group_programme(const struct hv_group *group)
{
    return group->programme;
}

/* Looks at every device, so that the time tells nothing of which one it was. */
uint16_t hv_group_device(const struct hv_group *group,
                         const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                         bool (*equal)(const void *a, const void *b, size_t size))
{
    uint16_t found = 0;

    for (uint16_t i = 0; i < group->device_count; i++) {
        bool same = equal(group->devices[i].token_hash, token_hash, HV_TOKEN_HASH_SIZE);

        if (same && !group->devices[i].removed) {
            found = (uint16_t)(i + 1);
        }
    }
    return found;
}

uint16_t hv_group_placed_device(const struct hv_group *group,
                                const uint8_t token_hash[HV_TOKEN_HASH_SIZE],
                                bool (*equal)(const void *a, const void *b, size_t size))
{
    static const uint8_t none[HV_TOKEN_HASH_SIZE] = { 0 };
    uint16_t found = 0;

    for (uint16_t i = 0; i < group->device_count; i++) {
        const struct hv_device *device = &group->devices[i];
        bool same = equal(device->old_hash, token_hash, HV_TOKEN_HASH_SIZE);

        if (same && !device->removed && memcmp(device->old_hash, none, sizeof none) != 0) {
            found = (uint16_t)(i + 1);
        }
    }
    return found;
}

bool hv_group_device_facts(const struct hv_group *group,
                           uint16_t number,
                           struct hv_device_facts *ret)
{
    const struct hv_device *device = hv_find_device(group, number);

    if (device == NULL) {
        return false;
    }
    *ret = (struct hv_device_facts){
        .role = device->role,
        .unit = device->unit,
        .seat = device->seat,
        .waits = hv_device_waits(device),
        .removed = device->removed,
        .placed_by = device->placed_by,
    };
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].unlocked_on == number || hv_seat_has_ticket(&group->seats[i], number)) {
            ret->unlocked = group->seats[i].number;
        }
    }
    return true;
}

bool hv_group_meeting_open(const struct hv_group *group)
{
    return group->meeting_open;
}

struct hv_bytes hv_group_verifier(const struct hv_group *group, uint16_t number, int64_t now)
{
    const struct hv_seat *seat = hv_find_seat(group, number);

    return hv_seat_rests(seat, now) ? (struct hv_bytes){ .size = 0 }
                                    : hv_bytes_from_text(seat->verifier);
}

bool hv_group_ticket(const struct hv_group *group,
                     uint16_t device,
                     uint16_t number,
                     const uint8_t ticket_hash[HV_TOKEN_HASH_SIZE],
                     bool (*equal)(const void *a, const void *b, size_t size))
{
    const struct hv_seat *seat = hv_find_seat(group, number);

    return seat != NULL && equal(seat->ticket_hash, ticket_hash, HV_TOKEN_HASH_SIZE) &&
           hv_seat_has_ticket(seat, device);
}

/* As above, for cards. */
static uint16_t find_card(const struct hv_group *group,
                          const void *wanted,
                          size_t offset,
                          size_t size,
                          bool (*equal)(const void *a, const void *b, size_t size))
{
    uint16_t found = 0;

    for (uint16_t i = 0; i < group->unit_count; i++) {
        const struct hv_unit *unit = &group->units[i];
        bool same = equal((const uint8_t *)unit + offset, wanted, size);

        if (same && !unit->removed && group->meeting_open) {
            found = unit->number;
        }
    }
    return found;
}

uint16_t hv_group_card(const struct hv_group *group,
                       const uint8_t card_hash[HV_TOKEN_HASH_SIZE],
                       bool (*equal)(const void *a, const void *b, size_t size))
{
    return find_card(group, card_hash, offsetof(struct hv_unit, card_hash), HV_TOKEN_HASH_SIZE,
                     equal);
}

uint16_t hv_group_card_of_code(const struct hv_group *group,
                               const uint8_t code[HV_CARD_CODE_SIZE],
                               bool (*equal)(const void *a, const void *b, size_t size))
{
    return find_card(group, code, offsetof(struct hv_unit, card_code), HV_CARD_CODE_SIZE, equal);
}

bool hv_group_walk_in(const struct hv_group *group,
                      const uint8_t code[HV_WALK_IN_CODE_SIZE],
                      bool (*equal)(const void *a, const void *b, size_t size))
{
    bool same = equal(group->lobby_code, code, HV_WALK_IN_CODE_SIZE);

    return same && group->lobby_open;
}

uint16_t hv_group_device_count(const struct hv_group *group)
{
    return group->device_count;
}

const struct hv_exercise *hv_group_run_exercise(const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    return run != NULL ? run->exercise : NULL;
}

static bool has_definition(const struct hv_exercise *const *definitions,
                           uint32_t count,
                           const struct hv_exercise *wanted)
{
    for (uint32_t i = 0; i < count; i++) {
        if (definitions[i] == wanted) {
            return true;
        }
    }
    return false;
}

uint32_t
hv_group_definitions(const struct hv_group *group, const struct hv_exercise **ret, uint32_t most)
{
    uint32_t count = 0;

    if (!group->meeting_open) {
        return 0;
    }
    for (unsigned i = 0; i < group->step_count && count < most; i++) {
        const struct hv_exercise *definition = group->steps[i].definition;

        if (definition != NULL && !has_definition(ret, count, definition)) {
            ret[count++] = definition;
        }
    }
    return count;
}

static uint32_t unit_bit(uint16_t number)
{
    return number >= 1 && number <= HV_UNITS_MAX ? UINT32_C(1) << (number - 1) : HV_UNITS_ALL;
}

static uint32_t seat_bit(const struct hv_group *group, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(group, number);

    return seat != NULL ? unit_bit(seat->unit) : HV_UNITS_ALL;
}

/* What people do at their own table; whatever else happens may change what every table shows. */
static uint32_t units_changed(const struct hv_group *group, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_FIELD_SAVED:
        return seat_bit(group, event->field_saved.seat);
    case HV_EVENT_ENVELOPE_CLOSED:
        return seat_bit(group, event->envelope_closed.seat);
    case HV_EVENT_ENVELOPE_REOPENED:
        return seat_bit(group, event->envelope_reopened.seat);
    case HV_EVENT_SCORED:
        return seat_bit(group, event->scored.seat);
    case HV_EVENT_WIDENED:
        return seat_bit(group, event->widened.seat);
    case HV_EVENT_TAKEN_BACK:
        return seat_bit(group, event->taken_back.seat);
    case HV_EVENT_SPLIT:
        return seat_bit(group, event->split.seat);
    case HV_EVENT_OPENED:
        return unit_bit(event->opened.unit);
    case HV_EVENT_JOINT_SAVED:
        return unit_bit(event->joint_saved.unit);
    case HV_EVENT_JOINT_MARKED:
        return unit_bit(event->joint_marked.unit);
    case HV_EVENT_JOINT_CONFIRMED:
        return unit_bit(event->joint_confirmed.unit);
    case HV_EVENT_WORDS_DEALT:
        return seat_bit(group, event->words_dealt.seat);
    case HV_EVENT_SIGNAL_GIVEN:
    case HV_EVENT_SEAT_TRIED:
    case HV_EVENT_LIGHT_SET:
    case HV_EVENT_TAG_SET:
    case HV_EVENT_NOTE_WRITTEN:
        return 0; /* they change nothing but the board */
    default:
        return HV_UNITS_ALL;
    }
}

uint32_t hv_group_units_changed(const struct hv_group *group, const struct hv_record *record)
{
    uint32_t units = 0;

    for (uint32_t i = 0; i < record->event_count; i++) {
        units |= units_changed(group, &record->events[i]);
    }
    return units;
}

uint32_t hv_group_pane_unit(const struct hv_group *group, struct hv_pane_key key)
{
    switch (key.kind) {
    case HV_PANE_UNIT:
        return unit_bit(key.number);
    case HV_PANE_SEAT:
    case HV_PANE_WORK:
        return seat_bit(group, key.number);
    case HV_PANE_STAGE:
    case HV_PANE_WALL:
    case HV_PANE_BOARD:
        break;
    }
    return 0;
}

static int64_t course_end(const struct hv_group *group)
{
    if (group->meetings_opened == 0) {
        return INT64_MAX;
    }
    return group->last_meeting_at +
           (group->return_evening ? RETURN_DAYS : COURSE_DAYS) * 24 * hour_ms;
}

int64_t hv_group_keys_end(const struct hv_group *group, enum hv_keep keep, int64_t now)
{
    switch (keep) {
    case HV_KEEP_COURSE:
        return course_end(group);
    case HV_KEEP_SIGNAL:
    case HV_KEEP_INTAKE:
        return now + BOARD_DAYS * 24 * hour_ms;
    case HV_KEEP_DRAFT:
    case HV_KEEP_MEETING:
        break;
    }
    return group->meeting_open ? group->evening_ends_at : now + DRAFT_HOURS * hour_ms;
}
