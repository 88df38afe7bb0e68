// SPDX-License-Identifier: EUPL-1.2
//
// The slips of paper that people hold: whoever sits at a page knows their own two words.

import assert from 'node:assert/strict';
import type { BrowserContext, Page } from './browser';

/** The two words of each person, by name. */
export type Slips = ReadonlyMap<string, string>;

const held = new WeakMap<BrowserContext, Slips>();

/** Whoever sits at this device has their slip at hand; also those that are printed later. */
export function handOut(page: Page, slips: Slips): void {
    held.set(page.context(), slips);
}

export function wordsOf(page: Page, name: string): string {
    const words = held.get(page.context())?.get(name);
    assert.ok(words, `${name} has a slip`);
    return words;
}
