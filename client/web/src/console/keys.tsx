// SPDX-License-Identifier: EUPL-1.2
//
// The keyboard and the presenter's clicker.

import { useEffect } from 'preact/hooks';
import { addMinutes, pressClock, pressPause } from './clock_presses';
import { type Desk, useDesk } from './desk';
import { showNextAnswer } from './example';
import { hold, letGo, watchLeaving } from './held';
import { type Action, actionOf, focusOf, heldBy } from './shortcuts';
import { dealLighter } from './table_presses';

/** A clicker that is pressed twice means once, as a double tap does. */
const DOUBLE_PRESS_MS = 400;

const isDialogOpen = () => document.querySelector('dialog[open]') !== null;

function carryOut(desk: Desk, action: Action): unknown {
    switch (action.kind) {
        case 'next':
            return desk.goOn();
        case 'back':
            return desk.goBack();
        case 'clock':
            return pressClock(desk);
        case 'pause':
            return pressPause(desk);
        case 'minutes':
            return addMinutes(desk, action.minutes);
        case 'lighter':
            return dealLighter(desk, desk.table.peek());
        case 'example':
            return showNextAnswer(desk);
        case 'round':
            return (desk.window.value = { kind: 'round' });
        case 'help':
            return (desk.window.value = { kind: 'keys' });
        case 'table':
            return desk.choose(action.number);
        case 'hold':
            return hold(action.what);
    }
}

export function Keys() {
    const desk = useDesk();

    useEffect(() => {
        let busy = false;
        let moved = { key: '', at: 0 }; // by which key the evening moved or paused last, and when

        async function onKeyDown(event: KeyboardEvent): Promise<void> {
            if (event.defaultPrevented) {
                return;
            }
            const { key, ctrlKey, altKey, metaKey, repeat } = event;
            const focus = focusOf(document.activeElement);
            const letters = desk.letters.peek();
            const dialog = isDialogOpen();
            const action = actionOf({
                key,
                ctrlKey,
                altKey,
                metaKey,
                repeat,
                focus,
                dialog,
                letters,
            });
            if (action === undefined) {
                return;
            }
            event.preventDefault();
            if (action.kind === 'hold' || action.kind === 'minutes') {
                void carryOut(desk, action); // each press counts: what was asked before is not waited for
                return;
            }
            const moves = ['next', 'back', 'pause'].includes(action.kind);
            const at = event.timeStamp;
            if (busy || (moves && key === moved.key && at - moved.at < DOUBLE_PRESS_MS)) {
                return;
            }
            moved = moves ? { key, at } : moved;
            busy = true;
            await carryOut(desk, action);
            busy = false;
        }

        function onKeyUp(event: KeyboardEvent): void {
            const what = heldBy(event.key);
            if (what !== undefined) {
                letGo(what);
            }
        }

        const onDown = (event: KeyboardEvent) => void onKeyDown(event);
        const unwatch = watchLeaving();
        document.addEventListener('keydown', onDown);
        document.addEventListener('keyup', onKeyUp);
        return () => {
            letGo();
            unwatch();
            document.removeEventListener('keydown', onDown);
            document.removeEventListener('keyup', onKeyUp);
        };
    }, [desk]);

    return null;
}
