// SPDX-License-Identifier: EUPL-1.2
//
// The options of a choice: of the definition, or lines on the wall.

import type { Field } from '#made/houvast/v1/definition_pb';
import type { WallItem, WallPane } from '#made/houvast/v1/pane_pb';
import { textOf } from '../words/words';
import { wallLines } from './shape';

export interface Choice {
    /** What an answer calls it. */
    number: number;
    label: string;
}

export function lineText(item: WallItem): string {
    return item.example === undefined ? item.text : textOf(item.example);
}

export function choicesOf(field: Field, wall: WallPane | undefined, run: number): Choice[] {
    if (field.optionsFromWall) {
        return wallLines(wall, run, field.optionsFrom).map((item) => ({
            number: item.number,
            label: lineText(item),
        }));
    }
    return field.options.map(({ label }, number) => ({ number, label: textOf(label) }));
}
