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
        render(page, root);
    }
}
