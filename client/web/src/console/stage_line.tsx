// SPDX-License-Identifier: EUPL-1.2
//
// The stages of the exercise under way. In a block each table goes by itself; then each stage tells
// how many tables are there.

import { Scope } from '#made/houvast/v1/definition_pb';
import { blockLast } from '../fields/shape';
import { t } from '../words/words';
import { stageText, tablesAt } from './board_words';
import { useDesk } from './desk';

function classOf(place: number, first: number, last: number): string {
    if (place < first) {
        return 'console-stage-past';
    }
    return place <= last ? 'console-stage-now' : '';
}

export function StageLine() {
    const desk = useDesk();
    const board = desk.board.value;
    const exercise = desk.exercise.value;
    if (board === undefined || exercise === undefined) {
        return null;
    }
    const last = blockLast(exercise, board.stage);
    return (
        <ol class="console-stages" aria-label={t('console-stages')}>
            {exercise.stages.map(({ kind, minutes, scope }, place) => {
                const isNow = place >= board.stage && place <= last;
                const isBlock = isNow && scope === Scope.UNIT;
                const tables = isBlock ? tablesAt(board, place) : 0;
                return (
                    <li
                        key={place}
                        class={classOf(place, board.stage, last)}
                        aria-current={isNow ? 'step' : undefined}
                    >
                        <span>{stageText(kind)}</span>
                        <span class="console-stage-small">
                            {isBlock
                                ? tables > 0 && t('console-stage-tables', { tables })
                                : minutes > 0 && t('console-minutes', { minutes })}
                        </span>
                    </li>
                );
            })}
        </ol>
    );
}
