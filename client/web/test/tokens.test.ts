// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBase64, formatToken, parseBase64, parseToken } from '../src/connection/tokens';

test('a token as text gives the same token back', () => {
    for (const byte of [0, 1, 250, 255]) {
        const token = new Uint8Array(32).fill(byte);
        assert.match(formatToken(token), /^[A-Za-z0-9_-]{43}$/);
        assert.deepEqual(parseToken(formatToken(token)), token);
    }
});

test('what is not exactly a token is none', () => {
    const text = formatToken(new Uint8Array(32).fill(9));
    const near = [text.slice(1), `${text}A`, `${text}=`, ` ${text}`, text.replace(/.$/, 'B')];
    for (const it of ['', 'x', ...near]) {
        assert.equal(parseToken(it), undefined, it);
    }
    assert.equal(parseToken(`${text.slice(0, 42)}+`), undefined);
});

test('bytes of any length go to text and back', () => {
    for (let size = 0; size < 70; size++) {
        const bytes = Uint8Array.from({ length: size }, (_, place) => place * 37);
        assert.deepEqual(parseBase64(formatBase64(bytes)), bytes);
    }
});
