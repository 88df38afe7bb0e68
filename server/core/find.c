/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "core/visible.h"

const struct hv_unit *hv_find_unit(const struct hv_group *group, uint16_t number)
{
    return number >= 1 && number <= group->unit_count ? &group->units[number - 1] : NULL;
}

const struct hv_seat *hv_find_seat(const struct hv_group *group, uint16_t number)
{
    return number >= 1 && number <= group->seat_count ? &group->seats[number - 1] : NULL;
}

const struct hv_device *hv_find_device(const struct hv_group *group, uint16_t number)
{
    return number >= 1 && number <= group->device_count ? &group->devices[number - 1] : NULL;
}

bool hv_device_waits(const struct hv_device *device)
{
    return device->role == HV_ROLE_GUEST || (device->role == HV_ROLE_PEN && device->seat == 0);
}

const struct hv_device *hv_find_pen(const struct hv_group *group, uint16_t seat)
{
    for (unsigned i = 0; i < group->device_count && seat != 0; i++) {
        const struct hv_device *device = &group->devices[i];

        if (device->role == HV_ROLE_PEN && device->seat == seat && !device->removed) {
            return device;
        }
    }
    return NULL;
}

const struct hv_run *hv_find_run(const struct hv_group *group, uint32_t number)
{
    return number >= 1 && number <= group->run_count ? group->runs[number - 1] : NULL;
}

const struct hv_step_entry *hv_find_step(const struct hv_group *group, uint16_t id)
{
    for (unsigned i = 0; i < group->step_count; i++) {
        if (group->steps[i].id == id) {
            return &group->steps[i];
        }
    }
    return NULL;
}

bool hv_seat_has_ticket(const struct hv_seat *seat, uint16_t device)
{
    static const uint8_t none[HV_TOKEN_HASH_SIZE];

    return seat->last_on == device && memcmp(seat->ticket_hash, none, sizeof none) != 0;
}

bool hv_seat_rests(const struct hv_seat *seat, int64_t now)
{
    return now < seat->rests_until && seat->rests_until <= now + HV_WORDS_REST_MS;
}

const struct hv_run *hv_find_run_tonight(const struct hv_group *group, uint32_t number)
{
    const struct hv_run *run = hv_find_run(group, number);

    return run != NULL && group->meeting_open && run->meeting == group->meetings_opened ? run
                                                                                        : NULL;
}

bool hv_group_covered(const struct hv_group *group)
{
    const struct hv_step_entry *step = hv_find_step(group, group->step);

    return group->meeting_open &&
           (group->paused || (step != NULL && step->step.kind == HV_STEP_BREAK));
}

uint32_t hv_remembered_place(const struct hv_remembered_table *table, struct hv_id id)
{
    uint32_t at;

    memcpy(&at, id.b, sizeof at);
    for (at &= table->room - 1; !hv_id_is_zero(table->ids[at].id);
         at = (at + 1) & (table->room - 1)) {
        if (hv_id_equal(table->ids[at].id, id)) {
            break;
        }
    }
    return at;
}

const struct hv_remembered *hv_find_remembered(const struct hv_group *group, struct hv_id id)
{
    for (unsigned i = 0; i < 2 && !hv_id_is_zero(id); i++) {
        const struct hv_remembered_table *table = &group->remembered[i];
        uint32_t place = table->room > 0 ? hv_remembered_place(table, id) : 0;

        if (table->room > 0 && !hv_id_is_zero(table->ids[place].id)) {
            return &table->ids[place];
        }
    }
    return NULL;
}

struct hv_unit_run *hv_unit_in_run(const struct hv_run *run, uint16_t unit)
{
    assert(unit >= 1 && unit <= HV_UNITS_MAX);
    return &run->units[unit - 1];
}

uint8_t hv_member_index(const struct hv_unit *unit, uint16_t seat)
{
    assert(seat >= unit->first_seat && seat < unit->first_seat + unit->member_count);
    return (uint8_t)(seat - unit->first_seat);
}

const struct hv_reflection *
hv_reflection_of(const struct hv_group *group, const struct hv_run *run, uint16_t seat)
{
    uint16_t unit = group->seats[seat - 1].unit;

    return hv_unit_in_run(run, unit)->members[hv_member_index(&group->units[unit - 1], seat)];
}

