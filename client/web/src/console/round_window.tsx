// SPDX-License-Identifier: EUPL-1.2
//
// The round: the tables in the order that was drawn. Every table gets the same visit and the same
// press; which of them asked for something is seen only while it is held.

import { useSignal } from '@preact/signals';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { requestText } from './board_words';
import { useDesk } from './desk';
import { isHeld } from './held';
import { HoldButton } from './hold_button';
import { drawn, drawRound } from './round';
import { handle } from './table_presses';
import { WindowFrame, type WindowProps } from './window_frame';

export function RoundWindow({ onClose }: WindowProps) {
    const desk = useDesk();
    const board = desk.board.value;
    const order = useSignal(board === undefined ? [] : drawRound(board, drawn));
    const visited = useSignal<ReadonlySet<number>>(new Set());

    async function visit(number: number): Promise<void> {
        const unit = desk.unit(number);
        if (unit !== undefined) {
            visited.value = new Set(visited.value).add(number);
            await handle(desk, unit);
        }
    }

    const line = (number: number) => {
        const unit = desk.unit(number);
        const asks = unit !== undefined && isHeld('requests') ? requestText(unit) : '';
        return asks === '' ? t('console-table', { number }) : `${number}: ${asks}`;
    };

    return (
        <WindowFrame title={t('console-round')} onClose={onClose}>
            <p>{t('console-round-how')}</p>
            <HoldButton what="requests">{t('console-hold-requests')}</HoldButton>
            {order.value.length === 0 && <p>{t('console-round-none')}</p>}
            <ol class="console-visits">
                {order.value.map((number) => (
                    <li key={number}>
                        <span>{line(number)}</span>
                        <Button
                            pressed={visited.value.has(number)}
                            label={t('console-visited-table', { number })}
                            onPress={() => visit(number)}
                        >
                            {t('console-visited')}
                        </Button>
                    </li>
                ))}
            </ol>
        </WindowFrame>
    );
}
