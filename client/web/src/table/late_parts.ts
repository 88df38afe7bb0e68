// SPDX-License-Identifier: EUPL-1.2
//
// Parts of the page that come after its first load.

import { late } from '../parts/late';
import { language, loadWords } from '../words/words';

async function load() {
    const parts = await import('./later');
    await loadWords(language.peek());
    return parts;
}

export const Joint = late(async () => (await load()).Joint);
export const OwnWindows = late(async () => (await load()).OwnWindows);
export const Scored = late(async () => (await load()).Scored);
export const TakeBack = late(async () => (await load()).TakeBack);
export const Wall = late(async () => (await load()).Wall);