uint8_t hv_unit_present(const struct hv_unit *unit)
{
    if (unit->removed) {
        return 0;
    }
    if (unit->mark == HV_PRESENCE_HERE) {
        return (uint8_t)((1u << unit->member_count) - 1);
    }
    if (unit->mark == HV_PRESENCE_ONE_PARTNER) {
        return (uint8_t)(1u << hv_member_index(unit, unit->alone));
    }
    return 0;
}

bool hv_unit_admitted(const struct hv_unit *unit)
{
    return hv_unit_present(unit) != 0;
}

bool hv_unit_several(const struct hv_unit *unit)
{
    uint8_t present = hv_unit_present(unit);

    return (present & (present - 1)) != 0;
}

bool hv_in_block(const struct hv_run *run)
{
    return run->exercise->stages[run->stage].scope == HV_SCOPE_UNIT;
}

struct hv_place hv_unit_place(const struct hv_run *run, uint16_t unit)
{
    return hv_in_block(run) ? hv_unit_in_run(run, unit)->place
                            : (struct hv_place){ .stage = run->stage };
}

int hv_turn_member(const struct hv_unit *unit, struct hv_place place)
{
    uint8_t present = hv_unit_present(unit);
    unsigned turn = 0;

    for (int member = 0; member < unit->member_count; member++) {
        if ((present >> member & 1) != 0 && ++turn == place.turn) {
            return member;
        }
    }
    return -1;
}

struct hv_place hv_first_place(const struct hv_exercise *exercise, uint8_t stage)
{
    return (struct hv_place){ .stage = stage,
                              .turn = exercise->stages[stage].kind == HV_STAGE_TURNS ? 1 : 0 };
}

bool hv_next_place(const struct hv_group *group,
                   const struct hv_run *run,
                   uint16_t unit,
                   struct hv_place place,
                   struct hv_place *ret)
{
    struct hv_place turn = { .stage = place.stage, .turn = (uint8_t)(place.turn + 1) };
    uint8_t first, last;

    hv_exercise_block(run->exercise, place.stage, &first, &last);
    if (place.turn > 0 && hv_turn_member(&group->units[unit - 1], turn) >= 0) {
        *ret = turn;
        return true;
    }
    if (place.stage == last) {
        return false;
    }
    *ret = hv_first_place(run->exercise, (uint8_t)(place.stage + 1));
    return true;
}

bool hv_stage_reached(const struct hv_run *run, uint16_t unit, uint8_t stage)
{
    return stage <= run->reached || stage <= hv_unit_in_run(run, unit)->reached;
}

uint32_t hv_unit_envelope(const struct hv_run *run, uint16_t unit, enum hv_round round)
{
    return hv_exercise_envelope(run->exercise, hv_unit_in_run(run, unit)->form, round);
}

uint32_t hv_unit_joint(const struct hv_run *run, uint16_t unit)
{
    return hv_exercise_joint(run->exercise, hv_unit_in_run(run, unit)->form);
}

bool hv_unit_all_closed(const struct hv_group *group,
                        const struct hv_run *run,
                        uint16_t unit,
                        enum hv_round round)
{
    const struct hv_unit_run *in_run = hv_unit_in_run(run, unit);
    uint8_t present = hv_unit_present(&group->units[unit - 1]);

    for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
        const struct hv_reflection *reflection = in_run->members[member];

        if ((present >> member & 1) != 0 &&
            (reflection == NULL || !reflection->envelopes[round].closed)) {
            return false;
        }
    }
    return present != 0;
}

bool hv_unit_may_pass(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_round round)
{
    return hv_unit_in_run(run, unit)->ready[round] || hv_unit_envelope(run, unit, round) == 0 ||
           hv_unit_all_closed(group, run, unit, round);
}

bool hv_unit_can_open(const struct hv_group *group,
                      const struct hv_run *run,
                      uint16_t unit,
                      enum hv_round round)
{
    return hv_unit_several(&group->units[unit - 1]) &&
           (hv_unit_envelope(run, unit, round) == 0 || hv_unit_all_closed(group, run, unit, round));
}

uint32_t hv_given_fields(const struct hv_reflection *reflection, const struct hv_exercise *exercise)
{
    uint32_t fields = 0;

    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (reflection->fields[i].answer == HV_ANSWER_GIVEN) {
            fields |= (uint32_t)1 << i;
        }
    }
    return fields;
}

