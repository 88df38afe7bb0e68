// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keep, Round, StageKind } from '#made/houvast/v1/definition_pb';
import { emptyEnvelope, itemsOf, ownPage } from '../src/table/own_page';
import { exercise, NOOR, SAM, seatPane, unitPane } from './table_evening';

const inTurn = (turn: number, speaker: number) =>
    unitPane({ place: { stage: 2, turn }, speaker, bothReady: true });

const listening = (parts = {}) =>
    seatPane({
        envelopes: [
            { round: Round.FIRST, closed: true },
            { round: Round.SECOND, writable: true },
        ],
        ...parts,
    });

test('the statement comes before anything else', () => {
    const seat = seatPane({ statement: { id: 'participation', version: 1 }, admitted: false });
    assert.deepEqual(ownPage(seat, unitPane(), exercise, StageKind.SOLO), { kind: 'consent' });
});

test('who said no can close what is asked of others, with nothing in it', () => {
    const statement = { id: 'participation', version: 1 };
    const open = [{ round: Round.FIRST }, { round: Round.SECOND }];
    const due = (parts: Parameters<typeof seatPane>[0], unit = unitPane({ place: { stage: 1 } })) =>
        emptyEnvelope(
            seatPane({ statement, envelopes: open, ...parts }),
            unit,
            exercise,
            StageKind.SOLO,
        );
    assert.equal(due({}), Round.FIRST);
    assert.equal(due({ statement: undefined }), undefined, 'who said yes closes what is in it');
    assert.equal(due({}, unitPane({ place: { stage: 0 } })), undefined, 'not asked yet');
    assert.equal(due({ admitted: false }), undefined);
    assert.equal(due({ run: 8 }), undefined);
    const closed = [{ round: Round.FIRST, closed: true }, { round: Round.SECOND }];
    assert.equal(due({ envelopes: closed }), undefined);
});

test('writing is asked while an envelope is open', () => {
    assert.deepEqual(ownPage(seatPane(), unitPane(), exercise, StageKind.SOLO), {
        kind: 'writing',
        round: Round.FIRST,
    });
});

test('nothing is asked of who is not let in, between exercises, or when the pages differ', () => {
    const nothing = { kind: 'nothing' };
    const ask = (seat: ReturnType<typeof seatPane>, unit = unitPane(), definition = exercise) =>
        ownPage(seat, unit, definition, StageKind.SOLO);
    assert.deepEqual(ask(seatPane({ admitted: false })), nothing);
    assert.deepEqual(ask(seatPane({ run: 0 }), unitPane({ run: 0 })), nothing);
    assert.deepEqual(ask(seatPane({ run: 8 })), nothing);
    assert.deepEqual(ownPage(seatPane(), unitPane(), undefined, StageKind.SOLO), nothing);
    assert.deepEqual(ask(seatPane({ envelopes: [{ round: Round.FIRST }] })), nothing);
});

test('a text to read comes first, and is not counted', () => {
    const items = itemsOf(seatPane(), unitPane(), exercise, StageKind.SOLO, Round.FIRST);
    assert.deepEqual(items, [
        { kind: 'read', place: 0 },
        { kind: 'question', place: 1, number: 1 },
        { kind: 'question', place: 2, number: 2 },
    ]);
});

test('what was heard is asked of who listened', () => {
    const asked = (turn: number, speaker: number) =>
        itemsOf(listening(), inTurn(turn, speaker), exercise, StageKind.TURNS, Round.SECOND).length;
    assert.equal(asked(1, NOOR), 0, 'nobody spoke to her yet');
    assert.equal(asked(1, SAM), 1);
    assert.equal(asked(2, NOOR), 1, 'she listened in the first turn');
    assert.equal(asked(2, SAM), 1);
});

test('a closed envelope opens again as long as not everyone is done', () => {
    const closed = seatPane({ envelopes: [{ round: Round.FIRST, closed: true }] });
    const page = (unit: ReturnType<typeof unitPane>, kind: StageKind, seat = closed) =>
        ownPage(seat, unit, exercise, kind);
    const first = { kind: 'closed', round: Round.FIRST };
    assert.deepEqual(page(unitPane(), StageKind.SOLO), { ...first, mayReopen: true });
    const ready = unitPane({ bothReady: true });
    assert.deepEqual(page(ready, StageKind.SOLO), { ...first, mayReopen: false });
    assert.deepEqual(page(inTurn(1, SAM), StageKind.TURNS), { ...first, mayReopen: false });

    const both = seatPane({
        envelopes: [
            { round: Round.FIRST, closed: true },
            { round: Round.SECOND, closed: true },
        ],
    });
    const second = { kind: 'closed', round: Round.SECOND };
    const turns = page(inTurn(2, SAM), StageKind.TURNS, both);
    assert.deepEqual(turns, { ...second, mayReopen: true });
    const reveal = unitPane({ place: { stage: 3 }, bothReady: true });
    assert.deepEqual(page(reveal, StageKind.REVEAL, both), { ...second, mayReopen: false });
});

test('what was closed for an intake is closed for good', () => {
    const fields = exercise.fields.map((it, place) =>
        place === 2 ? { ...it, keep: Keep.INTAKE } : it,
    );
    const closed = seatPane({ envelopes: [{ round: Round.FIRST, closed: true }] });
    assert.deepEqual(ownPage(closed, unitPane(), { ...exercise, fields }, StageKind.SOLO), {
        kind: 'closed',
        round: Round.FIRST,
        mayReopen: false,
    });
});
