// SPDX-License-Identifier: EUPL-1.2
//
// The tour past what is not part of an evening that goes well: windows of the console, trouble.

import { Role } from '#made/houvast/v1/wire_pb';
import { openLink } from './open_pages';
import { closeDevice, type Evening, pageOf, type Visit } from './tour_evening';
import { button, press, sees, t } from './words';

/** Everything that opens over the console. */
export async function visitWindows(evening: Evening, visit: Visit): Promise<void> {
    const page = evening.console;
    const openings: [string, () => Promise<void>][] = [
        ['library', () => press(page, t('console-push'))],
        ['insert', () => press(page, t('console-insert'))],
        ['table', () => page.locator('.console-table-press').first().click()],
        ['announce', () => press(page, t('console-announce'))],
        ['wall', () => press(page, new RegExp(`^${t('console-wall')}`))],
        ['round', () => press(page, /^Ronde/)],
        ['keys', () => press(page, t('console-keys'))],
        ['end', () => press(page, t('console-end'))],
    ];
    for (const [name, open] of openings) {
        await open();
        await page.locator('dialog[open]').waitFor();
        await visit(page, `console-window-${name}`, 'window');
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    await page.keyboard.down('n');
    await visit(page, 'console-names', 'laptop');
    await page.keyboard.up('n');
    await page.keyboard.down('m');
    await visit(page, 'console-requests', 'laptop');
    await page.keyboard.up('m');
}

/** What people see when something is the matter. */
export async function visitTrouble(evening: Evening, visit: Visit): Promise<void> {
    const { browser, leader, units, table } = evening;
    const token = await leader.link(Role.TABLE, { unit: units.noor });
    const one = await pageOf(openLink(browser, token));
    await one.locator('h1').waitFor();
    const other = await pageOf(openLink(browser, token));
    await other.locator('h1').waitFor();
    await button(one, t('farewell-replaced-here')).waitFor();
    await visit(one, 'table-replaced', 'laptop');
    await closeDevice(one);
    await closeDevice(other);
    const wrong = await pageOf(openLink(browser, `${evening.server.origin}/#t.${'A'.repeat(43)}`));
    await sees(wrong, t('farewell-token'));
    await visit(wrong, 'table-wrong-link', 'laptop');
    await closeDevice(wrong);
    await table.context().setOffline(true);
    await sees(table, t('connection-waiting'));
    await visit(table, 'table-offline', 'laptop');
    await table.context().setOffline(false);
    await press(table, t('leave'));
    await table.waitForFunction(() => document.title === 'Klok');
    await visit(table, 'table-left', 'laptop');
}
