/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Panes: what each audience may see. Everything is left out unless a rule of the law of disclosure
 * lets it through. The files that include core/disclosure.h are the only place of disclosure; here
 * are the two panes that all may see, and the door to the others.
 */
#include "core/disclosure.h"
#include "core/visible.h"

/* ---- Stage: everyone, so no names and nothing of anyone ---- */

static struct hv_timer_view timer_view(const struct hv_group *group)
{
    struct hv_timer_view timer = { .set = group->timer_set };
    if (!group->timer_set) {
        return timer;
    }
    timer.running = group->timer_running;
    if (group->timer_running) {
        timer.ends_at = group->timer_ends_at;
    } else {
        timer.remaining_ms = group->timer_remaining_ms;
    }
    return timer;
}

/* A prompt stands on the projector only where what it asks goes to the group. */
static bool shows_prompts(const struct hv_run *run, uint8_t stage)
{
    const struct hv_exercise *exercise = run->exercise;
    const struct hv_gate *gate = &exercise->stages[stage].gate;
    if (gate->audience == HV_AUDIENCE_GROUP && gate->fields != 0) {
        return true;
    }
    for (uint8_t i = 0; i < exercise->field_count; i++) {
        if (exercise->fields[i].type != HV_FIELD_INFO && !hv_field_to_group(run, i)) {
            return false;
        }
    }
    return true;
}

static struct hv_lobby_view lobby_view(const struct hv_group *group)
{
    struct hv_lobby_view lobby = { .open = group->lobby_open };
    if (!group->lobby_open) {
        return lobby;
    }
    lobby.code = (struct hv_bytes){ group->lobby_code, sizeof group->lobby_code };
    for (uint16_t i = 1; i <= group->unit_count; i++) {
        if (hv_unit_admitted(hv_find_unit(group, i))) {
            lobby.here++;
        }
    }
    return lobby;
}

static void draw_agenda(const struct hv_group *group, struct hv_stage_pane *ret)
{
    for (uint8_t i = 0; i < group->step_count; i++) {
        const struct hv_step_entry *entry = &group->steps[i];
        if (!entry->skipped) {
            ret->step_count++;
        }
        if (group->step == 0 || entry->id != group->step) {
            continue;
        }
        ret->step_place = ret->step_count;
        ret->step_kind = entry->step.kind;
        ret->step_title = hv_step_title(entry);
        ret->exercise = hv_step_exercise(entry);
    }
}

static void draw_stage(const struct hv_group *group, struct hv_stage_pane *ret)
{
    if (!group->meeting_open) {
        return;
    }
    ret->meeting_open = true;
    if (group->meeting < group->programme->meeting_count) {
        ret->meeting_title = group->programme->meetings[group->meeting].title;
    }
    draw_agenda(group, ret);
    ret->cover = hv_group_covered(group);
    ret->timer = timer_view(group);
    ret->announcement = hv_slot_bytes(&group->announcement);
    ret->lobby = lobby_view(group);
    const struct hv_run *run = hv_run_under_way(group);
    if (run == NULL) {
        return;
    }
    const struct hv_stage *stage = &run->exercise->stages[run->stage];
    ret->run = run->number;
    ret->stage = run->stage;
    ret->stage_kind = stage->kind;
    ret->block = stage->scope == HV_SCOPE_UNIT;
    ret->prompts = shows_prompts(run, run->stage);
}

/* ---- Wall: what was released ---- */

static const struct hv_closed_round *round_of(const struct hv_run *run,
                                              const struct hv_wall_line *line)
{
    return run != NULL && line->stage < HV_STAGES_MAX ? run->rounds[line->stage] : NULL;
}

static bool
draw_result(const struct hv_run *run, const struct hv_wall_line *line, struct hv_wall_item *ret)
{
    const struct hv_closed_round *round = round_of(run, line);
    if (round == NULL || line->index >= round->result_count) {
        return false;
    }
    ret->result = round->results[line->index];
    return ret->result.enough && hv_field_to_group(run, ret->result.field);
}

/* A line whose author took it back, or which was erased, is not there any more. */
static const struct hv_note *find_note(const struct hv_group *group,
                                       const struct hv_run *run,
                                       const struct hv_wall_line *line,
                                       struct hv_bytes *ret_packed)
{
    const struct hv_closed_round *round = round_of(run, line);
    if (round == NULL || line->index >= round->note_count) {
        return NULL;
    }
    const struct hv_note *note = &round->notes[line->index];
    return hv_note_answer(group, run, note, ret_packed) ? note : NULL;
}

/* Whether anything is to be chosen there still, or again. */
static bool
is_on_wall(const struct hv_group *group, const struct hv_run *run, const struct hv_wall_line *line)
{
    struct hv_bytes packed;
    return !line->taken_away &&
           (line->kind != HV_WALL_NOTE || find_note(group, run, line, &packed) != NULL) &&
           (line->kind != HV_WALL_SPOKEN || hv_slot_held(&line->text));
}

