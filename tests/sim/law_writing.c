/* SPDX-License-Identifier: EUPL-1.2 */
/* What was written, closed, opened and picked, and the rules of it that the log has to keep. */
#include <assert.h>
#include <string.h>

#include "tests/sim/law_facts.h"

static bool opens_to_unit(const struct hv_exercise *exercise, enum hv_round round)
{
    for (unsigned stage = 0; stage < exercise->stage_count; stage++) {
        const struct hv_gate *gate = &exercise->stages[stage].gate;
        if (gate->when == HV_GATE_CLOSED && gate->audience == HV_AUDIENCE_UNIT &&
            gate->round == round) {
            return true;
        }
    }
    return false;
}

/* ---- Envelopes ---- */

static void take_saved(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->field_saved.run);
    struct law_work *work = &run->work[event->field_saved.seat];
    uint8_t field = event->field_saved.field;
    if (!law_consents(law, event->field_saved.seat)) {
        law_wrong(law, "an answer was taken without consent");
    }
    if (work->closed[run->exercise->fields[field].round]) {
        law_wrong(law, "an envelope that is closed was written in");
    }
    work->revisions[field] = event->field_saved.revision;
    work->lives[field] = law->seats[event->field_saved.seat].life;
    work->given &= ~(UINT32_C(1) << field);
    work->taken_back &= ~(UINT32_C(1) << field);
    if (event->field_saved.answer == HV_ANSWER_GIVEN) {
        work->given |= UINT32_C(1) << field;
    }
}

static uint32_t carried(const struct hv_carried *values, unsigned count)
{
    uint32_t given = 0;
    for (unsigned i = 0; i < count; i++) {
        given |= values[i].answer == HV_ANSWER_GIVEN ? UINT32_C(1) << values[i].field : 0;
    }
    return given;
}

/* What was chosen of each field; an own card is none of the options. */
static void take_options(struct law_work *work, const struct hv_event *event)
{
    for (unsigned i = 0; i < event->envelope_closed.value_count; i++) {
        const struct hv_carried *value = &event->envelope_closed.values[i];
        uint64_t options = 0;
        for (size_t j = 0; j < value->part.bytes.size && value->part.bytes.data[j] < 64; j++) {
            options |= UINT64_C(1) << value->part.bytes.data[j];
        }
        work->options[value->field] = options;
        work->unread &= ~(UINT32_C(1) << value->field);
        work->unread |= value->part.gone ? UINT32_C(1) << value->field : 0;
    }
}

static void take_closed(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->envelope_closed.run);
    struct law_work *work = &run->work[event->envelope_closed.seat];
    uint32_t of_round = law_fields_of(run->exercise, event->envelope_closed.round);
    if (!law_consents(law, event->envelope_closed.seat) &&
        (event->envelope_closed.value_count > 0 || event->envelope_closed.shows != 0)) {
        law_wrong(law, "an envelope carries answers without consent");
    }
    work->closed[event->envelope_closed.round] = true;
    work->shows = (work->shows & ~of_round) | event->envelope_closed.shows;
    work->to_group = (work->to_group & ~of_round) | event->envelope_closed.to_group;
    if ((event->envelope_closed.to_group & ~event->envelope_closed.shows) != 0) {
        law_wrong(law, "something goes to the group that its author does not show");
    }
    work->given = (work->given & ~of_round) |
                  carried(event->envelope_closed.values, event->envelope_closed.value_count);
    take_options(work, event);
    law_note_ready(law, law->seats[event->envelope_closed.seat].unit);
}

static bool asks_for_a_light(const struct hv_exercise *exercise, enum hv_round round)
{
    bool asks = false;
    for (unsigned i = 0; i < exercise->field_count; i++) {
        asks = asks ||
               (exercise->fields[i].round == round && exercise->fields[i].keep == HV_KEEP_INTAKE);
    }
    return asks;
}

static void take_reopened(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->envelope_reopened.run);
    struct law_work *work = &run->work[event->envelope_reopened.seat];
    enum hv_round round = event->envelope_reopened.round;
    if (opens_to_unit(run->exercise, round) &&
        run->units[law->seats[event->envelope_reopened.seat].unit].ready[round]) {
        law_wrong(law, "an envelope opened again after both were ready");
    }
    if (asks_for_a_light(run->exercise, round)) {
        law_wrong(law, "an envelope opened again that its author does not get back");
    }
    if (law_explains(run->exercise, round)) {
        law_wrong(law, "an envelope opened again after its author knew what is right");
    }
    work->closed[round] = false;
    work->shows &= ~law_fields_of(run->exercise, round);
    work->to_group &= ~law_fields_of(run->exercise, round);
    work->taken_back &= ~law_fields_of(run->exercise, round);
    work->widened &= ~law_fields_of(run->exercise, round);
}

