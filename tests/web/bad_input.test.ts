// SPDX-License-Identifier: EUPL-1.2
//
// What people, devices and strangers do to the pages that nobody meant. What needs no evening (no
// JavaScript, a page of another origin) stands in pages.test.ts, impatient fingers in taps.test.ts,
// and a server that is gone in server_gone.test.ts.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { ReadKind, Role } from '#made/houvast/v1/wire_pb';
import { formatToken, parseToken } from '#web/connection/tokens';
import type { Page } from './browser';
import { arriveByLink, bindPen, openPenPage, sayYes, takeLaptop } from './hands';
import { deviceOf } from './leader';
import { FATIMA_AND_JEROEN, houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { wordsOf } from './slips';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();

// ---- Two tabs ----------------------------------------------------------------------------------

test('two tabs of one device: the newer stays, the older says so', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const older = await room.openTable(room.units[0]!);
        await sees(older, t('table-pens'));
        const newer = await older.context().newPage();
        await newer.goto(`${house.server.origin}/`); // the same device: its place is known here
        await sees(newer, t('table-pens'));
        await sees(older, t('farewell-replaced'));
        for (const name of ['online', 'focus']) {
            await older.evaluate((it) => dispatchEvent(new Event(it)), name);
        }
        await takeLaptop(newer, 'Noor'); // the older one did not take it away again
        await sayYes(newer);
        await press(older, t('farewell-replaced-here'));
        await sees(newer, t('farewell-replaced'));
        await button(older, t('farewell-replaced-here')).waitFor({ state: 'detached' });
        // nobody's page lies open there
        await sees(older, t('table-pens'));
    }));

// ---- Places ------------------------------------------------------------------------------------

const keptIn = (page: Page) => page.evaluate(() => localStorage.getItem('houvast.table'));

test('a link that opens nothing takes nobody from their place', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const table = await room.openTable(room.units[0]!);
        await sees(table, t('table-pens'));
        const place = await keptIn(table);
        const other = await table.context().newPage();
        await other.goto(`${house.server.origin}/#t.${formatToken(new Uint8Array(randomBytes(32)))}`);
        await sees(other, t('farewell-token'));
        assert.equal(await keptIn(other), place);
        await other.goto('about:blank');
        await other.goto(`${house.server.origin}/`);
        await sees(other, t('table-pens'));
    }));

/** Of somebody who waits in the lobby. */
async function guestToken(room: Room): Promise<string> {
    const { leader } = room;
    await leader.command({ case: 'setLobby', value: { open: true } });
    const { code } = await until('the lobby is open', () => leader.stage?.lobby);
    const guest = await room.open(`${house.server.origin}/#w.${code}`);
    await press(guest, t('arrival-go'));
    await sees(guest, t('table-guest-title'));
    return (await keptIn(guest))!;
}

test('nor does a link of one who only waits in the lobby', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const token = await guestToken(room);
        const table = await room.openTable(room.units[0]!);
        await sees(table, t('table-pens'));
        const other = await table.context().newPage();
        await other.goto(`${house.server.origin}/#t.${token}`);
        await sees(other, t('table-guest-title'));
        await other.close();
        await table.reload();
        await sees(table, t('table-pens'));
    }));

test('nor a facilitator, who goes on where they were', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const { leader } = room;
        const page = await room.open(await leader.link(Role.CO_FACILITATOR));
        await sees(page, t('console-end'));
        for (const log of [randomBytes(16), leader.token.subarray(0, 16)]) {
            const other = await page.context().newPage();
            const token = new Uint8Array([...log, ...randomBytes(16)]);
            await other.goto(`${house.server.origin}/console#t.${formatToken(token)}`);
            await sees(other, t('farewell-token'));
            await press(other, t('console-to-door'));
            await sees(other, t('console-end'));
            await other.close();
        }
    }));

