// SPDX-License-Identifier: EUPL-1.2
//
// What opened between the members of a unit. All that is not shown reads alike, whatever the
// reason.

import type { Field } from '#made/houvast/v1/definition_pb';
import type { OpenedValue } from '#made/houvast/v1/pane_pb';
import { Shown } from '../fields/shown';
import { Paragraphs } from '../parts/paragraphs';
import { t, textOf } from '../words/words';
import { type Choices, useChoices } from './choices';

/** By field, in the order of the exercise. */
export function byField(opened: readonly OpenedValue[]): [number, OpenedValue[]][] {
    const fields = new Map<number, OpenedValue[]>();
    opened.forEach((it) => fields.set(it.field, [...(fields.get(it.field) ?? []), it]));
    return [...fields].sort(([one], [other]) => one - other);
}

/** Whose a row is: of nobody in particular what both chose. */
function whose(choices: Choices, field: Field, seat: number): string {
    if (seat === 0) {
        return t('table-opened-both');
    }
    const name = choices.nameOf(seat);
    return field.guess ? t('table-opened-guess', { name }) : name;
}

/** Of everyone, or of one seat. */
export function Opened({ of }: { of?: number }) {
    const choices = useChoices();
    const { unit, definition } = choices.seen.value;
    const wall = choices.device.panes.wall.value;
    const opened = unit?.opened.filter((it) => of === undefined || it.seat === of) ?? [];
    if (unit === undefined || definition === undefined || opened.length === 0) {
        return null;
    }
    return (
        <div class="table-opened">
            {byField(opened).map(([place, values]) => {
                const field = definition.fields[place];
                return field === undefined ? null : (
                    <section key={place} class="table-opened-field">
                        <h2>{textOf(field.prompt)}</h2>
                        <div class="table-opened-values">
                            {values.map(({ seat, shown, value }) => (
                                <div key={seat} class="table-opened-value">
                                    <h3>{whose(choices, field, seat)}</h3>
                                    {shown && value !== undefined ? (
                                        <Shown
                                            field={field}
                                            value={value}
                                            wall={wall}
                                            run={unit.run}
                                        />
                                    ) : (
                                        <Paragraphs class="soft" text={t('table-opened-tell')} />
                                    )}
                                </div>
                            ))}
                        </div>
                    </section>
                );
            })}
        </div>
    );
}
