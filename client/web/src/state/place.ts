// SPDX-License-Identifier: EUPL-1.2
//
// The token of this device, kept so that it finds its place again after a reload or restart; one
// for each kind of page. Besides it and the outbox (and which groups a console was in) nothing is
// stored in a browser.

import { formatToken, parseToken } from '../connection/tokens';

export type PageKind = 'table' | 'console' | 'owner' | 'projector';

const keyOf = (kind: PageKind) => `houvast.${kind}`;

export function recallToken(kind: PageKind): Uint8Array | undefined {
    try {
        return parseToken(localStorage.getItem(keyOf(kind)) ?? '');
    } catch {
        return undefined; // storage is switched off: the place lasts as long as the page
    }
}

export function rememberToken(kind: PageKind, token: Uint8Array): void {
    try {
        localStorage.setItem(keyOf(kind), formatToken(token));
    } catch {
        // as above
    }
}

/** With a token: only if it is still that one. */
export function forgetToken(kind: PageKind, token?: Uint8Array): void {
    try {
        if (token === undefined || localStorage.getItem(keyOf(kind)) === formatToken(token)) {
            localStorage.removeItem(keyOf(kind));
        }
    } catch {
        // as above
    }
}

/** Wipes all that this server's pages stored in this browser. */
export function forgetEverything(): void {
    try {
        localStorage.clear();
    } catch {
        // as above
    }
}
