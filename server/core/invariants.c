/* SPDX-License-Identifier: EUPL-1.2 */
/* What is always true of a group, whatever its journal held: asserted after each record. All of it
 * is cheap. */
#include <assert.h>

#include "core/evolve.h"

static void check_seats(const struct hv_group *group)
{
    static const uint8_t none[HV_TOKEN_HASH_SIZE];

    for (unsigned i = 0; i < group->seat_count; i++) {
        const struct hv_seat *seat = &group->seats[i];
        const struct hv_device *device = hv_find_device(group, seat->unlocked_on);

        assert(seat->number == i + 1);
        assert(seat->verifier[0] != '\0' && seat->tries < HV_WORDS_TRIES);
        assert(seat->unlocked_on == 0 || memcmp(seat->ticket_hash, none, sizeof none) != 0);
        assert(seat->unlocked_on == 0 || !seat->words.present);
        assert(hv_find_unit(group, seat->unit) != NULL);
        assert(seat->unlocked_on == 0 || group->meeting_open);
        assert(seat->unlocked_on == 0 ||
               (device != NULL && !device->removed && device->unit == seat->unit));
        assert(device == NULL || device->role == HV_ROLE_TABLE ||
               (device->role == HV_ROLE_PEN && device->seat == seat->number));
    }
    for (unsigned i = 0; i < group->unit_count; i++) {
        const struct hv_unit *unit = &group->units[i];

        assert(unit->number == i + 1);
        assert(unit->first_seat + unit->member_count - 1 <= group->seat_count);
        assert((unit->mark == HV_PRESENCE_ONE_PARTNER) == (unit->alone != 0));
    }
}

static void check_devices(const struct hv_group *group)
{
    for (uint16_t i = 1; i <= group->device_count; i++) {
        const struct hv_device *device = hv_find_device(group, i);

        assert(device->role != HV_ROLE_GUEST || (device->unit == 0 && device->seat == 0));
        assert(device->role != HV_ROLE_GUEST || device->removed || group->meeting_open);
        assert(device->role != HV_ROLE_PEN || device->seat != 0 ||
               (device->by_card && (device->removed || group->meeting_open)));
    }
    assert(!group->lobby_open || group->meeting_open);
    assert(!group->paused || group->meeting_open);
}

static void check_agenda(const struct hv_group *group)
{
    const struct hv_step_entry *under_way = hv_find_step(group, group->step);

    assert(group->example_shown == 0 ||
           (under_way != NULL && group->example_shown <= under_way->step.example.answer_count));
    assert(group->step_count <= HV_STEPS_MAX);
    assert(group->step == 0 || group->meeting_open);
    assert(group->step == 0 || hv_find_step(group, group->step) != NULL);
    for (unsigned i = 0; i < group->step_count; i++) {
        assert(group->steps[i].id >= 1 && group->steps[i].id < group->next_step);
        assert((group->steps[i].definition != NULL) ==
               (group->steps[i].step.kind == HV_STEP_EXERCISE));
    }
}

/* What lies in a closed envelope is no draft, and what lies in an open one is nothing else: it is
 * its author's alone. */
static void check_answers(const struct hv_run *run, const struct hv_reflection *reflection)
{
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        const struct hv_slot *value = &reflection->fields[i].value;
        bool closed = reflection->envelopes[run->exercise->fields[i].round].closed;

        assert(!value->present || (value->scope.keep == HV_KEEP_DRAFT) == !closed);
    }
}

static void check_run(const struct hv_group *group, const struct hv_run *run)
{
    uint8_t first, last;

    assert(!run->over && run->step == group->step && run->meeting == group->meetings_opened);
    assert(run->stage < run->exercise->stage_count && run->stage <= run->reached);
    for (unsigned i = 0; i < group->seat_count; i++) {
        const struct hv_reflection *reflection = hv_reflection_of(group, run, (uint16_t)(i + 1));

        if (reflection != NULL) {
            check_answers(run, reflection);
        }
    }
    if (!hv_in_block(run)) {
        return;
    }
    hv_exercise_block(run->exercise, run->stage, &first, &last);
    assert(run->stage == first);
    for (unsigned i = 0; i < HV_UNITS_MAX; i++) {
        struct hv_place place = run->units[i].place;

        assert(place.stage >= first && place.stage <= last);
        assert(place.stage <= run->units[i].reached);
        assert((place.turn != 0) == (run->exercise->stages[place.stage].kind == HV_STAGE_TURNS));
    }
}

static void check_wall(const struct hv_group *group)
{
    assert(group->wall_count <= HV_WALL_MAX);
    for (unsigned i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];

        assert(line->number < group->next_line);
        assert(i == 0 || line->number > group->wall[i - 1].number);
        assert(line->run == 0 || hv_find_run(group, line->run) != NULL);
    }
}

void hv_group_check(const struct hv_group *group)
{
    const struct hv_run *run = hv_find_run(group, group->run);

    assert(group->programme != NULL && group->device_count >= 1);
    assert((group->run != 0) == (run != NULL));
    check_seats(group);
    check_devices(group);
    check_agenda(group);
    check_wall(group);
    if (run != NULL) {
        check_run(group, run);
    }
}
