// SPDX-License-Identifier: EUPL-1.2
//
// What a person gets to know of a quiz, once the own envelope is closed for good.

import type { Field } from '#made/houvast/v1/definition_pb';
import { Score, type Scored as One } from '#made/houvast/v1/pane_pb';
import { Paragraphs } from '../parts/paragraphs';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { useOwnWords } from './cover';

const SAYS = {
    [Score.RIGHT]: 'quiz-was-right',
    [Score.WRONG]: 'quiz-was-wrong',
    [Score.UNSPECIFIED]: 'quiz-was-none',
} as const;

function Question({ field, scored }: { field: Field; scored: One }) {
    return (
        <section class="table-row">
            <h2>{textOf(field.prompt)}</h2>
            <p>{t(SAYS[scored.score])}</p>
            {scored.score !== Score.RIGHT && (
                <ul class="shown-list">
                    {[...scored.correct].map((option) => (
                        <li key={option}>{textOf(field.options[option]?.label)}</li>
                    ))}
                </ul>
            )}
            <Paragraphs text={textOf(scored.explanation)} />
        </section>
    );
}

export function Scored() {
    const { seat, definition } = useChoices().seen.value;
    useOwnWords();
    return (
        <>
            {seat?.scored.map((it) => {
                const field = definition?.fields[it.field];
                return field === undefined ? null : (
                    <Question key={it.field} field={field} scored={it} />
                );
            })}
        </>
    );
}
