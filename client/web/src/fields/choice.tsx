// SPDX-License-Identifier: EUPL-1.2
//
// One or more of the options; of cards, one of one's own too where that is allowed.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { FieldType, type Value } from '#made/houvast/v1/definition_pb';
import { cleanText } from '../connection/limits';
import { t } from '../words/words';
import type { Choice } from './options';
import { PRIVATE } from './private';
import { cut, makeValue } from './value';
import { useOwnWriting, type WritingProps } from './writing';

interface Picked {
    options: readonly number[];
    own: string;
}

function pickedOf(value: Value | undefined): Picked {
    return { options: value?.options ?? [], own: value?.text ?? '' };
}

const count = ({ options, own }: Picked) => options.length + (own.trim() === '' ? 0 : 1);

export function ChoiceField(props: WritingProps) {
    const { field, choices, labelledBy, describedBy, onLeave } = props;
    const name = useId();
    const ownId = useId();
    const picked = useSignal(pickedOf(props.value));
    const tooMany = useSignal(false);
    const isOne = field.pickMaximum === 1;

    const write = useOwnWriting(props, (next) => {
        picked.value = pickedOf(next);
    });

    function tell(next: Picked, typing: boolean): void {
        tooMany.value = false;
        picked.value = next;
        const parts = { options: [...next.options], text: next.own.trim() === '' ? '' : next.own };
        write(count(next) === 0 ? undefined : makeValue(parts), { typing });
    }

    function pick({ number }: Choice, box: HTMLInputElement): void {
        const { options, own } = picked.peek();
        if (isOne) {
            tell({ options: [number], own: '' }, false);
        } else if (!box.checked) {
            tell({ options: options.filter((it) => it !== number), own }, false);
        } else if (count(picked.peek()) < field.pickMaximum) {
            tell({ options: [...options, number].sort((a, b) => a - b), own }, false);
        } else {
            box.checked = false;
            tooMany.value = true;
        }
    }

    function writeOwn(text: string): void {
        const own = cut(cleanText(text), field.characters);
        const { options } = picked.peek();
        const isRoom = own.trim() === '' || options.length < field.pickMaximum;
        if (isOne) {
            tell({ options: own.trim() === '' ? options : [], own }, true);
        } else if (isRoom) {
            tell({ options, own }, true);
        } else {
            tooMany.value = true;
        }
    }

    const missing = field.pickMinimum - count(picked.value);
    return (
        <fieldset
            class={field.type === FieldType.CARDS ? 'field-cards' : 'field-choice'}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
        >
            {choices.length === 0 && !field.ownCard && <p>{t('choice-none')}</p>}
            <div class="choice-options">
                {choices.map((choice) => (
                    <label key={choice.number} class="choice-option">
                        <input
                            type={isOne ? 'radio' : 'checkbox'}
                            name={name}
                            checked={picked.value.options.includes(choice.number)}
                            onChange={(event) => pick(choice, event.currentTarget)}
                        />
                        <span>{choice.label}</span>
                    </label>
                ))}
            </div>
            {field.ownCard && (
                <div class="choice-own">
                    <label for={ownId}>{t('choice-own')}</label>
                    <input
                        {...PRIVATE}
                        id={ownId}
                        class="field-input"
                        type="text"
                        maxLength={field.characters}
                        value={picked.value.own}
                        onInput={(event) => writeOwn(event.currentTarget.value)}
                        onBlur={onLeave}
                    />
                </div>
            )}
            <p class="field-note small" role="status">
                {tooMany.value
                    ? t('choice-too-many', { most: field.pickMaximum })
                    : count(picked.value) > 0 && missing > 0 && t('choice-more', { missing })}
            </p>
        </fieldset>
    );
}
