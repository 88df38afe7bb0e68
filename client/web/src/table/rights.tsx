// SPDX-License-Identifier: EUPL-1.2
//
// What a person can still do with what was said already, on their own unlocked page: take an answer
// of a closed envelope back, discard it, or no longer share with their partner.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Answer, type Field, Round, Visibility } from '#made/houvast/v1/definition_pb';
import type { FieldState, SeatPane } from '#made/houvast/v1/pane_pb';
import type { ReadRow } from '#made/houvast/v1/wire_pb';
import { givenAway, setOf } from '../fields/shape';
import { ask } from '../parts/ask';
import { Button } from '../parts/button';
import { t, textOf } from '../words/words';
import { type Choices, useChoices } from './choices';
import { closedFields, closedPlaces } from './closed_fields';
import { mayWiden, Widen, WidenLater } from './let_read';

const isThere = (state: FieldState) => state.answer !== Answer.UNSPECIFIED;

/** True when it is done. */
async function takeBack(
    choices: Choices,
    { run, seat }: Pick<SeatPane, 'run' | 'seat'>,
    fields: number[],
    discard: boolean,
): Promise<boolean> {
    const isSure =
        !discard ||
        (await ask({
            title: t('discard-title'),
            text: t('discard-text'),
            yes: t('discard-yes'),
            no: t('discard-no'),
        }));
    if (!isSure) {
        return false;
    }
    const outcome = await choices.ask({
        case: 'takeBack',
        value: { run, seat, fields: setOf(fields), discard },
    });
    return outcome.kind === 'done';
}

function stateText(state: FieldState): string {
    if (state.takenBack) {
        return t('take-back-taken');
    }
    return [
        state.shown ? t('take-back-shown') : t('take-back-kept'),
        ...(state.toGroup ? [t('take-back-to-group')] : []),
        ...(state.widened ? [t('take-back-widened')] : []),
    ].join(' · ');
}

interface RowProps {
    seat: SeatPane;
    state: FieldState;
    prompt: string;
}

function Row({ seat, state, prompt, mayWiden }: RowProps & { mayWiden: boolean }) {
    const choices = useChoices();
    const said = useRef<HTMLParagraphElement>(null);
    const press = (discard: boolean) => async () => {
        if (await takeBack(choices, seat, [state.field], discard)) {
            said.current?.focus(); // the button goes
        }
    };
    return (
        <li class="table-row">
            <p>{prompt}</p>
            <p ref={said} class="small soft" role="status" tabIndex={-1}>
                {stateText(state)}
            </p>
            <div class="button-row">
                {!state.takenBack && (
                    <Button label={`${t('take-back')}: ${prompt}`} onPress={press(false)}>
                        {t('take-back')}
                    </Button>
                )}
                {mayWiden && !state.takenBack && (
                    <Widen
                        seat={seat.seat}
                        run={seat.run}
                        place={state.field}
                        prompt={prompt}
                        widened={state.widened}
                    />
                )}
                {isThere(state) && (
                    <Button
                        kind="quiet"
                        label={`${t('discard')}: ${prompt}`}
                        onPress={press(true)}
                    >
                        {t('discard')}
                    </Button>
                )}
            </div>
        </li>
    );
}

/** Of an intake it is not told whether there is anything, nor whether it was taken back. */
function HiddenRow({ seat, place, field }: { seat: SeatPane; place: number; field: Field }) {
    const row = { run: seat.run, field: place, widened: false, toGroup: false, takenBack: false };
    return (
        <li class="table-row">
            <p>{textOf(field.prompt)}</p>
            <p class="small soft">{t('take-back-intake')}</p>
            <TakeBackLater seat={seat.seat} row={row} field={field} />
        </li>
    );
}

