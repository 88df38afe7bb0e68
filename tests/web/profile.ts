// SPDX-License-Identifier: EUPL-1.2
//
// A browser with a profile folder of its own, as on somebody's laptop, which can be killed as when
// the power goes; and a search through all that it left in that folder.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, lookAfter, overDebugging, type Page } from './browser';
import { chromiumPath } from './places';
import { PATIENCE_MS, untilFound } from './until';

export interface OwnBrowser {
    context: BrowserContext;
    folder: string;
    process: ChildProcess;
}

/** Where its debugging listens, as it writes down in its folder. */
function addressIn(folder: string): string | undefined {
    try {
        const [port] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
        return `http://127.0.0.1:${port}`;
    } catch {
        return undefined;
    }
}

export async function startOwnBrowser(): Promise<OwnBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'houvast-profile-'));
    const child = spawn(
        chromiumPath,
        [
            '--headless=new',
            '--remote-debugging-port=0',
            `--user-data-dir=${folder}`,
            '--no-first-run',
            '--enable-aggressive-domstorage-flushing', // else once a minute: all that is stored is found
            '--accept-lang=nl-NL',
            '--window-size=1280,800',
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            'about:blank',
        ],
        { stdio: 'ignore', detached: true }, // a process group of its own
    );
    const address = await untilFound('the browser can be driven', () => addressIn(folder));
    const browser = await overDebugging(address);
    return { context: browser.contexts()[0]!, folder, process: child };
}

export async function openIn({ context }: OwnBrowser, link: string): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await lookAfter(page);
    await page.goto(link);
    return page;
}

/** All of its processes at once, with no chance to do anything. */
export async function killBrowser({ process: child }: OwnBrowser): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        process.kill(-child.pid!, 'SIGKILL');
        await ended;
    }
}

export function removeProfile({ folder }: OwnBrowser): void {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

// ---- Searching ---------------------------------------------------------------------------------

/** The bytes under which a text may stand in a file: as it is, as a browser keeps text, and the
 * middle of it in Base64, wherever that begins. */
export function formsOf(text: string): Buffer[] {
    const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
    for (let before = 0; before < 3; before++) {
        const shifted = Buffer.from('x'.repeat(before) + text).toString('base64');
        forms.push(Buffer.from(shifted.slice(4, -4)));
    }
    return forms;
}

/** While a browser runs, files come and go. */
function ifThere<Found>(look: () => Found, otherwise: Found): Found {
    try {
        return look();
    } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code === 'ENOENT') {
            return otherwise;
        }
        throw problem;
    }
}

/** The files of the profile in which one of these texts stands. */
export function filesWith({ folder }: OwnBrowser, texts: string[]): string[] {
    const forms = texts.flatMap((it) => formsOf(it).map((bytes) => ({ text: it, bytes })));
    const found: string[] = [];
    const entries = ifThere(
        () => readdirSync(folder, { recursive: true, withFileTypes: true }),
        [],
    );
    for (const entry of entries.filter((it) => it.isFile())) {
        const path = join(entry.parentPath, entry.name);
        const content = ifThere(() => readFileSync(path), Buffer.alloc(0));
        const there = forms.filter(({ bytes }) => content.includes(bytes)).map(({ text }) => text);
        found.push(...[...new Set(there)].map((it) => `${path.slice(folder.length)}: ${it}`));
    }
    return found;
}
