// SPDX-License-Identifier: EUPL-1.2
//
// Fields that go together: Enter in any of them does what their button does.

import type { ComponentChildren } from 'preact';

export interface FormProps {
    onEnter(): unknown;
    class?: string;
    children: ComponentChildren;
}

export function Form({ onEnter, class: name = '', children }: FormProps) {
    return (
        <form
            class={name}
            onSubmit={(event) => {
                event.preventDefault();
                void onEnter();
            }}
        >
            {children}
            <button type="submit" hidden />
        </form>
    );
}
