// SPDX-License-Identifier: EUPL-1.2
//
// How to come in: a QR code for phones, an address and a code to type, and how many are here.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Lobby as LobbyPane } from '#made/houvast/v1/pane_pb';
import { Heading } from '../parts/heading';
import { Qr } from '../parts/qr';
import type { Device } from '../state/device';
import { useDevice } from '../state/page_device';
import { t } from '../words/words';

const address = signal(location.origin);

const isLoopback = (name: string) => /^(localhost|127\..*|\[::1\])$/.test(name);

/** A page that was opened on the server's own machine has an address that leads others nowhere. */
async function findAddress(device: Device): Promise<void> {
    if (isLoopback(location.hostname)) {
        const found = await device.addresses();
        address.value = (found.kind === 'rows' ? found.rows[0] : undefined) ?? location.origin;
    }
}

function useAddress(): string {
    const device = useDevice();
    useEffect(() => void findAddress(device), [device]);
    return address.value;
}

/** In two halves, which are easier to copy. */
function halves(code: string): string {
    return `${code.slice(0, 3)} ${code.slice(3)}`;
}

export function Lobby({ lobby }: { lobby: LobbyPane }) {
    const from = useAddress();
    return (
        <div class="projector-lobby">
            <Qr text={`${from}/#w.${lobby.code}`} label={t('projector-qr')} />
            <div class="projector-lobby-words">
                <Heading>{t('projector-welcome')}</Heading>
                <p>{t('projector-scan')}</p>
                <p class="projector-address">{from.replace(/^http:\/\//, '')}</p>
                <p>{t('projector-type')}</p>
                <p class="projector-code">{halves(lobby.code)}</p>
                <p class="projector-soft">{t('projector-card')}</p>
                <p class="projector-here">{t('projector-here', { count: lobby.here })}</p>
            </div>
        </div>
    );
}

/** While a step is under way: for who is late. */
export function LobbyStrip({ lobby }: { lobby: LobbyPane }) {
    const from = useAddress().replace(/^https?:\/\//, '');
    return (
        <p class="projector-strip">
            {t('projector-late', { address: from, code: halves(lobby.code) })}
        </p>
    );
}
