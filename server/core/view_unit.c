/* SPDX-License-Identifier: EUPL-1.2 */
/* The unit pane: what is shared between the members of a unit, and nothing of what one of them did
 * alone. */
#include "core/disclosure.h"
#include "core/visible.h"

/* The gate whose envelope the unit works towards: the next one, and past the last that last one. -1
 * when nothing opens between partners. */
static int awaited_gate(const struct hv_exercise *exercise, uint8_t stage)
{
    int last = -1;
    for (uint8_t i = 0; i < exercise->stage_count; i++) {
        const struct hv_gate *gate = &exercise->stages[i].gate;
        if (gate->when != HV_GATE_CLOSED || gate->audience != HV_AUDIENCE_UNIT) {
            continue;
        }
        last = i;
        if (i >= stage) {
            break;
        }
    }
    return last;
}

static void draw_gate(const struct hv_group *group,
                      const struct hv_unit *unit,
                      const struct hv_run *run,
                      struct hv_unit_pane *ret)
{
    const struct hv_stage *stages = run->exercise->stages;
    const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
    int gate = awaited_gate(run->exercise, ret->place.stage);
    if (gate < 0) {
        return;
    }
    enum hv_round round = stages[gate].gate.round;
    bool at_gate = ret->place.stage == gate ||
                   (ret->place.stage + 1 == gate && stages[ret->place.stage].kind == HV_STAGE_SOLO);
    ret->both_ready = unit_run->ready[round];
    ret->may_open = ret->in_block && at_gate && stages[gate].gate.holder == HV_HOLDER_UNIT &&
                    (unit_run->opened_gates >> gate & 1) == 0 &&
                    hv_unit_shares(group, run, unit->number) &&
                    hv_unit_can_open(group, run, unit->number, round);
}

/* Whether `gate` opened for this member's answers. In turns one author comes after the other. */
static bool gate_opened(const struct hv_run *run,
                        const struct hv_unit_run *unit_run,
                        uint8_t gate,
                        uint8_t member)
{
    const struct hv_gate *rule = &run->exercise->stages[gate].gate;
    if (rule->audience != HV_AUDIENCE_UNIT || rule->when != HV_GATE_CLOSED) {
        return false;
    }
    if (rule->holder == HV_HOLDER_TURN) {
        return (unit_run->opened_turns[gate] >> member & 1) != 0;
    }
    return (unit_run->opened_gates >> gate & 1) != 0;
}

/* What kept, skipped, empty, said aloud and erased have in common is that this is false. Consent
 * that was withdrawn since then does not count, nor that the answer was taken back: the partner's
 * page changes when the block ends, not at a moment that would tell who did it (rule 7). What a
 * facilitator narrows goes at once, of all. */
static bool opened_answer(const struct hv_group *group,
                          const struct hv_unit *unit,
                          const struct hv_run *run,
                          uint8_t gate,
                          uint8_t member,
                          uint8_t field,
                          struct hv_bytes *ret)
{
    const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
    return gate_opened(run, unit_run, gate, member) && unit_run->form != HV_FORM_LIGHT &&
           (unit_run->opened[member] >> field & 1) != 0 &&
           hv_field_visibility(run, field) == HV_VISIBLE_PARTNER &&
           hv_closed_answer(group, run, (uint16_t)(unit->first_seat + member), field, ret);
}

/* A guess stands beside the answers that it guesses, or not at all. */
static bool beside_its_answers(const struct hv_group *group,
                               const struct hv_unit *unit,
                               const struct hv_run *run,
                               uint8_t gate,
                               const struct hv_field *guess)
{
    for (uint8_t member = 0; member < unit->member_count; member++) {
        struct hv_bytes packed;
        if (hv_unit_in_run(run, unit->number)->opened[member] != 0 &&
            !opened_answer(group, unit, run, gate, member, guess->guess_of, &packed)) {
            return false;
        }
    }
    return true;
}

/* What its rows would hold of what opened. */
static size_t opened_size(const struct hv_group *group,
                          const struct hv_unit *unit,
                          const struct hv_run *run,
                          uint8_t gate,
                          uint8_t field)
{
    size_t size = 0;
    for (uint8_t member = 0; member < unit->member_count; member++) {
        struct hv_bytes packed;
        if (opened_answer(group, unit, run, gate, member, field, &packed)) {
            size += packed.size;
        }
    }
    return size;
}

/* A field that does not fit into the frame any more opens on neither side; nor does a guess without
 * what it guesses, which therefore comes first. */
