// SPDX-License-Identifier: EUPL-1.2
//
// The example of a step: a filled set of answers that the projector builds up, one a press.

import { Button } from '../parts/button';
import { t } from '../words/words';
import { type Desk, useDesk } from './desk';

function show(desk: Desk, count: number): Promise<unknown> {
    const step = desk.step.peek()?.step ?? 0;
    return desk.send({ case: 'showExample', value: { step, count } });
}

export async function showNextAnswer(desk: Desk): Promise<void> {
    const shown = desk.board.peek()?.exampleShown ?? 0;
    if (shown < (desk.step.peek()?.exampleAnswers ?? 0)) {
        await show(desk, shown + 1);
    }
}

export function ExampleLine() {
    const desk = useDesk();
    const of = desk.step.value?.exampleAnswers ?? 0;
    const shown = desk.board.value?.exampleShown ?? 0;
    if (of === 0) {
        return null;
    }
    return (
        <div class="console-example" role="group" aria-label={t('console-example')}>
            <p>
                {shown === 0
                    ? t('console-example-none', { of })
                    : t('console-example-shown', { shown, of })}
            </p>
            <Button disabled={shown >= of} onPress={() => showNextAnswer(desk)}>
                {t('console-example-next')}
            </Button>
            <Button kind="quiet" disabled={shown === 0} onPress={() => show(desk, 0)}>
                {t('console-example-clear')}
            </Button>
        </div>
    );
}
