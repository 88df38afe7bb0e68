// SPDX-License-Identifier: EUPL-1.2
//
// A facilitator who works over the real protocol, with the engine of the pages: makes a group, lets
// people in, and takes them through the evening.

import assert from 'node:assert/strict';
import type { BoardStep } from '#made/houvast/v1/pane_pb';
import { Presence } from '#made/houvast/v1/pane_pb';
import { ReadKind, Role, TimerAction } from '#made/houvast/v1/wire_pb';
import { formatToken, parseToken } from '#web/connection/tokens';
import { blockLast } from '#web/fields/shape';
import { type CommandWhat, Device, type HouseCommandWhat, type Outcome } from '#web/state/device';
import { ownerToken, type Server } from './server';
import { until } from './until';

type Done = Extract<Outcome, { kind: 'done' }>;

/** Node 22 tells of a refused connection by 'error' alone; a browser closes it too. */
class ClosingSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        this.addEventListener('error', () => {
            if (this.readyState === WebSocket.CONNECTING) {
                this.dispatchEvent(new Event('close'));
            }
        });
    }
}
globalThis.WebSocket = ClosingSocket;

/** A device of this server, by its token. */
export function deviceOf(server: Server, token: Uint8Array): Device {
    return new Device({
        address: `${server.origin.replace(/^http/, 'ws')}/`,
        credential: { kind: 'token', token },
        language: 'nl',
    });
}

export function done(outcome: Outcome, what: string): Done {
    assert.equal(outcome.kind, 'done', `${what}: ${JSON.stringify(outcome)}`);
    return outcome as Done;
}

async function askHouse(server: Server, what: HouseCommandWhat): Promise<Uint8Array> {
    const token = parseToken(ownerToken(server));
    assert.ok(token, 'the owner has a link');
    const house = deviceOf(server, token);
    try {
        return done(await house.houseCommand(what), what.case ?? '').token;
    } finally {
        house.close();
    }
}

/** A group of its own on a fresh server. */
export async function makeGroup(
    server: Server,
    title = 'Donderdagavond',
    programme = 'hold_me_tight',
): Promise<Leader> {
    const token = await askHouse(server, { case: 'makeGroup', value: { title, programme } });
    return new Leader(server, token);
}

export class Leader {
    readonly server: Server;
    readonly token: Uint8Array;
    readonly device: Device;
    /** The two words of each person, by name, as they stood on the slip. */
    readonly slips = new Map<string, string>();

    constructor(server: Server, token: Uint8Array) {
        this.server = server;
        this.token = token;
        this.device = deviceOf(server, token);
    }

    close(): void {
        this.device.close();
    }

    async command(what: CommandWhat): Promise<Done> {
        return done(await this.device.command(what), what.case ?? '');
    }

    get stage() {
        return this.device.panes.stage.value;
    }

    get board() {
        return this.device.panes.board.value;
    }

    // ---- People --------------------------------------------------------------------------------

    /** A couple; its number. */
    async addUnit(names: string[]): Promise<number> {
        const { number } = await this.command({ case: 'addUnit', value: { names } });
        await until('the couple stands on the board', () =>
            this.board?.units.some((it) => it.unit === number),
        );
        await this.readSlips();
        return number;
    }

    /** Words that were used once stand on no slip any more; who has them keeps them. */
    async readSlips(): Promise<void> {
        const found = await this.device.read(ReadKind.SLIPS);
        assert.equal(found.kind, 'rows', 'the slips can be read');
        const rows = found.kind === 'rows' ? found.rows : [];
        for (const { name, words } of rows.filter((it) => it.words !== '')) {
            this.slips.set(name, words);
        }
    }

    wordsOf(seat: number): string {
        const seats = this.board?.units.flatMap((it) => it.seats) ?? [];
        const words = this.slips.get(seats.find((it) => it.seat === seat)?.name ?? '');
        assert.ok(words, `seat ${seat} has a slip`);
        return words;
    }

