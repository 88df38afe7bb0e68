// SPDX-License-Identifier: EUPL-1.2
//
// A step without exercise: a break, a talk, a scene.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { StepKind } from '#made/houvast/v1/definition_pb';
import { Button } from '../parts/button';
import { PRIVATE } from '../fields/private';
import { t } from '../words/words';
import { kindText } from './board_words';
import { useDesk } from './desk';
import { Form } from './form';
import { placeForNew } from './moves';
import { WindowFrame, type WindowProps } from './window_frame';

const KINDS = [StepKind.BREAK, StepKind.TALK, StepKind.SCENE];
const MINUTES_MAX = 600;

export function InsertWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const id = useId();
    const kind = useSignal(StepKind.BREAK);
    const title = useSignal('');
    const minutes = useSignal(10);

    async function insert(): Promise<void> {
        const board = desk.board.peek();
        onClose();
        await desk.send({
            case: 'insertStep',
            value: {
                after: board === undefined ? 0 : placeForNew(board),
                kind: kind.value,
                exercise: '',
                title: title.value.trim() || kindText(kind.value),
                minutes: minutes.value,
            },
        });
    }

    return (
        <WindowFrame title={t('console-insert')} onClose={onClose}>
            <Form onEnter={insert}>
                <fieldset>
                    <legend>{t('console-insert-what')}</legend>
                    {KINDS.map((it) => (
                        <label key={it} class="console-radio">
                            <input
                                type="radio"
                                name={id}
                                checked={kind.value === it}
                                onChange={() => (kind.value = it)}
                            />
                            {kindText(it)}
                        </label>
                    ))}
                </fieldset>
                <p class="console-field">
                    <label for={`${id}-title`}>{t('console-insert-title')}</label>
                    <input
                        {...PRIVATE}
                        id={`${id}-title`}
                        maxLength={100}
                        value={title.value}
                        onInput={(event) => (title.value = event.currentTarget.value)}
                    />
                </p>
                <p class="console-field">
                    <label for={`${id}-minutes`}>{t('console-insert-minutes')}</label>
                    <input
                        id={`${id}-minutes`}
                        type="number"
                        min={0}
                        max={MINUTES_MAX}
                        value={minutes.value}
                        onInput={(event) => {
                            const typed = Math.trunc(event.currentTarget.valueAsNumber) || 0;
                            minutes.value = Math.min(MINUTES_MAX, Math.max(0, typed));
                        }}
                    />
                </p>
                <Button kind="main" onPress={insert}>
                    {t('console-insert-do')}
                </Button>
            </Form>
        </WindowFrame>
    );
}
