// SPDX-License-Identifier: EUPL-1.2
//
// The server is gone for ten minutes, by the clock of the pages, while two people type two thousand
// characters each as fast as their pages take them; then the tabs are killed. Not one is lost. After
// half an hour a page that is still there shows nothing of anybody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { comeOnline, killTab, type Page } from './browser';
import { answerAll, closeEnvelope, giveBack, openPenPage, sayYes, takeLaptop } from './hands';
import { OnOneLaptop, readBack } from './people';
import { FATIMA_AND_JEROEN, houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { restartServer, stopServer } from './server';
import { untilFound } from './until';
import { button, press, sees, seesHeading, t } from './words';

const MINUTES = 10;
const HALF_HOUR_MS = 30 * 60_000;
const RESTS_AFTER_MS = 250; // after the last key everything is in the outbox
const EACH = 1000; // characters, of two answers

const house = houseOfFile();

/** Exactly so long, and no part of it stands there twice. */
function textOf(name: string, question: number): string {
    const parts = Array.from({ length: EACH / 5 }, (_, place) => `${1000 + place},`);
    return `${name} ${question}: ${parts.join('')}`.slice(0, EACH - 1).concat('.');
}

/** Types both answers without pause, while the clock of the page goes on a minute at a time. */
async function typeMuch(page: Page, name: string): Promise<void> {
    for (const question of [1, 2]) {
        await seesHeading(page, t('own-question', { number: question, of: 3 }));
        const text = textOf(name, question);
        const part = EACH / (MINUTES / 2);
        await page.getByRole('textbox').focus();
        for (let at = 0; at < EACH; at += part) {
            await page.keyboard.type(text.slice(at, at + part));
            for (let quarter = 1; quarter <= 4; quarter++) {
                await page.clock.runFor(15_000);
                await page.mouse.move(10 * quarter, 300); // words nobody looks after are covered
            }
        }
        await sees(page, t('save-offline'));
        assert.equal(await page.getByRole('textbox').inputValue(), text);
        if (question === 1) {
            await press(page, t('table-next'));
        }
    }
    await page.clock.runFor(RESTS_AFTER_MS);
}

/** Nobody else can read what waits in the browser. */
async function checkResting(page: Page): Promise<void> {
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    assert.equal(kept.match(/"houvast\.[0-9a-f]{32}"/g)?.length, 2, kept);
    assert.doesNotMatch(kept, /1000,1001/);
    assert.doesNotMatch(kept, /MTAwMCwxMDAx|EwMDAsMTAwM|xMDAwLDEwMD/); // the same in Base64
}

/** The page again, in the same browser. */
async function openAgain(page: Page): Promise<Page> {
    const again = await page.context().newPage();
    await again.goto(`${house.server.origin}/`);
    return again;
}

/** What was typed is stored, and stands there again, before anything could be typed over it. */
async function finish(page: Page, name: string): Promise<void> {
    for (const question of [1, 2]) {
        await seesHeading(page, t('own-question', { number: question, of: 3 }));
        const box = page.getByRole('textbox');
        await box.waitFor();
        assert.equal(await box.inputValue(), textOf(name, question));
        await sees(page, t('save-saved'));
        await press(page, t('table-next'));
    }
    await answerAll(page); // what was not answered yet
    await closeEnvelope(page);
    await button(page, t('envelope-close')).waitFor({ state: 'detached' });
}

function assertStored(rows: ReadRow[], seat: number, name: string): void {
    const texts = rows.filter((it) => it.seat === seat).map((it) => it.value?.text ?? '');
    assert.deepEqual(texts.slice(0, 2), [textOf(name, 1), textOf(name, 2)]);
}

async function begin(room: Room): Promise<{ pen: Page; table: Page }> {
    const [first, second] = room.units as [number, number];
    const faked = (page: Page) => page.clock.install();
    const pen = await room.openPen(first, 'Noor', faked);
    const table = await room.openTable(second, faked);
    await openPenPage(pen, 'Noor');
    await sayYes(pen);
    await new OnOneLaptop(FATIMA_AND_JEROEN, table).sayYes();
    await room.leader.push('evaluation');
    await room.leader.nextStage();
    await takeLaptop(table, 'Fatima');
    return { pen, table };
}

test('ten minutes without a server and with killed tabs: no character is lost', () =>
    inRoom(house, [NOOR_AND_SAM, FATIMA_AND_JEROEN], async (room) => {
        const { leader } = room;
        const { pen, table } = await begin(room);
        await pen.getByRole('textbox').waitFor();
        await table.getByRole('textbox').waitFor();
        await stopServer(house.server, 'SIGKILL');
        await Promise.all([typeMuch(pen, 'Noor'), typeMuch(table, 'Fatima')]);
        await checkResting(pen);
        await checkResting(table);
        await Promise.all([killTab(pen), killTab(table)]);
        await restartServer(house.server);
        leader.device.hurry();

        const penAgain = await openAgain(pen);
        await openPenPage(penAgain, 'Noor');
        await finish(penAgain, 'Noor');
        const tableAgain = await openAgain(table);
        await takeLaptop(tableAgain, 'Fatima');
        await finish(tableAgain, 'Fatima');

        const run = leader.board?.run ?? 0;
        const found = await leader.device.read(ReadKind.ANSWERS, { run });
        const rows = found.kind === 'rows' ? found.rows : [];
        assertStored(rows, room.seatOf(room.units[0]!, 'Noor'), 'Noor');
        assertStored(rows, room.seatOf(room.units[1]!, 'Fatima'), 'Fatima');
    }));

test('half an hour without a server a page shows nothing, and what was typed comes back', () =>
    inRoom(house, [NOOR_AND_SAM, FATIMA_AND_JEROEN], async (room) => {
        const { pen, table } = await begin(room);
        const other = await room.openTable(room.units[0]!, (page) => page.clock.install());
        await button(other, t('table-i-am', { name: 'Sam' })).waitFor();
        const typing = [pen, table];
        await stopServer(house.server, 'SIGKILL');
        for (const page of typing) {
            await sees(page, t('connection-waiting'));
            await page.getByRole('textbox').fill('Nog niet bewaard');
            await page.clock.runFor(RESTS_AFTER_MS);
        }
        for (const page of [...typing, other]) {
            await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + HALF_HOUR_MS);
            await page.clock.runFor(3_000);
            await sees(page, t('table-moment'));
            assert.doesNotMatch(await page.content(), /Noor|Sam|Fatima|Jeroen|Nog niet bewaard/);
        }
        await restartServer(house.server);
        room.leader.device.hurry();
        await Promise.all([...typing, other].map(comeOnline));
        await openPenPage(pen, 'Noor');
        await giveBack(table);
        await takeLaptop(table, 'Fatima');
        for (const page of typing) {
            await page.getByRole('textbox').waitFor();
            await untilFound('it is back', async () =>
                (await readBack(page)).includes('Nog niet bewaard'),
            );
        }
        await button(other, t('table-i-am', { name: 'Sam' })).waitFor();
    }));
