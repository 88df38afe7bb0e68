// SPDX-License-Identifier: EUPL-1.2
//
// What a person answered this evening.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ShownAnswer } from '../fields/shown';
import { problemOf } from '../words/of_protocol';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { useOwnWords } from './cover';
import { TakeBackLater } from './rights';

/** By run, in the order in which they were. */
export function byRun(rows: readonly ReadRow[]): ReadRow[][] {
    const runs = new Map<number, ReadRow[]>();
    rows.forEach((it) => runs.set(it.run, [...(runs.get(it.run) ?? []), it]));
    return [...runs.values()];
}

export function OwnWork({ seat }: { seat: number }) {
    const { device } = useChoices();
    const rows = useSignal<readonly ReadRow[] | undefined>(undefined);
    const problem = useSignal<string | undefined>(undefined);
    useOwnWords();

    useEffect(() => {
        let isCurrent = true;
        void device.read(ReadKind.OWN_WORK, { number: seat }).then((answer) => {
            if (!isCurrent) {
                return;
            }
            if (answer.kind === 'rows') {
                rows.value = answer.rows;
            } else {
                problem.value = problemOf(answer);
            }
        });
        return () => {
            isCurrent = false;
        };
    }, [seat]);

    return (
        <section class="table-own-work">
            <h3>{t('own-work')}</h3>
            <div role="status">
                {problem.value !== undefined && <p>{problem.value}</p>}
                {problem.value === undefined && rows.value === undefined && (
                    <p>{t('table-moment')}</p>
                )}
                {rows.value?.length === 0 && <p>{t('own-work-none')}</p>}
            </div>
            {byRun(rows.value ?? []).map((answers) => (
                <Run key={answers[0]?.run} answers={answers} />
            ))}
        </section>
    );
}

function Run({ answers }: { answers: readonly ReadRow[] }) {
    const { device, seen } = useChoices();
    const { seat } = seen.value;
    const definition = device.definitions.find(answers[0]?.exercise);
    if (definition === undefined) {
        return null;
    }
    return (
        <article class="table-own-run">
            <h4>{textOf(definition.title)}</h4>
            {answers.map((row) => {
                const { run, field: place, answer, value } = row;
                const field = definition.fields[place];
                if (field === undefined) {
                    return null;
                }
                const shown = (
                    <ShownAnswer
                        field={field}
                        answer={answer}
                        value={value}
                        wall={device.panes.wall.value}
                        run={run}
                    />
                );
                return (
                    <div key={place}>
                        <p class="table-own-prompt">{textOf(field.prompt)}</p>
                        {seat === undefined || run === seat.run ? (
                            shown
                        ) : (
                            <TakeBackLater seat={seat.seat} row={row} field={field}>
                                {shown}
                            </TakeBackLater>
                        )}
                    </div>
                );
            })}
        </article>
    );
}
