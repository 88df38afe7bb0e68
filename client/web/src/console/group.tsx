// SPDX-License-Identifier: EUPL-1.2
//
// The group: open an evening, who takes part, their cards, the devices.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { t, textOf } from '../words/words';
import { Cards } from './cards';
import { Couples } from './couples';
import { useDesk } from './desk';
import { Devices } from './devices';
import { setLobby } from './lobby';
import { WITHOUT_AGENDA, suggestedMeeting } from './meetings';
import { type GroupFacts, leaveGroup } from './whereabouts';

const MEETINGS_GUESSED = 10; // when only the group's own link is known here

function Opening({ facts }: { facts: GroupFacts | undefined }) {
    const desk = useDesk();
    const id = useId();
    const titles = facts?.meetings ?? [];
    const board = desk.board.value;
    const first = board === undefined ? 0 : suggestedMeeting(board, titles.length, Date.now());
    const chosen = useSignal<number | undefined>(undefined);
    const meeting = chosen.value ?? first;

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
                    {Array.from({ length: titles.length || MEETINGS_GUESSED }, (_, place) => (
                        <option key={place} value={place}>
                            {place < titles.length
                                ? `${place + 1}. ${textOf(titles[place])}`
                                : t('console-evening-number', { number: place + 1 })}
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

export function Group({ facts, onEvening }: { facts?: GroupFacts | undefined; onEvening(): void }) {
    const desk = useDesk();
    const shown = useSignal(!desk.sawEvening);
    const cards = useSignal(false);
    const isOpen = desk.board.value?.meetingOpen === true;

    if (cards.value) {
        return <Cards onClose={() => (cards.value = false)} />;
    }
    return (
        <main class="page console-group">
            <Heading>{facts?.title || t('console-group')}</Heading>
            {isOpen ? (
                <Button kind="main" onPress={onEvening}>
                    {t('console-to-evening')}
                </Button>
            ) : (
                <Opening facts={facts} />
            )}
            <p class="console-said">{desk.said.value}</p>
            {!shown.value ? (
                <Cover onShow={() => (shown.value = true)} />
            ) : (
                <>
                    <Couples onCards={() => (cards.value = true)} />
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
