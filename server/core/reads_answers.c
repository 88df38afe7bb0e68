/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What facilitators read of a run: F of closed envelopes; R where its author says yes, S and P
 * where they let facilitators read them, J where all of the unit do; A and G once their round
 * closed, and P that its author let go to the group; of nobody who withdrew.
 */
#include "core/reads_answers.h"

#include "core/disclosure.h"
#include "core/visible.h"

static void offer_answer(struct hv_paging *page,
                         const struct hv_group *group,
                         const struct hv_run *run,
                         const struct hv_seat *seat,
                         uint8_t field,
                         struct hv_bytes packed)
{
    struct hv_read_row row = { .run = run->number,
                               .seat = seat->number,
                               .unit = seat->unit,
                               .field = field,
                               .answer = HV_ANSWER_GIVEN,
                               .packed = packed,
                               .name = hv_seat_alias(group, seat->number),
                               .exercise = run->exercise->hash };
    hv_paging_offer(page, row, packed.size + row.name.size);
}

static void offer_facilitator_field(struct hv_paging *page,
                                    const struct hv_group *group,
                                    const struct hv_run *run,
                                    uint8_t field)
{
    struct hv_bytes packed;
    for (uint16_t i = 1; i <= group->seat_count; i++) {
        const struct hv_seat *seat = hv_find_seat(group, i);
        if (seat->consent && !hv_is_taken_back(group, run, i, field) &&
            hv_closed_answer(group, run, i, field, &packed)) {
            offer_answer(page, group, run, seat, field, packed);
        }
    }
}

/* What its author lets facilitators read too. What a facilitator narrowed stays its author's. */
static void offer_widened_field(struct hv_paging *page,
                                const struct hv_group *group,
                                const struct hv_run *run,
                                uint8_t field)
{
    struct hv_bytes packed;
    for (uint16_t i = 1; i <= group->seat_count && (run->only_author >> field & 1) == 0; i++) {
        const struct hv_reflection *work = hv_reflection_of(group, run, i);
        const struct hv_seat *seat = hv_find_seat(group, i);
        if (work != NULL && (work->widened & ~work->taken_back) >> field & 1 && seat->consent &&
            hv_closed_answer(group, run, i, field, &packed)) {
            offer_answer(page, group, run, seat, field, packed);
        }
    }
}

/* Without seat and name: it is of all of them. */
static void offer_joint_field(struct hv_paging *page,
                              const struct hv_group *group,
                              const struct hv_run *run,
                              uint8_t field)
{
    for (uint16_t i = 1; i <= group->unit_count; i++) {
        const struct hv_slot *agreed = hv_joint_agreed(group, run, i, field, false);
        if (agreed == NULL) {
            continue;
        }
        struct hv_read_row row = { .run = run->number,
                                   .unit = i,
                                   .field = field,
                                   .answer = HV_ANSWER_GIVEN,
                                   .packed = hv_slot_bytes(agreed),
                                   .exercise = run->exercise->hash };
        hv_paging_offer(page, row, row.packed.size);
    }
}

static bool round_closed(const struct hv_run *run, uint8_t field)
{
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        if (run->rounds[stage] != NULL &&
            (run->exercise->stages[stage].gate.fields >> field & 1) != 0) {
            return true;
        }
    }
    return false;
}

/* What its author ticked for the record, and what of a round of the group has a name. */
static void offer_shown_field(struct hv_paging *page,
                              const struct hv_group *group,
                              const struct hv_run *run,
                              uint8_t field)
{
    struct hv_bytes packed;
    for (uint16_t i = 1; i <= group->seat_count; i++) {
        if (hv_shown_answer(group, run, i, field, &packed)) {
            offer_answer(page, group, run, hv_find_seat(group, i), field, packed);
        }
    }
}

/* What may leave of a note: of cards the own card alone, for the cards that were taken are counted.
 */
static bool note_packed(const struct hv_group *group,
                        const struct hv_run *run,
                        const struct hv_note *note,
                        struct hv_bytes *ret)
{
    if (!hv_note_answer(group, run, note, ret)) {
        return false;
    }
    if (run->exercise->fields[note->field].type != HV_FIELD_CARDS) {
        return true;
    }
    const uint8_t *own = ret->size != 0 ? memchr(ret->data, 0xff, ret->size) : NULL;
    if (own == NULL) {
        return false;
    }
    ret->size -= (size_t)(own - ret->data);
    ret->data = own;
    return true;
}

/* Without seat, unit and name for A, in the order that was drawn when the round closed. `field`
 * 0xff: all. */
static void offer_notes(struct hv_paging *page,
                        const struct hv_group *group,
                        const struct hv_run *run,
                        uint8_t stage,
                        uint8_t field)
{
    const struct hv_closed_round *round = run->rounds[stage];
    for (uint16_t i = 0; round != NULL && i < round->note_count; i++) {
        const struct hv_note *note = &round->notes[i];
        struct hv_read_row row = { .run = run->number,
                                   .field = note->field,
                                   .note = i,
                                   .picked = hv_note_picked(group, run, stage, i),
                                   .answer = HV_ANSWER_GIVEN,
                                   .exercise = run->exercise->hash };
        if ((field != 0xff && note->field != field) ||
            !note_packed(group, run, note, &row.packed)) {
            continue;
        }
        if (hv_field_visibility(run, note->field) == HV_VISIBLE_GROUP_NAMED) {
            row.seat = note->seat;
            row.unit = hv_find_seat(group, note->seat)->unit;
            row.name = hv_seat_alias(group, note->seat);
        }
        hv_paging_offer(page, row, row.packed.size + row.name.size);
    }
}

static void offer_notes_of(struct hv_paging *page,
                           const struct hv_group *group,
                           const struct hv_run *run,
                           uint8_t field)
{
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        offer_notes(page, group, run, stage, field);
    }
}

void hv_read_answers(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_run *run = hv_find_run(group, page->key.run);
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        switch (hv_field_visibility(run, field)) {
        case HV_VISIBLE_FACILITATOR:
            offer_facilitator_field(page, group, run, field);
            break;
        case HV_VISIBLE_GROUP:
            offer_notes_of(page, group, run, field);
            break;
        case HV_VISIBLE_GROUP_NAMED:
            if (round_closed(run, field)) {
                offer_shown_field(page, group, run, field);
            }
            break;
        case HV_VISIBLE_RECORD:
            offer_shown_field(page, group, run, field);
            break;
        case HV_VISIBLE_SELF:
        case HV_VISIBLE_PARTNER:
            offer_widened_field(page, group, run, field);
            offer_notes_of(page, group, run, field);
            break;
        case HV_VISIBLE_JOINT:
            offer_joint_field(page, group, run, field);
            offer_notes_of(page, group, run, field);
            break;
        }
    }
}

void hv_read_notes(const struct hv_group *group, struct hv_paging *page)
{
    const struct hv_run *run = hv_find_run(group, page->key.run);
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        offer_notes(page, group, run, stage, 0xff);
    }
}
