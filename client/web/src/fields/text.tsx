// SPDX-License-Identifier: EUPL-1.2
//
// Words of one's own. Of a text that is too long the part that fits is the answer; all of it stays
// on the page, and it says so.

import { useSignal } from '@preact/signals';
import { cleanText } from '../connection/limits';
import { t } from '../words/words';
import { PRIVATE } from './private';
import { characters, cut, makeValue } from './value';
import { useOwnWriting, type WritingProps } from './writing';

const SHORT = 140; // characters that fit two lines
const ROOM_BEYOND = 4000; // how much more than fits a page holds, in units of the browser

export function TextField(props: WritingProps) {
    const { field, value, labelledBy, describedBy, onLeave } = props;
    const typed = useSignal(value?.text ?? '');
    const write = useOwnWriting(props, (next) => {
        typed.value = next?.text ?? '';
    });
    const fitting = cut(cleanText(typed.value), field.characters);
    const beyond = characters(cleanText(typed.value)) - characters(fitting);

    function take(text: string): void {
        typed.value = text;
        const fits = cut(cleanText(text), field.characters);
        write(fits.trim() === '' ? undefined : makeValue({ text: fits }), { typing: true });
    }

    return (
        <div class="field-text">
            <textarea
                {...PRIVATE}
                class="field-input"
                rows={field.characters <= SHORT ? 2 : 6}
                maxLength={2 * field.characters + ROOM_BEYOND}
                value={typed.value}
                aria-labelledby={labelledBy}
                aria-describedby={describedBy}
                onInput={(event) => take(event.currentTarget.value)}
                onBlur={onLeave}
            />
            <p class="field-note small" role="status">
                {beyond > 0 && t('field-too-long', { beyond, most: field.characters })}
            </p>
        </div>
    );
}
