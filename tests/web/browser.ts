// SPDX-License-Identifier: EUPL-1.2
//
// Debian's Chromium, driven by playwright-core. Every page is watched: what goes wrong in it, and
// every request that goes anywhere but to its own server.

import type {
    Browser,
    BrowserContext,
    BrowserContextOptions,
    Locator,
    Page,
} from 'playwright-core';
import { chromiumPath, fromPackages } from './places';
import { PATIENCE_MS } from './until';

const { chromium } = fromPackages<typeof import('playwright-core')>('playwright-core');

export type { Browser, BrowserContext, Locator, Page };

export const SIZES = {
    laptop: { width: 1280, height: 800 },
    phone: { width: 390, height: 844 },
    hall: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;

export interface Watched {
    page: Page;
    context: BrowserContext;
    /** Errors of the console, exceptions, requests to another origin, answers that failed. */
    problems: string[];
}

/** What a browser says of a server that is gone, or of being offline: no problem of the page. */
export const ABSENCE = /WebSocket connection to .* failed|ERR_(CONNECTION|INTERNET|NETWORK)/;

/** Playwright's own wish is a browser that puts no page away to bring it back by Back; people's
 * browsers do. */
export function launchBrowser(putsAway = false): Promise<Browser> {
    return chromium.launch({
        executablePath: chromiumPath,
        ignoreDefaultArgs: putsAway ? ['--disable-back-forward-cache'] : [],
        // as root Chromium has no sandbox of its own; the pages here are ours alone
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
}

/** A browser that runs already, by the address of its debugging. */
export function overDebugging(address: string): Promise<Browser> {
    return chromium.connectOverCDP(address);
}

/** A device of its own: nothing is shared with another one, no storage and no cache. */
export async function newDevice(
    browser: Browser,
    size: Size,
    options: BrowserContextOptions = {},
): Promise<Watched> {
    const context = await browser.newContext({
        viewport: SIZES[size],
        hasTouch: size === 'phone',
        isMobile: size === 'phone',
        locale: 'nl-NL',
        timezoneId: 'Europe/Amsterdam',
        reducedMotion: 'reduce',
        ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await lookAfter(page);
    return { page, context, problems: watch(page) };
}

const coverOf = (page: Page) => page.locator('.cover');

/** Its person is there: before they do anything they take the cover away that came over their words
 * meanwhile. */
export function lookAfter(page: Page): Promise<void> {
    const knock = () => coverOf(page).locator('.button-main').click();
    return page.addLocatorHandler(coverOf(page), knock);
}

/** Its person is not there: the cover stays. */
export function lookAway(page: Page): Promise<void> {
    return page.removeLocatorHandler(coverOf(page));
}

export function watch(page: Page): string[] {
    const problems: string[] = [];
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
            problems.push(`console: ${message.text()} (${message.location().url})`);
        }
    });
    page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
    const isOwn = (url: string) =>
        page.url() === 'about:blank' || new URL(url).host === new URL(page.url()).host;
    page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith('data:') && !request.isNavigationRequest() && !isOwn(url)) {
            problems.push(`request to another origin: ${url}`);
        }
    });
    page.on('websocket', (socket) => {
        if (!isOwn(socket.url())) {
            problems.push(`socket to another origin: ${socket.url()}`);
        }
    });
    page.on('response', (response) => {
        if (response.status() >= 400) {
            problems.push(`${response.status()}: ${response.url()}`);
        }
    });
    return problems;
}

/** The device sleeps: nothing on its page runs, and it has no network; until it is woken. */
export async function putToSleep(page: Page): Promise<() => Promise<void>> {
    const device = await page.context().newCDPSession(page);
    const asleep = new Promise((resolve) => device.once('Debugger.paused', resolve));
    await device.send('Debugger.enable');
    const rest = device.send('Runtime.evaluate', { expression: 'debugger' });
    await asleep;
    await page.context().setOffline(true);
    return async () => {
        await page.context().setOffline(false);
        await device.send('Debugger.resume');
        await rest;
        await device.detach();
    };
}

/** The network is back, as the device of this page notices it. */
export function comeOnline(page: Page): Promise<unknown> {
    return page.evaluate(() => dispatchEvent(new Event('online')));
}

/** As when the device has no memory left: the page gets no chance to do anything. */
export async function killTab(page: Page): Promise<void> {
    const tab = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    tab.send('Page.crash').catch(() => {});
    await crashed;
}

const CLOSING_MS = 10_000;

/** Closes devices. Chromium does not always answer that it did; with the browser they go all the same. */
export async function putAway(devices: Watched[]): Promise<void> {
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, CLOSING_MS);
    });
    const closed = devices.map((it) => it.context.close().catch(() => {}));
    await Promise.race([Promise.all(closed), enough]);
    clearTimeout(patience);
}

/** What stands on each page: for whoever has to find out why something did not come. */
export async function describePages(opened: Watched[]): Promise<string> {
    const texts = opened.map(async ({ page, problems }) => {
        const text = await page
            .locator('body')
            .innerText({ timeout: 1_000 })
            .catch(() => '(no page)');
        const told = problems.filter((it) => !ABSENCE.test(it));
        return [`=== ${page.url()}`, text.replace(/\n+/g, '\n'), ...told].join('\n');
    });
    return (await Promise.all(texts)).join('\n');
}

/** Does it; where it fails the error says what stood on the pages. */
export async function watching(opened: Watched[], act: () => Promise<void>): Promise<void> {
    try {
        await act();
    } catch (problem) {
        if (problem instanceof Error) {
            const told = `\n${await describePages(opened)}`;
            problem.message += told;
            problem.stack += told; // what is printed; it was made of the message before
        }
        throw problem;
    }
}
