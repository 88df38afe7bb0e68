// SPDX-License-Identifier: EUPL-1.2
//
// The one sound of an evening: soft, when two minutes are left and when the time is up. A browser
// lets a page sound only after somebody pressed something on it, so it is off until then.

import { signal } from '@preact/signals';
import type { Timer } from '#made/houvast/v1/pane_pb';

const MOMENTS = [120, 0]; // seconds left

/** The clock at one look. */
export interface Look {
    endsAt: bigint;
    left: number; // seconds
}

/** How the clock is looked at; undefined: it does not run. */
export function lookAt(timer: Timer | undefined, left: number): Look | undefined {
    return timer?.running ? { endsAt: timer.endsAt, left } : undefined;
}

/** Whether a moment passed by itself between two looks; not because somebody set the clock. */
export function isDue(before: Look | undefined, after: Look | undefined): boolean {
    return (
        before !== undefined &&
        after !== undefined &&
        before.endsAt === after.endsAt &&
        MOMENTS.some((it) => before.left > it && after.left <= it)
    );
}

// ---- Sound -------------------------------------------------------------------------------------

const TONES = [523.25, 659.25]; // Hz: c'' and e''
const LOUDNESS = 0.12;
const RING_S = 2.5;

let context: AudioContext | undefined;

/** Whether the chime sounds. */
export const sounding = signal(false);

/** To be called when something was pressed. */
export function toggleSound(): void {
    context ??= new AudioContext();
    sounding.value = !sounding.peek();
    if (sounding.peek()) {
        void context.resume();
        ring();
    }
}

export function ring(): void {
    if (context === undefined || !sounding.peek()) {
        return;
    }
    for (const [place, tone] of TONES.entries()) {
        const start = context.currentTime + place * 0.4;
        const voice = context.createOscillator();
        const volume = context.createGain();
        voice.frequency.value = tone;
        volume.gain.setValueAtTime(0, start);
        volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.05);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + RING_S);
        voice.connect(volume).connect(context.destination);
        voice.start(start);
        voice.stop(start + RING_S);
    }
}
