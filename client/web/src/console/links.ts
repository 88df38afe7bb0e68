// SPDX-License-Identifier: EUPL-1.2
//
// The links that this page hands out and takes. A letter says what the secret behind it is.

import { formatToken, parseToken } from '../connection/tokens';

export type Secret = { kind: 'device' | 'unsaid'; token: Uint8Array };

/** What stood in the fragment of the address: a device of a group, or not said (the owner's). */
export function secretOf(fragment: string): Secret | undefined {
    const isSaid = fragment.startsWith('t.');
    const token = parseToken(isSaid ? fragment.slice(2) : fragment);
    return token === undefined ? undefined : { kind: isSaid ? 'device' : 'unsaid', token };
}

export const projectorLink = (address: string, token: Uint8Array): string =>
    `${address}/projector#t.${formatToken(token)}`;

export const consoleLink = (address: string, token: Uint8Array): string =>
    `${address}/console#t.${formatToken(token)}`;

export const cardLink = (address: string, token: Uint8Array): string =>
    `${address}/#c.${formatToken(token)}`;

/** An address as people type it. */
export const shortAddress = (address: string): string => address.replace(/^https?:\/\//, '');

/** A code in groups that can be read aloud. */
export function spokenCode(code: string): string {
    const half = Math.ceil(code.length / 2);
    return code.length < 6 ? code : `${code.slice(0, half)} ${code.slice(half)}`;
}
