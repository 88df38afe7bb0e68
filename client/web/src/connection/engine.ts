// SPDX-License-Identifier: EUPL-1.2
//
// The protocol houvast.v1 and nothing else: whole messages in, whole messages out. No socket, no
// clock, no timer; link.ts carries it. A connection goes
//
//   opened -> [Arrive or Login out -> Admission in ->] Hello out -> Welcome in
//          -> requests out in order; definitions, panes, replies and pages in
//
// until `lost`, which may come at any moment and leaves only the requests; then it begins anew.
// What goes wrong: Farewell (for good, or come back), a message that is not of this protocol (its
// connection is closed, nothing of it is taken), silence (see `beat`).

import { fromBinary } from '@bufbuild/protobuf';
import type { Definition } from '#made/houvast/v1/definition_pb';
import type { Pane } from '#made/houvast/v1/pane_pb';
import {
    type Farewell,
    FarewellReason,
    type Language,
    ReadKind,
    Refusal,
    type Reply,
    type Role,
    type ServerMessage,
    ServerMessageSchema,
    type Welcome,
} from '#made/houvast/v1/wire_pb';
import { hex, newId } from './ids';
import { fits } from './limits';
import { Panes } from './panes';
import { gatherPages, type PageCase, type PageMessage, type PageOf, type Pages } from './reads';
import {
    type Asked,
    type CommandWhat,
    encode,
    type HouseCommandWhat,
    type Outcome,
    type Request,
    Requests,
} from './requests';
import { Ticket } from './ticket';

const VERSION = 1;
const RECEIVE_MAX = 64 * 1024; // bytes
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 15_000;
const RETRY_SPREAD_MS = 5_000;
const ANSWER_MS = 10_000; // after which a server that was asked something is taken for gone
const WAKE_MS = 4_000; // likewise, when the device just woke up
const IDLE_MS = 20_000; // of silence, after which the server is asked for a sign of life
const ALONE_MS = 30 * 60_000; // of silence, by the clock: the device slept, or the hall is empty

/** What lets a device in. */
export type Credential =
    | { kind: 'token'; token: Uint8Array }
    | { kind: 'card'; card: Uint8Array; role: Role.TABLE | Role.PEN }
    | { kind: 'code'; code: string; role: Role.TABLE | Role.PEN }
    | { kind: 'passphrase'; passphrase: string; code: string };

export type State =
    | 'connecting' // until the server welcomes us
    | 'open'
    | 'waiting' // the transport is gone; connect again after retryDelay
    | 'over'; // the server does not want this client back; `farewell` says why

export interface Handlers {
    /** The state changed. */
    onState(state: State): void;
    /** The server gave this device a token: keep it. */
    onToken(token: Uint8Array): void;
    /** A seat was unlocked with its words, or the ticket of that is gone. */
    onTicket(isThere: boolean): void;
    /** Welcome: whatever panes were shown, they are not known to be true any longer. */
    onWelcome(welcome: Welcome): void;
    onPane(pane: Pane): void;
    /** For so long nothing was heard that what the panes say may be of an evening that is over. */
    onAlone(): void;
    onDefinition(definition: Definition): void;
    /** There is something to send. */
    onReady(): void;
}

const FOR_GOOD = new Set<FarewellReason>([
    FarewellReason.TOKEN,
    FarewellReason.VERSION,
    FarewellReason.REPLACED,
    FarewellReason.REMOVED,
    FarewellReason.MALFORMED,
    FarewellReason.NOT_ADMITTED,
    FarewellReason.RESTING,
]);

export class Engine {
    state: State = 'connecting';
    /** The last farewell since `opened`; UNSPECIFIED: none. */
    farewell = FarewellReason.UNSPECIFIED;
    welcome: Welcome | undefined;
    readonly ticket: Ticket;

