// SPDX-License-Identifier: EUPL-1.2
//
// Whether somebody looks after the own words on this screen. They are covered after a while in
// which no key or pointer moved, and at once when the window is hidden or another one is used; and
// stay so until somebody says that they are there, also where the evening takes them off the screen
// and brings them back meanwhile.

import { type ReadonlySignal, signal } from '@preact/signals';
import { Quiet } from '../state/quiet';

const QUIET_MOST_MS = 45_000;

export class LookedAfter {
    readonly #covered = signal(false);
    readonly #isWatched: () => boolean;
    readonly #quiet = new Quiet(QUIET_MOST_MS, () => this.cover());
    #shown = 0;
    #isLeft = false;

    readonly covered: ReadonlySignal<boolean> = this.#covered;

    /** `isWatched`: whether the window is the one that is used now. */
    constructor(isWatched: () => boolean) {
        this.#isWatched = isWatched;
    }

    /** Own words come on the screen; they are there until what this gives is called. */
    show(): () => void {
        this.#shown += 1;
        if (this.#isWatched() && !this.#isLeft) {
            this.#quiet.start();
        } else {
            this.cover();
        }
        return () => {
            this.#shown -= 1;
            if (this.#shown === 0) {
                this.#covered.value = false;
            }
        };
    }

    /** A key was pressed, a pointer moved. */
    stir(): void {
        this.#quiet.stir();
        if (!this.#covered.peek()) {
            this.#isLeft = false;
        }
    }

    cover(): void {
        this.#quiet.stop();
        this.#isLeft = this.#shown > 0;
        this.#covered.value = this.#isLeft;
    }

    uncover(): void {
        this.#isLeft = false;
        this.#covered.value = false;
        this.#quiet.start();
    }
}

const isHidden = () => document.visibilityState === 'hidden';

/** Of the window of this page. */
export function lookAfter(): LookedAfter {
    const after = new LookedAfter(() => !isHidden() && document.hasFocus());
    for (const name of ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input']) {
        window.addEventListener(name, () => after.stir(), { passive: true, capture: true });
    }
    window.addEventListener('blur', () => after.cover());
    document.addEventListener('visibilitychange', () => {
        if (isHidden()) {
            after.cover();
        }
    });
    return after;
}
