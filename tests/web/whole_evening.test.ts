// SPDX-License-Identifier: EUPL-1.2
//
// One whole evening as people have it: a facilitator at the keyboard of the console, Noor and Sam
// on one laptop, Fatima and Jeroen with a laptop and two phones, Priya and Thijs who walk in, four
// simulated couples, and a projector. In the middle pages are loaded anew, a phone sleeps, and the
// server is killed. At the end everybody reads back what the pages once called saved.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { equals } from '@bufbuild/protobuf';
import { StageKind, ValueSchema } from '#made/houvast/v1/definition_pb';
import { SeatState } from '#made/houvast/v1/pane_pb';
import { ReadKind, Role } from '#made/houvast/v1/wire_pb';
import {
    ABSENCE,
    type Browser,
    comeOnline,
    launchBrowser,
    type Page,
    putToSleep,
    type Watched,
    watching,
} from './browser';
import {
    addCouple,
    askLink,
    colleagueBy,
    Facilitator,
    foundGroup,
    readCards,
    readSlips,
} from './console_hands';
import { type Couple, coupleNames, joinCouples } from './couple';
import {
    answerQuestion,
    arriveByCode,
    arriveByLink,
    bindPen,
    openPenPage,
    penCodes,
    takeLaptop,
    typeWords,
} from './hands';
import { deviceOf, type Leader } from './leader';
import { type Look, openLink } from './open_pages';
import { assertReadBack, OnOneLaptop, OnTwoPens, type People, readBack } from './people';
import { endServer, restartServer, type Server, startServer, stopServer } from './server';
import { handOut, type Slips } from './slips';
import { until } from './until';
import { button, press, sees, seesHeading, t } from './words';

const SHARING = ['Noor', 'Sam'];
const WITH_PENS = ['Fatima', 'Jeroen'];
const WALKING_IN = coupleNames(6);

let server: Server;
let browser: Browser;
let facilitator: Facilitator;
let colleague: Leader;
let hall: Page;
let laptop: OnOneLaptop;
let phones: OnTwoPens;
let guests: OnOneLaptop;
let couples: Couple[] = [];
let slips: Slips = new Map();
const opened: Watched[] = [];

async function open(link: string, look: Look = {}): Promise<Page> {
    const device = await openLink(browser, link, look);
    opened.push(device);
    handOut(device.page, slips);
    return device.page;
}

before(async () => {
    server = await startServer();
    browser = await launchBrowser();
});

after(async () => {
    couples.forEach((it) => it.close());
    colleague?.close();
    await browser?.close();
    await endServer(server);
});

// ---- Coming in ---------------------------------------------------------------------------------

/** The first start: a passphrase, a group, three couples, links. Their cards, as printed. */
async function prepare(): Promise<string[]> {
    const page = await open(server.ownerLink!);
    await foundGroup(page, 'vier losse woorden samen', 'Donderdagavond');
    for (const names of [SHARING, WITH_PENS, WALKING_IN]) {
        await addCouple(page, names);
    }
    const cards = await readCards(page);
    slips = await readSlips(page);
    colleague = colleagueBy(server, await askLink(page, 'colleague'));
    hall = await open(await askLink(page, 'projector'), { size: 'hall' });
    facilitator = new Facilitator(page, colleague);
    await until('the colleague sees the couples', () => colleague.board?.units.length === 3);
    return cards;
}

async function openEvening(): Promise<void> {
    await press(facilitator.page, t('console-open-evening'));
    await until('the lobby is open', () => colleague.stage?.lobby);
    await hall.getByRole('img').waitFor();
}

/** By the code of their card, typed as people type. */
async function comeWithLaptop(cards: string[]): Promise<void> {
    const card = cards.find((it) => it.includes(SHARING.join(' & ')))!;
    const [, code] = /\b([2-9A-Z]{4} [2-9A-Z]{4})\b/.exec(card)!;
    const page = await open(`${server.origin}/`);
    await arriveByCode(page, code!.toLowerCase(), 'table');
    laptop = new OnOneLaptop(SHARING, page);
}

