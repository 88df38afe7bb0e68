// SPDX-License-Identifier: EUPL-1.2
//
// The other side of an engine, for tests: reads what it sends, makes what a server says.

import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { Definition } from '#made/houvast/v1/definition_pb';
import type { Pane, PaneKind, PaneSchema } from '#made/houvast/v1/pane_pb';
import {
    type ClientMessage,
    ClientMessageSchema,
    FarewellReason,
    Language,
    Refusal,
    Role,
    ServerMessageSchema,
} from '#made/houvast/v1/wire_pb';
import { type Credential, Engine, type State } from '../src/connection/engine';

export type Said = NonNullable<MessageInitShape<typeof ServerMessageSchema>['message']>;
export type Asked = ClientMessage['message'];

export const TOKEN = new Uint8Array(32).fill(7);

export function say(message: Said): Uint8Array {
    return toBinary(ServerMessageSchema, create(ServerMessageSchema, { message }));
}

export const welcome = (parts: { epoch?: bigint; now?: bigint; role?: Role } = {}) =>
    say({
        case: 'welcome',
        value: { version: 1, epoch: 1n, now: 1_000_000n, role: Role.TABLE, ...parts },
    });

export const farewell = (reason: FarewellReason, token = new Uint8Array()) =>
    say({ case: 'farewell', value: { reason, token } });

export const done = (id: Uint8Array, number = 0) => say({ case: 'reply', value: { id, number } });

export const refused = (id: Uint8Array, refusal: Refusal) =>
    say({ case: 'reply', value: { id, refusal } });

export const pane = (
    kind: PaneKind,
    revision: bigint,
    body?: MessageInitShape<typeof PaneSchema>['body'],
    epoch = 1n,
) => say({ case: 'pane', value: { kind, revision, epoch, body } });

/** An engine, and everything that happened to it. */
export class Guest {
    readonly engine: Engine;
    readonly states: State[] = [];
    readonly tokens: Uint8Array[] = [];
    readonly tickets: boolean[] = [];
    readonly panes: Pane[] = [];
    alone = 0; // how often it was said
    readonly definitions: Definition[] = [];
    readonly sizes: number[] = [];
    now = 5_000;

    constructor(credential: Credential = { kind: 'token', token: TOKEN }) {
        this.engine = new Engine(credential, Language.NL, {
            onState: (state) => this.states.push(state),
            onToken: (token) => this.tokens.push(token),
            onTicket: (isThere) => this.tickets.push(isThere),
            onWelcome: () => {},
            onPane: (it) => this.panes.push(it),
            onAlone: () => (this.alone += 1),
            onDefinition: (it) => this.definitions.push(it),
            onReady: () => {},
        });
    }

    /** All that it wants to send now. */
    sent(): Asked[] {
        const messages: Asked[] = [];
        let bytes = this.engine.next(this.now);
        while (bytes !== undefined) {
            this.sizes.push(bytes.length);
            messages.push(fromBinary(ClientMessageSchema, bytes).message);
            bytes = this.engine.next(this.now);
        }
        return messages;
    }

    hear(bytes: Uint8Array): boolean {
        return this.engine.receive(bytes, this.now);
    }

    /** Connects, and is welcomed. Gives what it sends then. */
    join(parts: { epoch?: bigint } = {}): Asked[] {
        this.engine.opened(this.now);
        this.sent();
        this.hear(welcome(parts));
        return this.sent();
    }
}

/** Numbers that look random, the same for the same seed. */
export function chance(seed: number): (below: number) => number {
    let state = seed >>> 0;
    return (below) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
}
