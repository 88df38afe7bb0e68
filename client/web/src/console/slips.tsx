// SPDX-License-Identifier: EUPL-1.2
//
// The strips of paper with the two words of each person. Folded, only the name is outside: no
// couple, no address. Words that were used once are known to nobody but their person; who lost them
// gets new ones here, and an empty page.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { languageOfPage } from '../words/of_protocol';
import { t } from '../words/words';
import { useDesk } from './desk';

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
                {!isUsed && <span class={isShown.value ? '' : 'console-hidden'}>{words}</span>}
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
    const desk = useDesk();
    const rows = useSignal<ReadRow[] | undefined>(undefined);
    const units = desk.board.value?.units.length;

    async function read(): Promise<void> {
        const found = await desk.device.read(ReadKind.SLIPS);
        rows.value = found.kind === 'rows' ? found.rows : [];
    }
    useEffect(() => void read(), [units]);

    async function renew({ seat, name }: ReadRow): Promise<void> {
        const isSure = await ask({
            title: t('console-slip-renew-title', { name }),
            text: t('console-slip-renew-text', { name }),
            yes: t('console-slip-renew'),
            no: t('console-leave-no'),
        });
        if (isSure) {
            const value = { seat, language: languageOfPage() };
            await desk.send({ case: 'dealWords', value });
            await read();
        }
    }

    return (
        <main class="page console-cards">
            <div class="console-screen-only">
                <Heading>{t('console-slips')}</Heading>
                <p>{t('console-slips-how')}</p>
                <div class="button-row">
                    <Button kind="main" onPress={() => window.print()}>
                        {t('console-print')}
                    </Button>
                    <Button onPress={onClose}>{t('console-back-to-group')}</Button>
                </div>
                <p class="console-said">{desk.said.value}</p>
                {rows.value === undefined && <p>{t('console-moment')}</p>}
                {rows.value?.length === 0 && <p>{t('console-slips-none')}</p>}
            </div>
            <ul class="console-slips">
                {rows.value?.map((it) => (
                    <Slip key={it.seat} row={it} onRenew={() => renew(it)} />
                ))}
            </ul>
        </main>
    );
}
