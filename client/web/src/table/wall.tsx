// SPDX-License-Identifier: EUPL-1.2
//
// What was released to everyone, small: on the projector the same stands large.

import type { Example, StagePane, WallItem, WallPane } from '#made/houvast/v1/pane_pb';
import { lineText } from '../fields/options';
import { dueItems, type Group, groupsOf, type Row, sourceText } from '../fields/wall';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';

function ResultRows({ rows }: { rows: Row[] }) {
    const most = Math.max(1, ...rows.map((it) => it.count));
    return (
        <table class="table-bands">
            <tbody>
                {rows.map(({ label, count }, place) => (
                    <tr key={place}>
                        <th scope="row">{label}</th>
                        <td>
                            <meter min={0} max={most} value={count} aria-hidden="true" />
                            {count}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Aside({ words }: { words: string }) {
    return words === '' ? null : <span class="soft"> ({words})</span>;
}

function Line({ item }: { item: WallItem }) {
    return (
        <li>
            {lineText(item)}
            <Aside words={sourceText(item)} />
            <Aside words={item.name} />
        </li>
    );
}

function Question({ group: { field, results, lines } }: { group: Group }) {
    return (
        <section>
            {field !== undefined && <h2>{textOf(field.prompt)}</h2>}
            {results.map((rows, place) => (
                <ResultRows key={place} rows={rows} />
            ))}
            {lines.length > 0 && (
                <ul>
                    {lines.map((it) => (
                        <Line key={it.number} item={it} />
                    ))}
                </ul>
            )}
        </section>
    );
}

function ExampleAnswers({ example }: { example: Example }) {
    return (
        <section>
            <h2>{textOf(example.title)}</h2>
            <p class="soft">{t('wall-example')}</p>
            <dl class="table-example">
                {example.answers.map(({ prompt, answer }, place) => (
                    <div key={place}>
                        <dt>{textOf(prompt)}</dt>
                        <dd>{textOf(answer)}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}

export function Wall({ stage, wall }: { stage: StagePane; wall: WallPane }) {
    const { definitions } = useChoices().device;
    const groups = groupsOf(dueItems(stage, wall), wall.items, (it) => definitions.find(it));
    return (
        <div class="table-wall">
            {groups.map((group, place) => (
                <Question key={place} group={group} />
            ))}
            {wall.example !== undefined && <ExampleAnswers example={wall.example} />}
        </div>
    );
}
