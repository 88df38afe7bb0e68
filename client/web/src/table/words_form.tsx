// SPDX-License-Identifier: EUPL-1.2
//
// Where a person types the two words of their slip. They stand nowhere but in the input: hidden
// unless their person looks, and gone from it before the server is asked.

import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { PRIVATE } from '../fields/private';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useChoices } from './choices';
import { Problem } from './top';

const MOST = 64; // bytes; limit of UnlockSeat.words

/** Without a regular expression: RegExp.input would tell them to whoever sits here next. */
const areTwo = (words: string) => words.trim().includes(' ');

/** Behind what stands there. */
function goOnTyping(field: HTMLInputElement | null): void {
    field?.focus();
    field?.setSelectionRange(MOST, MOST);
}

export interface WordsFormProps {
    /** Whose they are; '' where that is not known yet. */
    name: string;
    /** Somebody sits at its keys: what is typed goes in at once. */
    atKeys?: boolean;
    onWords(words: string): Promise<void>;
}

export function WordsForm({ name, atKeys = false, onWords }: WordsFormProps) {
    const choices = useChoices();
    const input = useRef<HTMLInputElement>(null);
    const isShown = useSignal(false);
    const isBusy = useSignal(false);
    const id = useId();

    useLayoutEffect(() => {
        if (atKeys) {
            goOnTyping(input.current);
        }
    }, []);

    async function enter(): Promise<void> {
        const field = input.current;
        if (field === null || isBusy.peek()) {
            return;
        }
        const words = field.value;
        if (!areTwo(words)) {
            choices.say(() => t('words-two'));
            goOnTyping(field);
            return;
        }
        field.value = '';
        isShown.value = false;
        isBusy.value = true;
        await onWords(words);
        isBusy.value = false;
        goOnTyping(input.current);
    }

    return (
        <form
            class="table-words"
            autocomplete="off"
            onSubmit={(event) => {
                event.preventDefault();
                void enter();
            }}
        >
            <label for={id}>{t('words-label')}</label>
            <div class="table-words-row">
                <input
                    {...PRIVATE}
                    ref={input}
                    id={id}
                    class={isShown.value ? '' : 'table-words-hidden'}
                    type="text"
                    enterkeyhint="go"
                    maxLength={MOST}
                    aria-describedby={`${id}-where`}
                />
                <Button
                    kind="quiet"
                    pressed={isShown.value}
                    onPress={() => {
                        isShown.value = !isShown.value;
                        goOnTyping(input.current);
                    }}
                >
                    {t('words-show')}
                </Button>
            </div>
            <p id={`${id}-where`} class="small soft" role="status">
                {isBusy.value ? t('words-busy') : t('words-where')}
            </p>
            <Problem />
            <Button kind="main" class="table-large-button" onPress={enter}>
                {name === '' ? t('table-knock') : t('table-i-am', { name })}
            </Button>
        </form>
    );
}
