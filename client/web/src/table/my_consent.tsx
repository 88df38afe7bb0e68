// SPDX-License-Identifier: EUPL-1.2
//
// What a person said yes to, with its words, and the way out of it: two taps from their own page.
// Who tapped by mistake can undo it on the page that comes then.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Statement } from '#made/houvast/v1/pane_pb';
import { ReadKind } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Paragraphs } from '../parts/paragraphs';
import { problemOf } from '../words/of_protocol';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { Split } from './rights';

interface MyConsentProps {
    seat: number;
    given: Statement;
    onClose(): void;
}

export function MyConsent({ seat, given, onClose }: MyConsentProps) {
    const choices = useChoices();
    const said = useSignal<string | undefined>(t('table-moment'));
    const words = useSignal<string | undefined>(undefined);

    useEffect(() => {
        let isCurrent = true;
        void choices.device.read(ReadKind.STATEMENT, { number: seat }).then((answer) => {
            if (!isCurrent) {
                return;
            }
            said.value = answer.kind === 'rows' ? undefined : problemOf(answer);
            words.value =
                answer.kind === 'rows' ? textOf(answer.rows[0]?.statement?.text) : undefined;
        });
        return () => {
            isCurrent = false;
        };
    }, [seat]);

    async function withdraw(): Promise<void> {
        if (await choices.sayToStatement(seat, given, false)) {
            onClose();
        }
    }

    return (
        <Dialog title={t('own-consent')} onClose={onClose}>
            <p>{t('own-consent-given')}</p>
            <div class="button-row">
                <Button class="button-stop" onPress={withdraw}>
                    {t('withdraw')}
                </Button>
                <Split seat={seat} onDone={onClose} />
                <Button kind="main" onPress={onClose}>
                    {t('own-menu-close')}
                </Button>
            </div>
            <p class="small soft">{t('withdraw-what')}</p>
            <p role="status">{said.value}</p>
            {words.value !== undefined && (
                <div class="table-statement">
                    <Paragraphs text={words.value.replaceAll('\n', '\n\n')} />
                </div>
            )}
        </Dialog>
    );
}
