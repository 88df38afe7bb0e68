// SPDX-License-Identifier: EUPL-1.2
//
// An evening as a facilitator's page gets it, for tests.

import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
    type Definition,
    DefinitionSchema,
    Form,
    Scope,
    StageKind,
    StepKind,
} from '#made/houvast/v1/definition_pb';
import {
    type BoardPane,
    BoardPaneSchema,
    type BoardUnit,
    BoardUnitSchema,
    Presence,
    type SeatState,
    Signal,
    StepState,
} from '#made/houvast/v1/pane_pb';
import nl from '../src/words/console.nl.ftl';
import { addWords, language } from '../src/words/words';

addWords(nl, () => import('../src/words/console.en.ftl'));
language.value = 'nl';

const HASH = new Uint8Array(16).fill(7);
export const MINUTE = 60_000;
export const START = 1_800_000_000_000;

// explain · alone → talk (a block) · with the group
export const EXERCISE = create(DefinitionSchema, {
    hash: HASH,
    title: { nl: 'Een vraag', en: 'A question' },
    stages: [
        { kind: StageKind.BRIEF, scope: Scope.GROUP, minutes: 2 },
        { kind: StageKind.SOLO, scope: Scope.UNIT, minutes: 5 },
        { kind: StageKind.TALK, scope: Scope.UNIT },
        { kind: StageKind.SHARE, scope: Scope.GROUP },
    ],
});

export const find = (hash: Uint8Array): Definition | undefined =>
    hash.length === 16 ? EXERCISE : undefined;

type BoardInit = MessageInitShape<typeof BoardPaneSchema>;
export type UnitInit = MessageInitShape<typeof BoardUnitSchema>;

/** An evening of three steps: an exercise, a break of 10 minutes, an exercise. */
export function boardOf(parts: BoardInit, states: StepState[] = []): BoardPane {
    const state = (place: number) => states[place] ?? StepState.PLANNED;
    return create(BoardPaneSchema, {
        meetingOpen: true,
        eveningEndsAt: 99n,
        stepStartedAt: BigInt(START),
        steps: [
            { step: 11, kind: StepKind.EXERCISE, exercise: HASH, minutes: 20, state: state(0) },
            { step: 12, kind: StepKind.BREAK, minutes: 10, state: state(1) },
            { step: 13, kind: StepKind.EXERCISE, exercise: HASH, minutes: 30, state: state(2) },
        ],
        ...parts,
    });
}

export const NOW = StepState.UNDER_WAY;
export const DONE = StepState.DONE;
export const SKIPPED = StepState.SKIPPED;

export const inExercise = (stage: number, units: UnitInit[] = []) =>
    boardOf({ step: 11, run: 3, stage, units }, [NOW]);

export const unitOf = (parts: UnitInit): BoardUnit => {
    const { place = { stage: 1 }, form = Form.FULL, online = true, sharing = true } = parts;
    const { unit = 1, presence = Presence.HERE } = parts;
    const { seats = [], moreTime = false, signal = Signal.UNSPECIFIED } = parts;
    return create(BoardUnitSchema, {
        unit,
        presence,
        online,
        sharing,
        form,
        place,
        seats,
        moreTime,
        signal,
    });
};

export const seats = (...states: SeatState[]) =>
    states.map((state, place) => ({
        seat: place + 1,
        name: ['Noor', 'Sam'][place] ?? '',
        state,
        consent: true,
    }));
