// SPDX-License-Identifier: EUPL-1.2
//
// The group: open an evening, who takes part, their cards, the devices.

import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { ReadKind, type ReadRow } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { t, textOf } from '../words/words';
import { Cards } from './cards';
import { Couples } from './couples';
import { useDesk } from './desk';
import { Devices } from './devices';
import { late } from '../parts/late';
import { setLobby } from './lobby';
import { WITHOUT_AGENDA, suggestedMeeting } from './meetings';
import { Said } from './said';
import { leaveGroup } from './whereabouts';

const Slips = late(() => import('./slips').then((it) => it.Slips));

function Opening() {
    const desk = useDesk();
    const id = useId();
    const meetings = useSignal<readonly ReadRow[]>([]);
    const board = desk.board.value;
    const first = board === undefined ? 0 : suggestedMeeting(board, meetings.value.length, Date.now());
    const chosen = useSignal<number | undefined>(undefined);
    const meeting = chosen.value ?? first;

    useEffect(() => {
        void desk.device.read(ReadKind.MEETINGS).then((found) => {
            meetings.value = found.kind === 'rows' ? found.rows : [];
        });
    }, [desk]);

    async function open(): Promise<void> {
        const withoutAgenda = meeting === WITHOUT_AGENDA;
        const opened = await desk.send({
            case: 'openMeeting',
            value: { meeting: withoutAgenda ? 0 : meeting, withoutAgenda },
        });
        if (opened.kind === 'done') {
            await setLobby(desk, true);
        }
    }

    return (
        <section class="console-opening">
            <h2>{t('console-opening')}</h2>
            <p class="console-field">
                <label for={id}>{t('console-which-evening')}</label>
                <select
                    id={id}
                    value={meeting}
                    onChange={(event) => (chosen.value = Number(event.currentTarget.value))}
                >
                    {meetings.value.map(({ title }, place) => (
                        <option key={place} value={place}>
                            {`${place + 1}. ${textOf(title)}`}
                        </option>
                    ))}
                    <option value={WITHOUT_AGENDA}>{t('console-evening-free')}</option>
                </select>
            </p>
            <Button kind="main" onPress={open}>
                {t('console-open-evening')}
            </Button>
        </section>
    );
}

/** During an evening and after it names are on this page only after somebody chose so. */
function Cover({ onShow }: { onShow(): void }) {
    return (
        <div class="console-cover">
            <p>{t('console-group-cover')}</p>
            <Button onPress={onShow}>{t('console-uncover')}</Button>
        </div>
    );
}

export function Group({ title, onEvening }: { title: string | undefined; onEvening(): void }) {
    const desk = useDesk();
    const shown = useSignal(!desk.sawEvening);
    const papers = useSignal<'cards' | 'slips' | undefined>(undefined);
    const close = () => {
        papers.value = undefined;
    };
    const isOpen = desk.board.value?.meetingOpen === true;

    if (papers.value !== undefined) {
        return papers.value === 'cards' ? <Cards onClose={close} /> : <Slips onClose={close} />;
    }
    return (
        <main class="page console-group">
            <Heading>{title || t('console-group')}</Heading>
            {isOpen ? (
                <Button kind="main" onPress={onEvening}>
                    {t('console-to-evening')}
                </Button>
            ) : (
                <Opening />
            )}
            <Said />
            {!shown.value ? (
                <Cover onShow={() => (shown.value = true)} />
            ) : (
                <>
                    <Couples onPapers={(which) => (papers.value = which)} />
                    <Devices />
                </>
            )}
            {!isOpen && (
                <Button kind="quiet" onPress={leaveGroup}>
                    {t('console-other-group')}
                </Button>
            )}
        </main>
    );
}
