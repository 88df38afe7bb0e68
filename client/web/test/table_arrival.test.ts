// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatToken } from '../src/connection/tokens';
import { codeOf, isSameLog, readFragment } from '../src/table/arrival';

const BYTES = Uint8Array.from({ length: 32 }, (_, place) => place + 7);
const TEXT = formatToken(BYTES);

test('what a link brings', () => {
    assert.deepEqual(readFragment(TEXT), { kind: 'token', token: BYTES });
    assert.deepEqual(readFragment(`t.${TEXT}`), { kind: 'token', token: BYTES });
    assert.deepEqual(readFragment(`c.${TEXT}`), { kind: 'card', card: BYTES });
    assert.deepEqual(readFragment('w.b2c3d4'), { kind: 'code', code: 'B2C3D4' });
    for (const nothing of ['', 'w.', 'w.!!', 'c.', 't.short', `x.${TEXT}`, `${TEXT}A`, 'c.c.']) {
        assert.deepEqual(readFragment(nothing), { kind: 'nothing' }, nothing);
    }
});

test('a code is found in what people type, and nothing else is', () => {
    const codes: [string, string][] = [
        ['8WP4J6KV', '8WP4J6KV'],
        [' 8wp4-j6kv\n', '8WP4J6KV'],
        ['8 w p 4', '8WP4'],
        ['8WP4J6KV9999', '8WP4J6KV'],
        ['aeiou01', ''],
        ['\u200b8\u202ew\u200dp\ufeff4', '8WP4'],
        ['👍🏽ßﬁ', ''],
        ['', ''],
    ];
    codes.forEach(([typed, code]) => assert.equal(codeOf(typed), code, JSON.stringify(typed)));
    assert.equal(codeOf('B'.repeat(5_000_000)), 'BBBBBBBB');
});

test('a card belongs to the group of a place when its first half is the same', () => {
    const other = BYTES.slice();
    other[31] = 0;
    assert.equal(isSameLog(BYTES, other), true);
    other[15] = 0;
    assert.equal(isSameLog(BYTES, other), false);
});
