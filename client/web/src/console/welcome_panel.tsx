// SPDX-License-Identifier: EUPL-1.2
//
// The middle of the evening while no step is under way: people come in, or all is done.

import { StepState } from '#made/houvast/v1/pane_pb';
import { t } from '../words/words';
import { useAddress } from './addresses';
import { useDesk } from './desk';
import { shortAddress, spokenCode } from './links';

export function WelcomePanel() {
    const desk = useDesk();
    const board = desk.board.value;
    const lobby = desk.device.panes.stage.value?.lobby;
    const address = useAddress();
    const isDone = board?.steps.some((it) => it.state === StepState.DONE) ?? false;
    if (isDone) {
        return (
            <>
                <h2 id="console-now">{t('console-between-title')}</h2>
                <p>{desk.next.value ? t('console-between') : t('console-all-done')}</p>
            </>
        );
    }
    return (
        <>
            <h2 id="console-now">{t('console-welcome-title')}</h2>
            <p>{t('console-welcome')}</p>
            {lobby !== undefined && (
                <div class="console-door">
                    <p class="console-door-code">{spokenCode(lobby.code)}</p>
                    <p>{t('console-door-how', { address: shortAddress(address) })}</p>
                </div>
            )}
            <p class="soft">{t('console-welcome-late')}</p>
        </>
    );
}
