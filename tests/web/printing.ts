// SPDX-License-Identifier: EUPL-1.2
//
// What comes out of a printer, as text, of what a page can show.

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Page } from './browser';
import { button, press, seesHeading, t } from './words';

/** As it would be printed now. */
async function paperOf(page: Page): Promise<string> {
    const reader = spawn('pdftotext', ['-', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    reader.stdin.end(await page.pdf());
    return text(reader.stdout);
}

/** With everything of theirs on the screen, where a person has a page of their own now. */
async function paperOfOwn(page: Page): Promise<string> {
    if (!(await button(page, t('own-menu')).isVisible())) {
        return '';
    }
    await press(page, t('own-menu'));
    await press(page, t('own-all'));
    const window = page.getByRole('dialog');
    await button(window, t('own-all-print')).waitFor();
    await window.getByText(t('table-moment')).first().waitFor({ state: 'detached' });
    const paper = await paperOf(page);
    await press(window, t('own-menu-close'));
    return paper;
}

async function paperOfWindow(page: Page): Promise<string> {
    const window = page.getByRole('dialog');
    await window.waitFor();
    const uncover = button(window, t('console-uncover')).first();
    if (await uncover.isVisible()) {
        await uncover.click();
    }
    const paper = await paperOf(page);
    await window.getByText(t('console-close'), { exact: true }).click();
    await window.waitFor({ state: 'detached' });
    return paper;
}

/** With each window of the evening that may hold something of somebody. */
async function papersOfEvening(page: Page): Promise<string> {
    let papers = '';
    for (const window of ['console-answers', 'console-wall'] as const) {
        const opener = button(page, t(window));
        if (await opener.isVisible()) {
            await opener.click();
            papers += await paperOfWindow(page);
        }
    }
    await page.locator('[data-table="1"]').click();
    await press(page, t('console-round-person', { number: 1 }));
    await seesHeading(page, t('console-person', { table: 1, number: 1 }));
    return papers + (await paperOfWindow(page));
}

/** The group, with cards and slips. */
async function papersOfGroup(page: Page): Promise<string> {
    await press(page, t('console-uncover'));
    let papers = await paperOf(page);
    for (const kind of ['console-cards', 'console-slips'] as const) {
        if (await button(page, t(kind)).isVisible()) {
            await press(page, t(kind));
            await page.getByRole('listitem').first().waitFor();
            papers += await paperOf(page);
            await press(page, t('console-back-to-group'));
        }
    }
    return papers;
}

/** All that a console can print; of the group, which an evening hardly changes, where it is asked. */
export async function papersOfConsole(page: Page, withGroup: boolean): Promise<string> {
    let papers = await paperOf(page);
    const isEvening = await button(page, t('console-group')).isVisible();
    if (isEvening) {
        papers += await papersOfEvening(page);
    }
    if (!withGroup) {
        return papers;
    }
    if (isEvening) {
        await press(page, t('console-group'));
    }
    papers += await papersOfGroup(page);
    if (isEvening) {
        await press(page, t('console-to-evening'));
    }
    return papers;
}

/** All that a page of a couple, of the hall or of nobody can print. */
export async function papersOfPage(page: Page): Promise<string> {
    return (await paperOf(page)) + (await paperOfOwn(page));
}
