// SPDX-License-Identifier: EUPL-1.2
//
// The facilitator's clock: minutes and seconds that are left. It shows; it never acts.

import type { Timer } from '#made/houvast/v1/pane_pb';
import type { Device } from '../state/device';
import { now } from '../state/clock';
import { useDevice } from '../state/page_device';
import { t } from '../words/words';

/** Whole seconds that are left, never below zero. */
export function secondsLeft(timer: Timer, device: Device): number {
    // `now` says when to look again; by itself it may be a second behind.
    const left = timer.running
        ? Number(timer.endsAt) - device.serverTime(Math.max(now.value, Date.now()))
        : Number(timer.remainingMs);
    return Math.max(0, Math.round(left / 1000));
}

export function clockText(seconds: number): string {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function Clock({ timer }: { timer: Timer | undefined }) {
    const device = useDevice();
    if (timer === undefined) {
        return null;
    }
    const seconds = secondsLeft(timer, device);
    return (
        <p class="clock" role="timer">
            <span class="for-readers-only">{t('clock')} </span>
            {clockText(seconds)}
            {!timer.running && <span class="clock-paused"> {t('clock-paused')}</span>}
        </p>
    );
}
