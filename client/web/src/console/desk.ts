// SPDX-License-Identifier: EUPL-1.2
//
// What the facilitator has at hand: the device of the group, the panes that lead the evening, and
// what this page itself remembers (the table that was chosen, the window that is open).

import { computed, effect, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Definition } from '#made/houvast/v1/definition_pb';
import type { BoardUnit } from '#made/houvast/v1/pane_pb';
import { type Contra, ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ask } from '../parts/ask';
import { announce } from '../parts/live_region';
import { now } from '../state/clock';
import type { CommandWhat, Device, Outcome } from '../state/device';
import { problemOf } from '../words/of_protocol';
import { t } from '../words/words';
import { isGrave, mindOf } from './mind';
import {
    ARMED_MS,
    backMove,
    busyTables,
    commandOf,
    exerciseUnderWay,
    type FirstPress,
    judgePress,
    type Move,
    nextMove,
    placeOf,
    stepUnderWay,
} from './moves';
import type { Round } from './round';

/** The windows over the evening; at most one is open. */
export type OpenWindow =
    | { kind: 'step'; step: number }
    | { kind: 'table'; unit: number }
    | { kind: 'person'; seat: number }
    | { kind: 'mind'; contra: Contra; onGo(): Promise<void> }
    | { kind: 'library' | 'insert' | 'wall' | 'answers' | 'round' | 'announce' | 'keys' | 'lobby' };

export class Desk {
    readonly window = signal<OpenWindow | undefined>(undefined);
    /** The number of the chosen table; 0: none is. */
    readonly table = signal(0);
    /** Keys of letters, digits and signs are on. */
    readonly letters = signal(true);
    /** What was said last about what was asked: a refusal, a warning, or that it is done. */
    readonly said = signal('');
    readonly isDone = signal(false);
    /** An evening was open on this page, so that the screen may stand on the beamer. */
    sawEvening = false;
    readonly firstPress = signal<FirstPress | undefined>(undefined);
    /** The round past all tables that is under way. */
    readonly round = signal<Round | undefined>(undefined);
    /** Where people reach this server; empty: not known yet. */
    readonly addresses = signal<readonly string[]>([]);
    /** The one that stands in links. */
    readonly address = signal('');
    readonly #cards = signal<readonly ReadRow[]>([]);
    readonly #lastRun = signal(0);
    readonly #ends: (() => void)[];

    readonly board;
    readonly find;
    readonly step;
    readonly exercise = computed<Definition | undefined>(() => {
        const board = this.board.value;
        return board && exerciseUnderWay(board, this.find);
    });
    readonly next = computed<Move | undefined>(() => {
        const board = this.board.value;
        return board && nextMove(board, this.find);
    });
    readonly back = computed<Move | undefined>(() => {
        const board = this.board.value;
        return board && backMove(board, this.find);
    });

    constructor(readonly device: Device) {
        this.board = device.panes.board;
        this.find = (hash: Uint8Array) => device.definitions.find(hash);
        this.step = computed(() => {
            const board = this.board.value;
            return board && stepUnderWay(board);
        });
        this.#ends = [effect(() => this.#remember()), effect(() => this.#readCards())];
    }

    close(): void {
        this.#ends.forEach((end) => end());
    }

    /** The run whose lines and answers are meant: the one under way, or else the last that was. */
    runOfWall(): number {
        return this.board.value?.run || this.#lastRun.value;
    }

    /** What only facilitators know of a step. */
    card(step: number): ReadRow | undefined {
        return this.#cards.value.find((it) => it.step === step);
    }

    unit(number: number): BoardUnit | undefined {
        return this.board.value?.units.find((it) => it.unit === number);
    }

    /** A table that a key names; what is pressed next is about it. */
    choose(number: number): void {
        if (this.unit(number) !== undefined) {
            this.table.value = number;
            document.querySelector<HTMLElement>(`[data-table="${number}"]`)?.focus();
        }
    }

    /** The server's clock, in milliseconds since 1970; looked at again every second. */
    get now(): number {
        return this.device.serverTime(now.value);
    }

    sayDone(): void {
        this.say(t('console-done'));
        this.isDone.value = true;
    }

    say(text: string): void {
        this.said.value = text;
        this.isDone.value = false;
        announce(text);
        setTimeout(() => {
            if (this.said.peek() === text) {
                this.said.value = '';
            }
        }, ARMED_MS);
    }

