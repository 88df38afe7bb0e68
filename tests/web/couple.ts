// SPDX-License-Identifier: EUPL-1.2
//
// A simulated couple at its table, over the real protocol. It does what it is told, at once.

import { create } from '@bufbuild/protobuf';
import {
    Answer,
    type Field,
    FieldType,
    Form,
    Round,
    Scope,
    StageKind,
    type Value,
    ValueSchema,
} from '#made/houvast/v1/definition_pb';
import { Language, Role } from '#made/houvast/v1/wire_pb';
import {
    blockLast,
    envelopeFields,
    gateOf,
    has,
    isAsked,
    jointFields,
    mayShow,
    placesOf,
    setOf,
    wallLines,
} from '#web/fields/shape';
import type { CommandWhat, Device } from '#web/state/device';
import { deviceOf, done, type Leader } from './leader';
import { until } from './until';

const NAMES = [
    ['Noor', 'Sam'],
    ['Fatima', 'Jeroen'],
    ['Lotte', 'Bram'],
    ['Yara', 'Milan'],
    ['Ineke', 'Wim'],
    ['Sofie', 'Daan'],
    ['Priya', 'Thijs'],
    ['Marit', 'Ruben'],
];

const LINES = [
    'We maken ruzie over de vaatwasser, maar daar gaat het niet over',
    'Als het stil wordt, ga ik harder praten',
    'Wij zijn vooral een goed team met een agenda',
    'Ik loop weg om erger te voorkomen en dat maakt het erger',
    'Soms is een hand op mijn schouder genoeg en dan doet niemand het',
    'Ik ben trots op ons en dat zeg ik nooit',
    'We lachen nog steeds om dezelfde dingen',
    'Om half elf ’s avonds moet je bij ons nergens meer over beginnen',
    'Ik vraag tien keer of er iets is en dan is er ineens iets',
    'Ik wist niet dat je bang kunt zijn voor iemand die je zo goed kent',
    'Sinds de kinderen slapen we naast elkaar in plaats van bij elkaar',
    'Een kop thee zonder iets te zeggen, dat is bij ons sorry',
];

/** What the server acknowledged. */
export interface Saved {
    seat: number;
    run: number;
    field: number;
    value: Value | undefined;
}

export class Couple {
    readonly saved: Saved[] = [];
    readonly place: number;
    readonly unit: number;
    readonly names: string[];
    readonly device: Device;
    private readonly leader: Leader;

    constructor(leader: Leader, place: number, unit: number, names: string[], token: Uint8Array) {
        this.place = place;
        this.unit = unit;
        this.names = names;
        this.leader = leader;
        this.device = deviceOf(leader.server, token);
    }

    close(): void {
        this.device.close();
    }

    async command(what: CommandWhat): Promise<void> {
        done(await this.device.command(what), `couple ${this.unit}, ${what.case}`);
    }

    get pane() {
        return this.device.panes.unit.value;
    }

    get definition() {
        return this.device.definitions.find(this.pane?.exercise);
    }

    private stage(place: number) {
        return this.definition?.stages[place];
    }

    // ---- Each alone ----------------------------------------------------------------------------

    /** One person takes the keyboard, says yes to what is asked first, and does something. */
    async as(seat: number, act: (seat: number) => Promise<void>): Promise<void> {
        done(await this.device.unlock(seat, this.leader.wordsOf(seat)), `seat ${seat}`);
        const pane = await until('the seat is unlocked', () => this.device.panes.seat.value);
        if (pane.statement !== undefined) {
            const { id: statement, version } = pane.statement;
            const value = { seat, yes: true, statement, version, language: Language.NL };
            await this.command({ case: 'giveConsent', value });
        }
        await act(seat);
        await this.command({ case: 'lockSeat', value: { seat } });
    }

    /** Everyone says yes to the statement of the programme. */
    async consent(): Promise<void> {
        const seats = await until('the couple sees itself', () => this.pane?.seats);
        for (const { seat } of seats) {
            await this.as(seat, async () => {});
        }
    }

