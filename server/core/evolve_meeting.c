/* SPDX-License-Identifier: EUPL-1.2 */
/* The evening: its agenda, who is there, the clock, what is announced and asked. */
#include "core/evolve.h"
#include "core/programme_copy.h"
#include "core/slot.h"

static void copy_agenda(struct hv_group *group)
{
    const struct hv_programme *programme = group->programme;
    const struct hv_meeting *meeting =
        group->meeting < programme->meeting_count ? &programme->meetings[group->meeting] : NULL;

    memset(group->steps, 0, sizeof group->steps);
    group->step_count = meeting != NULL ? meeting->step_count : 0;
    for (unsigned i = 0; i < group->step_count; i++) {
        struct hv_step_entry *entry = &group->steps[i];

        entry->id = (uint16_t)(i + 1);
        entry->step = meeting->steps[i];
        if (entry->step.kind == HV_STEP_EXERCISE) {
            entry->definition = &programme->exercises[entry->step.exercise];
        }
    }
    group->next_step = (uint16_t)(group->step_count + 1);
}

static void forget_last_meeting(struct hv_group *group)
{
    for (unsigned i = 0; i < group->unit_count; i++) {
        group->units[i].mark = HV_PRESENCE_EXPECTED;
        group->units[i].alone = 0;
        group->units[i].arrived = false;
        group->units[i].more_time = false;
    }
    hv_evolve_new_wall(group);
    hv_slot_clear(&group->announcement);
    group->timer_set = false;
    group->timer_running = false;
    group->timer_ends_at = 0;
    group->timer_remaining_ms = 0;
    hv_evolve_forget(&group->remembered[0]);
    hv_evolve_forget(&group->remembered[1]);
}

/* Who was split since the last meeting shares nothing from this one on, and neither does the
 * partner. */
static void close_spaces(struct hv_group *group)
{
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].split) {
            group->units[group->seats[i].unit - 1].closed_space = true;
        }
    }
}

enum hv_code hv_evolve_meeting_opened(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    if (group->meeting_open || group->meetings_opened == UINT16_MAX ||
        (event->meeting_opened.meeting >= group->programme->meeting_count &&
         event->meeting_opened.meeting != HV_MEETINGS_MAX) ||
        event->meeting_opened.evening_ends_at < 0 ||
        event->meeting_opened.evening_ends_at > HV_TIME_MAX) {
        return HV_ECORRUPT;
    }
    forget_last_meeting(group);
    close_spaces(group);
    group->meeting_open = true;
    group->meetings_opened++;
    group->meeting = event->meeting_opened.meeting;
    group->meeting_opened_at = cause->at;
    group->last_meeting_at = cause->at;
    group->return_evening =
        group->return_evening || group->meeting + 1 == group->programme->meeting_count;
    group->evening_ends_at = event->meeting_opened.evening_ends_at;
    group->began_at = 0;
    group->step_started_at = 0;
    copy_agenda(group);
    return HV_OK;
}

/* Agenda, runs, wall, presence and remembered ids are as they were when it ended. */
enum hv_code hv_evolve_meeting_reopened(struct hv_group *group,
                                        const struct hv_cause *cause,
                                        const struct hv_event *event)
{
    (void)event;
    if (group->meeting_open || group->meetings_opened == 0 || cause->at >= group->evening_ends_at) {
        return HV_ECORRUPT;
    }
    group->meeting_open = true;
    return HV_OK;
}

static void end_pause(struct hv_group *group)
{
    group->paused = false;
    group->clock_waits = false;
    for (unsigned i = 0; i < group->seat_count; i++) {
        group->seats[i].paused_on = 0;
    }
}

enum hv_code hv_evolve_meeting_ended(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    (void)cause;
    (void)event;
    if (!group->meeting_open || group->step != 0) {
        return HV_ECORRUPT;
    }
    for (unsigned i = 0; i < group->seat_count; i++) {
        if (group->seats[i].unlocked_on != 0) {
            return HV_ECORRUPT;
        }
    }
    group->meeting_open = false;
    for (unsigned i = 0; i < group->seat_count; i++) {
        hv_evolve_end_ticket(&group->seats[i]);
    }
    end_pause(group);
    hv_evolve_end_arrivals(group);
    return HV_OK;
}

/* Of members who go; their seats are locked. */
static void end_tickets(struct hv_group *group, const struct hv_unit *unit, uint8_t members)
{
    for (unsigned member = 0; member < unit->member_count; member++) {
        struct hv_seat *seat = &group->seats[unit->first_seat + member - 1];

        if ((members >> member & 1) != 0 && seat->unlocked_on == 0) {
            hv_evolve_end_ticket(seat);
        }
    }
}

