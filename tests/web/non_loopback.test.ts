// SPDX-License-Identifier: EUPL-1.2
//
// Plain http between two machines, as in a hall: the browsers give the pages none of what they keep
// for secure contexts. Everything works without it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ReadKind, Role } from '#made/houvast/v1/wire_pb';
import type { Device } from '#web/state/device';
import { type Browser, killTab, launchBrowser, type Page, type Watched, watching } from './browser';
import { addCouple, askLink, colleagueBy, foundGroup, readCards, readSlips } from './console_hands';
import {
    answerAll,
    arriveByCode,
    arriveByLink,
    bindPen,
    closeEnvelope,
    penCodes,
    takeLaptop,
} from './hands';
import { deviceOf, type Leader } from './leader';
import { HALL, HALL_LATER, isInside, joinLater, runInside, whyNoNetwork } from './network';
import { openLink } from './open_pages';
import { OnOneLaptop, OnTwoPens } from './people';
import { endServer, restartServer, type Server, startServer, stopServer } from './server';
import { handOut } from './slips';
import { until } from './until';
import { walkAll } from './walk';
import { press, sees, seesHeading, t } from './words';

const NOTICES_WITHIN_MS = 5_000;
const TELLS_WITHIN_MS = 5_000; // also on a machine that has much else to do

if (isInside) {
    describe('over plain http, from another machine', testInside);
} else {
    test('on an address that is no loopback', (context) => {
        const why = whyNoNetwork();
        if (why !== undefined) {
            context.skip(`NOT TESTED, as there may be no network namespaces here: ${why}`);
            return;
        }
        const { good, said } = runInside();
        assert.ok(good, said);
    });
}

function testInside(): void {
    let server: Server;
    let browser: Browser;
    let leader: Leader;
    const opened: Watched[] = [];

    async function open(link: string, size: 'laptop' | 'phone' | 'hall' = 'laptop'): Promise<Page> {
        const device = await openLink(browser, link, { size });
        opened.push(device);
        return device.page;
    }

    before(async () => {
        server = await startServer({ listen: '0.0.0.0', host: HALL });
        browser = await launchBrowser();
    });

    after(async () => {
        leader?.close();
        await browser?.close();
        await endServer(server);
    });

    test('the pages get nothing of a secure context', async () => {
        const page = await open(`${server.origin}/`);
        const found = await page.evaluate(() => [
            isSecureContext,
            'subtle' in crypto,
            'clipboard' in navigator,
            'wakeLock' in navigator,
            'serviceWorker' in navigator,
        ]);
        assert.deepEqual(found, [false, false, false, false, false]);
    });

    test('a whole evening at two tables', () =>
        watching(opened, async () => {
            const console = await open(server.ownerLink!);
            await foundGroup(console, 'vier losse woorden samen', 'Donderdagavond');
            await addCouple(console, ['Noor', 'Sam']);
            await addCouple(console, ['Fatima', 'Jeroen']);
            const [card = ''] = await readCards(console);
            const slips = await readSlips(console);
            assert.ok(card.includes(new URL(server.origin).host), 'the card says where to go');
            const hall = await open(await askLink(console, 'projector'), 'hall');
            leader = colleagueBy(server, await askLink(console, 'colleague'));
            await press(console, t('console-open-evening'));
            await hall.getByRole('img').waitFor();

            const { code } = await leader.card(1);
            const { link } = await leader.card(2);
            const table = await open(`${server.origin}/`);
            await arriveByCode(table, code, 'table');
            const laptop = new OnOneLaptop(['Noor', 'Sam'], table);
            const phones = await comeWithPhones(link);
            opened.forEach(({ page }) => handOut(page, slips));
            await press(console, t('console-admit-table', { number: 1 }));
            await press(console, t('console-admit-table', { number: 2 }));
            await Promise.all([laptop.sayYes(), phones.sayYes()]);
            await walkAll(leader, [
                { leader, unit: 1, people: laptop },
                { leader, unit: 2, people: phones },
            ]);
            await loseNothing(table);
        }));

    async function comeWithPhones(link: string): Promise<OnTwoPens> {
        const table = await open(`${server.origin}/`);
        await arriveByLink(table, link, 'table');
        const codes = await penCodes(table);
        const pens: Page[] = [];
        for (const code of codes.values()) {
            const pen = await open(`${server.origin}/`, 'phone');
            await arriveByLink(pen, link, 'pen');
            await bindPen(pen, code);
            pens.push(pen);
        }
        return new OnTwoPens([...codes.keys()], table, pens);
    }

    /** The outbox seals, and opens again, without the browser's own ciphers. */
    async function loseNothing(table: Page): Promise<void> {
        await leader.push('evaluation');
        await leader.nextStage();
        await sees(table, t('table-solo-text'));
        await takeLaptop(table, 'Noor');
        await table.getByRole('textbox').waitFor();
        await stopServer(server, 'SIGKILL');
        const text = 'Dit schrijf ik terwijl de server weg is.';
        await table.getByRole('textbox').fill(text); // at once: a part of it may not rest before the rest
        await sees(table, t('save-offline'));
        await table.waitForFunction(() =>
            Object.keys(localStorage).some((it) => /^houvast\.[0-9a-f]{32}$/.test(it)),
        );
        await killTab(table);
        await restartServer(server);
        leader.device.hurry();
        const again = await table.context().newPage();
        await again.goto(`${server.origin}/`);
        await takeLaptop(again, 'Noor');
        await again.getByRole('textbox').waitFor();
        await sees(again, t('save-saved'));
        assert.equal(await again.getByRole('textbox').inputValue(), text);
        await press(again, t('table-next'));
        await answerAll(again);
        await closeEnvelope(again);
        await seesHeading(again, t('table-back-title'));
        const run = leader.board?.run ?? 0;
        const found = await leader.device.read(ReadKind.ANSWERS, { run });
        const answers = found.kind === 'rows' ? found.rows.map((it) => it.value?.text) : [];
        assert.ok(answers.includes(text));
    }

    /** It tells nobody of its own accord: each answer that does not name it asks again. */
    async function toldOf(device: Device, address: string): Promise<void> {
        const latest = Date.now() + NOTICES_WITHIN_MS + TELLS_WITHIN_MS;
        let rows: string[] = [];
        while (!rows.includes(address)) {
            assert.ok(Date.now() <= latest, 'it took too long');
            const found = await device.addresses();
            assert.ok(found.kind === 'rows', 'it says where people reach it');
            rows = found.rows;
        }
    }

    test('the server notices the network that its machine comes into', async () => {
        const device = deviceOf(server, await leader.invite(Role.CO_FACILITATOR));
        await until('it is in', () => device.panes.board.value);
        const later = `http://${HALL_LATER}:${new URL(server.origin).port}`;
        const page = await open('about:blank');
        joinLater();
        await toldOf(device, later);
        device.close();
        assert.equal((await page.goto(`${later}/`))?.status(), 200);
        // pages work from there, their socket too
        await page.getByLabel(t('arrival-label')).fill('BBBB BBBB');
        await press(page, t('arrival-go'));
        await press(page, t('arrival-table'));
        await sees(page, t('farewell-not-admitted'));
    });
}
