// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Form } from '#made/houvast/v1/definition_pb';
import { Presence, SeatState, Signal } from '#made/houvast/v1/pane_pb';
import { moveText, privateText, requestText, roomText, unitText } from '../src/console/board_words';
import { nextMove } from '../src/console/moves';
import { drawRound, requestCount, roundNow, type Visit } from '../src/console/round';
import {
    boardOf,
    DONE,
    EXERCISE,
    find,
    inExercise,
    NOW,
    seats,
    type UnitInit,
    unitOf,
} from './console_evening';

// ---- What the board says -----------------------------------------------------------------------

const said = (parts: UnitInit) => unitText(unitOf(parts), EXERCISE);

test('a table says where it is', () => {
    assert.equal(
        said({ seats: seats(SeatState.WAITING, SeatState.WAITING) }),
        'hier · ieder voor zich',
    );
    assert.equal(
        said({ seats: seats(SeatState.CLOSED, SeatState.CLOSED) }),
        'hier · ieder voor zich · klaar',
    );
    assert.equal(
        said({ presence: Presence.ONE_PARTNER, place: { stage: 2 } }),
        'een van de twee · praten',
    );
    assert.equal(said({ place: { stage: 3 } }), 'hier');
    assert.equal(said({ online: false }), 'hier · niet verbonden · ieder voor zich');
    assert.equal(said({ presence: Presence.EXPECTED }), 'nog niet binnen · verbonden');
    assert.equal(said({ presence: Presence.ON_PAPER }), 'op papier');
});

test('what everyone may see is the same whatever only one partner did, asked, or was dealt', () => {
    const before = said({ seats: seats(SeatState.WAITING, SeatState.WAITING) });
    const differing: UnitInit[] = [
        { seats: seats(SeatState.BUSY, SeatState.WAITING) },
        { seats: seats(SeatState.CLOSED, SeatState.WAITING) },
        { seats: seats(SeatState.CLOSED, SeatState.BUSY) },
        { seats: [{ seat: 1, name: 'Noor', consent: false, signal: Signal.CALL }, { seat: 2 }] },
        { form: Form.LIGHT },
        { sharing: false },
        { moreTime: true },
    ];
    for (const parts of differing) {
        const text = said({ seats: seats(SeatState.WAITING, SeatState.WAITING), ...parts });
        assert.equal(text, before, JSON.stringify(parts));
    }
    const room = (unit: UnitInit) => roomText(inExercise(1, [unitOf(unit)]), EXERCISE);
    assert.equal(
        room({ seats: seats(SeatState.CLOSED, SeatState.BUSY) }),
        room({ seats: seats(SeatState.WAITING, SeatState.WAITING) }),
    );
});

test('held, a table tells names, how far each is, its form and whether it shares', () => {
    const unit = unitOf({
        form: Form.LIGHT,
        sharing: false,
        seats: seats(SeatState.CLOSED, SeatState.BUSY),
    });
    assert.equal(
        privateText(unit, EXERCISE, 0),
        'Noor: klaar · Sam: bezig · lichte vorm · samen openen staat dicht',
    );
});

test('held, a table tells whose words rest, as long as they do; otherwise it never does', () => {
    const until = new Date(2026, 10, 20, 20, 14).getTime();
    const unit = unitOf({
        seats: [
            { seat: 1, name: 'Noor', consent: true, restsUntil: BigInt(until) },
            { seat: 2, name: 'Sam', consent: true },
        ],
    });
    const rests = 'Noor · Sam · Noor: vijf keer verkeerde woorden, weer om 20:14';
    assert.equal(privateText(unit, undefined, until - 1), rests);
    assert.equal(privateText(unit, undefined, until), 'Noor · Sam');
    for (const text of [unitText(unit, undefined), requestText(unit)]) {
        assert.ok(!text.includes('woorden'), text);
    }
});

test('held, a table tells what it asks', () => {
    const unit = unitOf({
        moreTime: true,
        seats: [{ seat: 1, name: 'Noor', signal: Signal.TALK }],
    });
    assert.equal(requestText(unit), 'meer tijd · even overleggen (Noor)');
    assert.equal(requestText(unitOf({ signal: Signal.CALL })), 'bel me deze week (van de tafel)');
    assert.equal(requestText(unitOf({})), '');
});

