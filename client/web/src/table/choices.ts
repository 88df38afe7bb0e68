// SPDX-License-Identifier: EUPL-1.2
//
// What was chosen on this device, besides what the panes say: whose turn it is at a table, which
// page a pen looks at. And what follows by itself: covering, locking.

import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Statement } from '#made/houvast/v1/pane_pb';
import { Refusal, Role } from '#made/houvast/v1/wire_pb';
import { narrowed } from '../fields/narrowed';
import { useSeatDrafts } from '../saving/seat_drafts';
import type { CommandWhat, Device, Outcome } from '../state/device';
import { Quiet } from '../state/quiet';
import { languageOfPage, problemOf } from '../words/of_protocol';
import { Copies } from './copies';
import { lookAfter } from './looked_after';
import { kindOf, nameOf } from './place';
import { ownPage } from './own_page';
import {
    type Back,
    type Chosen,
    momentOf,
    passAfter,
    type Screen,
    type Seen,
    screenOf,
} from './screen';

const MOMENT_MS = 600; // for which a screen waits for panes that are on their way
const IDLE_MOST_MS = 10 * 60_000; // after which a page that nobody stirs at asks words again
const BUSY_MS = 500; // after which a server that has too much to do is asked again
const BUSY_TIMES = 20;

export class Choices {
    readonly device: Device;
    readonly lookedAfter = lookAfter();
    readonly #chosen = signal<Chosen>({});
    readonly #problem = signal<() => string | undefined>();
    readonly #done = signal<() => string>();
    readonly #handing = signal(false);
    readonly #withdrew = signal(0);
    readonly #idle = new Quiet(IDLE_MOST_MS, () => void this.#forget());
    #ownName = '';

    /** What the panes say. */
    readonly seen = computed<Seen>(() => {
        const { panes, definitions, role, welcome } = this.device;
        return {
            role: role.value,
            penSeat: welcome.value?.seat ?? 0,
            stage: panes.stage.value,
            unit: panes.unit.value,
            seat: panes.seat.value,
            unlocked: panes.unlocked.value,
            definition: narrowed(
                definitions.find(panes.unit.value?.exercise),
                panes.unit.value,
            ),
        };
    });

    readonly #due = computed(() => screenOf(this.seen.value, this.#chosen.value));
    readonly #screen = signal<Screen>();
    #patience: ReturnType<typeof setTimeout> | undefined;

    /** Which screen is due. One that is on its way leaves the last one standing for a moment. */
    readonly screen: ReadonlySignal<Screen | undefined> = this.#screen;

    /** What the page of the unlocked seat asks now; undefined: no seat is unlocked. */
    readonly ownPage = computed(() => {
        const { seat, unit, definition } = this.seen.value;
        const kind = this.kind.value;
        return seat === undefined || unit === undefined || kind === undefined
            ? undefined
            : ownPage(seat, unit, definition, kind);
    });

    /** What the unit does now. */
    readonly kind = computed(() => {
        const { stage, unit, definition } = this.seen.value;
        return stage === undefined || unit === undefined
            ? undefined
            : kindOf(stage, unit, definition);
    });