    /** Asked whenever they are to be shown: a laptop may have joined another network since. */
    async loadAddresses(): Promise<void> {
        const found = await this.device.addresses();
        const rows = found.kind === 'rows' && found.rows.length > 0 ? found.rows : [];
        this.addresses.value = rows.length > 0 ? rows : [location.origin];
        if (!this.addresses.value.includes(this.address.peek())) {
            this.address.value = this.addresses.value[0] ?? location.origin;
        }
    }

    /** Sends it; says why when it may not be. */
    async send(what: CommandWhat): Promise<Outcome> {
        this.said.value = '';
        const outcome = await this.device.command(what);
        const problem = problemOf(outcome);
        if (problem !== undefined) {
            this.say(problem);
        }
        return outcome;
    }

    // ---- The road ------------------------------------------------------------------------------

    async goOn(): Promise<void> {
        const board = this.board.peek();
        const move = this.next.peek();
        if (board === undefined || move === undefined) {
            return;
        }
        const busy = busyTables(board, this.find);
        const minds = move.kind === 'step' ? this.#grave(this.card(move.step.step)?.contra) : 0;
        switch (judgePress(board, busy + minds, this.firstPress.peek(), Date.now())) {
            case 'go':
                await this.send(commandOf(board, move));
                break;
            case 'warn':
                this.#warn(
                    placeOf(board),
                    busy > 0
                        ? t('console-still-writing', { tables: busy })
                        : t('console-mind-next', { tables: minds }),
                );
                break;
            case 'deaf':
                break;
        }
    }

    #warn(place: string, text: string): void {
        const press = { place, at: Date.now() };
        this.firstPress.value = press;
        this.say(text);
        setTimeout(() => {
            if (this.firstPress.peek() === press) {
                this.firstPress.value = undefined;
            }
        }, ARMED_MS);
    }

    async goBack(): Promise<void> {
        const board = this.board.peek();
        const move = this.back.peek();
        if (board !== undefined && move !== undefined) {
            await this.send(commandOf(board, move));
        }
    }

    /** At how many tables something is known that weighs on an exercise with this. */
    #grave(contra: Contra | undefined): number {
        const board = this.board.peek();
        return board === undefined ? 0 : mindOf(board, contra).filter(isGrave).length;
    }

    /** Starts an exercise; where it weighs on a couple, once a facilitator has looked at that. */
    async startWith(contra: Contra | undefined, start: () => Promise<void>): Promise<void> {
        if (contra !== undefined && this.#grave(contra) > 0) {
            this.window.value = { kind: 'mind', contra, onGo: start };
        } else {
            await start();
        }
    }

    /** To another step; asked first when that stops somebody who writes. */
    async mayLeave(): Promise<boolean> {
        const board = this.board.peek();
        const busy = board === undefined ? 0 : busyTables(board, this.find);
        return (
            busy === 0 ||
            (await ask({
                title: t('console-leave-title'),
                text: t('console-leave-text', { tables: busy }),
                yes: t('console-leave-yes'),
                no: t('console-leave-no'),
            }))
        );
    }

    // ---- What it remembers ---------------------------------------------------------------------

    #remember(): void {
        const board = this.board.value;
        if (board !== undefined) {
            this.sawEvening ||= board.meetingOpen;
            this.#lastRun.value = board.run || this.#lastRun.peek();
        }
        if (board !== undefined && this.firstPress.peek()?.place !== placeOf(board)) {
            this.firstPress.value = undefined;
        }
    }

    #steps = '';

    // The cards of tonight: again whenever the agenda has other steps.
    #readCards(): void {
        const board = this.board.value;
        const steps = board?.meetingOpen ? board.steps.map((it) => it.step).join(' ') : '';
        if (steps === this.#steps || (steps !== '' && !this.device.online.value)) {
            return;
        }
        this.#steps = steps;
        if (steps === '') {
            this.#cards.value = [];
            return;
        }
        void this.device.read(ReadKind.CARDS).then((cards) => {
            if (cards.kind === 'rows') {
                this.#cards.value = cards.rows;
            } else {
                this.#steps = ''; // the next board asks again
            }
        });
    }
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
    const desk = useContext(DeskContext);
    if (desk === undefined) {
        throw new Error('no desk around this component');
    }
    return desk;
}
