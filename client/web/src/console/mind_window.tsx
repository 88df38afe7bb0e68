// SPDX-License-Identifier: EUPL-1.2
//
// Before an exercise starts that weighs on some couples: what will happen at which table, and why.
// All of that is seen only while it is held; what stands there otherwise names no table.

import type { Contra } from '#made/houvast/v1/wire_pb';
import { Button } from '../parts/button';
import { t } from '../words/words';
import { tagText } from './board_words';
import { useDesk } from './desk';
import { isHeld } from './held';
import { HoldButton } from './hold_button';
import { type Mind, mindOf } from './mind';
import { WindowFrame, type WindowProps } from './window_frame';

const WORDS = {
    block: 'console-mind-block',
    adapt: 'console-mind-adapt',
    warn: 'console-mind-warn',
} as const;

function Line({ mind }: { mind: Mind }) {
    return (
        <li>
            {t(WORDS[mind.effect], { number: mind.unit })}{' '}
            <span class="soft">({mind.tags.map(tagText).join(', ')})</span>
        </li>
    );
}

interface MindProps extends WindowProps {
    contra: Contra;
    onGo(): Promise<void>;
}

export function MindWindow({ contra, onGo, onClose }: MindProps) {
    const desk = useDesk();
    const board = desk.board.value;
    const minds = board === undefined ? [] : mindOf(board, contra);
    return (
        <WindowFrame title={t('console-mind-title')} onClose={onClose}>
            <p>{t('console-mind-text', { tables: minds.length })}</p>
            <HoldButton what="persons">{t('console-hold-lines')}</HoldButton>
            <ul class="console-minds">
                {isHeld('persons') && minds.map((it) => <Line key={it.unit} mind={it} />)}
            </ul>
            <Button
                kind="main"
                onPress={() => {
                    onClose();
                    return onGo();
                }}
            >
                {t('console-mind-go')}
            </Button>
        </WindowFrame>
    );
}
