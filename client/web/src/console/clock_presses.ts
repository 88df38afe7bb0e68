// SPDX-License-Identifier: EUPL-1.2
//
// What the buttons and keys of the clock do.

import { TimerAction } from '#made/houvast/v1/wire_pb';
import type { Outcome } from '../state/device';
import type { Desk } from './desk';

const DEFAULT_MINUTES = 5; // where nothing is planned

/** The planned minutes of the stage, or else of the step. */
export function plannedMinutes(desk: Desk): number {
    const board = desk.board.value;
    const stage = desk.exercise.value?.stages[board?.stage ?? 0];
    return stage?.minutes || desk.step.value?.minutes || DEFAULT_MINUTES;
}

function set(desk: Desk, action: TimerAction, minutes = 0): Promise<Outcome> {
    return desk.send({ case: 'setTimer', value: { action, minutes } });
}

/** Starts the clock, or lets it stand still, or go on. */
export function pressClock(desk: Desk): Promise<Outcome> {
    const timer = desk.device.panes.stage.peek()?.timer;
    if (timer === undefined) {
        return set(desk, TimerAction.START, plannedMinutes(desk));
    }
    return set(desk, timer.running ? TimerAction.PAUSE : TimerAction.RESUME);
}

/** Starts the clock anew, with what is planned for where the group is now. */
export const restartClock = (desk: Desk): Promise<Outcome> =>
    set(desk, TimerAction.START, plannedMinutes(desk));

/** Gives or takes minutes; without a clock there is nothing to do. */
export async function addMinutes(desk: Desk, minutes: number): Promise<void> {
    if (desk.device.panes.stage.peek()?.timer !== undefined) {
        await set(desk, TimerAction.ADD, minutes);
    }
}

/** Everyone pauses, or goes on: every table is covered meanwhile, and the clock stands still. */
export function pressPause(desk: Desk): Promise<Outcome> {
    const on = desk.board.peek()?.paused !== true;
    return desk.send({ case: 'setPause', value: { on } });
}

export const clearClock = (desk: Desk): Promise<Outcome> => set(desk, TimerAction.CLEAR);
