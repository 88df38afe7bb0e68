// SPDX-License-Identifier: EUPL-1.2
//
// What follows from the definition of an exercise. A set of fields is a number of 32 bits: bit i
// stands for the field at place i.

import {
    Audience,
    type Definition,
    type Field,
    FieldType,
    Form,
    GateHolder,
    GateWhen,
    Keep,
    Round,
    Scope,
    Visibility,
} from '#made/houvast/v1/definition_pb';
import type { WallItem, WallPane } from '#made/houvast/v1/pane_pb';

export const FIELDS_MAX = 32;

export function has(set: number, place: number): boolean {
    return place < FIELDS_MAX && ((set >>> place) & 1) === 1;
}

export function setOf(places: Iterable<number>): number {
    let set = 0;
    for (const place of places) {
        set |= 1 << place;
    }
    return set >>> 0;
}

/** The places in a set, in ascending order. */
export function placesOf(set: number): number[] {
    return Array.from({ length: FIELDS_MAX }, (_, place) => place).filter((it) => has(set, it));
}

/** The fields of a form; those of the full one when it is not listed. */
export function fieldsOf(definition: Definition, form: Form): number {
    const find = (wanted: Form) => definition.forms.find((it) => it.form === wanted)?.fields;
    return find(form) ?? find(Form.FULL) ?? 0;
}

/** Whether a field is asked in the light form alone: it is for whom that is dealt to, and for nobody
 * else to read. */
export function isLightOnly(definition: Definition, place: number): boolean {
    return (
        has(fieldsOf(definition, Form.LIGHT), place) &&
        !has(fieldsOf(definition, Form.FULL), place)
    );
}

/** What an envelope of this round holds for facilitators alone once it is closed, which is for good:
 * its author does not get it back. */
export function givenAway(definition: Definition, round: Round): number[] {
    return definition.fields.flatMap((field, place) =>
        field.keep === Keep.INTAKE && field.round === round ? [place] : [],
    );
}

function chosen(definition: Definition, form: Form, fits: (field: Field) => boolean): number {
    const fields = fieldsOf(definition, form);
    return setOf(
        definition.fields.flatMap((field, place) =>
            has(fields, place) && field.type !== FieldType.INFO && fits(field) ? [place] : [],
        ),
    );
}

/** Whether its author may let an answer for the partner go to the group too, or all of a couple what
 * they write together. */
export function mayGoToGroup(field: Field): boolean {
    const { PARTNER, JOINT } = Visibility;
    return field.mayGoToGroup && [PARTNER, JOINT].includes(field.visibility);
}

/** What each person answers in one envelope. */
export function envelopeFields(definition: Definition, form: Form, round: Round): number {
    return chosen(
        definition,
        form,
        (field) => field.visibility !== Visibility.JOINT && field.round === round,
    );
}

/** What the unit writes together. */
export function jointFields(definition: Definition, form: Form): number {
    return chosen(definition, form, (field) => field.visibility === Visibility.JOINT);
}

/** Texts to read, which ask nothing. */
export function infoFields(definition: Definition, form: Form): number {
    const fields = fieldsOf(definition, form);
    return setOf(
        definition.fields.flatMap((field, place) =>
            has(fields, place) && field.type === FieldType.INFO ? [place] : [],
        ),
    );
}

/** Whether any of these fields has been asked when the unit is in this stage. */
export function isAsked(definition: Definition, fields: number, stage: number): boolean {
    return definition.stages.slice(0, stage + 1).some((it) => (it.fields & fields) !== 0);
}

function isOfUnit(definition: Definition, stage: number): boolean {
    return definition.stages[stage]?.scope === Scope.UNIT;
}

/** The last stage of the block that this stage is in; the stage itself outside a block. */
export function blockLast(definition: Definition, stage: number): number {
    let last = stage;
    while (isOfUnit(definition, stage) && isOfUnit(definition, last + 1)) {
        last++;
    }
    return last;
}

/** The first stage from here, within the block, whose gate waits for the envelopes of the unit. */
export function gateOf(definition: Definition, stage: number): number | undefined {
    for (let place = stage; isOfUnit(definition, place); place++) {
        const gate = definition.stages[place]?.gate;
        if (gate?.when === GateWhen.CLOSED && gate.audience === Audience.UNIT) {
            return place;
        }
    }
    return undefined;
}

/** How a shown answer opens to the partner: where both showed it, when its author's turn begins, or
 * of what was chosen only what both chose. */
export type Opening = 'together' | 'turn' | 'match';

export function openingOf(definition: Definition, place: number): Opening {
    const gates = definition.stages.flatMap(({ gate }) =>
        gate?.when === GateWhen.CLOSED && has(gate.fields, place) ? [gate] : [],
    );
    if (gates.some((it) => it.match)) {
        return 'match';
    }
    return gates.some((it) => it.holder === GateHolder.TURN) ? 'turn' : 'together';
}

/** Whether a field belongs to what the group does together in this stage. */
export function isPlenary(definition: Definition, place: number, stage: number): boolean {
    const { fields = 0, gate } = definition.stages[stage] ?? {};
    return has(fields | (gate?.fields ?? 0), place);
}

/** Whether its author chooses to show or to keep it. */
export function mayShow(field: Field): boolean {
    switch (field.visibility) {
        case Visibility.PARTNER:
        case Visibility.RECORD:
            return true;
        case Visibility.GROUP:
        case Visibility.GROUP_NAMED:
            return (
                field.type === FieldType.TEXT ||
                field.type === FieldType.LIST ||
                (field.type === FieldType.CARDS && field.ownCard)
            );
        default:
            return false;
    }
}

/** The lines on the wall that belong to a field of a run: what its options_from names. */
export function wallLines(wall: WallPane | undefined, run: number, place: number): WallItem[] {
    return (wall?.items ?? []).filter(
        (it) => it.ofField && it.field === place && it.result === undefined && it.run === run,
    );
}
