// SPDX-License-Identifier: EUPL-1.2
//
// One device: an engine with its link, and what they bring as signals. A page has one (the console
// of the owner a second one, of the house). What is asked comes back as a promise, which never
// rejects: it says done, refused or unknown. It stays open while there is no connection, and is
// answered after the connection came back.

import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import {
    CatalogueKind,
    FarewellReason,
    type GroupRow,
    type ExerciseRow,
    Language,
    type ProgrammeRow,
    type QrPage,
    ReadKind,
    type ReadRow,
    Refusal,
    Role,
    type SecondFactorPage,
    type Welcome,
} from '#made/houvast/v1/wire_pb';
import { type Credential, Engine, type State } from '../connection/engine';
import { hex } from '../connection/ids';
import { Link } from '../connection/link';
import type { PageCase, PageOf, Pages } from '../connection/reads';
import type { Asked, CommandWhat, HouseCommandWhat, Outcome } from '../connection/requests';
import { Definitions } from './definitions';
import { PaneSignals } from './pane_signals';

export type { CommandWhat, Credential, HouseCommandWhat, Outcome };

const ROWS_MAX = 64; // of a page

/** Rows of a read, all pages of it; or why there are none. */
export type Rows<Row> = { kind: 'rows'; rows: Row[] } | Exclude<Outcome, { kind: 'done' }>;

export interface Connection {
    state: State;
    /** Why the server ended the last connection, if it said so. */
    farewell: FarewellReason;
}

export interface DeviceConfig {
    address: string;
    credential: Credential;
    language: 'nl' | 'en';
    /** Of the devices that the page is for. */
    roles?: readonly Role[];
    /** The server gave this device a token, or knows the one that it came with: keep it
     * (state/place.ts). */
    onToken?(token: Uint8Array): void;
    /** This token opens nothing on this page, or not any more: a facilitator removed the device. */
    onLost?(token: Uint8Array): void;
}

