// SPDX-License-Identifier: EUPL-1.2
//
// Inputs for text, and what a browser may do with what is typed there: nothing. No spelling service
// or translator gets it, no list of earlier answers keeps it, no keyboard changes it.

import type { Page } from './browser';

/** The inputs for text on the page that let a browser or an extension do more with it. */
export function openFields(page: Page): Promise<string[]> {
    return page.evaluate(() => {
        // A passphrase and the code of a login are for password managers; a number says nothing.
        const others = /^(password|number|radio|checkbox|range|hidden)$/;
        const forManagers = /^(new-password|current-password|one-time-code)$/;
        const wanted: Record<string, RegExp> = {
            spellcheck: /^false$/,
            autocomplete: /^off$/,
            autocapitalize: /^(off|none|characters|words)$/,
            autocorrect: /^off$/,
            translate: /^no$/,
            writingsuggestions: /^false$/,
            'data-gramm': /^false$/,
        };
        return [...document.querySelectorAll('input, textarea, [contenteditable]')]
            .filter((it) => !others.test(it.getAttribute('type') ?? 'text'))
            .filter((it) => !forManagers.test(it.getAttribute('autocomplete') ?? ''))
            .flatMap((it) =>
                Object.entries(wanted)
                    .filter(([name, value]) => !value.test(it.getAttribute(name) ?? ''))
                    .map(([name]) => `${it.outerHTML}: ${name}`),
            );
    });
}
