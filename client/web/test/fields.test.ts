// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
    Audience,
    DefinitionSchema,
    FieldSchema,
    FieldType,
    Form,
    GateHolder,
    GateWhen,
    Round,
    Scope,
    StageKind,
    type ValueSchema,
    Visibility,
} from '#made/houvast/v1/definition_pb';
import { cleanText } from '../src/connection/limits';
import {
    blockLast,
    envelopeFields,
    fieldsOf,
    gateOf,
    has,
    infoFields,
    isAsked,
    isLightOnly,
    jointFields,
    openingOf,
    placesOf,
    setOf,
} from '../src/fields/shape';
import { accepts, characters, cut, makeValue } from '../src/fields/value';

type FieldParts = MessageInitShape<typeof FieldSchema>;
type ValueParts = MessageInitShape<typeof ValueSchema>;

test('accepts what the server accepts', () => {
    const scale = { type: FieldType.SCALE, minimum: -2, maximum: 10, markers: 2 };
    const cards = {
        type: FieldType.CARDS,
        pickMinimum: 2,
        pickMaximum: 3,
        ownCard: true,
        characters: 5,
    };
    const list = {
        type: FieldType.LIST,
        columns: [{}, {}],
        rowMinimum: 1,
        rowMaximum: 2,
        characters: 3,
    };
    const rows: [FieldParts, ValueParts, boolean][] = [
        [{ type: FieldType.TEXT, characters: 3 }, { text: 'één' }, true],
        [{ type: FieldType.TEXT, characters: 3 }, { text: '🙂🙂🙂' }, true],
        [{ type: FieldType.TEXT, characters: 3 }, { text: 'vier' }, false],
        [{ type: FieldType.TEXT, characters: 3 }, { text: '' }, false],
        [scale, { numbers: [-2, 10] }, true],
        [scale, { numbers: [1] }, false],
        [scale, { numbers: [1, 11] }, false],
        [scale, { numbers: [-3, 1] }, false],
        [{ type: FieldType.CHOICE, pickMaximum: 1 }, { options: [0] }, true],
        [{ type: FieldType.CHOICE, pickMaximum: 1 }, { options: [] }, false],
        [{ type: FieldType.CHOICE, pickMaximum: 1 }, { options: [0, 1] }, false],
        [{ type: FieldType.QUIZ, pickMaximum: 1 }, { options: [1] }, true],
        [{ type: FieldType.QUIZ, pickMaximum: 1 }, { options: [0, 1] }, false],
        [cards, { options: [0, 4] }, true],
        [cards, { options: [4], text: 'eigen' }, true],
        [cards, { options: [4], text: 'te lang' }, false],
        [cards, { options: [4] }, false],
        [cards, { options: [1, 2, 3], text: 'x' }, false],
        [list, { cells: ['a', ''] }, true],
        [list, { cells: ['a'] }, false],
        [list, { cells: ['a', 'vier'] }, false],
        [list, { cells: [] }, false],
        [list, { cells: ['a', 'b', 'c', 'd', 'e', 'f'] }, false],
        [{ type: FieldType.TURNS }, { numbers: [1] }, true],
        [{ type: FieldType.TURNS }, { numbers: [0] }, false],
        [{ type: FieldType.CONSENT }, { numbers: [0] }, true],
        [{ type: FieldType.CONSENT }, { numbers: [2] }, false],
        [{ type: FieldType.INFO }, {}, false],
    ];
    for (const [field, value, expected] of rows) {
        const name = `${FieldType[field.type ?? 0]} ${JSON.stringify(value)}`;
        assert.equal(accepts(create(FieldSchema, field), makeValue(value)), expected, name);
    }
});

test('counts and cuts characters, never half of one', () => {
    assert.equal(characters('a🙂é'), 3);
    assert.equal(cut('a🙂é', 2), 'a🙂');
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('🙂🙂', 0), '');
});