/** The laptop and both phones by the QR code of the card; the laptop says whose each phone is. */
async function comeWithPhones(): Promise<void> {
    const { link } = await colleague.card(2);
    const table = await open(`${server.origin}/`);
    await arriveByLink(table, link, 'table');
    const codes = await penCodes(table);
    assert.deepEqual([...codes.keys()], WITH_PENS);
    const pens: Page[] = [];
    for (const name of WITH_PENS) {
        const pen = await open(`${server.origin}/`, { size: 'phone' });
        await arriveByLink(pen, link, 'pen');
        await bindPen(pen, codes.get(name)!);
        pens.push(pen);
    }
    phones = new OnTwoPens(WITH_PENS, table, pens);
}

/** Without a card: by the code on the projector. */
async function walkIn(): Promise<void> {
    const { code } = colleague.stage!.lobby!;
    await sees(hall, `${code.slice(0, 3)} ${code.slice(3)}`);
    const page = await open(`${server.origin}/`);
    await arriveByCode(page, code);
    await seesHeading(page, t('table-guest-title'));
    const [, number] = /\b(\d+)\b/.exec(await page.locator('main').innerText())!;
    await facilitator.placeGuest(number!, 3);
    await sees(page, t('table-pens'));
    guests = new OnOneLaptop(WALKING_IN, page);
}

async function everybodyComesIn(): Promise<void> {
    const cards = await prepare();
    await openEvening();
    await comeWithLaptop(cards);
    await comeWithPhones();
    await sees(laptop.shared, t('table-welcome-text'));
    await facilitator.admit(1);
    await facilitator.admit(2);
    couples = await joinCouples(colleague, 4, 2);
    await walkIn();
    await sees(hall, '7 stellen zijn er');
    await Promise.all([laptop.sayYes(), phones.sayYes(), guests.sayYes()]);
}

// ---- Exercises ---------------------------------------------------------------------------------

async function everyone(act: (people: People) => Promise<void>): Promise<void> {
    await Promise.all([act(laptop), act(phones), ...couples.map((it) => it.playBlock())]);
}

/** Alone, and no more. */
async function writeAlone(number: string): Promise<void> {
    await facilitator.startStep(number);
    await facilitator.startBlock();
    await everyone((it) => it.write());
}

async function openTogether(people: People): Promise<void> {
    await seesHeading(people.shared, t('table-ready', { people: 2 }));
    await people.open();
    await people.goOn(t('table-talk'));
}

async function practise(): Promise<void> {
    await facilitator.startStep('1.1b');
    await facilitator.startBlock();
    await everyone(async (people) => {
        await people.write();
        await openTogether(people);
    });
}

/** Back is a key too. Who walked in answers like everyone. */
async function checkIn(): Promise<void> {
    await facilitator.startStep('1.2');
    await facilitator.startBlock();
    await facilitator.move('ArrowLeft');
    assert.equal(colleague.stage?.stageKind, StageKind.BRIEF);
    await sees(laptop.shared, t('hall-brief'));
    await facilitator.startBlock();
    await Promise.all([everyone((it) => it.write()), guests.write()]);
    await until('all seven couples are done', () => {
        const seats = colleague.board?.units.flatMap((it) => it.seats) ?? [];
        return seats.length === 14 && seats.every((it) => it.state === SeatState.CLOSED);
    });
    await facilitator.next();
    await sees(hall, /Hoe zit je er nu bij/);
}

async function explain(): Promise<void> {
    const { page } = facilitator;
    await facilitator.startStep('1.3');
    await page.keyboard.press('t');
    await sees(hall, /^(20:00|19:5\d)$/);
    await page.keyboard.press('e');
    await sees(hall, /Vorige winter lag mijn vader in het ziekenhuis/);
    await facilitator.startStep('1.4');
    await sees(laptop.shared, t('hall-scene'));
}

/** Noor's laptop and Fatima's phone are loaded anew while they write. */
async function pulseWithReloads(): Promise<void> {
    await facilitator.startStep('1.5');
    await facilitator.startBlock();
    await everyone(async (people) => {
        if (people === laptop) {
            await reloadTable();
        } else {
            await reloadPen();
        }
        await openTogether(people);
    });
}

