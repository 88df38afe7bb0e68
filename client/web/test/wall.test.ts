// SPDX-License-Identifier: EUPL-1.2
//
// The wall as every page reads it.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { DefinitionSchema, FieldType } from '#made/houvast/v1/definition_pb';
import { type WallItemSchema, WallKind, WallPaneSchema } from '#made/houvast/v1/pane_pb';
import { groupsOf, sourceText } from '../src/fields/wall';
import { language } from '../src/words/words';

const text = (nl: string) => ({ nl, en: `${nl} (en)` });
const hash = new Uint8Array(16).fill(7);

const [ARRIVE, AGREE, LINE, ME_TOO] = [0, 1, 2, 3];

const definition = create(DefinitionSchema, {
    hash,
    fields: [
        {
            id: 'arrive',
            type: FieldType.SCALE,
            prompt: text('Hoe zit je erbij?'),
            anchorLow: text('gespannen'),
            anchorHigh: text('rustig'),
        },
        {
            id: 'agree',
            type: FieldType.CHOICE,
            prompt: text('Eens?'),
            options: [
                { id: 'yes', label: text('eens') },
                { id: 'no', label: text('oneens') },
            ],
        },
        { id: 'line', type: FieldType.TEXT, prompt: text('Een regel') },
        {
            id: 'me_too',
            type: FieldType.CHOICE,
            prompt: text('Wat ken jij ook?'),
            optionsFromWall: true,
            optionsFrom: LINE,
        },
    ],
});

/** Of a question of the exercise, in its second run. */
const under = (field: number, item: MessageInitShape<typeof WallItemSchema>) => ({
    exercise: hash,
    ofField: true,
    field,
    run: 2,
    ...item,
});

const { items } = create(WallPaneSchema, {
    items: [
        { kind: WallKind.SPOKEN, number: 1, text: 'van een eerdere oefening', run: 1 },
        { kind: WallKind.SPOKEN, number: 2, text: 'van de avond' },
        under(LINE, { kind: WallKind.NOTE, number: 3, text: 'een regel' }),
        under(LINE, { kind: WallKind.EXAMPLE, number: 4, example: text('van ons') }),
        under(ARRIVE, { kind: WallKind.RESULT, number: 5, result: { counts: [4, 3, 2] } }),
        under(ME_TOO, {
            kind: WallKind.RESULT,
            number: 6,
            result: { ofOption: true, option: 3, counts: [5, 4] },
        }),
        under(ME_TOO, {
            kind: WallKind.RESULT,
            number: 7,
            result: { ofOption: true, option: 4, counts: [3, 6] },
        }),
        under(AGREE, { kind: WallKind.RESULT, number: 8, result: { counts: [6, 3] } }),
        under(LINE, { kind: WallKind.NOTE, number: 9, text: 'later gekozen' }),
    ],
});

beforeEach(() => {
    language.value = 'nl';
});

test('lines stand under their questions, whenever they came', () => {
    assert.deepEqual(
        groupsOf(items, items, () => definition).map(({ field, lines }) => [
            field?.id,
            lines.map(({ number }) => number),
        ]),
        [
            [undefined, [1, 2]],
            ['line', [3, 4, 9]],
            ['arrive', []],
            ['me_too', []],
            ['agree', []],
        ],
    );
});

test('results say what they are about, and of how many', () => {
    const results = groupsOf(items, items, () => definition).flatMap((it) => it.results);
    assert.deepEqual(
        results.map((rows) => rows.map(({ label, count, of }) => [label, count, of])),
        [
            [
                ['laag: gespannen', 4, 9],
                ['midden', 3, 9],
                ['hoog: rustig', 2, 9],
            ],
            [
                ['een regel', 5, 9],
                ['van ons', 3, 9],
            ],
            [
                ['eens', 6, 9],
                ['oneens', 3, 9],
            ],
        ],
    );
});

test('an option may be a line that is not shown', () => {
    const shown = items.filter((it) => it.number === 6);
    const [group] = groupsOf(shown, items, () => definition);
    assert.deepEqual(group?.results, [[{ label: 'een regel', count: 5, of: 9 }]]);
});

test('another run of the same exercise stands by itself', () => {
    const again = create(WallPaneSchema, { items: [under(LINE, { number: 10, run: 3 })] }).items;
    const groups = groupsOf([items[2]!, ...again], items, () => definition);
    assert.deepEqual(
        groups.map((it) => it.lines.map(({ number }) => number)),
        [[3], [10]],
    );
});

test('shown without its definition', () => {
    const groups = groupsOf(items, items, () => undefined);
    assert.ok(groups.every((it) => it.field === undefined));
    assert.equal(groups[2]?.results[0]?.[0]?.label, 'laag');
});

test('what no participant wrote says whose it is', () => {
    assert.deepEqual(
        items.slice(1, 5).map((it) => sourceText(it)),
        ['hardop gezegd', '', 'een voorbeeld van de makers', ''],
    );
});
