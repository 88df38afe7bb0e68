// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { clockText } from '../src/clock/clock_page';
import { type Key, ThreeShifts } from '../src/leave/three_shifts';
import { LookedAfter } from '../src/table/looked_after';
import { Guest, refused } from './server';
import { Refusal } from '#made/houvast/v1/wire_pb';

// ---- Three times Shift -------------------------------------------------------------------------

type Event = Partial<Key> | 'other';

const down = (parts: Partial<Key> = {}): Event => ({ ...parts, timeStamp: -1 });
const up = (timeStamp: number, key = 'Shift'): Event => ({ key, timeStamp });
const press = (timeStamp: number): Event[] => [down(), up(timeStamp)];

/** At which of the events somebody leaves; -1: at none. */
function leavesAt(events: Event[]): number {
    const shifts = new ThreeShifts();
    return events.findIndex((event) => {
        if (event === 'other') {
            shifts.reset();
            return false;
        }
        const bare = { key: 'Shift', repeat: false, altKey: false, ctrlKey: false, metaKey: false };
        const key = { ...bare, timeStamp: 0, ...event };
        if (key.timeStamp >= 0) {
            return shifts.up(key);
        }
        shifts.down(key);
        return false;
    });
}

test('the third press by itself leaves, within five seconds', () => {
    const held = down({ repeat: true });
    const letter: Event[] = [down({ key: 'a' }), up(0, 'a')];
    const rows: [string, Event[], number][] = [
        ['three', [...press(0), ...press(100), ...press(200)], 5],
        ['two', [...press(0), ...press(100)], -1],
        ['just in time', [...press(0), ...press(2_500), ...press(5_000)], 5],
        ['too slow', [...press(0), ...press(2_500), ...press(5_001)], -1],
        ['the last three count', [0, 4_000, 6_000, 7_000].flatMap(press), 7],
        ['held', [down(), held, held, held, held, up(900)], -1],
        ['held, and two more', [down(), held, up(900), ...press(950), ...press(999)], 6],
        ['a letter between', [...press(0), ...press(1), ...letter, ...press(2)], -1],
        ['three after a letter', [...letter, ...press(0), ...press(1), ...press(2)], 7],
        ['a pointer between', [...press(0), ...press(1), 'other', ...press(2)], -1],
        ['a pointer while it is down', [...press(0), ...press(1), down(), 'other', up(2)], -1],
        ['capitals', [0, 1, 2].flatMap((at) => [down(), ...letter, up(at)]), -1],
        ['with Alt', [0, 1, 2].flatMap((at) => [down({ altKey: true }), up(at)]), -1],
        ['with Control', [0, 1, 2].flatMap((at) => [down({ ctrlKey: true }), up(at)]), -1],
        ['with Meta', [0, 1, 2].flatMap((at) => [down({ metaKey: true }), up(at)]), -1],
        ['let go without having been pressed here', [up(0), up(1), up(2)], -1],
        ['the other one too', [down(), down(), up(0), up(1), ...press(2)], -1],
    ];
    rows.forEach(([what, events, at]) => assert.equal(leavesAt(events), at, what));
});

// ---- Words that nobody looks after -------------------------------------------------------------

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
afterEach(() => mock.timers.reset());

test('own words are covered when nobody looks after them, and only then', () => {
    let isWatched = true;
    const after = new LookedAfter(() => isWatched);
    const covered = () => after.covered.peek();
    after.cover();
    mock.timers.tick(90_000);
    assert.ok(!covered(), 'there is nothing to cover');

    const hide = after.show();
    mock.timers.tick(44_999);
    assert.ok(!covered());
    after.stir();
    mock.timers.tick(44_999);
    assert.ok(!covered());
    mock.timers.tick(1);
    assert.ok(covered());
    after.stir();
    assert.ok(covered(), 'moving alone does not show them');
    after.uncover();
    assert.ok(!covered());
    after.cover();
    assert.ok(covered());

    const hideOther = after.show();
    hide();
    assert.ok(covered(), 'other own words are still there');
    hideOther();
    assert.ok(!covered());
    mock.timers.tick(90_000);
    assert.ok(!covered());

    isWatched = false;
    after.show();
    assert.ok(covered(), 'what comes while nobody looks is covered from the start');
});

test('what the evening does meanwhile shows nobody what is covered, and begins no count anew', () => {
    const after = new LookedAfter(() => true);
    after.show()();
    mock.timers.tick(44_000);
    const hide = after.show();
    mock.timers.tick(1_000);
    assert.ok(after.covered.peek(), 'nobody stirred for 45 seconds');
    hide();
    after.show();
    assert.ok(after.covered.peek(), 'the same, with nobody there');
    after.uncover();
    assert.ok(!after.covered.peek());
});

test('a sleep counts, also where the one who wakes the device stirs first', () => {
    const after = new LookedAfter(() => true);
    after.show();
    mock.timers.setTime(Date.now() + 45_000); // no timer went
    after.stir();
    assert.ok(after.covered.peek());
});

// ---- What the server hears, what the clock says ------------------------------------------------

test('nothing that waited is sent any more but that this device leaves', () => {
    const guest = new Guest();
    guest.join();
    const outcomes: string[] = [];
    const ask = () =>
        guest.engine.command({ case: 'askMoreTime', value: {} }, (it) => outcomes.push(it.kind));
    ask();
    const [sent] = guest.sent();
    ask();
    guest.engine.leave();
    assert.deepEqual(
        guest.sent().map((it) => it.case === 'command' && it.value.what.case),
        ['leave'],
    );
    assert.deepEqual(outcomes, ['unknown', 'unknown']);
    assert.ok(sent?.case === 'command');
    guest.hear(refused(sent.value.id, Refusal.BUSY));
    assert.equal(outcomes.length, 2);
});

test('the clock says the time and the day', () => {
    const at = new Date(2026, 10, 20, 9, 5);
    assert.deepEqual(clockText('nl', at), { time: '09:05', day: 'vrijdag 20 november' });
    assert.deepEqual(clockText('en', at), { time: '09:05', day: 'Friday 20 November' });
});
