// SPDX-License-Identifier: EUPL-1.2
//
// Ids of commands and reads, 16 random bytes; and bytes as keys of a Map.

const ID_SIZE = 16;

/** Bytes that nobody can guess; over plain http too. */
export function randomBytes(size: number): Uint8Array {
    return crypto.getRandomValues(new Uint8Array(size));
}

export function newId(): Uint8Array {
    const id = randomBytes(ID_SIZE);
    id[0] = (id[0] ?? 0) | 1; // never zero
    return id;
}

export function hex(bytes: Uint8Array): string {
    return Array.from(bytes, (it) => it.toString(16).padStart(2, '0')).join('');
}