enum hv_code hv_evolve_presence_marked(struct hv_group *group,
                                       const struct hv_cause *cause,
                                       const struct hv_event *event)
{
    const struct hv_mark_presence *marked = &event->presence_marked;
    struct hv_unit *unit = hv_evolve_unit(group, marked->unit);
    const struct hv_seat *alone = hv_find_seat(group, marked->seat);
    struct hv_run *run = hv_evolve_run(group, group->run);
    uint8_t before;

    (void)cause;
    if (unit == NULL || marked->mark < HV_PRESENCE_EXPECTED || marked->mark > HV_PRESENCE_AWAY ||
        (marked->mark == HV_PRESENCE_ONE_PARTNER &&
         (alone == NULL || alone->unit != unit->number))) {
        return HV_ECORRUPT;
    }
    before = hv_unit_present(unit);
    unit->mark = marked->mark;
    unit->alone = marked->mark == HV_PRESENCE_ONE_PARTNER ? marked->seat : 0;
    end_tickets(group, unit, (uint8_t)(before & ~hv_unit_present(unit)));
    unit->arrived = unit->arrived || hv_unit_admitted(unit);
    if (run != NULL) {
        hv_evolve_ready(group, run, unit->number);
    }
    return HV_OK;
}

/* ---- Steps ---- */

enum hv_code hv_evolve_step_started(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_step_entry *step = hv_evolve_step(group, event->step_started.step);

    if (step == NULL || !group->meeting_open || group->step != 0) {
        return HV_ECORRUPT;
    }
    step->started = true;
    step->skipped = false;
    step->done = false;
    group->step = step->id;
    group->step_started_at = cause->at;
    if (group->began_at == 0) {
        group->began_at = cause->at;
    }
    return HV_OK;
}

enum hv_code hv_evolve_step_ended(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    struct hv_step_entry *step = hv_evolve_step(group, event->step_ended.step);

    (void)cause;
    if (step == NULL || group->step != step->id || group->run != 0) {
        return HV_ECORRUPT;
    }
    step->done = true;
    group->step = 0;
    group->example_shown = 0;
    return HV_OK;
}

static unsigned index_of(const struct hv_group *group, uint16_t id)
{
    unsigned index = 0;

    while (index < group->step_count && group->steps[index].id != id) {
        index++;
    }
    return index;
}

/* Puts a step behind `after`, or in front; one of that id, or none, must stand there. */
static void place_step(struct hv_group *group, const struct hv_step_entry *entry, uint16_t after)
{
    unsigned index = after == 0 ? 0 : index_of(group, after) + 1;

    memmove(&group->steps[index + 1], &group->steps[index],
            (group->step_count - index) * sizeof group->steps[0]);
    group->steps[index] = *entry;
    group->step_count++;
}

static void take_step(struct hv_group *group, unsigned index)
{
    group->step_count--;
    memmove(&group->steps[index], &group->steps[index + 1],
            (group->step_count - index) * sizeof group->steps[0]);
}

/* A definition that the group has already, by its hash: a library exercise that is pushed every
 * evening is kept once. */
static const struct hv_exercise *known_definition(const struct hv_group *group, struct hv_id hash)
{
    if (hv_id_is_zero(hash)) {
        return NULL;
    }
    for (unsigned i = 0; i < group->programme->exercise_count; i++) {
        if (hv_id_equal(group->programme->exercises[i].hash, hash)) {
            return &group->programme->exercises[i];
        }
    }
    for (unsigned i = 0; i < group->step_count; i++) {
        if (group->steps[i].definition != NULL &&
            hv_id_equal(group->steps[i].definition->hash, hash)) {
            return group->steps[i].definition;
        }
    }
    for (uint32_t i = 0; i < group->run_count; i++) {
        if (hv_id_equal(group->runs[i]->exercise->hash, hash)) {
            return group->runs[i]->exercise;
        }
    }
    return NULL;
}

static enum hv_code
fill_step(struct hv_group *group, const struct hv_event *event, struct hv_step_entry *entry)
{
    const struct hv_exercise *definition = event->step_inserted.definition;
    struct hv_bytes title = event->step_inserted.title;

    if (definition != NULL) {
        entry->definition = known_definition(group, definition->hash);
        if (entry->definition == NULL) {
            entry->definition = hv_exercise_copy(group->arena, definition);
        }
        return entry->definition == NULL ? HV_ENOMEM : HV_OK;
    }
    title.data = hv_arena_copy(group->arena, title.data, title.size);
    entry->step.title = (struct hv_text){ .nl = title, .en = title };
    return title.data == NULL ? HV_ENOMEM : HV_OK;
}

