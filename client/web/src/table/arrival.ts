// SPDX-License-Identifier: EUPL-1.2
//
// How a device comes to an evening: what the fragment of its link says, and codes that people type.

import { parseToken } from '../connection/tokens';

// Without vowels and look-alikes.
const SYMBOLS = '23456789BCDFGHJKLMNPQRSTVWXZ';

export const CARD_CODE = 8;
export const WALK_IN_CODE = 6;
export const PEN_CODE = 4;

/** What a link brings. */
export type Brought =
    | { kind: 'token'; token: Uint8Array }
    | { kind: 'card'; card: Uint8Array }
    | { kind: 'code'; code: string }
    | { kind: 'nothing' };

/** `#c.` is a couple's card, `#w.` a code, `#t.` and nothing the token of a device. */
export function readFragment(fragment: string): Brought {
    if (fragment.startsWith('w.')) {
        const code = codeOf(fragment.slice(2));
        return code === '' ? { kind: 'nothing' } : { kind: 'code', code };
    }
    const isCard = fragment.startsWith('c.');
    const token = parseToken(fragment.replace(/^[ct]\./, ''));
    if (token === undefined) {
        return { kind: 'nothing' };
    }
    return isCard ? { kind: 'card', card: token } : { kind: 'token', token };
}

/** The symbols in what somebody typed or pasted; what is no symbol is left out. */
export function codeOf(typed: string): string {
    const letters = typed.slice(0, 400).match(/[2-9a-z]/gi) ?? [];
    const symbols = letters.map((it) => it.toUpperCase()).filter((it) => SYMBOLS.includes(it));
    return symbols.join('').slice(0, CARD_CODE);
}

/** The log that a token or card belongs to is its first half. */
export function isSameLog(one: Uint8Array, other: Uint8Array): boolean {
    return one.slice(0, 16).every((byte, place) => byte === other[place]);
}
