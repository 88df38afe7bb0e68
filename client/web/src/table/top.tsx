// SPDX-License-Identifier: EUPL-1.2
//
// What stands above each screen of an evening: what the facilitator announces, what the evening is
// at, the clock. And below what was pressed: why it was not done.

import type { ComponentChildren } from 'preact';
import { Clock } from '../parts/clock';
import { textOf } from '../words/words';
import { useChoices } from './choices';

export function Announced() {
    const { stage } = useChoices().seen.value;
    const text = stage?.announcement ?? '';
    return (
        <div class="table-announced-place" role="status">
            {text !== '' && <p class="table-announced">{text}</p>}
        </div>
    );
}

/** One line: on the left what this is (the step, unless said otherwise), on the right the clock. */
export function Top({ children }: { children?: ComponentChildren }) {
    const { stage } = useChoices().seen.value;
    return (
        <div class="table-top">
            <p class="table-top-text">{children ?? textOf(stage?.stepTitle)}</p>
            <Clock timer={stage?.timer} />
        </div>
    );
}

export function Problem() {
    const { problem, done } = useChoices();
    return (
        <div class="table-problem-place">
            <div role="alert">
                {problem.value !== undefined && <p class="table-problem">{problem.value}</p>}
            </div>
            <div role="status">{done.value !== undefined && <p class="soft">{done.value}</p>}</div>
        </div>
    );
}
