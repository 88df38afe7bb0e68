// SPDX-License-Identifier: EUPL-1.2
//
// A code besides the passphrase: the secret for an app on the owner's phone, and the first code that
// the app makes of it; or, when that was set, one more to put it off. Both take the passphrase, so that
// nobody who finds a console open keeps the owner out.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Refusal, type SecondFactorPage } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Qr } from '../parts/qr';
import { now } from '../state/clock';
import type { Outcome } from '../state/device';
import { useDevice } from '../state/page_device';
import { problemOf } from '../words/of_protocol';
import { language, t } from '../words/words';
import { Form } from './form';
import { LoginCode } from './login_code';
import { PassphraseField } from './passphrase';
import { loginCode } from './passphrase_rules';

function problemWith(outcome: Outcome): string {
    const isWrong = outcome.kind === 'refused' && outcome.refusal === Refusal.NOT_ACCEPTED;
    return isWrong ? t('console-factor-wrong') : (problemOf(outcome) ?? '');
}

/** Codes follow the server's clock. */
function ServerClock() {
    const device = useDevice();
    const time = new Date(device.serverTime(now.value)).toLocaleTimeString(
        language.value === 'nl' ? 'nl-NL' : 'en-GB',
        { hour: '2-digit', minute: '2-digit' },
    );
    return <p class="soft">{t('console-factor-clock', { time })}</p>;
}

function Secret({ secret, uri }: SecondFactorPage) {
    return (
        <>
            <p>{t('console-factor-scan')}</p>
            <Qr text={uri} label={t('console-factor-qr')} />
            <p>
                {t('console-factor-type')}
                <br />
                <strong class="console-code console-code-long">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</strong>
            </p>
        </>
    );
}

export function SecondFactor({ onDone }: { onDone(): void }) {
    const device = useDevice();
    const factor = useSignal<SecondFactorPage | undefined>(undefined);
    const passphrase = useSignal('');
    const code = useSignal('');
    const problem = useSignal('');

    useEffect(() => {
        void device.secondFactor().then((found) => {
            factor.value = found.kind === 'rows' ? found.rows[0] : undefined;
            problem.value = found.kind === 'rows' ? '' : t('console-factor-first');
        });
    }, [device]);

    async function send({ set, id }: SecondFactorPage): Promise<void> {
        const digits = loginCode(code.value);
        if (digits === undefined) {
            problem.value = t('console-factor-digits');
            return;
        }
        code.value = '';
        const outcome = await device.houseCommand(
            set
                ? { case: 'dropSecondFactor', value: { code: digits, passphrase: passphrase.value } }
                : {
                      case: 'setSecondFactor',
                      value: { secret: id, code: digits, passphrase: passphrase.value },
                  },
        );
        problem.value = problemWith(outcome);
        if (outcome.kind === 'done') {
            onDone();
        }
    }

    const page = factor.value;
    return (
        <main class="page">
            <Heading>{t('console-factor')}</Heading>
            <p>{page?.set ? t('console-factor-is-set') : t('console-factor-what')}</p>
            {page !== undefined && !page.set && <Secret {...page} />}
            <p class="console-problem" role="status">
                {problem.value}
            </p>
            {page !== undefined && (
                <Form onEnter={() => send(page)}>
                    <PassphraseField
                        label={t('console-passphrase')}
                        kind="current-password"
                        shown={false}
                        value={passphrase.value}
                        onInput={(text) => (passphrase.value = text)}
                    />
                    <LoginCode label={t('console-factor-code')} code={code} />
                    <ServerClock />
                    <Button kind="main" onPress={() => send(page)}>
                        {page.set ? t('console-factor-off') : t('console-factor-on')}
                    </Button>
                </Form>
            )}
            <div class="button-row">
                <Button kind="quiet" onPress={onDone}>
                    {t('console-later')}
                </Button>
            </div>
        </main>
    );
}
