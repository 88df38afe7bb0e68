// SPDX-License-Identifier: EUPL-1.2
//
// axe-core in a page. Its source goes in through the debugging protocol (page.evaluate), which the
// Content-Security-Policy of the page neither sees nor has to allow.

import { readFileSync } from 'node:fs';
import type { Page } from './browser';
import { pathInPackages } from './places';

const source = readFileSync(pathInPackages('axe-core/axe.min.js'), 'utf8');

const NORM = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
    id: string;
    help: string;
    nodes: { html: string; failureSummary?: string }[];
}

interface Axe {
    run(context: Document, options: unknown): Promise<{ violations: Violation[] }>;
}

/** What is wrong with the page as it is now. `more` are rules that are off otherwise. */
export async function violations(page: Page, more: string[] = []): Promise<string[]> {
    await page.evaluate(source);
    const found = await page.evaluate(
        async ([tags, rules]) => {
            const { axe } = globalThis as unknown as { axe: Axe };
            const { violations } = await axe.run(document, {
                runOnly: { type: 'tag', values: tags },
                rules: Object.fromEntries(rules!.map((it) => [it, { enabled: true }])),
                resultTypes: ['violations'],
            });
            return violations;
        },
        [NORM, more],
    );
    return found.flatMap(({ id, help, nodes }) =>
        nodes.map((it) => `${id}: ${help}\n    ${it.html}\n    ${it.failureSummary ?? ''}`),
    );
}
