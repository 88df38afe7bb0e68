// SPDX-License-Identifier: EUPL-1.2
//
// Quick leave: by three times Shift, by a button, by a link; online and offline, from any page of a
// table or pen, also from a window or a field. At once there is a clock and nothing else, and no
// way back but the couple's card.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ReadKind } from '#made/houvast/v1/wire_pb';
import { violations } from './axe';
import { type Page, SIZES } from './browser';
import { followCommands } from './frames';
import { answerQuestion, arriveByLink, openPenPage, sayYes, takeLaptop } from './hands';
import { OnOneLaptop } from './people';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { until } from './until';
import { button, press, sees, t } from './words';

const house = houseOfFile();
const SECRET = 'Alleen van Noor: ik durf het niet te zeggen';
const BLANK_WITHIN_MS = 100;

/** Presses Shift so often, as fingers do. */
async function shift(page: Page, times = 3): Promise<void> {
    for (let press = 0; press < times; press++) {
        await page.keyboard.press('Shift');
    }
}

/** What a person who looks now can find: the clock and nothing else. */
async function isClock(page: Page): Promise<void> {
    await page.waitForFunction(() => document.querySelector('.clock-page') !== null);
    const { text, ...rest } = await page.evaluate(() => ({
        title: document.title,
        path: location.pathname,
        hash: location.hash,
        text: document.body.innerText.replace(/\s+/g, ' ').trim(),
        local: localStorage.length,
        session: sessionStorage.length,
        inputs: document.querySelectorAll('input, textarea, button, a, dialog').length,
    }));
    assert.match(text, /^\d\d:\d\d \p{L}+ \d{1,2} \p{L}+$/u);
    assert.deepEqual(rest, {
        title: 'Klok',
        path: '/clock',
        hash: '',
        local: 0,
        session: 0,
        inputs: 0,
    });
}

/** The clock was loaded anew: nothing of the page before lives on in it. */
async function isFresh(page: Page): Promise<void> {
    await page.waitForFunction(() => !('before' in globalThis) && document.body !== null);
    await isClock(page);
}

/** Marks this document, so that another one is told from it. */
const mark = (page: Page) =>
    page.evaluate(() => {
        (globalThis as { before?: boolean }).before = true;
    });

/** The devices of the group that the server knows. */
async function devicesOf(room: Room): Promise<number> {
    const rows = await room.leader.device.read(ReadKind.ROSTER);
    return rows.kind === 'rows' ? rows.rows.filter((it) => it.device > 0).length : -1;
}

/** Sees that nothing brings it back, where there is a connection. */
async function staysGone(page: Page): Promise<void> {
    await isFresh(page);
    await page.goBack();
    assert.equal(page.url(), 'about:blank');
    await page.goForward();
    await isClock(page);
    await page.reload();
    await isClock(page);
    const tab = await page.context().newCDPSession(page);
    const { entries } = await tab.send('Page.getNavigationHistory');
    assert.deepEqual(
        entries.map((it) => [new URL(it.url).pathname, it.title]).slice(1),
        [['/clock', 'Klok']],
    );
}

/** Leaves without a connection, sees that the first frame shows the clock alone, and gives how long
 * that took, in milliseconds. */
async function timeToClock(page: Page): Promise<number> {
    interface Told {
        frame: string;
        after: number;
    }
    // a page that has not been painted yet is not told of keys, and they may overtake what is sent
    await page.bringToFront(); // what stands behind another page may never be painted
    await page.evaluate(async () => {
        for (let frame = 0; frame < 2; frame++) {
            await new Promise((painted) => {
                requestAnimationFrame(painted);
                setTimeout(painted, 1_000);
            });
        }
        (globalThis as { told?: Promise<Told> }).told = new Promise<Told>((resolve, reject) => {
            let presses = 0;
            setTimeout(() => reject(new Error(`no frame after ${presses} presses`)), 10_000);
            window.addEventListener('keyup', (event) => {
                presses += 1;
                if (presses === 3) {
                    requestAnimationFrame(() => {
                        const after = performance.now() - event.timeStamp;
                        resolve({ frame: document.body.innerText, after });
                    });
                }
            });
        });
    });
    await page.context().setOffline(true);
    await shift(page);
    const { frame, after } = await page.evaluate(
        () => (globalThis as unknown as { told: Promise<Told> }).told,
    );
    assert.match(frame, /^\s*\d\d:\d\d\s+\p{L}+ \d{1,2} \p{L}+\s*$/u);
    return after;
}

