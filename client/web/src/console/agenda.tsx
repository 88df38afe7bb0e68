// SPDX-License-Identifier: EUPL-1.2
//
// Tonight's agenda: planned minutes, when each step comes if all goes as planned, and where we are.

import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type BoardStep, StepState } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { now } from '../state/clock';
import { t } from '../words/words';
import { clockTime, stateText, stepPaceText, stepTitle } from './board_words';
import { useDesk } from './desk';
import { beginTimes, stepPace } from './pace';

const MARKS: Partial<Record<StepState, string>> = {
    [StepState.UNDER_WAY]: '▶',
    [StepState.DONE]: '✓',
    [StepState.SKIPPED]: '–',
};

const CLASSES: Partial<Record<StepState, string>> = {
    [StepState.UNDER_WAY]: 'console-step-now',
    [StepState.DONE]: 'console-step-done',
    [StepState.SKIPPED]: 'console-step-skipped',
};

function Step({ step, begins }: { step: BoardStep; begins: number | undefined }) {
    const desk = useDesk();
    const isNow = step.state === StepState.UNDER_WAY;
    const line = useRef<HTMLLIElement>(null);
    const pace = isNow ? stepPace(desk.board.value!, desk.device.serverTime(now.value)) : undefined;

    useEffect(() => {
        // only where the agenda scrolls by itself, not the page
        const column = line.current?.closest('section');
        if (isNow && column && column.scrollHeight > column.clientHeight) {
            line.current?.scrollIntoView({ block: 'nearest' });
        }
    }, [isNow]);

    return (
        <li ref={line} aria-current={isNow ? 'step' : undefined}>
            <button
                type="button"
                class={`console-step ${CLASSES[step.state] ?? ''}`}
                onClick={() => (desk.window.value = { kind: 'step', step: step.step })}
            >
                <span class="console-step-mark">
                    {begins !== undefined ? clockTime(begins) : (MARKS[step.state] ?? '')}
                </span>
                <span class="console-step-title">
                    {step.number !== '' && <span class="console-number">{step.number} </span>}
                    {stepTitle(step, desk.find)}
                    <span class="for-readers-only">, {stateText(step.state)}</span>
                </span>
                <span class="console-step-minutes">
                    {step.minutes > 0 && t('console-minutes', { minutes: step.minutes })}
                </span>
                {pace !== undefined && <span class="console-step-pace">{stepPaceText(pace)}</span>}
            </button>
        </li>
    );
}

export function Agenda() {
    const desk = useDesk();
    const board = desk.board.value;
    const minute = useComputed(() => Math.floor(desk.device.serverTime(now.value) / 60_000));
    if (board === undefined) {
        return null;
    }
    const begins = beginTimes(board, minute.value * 60_000);
    return (
        <section class="console-agenda" aria-labelledby="console-agenda">
            <h2 id="console-agenda">{t('console-agenda')}</h2>
            {board.steps.length === 0 && <p class="soft">{t('console-agenda-none')}</p>}
            <ol class="console-steps">
                {board.steps.map((it) => (
                    <Step key={it.step} step={it} begins={begins.get(it.step)} />
                ))}
            </ol>
            <div class="button-row">
                <Button onPress={() => (desk.window.value = { kind: 'library' })}>
                    {t('console-push')}
                </Button>
                <Button onPress={() => (desk.window.value = { kind: 'insert' })}>
                    {t('console-insert')}
                </Button>
            </div>
        </section>
    );
}
