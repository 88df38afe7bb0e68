/* SPDX-License-Identifier: EUPL-1.2 */
/* The board: where everyone is, for facilitators. Places, requests, signals, lights and tags; never
 * a word that someone answered, nor a note about anyone. */
#include "core/disclosure.h"
#include "core/tags.h"
#include "core/visible.h"

/* What the parts of one drawing share. */
struct drawing {
    const struct hv_group *group;
    const struct hv_presence *presence;
    const struct hv_run *run; /* under way, or NULL */
    struct hv_arena *arena;
    size_t longest; /* bytes of a name or title, at most */
};

/* A name or title cut at a whole character. */
static struct hv_bytes shortened(const struct drawing *drawing, struct hv_bytes text)
{
    if (text.size <= drawing->longest) {
        return text;
    }
    text.size = drawing->longest;
    while (text.size > 0 && (text.data[text.size] & 0xc0) == 0x80) {
        text.size--;
    }
    return text;
}

/* ---- Seats and units ---- */

/* The envelope that is asked of a unit now: the last one of which a stage was reached. -1: none. */
static int asked_round(const struct hv_run *run, uint16_t unit)
{
    int asked = -1;
    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        uint32_t fields = hv_unit_envelope(run, unit, round);
        for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
            if ((run->exercise->stages[stage].fields & fields) != 0 &&
                hv_stage_reached(run, unit, stage)) {
                asked = (int)round;
            }
        }
    }
    return asked;
}

static bool
wrote_something(const struct hv_run *run, const struct hv_reflection *work, enum hv_round round)
{
    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        if (run->exercise->fields[i].round == round && work->fields[i].revision != 0) {
            return true;
        }
    }
    return false;
}

static enum hv_seat_state seat_state(const struct drawing *drawing, const struct hv_seat *seat)
{
    if (!hv_seat_admitted(drawing->group, seat->number)) {
        return HV_SEAT_ABSENT;
    }
    int asked = drawing->run != NULL ? asked_round(drawing->run, seat->unit) : -1;
    if (asked < 0) {
        return HV_SEAT_WAITING;
    }
    enum hv_round round = (enum hv_round)asked;
    const struct hv_reflection *work = hv_reflection_of(drawing->group, drawing->run, seat->number);
    if (work == NULL) {
        return HV_SEAT_WAITING;
    }
    if (work->envelopes[round].closed) {
        return HV_SEAT_CLOSED;
    }
    return wrote_something(drawing->run, work, round) ? HV_SEAT_BUSY : HV_SEAT_WAITING;
}

static bool unit_online(const struct drawing *drawing, uint16_t unit)
{
    const struct hv_presence *presence = drawing->presence;
    if (presence == NULL) {
        return false;
    }
    for (uint32_t i = 1; i < presence->device_count && i <= drawing->group->device_count; i++) {
        const struct hv_device *device = hv_live_device(drawing->group, (uint16_t)i);
        if (device != NULL && device->unit == unit && presence->device_online[i]) {
            return true;
        }
    }
    return false;
}

static enum hv_code
draw_seats(const struct drawing *drawing, const struct hv_unit *unit, struct hv_board_unit *ret)
{
    struct hv_board_seat *seats = hv_arena_array(drawing->arena, unit->member_count, sizeof *seats);
    if (seats == NULL) {
        return HV_ENOMEM;
    }
    for (uint8_t i = 0; i < unit->member_count; i++) {
        const struct hv_seat *seat = hv_find_seat(drawing->group, (uint16_t)(unit->first_seat + i));
        seats[i] = (struct hv_board_seat){ .seat = seat->number,
                                           .name = shortened(drawing, hv_slot_bytes(&seat->name)),
                                           .state = seat_state(drawing, seat),
                                           .consent = hv_consents(drawing->group, seat->number),
                                           .split = seat->split,
                                           .rests_until = seat->rests_until,
                                           .light = hv_seat_light(seat),
                                           .tags = hv_seat_tags(drawing->group, seat).set,
                                           .signal = hv_standing_signal(&seat->signals) };
    }
    ret->seats = seats;
    ret->seat_count = unit->member_count;
    return HV_OK;
}

