// SPDX-License-Identifier: EUPL-1.2
//
// The browser is killed in the middle of an evening, as when a laptop's battery dies; whoever has
// the laptop then searches all that it keeps on disk. Of what people wrote, showed, or typed to get
// in nothing is there but what the outbox sealed.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import type { Page } from './browser';
import { answerAll, closeEnvelope, giveBack, reachFor, takeLaptop, typeWords } from './hands';
import { OnOneLaptop } from './people';
import {
    filesWith,
    killBrowser,
    openIn,
    type OwnBrowser,
    removeProfile,
    startOwnBrowser,
} from './profile';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { handOut, wordsOf } from './slips';
import { untilFound } from './until';
import { press, sees, t } from './words';

const house = houseOfFile();
const WRITTEN_WITHIN_MS = 150_000; // a browser writes to its disk when it likes

/** Where a browser keeps what was typed in a form, the forms of open pages, and what pages store. */
const STORES = [
    /Web Data: control/,
    /Sessions.*: control/,
    /Local Storage.*: control/,
    /Local Storage.*: houvast/,
];

/** A text that stands nowhere else. */
const canary = (what: string) => `${what} ${randomBytes(12).toString('hex')}`;

const field = (page: Page) => page.locator('.question textarea');

interface Texts {
    opened: Record<string, string>;
    closed: string;
    saved: string;
    words: string;
    resting: string;
}

/** What each of them showed lies open on the table, in turn. */
async function tellInTurns({ leader }: Room, table: Page, { opened }: Texts): Promise<void> {
    await leader.startStep('1.7');
    await leader.nextStage();
    await sees(table, t('table-solo-text'));
    for (const name of NOOR_AND_SAM) {
        await takeLaptop(table, name);
        await answerAll(table, { texts: [opened[name]!] });
        await closeEnvelope(table, true);
        await giveBack(table);
    }
    for (const name of NOOR_AND_SAM) {
        await press(table, t('table-next'));
        await sees(table, opened[name]!);
    }
}

/** Noor's envelope is closed. Sam's page lies open: an answer is saved, and one rests. */
async function writeAlone({ leader }: Room, table: Page, texts: Texts): Promise<void> {
    await leader.push('evaluation');
    await leader.nextStage();
    await sees(table, t('table-solo-text'));
    await takeLaptop(table, 'Noor');
    await answerAll(table, { texts: [texts.closed] });
    await closeEnvelope(table, false);
    await giveBack(table);
    await reachFor(table, 'Sam');
    await table.getByLabel(t('words-label')).fill(texts.words);
    await press(table, t('words-show'));
    await typeWords(table, texts.words);
    await sees(table, t('refusal-words'));
    await typeWords(table, wordsOf(table, 'Sam'));
    await field(table).waitFor();
    await field(table).pressSequentially(texts.saved);
    await sees(table, t('save-saved'));
    await press(table, t('table-next'));
    await table.context().setOffline(true);
    await field(table).pressSequentially(texts.resting);
    await sees(table, t('save-offline'));
}

/** A page that is not careful: by what it leaves behind, one sees that this would be found. */
async function beCareless(page: Page, control: string): Promise<void> {
    await page.setContent('<form action="/clock"><input name="remark"></form>');
    await page.locator('input').pressSequentially(control);
    await page.keyboard.press('Enter');
    await page.evaluate((text) => localStorage.setItem('control', text), control);
}

const outboxIn = (page: Page) =>
    page.evaluate(() =>
        Object.keys(localStorage).find((it) => /^houvast\.[0-9a-f]{32}$/.test(it)),
    );

test('what anybody wrote is not on the disk of a browser that was killed', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const { leader, units, server } = room;
        const texts: Texts = {
            opened: { Noor: canary('opened by Noor'), Sam: canary('opened by Sam') },
            closed: canary('closed'),
            saved: canary('saved'),
            words: canary('words').slice(0, 40),
            resting: canary('resting'),
        };
        const control = canary('control');
        const own: OwnBrowser = await startOwnBrowser();
        try {
            const careless = await openIn(own, `${server.origin}/clock`);
            await beCareless(careless, control);
            const table = await openIn(own, await leader.link(Role.TABLE, { unit: units[0]! }));
            handOut(table, leader.slips);
            await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
            await tellInTurns(room, table, texts);
            await writeAlone(room, table, texts);
            const outbox = await untilFound('it rests', () => outboxIn(table));
            await untilFound(
                'the browser writes to its disk',
                () => {
                    const files = filesWith(own, [control, outbox]);
                    return STORES.every((store) => files.some((it) => store.test(it)));
                },
                WRITTEN_WITHIN_MS,
            );
            await killBrowser(own);
            const { opened, ...others } = texts;
            const all = [...Object.values(opened), ...Object.values(others), ...leader.slips.values()];
            assert.deepEqual(filesWith(own, all), []);
        } finally {
            await killBrowser(own);
            removeProfile(own);
        }
    }));