    /** The seats of a couple, by its number. */
    seatsOf(unit: number): { seat: number; name: string }[] {
        return this.board?.units.find((it) => it.unit === unit)?.seats ?? [];
    }

    /** The token of a new device. */
    async invite(role: Role, of: { unit?: number; seat?: number } = {}): Promise<Uint8Array> {
        return (await this.command({ case: 'invite', value: { role, ...of } })).token;
    }

    /** The link of a new device, as a browser opens it. */
    async link(role: Role, of: { unit?: number; seat?: number } = {}): Promise<string> {
        const page = {
            [Role.FACILITATOR]: '/console',
            [Role.CO_FACILITATOR]: '/console',
            [Role.PROJECTOR]: '/projector',
            [Role.OBSERVER]: '/projector',
        } as Partial<Record<Role, string>>;
        const token = formatToken(await this.invite(role, of));
        return `${this.server.origin}${page[role] ?? '/'}#t.${token}`;
    }

    /** A couple's card: as its QR code says it, and its code. */
    async card(unit: number): Promise<{ link: string; code: string }> {
        const rows = await this.device.read(ReadKind.COUPLE_CARDS);
        assert.equal(rows.kind, 'rows', 'the cards can be read');
        const row = rows.kind === 'rows' ? rows.rows.find((it) => it.unit === unit) : undefined;
        assert.ok(row, `couple ${unit} has a card`);
        return { link: `${this.server.origin}/#c.${formatToken(row.token)}`, code: row.code };
    }

    async letIn(unit: number, presence = Presence.HERE): Promise<void> {
        await this.command({ case: 'markPresence', value: { unit, presence } });
    }

    // ---- The evening ---------------------------------------------------------------------------

    async openMeeting(meeting = 0): Promise<void> {
        await this.command({ case: 'openMeeting', value: { meeting } });
        await until(
            'the meeting is open',
            () => this.stage?.meetingOpen && this.board?.meetingOpen,
        );
    }

    async endMeeting(): Promise<void> {
        await this.command({ case: 'endMeeting', value: {} });
    }

    step(number: string): BoardStep {
        const step = this.board?.steps.find((it) => it.number === number);
        assert.ok(step, `there is a step ${number}`);
        return step;
    }

    /** Begins a step, by its printed number. */
    async startStep(number: string): Promise<void> {
        const { step } = this.step(number);
        await this.command({ case: 'startStep', value: { from: this.board?.step ?? 0, step } });
        await until(`step ${number} is under way`, () => this.board?.step === step);
        await this.untilStageKnown();
    }

    /** Begins an exercise of the library, by its word. */
    async push(exercise: string): Promise<void> {
        const from = this.board?.step ?? 0;
        await this.command({ case: 'pushExercise', value: { exercise, from } });
        await until(`${exercise} is under way`, () => this.board?.step !== from);
        await this.untilStageKnown();
    }

    private untilStageKnown(): Promise<unknown> {
        return until(
            'stage, board and definition tell the same',
            () =>
                this.stage?.run === this.board?.run &&
                (this.board?.run === 0 || this.definition !== undefined),
        );
    }

    get definition() {
        return this.device.definitions.find(this.stage?.exercise);
    }

    /** The next stage of the group; false: this was the last. */
    async nextStage(): Promise<boolean> {
        const { board, definition } = this;
        assert.ok(board && definition, 'an exercise is under way');
        const to = blockLast(definition, board.stage) + 1;
        if (to >= definition.stages.length) {
            return false;
        }
        const { run, stage: from } = board;
        await this.command({ case: 'moveStage', value: { run, from, to } });
        await until(
            'the group moved on',
            () => this.board?.stage === to && this.stage?.stage === to,
        );
        return true;
    }

    async startClock(minutes: number): Promise<void> {
        const value = { action: TimerAction.START, minutes };
        await this.command({ case: 'setTimer', value });
    }

    /** The lines that wait to be picked. */
    async notes() {
        const rows = await this.device.read(ReadKind.NOTES, { run: this.board?.run });
        return rows.kind === 'rows' ? rows.rows : [];
    }
}
