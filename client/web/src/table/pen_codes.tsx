// SPDX-License-Identifier: EUPL-1.2
//
// How a person gets a device of their own: the table shows the codes of all alike.

import { t } from '../words/words';
import { useChoices } from './choices';

/** So that it is read sign by sign, also aloud. */
export function Code({ code }: { code: string }) {
    return (
        <span class="table-code">
            <span aria-hidden="true">{code}</span>
            <span class="for-readers-only">{[...code].join(' ')}</span>
        </span>
    );
}

export function PenCodes() {
    const { unit } = useChoices().seen.value;
    const seats = unit?.seats.filter((it) => it.penCode !== '') ?? [];
    if (seats.length === 0) {
        return null;
    }
    return (
        <details class="table-details">
            <summary>{t('table-pens')}</summary>
            <ol>
                <li>{t('table-pens-come', { address: `${location.host}` })}</li>
                <li>{t('table-pens-choose')}</li>
                <li>
                    {t('table-pens-code')}
                    <dl class="table-codes">
                        {seats.map((it) => (
                            <div key={it.seat}>
                                <dt>{it.name}</dt>
                                <dd>
                                    <Code code={it.penCode} />
                                </dd>
                            </div>
                        ))}
                    </dl>
                </li>
            </ol>
        </details>
    );
}
