// SPDX-License-Identifier: EUPL-1.2
//
// The h1 of a view. When a view takes the place of another (give it a key), reading goes on here,
// unless somebody is in the middle of something.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export function Heading({ children }: { children: ComponentChildren }) {
    const heading = useRef<HTMLHeadingElement>(null);

    useEffect(() => {
        if (document.activeElement === null || document.activeElement === document.body) {
            heading.current?.focus();
        }
    }, []);

    return (
        <h1 ref={heading} tabindex={-1}>
            {children}
        </h1>
    );
}
