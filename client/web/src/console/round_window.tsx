// SPDX-License-Identifier: EUPL-1.2
//
// The round: the tables in the order that was drawn, and at each its people, a moment apart. Every
// person gets the same visit and the same press; who asked for something is seen only while it is
// held. The order stays until everyone was spoken to, also when the window closes meanwhile.

import { useEffect } from 'preact/hooks';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { nameOf, requestText } from './board_words';
import { useDesk } from './desk';
import { isHeld } from './held';
import { HoldButton } from './hold_button';
import { drawn, isSpoken, roundNow, type Visit } from './round';
import { handle } from './table_presses';
import { WindowFrame, type WindowProps } from './window_frame';

export function RoundWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const round = desk.round.value;

    useEffect(() => {
        const board = desk.board.peek();
        if (board !== undefined) {
            desk.round.value = roundNow(desk.round.peek(), board, drawn);
        }
    }, [desk]);

    async function speak(visit: Visit, seat: number): Promise<void> {
        const before = desk.round.peek();
        const unit = desk.unit(visit.unit);
        if (before === undefined || unit === undefined) {
            return;
        }
        const after = { ...before, spoken: new Set(before.spoken).add(seat) };
        desk.round.value = after;
        if (isSpoken(after, visit)) {
            await handle(desk, unit);
        }
    }

    const tableName = (visit: Visit) => t('console-table', { number: visit.unit });

    const line = (visit: Visit) => {
        const unit = desk.unit(visit.unit);
        const asks = unit !== undefined && isHeld('requests') ? requestText(unit) : '';
        return asks === '' ? tableName(visit) : `${visit.unit}: ${asks}`;
    };

    /** A person, by the place at the table; by name while names are held. */
    const person = (visit: Visit, seat: number) => {
        const seats = desk.unit(visit.unit)?.seats ?? [];
        const place = seats.findIndex((it) => it.seat === seat);
        const found = seats[place];
        return found !== undefined && isHeld('names')
            ? nameOf(found)
            : t('console-round-person', { number: place + 1 });
    };

    return (
        <WindowFrame title={t('console-round')} onClose={onClose}>
            <p>{t('console-round-how')}</p>
            <HoldButton what="requests">{t('console-hold-requests')}</HoldButton>
            {round?.visits.length === 0 && <p>{t('console-round-none')}</p>}
            <ol class="console-visits">
                {round?.visits.map((visit) => (
                    <li key={visit.unit}>
                        <span>{line(visit)}</span>
                        <span class="console-visit">
                            {visit.seats.map((seat) => (
                                <Button
                                    key={seat}
                                    pressed={round.spoken.has(seat)}
                                    label={`${tableName(visit)}: ${person(visit, seat)}`}
                                    onPress={() => speak(visit, seat)}
                                >
                                    {person(visit, seat)}
                                </Button>
                            ))}
                        </span>
                    </li>
                ))}
            </ol>
        </WindowFrame>
    );
}
