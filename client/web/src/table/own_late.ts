// SPDX-License-Identifier: EUPL-1.2
//
// What is seldom asked for of what is somebody's own: after the first load of the page.

import { late } from '../parts/late';
import { language, loadWords } from '../words/words';

async function load() {
    const part = await import('./own_windows');
    await loadWords(language.peek());
    return part;
}

export const OwnWindows = late(async () => (await load()).OwnWindows);
export const Scored = late(async () => (await load()).Scored);
export const TakeBack = late(async () => (await load()).TakeBack);