async function reloadTable(): Promise<void> {
    const { shared } = laptop;
    await takeLaptop(shared, 'Noor');
    for (let question = 0; question < 2; question++) {
        laptop.remember('Noor', [await answerQuestion(shared, '')]);
        await press(shared, t('table-next'));
    }
    await shared.reload();
    await laptop.writeOf('Noor');
    await laptop.writeOf('Sam');
}

async function reloadPen(): Promise<void> {
    const pen = phones.pen('Fatima');
    phones.remember('Fatima', [await answerQuestion(pen, '')]);
    await pen.reload();
    await phones.comeBack('Fatima');
    await seesHeading(pen, t('own-question', { number: 2, of: 7 }));
    await phones.write();
}

/** Jeroen's phone sleeps in his pocket while the evening goes on to a break and beyond. */
async function sleepThroughBreak(): Promise<void> {
    const wake = await putToSleep(phones.pen('Jeroen'));
    await facilitator.startStep('1.6');
    await seesHeading(laptop.shared, 'Pauze');
    await seesHeading(phones.pen('Fatima'), 'Pauze');
    await facilitator.startStep('1.7');
    await facilitator.startBlock();
    await wake();
    await Promise.all(WITH_PENS.map((it) => phones.comeBack(it)));
}

const STORY = 'Toen mijn vader ziek was, zat jij er al voordat ik je kon bellen.';

/** The network is back, as devices notice it. */
async function hurryAll(): Promise<void> {
    await Promise.all(opened.map(({ page }) => comeOnline(page)));
    [colleague, ...couples].forEach((it) => it.device.hurry());
}

/** The server dies while Noor writes, and while Fatima does. */
async function dieWhileTheyWrite(): Promise<void> {
    const pages: [People, string, Page][] = [
        [laptop, 'Noor', laptop.shared],
        [phones, 'Fatima', phones.pen('Fatima')],
    ];
    await takeLaptop(laptop.shared, 'Noor');
    for (const [, , page] of pages) {
        await page.getByRole('textbox').fill(STORY);
        await sees(page, t('save-saved'));
    }
    await stopServer(server, 'SIGKILL');
    for (const [people, name, page] of pages) {
        await page.getByRole('textbox').pressSequentially(` ${name}.`);
        await sees(page, t('save-offline'));
        const [prompt] = (await page.locator('.question').innerText()).split('\n');
        people.remember(name, [{ prompt: prompt!, words: `${STORY} ${name}.` }]);
    }
    await restartServer(server);
    await hurryAll();
    for (const [, , page] of pages) {
        await sees(page, t('save-saved'));
        await press(page, t('table-next'));
    }
}

async function story(): Promise<void> {
    await dieWhileTheyWrite();
    await everyone(async (people) => {
        if (people === laptop) {
            await laptop.goOnWriting('Noor');
            await laptop.writeOf('Sam');
        } else {
            await phones.write();
        }
        await tellInTurns(people);
        await people.open();
    });
}

/** Each tells what they wrote; the other writes what they heard. */
async function tellInTurns(people: People): Promise<void> {
    const { names, shared } = people;
    for (const name of names) {
        await people.goOn(t('table-turn', { name }));
        await sees(shared, people.given.get(name)!.at(-1)!.words);
    }
    await people.write();
    await people.goOn(t('table-ready', { people: 2 }));
}

/** One line is picked at the console, and stands in the hall. */
async function wall(): Promise<void> {
    const { page } = facilitator;
    await writeAlone('1.8');
    await facilitator.next();
    await press(page, new RegExp(`^${t('console-wall')}`));
    const window = page.getByRole('dialog');
    await press(window, t('console-uncover'));
    const { words } = laptop.given.get('Noor')!.at(-1)!;
    const line = window.getByRole('listitem').filter({ hasText: words });
    await press(line, t('console-wall-pick'));
    await button(line, t('console-wall-unpick')).waitFor();
    await page.keyboard.press('Escape');
    await sees(hall, words);
    await sees(laptop.shared, words);
    await facilitator.startBlock();
    await everyone((it) => it.write());
}

async function homework(): Promise<void> {
    await facilitator.startStep('1.9');
    await facilitator.startBlock();
    await everyone(async (people) => {
        await people.write();
        await press(people.shared, t('table-next'));
        const text = `Na het eten, zeggen ${people.names.join(' en ')}`;
        const together = await people.writeTogether(text);
        await people.agree();
        people.names.forEach((it) => people.remember(it, together));
    });
    const units = colleague.board?.units ?? [];
    assert.deepEqual(
        units.filter((it) => it.jointConfirmed).map((it) => it.unit),
        [1, 2, ...couples.map((it) => it.unit)],
    );
}

