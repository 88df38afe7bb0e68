// SPDX-License-Identifier: EUPL-1.2
//
// The lobby: as long as it is open, whoever has the walk-in code can come to the door.

import { Button } from '../parts/button';
import { t } from '../words/words';
import { useAddress } from './addresses';
import { type Desk, useDesk } from './desk';
import { shortAddress, spokenCode } from './links';

export const setLobby = (desk: Desk, open: boolean): Promise<unknown> =>
    desk.send({ case: 'setLobby', value: { open } });

/** Of the running evening: the code, and the door. */
export function LobbyLine() {
    const desk = useDesk();
    const lobby = desk.device.panes.stage.value?.lobby;
    const address = useAddress();
    if (lobby === undefined) {
        return (
            <div class="console-lobby">
                <p class="soft">{t('console-lobby-closed')}</p>
                <Button onPress={() => setLobby(desk, true)}>{t('console-lobby-open')}</Button>
            </div>
        );
    }
    return (
        <div class="console-lobby">
            <p>
                <span class="for-readers-only">{t('console-lobby-code')} </span>
                <strong class="console-code">{spokenCode(lobby.code)}</strong>
                <br />
                <span class="soft console-address">{shortAddress(address)}</span>
            </p>
            <Button onPress={() => setLobby(desk, false)}>{t('console-lobby-close')}</Button>
        </div>
    );
}
