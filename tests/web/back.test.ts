// SPDX-License-Identifier: EUPL-1.2
//
// Somebody goes to another address while their page is open, and whoever sits there next presses
// Back: the browser brings the page back as it was, and the page begins anew.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { launchBrowser, type Page } from './browser';
import { openPenPage, sayYes, takeLaptop } from './hands';
import { OnOneLaptop } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { press, sees, t } from './words';

const house = houseOfFile(() => launchBrowser(true));
const TEXT = 'Alleen van Noor';

const question = (page: Page) => page.locator('.question textarea');

/** Another page of the same browser, and back; what stood there the moment it came back. */
async function awayAndBack(page: Page): Promise<string> {
    await page.evaluate(() => {
        window.addEventListener('pageshow', () => {
            const texts = [...document.querySelectorAll('textarea')].map((it) => it.value);
            sessionStorage.setItem('back', document.body.innerText + texts.join());
        });
    });
    await page.goto('data:text/html,weg');
    await page.evaluate(() => history.back()).catch(() => undefined); // it goes with its page
    await page.waitForURL(/^http/, { waitUntil: 'commit' });
    await page.waitForFunction(() => sessionStorage.getItem('back') !== null);
    return page.evaluate(() => sessionStorage.getItem('back')!);
}

async function write(page: Page): Promise<void> {
    await question(page).fill(TEXT);
    await sees(page, t('save-saved'));
}

describe('back', () => {
    test('at a table it brings no page of anyone', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await takeLaptop(table, 'Noor');
            await write(table);
            assert.ok(!(await awayAndBack(table)).includes(TEXT));
            await sees(table, t('table-solo-text'));
            await takeLaptop(table, 'Noor');
            await press(table, t('table-back'));
            assert.equal(await question(table).inputValue(), TEXT);
        }));

    test('nor on a phone', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openPen(room.units[0]!, 'Noor');
            await openPenPage(pen, 'Noor');
            await sayYes(pen);
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await write(pen);
            assert.ok(!(await awayAndBack(pen)).includes(TEXT));
            await pen.getByLabel(t('words-label')).waitFor();
        }));
});
