// SPDX-License-Identifier: EUPL-1.2
//
// The passing of time, as a signal that changes every second while somebody looks at it.

import { signal } from '@preact/signals';

let timer: ReturnType<typeof setInterval> | undefined;

export const now = signal(Date.now(), {
    watched() {
        now.value = Date.now();
        timer = setInterval(() => {
            now.value = Date.now();
        }, 1000);
    },
    unwatched() {
        clearInterval(timer);
    },
});
