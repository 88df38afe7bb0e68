/* SPDX-License-Identifier: EUPL-1.2 */
/* What a unit does together: opening, turns, going on, joint fields. */
#include "core/matches.h"
#include "core/scopes.h"
#include "core/visible.h"

static bool same_place(struct hv_place a, struct hv_place b)
{
    return a.stage == b.stage && a.turn == b.turn;
}

static bool is_before(struct hv_place a, struct hv_place b)
{
    return a.stage < b.stage || (a.stage == b.stage && a.turn < b.turn);
}

/* A place that this unit can be in, in a block or not. */
static bool is_place(const struct hv_run *run, const struct hv_unit *unit, struct hv_place place)
{
    if (place.stage >= run->exercise->stage_count) {
        return false;
    }
    return run->exercise->stages[place.stage].kind == HV_STAGE_TURNS
               ? hv_turn_member(unit, place) >= 0
               : place.turn == 0;
}

static void emit_moved(struct hv_deciding *deciding,
                       const struct hv_run *run,
                       const struct hv_unit *unit,
                       struct hv_place to)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_UNIT_MOVED);

    event->unit_moved.run = run->number;
    event->unit_moved.unit = unit->number;
    event->unit_moved.to = to;
}

static struct hv_event *emit_opened(struct hv_deciding *deciding,
                                    const struct hv_run *run,
                                    const struct hv_unit *unit,
                                    struct hv_place place,
                                    uint32_t fields,
                                    uint16_t author)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_OPENED);

    event->opened.run = run->number;
    event->opened.unit = unit->number;
    event->opened.place = place;
    event->opened.fields = hv_exercise_open(run->exercise, fields);
    event->opened.author = author;
    return event;
}

/* The run under way and the actor's unit in it. */
static enum hv_refusal check_unit_in_run(const struct hv_deciding *deciding,
                                         uint32_t number,
                                         const struct hv_run **ret_run,
                                         const struct hv_unit **ret_unit)
{
    enum hv_refusal refusal = hv_check_together(deciding, ret_unit);

    return refusal != HV_REFUSAL_NONE ? refusal : hv_check_run(deciding, number, ret_run);
}

/* ---- Opening together ---- */

static bool opens_together(const struct hv_run *run, struct hv_place place)
{
    const struct hv_gate *gate = &run->exercise->stages[place.stage].gate;

    return gate->when == HV_GATE_CLOSED && gate->holder == HV_HOLDER_UNIT;
}

/* The gate that a unit at `from` means: the one it stands before, or the next one on. */
static bool gate_from(const struct hv_group *group,
                      const struct hv_run *run,
                      const struct hv_unit *unit,
                      struct hv_place from,
                      struct hv_place *ret)
{
    struct hv_place next;

    if (run->exercise->stages[from.stage].scope != HV_SCOPE_UNIT) {
        return false;
    }
    if (opens_together(run, from)) {
        *ret = from;
        return true;
    }
    if (hv_next_place(group, run, unit->number, from, &next) && opens_together(run, next)) {
        *ret = next;
        return true;
    }
    return false;
}

/* What all of them showed. */
static uint32_t shown_by_all(const struct hv_group *group,
                             const struct hv_run *run,
                             const struct hv_unit *unit,
                             const struct hv_gate *gate)
{
    uint8_t present = hv_unit_present(unit);
    uint32_t fields = gate->fields;

    for (unsigned member = 0; member < unit->member_count; member++) {
        if ((present >> member & 1) != 0) {
            fields &=
                hv_partner_fields(group, run, (uint16_t)(unit->first_seat + member), gate->round);
        }
    }
    return fields;
}

static enum hv_refusal check_gate(const struct hv_group *group,
                                  const struct hv_run *run,
                                  const struct hv_unit *unit,
                                  enum hv_round round)
{
    if (!hv_unit_can_open(group, run, unit->number, round)) {
        return HV_REFUSAL_NOT_READY;
    }
    return hv_unit_shares(group, run, unit->number) ? HV_REFUSAL_NONE : HV_REFUSAL_SHARING_CLOSED;
}

