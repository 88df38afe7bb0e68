// SPDX-License-Identifier: EUPL-1.2
//
// A passphrase of the owner's own: twice the same, twelve characters or more.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { useDevice } from '../state/page_device';
import { problemOf } from '../words/of_protocol';
import { t } from '../words/words';
import { passphraseProblem } from './passphrase_rules';

function Field(props: {
    label: string;
    shown: boolean;
    value: string;
    onInput(text: string): void;
}) {
    const id = useId();
    return (
        <p class="console-field">
            <label for={id}>{props.label}</label>
            <input
                id={id}
                {...(props.shown ? { type: 'text' as const } : { type: 'password' as const })}
                autocomplete="new-password"
                autocapitalize="off"
                spellcheck={false}
                value={props.value}
                onInput={(event) => props.onInput(event.currentTarget.value)}
            />
        </p>
    );
}

export function Passphrase({ first, onDone }: { first: boolean; onDone(): void }) {
    const device = useDevice();
    const once = useSignal('');
    const twice = useSignal('');
    const shown = useSignal(false);
    const problem = useSignal('');

    async function set(): Promise<void> {
        const wrong = passphraseProblem(once.value, twice.value);
        problem.value = wrong === undefined ? '' : t(wrong);
        if (wrong !== undefined) {
            return;
        }
        const outcome = await device.houseCommand({
            case: 'setPassphrase',
            value: { passphrase: once.value },
        });
        problem.value = problemOf(outcome) ?? '';
        if (outcome.kind === 'done') {
            onDone();
        }
    }

    return (
        <main class="page">
            <Heading>{first ? t('console-found-title') : t('console-passphrase-new')}</Heading>
            <p>{first ? t('console-found') : t('console-passphrase-others')}</p>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    void set();
                }}
            >
                <Field
                    label={t('console-passphrase')}
                    shown={shown.value}
                    value={once.value}
                    onInput={(text) => (once.value = text)}
                />
                <Field
                    label={t('console-passphrase-twice')}
                    shown={shown.value}
                    value={twice.value}
                    onInput={(text) => (twice.value = text)}
                />
                <p>
                    <label class="console-radio">
                        <input
                            type="checkbox"
                            checked={shown.value}
                            onChange={() => (shown.value = !shown.value)}
                        />
                        {t('console-passphrase-show')}
                    </label>
                </p>
                <p class="console-problem" role="status">
                    {problem.value}
                </p>
                <div class="button-row">
                    <Button kind="main" onPress={set}>
                        {t('console-passphrase-set')}
                    </Button>
                    <Button kind="quiet" onPress={onDone}>
                        {t('console-later')}
                    </Button>
                </div>
            </form>
        </main>
    );
}
