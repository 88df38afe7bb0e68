// SPDX-License-Identifier: EUPL-1.2
//
// Every view of every page can be used: axe finds nothing, in light and dark, wide and narrow; no
// text stands out of its box; nothing has to be scrolled sideways at 320 px; no input for text lets
// the browser have what is typed there.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { violations } from './axe';
import { type Page, SIZES } from './browser';
import { openFields } from './private_fields';
import { takeTour } from './tour';
import type { Visit } from './tour_evening';

/** Words that stand out of what they are written on, and what makes the page too wide. */
function misfits(page: Page): Promise<string[]> {
    return page.evaluate(() => {
        const found: string[] = [];
        const shown = (element: Element) =>
            `<${element.tagName.toLowerCase()} class="${element.className}">`;
        if (document.documentElement.scrollWidth > innerWidth) {
            const wide = [...document.querySelectorAll('body *')].filter(
                (it) => it.getBoundingClientRect().right > innerWidth,
            );
            found.push(`the page scrolls sideways: ${wide.slice(0, 3).map(shown).join(' ')}`);
        }
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const box = node.parentElement?.closest('button, label, dd, td, summary');
            if (!box || node.parentElement?.closest('.for-readers-only')) {
                continue;
            }
            const range = document.createRange();
            range.selectNodeContents(node);
            const words = range.getBoundingClientRect();
            const { left, right } = box.getBoundingClientRect();
            if (words.width > 0 && (words.right > right + 1 || words.left < left - 1)) {
                found.push(`stands out of its box: ${shown(box)} ${node.textContent}`);
            }
        }
        return found;
    });
}

/** Each view is looked at as it comes by, and is a test of its own. */
function lookAt(context: TestContext): Visit {
    return async (page, name, own) => {
        const stays = SIZES[own === 'window' ? 'laptop' : own];
        const narrow = { width: 320, height: 800 };
        const wrong: string[] = [];
        const look = async (size: { width: number; height: number }, scheme: 'light' | 'dark') => {
            await page.setViewportSize(size);
            await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
            const found = [...(await violations(page)), ...(await misfits(page))];
            wrong.push(...found.map((it) => `${size.width} px, ${scheme}: ${it}`));
        };
        await look(narrow, 'dark');
        await look(stays, 'dark');
        await look(stays, 'light');
        wrong.push(...(await openFields(page)));
        await context.test(name, () => assert.deepEqual(wrong, []));
    };
}

test('every view', async (context) => {
    await takeTour(lookAt(context));
});
