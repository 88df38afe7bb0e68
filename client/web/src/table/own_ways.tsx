// SPDX-License-Identifier: EUPL-1.2
//
// On a pen, on a screen that both look at: the ways back to what is one's own.

import { Round, StageKind } from '#made/houvast/v1/definition_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';
import { EmptyEnvelope } from './empty_envelope';
import { reopen } from './reopen';

export function OwnWays() {
    const choices = useChoices();
    const kind = choices.kind.value;
    const page = choices.ownPage.value;
    if (choices.isTable || page === undefined) {
        return null;
    }
    if (page.kind === 'consent') {
        return (
            <div class="table-own-ways">
                <EmptyEnvelope />
                <Button onPress={() => choices.show('own')}>{t('own-consent-read')}</Button>
            </div>
        );
    }
    if (page.kind === 'writing') {
        const hears = kind === StageKind.TURNS && page.round === Round.SECOND;
        return (
            <div class="table-own-ways">
                {hears && <p>{t('own-heard-text')}</p>}
                <Button
                    kind={kind === StageKind.SOLO ? 'main' : 'plain'}
                    onPress={() => choices.show('own')}
                >
                    {hears ? t('own-heard') : t('own-go-on')}
                </Button>
            </div>
        );
    }
    return page.kind === 'closed' ? (
        <div class="table-own-ways">
            {kind !== StageKind.SOLO && <p>{t('own-closed')}</p>}
            {page.mayReopen && (
                <Button onPress={() => reopen(choices, page.round)}>
                    {t('own-reopen')}
                </Button>
            )}
            <Button kind="quiet" onPress={() => choices.show('own')}>
                {t('own-envelope')}
            </Button>
        </div>
    ) : null;
}