static uint32_t fitting_fields(const struct hv_group *group,
                               const struct hv_unit *unit,
                               const struct hv_run *run,
                               uint8_t gate,
                               uint32_t fields,
                               size_t *left)
{
    const struct hv_exercise *exercise = run->exercise;
    uint32_t fit = 0;
    for (unsigned i = 0; i < 2u * exercise->field_count; i++) {
        uint8_t field = (uint8_t)(i % exercise->field_count);
        const struct hv_field *defined = &exercise->fields[field];
        bool guesses = i >= exercise->field_count;
        if ((fields >> field & 1) == 0 || defined->guess != guesses ||
            (guesses && ((fit >> defined->guess_of & 1) == 0 ||
                         !beside_its_answers(group, unit, run, gate, defined)))) {
            continue;
        }
        size_t size = opened_size(group, unit, run, gate, field);
        if (size <= *left) {
            *left -= size;
            fit |= UINT32_C(1) << field;
        }
    }
    return fit;
}

/* The fields of a gate that the unit's form asks: each has its rows, whatever was written. */
static uint32_t
fields_of_gate(const struct hv_run *run, const struct hv_unit_run *unit_run, uint8_t gate)
{
    return run->exercise->stages[gate].gate.fields &
           hv_exercise_fields(run->exercise, unit_run->form);
}

/* One row a member for each field of the gate that the unit's form has, shown or not; so the rows
 * tell nothing of what anyone did. Counts them, and writes them when `rows` is not NULL. */
static uint32_t draw_opened_gate(const struct hv_group *group,
                                 const struct hv_unit *unit,
                                 const struct hv_run *run,
                                 uint8_t gate,
                                 size_t *left,
                                 struct hv_opened_value *rows)
{
    const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
    uint32_t fields = fields_of_gate(run, unit_run, gate);
    uint32_t fit = fitting_fields(group, unit, run, gate, fields, left);
    uint32_t count = 0;
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        if ((fields >> field & 1) == 0) {
            continue;
        }
        for (uint8_t member = 0; member < unit->member_count; member++) {
            if (!gate_opened(run, unit_run, gate, member)) {
                continue;
            }
            if (rows != NULL) {
                struct hv_opened_value *row = &rows[count];
                row->seat = (uint16_t)(unit->first_seat + member);
                row->field = field;
                row->shown = (fit >> field & 1) != 0 &&
                             opened_answer(group, unit, run, gate, member, field, &row->packed);
            }
            count++;
        }
    }
    return count;
}

/* One row for each field of a match: what all of them chose, of nobody in particular. That nothing
 * matches reads like everything else that is not shown. */
static uint32_t draw_matches(const struct hv_unit *unit,
                             const struct hv_run *run,
                             uint8_t gate,
                             size_t *left,
                             struct hv_opened_value *rows)
{
    const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
    uint32_t fields = fields_of_gate(run, unit_run, gate);
    uint32_t count = 0;
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        if ((fields >> field & 1) == 0 || (unit_run->opened_gates >> gate & 1) == 0) {
            continue;
        }
        struct hv_bytes packed = hv_slot_bytes(&unit_run->matched[field]);
        bool shown = packed.size > 0 && packed.size <= *left &&
                     hv_field_visibility(run, field) == HV_VISIBLE_PARTNER;
        *left -= shown ? packed.size : 0;
        if (rows != NULL) {
            rows[count] = (struct hv_opened_value){ .field = field, .shown = shown };
            rows[count].packed = shown ? packed : (struct hv_bytes){ 0 };
        }
        count++;
    }
    return count;
}

/* What opened stays on the table while the group is in the block of the gate, and not longer. */
static uint32_t draw_opened_block(const struct hv_group *group,
                                  const struct hv_unit *unit,
                                  const struct hv_run *run,
                                  size_t left,
                                  struct hv_opened_value *rows)
{
    uint32_t count = 0;
    uint8_t first, last;
    hv_exercise_block(run->exercise, run->stage, &first, &last);
    for (uint8_t gate = first; gate <= last; gate++) {
        struct hv_opened_value *next = rows != NULL ? &rows[count] : NULL;
        count += run->exercise->stages[gate].gate.match
                     ? draw_matches(unit, run, gate, &left, next)
                     : draw_opened_gate(group, unit, run, gate, &left, next);
    }
    return count;
}

static enum hv_code draw_opened(const struct hv_group *group,
                                const struct hv_unit *unit,
                                const struct hv_run *run,
                                size_t left,
                                struct hv_arena *arena,
                                struct hv_unit_pane *ret)
{
    if (!ret->in_block) {
        return HV_OK;
    }
    uint32_t count = draw_opened_block(group, unit, run, left, NULL);
    struct hv_opened_value *rows = hv_arena_array(arena, count, sizeof *rows);
    if (rows == NULL) {
        return HV_ENOMEM;
    }
    ret->opened_count = draw_opened_block(group, unit, run, left, rows);
    ret->opened = rows;
    return HV_OK;
}

