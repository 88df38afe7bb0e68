// SPDX-License-Identifier: EUPL-1.2
//
// What was released to everyone: results as bars with words and counts, and lines. A name stands
// with a line only where the line brings one.

import { type WallItem, WallKind } from '#made/houvast/v1/pane_pb';
import { type PlainWordId, t, textOf } from '../words/words';
import type { Group, Label, Row } from './wall_groups';

const BANDS: Record<'low' | 'middle' | 'high', PlainWordId> = {
    low: 'projector-low',
    middle: 'projector-middle',
    high: 'projector-high',
};

function labelText(label: Label): string {
    switch (label.kind) {
        case 'option':
            return textOf(label.text);
        case 'line':
            return label.text;
        default: {
            const anchor = textOf(label.anchor);
            const band = t(BANDS[label.kind]);
            return anchor === '' ? band : t('projector-anchored', { band, anchor });
        }
    }
}

const LONG_LABEL = 20; // characters; then the bar goes below it

function ResultRows({ rows }: { rows: Row[] }) {
    const isLong = rows.some(({ label }) => labelText(label).length > LONG_LABEL);
    return (
        <dl class={`projector-result ${isLong ? 'projector-result-long' : ''}`}>
            {rows.map(({ label, count, of }, place) => (
                <div key={place} class="projector-band">
                    <dt>{labelText(label)}</dt>
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

const SOURCES: Partial<Record<WallKind, PlainWordId>> = {
    [WallKind.EXAMPLE]: 'projector-of-makers',
    [WallKind.SPOKEN]: 'projector-said-aloud',
};

function Line({ item }: { item: WallItem }) {
    const source = SOURCES[item.kind];
    return (
        <li class="projector-line">
            <p class="projector-line-text">{item.example ? textOf(item.example) : item.text}</p>
            {item.name !== '' && <p class="projector-source">{item.name}</p>}
            {source !== undefined && <p class="projector-source">{t(source)}</p>}
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
