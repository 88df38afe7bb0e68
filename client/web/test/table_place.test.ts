// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Form, FormFieldsSchema, StageKind } from '#made/houvast/v1/definition_pb';
import { kindOf, nameOf, nextPlace, nextStage, previousPlace } from '../src/table/place';
import { exercise, NOOR, SAM, stagePane, unitPane } from './table_evening';

const at = (stage: number, turn = 0) => unitPane({ place: { stage, turn } });

test('further goes through the turns and ends with the block', () => {
    const ways: [ReturnType<typeof unitPane>, unknown][] = [
        [at(1), { stage: 2, turn: 1 }],
        [at(2, 1), { stage: 2, turn: 2 }],
        [at(2, 2), { stage: 3, turn: 0 }],
        [at(3), { stage: 4, turn: 0 }],
        [at(4), undefined],
        [unitPane({ inBlock: false, place: { stage: 0 } }), undefined],
    ];
    ways.forEach(([unit, to]) => assert.deepEqual(nextPlace(unit, exercise), to));
    assert.deepEqual(nextStage(at(2, 1), exercise), { stage: 3, turn: 0 });
});

test('back goes to where the block begins', () => {
    const ways: [ReturnType<typeof unitPane>, unknown][] = [
        [at(4), { stage: 3, turn: 0 }],
        [at(3), { stage: 2, turn: 1 }],
        [at(2, 2), { stage: 2, turn: 1 }],
        [at(2, 1), { stage: 1, turn: 0 }],
        [at(1), undefined],
        [unitPane({ inBlock: false, place: { stage: 5 } }), undefined],
    ];
    ways.forEach(([unit, to]) => assert.deepEqual(previousPlace(unit, exercise), to));
});

test('what a unit does is its own in a block, and that of the group outside', () => {
    assert.equal(kindOf(stagePane(), at(3), exercise), StageKind.REVEAL);
    const outside = unitPane({ inBlock: false, place: { stage: 5 } });
    const share = stagePane({ stageKind: StageKind.SHARE });
    assert.equal(kindOf(share, outside, exercise), StageKind.SHARE);
    assert.equal(kindOf(stagePane(), at(1), undefined), StageKind.UNSPECIFIED);
    assert.equal(kindOf(stagePane(), unitPane({ run: 0 }), exercise), StageKind.UNSPECIFIED);
});

test('where others write together, the light form writes alone what is asked there, or talks', () => {
    const light = create(FormFieldsSchema, { form: Form.LIGHT, fields: 0b00010 });
    const asked = (fields: number) => ({
        ...exercise,
        forms: [...exercise.forms, light],
        stages: exercise.stages.map((it, place) => (place === 4 ? { ...it, fields } : it)),
    });
    const joint = { place: { stage: 4, turn: 0 } };
    const inLight = unitPane({ ...joint, form: Form.LIGHT });
    assert.equal(kindOf(stagePane(), inLight, asked(0b10000)), StageKind.TALK);
    assert.equal(kindOf(stagePane(), inLight, asked(0b10010)), StageKind.SOLO);
    assert.equal(kindOf(stagePane(), unitPane(joint), asked(0b10010)), StageKind.JOINT);
});

test('names of seats', () => {
    assert.equal(nameOf(unitPane(), SAM), 'Sam');
    assert.equal(nameOf(unitPane(), NOOR + 99), '');
});
