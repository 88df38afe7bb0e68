// SPDX-License-Identifier: EUPL-1.2
//
// A window over the page. The browser's own <dialog>: it keeps the focus inside, closes at Escape,
// makes the rest inert, and gives the focus back.

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { LeaveButton } from './leave_button';

export interface DialogProps {
    title: string;
    /** Escape was pressed; draw it no longer. */
    onClose(): void;
    children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: DialogProps) {
    const box = useRef<HTMLDialogElement>(null);
    const titleId = useId();

    // At once: a frame later it could open over the cover that came meanwhile.
    useLayoutEffect(() => {
        const before = document.activeElement;
        const dialog = box.current;
        dialog?.showModal();
        return () => {
            dialog?.close();
            if (before instanceof HTMLElement && before.isConnected) {
                before.focus();
            }
        };
    }, []);

    return (
        <dialog
            ref={box}
            class="dialog"
            aria-labelledby={titleId}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
        >
            <h2 id={titleId}>{title}</h2>
            {children}
            <LeaveButton />
        </dialog>
    );
}
