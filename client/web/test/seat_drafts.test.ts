// SPDX-License-Identifier: EUPL-1.2
//
// A whole device, from the socket to the outbox, at a table of two seats.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { create, fromBinary } from '@bufbuild/protobuf';
import { effect, signal } from '@preact/signals';
import { Answer, FieldType, Keep, Round, ValueSchema } from '#made/houvast/v1/definition_pb';
import { PaneKind } from '#made/houvast/v1/pane_pb';
import {
    ClientMessageSchema,
    FarewellReason,
    ReadKind,
    Refusal,
    Role,
    type SaveField,
} from '#made/houvast/v1/wire_pb';
import { loadSealing } from '../src/outbox/sealing';
import type { Drafts } from '../src/saving/drafts';
import { useSeatDrafts } from '../src/saving/seat_drafts';
import { hex } from '../src/connection/ids';
import { Device } from '../src/state/device';
import { type Asked, done, farewell, refused, type Said, say, TOKEN, welcome } from './server';

const HASH = new Uint8Array(16).fill(8);
const INTAKE = 3; // the question that is for the facilitators alone once it is closed
const text = (words: string) => create(ValueSchema, { text: words });

/** Counts what happens where no signal tells of it: in the hall, in what is kept. */
const happened = signal(0);

const happens = () => {
    happened.value = happened.peek() + 1;
};

/** Resolves as soon as it is so; the test's own time limit is the only other way out. */
function until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
        const stop = effect(() => {
            void happened.value;
            if (isSo()) {
                queueMicrotask(() => stop());
                resolve();
            }
        });
    });
}

/** All that follows of what was told so far has happened: nothing in it waits for a clock. */
async function allFollowed(): Promise<void> {
    await loadSealing();
    await turn();
}

/** A server with one exercise of four questions, for a pen; what it stores is in `stored`. */
class Hall {
    static current: Hall;
    readonly stored = new Map<number, SaveField>();
    readonly saves: SaveField[] = [];
    role = Role.PEN;
    refusal = Refusal.UNSPECIFIED;
    run = 1;
    isUp = true;
    isClosed = false;
    /** The page of a seat comes only after the key of its outbox. */
    isPageLate = false;
    /** The key does not come before this. */
    key: Promise<void> = Promise.resolve();
    isDeaf = false;
    /** The connection goes before the reply to the words; to the same command the ticket is gone. */
    losesTicket = false;
    #lost: Uint8Array | undefined;
    #socket: Socket | undefined;
    #revision = 1n;

    take(socket: Socket, message: Asked): void {
        this.#socket = socket;
        switch (message.case) {
            case 'hello':
                this.tell(welcome({ role: this.role }));
                this.#tellUnit();
                break;
            case 'read':
                this.#answerRead(message.value.kind, message.value.id, message.value.number);
                break;
            case 'command':
                this.#answer(message.value.id, message.value.what);
                break;
            default:
                assert.fail(`asked ${message.case}`);
        }
        happens();
    }

    tell(bytes: Uint8Array): void {
        this.#socket?.onmessage?.({ data: bytes.slice().buffer });
    }

    drop(): void {
        this.isUp = false;
        this.#socket?.onclose?.();
    }

    begin(run: number): void {
        this.run = run;
        this.stored.clear();
        this.tellSeat(1);
    }

