// SPDX-License-Identifier: EUPL-1.2
//
// Tokens: 32 bytes that let a device in. As text they are 43 characters of base64url, and stand in
// the fragment of a link, which browsers never send to a server.

export const TOKEN_SIZE = 32;

/** Bytes as base64url without padding. */
export function formatBase64(bytes: Uint8Array): string {
    const text = btoa(Array.from(bytes, (it) => String.fromCharCode(it)).join(''));
    return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes again; undefined when the text is none that formatBase64 gives. */
export function parseBase64(text: string): Uint8Array | undefined {
    if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
        return undefined;
    }
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const parsed = Uint8Array.from(bytes, (it) => it.charCodeAt(0));
    return formatBase64(parsed) === text ? parsed : undefined;
}

/** The token that a text holds; undefined when it holds none. */
export function parseToken(text: string): Uint8Array | undefined {
    const token = parseBase64(text);
    return token?.length === TOKEN_SIZE ? token : undefined;
}

export const formatToken = formatBase64;

/**
 * What stands in the fragment of this page's address, without the '#'. It is taken out of the
 * address bar at once, and leaves no entry in the history.
 */
export function takeFragment(): string {
    const text = location.hash.slice(1);
    if (location.href.includes('#')) {
        history.replaceState(null, '', location.pathname + location.search);
    }
    return text;
}