/** A table on which Noor writes: one answer is saved, and a text that is not. */
async function whereNoorWrites(room: Room, before?: (page: Page) => unknown): Promise<Page> {
    const table = await room.openTable(room.units[0]!, before);
    await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
    await room.leader.startStep('1.7');
    await room.leader.nextStage();
    await takeLaptop(table, 'Noor');
    await answerQuestion(table, `${SECRET}.`);
    await table.getByRole('textbox').pressSequentially(SECRET);
    return table;
}

describe('quick leave', { concurrency: 2 }, () => {
    test('of a table: a clock, no storage, no socket, no device, no way back', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            let commands: string[] = [];
            const table = await whereNoorWrites(room, (page) => {
                commands = followCommands(page);
            });
            const { leader } = room;
            const isThere = () => leader.board?.units[0]?.online;
            await until('the table is there', isThere);
            const devices = await devicesOf(room);
            await mark(table);
            await shift(table);
            await until('its socket is closed', () => !isThere(), 1_000);
            await staysGone(table);
            assert.equal(commands.at(-1), 'leave');
            assert.equal(await devicesOf(room), devices - 1);
            assert.equal(table.context().pages().length, 1);
        }));

    test('the card brings the table back to where it was', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await whereNoorWrites(room);
            const { link } = await room.leader.card(unit);
            for (let time = 0; time < 10; time++) {
                // more often than a card lets devices in: each leaves its place free
                await mark(table);
                await shift(table);
                await isFresh(table);
                await arriveByLink(table, link, 'table');
                await sees(table, t('table-solo-text'));
            }
            await takeLaptop(table, 'Noor');
            await table.getByRole('textbox').waitFor();
        }));

    test('the first frame after the third press shows the clock, also without a connection', (it) =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await whereNoorWrites(room);
            const times = [await timeToClock(table)];
            await isClock(table);
            for (let time = 0; time < 4; time++) {
                const page = await room.openTable(room.units[0]!);
                await sees(page, t('table-solo-text'));
                times.push(await timeToClock(page));
            }
            it.diagnostic(`${times.map((ms) => Math.round(ms)).join(', ')} ms`);
            // others use this machine too: what it can do is what it did at its best
            assert.ok(Math.min(...times) <= BLANK_WITHIN_MS, `${times.join(', ')} ms`);
        }));

    test('it is done at once, before anything else can happen', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await whereNoorWrites(room);
            const left = await table.evaluate(() => {
                for (let press = 0; press < 3; press++) {
                    for (const kind of ['keydown', 'keyup']) {
                        const key = new KeyboardEvent(kind, { key: 'Shift', bubbles: true });
                        document.activeElement?.dispatchEvent(key);
                    }
                }
                return {
                    text: document.body.innerText,
                    fields: document.querySelectorAll('textarea').length,
                    path: location.pathname,
                    kept: localStorage.length,
                };
            });
            const { text, ...rest } = left;
            assert.ok(!text.includes(SECRET) && !text.includes('Noor'), text);
            assert.deepEqual(rest, { fields: 0, path: '/clock', kept: 0 });
        }));

    test('by the button and by the link, from each kind of page', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader, server } = room;
            const unit = room.units[0]!;
            const card = await leader.card(unit);
            const pages = [
                () => room.open(`${server.origin}/`), // nobody came in yet
                () => room.open(card.link), // nor here
                () => room.openTable(unit),
                () => room.openPen(unit, 'Noor'),
            ];
            for (const open of pages) {
                const pressed = await open();
                await mark(pressed);
                await press(pressed, t('leave'));
                await staysGone(pressed);
                const keyed = await open();
                await keyed.getByRole('heading').first().waitFor();
                await mark(keyed);
                const first = keyed.locator('a, button, input, summary, [tabindex="0"]').first();
                assert.equal(await first.innerText(), t('leave-link'));
                await first.press('Enter');
                await staysGone(keyed);
                await until('nobody is left there', () => !leader.board?.units[0]?.online);
            }
        }));

    test('from a window, by keys and by the button in it', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            for (const way of ['keys', 'button']) {
                const pen = await room.openPen(room.units[0]!, 'Noor');
                await openPenPage(pen, 'Noor');
                if (way === 'keys') {
                    await sayYes(pen);
                }
                await press(pen, t('own-menu'));
                const menu = pen.getByRole('dialog');
                await menu.waitFor();
                await mark(pen);
                await (way === 'keys' ? shift(pen) : press(menu, t('leave')));
                await staysGone(pen);
            }
        }));

    test('a second page of the same browser goes with it', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await sees(table, t('table-pens'));
            const other = await table.context().newPage();
            await other.goto(`${room.server.origin}/`);
            await sees(table, t('farewell-replaced'));
            await mark(table);
            await mark(other);
            await shift(other);
            await isFresh(other);
            await isFresh(table);
        }));

    test('nor does a page come back that the browser kept', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await sees(table, t('table-pens'));
            const comesBack = () =>
                table.evaluate(() =>
                    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
                );
            await mark(table);
            await comesBack(); // and begins anew
            await table.waitForFunction(() => !('before' in globalThis) && document.body !== null);
            await sees(table, t('table-pens'));
            await mark(table);
            await table.evaluate(() => localStorage.clear());
            await comesBack();
            await isFresh(table);
        }));

    test('not by capitals, nor with anything between, nor while it is held', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await whereNoorWrites(room);
            const { keyboard } = table;
            const field = table.getByRole('textbox');
            await field.fill('');
            for (let time = 0; time < 4; time++) {
                await keyboard.press('Shift+A');
            }
            await shift(table, 2);
            await keyboard.press('b');
            await shift(table, 2);
            await field.click();
            await shift(table, 2);
            await keyboard.press('Alt+Shift');
            await keyboard.press('Control+Shift');
            await shift(table, 2);
            await keyboard.press('c');
            await keyboard.down('Shift');
            for (let time = 0; time < 5; time++) {
                await keyboard.down('Shift'); // it repeats
            }
            await keyboard.up('Shift');
            assert.equal(await field.inputValue(), 'AAAAbc');
            assert.equal(await table.title(), 'Houvast');
            await shift(table, 1);
            assert.equal(await table.title(), 'Houvast');
            await mark(table);
            await shift(table, 1);
            await isFresh(table);
        }));

    test('not on the console and the projector', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            for (const page of ['/console', '/projector']) {
                const other = await room.open(`${room.server.origin}${page}`);
                await other.getByRole('heading').first().waitFor();
                await shift(other);
                assert.equal(await other.title(), 'Houvast');
                assert.equal(await button(other, t('leave')).count(), 0);
            }
        }));

    test('the clock can be read by anybody, in both languages', () =>
        inRoom(house, [], async (room) => {
            const page = await room.open(`${room.server.origin}/clock`);
            await isClock(page);
            for (const colorScheme of ['light', 'dark'] as const) {
                for (const size of [SIZES.phone, SIZES.laptop, { width: 320, height: 480 }]) {
                    await page.emulateMedia({ colorScheme });
                    await page.setViewportSize(size);
                    assert.deepEqual(await violations(page), []);
                    const isWide = await page.evaluate(
                        () => document.documentElement.scrollWidth > innerWidth,
                    );
                    assert.ok(!isWide, `it scrolls sideways at ${size.width} px`);
                }
            }
            await page.goto(`${room.server.origin}/clock?lang=en`);
            await page.waitForFunction(() => document.title === 'Clock');
            assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        }));
});
