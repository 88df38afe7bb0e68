// SPDX-License-Identifier: EUPL-1.2
//
// Minutes against the clock. The plan is the agenda as it is now; a skipped step is no part of it.

import { type BoardPane, StepState } from '#made/houvast/v1/pane_pb';
import { stepUnderWay } from './moves';

const MINUTE = 60_000;

const minutesOf = (board: BoardPane, states: StepState[]) =>
    board.steps.reduce((sum, it) => sum + (states.includes(it.state) ? it.minutes : 0), 0);

export interface StepPace {
    /** Whole minutes since the step began. */
    spent: number;
    /** 0: none are planned. */
    planned: number;
    /** Minutes until its planned end, rounded up; below zero once it is past. */
    left: number;
}

/** How the step under way stands; undefined: none is. */
export function stepPace(board: BoardPane, now: number): StepPace | undefined {
    const step = stepUnderWay(board);
    if (step === undefined) {
        return undefined;
    }
    const spent = Math.max(0, now - Number(board.stepStartedAt)) / MINUTE;
    const left = step.minutes - spent;
    return {
        spent: Math.floor(spent),
        planned: step.minutes,
        left: left >= 0 ? Math.ceil(left) : -Math.floor(-left),
    };
}

export interface EveningPace {
    /** Whole minutes behind the plan; below zero: ahead of it. */
    behind: number;
    /** When the last step ends if the rest goes as planned. */
    endsAt: number;
}

/** How the evening stands against its plan, also between two steps; undefined: it did not begin. */
export function eveningPace(board: BoardPane, now: number): EveningPace | undefined {
    if (board.beganAt === 0n) {
        return undefined;
    }
    const minutes = stepUnderWay(board)?.minutes ?? 0;
    const spent = Math.max(0, now - Number(board.stepStartedAt)) / MINUTE;
    const planned = minutesOf(board, [StepState.DONE]) + Math.min(spent, minutes);
    const left = Math.max(0, minutes - spent) + minutesOf(board, [StepState.PLANNED]);
    const behind = (now - Number(board.beganAt)) / MINUTE - planned;
    return { behind: Math.trunc(behind), endsAt: now + left * MINUTE };
}

/** When each step that is still to come begins, if the rest goes as planned, by its id. */
export function beginTimes(board: BoardPane, now: number): Map<number, number> {
    const times = new Map<number, number>();
    const pace = stepPace(board, now);
    let at = now + Math.max(0, pace?.left ?? 0) * MINUTE;
    for (const { step, state, minutes } of board.steps) {
        if (state === StepState.PLANNED) {
            times.set(step, at);
            at += minutes * MINUTE;
        }
    }
    return times;
}
