// SPDX-License-Identifier: EUPL-1.2
//
// The wall as it is read: under each question its results and lines, in the order they came.

import { type Field, FieldType, type Text } from '#made/houvast/v1/definition_pb';
import type { WallItem } from '#made/houvast/v1/pane_pb';
import { hex } from '../connection/ids';

/** What a band or a row is called. */
export type Label =
    | { kind: 'low' | 'middle' | 'high'; anchor?: Text }
    | { kind: 'option'; text: Text }
    | { kind: 'line'; text: string };

export interface Row {
    label: Label;
    count: number;
    of: number;
}

export interface Group {
    /** The question; undefined: they belong to none. */
    field: Field | undefined;
    results: Row[][];
    lines: WallItem[];
}

const THIRDS = ['low', 'middle', 'high'] as const;

function bandLabel(field: Field | undefined, band: number): Label {
    const option = field?.type === FieldType.SCALE ? undefined : field?.options[band];
    if (option?.label !== undefined) {
        return { kind: 'option', text: option.label };
    }
    const kind = THIRDS[band] ?? 'high';
    const anchors = { low: field?.anchorLow, middle: undefined, high: field?.anchorHigh };
    return { kind, anchor: anchors[kind] };
}

/** What a result of one option is about: an option, or a line on the wall. */
function optionLabel(field: Field | undefined, option: number, items: WallItem[]): Label {
    const line = field?.optionsFromWall
        ? items.find((it) => it.number === option && it.result === undefined)
        : undefined;
    if (line?.example !== undefined) {
        return { kind: 'option', text: line.example };
    }
    const listed = field?.options[option]?.label;
    return !field?.optionsFromWall && listed !== undefined
        ? { kind: 'option', text: listed }
        : { kind: 'line', text: line?.text ?? '' };
}

function sum(counts: number[]): number {
    return counts.reduce((total, it) => total + it, 0);
}

/** The options of one question make one result: a row an option, with how many chose it. */
function addResult(group: Group, item: WallItem, items: WallItem[]): void {
    const { ofOption, option, counts } = item.result!;
    const of = sum(counts);
    if (!ofOption) {
        const rows = counts.map((count, band) => ({
            label: bandLabel(group.field, band),
            count,
            of,
        }));
        group.results.push(rows);
        return;
    }
    const row = { label: optionLabel(group.field, option, items), count: counts[0] ?? 0, of };
    if (group.results.length === 0) {
        group.results.push([]);
    }
    group.results.at(-1)?.push(row);
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
            addResult(group, item, all);
        }
    }
    return [...groups.values()];
}
