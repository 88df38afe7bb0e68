// SPDX-License-Identifier: EUPL-1.2
//
// An answer that was not for the facilitators is let be read by them, or no more: by its author, and
// of what was written together by each of them alone; some of that may go to the group as well. No
// other page shows who said so.

import { useSignal } from '@preact/signals';
import { Answer, type Field, Visibility } from '#made/houvast/v1/definition_pb';
import { has, mayGoToGroup, setOf } from '../fields/shape';
import { Button } from '../parts/button';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';

/** What nobody else, or the partner alone, would read. */
export const mayWiden = (field: Field | undefined) =>
    field?.visibility === Visibility.SELF || field?.visibility === Visibility.PARTNER;

interface WidenProps {
    seat: number;
    run: number;
    place: number;
    prompt: string;
    widened: boolean;
    /** Not to the facilitators, but to the group. */
    toGroup?: boolean;
    onDone?(): void;
}

const WAYS = { read: ['widen', 'widen-off'], go: ['let-go', 'let-go-off'] } as const;

export function Widen(props: WidenProps) {
    const { seat, run, place, prompt, widened, toGroup = false, onDone } = props;
    const choices = useChoices();
    const text = t(WAYS[toGroup ? 'go' : 'read'][widened ? 1 : 0]);
    const press = async () => {
        const outcome = await choices.ask({
            case: 'widen',
            value: { run, seat, fields: setOf([place]), on: !widened, toGroup },
        });
        if (outcome.kind === 'done') {
            onDone?.();
        }
    };
    return (
        <Button kind="quiet" label={`${text}: ${prompt}`} onPress={press}>
            {text}
        </Button>
    );
}

/** The same for one answer of an exercise that is over: no pane tells how it stands. Nothing more
 * goes to the group by then. */
export function WidenLater(props: Omit<WidenProps, 'onDone'>) {
    const widened = useSignal(props.widened);
    return props.toGroup && !widened.value ? null : (
        <>
            {widened.value && (
                <p class="small soft" role="status">
                    {t(props.toGroup ? 'let-go-yes' : 'take-back-widened')}
                </p>
            )}
            <Widen
                {...props}
                widened={widened.value}
                onDone={() => (widened.value = !widened.value)}
            />
        </>
    );
}

/** What the unit confirmed together, with the own yes of each. */
export function LetRead() {
    const { seat, unit, definition } = useChoices().seen.value;
    const isConfirmed = unit?.jointConfirmed === true && unit.run === seat?.run;
    const given =
        unit?.joints.filter(
            (it) => it.answer === Answer.GIVEN && !has(unit.onlyAuthor, it.field),
        ) ?? [];
    if (seat === undefined || definition === undefined || !isConfirmed || given.length === 0) {
        return null;
    }
    const mayGo = (place: number) => {
        const field = definition.fields[place];
        return field !== undefined && mayGoToGroup(field);
    };
    return (
        <details class="table-details">
            <summary>{t('let-read-title')}</summary>
            <p>{t('let-read-text')}</p>
            {given.some((it) => mayGo(it.field)) && <p>{t('let-go-text')}</p>}
            <ul>
                {given.map(({ field }) => {
                    const isRead = has(seat.jointWidened, field);
                    const isLetGo = has(seat.jointToGroup, field);
                    const prompt = textOf(definition.fields[field]?.prompt);
                    const own = { seat: seat.seat, run: seat.run, place: field, prompt };
                    const said = [
                        ...(isRead ? [t('let-read-yes')] : []),
                        ...(isLetGo ? [t('let-go-yes')] : []),
                    ];
                    return (
                        <li key={field} class="table-row">
                            <p>{prompt}</p>
                            <p class="small soft" role="status">
                                {said.join(' · ') || t('let-read-no')}
                            </p>
                            <div class="button-row">
                                <Widen {...own} widened={isRead} />
                                {mayGo(field) && <Widen {...own} widened={isLetGo} toGroup />}
                            </div>
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}
