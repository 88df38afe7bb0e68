// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Round, StageKind, StepKind } from '#made/houvast/v1/definition_pb';
import { Role } from '#made/houvast/v1/wire_pb';
import {
    type Chosen,
    momentOf,
    type Pass,
    passAfter,
    screenOf,
    type Seen,
    viewOf,
} from '../src/table/screen';
import { exercise, NOOR, RUN, SAM, seatPane, stagePane, unitPane } from './table_evening';

function table(parts: Partial<Seen> = {}): Seen {
    return {
        role: Role.TABLE,
        penSeat: 0,
        stage: stagePane(),
        unit: unitPane(),
        seat: undefined,
        unlocked: 0,
        definition: exercise,
        ...parts,
    };
}

const pen = (parts: Partial<Seen> = {}) =>
    table({ role: Role.PEN, penSeat: NOOR, seat: seatPane(), unlocked: NOOR, ...parts });

const NOW = momentOf(stagePane());
const pass = (parts: Partial<Pass> = {}): Pass => ({
    seat: NOOR,
    state: 'own',
    since: NOW,
    ...parts,
});

const kindOfScreen = (seen: Seen, chosen: Chosen = {}) => screenOf(seen, chosen).kind;
const statement = { id: 'participation', version: 1 };
const closed = seatPane({ envelopes: [{ round: Round.FIRST, closed: true }] });

test('before an evening', () => {
    assert.equal(kindOfScreen(table({ role: undefined })), 'moment');
    assert.equal(kindOfScreen(table({ role: Role.GUEST, stage: undefined })), 'guest');
    assert.equal(kindOfScreen(table({ role: Role.FACILITATOR })), 'alien');
    assert.equal(kindOfScreen(pen({ penSeat: 0, stage: undefined })), 'bind');
    assert.equal(kindOfScreen(table({ stage: undefined })), 'moment');
    const ended = stagePane({ meetingOpen: false });
    assert.equal(kindOfScreen(table({ stage: ended, unit: undefined })), 'no-meeting');
    assert.equal(kindOfScreen(table({ unit: unitPane({ admitted: false }) })), 'welcome');
});

test('nothing of a unit shows outside an evening or in a break, whatever is still here', () => {
    const chosen = { pass: pass() };
    const open = { seat: seatPane(), unlocked: NOOR };
    const ended = stagePane({ meetingOpen: false });
    assert.equal(kindOfScreen(table({ ...open, stage: ended }), chosen), 'no-meeting');
    const cover = stagePane({ cover: true, stepKind: StepKind.BREAK });
    assert.equal(kindOfScreen(table({ ...open, stage: cover }), chosen), 'break');
    assert.equal(kindOfScreen(pen({ stage: cover })), 'break');
    const paused = stagePane({ cover: true }); // for everyone, in the middle of a step
    assert.equal(kindOfScreen(table({ ...open, stage: paused }), chosen), 'break');
    assert.equal(kindOfScreen(pen({ stage: paused })), 'break');
});

test('what a unit looks at follows its place', () => {
    const kinds: [number, string][] = [
        [1, 'solo'],
        [2, 'turns'],
        [3, 'reveal'],
        [4, 'joint'],
    ];
    kinds.forEach(([stage, kind]) =>
        assert.equal(kindOfScreen(table({ unit: unitPane({ place: { stage } }) })), kind),
    );
    const share = stagePane({ stageKind: StageKind.SHARE, block: false });
    const outside = unitPane({ inBlock: false, place: { stage: 5 } });
    assert.equal(kindOfScreen(table({ stage: share, unit: outside })), 'hall');
    const scene = stagePane({ run: 0, stageKind: StageKind.UNSPECIFIED });
    assert.equal(kindOfScreen(table({ stage: scene, unit: unitPane({ run: 0 }) })), 'hall');
});

test('each turn is a view of its own: it is said, and begins at its top', () => {
    const turn = (speaker: number) =>
        viewOf(screenOf(table({ unit: unitPane({ place: { stage: 2 }, speaker }) }), {}));
    assert.equal(turn(NOOR), turn(NOOR));
    assert.notEqual(turn(NOOR), turn(SAM));
});

test('a pane that is behind is waited for', () => {
    assert.equal(kindOfScreen(table({ unit: unitPane({ run: RUN - 1 }) })), 'moment');
    assert.equal(kindOfScreen(table({ definition: undefined })), 'moment');
    assert.equal(kindOfScreen(pen({ seat: seatPane({ run: RUN - 1 }) })), 'moment');
    assert.equal(kindOfScreen(pen({ unit: undefined })), 'moment');
});

test('a table shows a page only to whom it was handed, while that seat is unlocked', () => {
    const open = table({ seat: seatPane(), unlocked: NOOR });
    assert.equal(kindOfScreen(open), 'solo', 'nobody was handed the laptop');
    assert.equal(kindOfScreen(open, { pass: pass({ state: 'to' }) }), 'pass-to');
    assert.deepEqual(screenOf(open, { pass: pass() }), {
        kind: 'own',
        page: { kind: 'writing', round: Round.FIRST },
    });
    assert.equal(kindOfScreen(open, { pass: pass({ seat: SAM }) }), 'moment');
    assert.deepEqual(screenOf(open, { pass: pass({ state: 'back', why: 'closed' }) }), {
        kind: 'pass-back',
        seat: NOOR,
        why: 'closed',
    });
});

