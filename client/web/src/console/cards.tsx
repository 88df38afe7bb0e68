// SPDX-License-Identifier: EUPL-1.2
//
// The cards that couples get, to print or to show: the QR code for a phone, and for a laptop the
// address with the couple's own code.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { Qr } from '../parts/qr';
import { t } from '../words/words';
import { AddressChoice, useAddress } from './addresses';
import { nameOf } from './board_words';
import { useDesk } from './desk';
import { cardLink, shortAddress, spokenCode } from './links';

function Card({ row, onRenew }: { row: ReadRow; onRenew(): Promise<void> }) {
    const desk = useDesk();
    const address = useAddress();
    const names = desk.unit(row.unit)?.seats.map(nameOf).join(' & ') ?? '';
    return (
        <li class="console-paper">
            <h2>{names}</h2>
            {row.token.length > 0 && address !== '' && (
                <Qr text={cardLink(address, row.token)} label={t('console-card-qr', { names })} />
            )}
            <div>
                <p>{t('console-card-phone')}</p>
                <p>
                    {t('console-card-laptop')}
                    <br />
                    <strong>{shortAddress(address)}</strong>
                    <br />
                    <strong class="console-code">{spokenCode(row.code)}</strong>
                </p>
                <p class="small">{t('console-card-what')}</p>
            </div>
            <Button class="console-screen-only" kind="quiet" onPress={onRenew}>
                {t('console-card-renew')}
            </Button>
        </li>
    );
}

export function Cards({ onClose }: { onClose(): void }) {
    const desk = useDesk();
    const rows = useSignal<ReadRow[] | undefined>(undefined);
    const units = desk.board.value?.units.length;

    async function read(): Promise<void> {
        const found = await desk.device.read(ReadKind.COUPLE_CARDS);
        rows.value = found.kind === 'rows' ? found.rows : [];
    }
    useEffect(() => void read(), [units]);

    async function renew(unit: number): Promise<void> {
        const isSure = await ask({
            title: t('console-card-renew-title'),
            text: t('console-card-renew-text'),
            yes: t('console-card-renew'),
            no: t('console-leave-no'),
        });
        if (isSure) {
            await desk.send({ case: 'renewCard', value: { unit } });
            await read();
        }
    }

    return (
        <main class="page console-cards">
            <div class="console-screen-only">
                <Heading>{t('console-cards')}</Heading>
                <p>{t('console-cards-how')}</p>
                <AddressChoice />
                <div class="button-row">
                    <Button kind="main" onPress={() => window.print()}>
                        {t('console-print')}
                    </Button>
                    <Button onPress={onClose}>{t('console-back-to-group')}</Button>
                </div>
                <p class="console-said">{desk.said.value}</p>
                {rows.value === undefined && <p>{t('console-moment')}</p>}
                {rows.value?.length === 0 && <p>{t('console-cards-none')}</p>}
            </div>
            <ul class="console-papers">
                {rows.value?.map((it) => (
                    <Card key={it.code} row={it} onRenew={() => renew(it.unit)} />
                ))}
            </ul>
        </main>
    );
}