static void open_gate(struct hv_deciding *deciding,
                      const struct hv_run *run,
                      const struct hv_unit *unit,
                      struct hv_place place)
{
    const struct hv_gate *gate = &run->exercise->stages[place.stage].gate;
    uint32_t fields = gate->match ? 0 : shown_by_all(deciding->group, run, unit, gate);
    struct hv_event *event = emit_opened(deciding, run, unit, place, fields, 0);

    if (gate->match) {
        event->opened.matches =
            hv_deciding_matches(deciding, run, unit, gate, &event->opened.match_count);
    }
}

enum hv_refusal hv_decide_open_together(struct hv_deciding *deciding)
{
    const struct hv_move_unit *wanted = &deciding->command->move_unit;
    const struct hv_unit *unit;
    const struct hv_run *run;
    struct hv_place place, gate;
    enum hv_refusal refusal = check_unit_in_run(deciding, wanted->run, &run, &unit);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (wanted->from.stage >= run->exercise->stage_count) {
        return HV_REFUSAL_INVALID;
    }
    if (!gate_from(deciding->group, run, unit, wanted->from, &gate)) {
        return HV_REFUSAL_NOT_FOUND;
    }
    if ((hv_unit_in_run(run, unit->number)->opened_gates >> gate.stage & 1) != 0) {
        return HV_REFUSAL_NONE;
    }
    place = hv_unit_place(run, unit->number);
    if (!hv_in_block(run) || !same_place(place, wanted->from)) {
        return HV_REFUSAL_MOVED_ON;
    }
    refusal = check_gate(deciding->group, run, unit, run->exercise->stages[gate.stage].gate.round);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!same_place(place, gate)) {
        emit_moved(deciding, run, unit, gate);
    }
    open_gate(deciding, run, unit, gate);
    return HV_REFUSAL_NONE;
}

/* ---- Going on ---- */

/* A turn that begins opens what its author showed, when the gate can open: never while one of them
 * is alone or still writing. It opens once; whoever comes back to it opens nothing more. */
static void begin_turn(struct hv_deciding *deciding,
                       const struct hv_run *run,
                       const struct hv_unit *unit,
                       struct hv_place place)
{
    const struct hv_gate *gate = &run->exercise->stages[place.stage].gate;
    int member = hv_turn_member(unit, place);
    uint16_t author;

    if (gate->when != HV_GATE_CLOSED || gate->holder != HV_HOLDER_TURN || member < 0 ||
        (hv_unit_in_run(run, unit->number)->opened_turns[place.stage] >> member & 1) != 0 ||
        check_gate(deciding->group, run, unit, gate->round) != HV_REFUSAL_NONE) {
        return;
    }
    author = (uint16_t)(unit->first_seat + member);
    emit_opened(deciding, run, unit, place,
                gate->fields & hv_partner_fields(deciding->group, run, author, gate->round),
                author);
}

/* Forward only to the next place, and past a gate of envelopes only when they are closed; back to
 * any place of the block. */
static enum hv_refusal check_move(const struct hv_group *group,
                                  const struct hv_run *run,
                                  const struct hv_unit *unit,
                                  struct hv_place to)
{
    struct hv_place place = hv_unit_place(run, unit->number);
    const struct hv_gate *gate = &run->exercise->stages[to.stage].gate;
    uint8_t first, last;
    struct hv_place next;

    hv_exercise_block(run->exercise, place.stage, &first, &last);
    if (is_before(to, place)) {
        return to.stage >= first ? HV_REFUSAL_NONE : HV_REFUSAL_INVALID;
    }
    if (!hv_next_place(group, run, unit->number, place, &next) || !same_place(next, to)) {
        return HV_REFUSAL_INVALID;
    }
    return gate->when == HV_GATE_CLOSED && !hv_unit_may_pass(group, run, unit->number, gate->round)
               ? HV_REFUSAL_NOT_READY
               : HV_REFUSAL_NONE;
}

