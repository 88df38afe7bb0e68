// SPDX-License-Identifier: EUPL-1.2
//
// tests/disclosure/expectations.tsv, which says what each column is: what it expects of a cell, for
// the exits that only a browser or a program can look at. The first row that fits decides.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places';

export type Expected = 'must' | 'may' | 'never';

export interface Cell {
    item: string;
    state: string;
    exit: string;
    observer: string;
}

interface Row {
    line: number;
    fits(cell: Cell): boolean;
    exits: string[];
    expected: Expected;
    decides: boolean;
}

function readRow(text: string, line: number): Row {
    const [items = '', states = '', exits = '', observers = '', expected = ''] = text.split('\t');
    const has = (words: string, word: string) => words === '*' || words.split(',').includes(word);
    return {
        line,
        fits: ({ item, state, exit, observer }) =>
            has(items, item) && has(states, state) && has(exits, exit) && has(observers, observer),
        exits: exits.split(','),
        expected: expected as Expected,
        decides: false,
    };
}

export class Expectations {
    readonly #rows: Row[];

    constructor() {
        const file = join(root, 'tests/disclosure/expectations.tsv');
        this.#rows = readFileSync(file, 'utf8')
            .split('\n')
            .map((text, place) => ({ text, line: place + 1 }))
            .filter(({ text }) => text !== '' && !text.startsWith('#'))
            .map(({ text, line }) => readRow(text, line));
    }

    of(cell: Cell): Expected {
        const row = this.#rows.find((it) => it.fits(cell));
        if (row !== undefined) {
            row.decides = true;
        }
        return row?.expected ?? 'never';
    }

    /** Fails when nothing was asked of which a row says that one of these exits gives it. */
    assertTried(exits: string[]): void {
        const left = this.#rows.filter(
            (it) => it.expected === 'must' && !it.decides && exits.some((of) => it.exits.includes(of)),
        );
        assert.deepEqual(
            left.map((it) => it.line),
            [],
            'rows of expectations.tsv',
        );
    }
}
