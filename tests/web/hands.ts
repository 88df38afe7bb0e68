// SPDX-License-Identifier: EUPL-1.2
//
// What people do with their hands on the page of a table or pen.

import type { Locator, Page } from './browser';
import { wordsOf } from './slips';
import { untilFound } from './until';
import { button, press, sees, seesHeading, t, tap } from './words';

/** What a device that came by a card says it is. */
const DEVICES = { table: 'arrival-table', pen: 'arrival-pen' } as const;
type DeviceKind = keyof typeof DEVICES;

/** By a typed code: that of a card, or without a kind that of the lobby. */
export async function arriveByCode(page: Page, code: string, kind?: DeviceKind): Promise<void> {
    await page.getByLabel(t('arrival-label')).fill(code);
    await press(page, t('arrival-go'));
    if (kind !== undefined) {
        await press(page, t(DEVICES[kind]));
    }
}

/** By the link in the QR code of a card. */
export async function arriveByLink(page: Page, link: string, kind: DeviceKind): Promise<void> {
    await page.goto(link);
    await press(page, t(DEVICES[kind]));
}

/** As a table shows them, by name. */
export async function penCodes(table: Page): Promise<Map<string, string>> {
    const summary = table.locator('summary', { hasText: t('table-pens') });
    await summary.click();
    const names = table.getByRole('term');
    const codes = table.getByRole('definition').locator('[aria-hidden]');
    await names.first().waitFor();
    const [all, said] = [await names.allInnerTexts(), await codes.allInnerTexts()];
    await summary.click();
    return new Map(all.map((name, place) => [name, said[place]!]));
}

/** A phone becomes that of the person whose code it is. */
export async function bindPen(pen: Page, code: string): Promise<void> {
    await pen.getByLabel(t('table-bind-label')).fill(code);
    await press(pen, t('table-bind'));
    await pen.getByLabel(t('table-bind-label')).waitFor({ state: 'detached' });
}

const MOMENT_MS = 2000;

/** On a table: somebody says who takes the laptop; the cover comes. Outside the times of writing
 * the names are behind "your own page" or "write what you heard". */
export async function reachFor(page: Page, name: string): Promise<void> {
    const iAm = button(page, t('table-i-am', { name })).first();
    const closed = page.locator('details:not([open]) > summary', {
        hasText: new RegExp(`${t('table-own-pages')}|${t('own-heard')}`),
    });
    await untilFound(`the name of ${name}`, async () => {
        await iAm.or(closed).first().waitFor();
        if (!(await iAm.isVisible())) {
            // A step that begins to ask takes the summary away and shows the names instead.
            await tap(closed.first(), { timeout: MOMENT_MS }).catch(() => {});
        }
        return iAm.isVisible();
    });
    await tap(iAm);
    await seesHeading(page, t('table-pass-to', { name }));
}

/** Types two words where they are asked, and goes on. */
export async function typeWords(page: Page, words: string): Promise<void> {
    await page.getByLabel(t('words-label')).fill(words);
    await tap(page.locator('.table-words .button-main'));
}

async function unlock(page: Page, name: string): Promise<void> {
    await typeWords(page, wordsOf(page, name));
    await page.getByLabel(t('words-label')).waitFor({ state: 'detached' });
}

/** On a table: one person takes the laptop, past the cover, with their words, to the own page. */
export async function takeLaptop(page: Page, name: string): Promise<void> {
    await reachFor(page, name);
    await unlock(page, name);
}

/** On a table: the cover after the own page goes away. */
export async function giveBack(page: Page): Promise<void> {
    await seesHeading(page, t('table-back-title'));
    await press(page, t('table-back-go'));
}

/** On a pen: the own page, after coming in, for which it takes the words, or after a break. */
export async function openPenPage(page: Page, name: string): Promise<void> {
    const iAm = button(page, t('table-i-am', { name })).or(button(page, t('table-knock'))).first();
    await iAm.waitFor();
    if (await page.getByLabel(t('words-label')).isVisible()) {
        await unlock(page, name);
    } else {
        await tap(iAm);
    }
}

export async function sayYes(page: Page): Promise<void> {
    await press(page, t('consent-yes'));
}

/** On a table: both read and say yes, one after the other. */
export async function consentInPasses(page: Page, names: string[]): Promise<void> {
    for (const name of names) {
        await takeLaptop(page, name);
        await sayYes(page);
        await press(page, t('own-hand-over'));
        await giveBack(page);
    }
}

