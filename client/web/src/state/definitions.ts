// SPDX-License-Identifier: EUPL-1.2
//
// The exercises that this device knows. Panes name one by its hash.

import { signal } from '@preact/signals';
import type { Definition } from '#made/houvast/v1/definition_pb';
import { hex } from '../connection/ids';

export class Definitions {
    readonly #byHash = signal<ReadonlyMap<string, Definition>>(new Map());

    /** The exercise with this hash; undefined: none, or not known yet. Followed by signals. */
    find(hash: Uint8Array | undefined): Definition | undefined {
        return hash === undefined ? undefined : this.#byHash.value.get(hex(hash));
    }

    put(definition: Definition): void {
        const key = hex(definition.hash);
        if (!this.#byHash.peek().has(key)) {
            this.#byHash.value = new Map(this.#byHash.peek()).set(key, definition);
        }
    }
}
