// SPDX-License-Identifier: EUPL-1.2
//
// What the hall gets to see, as a reading of panes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
    DefinitionSchema,
    FieldType,
    Form,
    Scope,
    StageKind,
} from '#made/houvast/v1/definition_pb';
import { StagePaneSchema, TimerSchema, WallPaneSchema } from '#made/houvast/v1/pane_pb';
import { isDue, lookAt } from '../src/projector/chime';
import { dueItems } from '../src/fields/wall';
import { promptsOf, stageKinds, type View, viewOf } from '../src/projector/view';

const text = (nl: string) => ({ nl, en: `${nl} (en)` });
const hash = new Uint8Array(16).fill(7);

const stageOf = (parts: MessageInitShape<typeof StagePaneSchema>) => create(StagePaneSchema, parts);

const definition = create(DefinitionSchema, {
    hash,
    fields: [
        { id: 'tell', type: FieldType.INFO, prompt: text('Uitleg') },
        { id: 'arrive', type: FieldType.SCALE, prompt: text('Hoe zit je erbij?') },
        { id: 'agree', type: FieldType.CHOICE, prompt: text('Eens?') },
        { id: 'line', type: FieldType.TEXT, prompt: text('Een regel') },
        { id: 'me_too', type: FieldType.CHOICE, prompt: text('Wat ken jij ook?') },
        { id: 'light', type: FieldType.TEXT, prompt: text('Wat doet je goed?') },
    ],
    forms: [
        { form: Form.FULL, fields: 0b011111 },
        { form: Form.LIGHT, fields: 0b101111 },
    ],
    stages: [
        { kind: StageKind.BRIEF, scope: Scope.GROUP },
        { kind: StageKind.SOLO, scope: Scope.UNIT, fields: 0b1110 },
        { kind: StageKind.TALK, scope: Scope.UNIT },
        { kind: StageKind.SHARE, scope: Scope.GROUP, gate: { fields: 0b0010 } },
    ],
});

describe('which view', () => {
    const open = { meetingOpen: true };
    const lobby = { code: 'BCDFGH', here: 2 };
    const wall = create(WallPaneSchema, { example: { title: text('Noor en Sam'), answers: [{}] } });
    const cases: [string, MessageInitShape<typeof StagePaneSchema>, View][] = [
        ['no meeting', {}, 'closed'],
        ['no meeting, whatever else is said', { stepPlace: 2, cover: true, lobby }, 'closed'],
        ['lobby', { ...open, lobby }, 'lobby'],
        ['between steps', open, 'between'],
        ['a step', { ...open, stepPlace: 1 }, 'step'],
        ['a step while the lobby is open', { ...open, stepPlace: 1, lobby }, 'step'],
        ['a break covers all', { ...open, stepPlace: 1, cover: true, lobby }, 'break'],
    ];
    for (const [name, stage, view] of cases) {
        test(name, () => assert.equal(viewOf(stageOf(stage), undefined), view));
    }
    test('an example, but never in a break', () => {
        const stage = { ...open, stepPlace: 1 };
        assert.equal(viewOf(stageOf(stage), wall), 'example');
        assert.equal(viewOf(stageOf({ ...stage, cover: true }), wall), 'break');
        assert.equal(viewOf(stageOf(stage), create(WallPaneSchema)), 'step');
    });
});

describe('the stage line', () => {
    test('one stage of the group', () => {
        const stage = stageOf({ run: 1, stageKind: StageKind.BRIEF });
        assert.deepEqual(stageKinds(stage, definition), [StageKind.BRIEF]);
    });
    test('all of a block, in which couples go by themselves', () => {
        const stage = stageOf({ run: 1, stage: 1, block: true, stageKind: StageKind.SOLO });
        assert.deepEqual(stageKinds(stage, definition), [StageKind.SOLO, StageKind.TALK]);
    });
    test('nothing without a run; what is known while the definition is not', () => {
        assert.deepEqual(stageKinds(stageOf({ stageKind: StageKind.TALK }), definition), []);
        const stage = stageOf({ run: 1, block: true, stageKind: StageKind.SOLO });
        assert.deepEqual(stageKinds(stage, undefined), [StageKind.SOLO]);
    });
});

describe('prompts', () => {
    const ids = (parts: MessageInitShape<typeof StagePaneSchema>) =>
        promptsOf(stageOf(parts), definition).map((it) => it.id);

    test('explanations always, questions only where they may be shown', () => {
        assert.deepEqual(ids({ stageKind: StageKind.SOLO }), ['tell']);
        assert.deepEqual(ids({ stageKind: StageKind.BRIEF, prompts: true }), [
            'tell',
            'arrive',
            'agree',
            'line',
            'me_too',
        ]);
    });
    test('with the group, the questions of the group alone', () => {
        const stage = { stageKind: StageKind.SHARE, stage: 3, prompts: true };
        assert.deepEqual(ids(stage), ['tell', 'arrive']);
    });
    test('none without a definition', () => {
        assert.deepEqual(promptsOf(stageOf({ prompts: true }), undefined), []);
    });
});

describe('what is due of the wall', () => {
    const wall = create(WallPaneSchema, {
        items: [1, 0, 2, 2].map((run, place) => ({ number: place + 1, run })),
    });
    const numbers = (parts: MessageInitShape<typeof StagePaneSchema>) =>
        dueItems(stageOf(parts), wall).map((it) => it.number);

    test('the lines of what is under way, and of the evening', () => {
        assert.deepEqual(numbers({ stepPlace: 2, run: 2 }), [2, 3, 4]);
        assert.deepEqual(numbers({ stepPlace: 3, run: 3 }), [2]);
        assert.deepEqual(numbers({ stepPlace: 4 }), [2]);
    });
    test('all of them while no step is under way; none without a wall', () => {
        assert.equal(numbers({}).length, 4);
        assert.deepEqual(dueItems(stageOf({}), undefined), []);
    });
});

describe('chime', () => {
    const timer = create(TimerSchema, { running: true, endsAt: 1000n });
    const look = (left: number) => lookAt(timer, left);

    test('when two minutes are left, and when the time is up', () => {
        assert.equal(isDue(look(121), look(120)), true);
        assert.equal(isDue(look(125), look(118)), true); // the page slept for a moment
        assert.equal(isDue(look(1), look(0)), true);
    });
    test('once', () => {
        assert.equal(isDue(look(120), look(119)), false);
        assert.equal(isDue(look(0), look(0)), false);
        assert.equal(isDue(look(60), look(59)), false);
    });
    test('not for a clock that begins there, stands still, or was set by somebody', () => {
        assert.equal(isDue(undefined, look(120)), false);
        const paused = create(TimerSchema, { remainingMs: 100_000n });
        assert.equal(isDue(look(121), lookAt(paused, 100)), false);
        const moved = create(TimerSchema, { running: true, endsAt: 900n });
        assert.equal(isDue(look(130), lookAt(moved, 100)), false);
    });
});
