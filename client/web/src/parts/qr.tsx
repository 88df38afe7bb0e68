// SPDX-License-Identifier: EUPL-1.2
//
// A QR code, drawn from the modules that the server made. Dark on light in dark mode too: that is
// what cameras read.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { QrPage } from '#made/houvast/v1/wire_pb';
import { useDevice } from '../state/page_device';

const QUIET = 4; // modules of light around it

/** The dark modules as one path, a rectangle for each run of them in a row. */
export function pathOf({ side, modules }: QrPage): string {
    const isDark = (place: number) => (((modules[place >> 3] ?? 0) >> (7 - (place & 7))) & 1) === 1;
    let path = '';
    for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++) {
            let run = 0;
            while (column + run < side && isDark(row * side + column + run)) {
                run++;
            }
            if (run > 0) {
                path += `M${column + QUIET} ${row + QUIET}h${run}v1h-${run}z`;
                column += run;
            }
        }
    }
    return path;
}

export function Qr({ text, label }: { text: string; label: string }) {
    const device = useDevice();
    const code = useSignal<QrPage | undefined>(undefined);

    useEffect(() => {
        let current = true;
        code.value = undefined;
        void device.qr(text).then((made) => {
            if (current) {
                code.value = made;
            }
        });
        return () => {
            current = false;
        };
    }, [text]);

    if (code.value === undefined) {
        return <div class="qr" />;
    }
    const size = code.value.side + 2 * QUIET;
    return (
        <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
            <rect width={size} height={size} fill="#fff" />
            <path d={pathOf(code.value)} fill="#000" shape-rendering="crispEdges" />
        </svg>
    );
}