static void take_widened(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->widened.run);
    uint32_t none = 0; /* of what is one's own nothing goes to the group this way */
    uint32_t *widened = event->widened.to_group ? &none : &run->work[event->widened.seat].widened;
    uint16_t unit = law->seats[event->widened.seat].unit;
    unsigned member = 1u << (event->widened.seat - law->units[unit].first_seat);
    *widened =
        event->widened.on ? *widened | event->widened.fields : *widened & ~event->widened.fields;
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        struct law_unit_run *in_run = &run->units[unit];
        uint8_t *together = event->widened.to_group ? &in_run->let_go[i] : &in_run->widened[i];
        if (law_has(event->widened.fields, i) && event->widened.to_group && !event->widened.on) {
            in_run->noted[i] = 0;
        }
        if (law_has(event->widened.fields, i)) {
            *together = (uint8_t)(event->widened.on ? *together | member : *together & ~member);
        }
    }
}

/* ---- Opening ---- */

static void check_opened(struct law *law, const struct law_run *run, const struct hv_event *event)
{
    uint16_t number = event->opened.unit;
    const struct law_unit *unit = &law->units[number];
    const struct hv_gate *gate = &run->exercise->stages[event->opened.place.stage].gate;
    uint32_t allowed = gate->fields;
    if (gate->when != HV_GATE_CLOSED || gate->audience != HV_AUDIENCE_UNIT) {
        law_wrong(law, "something opened where nothing opens");
    }
    if (law_envelope(run, number, gate->round) != 0 &&
        !law_all_closed(law, run, number, gate->round)) {
        law_wrong(law, "a gate opened before all had closed");
    }
    if (!run->units[number].sharing || unit->closed) {
        law_wrong(law, "a gate opened though sharing was closed");
    }
    for (unsigned member = 0; member < unit->members; member++) {
        uint16_t seat = (uint16_t)(unit->first_seat + member);
        bool counts = event->opened.author != 0 ? event->opened.author == seat
                                                : law_has(law_present(unit), member);
        if (counts) {
            allowed &= law->seats[seat].split || law_feared(law, number)
                           ? 0
                           : law_shown(law, run, seat, gate->round);
        }
    }
    if ((event->opened.fields & ~(gate->match ? 0 : allowed)) != 0) {
        law_wrong(law, "something opened that was not shown");
    }
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        const struct hv_field *field = &run->exercise->fields[i];
        if (field->guess && law_has(event->opened.fields, i) &&
            !law_has(event->opened.fields, field->guess_of)) {
            law_wrong(law, "a guess opened without what it guesses");
        }
    }
}

/* What all who are here chose and showed. */
static void take_match(const struct law *law, struct law_run *run, const struct hv_event *event)
{
    uint16_t number = event->opened.unit;
    const struct law_unit *unit = &law->units[number];
    const struct hv_gate *gate = &run->exercise->stages[event->opened.place.stage].gate;
    for (unsigned field = 0; gate->match && field < run->exercise->field_count; field++) {
        uint64_t options = law_has(gate->fields, field) ? UINT64_MAX : 0;
        for (unsigned member = 0; member < unit->members; member++) {
            uint16_t seat = (uint16_t)(unit->first_seat + member);
            bool shows = !law->seats[seat].split && !law_feared(law, number) &&
                         law_has(law_shown(law, run, seat, gate->round), field);
            run->units[number].unread |= law->seats[seat].unread ? gate->fields : 0;
            if (law_has(law_present(unit), member)) {
                options &= shows ? run->work[seat].options[field] : 0;
                run->units[number].unread |= shows ? run->work[seat].unread : 0;
            }
        }
        run->units[number].matched[field] |= options;
    }
}

