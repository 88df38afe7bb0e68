// SPDX-License-Identifier: EUPL-1.2
//
// A phone that came with the couple's card and belongs to nobody yet: the table shows a code.

import { useSignal } from '@preact/signals';
import { Refusal } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { problemOf } from '../words/of_protocol';
import { t } from '../words/words';
import { codeOf, PEN_CODE } from './arrival';
import { useChoices } from './choices';
import { CodeField } from './code_field';

export function Bind() {
    const { device } = useChoices();
    const typed = useSignal('');
    const problem = useSignal<() => string | undefined>(() => undefined);
    const code = codeOf(typed.value);

    async function bind(): Promise<void> {
        if (code.length !== PEN_CODE) {
            problem.value = () => t('table-bind-short');
            return;
        }
        problem.value = () => undefined;
        const outcome = await device.command({ case: 'bindPen', value: { code } });
        const isWrong = outcome.kind === 'refused' && outcome.refusal === Refusal.NOT_FOUND;
        problem.value = () => (isWrong ? t('table-bind-wrong') : problemOf(outcome));
    }

    return (
        <form class="table-still" onSubmit={(event) => event.preventDefault()}>
            <Heading>{t('table-bind-title')}</Heading>
            <CodeField
                label={t('table-bind-label')}
                size={PEN_CODE}
                typed={typed}
                problem={problem.value()}
                onEnter={bind}
            />
            <Button kind="main" class="table-large-button" onPress={bind}>
                {t('table-bind')}
            </Button>
            <details class="table-details">
                <summary>{t('table-bind-help')}</summary>
                <p>{t('table-bind-help-text')}</p>
            </details>
        </form>
    );
}
