// SPDX-License-Identifier: EUPL-1.2
//
// Answers that only facilitators read, behind a cover: the screen may stand on the beamer.

import { useSignal } from '@preact/signals';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ShownAnswer } from '../fields/shown';
import { t, textOf } from '../words/words';
import { type Desk, useDesk } from './desk';
import { isHeld } from './held';
import { useReading } from './reading';
import { Narrowing } from './rights';
import { UncoverButtons } from './uncover_buttons';
import { WindowFrame, type WindowProps } from './window_frame';

/** Whose it is: a person's, a couple's together, or nobody's that is told. */
function nameOf(desk: Desk, { seat, unit }: ReadRow): string {
    const units = desk.board.value?.units ?? [];
    const person = units.flatMap((it) => it.seats).find((it) => it.seat === seat);
    return person?.name ?? (unit === 0 ? '' : t('console-table', { number: unit }));
}

/** The answers to one field. */
function Answered({ rows }: { rows: ReadRow[] }) {
    const desk = useDesk();
    const first = rows[0];
    const field = first && desk.find(first.exercise)?.fields[first.field];
    return field === undefined ? null : (
        <section>
            <h3>{textOf(field.prompt)}</h3>
            <ul>
                {rows.map((row, place) => (
                    <li key={place} class="console-answer">
                        <strong>{row.name || nameOf(desk, row)}</strong>
                        <div>
                            <ShownAnswer
                                field={field}
                                answer={row.answer}
                                value={row.value}
                                wall={desk.device.panes.wall.value}
                                run={row.run}
                            />
                        </div>
                    </li>
                ))}
            </ul>
        </section>
    );
}

export function AnswersWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const rows = useReading(ReadKind.ANSWERS, desk.runOfWall());
    const uncovered = useSignal(false);
    const isSeen = uncovered.value || isHeld('lines');
    const fields = [...new Set(rows.value?.map((it) => it.field))];
    const ofField = (field: number) => rows.value?.filter((it) => it.field === field) ?? [];

    return (
        <WindowFrame title={t('console-answers')} onClose={onClose}>
            <p>{t('console-answers-cover')}</p>
            <UncoverButtons what="lines" uncovered={uncovered} />
            {isSeen && (rows.value?.length ?? 0) === 0 && <p>{t('console-answers-none')}</p>}
            {isSeen && fields.map((it) => <Answered key={it} rows={ofField(it)} />)}
            <Narrowing />
        </WindowFrame>
    );
}