    /** Why the last thing that was pressed was not done. */
    readonly problem = computed(() => this.#problem.value?.());

    /** Something that was done and shows nowhere else. */
    readonly done = computed(() => this.#done.value?.());

    /** On a pen: its person typed their words before, on this page, this evening. */
    readonly isKnown = computed(
        () => this.device.hasTicket.value && this.#chosen.value.forgotten !== true,
    );

    /** The seat whose person took their yes back on the page that lies open; 0: none. */
    readonly withdrew = computed(() => this.#withdrew.value);

    /** The page of who had the laptop is being saved and locked. */
    readonly handing = computed(() => this.#handing.value);

    /** An envelope was opened again, by its author, just now: the set of what it showed. */
    reopened: { shown: number; toGroup: number } | undefined;

    constructor(device: Device) {
        this.device = device;
        untracked(() => useSeatDrafts(device)); // the outbox is there before the first question
        effect(() => this.#showDue(this.#due.value));
        effect(() => this.#followPass(this.seen.value));
        effect(() => this.#lockForgotten());
        // As long as a page opens here without words, also in a break. Only hands stir it: what the
        // evening sends comes to a page that lies alone as well.
        effect(() => (this.isKnown.value ? this.#idle.start() : this.#idle.stop()));
        const copies = new Copies(() => this.isTable);
        effect(() => {
            if (this.device.panes.unlocked.value === 0) {
                copies.forget();
            }
        });
        effect(() => {
            const { seat } = this.seen.value;
            this.#ownName = seat?.name ?? this.#ownName;
        });
        ['pointerdown', 'keydown', 'input'].forEach((name) =>
            window.addEventListener(name, () => this.#idle.stir(), { passive: true, capture: true }),
        );
    }

    get isTable(): boolean {
        return this.device.role.value === Role.TABLE;
    }

    /** Of the person of this pen, once it was unlocked here; otherwise ''. */
    get ownName(): string {
        return this.#ownName;
    }

    nameOf(seat: number): string {
        const { unit } = this.seen.value;
        return unit === undefined ? '' : nameOf(unit, seat);
    }

    // ---- Asking --------------------------------------------------------------------------------

    /** Asks it of the server, and says why when it may not be. */
    ask(what: CommandWhat): Promise<Outcome> {
        return this.#tell(this.device.command(what));
    }

    async #tell(asked: Promise<Outcome>): Promise<Outcome> {
        this.say(undefined);
        const outcome = await asked;
        this.#problem.value = () => problemOf(outcome);
        return outcome;
    }

    /** Says yes to the statement, or takes that back: then the own page stays, where it is undone. */
    async sayToStatement(seat: number, { id, version }: Statement, yes: boolean) {
        const outcome = await this.ask({
            case: 'giveConsent',
            value: {
                seat,
                yes,
                statement: id,
                version,
                language: languageOfPage(),
            },
        });
        const isDone = outcome.kind === 'done';
        if (isDone) {
            this.#withdrew.value = yes ? 0 : seat;
            this.#set(yes ? {} : { declined: false, pen: { shows: 'own', since: this.#now() } });
        }
        return isDone;
    }

    /** Says it in the language of the page, also when that changes. */
    say(problem: (() => string) | undefined): void {
        this.#problem.value = problem;
        this.#done.value = undefined;
    }

    sayDone(done: () => string): void {
        this.#done.value = done;
    }

    // ---- A table -------------------------------------------------------------------------------

    /** The laptop goes to this person. */
    pass(seat: number): void {
        this.#set({ pass: { seat, state: 'to', since: this.#now() } });
    }

    dropPass(): void {
        this.#set({ pass: undefined });
    }

    /** The laptop has come to this person, whose words these are. */
    async take(seat: number, words: string): Promise<void> {
        const isOpen = await this.#unlock(seat, words);
        const { pass } = this.#chosen.peek();
        if (isOpen && pass?.seat === seat && pass.state === 'to') {
            this.reopened = undefined;
            this.#set({ pass: { seat, state: 'own', since: this.#now() } });
        }
    }

    /** Covers the page, saves what was written, and locks the seat. */
    async handBack(why: Back): Promise<void> {
        const { pass } = this.#chosen.peek();
        if (pass === undefined) {
            return;
        }
        this.#handing.value = true;
        this.#set({ pass: { ...pass, state: 'back', why } });
        this.#withdrew.value = 0;
        await untracked(() => useSeatDrafts(this.device))?.flush();
        if (this.device.panes.unlocked.peek() === pass.seat) {
            await this.device.command({ case: 'lockSeat', value: { seat: pass.seat } });
        }
        this.#handing.value = false;
    }

    // ---- A pen ---------------------------------------------------------------------------------

    /** Its person typed these words; without: they did so before, on this page, this evening. */
    async enter(seat: number, words?: string): Promise<void> {
        if (await this.#unlock(seat, words)) {
            this.#set({ forgotten: false });
        } else if (words === undefined && !this.device.hasTicket.peek()) {
            this.say(undefined); // what was typed before does not do any more: it is asked anew
        }
    }

    /** The own page, or what the unit sees together, until the evening goes on. */
    show(shows: 'own' | 'shared'): void {
        const declined = shows === 'shared' && this.#chosen.peek().declined === true;
        this.#set({ declined, pen: { shows, since: this.#now() } });
    }

    /** Its person said no, or took their yes back. */
    decline(): void {
        this.#set({ declined: true, pen: { shows: 'shared', since: this.#now() } });
        this.#withdrew.value = 0;
    }

    // ---- By itself -----------------------------------------------------------------------------

    /** While too many ask the same it is asked again; whoever typed the words sees no more of it. */
    async #unlock(seat: number, words: string | undefined): Promise<boolean> {
        for (let time = 1; ; time++) {
            const outcome = await this.#tell(this.device.unlock(seat, words));
            const isBusy = outcome.kind === 'refused' && outcome.refusal === Refusal.BUSY;
            if (!isBusy || time === BUSY_TIMES) {
                return outcome.kind === 'done';
            }
            await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
        }
    }

    #now() {
        return momentOf(this.device.panes.stage.peek());
    }

    #set(chosen: Chosen): void {
        batch(() => {
            this.say(undefined);
            this.#chosen.value = { ...this.#chosen.peek(), ...chosen };
        });
    }

    #showDue(due: Screen): void {
        clearTimeout(this.#patience);
        if (due.kind === 'moment') {
            this.#patience = setTimeout(() => {
                this.#screen.value = due;
            }, MOMENT_MS);
        } else {
            this.#screen.value = due;
        }
    }

    #followPass(seen: Seen): void {
        const { pass } = this.#chosen.value;
        const next = pass && passAfter(pass, seen);
        if (next === pass) {
            return;
        }
        untracked(() => {
            if (next?.state === 'back' && next.why === 'over') {
                void this.handBack('over');
            } else {
                this.#set({ pass: next });
            }
        });
    }

    /** A table that was left with someone's page open does not show it to who comes next. */
    #lockForgotten(): void {
        const seat = this.device.panes.unlocked.value;
        const { pass } = this.#chosen.value;
        const isExpected = pass !== undefined && (pass.seat === seat || this.#handing.value);
        const isQuiet = this.device.online.value && this.device.waiting.value === 0;
        if (this.isTable && seat !== 0 && !isExpected && isQuiet) {
            untracked(() => void this.device.command({ case: 'lockSeat', value: { seat } }));
        }
    }

    /** A page was left lying there. */
    async #forget(): Promise<void> {
        if (this.isTable) {
            return this.handBack('idle');
        }
        const seat = this.seen.peek().penSeat;
        this.#set({ forgotten: true });
        await untracked(() => useSeatDrafts(this.device))?.flush();
        if (this.#chosen.peek().forgotten) {
            await this.device.command({ case: 'lockSeat', value: { seat } });
        }
    }
}

export const ChoicesContext = createContext<Choices | undefined>(undefined);

export function useChoices(): Choices {
    const choices = useContext(ChoicesContext);
    if (choices === undefined) {
        throw new Error('no choices around this component');
    }
    return choices;
}
