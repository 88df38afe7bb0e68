// SPDX-License-Identifier: EUPL-1.2
//
// What was said last about what was pressed: that it was done, or in another colour what is wrong.

import { useDesk } from './desk';

export function Said() {
    const desk = useDesk();
    return (
        <p class={desk.isDone.value ? 'console-said console-said-done' : 'console-said'}>
            {desk.said.value}
        </p>
    );
}
