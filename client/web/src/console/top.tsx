// SPDX-License-Identifier: EUPL-1.2
//
// Above the evening: which one it is, how it stands against the clock, and what is seldom needed.

import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { LanguageButton } from '../parts/frame';
import { Heading } from '../parts/heading';
import { now } from '../state/clock';
import { t, textOf } from '../words/words';
import { clockTime, eveningPaceText } from './board_words';
import { type Desk, useDesk } from './desk';
import { HoldButton } from './hold_button';
import { eveningPace } from './pace';

function Pace() {
    const desk = useDesk();
    const board = desk.board.value;
    const time = desk.device.serverTime(now.value);
    const pace = board && eveningPace(board, time);
    return (
        <p class="console-pace">
            <span class="console-time">{clockTime(time)}</span>
            {pace === undefined ? t('console-not-begun') : eveningPaceText(pace)}
        </p>
    );
}

async function end(desk: Desk): Promise<void> {
    const board = desk.board.peek();
    const isSure = await ask({
        title: t('console-end-title'),
        text: t('console-end-text', { time: clockTime(Number(board?.eveningEndsAt ?? 0)) }),
        yes: t('console-end-yes'),
        no: t('console-end-no'),
    });
    if (isSure) {
        await desk.send({ case: 'endMeeting', value: {} });
    }
}

export function Top({ onGroup }: { onGroup(): void }) {
    const desk = useDesk();
    const title = textOf(desk.device.panes.stage.value?.meetingTitle);
    return (
        <header class="console-top">
            <div>
                <Heading>{title || t('console-evening-free')}</Heading>
                <Pace />
            </div>
            <div class="console-top-buttons">
                <HoldButton what="names">{t('console-hold-names')}</HoldButton>
                <HoldButton what="requests">{t('console-hold-requests')}</HoldButton>
                <Button kind="quiet" onPress={onGroup}>
                    {t('console-group')}
                </Button>
                <Button kind="quiet" onPress={() => end(desk)}>
                    {t('console-end')}
                </Button>
                <Button
                    class="console-keys-press"
                    kind="quiet"
                    onPress={() => (desk.window.value = { kind: 'keys' })}
                >
                    {t('console-keys')}
                </Button>
                <LanguageButton />
            </div>
        </header>
    );
}
