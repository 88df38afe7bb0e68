// SPDX-License-Identifier: EUPL-1.2
//
// The token of each group that was led in this browser, by the log that the token names: whoever
// goes to another group and back is the same device there.

import { hex } from '../connection/ids';
import { formatToken, parseToken } from '../connection/tokens';
import { forgetToken } from '../state/place';

const LOG_SIZE = 16; // the first half of a token

export const logOf = (token: Uint8Array): Uint8Array => token.slice(0, LOG_SIZE);

const PREFIX = 'houvast.console.';
const keyOf = (log: Uint8Array) => `${PREFIX}${hex(log)}`;

export function recallGroup(log: Uint8Array): Uint8Array | undefined {
    try {
        return parseToken(localStorage.getItem(keyOf(log)) ?? '');
    } catch {
        return undefined; // storage is switched off
    }
}

export function rememberGroup(token: Uint8Array): void {
    try {
        localStorage.setItem(keyOf(logOf(token)), formatToken(token));
    } catch {
        // as above
    }
}

/** The server knows this token no longer. */
export function forgetGroup(token: Uint8Array): void {
    forgetToken('console', token);
    try {
        localStorage.removeItem(keyOf(logOf(token)));
    } catch {
        // as above
    }
}

/** Every group that was led in this browser. */
export function forgetGroups(): void {
    forgetToken('console');
    try {
        Object.keys(localStorage)
            .filter((it) => it.startsWith(PREFIX))
            .forEach((it) => localStorage.removeItem(it));
    } catch {
        // as above
    }
}
