// SPDX-License-Identifier: EUPL-1.2
//
// Draws a page into page.html as soon as its words are there, and keeps its language said.

import { effect } from '@preact/signals';
import { type ComponentChild, render } from 'preact';
import { language, loadWords } from '../words/words';

export async function drawPage(page: ComponentChild): Promise<void> {
    try {
        await loadWords(language.peek());
    } catch {
        language.value = 'nl';
    }
    effect(() => {
        document.documentElement.lang = language.value;
    });
    const root = document.getElementById('page');
    if (root !== null) {
        beginAnewWhenBack(root);
        render(page, root);
    }
}

/** A browser may put a page away as it is, and bring it back by Back or Forward; by then somebody
 * else may sit there. What stood on it goes at once, and it is loaded anew. */
function beginAnewWhenBack(root: HTMLElement): void {
    window.addEventListener('pagehide', (event) => {
        if (event.persisted) {
            root.replaceChildren();
        }
    });
    window.addEventListener('pageshow', (event) => {
        if (event.persisted) {
            location.reload();
        }
    });
}
