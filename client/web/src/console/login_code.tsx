// SPDX-License-Identifier: EUPL-1.2
//
// The code of a second factor: six digits, from an app on the owner's phone.

import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

export function LoginCode({ label, code }: { label: string; code: Signal<string> }) {
    const id = useId();
    return (
        <p class="console-field">
            <label for={id}>{label}</label>
            <input
                id={id}
                inputMode="numeric"
                autocomplete="one-time-code"
                maxLength={7}
                value={code.value}
                onInput={(event) => (code.value = event.currentTarget.value)}
            />
        </p>
    );
}
