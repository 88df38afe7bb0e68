// SPDX-License-Identifier: EUPL-1.2
//
// What was released to everyone: results as bars with words and counts, and lines. A name stands
// with a line only where the line brings one.

import type { WallItem } from '#made/houvast/v1/pane_pb';
import { lineText } from '../fields/options';
import { type Group, type Row, sourceText } from '../fields/wall';
import { textOf } from '../words/words';

const LONG_LABEL = 20; // characters; then the bar goes below it

function ResultRows({ rows }: { rows: Row[] }) {
    const isLong = rows.some(({ label }) => label.length > LONG_LABEL);
    return (
        <dl class={`projector-result ${isLong ? 'projector-result-long' : ''}`}>
            {rows.map(({ label, count, of }, place) => (
                <div key={place} class="projector-band">
                    <dt>{label}</dt>
                    <dd>
                        <span
                            class="projector-bar"
                            style={{ inlineSize: `${of === 0 ? 0 : (60 * count) / of}%` }}
                        />
                        <span class="projector-count">{count}</span>
                    </dd>
                </div>
            ))}
        </dl>
    );
}

function Line({ item }: { item: WallItem }) {
    const source = sourceText(item);
    return (
        <li class="projector-line">
            <p class="projector-line-text">{lineText(item)}</p>
            {item.name !== '' && <p class="projector-source">{item.name}</p>}
            {source !== '' && <p class="projector-source">{source}</p>}
        </li>
    );
}

export function Wall({ groups }: { groups: Group[] }) {
    return (
        <>
            {groups.map(({ field, results, lines }, place) => (
                <section key={place} class="projector-group">
                    {field !== undefined && <h2>{textOf(field.prompt)}</h2>}
                    {results.map((rows, result) => (
                        <ResultRows key={result} rows={rows} />
                    ))}
                    {lines.length > 0 && (
                        <ul class="projector-lines">
                            {lines.map((it) => (
                                <Line key={it.number} item={it} />
                            ))}
                        </ul>
                    )}
                </section>
            ))}
        </>
    );
}