test('nor the owner, who stays logged in', () =>
    inRoom(house, [], async (room) => {
        const page = await room.open(house.server.ownerLink!);
        await button(page, t('console-later')).waitFor();
        const address = house.server.ownerLink!.split('#')[0]!;
        const links = [
            [formatToken(new Uint8Array(randomBytes(32))), t('farewell-token')],
            [(await room.leader.link(Role.PROJECTOR)).split('#t.')[1]!, t('console-not-facilitator')],
        ] as const;
        for (const [token, text] of links) {
            const other = await page.context().newPage();
            await other.goto(`${address}#${token}`);
            await sees(other, text);
            await page.reload();
            await seesHeading(page, t('console-groups'));
            await press(other, t('console-to-door'));
            await seesHeading(other, t('console-groups'));
            await other.close();
        }
    }));

test('a device that was removed keeps no token', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const table = await room.openTable(room.units[0]!);
        await sees(table, t('table-pens'));
        const roster = await room.leader.device.read(ReadKind.ROSTER);
        const rows = roster.kind === 'rows' ? roster.rows : [];
        const { device } = rows.find((it) => it.role === Role.TABLE)!;
        await room.leader.command({ case: 'removeDevice', value: { device } });
        await sees(table, t('farewell-removed'));
        assert.equal(await keptIn(table), null);
        await table.reload();
        await seesHeading(table, t('arrival-title'));
    }));

// ---- Codes -------------------------------------------------------------------------------------

test("a pen's code that was used, or is another couple's", () =>
    inRoom(house, [NOOR_AND_SAM, FATIMA_AND_JEROEN], async (room) => {
        const { leader, units } = room;
        const table = deviceOf(house.server, await leader.invite(Role.TABLE, { unit: units[0]! }));
        const pane = await until('the table knows its codes', () => table.panes.unit.value);
        table.close();
        const code = pane.seats.find((it) => it.name === 'Noor')!.penCode;
        const [own, other] = [await leader.card(units[0]!), await leader.card(units[1]!)];
        const pens: Page[] = [];
        for (const { link } of [own, own, other]) {
            const pen = await room.open(`${house.server.origin}/`, 'phone');
            await arriveByLink(pen, link, 'pen');
            pens.push(pen);
        }
        const [first, second, stranger] = pens as [Page, Page, Page];
        await bindPen(first, ` ${code.toLowerCase()}\u200b`);
        for (const pen of [second, stranger]) {
            await pen.getByLabel(t('table-bind-label')).fill(code);
            await press(pen, t('table-bind'));
            await sees(pen, t('table-bind-wrong'));
            await pen.reload(); // and it still is nobody's
            await seesHeading(pen, t('table-bind-title'));
        }
        const roster = await leader.device.read(ReadKind.ROSTER);
        const rows = roster.kind === 'rows' ? roster.rows : [];
        const bound = rows.filter((it) => it.role === Role.PEN && it.device !== 0 && it.seat !== 0);
        assert.deepEqual(
            bound.map((it) => it.seat),
            [room.seatOf(units[0]!, 'Noor')],
        );
    }));

test('a page without an origin gets no socket, and disturbs nobody', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const table = await room.openTable(room.units[0]!);
        await sees(table, t('table-pens'));
        const stranger = await room.open('data:text/html,<title>stranger</title>');
        const opened = await stranger.evaluate(
            (address) =>
                new Promise((resolve) => {
                    const socket = new WebSocket(address, 'houvast.v1');
                    socket.onopen = () => resolve('opened');
                    socket.onerror = () => resolve('refused');
                }),
            `${house.server.origin.replace('http', 'ws')}/`,
        );
        assert.equal(opened, 'refused');
        await takeLaptop(table, 'Noor');
        await button(table, t('consent-yes')).waitFor();
    }));

// ---- Text --------------------------------------------------------------------------------------

const MOST = 1000; // characters of the first question of "toen jij er voor mij was"

