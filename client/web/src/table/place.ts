// SPDX-License-Identifier: EUPL-1.2
//
// Where a unit is in an exercise, and where it can go from there.

import { type Definition, Round, Scope, StageKind } from '#made/houvast/v1/definition_pb';
import type { StagePane, UnitPane } from '#made/houvast/v1/pane_pb';
import { envelopeFields, jointFields } from '../fields/shape';

export interface At {
    stage: number;
    turn: number;
}

export function placeOf(unit: UnitPane): At {
    return { stage: unit.place?.stage ?? 0, turn: unit.place?.turn ?? 0 };
}

/** Where others write together and the form of this unit has nothing for that, it writes alone what
 * is asked there, or talks. */
function kindInForm(unit: UnitPane, definition: Definition): StageKind {
    const { kind, fields = 0 } = definition.stages[placeOf(unit).stage] ?? {};
    if (kind !== StageKind.JOINT || jointFields(definition, unit.form) !== 0) {
        return kind ?? StageKind.UNSPECIFIED;
    }
    return (fields & envelopeFields(definition, unit.form, Round.FIRST)) !== 0
        ? StageKind.SOLO
        : StageKind.TALK;
}

/** What this unit does now: in a block by its own place, otherwise what the group does. */
export function kindOf(
    stage: StagePane,
    unit: UnitPane,
    definition: Definition | undefined,
): StageKind {
    if (unit.run === 0 || definition === undefined) {
        return StageKind.UNSPECIFIED;
    }
    return unit.inBlock ? kindInForm(unit, definition) : stage.stageKind;
}

function isOfUnit(definition: Definition, stage: number): boolean {
    return definition.stages[stage]?.scope === Scope.UNIT;
}

function firstOf(definition: Definition, stage: number): At {
    return { stage, turn: definition.stages[stage]?.kind === StageKind.TURNS ? 1 : 0 };
}

/** The first place of the next stage of the block; undefined: this stage is its last. */
export function nextStage(unit: UnitPane, definition: Definition): At | undefined {
    const stage = placeOf(unit).stage + 1;
    return unit.inBlock && isOfUnit(definition, stage) ? firstOf(definition, stage) : undefined;
}

/** Where "further" goes. Who of a unit takes a turn is the server's to know: there may be fewer
 * turns than members, and then the next stage is next. */
export function nextPlace(unit: UnitPane, definition: Definition): At | undefined {
    const { stage, turn } = placeOf(unit);
    return unit.inBlock && turn > 0 && turn < unit.seats.length
        ? { stage, turn: turn + 1 }
        : nextStage(unit, definition);
}

/** Where "back" goes; undefined: this is where the block begins. */
export function previousPlace(unit: UnitPane, definition: Definition): At | undefined {
    const { stage, turn } = placeOf(unit);
    if (!unit.inBlock) {
        return undefined;
    }
    if (turn > 1) {
        return { stage, turn: turn - 1 };
    }
    return stage > 0 && isOfUnit(definition, stage - 1)
        ? firstOf(definition, stage - 1)
        : undefined;
}

export function nameOf(unit: UnitPane, seat: number): string {
    return unit.seats.find((it) => it.seat === seat)?.name ?? '';
}
