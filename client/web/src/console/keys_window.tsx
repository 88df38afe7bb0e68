// SPDX-License-Identifier: EUPL-1.2
//
// The keys, and a switch for those that dictation would press.

import { Button } from '../parts/button';
import { type PlainWordId, t } from '../words/words';
import { useDesk } from './desk';
import { WindowFrame, type WindowProps } from './window_frame';

const CLICKER: [string, PlainWordId][] = [
    ['→  PageDown', 'console-key-next'],
    ['␣', 'console-key-space'],
    ['←  PageUp', 'console-key-back'],
];

const LETTERS: [string, PlainWordId][] = [
    ['T', 'console-key-clock'],
    ['P  B  .', 'console-key-pause'],
    ['V', 'console-key-five'],
    ['+  −', 'console-key-one'],
    ['1 … 9', 'console-key-table'],
    ['L', 'console-key-lighter'],
    ['E', 'console-key-example'],
    ['R', 'console-key-round'],
    ['N', 'console-key-names'],
    ['M', 'console-key-requests'],
    ['K', 'console-key-lines'],
    ['?', 'console-key-help'],
];

function Lines({ keys }: { keys: [string, PlainWordId][] }) {
    return (
        <dl class="console-keys">
            {keys.map(([key, what]) => (
                <div key={key}>
                    <dt>
                        <kbd>{key}</kbd>
                    </dt>
                    <dd>{t(what)}</dd>
                </div>
            ))}
        </dl>
    );
}

export function KeysWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    return (
        <WindowFrame title={t('console-keys')} onClose={onClose}>
            <Lines keys={CLICKER} />
            <p class="soft">{t('console-keys-clicker')}</p>
            <Lines keys={LETTERS} />
            <Button
                pressed={desk.letters.value}
                onPress={() => (desk.letters.value = !desk.letters.value)}
            >
                {t('console-keys-letters')}
            </Button>
        </WindowFrame>
    );
}
