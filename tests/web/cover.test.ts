// SPDX-License-Identifier: EUPL-1.2
//
// Own words that nobody looks after are covered: after 45 seconds without a key or pointer, and at
// once when the window is hidden or another one is used. What is covered cannot be read.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './axe';
import { lookAway, type Page, SIZES } from './browser';
import { openPenPage, takeLaptop } from './hands';
import { OnOneLaptop } from './people';
import { differences } from './pictures';
import { houseOfFile, inRoom, NOOR_AND_SAM } from './room';
import { button, press, seesHeading, t } from './words';

const house = houseOfFile();
const QUIET_MS = 45_000;

const cover = (page: Page) => page.getByRole('dialog', { name: t('cover-title') });

/** Another window is used: of a browser without a screen every page says that it has the focus. */
const turnAway = (page: Page) => page.evaluate(() => dispatchEvent(new Event('blur')));

const hide = (page: Page) =>
    page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', writable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        Object.defineProperty(document, 'visibilityState', { value: 'visible', writable: true });
    });

describe('own words that nobody looks after', { concurrency: 2 }, () => {
    test('after 45 quiet seconds they are covered, and a key shows them again', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await lookAway(pen);
            const field = pen.getByRole('textbox');
            await field.fill('Een begin');
            await pen.clock.install();
            await pen.keyboard.press('End');
            await pen.clock.runFor((QUIET_MS * 2) / 3);
            await pen.mouse.move(20, 300);
            await pen.clock.runFor((QUIET_MS * 2) / 3);
            assert.equal(await cover(pen).count(), 0);
            await pen.clock.runFor(QUIET_MS / 3);
            await cover(pen).waitFor();
            await pen.keyboard.press('Shift'); // on the way out, not to go on
            assert.equal(await cover(pen).count(), 1);
            await pen.keyboard.press('x');
            await cover(pen).waitFor({ state: 'detached' });
            await pen.keyboard.type(', en verder');
            assert.equal(await field.inputValue(), 'Een begin, en verder');
        }));

    test('a device that slept wakes with them covered', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await lookAway(pen);
            await pen.clock.install();
            await pen.keyboard.press('End');
            const now = await pen.evaluate(() => Date.now());
            await pen.clock.setSystemTime(now + QUIET_MS); // its timers stood still
            await pen.mouse.move(20, 300);
            assert.equal(await cover(pen).count(), 1);
        }));

    test('at once when the window is left or hidden; a tap shows them again and does no more', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await lookAway(pen);
            for (const go of [turnAway, hide]) {
                await go(pen);
                await cover(pen).waitFor();
                const next = await button(pen, t('table-next')).or(
                    pen.locator('.button-main', { hasText: t('own-to-envelope') }),
                );
                const { x, y } = (await next.first().boundingBox())!;
                const before = await pen.locator('main').innerHTML();
                await pen.touchscreen.tap(x + 4, y + 4);
                await cover(pen).waitFor({ state: 'detached' });
                assert.equal(await pen.locator('main').innerHTML(), before);
            }
        }));

    test('what is covered leaves not a pixel', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await lookAway(pen);
            const pictures: Buffer[] = [];
            const open: Buffer[] = [];
            for (const words of ['', 'WWWW '.repeat(150)]) {
                await pen.getByRole('textbox').fill(words);
                open.push(await pen.screenshot());
                await turnAway(pen);
                await cover(pen).waitFor();
                pictures.push(await pen.screenshot());
                await pen.keyboard.press('Enter');
                await cover(pen).waitFor({ state: 'detached' });
            }
            assert.ok((await differences(pen, open[0]!, open[1]!)) > 1_000);
            assert.equal(await differences(pen, pictures[0]!, pictures[1]!), 0);
        }));

    test('in the window with own answers too, and on a table', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await room.openTable(unit);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            const pen = await room.openPen(unit, 'Noor');
            await openPenPage(pen, 'Noor');
            await seesHeading(pen, t('hall-almost'));
            await press(pen, t('own-menu'));
            await lookAway(pen);
            await turnAway(pen);
            await cover(pen).waitFor();
            await pen.keyboard.press('Escape');
            await cover(pen).waitFor({ state: 'detached' });
            await pen.getByRole('dialog', { name: t('own-menu') }).waitFor();
            await room.leader.startStep('1.7');
            await room.leader.nextStage();
            await takeLaptop(table, 'Sam');
            await table.getByRole('textbox').waitFor();
            await lookAway(table);
            await turnAway(table);
            await cover(table).waitFor();
            await room.leader.startStep('1.6');
            await seesHeading(table, 'Pauze'); // where there are no own words there is no cover
            assert.equal(await cover(table).count(), 0);
        }));

    test('nothing else is covered', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await room.openTable(room.units[0]!);
            await button(table, t('table-i-am', { name: 'Noor' })).waitFor();
            await lookAway(table);
            await turnAway(table);
            await hide(table);
            assert.equal(await cover(table).count(), 0);
        }));

    test('the cover can be used by anybody', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await lookAway(pen);
            await turnAway(pen);
            await cover(pen).waitFor();
            for (const colorScheme of ['light', 'dark'] as const) {
                for (const size of [SIZES.phone, { width: 320, height: 480 }]) {
                    await pen.emulateMedia({ colorScheme });
                    await pen.setViewportSize(size);
                    assert.deepEqual(await violations(pen), []);
                }
            }
        }));
});
