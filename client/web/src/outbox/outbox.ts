// SPDX-License-Identifier: EUPL-1.2
//
// What was typed and is not stored yet, so that it outlives a killed tab: in localStorage, only as
// ciphertext under a key that the server gives with the unlocked seat and that stays in memory. One
// entry a field, named
//
//     houvast.<label of group and seat><label of run and field>
//
// The same seat's next unlocking brings it back. It is dropped when the server stored it; and when
// it does not open any more, as its key ended with the evening.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Answer, Value } from '#made/houvast/v1/definition_pb';
import { type SaveField, SaveFieldSchema } from '#made/houvast/v1/wire_pb';
import { formatBase64, parseBase64 } from '../connection/tokens';
import type { Sealing } from './sealing';

const PREFIX = 'houvast.';
const LABEL = 16; // characters
const NAME = /^houvast\.[0-9a-f]{32}$/;

/** What rests of a field: the answer, and the revision that it gets when it is sent. */
export interface Resting {
    answer: Answer;
    value?: Value | undefined;
    revision: number;
}

/** What it needs of localStorage. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function names(shelf: Shelf): string[] {
    const all = Array.from({ length: shelf.length }, (_, place) => shelf.key(place) ?? '');
    return all.filter((it) => NAME.test(it));
}

/** The names of a seat's entries begin so. The group is the id of its log. The same on whatever
 * device of the seat this browser becomes, as after a new card. */
function labelOf(sealing: Sealing, group: string, seat: number): string {
    return PREFIX + sealing.label(`${group} seat ${seat}`).slice(0, LABEL);
}

/** Drops what belongs to none of these seats: of a group that this browser was in before. */
export function sweep(shelf: Shelf, sealing: Sealing, group: string, seats: number[]): void {
    const labels = seats.map((it) => labelOf(sealing, group, it));
    names(shelf)
        .filter((name) => !labels.some((it) => name.startsWith(it)))
        .forEach((name) => shelf.removeItem(name));
}

/** The outbox of one seat, as long as it is unlocked. */
export class Outbox {
    readonly #shelf: Shelf;
    readonly #sealing: Sealing;
    readonly #key: Uint8Array;
    readonly #seat: number;
    readonly #label: string;
    #hasEnded = false;

    constructor(
        shelf: Shelf,
        sealing: Sealing,
        key: Uint8Array,
        place: { group: string; seat: number },
    ) {
        this.#shelf = shelf;
        this.#sealing = sealing;
        this.#key = key;
        this.#seat = place.seat;
        this.#label = labelOf(sealing, place.group, place.seat);
    }

    #nameOf(run: number, field: number): string {
        const label = this.#sealing.label(`${this.#label} run ${run} field ${field}`);
        return this.#label + label.slice(0, LABEL);
    }

    put(run: number, field: number, { answer, value, revision }: Resting): void {
        if (this.#hasEnded) {
            return;
        }
        const parts = { run, seat: this.#seat, field, revision, answer, value };
        const saving = create(SaveFieldSchema, parts);
        const sealed = this.#sealing.seal(toBinary(SaveFieldSchema, saving), this.#key);
        try {
            this.#shelf.setItem(this.#nameOf(run, field), formatBase64(sealed));
        } catch {
            // full, or switched off: the page still has it, and goes on sending it
        }
    }

    drop(run: number, field: number): void {
        this.#shelf.removeItem(this.#nameOf(run, field));
    }

    /** What rests of this seat. What does not open, or is of no use, is dropped. */
    bringBack(): SaveField[] {
        return names(this.#shelf)
            .filter((name) => name.startsWith(this.#label))
            .flatMap((name) => {
                const saving = this.#open(this.#shelf.getItem(name) ?? '');
                if (saving === undefined) {
                    this.#shelf.removeItem(name);
                    return [];
                }
                return [saving];
            });
    }

    #open(text: string): SaveField | undefined {
        const sealed = parseBase64(text);
        const plain = sealed && this.#sealing.open(sealed, this.#key);
        try {
            return plain && fromBinary(SaveFieldSchema, plain);
        } catch {
            return undefined;
        }
    }

    /** The seat is locked: nothing can be opened or sealed with this any more. */
    end(): void {
        this.#hasEnded = true;
        this.#key.fill(0);
    }
}
