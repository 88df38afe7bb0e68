// SPDX-License-Identifier: EUPL-1.2
//
// The one button. While what it does is under way it is deaf, but for one that `repeats`: a double
// tap is one tap.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export interface ButtonProps {
    /** What it does. While a promise of it runs the button is busy. */
    onPress(): unknown;
    /** `main`: the next thing to do, at most one a view. `quiet`: what is seldom needed. */
    kind?: 'main' | 'plain' | 'quiet';
    disabled?: boolean;
    /** Two quick taps are meant as two, as of "one minute more" (double_tap.ts). */
    repeats?: boolean;
    /** Of a button that is on or off. */
    pressed?: boolean;
    /** What a screen reader says, where the text alone does not do. */
    label?: string;
    class?: string;
    children: ComponentChildren;
}

export function Button(props: ButtonProps) {
    const { onPress, kind = 'plain', disabled = false, repeats = false, children } = props;
    const busy = useSignal(false);

    async function press(): Promise<void> {
        if (busy.peek() || disabled) {
            return;
        }
        busy.value = !repeats;
        try {
            await onPress();
        } finally {
            busy.value = false;
        }
    }

    return (
        <button
            type="button"
            class={`button button-${kind} ${props.class ?? ''}`}
            aria-disabled={disabled || busy.value ? 'true' : undefined}
            aria-pressed={props.pressed}
            aria-label={props.label}
            data-repeats={repeats || undefined}
            onClick={() => void press()}
        >
            {children}
        </button>
    );
}