const REACH = 3; // which one of a row of choices

/** A question, and what was answered, in the words in which it is shown to be read. */
export interface Given {
    prompt: string;
    words: string;
}

/** Picks one of a row of choices; what it is called. */
async function pickOne(choices: Locator): Promise<string> {
    const choice = choices.nth(Math.min(REACH, (await choices.count()) - 1));
    await choice.check();
    return (await choice.locator('xpath=ancestor::label').innerText()).trim();
}

/** Answers the question on the screen, whatever its type, with something that fits. */
export async function answerQuestion(page: Page, text: string, place = 0): Promise<Given> {
    const question = page.locator('.question').nth(place);
    await question.waitFor();
    const areas = question.locator('textarea');
    const radios = question.locator('input[type=radio]');
    const boxes = question.locator('input[type=checkbox]');
    const lines = question.locator('.field-list input');
    let words = text;
    if ((await areas.count()) > 0) {
        await areas.first().fill(text);
    } else if ((await lines.count()) > 0) {
        await lines.first().fill(text);
    } else {
        words = await pickOne((await radios.count()) > 0 ? radios : boxes);
    }
    await page.locator('h1').first().click(); // what is left is saved at once
    await sees(question, t('save-saved'));
    return { prompt: await question.locator('.question-prompt').innerText(), words };
}

/** The question on the screen is answered with these words, here or on another device. */
export async function untilReads(page: Page, words: string, place = 0): Promise<void> {
    const question = page.locator('.question').nth(place);
    const typed = question.locator('textarea, .field-list input').first();
    const picked = question.locator('label', { hasText: words, has: page.locator(':checked') });
    await untilFound(
        `it says: ${words}`,
        async () => (await picked.count()) > 0 || (await valueOf(typed)) === words,
    );
}

async function valueOf(typed: Locator): Promise<string | undefined> {
    return (await typed.count()) > 0 ? typed.inputValue() : undefined;
}

/** What somebody does with a question. */
export type Doing = 'answer' | 'skip' | 'say aloud' | 'leave';

export interface Answering {
    /** With each question; answer, unless said otherwise. */
    doing?: Doing;
    /** What is written; one text a question, the last for all that follow. */
    texts?: string[];
    /** Called for each screen, before and after it was answered. */
    onScreen?(number: number, state: 'empty' | 'answered'): Promise<void>;
}

/** From the first screen of writing to the envelope; what was answered on the way. */
export async function answerAll(
    page: Page,
    { doing = 'answer', texts = ['Een paar woorden'], onScreen }: Answering = {},
): Promise<Given[]> {
    const given: Given[] = [];
    const envelope = page.getByRole('heading', { name: t('envelope-title') });
    const next = button(page, t('table-next'));
    const last = button(page, t('own-to-envelope'));
    for (let number = 1; ; number++) {
        await envelope.or(next).or(last).first().waitFor();
        if (await envelope.isVisible()) {
            return given;
        }
        await onScreen?.(number, 'empty');
        if ((await page.locator('.question').count()) > 0) {
            const text = texts[Math.min(given.length, texts.length - 1)]!;
            if (doing === 'answer') {
                given.push(await answerQuestion(page, text));
            } else if (doing !== 'leave') {
                await press(page, t(doing === 'skip' ? 'answer-skip' : 'answer-rather-aloud'));
                await sees(page, t('save-saved'));
            }
            await onScreen?.(number, 'answered');
        }
        const before = await page.locator('main').innerText();
        await tap(next.or(last).first());
        await page.waitForFunction(
            (old) => document.querySelector('main')?.innerText !== old,
            before,
        );
    }
}

/** On the envelope: everything that can be shown is shown, and it closes. */
/** Shows or keeps all that it asks. */
export async function chooseInEnvelope(page: Page, show: boolean): Promise<void> {
    for (const row of await page.locator('.table-choice').all()) {
        await row
            .getByRole('radio', { name: show ? t('envelope-show') : t('envelope-keep') })
            .check();
    }
}

export async function closeEnvelope(page: Page, show = true): Promise<void> {
    await chooseInEnvelope(page, show);
    await press(page, t('envelope-close'));
}

/** On a table: everyone answers and closes, one after the other. */
export async function answerInPasses(page: Page, names: string[], show = true): Promise<void> {
    for (const name of names) {
        await takeLaptop(page, name);
        await answerAll(page);
        await closeEnvelope(page, show);
        await giveBack(page);
    }
}
