// SPDX-License-Identifier: EUPL-1.2
//
// How the pages are served, and what each of them is before anything happens on it.

import assert from 'node:assert/strict';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe';
import { type Browser, launchBrowser, newDevice, type Page, putAway, type Watched } from './browser';
import { endServer, type Server, startServer } from './server';

const FIRST_LOAD_MAX = 80_000; // bytes as they cross the network, headers not counted
const PATHS = ['/', '/console', '/projector'];

const ALWAYS: Record<string, string | RegExp> = {
    'content-security-policy': /^default-src 'none'; .*frame-ancestors 'none'/,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': /camera=\(\).*microphone=\(\)/,
};

let server: Server;
let browser: Browser;

before(async () => {
    server = await startServer();
    browser = await launchBrowser();
});

after(async () => {
    await browser?.close();
    await endServer(server);
});

function checkHeaders(response: Response): void {
    for (const [name, wanted] of Object.entries(ALWAYS)) {
        const value = response.headers.get(name) ?? '';
        const isGood = typeof wanted === 'string' ? value === wanted : wanted.test(value);
        assert.ok(isGood, `${response.url}: ${name}: ${value}`);
    }
    assert.equal(response.headers.get('set-cookie'), null, 'no cookies');
}

async function withDevice(act: (device: Watched) => Promise<void>, ...options: unknown[]) {
    const device = await newDevice(browser, 'laptop', options[0] as object);
    try {
        await act(device);
    } finally {
        await putAway([device]);
    }
}

/** The page drew something. */
async function untilDrawn({ page }: Watched): Promise<void> {
    await page.locator('#page h1').first().waitFor();
}

/** Bytes of the page and of every file that it names: without them it cannot begin. What comes
 * after them, on its own account, is not counted. */
function sizeOfFirstLoad(page: Page): Promise<number> {
    return page.evaluate(() => {
        const named = new Set(
            [...document.querySelectorAll('script[src], link[href^="/assets/"]')].map((it) =>
                it instanceof HTMLScriptElement ? it.src : (it as HTMLLinkElement).href,
            ),
        );
        const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
        const [main] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        return files
            .filter((it) => named.has(it.name))
            .reduce((sum, it) => sum + it.encodedBodySize, main!.encodedBodySize);
    });
}

