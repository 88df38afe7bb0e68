/* SPDX-License-Identifier: EUPL-1.2 */
/* Who reads what, and who may have which piece of it. */
#include "tests/sim/law_facts.h"

/* ---- Who reads what ---- */

static bool facilitates(const struct law_device *device)
{
    return device->role == HV_ROLE_FACILITATOR || device->role == HV_ROLE_CO_FACILITATOR;
}

static const struct law_device *reader(const struct law *law, uint16_t number)
{
    const struct law_device *device = number < LAW_DEVICES ? &law->devices[number] : NULL;
    if (device == NULL || device->role == 0 || device->removed || law_waits(device) ||
        (device->unit != 0 && law->units[device->unit].removed)) {
        return NULL;
    }
    return device;
}

/* A table reads for its couple; a pen only while it holds its own seat. */
static bool reads_unit(const struct law *law, uint16_t number, uint16_t unit)
{
    const struct law_device *device = reader(law, number);
    if (device == NULL || unit == 0 || device->unit != unit || !law->meeting_open ||
        law_covered(law)) {
        return false;
    }
    return device->role == HV_ROLE_TABLE ||
           (device->role == HV_ROLE_PEN && law->seats[device->seat].unlocked_on == number &&
            (law_is_present(law, device->seat) || law_present(&law->units[unit]) == 0));
}

static bool reads_wall(const struct law *law, uint16_t number)
{
    const struct law_device *device = reader(law, number);
    if (device == NULL || !law->meeting_open) {
        return false;
    }
    if (device->role == HV_ROLE_PEN) {
        return law_is_present(law, device->seat);
    }
    return device->role != HV_ROLE_TABLE || law_present(&law->units[device->unit]) != 0;
}

bool law_reads(const struct law *law, uint16_t number, enum hv_pane_kind kind, uint16_t of)
{
    const struct law_device *device = reader(law, number);
    if (device == NULL) {
        return false;
    }
    switch (kind) {
    case HV_PANE_STAGE:
        return true;
    case HV_PANE_WALL:
        return reads_wall(law, number);
    case HV_PANE_UNIT:
        return reads_unit(law, number, of);
    case HV_PANE_SEAT:
    case HV_PANE_WORK:
        return law->seats[of].unlocked_on == number && law->meeting_open && !law_covered(law);
    case HV_PANE_BOARD:
        return facilitates(device);
    }
    return false;
}

/* ---- Who may have what ---- */

/* Whether the course keeps it: what was for a partner as long as it was shown. */
static bool is_kept(const struct law_run *run, const struct law_piece *piece)
{
    const struct hv_field *field = &run->exercise->fields[piece->field];
    const struct law_work *work = &run->work[piece->seat];
    return field->keep == HV_KEEP_COURSE && work->closed[field->round] &&
           (field->visibility != HV_VISIBLE_PARTNER || law_has(work->shows, piece->field));
}

/* It was closed, and is facilitators' alone from then on. */
static bool is_given_away(const struct law_run *run, const struct law_piece *piece)
{
    const struct hv_field *field = &run->exercise->fields[piece->field];
    return field->keep == HV_KEEP_INTAKE && run->work[piece->seat].closed[field->round];
}

/* Only what was written since the seat got the words that unlock it now; of an earlier meeting what
 * the course keeps, in a page. */
static bool is_own(const struct law *law,
                   uint16_t number,
                   enum hv_pane_kind pane,
                   const struct law_run *run,
                   const struct law_piece *piece)
{
    const struct law_seat *seat = &law->seats[piece->seat];
    return law->meeting_open && !law_covered(law) && seat->unlocked_on == number &&
           (run->meeting == law->meetings || (pane == 0 && is_kept(run, piece))) &&
           run->work[piece->seat].lives[piece->field] == seat->life && !is_given_away(run, piece);
}

static bool opened_to(const struct law *law,
                      uint16_t number,
                      const struct law_run *run,
                      uint16_t seat,
                      uint8_t field)
{
    uint16_t unit = law->seats[seat].unit;
    const struct law_unit_run *in_run = &run->units[unit];
    return run == law_under_way(law) && reads_unit(law, number, unit) &&
           in_run->form != HV_FORM_LIGHT && law_visibility(run, field) == HV_VISIBLE_PARTNER &&
           law_has(in_run->opened[seat - law->units[unit].first_seat], field);
}

static bool round_closed(const struct law_run *run, uint8_t field)
{
    for (unsigned i = 0; i < run->exercise->stage_count; i++) {
        if (run->round_closed[i] && law_has(run->exercise->stages[i].gate.fields, field)) {
            return true;
        }
    }
    return false;
}

static bool picked(const struct law_run *run, uint16_t seat, uint8_t field)
{
    for (uint32_t i = 0; i < run->note_count; i++) {
        if (run->notes[i].picked && run->notes[i].seat == seat && run->notes[i].field == field) {
            return true;
        }
    }
    return false;
}

static bool is_note(const struct law_run *run, uint16_t seat, uint8_t field)
{
    for (uint32_t i = 0; i < run->note_count; i++) {
        if (run->notes[i].seat == seat && run->notes[i].field == field) {
            return true;
        }
    }
    return false;
}