test('a pass ends with what takes the seat away', () => {
    const open = table({ seat: seatPane(), unlocked: NOOR });
    const own = pass();
    assert.equal(passAfter(own, open), own, 'nothing happened');
    assert.deepEqual(passAfter(own, table()), pass({ state: 'back', why: 'taken' }));
    const next = { ...open, stage: stagePane({ run: RUN + 1, stepPlace: 3 }) };
    assert.deepEqual(passAfter(own, next), pass({ state: 'back', why: 'over' }));
    assert.equal(passAfter(own, { ...open, stage: stagePane({ cover: true }) }), undefined);
    assert.equal(passAfter(own, { ...open, stage: stagePane({ meetingOpen: false }) }), undefined);
    const back = pass({ state: 'back', why: 'closed' });
    assert.equal(passAfter(back, next), back, 'whoever gives it back says so');
});

test('the evening may begin while somebody reads the statement', () => {
    const reading = table({ seat: seatPane({ statement }), unlocked: NOOR });
    const early = pass({ since: { run: 0, step: 0, stage: 0 } });
    assert.deepEqual(passAfter(early, reading), pass());
});

test('who is about to take the laptop still is when the evening goes on', () => {
    const next = table({ stage: stagePane({ run: RUN + 1 }) });
    assert.equal(passAfter(pass({ state: 'to' }), next)?.state, 'to');
});

test('a pen asks what is one’s own first', () => {
    assert.equal(kindOfScreen(pen({ unlocked: 0, seat: undefined, unit: undefined })), 'knock');
    const unread = pen({ seat: seatPane({ statement, admitted: false }) });
    assert.deepEqual(screenOf(unread, {}), { kind: 'own', page: { kind: 'consent' } });
    assert.equal(kindOfScreen(pen()), 'own');
    assert.equal(kindOfScreen(pen({ seat: closed })), 'solo');
    const waiting = pen({
        seat: seatPane({ admitted: false }),
        unit: unitPane({ admitted: false }),
    });
    assert.equal(kindOfScreen(waiting), 'welcome');
});

test('a pen puts its page away until the evening goes on', () => {
    const chosen: Chosen = { pen: { shows: 'shared', since: NOW } };
    assert.equal(kindOfScreen(pen(), chosen), 'solo');
    const stage = stagePane({ run: RUN + 1 });
    const unit = unitPane({ run: RUN + 1 });
    const seat = seatPane({ run: RUN + 1 });
    assert.equal(kindOfScreen(pen({ stage, unit, seat }), chosen), 'own');
});

test('a pen asks again when the group comes to another stage of the same run', () => {
    const chosen: Chosen = { pen: { shows: 'shared', since: NOW } };
    const second = stagePane({ stage: NOW.stage + 2 });
    assert.equal(kindOfScreen(pen({ stage: second }), chosen), 'own');
});

test('in turns listening comes first, and writing when it is chosen', () => {
    const unit = unitPane({ place: { stage: 2, turn: 1 }, speaker: SAM });
    const seat = seatPane({
        envelopes: [
            { round: Round.FIRST, closed: true },
            { round: Round.SECOND, writable: true },
        ],
    });
    assert.equal(kindOfScreen(pen({ unit, seat })), 'turns');
    const chosen: Chosen = { pen: { shows: 'own', since: NOW } };
    assert.equal(kindOfScreen(pen({ unit, seat }), chosen), 'own');
});

test('a member who is away sees nothing of the others’ evening', () => {
    const away = pen({ unit: undefined, seat: seatPane({ admitted: false, run: 0 }) });
    assert.equal(kindOfScreen(away), 'welcome');
    const seat = seatPane({ statement, admitted: false, run: 0 });
    assert.equal(kindOfScreen({ ...away, seat }), 'own');
});

test('a view is the same as long as what it is about is', () => {
    const first = screenOf(pen(), {});
    assert.equal(viewOf(first), 'own writing 1');
    assert.equal(viewOf({ kind: 'pass-to', seat: 3 }), 'pass-to 3');
    assert.notEqual(viewOf(screenOf(pen({ seat: closed }), {})), viewOf(first));
});

test('who said no is not asked again, and can come back to it', () => {
    const unread = pen({ seat: seatPane({ statement, run: 0 }) });
    const declined: Chosen = { declined: true };
    assert.equal(kindOfScreen(unread, declined), 'solo');
    const wants: Chosen = { declined: false, pen: { shows: 'own', since: NOW } };
    assert.equal(kindOfScreen(unread, wants), 'own');
});

test('a pen that lay there for too long asks who holds it', () => {
    assert.equal(kindOfScreen(pen(), { forgotten: true }), 'knock');
    assert.equal(kindOfScreen(pen(), { forgotten: false }), 'own');
    assert.equal(kindOfScreen(pen({ unlocked: 0, seat: undefined })), 'knock');
    const paused = stagePane({ cover: true });
    assert.equal(kindOfScreen(pen({ stage: paused }), { forgotten: true }), 'break');
});
