// SPDX-License-Identifier: EUPL-1.2
//
// One to three numbers between two ends. Nothing is chosen beforehand: no answer is not zero.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Field, Value } from '#made/houvast/v1/definition_pb';
import { type PlainWordId, t, textOf } from '../words/words';
import { makeValue } from './value';
import { useOwnWriting, type WritingProps } from './writing';

const BUTTONS_MAX = 13; // numbers that are shown side by side; a longer scale is typed
const MARKERS: PlainWordId[] = ['scale-now', 'scale-wish', 'scale-enough'];

/** What a marker of a scale with more than one is called. */
export function markerText(marker: number): string {
    return t(MARKERS[marker] ?? 'scale-now');
}

type Numbers = readonly (number | undefined)[];

function Anchors({ field }: { field: Field }) {
    const low = textOf(field.anchorLow);
    const high = textOf(field.anchorHigh);
    if (low === '' && high === '') {
        return null;
    }
    return (
        <p class="scale-anchors small">
            <span>{low !== '' && `${field.minimum}: ${low}`}</span>
            <span>{high !== '' && `${field.maximum}: ${high}`}</span>
        </p>
    );
}

interface MarkerProps {
    field: Field;
    number: number | undefined;
    describedBy: string;
    onChoose(number: number): void;
}

function Buttons({ field, number, describedBy, onChoose }: MarkerProps) {
    const name = useId();
    const steps = Array.from(
        { length: field.maximum - field.minimum + 1 },
        (_, step) => field.minimum + step,
    );
    return (
        <div class="scale-steps">
            {steps.map((step) => (
                <label key={step} class="scale-step">
                    <input
                        type="radio"
                        name={name}
                        checked={step === number}
                        aria-describedby={describedBy}
                        onChange={() => onChoose(step)}
                    />
                    <span>{step}</span>
                </label>
            ))}
        </div>
    );
}

function Typed({ field, number, describedBy, onChoose }: MarkerProps) {
    return (
        <input
            class="field-input scale-typed"
            type="number"
            min={field.minimum}
            max={field.maximum}
            step={1}
            value={number ?? ''}
            aria-describedby={describedBy}
            aria-label={t('scale-between', { minimum: field.minimum, maximum: field.maximum })}
            onInput={(event) => {
                const typed = event.currentTarget.valueAsNumber;
                if (Number.isInteger(typed) && typed >= field.minimum && typed <= field.maximum) {
                    onChoose(typed);
                }
            }}
        />
    );
}

function numbersOf(field: Field, value: Value | undefined): Numbers {
    return Array.from({ length: field.markers }, (_, marker) => value?.numbers[marker]);
}

export function ScaleField(props: WritingProps) {
    const { field, value, labelledBy, describedBy } = props;
    const numbers = useSignal<Numbers>(numbersOf(field, value));
    const write = useOwnWriting(props, (next) => {
        numbers.value = numbersOf(field, next);
    });
    const Marker = field.maximum - field.minimum < BUTTONS_MAX ? Buttons : Typed;

    function choose(marker: number, number: number): void {
        numbers.value = numbers.value.map((it, place) => (place === marker ? number : it));
        // A marker that was not chosen yet makes the answer a partial one: too short.
        const chosen = numbers.value.flatMap((it) => (it === undefined ? [] : [it]));
        write(makeValue({ numbers: chosen }), { typing: false });
    }

    return (
        <fieldset class="field-scale" aria-labelledby={labelledBy}>
            <Anchors field={field} />
            {numbers.value.map((number, marker) => (
                <div
                    key={marker}
                    class="scale-marker"
                    role={field.markers > 1 ? 'group' : undefined}
                    aria-label={field.markers > 1 ? markerText(marker) : undefined}
                >
                    {field.markers > 1 && (
                        <p class="scale-name" aria-hidden="true">
                            {markerText(marker)}
                        </p>
                    )}
                    <Marker
                        field={field}
                        number={number}
                        describedBy={describedBy}
                        onChoose={(chosen) => choose(marker, chosen)}
                    />
                </div>
            ))}
        </fieldset>
    );
}
