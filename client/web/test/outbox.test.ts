// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Answer } from '#made/houvast/v1/definition_pb';
import { formatBase64, parseBase64 } from '../src/connection/tokens';
import { makeValue } from '../src/fields/value';
import { Outbox, type Resting, type Shelf, sweep } from '../src/outbox/outbox';
import { loadSealing, type Sealing } from '../src/outbox/sealing';

const GROUP = '00ff 3';
const WORDS = 'Vandaag durfde ik het te zeggen 🙂 כן';
const draft: Resting = {
    answer: Answer.GIVEN,
    value: makeValue({ text: WORDS }),
    revision: 5,
};

/** What a browser keeps. */
function shelf(entries = new Map<string, string>()): Shelf & { entries: Map<string, string> } {
    return {
        entries,
        get length() {
            return entries.size;
        },
        key: (place) => [...entries.keys()][place] ?? null,
        getItem: (name) => entries.get(name) ?? null,
        setItem: (name, text) => void entries.set(name, text),
        removeItem: (name) => void entries.delete(name),
    };
}

let sealing: Sealing;
const key = (byte: number) => new Uint8Array(32).fill(byte);
const outboxOf = (on: Shelf, seat: number, byte = seat, group = GROUP) =>
    new Outbox(on, sealing, key(byte), { group, seat });

before(async () => {
    sealing = await loadSealing();
});

test('what rests comes back, and only with the key of its seat', () => {
    const kept = shelf();
    outboxOf(kept, 1).put(7, 3, draft);
    const [saving, ...others] = outboxOf(kept, 1).bringBack();
    assert.equal(others.length, 0);
    assert.deepEqual(
        [saving?.run, saving?.seat, saving?.field, saving?.revision, saving?.answer],
        [7, 1, 3, 5, Answer.GIVEN],
    );
    assert.equal(saving?.value?.text, WORDS);
});

test('nothing readable is kept, neither in names nor in entries', () => {
    const kept = shelf();
    outboxOf(kept, 1).put(7, 3, draft);
    outboxOf(kept, 2).put(7, 3, draft);
    for (const [name, text] of kept.entries) {
        assert.match(name, /^houvast\.[0-9a-f]{32}$/);
        const bytes = Buffer.from(parseBase64(text) ?? []);
        assert.ok(bytes.length > WORDS.length);
        assert.equal(bytes.includes(Buffer.from('Vandaag')), false);
        assert.equal(bytes.includes(Buffer.from(key(1).subarray(0, 8))), false);
    }
    assert.equal(new Set(kept.entries.values()).size, 2);
});

test('its size tells little', () => {
    const sizes = ['', 'a', 'a'.repeat(200)].map((words) => {
        const kept = shelf();
        outboxOf(kept, 1).put(7, 3, { ...draft, value: makeValue({ text: words }) });
        return [...kept.entries.values()][0]!.length;
    });
    assert.equal(new Set(sizes).size, 1);
});

test('one entry a field: the newest', () => {
    const kept = shelf();
    const outbox = outboxOf(kept, 1);
    outbox.put(7, 3, draft);
    outbox.put(7, 3, { ...draft, revision: 6 });
    outbox.put(7, 4, draft);
    outbox.put(8, 3, draft);
    assert.equal(kept.entries.size, 3);
    assert.deepEqual(
        outboxOf(kept, 1)
            .bringBack()
            .map((it) => [it.run, it.field, it.revision])
            .sort(),
        [
            [7, 3, 6],
            [7, 4, 5],
            [8, 3, 5],
        ],
    );
});

test('it is dropped when it was stored', () => {
    const kept = shelf();
    const outbox = outboxOf(kept, 1);
    outbox.put(7, 3, draft);
    outbox.put(7, 4, draft);
    outbox.drop(7, 3);
    assert.deepEqual(
        outbox.bringBack().map((it) => it.field),
        [4],
    );
});

test('it is dropped when it does not open; the other seat keeps its own', () => {
    const kept = shelf();
    outboxOf(kept, 1).put(7, 3, draft);
    outboxOf(kept, 2).put(7, 3, draft);
    assert.deepEqual(outboxOf(kept, 1, 99).bringBack(), [], 'the key of another evening');
    assert.equal(kept.entries.size, 1);
    assert.equal(outboxOf(kept, 2).bringBack().length, 1);
});

test('what was tampered with does not open', () => {
    const kept = shelf();
    outboxOf(kept, 1).put(7, 3, draft);
    const [[name, text]] = [...kept.entries] as [[string, string]];
    for (const place of [0, 30, 400]) {
        const bytes = parseBase64(text)!;
        bytes[place] = bytes[place]! ^ 1;
        kept.setItem(name, formatBase64(bytes));
        assert.deepEqual(outboxOf(kept, 1).bringBack(), []);
        assert.equal(kept.entries.size, 0);
    }
    for (const broken of ['', 'x', '!!', 'AAAA']) {
        kept.setItem(name, broken);
        assert.deepEqual(outboxOf(kept, 1).bringBack(), []);
        assert.equal(kept.entries.size, 0);
    }
});

test('what belongs to another group or seat is swept; tokens stay', () => {
    const kept = shelf();
    kept.setItem('houvast.table', 'token');
    kept.setItem('other', 'x');
    outboxOf(kept, 1).put(7, 3, draft);
    outboxOf(kept, 2).put(7, 3, draft);
    outboxOf(kept, 3).put(7, 3, draft);
    outboxOf(kept, 1, 1, 'abcd 9').put(7, 3, draft);
    sweep(kept, sealing, GROUP, [1, 2]);
    assert.equal(kept.entries.size, 4);
    assert.equal(outboxOf(kept, 1).bringBack().length, 1);
    assert.equal(outboxOf(kept, 2).bringBack().length, 1);
    assert.equal(kept.getItem('houvast.table'), 'token');
});

test('storage that is full or switched off stops nothing', () => {
    const full: Shelf = {
        ...shelf(),
        setItem: () => {
            throw new Error('full');
        },
    };
    outboxOf(full, 1).put(7, 3, draft);
    assert.deepEqual(outboxOf(full, 1).bringBack(), []);
});

test('when the seat is locked the key is gone', () => {
    const kept = shelf();
    const bytes = key(1);
    const outbox = new Outbox(kept, sealing, bytes, { group: GROUP, seat: 1 });
    outbox.put(7, 3, draft);
    outbox.end();
    assert.deepEqual(bytes, new Uint8Array(32));
    outbox.put(7, 4, draft);
    assert.equal(kept.entries.size, 1);
});
