// SPDX-License-Identifier: EUPL-1.2
//
// One step of the agenda, and what can be done with it.

import { type BoardStep, StepState } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import type { CommandWhat } from '../state/device';
import { t } from '../words/words';
import { stateText, stepTitle } from './board_words';
import { type Desk, useDesk } from './desk';
import { commandOf, placeBefore } from './moves';
import { WindowFrame, type WindowProps } from './window_frame';

async function start(desk: Desk, step: BoardStep, again: boolean): Promise<void> {
    desk.window.value = undefined;
    await desk.startWith(desk.card(step.step)?.contra, async () => {
        const board = desk.board.peek();
        if (board !== undefined && (await desk.mayLeave())) {
            await desk.send(commandOf(board, { kind: 'step', step }, again));
        }
    });
}

async function end(desk: Desk, step: BoardStep): Promise<void> {
    desk.window.value = undefined;
    const run = desk.board.peek()?.run ?? 0;
    if (await desk.mayLeave()) {
        await desk.send({ case: 'endStep', value: { step: step.step, run } });
    }
}

function Shift({ step, way }: { step: BoardStep; way: 'up' | 'down' }) {
    const desk = useDesk();
    const board = desk.board.value;
    const after = board && placeBefore(board, step.step, way);
    return (
        <Button
            disabled={after === undefined}
            onPress={() =>
                desk.send({ case: 'moveStep', value: { step: step.step, after: after ?? 0 } })
            }
        >
            {way === 'up' ? t('console-step-up') : t('console-step-down')}
        </Button>
    );
}

export function StepWindow({ number, onClose }: WindowProps & { number: number }) {
    const desk = useDesk();
    const step = desk.board.value?.steps.find((it) => it.step === number);
    if (step === undefined) {
        return null;
    }
    const { state } = step;
    const skip: CommandWhat = {
        case: 'skipStep',
        value: { step: number, skip: state !== StepState.SKIPPED },
    };
    return (
        <WindowFrame title={`${step.number} ${stepTitle(step, desk.find)}`} onClose={onClose}>
            <p class="soft">
                {stateText(state)}
                {step.minutes > 0 && ` · ${t('console-minutes', { minutes: step.minutes })}`}
            </p>
            <div class="console-choices">
                {(state === StepState.PLANNED || state === StepState.SKIPPED) && (
                    <Button kind="main" onPress={() => start(desk, step, false)}>
                        {t('console-step-start')}
                    </Button>
                )}
                {(state === StepState.DONE || state === StepState.UNDER_WAY) && (
                    <Button onPress={() => start(desk, step, true)}>
                        {t('console-step-again')}
                    </Button>
                )}
                {state === StepState.UNDER_WAY && (
                    <Button onPress={() => end(desk, step)}>{t('console-step-end')}</Button>
                )}
                {(state === StepState.PLANNED || state === StepState.SKIPPED) && (
                    <Button onPress={() => desk.send(skip)}>
                        {state === StepState.SKIPPED
                            ? t('console-step-unskip')
                            : t('console-step-skip')}
                    </Button>
                )}
                <Shift step={step} way="up" />
                <Shift step={step} way="down" />
            </div>
        </WindowFrame>
    );
}