test('cleans what no message may hold, and keeps the rest', () => {
    assert.equal(cleanText('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
    assert.equal(cleanText('\u0000a\u001bb\u007f\u0085'), 'ab\n');
    assert.equal(cleanText('a\ud800b\udc00'), 'ab');
    for (const fine of ['tab\t', '🙂👨‍👩‍👧', 'שלום', 'a\u200bb', 'e\u0301']) {
        assert.equal(cleanText(fine), fine);
    }
});

test('a set of fields is bits', () => {
    assert.deepEqual(placesOf(setOf([0, 5, 31])), [0, 5, 31]);
    assert.ok(setOf([31]) > 0);
    assert.equal(has(setOf([31]), 31), true);
    assert.equal(has(setOf([31]), 30), false);
    assert.equal(has(0xffffffff, 32), false);
});

const definition = create(DefinitionSchema, {
    fields: [
        { type: FieldType.INFO },
        { type: FieldType.TEXT, visibility: Visibility.PARTNER, round: Round.FIRST },
        { type: FieldType.TEXT, visibility: Visibility.SELF, round: Round.SECOND },
        { type: FieldType.TEXT, visibility: Visibility.JOINT },
        { type: FieldType.TEXT, visibility: Visibility.SELF, round: Round.FIRST },
    ],
    stages: [
        { kind: StageKind.BRIEF, scope: Scope.GROUP, fields: setOf([0]) },
        { kind: StageKind.SOLO, scope: Scope.UNIT, fields: setOf([1]) },
        {
            kind: StageKind.TURNS,
            scope: Scope.UNIT,
            fields: setOf([2]),
            gate: {
                when: GateWhen.CLOSED,
                holder: GateHolder.TURN,
                audience: Audience.UNIT,
                round: Round.FIRST,
                fields: setOf([1]),
            },
        },
        { kind: StageKind.JOINT, scope: Scope.UNIT, fields: setOf([3]) },
        { kind: StageKind.SHARE, scope: Scope.GROUP },
    ],
    forms: [
        { form: Form.FULL, fields: setOf([0, 1, 2, 3]) },
        { form: Form.LIGHT, fields: setOf([0, 2, 4]) },
    ],
});

test('knows the shape of an exercise', () => {
    assert.equal(fieldsOf(definition, Form.LIGHT), setOf([0, 2, 4]));
    assert.deepEqual(
        [0, 1, 2, 3, 4].filter((it) => isLightOnly(definition, it)),
        [4],
    );
    assert.equal(fieldsOf(definition, Form.SHORT), setOf([0, 1, 2, 3]), 'as the full form');
    assert.equal(envelopeFields(definition, Form.FULL, Round.FIRST), setOf([1]));
    assert.equal(envelopeFields(definition, Form.FULL, Round.SECOND), setOf([2]));
    assert.equal(envelopeFields(definition, Form.LIGHT, Round.FIRST), setOf([4]));
    assert.equal(jointFields(definition, Form.FULL), setOf([3]));
    assert.equal(infoFields(definition, Form.FULL), setOf([0]));
    assert.equal(isAsked(definition, setOf([3]), 2), false);
    assert.equal(isAsked(definition, setOf([3]), 3), true);
    assert.equal(blockLast(definition, 1), 3);
    assert.equal(blockLast(definition, 0), 0);
    assert.equal(blockLast(definition, 4), 4);
    assert.equal(gateOf(definition, 1), 2);
    assert.equal(gateOf(definition, 3), undefined);
    assert.equal(openingOf(definition, 1), 'turn');
    assert.equal(openingOf(definition, 3), 'together');
});

test('knows where only what both chose opens', () => {
    const gate = {
        when: GateWhen.CLOSED,
        holder: GateHolder.UNIT,
        audience: Audience.UNIT,
        round: Round.FIRST,
        fields: setOf([1]),
    };
    const matching = create(DefinitionSchema, {
        fields: [{}, {}],
        stages: [
            { kind: StageKind.REVEAL, scope: Scope.UNIT, gate: { ...gate, match: true } },
            { kind: StageKind.REVEAL, scope: Scope.UNIT, gate: { ...gate, fields: setOf([0]) } },
        ],
    });
    assert.equal(openingOf(matching, 1), 'match');
    assert.equal(openingOf(matching, 0), 'together');
});
