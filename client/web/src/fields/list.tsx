// SPDX-License-Identifier: EUPL-1.2
//
// Rows of short texts under named columns. There is always one empty row to go on in, as long as
// another fits; rows that are left empty do not count.

import { useSignal } from '@preact/signals';
import type { Field, Value } from '#made/houvast/v1/definition_pb';
import { cleanText } from '../connection/limits';
import { t, textOf } from '../words/words';
import { PRIVATE } from './private';
import { cut, makeValue } from './value';
import { useOwnWriting, type WritingProps } from './writing';

const CELL_MOST = 400; // characters, where the definition names no limit

type Row = readonly string[];

const isEmpty = (row: Row) => row.every((it) => it.trim() === '');

export function rowsOf(field: Field, cells: readonly string[]): Row[] {
    const columns = Math.max(1, field.columns.length);
    return Array.from({ length: Math.floor(cells.length / columns) }, (_, row) =>
        cells.slice(row * columns, (row + 1) * columns),
    );
}

/** The rows as they are drawn: with an empty one behind them. */
function withRoom(field: Field, rows: Row[]): Row[] {
    const last = rows.at(-1);
    const isRoom = rows.length < field.rowMaximum && (last === undefined || !isEmpty(last));
    return isRoom ? [...rows, field.columns.map(() => '')] : rows;
}

function drawnRows(field: Field, value: Value | undefined): Row[] {
    return withRoom(field, rowsOf(field, value?.cells ?? []));
}

const filled = (rows: Row[]) => rows.filter((it) => !isEmpty(it));

export function ListField(props: WritingProps) {
    const { field, value, labelledBy, describedBy, onLeave } = props;
    const rows = useSignal(drawnRows(field, value));
    const tell = useOwnWriting(props, (next) => {
        rows.value = drawnRows(field, next);
    });
    const most = field.characters > 0 ? field.characters : CELL_MOST;

    function write(row: number, column: number, text: string): void {
        const cell = cut(cleanText(text).replaceAll('\n', ' '), most);
        rows.value = withRoom(
            field,
            rows.value.map((cells, place) =>
                place === row ? cells.map((it, at) => (at === column ? cell : it)) : cells,
            ),
        );
        tell(listValue(rows.value), { typing: true });
    }

    const missing = field.rowMinimum - filled(rows.value).length;
    return (
        <fieldset class="field-list" aria-labelledby={labelledBy} aria-describedby={describedBy}>
            {rows.value.map((cells, row) => (
                <div
                    key={row}
                    class="list-row"
                    role="group"
                    aria-label={t('list-row', { row: row + 1 })}
                >
                    {cells.map((cell, column) => (
                        <label key={column} class="list-cell">
                            <span class={row > 0 || field.columns.length === 1 ? 'small soft' : ''}>
                                {textOf(field.columns[column])}
                            </span>
                            <input
                                {...PRIVATE}
                                class="field-input"
                                type="text"
                                maxLength={most}
                                value={cell}
                                onInput={(event) => write(row, column, event.currentTarget.value)}
                                onBlur={onLeave}
                            />
                        </label>
                    ))}
                </div>
            ))}
            <p class="field-note small" role="status">
                {filled(rows.value).length > 0 && missing > 0 && t('list-more', { missing })}
                {filled(rows.value).length === field.rowMaximum &&
                    t('list-full', { most: field.rowMaximum })}
            </p>
        </fieldset>
    );
}

function listValue(rows: Row[]): Value | undefined {
    const cells = filled(rows).flat();
    return cells.length === 0 ? undefined : makeValue({ cells });
}
