// SPDX-License-Identifier: EUPL-1.2
//
// The words of the pages, so that what drives them presses "verder" by what it is, not by how it is
// worded today. Dutch, as the browsers here are.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addWords, language, t } from '#web/words/words';
import type { Locator, Page } from './browser';
import { root } from './places';

const folder = join(root, 'client/web/src/words');
const isOfPage = (name: string) => name.endsWith('.nl.ftl') && name !== 'shared.nl.ftl';
for (const name of readdirSync(folder).filter(isOfPage)) {
    addWords(readFileSync(join(folder, name), 'utf8'), async () => ({ default: '' }));
}
language.value = 'nl';

export { t };

/** Where something is looked for: a page, or a part of it. */
export type Where = Page | Locator;

/** A button of exactly this name. */
export function button(where: Where, name: string | RegExp): Locator {
    return where.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
}

const impatient = new WeakSet<Page>();

/** From now on every press on this page is that of an impatient finger: twice, meaning once. */
export function makeImpatient(page: Page): void {
    impatient.add(page);
}

/** Presses something as people here do. */
export function tap(what: Locator, within: { timeout?: number } = {}): Promise<void> {
    return impatient.has(what.page())
        ? what.dblclick({ delay: 30, ...within })
        : what.click(within);
}

export async function press(where: Where, name: string | RegExp): Promise<void> {
    await tap(button(where, name).first());
}

export async function sees(where: Where, text: string | RegExp): Promise<void> {
    await where.getByText(text).first().waitFor();
}

export async function seesHeading(where: Where, name: string | RegExp): Promise<void> {
    await where.getByRole('heading', { name }).first().waitFor();
}
