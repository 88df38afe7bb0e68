/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/law_facts.h"

void law_wrong(struct law *law, const char *what)
{
    law->broken = law->broken != NULL ? law->broken : what;
}

struct law_run *law_find_run(const struct law *law, uint32_t number)
{
    struct law_run *run = law->run;
    while (run != NULL && run->number != number) {
        run = run->before;
    }
    return run;
}

const struct law_run *law_under_way(const struct law *law)
{
    return law->run != NULL && !law->run->over && law->meeting_open ? law->run : NULL;
}

bool law_has(uint32_t set, unsigned index)
{
    return (set >> index & 1) != 0;
}

uint8_t law_present(const struct law_unit *unit)
{
    unsigned members = 0;
    if (unit->mark == HV_PRESENCE_HERE) {
        members = (1u << unit->members) - 1;
    } else if (unit->mark == HV_PRESENCE_ONE_PARTNER) {
        members = 1u << (unit->alone - unit->first_seat);
    }
    return unit->removed ? 0 : (uint8_t)members;
}

bool law_is_present(const struct law *law, uint16_t seat)
{
    const struct law_unit *unit = &law->units[law->seats[seat].unit];
    return seat != 0 && law_has(law_present(unit), (unsigned)(seat - unit->first_seat));
}

bool law_covered(const struct law *law)
{
    return law->meeting_open &&
           (law->paused || (law->step != 0 && law->steps[law->step].kind == HV_STEP_BREAK));
}

bool law_explains(const struct hv_exercise *exercise, enum hv_round round)
{
    bool explains = false;
    for (unsigned i = 0; i < exercise->field_count; i++) {
        explains = explains || (exercise->fields[i].round == round &&
                                exercise->fields[i].explanation.nl.size > 0);
    }
    return explains;
}

uint32_t law_fields_of(const struct hv_exercise *exercise, enum hv_round round)
{
    uint32_t fields = 0;
    for (unsigned i = 0; i < exercise->field_count; i++) {
        fields |= exercise->fields[i].round == round ? UINT32_C(1) << i : 0;
    }
    return fields;
}

static bool is_in_form(const struct hv_field *field, enum hv_form form)
{
    bool opens = field->visibility == HV_VISIBLE_PARTNER || field->visibility == HV_VISIBLE_JOINT;
    if (form == HV_FORM_LIGHT) {
        return field->light || !opens;
    }
    return !field->light && (form == HV_FORM_FULL || field->core);
}

uint32_t law_form_of(const struct law_run *run, uint16_t unit)
{
    uint32_t fields = 0;
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        fields |=
            is_in_form(&run->exercise->fields[i], run->units[unit].form) ? UINT32_C(1) << i : 0;
    }
    return fields;
}

/* The fields that a person fills alone in a round. */
uint32_t law_envelope(const struct law_run *run, uint16_t unit, enum hv_round round)
{
    uint32_t fields = law_form_of(run, unit) & law_fields_of(run->exercise, round);
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        const struct hv_field *field = &run->exercise->fields[i];
        if (field->type == HV_FIELD_INFO || field->visibility == HV_VISIBLE_JOINT) {
            fields &= ~(UINT32_C(1) << i);
        }
    }
    return fields;
}

/* A guess is of those alone who see what it guesses. */
enum hv_visibility law_visibility(const struct law_run *run, uint8_t field)
{
    const struct hv_field *defined = &run->exercise->fields[field];
    if (run->narrowed[field] == 0 && defined->guess) {
        field = defined->guess_of;
    }
    return run->narrowed[field] != 0 ? run->narrowed[field] : defined->visibility;
}

bool law_may_be_noted(const struct law_run *run, uint16_t seat, uint8_t field)
{
    enum hv_visibility visibility = law_visibility(run, field);
    return visibility == HV_VISIBLE_GROUP || visibility == HV_VISIBLE_GROUP_NAMED ||
           (visibility == HV_VISIBLE_PARTNER && run->exercise->fields[field].may_go_to_group &&
            law_has(run->work[seat].to_group, field));
}

static uint32_t only_author(const struct law_run *run)
{
    uint32_t fields = 0;
    for (uint8_t i = 0; i < run->exercise->field_count; i++) {
        bool narrowed = run->exercise->fields[i].type != HV_FIELD_INFO &&
                        run->exercise->fields[i].visibility != HV_VISIBLE_SELF &&
                        law_visibility(run, i) == HV_VISIBLE_SELF;
        fields |= narrowed || run->narrowed[i] == HV_VISIBLE_SELF ? UINT32_C(1) << i : 0;
    }
    return fields;
}

bool law_consents(const struct law *law, uint16_t seat)
{
    return law->seats[seat].consent && hv_id_equal(law->seats[seat].text, law->text);
}

uint32_t
law_said_yes(const struct law *law, const struct law_run *run, uint16_t seat, enum hv_round round)
{
    const struct law_work *work = &run->work[seat];
    return work->closed[round] && law->seats[seat].consent
               ? work->shows & work->given & ~work->taken_back & ~only_author(run)
               : 0;
}

uint32_t
law_shown(const struct law *law, const struct law_run *run, uint16_t seat, enum hv_round round)
{
    return law_said_yes(law, run, seat, round) & law_envelope(run, law->seats[seat].unit, round);
}

bool law_all_closed(const struct law *law,
                    const struct law_run *run,
                    uint16_t number,
                    enum hv_round round)
{
    const struct law_unit *unit = &law->units[number];
    uint8_t here = law_present(unit);
    for (unsigned member = 0; member < unit->members; member++) {
        if (law_has(here, member) && !run->work[unit->first_seat + member].closed[round]) {
            return false;
        }
    }
    return (here & (here - 1)) != 0;
}

bool law_waits(const struct law_device *device)
{
    return device->role == HV_ROLE_GUEST || (device->role == HV_ROLE_PEN && device->seat == 0);
}

void law_note_ready(struct law *law, uint16_t unit)
{
    for (enum hv_round round = HV_ROUND_FIRST; law->run != NULL && round <= HV_ROUND_SECOND;
         round++) {
        struct law_unit_run *in_run = &law->run->units[unit];
        in_run->ready[round] = in_run->ready[round] || law_all_closed(law, law->run, unit, round);
    }
}

bool law_all_agree(const struct law *law,
                   const struct law_run *run,
                   uint16_t unit,
                   uint8_t field,
                   uint8_t yes)
{
    const struct law_unit_run *in_run = &run->units[unit];
    bool all = in_run->confirmed && law_visibility(run, field) == HV_VISIBLE_JOINT;
    for (unsigned member = 0; member < law->units[unit].members; member++) {
        all = all && law_has(yes, member) &&
              in_run->copies[field][member] == in_run->joint_revisions[field] &&
              law->seats[law->units[unit].first_seat + member].consent;
    }
    return all;
}

bool law_may_become_note(const struct law *law,
                         const struct law_run *run,
                         uint16_t seat,
                         uint8_t field)
{
    const struct hv_field *defined = &run->exercise->fields[field];
    uint16_t unit = law->seats[seat].unit;
    if (defined->visibility == HV_VISIBLE_JOINT) {
        return defined->may_go_to_group && seat == law->units[unit].first_seat &&
               law_has(law_form_of(run, unit), field) &&
               law_all_agree(law, run, unit, field, run->units[unit].let_go[field]);
    }
    return law_has(law_shown(law, run, seat, defined->round), field) &&
           law_may_be_noted(run, seat, field);
}
