// SPDX-License-Identifier: EUPL-1.2
//
// A code besides the owner's passphrase: set on the console with the codes that a phone would make,
// and asked at the door.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { violations } from './axe';
import { type Browser, launchBrowser, type Page, SIZES, type Watched, watching } from './browser';
import { openLink } from './open_pages';
import { endServer, type Server, startServer } from './server';
import { press, sees, seesHeading, t } from './words';

const PASSPHRASE = 'vier losse woorden samen';
const STEP_S = 30;

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

function bytesOf(base32: string): Buffer {
    const bits = [...base32]
        .map((it) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(it).toString(2).padStart(5, '0'))
        .join('');
    return Buffer.from(bits.match(/.{8}/g)!.map((it) => Number.parseInt(it, 2)));
}

/** RFC 6238, as an app on a phone does it. */
function codeAt(secret: Buffer, seconds: number): string {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(seconds / STEP_S)));
    const hash = createHmac('sha1', secret).update(step).digest();
    const number = hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
}

async function choosePassphrase(page: Page): Promise<void> {
    for (const name of [t('console-passphrase'), t('console-passphrase-twice')]) {
        await page.getByLabel(name, { exact: true }).fill(PASSPHRASE);
    }
    await page.keyboard.press('Enter');
    await seesHeading(page, t('console-groups'));
}

async function knock(page: Page, code: string): Promise<void> {
    await page.getByLabel(t('console-passphrase'), { exact: true }).fill(PASSPHRASE);
    await page.getByLabel(t('console-door-code')).fill(code);
    await page.keyboard.press('Enter');
}

test('a second factor is set by its first code and asked at the door', async () => {
    const device = await openLink(browser, server.ownerLink!);
    const { page } = device;
    opened.push(device);
    await watching(opened, async () => {
        await choosePassphrase(page);
        await press(page, t('console-factor'));
        await page.getByRole('img', { name: t('console-factor-qr') }).waitFor();
        assert.deepEqual(await violations(page), []);
        const secret = bytesOf((await page.locator('.console-code').innerText()).replaceAll(' ', ''));
        await page.setViewportSize(SIZES.phone);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(width, SIZES.phone.width);
        const now = Date.now() / 1000;

        const label = t('console-factor-code');
        const passphrase = page.getByLabel(t('console-passphrase'), { exact: true });
        await passphrase.fill(PASSPHRASE);
        await page.getByLabel(label).fill('12345');
        await press(page, t('console-factor-on'));
        await sees(page, t('console-factor-digits'));
        await page.getByLabel(label).fill(codeAt(secret, now + 3600));
        await page.keyboard.press('Enter');
        await sees(page, t('console-factor-wrong'));
        await passphrase.fill('een heel andere wachtzin');
        await page.getByLabel(label).fill(codeAt(secret, now));
        await press(page, t('console-factor-on'));
        await sees(page, t('console-factor-wrong'));
        await passphrase.fill(PASSPHRASE);
        await page.getByLabel(label).fill(codeAt(secret, now));
        await press(page, t('console-factor-on'));
        await seesHeading(page, t('console-groups'));
        await press(page, t('console-factor'));
        await sees(page, t('console-factor-is-set'));
        await press(page, t('console-later'));

        await press(page, t('console-log-out'));
        await knock(page, '');
        await sees(page, t('console-door-wrong'));
        assert.deepEqual(await violations(page), []);
        await knock(page, codeAt(secret, now + STEP_S));
        await seesHeading(page, t('console-groups'));
    });
});
