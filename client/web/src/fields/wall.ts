// SPDX-License-Identifier: EUPL-1.2
//
// The wall as every page reads it: under each question its results and lines, in the order they
// came. The words follow the language, so ask for groups while drawing.

import { type Field, FieldType } from '#made/houvast/v1/definition_pb';
import {
    type Result,
    type StagePane,
    type WallItem,
    WallKind,
    type WallPane,
} from '#made/houvast/v1/pane_pb';
import { hex } from '../connection/ids';
import { t, textOf } from '../words/words';
import { lineText } from './options';

/** So many, of those who answered. */
export interface Row {
    label: string;
    count: number;
    of: number;
}

export interface Group {
    /** The question; undefined: they belong to none, or its definition is not here. */
    field: Field | undefined;
    results: Row[][];
    lines: WallItem[];
}

const THIRDS = ['wall-low', 'wall-middle', 'wall-high'] as const;

function thirdLabel(field: Field | undefined, place: number): string {
    const band = t(THIRDS[place] ?? 'wall-high');
    const anchor = textOf([field?.anchorLow, undefined, field?.anchorHigh][place]);
    return anchor === '' ? band : t('wall-anchored', { band, anchor });
}

function bandLabel(field: Field | undefined, band: number): string {
    if (field?.type === FieldType.QUIZ) {
        return t(band === 0 ? 'quiz-wrong' : 'quiz-right');
    }
    const option = field?.type === FieldType.SCALE ? undefined : field?.options[band];
    return option === undefined ? thirdLabel(field, band) : textOf(option.label);
}

/** What a result of one option is about: an option, or a line on the wall. */
function optionLabel(field: Field | undefined, option: number, items: WallItem[]): string {
    if (field?.optionsFromWall !== true) {
        return textOf(field?.options[option]?.label);
    }
    const line = items.find((it) => it.number === option && it.result === undefined);
    return line === undefined ? '' : lineText(line);
}

/** The options of one question make one result: a row an option, with how many chose it. */
function addResult(group: Group, result: Result, items: WallItem[]): void {
    const { ofOption, option, counts } = result;
    const of = counts.reduce((sum, it) => sum + it, 0);
    if (ofOption) {
        const row = { label: optionLabel(group.field, option, items), count: counts[0] ?? 0, of };
        const rows = group.results.at(-1);
        if (rows === undefined) {
            group.results.push([row]);
        } else {
            rows.push(row);
        }
    } else {
        group.results.push(
            counts.map((count, band) => ({ label: bandLabel(group.field, band), count, of })),
        );
    }
}

/** The lines of what is under way; of all evening while nothing is. */
export function dueItems(stage: StagePane, wall: WallPane | undefined): WallItem[] {
    const isAnyDue = stage.stepPlace === 0;
    return (wall?.items ?? []).filter((it) => isAnyDue || it.run === 0 || it.run === stage.run);
}

/** `items` are shown; an option of a result may be any line of `all`. */
export function groupsOf(
    items: WallItem[],
    all: WallItem[],
    find: (exercise: Uint8Array) => { fields: Field[] } | undefined,
): Group[] {
    const groups = new Map<string, Group>();
    for (const item of items) {
        const key = item.ofField ? `${hex(item.exercise)} ${item.run} ${item.field}` : '';
        let group = groups.get(key);
        if (group === undefined) {
            const field = item.ofField ? find(item.exercise)?.fields[item.field] : undefined;
            group = { field, results: [], lines: [] };
            groups.set(key, group);
        }
        if (item.result === undefined) {
            group.lines.push(item);
        } else {
            addResult(group, item.result, all);
        }
    }
    return [...groups.values()];
}

/** Where a line comes from, when no participant wrote it; otherwise ''. */
export function sourceText({ kind }: WallItem): string {
    switch (kind) {
        case WallKind.EXAMPLE:
            return t('wall-example');
        case WallKind.SPOKEN:
            return t('wall-spoken');
        default:
            return '';
    }
}
