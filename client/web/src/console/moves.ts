// SPDX-License-Identifier: EUPL-1.2
//
// The one road through the evening: what comes next, and what lies before. The terminal client
// decides the same (client/cli/agenda.c).

import { Audience, type Definition, GateWhen, Scope } from '#made/houvast/v1/definition_pb';
import { type BoardPane, type BoardStep, SeatState, StepState } from '#made/houvast/v1/pane_pb';
import { blockLast } from '../fields/shape';
import type { CommandWhat } from '../state/device';

export type FindDefinition = (hash: Uint8Array) => Definition | undefined;

export type Move =
    { kind: 'step'; step: BoardStep } | { kind: 'stage'; stage: number; exercise: Definition };

export function stepUnderWay(board: BoardPane): BoardStep | undefined {
    return board.step === 0 ? undefined : board.steps.find((it) => it.step === board.step);
}

/** The exercise under way; undefined: there is none, or its definition did not come yet. */
export function exerciseUnderWay(board: BoardPane, find: FindDefinition): Definition | undefined {
    const step = stepUnderWay(board);
    return step === undefined || board.run === 0 ? undefined : find(step.exercise);
}

// After the step under way; from the front when there is none, or when nothing is left after it.
function nextStep(board: BoardPane): BoardStep | undefined {
    const isPlanned = (it: BoardStep) => it.state === StepState.PLANNED;
    const here = board.steps.findIndex((it) => it.step === board.step);
    return board.steps.slice(here + 1).find(isPlanned) ?? board.steps.find(isPlanned);
}

/** The next stage of the group, or else the next step that is still to come. */
export function nextMove(board: BoardPane, find: FindDefinition): Move | undefined {
    const exercise = exerciseUnderWay(board, find);
    if (exercise === undefined && board.run !== 0) {
        return undefined;
    }
    if (exercise !== undefined) {
        const stage = blockLast(exercise, board.stage) + 1;
        if (stage < exercise.stages.length) {
            return { kind: 'stage', stage, exercise };
        }
    }
    const step = nextStep(board);
    return step === undefined ? undefined : { kind: 'step', step };
}

function isOfUnit(exercise: Definition, stage: number): boolean {
    return exercise.stages[stage]?.scope === Scope.UNIT;
}

/** The stage of the group before this one. Another step is never gone back to. */
export function backMove(board: BoardPane, find: FindDefinition): Move | undefined {
    const exercise = exerciseUnderWay(board, find);
    if (exercise === undefined || board.stage === 0) {
        return undefined;
    }
    let stage = board.stage - 1;
    while (stage > 0 && isOfUnit(exercise, stage) && isOfUnit(exercise, stage - 1)) {
        stage--;
    }
    return { kind: 'stage', stage, exercise };
}

/** What to send for a move; `again` starts a step anew that ran before, or runs now. */
export function commandOf(board: BoardPane, move: Move, again = false): CommandWhat {
    return move.kind === 'step'
        ? {
              case: 'startStep',
              value: { from: board.step, step: move.step.step, again, run: board.run },
          }
        : {
              case: 'moveStage',
              value: { run: board.run, from: board.stage, to: move.stage, force: true },
          };
}

/** Whether the stage after this block shows at once what everyone wrote: then it waits for all. */
function waitsForAll(exercise: Definition, stage: number): boolean {
    const gate = exercise.stages[blockLast(exercise, stage) + 1]?.gate;
    return gate?.when === GateWhen.CLOSED && gate.audience === Audience.GROUP;
}

/** At how many tables somebody still writes in the block under way, or has not closed where all are
 * waited for: a move would cut them short. Whoever moves all the same was told (judgePress), so the
 * server need not refuse. */
export function busyTables(board: BoardPane, find: FindDefinition): number {
    const exercise = exerciseUnderWay(board, find);
    if (exercise === undefined || !isOfUnit(exercise, board.stage)) {
        return 0;
    }
    const all = waitsForAll(exercise, board.stage);
    const isBusy = (state: SeatState) =>
        state === SeatState.BUSY || (all && state === SeatState.WAITING);
    return board.units.filter(({ seats }) => seats.some((it) => isBusy(it.state))).length;
}

// ---- Two presses while somebody writes ----------------------------------------------------------

const BOUNCE_MS = 600; // a clicker that rattles is one press
/** How long the second press may wait. */
export const ARMED_MS = 12_000;

/** A first press of "next" while somebody wrote: where it was, and when. */
export interface FirstPress {
    place: string;
    at: number;
}

export function placeOf(board: BoardPane): string {
    return `${board.step}/${board.run}/${board.stage}`;
}

/** Whether this press goes on, or only warns; or is too soon after the one that warned. */
export function judgePress(
    board: BoardPane,
    busy: number,
    first: FirstPress | undefined,
    now: number,
): 'go' | 'warn' | 'deaf' {
    if (busy === 0) {
        return 'go';
    }
    if (first === undefined || first.place !== placeOf(board) || now - first.at > ARMED_MS) {
        return 'warn';
    }
    return now - first.at < BOUNCE_MS ? 'deaf' : 'go';
}

/** Whether the next press goes on although somebody writes. */
export function isArmed(board: BoardPane, first: FirstPress | undefined, now: number): boolean {
    return first?.place === placeOf(board) && now - first.at <= ARMED_MS;
}

// ---- Another place in the agenda ----------------------------------------------------------------

/** After which step a step comes when it moves one place; undefined: it cannot. */
export function placeBefore(
    board: BoardPane,
    step: number,
    way: 'up' | 'down',
): number | undefined {
    const at = board.steps.findIndex((it) => it.step === step);
    if (at < 0) {
        return undefined;
    }
    if (way === 'up') {
        return at === 0 ? undefined : (board.steps[at - 2]?.step ?? 0);
    }
    return board.steps[at + 1]?.step;
}

/** After which step something new comes, so that it is next: the one under way, or the last that is
 * done; 0: at the front. */
export function placeForNew(board: BoardPane): number {
    const done = board.steps.filter((it) => it.state === StepState.DONE).at(-1);
    return board.step !== 0 ? board.step : (done?.step ?? 0);
}