    tellSeat(seat: number): void {
        const fields = [...this.stored.values()].map(({ field, revision, answer }) => ({
            field,
            revision,
            answer,
        }));
        const envelopes = [{ round: Round.FIRST, closed: this.isClosed }];
        const value = { seat, unit: 1, run: this.run, fields, envelopes };
        this.tell(paneOf(PaneKind.SEAT, seat, ++this.#revision, { case: 'seat', value }));
    }

    #tellUnit(): void {
        this.tell(
            say({
                case: 'definition',
                value: {
                    hash: HASH,
                    fields: Array.from({ length: 4 }, (_, place) => ({
                        type: FieldType.TEXT,
                        round: Round.FIRST,
                        keep: place === INTAKE ? Keep.INTAKE : Keep.MEETING,
                        characters: 500,
                    })),
                },
            }),
        );
        const value = { unit: 1, seats: [{ seat: 1 }, { seat: 2 }], run: this.run, exercise: HASH };
        this.tell(paneOf(PaneKind.UNIT, 1, ++this.#revision, { case: 'unit', value }));
    }

    #answerRead(kind: ReadKind, id: Uint8Array, seat: number): void {
        if (kind === ReadKind.ROSTER) {
            this.tell(say({ case: 'readPage', value: { id } })); // a sign of life
            return;
        }
        assert.equal(kind, ReadKind.OUTBOX_KEY);
        const key = new Uint8Array(32).fill(seat);
        void this.key.then(async () => {
            this.tell(say({ case: 'readPage', value: { id, rows: [{ key }] } }));
            if (this.isPageLate) {
                await allFollowed();
                this.tellSeat(seat);
            }
        });
    }

    #answer(id: Uint8Array, what: Extract<Asked, { case: 'command' }>['value']['what']): void {
        if (what.case === 'saveField') {
            this.saves.push(what.value);
            if (this.refusal !== Refusal.UNSPECIFIED) {
                this.tell(refused(id, this.refusal));
                return;
            }
            if (what.value.run === this.run) {
                this.stored.set(what.value.field, what.value);
            }
        }
        if (what.case === 'unlockSeat' && this.losesTicket) {
            if (this.#lost === undefined) {
                this.#lost = id;
                this.#socket?.onclose?.();
                return;
            }
            if (hex(id) === hex(this.#lost)) {
                this.tell(refused(id, Refusal.WORDS));
                return;
            }
        }
        this.tell(done(id));
        if (what.case === 'unlockSeat' && !this.isPageLate) {
            this.tellSeat(what.value.seat);
        } else if (what.case === 'lockSeat') {
            this.tell(paneOf(PaneKind.SEAT, what.value.seat, this.#revision));
        }
    }
}

function paneOf(
    kind: PaneKind,
    number: number,
    revision: bigint,
    body?: Extract<Said, { case: 'pane' }>['value']['body'],
): Uint8Array {
    return say({ case: 'pane', value: { kind, number, revision, epoch: 1n, body } });
}

class Socket {
    static readonly OPEN = 1;
    readyState = 0;
    binaryType = '';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: (() => void) | null = null;

    constructor() {
        queueMicrotask(() => {
            if (Hall.current.isUp) {
                this.readyState = 1;
                this.onopen?.();
            } else {
                this.onclose?.();
            }
        });
    }

    send(bytes: Uint8Array): void {
        if (Hall.current.isUp && !Hall.current.isDeaf) {
            const { message } = fromBinary(ClientMessageSchema, bytes);
            queueMicrotask(() => Hall.current.take(this, message));
        }
    }

    close(): void {
        this.readyState = 3;
    }
}

const realSocket = globalThis.WebSocket;
const kept = new Map<string, string>();
let devices: Device[] = [];

beforeEach(() => {
    kept.clear();
    devices = [];
    Hall.current = new Hall();
    globalThis.WebSocket = Socket as unknown as typeof WebSocket;
    globalThis.localStorage = {
        get length() {
            return kept.size;
        },
        key: (place: number) => [...kept.keys()][place] ?? null,
        getItem: (name: string) => kept.get(name) ?? null,
        setItem(name: string, words: string) {
            kept.set(name, words);
            happens();
        },
        removeItem(name: string) {
            kept.delete(name);
            happens();
        },
    } as Storage;
});

afterEach(() => {
    devices.forEach((it) => it.close());
    globalThis.WebSocket = realSocket;
});

/** Opens the page anew, as after a reload. */
function openDevice(): Device {
    const device = new Device({
        address: 'ws://hall/',
        credential: { kind: 'token', token: TOKEN },
        language: 'nl',
    });
    devices.push(device);
    return device;
}

/** The same, and unlocks a seat. */
async function sitDown(seat: number): Promise<{ device: Device; drafts: () => Drafts }> {
    const device = openDevice();
    let drafts: Drafts | undefined;
    effect(() => {
        drafts = useSeatDrafts(device);
        happens();
    });
    await device.unlock(seat, 'molen paraplu');
    await until(() => drafts !== undefined);
    return { device, drafts: () => drafts! };
}

const type = (drafts: Drafts, place: number, words: string) =>
    drafts.write(place, { answer: Answer.GIVEN, value: text(words), typing: true });

for (const isPageLate of [false, true]) {
    const late = isPageLate ? ', also when its page comes late' : '';
    test(`what was typed without a connection comes back at the same seat${late}`, async () => {
        const before = await sitDown(1);
        Hall.current.drop();
        type(before.drafts(), 2, 'tweeduizend tekens');
        await until(() => kept.size === 1);
        assert.equal(before.drafts().stateOf(2), 'offline');
        Hall.current.isUp = true;
        Hall.current.isPageLate = isPageLate;
        before.device.close();

        const after = await sitDown(1);
        await until(() => after.drafts().of(2).value.state === 'saved' && kept.size === 0);
        assert.equal(after.drafts().of(2).value.value?.text, 'tweeduizend tekens');
        assert.equal(Hall.current.stored.get(2)?.value?.text, 'tweeduizend tekens');
    });
}

test('words whose reply was lost with the connection are asked anew', async () => {
    const device = openDevice();
    await until(() => device.online.value);
    Hall.current.losesTicket = true;
    assert.equal((await device.unlock(1, 'molen paraplu')).kind, 'done');
});

test('the other seat does not get it', async () => {
    const before = await sitDown(1);
    Hall.current.drop();
    type(before.drafts(), 2, 'van mij');
    await until(() => kept.size === 1);
    Hall.current.isUp = true;
    before.device.close();

    const other = await sitDown(2);
    type(other.drafts(), 0, 'van de ander');
    await other.drafts().flush();
    assert.equal(other.drafts().of(2).value.state, 'untouched');
    assert.equal(kept.size, 1, 'and does not drop it');
    assert.equal(Hall.current.stored.has(2), false);
});

test('nothing can be typed before what rested is back', async () => {
    const before = await sitDown(1);
    Hall.current.drop();
    type(before.drafts(), 2, 'ouder');
    await until(() => kept.size === 1);
    Hall.current.isUp = true;
    before.device.close();

    let giveKey = () => {};
    Hall.current.key = new Promise((resolve) => {
        giveKey = resolve;
    });
    const device = openDevice();
    const seen: (string | undefined)[] = [];
    effect(() => {
        const drafts = useSeatDrafts(device);
        seen.push(drafts?.of(2).value.value?.text ?? drafts?.of(2).value.state);
    });
    await device.unlock(1, 'molen paraplu');
    await until(() => device.panes.seat.value !== undefined);
    await allFollowed();
    assert.deepEqual(seen, [undefined]);
    giveKey();
    await until(() => kept.size === 0);
    assert.equal(seen.at(-1), 'ouder');
    assert.equal(Hall.current.stored.get(2)?.value?.text, 'ouder');
});

test('going on here after another tab took over saves what was under way', async () => {
    const { device, drafts } = await sitDown(1);
    const same = drafts();
    type(same, 2, 'onderweg');
    await until(() => kept.size === 1);
    Hall.current.isDeaf = true;
    const flushed = same.flush();
    Hall.current.tell(farewell(FarewellReason.REPLACED));
    assert.equal(await flushed, false);
    assert.equal(device.connection.value.state, 'over');
    Hall.current.isDeaf = false;
    device.start();
    await until(() => device.online.value);
    await device.unlock(1, 'molen paraplu');
    await until(() => Hall.current.stored.get(2)?.value?.text === 'onderweg');
});

test('what is stored already is not sent again', async () => {
    const before = await sitDown(1);
    Hall.current.drop();
    type(before.drafts(), 2, 'ouder');
    await until(() => kept.size === 1);
    Hall.current.isUp = true;
    before.device.close();
    const newer = { field: 2, revision: 7, answer: Answer.GIVEN } as SaveField;
    Hall.current.stored.set(2, newer);

    const after = await sitDown(1);
    await until(() => kept.size === 0);
    assert.equal(after.drafts().of(2).value.revision, 7);
    assert.deepEqual(Hall.current.saves, []);
});

test('what belongs to a run that is over is sent, not shown', async () => {
    const before = await sitDown(1);
    Hall.current.drop();
    type(before.drafts(), 2, 'te laat');
    await until(() => kept.size === 1);
    Hall.current.isUp = true;
    before.device.close();
    Hall.current.run = 2;

    const after = await sitDown(1);
    await until(() => kept.size === 0);
    assert.equal(after.drafts().of(2).value.state, 'untouched');
    assert.deepEqual(
        Hall.current.saves.map((it) => [it.run, it.value?.text]),
        [[1, 'te laat']],
    );
});

for (const refusal of [Refusal.READ_ONLY, Refusal.FAILED, Refusal.NOT_ADMITTED]) {
    test(`nor is it lost when it is not taken now: ${Refusal[refusal]}`, async () => {
        const before = await sitDown(1);
        Hall.current.drop();
        type(before.drafts(), 2, 'te laat');
        await until(() => kept.size === 1);
        before.device.close();
        Object.assign(Hall.current, { isUp: true, run: 2, refusal });

        const refused = await sitDown(1);
        await until(() => Hall.current.saves.length === 1);
        await allFollowed();
        assert.equal(kept.size, 1);
        refused.device.close();
        Hall.current.refusal = Refusal.UNSPECIFIED;
        await sitDown(1);
        await until(() => kept.size === 0);
        assert.equal(Hall.current.saves.at(-1)?.value?.text, 'te laat');
    });
}

test('the next run begins empty, and what was being typed is saved in its own', async () => {
    const { drafts } = await sitDown(1);
    const first = drafts();
    type(first, 2, 'nog bezig');
    Hall.current.begin(2);
    await until(() => drafts() !== first && Hall.current.saves.length === 1);
    assert.equal(drafts().of(2).value.state, 'untouched');
    assert.deepEqual([Hall.current.saves[0]?.run, Hall.current.saves[0]?.field], [1, 2]);
});

test('a connection that comes and goes changes nothing of what is being typed', async () => {
    const { device, drafts } = await sitDown(1);
    const same = drafts();
    type(same, 2, 'midden in een zin');
    Hall.current.drop();
    Hall.current.isUp = true;
    device.hurry();
    await until(() => device.online.value);
    assert.equal(drafts(), same);
    assert.equal(same.of(2).value.value?.text, 'midden in een zin');
    assert.equal(await same.flush(), true);
    assert.equal(Hall.current.stored.get(2)?.value?.text, 'midden in een zin');
});

test('locking the seat leaves nothing of it on the page', async () => {
    const { device, drafts } = await sitDown(1);
    const same = drafts();
    type(same, 2, 'geheim');
    await same.flush();
    await device.command({ case: 'lockSeat', value: { seat: 1 } });
    await until(() => same.of(2).value.state === 'untouched');
    assert.equal(same.of(2).value.value, undefined);
    assert.equal(drafts(), undefined);
    assert.equal(kept.size, 0);
});

test('leaving quickly leaves nothing anywhere, also of what was being typed', async () => {
    const { device, drafts } = await sitDown(1);
    const same = drafts();
    Hall.current.refusal = Refusal.BUSY;
    type(same, 2, 'geheim');
    await until(() => kept.size === 1);
    type(same, 3, 'nog een geheim');
    device.leave();
    kept.clear();
    assert.equal(device.panes.unit.peek(), undefined);
    assert.equal(device.panes.seat.peek(), undefined);
    assert.equal(device.connection.peek().state, 'over');
    await until(() => same.of(3).value.state === 'untouched');
    await allFollowed();
    assert.equal(drafts(), undefined);
    assert.equal(same.of(2).value.value, undefined);
    assert.deepEqual([...kept.keys()], []);
    assert.deepEqual(Hall.current.saves, []);
});

test('what was closed for an intake is on the page no more', async () => {
    const { drafts } = await sitDown(1);
    const same = drafts();
    type(same, 2, 'mijn dagboek');
    type(same, INTAKE, 'ik ben bang');
    assert.equal(await same.flush(), true);
    Hall.current.isClosed = true;
    Hall.current.stored.delete(INTAKE);
    Hall.current.tellSeat(1);
    await until(() => same.of(INTAKE).value.state === 'untouched');
    assert.equal(same.of(INTAKE).value.value, undefined);
    assert.equal(same.of(2).value.value?.text, 'mijn dagboek');
    assert.equal(kept.size, 0);
});
