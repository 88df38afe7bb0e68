// SPDX-License-Identifier: EUPL-1.2
//
// Where a code is typed. Small letters, spaces and a whole pasted link are fine too.

import type { Signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { PRIVATE } from '../fields/private';

export interface CodeFieldProps {
    label: string;
    size: number;
    typed: Signal<string>;
    problem: string | undefined;
    onEnter(): unknown;
}

const PASTE_MOST = 400;

export function CodeField({ label, size, typed, problem, onEnter }: CodeFieldProps) {
    const input = useRef<HTMLInputElement>(null);
    const inputId = useId();
    const problemId = useId();

    // Who typed something wrong goes on typing.
    useEffect(() => {
        if (problem !== undefined) {
            input.current?.focus();
            input.current?.select();
        }
    }, [problem]);

    return (
        <div class="table-code-field">
            <label for={inputId}>{label}</label>
            <input
                {...PRIVATE}
                ref={input}
                id={inputId}
                class="table-code-input"
                type="text"
                inputMode="text"
                size={size + 2}
                maxLength={PASTE_MOST}
                autocapitalize="characters"
                aria-invalid={problem !== undefined}
                aria-describedby={problemId}
                value={typed.value}
                onInput={(event) => {
                    typed.value = event.currentTarget.value;
                }}
                onKeyDown={(event) => {
                    if (event.key === 'Enter') {
                        event.preventDefault();
                        void onEnter();
                    }
                }}
            />
            <p id={problemId} class="table-problem-place" role="alert">
                {problem}
            </p>
        </div>
    );
}
