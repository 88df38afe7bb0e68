// SPDX-License-Identifier: EUPL-1.2
//
// With the group: what everybody does now, as on the projector, and small.

import {
    type Definition,
    FieldType,
    StageKind,
    StepKind,
} from '#made/houvast/v1/definition_pb';
import type { StagePane } from '#made/houvast/v1/pane_pb';
import { isLightOnly, isPlenary } from '../fields/shape';
import { Heading } from '../parts/heading';
import { Paragraphs } from '../parts/paragraphs';
import { type PlainWordId, t, textOf } from '../words/words';
import { Foot } from './actions';
import { useChoices } from './choices';
import { Wall } from './late_parts';
import { OwnWays } from './own_ways';
import { OwnPages } from './people';
import { Problem, Top } from './top';

const STAGES: Partial<Record<StageKind, PlainWordId>> = {
    [StageKind.BRIEF]: 'hall-brief',
    [StageKind.SHARE]: 'hall-share',
    [StageKind.TALK]: 'hall-talk',
    [StageKind.CLOSE]: 'hall-close',
};

const STEPS: Partial<Record<StepKind, PlainWordId>> = {
    [StepKind.SCENE]: 'hall-scene',
    [StepKind.TALK]: 'hall-step-talk',
};

const SHOWS_WALL = new Set([StageKind.SHARE, StageKind.TALK, StageKind.CLOSE]);

/** What is there to be read by everyone: explanations, and the questions that may be shown; with
 * the group those alone that are the group's. */
export function promptsOf(stage: StagePane, definition: Definition): number[] {
    return definition.fields.flatMap((field, place) => {
        const isShown =
            stage.prompts &&
            !isLightOnly(definition, place) &&
            (stage.stageKind !== StageKind.SHARE || isPlenary(definition, place, stage.stage));
        return field.type === FieldType.INFO || isShown ? [place] : [];
    });
}

export function Hall() {
    const { seen, device } = useChoices();
    const { stage, definition } = seen.value;
    if (stage === undefined) {
        return null;
    }
    const said = stage.run !== 0 ? STAGES[stage.stageKind] : STEPS[stage.stepKind];
    const title = textOf(stage.stepTitle);
    const wall = device.panes.wall.value;
    const showsWall =
        wall !== undefined && (SHOWS_WALL.has(stage.stageKind) || wall.example !== undefined);
    // There it is the heading of what stands under it.
    const isOnWall = (place: number) =>
        showsWall &&
        wall.items.some((it) => it.run === stage.run && it.ofField && it.field === place);
    return (
        <>
            <Top>{textOf(stage.meetingTitle)}</Top>
            <Heading key={title}>{title === '' ? t('hall-almost') : title}</Heading>
            {title !== '' && said !== undefined && <p>{t(said)}</p>}
            {definition !== undefined &&
                promptsOf(stage, definition)
                    .filter((place) => !isOnWall(place))
                    .map((place) => (
                        <Paragraphs
                            key={place}
                            class="table-prompt"
                            text={textOf(definition.fields[place]?.prompt)}
                        />
                    ))}
            {showsWall && <Wall stage={stage} wall={wall} />}
            <OwnWays />
            <Problem />
            <OwnPages />
            <Foot />
        </>
    );
}
