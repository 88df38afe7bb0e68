// SPDX-License-Identifier: EUPL-1.2
//
// Who takes the laptop. The same for all at every moment: it tells nothing of what anyone did.

import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';

export function People({ isMain }: { isMain: boolean }) {
    const choices = useChoices();
    const { unit, definition } = choices.seen.value;
    if (unit === undefined) {
        return null;
    }
    if (unit.seats.every((it) => it.ownDevice)) {
        return null;
    }
    if (definition?.ownDevice === true) {
        return <p>{t('table-own-device-only')}</p>;
    }
    return (
        <div class="table-names">
            {unit.seats.map(({ seat, name, ownDevice }) =>
                ownDevice ? (
                    <p key={seat} class="table-own-device">
                        {t('table-own-device', { name })}
                    </p>
                ) : (
                    <Button
                        key={seat}
                        class={isMain ? 'table-large-button' : ''}
                        onPress={() => choices.pass(seat)}
                    >
                        {t('table-i-am', { name })}
                    </Button>
                ),
            )}
        </div>
    );
}

/** Outside the times at which people write: the way to one's own page. */
export function OwnPages() {
    const choices = useChoices();
    const { stage, unit } = choices.seen.value;
    // There is time then to read what one says yes to.
    const isBefore = stage?.stepPlace === 0;
    if (!choices.isTable || unit === undefined || unit.seats.every((it) => it.ownDevice)) {
        return null;
    }
    return (
        <details class="table-details" open={isBefore}>
            <summary>{t('table-own-pages')}</summary>
            <p>{t('table-own-pages-text')}</p>
            <People isMain={false} />
        </details>
    );
}
