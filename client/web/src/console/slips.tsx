// SPDX-License-Identifier: EUPL-1.2
//
// The strips of paper with the two words of each person. Folded, only the name is outside: no
// couple, no address. Words that were used once are known to nobody but their person; who lost them
// gets new ones here, and an empty page.

import { useSignal } from '@preact/signals';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { languageOfPage } from '../words/of_protocol';
import { t } from '../words/words';
import { Papers } from './papers';

/** On the screen words are dots, until somebody wants to copy them by hand. */
function Slip({ row: { name, words }, onRenew }: { row: ReadRow; onRenew(): Promise<void> }) {
    const isShown = useSignal(false);
    const isUsed = words === '';
    const show = () => {
        isShown.value = !isShown.value;
    };
    return (
        <li class={isUsed ? 'console-slip console-screen-only' : 'console-slip'}>
            <p class="console-slip-words">
                {!isUsed && (
                    <span
                        class={isShown.value ? '' : 'console-hidden'}
                        aria-hidden={!isShown.value}
                    >
                        {words}
                    </span>
                )}
            </p>
            <p class="small">{isUsed ? t('console-slip-used', { name }) : t('console-slip-what')}</p>
            <h2>{name}</h2>
            <div class="button-row console-screen-only">
                {!isUsed && (
                    <Button
                        kind="quiet"
                        pressed={isShown.value}
                        label={t('console-slip-show-of', { name })}
                        onPress={show}
                    >
                        {t('console-slip-show')}
                    </Button>
                )}
                <Button
                    kind="quiet"
                    label={t('console-slip-renew-of', { name })}
                    onPress={onRenew}
                >
                    {t('console-slip-renew')}
                </Button>
            </div>
        </li>
    );
}

export function Slips({ onClose }: { onClose(): void }) {
    return (
        <Papers
            kind={ReadKind.SLIPS}
            title={t('console-slips')}
            how={t('console-slips-how')}
            none={t('console-slips-none')}
            listClass="console-slips"
            draw={(row, onRenew) => (
                <Slip
                    key={row.seat}
                    row={row}
                    onRenew={() =>
                        onRenew({
                            title: t('console-slip-renew-title', { name: row.name }),
                            text: t('console-slip-renew-text', { name: row.name }),
                            yes: t('console-slip-renew'),
                            what: {
                                case: 'dealWords',
                                value: { seat: row.seat, language: languageOfPage() },
                            },
                        })
                    }
                />
            )}
            onClose={onClose}
        />
    );
}
