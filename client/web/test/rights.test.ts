// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Round, Visibility } from '#made/houvast/v1/definition_pb';
import { narrowed } from '../src/fields/narrowed';
import { mayShow } from '../src/fields/shape';
import { closedFields, closedPlaces } from '../src/table/closed_fields';
import { exercise, seatPane } from './table_evening';

const fieldsIn = (...closed: Round[]) => {
    const envelopes = [Round.FIRST, Round.SECOND].map((round) => ({
        round,
        closed: closed.includes(round),
    }));
    return closedFields(seatPane({ envelopes }), exercise).map((it) => it.field);
};

test('what can be taken back is what lies in a closed envelope', () => {
    assert.deepEqual(fieldsIn(), []);
    assert.deepEqual(fieldsIn(Round.FIRST), [1, 2]);
    assert.deepEqual(fieldsIn(Round.FIRST, Round.SECOND), [1, 2, 3]);
});

test('everything is all that an envelope could hold, in any form', () => {
    const envelopes = [{ round: Round.FIRST, closed: true }];
    const seat = seatPane({ envelopes, fields: [{ field: 1 }] });
    assert.deepEqual(closedPlaces(seat, exercise), [1, 2]);
});

test('what was narrowed is asked as what is seen by fewer', () => {
    const seen = (onlyAuthor: number, nameless: number) =>
        narrowed(exercise, { onlyAuthor, nameless })?.fields.map((it) => it.visibility);
    const before = exercise.fields.map((it) => it.visibility);
    assert.deepEqual(seen(0, 0), before);
    assert.deepEqual(
        seen(0b11010, 0),
        before.map((it, place) => (place === 1 || place === 3 ? Visibility.SELF : it)),
        'a joint field stays that of both',
    );
    assert.equal(seen(0, 0b00100)?.[2], Visibility.GROUP);
    assert.equal(seen(0b00100, 0b00100)?.[2], Visibility.SELF);
    assert.equal(narrowed(undefined, { onlyAuthor: 1, nameless: 0 }), undefined);
});

test('nobody chooses to show what only they may see', () => {
    const [, story] = narrowed(exercise, { onlyAuthor: 0b00010, nameless: 0 })?.fields ?? [];
    assert.ok(story !== undefined && !mayShow(story));
    assert.ok(exercise.fields[1] !== undefined && mayShow(exercise.fields[1]));
});
