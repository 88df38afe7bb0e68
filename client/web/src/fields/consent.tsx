// SPDX-License-Identifier: EUPL-1.2
//
// Yes or no to a statement.

import { useId } from 'preact/hooks';
import { t } from '../words/words';
import { makeValue } from './value';
import type { WritingProps } from './writing';

export function ConsentField({ value, labelledBy, describedBy, onWrite }: WritingProps) {
    const name = useId();
    return (
        <fieldset class="field-consent" aria-labelledby={labelledBy} aria-describedby={describedBy}>
            <div class="choice-options">
                {[1, 0].map((number) => (
                    <label key={number} class="choice-option">
                        <input
                            type="radio"
                            name={name}
                            checked={value?.numbers[0] === number}
                            onChange={() =>
                                onWrite(makeValue({ numbers: [number] }), { typing: false })
                            }
                        />
                        <span>{number === 1 ? t('yes') : t('no')}</span>
                    </label>
                ))}
            </div>
        </fieldset>
    );
}
