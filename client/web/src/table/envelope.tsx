// SPDX-License-Identifier: EUPL-1.2
//
// Everything in a row before it closes: what is shown, what is kept, and something for the
// facilitator. Nothing is shown unless it is chosen here.

import { type Signal as Reactive, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import {
    Answer,
    type Definition,
    type Field,
    FieldType,
    Keep,
    type Round,
    Visibility,
} from '#made/houvast/v1/definition_pb';
import { Signal } from '#made/houvast/v1/pane_pb';
import { ShownAnswer } from '../fields/shown';
import { has, mayGoToGroup, mayShow, openingOf, type Opening, setOf } from '../fields/shape';
import { Button } from '../parts/button';
import { Heading } from '../parts/heading';
import { SaveState } from '../parts/save_state';
import type { Drafts } from '../saving/drafts';
import { t, textOf } from '../words/words';
import { useChoices } from './choices';
import { SignalLines } from './for_facilitator';
import { OwnFoot } from './own';
import { Problem, Top } from './top';

export interface EnvelopeProps {
    round: Round;
    /** The fields that this envelope asks, in order. */
    places: number[];
    drafts: Drafts;
    shows: Reactive<number>;
    /** Of what is shown to the partner: what goes to the group too. */
    toGroup: Reactive<number>;
    /** This question is to be answered anew. */
    onChange(place: number): void;
}

/** Whom an answer reaches that has no choice. */
function reachText(field: Field): string {
    switch (field.visibility) {
        case Visibility.FACILITATOR:
            return t(field.keep === Keep.INTAKE ? 'reach-intake' : 'reach-facilitator');
        case Visibility.GROUP:
        case Visibility.GROUP_NAMED:
            return t('reach-count');
        default:
            return t('reach-self');
    }
}

const PARTNER = {
    together: 'reach-partner',
    turn: 'reach-partner-turn',
    match: 'reach-partner-match',
} as const;

/** Whom it reaches when it is shown. */
function showText(field: Field, opening: Opening): string {
    switch (field.visibility) {
        case Visibility.GROUP:
            return t('reach-group');
        case Visibility.GROUP_NAMED:
            return t('reach-named');
        case Visibility.RECORD:
            return t('reach-record');
        default:
            return t(PARTNER[opening]);
    }
}

/** Whom it reaches when it is kept: of cards that go to the group only the own one can be. */
function keepText(field: Field): string {
    const isCounted =
        field.visibility !== Visibility.PARTNER &&
        field.visibility !== Visibility.RECORD &&
        field.type === FieldType.CARDS;
    return isCounted ? t('reach-kept-counted') : t('reach-kept');
}

interface RowProps {
    definition: Definition;
    place: number;
    drafts: Drafts;
    shows: Reactive<number>;
    toGroup: Reactive<number>;
    onChange(place: number): void;
}

function Row({ definition, place, drafts, shows, toGroup, onChange }: RowProps) {
    const { device, seen } = useChoices();
    const id = useId();
    const draft = drafts.of(place).value;
    const field = definition.fields[place];
    if (field === undefined) {
        return null;
    }
    const prompt = textOf(field.prompt);
    const isGiven = draft.answer === Answer.GIVEN;
    return (
        <section class="table-row" aria-labelledby={id}>
            <div class="table-row-head">
                <h2 id={id}>{prompt}</h2>
                <Button
                    kind="quiet"
                    label={`${t('envelope-change')}: ${prompt}`}
                    onPress={() => onChange(place)}
                >
                    {t('envelope-change')}
                </Button>
            </div>
            <ShownAnswer
                field={field}
                answer={draft.answer}
                value={draft.value}
                wall={device.panes.wall.value}
                run={seen.value.seat?.run ?? 0}
            />
            {isGiven && mayShow(field) && (
                <Choice
                    field={field}
                    place={place}
                    opening={openingOf(definition, place)}
                    shows={shows}
                    toGroup={toGroup}
                    labelledBy={id}
                />
            )}
            {isGiven && !mayShow(field) && <p class="small soft">{reachText(field)}</p>}
        </section>
    );
}

interface ChoiceProps {
    field: Field;
    place: number;
    opening: Opening;
    shows: Reactive<number>;
    toGroup: Reactive<number>;
    labelledBy: string;
}

const withBit = (set: number, place: number, on: boolean) => {
    const bit = setOf([place]);
    return (on ? set | bit : set & ~bit) >>> 0;
};

/** Keep, which is what it is unless somebody chooses, or show; and of some, to the group too. */
function Choice({ field, place, opening, shows, toGroup, labelledBy }: ChoiceProps) {
    const name = useId();
    const isShown = has(shows.value, place);
    const isForGroup = isShown && has(toGroup.value, place);
    const choose = (show: boolean, group = false) => {
        shows.value = withBit(shows.value, place, show);
        toGroup.value = withBit(toGroup.value, place, group);
    };
    return (
        <div class="table-choice" role="radiogroup" aria-labelledby={labelledBy}>
            <label>
                <input
                    type="radio"
                    name={name}
                    checked={!isShown}
                    onChange={() => choose(false)}
                />
                <span>
                    <strong>{t('envelope-keep')}</strong>
                    <small>{keepText(field)}</small>
                </span>
            </label>
            <label>
                <input
                    type="radio"
                    name={name}
                    checked={isShown && !isForGroup}
                    onChange={() => choose(true)}
                />
                <span>
                    <strong>{t('envelope-show')}</strong>
                    <small>{showText(field, opening)}</small>
                </span>
            </label>
            {mayGoToGroup(field) && (
                <label>
                    <input
                        type="radio"
                        name={name}
                        checked={isForGroup}
                        onChange={() => choose(true, true)}
                    />
                    <span>
                        <strong>{t('envelope-to-group')}</strong>
                        <small>{t('reach-to-group')}</small>
                    </span>
                </label>
            )}
        </div>
    );
}

export function Envelope({
    round,
    places,
    drafts,
    shows,
    toGroup,
    onChange,
}: EnvelopeProps) {
    const choices = useChoices();
    const { seat, definition } = choices.seen.value;
    const signal = useSignal(Signal.UNSPECIFIED);
    const isClosing = useSignal(false);
    if (seat === undefined || definition === undefined) {
        return null;
    }
    const { run, seat: number, name } = seat;
    const given = places.filter((it) => drafts.of(it).value.answer === Answer.GIVEN);
    const choosable = given.filter((it) => {
        const field = definition.fields[it];
        return field !== undefined && mayShow(field);
    });

    async function close(): Promise<void> {
        isClosing.value = true;
        const isSaved = await drafts.flush();
        if (!isSaved) {
            isClosing.value = false;
            choices.say(() => t('envelope-unsaved'));
            return;
        }
        const outcome = await choices.ask({
            case: 'closeEnvelope',
            value: {
                run,
                seat: number,
                round,
                shows: (shows.peek() & setOf(choosable)) >>> 0,
                toGroup: (toGroup.peek() & setOf(given)) >>> 0,
                signal: signal.peek(),
            },
        });
        isClosing.value = false;
        if (outcome.kind === 'done') {
            choices.reopened = undefined;
            await (choices.isTable ? choices.handBack('closed') : choices.show('shared'));
        }
    }

    return (
        <>
            <Top>{t('own-writes', { name })}</Top>
            <Heading>{t('envelope-title')}</Heading>
            {choosable.length > 0 && <p>{t('envelope-text')}</p>}
            {choosable.length > 1 && (
                <div class="button-row">
                    <Button
                        onPress={() => {
                            shows.value = setOf(choosable);
                        }}
                    >
                        {t('envelope-show-all')}
                    </Button>
                    <Button
                        onPress={() => {
                            shows.value = 0;
                            toGroup.value = 0;
                        }}
                    >
                        {t('envelope-keep-all')}
                    </Button>
                </div>
            )}
            {places.map((place) => (
                <Row
                    key={place}
                    definition={definition}
                    place={place}
                    drafts={drafts}
                    shows={shows}
                    toGroup={toGroup}
                    onChange={onChange}
                />
            ))}
            <SignalLines chosen={signal} />
            <SaveState state={drafts.state.value} />
            <Problem />
            <Button kind="main" class="table-large-button" onPress={close}>
                {t('envelope-close')}
            </Button>
            <p role="status" class="table-handing">
                {isClosing.value && !choices.device.online.value && t('envelope-waits')}
            </p>
            <OwnFoot />
        </>
    );
}
