/* SPDX-License-Identifier: EUPL-1.2 */
/* The wall. A line keeps its number for the whole meeting, also when it is taken away: somebody may
 * have chosen it. */
#include "core/evolve.h"
#include "core/slot.h"
#include "core/visible.h"

void hv_evolve_new_wall(struct hv_group *group)
{
    for (unsigned i = 0; i < group->wall_count; i++) {
        hv_slot_clear(&group->wall[i].text);
    }
    group->wall_count = 0;
    group->next_line = 1;
}

/* Behind the last line, so that its slot's room is used again. */
static void drop_line(struct hv_group *group, int index)
{
    struct hv_wall_line line = group->wall[index];

    hv_slot_clear(&line.text);
    group->wall_count--;
    memmove(&group->wall[index], &group->wall[index + 1],
            (size_t)(group->wall_count - index) * sizeof line);
    group->wall[group->wall_count] = line;
}

/* A new line, with its number; NULL when the wall is full. */
static struct hv_wall_line *
add_line(struct hv_group *group, enum hv_wall_kind kind, uint32_t run, uint8_t field)
{
    struct hv_wall_line *line;

    if (!hv_wall_has_room(group)) {
        return NULL;
    }
    if (group->wall_count == HV_WALL_MAX) {
        drop_line(group, hv_wall_spare(group));
    }
    line = &group->wall[group->wall_count++];
    *line = (struct hv_wall_line){
        .kind = kind,
        .number = group->next_line++,
        .run = run,
        .field = field,
        .text = line->text,
    };
    return line;
}

/* The line that says this already, or a new one. */
static enum hv_code put_line(struct hv_group *group,
                             enum hv_wall_kind kind,
                             const struct hv_run *run,
                             uint8_t field,
                             uint8_t stage,
                             uint16_t index)
{
    const struct hv_wall_line *before = hv_find_line(group, kind, run->number, stage, index);
    struct hv_wall_line *line;

    if (before != NULL) {
        group->wall[before - group->wall].taken_away = false;
        return HV_OK;
    }
    line = add_line(group, kind, run->number, field);
    if (line == NULL) {
        return HV_ECORRUPT;
    }
    line->stage = stage;
    line->index = index;
    return HV_OK;
}

/* Results come by themselves and only once: on a full wall the oldest line of another run makes
 * room for one. */
static void make_room_for_result(struct hv_group *group)
{
    for (int i = 0; i < group->wall_count && !hv_wall_has_room(group); i++) {
        if (group->wall[i].run != group->run) {
            drop_line(group, i);
        }
    }
}

void hv_evolve_wall_results(struct hv_group *group, const struct hv_run *run, uint8_t stage)
{
    const struct hv_closed_round *round = run->rounds[stage];

    for (uint16_t i = 0; i < round->result_count; i++) {
        if (round->results[i].enough) {
            make_room_for_result(group);
            (void)put_line(group, HV_WALL_RESULT, run, round->results[i].field, stage, i);
        }
    }
}

/* NULL for what is no note. */
static const struct hv_note *note_on(const struct hv_group *group, const struct hv_wall_line *line)
{
    return line->kind == HV_WALL_NOTE
               ? &group->runs[line->run - 1]->rounds[line->stage]->notes[line->index]
               : NULL;
}

void hv_evolve_withdraw_joint(struct hv_group *group,
                              const struct hv_run *run,
                              uint16_t unit,
                              uint32_t fields)
{
    struct hv_joint_field *joints = hv_unit_in_run(run, unit)->joints;

    fields &= joints != NULL ? hv_exercise_joint(run->exercise, HV_FORM_FULL) : 0;
    for (unsigned i = 0; i < run->exercise->field_count; i++) {
        if ((fields >> i & 1) != 0) {
            joints[i].noted = false;
        }
    }
    for (unsigned i = 0; i < group->wall_count; i++) {
        struct hv_wall_line *line = &group->wall[i];
        const struct hv_note *note = note_on(group, line);

        if (note != NULL && line->run == run->number && (fields >> note->field & 1) != 0 &&
            group->seats[note->seat - 1].unit == unit) {
            line->taken_away = true;
        }
    }
}

