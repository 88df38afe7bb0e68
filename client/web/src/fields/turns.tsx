// SPDX-License-Identifier: EUPL-1.2
//
// Something said aloud in turns: only that it was done is stored.

import { t } from '../words/words';
import { makeValue } from './value';
import type { WritingProps } from './writing';

export function TurnsField({ value, describedBy, onWrite }: WritingProps) {
    return (
        <label class="choice-option field-turns">
            <input
                type="checkbox"
                checked={value?.numbers[0] === 1}
                aria-describedby={describedBy}
                onChange={(event) =>
                    onWrite(event.currentTarget.checked ? makeValue({ numbers: [1] }) : undefined, {
                        typing: false,
                    })
                }
            />
            <span>{t('turns-said')}</span>
        </label>
    );
}
