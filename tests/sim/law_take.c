/* SPDX-License-Identifier: EUPL-1.2 */
/* What each event changes of the evening and its people. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/law_facts.h"

#define LATE_MS 60000

struct law *law_new(void)
{
    struct law *law = calloc(1, sizeof *law);
    assert(law != NULL);
    return law;
}

void law_free(struct law *law)
{
    while (law->run != NULL) {
        struct law_run *run = law->run;
        law->run = run->before;
        free(run);
    }
    free(law);
}

/* ---- People and devices ---- */

static void take_unit(struct law *law, const struct hv_event *event)
{
    uint16_t number = event->unit_added.unit;
    law->unit_count = number;
    law->units[number] = (struct law_unit){ .first_seat = event->unit_added.first_seat,
                                            .members = event->unit_added.member_count,
                                            .mark = HV_PRESENCE_EXPECTED };
    for (unsigned i = 0; i < event->unit_added.member_count; i++) {
        law->seats[event->unit_added.first_seat + i].unit = number;
    }
    law->seat_count = (uint16_t)(event->unit_added.first_seat + event->unit_added.member_count - 1);
}

static void lock_device(struct law *law, uint16_t device)
{
    for (uint16_t seat = 1; seat <= law->seat_count; seat++) {
        if (law->seats[seat].unlocked_on == device) {
            law->seats[seat].unlocked_on = 0;
        }
    }
}

static void take_invited(struct law *law, const struct hv_event *event)
{
    uint16_t seat = event->device_invited.seat;
    assert(event->device_invited.device < LAW_DEVICES);
    law->devices[event->device_invited.device] = (struct law_device){
        .role = event->device_invited.role,
        .unit = seat != 0 ? law->seats[seat].unit : event->device_invited.unit,
        .seat = seat,
    };
}

static void take_placed(struct law *law, const struct hv_event *event)
{
    struct law_device *device = &law->devices[event->device_placed.device];
    device->role = event->device_placed.role;
    device->unit = event->device_placed.unit;
    device->seat = event->device_placed.seat;
}

static void send_home(struct law *law, bool pens_too)
{
    for (unsigned i = 0; i < LAW_DEVICES; i++) {
        struct law_device *device = &law->devices[i];
        if (device->role != 0 && law_waits(device) && (pens_too || device->role == HV_ROLE_GUEST)) {
            device->removed = true;
        }
    }
}

/* ---- The evening ---- */

static void open_meeting(struct law *law, uint8_t index)
{
    const struct hv_meeting *meeting =
        index < law->programme->meeting_count ? &law->programme->meetings[index] : NULL;
    law->meeting_open = true;
    law->meetings++;
    memset(law->steps, 0, sizeof law->steps);
    for (unsigned i = 0; meeting != NULL && i < meeting->step_count; i++) {
        const struct hv_step *step = &meeting->steps[i];
        law->steps[i + 1].kind = step->kind;
        law->steps[i + 1].exercise =
            step->kind == HV_STEP_EXERCISE ? &law->programme->exercises[step->exercise] : NULL;
    }
    for (unsigned i = 1; i <= law->unit_count; i++) {
        law->units[i].mark = HV_PRESENCE_EXPECTED;
    }
    for (unsigned i = 1; i <= law->seat_count; i++) {
        law->units[law->seats[i].unit].closed |= law->seats[i].split;
    }
}

static void pause(struct law *law, bool on)
{
    law->paused = on;
    for (unsigned i = 1; on && i <= law->seat_count; i++) {
        law->seats[i].unlocked_on = 0;
    }
}

static void open_run(struct law *law, const struct hv_event *event)
{
    struct law_run *run = calloc(1, sizeof *run);
    assert(run != NULL && event->run_opened.step < LAW_STEPS);
    run->before = law->run;
    run->number = event->run_opened.run;
    run->meeting = law->meetings;
    run->exercise = law->steps[event->run_opened.step].exercise;
    assert(run->exercise != NULL);
    for (unsigned i = 0; i <= HV_UNITS_MAX; i++) {
        run->units[i].form = HV_FORM_FULL;
        run->units[i].sharing = true;
    }
    law->run = run;
}

static void leave_block(struct law_run *run)
{
    for (unsigned i = 0; i <= HV_UNITS_MAX; i++) {
        memset(run->units[i].opened, 0, sizeof run->units[i].opened);
        memset(run->units[i].matched, 0, sizeof run->units[i].matched);
    }
}

/* ---- Records ---- */

