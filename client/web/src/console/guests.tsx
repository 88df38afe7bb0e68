// SPDX-License-Identifier: EUPL-1.2
//
// Devices that came with the walk-in code and wait to hear whose table they are. Their own page
// shows the same number.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { type BoardGuest, Presence } from '#made/houvast/v1/pane_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { useDesk } from './desk';
import { placeGuest } from './table_presses';

function Guest({ guest }: { guest: BoardGuest }) {
    const desk = useDesk();
    const id = useId();
    const units = desk.board.value?.units ?? [];
    // most likely one that is not here yet
    const likely = units.find((it) => it.presence === Presence.EXPECTED && !it.online) ?? units[0];
    const chosen = useSignal(0);
    const unit = desk.unit(chosen.value) ?? likely;
    return (
        <li class="console-guest">
            <label for={id}>
                {guest.online
                    ? t('console-guest', { number: guest.device })
                    : t('console-guest-offline', { number: guest.device })}
            </label>
            <select
                id={id}
                value={unit?.unit}
                onChange={(event) => (chosen.value = Number(event.currentTarget.value))}
            >
                {units.map((it) => (
                    <option key={it.unit} value={it.unit}>
                        {t('console-table', { number: it.unit })}
                    </option>
                ))}
            </select>
            <Button
                kind="main"
                disabled={unit === undefined}
                onPress={() => unit && placeGuest(desk, guest.device, unit)}
            >
                {t('console-guest-place')}
            </Button>
            <Button
                kind="quiet"
                onPress={() => desk.send({ case: 'removeDevice', value: { device: guest.device } })}
            >
                {t('console-guest-away')}
            </Button>
        </li>
    );
}

export function Guests() {
    const guests = useDesk().board.value?.guests ?? [];
    return guests.length === 0 ? null : (
        <div class="console-guests">
            <h3>{t('console-guests')}</h3>
            <ul>
                {guests.map((it) => (
                    <Guest key={it.device} guest={it} />
                ))}
            </ul>
        </div>
    );
}