enum hv_code hv_evolve_step_inserted(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    const struct hv_exercise *definition = event->step_inserted.definition;
    uint16_t after = event->step_inserted.after;
    struct hv_step_entry entry = { .id = event->step_inserted.step, .inserted = true };
    enum hv_code code;

    (void)cause;
    if (!group->meeting_open || group->step_count == HV_STEPS_MAX || entry.id != group->next_step ||
        entry.id == UINT16_MAX || (after != 0 && hv_find_step(group, after) == NULL) ||
        event->step_inserted.kind < HV_STEP_EXERCISE || event->step_inserted.kind > HV_STEP_TALK ||
        (definition != NULL) != (event->step_inserted.kind == HV_STEP_EXERCISE) ||
        (definition != NULL && hv_exercise_fault(definition) != NULL) ||
        event->step_inserted.title.size > HV_STEP_TITLE_MAX) {
        return HV_ECORRUPT;
    }
    entry.step.kind = event->step_inserted.kind;
    entry.step.minutes = event->step_inserted.minutes;
    if (entry.step.minutes == 0 && definition != NULL) {
        entry.step.minutes = definition->minutes;
    }
    code = fill_step(group, event, &entry);
    if (code == HV_OK) {
        place_step(group, &entry, after);
        group->next_step++;
    }
    return code;
}

enum hv_code hv_evolve_step_skipped(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_step_entry *step = hv_evolve_step(group, event->step_skipped.step);

    (void)cause;
    if (step == NULL || step->id == group->step) {
        return HV_ECORRUPT;
    }
    step->skipped = event->step_skipped.skip;
    return HV_OK;
}

enum hv_code hv_evolve_step_moved(struct hv_group *group,
                                  const struct hv_cause *cause,
                                  const struct hv_event *event)
{
    uint16_t after = event->step_moved.after;
    unsigned index = index_of(group, event->step_moved.step);
    struct hv_step_entry entry;

    (void)cause;
    if (index == group->step_count || after == event->step_moved.step ||
        (after != 0 && hv_find_step(group, after) == NULL)) {
        return HV_ECORRUPT;
    }
    entry = group->steps[index];
    take_step(group, index);
    place_step(group, &entry, after);
    return HV_OK;
}

/* ---- Clock, announcement, requests ---- */

enum hv_code hv_evolve_timer_set(struct hv_group *group,
                                 const struct hv_cause *cause,
                                 const struct hv_event *event)
{
    bool running = event->timer_set.running;
    int64_t ends_at = event->timer_set.ends_at, remaining = event->timer_set.remaining_ms;

    (void)cause;
    if (ends_at < 0 || ends_at > HV_TIME_MAX + HV_TIMER_MAX_MS || remaining < -1 ||
        remaining > HV_TIMER_MAX_MS) {
        return HV_ECORRUPT;
    }
    group->clock_waits = group->clock_waits && !running;
    group->timer_set = running || remaining >= 0;
    group->timer_running = running;
    group->timer_ends_at = running ? ends_at : 0;
    group->timer_remaining_ms = running || remaining < 0 ? 0 : remaining;
    return HV_OK;
}

/* The seats are locked, and the clock stands still, by what follows in the same record. */
enum hv_code
hv_evolve_paused(struct hv_group *group, const struct hv_cause *cause, const struct hv_event *event)
{
    (void)cause;
    (void)event;
    if (!group->meeting_open || group->paused) {
        return HV_ECORRUPT;
    }
    group->paused = true;
    group->clock_waits = group->timer_running;
    for (unsigned i = 0; i < group->seat_count; i++) {
        group->seats[i].paused_on = group->seats[i].unlocked_on;
    }
    return HV_OK;
}

enum hv_code hv_evolve_resumed(struct hv_group *group,
                               const struct hv_cause *cause,
                               const struct hv_event *event)
{
    (void)cause;
    (void)event;
    if (!group->paused) {
        return HV_ECORRUPT;
    }
    end_pause(group);
    return HV_OK;
}

enum hv_code hv_evolve_announced(struct hv_group *group,
                                 const struct hv_cause *cause,
                                 const struct hv_event *event)
{
    (void)cause;
    return hv_slot_store(group->arena, &group->announcement, &event->announced.text);
}

enum hv_code hv_evolve_more_time_asked(struct hv_group *group,
                                       const struct hv_cause *cause,
                                       const struct hv_event *event)
{
    struct hv_unit *unit = hv_evolve_unit(group, event->more_time_asked.unit);

    (void)cause;
    if (unit == NULL) {
        return HV_ECORRUPT;
    }
    unit->more_time = true;
    return HV_OK;
}
