// SPDX-License-Identifier: EUPL-1.2
//
// How long nobody stirred. Timers stand still while a device sleeps, and a clock may be set back:
// what says the most counts, and whoever wakes a device is not taken for who was there before.

const LOOK_MS = 1_000;

export class Quiet {
    readonly #most: number;
    readonly #onOver: () => void;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #since = 0;
    #sinceByClock = 0;

    /** `onOver`: called once nobody stirred for `most` milliseconds. */
    constructor(most: number, onOver: () => void) {
        this.#most = most;
        this.#onOver = onOver;
    }

    /** It counts from now on, or goes on counting. */
    start(): void {
        if (this.#timer === undefined) {
            this.#begin();
        }
    }

    /** Somebody is there: while it counts it begins anew. */
    stir(): void {
        if (this.#timer !== undefined && this.#look()) {
            this.#begin();
        }
    }

    stop(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }

    #begin(): void {
        this.#since = performance.now();
        this.#sinceByClock = Date.now();
        this.#look();
    }

    /** False: it is over. */
    #look(): boolean {
        const quiet = Math.max(performance.now() - this.#since, Date.now() - this.#sinceByClock);
        const left = this.#most - quiet;
        this.stop();
        if (left > 0) {
            this.#timer = setTimeout(() => this.#look(), Math.min(left, LOOK_MS));
        } else {
            this.#onOver();
        }
        return left > 0;
    }
}
