// SPDX-License-Identifier: EUPL-1.2
//
// A round past every table, each partner a moment apart, so that nobody sees to whom the
// facilitator goes. The order is drawn; a table that asked for something is never the first.

import { type BoardPane, type BoardUnit, Presence, Signal } from '#made/houvast/v1/pane_pb';

export const hasSignal = (unit: BoardUnit): boolean =>
    unit.seats.some((it) => it.signal !== Signal.UNSPECIFIED);

/** How many things people asked for: signals of persons, more time of tables. */
export function requestCount(board: BoardPane): { signals: number; moreTime: number } {
    const signals = board.units.flatMap((it) => it.seats).filter((it) => it.signal !== 0).length;
    return { signals, moreTime: board.units.filter((it) => it.moreTime).length };
}

const isInRoom = ({ presence }: BoardUnit): boolean =>
    presence === Presence.HERE ||
    presence === Presence.ONE_PARTNER ||
    presence === Presence.ON_PAPER;

/** The tables in the order of a round. `draw` gives a number from 0 up to, not including, 1. */
export function drawRound(board: BoardPane, draw: () => number): number[] {
    const left = board.units.filter(isInRoom);
    const order: BoardUnit[] = [];
    while (left.length > 0) {
        const quiet = left.filter((it) => !hasSignal(it));
        const from = order.length === 0 && quiet.length > 0 ? quiet : left;
        const drawn = from[Math.floor(draw() * from.length)] as BoardUnit;
        order.push(drawn);
        left.splice(left.indexOf(drawn), 1);
    }
    return order.map((it) => it.unit);
}

/** A number from 0 up to 1, that nobody can guess. */
export function drawn(): number {
    return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
