// SPDX-License-Identifier: EUPL-1.2
//
// Carries an engine over a WebSocket of this page's own server: connects, connects again after the
// engine's delay, and at once when the device wakes up, comes online or is looked at.

import type { Engine } from './engine';

const SUBPROTOCOL = 'houvast.v1';
const WELCOME_WITHIN_MS = 15_000; // connecting and joining together
const BEAT_MS = 2_000;

/** Where the server of this page takes WebSockets. */
export function serverAddress(): string {
    return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/`;
}

export class Link {
    readonly #engine: Engine;
    readonly #address: string;
    #socket: WebSocket | undefined;
    #retry: ReturnType<typeof setTimeout> | undefined;
    #patience: ReturnType<typeof setTimeout> | undefined;
    readonly #beat: ReturnType<typeof setInterval>;
    #closed = false;

    constructor(engine: Engine, address: string) {
        this.#engine = engine;
        this.#address = address;
        this.#beat = setInterval(() => this.#checkPulse(), BEAT_MS);
        if (typeof window !== 'undefined') {
            window.addEventListener('online', this.#onWake);
            window.addEventListener('offline', this.#onWake);
            window.addEventListener('focus', this.#onWake);
            document.addEventListener('visibilitychange', this.#onWake);
        }
        this.#connect();
    }

    /** Sends what the engine has to say. */
    flush(): void {
        const socket = this.#socket;
        if (socket?.readyState === WebSocket.OPEN) {
            let bytes = this.#engine.next(Date.now());
            while (bytes !== undefined) {
                socket.send(bytes as Uint8Array<ArrayBuffer>);
                bytes = this.#engine.next(Date.now());
            }
        }
    }

    /** For good. */
    close(): void {
        this.#closed = true;
        clearInterval(this.#beat);
        clearTimeout(this.#retry);
        if (typeof window !== 'undefined') {
            window.removeEventListener('online', this.#onWake);
            window.removeEventListener('offline', this.#onWake);
            window.removeEventListener('focus', this.#onWake);
            document.removeEventListener('visibilitychange', this.#onWake);
        }
        this.#drop();
    }

    readonly #onWake = (): void => this.hurry();

    /** Connects now instead of later, or finds out whether the connection still is one. */
    hurry(): void {
        if (this.#engine.state === 'waiting' && this.#socket === undefined) {
            this.#connect();
        } else {
            this.#engine.wake(Date.now());
            this.flush();
        }
    }

    #connect(): void {
        clearTimeout(this.#retry);
        const socket = new WebSocket(this.#address, SUBPROTOCOL);
        socket.binaryType = 'arraybuffer';
        this.#socket = socket;
        this.#patience = setTimeout(() => this.#drop(), WELCOME_WITHIN_MS);
        socket.onopen = () => {
            this.#engine.opened(Date.now());
            this.flush();
        };
        socket.onmessage = (event) => this.#receive(event.data);
        socket.onclose = () => this.#drop();
    }

    #receive(data: unknown): void {
        const isGood =
            data instanceof ArrayBuffer && this.#engine.receive(new Uint8Array(data), Date.now());
        if (!isGood) {
            this.#drop();
        } else if (this.#engine.state === 'open') {
            clearTimeout(this.#patience);
        }
    }

    #checkPulse(): void {
        if (!this.#engine.beat(Date.now())) {
            this.#drop();
        }
    }

    /** The one way out: the socket is let go of, whatever it does, and the engine hears it. */
    #drop(): void {
        const socket = this.#socket;
        if (socket === undefined) {
            return;
        }
        this.#socket = undefined;
        clearTimeout(this.#patience);
        socket.onopen = null;
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
        this.#engine.lost();
        if (!this.#closed && this.#engine.state !== 'over') {
            this.#retry = setTimeout(() => this.#connect(), this.#engine.retryDelay());
        }
    }
}
