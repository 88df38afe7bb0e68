/* SPDX-License-Identifier: EUPL-1.2 */
/* A group as its owner sees it: made, asked for facts, for its next deadline, and for the keys that
 * no one needs any more. */
#include "core/group.h"

#include "core/group_state.h"
#include "core/scopes.h"
#include "core/visible.h"

enum {
    DRAFT_HOURS = 24,  /* keys of an evening, made outside one */
    COURSE_DAYS = 120, /* after the last meeting held */
    RETURN_DAYS = 30,  /* the same, once the return evening was */
    SIGNAL_DAYS = 7
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
        if (group->seats[i].unlocked_on == number) {
            ret->unlocked = group->seats[i].number;
        }
    }
    return true;
}

bool hv_group_meeting_open(const struct hv_group *group)
{
    return group->meeting_open;
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

/* ---- Keys ---- */

struct useless {
    struct hv_key_scope *scopes;
    uint32_t count;
    uint32_t most;
};

static void add_useless(struct useless *useless, struct hv_key_scope scope)
{
    for (uint32_t i = 0; i < useless->count; i++) {
        if (hv_key_scope_equal(&useless->scopes[i], &scope)) {
            return;
        }
    }
    if (useless->count < useless->most) {
        useless->scopes[useless->count++] = scope;
    }
}

/* What the envelope carries is under its own keys now: its drafts have served. */
static void useless_at_closing(struct useless *useless,
                               const struct hv_group *group,
                               const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->envelope_closed.run);

    if (run != NULL) {
        add_useless(useless,
                    hv_scope_answer(run, event->envelope_closed.seat, event->envelope_closed.round,
                                    HV_KEEP_DRAFT, event->envelope_closed.generation));
    }
}

/* What it held are drafts again: what was shown for a while stays nowhere. Its signal was given,
 * and stays. */
static void useless_at_reopening(struct useless *useless,
                                 const struct hv_group *group,
                                 const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->envelope_reopened.run);

    for (enum hv_keep keep = HV_KEEP_DRAFT; run != NULL && keep <= HV_KEEP_COURSE; keep++) {
        add_useless(useless, hv_scope_answer(run, event->envelope_reopened.seat,
                                             event->envelope_reopened.round, keep,
                                             (uint16_t)(event->envelope_reopened.generation - 1)));
    }
}

static void add_handled(struct useless *useless, const struct hv_signals *signals)
{
    for (unsigned i = 0; i < signals->handled; i++) {
        add_useless(useless, signals->slots[i].scope);
    }
}

/* Those of all pages go, whether anything was said there or not: which one stays would tell. */
static void
add_pages(struct useless *useless, const struct hv_group *group, const struct hv_unit *unit)
{
    struct hv_unit before = *unit;

    before.signals_seen_to--;
    add_useless(useless, hv_scope_page_signal(&before, 0, group->meetings_opened));
    for (unsigned member = 0; member < unit->member_count; member++) {
        add_useless(useless, hv_scope_page_signal(&before, (uint16_t)(unit->first_seat + member),
                                                  group->meetings_opened));
    }
}

static void useless_when_handled(struct useless *useless,
                                 const struct hv_group *group,
                                 const struct hv_event *event)
{
    const struct hv_unit *unit = hv_find_unit(group, event->request_handled.unit);

    if (unit == NULL || !event->request_handled.signal) {
        return;
    }
    add_handled(useless, &unit->signals);
    for (unsigned member = 0; member < unit->member_count; member++) {
        add_handled(useless, &group->seats[unit->first_seat + member - 1].signals);
    }
    add_pages(useless, group, unit);
}

/* The fields of an envelope whose answers may lie under the key of a keep class. */
static uint32_t fields_of_class(const struct hv_run *run, enum hv_round round, enum hv_keep keep)
{
    uint32_t fields = hv_exercise_personal(run->exercise, round);

    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        if (hv_field_keep(run, i, false) != keep && run->exercise->fields[i].keep != keep) {
            fields &= ~(UINT32_C(1) << i);
        }
    }
    return fields;
}