    /** Fills the fields of an envelope, shows all that can be shown, and closes it. */
    private async writeEnvelope(seat: number, round: Round): Promise<void> {
        const { definition, pane } = this;
        const own = this.device.panes.seat.value;
        const envelope = own?.envelopes.find((it) => it.round === round);
        if (definition === undefined || pane === undefined || !envelope?.writable) {
            return;
        }
        const fields = placesOf(envelopeFields(definition, pane.form || Form.FULL, round));
        for (const field of fields) {
            const kind = definition.fields[field]!;
            const value = this.valueFor(kind, seat);
            const answer = value === undefined ? Answer.SKIPPED : Answer.GIVEN;
            await this.command({
                case: 'saveField',
                value: { run: pane.run, seat, field, revision: 1, answer, value },
            });
            this.saved.push({ seat, run: pane.run, field, value });
        }
        const shows = setOf(fields.filter((it) => mayShow(definition.fields[it]!)));
        await this.command({
            case: 'closeEnvelope',
            value: { run: pane.run, seat, round, shows },
        });
    }

    /** Everyone answers a round on the table, in passes. */
    async answer(round = Round.FIRST): Promise<void> {
        const { definition, pane } = this;
        const asked =
            definition && pane && envelopeFields(definition, pane.form || Form.FULL, round);
        const stage = pane?.place?.stage ?? 0;
        if (!definition || !pane || !asked || !isAsked(definition, asked, stage)) {
            return;
        }
        for (const { seat, ownDevice } of pane.seats) {
            if (!ownDevice) {
                await this.as(seat, (it) => this.writeEnvelope(it, round));
            }
        }
    }

    private valueFor(field: Field, seat: number): Value | undefined {
        const line = LINES[(2 * this.place + (seat % 2)) % LINES.length]!;
        const give = (parts: Parameters<typeof create<typeof ValueSchema>>[1]) =>
            create(ValueSchema, parts);
        switch (field.type) {
            case FieldType.TEXT:
                return give({ text: [...line].slice(0, field.characters).join('') });
            case FieldType.SCALE: {
                const reach = field.maximum - field.minimum;
                const at = field.minimum + Math.round((reach * ((seat * 4) % 10)) / 10);
                return give({ numbers: Array.from({ length: field.markers }, () => at) });
            }
            case FieldType.CHOICE:
            case FieldType.CARDS:
            case FieldType.QUIZ:
                return this.choice(field, seat);
            case FieldType.LIST: {
                const rows = Math.max(1, field.rowMinimum);
                const cells = Array.from(
                    { length: rows * field.columns.length },
                    () => 'Iets kleins',
                );
                return give({ cells });
            }
            case FieldType.TURNS:
            case FieldType.CONSENT:
                return give({ numbers: [1] });
            default:
                return undefined;
        }
    }

    private choice(field: Field, seat: number): Value | undefined {
        const wall = this.device.panes.wall.value;
        const choices = field.optionsFromWall
            ? wallLines(wall, this.pane?.run ?? 0, field.optionsFrom).map((it) => it.number)
            : field.options.map((_, place) => place);
        // of the lines on the wall so many that there is a result
        const wanted = field.optionsFromWall ? Math.ceil(choices.length / 2) : 1;
        const count = Math.min(
            Math.max(wanted, field.pickMinimum),
            field.pickMaximum,
            choices.length,
        );
        if (count === 0) {
            return undefined;
        }
        const first = seat % (choices.length - count + 1);
        return create(ValueSchema, { options: choices.slice(first, first + count) });
    }

    // ---- Together ------------------------------------------------------------------------------

    private async goOn(): Promise<void> {
        const pane = this.pane!;
        const from = pane.place!;
        const isTurning = from.turn > 0 && from.turn < pane.seats.length;
        const stage = isTurning ? from.stage : from.stage + 1;
        const turns = this.stage(stage)?.kind === StageKind.TURNS;
        const turn = isTurning ? from.turn + 1 : turns ? 1 : 0;
        await this.command({
            case: 'moveUnit',
            value: { run: pane.run, from, to: { stage, turn } },
        });
        await this.untilAt(stage, turn);
    }

