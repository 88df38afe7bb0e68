// SPDX-License-Identifier: EUPL-1.2
//
// The two words of a person: asked at each pass on a table and once an evening on a pen, also after
// a reload and after ten idle minutes; wrong five times they rest, and only the board says so; they
// stand in no storage and no page; who lost them gets new ones, and an empty page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import { comeOnline, lookAway, type Page } from './browser';
import { readSlips } from './console_hands';
import { countOf, followCommands } from './frames';
import { giveBack, openPenPage, reachFor, sayYes, takeLaptop, typeWords } from './hands';
import { OnOneLaptop } from './people';
import { differences, pictureOf } from './pictures';
import { houseOfFile, inRoom, NOOR_AND_SAM, type Room } from './room';
import { wordsOf } from './slips';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const house = houseOfFile();
const WRONG = 'niet deze';
const TEXT = 'Alleen van Noor';

const wordsField = (page: Page) => page.getByLabel(t('words-label'));
const question = (page: Page) => page.locator('.question textarea');

const boardSeat = ({ leader }: Room, seat: number) =>
    leader.board?.units.flatMap((it) => it.seats).find((it) => it.seat === seat);

/** A table whose people said yes, at an exercise that asks a text. */
async function tableAtStory(room: Room, before?: (page: Page) => unknown): Promise<Page> {
    const table = await room.openTable(room.units[0]!, before);
    await new OnOneLaptop(NOOR_AND_SAM, table).sayYes();
    await room.leader.startStep('1.7');
    await room.leader.nextStage();
    await sees(table, t('table-solo-text'));
    return table;
}

async function write(page: Page, text: string): Promise<void> {
    await question(page).fill(text);
    await sees(page, t('save-saved'));
}

/** On the console: the page of the group, with its names. */
async function openGroup(console: Page): Promise<void> {
    await press(console, t('console-group'));
    await press(console, t('console-uncover'));
}

/** All that a person or a script could find in a page and its storage. */
function everythingIn(page: Page): Promise<string> {
    return page.evaluate(() =>
        [
            document.documentElement.outerHTML,
            ...[...document.querySelectorAll('input, textarea')].map(
                (it) => (it as HTMLInputElement).value,
            ),
            JSON.stringify(localStorage),
            JSON.stringify(sessionStorage),
            JSON.stringify(history.state),
            document.cookie,
            location.href,
        ].join('\n'),
    );
}

