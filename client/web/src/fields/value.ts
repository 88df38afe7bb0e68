// SPDX-License-Identifier: EUPL-1.2
//
// Given answers: making one, and whether the server would take it. What it would not take (too few
// cards, one marker of two) stays on this device until it is whole.

import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Field, FieldType, type Value, ValueSchema } from '#made/houvast/v1/definition_pb';

const VALUE_MAX = 8192; // bytes of a whole answer
const encoder = new TextEncoder();

export function makeValue(parts: MessageInitShape<typeof ValueSchema>): Value {
    return create(ValueSchema, parts);
}

/** How long a text is for a limit: in Unicode code points. */
export function characters(text: string): number {
    let count = 0;
    for (const _ of text) {
        count++;
    }
    return count;
}

/** The first part of a text that keeps to a limit. */
export function cut(text: string, most: number): string {
    if (text.length <= most) {
        return text;
    }
    let end = 0;
    let count = 0;
    for (const symbol of text) {
        if (count === most) {
            break;
        }
        end += symbol.length;
        count++;
    }
    return text.slice(0, end);
}

function listFits(field: Field, { cells }: Value): boolean {
    const rows = cells.length / field.columns.length;
    const size = cells.reduce((sum, it) => sum + 2 + encoder.encode(it).length, 0);
    return (
        Number.isInteger(rows) &&
        rows >= field.rowMinimum &&
        rows <= field.rowMaximum &&
        cells.every((it) => field.characters === 0 || characters(it) <= field.characters) &&
        size <= VALUE_MAX
    );
}

function choiceFits(field: Field, { options, text }: Value): boolean {
    const picked = options.length + (text === '' ? 0 : 1);
    return (
        picked >= Math.max(1, field.pickMinimum) &&
        picked <= field.pickMaximum &&
        characters(text) <= field.characters
    );
}

/** Whether the server would take this as a given answer. */
export function accepts(field: Field, value: Value): boolean {
    const first = value.numbers[0];
    switch (field.type) {
        case FieldType.TEXT:
            return value.text !== '' && characters(value.text) <= field.characters;
        case FieldType.SCALE:
            return (
                value.numbers.length === field.markers &&
                value.numbers.every((it) => it >= field.minimum && it <= field.maximum)
            );
        case FieldType.CHOICE:
        case FieldType.CARDS:
        case FieldType.QUIZ:
            return choiceFits(field, value);
        case FieldType.LIST:
            return listFits(field, value);
        case FieldType.TURNS:
            return first === 1;
        case FieldType.CONSENT:
            return first === 0 || first === 1;
        default:
            return false;
    }
}
