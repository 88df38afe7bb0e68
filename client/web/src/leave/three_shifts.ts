// SPDX-License-Identifier: EUPL-1.2
//
// Three presses of Shift by itself, within five seconds and with nothing between them: no other
// key, no pointer. Holding it is one press; a capital letter is none.

const PRESSES = 3;
const WITHIN_MS = 5_000;

/** What it needs of a KeyboardEvent. */
export type Key = Pick<
    KeyboardEvent,
    'key' | 'repeat' | 'altKey' | 'ctrlKey' | 'metaKey' | 'timeStamp'
>;

export class ThreeShifts {
    #presses: number[] = [];
    #isDown = false;

    down({ key, repeat, altKey, ctrlKey, metaKey }: Key): void {
        if (key !== 'Shift' || altKey || ctrlKey || metaKey) {
            this.reset();
        } else if (!repeat) {
            this.#isDown = true;
        }
    }

    /** True: this was the third. */
    up({ key, timeStamp }: Key): boolean {
        if (key !== 'Shift' || !this.#isDown) {
            return false;
        }
        this.#isDown = false;
        this.#presses = this.#presses.filter((it) => timeStamp - it <= WITHIN_MS);
        this.#presses.push(timeStamp);
        if (this.#presses.length < PRESSES) {
            return false;
        }
        this.reset();
        return true;
    }

    /** Something else was done between. */
    reset(): void {
        this.#presses = [];
        this.#isDown = false;
    }
}