    private untilAt(stage: number, turn: number): Promise<unknown> {
        return until(`couple ${this.unit} is at ${stage}.${turn}`, () => {
            const place = this.pane?.place;
            return place?.stage === stage && place.turn === turn;
        });
    }

    private async openTogether(): Promise<void> {
        const pane = await until('the couple may open', () => this.pane?.mayOpen && this.pane);
        const { run, place } = pane;
        await this.command({ case: 'openTogether', value: { run, from: place } });
        await until('it opened', () => this.pane?.opened.length !== 0);
    }

    private async writeJoint(): Promise<void> {
        const pane = this.pane!;
        for (const { field } of pane.joints) {
            const value = this.valueFor(this.definition!.fields[field]!, 0);
            const answer = value === undefined ? Answer.SKIPPED : Answer.GIVEN;
            await this.command({
                case: 'saveJoint',
                value: { run: pane.run, field, revision: 1, answer, value },
            });
        }
        const saved = await until('all joint fields are saved', () =>
            this.pane?.joints.every((it) => it.revision > 0) ? this.pane : undefined,
        );
        for (const { seat } of saved.seats) {
            const value = { run: saved.run, seat, revision: saved.jointRevision, set: true };
            await this.command({ case: 'markJoint', value });
        }
        await until('the joint fields are confirmed', () => this.pane?.jointConfirmed);
    }

    /** Goes through the block under way to its end; who listens writes after the last turn. */
    async playBlock(): Promise<void> {
        const wrote = new Set<Round>();
        await until('the block began', () => this.pane?.inBlock && this.definition);
        for (;;) {
            const pane = this.pane!;
            const definition = this.definition!;
            const { stage: at, turn } = pane.place!;
            const stage = definition.stages[at]!;
            await this.writeWhatIsAsked(at, turn, wrote);
            if (stage.kind === StageKind.JOINT && jointFields(definition, pane.form) !== 0) {
                await this.writeJoint();
            }
            if (at === blockLast(definition, at) && (turn === 0 || turn >= pane.seats.length)) {
                return;
            }
            if (this.opensNext(at)) {
                await this.openTogether();
            } else {
                await this.goOn();
            }
        }
    }

    private async writeWhatIsAsked(at: number, turn: number, wrote: Set<Round>): Promise<void> {
        const isLastTurn = turn === 0 || turn >= (this.pane?.seats.length ?? 0);
        for (const round of [Round.FIRST, Round.SECOND]) {
            const fields = envelopeFields(this.definition!, this.pane!.form, round);
            const isDue = round === Round.FIRST || isLastTurn;
            if (!wrote.has(round) && isDue && fields && isAsked(this.definition!, fields, at)) {
                await this.answer(round);
                wrote.add(round);
            }
        }
    }

    /** Whether the couple opens envelopes by one tap from here. */
    private opensNext(at: number): boolean {
        const { definition } = this;
        const gate = definition && gateOf(definition, at);
        return (
            definition !== undefined &&
            gate === at + 1 &&
            definition.stages[gate]?.scope === Scope.UNIT &&
            definition.stages[gate]?.kind === StageKind.REVEAL &&
            placesOf(definition.stages[gate]?.gate?.fields ?? 0).some((it) =>
                has(
                    envelopeFields(definition, this.pane!.form, Round.FIRST) |
                        envelopeFields(definition, this.pane!.form, Round.SECOND),
                    it,
                ),
            )
        );
    }
}

export function coupleNames(place: number): string[] {
    return NAMES[place % NAMES.length]!;
}

/** Couples with a table each, who are in and said yes; the meeting is open. */
export async function joinCouples(leader: Leader, count: number, first = 0): Promise<Couple[]> {
    const couples: Couple[] = [];
    for (let place = first; place < first + count; place++) {
        const names = coupleNames(place);
        const unit = await leader.addUnit(names);
        const token = await leader.invite(Role.TABLE, { unit });
        await leader.letIn(unit);
        couples.push(new Couple(leader, place, unit, names, token));
    }
    await Promise.all(couples.map((it) => it.consent()));
    return couples;
}