/* How many chose a line goes when the line goes, whoever took it away. */
static bool
has_option(const struct hv_group *group, const struct hv_run *run, const struct hv_result *result)
{
    if (run->exercise->fields[result->field].options_from < 0) {
        return true;
    }
    for (unsigned i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];
        if (line->kind != HV_WALL_RESULT && line->run == run->number &&
            line->number == result->option) {
            return is_on_wall(group, run, line);
        }
    }
    return false;
}

static enum hv_code draw_note(const struct hv_group *group,
                              const struct hv_run *run,
                              const struct hv_wall_line *line,
                              struct hv_arena *arena,
                              bool *ret_there,
                              struct hv_wall_item *ret)
{
    struct hv_bytes packed;
    const struct hv_note *note = find_note(group, run, line, &packed);
    if (note == NULL) {
        return HV_OK;
    }
    const struct hv_field *field = &run->exercise->fields[note->field];
    if (hv_field_visibility(run, note->field) == HV_VISIBLE_GROUP_NAMED) {
        ret->name = hv_seat_alias(group, note->seat);
    }
    *ret_there = true;
    return hv_note_text(field, packed, arena, &ret->text);
}

static enum hv_code draw_wall_item(const struct hv_group *group,
                                   const struct hv_wall_line *line,
                                   struct hv_arena *arena,
                                   bool *ret_there,
                                   struct hv_wall_item *ret)
{
    const struct hv_run *run = hv_find_run(group, line->run);
    *ret = (struct hv_wall_item){
        .kind = line->kind, .number = line->number, .run = line->run, .field = line->field
    };
    if (run != NULL) {
        ret->exercise = run->exercise->hash;
    }
    switch (line->kind) {
    case HV_WALL_RESULT:
        *ret_there = draw_result(run, line, ret) && has_option(group, run, &ret->result);
        break;
    case HV_WALL_NOTE:
        return draw_note(group, run, line, arena, ret_there, ret);
    case HV_WALL_EXAMPLE:
        *ret_there = run != NULL && line->index < run->exercise->example_count;
        if (*ret_there) {
            ret->example = run->exercise->examples[line->index];
        }
        break;
    case HV_WALL_SPOKEN:
        *ret_there = hv_slot_held(&line->text);
        ret->text = hv_slot_bytes(&line->text);
        break;
    }
    return HV_OK;
}

/* Written by the makers; so much of it as the facilitator has shown. */
static void draw_example(const struct hv_group *group, struct hv_wall_pane *ret)
{
    const struct hv_step_entry *entry = hv_find_step(group, group->step);
    if (entry == NULL || group->example_shown == 0) {
        return;
    }
    ret->example = entry->step.example;
    ret->example.answer_count = group->example_shown;
}

/* A wall that is too full for one frame loses its oldest lines. */
static void fit_wall(struct hv_wall_pane *wall)
{
    size_t size = wall->example.answer_count != 0 ? HV_EXAMPLE_BYTES_MAX : 0;
    uint32_t first = wall->item_count;
    while (first > 0) {
        const struct hv_wall_item *item = &wall->items[first - 1];
        size += item->text.size + item->example.nl.size + item->example.en.size;
        if (size > HV_CONTENT_MAX) {
            break;
        }
        first--;
    }
    wall->items += first;
    wall->item_count -= first;
}

static enum hv_code
draw_wall(const struct hv_group *group, struct hv_arena *arena, struct hv_wall_pane *ret)
{
    struct hv_wall_item *items = hv_arena_array(arena, group->wall_count, sizeof *items);
    if (items == NULL) {
        return HV_ENOMEM;
    }
    enum hv_code code = HV_OK;
    for (uint8_t i = 0; i < group->wall_count && code == HV_OK; i++) {
        bool there = false;
        if (!group->wall[i].taken_away) {
            code = draw_wall_item(group, &group->wall[i], arena, &there, &items[ret->item_count]);
        }
        ret->item_count += there;
    }
    ret->items = items;
    draw_example(group, ret);
    fit_wall(ret);
    return code;
}

enum hv_code hv_group_view(const struct hv_group *group,
                           const struct hv_presence *presence,
                           struct hv_pane_key key,
                           struct hv_arena *arena,
                           struct hv_pane *ret)
{
    if (!hv_pane_is_there(group, key)) {
        return HV_ENOTFOUND;
    }
    struct hv_pane pane;
    memset(&pane, 0, sizeof pane);
    pane.key = key;
    enum hv_code code = HV_OK;
    switch (key.kind) {
    case HV_PANE_STAGE:
        draw_stage(group, &pane.stage);
        break;
    case HV_PANE_WALL:
        code = draw_wall(group, arena, &pane.wall);
        break;
    case HV_PANE_UNIT:
        code = hv_draw_unit(group, key.number, arena, &pane.unit);
        break;
    case HV_PANE_SEAT:
        code = hv_draw_seat(group, key.number, arena, &pane.seat);
        break;
    case HV_PANE_WORK:
        code = hv_draw_work(group, key.number, arena, &pane.work);
        break;
    case HV_PANE_BOARD:
        code = hv_draw_board(group, presence, arena, &pane.board);
        break;
    }
    if (code == HV_OK) {
        *ret = pane;
    }
    return code;
}
