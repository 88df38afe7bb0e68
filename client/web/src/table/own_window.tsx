// SPDX-License-Identifier: EUPL-1.2
//
// What a person can do with what is theirs at any moment: read it back, and take their yes back.

import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { languageOfPage } from '../words/of_protocol';
import { t } from '../words/words';
import { useChoices } from './choices';
import { OwnWork } from './own_work';
import { Split } from './rights';

export function OwnWindow({ onClose }: { onClose(): void }) {
    const choices = useChoices();
    const { seat } = choices.seen.value;
    if (seat === undefined) {
        return null;
    }
    const { given, seat: number } = seat;

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
        onClose();
        const outcome = await choices.ask({
            case: 'giveConsent',
            value: {
                seat: number,
                yes: false,
                statement: given.id,
                version: given.version,
                language: languageOfPage(),
            },
        });
        if (outcome.kind === 'done' && choices.isTable) {
            await choices.handBack('left');
        } else if (outcome.kind === 'done') {
            choices.decline();
        }
    }

    return (
        <Dialog title={t('own-menu')} onClose={onClose}>
            <OwnWork seat={number} />
            {given !== undefined && (
                <section>
                    <h3>{t('own-consent')}</h3>
                    <p>{t('own-consent-given')}</p>
                    <div class="button-row">
                        <Button onPress={withdraw}>{t('withdraw')}</Button>
                        <Split seat={number} onDone={onClose} />
                    </div>
                </section>
            )}
            <div class="button-row">
                <Button kind="main" onPress={onClose}>
                    {t('own-menu-close')}
                </Button>
            </div>
        </Dialog>
    );
}
