// SPDX-License-Identifier: EUPL-1.2
//
// What a facilitator does with their hands on the page of the console. Whether it happened is read
// off the board of a colleague: another device, which the same server tells what is so.

import assert from 'node:assert/strict';
import { StepState } from '#made/houvast/v1/pane_pb';
import { parseToken } from '#web/connection/tokens';
import type { Page } from './browser';
import { Leader } from './leader';
import type { Server } from './server';
import { until } from './until';
import { button, press, seesHeading, t } from './words';

/** The owner's first visit: a passphrase, and a group. */
export async function foundGroup(page: Page, passphrase: string, title: string): Promise<void> {
    for (const name of [t('console-passphrase'), t('console-passphrase-twice')]) {
        await page.getByLabel(name, { exact: true }).fill(passphrase);
    }
    await press(page, t('console-passphrase-set'));
    await seesHeading(page, t('console-groups'));
    await page.getByLabel(t('console-group-title')).fill(title);
    await page.keyboard.press('Enter');
    await seesHeading(page, title);
}

export async function addCouple(page: Page, names: string[]): Promise<void> {
    for (const [place, name] of names.entries()) {
        await page.getByLabel(t('console-name-of', { number: place + 1 })).fill(name);
    }
    await press(page, t('console-couple-add'));
    await button(page, t('console-rename-of', { names: names.join(' & ') })).waitFor();
}

/** The link that the page gives for another device. */
export async function askLink(page: Page, what: 'projector' | 'colleague'): Promise<string> {
    const [ask, label] =
        what === 'projector'
            ? [t('console-invite-projector'), t('console-link-projector')]
            : [t('console-invite-co'), t('console-link-co')];
    await press(page, ask);
    await page.getByRole('img', { name: label, exact: true }).waitFor();
    return page.getByRole('link', { name: /#t\./ }).innerText();
}

/** A colleague who came by the link that the console gave. */
export function colleagueBy(server: Server, link: string): Leader {
    const token = parseToken(link.slice(link.indexOf('#t.') + 3));
    assert.ok(token, 'the link has a token');
    return new Leader(server, token);
}

/** What each couple's card says, as they stand on the page. */
export async function readCards(page: Page): Promise<string[]> {
    await press(page, t('console-cards'));
    const cards = page.getByRole('listitem').filter({ has: page.getByRole('img') });
    await cards.first().waitFor();
    const texts = await cards.allInnerTexts();
    await press(page, t('console-back-to-group'));
    return texts;
}

/** The two words of each person, as the strips say them that come out of the printer. */
export async function readSlips(page: Page): Promise<Map<string, string>> {
    await press(page, t('console-slips'));
    await page.locator('.console-slip').first().waitFor();
    await page.emulateMedia({ media: 'print' }); // words that were used are on no strip
    const slips = new Map<string, string>();
    for (const slip of await page.locator('.console-slip:visible').all()) {
        const name = await slip.getByRole('heading').innerText();
        slips.set(name, (await slip.locator('.console-slip-words').innerText()).trim());
    }
    await page.emulateMedia({ media: null });
    await press(page, t('console-back-to-group'));
    return slips;
}

/** Whoever leads the evening at the keyboard. */
export class Facilitator {
    readonly page: Page;
    readonly colleague: Leader;
    #presses = 0;

    constructor(page: Page, colleague: Leader) {
        this.page = page;
        this.colleague = colleague;
    }

    /** "This couple is here". */
    async admit(unit: number): Promise<void> {
        await press(this.page, t('console-admit-table', { number: unit }));
        await button(this.page, t('console-admit-table', { number: unit })).waitFor({
            state: 'detached',
        });
    }

    /** A guest, by the number on their screen, turns out to be this table. */
    async placeGuest(number: string, unit: number): Promise<void> {
        const select = this.page.getByLabel(t('console-guest', { number }));
        await select.selectOption(String(unit));
        await press(this.page, t('console-guest-place'));
        await select.waitFor({ state: 'detached' });
    }

    #place(): string {
        const board = this.colleague.board;
        return `${board?.step} ${board?.run} ${board?.stage}`;
    }

    /** A key that moves the evening, and until both the board and this page say that it did. */
    async move(key: string): Promise<void> {
        const before = this.#place();
        const shown = await this.page.evaluate(marksUnlike, '');
        await this.page.keyboard.press(key);
        await until(`${key} moves the evening`, () => this.#place() !== before);
        const { colleague } = this;
        await until('stage and board tell the same', () => {
            const { stage, board } = colleague;
            const isSame = stage?.run === board?.run && stage?.stage === board?.stage;
            return isSame && (board?.run === 0 || colleague.definition !== undefined);
        });
        await this.page.waitForFunction(marksUnlike, shown);
    }

    next(): Promise<void> {
        this.#presses += 1;
        return this.move(this.#presses % 2 === 0 ? 'PageDown' : 'ArrowRight');
    }

    /** Presses "next" until it is so; no press more. */
    async goOnTo(what: string, isThere: () => boolean): Promise<void> {
        for (let presses = 0; !isThere(); presses++) {
            assert.ok(presses < 4, `"next" leads to ${what}`);
            await this.next();
        }
    }

    /** On to a step, which is the next one in the agenda, by its printed number. */
    startStep(number: string): Promise<void> {
        const { colleague } = this;
        return this.goOnTo(`step ${number}`, () => {
            return colleague.step(number).state === StepState.UNDER_WAY;
        });
    }

    /** On to where the couples are at work. */
    startBlock(): Promise<void> {
        return this.goOnTo('a block', () => this.colleague.stage?.block === true);
    }
}

/** Which entries of the lists on the page are the present ones, once that changed. */
function marksUnlike(before: string): string {
    const marks = [...document.querySelectorAll('ol > li')]
        .map((it) => it.getAttribute('aria-current') ?? '-')
        .join(' ');
    return marks === before ? '' : marks;
}
