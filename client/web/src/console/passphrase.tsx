// SPDX-License-Identifier: EUPL-1.2
//
// A passphrase of the owner's own: twice the same, twelve characters or more; and the one until now,
// so that nobody who finds a console open takes it over.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Refusal } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import type { Outcome } from '../state/device';
import { useDevice } from '../state/page_device';
import { problemOf } from '../words/of_protocol';
import { t } from '../words/words';
import { Form } from './form';
import { passphraseProblem } from './passphrase_rules';

export function PassphraseField(props: {
    label: string;
    kind: 'current-password' | 'new-password';
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
                autocomplete={props.kind}
                autocapitalize="off"
                spellcheck={false}
                value={props.value}
                onInput={(event) => props.onInput(event.currentTarget.value)}
            />
        </p>
    );
}

interface PassphraseProps {
    /** There is none yet. */
    first: boolean;
    onSet(): void;
    onLater(): void;
}

function problemOfSetting(outcome: Outcome): string {
    const isWrong = outcome.kind === 'refused' && outcome.refusal === Refusal.NOT_ACCEPTED;
    return isWrong ? t('console-passphrase-wrong') : (problemOf(outcome) ?? '');
}

export function Passphrase({ first, onSet, onLater }: PassphraseProps) {
    const device = useDevice();
    const current = useSignal('');
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
            value: { passphrase: once.value, current: current.value },
        });
        problem.value = problemOfSetting(outcome);
        if (outcome.kind === 'done') {
            onSet();
        }
    }

    return (
        <main class="page">
            <Heading>{first ? t('console-found-title') : t('console-passphrase-new')}</Heading>
            <p>{first ? t('console-found') : t('console-passphrase-others')}</p>
            <Form onEnter={set}>
                {!first && (
                    <PassphraseField
                        label={t('console-passphrase-current')}
                        kind="current-password"
                        shown={shown.value}
                        value={current.value}
                        onInput={(text) => (current.value = text)}
                    />
                )}
                <PassphraseField
                    label={t('console-passphrase')}
                    kind="new-password"
                    shown={shown.value}
                    value={once.value}
                    onInput={(text) => (once.value = text)}
                />
                <PassphraseField
                    label={t('console-passphrase-twice')}
                    kind="new-password"
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
                    <Button kind="quiet" onPress={onLater}>
                        {t('console-later')}
                    </Button>
                </div>
            </Form>
        </main>
    );
}