test('the room counts who is here, and who is ready while each goes by itself', () => {
    const units = [
        unitOf({ seats: seats(SeatState.CLOSED, SeatState.ABSENT) }),
        unitOf({ unit: 2, seats: seats(SeatState.CLOSED, SeatState.BUSY) }),
        unitOf({ unit: 3, presence: Presence.EXPECTED }),
    ];
    assert.equal(roomText(inExercise(1, units), EXERCISE), '2 van 3 hier · 1 klaar');
    assert.equal(roomText(inExercise(3, units), EXERCISE), '2 van 3 hier');
});

test('a move says in words where it goes', () => {
    const texts = [inExercise(0), inExercise(3), boardOf({ step: 12 }, [DONE, NOW])].map((board) =>
        moveText(nextMove(board, find)!, find),
    );
    assert.deepEqual(texts, ['ieder voor zich', 'pauze', 'Een vraag']);
});

// ---- The round ---------------------------------------------------------------------------------

const unitsOf = (visits: Visit[]) => visits.map((it) => it.unit);

const roundBoard = boardOf({
    units: [1, 2, 3, 4].map((unit) => ({
        unit,
        presence: unit === 4 ? Presence.AWAY : Presence.HERE,
        moreTime: unit === 2,
        seats: [{ seat: unit, signal: unit === 1 ? Signal.TALK : Signal.UNSPECIFIED }],
    })),
});

test('a round passes every table in the room once, and none that signalled is the first', () => {
    const firsts = new Set<number>();
    for (let i = 0; i < 100; i++) {
        const draws = [i / 100, ((i * 7) % 100) / 100, 0];
        const order = unitsOf(drawRound(roundBoard, () => draws.shift() ?? 0));
        assert.deepEqual([...order].sort(), [1, 2, 3]);
        firsts.add(order[0]!);
    }
    assert.deepEqual([...firsts].sort(), [2, 3]);
    assert.deepEqual(requestCount(roundBoard), { signals: 1, moreTime: 1 });
});

test('what a table says counts as what one person says', () => {
    const units = [1, 2].map((unit) => ({
        unit,
        presence: Presence.HERE,
        signal: unit === 1 ? Signal.TALK : Signal.UNSPECIFIED,
        seats: [{ seat: unit }],
    }));
    const board = boardOf({ units });
    assert.deepEqual(requestCount(board), { signals: 1, moreTime: 0 });
    for (let i = 0; i < 50; i++) {
        assert.deepEqual(
            unitsOf(drawRound(board, () => i / 50)),
            [2, 1],
        );
    }
});

test('a round begins somewhere also when every table signalled', () => {
    const units = [{ unit: 1, presence: Presence.HERE, seats: [{ seat: 1, signal: Signal.CALL }] }];
    assert.deepEqual(
        unitsOf(drawRound(boardOf({ units }), () => 0.99)),
        [1],
    );
});

test('each of a table is spoken to apart, in an order that is drawn; who is away is not', () => {
    const units = [
        { unit: 1, presence: Presence.HERE, seats: seats(SeatState.BUSY, SeatState.CLOSED) },
        { unit: 2, presence: Presence.ON_PAPER, seats: seats(SeatState.ABSENT, SeatState.ABSENT) },
        { unit: 3, presence: Presence.ONE_PARTNER, seats: seats(SeatState.ABSENT, SeatState.BUSY) },
    ];
    const orders = new Set<string>();
    for (let i = 0; i < 100; i++) {
        const visits = drawRound(boardOf({ units }), () => i / 100);
        const seatsOf = (unit: number) => visits.find((it) => it.unit === unit)!.seats;
        assert.deepEqual([...seatsOf(2)].sort(), [1, 2]);
        assert.deepEqual(seatsOf(3), [2]);
        orders.add(seatsOf(1).join(' then '));
    }
    assert.deepEqual([...orders].sort(), ['1 then 2', '2 then 1']);
});

test('a round keeps its order until everyone was spoken to; who comes in later comes last', () => {
    const here = (unit: number) => ({ unit, presence: Presence.HERE, seats: [{ seat: unit }] });
    const begun = roundNow(undefined, boardOf({ units: [here(1), here(2)] }), () => 0.6);
    assert.deepEqual(unitsOf(begun.visits), [2, 1]);
    const board = boardOf({ units: [here(1), here(2), here(3)] });
    const under = roundNow({ ...begun, spoken: new Set([2]) }, board, () => 0);
    assert.deepEqual(unitsOf(under.visits), [2, 1, 3]);
    assert.ok(under.spoken.has(2));
    const next = roundNow({ ...under, spoken: new Set([1, 2, 3]) }, board, () => 0);
    assert.deepEqual(unitsOf(next.visits), [1, 2, 3]);
    assert.equal(next.spoken.size, 0);
});
