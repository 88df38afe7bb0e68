// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Light, Presence, Tag } from '#made/houvast/v1/pane_pb';
import { ContraSchema } from '#made/houvast/v1/wire_pb';
import {
    lightText,
    privateText,
    requestText,
    roomText,
    tagText,
    unitText,
} from '../src/console/board_words';
import { isGrave, mindOf, TAGS } from '../src/console/mind';
import { boardOf, EXERCISE, inExercise, type UnitInit, unitOf } from './console_evening';

const set = (...tags: Tag[]) => tags.reduce((all, it) => all | (1 << it), 0);

const CONTRA = create(ContraSchema, {
    block: set(Tag.FEAR, Tag.CRISIS),
    adapt: set(Tag.LANGUAGE),
    warn: set(Tag.DISCLOSURE_FRESH),
});

const mindsOf = (...units: UnitInit[]) => mindOf(boardOf({ units: units.map(unitOf) }), CONTRA);

test('what is known of either of two weighs on their table, the strongest first', () => {
    const rows: [UnitInit['seats'], unknown][] = [
        [[{ tags: 0 }, {}], undefined],
        [[{ tags: set(Tag.FEAR) }, {}], ['block', [Tag.FEAR]]],
        [[{}, { tags: set(Tag.CRISIS, Tag.LANGUAGE) }], ['block', [Tag.CRISIS]]],
        [[{}, { light: Light.RED }], ['block', [Tag.FEAR]]],
        [[{ light: Light.ORANGE }, { light: Light.GREEN }], undefined],
        [[{ tags: set(Tag.LANGUAGE) }, { tags: set(Tag.TRAUMA) }], ['adapt', [Tag.LANGUAGE]]],
        [[{ tags: set(Tag.DISCLOSURE_FRESH) }, {}], ['warn', [Tag.DISCLOSURE_FRESH]]],
    ];
    for (const [seats, expected] of rows) {
        const [mind] = mindsOf({ seats: seats! });
        assert.deepEqual(mind && [mind.effect, mind.tags], expected);
    }
});

test('nothing weighs where nobody does the exercise on a device, or nothing is said of it', () => {
    const seats = [{ tags: set(Tag.FEAR) }, {}];
    assert.deepEqual(mindsOf({ seats, presence: Presence.AWAY }), []);
    assert.deepEqual(mindsOf({ seats, presence: Presence.ON_PAPER }), []);
    assert.equal(mindsOf({ seats, presence: Presence.EXPECTED }).length, 1);
    assert.deepEqual(mindOf(boardOf({ units: [unitOf({ seats })] }), undefined), []);
});

test('a short form is dealt without a press more', () => {
    const [short] = mindsOf({ seats: [{ tags: set(Tag.LANGUAGE) }] });
    const [light] = mindsOf({ seats: [{ tags: set(Tag.FEAR) }] });
    assert.ok(short && !isGrave(short));
    assert.ok(light && isGrave(light));
});

test('every tag and light has words of its own', () => {
    assert.equal(TAGS.length, 12);
    assert.equal(new Set(TAGS.map(tagText)).size, TAGS.length);
    const lights = [Light.UNSPECIFIED, Light.GREEN, Light.ORANGE, Light.RED];
    assert.equal(new Set(lights.map(lightText)).size, lights.length);
});

test('no line of a table tells what is known of its people, held or not', () => {
    const plain = unitOf({ seats: [{ seat: 1, name: 'Noor' }, { seat: 2 }] });
    const known = unitOf({
        seats: [
            { seat: 1, name: 'Noor', light: Light.RED, tags: set(...TAGS) },
            { seat: 2, light: Light.ORANGE },
        ],
    });
    assert.equal(unitText(known, EXERCISE), unitText(plain, EXERCISE));
    assert.equal(privateText(known, EXERCISE, 0), privateText(plain, EXERCISE, 0));
    assert.equal(requestText(known), requestText(plain));
    assert.equal(
        roomText(inExercise(1, [known]), EXERCISE),
        roomText(inExercise(1, [plain]), EXERCISE),
    );
});
