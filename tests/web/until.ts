// SPDX-License-Identifier: EUPL-1.2
//
// Waiting for what signals say, without sleeping.

import { effect } from '@preact/signals';

/** After which a test gives up. It promises nothing: a machine may have much else to do. */
export const PATIENCE_MS = 60_000;

/** What `look` gives, as soon as that is something; asked again when a signal it read changes. */
export function until<Found>(
    what: string,
    look: () => Found | undefined | null | false,
    within = PATIENCE_MS,
): Promise<Found> {
    return new Promise((resolve, reject) => {
        let rest: (() => void) | undefined;
        const finish = (end: () => void) => {
            clearTimeout(timer);
            queueMicrotask(() => rest?.());
            end();
        };
        const timer = setTimeout(
            () => finish(() => reject(new Error(`did not happen in ${within} ms: ${what}`))),
            within,
        );
        rest = effect(() => {
            const found = look();
            if (found !== undefined && found !== null && found !== false) {
                finish(() => resolve(found));
            }
        });
    });
}

const LOOK_MS = 100;

/** The same of what no signal tells of: looked at again and again. */
export async function untilFound<Found>(
    what: string,
    look: () => Found | undefined | false | Promise<Found | undefined | false>,
    within = PATIENCE_MS,
): Promise<Found> {
    const latest = Date.now() + within;
    for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) {
            return found;
        }
        if (Date.now() > latest) {
            throw new Error(`did not happen in ${within} ms: ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
}