static void take_opened(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->opened.run);
    struct law_unit_run *in_run = &run->units[event->opened.unit];
    const struct law_unit *unit = &law->units[event->opened.unit];
    uint8_t authors = law_present(unit), stage = event->opened.place.stage;
    check_opened(law, run, event);
    take_match(law, run, event);
    in_run->gates = (uint16_t)(in_run->gates | 1u << stage);
    if (event->opened.author != 0) {
        authors = (uint8_t)(1u << (event->opened.author - unit->first_seat));
        in_run->turns[stage] = (uint8_t)(in_run->turns[stage] | authors);
    }
    for (unsigned member = 0; member < unit->members; member++) {
        in_run->opened[member] |= law_has(authors, member) ? event->opened.fields : 0;
    }
}

/* ---- Together ---- */

static void take_joint(struct law *law, const struct hv_event *event)
{
    struct law_unit_run *in_run =
        &law_find_run(law, event->joint_saved.run)->units[event->joint_saved.unit];
    if (!in_run->sharing || law->units[event->joint_saved.unit].closed) {
        law_wrong(law, "a joint field was written though sharing was closed");
    }
    in_run->joint_revisions[event->joint_saved.field] = event->joint_saved.revision;
    in_run->widened[event->joint_saved.field] = 0;
    in_run->let_go[event->joint_saved.field] = 0;
    in_run->noted[event->joint_saved.field] = 0;
    in_run->confirmed = false;
}

static void take_mark(struct law *law, const struct hv_event *event)
{
    struct law_unit_run *in_run =
        &law_find_run(law, event->joint_marked.run)->units[event->joint_marked.unit];
    if (!event->joint_marked.set) {
        in_run->confirmed = false;
        memset(in_run->widened, 0, sizeof in_run->widened);
        memset(in_run->let_go, 0, sizeof in_run->let_go);
        memset(in_run->noted, 0, sizeof in_run->noted);
    }
}

static void take_copies(struct law *law, const struct hv_event *event)
{
    uint16_t unit = event->joint_confirmed.unit;
    struct law_unit_run *in_run = &law_find_run(law, event->joint_confirmed.run)->units[unit];
    for (unsigned i = 0; i < event->joint_confirmed.value_count; i++) {
        const struct hv_carried *copy = &event->joint_confirmed.values[i];
        unsigned member = (unsigned)(copy->seat - law->units[unit].first_seat);
        in_run->copies[copy->field][member] = in_run->joint_revisions[copy->field];
    }
    in_run->confirmed = true;
}

void law_take_consent(struct law *law, uint16_t seat)
{
    for (struct law_run *run = law->run; !law->seats[seat].consent && run != NULL;
         run = run->before) {
        struct law_unit_run *in_run = &run->units[law->seats[seat].unit];
        memset(in_run->noted, 0, sizeof in_run->noted);
    }
}

/* With new words nobody has said yes to anything. */
static void forget_widened(struct law *law, uint16_t seat)
{
    uint16_t unit = law->seats[seat].unit;
    unsigned member = 1u << (seat - law->units[unit].first_seat);
    for (struct law_run *run = law->run; run != NULL; run = run->before) {
        for (unsigned i = 0; i < HV_FIELDS_MAX; i++) {
            run->units[unit].widened[i] = (uint8_t)(run->units[unit].widened[i] & ~member);
            run->units[unit].let_go[i] = (uint8_t)(run->units[unit].let_go[i] & ~member);
            run->units[unit].noted[i] = 0;
        }
    }
}

static void check_copies(struct law *law, const struct hv_event *event)
{
    for (unsigned i = 0; i < event->joint_confirmed.value_count; i++) {
        uint16_t seat = event->joint_confirmed.values[i].seat;
        if (!law_consents(law, seat) || law->seats[seat].split || !law_is_present(law, seat)) {
            law_wrong(law, "a joint field was kept for somebody without consent");
        }
    }
}

/* ---- Rounds of the group ---- */

static void check_result(struct law *law, const struct hv_result *result)
{
    unsigned sum = 0, largest = 0;
    for (unsigned i = 0; i < 3; i++) {
        sum += result->counts[i];
        largest = result->counts[i] > largest ? result->counts[i] : largest;
    }
    if (result->enough ? sum < 6 || sum - largest < 3 : sum != 0) {
        law_wrong(law, "a result came of too few");
    }
}

/* By chance alone it happens once in n! times that n notes lie in the order of their seats. All
 * that were ever closed count, of every world that this program played: in one there are too few.
 */
