// SPDX-License-Identifier: EUPL-1.2
//
// A step of the evening: its title and clock, large while there is nothing else; and what the group
// reads: explanations, plenary questions, the wall, an example.

import type { ComponentChildren } from 'preact';
import { type Field, StageKind } from '#made/houvast/v1/definition_pb';
import type { Example, StagePane, WallPane } from '#made/houvast/v1/pane_pb';
import { dueItems, groupsOf } from '../fields/wall';
import { Heading } from '../parts/heading';
import { Paragraphs } from '../parts/paragraphs';
import { useDevice } from '../state/page_device';
import { type PlainWordId, t, textOf } from '../words/words';
import { BigClock } from './big_clock';
import { Pager } from './pager';
import { promptsOf, stageKinds } from './view';
import { Wall } from './wall';

const STAGES: Partial<Record<StageKind, PlainWordId>> = {
    [StageKind.BRIEF]: 'projector-stage-brief',
    [StageKind.SOLO]: 'projector-stage-solo',
    [StageKind.REVEAL]: 'projector-stage-reveal',
    [StageKind.TURNS]: 'projector-stage-turns',
    [StageKind.TALK]: 'projector-stage-talk',
    [StageKind.JOINT]: 'projector-stage-joint',
    [StageKind.SHARE]: 'projector-stage-share',
    [StageKind.CLOSE]: 'projector-stage-close',
};

function StageLine({ kinds }: { kinds: StageKind[] }) {
    const words = kinds.flatMap((it) => (STAGES[it] === undefined ? [] : [t(STAGES[it])]));
    return words.length === 0 ? null : <p class="projector-stage">{words.join(' → ')}</p>;
}

/** Title and clock: in the middle of an empty screen, or above what there is to read. */
export function Titled(props: {
    title: string;
    line?: ComponentChildren;
    stage: StagePane;
    children?: ComponentChildren;
}) {
    const { title, line, stage, children } = props;
    const isAlone = children === undefined;
    return (
        <div class={isAlone ? 'projector-alone' : 'projector-titled'}>
            <header class="projector-head">
                <div class="projector-head-words">
                    <p class="projector-meeting">{textOf(stage.meetingTitle)}</p>
                    <Heading key={title}>{title}</Heading>
                    {line}
                </div>
                <BigClock timer={stage.timer} />
            </header>
            {children}
        </div>
    );
}

function Prompts({ fields }: { fields: Field[] }) {
    return (
        <>
            {fields.map((it) => (
                <Paragraphs key={it.id} class="projector-prompt" text={textOf(it.prompt)} />
            ))}
        </>
    );
}

export function Step({ stage, wall }: { stage: StagePane; wall: WallPane | undefined }) {
    const device = useDevice();
    const definition = device.definitions.find(stage.exercise);
    const items = dueItems(stage, wall);
    const groups = groupsOf(items, wall?.items ?? [], (it) => device.definitions.find(it));
    const isAsked = new Set(groups.map((it) => it.field));
    const prompts = promptsOf(stage, definition).filter((it) => !isAsked.has(it));
    const isEmpty = prompts.length === 0 && items.length === 0;
    const shown = items.map((it) => it.number).join();
    return (
        <Titled
            stage={stage}
            title={textOf(stage.stepTitle)}
            line={<StageLine kinds={stageKinds(stage, definition)} />}
        >
            {isEmpty ? undefined : (
                <Pager
                    content={`${stage.run} ${stage.stage} ${prompts.length} ${shown}`}
                    begin={items.length > 0 ? 'last' : 'first'}
                    turns
                >
                    <Prompts fields={prompts} />
                    <Wall groups={groups} />
                </Pager>
            )}
        </Titled>
    );
}

export function ExampleView({ stage, example }: { stage: StagePane; example: Example }) {
    return (
        <Titled
            stage={stage}
            title={textOf(example.title)}
            line={<p class="projector-stage">{t('projector-example')}</p>}
        >
            <Pager content={String(example.answers.length)} begin="last" turns={false}>
                <dl class="projector-example">
                    {example.answers.map(({ prompt, answer }, place) => (
                        <div key={place}>
                            <dt>{textOf(prompt)}</dt>
                            <dd>{textOf(answer)}</dd>
                        </div>
                    ))}
                </dl>
            </Pager>
        </Titled>
    );
}
