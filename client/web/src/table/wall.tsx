// SPDX-License-Identifier: EUPL-1.2
//
// What was released to everyone, small: on the projector the same stands large.

import { type Field, FieldType } from '#made/houvast/v1/definition_pb';
import { type WallItem, WallKind, type WallPane } from '#made/houvast/v1/pane_pb';
import { lineText } from '../fields/options';
import { type PlainWordId, t, textOf } from '../words/words';
import { useChoices } from './choices';

const THIRDS: PlainWordId[] = ['wall-low', 'wall-middle', 'wall-high'];

interface OfField {
    wall: WallPane;
    item: WallItem;
    field: Field | undefined;
}

function bandLabel({ item, field }: OfField, band: number): string {
    if (item.result?.ofOption === true) {
        return band === 0 ? t('yes') : t('no');
    }
    const option = field?.type === FieldType.SCALE ? undefined : field?.options[band];
    return option === undefined ? t(THIRDS[band] ?? 'wall-high') : textOf(option.label);
}

/** What a result is about: an option, or the question itself. */
function aboutText({ wall, item, field }: OfField): string {
    const { ofOption = false, option = 0 } = item.result ?? {};
    if (!ofOption) {
        return textOf(field?.prompt);
    }
    if (field?.optionsFromWall === true) {
        const line = wall.items.find((it) => it.number === option && it.result === undefined);
        return line === undefined ? '' : lineText(line);
    }
    return textOf(field?.options[option]?.label);
}

function Result(props: OfField) {
    const counts = props.item.result?.counts ?? [];
    const most = Math.max(1, ...counts);
    return (
        <table class="table-bands">
            <caption>{aboutText(props)}</caption>
            <tbody>
                {counts.map((count, band) => (
                    <tr key={band}>
                        <th scope="row">{bandLabel(props, band)}</th>
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

function Line({ item }: { item: WallItem }) {
    return (
        <li>
            {lineText(item)}
            {item.kind === WallKind.EXAMPLE && (
                <span class="soft"> ({t('wall-example')})</span>
            )}
            {item.kind === WallKind.SPOKEN && <span class="soft"> ({t('wall-spoken')})</span>}
            {item.name !== '' && <span class="soft"> ({item.name})</span>}
        </li>
    );
}

/** Lines that follow one another under the same question. */
interface Group {
    field: Field | undefined;
    lines: WallItem[];
    result?: WallItem;
}

function groupsOf(wall: WallPane, fieldOf: (item: WallItem) => Field | undefined): Group[] {
    const groups: Group[] = [];
    wall.items.forEach((item) => {
        const field = fieldOf(item);
        const last = groups.at(-1);
        if (item.result !== undefined) {
            groups.push({ field, lines: [], result: item });
        } else if (last !== undefined && last.result === undefined && last.field === field) {
            last.lines.push(item);
        } else {
            groups.push({ field, lines: [item] });
        }
    });
    return groups;
}

export function Wall({ wall }: { wall: WallPane }) {
    const { device } = useChoices();
    const fieldOf = (item: WallItem) =>
        item.ofField ? device.definitions.find(item.exercise)?.fields[item.field] : undefined;
    return (
        <div class="table-wall">
            {groupsOf(wall, fieldOf).map(({ field, lines, result }, place) => (
                <section key={place}>
                    {result !== undefined ? (
                        <Result wall={wall} item={result} field={field} />
                    ) : (
                        <>
                            {field !== undefined && <h2>{textOf(field.prompt)}</h2>}
                            <ul>
                                {lines.map((it) => (
                                    <Line key={it.number} item={it} />
                                ))}
                            </ul>
                        </>
                    )}
                </section>
            ))}
            {wall.example !== undefined && (
                <section>
                    <h2>{textOf(wall.example.title)}</h2>
                    <p class="soft">{t('wall-example')}</p>
                    <dl class="table-example">
                        {wall.example.answers.map(({ prompt, answer }, place) => (
                            <div key={place}>
                                <dt>{textOf(prompt)}</dt>
                                <dd>{textOf(answer)}</dd>
                            </div>
                        ))}
                    </dl>
                </section>
            )}
        </div>
    );
}