/* Of these, what a seat gave and did not take back. Whatever form its unit has by now. */
static uint32_t given_of(const struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t seat,
                         enum hv_round round,
                         uint32_t fields)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    if (reflection == NULL || !reflection->envelopes[round].closed ||
        !group->seats[seat - 1].consent) {
        return 0;
    }
    return fields & hv_given_fields(reflection, run->exercise) & ~reflection->taken_back &
           ~run->only_author;
}

static struct hv_envelope envelope_of(const struct hv_group *group,
                                      const struct hv_run *run,
                                      uint16_t seat,
                                      enum hv_round round)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);

    return reflection != NULL ? reflection->envelopes[round] : (struct hv_envelope){ 0 };
}

uint32_t hv_shown_fields(const struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t seat,
                         enum hv_round round)
{
    uint32_t shows = envelope_of(group, run, seat, round).shows;

    return given_of(group, run, seat, round, shows) &
           hv_unit_envelope(run, group->seats[seat - 1].unit, round);
}

uint32_t hv_group_fields(const struct hv_group *group,
                         const struct hv_run *run,
                         uint16_t seat,
                         enum hv_round round)
{
    const struct hv_envelope envelope = envelope_of(group, run, seat, round);
    uint32_t fields = 0;

    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        bool tonight = run->meeting == group->meetings_opened;
        uint32_t yes = hv_field_to_group(run, i)           ? envelope.shows
                       : tonight && hv_field_noted(run, i) ? envelope.to_group
                                                           : 0;

        fields |= yes & UINT32_C(1) << i;
    }
    return given_of(group, run, seat, round, fields);
}

uint32_t hv_joint_widened(const struct hv_group *group,
                          const struct hv_run *run,
                          const struct hv_seat *seat,
                          bool to_group)
{
    const struct hv_joint_field *joints = hv_unit_in_run(run, seat->unit)->joints;
    uint8_t member = hv_member_index(&group->units[seat->unit - 1], seat->number);
    uint32_t fields = 0;

    for (unsigned i = 0; joints != NULL && i < run->exercise->field_count; i++) {
        uint8_t yes = to_group ? joints[i].to_group : joints[i].widened;

        fields |= (uint32_t)(yes >> member & 1) << i;
    }
    return fields;
}

bool hv_note_stands(const struct hv_group *group,
                    const struct hv_run *run,
                    const struct hv_note *note)
{
    const struct hv_seat *seat = &group->seats[note->seat - 1];

    if (!hv_field_noted(run, note->field)) {
        return false;
    }
    if (hv_field_is_joint(run, note->field)) {
        return run->meeting == group->meetings_opened &&
               hv_unit_in_run(run, seat->unit)->joints[note->field].noted;
    }
    return seat->consent && !hv_is_taken_back(group, run, note->seat, note->field);
}

const struct hv_note *hv_find_note(const struct hv_group *group,
                                   const struct hv_run *run,
                                   uint8_t field,
                                   uint16_t note,
                                   uint8_t *ret_stage)
{
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        const struct hv_closed_round *round = run->rounds[stage];

        if (round != NULL && note < round->note_count && round->notes[note].field == field) {
            *ret_stage = stage;
            return hv_note_stands(group, run, &round->notes[note]) ? &round->notes[note] : NULL;
        }
    }
    return NULL;
}

const struct hv_wall_line *hv_find_line(const struct hv_group *group,
                                        enum hv_wall_kind kind,
                                        uint32_t run,
                                        uint8_t stage,
                                        uint16_t index)
{
    for (unsigned i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];

        if (line->kind == kind && line->run == run && line->stage == stage &&
            line->index == index) {
            return line;
        }
    }
    return NULL;
}

int hv_wall_spare(const struct hv_group *group)
{
    for (int i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];

        if (line->taken_away && (line->run == 0 || line->run != group->run)) {
            return i;
        }
    }
    return -1;
}

bool hv_wall_has_room(const struct hv_group *group)
{
    return group->next_line <= HV_WALL_LINES_MAX &&
           (group->wall_count < HV_WALL_MAX || hv_wall_spare(group) >= 0);
}