enum hv_refusal hv_decide_move_unit(struct hv_deciding *deciding)
{
    const struct hv_move_unit *wanted = &deciding->command->move_unit;
    const struct hv_unit *unit;
    const struct hv_run *run;
    struct hv_place place;
    enum hv_refusal refusal = check_unit_in_run(deciding, wanted->run, &run, &unit);

    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!is_place(run, unit, wanted->to)) {
        return HV_REFUSAL_INVALID;
    }
    if (!hv_in_block(run)) {
        return HV_REFUSAL_MOVED_ON;
    }
    place = hv_unit_place(run, unit->number);
    if (same_place(place, wanted->to)) {
        return HV_REFUSAL_NONE;
    }
    if (!same_place(place, wanted->from)) {
        return HV_REFUSAL_MOVED_ON;
    }
    refusal = check_move(deciding->group, run, unit, wanted->to);
    if (refusal == HV_REFUSAL_NONE) {
        emit_moved(deciding, run, unit, wanted->to);
        begin_turn(deciding, run, unit, wanted->to);
    }
    return refusal;
}

/* ---- Joint fields ---- */

/* A table belongs to all of them and is asked nobody's consent. A joint value is the unit's and
 * goes with the evening; what stays is a copy for each member, made for those who consented. So
 * nobody can tell from a joint field whether the other did. */
static bool own_consent(const struct hv_deciding *deciding)
{
    const struct hv_device *device = deciding->device;

    return device->role != HV_ROLE_PEN || hv_consents(deciding->group, device->seat);
}

static enum hv_refusal check_joint(const struct hv_deciding *deciding,
                                   const struct hv_run *run,
                                   const struct hv_unit *unit,
                                   uint32_t fields)
{
    enum hv_refusal refusal;

    if ((fields & hv_unit_joint(run, unit->number)) == 0) {
        return HV_REFUSAL_NOT_FOUND;
    }
    refusal = hv_check_asked(run, unit->number, fields);
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    if (!own_consent(deciding)) {
        return HV_REFUSAL_CONSENT_MISSING;
    }
    /* A narrowed joint field is still read by those who wrote it, and written no more. */
    return hv_unit_shares(deciding->group, run, unit->number) && (fields & ~run->only_author) != 0
               ? HV_REFUSAL_NONE
               : HV_REFUSAL_SHARING_CLOSED;
}

enum hv_refusal hv_decide_save_joint(struct hv_deciding *deciding)
{
    const struct hv_save_field *wanted = &deciding->command->save_field;
    const struct hv_joint_field *joints;
    const struct hv_unit *unit;
    const struct hv_run *run;
    struct hv_event *event;
    enum hv_refusal refusal = check_unit_in_run(deciding, wanted->run, &run, &unit);

    if (refusal == HV_REFUSAL_NONE) {
        refusal = wanted->field < run->exercise->field_count
                      ? check_joint(deciding, run, unit, (uint32_t)1 << wanted->field)
                      : HV_REFUSAL_NOT_FOUND;
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    joints = hv_unit_in_run(run, unit->number)->joints;
    refusal =
        hv_check_revision(joints != NULL ? joints[wanted->field].revision : 0, wanted->revision);
    if (refusal == HV_REFUSAL_NONE) {
        refusal = hv_check_answer(wanted);
    }
    if (refusal != HV_REFUSAL_NONE) {
        return refusal;
    }
    event = hv_deciding_emit(deciding, HV_EVENT_JOINT_SAVED);
    event->joint_saved.run = run->number;
    event->joint_saved.unit = unit->number;
    event->joint_saved.field = wanted->field;
    event->joint_saved.revision = wanted->revision;
    event->joint_saved.answer = wanted->answer;
    if (wanted->answer == HV_ANSWER_GIVEN) {
        event->joint_saved.part =
            hv_deciding_part(deciding, hv_scope_joint(run, unit->number), wanted->packed);
    }
    return HV_REFUSAL_NONE;
}

/* Whether a member gets a copy of what is confirmed. */
static bool
gets_copy(const struct hv_deciding *deciding, const struct hv_unit *unit, unsigned member)
{
    const struct hv_seat *seat = &deciding->group->seats[unit->first_seat + member - 1];

    return (hv_unit_present(unit) >> member & 1) != 0 &&
           hv_consents(deciding->group, seat->number) && !seat->split;
}

/* One copy of every joint answer for each member who is there, consented and was not split, under
 * that member's own key. */
static void
confirm(struct hv_deciding *deciding, const struct hv_run *run, const struct hv_unit *unit)
{
    const struct hv_joint_field *joints = hv_unit_in_run(run, unit->number)->joints;
    struct hv_carried *values =
        hv_deciding_array(deciding, (size_t)HV_FIELDS_MAX * HV_MEMBERS_MAX, sizeof *values);
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_JOINT_CONFIRMED);
    uint16_t count = 0;

