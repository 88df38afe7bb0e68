// SPDX-License-Identifier: EUPL-1.2
//
// The evening while it runs: the agenda, what to say now, the tables, and one bar with what is
// pressed most. On a phone the same, one under the other, with the bar under the thumb.

import { useEffect } from 'preact/hooks';
import { announce } from '../parts/live_region';
import { moveText } from './board_words';
import { Agenda } from './agenda';
import { Bar } from './bar';
import { useDesk } from './desk';
import { Keys } from './keys';
import { late } from '../parts/late';
import { Now } from './now';
import { Tables } from './tables';
import { Top } from './top';

const Windows = late(() => import('./windows').then((it) => it.Windows));

// Who does not look at the screen hears where the evening is.
function usePlaceSaid(): void {
    const desk = useDesk();
    const { step = 0, stage = 0 } = desk.board.value ?? {};
    useEffect(() => {
        const exercise = desk.exercise.peek();
        const under = desk.step.peek();
        if (exercise !== undefined) {
            announce(moveText({ kind: 'stage', stage, exercise }, desk.find));
        } else if (under !== undefined) {
            announce(moveText({ kind: 'step', step: under }, desk.find));
        }
    }, [step, stage]);
}

export function Evening({ onGroup }: { onGroup(): void }) {
    usePlaceSaid();
    return (
        <div class="console-evening">
            <Keys />
            <Top onGroup={onGroup} />
            <main class="console-columns">
                <Now />
                <Tables />
                <Agenda />
            </main>
            <Bar />
            <Windows />
        </div>
    );
}
