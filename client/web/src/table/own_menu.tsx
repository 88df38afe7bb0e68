// SPDX-License-Identifier: EUPL-1.2
//
// What a person can do with what is theirs at any moment: read it back (on a device of their own),
// and take their yes back.

import { useSignal } from '@preact/signals';
import { Language } from '#made/houvast/v1/wire_pb';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { language, t } from '../words/words';
import { useChoices } from './choices';
import { OwnWork } from './own_work';
import { Split } from './rights';

export function OwnMenu() {
    const choices = useChoices();
    const isOpen = useSignal(false);
    const { seat } = choices.seen.value;
    if (seat === undefined || (choices.isTable && seat.given === undefined)) {
        return null;
    }
    const { given, seat: number } = seat;
    const close = () => {
        isOpen.value = false;
    };

    async function withdraw(): Promise<void> {
        const isSure = await ask({
            title: t('withdraw-title'),
            text: t('withdraw-text'),
            yes: t('withdraw-yes'),
            no: t('withdraw-no'),
        });
        if (!isSure || given === undefined) {
            return;
        }
        close();
        const outcome = await choices.ask({
            case: 'giveConsent',
            value: {
                seat: number,
                yes: false,
                statement: given.id,
                version: given.version,
                language: language.peek() === 'en' ? Language.EN : Language.NL,
            },
        });
        if (outcome.kind === 'done' && choices.isTable) {
            await choices.handBack('left');
        } else if (outcome.kind === 'done') {
            choices.decline();
        }
    }

    return (
        <>
            <Button
                kind="quiet"
                onPress={() => {
                    isOpen.value = true;
                }}
            >
                {choices.isTable ? t('own-consent') : t('own-menu')}
            </Button>
            {isOpen.value && (
                <Dialog
                    title={choices.isTable ? t('own-consent') : t('own-menu')}
                    onClose={close}
                >
                    {!choices.isTable && <OwnWork seat={number} />}
                    {given !== undefined && (
                        <section>
                            {!choices.isTable && <h3>{t('own-consent')}</h3>}
                            <p>{t('own-consent-given')}</p>
                            <div class="button-row">
                                <Button onPress={withdraw}>{t('withdraw')}</Button>
                                <Split seat={number} onDone={close} />
                            </div>
                        </section>
                    )}
                    <div class="button-row">
                        <Button kind="main" onPress={close}>
                            {t('own-menu-close')}
                        </Button>
                    </div>
                </Dialog>
            )}
        </>
    );
}
