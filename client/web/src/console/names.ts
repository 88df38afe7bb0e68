// SPDX-License-Identifier: EUPL-1.2
//
// The aliases of a couple.

import type { PlainWordId } from '../words/words';

const BYTES_MAX = 40;

/** What is wrong with the names of one unit; undefined: nothing. */
export function namesProblem(names: readonly string[]): PlainWordId | undefined {
    if (names.length === 0 || names.some((it) => it === '')) {
        return 'console-name-empty';
    }
    if (names.some((it) => new TextEncoder().encode(it).length > BYTES_MAX)) {
        return 'console-name-long';
    }
    const alike = new Set(names.map((it) => it.toLocaleLowerCase()));
    return alike.size < names.length ? 'console-name-same' : undefined;
}