/** What stands in the closed envelopes, with a way back for each. */
export function TakeBack() {
    const choices = useChoices();
    const { seat, definition } = choices.seen.value;
    if (seat === undefined || definition === undefined) {
        return null;
    }
    const closed = closedFields(seat, definition);
    const there = closed.filter((it) => isThere(it) || it.takenBack);
    const away = [Round.FIRST, Round.SECOND].flatMap((it) => givenAway(definition, it));
    const hidden = closed.map((it) => it.field).filter((it) => away.includes(it));
    if (there.length + hidden.length === 0) {
        return null;
    }
    const all = closedPlaces(seat, definition);
    return (
        <details class="table-details">
            <summary>{t('take-back-title')}</summary>
            <p>{t('take-back-text')}</p>
            <ul>
                {there.map((it) => (
                    <Row
                        key={it.field}
                        seat={seat}
                        state={it}
                        prompt={textOf(definition.fields[it.field]?.prompt)}
                        mayWiden={isThere(it) && mayWiden(definition.fields[it.field])}
                    />
                ))}
                {definition.fields.map(
                    (field, place) =>
                        hidden.includes(place) && (
                            <HiddenRow key={place} seat={seat} place={place} field={field} />
                        ),
                )}
            </ul>
            {there.some(isThere) && (
                <Button kind="quiet" onPress={() => takeBack(choices, seat, all, true)}>
                    {t('discard-all')}
                </Button>
            )}
        </details>
    );
}

/** What was done with an answer, where the button for it was: reading goes on there. */
function Done({ children }: { children: string }) {
    const said = useRef<HTMLParagraphElement>(null);
    useEffect(() => said.current?.focus(), [children]);
    return (
        <p ref={said} class="small soft" tabIndex={-1}>
            {children}
        </p>
    );
}

interface LaterProps {
    seat: number;
    row: Pick<ReadRow, 'run' | 'field' | 'widened' | 'toGroup' | 'takenBack'>;
    field: Field;
    /** The answer: once it is discarded it is not on the page either. */
    children?: ComponentChildren;
}

/** The same for one answer of an exercise that is over; what was written together is not one
 * person's to take back. */
export function TakeBackLater({ seat, row, field, children }: LaterProps) {
    const choices = useChoices();
    const done = useSignal<'take-back-taken' | 'discarded' | undefined>(undefined);
    const prompt = textOf(field.prompt);
    const isJoint = field.visibility === Visibility.JOINT;
    const own = { seat, run: row.run, place: row.field, prompt };
    const press = (discard: boolean) => async () => {
        if (await takeBack(choices, own, [row.field], discard)) {
            done.value = discard ? 'discarded' : 'take-back-taken';
        }
    };
    if (done.value === 'discarded') {
        return <Done>{t('discarded')}</Done>;
    }
    const isTaken = row.takenBack || done.value !== undefined;
    return (
        <>
            {children}
            {done.value !== undefined && <Done>{t(done.value)}</Done>}
            {row.takenBack && <p class="small soft">{t('take-back-taken')}</p>}
            <div class="button-row">
                {!isJoint && !isTaken && (
                    <Button kind="quiet" label={`${t('take-back')}: ${prompt}`} onPress={press(false)}>
                        {t('take-back')}
                    </Button>
                )}
                {!isJoint && (
                    <Button kind="quiet" label={`${t('discard')}: ${prompt}`} onPress={press(true)}>
                        {t('discard')}
                    </Button>
                )}
                {!isTaken && (isJoint || mayWiden(field)) && (
                    <WidenLater {...own} widened={row.widened} />
                )}
                {isJoint && <WidenLater {...own} widened={row.toGroup} toGroup />}
            </div>
        </>
    );
}

/** No page shows afterwards that it was done: only the facilitators' board does. */
export function Split({ seat, onDone }: { seat: number; onDone(): void }) {
    const choices = useChoices();

    async function split(): Promise<void> {
        const isSure = await ask({
            title: t('split-title'),
            text: t('split-text'),
            yes: t('split-yes'),
            no: t('split-no'),
        });
        if (!isSure) {
            return;
        }
        onDone();
        const outcome = await choices.ask({ case: 'split', value: { seat } });
        if (outcome.kind === 'done') {
            choices.sayDone(() => t('split-done'));
        }
    }

    return (
        <Button kind="quiet" onPress={split}>
            {t('split')}
        </Button>
    );
}
