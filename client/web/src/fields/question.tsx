// SPDX-License-Identifier: EUPL-1.2
//
// One field to answer: the question, who will see the answer, the writing component of its type,
// the ways not to write, and whether it is safe. Give it a key of run, seat and place: another
// field is another component.

import type { FunctionComponent } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Answer, type Field, FieldType } from '#made/houvast/v1/definition_pb';
import { Refusal } from '#made/houvast/v1/wire_pb';
import type { WallPane } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { Paragraphs } from '../parts/paragraphs';
import { SaveState, type SaveStateKind } from '../parts/save_state';
import type { Draft, Written } from '../saving/drafts';
import { problemOf } from '../words/of_protocol';
import { t, textOf } from '../words/words';
import { ChoiceField } from './choice';
import { ConsentField } from './consent';
import { ListField } from './list';
import { choicesOf } from './options';
import { ScaleField } from './scale';
import { seenByText } from './seen_by';
import type { Opening } from './shape';
import { Shown } from './shown';
import { TextField } from './text';
import { TurnsField } from './turns';
import { accepts } from './value';
import type { WritingProps } from './writing';

const WRITING: Partial<Record<FieldType, FunctionComponent<WritingProps>>> = {
    [FieldType.TEXT]: TextField,
    [FieldType.SCALE]: ScaleField,
    [FieldType.CHOICE]: ChoiceField,
    [FieldType.CARDS]: ChoiceField,
    [FieldType.QUIZ]: ChoiceField,
    [FieldType.LIST]: ListField,
    [FieldType.TURNS]: TurnsField,
    [FieldType.CONSENT]: ConsentField,
};

export interface QuestionProps {
    field: Field;
    /** The run it is asked in, and the wall, for options that are lines on it. */
    run: number;
    wall?: WallPane | undefined;
    /** How its answer opens to a partner; `together` when left out. */
    opening?: Opening;
    draft: Draft;
    saveState: SaveStateKind;
    /** Drafts.write of this place. */
    onWrite(written: Written): void;
    /** The field was left: Drafts.flush of this place. */
    onLeave(): void;
    /** Drafts.choose of this place, for fields that others write too. */
    onChoose?(mine: boolean): void;
}

/**
 * The two ways not to write; pressed once more, what was written is there again. A consent has
 * none: it is asked for the answer itself.
 */
function Ways({ field, draft, onWrite }: QuestionProps) {
    const before = useRef<Written>({ answer: Answer.UNSPECIFIED });

    function press(answer: Answer): void {
        if (draft.answer === answer) {
            onWrite(before.current);
            return;
        }
        const { value } = draft;
        if (value !== undefined) {
            before.current = { answer: Answer.GIVEN, value, partial: !accepts(field, value) };
        }
        onWrite({ answer });
    }

    const way = (answer: Answer, words: string) => (
        <Button kind="quiet" pressed={draft.answer === answer} onPress={() => press(answer)}>
            {words}
        </Button>
    );
    return (
        <div class="question-ways">
            {way(Answer.ALOUD, t('answer-rather-aloud'))}
            {way(Answer.SKIPPED, t('answer-skip'))}
        </div>
    );
}

function Newer({ field, draft, run, wall, onChoose }: QuestionProps) {
    if (draft.newer === undefined || onChoose === undefined) {
        return null;
    }
    return (
        <div class="question-newer" role="status">
            <p>{t('newer-says')}</p>
            {draft.newer.value !== undefined && (
                <Shown field={field} value={draft.newer.value} run={run} wall={wall} />
            )}
            <div class="button-row">
                <Button onPress={() => onChoose(false)}>{t('newer-take')}</Button>
                <Button onPress={() => onChoose(true)}>{t('newer-keep-mine')}</Button>
            </div>
        </div>
    );
}

/** A problem of the connection is in the save words already; this is what the server refused. */
function problemText({ problem }: Draft): string | undefined {
    return problem === undefined || problem === Refusal.STALE
        ? undefined
        : problemOf({ kind: 'refused', refusal: problem });
}

export function Question(props: QuestionProps) {
    const { field, draft, onWrite, onLeave } = props;
    const promptId = useId();
    const aboutId = useId();
    const prompt = textOf(field.prompt);
    const Writing = WRITING[field.type];
    if (Writing === undefined) {
        return <Paragraphs text={prompt} />;
    }
    const isGone = draft.answer === Answer.GIVEN && draft.value === undefined;
    return (
        <section class="question" aria-labelledby={promptId}>
            <div id={promptId} class="question-prompt">
                <Paragraphs text={prompt} />
            </div>
            <p id={aboutId} class="question-about small soft">
                {seenByText(field, props.opening ?? 'together')}
            </p>
            {isGone && <p class="question-gone">{t('answer-not-here')}</p>}
            <Writing
                field={field}
                value={draft.answer === Answer.GIVEN ? draft.value : undefined}
                choices={choicesOf(field, props.wall, props.run)}
                labelledBy={promptId}
                describedBy={aboutId}
                onWrite={(value, { typing }) =>
                    onWrite({
                        answer: value === undefined ? Answer.UNSPECIFIED : Answer.GIVEN,
                        value,
                        typing,
                        partial: value !== undefined && !accepts(field, value),
                    })
                }
                onLeave={onLeave}
            />
            {field.type !== FieldType.CONSENT && <Ways {...props} />}
            <Newer {...props} />
            <SaveState state={props.saveState} />
            {problemText(draft) !== undefined && (
                <p class="question-problem" role="alert">
                    {problemText(draft)}
                </p>
            )}
        </section>
    );
}
