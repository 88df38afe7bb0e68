// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { ExerciseRowSchema } from '#made/houvast/v1/wire_pb';
import { formatToken } from '../src/connection/tokens';
import { hold, isHeld, letGo } from '../src/console/held';
import { cardLink, secretOf, spokenCode } from '../src/console/links';
import { suggestedMeeting, WITHOUT_AGENDA } from '../src/console/meetings';
import { namesProblem } from '../src/console/names';
import { loginCode, passphraseProblem } from '../src/console/passphrase_rules';
import { matching } from '../src/console/searching';
import { type Action, actionOf, type KeyPress } from '../src/console/shortcuts';
import { boardOf } from './console_evening';

afterEach(() => letGo());

// ---- Keys --------------------------------------------------------------------------------------

const press = (key: string, parts: Partial<KeyPress> = {}): Action | undefined =>
    actionOf({
        key,
        ctrlKey: false,
        altKey: false,
        metaKey: false,
        repeat: false,
        focus: 'page',
        dialog: false,
        letters: true,
        ...parts,
    });

test('a presenter, the space bar and arrows move', () => {
    for (const key of ['ArrowRight', 'PageDown', ' ']) {
        assert.deepEqual(press(key), { kind: 'next' }, key);
    }
    for (const key of ['ArrowLeft', 'PageUp']) {
        assert.deepEqual(press(key), { kind: 'back' }, key);
    }
});

test('one key pauses for everyone, on the keyboard and on a clicker with a black button', () => {
    for (const key of ['p', 'P', 'b', '.']) {
        assert.deepEqual(press(key), { kind: 'pause' }, key);
        assert.equal(press(key, { repeat: true }), undefined, key);
    }
});

test('no key does anything while somebody types, or with a modifier', () => {
    for (const key of ['p', 'b', '.', 'ArrowRight', 'PageDown', ' ', 'n', 'l', 'e', '?', '3', '+']) {
        assert.equal(press(key, { focus: 'typing' }), undefined, key);
        assert.equal(press(key, { ctrlKey: true }), undefined, key);
        assert.equal(press(key, { metaKey: true }), undefined, key);
        assert.equal(press(key, { altKey: true }), undefined, key);
    }
});

test('a button keeps its space bar, radio buttons their arrows', () => {
    assert.equal(press(' ', { focus: 'control' }), undefined);
    assert.deepEqual(press('PageDown', { focus: 'control' }), { kind: 'next' });
    assert.equal(press('ArrowRight', { focus: 'arrows' }), undefined);
    assert.deepEqual(press('PageDown', { focus: 'arrows' }), { kind: 'next' });
});

test('over a window only what is held works, and a key held down moves once', () => {
    assert.equal(press('PageDown', { dialog: true }), undefined);
    assert.deepEqual(press('N', { dialog: true }), { kind: 'hold', what: 'names' });
    assert.equal(press('PageDown', { repeat: true }), undefined);
    assert.deepEqual(press('m', { repeat: true }), { kind: 'hold', what: 'requests' });
});

test('letters can be switched off, a presenter not', () => {
    for (const key of ['n', 'l', '3', '?', '+']) {
        assert.equal(press(key, { letters: false }), undefined, key);
    }
    assert.deepEqual(press('PageDown', { letters: false }), { kind: 'next' });
});

test('what is held is hidden by letting go', () => {
    hold('names');
    hold('lines');
    letGo('names');
    assert.deepEqual([isHeld('names'), isHeld('lines')], [false, true]);
    letGo();
    assert.equal(isHeld('lines'), false);
});

// ---- The rest ----------------------------------------------------------------------------------

test('a link says what its secret is', () => {
    const token = Uint8Array.from({ length: 32 }, (_, place) => place);
    const text = formatToken(token);
    assert.deepEqual(secretOf(text), { kind: 'unsaid', token });
    assert.deepEqual(secretOf(`t.${text}`), { kind: 'device', token });
    assert.equal(secretOf(`t.${text}x`), undefined);
    assert.equal(secretOf(''), undefined);
    assert.equal(cardLink('http://hall:1', token), `http://hall:1/#c.${text}`);
    assert.equal(spokenCode('D8NGVJXZ'), 'D8NG VJXZ');
    assert.equal(spokenCode('8R5V7H'), '8R5 V7H');
});

test('the next meeting is suggested, and tonight the same one once more', () => {
    const held = (meeting: number) => boardOf({ meeting, eveningEndsAt: 1000n });
    assert.equal(suggestedMeeting(boardOf({ eveningEndsAt: 0n }), 8, 5000), 0);
    assert.equal(suggestedMeeting(held(2), 8, 500), 2);
    assert.equal(suggestedMeeting(held(2), 8, 5000), 3);
    assert.equal(suggestedMeeting(held(7), 8, 5000), 7);
    assert.equal(suggestedMeeting(held(WITHOUT_AGENDA), 8, 5000), WITHOUT_AGENDA);
});

test('names of one couple differ and are not too long', () => {
    assert.equal(namesProblem(['Noor', 'Sam']), undefined);
    assert.equal(namesProblem([]), 'console-name-empty');
    assert.equal(namesProblem(['Noor', '']), 'console-name-empty');
    assert.equal(namesProblem(['Noor', 'noor']), 'console-name-same');
    assert.equal(namesProblem(['é'.repeat(21)]), 'console-name-long');
});

test('a code has six digits, with or without a space', () => {
    assert.equal(loginCode('123456'), '123456');
    assert.equal(loginCode('123 456'), '123456');
    for (const typed of ['', '12345', '1234567', '12345a', '-12345']) {
        assert.equal(loginCode(typed), undefined);
    }
});

test('a passphrase has twelve characters, not bytes, and is typed twice', () => {
    assert.equal(passphraseProblem('é'.repeat(11), 'é'.repeat(11)), 'console-passphrase-short');
    assert.equal(passphraseProblem('é'.repeat(12), 'é'.repeat(12)), undefined);
    assert.equal(passphraseProblem('kaas en brood', 'kaas en melk'), 'console-passphrase-differs');
    assert.equal(passphraseProblem('é'.repeat(101), 'é'.repeat(101)), 'console-passphrase-long');
});

test('an exercise is found by parts of its title in either language, without accents', () => {
    const rows = [
        create(ExerciseRowSchema, { id: 'one_thing', title: { nl: 'Eén ding', en: 'One thing' } }),
        create(ExerciseRowSchema, { id: 'wall', title: { nl: 'Muur', en: 'Wall' } }),
    ];
    const found = (typed: string) => matching(rows, typed).map((it) => it.id);
    assert.deepEqual(found('een'), ['one_thing']);
    assert.deepEqual(found('THING one'), ['one_thing']);
    assert.deepEqual(found(''), ['one_thing', 'wall']);
    assert.deepEqual(found('zzz'), []);
});
