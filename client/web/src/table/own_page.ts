// SPDX-License-Identifier: EUPL-1.2
//
// What a person's own page asks now, and what can be done with an envelope that is closed.

import {
    type Definition,
    FieldType,
    Round,
    StageKind,
    Visibility,
} from '#made/houvast/v1/definition_pb';
import type { SeatPane, UnitPane } from '#made/houvast/v1/pane_pb';
import { envelopeFields, fieldsOf, givenAway, has, isAsked } from '../fields/shape';

export type OwnPage =
    | { kind: 'consent' }
    | { kind: 'writing'; round: Round }
    | { kind: 'closed'; round: Round; mayReopen: boolean }
    | { kind: 'nothing' };

/** One thing at a time: a text to read, or a question. */
export type Item =
    | { kind: 'read'; place: number }
    | { kind: 'question'; place: number; number: number };

/** What somebody heard cannot be asked of who is the first to speak. */
function hasHeard(unit: UnitPane, kind: StageKind, seat: number): boolean {
    return !(
        kind === StageKind.TURNS &&
        unit.speaker === seat &&
        (unit.place?.turn ?? 0) <= 1
    );
}

/** What one envelope of this seat asks, in order. Texts to read come with the first one. */
export function itemsOf(
    seat: SeatPane,
    unit: UnitPane,
    definition: Definition,
    kind: StageKind,
    round: Round,
): Item[] {
    const form = fieldsOf(definition, unit.form);
    const asked = new Set(seat.fields.map((it) => it.field));
    const items: Item[] = [];
    let number = 0;
    definition.fields.forEach((field, place) => {
        if (field.type === FieldType.INFO && has(form, place) && round === Round.FIRST) {
            items.push({ kind: 'read', place });
        } else if (
            asked.has(place) &&
            field.round === round &&
            field.visibility !== Visibility.JOINT &&
            (!field.listener || hasHeard(unit, kind, seat.seat))
        ) {
            number++;
            items.push({ kind: 'question', place, number });
        }
    });
    return number > 0 ? items : [];
}

// As long as not everyone closed; of the second envelope that is not known while turns are taken.
function mayReopen(unit: UnitPane, kind: StageKind, round: Round): boolean {
    if (kind === StageKind.TURNS) {
        return round === Round.SECOND;
    }
    const asks =
        kind === StageKind.SOLO || (kind === StageKind.REVEAL && round === Round.SECOND);
    return asks && !unit.bothReady;
}

/** Whether something is asked of this seat here, as far as its panes tell of the same. */
function isInRun(seat: SeatPane, unit: UnitPane): boolean {
    return seat.admitted && seat.run !== 0 && seat.run === unit.run;
}

/** The envelope that others write for, and who said no does not. They close it with nothing in it:
 * it looks like any other, and nobody waits for it, or asks why. Undefined: none is due. */
export function emptyEnvelope(
    seat: SeatPane,
    unit: UnitPane,
    definition: Definition | undefined,
    kind: StageKind,
): Round | undefined {
    if (seat.statement === undefined || definition === undefined || !isInRun(seat, unit)) {
        return undefined;
    }
    return seat.envelopes.find(
        ({ closed, round }) =>
            !closed &&
            isAsked(
                definition,
                envelopeFields(definition, unit.form, round),
                unit.place?.stage ?? 0,
            ) &&
            itemsOf(seat, unit, definition, kind, round).length > 0,
    )?.round;
}

export function ownPage(
    seat: SeatPane,
    unit: UnitPane,
    definition: Definition | undefined,
    kind: StageKind,
): OwnPage {
    if (seat.statement !== undefined) {
        return { kind: 'consent' };
    }
    if (definition === undefined || !isInRun(seat, unit)) {
        return { kind: 'nothing' };
    }
    const open = seat.envelopes.find(
        (it) =>
            it.writable &&
            !it.closed &&
            itemsOf(seat, unit, definition, kind, it.round).length > 0,
    );
    if (open !== undefined) {
        return { kind: 'writing', round: open.round };
    }
    const closed = seat.envelopes.filter((it) => it.closed).at(-1);
    return closed === undefined
        ? { kind: 'nothing' }
        : {
              kind: 'closed',
              round: closed.round,
              mayReopen:
                  mayReopen(unit, kind, closed.round) &&
                  givenAway(definition, closed.round).length === 0 &&
                  !(closed.round === Round.FIRST && seat.scored.length > 0),
          };
}
