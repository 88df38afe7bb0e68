// SPDX-License-Identifier: EUPL-1.2
//
// What a screen reader says without the focus moving there. Politely: after what it says now.

import { signal } from '@preact/signals';

const said = signal('');

export function announce(text: string): void {
    // The same sentence twice is said twice only when something changed.
    said.value = said.peek() === text ? `${text}\u00a0` : text;
}

/** Part of Frame. */
export function LiveRegion() {
    return (
        <div class="for-readers-only" aria-live="polite">
            {said.value}
        </div>
    );
}
