// SPDX-License-Identifier: EUPL-1.2
//
// What was asked and not answered yet, in the order in which it was asked. A request keeps its id
// and its bytes, however often it is sent: the server carries out one id once.

import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
    type ClientMessage,
    ClientMessageSchema,
    type Command,
    CommandSchema,
    type HouseCommandSchema,
    type Refusal,
} from '#made/houvast/v1/wire_pb';
import { hex } from './ids';
import { fits } from './limits';

export const SEND_MAX = 16 * 1024; // bytes of a message to the server
const IN_FLIGHT_MAX = 16; // the server closes a connection over more than 32
const PADDED_MIN = 256; // bytes; padded sizes are this, and its doubles
const PADDING_MAX = 8192; // bytes; limit of Command.padding
// By how much padding makes a message longer than itself: its tag and length, and longer lengths
// around it.
const PADDING_HEAD_MAX = 8;

export type CommandWhat = NonNullable<MessageInitShape<typeof CommandSchema>['what']>;
export type HouseCommandWhat = NonNullable<MessageInitShape<typeof HouseCommandSchema>['what']>;

/** What became of a request. */
export type Outcome =
    | { kind: 'done'; number: number; token: Uint8Array } // carried out and stored
    | { kind: 'refused'; refusal: Refusal } // may not be; nothing was changed
    | { kind: 'unknown' }; // the connection ended for good before an answer came

export interface Request {
    id: Uint8Array;
    key: string;
    sent: boolean;
    /** What to send. A read changes its own for each further page. */
    bytes: Uint8Array;
    /** The end of it. */
    answer(outcome: Outcome): void;
    /** A page came. 'next': ask for the next one, with the bytes that were set; 'last'; or it does
     * not belong to this request. */
    page?(
        message: { case: string | undefined; value?: unknown },
        request: Request,
    ): 'next' | 'last' | 'alien';
}

const sizeOf = (message: ClientMessage) => toBinary(ClientMessageSchema, message).length;

/**
 * Makes the message as large as the first padded size that can be met exactly: around a size where
 * a length takes a byte more, some cannot. What is too large for that stays as it is.
 */
function pad(message: ClientMessage, command: Command): void {
    const bare = sizeOf(message);
    for (let want = PADDED_MIN; want <= SEND_MAX; want *= 2) {
        for (let head = 0; head <= PADDING_HEAD_MAX && bare + head <= want; head++) {
            const size = want - bare - head;
            if (size <= PADDING_MAX) {
                command.padding = new Uint8Array(size);
                if (sizeOf(message) === want) {
                    return;
                }
            }
        }
    }
    command.padding = new Uint8Array();
}

export type Asked = NonNullable<MessageInitShape<typeof ClientMessageSchema>['message']>;

/** The bytes of a message, a command padded; undefined when the server would not take them. */
export function encode(message: Asked): Uint8Array | undefined {
    const whole = create(ClientMessageSchema, { message });
    if (whole.message.case === 'command') {
        pad(whole, whole.message.value);
    }
    if (!fits(ClientMessageSchema, whole)) {
        return undefined;
    }
    const bytes = toBinary(ClientMessageSchema, whole);
    return bytes.length <= SEND_MAX ? bytes : undefined;
}

export class Requests {
    readonly #items = new Map<string, Request>();

    get inFlight(): boolean {
        return [...this.#items.values()].some((it) => it.sent);
    }

    add(request: Request): void {
        this.#items.set(request.key, request);
    }

    find(id: Uint8Array): Request | undefined {
        return this.#items.get(hex(id));
    }

    remove(request: Request): void {
        this.#items.delete(request.key);
    }

    /** The next one to send, if the server has room for it. */
    next(): Request | undefined {
        const items = [...this.#items.values()];
        const sent = items.filter((it) => it.sent).length;
        return sent < IN_FLIGHT_MAX ? items.find((it) => !it.sent) : undefined;
    }

    /** The connection is gone: all of them are to be sent again. */
    unsend(): void {
        this.#items.forEach((it) => {
            it.sent = false;
        });
    }

    /** Takes all of them away. */
    takeAll(): Request[] {
        const items = [...this.#items.values()];
        this.#items.clear();
        return items;
    }
}
