// SPDX-License-Identifier: EUPL-1.2

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { FarewellReason } from '#made/houvast/v1/wire_pb';
import { Link } from '../src/connection/link';
import { farewell, Guest, welcome } from './server';

/** Stands in for the browser's; each one that was made is kept. */
class Socket {
    static readonly OPEN = 1;
    static all: Socket[] = [];
    readyState = 0;
    binaryType = '';
    sent: Uint8Array[] = [];
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: (() => void) | null = null;

    constructor(
        readonly address: string,
        readonly protocol: string,
    ) {
        Socket.all.push(this);
    }

    send(bytes: Uint8Array): void {
        this.sent.push(bytes);
    }

    close(): void {
        this.readyState = 3;
    }

    open(): void {
        this.readyState = 1;
        this.onopen?.();
    }

    say(bytes: Uint8Array): void {
        this.onmessage?.({ data: bytes.slice().buffer });
    }
}

const realSocket = globalThis.WebSocket;
let link: Link | undefined;

beforeEach(() => {
    Socket.all = [];
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    globalThis.WebSocket = Socket as unknown as typeof WebSocket;
});

afterEach(() => {
    link?.close();
    mock.timers.reset();
    globalThis.WebSocket = realSocket;
});

function join(): { guest: Guest; socket: Socket } {
    const guest = new Guest();
    link = new Link(guest.engine, 'ws://hall/');
    const socket = Socket.all[0]!;
    socket.open();
    socket.say(welcome());
    assert.equal(guest.engine.state, 'open');
    return { guest, socket };
}

test('connects with the subprotocol, and says Hello when it is open', () => {
    const { socket } = join();
    assert.equal(socket.address, 'ws://hall/');
    assert.equal(socket.protocol, 'houvast.v1');
    assert.equal(socket.sent.length, 1);
});

test('connects again after a lost connection', () => {
    const { guest, socket } = join();
    socket.onclose?.();
    assert.equal(guest.engine.state, 'waiting');
    mock.timers.tick(500);
    assert.equal(Socket.all.length, 2);
    Socket.all[1]!.open();
    Socket.all[1]!.say(welcome());
    assert.equal(guest.engine.state, 'open');
});

test('does not come back by itself after it was replaced', () => {
    const { guest, socket } = join();
    socket.say(farewell(FarewellReason.REPLACED));
    assert.equal(guest.engine.state, 'over');
    assert.equal(socket.readyState, 3);
    link?.hurry();
    mock.timers.tick(120_000);
    assert.equal(Socket.all.length, 1);
});

test('does not wait when it is told to hurry', () => {
    const { guest, socket } = join();
    socket.say(farewell(FarewellReason.FAILED));
    assert.equal(guest.engine.state, 'waiting');
    link?.hurry();
    link?.hurry();
    assert.equal(Socket.all.length, 2);
});

test('lets go of a server that does not answer', () => {
    const guest = new Guest();
    link = new Link(guest.engine, 'ws://hall/');
    Socket.all[0]!.open();
    mock.timers.tick(15_000);
    assert.equal(Socket.all[0]!.readyState, 3);
    assert.equal(guest.engine.state, 'waiting');
});

test('a text message is not of this protocol', () => {
    const { guest, socket } = join();
    socket.onmessage?.({ data: 'hello' });
    assert.equal(socket.readyState, 3);
    assert.equal(guest.engine.state, 'waiting');
});

test('closed for good it stays closed', () => {
    const { socket } = join();
    link?.close();
    assert.equal(socket.readyState, 3);
    mock.timers.tick(120_000);
    assert.equal(Socket.all.length, 1);
});
