// SPDX-License-Identifier: EUPL-1.2
//
// The real server, on a free port of this machine, with a data folder of its own.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pages, programs, root } from './places';

const STOP_MS = 30_000;

export interface ServerOptions {
    /** Where it listens; 127.0.0.1 unless said otherwise. */
    listen?: string;
    /** Under which address people reach it; the same unless said otherwise. */
    host?: string;
    pages?: string;
    /** More words for its command line. */
    more?: string[];
}

export interface Server {
    /** As people type it: http://127.0.0.1:<port> */
    origin: string;
    data: string;
    /** The one-time link of the console, as the first start prints it. */
    ownerLink: string | undefined;
    /** What it logged so far. */
    log(): string;
    process: ChildProcess;
    options: ServerOptions;
}

async function launch(data: string, options: ServerOptions, at = 0): Promise<Server> {
    const listen = options.listen ?? '127.0.0.1';
    const child = spawn(
        join(programs, 'houvastd'),
        [
            ...['--data', data],
            ...['--listen', `${listen}:${at}`], // 0: any free one
            ...['--programmes', join(root, 'programmes')],
            ...['--pages', options.pages ?? pages],
            ...['--log-level', 'warning'],
            ...(options.more ?? []),
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let log = '';
    child.stderr.on('data', (text: Buffer) => {
        log += text.toString();
    });
    const died = once(child, 'exit').then(([code]): never => {
        throw new Error(`the server stopped with ${code} before it listened:\n${log}`);
    });
    const { port, ownerLink } = await readGreeting(child, data);
    if (port === undefined) {
        return died;
    }
    died.catch(() => {}); // from here on its end is looked after by stopServer
    const origin = `http://${options.host ?? listen}:${port}`;
    return { origin, data, ownerLink, log: () => log, process: child, options };
}

/** The first lines it prints: where it listens, and on the first start the owner's link. */
async function readGreeting(child: ChildProcess, data: string) {
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout! })) {
        said.push(line);
        if (line.includes(join(data, 'owner.link')) || /\/console$/.test(line)) {
            break;
        }
    }
    child.stdout!.resume();
    const port = /\d+\.\d+\.\d+\.\d+:(\d+)/.exec(said.join('\n'))?.[1];
    const ownerLink = said.map((it) => /http\S+\/console#\S+/.exec(it)?.[0]).find(Boolean);
    return { port, ownerLink };
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
    const data = mkdtempSync(join(tmpdir(), 'houvast-web-'));
    try {
        return await launch(data, options);
    } catch (problem) {
        rmSync(data, { recursive: true, force: true });
        throw problem;
    }
}

/** The same data on the same port; `server` is up to date afterwards. */
export async function restartServer(server: Server): Promise<void> {
    const port = Number(new URL(server.origin).port);
    Object.assign(server, await launch(server.data, server.options, port));
}

/** Stops it: politely, and then it has to stop well; or as when the power goes. */
export async function stopServer(server: Server, how: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
    const { process: child } = server;
    if (child.exitCode !== null || child.signalCode !== null) {
        return;
    }
    const ended = once(child, 'exit');
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill(how);
    const [code, signal] = await ended;
    clearTimeout(patience);
    if (how === 'SIGTERM') {
        assert.deepEqual([code, signal], [0, null], `it did not stop well:\n${server.log()}`);
    }
}

/** Stops it and removes what it stored. */
export async function endServer(server: Server): Promise<void> {
    try {
        await stopServer(server);
    } finally {
        rmSync(server.data, { recursive: true, force: true });
    }
}

/** The owner's token as the terminal client gets it; gone once a passphrase was set. */
export function ownerToken(server: Server): string {
    const link = readFileSync(join(server.data, 'owner.link'), 'utf8').trim();
    return link.slice(link.indexOf('#') + 1);
}
