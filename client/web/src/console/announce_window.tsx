// SPDX-License-Identifier: EUPL-1.2
//
// What stands on every screen until it is taken away.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Button } from '../parts/button';
import { PRIVATE } from '../fields/private';
import { t } from '../words/words';
import { useDesk } from './desk';
import { WindowFrame, type WindowProps } from './window_frame';

const CHARACTERS = 140; // 560 bytes, whatever the symbols

export function AnnounceWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const id = useId();
    const standing = desk.device.panes.stage.value?.announcement ?? '';
    const text = useSignal(standing);

    async function say(words: string): Promise<void> {
        const outcome = await desk.send({ case: 'announce', value: { text: words } });
        if (outcome.kind === 'done') {
            onClose();
        }
    }

    return (
        <WindowFrame title={t('console-announce')} typing onClose={onClose}>
            <p class="console-field">
                <label for={id}>{t('console-announce-what')}</label>
                <textarea
                    {...PRIVATE}
                    id={id}
                    rows={3}
                    maxLength={CHARACTERS}
                    value={text.value}
                    onInput={(event) => (text.value = event.currentTarget.value)}
                />
            </p>
            <div class="button-row">
                <Button
                    kind="main"
                    disabled={text.value.trim() === ''}
                    onPress={() => say(text.value.trim())}
                >
                    {t('console-announce-do')}
                </Button>
                <Button disabled={standing === ''} onPress={() => say('')}>
                    {t('console-announce-clear')}
                </Button>
            </div>
        </WindowFrame>
    );
}
