// SPDX-License-Identifier: EUPL-1.2
//
// What the hall gets to see: which view, and what stands in it. A pure reading of the two panes
// that everyone may see.

import { type Definition, type Field, FieldType, StageKind } from '#made/houvast/v1/definition_pb';
import type { StagePane, WallPane } from '#made/houvast/v1/pane_pb';
import { blockLast, isLightOnly, isPlenary } from '../fields/shape';

export type View =
    | 'closed' // no meeting
    | 'lobby' // people are coming in
    | 'between' // no step is under way
    | 'break'
    | 'example' // built up by the facilitator
    | 'step';

export function viewOf(stage: StagePane, wall: WallPane | undefined): View {
    if (!stage.meetingOpen) {
        return 'closed';
    }
    if (stage.cover) {
        return 'break';
    }
    if (stage.stepPlace === 0) {
        return stage.lobby === undefined ? 'between' : 'lobby';
    }
    return wall?.example === undefined ? 'step' : 'example';
}

/** What people do now; in a block, where each couple goes by itself, all that is in it. */
export function stageKinds(stage: StagePane, definition: Definition | undefined): StageKind[] {
    if (stage.run === 0) {
        return [];
    }
    if (definition === undefined || !stage.block) {
        return [stage.stageKind];
    }
    const last = blockLast(definition, stage.stage);
    return definition.stages.slice(stage.stage, last + 1).map((it) => it.kind);
}

/** Explanations, and the questions where they may be shown: with the group only the group's own. */
export function promptsOf(stage: StagePane, definition: Definition | undefined): Field[] {
    const isShared = stage.stageKind === StageKind.SHARE;
    return (definition?.fields ?? []).filter(
        (field, place) =>
            field.type === FieldType.INFO ||
            (stage.prompts &&
                definition !== undefined &&
                !isLightOnly(definition, place) &&
                (!isShared || isPlenary(definition, place, stage.stage))),
    );
}