describe('served', () => {
    for (const path of PATHS) {
        test(`${path} with its headers`, async () => {
            const response = await fetch(server.origin + path);
            assert.equal(response.status, 200);
            assert.match(response.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/);
            checkHeaders(response);
            const policy = response.headers.get('content-security-policy') ?? '';
            assert.doesNotMatch(policy, /'unsafe-(inline|eval)'|\*|https?:/);
            const html = await response.text();
            assert.doesNotMatch(html, /<script(?![^>]* src="\/assets\/)/, 'no inline script');
            assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/, 'no inline style or handler');
            assert.doesNotMatch(html, /(src|href)="(?!\/assets\/|data:)/, 'nothing from elsewhere');
        });
    }

    test('every file that a page asks for: for a year, and smaller', async () => {
        for (const path of PATHS) {
            const html = await (await fetch(server.origin + path)).text();
            const files = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((it) => it[1]!);
            assert.ok(files.length > 1, `${path} asks for files`);
            for (const file of files) {
                const response = await fetch(server.origin + file);
                assert.equal(response.status, 200, file);
                assert.match(response.headers.get('cache-control') ?? '', /max-age=31536000/);
                checkHeaders(response);
                const { length } = await response.arrayBuffer().then((it) => new Uint8Array(it));
                const encoding = response.headers.get('content-encoding');
                assert.ok(encoding === 'gzip' || length < 1000, `${file}: ${encoding}`);
            }
        }
    });

    test('a page that is not there, with its headers', async () => {
        for (const path of ['/nothing', '/index.html', '/assets/', '/assets/../journal.db']) {
            const response = await fetch(server.origin + path);
            assert.equal(response.status, 404, path);
            checkHeaders(response);
        }
    });
});

for (const path of PATHS) {
    describe(`the page ${path}`, () => {
        test('loads little, from its own server, and without a word in the console', () =>
            withDevice(async (device) => {
                const { page, problems } = device;
                await page.goto(server.origin + path, { waitUntil: 'networkidle' });
                await untilDrawn(device);
                const size = await sizeOfFirstLoad(page);
                assert.ok(size > 10_000 && size <= FIRST_LOAD_MAX, `${size} bytes`);
                assert.deepEqual(problems, []);
            }));

        test('takes the letters of the device, keeps nothing, works for no one else', () =>
            withDevice(async (device) => {
                const { page, context } = device;
                await page.goto(server.origin + path);
                await untilDrawn(device);
                const kept = await page.evaluate(async () => ({
                    title: document.title,
                    fonts: document.fonts.size,
                    local: Object.keys(localStorage),
                    session: sessionStorage.length,
                    databases: (await indexedDB.databases()).length,
                    workers: navigator.serviceWorker ? 'there' : 'none',
                    history: history.length,
                }));
                assert.equal(kept.title, 'Houvast');
                assert.equal(kept.fonts, 0, 'no fonts of its own');
                assert.deepEqual(kept.local, []);
                assert.equal(kept.session + kept.databases, 0);
                assert.equal(kept.history, 2); // about:blank and this page
                assert.deepEqual(await context.cookies(), []);
                assert.equal(context.serviceWorkers().length, 0);
            }));

        for (const language of ['nl', 'en'] as const) {
            test(`is good to use in ${language}: axe, light and dark, wide and narrow`, () =>
                withDevice(async (device) => {
                    const { page } = device;
                    await page.goto(`${server.origin}${path}?lang=${language}`);
                    await untilDrawn(device);
                    assert.equal(
                        await page.evaluate(() => document.documentElement.lang),
                        language,
                    );
                    for (const colorScheme of ['light', 'dark'] as const) {
                        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
                        for (const width of [1280, 320]) {
                            await page.setViewportSize({ width, height: 800 });
                            const found = await violations(page);
                            assert.deepEqual(found, [], `${path} ${colorScheme} ${width}`);
                            const isWide = await page.evaluate(
                                () => document.documentElement.scrollWidth > innerWidth,
                            );
                            assert.equal(isWide, false, `${path} scrolls sideways at ${width}`);
                        }
                    }
                }));
        }

        test('says without JavaScript what is needed', () =>
            withDevice(
                async ({ page, problems }) => {
                    await page.goto(server.origin + path);
                    await page.locator('noscript p').first().waitFor();
                    const text = await page.locator('noscript').innerText();
                    assert.match(text, /Deze pagina werkt met JavaScript\./);
                    assert.match(text, /This page works with JavaScript\./);
                    assert.deepEqual(problems, []);
                },
                { javaScriptEnabled: false },
            ));

        test('runs no script that was put into it', () =>
            withDevice(async (device) => {
                const { page } = device;
                await page.goto(server.origin + path);
                await untilDrawn(device);
                await page.evaluate(() => {
                    const script = document.createElement('script');
                    script.textContent = 'document.title = "bad"';
                    document.body.append(script);
                });
                assert.equal(await page.title(), 'Houvast');
                assert.ok(device.problems.some((it) => it.includes('Content Security Policy')));
            }));
    });
}

describe('a page of another origin', () => {
    let other: HttpServer;
    let origin: string;

    before(async () => {
        other = createServer((_, response) => {
            response.setHeader('content-type', 'text/html');
            response.end('<!doctype html><title>other</title>');
        });
        await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
        origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    });
    after(() => other.close());

    test('gets no socket', () =>
        withDevice(async ({ page }) => {
            await page.goto(origin);
            const opened = await page.evaluate(
                (address) =>
                    new Promise((resolve) => {
                        const socket = new WebSocket(address, 'houvast.v1');
                        socket.onopen = () => resolve('opened');
                        socket.onerror = () => resolve('refused');
                    }),
                `${server.origin.replace('http', 'ws')}/`,
            );
            assert.equal(opened, 'refused');
        }));

    test('cannot read or frame a page', () =>
        withDevice(async ({ page }) => {
            await page.goto(origin);
            const read = await page.evaluate(
                (address) =>
                    fetch(address).then(
                        () => 'read',
                        () => 'refused',
                    ),
                `${server.origin}/console`,
            );
            assert.equal(read, 'refused');
            const framed = await page.evaluate(
                (address) =>
                    new Promise((resolve) => {
                        const frame = document.createElement('iframe');
                        frame.src = address;
                        frame.onload = () =>
                            resolve(frame.contentDocument === null ? 'apart' : 'in');
                        document.body.append(frame);
                    }),
                `${server.origin}/console`,
            );
            assert.equal(framed, 'apart');
            const child = page.frames().find((it) => it !== page.mainFrame());
            assert.doesNotMatch(child?.url() ?? '', /console/, 'the browser shows its error page');
        }));
});
