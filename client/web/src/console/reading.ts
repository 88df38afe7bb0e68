// SPDX-License-Identifier: EUPL-1.2
//
// What people wrote, as long as a window shows it: read again every few seconds, so that what an
// author takes back goes away while it is being looked at. Nothing else tells that it was.

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReadKind, ReadRow } from '#made/houvast/v1/wire_pb';
import { useDesk } from './desk';

const AGAIN_MS = 2_000;

/** undefined: not read yet. Read at once when `news` is another. */
export function useReading(
    kind: ReadKind,
    run: number,
    news?: number,
): ReadonlySignal<ReadRow[] | undefined> {
    const { device } = useDesk();
    const rows = useSignal<ReadRow[] | undefined>(undefined);
    useEffect(() => {
        let isOpen = run !== 0;
        let again: ReturnType<typeof setTimeout> | undefined;
        async function read(): Promise<void> {
            const found = await device.read(kind, { run });
            if (isOpen) {
                rows.value = found.kind === 'rows' ? found.rows : [];
                again = setTimeout(() => void read(), AGAIN_MS);
            }
        }
        if (isOpen) {
            void read();
        }
        return () => {
            isOpen = false;
            clearTimeout(again);
        };
    }, [run, news]);
    return rows;
}
