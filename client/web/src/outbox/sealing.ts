// SPDX-License-Identifier: EUPL-1.2
//
// Sealing of the outbox by libsodium in plain JavaScript, which works without a secure context. It
// is large, so it is loaded when a seat unlocks, not with the page.

import type Sodium from 'libsodium-wrappers';

const PADDED = 512; // bytes; what is sealed is a multiple of this, so that its length tells little

export interface Sealing {
    seal(plain: Uint8Array, key: Uint8Array): Uint8Array;
    /** undefined: it was sealed under another key, or changed since. */
    open(sealed: Uint8Array, key: Uint8Array): Uint8Array | undefined;
    /** A name that tells nothing of what it was made of. */
    label(text: string): string;
}

function sealingBy(sodium: typeof Sodium): Sealing {
    const nonceSize = sodium.crypto_secretbox_NONCEBYTES;
    return {
        seal(plain, key) {
            const nonce = sodium.randombytes_buf(nonceSize);
            const box = sodium.crypto_secretbox_easy(sodium.pad(plain, PADDED), nonce, key);
            const sealed = new Uint8Array(nonceSize + box.length);
            sealed.set(nonce);
            sealed.set(box, nonceSize);
            return sealed;
        },
        open(sealed, key) {
            try {
                const nonce = sealed.subarray(0, nonceSize);
                const box = sealed.subarray(nonceSize);
                return sodium.unpad(sodium.crypto_secretbox_open_easy(box, nonce, key), PADDED);
            } catch {
                return undefined;
            }
        },
        label: (text) => sodium.to_hex(sodium.crypto_generichash(16, text, null)),
    };
}

let loading: Promise<Sealing> | undefined;

async function load(): Promise<Sealing> {
    try {
        const { default: sodium } = await import('libsodium-wrappers');
        await sodium.ready;
        return sealingBy(sodium);
    } catch (problem) {
        loading = undefined; // who asks again may have a connection
        throw problem;
    }
}

export function loadSealing(): Promise<Sealing> {
    loading ??= load();
    return loading;
}