    readonly #handlers: Handlers;
    readonly #language: Language;
    readonly #arrivalId = newId();
    readonly #requests = new Requests();
    readonly #panes = new Panes();
    #credential: Credential;
    #up = false;
    #greeting: 'due' | 'sent' | 'welcomed' = 'due';
    #tries = 0;
    #spread = false;
    #isAdmitted = false; // by a token that may open nothing: Welcome tells
    #clockOffset = 0;
    #heardAt = 0;
    #deadline: number | undefined; // by when the server must have said something

    constructor(credential: Credential, language: Language, handlers: Handlers) {
        this.#credential = credential;
        this.#language = language;
        this.#handlers = handlers;
        this.ticket = new Ticket((isThere) => handlers.onTicket(isThere));
    }

    // ---- Carrying ------------------------------------------------------------------------------

    /** The transport is up: `next` gives the first message. */
    opened(now: number): void {
        this.#up = true;
        this.#greeting = 'due';
        this.#heardAt = now;
        this.#deadline = undefined;
        this.farewell = FarewellReason.UNSPECIFIED;
        this.#setState('connecting');
    }

    /** The next message to send; undefined: none now. */
    next(now: number): Uint8Array | undefined {
        if (!this.#up || this.farewell !== FarewellReason.UNSPECIFIED) {
            return undefined;
        }
        let bytes: Uint8Array | undefined;
        if (this.#greeting === 'due') {
            this.#greeting = 'sent';
            bytes = encode(this.#greetingMessage());
        } else if (this.#greeting === 'welcomed') {
            const request = this.#requests.next();
            if (request !== undefined) {
                request.sent = true;
                bytes = request.bytes;
            }
        }
        if (bytes !== undefined) {
            this.#deadline ??= now + ANSWER_MS;
        }
        return bytes;
    }

    /** One whole message of the server. False: close the transport and call `lost`. */
    receive(bytes: Uint8Array, now: number): boolean {
        if (!this.#up || this.farewell !== FarewellReason.UNSPECIFIED) {
            return false;
        }
        const message = decode(bytes);
        this.#heardAt = now;
        const good = message !== undefined && this.#take(message, now);
        if (!good && this.farewell === FarewellReason.UNSPECIFIED) {
            this.#tries = Number.POSITIVE_INFINITY;
        }
        this.#deadline = this.#requests.inFlight ? now + ANSWER_MS : undefined;
        return good;
    }

    /** The transport is gone, or did not come up. */
    lost(): void {
        this.#up = false;
        this.#requests.unsend();
        if (this.state !== 'over') {
            this.#setState('waiting');
        }
    }

    /** How many milliseconds to wait before connecting again; ask once after each `lost`. */
    retryDelay(): number {
        if (this.farewell === FarewellReason.PLACED) {
            return 0;
        }
        if (this.#spread) {
            this.#spread = false;
            return Math.random() * RETRY_SPREAD_MS;
        }
        const bound = Math.min(RETRY_FIRST_MS * 2 ** this.#tries, RETRY_MOST_MS);
        this.#tries += 1;
        return Math.random() * bound;
    }

    /** Call it every few seconds. False: the transport is up, and nobody is there any more. */
    beat(now: number): boolean {
        if (now - this.#heardAt > ALONE_MS) {
            this.#handlers.onAlone();
            return !this.#up;
        }
        if (!this.#up) {
            return true;
        }
        if (this.#deadline !== undefined && now > this.#deadline) {
            return false;
        }
        if (this.state === 'open' && now - this.#heardAt > IDLE_MS && !this.#requests.inFlight) {
            this.askForSign();
        }
        return true;
    }

    /** The device slept, or changed its network: find out soon whether the server is there. */
    wake(now: number): void {
        if (this.state === 'open') {
            if (!this.#requests.inFlight) {
                this.askForSign();
            }
            this.#deadline = Math.min(this.#deadline ?? Number.POSITIVE_INFINITY, now + WAKE_MS);
        }
    }

    /** The server's clock, in milliseconds since 1970; `now` is of the clock given to `receive`. */
    serverTime(now: number): number {
        return now + this.#clockOffset;
    }

    /** Ends it; what was not answered gets 'unknown'. */
    end(): void {
        this.#up = false;
        this.ticket.drop();
        this.#setState('over');
        this.#requests.takeAll().forEach((it) => it.answer({ kind: 'unknown' }));
    }

    /** This device goes for good. Nothing else that waits is sent any more; `next` gives, where the
     * server can be told, the message that tells it. */
    leave(): void {
        const dropped = this.#requests.takeAll();
        this.command({ case: 'leave', value: {} }, () => {});
        dropped.forEach((it) => it.answer({ kind: 'unknown' }));
    }

    // ---- Asking --------------------------------------------------------------------------------

    // A request is kept until it is answered, and sent again after a lost transport, in the order
    // in which they were asked. What the server would not even read is refused at once.

    command(what: CommandWhat, answer: (outcome: Outcome) => void): void {
        const id = newId();
        this.#ask(id, { case: 'command', value: { id, what } }, { answer });
        if (what.case === 'lockSeat') {
            this.ticket.drop();
        }
    }

    houseCommand(what: HouseCommandWhat, answer: (outcome: Outcome) => void): void {
        const id = newId();
        this.#ask(id, { case: 'houseCommand', value: { id, what } }, { answer });
    }

    /** Reads something, page after page; see reads.ts. */
    read<Case extends PageCase>(
        pageCase: Case,
        ask: (id: Uint8Array, from: number) => Asked,
        onPages: (pages: Pages<PageOf<Case>>) => void,
    ): void {
        const id = newId();
        this.#ask(id, ask(id, 0), gatherPages(pageCase, (from) => ask(id, from), onPages));
    }

    #ask(id: Uint8Array, message: Asked, on: Pick<Request, 'answer' | 'page'>): void {
        const bytes = encode(message);
        if (this.state === 'over') {
            on.answer({ kind: 'unknown' });
        } else if (bytes === undefined) {
            on.answer({ kind: 'refused', refusal: Refusal.INVALID });
        } else {
            this.#requests.add({ id, key: hex(id), sent: false, bytes, ...on });
            this.#ready();
        }
    }

    /** Asks what any server answers, and no device is given anything by: a page of one row. */
    askForSign(onSign = () => {}): void {
        const value = { kind: ReadKind.ROSTER, most: 1 };
        const id = newId();
        const page = () => {
            onSign();
            return 'last' as const;
        };
        this.#ask(id, { case: 'read', value: { id, ...value } }, { answer: onSign, page });
    }

    // ---- What the server says ------------------------------------------------------------------

    #take(message: ServerMessage['message'], now: number): boolean {
        switch (message.case) {
            case 'farewell':
                return this.#takeFarewell(message.value);
            case 'admission':
                return this.#takeAdmission(message.value.token);
            case 'welcome':
                return this.#takeWelcome(message.value, now);
            default:
                return this.#greeting === 'welcomed' && this.#takeFurther(message);
        }
    }

