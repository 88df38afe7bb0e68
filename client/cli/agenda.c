/* SPDX-License-Identifier: EUPL-1.2 */
#include "agenda.h"

#include <stdlib.h>
#include <string.h>

const Houvast__V1__BoardStep *hv_agenda_now(const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_steps; i++) {
        if (board->step != 0 && board->steps[i]->step == board->step) {
            return board->steps[i];
        }
    }
    return NULL;
}

const Houvast__V1__Definition *hv_agenda_exercise(const Houvast__V1__BoardPane *board,
                                                  const struct hv_definitions *definitions)
{
    const Houvast__V1__BoardStep *step = hv_agenda_now(board);

    if (step == NULL || step->exercise.len == 0 || board->run == 0) {
        return NULL;
    }
    return definitions->find(definitions->data, &step->exercise);
}

static bool is_planned(const Houvast__V1__BoardStep *step)
{
    return step->state == HOUVAST__V1__STEP_STATE__STEP_STATE_PLANNED;
}

/* After the step under way; from the front when there is none, or when nothing is left after it. */
static struct hv_move next_step(const Houvast__V1__BoardPane *board)
{
    struct hv_move move = { .kind = HV_MOVE_NONE };
    bool behind = board->step == 0;

    for (int round = 0; round < 2 && move.kind == HV_MOVE_NONE; round++) {
        for (size_t i = 0; i < board->n_steps && move.kind == HV_MOVE_NONE; i++) {
            if (behind && is_planned(board->steps[i])) {
                move = (struct hv_move){ .kind = HV_MOVE_STEP, .step = board->steps[i]->step };
            }
            behind = behind || board->steps[i]->step == board->step;
        }
        behind = true;
    }
    return move;
}

struct hv_move hv_agenda_next(const Houvast__V1__BoardPane *board,
                              const struct hv_definitions *definitions)
{
    const Houvast__V1__Definition *definition = hv_agenda_exercise(board, definitions);

    if (definition == NULL && board->run != 0) {
        return (struct hv_move){ .kind = HV_MOVE_NONE };
    }
    if (definition != NULL) {
        uint32_t stage = hv_shape_block_last(definition, board->stage) + 1;

        if (stage < definition->n_stages) {
            return (struct hv_move){ .kind = HV_MOVE_STAGE, .stage = stage };
        }
    }
    return next_step(board);
}

struct hv_move hv_agenda_back(const Houvast__V1__BoardPane *board,
                              const struct hv_definitions *definitions)
{
    const Houvast__V1__Definition *definition = hv_agenda_exercise(board, definitions);
    uint32_t stage;

    if (definition == NULL || board->stage == 0) {
        return (struct hv_move){ .kind = HV_MOVE_NONE };
    }
    stage = board->stage - 1;
    while (stage > 0 && hv_shape_of_unit(definition, stage) &&
           hv_shape_of_unit(definition, stage - 1)) {
        stage--;
    }
    return (struct hv_move){ .kind = HV_MOVE_STAGE, .stage = stage };
}

const Houvast__V1__BoardStep *hv_agenda_find(const Houvast__V1__BoardPane *board, const char *name)
{
    char *end;
    unsigned long place;

    for (size_t i = 0; i < board->n_steps; i++) {
        if (board->steps[i]->number[0] != '\0' && strcmp(board->steps[i]->number, name) == 0) {
            return board->steps[i];
        }
    }
    place = strtoul(name, &end, 10);
    if (name[0] < '0' || name[0] > '9' || *end != '\0' || place < 1 || place > board->n_steps) {
        return NULL;
    }
    return board->steps[place - 1];
}

/* Whether the stage after this block shows at once what everyone wrote: then it waits for all. */
static bool waits_for_all(const Houvast__V1__Definition *definition, uint32_t stage)
{
    const Houvast__V1__Gate *gate;

    while (stage < definition->n_stages && hv_shape_of_unit(definition, stage)) {
        stage++;
    }
    gate = stage < definition->n_stages ? definition->stages[stage]->gate : NULL;
    return gate != NULL && gate->when == HOUVAST__V1__GATE_WHEN__GATE_WHEN_CLOSED &&
           gate->audience == HOUVAST__V1__AUDIENCE__AUDIENCE_GROUP;
}

static bool is_busy(const Houvast__V1__BoardSeat *seat, bool all)
{
    return seat->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_BUSY ||
           (all && seat->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_WAITING);
}

uint32_t hv_agenda_busy(const Houvast__V1__BoardPane *board,
                        const struct hv_definitions *definitions)
{
    const Houvast__V1__Definition *definition = hv_agenda_exercise(board, definitions);
    uint32_t busy = 0;
    bool all;

    if (definition == NULL || !hv_shape_of_unit(definition, board->stage)) {
        return 0;
    }
    all = waits_for_all(definition, board->stage);
    for (size_t i = 0; i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            busy += is_busy(board->units[i]->seats[j], all);
        }
    }
    return busy;
}

bool hv_agenda_signalled(const Houvast__V1__BoardUnit *unit)
{
    bool signalled = unit->signal != HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;

    for (size_t i = 0; i < unit->n_seats; i++) {
        signalled = signalled || unit->seats[i]->signal != HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;
    }
    return signalled;
}
