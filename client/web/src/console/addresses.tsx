// SPDX-License-Identifier: EUPL-1.2
//
// Which address people use: a laptop in a hall has several.

import { useEffect, useId } from 'preact/hooks';
import { t } from '../words/words';
import { useDesk } from './desk';
import { shortAddress } from './links';

/** The address for links and codes; '' as long as it is not known. */
export function useAddress(): string {
    const desk = useDesk();
    useEffect(() => void desk.loadAddresses(), [desk]);
    return desk.address.value;
}

export function AddressChoice() {
    const desk = useDesk();
    const id = useId();
    useAddress();
    return desk.addresses.value.length < 2 ? null : (
        <p class="console-field">
            <label for={id}>{t('console-address')}</label>
            <select
                id={id}
                value={desk.address.value}
                onChange={(event) => (desk.address.value = event.currentTarget.value)}
            >
                {desk.addresses.value.map((it) => (
                    <option key={it} value={it}>
                        {shortAddress(it)}
                    </option>
                ))}
            </select>
        </p>
    );
}
