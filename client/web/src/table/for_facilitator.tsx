// SPDX-License-Identifier: EUPL-1.2
//
// Something for the facilitator: the last line of every envelope, and the same from every page. On
// the page it is alike for everyone, and looks afterwards as it did before: nothing tells whether
// it was used, or for what.

import { type Signal as Reactive, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Signal } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { type PlainWordId, t } from '../words/words';
import { useChoices } from './choices';
import type { Screen } from './screen';

const SIGNALS: [Signal, PlainWordId][] = [
    [Signal.UNSPECIFIED, 'signal-none'],
    [Signal.TALK, 'signal-talk'],
    [Signal.CALL, 'signal-call'],
];

/** Nothing, unless somebody chooses. */
export function SignalLines({ chosen }: { chosen: Reactive<Signal> }) {
    const name = useId();
    return (
        <fieldset class="table-signal">
            <legend>{t('signal-ask')}</legend>
            {SIGNALS.map(([signal, words]) => (
                <label key={signal}>
                    <input
                        type="radio"
                        name={name}
                        checked={chosen.value === signal}
                        onChange={() => {
                            chosen.value = signal;
                        }}
                    />
                    <span>{t(words)}</span>
                </label>
            ))}
        </fieldset>
    );
}

function Saying({ onClose }: { onClose(): void }) {
    const { device, isTable } = useChoices();
    const chosen = useSignal<Signal>(Signal.UNSPECIFIED);
    const isSending = useSignal(false);
    const hasFailed = useSignal(false);

    async function send(): Promise<void> {
        hasFailed.value = false;
        isSending.value = true;
        const value = { signal: chosen.peek() };
        const outcome = await device.command({ case: 'giveSignal', value });
        isSending.value = false;
        if (outcome.kind === 'done') {
            onClose();
        } else {
            hasFailed.value = true;
        }
    }

    return (
        <Dialog title={t('signal-open')} onClose={onClose}>
            <SignalLines chosen={chosen} />
            <p class="small">{isTable ? t('signal-who-table') : t('signal-who-pen')}</p>
            <p class="small">{t('signal-after')}</p>
            <p role="status" class="table-handing">
                {isSending.value && !device.online.value && t('signal-waits')}
                {hasFailed.value && t('signal-failed')}
            </p>
            <div class="button-row">
                <Button kind="main" onPress={send}>
                    {t('signal-send')}
                </Button>
                <Button onPress={onClose}>{t('own-menu-close')}</Button>
            </div>
            <p class="small table-help">{t('signal-help')}</p>
        </Dialog>
    );
}

/** Pages on which nobody is in yet have nobody to say it to. */
const WITHOUT = new Set<Screen['kind']>(['moment', 'alien', 'guest', 'bind', 'no-meeting']);

export function ForFacilitator({ screen }: { screen: Screen }) {
    const isOpen = useSignal(false);
    if (WITHOUT.has(screen.kind)) {
        return null;
    }
    return (
        <div class="table-for-facilitator">
            <Button
                kind="quiet"
                onPress={() => {
                    isOpen.value = true;
                }}
            >
                {t('signal-open')}
            </Button>
            {isOpen.value && (
                <Saying
                    onClose={() => {
                        isOpen.value = false;
                    }}
                />
            )}
        </div>
    );
}
