// SPDX-License-Identifier: EUPL-1.2
//
// The ticket of a seat. It comes with the reply to right words and never leaves the memory of this
// page. After a lost transport Hello says by it that this is still the page on which the words were
// typed; on a pen it also unlocks the seat again after a break. It is wiped when the seat is locked
// from here, and at the end of the connection for good; so after a reload there is none.

export class Ticket {
    #bytes = new Uint8Array();
    readonly #onChange: (isThere: boolean) => void;

    constructor(onChange: (isThere: boolean) => void) {
        this.#onChange = onChange;
    }

    /** Empty: there is none. */
    get bytes(): Uint8Array {
        return this.#bytes;
    }

    take(bytes: Uint8Array): void {
        this.#bytes = new Uint8Array(bytes);
        this.#onChange(true);
    }

    drop(): void {
        if (this.#bytes.length > 0) {
            this.#bytes.fill(0);
            this.#bytes = new Uint8Array();
            this.#onChange(false);
        }
    }
}