describe('two words', { concurrency: 2 }, () => {
    test('are asked at each pass; they open one page, and none that is not theirs', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await tableAtStory(room);
            await takeLaptop(table, 'Noor');
            await write(table, TEXT);
            await press(table, t('own-hand-over'));
            await giveBack(table);
            await reachFor(table, 'Noor');
            await typeWords(table, wordsOf(table, 'Sam'));
            await sees(table, t('refusal-words'));
            assert.equal(await wordsField(table).inputValue(), '');
            assert.ok(!(await everythingIn(table)).includes(TEXT));
            await typeWords(table, `  ${wordsOf(table, 'Noor').toUpperCase().replace(' ', '   ')} `);
            await seesHeading(table, t('own-question', { number: 2, of: 3 }));
            await press(table, t('table-back'));
            assert.equal(await question(table).inputValue(), TEXT);
        }));

    test('by keys alone, hidden unless somebody looks, and one word is no try', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            let commands: string[] = [];
            const table = await tableAtStory(room, (page) => {
                commands = followCommands(page);
            });
            const tries = () => countOf(commands).unlockSeat ?? 0;
            await reachFor(table, 'Noor');
            const before = tries();
            const words = wordsOf(table, 'Noor');
            await table.keyboard.type(words.split(' ')[0]!); // the keys go there by themselves
            const hiddenness = () =>
                wordsField(table).evaluate((it) =>
                    getComputedStyle(it).getPropertyValue('-webkit-text-security'),
                );
            assert.equal(await hiddenness(), 'disc');
            await press(table, t('words-show'));
            assert.equal(await hiddenness(), 'none');
            await table.keyboard.press('Enter');
            await sees(table, t('words-two'));
            assert.equal(tries(), before);
            await table.keyboard.type(` ${words.split(' ')[1]}`);
            await table.keyboard.press('Enter');
            await question(table).waitFor();
            assert.equal(tries(), before + 1);
        }));

    test('stand in no storage and on no page once they were typed', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await tableAtStory(room);
            const pen = await room.openPen(room.units[0]!, 'Sam');
            await openPenPage(pen, 'Sam');
            await takeLaptop(table, 'Noor');
            await question(table).waitFor();
            for (const [page, name] of [[table, 'Noor'], [pen, 'Sam']] as const) {
                const found = (await everythingIn(page)).toLowerCase();
                for (const word of wordsOf(page, name).split(' ')) {
                    assert.doesNotMatch(found, new RegExp(`\\b${word}\\b`));
                }
            }
            await press(table, t('own-hand-over'));
            await giveBack(table);
            await reachFor(table, 'Noor');
            await typeWords(table, 'geheimwoord anderwoord');
            await sees(table, t('refusal-words'));
            assert.doesNotMatch(await everythingIn(table), /geheimwoord|anderwoord/);
        }));

    test('after a reload they are asked again; a connection that was lost asks nothing', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await tableAtStory(room);
            const pen = await room.openPen(room.units[0]!, 'Sam');
            await openPenPage(pen, 'Sam');
            await takeLaptop(table, 'Noor');
            const loseConnection = async (page: Page, name: string) => {
                await write(page, `Alleen van ${name}`);
                await page.context().setOffline(true);
                await sees(page, t('connection-waiting'));
                await page.context().setOffline(false);
                await comeOnline(page);
                await page.getByText(t('connection-waiting')).waitFor({ state: 'detached' });
                assert.equal(await question(page).inputValue(), `Alleen van ${name}`);
            };
            await Promise.all([loseConnection(table, 'Noor'), loseConnection(pen, 'Sam')]);
            await Promise.all([table.reload(), pen.reload()]);
            await sees(table, t('table-solo-text'));
            await wordsField(pen).waitFor();
            for (const page of [table, pen]) {
                assert.ok(!(await everythingIn(page)).includes('Alleen van'));
            }
        }));

    test('on a pen once an evening: not after a pause, but after ten idle minutes', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const pen = await room.openPen(room.units[0]!, 'Noor', (page) => page.clock.install());
            await openPenPage(pen, 'Noor');
            await sayYes(pen);
            await leader.startStep('1.7');
            await leader.nextStage();
            await question(pen).waitFor();
            await leader.command({ case: 'setPause', value: { on: true } });
            await seesHeading(pen, t('table-pause'));
            await leader.command({ case: 'setPause', value: { on: false } });
            await seesHeading(pen, t('table-knock-title'));
            assert.equal(await wordsField(pen).count(), 0);
            await press(pen, t('table-i-am', { name: 'Noor' }));
            await question(pen).waitFor();
            await pen.clock.fastForward(9 * 60_000);
            await pen.mouse.move(10, 300);
            await pen.keyboard.press('Shift');
            await question(pen).waitFor();
            await pen.clock.fastForward(10 * 60_000);
            await wordsField(pen).waitFor();
            await comeOnline(pen); // by its own clock no answer came for minutes
            await openPenPage(pen, 'Noor');
            await question(pen).waitFor();
        }));

    test('what comes from the evening keeps no page open that its person left lying there', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await tableAtStory(room, (page) => page.clock.install());
            const pen = await room.openPen(unit, 'Sam', (page) => page.clock.install());
            await openPenPage(pen, 'Sam');
            await takeLaptop(table, 'Noor');
            const pages = [table, pen];
            for (const page of pages) {
                await question(page).waitFor();
                await lookAway(page);
                await page.clock.fastForward(9 * 60_000);
                await comeOnline(page); // by its own clock no answer came for minutes
            }
            const text = 'Achterin staat koffie.';
            await room.leader.command({ case: 'announce', value: { text } });
            for (const page of pages) {
                await sees(page, text);
                assert.equal(await question(page).count(), 1);
                await page.clock.fastForward(60_000);
            }
            await seesHeading(table, t('table-back-title'));
            await wordsField(pen).waitFor();
        }));

    test('a pen that lies there asks them also where it shows what is for all', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const pen = await room.openPen(room.units[0]!, 'Noor', (page) => page.clock.install());
            await openPenPage(pen, 'Noor');
            await sayYes(pen);
            await seesHeading(pen, t('hall-almost'));
            await pen.clock.fastForward(9 * 60_000);
            await pen.keyboard.press('Shift');
            await pen.clock.fastForward(9 * 60_000);
            assert.equal(await wordsField(pen).count(), 0);
            await pen.clock.fastForward(60_000);
            await wordsField(pen).waitFor();
        }));

    test('nor does a sleep, in which the timers of a page stand still', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const table = await tableAtStory(room, (page) => page.clock.install());
            const pen = await room.openPen(unit, 'Sam', (page) => page.clock.install());
            await openPenPage(pen, 'Sam');
            await takeLaptop(table, 'Noor');
            for (const page of [table, pen]) {
                await question(page).waitFor();
                await lookAway(page);
                const now = await page.evaluate(() => Date.now());
                await page.clock.setSystemTime(now + 10 * 60_000);
                await page.keyboard.press('x'); // the first that is done at it wakes nothing else
            }
            await seesHeading(table, t('table-back-title'));
            await wordsField(pen).waitFor();
        }));

    test('nor does a pause: what a pen was unlocked with ends in it as well', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const pen = await room.openPen(room.units[0]!, 'Noor', (page) => page.clock.install());
            await openPenPage(pen, 'Noor');
            await sayYes(pen);
            await seesHeading(pen, t('hall-almost'));
            await leader.command({ case: 'setPause', value: { on: true } });
            await seesHeading(pen, t('table-pause'));
            await pen.clock.fastForward(10 * 60_000);
            await comeOnline(pen); // by its own clock no answer came for minutes
            await leader.command({ case: 'setPause', value: { on: false } });
            await seesHeading(pen, t('table-knock-title'));
            await wordsField(pen).waitFor();
        }));

    test('a ticket that ended meanwhile is no wrong try: the words are asked', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const { leader } = room;
            const seat = room.seatOf(room.units[0]!, 'Noor');
            const pen = await room.openStory(room.units[0]!, 'Noor');
            await leader.command({ case: 'setPause', value: { on: true } });
            await seesHeading(pen, t('table-pause'));
            await leader.command({ case: 'dealWords', value: { seat } });
            await leader.readSlips();
            await leader.command({ case: 'setPause', value: { on: false } });
            await press(pen, t('table-i-am', { name: 'Noor' }));
            await wordsField(pen).waitFor();
            await button(pen, t('table-i-am', { name: 'Noor' })).waitFor();
            assert.equal(await pen.locator('.table-problem').count(), 0);
            await openPenPage(pen, 'Noor');
            await question(pen).waitFor();
        }));

    test('wrong five times they rest: the board alone says so, and nothing is lost', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const unit = room.units[0]!;
            const seat = room.seatOf(unit, 'Noor');
            const table = await tableAtStory(room);
            const pen = await room.openPen(unit, 'Sam');
            await openPenPage(pen, 'Sam');
            await question(pen).waitFor();
            const before = await pictureOf(pen);
            await reachFor(table, 'Noor');
            const rests = () => Number(boardSeat(room, seat)?.restsUntil ?? 0) > 0;
            let wrong: string | undefined;
            for (let time = 1; time <= 5; time++) {
                assert.equal(rests(), false, `after ${time - 1} wrong tries`);
                await typeWords(table, WRONG);
                await sees(table, t('refusal-words'));
                await wordsField(table).and(table.locator(':focus')).waitFor();
                wrong ??= await everythingIn(table);
            }
            await until('the board has it', rests);
            await typeWords(table, wordsOf(table, 'Noor'));
            await sees(table, t('refusal-words'));
            await wordsField(table).and(table.locator(':focus')).waitFor();
            assert.equal(await everythingIn(table), wrong);
            assert.equal(await differences(pen, before, await pictureOf(pen)), 0);
            const console = await room.open(await room.leader.link(Role.CO_FACILITATOR));
            await button(console, t('console-pause-all')).waitFor();
            assert.ok(!(await console.locator('body').innerText()).includes('verkeerde woorden'));
            await console.keyboard.down('n');
            await sees(console, /Noor: vijf keer verkeerde woorden/);
            await console.keyboard.up('n');
        }));

    test('who lost them gets new ones, and begins on an empty page', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const table = await tableAtStory(room);
            const old = wordsOf(table, 'Noor');
            await takeLaptop(table, 'Noor');
            await write(table, TEXT);
            const console = await room.open(await room.leader.link(Role.CO_FACILITATOR));
            await openGroup(console);
            await press(console, t('console-slips'));
            await press(console, t('console-slip-renew-of', { name: 'Noor' }));
            await press(console, t('console-slip-renew'));
            await seesHeading(table, t('table-back-title'));
            await press(console, t('console-back-to-group'));
            const words = (await readSlips(console)).get('Noor')!;
            assert.match(words, /^[a-z]+ [a-z]+$/);
            assert.notEqual(words, old);
            await giveBack(table);
            await reachFor(table, 'Noor');
            await typeWords(table, old);
            await sees(table, t('refusal-words'));
            await typeWords(table, words);
            await question(table).waitFor();
            assert.equal(await question(table).inputValue(), '');
            assert.ok(!(await everythingIn(table)).includes(TEXT));
        }));

    test('on paper: a strip for each, with no couple and no address on it', () =>
        inRoom(house, [NOOR_AND_SAM], async (room) => {
            const console = await room.open(await room.leader.link(Role.CO_FACILITATOR));
            await openGroup(console);
            const slips = await readSlips(console);
            assert.deepEqual(slips, room.leader.slips);
            await press(console, t('console-slips'));
            await console.locator('.console-slip').first().waitFor();
            await console.emulateMedia({ media: 'print' });
            const paper = await console.locator('body').innerText();
            assert.ok(!paper.includes('Noor & Sam') && !paper.includes('127.0.0.1'), paper);
            for (const [name, words] of slips) {
                assert.ok(paper.includes(name) && paper.includes(words), paper);
            }
            assert.equal(await console.getByRole('button').count(), 0);
            await console.emulateMedia({ media: null });
            const table = await room.openTable(room.units[0]!);
            await takeLaptop(table, 'Noor');
            await press(console, t('console-back-to-group'));
            await press(console, t('console-slips'));
            await sees(console, t('console-slip-used', { name: 'Noor' }));
            await console.emulateMedia({ media: 'print' });
            const [left, ...others] = await console.locator('.console-slip:visible').all();
            assert.deepEqual(others, []);
            assert.ok((await left!.innerText()).includes('Sam'));
        }));
});
