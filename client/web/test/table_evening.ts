// SPDX-License-Identifier: EUPL-1.2
//
// An evening for tests of the table: one exercise with solo, turns, reveal and joint, a couple.

import { create, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import {
    Audience,
    DefinitionSchema,
    FieldType,
    Form,
    GateHolder,
    GateWhen,
    Round,
    Scope,
    StageKind,
    StepKind,
    Visibility,
} from '#made/houvast/v1/definition_pb';
import { SeatPaneSchema, StagePaneSchema, UnitPaneSchema } from '#made/houvast/v1/pane_pb';

type Parts<Schema extends DescMessage> = Exclude<
    MessageInitShape<Schema>,
    { $typeName: string }
>;

export const NOOR = 3;
export const SAM = 4;
export const RUN = 9;

/** Stages: 0 brief (group), 1 solo, 2 turns, 3 reveal, 4 joint, 5 share (group). */
export const exercise = create(DefinitionSchema, {
    fields: [
        { id: 'about', type: FieldType.INFO, round: Round.FIRST },
        {
            id: 'story',
            type: FieldType.TEXT,
            round: Round.FIRST,
            visibility: Visibility.PARTNER,
            characters: 500,
        },
        {
            id: 'own',
            type: FieldType.SCALE,
            round: Round.FIRST,
            visibility: Visibility.SELF,
            maximum: 10,
            markers: 1,
        },
        {
            id: 'heard',
            type: FieldType.TEXT,
            round: Round.SECOND,
            visibility: Visibility.PARTNER,
            listener: true,
            characters: 500,
        },
        {
            id: 'plan',
            type: FieldType.TEXT,
            round: Round.FIRST,
            visibility: Visibility.JOINT,
            characters: 500,
        },
    ],
    stages: [
        { kind: StageKind.BRIEF, scope: Scope.GROUP },
        { kind: StageKind.SOLO, scope: Scope.UNIT, fields: 0b00110 },
        {
            kind: StageKind.TURNS,
            scope: Scope.UNIT,
            fields: 0b01000,
            gate: {
                when: GateWhen.CLOSED,
                holder: GateHolder.TURN,
                audience: Audience.UNIT,
                round: Round.FIRST,
                fields: 0b00010,
            },
        },
        {
            kind: StageKind.REVEAL,
            scope: Scope.UNIT,
            gate: {
                when: GateWhen.CLOSED,
                holder: GateHolder.UNIT,
                audience: Audience.UNIT,
                round: Round.SECOND,
                fields: 0b01000,
            },
        },
        { kind: StageKind.JOINT, scope: Scope.UNIT, fields: 0b10000 },
        { kind: StageKind.SHARE, scope: Scope.GROUP },
    ],
    forms: [{ form: Form.FULL, fields: 0b11111 }],
});

export function stagePane(parts: Parts<typeof StagePaneSchema> = {}) {
    return create(StagePaneSchema, {
        meetingOpen: true,
        stepPlace: 2,
        stepKind: StepKind.EXERCISE,
        run: RUN,
        stageKind: StageKind.SOLO,
        block: true,
        stage: 1,
        ...parts,
    });
}

export function unitPane(parts: Parts<typeof UnitPaneSchema> = {}) {
    return create(UnitPaneSchema, {
        unit: 2,
        admitted: true,
        seats: [
            { seat: NOOR, name: 'Noor' },
            { seat: SAM, name: 'Sam' },
        ],
        run: RUN,
        form: Form.FULL,
        place: { stage: 1 },
        inBlock: true,
        ...parts,
    });
}

/** Of Noor, with both envelopes as in the solo stage. */
export function seatPane(parts: Parts<typeof SeatPaneSchema> = {}) {
    return create(SeatPaneSchema, {
        seat: NOOR,
        unit: 2,
        name: 'Noor',
        admitted: true,
        run: RUN,
        envelopes: [
            { round: Round.FIRST, writable: true },
            { round: Round.SECOND, writable: false },
        ],
        fields: [{ field: 1 }, { field: 2 }, { field: 3 }],
        ...parts,
    });
}