// ---- The end -----------------------------------------------------------------------------------

/** A phone that comes by the code of the laptop, which both saw, gets nothing before the words are
 * typed, and all of it then; so does one that the facilitator hands to somebody. */
async function readBackOnNewPhones(): Promise<void> {
    const { link } = await colleague.card(1);
    const codes = await penCodes(laptop.shared);
    for (const { seat, name } of colleague.seatsOf(1)) {
        const given = laptop.given.get(name)!;
        const bind = async () => {
            const pen = await open(`${server.origin}/`, { size: 'phone' });
            await arriveByLink(pen, link, 'pen');
            await bindPen(pen, codes.get(name)!);
            return pen;
        };
        const comeByLink = async () =>
            open(await colleague.link(Role.PEN, { seat }), { size: 'phone' });
        for (const come of [bind, comeByLink]) {
            const pen = await come();
            await typeWords(pen, 'niet deze');
            await sees(pen, t('refusal-words'));
            await openPenPage(pen, name);
            assertReadBack(await readBack(pen), given, name);
        }
    }
}

async function readBackAll(): Promise<void> {
    for (const name of WITH_PENS) {
        assertReadBack(await readBack(phones.pen(name)), phones.given.get(name)!, name);
    }
    await readBackOnNewPhones();
    const seats = couples.flatMap((couple) =>
        colleague.seatsOf(couple.unit).map(({ seat }) => readBackOf(couple, seat)),
    );
    await Promise.all(seats);
}

async function readBackOf(couple: Couple, seat: number): Promise<void> {
    const pen = deviceOf(server, await colleague.invite(Role.PEN, { seat }));
    try {
        await pen.unlock(seat, colleague.wordsOf(seat));
        const found = await pen.read(ReadKind.OWN_WORK, { number: seat });
        const rows = found.kind === 'rows' ? found.rows : [];
        const own = couple.saved.filter((it) => it.seat === seat);
        assert.ok(own.length > 10, `seat ${seat} answered ${own.length} questions`);
        for (const { run, field, value } of own) {
            const row = rows.find((it) => it.run === run && it.field === field);
            assert.ok(row, `seat ${seat}, run ${run}, field ${field}: it is gone`);
            if (value !== undefined) {
                assert.ok(row.value && equals(ValueSchema, row.value, value));
            }
        }
    } finally {
        pen.close();
    }
}

async function end(): Promise<void> {
    const { page } = facilitator;
    await press(page, t('console-end'));
    await press(page.getByRole('dialog'), t('console-end-yes'));
    for (const screen of [hall, laptop.shared, phones.pen('Fatima')]) {
        await sees(screen, t('table-no-meeting'));
    }
}

/** The whole evening adds nothing to a browser's history: there is the page as it was opened, and a
 * link where one was opened in it. Neither tells anything by its name. */
async function leftNothingBehind(): Promise<void> {
    const evening = [`${server.origin}/`, 'Houvast'];
    const withLink = [phones.shared, ...phones.pens.values()];
    for (const page of [laptop.shared, ...withLink]) {
        const tab = await page.context().newCDPSession(page);
        const { entries } = await tab.send('Page.getNavigationHistory');
        const blank = ['about:blank', ''];
        assert.deepEqual(
            entries.map((it) => [it.url, it.title]),
            withLink.includes(page) ? [blank, evening, evening] : [blank, evening],
        );
    }
}

test('an evening', () =>
    watching(opened, async () => {
        await everybodyComesIn();
        await writeAlone('1.1a');
        await practise();
        await checkIn();
        await explain();
        await pulseWithReloads();
        await sleepThroughBreak();
        await story();
        await wall();
        await homework();
        await writeAlone('1.10a');
        await facilitator.startStep('1.10b');
        await readBackAll();
        await end();
        await leftNothingBehind();
        const problems = opened.flatMap((it) => it.problems).filter((it) => !ABSENCE.test(it));
        assert.deepEqual(problems, []);
    }));
