// SPDX-License-Identifier: EUPL-1.2
//
// The cards that couples get, to print or to show: the QR code for a phone, and for a laptop the
// address with the couple's own code.

import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Qr } from '../parts/qr';
import { t } from '../words/words';
import { AddressChoice, useAddress } from './addresses';
import { nameOf } from './board_words';
import { useDesk } from './desk';
import { cardLink, shortAddress, spokenCode } from './links';
import { Papers } from './papers';

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
    return (
        <Papers
            kind={ReadKind.COUPLE_CARDS}
            title={t('console-cards')}
            how={t('console-cards-how')}
            none={t('console-cards-none')}
            listClass="console-papers"
            draw={(row, onRenew) => (
                <Card
                    key={row.code}
                    row={row}
                    onRenew={() =>
                        onRenew({
                            title: t('console-card-renew-title'),
                            text: t('console-card-renew-text'),
                            yes: t('console-card-renew'),
                            what: { case: 'renewCard', value: { unit: row.unit } },
                        })
                    }
                />
            )}
            onClose={onClose}
        >
            <AddressChoice />
        </Papers>
    );
}
