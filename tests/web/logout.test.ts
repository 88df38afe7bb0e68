// SPDX-License-Identifier: EUPL-1.2
//
// A console that somebody left: after logging out this browser opens neither house nor group any
// more, in any of its windows; and nobody who finds it open takes the house over.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe';
import { type Browser, launchBrowser, type Page, type Watched, watching } from './browser';
import { foundGroup } from './console_hands';
import { openLink } from './open_pages';
import { endServer, type Server, startServer } from './server';
import { press, sees, seesHeading, t } from './words';

const PASSPHRASE = 'vier losse woorden samen';
const OTHER = 'vijf andere woorden bij elkaar';

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
        await foundGroup(group, PASSPHRASE, 'Donderdagavond');
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

test('a new passphrase asks the one until now', async () => {
    const device = await openLink(browser, `${server.origin}/console`);
    const { page } = device;
    opened.push(device);
    const fill = (name: string, words: string) =>
        page.getByLabel(name, { exact: true }).fill(words);
    await watching(opened, async () => {
        await fill(t('console-passphrase'), PASSPHRASE);
        await press(page, t('console-door-in'));
        await press(page, t('console-passphrase-new'));
        await fill(t('console-passphrase-current'), OTHER);
        await fill(t('console-passphrase'), OTHER);
        await fill(t('console-passphrase-twice'), OTHER);
        await press(page, t('console-passphrase-set'));
        await sees(page, t('console-passphrase-wrong'));
        assert.deepEqual(await violations(page), []);
        await fill(t('console-passphrase-current'), PASSPHRASE);
        await press(page, t('console-passphrase-set'));
        await seesHeading(page, t('console-groups'));
    });
});