static void weigh_order(struct law *law, const struct hv_event *event)
{
    static unsigned sorted_luck; /* bits of chance that all so far came out sorted */
    static bool some_unsorted;
    for (unsigned i = 1; i < event->round_closed.note_count; i++) {
        const struct hv_note *note = &event->round_closed.notes[i];
        some_unsorted =
            some_unsorted || (note->field == note[-1].field && note->seat < note[-1].seat);
        sorted_luck += i >= 3 ? 2 : 1; /* rounded down */
    }
    if (!some_unsorted && sorted_luck > 20) {
        law_wrong(law, "notes stand in the order of their authors");
    }
}

void law_take_round(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->round_closed.run);
    run->round_closed[event->round_closed.stage] = true;
    law->lines += event->round_closed.result_count;
    for (unsigned i = 0; i < event->round_closed.result_count; i++) {
        check_result(law, &event->round_closed.results[i]);
    }
    for (unsigned i = 0; i < event->round_closed.note_count; i++) {
        const struct hv_note *note = &event->round_closed.notes[i];
        if (!law_may_become_note(law, run, note->seat, note->field)) {
            law_wrong(law, "a note was taken that its author did not show");
        }
        if (run->exercise->fields[note->field].visibility == HV_VISIBLE_JOINT) {
            struct law_unit_run *in_run = &run->units[law->seats[note->seat].unit];
            in_run->noted[note->field] = in_run->joint_revisions[note->field];
        }
        assert(run->note_count < LAW_NOTES);
        run->notes[run->note_count++] = (struct law_note){ .stage = event->round_closed.stage,
                                                           .field = note->field,
                                                           .number = (uint16_t)i,
                                                           .seat = note->seat };
    }
    weigh_order(law, event);
}

void law_take_pick(struct law *law, const struct hv_event *event)
{
    struct law_run *run = law_find_run(law, event->note_picked.run);
    law->lines++;
    for (uint32_t i = 0; i < run->note_count; i++) {
        if (run->notes[i].number == event->note_picked.note &&
            run->notes[i].field == event->note_picked.field) {
            run->notes[i].picked = event->note_picked.pick;
        }
    }
}

/* What was written blind appears at once, as far as the wall has room: every line with a name. All
 * other lines wait for somebody who picks them. */
static void check_lines(struct law *law, const struct law_run *run, uint8_t stage)
{
    bool blind = run->exercise->stages[stage].gate.when == HV_GATE_CLOSED;
    for (uint32_t i = 0; i < run->note_count; i++) {
        const struct law_note *note = &run->notes[i];
        bool due = blind && law_visibility(run, note->field) == HV_VISIBLE_GROUP_NAMED;
        if (note->stage == stage && note->picked && !due) {
            law_wrong(law, "a line that nobody picked came on the wall");
        }
        if (note->stage == stage && !note->picked && due && law->lines < HV_WALL_MAX) {
            law_wrong(law, "of what was written blind some did not appear");
        }
    }
}

void law_check_lines(struct law *law, const struct hv_record *record)
{
    for (uint32_t i = 0; i < record->event_count; i++) {
        const struct hv_event *event = &record->events[i];
        if (event->type == HV_EVENT_ROUND_CLOSED) {
            check_lines(law, law_find_run(law, event->round_closed.run), event->round_closed.stage);
        }
    }
}

void law_clear_wall(struct law *law)
{
    for (struct law_run *run = law->run; run != NULL; run = run->before) {
        for (uint32_t i = 0; i < run->note_count; i++) {
            run->notes[i].picked = false;
        }
    }
}

/* ---- Records ---- */

void law_take_writing(struct law *law, const struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_FIELD_SAVED:
        take_saved(law, event);
        break;
    case HV_EVENT_ENVELOPE_CLOSED:
        take_closed(law, event);
        break;
    case HV_EVENT_ENVELOPE_REOPENED:
        take_reopened(law, event);
        break;
    case HV_EVENT_TAKEN_BACK:
        law_find_run(law, event->taken_back.run)->work[event->taken_back.seat].taken_back |=
            event->taken_back.fields;
        break;
    case HV_EVENT_WIDENED:
        take_widened(law, event);
        break;
    case HV_EVENT_OPENED:
        take_opened(law, event);
        break;
    case HV_EVENT_JOINT_SAVED:
        take_joint(law, event);
        break;
    case HV_EVENT_JOINT_MARKED:
        take_mark(law, event);
        break;
    case HV_EVENT_JOINT_CONFIRMED:
        check_copies(law, event);
        take_copies(law, event);
        break;
    case HV_EVENT_WORDS_DEALT:
        forget_widened(law, event->words_dealt.seat);
        break;
    default:
        break;
    }
}
