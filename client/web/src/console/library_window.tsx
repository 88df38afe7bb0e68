// SPDX-License-Identifier: EUPL-1.2
//
// Every exercise of the library: now, or as the next step.

import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { StepKind } from '#made/houvast/v1/definition_pb';
import type { ExerciseRow } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { PRIVATE } from '../fields/private';
import { t, textOf } from '../words/words';
import { type Desk, useDesk } from './desk';
import { placeForNew } from './moves';
import { matching } from './searching';
import { WindowFrame, type WindowProps } from './window_frame';

async function push(desk: Desk, { id, contra }: ExerciseRow): Promise<void> {
    desk.window.value = undefined;
    await desk.startWith(contra, async () => {
        const from = desk.board.peek()?.step ?? 0;
        if (await desk.mayLeave()) {
            await desk.send({ case: 'pushExercise', value: { exercise: id, minutes: 0, from } });
        }
    });
}

async function insert(desk: Desk, { id }: ExerciseRow): Promise<void> {
    const board = desk.board.peek();
    const after = board === undefined ? 0 : placeForNew(board);
    desk.window.value = undefined;
    await desk.send({
        case: 'insertStep',
        value: { after, kind: StepKind.EXERCISE, exercise: id, title: '', minutes: 0 },
    });
}

export function LibraryWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const id = useId();
    const rows = useSignal<ExerciseRow[] | undefined>(undefined);
    const wanted = useSignal('');

    useEffect(() => {
        void desk.device.exercises().then((found) => {
            rows.value = found.kind === 'rows' ? found.rows : [];
        });
    }, [desk]);

    const found = matching(rows.value ?? [], wanted.value);
    return (
        <WindowFrame title={t('console-push')} typing onClose={onClose}>
            <p class="console-field">
                <label for={id}>{t('console-search')}</label>
                <input
                    {...PRIVATE}
                    id={id}
                    type="search"
                    value={wanted.value}
                    onInput={(event) => (wanted.value = event.currentTarget.value)}
                />
            </p>
            <ul class="console-library">
                {found.map((it) => (
                    <li key={it.id}>
                        <span>
                            {textOf(it.title)}
                            {it.minutes > 0 && (
                                <span class="soft">
                                    {' '}
                                    {t('console-minutes', { minutes: it.minutes })}
                                </span>
                            )}
                            {it.ownDevice && <span class="soft"> · {t('console-own-device')}</span>}
                        </span>
                        <Button
                            label={t('console-push-next-of', { title: textOf(it.title) })}
                            onPress={() => insert(desk, it)}
                        >
                            {t('console-push-next')}
                        </Button>
                        <Button
                            label={t('console-push-now-of', { title: textOf(it.title) })}
                            onPress={() => push(desk, it)}
                        >
                            {t('console-push-now')}
                        </Button>
                    </li>
                ))}
            </ul>
            {rows.value !== undefined && found.length === 0 && <p>{t('console-search-none')}</p>}
            {rows.value === undefined && <p>{t('console-moment')}</p>}
        </WindowFrame>
    );
}
