// SPDX-License-Identifier: EUPL-1.2
//
// What a key does. Never while somebody types or a control needs the key itself. Keys of a letter,
// digit or sign can be switched off (who dictates would press them by speaking); those of a
// presenter's clicker stay.

import type { Hidden } from './held';

export type Action =
    | { kind: 'next' | 'back' | 'clock' | 'pause' | 'lighter' | 'example' | 'round' | 'help' }
    | { kind: 'minutes'; minutes: number }
    | { kind: 'table'; number: number }
    | { kind: 'hold'; what: Hidden };

/** What of an event decides. */
export interface KeyPress {
    key: string;
    ctrlKey: boolean;
    altKey: boolean;
    metaKey: boolean;
    repeat: boolean;
    /** Where the focus is. */
    focus: 'page' | 'control' | 'typing' | 'arrows';
    /** A window stands over the page. */
    dialog: boolean;
    /** Keys of letters, digits and signs are on. */
    letters: boolean;
}

const CLICKER: Record<string, Action> = {
    ArrowRight: { kind: 'next' },
    PageDown: { kind: 'next' },
    ArrowLeft: { kind: 'back' },
    PageUp: { kind: 'back' },
};

const LETTERS: Record<string, Action> = {
    t: { kind: 'clock' },
    p: { kind: 'pause' },
    b: { kind: 'pause' }, // what a clicker's black button sends
    '.': { kind: 'pause' },
    v: { kind: 'minutes', minutes: 5 },
    '+': { kind: 'minutes', minutes: 1 },
    '=': { kind: 'minutes', minutes: 1 },
    '-': { kind: 'minutes', minutes: -1 },
    l: { kind: 'lighter' },
    e: { kind: 'example' },
    r: { kind: 'round' },
    '?': { kind: 'help' },
};

const HOLDS: Record<string, Hidden> = { n: 'names', m: 'requests', k: 'lines' };

/** What a pressed key does; undefined: nothing of ours. */
export function actionOf(press: KeyPress): Action | undefined {
    const { key, focus, dialog, letters } = press;
    if (press.ctrlKey || press.altKey || press.metaKey || focus === 'typing') {
        return undefined;
    }
    const name = key.length === 1 ? key.toLowerCase() : key;
    const what = letters ? HOLDS[name] : undefined;
    if (what !== undefined) {
        return { kind: 'hold', what };
    }
    if (dialog || press.repeat) {
        return undefined;
    }
    if (name === ' ') {
        return focus === 'page' ? { kind: 'next' } : undefined;
    }
    if (CLICKER[name] !== undefined) {
        return focus === 'arrows' && name.startsWith('Arrow') ? undefined : CLICKER[name];
    }
    if (letters && name >= '1' && name <= '9') {
        return { kind: 'table', number: Number(name) };
    }
    return letters ? LETTERS[name] : undefined;
}

/** Which hidden thing goes when this key goes up. */
export function heldBy(key: string): Hidden | undefined {
    return HOLDS[key.toLowerCase()];
}

const TYPING = new Set(['text', 'search', 'number', 'password', 'email', 'url', 'tel']);

/** What the element with the focus needs for itself. */
export function focusOf(element: Element | null): KeyPress['focus'] {
    if (element instanceof HTMLTextAreaElement) {
        return 'typing';
    }
    if (element instanceof HTMLInputElement) {
        return TYPING.has(element.type)
            ? 'typing'
            : element.type === 'radio'
              ? 'arrows'
              : 'control';
    }
    if (element instanceof HTMLElement && element.isContentEditable) {
        return 'typing';
    }
    if (element instanceof HTMLSelectElement) {
        return 'typing';
    }
    return element?.closest('button, a, summary') ? 'control' : 'page';
}