static enum hv_code
draw_unit(const struct drawing *drawing, const struct hv_unit *unit, struct hv_board_unit *ret)
{
    *ret = (struct hv_board_unit){ .unit = unit->number,
                                   .mark = unit->mark,
                                   .online = unit_online(drawing, unit->number),
                                   .more_time = unit->more_time,
                                   .signal = hv_standing_signal(&unit->signals) };
    const struct hv_run *run = drawing->run;
    if (run != NULL) {
        const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
        ret->form = unit_run->form;
        ret->place = hv_unit_place(run, unit->number);
        ret->opened = unit_run->opened_gates != 0;
        for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
            ret->opened = ret->opened || unit_run->opened_turns[stage] != 0;
        }
        ret->joint_confirmed = unit_run->confirmed != 0;
        ret->sharing = hv_unit_shares(drawing->group, run, unit->number);
    }
    return draw_seats(drawing, unit, ret);
}

static enum hv_code draw_units(const struct drawing *drawing, struct hv_board_pane *ret)
{
    uint16_t unit_count = drawing->group->unit_count;
    struct hv_board_unit *units = hv_arena_array(drawing->arena, unit_count, sizeof *units);
    if (units == NULL) {
        return HV_ENOMEM;
    }
    enum hv_code code = HV_OK;
    for (uint16_t i = 1; i <= unit_count && code == HV_OK; i++) {
        const struct hv_unit *unit = hv_find_unit(drawing->group, i);
        if (!unit->removed) {
            code = draw_unit(drawing, unit, &units[ret->unit_count++]);
        }
    }
    ret->units = units;
    return code;
}

static bool is_guest(const struct hv_group *group, uint16_t number)
{
    const struct hv_device *device = hv_live_device(group, number);
    return device != NULL && device->role == HV_ROLE_GUEST;
}

static enum hv_code draw_guests(const struct drawing *drawing, struct hv_board_pane *ret)
{
    const struct hv_presence *presence = drawing->presence;
    struct hv_board_guest *guests = hv_arena_array(drawing->arena, HV_GUESTS_MAX, sizeof *guests);
    if (guests == NULL) {
        return HV_ENOMEM;
    }
    for (uint16_t i = 1; i <= drawing->group->device_count && ret->guest_count < HV_GUESTS_MAX;
         i++) {
        if (is_guest(drawing->group, i)) {
            guests[ret->guest_count++] = (struct hv_board_guest){
                .device = i,
                .online =
                    presence != NULL && i < presence->device_count && presence->device_online[i],
            };
        }
    }
    ret->guests = guests;
    return HV_OK;
}

/* ---- The agenda and the last round ---- */

static enum hv_step_state step_state(const struct hv_group *group,
                                     const struct hv_step_entry *entry)
{
    if (entry->id == group->step) {
        return HV_STEP_UNDER_WAY;
    }
    if (entry->skipped) {
        return HV_STEP_SKIPPED;
    }
    return entry->done ? HV_STEP_DONE : HV_STEP_PLANNED;
}

static enum hv_code draw_steps(const struct drawing *drawing, struct hv_board_pane *ret)
{
    const struct hv_group *group = drawing->group;
    uint8_t step_count = group->meeting_open ? group->step_count : 0;
    struct hv_board_step *steps = hv_arena_array(drawing->arena, step_count, sizeof *steps);
    if (steps == NULL) {
        return HV_ENOMEM;
    }
    for (uint8_t i = 0; i < step_count; i++) {
        const struct hv_step_entry *entry = &group->steps[i];
        steps[i] = (struct hv_board_step){ .step = entry->id,
                                           .kind = entry->step.kind,
                                           .number = entry->step.number,
                                           .title.nl = shortened(drawing, entry->step.title.nl),
                                           .title.en = shortened(drawing, entry->step.title.en),
                                           .exercise = hv_step_exercise(entry),
                                           .minutes = entry->step.minutes,
                                           .state = step_state(group, entry),
                                           .example_answers = entry->step.example.answer_count };
    }
    ret->steps = steps;
    ret->step_count = step_count;
    return HV_OK;
}

