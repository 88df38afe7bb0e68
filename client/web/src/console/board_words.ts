// SPDX-License-Identifier: EUPL-1.2
//
// What the board says, in words. What stands under "private" is never shown unless it is held: the
// state of one person is nothing that the other partner may read off a beamer.

import { type Definition, Form, Scope, StageKind, StepKind } from '#made/houvast/v1/definition_pb';
import {
    type BoardPane,
    type BoardSeat,
    type BoardStep,
    type BoardUnit,
    Light,
    Presence,
    SeatState,
    Signal,
    StepState,
    Tag,
} from '#made/houvast/v1/pane_pb';
import { type PlainWordId, t, textOf } from '../words/words';
import type { FindDefinition, Move } from './moves';
import type { EveningPace, StepPace } from './pace';

// ---- Steps and stages --------------------------------------------------------------------------

const STAGES: Partial<Record<StageKind, PlainWordId>> = {
    [StageKind.BRIEF]: 'console-stage-brief',
    [StageKind.SOLO]: 'console-stage-solo',
    [StageKind.REVEAL]: 'console-stage-reveal',
    [StageKind.TURNS]: 'console-stage-turns',
    [StageKind.TALK]: 'console-stage-talk',
    [StageKind.JOINT]: 'console-stage-joint',
    [StageKind.SHARE]: 'console-stage-share',
    [StageKind.CLOSE]: 'console-stage-close',
};

const KINDS: Partial<Record<StepKind, PlainWordId>> = {
    [StepKind.EXERCISE]: 'console-kind-exercise',
    [StepKind.BREAK]: 'console-kind-break',
    [StepKind.SCENE]: 'console-kind-scene',
    [StepKind.TALK]: 'console-kind-talk',
};

const STATES: Partial<Record<StepState, PlainWordId>> = {
    [StepState.PLANNED]: 'console-state-planned',
    [StepState.UNDER_WAY]: 'console-state-under-way',
    [StepState.DONE]: 'console-state-done',
    [StepState.SKIPPED]: 'console-state-skipped',
};

export const stageText = (kind: StageKind): string => t(STAGES[kind] ?? 'console-stage-none');
export const kindText = (kind: StepKind): string => t(KINDS[kind] ?? 'console-kind-exercise');
export const stateText = (state: StepState): string => t(STATES[state] ?? 'console-state-planned');

export function stepTitle(step: BoardStep, find: FindDefinition): string {
    return textOf(step.title) || textOf(find(step.exercise)?.title) || kindText(step.kind);
}

/** What a move does, in a few words. */
export function moveText(move: Move, find: FindDefinition): string {
    return move.kind === 'step'
        ? stepTitle(move.step, find)
        : stageText(move.exercise.stages[move.stage]?.kind ?? StageKind.UNSPECIFIED);
}

// ---- Minutes -----------------------------------------------------------------------------------

export function stepPaceText({ spent, planned, left }: StepPace): string {
    if (planned === 0) {
        return t('console-spent', { minutes: spent });
    }
    return left >= 0
        ? t('console-left', { minutes: left, planned })
        : t('console-over', { minutes: -left, planned });
}

export function clockTime(at: number): string {
    const time = new Date(at);
    return `${time.getHours()}:${String(time.getMinutes()).padStart(2, '0')}`;
}

export function eveningPaceText({ behind, endsAt }: EveningPace): string {
    const time = clockTime(endsAt);
    if (behind >= 2) {
        return t('console-behind', { minutes: behind, time });
    }
    return behind <= -2
        ? t('console-ahead', { minutes: -behind, time })
        : t('console-on-time', { time });
}

// ---- Tables, as everyone may see them ----------------------------------------------------------

const PRESENCES: Partial<Record<Presence, PlainWordId>> = {
    [Presence.EXPECTED]: 'console-presence-expected',
    [Presence.HERE]: 'console-presence-here',
    [Presence.ONE_PARTNER]: 'console-presence-one',
    [Presence.ON_PAPER]: 'console-presence-paper',
    [Presence.AWAY]: 'console-presence-away',
};

export const presenceText = (presence: Presence): string =>
    t(PRESENCES[presence] ?? 'console-presence-expected');

/** It works along on its devices. */
export const isPresent = ({ presence }: BoardUnit): boolean =>
    presence === Presence.HERE || presence === Presence.ONE_PARTNER;

/** Everyone of it who is expected has closed the envelope; its own page says so too. */
export function isReady({ seats }: BoardUnit): boolean {
    return (
        seats.some((it) => it.state === SeatState.CLOSED) &&
        seats.every((it) => it.state === SeatState.CLOSED || it.state === SeatState.ABSENT)
    );
}

function placeText(unit: BoardUnit, exercise: Definition): string[] {
    const stage = exercise.stages[unit.place?.stage ?? 0];
    if (stage?.scope !== Scope.UNIT) {
        return []; // where the whole group is
    }
    const parts = [stageText(stage.kind)];
    if (stage.kind === StageKind.SOLO && isReady(unit)) {
        parts.push(t('console-unit-ready'));
    }
    if (unit.jointConfirmed) {
        parts.push(t('console-unit-confirmed'));
    }
    return parts;
}

