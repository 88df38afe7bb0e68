/* SPDX-License-Identifier: EUPL-1.2 */
/* What the facilitator of a rehearsal does at each place of the evening, before going on. */
#include "rehearse.h"

#include "answers.h"

/* Time to read each answer of an example, in seconds. */
#define EXAMPLE_LINGER 8

#define CHORES_MAX 40

static bool start_clock(const struct sight *sight, uint32_t minutes)
{
    if (minutes == 0 && sight->step->minutes == 0) {
        return false;
    }
    return hv_send_timer(sight->device, HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_START, 0);
}

static bool show_example(const struct sight *sight, uint32_t count)
{
    if (count > sight->step->example_answers ||
        !hv_send_show_example(sight->device, sight->step->step, count)) {
        return false;
    }
    hv_player_linger(&sight->leader->player, EXAMPLE_LINGER);
    return true;
}

/* Chores are numbered from 0; false: this one falls away, or there are no more. */
static bool begin_chore(const struct sight *sight, uint32_t chore)
{
    struct hv_device *device = sight->device;
    const Houvast__V1__WallPane *wall = hv_device_wall(device);
    uint32_t minutes = sight->definition != NULL ? sight->definition->stages[0]->minutes : 0;
    bool pauses = sight->rehearsal->tally.steps == 2;

    switch (chore) {
    case 0:
        return start_clock(sight, minutes);
    case 1:
        return sight->stage->announcement[0] != '\0' && hv_send_announce(device, "");
    case 2:
        return wall != NULL && wall->n_items > 0 && hv_send_clear_wall(device);
    case 3:
        return pauses && hv_send_timer(device, HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD, 5);
    case 4:
        return pauses && hv_send_timer(device, HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_PAUSE, 0);
    case 5:
        return pauses && hv_send_timer(device, HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_RESUME, 0);
    default:
        return show_example(sight, chore - 5);
    }
}

static bool break_chore(const struct sight *sight, uint32_t chore)
{
    switch (chore) {
    case 0:
        return start_clock(sight, 0);
    case 1:
        return hv_send_announce(
            sight->device, hv_word(HV_WORD_REHEARSAL_BREAK, sight->rehearsal->options->language));
    default:
        return false;
    }
}

/* The lines that people gave, two of the makers between them, and one that was said aloud. */
static bool share_chore(const struct sight *sight, uint32_t chore)
{
    struct leader *leader = sight->leader;
    uint32_t examples =
        sight->step->step < HV_REHEARSE_STEPS_MAX ? leader->examples[sight->step->step] : 0;

    if (chore == 0) {
        leader->note_count = 0;
        return hv_ask_read(sight->device, HOUVAST__V1__READ_KIND__READ_KIND_NOTES,
                           sight->board->run, 0);
    }
    if (chore <= HV_REHEARSE_NOTES_MAX) {
        return chore <= leader->note_count &&
               hv_send_pick_note(sight->device, sight->board->run, leader->notes[chore - 1].field,
                                 leader->notes[chore - 1].note, true);
    }
    chore -= HV_REHEARSE_NOTES_MAX + 1;
    if (chore < 2) {
        return leader->note_count > 0 && chore < examples &&
               hv_send_pick_example(sight->device, sight->board->run, chore);
    }
    return chore == 2 && leader->note_count > 0 &&
           hv_send_write_wall(sight->device, sight->board->run, -1,
                              hv_answers_said_aloud(&sight->rehearsal->chance));
}

static bool do_chore(const struct sight *sight, uint32_t chore)
{
    const Houvast__V1__Stage *stage;

    if (sight->step->kind == HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK) {
        return break_chore(sight, chore);
    }
    if (sight->definition == NULL) {
        return begin_chore(sight, chore);
    }
    stage = sight->definition->stages[sight->board->stage];
    if (sight->board->stage == 0) {
        return begin_chore(sight, chore);
    }
    return stage->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_SHARE && share_chore(sight, chore);
}

bool hv_chores_do(const struct sight *sight)
{
    struct leader *leader = sight->leader;
    uint32_t place = sight->board->step * 16 + sight->board->stage + 1;

    if (leader->place != place) {
        leader->place = place;
        leader->chore = 0;
        leader->lingered = false;
    }
    while (leader->chore < CHORES_MAX) {
        if (do_chore(sight, leader->chore++)) {
            return true;
        }
    }
    return false;
}

bool hv_chores_linger(const struct sight *sight)
{
    uint32_t minutes = sight->step->minutes;

    if (sight->definition != NULL) {
        minutes = sight->definition->stages[sight->board->stage]->minutes;
    }
    if (sight->leader->lingered) {
        return false;
    }
    sight->leader->lingered = true;
    hv_player_linger(&sight->leader->player, minutes > 0 ? minutes * 60 : 20);
    return true;
}
