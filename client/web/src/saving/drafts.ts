// SPDX-License-Identifier: EUPL-1.2
//
// The answers of one seat (or of a unit together) in one run, as they stand on this page, and their
// way to the server:
//
//   write    what was typed is saved after a pause of 2 s, and every 10 s of typing;
//            what was tapped is saved at once
//   flush    at once: when a field is left, before the page goes
//   stored   what the panes say is stored; it never overwrites what is not saved yet
//
// Each saving has a revision of its field, higher than any before. One saving of a field is under
// way at a time; what was written meanwhile follows. 'saved' means: the server said so.

import { computed, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import { Answer, type Value } from '#made/houvast/v1/definition_pb';
import { Refusal } from '#made/houvast/v1/wire_pb';
import type { Outcome } from '../connection/requests';

const PAUSE_MS = 2_000;
const TYPING_MOST_MS = 10_000;
const REST_MS = 250;
const RETRY_MS = 5_000;
const STALE_STEP = 16; // how far a revision jumps when a newer one turned out to be stored

export type DraftState =
    | 'untouched' // nothing was ever saved or written
    | 'saved'
    | 'unsent';

export interface Draft {
    answer: Answer;
    /** Of a given answer. Absent too when it is stored and its words do not come back here. */
    value?: Value | undefined;
    revision: number;
    state: DraftState;
    /** Why the server did not take it, while it is unsent for that reason. */
    problem?: Refusal | undefined;
    /** Somebody else saved this, while this page has something unsent: nothing is sent until one of
     * both was chosen (`choose`). */
    newer?: { answer: Answer; value?: Value | undefined; revision: number } | undefined;
}

export interface Written {
    answer: Answer;
    value?: Value | undefined;
    /** Typed, so more will come; otherwise it is saved at once. */
    typing?: boolean;
    /** Not an answer yet (too few cards): it stays on this page and in the outbox. */
    partial?: boolean;
}

export interface DraftsConfig {
    send(
        place: number,
        revision: number,
        answer: Answer,
        value: Value | undefined,
    ): Promise<Outcome>;
    online: ReadonlySignal<boolean>;
    /**
     * Others write these fields too. A newer revision of theirs is never overwritten unseen; when
     * the server speaks of one, this gives what the panes say of the field.
     */
    shared?(place: number): { answer: Answer; value?: Value | undefined; revision: number };
    /** Keeps a copy of what is not stored yet (outbox), or drops it. */
    rest?(place: number, draft: Draft | undefined): void;
}

const UNTOUCHED: Draft = { answer: Answer.UNSPECIFIED, revision: 0, state: 'untouched' };

// The server may take the same later; others it never will.
const PASSING = new Set([Refusal.READ_ONLY, Refusal.BUSY, Refusal.FAILED]);

// What has to happen first is not this page's to do.
const NOT_NOW = new Set([
    Refusal.LOCKED,
    Refusal.NOT_YET,
    Refusal.NOT_ADMITTED,
    Refusal.CONSENT_MISSING,
]);

/** Whether what was refused for this reason now may be taken another time, here or at the next
 * unlocking: the disk has room again, its author was marked as here, or says yes again. */
export function mayBeTakenLater(refusal: Refusal): boolean {
    return PASSING.has(refusal) || NOT_NOW.has(refusal);
}

type Timer = ReturnType<typeof setTimeout> | undefined;

class Entry {
    readonly draft: Signal<Draft> = signal(UNTOUCHED);
    /** The highest revision that was sent, or is known to be stored. */
    revision = 0;
    /** Written and not sent yet. */
    dirty = false;
    partial = false;
    /** The saving that is under way. */
    saving: Promise<boolean> | undefined;
    pause: Timer;
    most: Timer;
    resting: Timer;

    stopTimers(): void {
        clearTimeout(this.pause);
        clearTimeout(this.most);
        this.pause = undefined;
        this.most = undefined;
    }
}

function isDue(entry: Entry): boolean {
    return entry.dirty && !entry.partial && entry.draft.peek().newer === undefined;
}

export class Drafts {
    readonly #config: DraftsConfig;
    readonly #entries = new Map<number, Entry>();
    readonly #touched = signal<readonly Entry[]>([]);
    #ended = false;

    /** Of all fields together. */
    readonly state: ReadonlySignal<DraftState | 'offline'> = computed(() => {
        const drafts = this.#touched.value.map((it) => it.draft.value);
        if (drafts.every((it) => it.state === 'untouched')) {
            return 'untouched';
        }
        if (drafts.every((it) => it.state !== 'unsent')) {
            return 'saved';
        }
        return this.#config.online.value ? 'unsent' : 'offline';
    });

    constructor(config: DraftsConfig) {
        this.#config = config;
    }

    #entry(place: number): Entry {
        let entry = this.#entries.get(place);
        if (entry === undefined) {
            entry = new Entry();
            this.#entries.set(place, entry);
        }
        return entry;
    }

    // Apart from #entry, which components call while they are drawn.
    #touch(entry: Entry): void {
        if (!this.#touched.peek().includes(entry)) {
            this.#touched.value = [...this.#touched.peek(), entry];
        }
    }

    /** How a field stands; follows it. */
    of(place: number): ReadonlySignal<Draft> {
        return this.#entry(place).draft;
    }

    /** Of one field, for SaveState. */
    stateOf(place: number): DraftState | 'offline' {
        const { state } = this.of(place).value;
        return state === 'unsent' && !this.#config.online.value ? 'offline' : state;
    }

    write(place: number, { answer, value, typing = false, partial = false }: Written): void {
        const entry = this.#entry(place);
        this.#touch(entry);
        entry.dirty = true;
        entry.partial = partial;
        const { newer } = entry.draft.peek();
        entry.draft.value = { answer, value, revision: entry.revision + 1, state: 'unsent', newer };
        this.#restSoon(place, entry);
        if (partial) {
            entry.stopTimers();
        } else if (!typing) {
            void this.flush(place);
        } else {
            clearTimeout(entry.pause);
            entry.pause = setTimeout(() => void this.flush(place), PAUSE_MS);
            entry.most ??= setTimeout(() => void this.flush(place), TYPING_MOST_MS);
        }
    }

    /** Saves now what was written, in one field or all. True: everything is stored. */
    async flush(place?: number): Promise<boolean> {
        const places = place === undefined ? [...this.#entries.keys()] : [place];
        const results = await Promise.all(places.map((it) => this.#save(it)));
        return results.every((it) => it);
    }

    /** What a pane says of a field. Without a value its words are not known here. */
    stored(place: number, revision: number, answer: Answer, value?: Value): void {
        const entry = this.#entry(place);
        const isNews = revision > entry.revision;
        const bringsWords =
            revision === entry.revision && value !== undefined && !entry.draft.peek().value;
        if (!isNews && !bringsWords) {
            return;
        }
        this.#touch(entry);
        entry.revision = revision;
        if (entry.dirty && isNews && this.#config.shared !== undefined) {
            const newer = { answer, value, revision };
            entry.draft.value = { ...entry.draft.peek(), newer };
        } else if (!entry.dirty && entry.saving === undefined) {
            const state = revision > 0 ? 'saved' : 'untouched';
            entry.draft.value = { answer, value, revision, state };
        }
    }

    /** Its words leave this page; what was saved of it is not asked any more. */
    forget(place: number): void {
        const entry = this.#entry(place);
        entry.stopTimers();
        clearTimeout(entry.resting);
        entry.resting = undefined;
        entry.dirty = false;
        if (entry.draft.peek() !== UNTOUCHED) {
            entry.draft.value = UNTOUCHED;
            this.#config.rest?.(place, undefined);
        }
    }

    /** After `newer`: keeps what was written here, or takes theirs. */
    choose(place: number, mine: boolean): void {
        const entry = this.#entry(place);
        const { newer, ...draft } = entry.draft.peek();
        if (newer === undefined) {
            return;
        }
        entry.dirty = mine;
        entry.draft.value = mine ? draft : { ...newer, state: 'saved' };
        void this.flush(place);
    }

    /** The run is over, or the seat was locked: saves what it can, and keeps nothing. */
    async end(): Promise<void> {
        this.#ended = true;
        await this.flush();
        for (const [place, entry] of this.#entries) {
            entry.stopTimers();
            clearTimeout(entry.resting);
            if (entry.dirty) {
                this.#config.rest?.(place, entry.draft.peek());
            }
            entry.draft.value = UNTOUCHED;
        }
        this.#entries.clear();
        this.#touched.value = [];
    }

    // ---- Saving --------------------------------------------------------------------------------

    #save(place: number): Promise<boolean> {
        const entry = this.#entry(place);
        entry.stopTimers();
        if (!isDue(entry)) {
            return entry.saving ?? Promise.resolve(!entry.dirty);
        }
        entry.saving = (entry.saving ?? Promise.resolve(true)).then(() =>
            this.#send(place, entry),
        );
        const saving = entry.saving;
        void saving.then(() => {
            if (entry.saving === saving) {
                entry.saving = undefined;
            }
        });
        return saving;
    }

    async #send(place: number, entry: Entry): Promise<boolean> {
        if (!isDue(entry)) {
            return !entry.dirty;
        }
        const { answer, value } = entry.draft.peek();
        const revision = entry.revision + 1;
        entry.revision = revision;
        entry.dirty = false;
        const outcome = await this.#config.send(place, revision, answer, value);
        return this.#sent(place, entry, revision, outcome);
    }

    #sent(place: number, entry: Entry, revision: number, outcome: Outcome): boolean {
        const draft = entry.draft.peek();
        if (outcome.kind === 'done') {
            if (!entry.dirty) {
                entry.draft.value = { ...draft, revision, state: 'saved', problem: undefined };
                clearTimeout(entry.resting);
                entry.resting = undefined;
                this.#config.rest?.(place, undefined);
            }
            return !entry.dirty;
        }
        entry.dirty = true;
        if (outcome.kind === 'unknown') {
            return false;
        }
        entry.stopTimers();
        entry.draft.value = { ...draft, state: 'unsent', problem: outcome.refusal };
        if (outcome.refusal === Refusal.STALE && this.#config.shared !== undefined) {
            entry.revision = revision - 1;
            const theirs = this.#config.shared(place);
            this.stored(place, theirs.revision, theirs.answer, theirs.value);
        } else if (outcome.refusal === Refusal.STALE && !this.#ended) {
            entry.revision = Math.max(entry.revision, revision) + STALE_STEP;
            entry.pause = setTimeout(() => void this.flush(place), REST_MS);
        } else if (PASSING.has(outcome.refusal) && !this.#ended) {
            entry.pause = setTimeout(() => void this.flush(place), RETRY_MS);
        }
        return false;
    }

    // ---- Outbox --------------------------------------------------------------------------------

    #restSoon(place: number, entry: Entry): void {
        entry.resting ??= setTimeout(() => {
            entry.resting = undefined;
            const draft = entry.draft.peek();
            if (draft.state === 'unsent') {
                this.#config.rest?.(place, { ...draft, revision: entry.revision + 1 });
            }
        }, REST_MS);
    }
}
