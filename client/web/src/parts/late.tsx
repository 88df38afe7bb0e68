// SPDX-License-Identifier: EUPL-1.2
//
// Parts of the page that are not in its first load: they come right after it, before anybody asks
// for them, so that they are there when the connection is not.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

const RETRY_MS = 2000;

/** A component that draws nothing until it has come. */
export function late<Props extends object>(
    load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
    const come = signal<{ Part: ComponentType<Props> } | undefined>(undefined);
    const ask = () => {
        load().then(
            (Part) => {
                come.value = { Part };
            },
            () => setTimeout(ask, RETRY_MS),
        );
    };
    ask();
    return function Late(props: Props) {
        const Part = come.value?.Part;
        return Part === undefined ? null : <Part {...props} />;
    };
}