    event->joint_confirmed.run = run->number;
    event->joint_confirmed.unit = unit->number;
    for (uint8_t i = 0; values != NULL && joints != NULL && i < run->exercise->field_count; i++) {
        const struct hv_slot *draft = &joints[i].draft;

        for (unsigned member = 0; member < unit->member_count; member++) {
            uint16_t seat = (uint16_t)(unit->first_seat + member);

            if (!gets_copy(deciding, unit, member) || joints[i].answer != HV_ANSWER_GIVEN ||
                draft->gone) {
                continue;
            }
            values[count++] = (struct hv_carried){
                .field = i,
                .answer = HV_ANSWER_GIVEN,
                .seat = seat,
                .part = hv_deciding_part(
                    deciding, hv_scope_joint_copy(run, seat, run->exercise->fields[i].keep),
                    (struct hv_bytes){ .data = draft->bytes, .size = draft->size }),
            };
        }
    }
    event->joint_confirmed.values = values;
    event->joint_confirmed.value_count = count;
}

/* A table sets the mark of any member, a pen its own. */
static enum hv_refusal
check_mark(const struct hv_deciding *deciding, const struct hv_run *run, const struct hv_unit *unit)
{
    const struct hv_mark_joint *wanted = &deciding->command->mark_joint;
    enum hv_refusal refusal = hv_check_present(deciding, wanted->seat);

    if (refusal == HV_REFUSAL_NONE) {
        refusal = check_joint(deciding, run, unit, hv_unit_joint(run, unit->number));
    }
    if (refusal == HV_REFUSAL_NONE &&
        wanted->revision != hv_unit_in_run(run, unit->number)->joint_revision) {
        refusal = HV_REFUSAL_STALE;
    }
    return refusal;
}

static void
emit_mark(struct hv_deciding *deciding, const struct hv_run *run, const struct hv_unit *unit)
{
    const struct hv_mark_joint *wanted = &deciding->command->mark_joint;
    const struct hv_unit_run *in_run = hv_unit_in_run(run, unit->number);
    uint8_t mark = (uint8_t)(1u << hv_member_index(unit, wanted->seat));
    uint8_t marks = (uint8_t)(wanted->set ? in_run->marks | mark : in_run->marks & ~mark);
    uint8_t present = hv_unit_present(unit);
    /* Also when they are confirmed and one who came later has no copy yet. */
    bool confirms = wanted->set && (present & ~marks) == 0 && (present & ~in_run->confirmed) != 0;

    if (marks != in_run->marks || confirms) {
        struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_JOINT_MARKED);

        event->joint_marked.run = run->number;
        event->joint_marked.unit = unit->number;
        event->joint_marked.seat = wanted->seat;
        event->joint_marked.set = wanted->set;
    }
    if (confirms) {
        confirm(deciding, run, unit);
    }
}

enum hv_refusal hv_decide_mark_joint(struct hv_deciding *deciding)
{
    const struct hv_mark_joint *wanted = &deciding->command->mark_joint;
    const struct hv_unit *unit;
    const struct hv_run *run;
    enum hv_refusal refusal = check_unit_in_run(deciding, wanted->run, &run, &unit);

    if (refusal == HV_REFUSAL_NONE) {
        refusal = hv_check_own(deciding, wanted->seat);
    }
    if (refusal == HV_REFUSAL_NONE) {
        refusal = check_mark(deciding, run, unit);
    }
    if (refusal == HV_REFUSAL_NONE) {
        emit_mark(deciding, run, unit);
    }
    return refusal;
}
