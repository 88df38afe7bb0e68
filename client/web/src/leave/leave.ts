// SPDX-License-Identifier: EUPL-1.2
//
// Quick leave: what is on the screen makes place for a clock at once, and nothing of the evening is
// left in this browser. The connection is closed, what was stored is wiped, and this page's one
// entry in the history is that of the clock. What was not saved yet is lost with it.
//
// It goes on being the clock of this very page where there is no connection; where there is one the
// browser loads it anew, so that nothing of what was here stays in memory either.

import { signal } from '@preact/signals';
import { render } from 'preact';
import { showClock } from '../clock/clock_page';
import { forgetEverything, recallToken } from '../state/place';
import { language } from '../words/words';
import { ThreeShifts } from './three_shifts';

const isOffered = signal(false);
const endings: (() => void)[] = [];
let isGone = false;

/** Whether this page is one that can be left so. */
export const leavesQuickly = () => isOffered.value;

/** Does this too when somebody leaves: at once, and without waiting for anything. */
export function whenLeaving(end: () => void): void {
    endings.push(end);
}

export function leave(): void {
    if (isGone) {
        return;
    }
    isGone = true;
    const page = document.getElementById('page');
    showClock(language.peek());
    try {
        endings.forEach((it) => it());
        if (page !== null) {
            render(null, page);
        }
    } finally {
        forgetEverything();
        goToClock();
    }
}

function goToClock(): void {
    const address = `/clock?lang=${language.peek()}`;
    history.replaceState(null, '', address);
    fetch(address, { cache: 'no-store' })
        .then((answer) => answer.ok && location.replace(address))
        .catch(() => undefined);
}

/** Once, on a page that can be left: three times Shift does it, also in fields and windows. Another
 * page of this browser that was left takes this one with it, also when it comes back by Back. */
export function offerQuickLeave(): void {
    const shifts = new ThreeShifts();
    const reset = () => shifts.reset();
    isOffered.value = true;
    window.addEventListener('keydown', (event) => shifts.down(event), { capture: true });
    window.addEventListener('pointerdown', reset, { capture: true });
    window.addEventListener('blur', reset);
    window.addEventListener(
        'keyup',
        (event) => {
            if (shifts.up(event)) {
                leave();
            }
        },
        { capture: true },
    );
    window.addEventListener('storage', (event) => {
        if (event.key === null) {
            leave();
        }
    });
    window.addEventListener('pageshow', (event) => {
        if (event.persisted && endings.length > 0 && recallToken('table') === undefined) {
            leave();
        }
    });
}