/* On the wall, or in the page from which a facilitator picks. What was gathered there stays,
 * whatever form its unit is dealt afterwards. */
static bool released(const struct law *law,
                     uint16_t number,
                     enum hv_pane_kind pane,
                     const struct law_run *run,
                     const struct law_piece *piece)
{
    enum hv_round round = run->exercise->fields[piece->field].round;
    uint32_t yes = is_note(run, piece->seat, piece->field)
                       ? law_said_yes(law, run, piece->seat, round)
                       : law_shown(law, run, piece->seat, round);
    if (!law_has(yes, piece->field)) {
        return false;
    }
    if (pane == HV_PANE_WALL) {
        return reads_wall(law, number) && picked(run, piece->seat, piece->field);
    }
    return pane == 0 && facilitates(reader(law, number)) && round_closed(run, piece->field);
}

/* Its author lets the facilitators read it, and no facilitator narrowed it. */
static bool is_widened(const struct law *law,
                       uint16_t number,
                       enum hv_pane_kind pane,
                       const struct law_run *run,
                       const struct law_piece *piece)
{
    const struct hv_field *field = &run->exercise->fields[piece->field];
    const struct law_work *work = &run->work[piece->seat];
    return pane == 0 && facilitates(reader(law, number)) &&
           (field->visibility == HV_VISIBLE_SELF || field->visibility == HV_VISIBLE_PARTNER) &&
           law_visibility(run, piece->field) == field->visibility &&
           (run->narrowed[piece->field] == 0) && work->closed[field->round] &&
           law_has(work->widened & ~work->taken_back, piece->field) &&
           law->seats[piece->seat].consent;
}

/* All of the unit let the facilitators read what they confirmed, and nobody narrowed it. */
static bool is_widened_by_all(const struct law *law,
                              uint16_t number,
                              const struct law_run *run,
                              const struct law_piece *piece)
{
    const struct law_unit_run *in_run = &run->units[piece->unit];
    return facilitates(reader(law, number)) &&
           in_run->joint_revisions[piece->field] == piece->revision &&
           law_all_agree(law, run, piece->unit, piece->field, in_run->widened[piece->field]);
}

/* All of the unit let it go to the group, and it was gathered there. */
static bool is_let_go_by_all(const struct law *law,
                             uint16_t number,
                             enum hv_pane_kind pane,
                             const struct law_run *run,
                             const struct law_piece *piece)
{
    uint16_t first = law->units[piece->unit].first_seat;
    bool reads = pane == HV_PANE_WALL ? reads_wall(law, number) && picked(run, first, piece->field)
                                      : pane == 0 && facilitates(reader(law, number));
    return reads && run->meeting == law->meetings && is_note(run, first, piece->field) &&
           run->units[piece->unit].noted[piece->field] == piece->revision &&
           law_visibility(run, piece->field) == HV_VISIBLE_JOINT;
}

static bool has_own_words(const struct law *law,
                          uint16_t number,
                          enum hv_pane_kind pane,
                          const struct law_run *run,
                          const struct law_piece *piece)
{
    const struct hv_field *field = &run->exercise->fields[piece->field];
    const struct law_work *work = &run->work[piece->seat];
    if ((pane == HV_PANE_WORK || pane == 0) && is_own(law, number, pane, run, piece)) {
        return true;
    }
    if (is_widened(law, number, pane, run, piece)) {
        return true;
    }
    switch (law_visibility(run, piece->field)) {
    case HV_VISIBLE_FACILITATOR:
        return pane == 0 && facilitates(reader(law, number)) && work->closed[field->round] &&
               !law_has(work->taken_back | work->lit, piece->field) &&
               law->seats[piece->seat].consent;
    case HV_VISIBLE_PARTNER:
        return (pane == HV_PANE_UNIT && opened_to(law, number, run, piece->seat, piece->field)) ||
               (run->meeting == law->meetings && is_note(run, piece->seat, piece->field) &&
                law_may_be_noted(run, piece->seat, piece->field) &&
                released(law, number, pane, run, piece));
    case HV_VISIBLE_GROUP:
    case HV_VISIBLE_GROUP_NAMED:
        return released(law, number, pane, run, piece);
    case HV_VISIBLE_RECORD:
        return pane == 0 && facilitates(reader(law, number)) &&
               law_has(law_shown(law, run, piece->seat, field->round), piece->field);
    case HV_VISIBLE_SELF:
    case HV_VISIBLE_JOINT:
        break;
    }
    return false;
}

bool law_knows(const struct law *law, uint16_t seat, uint32_t number)
{
    const struct law_run *run = law_find_run(law, number);
    return run != NULL && run->work[seat].closed[HV_ROUND_FIRST];
}

