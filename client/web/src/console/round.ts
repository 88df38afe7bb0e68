// SPDX-License-Identifier: EUPL-1.2
//
// A round past every table, each partner a moment apart, so that nobody sees to whom the
// facilitator goes. The order is drawn; a table that asked for something is never the first.

import {
    type BoardPane,
    type BoardUnit,
    Presence,
    SeatState,
    Signal,
} from '#made/houvast/v1/pane_pb';

/** Of its table, and of its members. */
const signalsOf = (unit: BoardUnit): Signal[] =>
    [unit, ...unit.seats].map((it) => it.signal).filter((it) => it !== Signal.UNSPECIFIED);

export const hasSignal = (unit: BoardUnit): boolean => signalsOf(unit).length > 0;

/** How many things people asked for: signals of persons and tables, more time of tables. */
export function requestCount(board: BoardPane): { signals: number; moreTime: number } {
    const signals = board.units.flatMap(signalsOf).length;
    return { signals, moreTime: board.units.filter((it) => it.moreTime).length };
}

const isInRoom = ({ presence }: BoardUnit): boolean =>
    presence === Presence.HERE ||
    presence === Presence.ONE_PARTNER ||
    presence === Presence.ON_PAPER;

/** A table in a round, and its people in the order in which each is spoken to apart. */
export interface Visit {
    unit: number;
    seats: number[];
}

export interface Round {
    visits: Visit[];
    /** The seats that were spoken to. */
    spoken: ReadonlySet<number>;
}

/** Who is not known to be away; of a table that works on paper that is everyone. */
function peopleOf(unit: BoardUnit): number[] {
    const there = unit.seats.filter((it) => it.state !== SeatState.ABSENT);
    return (there.length > 0 ? there : unit.seats).map((it) => it.seat);
}

function shuffled(numbers: number[], draw: () => number): number[] {
    const left = [...numbers];
    const order: number[] = [];
    while (left.length > 1) {
        order.push(...left.splice(Math.floor(draw() * left.length), 1));
    }
    return [...order, ...left];
}

/** The tables in the order of a round. `draw` gives a number from 0 up to, not including, 1. */
export function drawRound(board: BoardPane, draw: () => number): Visit[] {
    const left = board.units.filter(isInRoom);
    const order: Visit[] = [];
    while (left.length > 0) {
        const quiet = left.filter((it) => !hasSignal(it));
        const from = order.length === 0 && quiet.length > 0 ? quiet : left;
        const drawn = from[Math.floor(draw() * from.length)] as BoardUnit;
        order.push({ unit: drawn.unit, seats: shuffled(peopleOf(drawn), draw) });
        left.splice(left.indexOf(drawn), 1);
    }
    return order;
}

export const isSpoken = ({ spoken }: Round, { seats }: Visit): boolean =>
    seats.every((it) => spoken.has(it));

/** The round that is under way, with the tables that have come since behind it; a new one when
 * there is none, or it was walked to its end. */
export function roundNow(
    round: Round | undefined,
    board: BoardPane,
    draw: () => number,
): Round {
    if (round === undefined || round.visits.every((it) => isSpoken(round, it))) {
        return { visits: drawRound(board, draw), spoken: new Set() };
    }
    const known = new Set(round.visits.map((it) => it.unit));
    const since = drawRound(board, draw).filter((it) => !known.has(it.unit));
    return { ...round, visits: [...round.visits, ...since] };
}

/** A number from 0 up to 1, that nobody can guess. */
export function drawn(): number {
    return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