/** Where a table is, without what only facilitators know. */
export function unitText(unit: BoardUnit, exercise: Definition | undefined): string {
    const parts = [presenceText(unit.presence)];
    if (!unit.online && isPresent(unit)) {
        parts.push(t('console-unit-offline'));
    }
    if (unit.online && unit.presence === Presence.EXPECTED) {
        parts.push(t('console-unit-at-door'));
    }
    if (exercise !== undefined && isPresent(unit)) {
        parts.push(...placeText(unit, exercise));
    }
    return parts.join(' · ');
}

/** How the room stands: who is here, and who is ready with what is asked now. */
export function roomText(board: BoardPane, exercise: Definition | undefined): string {
    const here = board.units.filter(isPresent);
    const parts = [t('console-room-here', { here: here.length, all: board.units.length })];
    if (exercise?.stages[board.stage]?.scope === Scope.UNIT) {
        parts.push(t('console-room-ready', { ready: here.filter(isReady).length }));
    }
    return parts.join(' · ');
}

/** At how many tables each stage of the exercise is. */
export function tablesAt(board: BoardPane, stage: number): number {
    return board.units.filter((it) => isPresent(it) && it.place?.stage === stage).length;
}

// ---- Tables, private ---------------------------------------------------------------------------

const FORMS: Partial<Record<Form, PlainWordId>> = {
    [Form.SHORT]: 'console-form-short',
    [Form.LIGHT]: 'console-form-light',
};

function seatText(seat: BoardSeat, asks: boolean): string {
    const name = nameOf(seat);
    if (seat.state === SeatState.ABSENT) {
        return t('console-seat-absent', { name });
    }
    if (!seat.consent) {
        return t('console-seat-no-consent', { name });
    }
    if (seat.state === SeatState.BUSY) {
        return t('console-seat-busy', { name });
    }
    if (seat.state === SeatState.CLOSED) {
        return t('console-seat-closed', { name });
    }
    return asks ? t('console-seat-waiting', { name }) : name;
}

export const nameOf = (seat: BoardSeat): string => seat.name || t('console-no-name');

/** Private: who sits at a table, how far each is, in which form, and whether they may share. `now`
 * is the server's clock. */
export function privateText(
    unit: BoardUnit,
    exercise: Definition | undefined,
    now: number,
): string {
    const isHere = isPresent(unit);
    const parts = unit.seats.map((it) =>
        isHere ? seatText(it, exercise !== undefined) : nameOf(it),
    );
    unit.seats.filter((it) => Number(it.restsUntil) > now).forEach((it) => {
        const time = clockTime(Number(it.restsUntil));
        parts.push(t('console-seat-rests', { name: nameOf(it), time }));
    });
    unit.seats.filter((it) => it.split).forEach((it) => {
        parts.push(t('console-seat-split', { name: nameOf(it) }));
    });
    const form = FORMS[unit.form];
    if (exercise !== undefined && form !== undefined) {
        parts.push(t(form));
    }
    if (exercise !== undefined && isHere && !unit.sharing) {
        parts.push(t('console-unit-sharing-closed'));
    }
    return parts.join(' · ');
}

// ---- Persons, private --------------------------------------------------------------------------

const LIGHTS: Partial<Record<Light, PlainWordId>> = {
    [Light.GREEN]: 'console-light-green',
    [Light.ORANGE]: 'console-light-orange',
    [Light.RED]: 'console-light-red',
};

const TAGS: Partial<Record<Tag, PlainWordId>> = {
    [Tag.FEAR]: 'console-tag-fear',
    [Tag.VIOLENCE_RECENT]: 'console-tag-violence',
    [Tag.AFFAIR_ACTIVE]: 'console-tag-affair',
    [Tag.DISCLOSURE_FRESH]: 'console-tag-disclosure',
    [Tag.CRISIS]: 'console-tag-crisis',
    [Tag.INTOXICATED]: 'console-tag-intoxicated',
    [Tag.TRAUMA]: 'console-tag-trauma',
    [Tag.SEXUAL_HARM]: 'console-tag-sexual-harm',
    [Tag.SEPARATING]: 'console-tag-separating',
    [Tag.CHILD_UNSAFE]: 'console-tag-child',
    [Tag.SHARED_DEVICE]: 'console-tag-device',
    [Tag.LANGUAGE]: 'console-tag-language',
};

export const lightText = (light: Light): string => t(LIGHTS[light] ?? 'console-light-none');
export const tagText = (tag: Tag): string => t(TAGS[tag] ?? 'console-tag-other');

/** Private: what a table asks for; empty when it asks nothing. */
export function requestText(unit: BoardUnit): string {
    const parts = unit.moreTime ? [t('console-request-time')] : [];
    const add = (signal: Signal, name: string) => {
        if (signal === Signal.TALK) {
            parts.push(t('console-request-talk', { name }));
        } else if (signal === Signal.CALL) {
            parts.push(t('console-request-call', { name }));
        }
    };
    add(unit.signal, t('console-request-of-table'));
    unit.seats.forEach((it) => add(it.signal, nameOf(it)));
    return parts.join(' · ');
}
