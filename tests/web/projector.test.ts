// SPDX-License-Identifier: EUPL-1.2
//
// What the hall sees, in every view: nothing that stands out of the screen, letters that read at
// 8 m, contrast, no name unless a line brings one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import { violations } from './axe';
import { type Browser, launchBrowser, type Page, SIZES, type Watched } from './browser';
import { type Couple, joinCouples } from './couple';
import { type Leader, makeGroup } from './leader';
import { openProjector } from './open_pages';
import { endServer, type Server, startServer } from './server';

const LEAST_PX = 32; // at 1920 x 1080

let server: Server;
let browser: Browser;
let leader: Leader;
let couples: Couple[] = [];
let hall: Watched;

before(async () => {
    server = await startServer();
    browser = await launchBrowser();
    leader = await makeGroup(server);
    hall = await openProjector(browser, leader);
});

after(async () => {
    couples.forEach((it) => it.close());
    leader?.close();
    await browser?.close();
    await endServer(server);
});

interface Seen {
    smallest: number;
    outside: string[];
    scrolls: boolean;
    text: string;
}

/** What can be seen of the page: how small its letters are, and what stands out of the screen. */
function look(page: Page): Promise<Seen> {
    return page.evaluate(() => {
        const root = document.documentElement;
        const seen: Seen = {
            smallest: Number.POSITIVE_INFINITY,
            outside: [],
            scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
            text: document.querySelector('main')!.innerText,
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(node);
            const box = range.getBoundingClientRect();
            const parent = node.parentElement!;
            if (box.width < 2 || parent.closest('.for-readers-only, noscript, script')) {
                continue;
            }
            const size = Number.parseFloat(getComputedStyle(parent).fontSize);
            seen.smallest = Math.min(seen.smallest, size);
            const isIn =
                box.left >= 0 &&
                box.top >= 0 &&
                box.right <= innerWidth + 1 &&
                box.bottom <= innerHeight + 1;
            // on another page of what turns its pages
            if (!isIn && parent.closest('.projector-pages') === null) {
                seen.outside.push(node.textContent ?? '');
            }
        }
        return seen;
    });
}

async function examine(what: string): Promise<void> {
    const { page, problems } = hall;
    for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const size of [SIZES.hall, SIZES.laptop]) {
            await page.setViewportSize(size);
            const seen = await look(page);
            const where = `${what}, ${colorScheme}, ${size.width} wide`;
            assert.deepEqual(seen.outside, [], where);
            assert.equal(seen.scrolls, false, `${where}: it scrolls`);
            const least = (LEAST_PX * size.width) / SIZES.hall.width;
            assert.ok(seen.smallest >= least - 0.1, `${where}: letters of ${seen.smallest} px`);
        }
        await page.setViewportSize(SIZES.hall);
        assert.deepEqual(await violations(page, ['color-contrast-enhanced']), [], what);
    }
    const { text } = await look(page);
    for (const name of couples.flatMap((it) => it.names)) {
        assert.ok(!text.includes(name), `${what}: ${name} stands there`);
    }
    assert.deepEqual(problems, [], what);
}

const sees = (text: string | RegExp) => hall.page.getByText(text).first().waitFor();

