// SPDX-License-Identifier: EUPL-1.2
//
// What somebody who said no does where others close what they wrote: without it their partner could
// not go on, and would know for whom.

import { Signal } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';
import { emptyEnvelope } from './own_page';

export function EmptyEnvelope() {
    const choices = useChoices();
    const { seat, unit, definition } = choices.seen.value;
    const kind = choices.kind.value;
    if (seat === undefined || unit === undefined || kind === undefined) {
        return null;
    }
    const { run, seat: number } = seat;
    const round = emptyEnvelope(seat, unit, definition, kind);
    if (round === undefined) {
        return null;
    }
    const close = async () => {
        const value = { run, seat: number, round, shows: 0, signal: Signal.UNSPECIFIED };
        const outcome = await choices.ask({ case: 'closeEnvelope', value });
        if (outcome.kind === 'done' && choices.isTable) {
            await choices.handBack('closed');
        }
    };
    return (
        <>
            <p>{t('empty-text')}</p>
            {seat.fields.some((it) => it.revision > 0) && <p>{t('empty-goes')}</p>}
            <Button onPress={close}>{t('envelope-close')}</Button>
        </>
    );
}