/* A key goes when everything that may lie under it was discarded, written or not: whether it goes
 * must not tell what was. */
static void useless_of_envelope(struct useless *useless,
                                const struct hv_run *run,
                                uint16_t seat,
                                enum hv_round round,
                                const struct hv_reflection *reflection)
{
    for (enum hv_keep keep = HV_KEEP_MEETING; keep <= HV_KEEP_COURSE; keep++) {
        uint32_t fields = fields_of_class(run, round, keep);

        if (fields != 0 && (fields & ~reflection->discarded) == 0) {
            add_useless(useless, hv_scope_answer(run, seat, round, keep,
                                                 reflection->envelopes[round].generation));
        }
    }
}

/* A block is over: what its members chose alike stands nowhere any more. */
static void useless_matches(struct useless *useless, const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    for (uint16_t unit = 1; run != NULL && unit <= group->unit_count; unit++) {
        if (hv_unit_in_run(run, unit)->matched != NULL) {
            add_useless(useless, hv_scope_matched(run, unit));
        }
    }
}

/* What was discarded, once its block is over. */
static void useless_discards(struct useless *useless, const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    for (uint16_t seat = 1; run != NULL && seat <= group->seat_count; seat++) {
        const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

        if (reflection != NULL) {
            useless_of_envelope(useless, run, seat, HV_ROUND_FIRST, reflection);
            useless_of_envelope(useless, run, seat, HV_ROUND_SECOND, reflection);
        }
    }
}

/* In an open block it stays until that ends: see hv_evolve_taken_back. */
static void useless_when_taken_back(struct useless *useless,
                                    const struct hv_group *group,
                                    const struct hv_event *event)
{
    const struct hv_run *run = hv_find_run(group, event->taken_back.run);

    if (run != NULL && (run->over || !hv_in_block(run))) {
        useless_discards(useless, group, run->number);
    }
}

/* With the key go all versions of it, which lie in the journal. */
static void useless_when_note_taken_away(struct useless *useless,
                                         const struct hv_group *group,
                                         const struct hv_event *event)
{
    const struct hv_seat *seat = hv_find_seat(group, event->note_written.seat);

    if (seat != NULL && !event->note_written.text.present) {
        add_useless(useless,
                    hv_scope_person_note(seat->number, (uint16_t)(seat->notes_taken_away - 1)));
    }
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
    case HV_EVENT_SIGNAL_GIVEN:
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

uint32_t hv_group_useless_keys(const struct hv_group *group,
                               const struct hv_record *record,
                               struct hv_key_scope *ret,
                               uint32_t most)
{
    struct useless useless = { .scopes = ret, .most = most };

    for (uint32_t i = 0; i < record->event_count; i++) {
        const struct hv_event *event = &record->events[i];

        switch ((int)event->type) {
        case HV_EVENT_ENVELOPE_CLOSED:
            useless_at_closing(&useless, group, event);
            break;
        case HV_EVENT_ENVELOPE_REOPENED:
            useless_at_reopening(&useless, group, event);
            break;
        case HV_EVENT_REQUEST_HANDLED:
            useless_when_handled(&useless, group, event);
            break;
        case HV_EVENT_TAKEN_BACK:
            useless_when_taken_back(&useless, group, event);
            break;
        case HV_EVENT_NOTE_WRITTEN:
            useless_when_note_taken_away(&useless, group, event);
            break;
        case HV_EVENT_STAGE_MOVED:
            useless_matches(&useless, group, event->stage_moved.run);
            useless_discards(&useless, group, event->stage_moved.run);
            break;
        case HV_EVENT_RUN_ENDED:
            useless_matches(&useless, group, event->run_ended.run);
            useless_discards(&useless, group, event->run_ended.run);
            break;
        default:
            break;
        }
    }
    return useless.count;
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
        return now + SIGNAL_DAYS * 24 * hour_ms;
    case HV_KEEP_DRAFT:
    case HV_KEEP_MEETING:
        break;
    }
    return group->meeting_open ? group->evening_ends_at : now + DRAFT_HOURS * hour_ms;
}
