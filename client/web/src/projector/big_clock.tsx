// SPDX-License-Identifier: EUPL-1.2
//
// The clock of the hall: large, with words near the end, and the chime.

import { useEffect, useRef } from 'preact/hooks';
import type { Timer } from '#made/houvast/v1/pane_pb';
import { clockText, secondsLeft } from '../parts/clock';
import { useDevice } from '../state/page_device';
import { type PlainWordId, t } from '../words/words';
import { isDue, type Look, lookAt, ring } from './chime';

function wordsAt(timer: Timer, left: number): PlainWordId | undefined {
    if (!timer.running) {
        return 'clock-paused';
    }
    if (left > 120) {
        return undefined;
    }
    return left > 0 ? 'projector-nearly' : 'projector-time';
}

export function BigClock({ timer }: { timer: Timer | undefined }) {
    const device = useDevice();
    const left = timer === undefined ? 0 : secondsLeft(timer, device);
    const before = useRef<Look | undefined>(undefined);

    useEffect(() => {
        const look = lookAt(timer, left);
        if (isDue(before.current, look)) {
            ring();
        }
        before.current = look;
    }, [timer, left]);

    if (timer === undefined) {
        return null;
    }
    const words = wordsAt(timer, left);
    return (
        <div class="projector-clock" role="timer">
            <span class="for-readers-only">{t('clock')} </span>
            <span class="projector-clock-time">{clockText(left)}</span>
            {words !== undefined && <span class="projector-clock-words"> {t(words)}</span>}
        </div>
    );
}