/** What the server has of Noor. This asks as her pen, whose page therefore stops and goes on. */
async function storedTexts(room: Room, pen: Page): Promise<string[]> {
    const seat = room.seatOf(room.units[0]!, 'Noor');
    const device = deviceOf(house.server, parseToken((await keptIn(pen)) ?? '')!);
    try {
        await device.unlock(seat, wordsOf(pen, 'Noor'));
        const found = await device.read(ReadKind.OWN_WORK, { number: seat });
        return found.kind === 'rows' ? found.rows.map((it) => it.value?.text ?? '') : [];
    } finally {
        device.close();
        await press(pen, t('farewell-replaced-here'));
        await openPenPage(pen, 'Noor');
        await press(pen, t('table-back')); // to the question that was answered
    }
}

async function leaveField(pen: Page): Promise<void> {
    await pen.getByRole('heading').first().click();
    await sees(pen, t('save-saved'));
}

const TEXTS: [string, string, string?][] = [
    ['emoji of several parts', '👩‍👩‍👧‍👦 ❤️‍🔥 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽'],
    ['right to left, and back', 'שלום עולם مرحبا ‮abc‬ ok'],
    ['zero width', 'a\u200bb\u200cc\u200dd\ufeffe\u2060f'],
    ['piles of accents', 'Z\u0351\u036b\u0343a\u0300\u0301\u0302l\u0334\u0335g\u0321o'],
    ['what no text may hold', 'a\u0000b\u0007c\u001bd\ud800e', 'abcde'],
    ['line ends of every kind', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['markup', '<img src=x onerror=alert(1)> & "\'`${x}'],
];

test('emoji, right to left, zero width and the like come back as they were typed', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const pen = await room.openStory(room.units[0]!, 'Noor');
        for (const [what, typed, stored = typed] of TEXTS) {
            const box = pen.getByRole('textbox');
            await box.evaluate((it: HTMLTextAreaElement, text) => {
                it.value = text;
                it.dispatchEvent(new InputEvent('input', { bubbles: true }));
                it.focus();
            }, typed);
            await leaveField(pen);
            assert.deepEqual(await storedTexts(room, pen), [stored], what);
            assert.equal(await box.inputValue(), stored, what);
        }
    }));

/** Puts five megabytes where a paste takes them from. */
async function copyMuch(page: Page, pattern: string): Promise<string> {
    const source = await page.context().newPage();
    const text = await source.evaluate((it) => {
        const much = it.repeat(Math.ceil(5_000_000 / new TextEncoder().encode(it).length));
        document.addEventListener('copy', (event) => {
            event.clipboardData?.setData('text/plain', much);
            event.preventDefault();
        });
        return much;
    }, pattern);
    await source.keyboard.press('Control+C');
    await source.close();
    return text;
}

test('five megabytes are pasted: what fits is saved, and it says what does not', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const pen = await room.openStory(room.units[0]!, 'Noor');
        const text = await copyMuch(pen, 'Zeven 👩‍👩‍👧‍👦 woorden. שלום\u200b ');
        const box = pen.getByRole('textbox');
        await box.focus();
        await pen.keyboard.press('Control+V');
        await sees(pen, /te lang/);
        const kept = await box.inputValue();
        assert.ok(kept.length > MOST && text.startsWith(kept), 'what stands there was pasted');
        await leaveField(pen);
        const stored = [...text].slice(0, MOST).join('');
        assert.deepEqual(await storedTexts(room, pen), [stored]);
        await box.fill('Korter.');
        await leaveField(pen);
        assert.deepEqual(await storedTexts(room, pen), ['Korter.']);
    }));

test('five megabytes are pasted where a code belongs', () =>
    inRoom(house, [NOOR_AND_SAM], async (room) => {
        const page = await room.open(`${house.server.origin}/`);
        await page.getByLabel(t('arrival-label')).waitFor();
        await copyMuch(page, 'BCDF');
        await page.getByLabel(t('arrival-label')).focus();
        await page.keyboard.press('Control+V');
        await page.keyboard.press('Enter');
        await press(page, t('arrival-table'));
        await sees(page, t('farewell-not-admitted'));
    }));
