// SPDX-License-Identifier: EUPL-1.2
//
// What a facilitator can do about who sees what: let fewer people see a field of the exercise under
// way, and split somebody from a partner. Neither can be undone, and neither says a name.

import { FieldType, Visibility } from '#made/houvast/v1/definition_pb';
import type { BoardUnit } from '#made/houvast/v1/pane_pb';
import { has } from '../fields/shape';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { t, textOf } from '../words/words';
import { type Desk, useDesk } from './desk';

/** Says that it is done, and not what: the screen may stand on the beamer. */
async function split(desk: Desk, seat: number): Promise<void> {
    const isSure = await ask({
        title: t('console-split-title'),
        text: t('console-split-text'),
        yes: t('console-split-yes'),
        no: t('console-split-no'),
    });
    if (!isSure) {
        return;
    }
    const outcome = await desk.send({ case: 'split', value: { seat } });
    if (outcome.kind === 'done') {
        desk.sayDone();
    }
}

export function Splitting({ unit }: { unit: BoardUnit }) {
    const desk = useDesk();
    return unit.seats.length < 2 ? null : (
        <fieldset>
            <legend>{t('console-split')}</legend>
            <div class="console-choices">
                {unit.seats.map((seat, place) => {
                    const who = t('console-round-person', { number: place + 1 });
                    return (
                        <Button
                            key={seat.seat}
                            label={`${t('console-split')}: ${who}`}
                            onPress={() => split(desk, seat.seat)}
                        >
                            {who}
                        </Button>
                    );
                })}
            </div>
        </fieldset>
    );
}

/** The fields of the exercise under way. */
export function Narrowing() {
    const desk = useDesk();
    const board = desk.board.value;
    const exercise = desk.exercise.value;
    if (board === undefined || exercise === undefined || board.run === 0) {
        return null;
    }
    const { run, onlyAuthor, nameless } = board;
    const press = (field: number, to: Visibility) => () =>
        desk.send({ case: 'narrowField', value: { run, field, to } });
    return (
        <details>
            <summary>{t('console-narrow')}</summary>
            <p>{t('console-narrow-text')}</p>
            <ul>
                {exercise.fields.map(({ type, visibility, prompt }, place) => {
                    const hasNames =
                        visibility === Visibility.GROUP_NAMED && !has(nameless, place);
                    return type === FieldType.INFO ? null : (
                        <li key={place}>
                            <p>{textOf(prompt)}</p>
                            {has(onlyAuthor, place) ? (
                                <p class="small soft">{t('console-narrowed-self')}</p>
                            ) : (
                                <div class="button-row">
                                    <Button onPress={press(place, Visibility.SELF)}>
                                        {t('console-narrow-self')}
                                    </Button>
                                    {hasNames && (
                                        <Button onPress={press(place, Visibility.GROUP)}>
                                            {t('console-narrow-nameless')}
                                        </Button>
                                    )}
                                </div>
                            )}
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}
