// SPDX-License-Identifier: EUPL-1.2
//
// Minutes against the clock. The plan is the agenda as it is now; a skipped step is no part of it.

import { type BoardPane, StepState } from '#made/houvast/v1/pane_pb';
import { stepUnderWay } from './moves';

const MINUTE = 60_000;

/** When the evening began, as far as this page knows. */
export interface Start {
    meeting: number;
    evening: bigint;
    at: number;
}

const minutesOf = (board: BoardPane, states: StepState[]) =>
    board.steps.reduce((sum, it) => sum + (states.includes(it.state) ? it.minutes : 0), 0);

/**
 * The start of this evening: what is known already, or else where it would have begun if the steps
 * that are done took as long as was planned. The board does not tell it.
 */
export function startOf(board: BoardPane, known: Start | undefined): Start | undefined {
    if (!board.meetingOpen) {
        return undefined;
    }
    if (known?.meeting === board.meeting && known.evening === board.eveningEndsAt) {
        return known;
    }
    if (board.step === 0) {
        return undefined;
    }
    const done = minutesOf(board, [StepState.DONE]) * MINUTE;
    return {
        meeting: board.meeting,
        evening: board.eveningEndsAt,
        at: Number(board.stepStartedAt) - done,
    };
}

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

/** How the evening stands against its plan; undefined: it did not begin. */
export function eveningPace(
    board: BoardPane,
    start: Start | undefined,
    now: number,
): EveningPace | undefined {
    const step = stepUnderWay(board);
    if (start === undefined || step === undefined) {
        return undefined;
    }
    const spent = Math.max(0, now - Number(board.stepStartedAt)) / MINUTE;
    const planned = minutesOf(board, [StepState.DONE]) + Math.min(spent, step.minutes);
    const left = Math.max(0, step.minutes - spent) + minutesOf(board, [StepState.PLANNED]);
    const behind = (now - start.at) / MINUTE - planned;
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
