// SPDX-License-Identifier: EUPL-1.2
//
// What is seen only as long as somebody holds a key or button: the screen may stand on the beamer.
// Letting go hides it at once, and so does everything after which letting go could be missed.

import { signal } from '@preact/signals';

export type Hidden = 'names' | 'requests' | 'lines' | 'persons';

const held = signal<ReadonlySet<Hidden>>(new Set());

export const isHeld = (what: Hidden): boolean => held.value.has(what);

export function hold(what: Hidden): void {
    if (!held.peek().has(what)) {
        held.value = new Set(held.peek()).add(what);
    }
}

export function letGo(what?: Hidden): void {
    const left = new Set(held.peek());
    if (what === undefined) {
        left.clear();
    } else {
        left.delete(what);
    }
    if (left.size !== held.peek().size) {
        held.value = left;
    }
}

/** Hides everything when the page may not hear a key go up any more. Returns the end of that. */
export function watchLeaving(): () => void {
    const hide = () => letGo();
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
        window.removeEventListener('blur', hide);
        document.removeEventListener('visibilitychange', hide);
    };
}
