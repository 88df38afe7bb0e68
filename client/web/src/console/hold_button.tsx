// SPDX-License-Identifier: EUPL-1.2
//
// A button that shows something for as long as it is held: by a finger, or by Space or Enter.

import type { ComponentChildren } from 'preact';
import { type Hidden, hold, isHeld, letGo } from './held';

const PRESSES = new Set([' ', 'Enter']);

export function HoldButton({ what, children }: { what: Hidden; children: ComponentChildren }) {
    const hide = () => letGo(what);
    return (
        <button
            type="button"
            class="button button-plain console-hold"
            aria-pressed={isHeld(what)}
            onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                hold(what);
            }}
            onPointerUp={hide}
            onPointerCancel={hide}
            onContextMenu={(event) => event.preventDefault()}
            onKeyDown={(event) => {
                if (PRESSES.has(event.key)) {
                    event.preventDefault();
                    hold(what);
                }
            }}
            onKeyUp={(event) => {
                if (PRESSES.has(event.key)) {
                    hide();
                }
            }}
            onBlur={hide}
        >
            {children}
        </button>
    );
}
