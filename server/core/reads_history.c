/* SPDX-License-Identifier: EUPL-1.2 */
/* What the course keeps of a person's earlier evenings, for its author. */
#include "core/disclosure.h"

static bool is_kept(const struct hv_slot *slot)
{
    return hv_slot_held(slot) && slot->scope.keep == HV_KEEP_COURSE;
}

static size_t text_size(const struct hv_text *text)
{
    return text->nl.size + text->en.size;
}

/* More than the encoded definition of an exercise takes. */
static size_t definition_size(const struct hv_exercise *exercise)
{
    enum {
        AROUND = 64 /* of a field, stage, option or column, beside its texts */
    };
    size_t size = text_size(&exercise->title) + AROUND * (size_t)(exercise->stage_count + 4);

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];

        size += AROUND + field->id.size + text_size(&field->prompt) +
                text_size(&field->anchor_low) + text_size(&field->anchor_high);
        for (uint8_t j = 0; j < field->option_count; j++) {
            size += AROUND + field->options[j].id.size + text_size(&field->options[j].label);
        }
        for (uint8_t j = 0; j < field->column_count; j++) {
            size += AROUND + text_size(&field->columns[j]);
        }
    }
    return size;
}

static void offer_head(const struct hv_history *history, const struct hv_run *run)
{
    struct hv_read_row row = { .run = run->number,
                               .meeting = run->meeting,
                               .exercise = run->exercise->hash,
                               .definition = run->exercise };
    history->on_row(history->data, row, definition_size(run->exercise));
}

/* The own answer to a field, or the own copy of a joint one; NULL when nothing is kept. */
static const struct hv_slot *kept_slot(const struct hv_group *group,
                                       const struct hv_run *run,
                                       const struct hv_seat *seat,
                                       uint8_t field)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat->number);
    const struct hv_joint_field *joints = hv_unit_in_run(run, seat->unit)->joints;
    uint8_t member = hv_member_index(hv_find_unit(group, seat->unit), seat->number);

    if (joints != NULL && joints[field].lives[member] == seat->life &&
        is_kept(&joints[field].copies[member])) {
        return &joints[field].copies[member];
    }
    if (work == NULL || hv_own_answer(work, field) != HV_ANSWER_GIVEN ||
        !hv_gets_back(seat, run, work, field) || !is_kept(&work->fields[field].value)) {
        return NULL;
    }
    return &work->fields[field].value;
}

static bool is_widened(const struct hv_group *group,
                       const struct hv_run *run,
                       const struct hv_seat *seat,
                       uint8_t field)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat->number);
    uint32_t widened =
        hv_joint_widened(group, run, seat, false) | (work != NULL ? work->widened : 0);

    return (widened >> field & 1) != 0;
}

static bool is_taken_back(const struct hv_group *group,
                          const struct hv_run *run,
                          const struct hv_seat *seat,
                          uint8_t field)
{
    const struct hv_reflection *work = hv_reflection_of(group, run, seat->number);

    return work != NULL && (work->taken_back >> field & 1) != 0;
}

static void offer_kept_run(const struct hv_history *history,
                           const struct hv_group *group,
                           const struct hv_run *run,
                           const struct hv_seat *seat)
{
    bool headed = false;
    for (uint8_t field = 0; field < run->exercise->field_count; field++) {
        const struct hv_slot *slot = kept_slot(group, run, seat, field);
        if (slot == NULL) {
            continue;
        }
        if (!headed) {
            offer_head(history, run);
            headed = true;
        }
        struct hv_read_row row = { .run = run->number,
                                   .seat = seat->number,
                                   .unit = seat->unit,
                                   .meeting = run->meeting,
                                   .field = field,
                                   .answer = HV_ANSWER_GIVEN,
                                   .packed = hv_slot_bytes(slot),
                                   .widened = is_widened(group, run, seat, field),
                                   .taken_back = is_taken_back(group, run, seat, field),
                                   .exercise = run->exercise->hash };
        history->on_row(history->data, row, row.packed.size);
    }
}

void hv_history_read(const struct hv_group *group,
                     uint16_t number,
                     const struct hv_history *history)
{
    const struct hv_seat *seat = hv_find_seat(group, number);
    for (uint32_t i = 1; i <= group->run_count; i++) {
        const struct hv_run *run = hv_find_run(group, i);
        if (run->meeting < group->meetings_opened) {
            offer_kept_run(history, group, run, seat);
        }
    }
}
