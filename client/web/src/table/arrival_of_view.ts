// SPDX-License-Identifier: EUPL-1.2
//
// A view takes the place of another: it begins at its top, and is said to who is elsewhere on the
// page. Its heading takes the focus by itself (parts/heading.tsx).

import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../parts/live_region';

/** Give it what makes one view differ from the next. */
export function useArrival(view: string): void {
    const last = useRef<string | undefined>(undefined);
    useEffect(() => {
        const isFirst = last.current === undefined;
        last.current = view;
        if (isFirst) {
            return;
        }
        window.scrollTo(0, 0);
        const heading = document.querySelector('main h1');
        if (heading !== null && document.activeElement !== heading) {
            announce(heading.textContent ?? '');
        }
    }, [view]);
}
