// SPDX-License-Identifier: EUPL-1.2
//
// The drafts of the seat that is unlocked on this device, in the run under way: made when both are
// there, ended (and saved) when one of them changes. What rested in the outbox comes back here.
//
// There are none before the outbox is open: so nothing is typed over what rested, and all that is
// typed can rest.

import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { Answer } from '#made/houvast/v1/definition_pb';
import type { SeatPane, WorkPane } from '#made/houvast/v1/pane_pb';
import type { SaveField } from '#made/houvast/v1/wire_pb';
import { givenAway } from '../fields/shape';
import { accepts } from '../fields/value';
import { Outbox, sweep } from '../outbox/outbox';
import { loadSealing } from '../outbox/sealing';
import type { Device } from '../state/device';
import { Drafts, mayBeTakenLater } from './drafts';
import { flushWhenLeaving } from './leaving';

/** What seals; undefined: it cannot be had. */
const findSealing = () => loadSealing().catch(() => undefined);

class SeatDrafts {
    readonly current = signal<Drafts | undefined>(undefined);
    readonly #device: Device;
    #seat = 0;
    #run = 0;
    #outbox: Promise<Outbox | undefined> = Promise.resolve(undefined);
    #emptied: Outbox | undefined;
    #opened: Outbox | undefined;

    constructor(device: Device) {
        this.#device = device;
        const { panes } = device;
        void findSealing(); // while the server is there
        effect(() => this.#follow(panes.unlocked.value, panes.seat.value));
        effect(() => this.#take(this.current.value, panes.seat.value, panes.work.value));
        effect(() => {
            if (device.hasLeft.value) {
                untracked(() => this.#forget());
            }
        });
        flushWhenLeaving(() => this.current.peek());
    }

    #follow(seat: number, pane: SeatPane | undefined): void {
        if (seat !== 0 && seat === this.#seat && pane === undefined) {
            return; // its page is still there, or on the way
        }
        const run = pane?.run ?? 0;
        if (seat !== this.#seat || run !== this.#run) {
            untracked(() => this.#change(seat, run));
        }
    }

    #change(seat: number, run: number): void {
        const last = { drafts: this.current.peek(), outbox: this.#outbox };
        const isOther = seat !== this.#seat;
        this.#seat = seat;
        this.#run = run;
        if (isOther) {
            this.#outbox = seat === 0 ? Promise.resolve(undefined) : this.#open(seat);
        }
        this.current.value = undefined;
        void this.#begin(run);
        void last.drafts?.end().then(async () => {
            if (isOther) {
                (await last.outbox)?.end();
            }
        });
    }

    /** Somebody left quickly: what is unsent does not rest here. */
    #forget(): void {
        this.#opened?.end();
        this.#seat = 0;
        this.#run = 0;
        this.#outbox = Promise.resolve(undefined);
        void this.current.peek()?.end();
        this.current.value = undefined;
    }

    async #begin(run: number): Promise<void> {
        const opened = this.#outbox;
        const outbox = await opened;
        if (this.#seat === 0 || this.#outbox !== opened || this.#run !== run) {
            return; // it went on meanwhile
        }
        this.current.value = run === 0 ? undefined : this.#make(this.#seat, run, outbox);
        if (outbox !== undefined && this.#emptied !== outbox) {
            this.#emptied = outbox;
            outbox.bringBack().forEach((saving) => void this.#bringBack(outbox, saving));
        }
    }

    #make(seat: number, run: number, outbox: Outbox | undefined): Drafts {
        return new Drafts({
            online: this.#device.online,
            send: (field, revision, answer, value) =>
                this.#device.command({
                    case: 'saveField',
                    value: { run, seat, field, revision, answer, value },
                }),
            rest: (field, draft) => {
                if (draft !== undefined) {
                    outbox?.put(run, field, draft);
                } else {
                    outbox?.drop(run, field);
                }
            },
        });
    }

    #take(drafts?: Drafts, seat?: SeatPane, work?: WorkPane): void {
        if (drafts === undefined || seat?.run !== this.#run) {
            return;
        }
        untracked(() => {
            seat.fields.forEach((it) => drafts.stored(it.field, it.revision, it.answer));
            work?.values
                .filter((it) => it.run === this.#run)
                .forEach((it) => drafts.stored(it.field, it.revision, it.answer, it.value));
            this.#placesGivenAway(seat).forEach((it) => drafts.forget(it));
        });
    }

    #placesGivenAway(seat: SeatPane): number[] {
        const { panes, definitions } = this.#device;
        const definition = definitions.find(panes.unit.peek()?.exercise);
        const isThere = definition !== undefined && panes.unit.peek()?.run === seat.run;
        return isThere
            ? seat.envelopes
                  .filter((it) => it.closed)
                  .flatMap((it) => givenAway(definition, it.round))
            : [];
    }

    // ---- Outbox --------------------------------------------------------------------------------

    /** Without a key (an older server), or what seals, there is no outbox, and all else goes on. */
    async #open(seat: number): Promise<Outbox | undefined> {
        const device = this.#device;
        const [key, sealing] = await Promise.all([device.outboxKey(seat), findSealing()]);
        await this.#pageOf(seat);
        if (key === undefined || sealing === undefined || this.#seat !== seat) {
            return undefined;
        }
        const seats = device.panes.unit.peek()?.seats.map((it) => it.seat) ?? [];
        sweep(localStorage, sealing, device.log, [seat, ...seats]);
        this.#opened = new Outbox(localStorage, sealing, key, { group: device.log, seat });
        return this.#opened;
    }

    /** Until the page of the seat is there, or will not come. */
    #pageOf(seat: number): Promise<void> {
        const { panes } = this.#device;
        return new Promise((resolve) => {
            const stop = effect(() => {
                if (panes.seat.value?.seat === seat || panes.unlocked.value !== seat) {
                    queueMicrotask(() => stop());
                    resolve();
                }
            });
        });
    }

    /** Sent; and shown again where it is asked now. */
    async #bringBack(outbox: Outbox, saving: SaveField): Promise<void> {
        const drafts = this.current.peek();
        if (drafts === undefined || saving.run !== this.#run) {
            const outcome = await this.#device.command({ case: 'saveField', value: saving });
            const isSettled =
                outcome.kind === 'refused'
                    ? !mayBeTakenLater(outcome.refusal)
                    : outcome.kind === 'done';
            if (isSettled) {
                outbox.drop(saving.run, saving.field);
            }
            return;
        }
        const draft = drafts.of(saving.field).peek();
        if (draft.revision >= saving.revision) {
            outbox.drop(saving.run, saving.field);
            return;
        }
        const { answer, value } = saving;
        const partial = answer === Answer.GIVEN && !this.#accepts(saving);
        drafts.write(saving.field, { answer, value, partial });
    }

    #accepts({ field: place, value }: SaveField): boolean {
        const { panes, definitions } = this.#device;
        const field = definitions.find(panes.unit.peek()?.exercise)?.fields[place];
        return field === undefined || (value !== undefined && accepts(field, value));
    }
}

const known = new WeakMap<Device, ReadonlySignal<Drafts | undefined>>();

/** Of this device; undefined: no seat is unlocked, or there is nothing to do now. */
export function useSeatDrafts(device: Device): Drafts | undefined {
    let drafts = known.get(device);
    if (drafts === undefined) {
        drafts = new SeatDrafts(device).current;
        known.set(device, drafts);
    }
    return drafts.value;
}