static void draw_last_round(const struct drawing *drawing, struct hv_board_pane *ret)
{
    const struct hv_run *run = drawing->run;
    const struct hv_closed_round *round = NULL;
    uint8_t stage = run != NULL ? run->exercise->stage_count : 0;
    while (stage > 0 && round == NULL) {
        round = run->rounds[--stage];
    }
    if (round == NULL) {
        return;
    }
    for (uint16_t i = 0; i < round->note_count; i++) {
        if (!hv_note_picked(drawing->group, run, stage, i)) {
            ret->notes++;
        }
    }
    for (uint16_t i = 0; i < round->result_count; i++) {
        if (!round->results[i].enough) {
            ret->too_few++;
        }
    }
}

/* ---- The whole ---- */

/* At least what the encoded board takes: every message, number and mark at its largest. */
static size_t board_size(const struct hv_board_pane *board)
{
    enum {
        HEAD = 98, /* the frames around it, and its own numbers */
        STEP = 36,
        TITLE = 9, /* the frames of a title and of its two languages */
        UNIT = 27,
        SEAT = 31,
        GUEST = 7
    };
    size_t size = HEAD + (size_t)board->guest_count * GUEST;
    for (uint8_t i = 0; i < board->step_count; i++) {
        size_t title = board->steps[i].title.nl.size + board->steps[i].title.en.size;
        size += STEP + board->steps[i].number.size + (title != 0 ? TITLE + title : 0);
    }
    for (uint8_t i = 0; i < board->unit_count; i++) {
        size += UNIT;
        for (uint8_t j = 0; j < board->units[i].seat_count; j++) {
            size += SEAT + board->units[i].seats[j].name.size;
        }
    }
    return size;
}

static enum hv_code draw_all(const struct drawing *drawing, struct hv_board_pane *ret)
{
    const struct hv_group *group = drawing->group;
    *ret = (struct hv_board_pane){ .meeting_open = group->meeting_open,
                                   .meeting = group->meeting,
                                   .evening_ends_at = group->evening_ends_at };
    if (group->meeting_open) {
        ret->step = group->step;
        ret->began_at = group->began_at;
        ret->step_started_at = group->step != 0 ? group->step_started_at : 0;
        ret->example_shown = group->example_shown;
        ret->paused = group->paused;
    }
    if (drawing->run != NULL) {
        ret->run = drawing->run->number;
        ret->stage = drawing->run->stage;
        ret->only_author = drawing->run->only_author;
        ret->nameless = drawing->run->nameless;
    }
    draw_last_round(drawing, ret);
    enum hv_code code = draw_steps(drawing, ret);
    if (code == HV_OK) {
        code = draw_units(drawing, ret);
    }
    return code == HV_OK ? draw_guests(drawing, ret) : code;
}

/* A hall so full of long names that the board would pass its limit gets them shortened; the roster
 * has them whole. */
enum hv_code hv_draw_board(const struct hv_group *group,
                           const struct hv_presence *presence,
                           struct hv_arena *arena,
                           struct hv_board_pane *ret)
{
    static const size_t longest[] = { SIZE_MAX, 48, 32, 24, 16, 8, 0 };
    struct drawing drawing = {
        .group = group, .presence = presence, .run = hv_run_under_way(group), .arena = arena
    };
    enum hv_code code = HV_OK;
    for (size_t i = 0; i < sizeof longest / sizeof longest[0] && code == HV_OK; i++) {
        drawing.longest = longest[i];
        code = draw_all(&drawing, ret);
        if (board_size(ret) <= HV_BOARD_BYTES_MAX) {
            break;
        }
    }
    return code;
}