export class Device {
    readonly panes = new PaneSignals();
    readonly definitions = new Definitions();
    readonly #connection = signal<Connection>({
        state: 'connecting',
        farewell: FarewellReason.UNSPECIFIED,
    });
    readonly #welcome = signal<Welcome>();
    readonly #waiting = signal(0);
    readonly #hasLeft = signal(false);
    readonly #hasTicket = signal(false);
    readonly #config: DeviceConfig;
    #credential: Credential;
    #isKept = false;
    #engine!: Engine;
    #link!: Link;

    readonly connection: ReadonlySignal<Connection> = this.#connection;
    /** What this device is, as the server said when it last welcomed us. */
    readonly welcome: ReadonlySignal<Welcome | undefined> = this.#welcome;
    /** ROLE_UNSPECIFIED is the owner of the server; undefined: not welcomed yet. */
    readonly role = computed<Role | undefined>(() => this.#welcome.value?.role);
    readonly online = computed(() => this.#connection.value.state === 'open');
    /** How many commands wait for their answer. */
    readonly waiting: ReadonlySignal<number> = this.#waiting;
    /** Its person left quickly: from now on nothing of it is kept in this browser. */
    readonly hasLeft: ReadonlySignal<boolean> = this.#hasLeft;
    /** The words of a seat were typed on this page: it may unlock the seat again without them. */
    readonly hasTicket: ReadonlySignal<boolean> = this.#hasTicket;

    /** Names the group of this device, to tell its storage from that of another; '' before it is
     * admitted. */
    get log(): string {
        return this.#credential.kind === 'token' ? hex(this.#credential.token.subarray(0, 16)) : '';
    }

    constructor(config: DeviceConfig) {
        this.#config = config;
        this.#credential = config.credential;
        this.start();
        effect(() => {
            if (this.panes.unlocked.value === 0) {
                untracked(() => this.#notePassed());
            }
        });
    }

    /** On a table a ticket is worth nothing once the seat is locked, by whomever. */
    #notePassed(): void {
        if (this.role.peek() === Role.TABLE) {
            this.#engine.ticket.drop();
        }
    }

    /** Begins anew: after 'over', as "hier verder" does, or with another credential. */
    start(credential = this.#credential): void {
        this.close();
        this.#credential = credential;
        this.#isKept = false;
        const language = this.#config.language === 'en' ? Language.EN : Language.NL;
        const engine = new Engine(credential, language, {
            onState: (state) => {
                if (state === 'over') {
                    this.panes.clear();
                    this.#noticeRemoval(engine.farewell);
                }
                this.#connection.value = { state, farewell: engine.farewell };
            },
            onToken: (token) => this.#keepToken(token),
            onTicket: (isThere) => {
                this.#hasTicket.value = isThere;
            },
            onWelcome: (welcome) => this.#takeWelcome(welcome),
            onPane: (pane) => this.panes.take(pane),
            onAlone: () => this.panes.clear(),
            onDefinition: (definition) => this.definitions.put(definition),
            onReady: () => this.#link?.flush(),
        });
        this.#engine = engine;
        this.#link = new Link(engine, this.#config.address);
    }

    /** For good; what was not answered is unknown. */
    close(): void {
        this.#link?.close();
        this.#engine?.end();
    }

    /** Quick leave. The server hears it if it can be told at once; nobody waits for it. */
    leave(): void {
        this.#hasLeft.value = true;
        this.#engine.leave();
        this.#link.flush();
        this.close();
        this.panes.clear();
    }

    /** Connects now instead of later, or finds out whether the connection still is one. */
    hurry(): void {
        this.#link.hurry();
    }

    /** The server's clock, in milliseconds since 1970, for `now` of state/clock.ts. */
    serverTime(now: number): number {
        return this.#engine.serverTime(now);
    }

    // ---- Asking --------------------------------------------------------------------------------

    command(what: CommandWhat): Promise<Outcome> {
        return new Promise((resolve) => {
            this.#waiting.value += 1;
            this.#engine.command(what, (outcome) => {
                this.#waiting.value -= 1;
                this.#noticeLock(what, outcome);
                resolve(outcome);
            });
        });
    }

    /** Unlocks a seat with its two words; without, by the ticket. A ticket that does not fit is gone
     * afterwards. */
    async unlock(seat: number, words?: string): Promise<Outcome> {
        if (words !== undefined) {
            return this.#unlockByWords(seat, words);
        }
        const { ticket } = this.#engine;
        const value = { seat, ticket: new Uint8Array(ticket.bytes) };
        const outcome = await this.command({ case: 'unlockSeat', value });
        if (outcome.kind === 'refused' && outcome.refusal === Refusal.WORDS) {
            ticket.drop();
        }
        return outcome;
    }

    /** A reply that was lost with its connection takes its ticket along: what is said again gets the
     * answer of wrong words then, and has to be asked anew. */
    async #unlockByWords(seat: number, words: string): Promise<Outcome> {
        const what = { case: 'unlockSeat' as const, value: { seat, words } };
        const { welcome } = this.#engine;
        const outcome = await this.command(what);
        const isCut = welcome !== undefined && welcome !== this.#engine.welcome;
        const isRefused = outcome.kind === 'refused' && outcome.refusal === Refusal.WORDS;
        return isCut && isRefused ? this.command(what) : outcome;
    }

    houseCommand(what: HouseCommandWhat): Promise<Outcome> {
        return new Promise((resolve) => {
            this.#engine.houseCommand(what, (outcome) => {
                if (what.case === 'setPassphrase' && outcome.kind === 'done') {
                    this.#keepToken(outcome.token);
                }
                resolve(outcome);
            });
        });
    }

    read(kind: ReadKind, which: { run?: number; number?: number } = {}): Promise<Rows<ReadRow>> {
        return this.#rows(
            'readPage',
            (id, from) => ({ case: 'read', value: { id, kind, from, most: ROWS_MAX, ...which } }),
            (page) => page.rows,
        );
    }

    groups(): Promise<Rows<GroupRow>> {
        return this.#rows('groupsPage', catalogue(CatalogueKind.GROUPS), (page) => page.rows);
    }

    programmes(): Promise<Rows<ProgrammeRow>> {
        const ask = catalogue(CatalogueKind.PROGRAMMES);
        return this.#rows('programmesPage', ask, (page) => page.rows);
    }

    exercises(): Promise<Rows<ExerciseRow>> {
        return this.#rows('exercisesPage', catalogue(CatalogueKind.EXERCISES), (page) => page.rows);
    }

    /** Under which addresses people reach this server. */
    addresses(): Promise<Rows<string>> {
        const ask = catalogue(CatalogueKind.ADDRESSES);
        return this.#rows('addressesPage', ask, (page) => page.addresses);
    }

    /** Whether the owner's login takes a code, or a secret for that. */
    secondFactor(): Promise<Rows<SecondFactorPage>> {
        const ask = catalogue(CatalogueKind.SECOND_FACTOR);
        return this.#rows('secondFactorPage', ask, (page) => [page]);
    }

    /** The QR code of a text. */
    async qr(text: string): Promise<QrPage | undefined> {
        const ask = (id: Uint8Array): Asked => ({ case: 'qrRead', value: { id, text } });
        const codes = await this.#rows('qrPage', ask, (page) => [page]);
        return codes.kind === 'rows' ? codes.rows[0] : undefined;
    }

    /** The key of the outbox of an unlocked seat; undefined when the server does not give it. */
    async outboxKey(seat: number): Promise<Uint8Array | undefined> {
        const rows = await this.read(ReadKind.OUTBOX_KEY, { number: seat });
        const key = rows.kind === 'rows' ? rows.rows[0]?.key : undefined;
        return key?.length === 32 ? key : undefined;
    }

    #rows<Case extends PageCase, Row>(
        pageCase: Case,
        ask: (id: Uint8Array, from: number) => Asked,
        rowsOf: (page: PageOf<Case>) => Row[],
    ): Promise<Rows<Row>> {
        return new Promise((resolve) => {
            this.#engine.read(pageCase, ask, (answer: Pages<PageOf<Case>>) =>
                resolve(
                    answer.kind === 'pages'
                        ? { kind: 'rows', rows: answer.pages.flatMap(rowsOf) }
                        : answer,
                ),
            );
        });
    }

    #takeWelcome(welcome: Welcome): void {
        const before = this.#welcome.peek();
        const { device, role, unit, seat } = welcome;
        const isSame =
            before?.device === device &&
            before.role === role &&
            before.unit === unit &&
            before.seat === seat;
        if (isSame) {
            void this.panes.renew(new Promise<void>((sign) => this.#engine.askForSign(sign)));
        } else {
            this.panes.clear();
        }
        this.#welcome.value = welcome;
        if (this.#credential.kind === 'token' && !this.#isKept) {
            this.#keepOfPage(this.#credential.token, role);
        }
    }

    /** A guest comes by no link: it would be somebody else's. One who stayed has kept their token. */
    #keepOfPage(token: Uint8Array, role: Role): void {
        if (this.#config.roles?.includes(role)) {
            this.#keepToken(token);
        } else if (role !== Role.GUEST) {
            this.#config.onLost?.(token);
        }
    }

    #keepToken(token: Uint8Array): void {
        this.#credential = { kind: 'token', token };
        this.#isKept = true;
        this.#config.onToken?.(token);
    }

    #noticeRemoval(farewell: FarewellReason): void {
        if (farewell === FarewellReason.REMOVED && this.#credential.kind === 'token') {
            this.#config.onLost?.(this.#credential.token);
        }
    }

    // The panes that tell the same come a moment later, or not at all when nothing is to be seen.
    #noticeLock(what: CommandWhat, outcome: Outcome): void {
        const isRefused = outcome.kind === 'refused' && outcome.refusal === Refusal.LOCKED;
        if (isRefused || (outcome.kind === 'done' && what.case === 'lockSeat')) {
            this.panes.lock();
        } else if (outcome.kind === 'done' && what.case === 'unlockSeat') {
            this.panes.unlock(what.value.seat ?? 0);
        }
    }
}

const catalogue =
    (kind: CatalogueKind) =>
    (id: Uint8Array, from: number): Asked => ({ case: 'catalogueRead', value: { id, kind, from } });
