// SPDX-License-Identifier: EUPL-1.2
//
// The owner logs out: this browser opens neither house nor group any more, in any of its windows.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, launchBrowser, type Page, type Watched, watching } from './browser';
import { foundGroup } from './console_hands';
import { openLink } from './open_pages';
import { endServer, type Server, startServer } from './server';
import { press, t } from './words';

let server: Server;
let browser: Browser;
const opened: Watched[] = [];

before(async () => {
    server = await startServer();
    browser = await launchBrowser();
});

after(async () => {
    await browser?.close();
    await endServer(server);
});

async function isAtTheDoor(page: Page): Promise<void> {
    await page.getByLabel(t('console-passphrase'), { exact: true }).waitFor();
}

test('after logging out nothing of the console is left in the browser', async () => {
    const device = await openLink(browser, server.ownerLink!);
    opened.push(device);
    await watching(opened, async () => {
        const group = device.page;
        await foundGroup(group, 'vier losse woorden samen', 'Donderdagavond');
        const house = await device.context.newPage();
        await house.goto(group.url());
        await press(house, t('console-other-group')); // in the first window it goes on by one press
        await press(house, t('console-log-out'));
        await isAtTheDoor(house);
        await isAtTheDoor(group);
        assert.deepEqual(await house.evaluate(() => Object.keys(localStorage)), []);
        await group.reload();
        await isAtTheDoor(group);
    });
});
