// SPDX-License-Identifier: EUPL-1.2
//
// The note about one person, as it stands on this page, and its way to the server: saved as answers
// are (saving/drafts.ts). Another facilitator may write in it too; then one of both is chosen.

import { computed, type ReadonlySignal } from '@preact/signals';
import { Answer, type Value } from '#made/houvast/v1/definition_pb';
import { Refusal, ReadKind } from '#made/houvast/v1/wire_pb';
import { makeValue } from '../fields/value';
import { type Draft, Drafts, type DraftState } from '../saving/drafts';
import { flushWhenLeaving } from '../saving/leaving';
import type { Device } from '../state/device';

const NOTE = 0; // it is the only field

let opened: PersonNote | undefined;
flushWhenLeaving(() => opened?.drafts);

export class PersonNote {
    readonly drafts: Drafts;
    readonly draft: ReadonlySignal<Draft>;
    readonly state: ReadonlySignal<DraftState | 'offline'> = computed(() =>
        this.drafts.stateOf(NOTE),
    );
    readonly #device: Device;
    readonly #seat: number;
    #stored: { answer: Answer; value: Value; revision: number };

    constructor(device: Device, seat: number) {
        this.#device = device;
        this.#seat = seat;
        this.#stored = { answer: Answer.GIVEN, value: makeValue({}), revision: 0 };
        this.drafts = new Drafts({
            online: device.online,
            send: (_, revision, __, value) => this.#send(revision, value?.text ?? ''),
            shared: () => this.#stored,
        });
        this.draft = this.drafts.of(NOTE);
        opened = this;
        void this.#read().then(() => {
            const { revision, answer, value } = this.#stored;
            this.drafts.stored(NOTE, revision, answer, value);
        });
    }

    write(text: string): void {
        const value = makeValue({ text });
        this.drafts.write(NOTE, { answer: Answer.GIVEN, value, typing: true });
    }

    flush(): Promise<boolean> {
        return this.drafts.flush();
    }

    choose(mine: boolean): void {
        this.drafts.choose(NOTE, mine);
    }

    end(): Promise<void> {
        return this.drafts.end();
    }

    async #read(): Promise<void> {
        const found = await this.#device.read(ReadKind.PERSON, { number: this.#seat });
        const row = found.kind === 'rows' ? found.rows[0] : undefined;
        if (row !== undefined) {
            const value = makeValue({ text: row.noteText });
            this.#stored = { answer: Answer.GIVEN, value, revision: row.revision };
        }
    }

    async #send(revision: number, text: string) {
        const outcome = await this.#device.command({
            case: 'writeNote',
            value: { seat: this.#seat, revision, text },
        });
        if (outcome.kind === 'refused' && outcome.refusal === Refusal.STALE) {
            await this.#read();
        }
        return outcome;
    }
}
