// SPDX-License-Identifier: EUPL-1.2
//
// The door of the house: the owner's passphrase, and the code that goes with it.

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { FarewellReason } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { LanguageButton } from '../parts/frame';
import { Heading } from '../parts/heading';
import type { Device } from '../state/device';
import { openDevice } from '../state/page_device';
import { farewellText } from '../words/of_protocol';
import { t } from '../words/words';
import { Form } from './form';
import { LoginCode } from './login_code';
import { loginCode } from './passphrase_rules';
import { comeIn } from './whereabouts';

function problemAtDoor(device: Device | undefined): string {
    const { state, farewell } = device?.connection.value ?? {};
    if (farewell === undefined) {
        return '';
    }
    if (state === 'over') {
        return farewell === FarewellReason.NOT_ADMITTED
            ? t('console-door-wrong')
            : (farewellText(farewell) ?? '');
    }
    return state === 'waiting' ? t('connection-waiting') : t('console-door-moment');
}

export function Door({ again }: { again: boolean }) {
    const id = useId();
    const passphrase = useSignal('');
    const code = useSignal('');
    const isTypo = useSignal(false);
    const device = useSignal<Device | undefined>(undefined);
    const input = useRef<HTMLInputElement>(null);
    const isBusy = device.value !== undefined && device.value.connection.value.state !== 'over';
    const isIn = device.value?.welcome.value !== undefined;

    useEffect(() => {
        if (isIn && device.value !== undefined) {
            comeIn(device.value);
        }
    }, [isIn]);

    function knock(): void {
        if (passphrase.value === '' || isBusy) {
            return;
        }
        const digits = code.value === '' ? '' : loginCode(code.value);
        isTypo.value = digits === undefined;
        if (digits === undefined) {
            return;
        }
        const credential = {
            kind: 'passphrase' as const,
            passphrase: passphrase.value,
            code: digits,
        };
        passphrase.value = '';
        code.value = '';
        if (device.value === undefined) {
            device.value = openDevice('owner', credential);
        } else {
            device.value.start(credential);
        }
        input.current?.focus();
    }

    return (
        <>
            <main class="page">
                <Heading>Houvast</Heading>
                <p>{again ? t('console-door-again') : t('console-door')}</p>
                <Form onEnter={knock}>
                    <p class="console-field">
                        <label for={id}>{t('console-passphrase')}</label>
                        <input
                            ref={input}
                            id={id}
                            type="password"
                            autocomplete="current-password"
                            value={passphrase.value}
                            onInput={(event) => (passphrase.value = event.currentTarget.value)}
                        />
                    </p>
                    <LoginCode label={t('console-door-code')} code={code} />
                    <p class="console-problem" role="status">
                        {isTypo.value ? t('console-factor-digits') : problemAtDoor(device.value)}
                    </p>
                    <Button kind="main" disabled={isBusy} onPress={knock}>
                        {t('console-door-in')}
                    </Button>
                </Form>
                <p class="soft console-door-help">{t('console-door-help')}</p>
            </main>
            <footer class="foot">
                <LanguageButton />
            </footer>
        </>
    );
}
