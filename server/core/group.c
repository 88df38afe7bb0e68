/* SPDX-License-Identifier: EUPL-1.2 */
/* A group as its owner sees it: made, asked for facts, for its next deadline, and for the keys that
 * no one needs any more. */
#include "core/group.h"

#include "core/group_state.h"
#include "core/scopes.h"

enum {
    DRAFT_HOURS = 24, /* keys of an evening, made outside one */
    COURSE_DAYS = 120 /* after the last meeting held */
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
        .removed = device->removed,
    };
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].unlocked_on == number) {
            ret->unlocked = group->seats[i].number;
        }
    }
    return true;
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

/* ---- Keys --------------------------------------------------------------------------------------
 */

/* What the envelope carries is under its own keys now: its drafts have served. Reopened before, the
 * values of the last time have too; those of still earlier times went when that one closed. */
static uint32_t useless_at_closing(const struct hv_group *group,
                                   const struct hv_event *event,
                                   struct hv_key_scope ret[4])
{
    const struct hv_run *run = hv_find_run(group, event->envelope_closed.run);
    uint16_t seat = event->envelope_closed.seat, generation = event->envelope_closed.generation;
    enum hv_round round = event->envelope_closed.round;

    if (run == NULL) {
        return 0;
    }
    ret[0] = hv_scope_answer(run, seat, round, HV_KEEP_DRAFT, generation);
    if (generation == 0) {
        return 1;
    }
    generation--;
    ret[1] = hv_scope_answer(run, seat, round, HV_KEEP_DRAFT, generation);
    ret[2] = hv_scope_answer(run, seat, round, HV_KEEP_MEETING, generation);
    ret[3] = hv_scope_answer(run, seat, round, HV_KEEP_COURSE, generation);
    return 4;
}

uint32_t hv_group_useless_keys(const struct hv_group *group,
                               const struct hv_record *record,
                               struct hv_key_scope *ret,
                               uint32_t most)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < record->event_count; i++) {
        struct hv_key_scope useless[4];
        uint32_t found = record->events[i].type == HV_EVENT_ENVELOPE_CLOSED
                             ? useless_at_closing(group, &record->events[i], useless)
                             : 0;

        for (uint32_t j = 0; j < found && count < most; j++) {
            ret[count++] = useless[j];
        }
    }
    return count;
}

int64_t hv_group_keys_end(const struct hv_group *group, enum hv_keep keep, int64_t now)
{
    if (keep == HV_KEEP_COURSE) {
        int64_t from = group->meetings_opened > 0 ? group->last_meeting_at : now;

        return from + COURSE_DAYS * 24 * hour_ms;
    }
    return group->meeting_open ? group->evening_ends_at : now + DRAFT_HOURS * hour_ms;
}
