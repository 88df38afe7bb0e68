// SPDX-License-Identifier: EUPL-1.2
//
// Two couples in front of real pages: one shares a laptop and passes it on, one has a laptop
// between them and a phone each. Both remember what the page said was saved.

import assert from 'node:assert/strict';
import type { Page } from './browser';
import {
    answerAll,
    answerQuestion,
    closeEnvelope,
    type Given,
    giveBack,
    openPenPage,
    sayYes,
    takeLaptop,
    untilReads,
} from './hands';
import { button, press, sees, seesHeading, t, tap } from './words';

export abstract class People {
    readonly names: string[];
    /** What both look at. */
    readonly shared: Page;
    readonly given = new Map<string, Given[]>();
    /** What they last wrote together. */
    protected together: Given[] = [];

    constructor(names: string[], shared: Page) {
        this.names = names;
        this.shared = shared;
        names.forEach((it) => this.given.set(it, []));
    }

    /** Both read what they say yes to, before anything is asked of them, and say it. */
    abstract sayYes(): Promise<void>;

    /** Both write and close the envelope that is due; the texts of each differ. */
    abstract write(show?: boolean): Promise<void>;

    /** Both say that what they wrote together is right. */
    abstract agree(): Promise<void>;

    /** Their pages have come to the block that the evening is in. */
    protected async untilAtWork(): Promise<void> {
        await this.shared.locator('main.table:not(.table-hall)').waitFor();
    }

    remember(name: string, given: Given[]): void {
        this.given.get(name)!.push(...given);
    }

    /** What one of them writes: words that nobody else wrote. */
    protected texts(name: string): string[] {
        const count = this.given.get(name)!.length;
        return [1, 2, 3, 4, 5].map((it) => `${name} schrijft ${count + it}: een band, één thee 🫖`);
    }

    /** What each of them showed lies open, in the words of the last envelope. */
    async open(): Promise<void> {
        await press(this.shared, t('table-open'));
        for (const name of this.names) {
            const { prompt, words } = this.given.get(name)!.at(-1)!;
            const field = this.shared.getByRole('heading', { name: prompt }).locator('xpath=..');
            const own = field.getByRole('heading', { name, exact: true }).locator('xpath=..');
            await own.getByText(words).waitFor();
        }
    }

    /** Further within the exercise. */
    async goOn(heading: string | RegExp): Promise<void> {
        await press(this.shared, t('table-next'));
        await seesHeading(this.shared, heading);
    }

    /** All questions that they answer together. */
    async writeTogether(text: string): Promise<Given[]> {
        await seesHeading(this.shared, t('table-joint'));
        const given: Given[] = [];
        const count = await this.shared.locator('.question').count();
        for (let place = 0; place < count; place++) {
            given.push(await answerQuestion(this.shared, text, place));
        }
        assert.ok(given.length > 0, 'they answered something together');
        this.together = given;
        // A saving that came later would take the marks away again.
        await this.shared.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await sees(this.shared, t('save-saved'));
        return given;
    }
}

/** Who share a laptop. */
export class OnOneLaptop extends People {
    async sayYes(): Promise<void> {
        for (const name of this.names) {
            await takeLaptop(this.shared, name);
            await seesHeading(this.shared, t('consent-title', { name }));
            assert.equal(await this.shared.locator('.question').count(), 0);
            await sayYes(this.shared);
            await press(this.shared, t('own-hand-over'));
            await giveBack(this.shared);
        }
    }

    async write(show = true): Promise<void> {
        await this.untilAtWork();
        for (const name of this.names) {
            await this.writeOf(name, show);
        }
    }

    async writeOf(name: string, show = true): Promise<void> {
        await takeLaptop(this.shared, name);
        await this.goOnWriting(name, show);
    }

    /** From where that person is, to the closed envelope and the laptop in between. */
    async goOnWriting(name: string, show = true): Promise<void> {
        this.remember(name, await answerAll(this.shared, { texts: this.texts(name) }));
        await closeEnvelope(this.shared, show);
        await giveBack(this.shared);
    }

    async agree(): Promise<void> {
        for (const name of this.names) {
            await press(this.shared, t('table-agrees', { name }));
        }
        await sees(this.shared, t('table-agreed', { people: 2 }));
    }
}

/** Who have a phone each. */
export class OnTwoPens extends People {
    readonly pens: Map<string, Page>;

    constructor(names: string[], shared: Page, pens: Page[]) {
        super(names, shared);
        this.pens = new Map(names.map((it, place) => [it, pens[place]!]));
    }

    pen(name: string): Page {
        return this.pens.get(name)!;
    }

    #both<Done>(act: (name: string, pen: Page) => Promise<Done>): Promise<Done[]> {
        return Promise.all(this.names.map((it) => act(it, this.pen(it))));
    }

    async sayYes(): Promise<void> {
        await this.#both(async (name, pen) => {
            await openPenPage(pen, name);
            await seesHeading(pen, t('consent-title', { name }));
            assert.equal(await pen.locator('.question').count(), 0);
            await sayYes(pen);
        });
    }

    async write(show = true): Promise<void> {
        await this.untilAtWork();
        await this.#both((name) => this.writeOf(name, show));
    }

    /** Up to the envelope. */
    async draftOf(name: string): Promise<void> {
        const pen = this.pen(name);
        const ways = button(pen, t('own-go-on')).or(button(pen, t('own-heard')));
        await ways.or(button(pen, t('own-not-now'))).first().waitFor();
        if (await ways.isVisible()) {
            await tap(ways);
        }
        this.remember(name, await answerAll(pen, { texts: this.texts(name) }));
    }

    async writeOf(name: string, show = true): Promise<void> {
        const pen = this.pen(name);
        await this.draftOf(name);
        await closeEnvelope(pen, show);
        await button(pen, t('envelope-close')).waitFor({ state: 'detached' });
    }

    /** After a break, or when a phone comes back. */
    async comeBack(name: string): Promise<void> {
        await openPenPage(this.pen(name), name);
    }

    /** Each reads on the own phone what it says now: a mark on what it said before is none. Whoever
     * is first does not push the button of the other away from under a finger. */
    async agree(): Promise<void> {
        await this.#both(async (_, pen) => {
            for (const [place, { words }] of this.together.entries()) {
                await untilReads(pen, words, place);
            }
        });
        const before = await this.#placesOfMarks();
        await this.#both((_, pen) => tap(button(pen, t('table-i-agree'))));
        await sees(this.shared, t('table-agreed', { people: 2 }));
        assert.deepEqual(await this.#placesOfMarks(), before);
    }

    #placesOfMarks(): Promise<unknown> {
        return this.#both((_, pen) =>
            button(pen, t('table-i-agree')).evaluate((it: HTMLElement) => [
                it.offsetLeft,
                it.offsetTop,
            ]),
        );
    }
}

/** What a person's own device reads back, question by question. */
export async function readBack(pen: Page): Promise<string> {
    await press(pen, t('own-menu'));
    const window = pen.getByRole('dialog');
    await window.getByRole('heading', { name: t('own-work') }).waitFor();
    await window.getByRole('article').first().waitFor();
    const text = (await window.innerText()).replace(/\n+/g, '\n');
    await press(window, t('own-menu-close'));
    return text;
}

/** Everything that the page once called saved is there, word for word. */
export function assertReadBack(text: string, given: Given[], name: string): void {
    assert.ok(given.length > 0, `${name} wrote something`);
    for (const { prompt, words } of given) {
        assert.ok(text.includes(`${prompt}\n${words}`), `${name}: ${prompt}: ${words}\n${text}`);
    }
}