static void take_evening(struct law *law, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_FOUNDED:
        law->programme = event->founded.programme;
        law->text = law->programme->consent.hash;
        law->devices[1] = (struct law_device){ .role = HV_ROLE_FACILITATOR };
        break;
    case HV_EVENT_MEETING_OPENED:
        law_clear_wall(law);
        law->lines = 0;
        law->evening_ends_at = event->meeting_opened.evening_ends_at;
        open_meeting(law, event->meeting_opened.meeting);
        break;
    case HV_EVENT_MEETING_REOPENED:
        law->meeting_open = true;
        break;
    case HV_EVENT_PAUSED:
    case HV_EVENT_RESUMED:
        pause(law, event->type == HV_EVENT_PAUSED);
        break;
    case HV_EVENT_FIELD_NARROWED:
        law_find_run(law, event->field_narrowed.run)->narrowed[event->field_narrowed.field] =
            event->field_narrowed.to;
        break;
    case HV_EVENT_MEETING_ENDED:
        law->meeting_open = false;
        law->paused = false;
        send_home(law, true);
        break;
    case HV_EVENT_LOBBY_SET:
        if (event->lobby_set.open) {
            send_home(law, false);
        }
        break;
    case HV_EVENT_STEP_STARTED:
        law->step = event->step_started.step;
        break;
    case HV_EVENT_STEP_ENDED:
        law->step = 0;
        break;
    case HV_EVENT_STEP_INSERTED:
        assert(event->step_inserted.step < LAW_STEPS);
        law->steps[event->step_inserted.step] =
            (struct law_step){ .kind = event->step_inserted.kind,
                               .exercise = event->step_inserted.definition };
        break;
    case HV_EVENT_RUN_OPENED:
        open_run(law, event);
        break;
    case HV_EVENT_RUN_ENDED:
        law->run->over = true;
        break;
    case HV_EVENT_STAGE_MOVED:
        law->run->stage = event->stage_moved.to;
        leave_block(law->run);
        break;
    case HV_EVENT_FORM_DEALT:
        law->run->units[event->form_dealt.unit].form = event->form_dealt.form;
        break;
    case HV_EVENT_SHARING_SET:
        for (uint16_t unit = 1; unit <= HV_UNITS_MAX; unit++) {
            if (event->sharing_set.unit == 0 || event->sharing_set.unit == unit) {
                law->run->units[unit].sharing = event->sharing_set.open;
            }
        }
        break;
    case HV_EVENT_WALL_CLEARED:
        law_clear_wall(law);
        break;
    case HV_EVENT_NOTE_PICKED:
        law_take_pick(law, event);
        break;
    case HV_EVENT_ROUND_CLOSED:
        law_take_round(law, event);
        break;
    case HV_EVENT_EXAMPLE_PICKED:
    case HV_EVENT_EXAMPLE_SHOWN:
    case HV_EVENT_WALL_WRITTEN:
        law->lines++;
        break;
    default:
        break;
    }
}

static void take_people(struct law *law, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_UNIT_ADDED:
        take_unit(law, event);
        break;
    case HV_EVENT_UNIT_REMOVED:
        law->units[event->unit_removed.unit].removed = true;
        break;
    case HV_EVENT_DEVICE_INVITED:
        take_invited(law, event);
        break;
    case HV_EVENT_DEVICE_REMOVED:
        law->devices[event->device_removed.device].removed = true;
        lock_device(law, event->device_removed.device);
        break;
    case HV_EVENT_DEVICE_PLACED:
        take_placed(law, event);
        break;
    case HV_EVENT_PRESENCE_MARKED:
        law->units[event->presence_marked.unit].mark = event->presence_marked.mark;
        law->units[event->presence_marked.unit].alone = event->presence_marked.seat;
        if (law_under_way(law) != NULL) {
            law_note_ready(law, event->presence_marked.unit);
        }
        break;
    case HV_EVENT_SEAT_UNLOCKED:
        lock_device(law, event->seat_unlocked.device);
        law->seats[event->seat_unlocked.seat].unlocked_on = event->seat_unlocked.device;
        break;
    case HV_EVENT_SEAT_LOCKED:
        law->seats[event->seat_locked.seat].unlocked_on = 0;
        break;
    case HV_EVENT_WORDS_DEALT:
        law->seats[event->words_dealt.seat].unlocked_on = 0;
        law->seats[event->words_dealt.seat].life++;
        break;
    case HV_EVENT_CONSENT_GIVEN:
        law->seats[event->consent_given.seat].consent = event->consent_given.yes;
        law->seats[event->consent_given.seat].text = event->consent_given.hash;
        law_take_consent(law, event->consent_given.seat);
        break;
    case HV_EVENT_CONSENT_ASKED:
        law->text = event->consent_asked.statement->hash;
        break;
    case HV_EVENT_SPLIT:
        law->seats[event->split.seat].split = true;
        break;
    default:
        break;
    }
}

/* A server that was down ends the evening before anything else when it is back. */
static void check_evening(struct law *law, const struct hv_record *record)
{
    if (law->meeting_open && record->cause.type != HV_COMMAND_TICK &&
        record->cause.at > law->evening_ends_at + LATE_MS) {
        law_wrong(law, "an evening went on after its end");
    }
}

static void check_cover(struct law *law)
{
    for (uint16_t seat = 1; law_covered(law) && seat <= law->seat_count; seat++) {
        if (law->seats[seat].unlocked_on != 0) {
            law_wrong(law, "a seat stayed open in a break");
        }
    }
}

void law_take(struct law *law, const struct hv_record *record)
{
    check_evening(law, record);
    for (uint32_t i = 0; i < record->event_count; i++) {
        take_evening(law, &record->events[i]);
        take_people(law, &record->events[i]);
        law_take_writing(law, &record->events[i]);
        law_take_person(law, &record->events[i]);
    }
    check_cover(law);
    law_check_lines(law, record);
    law_check_persons(law);
}