bool law_may_have(const struct law *law,
                  uint16_t number,
                  enum hv_pane_kind pane,
                  const struct law_piece *piece)
{
    const struct law_run *run = law_find_run(law, piece->run);
    if (piece->run == 0) {
        return pane == 0 && reader(law, number) != NULL && facilitates(reader(law, number));
    }
    if (run == NULL || reader(law, number) == NULL) {
        return false;
    }
    if (piece->seat == 0) {
        /* a member's own copy is as it was confirmed */
        bool current = run->units[piece->unit].joint_revisions[piece->field] == piece->revision;
        return ((pane == 0 || (pane == HV_PANE_UNIT && current)) &&
                reads_unit(law, number, piece->unit)) ||
               (pane == 0 && is_widened_by_all(law, number, run, piece)) ||
               is_let_go_by_all(law, number, pane, run, piece);
    }
    return run->work[piece->seat].revisions[piece->field] == piece->revision &&
           has_own_words(law, number, pane, run, piece);
}

/* What went to the group without names; to facilitators also what was for the partner, unless its
 * author lets them read it. */
static bool is_nameless(const struct law *law,
                        uint16_t number,
                        const struct law_run *run,
                        const struct law_piece *piece)
{
    enum hv_visibility visibility = law_visibility(run, piece->field);
    return visibility == HV_VISIBLE_GROUP ||
           (visibility == HV_VISIBLE_PARTNER && reader(law, number) != NULL &&
            facilitates(reader(law, number)) && !is_widened(law, number, 0, run, piece));
}

bool law_may_name(const struct law *law, uint16_t number, const struct law_piece *piece)
{
    const struct law_run *run = law_find_run(law, piece->run);
    return piece->run == 0 ||
           (run != NULL && (!is_nameless(law, number, run, piece) ||
                            (reader(law, number) != NULL && is_own(law, number, 0, run, piece))));
}

/* ---- The page of a unit ---- */

static bool gate_opened(const struct law_unit_run *in_run,
                        const struct hv_gate *gate,
                        unsigned stage,
                        unsigned member)
{
    if (gate->when != HV_GATE_CLOSED || gate->audience != HV_AUDIENCE_UNIT) {
        return false;
    }
    return gate->holder == HV_HOLDER_TURN ? law_has(in_run->turns[stage], member)
                                          : law_has(in_run->gates, stage);
}

/* The rows that a member has on the page, or with `match` all of them together: every field of each
 * gate of the block that opened. */
static uint32_t rows_of(const struct law_run *run, uint16_t unit, unsigned member, bool match)
{
    uint32_t fields = 0;
    uint8_t first, last;
    if (run->exercise->stages[run->stage].scope != HV_SCOPE_UNIT) {
        return 0;
    }
    hv_exercise_block(run->exercise, run->stage, &first, &last);
    for (unsigned stage = first; stage <= last; stage++) {
        const struct hv_gate *gate = &run->exercise->stages[stage].gate;
        if (gate->match == match && gate_opened(&run->units[unit], gate, stage, member)) {
            fields |= gate->fields & law_form_of(run, unit);
        }
    }
    return fields;
}

static const char *match_fault(const struct law_run *run, uint16_t unit, const struct law_row *row)
{
    uint64_t matched = run->units[unit].matched[row->field];
    bool opens = run->units[unit].form != HV_FORM_LIGHT && matched != 0 &&
                 law_visibility(run, row->field) == HV_VISIBLE_PARTNER;
    return law_has(run->units[unit].unread, row->field) ||
                   (row->shown == opens && row->options == (opens ? matched : 0))
               ? NULL
               : "a couple got something else than what both chose";
}

const char *law_rows_fault(const struct law *law,
                           uint16_t number,
                           uint32_t run_number,
                           const struct law_row *rows,
                           uint32_t count)
{
    const struct law_run *run = law_under_way(law);
    const struct law_unit *unit = &law->units[number];
    uint32_t drawn[HV_MEMBERS_MAX] = { 0 }, matches = 0;
    if (run == NULL || run->number != run_number) {
        return count > 0 ? "rows of a run that is over" : NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        unsigned member = (unsigned)(rows[i].seat - unit->first_seat);
        if (rows[i].seat == 0) {
            matches |= UINT32_C(1) << rows[i].field;
            if (match_fault(run, number, &rows[i]) != NULL) {
                return match_fault(run, number, &rows[i]);
            }
            continue;
        }
        if (member >= unit->members) {
            return "a couple got a row of others";
        }
        drawn[member] |= UINT32_C(1) << rows[i].field;
        if (rows[i].shown && (run->units[number].form == HV_FORM_LIGHT ||
                              law_visibility(run, rows[i].field) != HV_VISIBLE_PARTNER ||
                              !law_has(run->units[number].opened[member], rows[i].field))) {
            return "a couple got an answer that did not open";
        }
    }
    for (unsigned member = 0; member < unit->members; member++) {
        if (drawn[member] != rows_of(run, number, member, false)) {
            return "the rows of a couple tell which were shown";
        }
    }
    return matches == rows_of(run, number, 0, true) ? NULL
                                                    : "the rows of a match tell what matched";
}

bool law_ready(const struct law *law, uint16_t unit, uint32_t number)
{
    const struct law_run *run = law_find_run(law, number);
    return run != NULL &&
           (run->units[unit].ready[HV_ROUND_FIRST] || run->units[unit].ready[HV_ROUND_SECOND]);
}
