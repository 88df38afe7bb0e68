// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { PaneKind, PaneSchema } from '#made/houvast/v1/pane_pb';
import { PaneSignals } from '../src/state/pane_signals';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

function shown() {
    const panes = new PaneSignals();
    const take = (parts: MessageInitShape<typeof PaneSchema>) =>
        panes.take(create(PaneSchema, parts));
    return {
        panes,
        stage: (value: { meetingOpen: boolean; cover?: boolean }) =>
            take({ kind: PaneKind.STAGE, body: { case: 'stage', value } }),
        seat: (seat: number, run = 1) =>
            take({ kind: PaneKind.SEAT, number: seat, body: { case: 'seat', value: { seat, run } } }),
        work: (seat: number) =>
            take({ kind: PaneKind.WORK, number: seat, body: { case: 'work', value: { seat } } }),
        unit: (unit: number) =>
            take({ kind: PaneKind.UNIT, number: unit, body: { case: 'unit', value: { unit } } }),
        gone: (kind: PaneKind, number: number) => take({ kind, number }),
    };
}

test('the pages of a seat are there only while it is unlocked', () => {
    const { panes, seat, work, gone, stage } = shown();
    stage({ meetingOpen: true });
    seat(2);
    work(2);
    assert.equal(panes.unlocked.value, 2);
    assert.equal(panes.seat.value?.seat, 2);
    assert.equal(panes.work.value?.seat, 2);
    gone(PaneKind.SEAT, 2);
    assert.equal(panes.unlocked.value, 0);
    assert.equal(panes.seat.value, undefined);
    assert.equal(panes.work.value, undefined);
});

test('another seat never shows what the one before it had', () => {
    const { panes, seat, work } = shown();
    seat(1);
    work(1);
    panes.unlock(2);
    assert.equal(panes.seat.peek(), undefined);
    assert.equal(panes.work.value, undefined);
    seat(2);
    assert.equal(panes.seat.value?.seat, 2);
    assert.equal(panes.work.value, undefined);
});

test('a break and the end of the evening lock every seat', () => {
    for (const stage of [{ meetingOpen: true, cover: true }, { meetingOpen: false }]) {
        const screen = shown();
        screen.seat(1);
        screen.stage(stage);
        assert.equal(screen.panes.unlocked.value, 0);
        assert.equal(screen.panes.seat.value, undefined);
    }
});

/** What waits for something that is there by now has gone on. */
const goOn = () => new Promise((resolve) => setImmediate(resolve));

test('after a welcome the page stays, and what does not come anew goes', async () => {
    const { panes, seat, work, unit } = shown();
    unit(1);
    seat(1);
    work(1);
    void panes.renew(Promise.resolve());
    assert.equal(panes.seat.value?.seat, 1, 'no flicker');
    unit(1);
    mock.timers.tick(2_999);
    await goOn();
    assert.equal(panes.seat.value?.seat, 1);
    mock.timers.tick(1);
    await goOn();
    assert.equal(panes.seat.value, undefined);
    assert.equal(panes.unlocked.value, 0);
    assert.equal(panes.work.value, undefined);
    assert.equal(panes.unit.value?.unit, 1);
});

test('it waits as long as a slow connection takes, and no longer', async () => {
    const { panes, seat } = shown();
    seat(1);
    let answer = () => {};
    void panes.renew(new Promise<void>((resolve) => (answer = resolve)));
    mock.timers.tick(30_000);
    await goOn();
    assert.equal(panes.unlocked.value, 1);
    answer();
    await goOn();
    assert.equal(panes.unlocked.value, 0);
});

test('what the last welcome began, another one ends', async () => {
    const { panes, seat } = shown();
    seat(1);
    void panes.renew(Promise.resolve());
    mock.timers.tick(2_000);
    void panes.renew(new Promise(() => {}));
    mock.timers.tick(30_000);
    await goOn();
    assert.equal(panes.unlocked.value, 1);
});

test('what came anew stays', async () => {
    const { panes, seat } = shown();
    seat(1);
    void panes.renew(Promise.resolve());
    seat(1, 5);
    mock.timers.tick(10_000);
    await goOn();
    assert.equal(panes.seat.value?.run, 5);
    assert.equal(panes.unlocked.value, 1);
});