void hv_evolve_withdraw_notes(struct hv_group *group, uint16_t seat)
{
    for (unsigned i = 0; i < group->wall_count; i++) {
        struct hv_wall_line *line = &group->wall[i];
        const struct hv_note *note = note_on(group, line);

        if (note != NULL && note->seat == seat) {
            line->taken_away = true;
        }
    }
    for (uint32_t i = 0; i < group->run_count; i++) {
        hv_evolve_withdraw_joint(group, group->runs[i], group->seats[seat - 1].unit, UINT32_MAX);
    }
}

enum hv_code hv_evolve_note_picked(struct hv_group *group,
                                   const struct hv_cause *cause,
                                   const struct hv_event *event)
{
    const struct hv_pick_note *picked = &event->note_picked;
    const struct hv_run *run = hv_find_run(group, picked->run);
    const struct hv_wall_line *line;
    uint8_t stage;

    (void)cause;
    if (run == NULL || hv_find_note(group, run, picked->field, picked->note, &stage) == NULL) {
        return HV_ECORRUPT;
    }
    if (picked->pick) {
        return put_line(group, HV_WALL_NOTE, run, picked->field, stage, picked->note);
    }
    line = hv_find_line(group, HV_WALL_NOTE, picked->run, stage, picked->note);
    if (line == NULL) {
        return HV_ECORRUPT;
    }
    group->wall[line - group->wall].taken_away = true;
    return HV_OK;
}

/* An example stands for an answer to the field whose lines can be chosen, else to the first text
 * for the group. */
static uint8_t example_field(const struct hv_run *run)
{
    const struct hv_exercise *exercise = run->exercise;
    uint8_t found = HV_NO_FIELD;

    for (uint8_t i = 0; i < exercise->field_count; i++) {
        const struct hv_field *field = &exercise->fields[i];
        bool chosen = field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS;

        if (chosen && field->options_from >= 0) {
            return (uint8_t)field->options_from;
        }
        if (found == HV_NO_FIELD &&
            (field->type == HV_FIELD_TEXT || field->type == HV_FIELD_LIST) &&
            hv_field_to_group(run, i)) {
            found = i;
        }
    }
    return found;
}

enum hv_code hv_evolve_example_picked(struct hv_group *group,
                                      const struct hv_cause *cause,
                                      const struct hv_event *event)
{
    const struct hv_pick_example *picked = &event->example_picked;
    const struct hv_run *run = hv_find_run(group, picked->run);

    (void)cause;
    if (run == NULL || picked->example >= run->exercise->example_count) {
        return HV_ECORRUPT;
    }
    return put_line(group, HV_WALL_EXAMPLE, run, example_field(run), 0, picked->example);
}

enum hv_code hv_evolve_wall_written(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    uint32_t number = event->wall_written.run;
    uint8_t field = event->wall_written.field;
    const struct hv_run *run = hv_find_run(group, number);
    struct hv_wall_line *line;

    (void)cause;
    if ((number != 0 && run == NULL) ||
        (field != HV_NO_FIELD && (run == NULL || field >= run->exercise->field_count))) {
        return HV_ECORRUPT;
    }
    line = add_line(group, HV_WALL_SPOKEN, number, field);
    if (line == NULL) {
        return HV_ECORRUPT;
    }
    return hv_slot_store(group->arena, &line->text, &event->wall_written.text);
}

enum hv_code hv_evolve_wall_cleared(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    (void)cause;
    (void)event;
    for (unsigned i = 0; i < group->wall_count; i++) {
        group->wall[i].taken_away = true;
    }
    return HV_OK;
}

enum hv_code hv_evolve_example_shown(struct hv_group *group,
                                     const struct hv_cause *cause,
                                     const struct hv_event *event)
{
    const struct hv_show_example *shown = &event->example_shown;
    const struct hv_step_entry *entry = hv_find_step(group, shown->step);

    (void)cause;
    if (entry == NULL || entry->id != group->step ||
        shown->count > entry->step.example.answer_count) {
        return HV_ECORRUPT;
    }
    group->example_shown = shown->count;
    return HV_OK;
}