    #takeFurther(message: ServerMessage['message']): boolean {
        switch (message.case) {
            case 'reply':
                this.#takeReply(message.value);
                return true;
            case 'pane':
                return this.#takePane(message.value);
            case 'definition':
                this.#handlers.onDefinition(message.value);
                return true;
            case 'readPage':
            case 'groupsPage':
            case 'programmesPage':
            case 'exercisesPage':
            case 'addressesPage':
            case 'qrPage':
            case 'secondFactorPage':
                return this.#takePage(message);
            default:
                return true; // of a newer server
        }
    }

    #takeAdmission(token: Uint8Array): boolean {
        if (this.#greeting !== 'sent' || this.#credential.kind === 'token' || token.length === 0) {
            return false;
        }
        this.#credential = { kind: 'token', token };
        this.#isAdmitted = true;
        this.#greeting = 'due';
        this.#handlers.onReady();
        return true;
    }

    #takeWelcome(welcome: Welcome, now: number): boolean {
        const isDue = this.#greeting === 'sent' && this.#credential.kind === 'token';
        if (!isDue || welcome.version !== VERSION) {
            return false;
        }
        this.welcome = welcome;
        this.#greeting = 'welcomed';
        if (this.#isAdmitted && this.#credential.kind === 'token') {
            this.#isAdmitted = false;
            this.#handlers.onToken(this.#credential.token);
        }
        this.#tries = 0;
        this.#spread = false;
        this.#clockOffset = Number(welcome.now) - now;
        this.#panes.begin(welcome.epoch);
        this.#handlers.onWelcome(welcome);
        this.#setState('open');
        this.#ready();
        return true;
    }

    #takeFarewell({ reason, token }: Farewell): false {
        const isOfWrongCode = reason === FarewellReason.TOKEN && this.#isAdmitted;
        this.farewell = isOfWrongCode ? FarewellReason.NOT_ADMITTED : reason;
        if (FOR_GOOD.has(reason)) {
            this.end();
        } else if (reason === FarewellReason.STOPPING) {
            this.#spread = true;
        } else if (reason === FarewellReason.PLACED && token.length > 0) {
            this.#credential = { kind: 'token', token };
            this.#handlers.onToken(token);
        } else {
            this.#tries = Number.POSITIVE_INFINITY;
        }
        return false;
    }

    #takeReply(reply: Reply): void {
        const request = this.#requests.find(reply.id);
        if (request !== undefined) {
            const { refusal, number, token, ticket } = reply;
            this.#requests.remove(request);
            if (ticket.length > 0) {
                this.ticket.take(ticket);
            }
            request.answer(
                refusal === Refusal.UNSPECIFIED
                    ? { kind: 'done', number, token }
                    : { kind: 'refused', refusal },
            );
            this.#ready();
        }
    }

    #takePage(message: PageMessage): boolean {
        const request = this.#requests.find(message.value.id);
        if (request === undefined || !request.sent) {
            return true;
        }
        const taken = request.page?.(message, request) ?? 'alien';
        if (taken === 'next') {
            request.sent = false;
        } else if (taken === 'last') {
            this.#requests.remove(request);
        }
        this.#ready();
        return taken !== 'alien';
    }

    #takePane(pane: Pane): boolean {
        const taken = this.#panes.put(pane);
        if (taken === 'new') {
            this.#handlers.onPane(pane);
        }
        return taken !== 'alien';
    }

    // ---- Telling -------------------------------------------------------------------------------

    #greetingMessage(): Asked {
        const versions = { versionFrom: VERSION, versionTo: VERSION };
        const credential = this.#credential;
        if (credential.kind === 'token') {
            const own = { token: credential.token, ticket: this.ticket.bytes };
            return { case: 'hello', value: { ...versions, language: this.#language, ...own } };
        }
        const { kind, ...rest } = credential;
        const value = { ...versions, id: this.#arrivalId, ...rest };
        return kind === 'passphrase' ? { case: 'login', value } : { case: 'arrive', value };
    }

    #setState(state: State): void {
        if (this.state !== state) {
            this.state = state;
            this.#handlers.onState(state);
        }
    }

    #ready(): void {
        if (this.#up && this.#greeting === 'welcomed' && this.#requests.next() !== undefined) {
            this.#handlers.onReady();
        }
    }
}

function decode(bytes: Uint8Array): ServerMessage['message'] | undefined {
    if (bytes.length > RECEIVE_MAX) {
        return undefined;
    }
    try {
        const message = fromBinary(ServerMessageSchema, bytes, { readUnknownFields: false });
        return fits(ServerMessageSchema, message) ? message.message : undefined;
    } catch {
        return undefined;
    }
}