describe('projector', { concurrency: false }, () => {
    test('no meeting', async () => {
        await sees('Er is nu geen bijeenkomst.');
        await examine('no meeting');
    });

    test('its link leaves nothing in the address bar, and one entry in the history', async () => {
        const { page } = hall;
        assert.equal(await page.evaluate(() => location.hash), '');
        assert.equal(await page.title(), 'Houvast');
        assert.equal(await page.evaluate(() => history.length), 2); // about:blank and this page
    });

    test('lobby', async () => {
        await leader.openMeeting();
        await leader.command({ case: 'setLobby', value: { open: true } });
        await sees('Nog geen stel binnen');
        await hall.page.locator('svg.qr').waitFor();
        const code = leader.stage?.lobby?.code ?? '';
        await sees(`${code.slice(0, 3)} ${code.slice(3)}`);
        couples = await joinCouples(leader, 4, 1); // not Noor and Sam, who are in the example
        await sees('4 stellen zijn er');
        await examine('lobby');
        await leader.command({ case: 'setLobby', value: { open: false } });
    });

    test('between steps', async () => {
        await sees('Een ogenblik. Zo gaan we verder.');
        await examine('between steps');
    });

    test('explanation, with a clock', async () => {
        await leader.startStep('1.3');
        await leader.startClock(20);
        await sees('20:00');
        await sees(/Een band is geen luxe/);
        await examine('explanation');
    });

    test('example, built up key by key', async () => {
        const step = leader.step('1.3');
        assert.ok(step.exampleAnswers > 0, 'step 1.3 has an example');
        for (let count = 1; count <= step.exampleAnswers; count++) {
            await leader.command({ case: 'showExample', value: { step: step.step, count } });
            await hall.page.locator(`.projector-example > div:nth-child(${count})`).waitFor();
            await examine(`example ${count}`);
        }
        await leader.command({ case: 'showExample', value: { step: step.step, count: 0 } });
        await sees(/Een band is geen luxe/);
    });

    test('an announcement', async () => {
        await leader.command({ case: 'announce', value: { text: 'Achterin staat koffie.' } });
        await sees('Achterin staat koffie.');
        await examine('announcement');
        const text = 'Een heel lange mededeling, die toch op het scherm past. '.repeat(10).trim();
        await leader.command({ case: 'announce', value: { text } });
        await sees(text);
        await examine('a long announcement');
        await leader.command({ case: 'announce', value: { text: '' } });
    });

    test('couples at work: title and clock alone', async () => {
        await leader.startStep('1.5');
        await leader.nextStage();
        await sees(/ieder voor zich → samen openen/);
        await examine('couples at work');
        await Promise.all(couples.map((it) => it.playBlock()));
        await examine('couples done');
    });

    test('break', async () => {
        await leader.startStep('1.6');
        await leader.startClock(10);
        await sees('Pauze');
        await sees(/^Om \d\d:\d\d gaan we verder\.$/);
        await examine('break');
    });

    test('a result as bands', async () => {
        await leader.startStep('1.2');
        await leader.nextStage();
        await Promise.all(couples.map((it) => it.playBlock()));
        await leader.nextStage();
        await hall.page.locator('.projector-band').first().waitFor();
        await examine('result');
    });

    test('a wall of notes, examples, what was said aloud, and a second poll', async () => {
        await leader.startStep('1.8');
        await leader.nextStage();
        await Promise.all(couples.map((it) => it.playBlock()));
        await leader.nextStage();
        const { page } = hall;
        for (const { run, field, note } of await leader.notes()) {
            await leader.command({ case: 'pickNote', value: { run, field, note, pick: true } });
        }
        await leader.command({
            case: 'pickExample',
            value: { run: leader.board?.run, example: 0 },
        });
        await sees('voorbeeld van de makers');
        const text = 'Iemand zei: ik dacht dat alleen wij dit hadden';
        const value = { run: leader.board?.run, ofField: true, field: 0, text };
        await leader.command({ case: 'writeWall', value });
        await sees('hardop gezegd');
        await examine('wall');
        await leader.nextStage();
        await leader.nextStage();
        await Promise.all(couples.map((it) => it.playBlock()));
        await leader.nextStage();
        await page.locator('.projector-band').first().waitFor();
        await examine('second poll');
    });

    test('a wall that does not fit becomes pages that turn by keys', async () => {
        const { page } = hall;
        const text =
            'Een regel die wat langer is dan de andere, zodat de muur snel vol is. '.repeat(4);
        for (let line = 0; line < 16; line++) {
            const value = { run: leader.board?.run, text: `${line + 1}: ${text}` };
            await leader.command({ case: 'writeWall', value });
        }
        await sees(/^16: /);
        const number = page.locator('.projector-page-number');
        await number.waitFor();
        const first = await number.innerText();
        await examine('pages');
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction(
            (before) => document.querySelector('.projector-page-number')?.textContent !== before,
            first,
        );
        await examine('next page');
        await leader.command({ case: 'clearWall', value: {} });
    });

    test('one key for sound, one for the full screen', async () => {
        const { page, problems } = hall;
        for (const [key, name] of [
            ['m', 'Geluid (M)'],
            ['f', 'Volledig scherm (F)'],
        ] as const) {
            const pressed = (on: boolean) => page.getByRole('button', { name, pressed: on });
            await pressed(false).waitFor();
            await page.keyboard.press(key);
            await pressed(true).waitFor();
            await page.keyboard.press(key);
            await pressed(false).waitFor();
        }
        assert.deepEqual(problems, []);
    });

    test('the device of a facilitator does not become a projector', async () => {
        const link = await leader.link(Role.CO_FACILITATOR);
        const other = await hall.context.newPage();
        await other.goto(link.replace('/console', '/projector'));
        await other.getByText('Deze link is niet voor de projector.').waitFor();
        await other.close();
    });
});