/* The draft while it is there; afterwards any member's copy, which all are alike. */
static struct hv_bytes joint_bytes(const struct hv_joint_field *joint)
{
    if (hv_slot_held(&joint->draft)) {
        return hv_slot_bytes(&joint->draft);
    }
    for (size_t i = 0; i < HV_MEMBERS_MAX; i++) {
        if (hv_slot_held(&joint->copies[i])) {
            return hv_slot_bytes(&joint->copies[i]);
        }
    }
    return (struct hv_bytes){ 0 };
}

static enum hv_code draw_joints(const struct hv_unit *unit,
                                const struct hv_run *run,
                                struct hv_arena *arena,
                                size_t *left,
                                struct hv_unit_pane *ret)
{
    const struct hv_unit_run *unit_run = hv_unit_in_run(run, unit->number);
    struct hv_joint_value *rows = hv_arena_array(arena, HV_FIELDS_MAX, sizeof *rows);
    if (rows == NULL) {
        return HV_ENOMEM;
    }
    uint32_t fields = hv_unit_joint(run, unit->number);
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        if ((fields >> field & 1) == 0) {
            continue;
        }
        struct hv_joint_value *row = &rows[ret->joint_count++];
        row->field = field;
        if (unit_run->joints == NULL) {
            continue;
        }
        const struct hv_joint_field *joint = &unit_run->joints[field];
        *row = (struct hv_joint_value){ field, joint->revision, joint->answer, joint_bytes(joint) };
        *left -= row->packed.size < *left ? row->packed.size : *left;
    }
    ret->joints = rows;
    ret->joint_revision = unit_run->joint_revision;
    ret->joint_confirmed = unit_run->confirmed != 0;
    return HV_OK;
}

static enum hv_code draw_unit_seats(const struct hv_group *group,
                                    const struct hv_unit *unit,
                                    struct hv_arena *arena,
                                    struct hv_unit_pane *ret)
{
    struct hv_unit_seat *seats = hv_arena_array(arena, unit->member_count, sizeof *seats);
    if (seats == NULL) {
        return HV_ENOMEM;
    }
    for (uint8_t i = 0; i < unit->member_count; i++) {
        seats[i].seat = (uint16_t)(unit->first_seat + i);
        seats[i].name = hv_seat_alias(group, seats[i].seat);
        seats[i].own_device = hv_find_pen(group, seats[i].seat) != NULL;
        if (!seats[i].own_device) {
            const struct hv_seat *seat = hv_find_seat(group, seats[i].seat);
            seats[i].pen_code = (struct hv_bytes){ seat->pen_code, sizeof seat->pen_code };
        }
    }
    ret->seats = seats;
    ret->seat_count = unit->member_count;
    const struct hv_run *run = ret->admitted ? hv_run_under_way(group) : NULL;
    for (uint8_t i = 0; i < unit->member_count && run != NULL; i++) {
        seats[i].marked = (hv_unit_in_run(run, unit->number)->marks >> i & 1) != 0;
    }
    return HV_OK;
}

enum hv_code hv_draw_unit(const struct hv_group *group,
                          uint16_t number,
                          struct hv_arena *arena,
                          struct hv_unit_pane *ret)
{
    const struct hv_unit *unit = hv_find_unit(group, number);
    ret->unit = number;
    ret->admitted = hv_unit_admitted(unit);
    enum hv_code code = draw_unit_seats(group, unit, arena, ret);
    const struct hv_run *run = hv_run_under_way(group);
    if (code != HV_OK || run == NULL || !ret->admitted) {
        return code;
    }
    ret->run = run->number;
    ret->exercise = run->exercise->hash;
    ret->form = hv_unit_in_run(run, number)->form;
    ret->place = hv_unit_place(run, number);
    ret->only_author = run->only_author;
    ret->nameless = run->nameless;
    ret->in_block = run->exercise->stages[run->stage].scope == HV_SCOPE_UNIT;
    int speaker = hv_turn_member(unit, ret->place);
    if (speaker >= 0 && run->exercise->stages[ret->place.stage].kind == HV_STAGE_TURNS) {
        ret->speaker = (uint16_t)(unit->first_seat + speaker);
    }
    draw_gate(group, unit, run, ret);
    size_t left = HV_CONTENT_MAX;
    code = draw_joints(unit, run, arena, &left, ret);
    return code == HV_OK ? draw_opened(group, unit, run, left, arena, ret) : code;
}
