// SPDX-License-Identifier: EUPL-1.2
//
// The covers of a pass: they hide everything while the laptop goes from hand to hand.

import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { type PlainWordId, t } from '../words/words';
import { useChoices } from './choices';
import type { Back } from './screen';
import { WordsForm } from './words_form';

export function PassTo({ seat }: { seat: number }) {
    const choices = useChoices();
    const { unit } = choices.seen.value;
    const name = choices.nameOf(seat);
    const isPair = unit?.seats.length === 2;
    return (
        <div class="table-cover">
            <Heading>{t('table-pass-to', { name })}</Heading>
            <p>{isPair ? t('table-pass-away') : t('table-pass-away-all')}</p>
            <WordsForm name={name} atKeys onWords={(words) => choices.take(seat, words)} />
            <Button kind="quiet" onPress={() => choices.dropPass()}>
                {t('table-pass-cancel')}
            </Button>
        </div>
    );
}

const WHY: Record<Back, PlainWordId> = {
    closed: 'table-back-closed',
    left: 'table-back-left',
    idle: 'table-back-idle',
    taken: 'table-back-taken',
    over: 'table-back-over',
};

export function PassBack({ why }: { why: Back }) {
    const choices = useChoices();
    const isWaiting = choices.handing.value;
    return (
        <div class="table-cover">
            <Heading>{t('table-back-title')}</Heading>
            <p>{t(WHY[why])}</p>
            <p class="table-handing" role="status">
                {isWaiting && !choices.device.online.value && t('table-back-offline')}
            </p>
            <Button
                kind="main"
                class="table-large-button"
                disabled={isWaiting}
                onPress={() => choices.dropPass()}
            >
                {t('table-back-go')}
            </Button>
        </div>
    );
}
