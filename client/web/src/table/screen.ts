// SPDX-License-Identifier: EUPL-1.2
//
// Which screen is due on a table or pen: a plain function of what the panes say and of what was
// chosen on this device.
//
// On a table a person writes in a pass: a cover asks for the laptop to be handed over, their two
// words unlock the seat, and when the page closes a cover asks for it back. Whatever takes the seat
// away meanwhile (a break, the next step) covers the table too.

import { type Definition, StageKind, StepKind } from '#made/houvast/v1/definition_pb';
import type { SeatPane, StagePane, UnitPane } from '#made/houvast/v1/pane_pb';
import { Role } from '#made/houvast/v1/wire_pb';
import { kindOf } from './place';
import { type OwnPage, ownPage } from './own_page';

/** What the panes say. */
export interface Seen {
    role: Role | undefined;
    /** The seat of a pen; 0: it has none yet. */
    penSeat: number;
    stage: StagePane | undefined;
    unit: UnitPane | undefined;
    seat: SeatPane | undefined;
    /** The seat that is unlocked here. */
    unlocked: number;
    definition: Definition | undefined;
}

/** Where in the evening something was chosen: it holds until the evening goes on. */
export interface Moment {
    run: number;
    step: number;
    /** Of the group. */
    stage: number;
}

export type Back = 'closed' | 'left' | 'idle' | 'taken' | 'over';

export interface Pass {
    seat: number;
    state:
        | 'to' // the laptop goes to this person
        | 'own' // it is theirs
        | 'back'; // it goes back
    /** Why it goes back. */
    why?: Back;
    since: Moment;
}

export interface Chosen {
    /** On a table. */
    pass?: Pass | undefined;
    /** On a pen: the own page or the shared one, as long as that moment lasts. */
    pen?: { shows: 'own' | 'shared'; since: Moment } | undefined;
    /** On a pen: its person said no to the statement, and is not asked again unless they want. */
    declined?: boolean;
    /** On a pen: it lay there for so long that its person has to type their words again. */
    forgotten?: boolean;
}

export type Screen =
    | { kind: 'moment' } // on its way
    | { kind: 'alien' } // a device that has no page here
    | { kind: 'guest' }
    | { kind: 'bind' }
    | { kind: 'no-meeting' }
    | { kind: 'break' }
    | { kind: 'knock' } // a pen whose seat is locked
    | { kind: 'welcome' } // not let in yet
    | { kind: 'pass-to'; seat: number }
    | { kind: 'pass-back'; seat: number; why: Back }
    | { kind: 'own'; page: OwnPage }
    | { kind: 'solo' }
    | { kind: 'reveal' }
    | { kind: 'turns'; speaker: number }
    | { kind: 'talk' }
    | { kind: 'joint' }
    | { kind: 'hall' }; // with the group

export function momentOf(stage: StagePane | undefined): Moment {
    return { run: stage?.run ?? 0, step: stage?.stepPlace ?? 0, stage: stage?.stage ?? 0 };
}

/** The same step, in whatever stage: that alone shuts nobody's page. */
export function isSameMoment(one: Moment, other: Moment): boolean {
    return one.run === other.run && one.step === other.step;
}

/** Whether this is a time at which people write alone. Asked of all alike, so it tells nothing of
 * anyone. */
export function isWritingTime(kind: StageKind): boolean {
    return kind === StageKind.SOLO || kind === StageKind.TURNS;
}

// ---- The pass ----------------------------------------------------------------------------------

/** How the pass stands after what the panes say now. */
export function passAfter(pass: Pass, { stage, seat, unlocked }: Seen): Pass | undefined {
    if (stage !== undefined && (!stage.meetingOpen || stage.cover)) {
        return undefined;
    }
    const now = momentOf(stage);
    const moved = stage !== undefined && !isSameMoment(pass.since, now);
    if (pass.state === 'to') {
        return moved ? { ...pass, since: now } : pass;
    }
    if (pass.state === 'back') {
        return pass;
    }
    if (unlocked !== pass.seat) {
        return { ...pass, state: 'back', why: 'taken' };
    }
    if (!moved) {
        return pass;
    }
    // The evening may begin while somebody reads what they say yes to.
    return seat?.statement !== undefined
        ? { ...pass, since: now }
        : { ...pass, state: 'back', why: 'over' };
}

// ---- Screens -----------------------------------------------------------------------------------

const SHARED: Partial<Record<StageKind, Screen>> = {
    [StageKind.SOLO]: { kind: 'solo' },
    [StageKind.REVEAL]: { kind: 'reveal' },
    [StageKind.JOINT]: { kind: 'joint' },
};

/** What the unit looks at together. */
function sharedScreen(stage: StagePane, unit: UnitPane, definition?: Definition): Screen {
    if (!unit.admitted) {
        return { kind: 'welcome' };
    }
    if (stage.run !== 0 && (unit.run !== stage.run || definition === undefined)) {
        return { kind: 'moment' };
    }
    const kind = kindOf(stage, unit, definition);
    if (kind === StageKind.TALK && unit.inBlock) {
        return { kind: 'talk' };
    }
    if (kind === StageKind.TURNS) {
        return { kind: 'turns', speaker: unit.speaker };
    }
    return SHARED[kind] ?? { kind: 'hall' };
}

function tableScreen(seen: Seen, stage: StagePane, unit: UnitPane, pass?: Pass): Screen {
    const { seat, unlocked, definition } = seen;
    if (pass?.state === 'to') {
        return { kind: 'pass-to', seat: pass.seat };
    }
    if (pass?.state === 'back') {
        return { kind: 'pass-back', seat: pass.seat, why: pass.why ?? 'left' };
    }
    if (pass?.state === 'own') {
        if (seat === undefined || unlocked !== pass.seat || isBehind(stage, seat)) {
            return { kind: 'moment' };
        }
        const kind = kindOf(stage, unit, definition);
        return { kind: 'own', page: ownPage(seat, unit, definition, kind) };
    }
    return sharedScreen(stage, unit, definition);
}

/** A person's own page is a moment behind that of the group. */
function isBehind(stage: StagePane, seat: SeatPane): boolean {
    return seat.statement === undefined && seat.admitted && seat.run !== stage.run;
}

/** Where one member is here alone the pen of another sees nothing of the unit. */
function withoutUnit(seat: SeatPane, chosen: Chosen): Screen {
    if (seat.statement !== undefined && chosen.declined !== true) {
        return { kind: 'own', page: { kind: 'consent' } };
    }
    return seat.admitted ? { kind: 'moment' } : { kind: 'welcome' };
}

function penScreen(seen: Seen, stage: StagePane, chosen: Chosen): Screen {
    const { seat, unit, definition } = seen;
    if (seen.unlocked === 0 || chosen.forgotten === true) {
        return { kind: 'knock' };
    }
    if (seat === undefined || isBehind(stage, seat)) {
        return { kind: 'moment' };
    }
    if (unit === undefined) {
        return withoutUnit(seat, chosen);
    }
    const pen = chosen.pen;
    const holds =
        pen !== undefined &&
        isSameMoment(pen.since, momentOf(stage)) &&
        (pen.shows === 'own' || pen.since.stage === stage.stage);
    const shows = holds ? pen.shows : undefined;
    const kind = kindOf(stage, unit, definition);
    const page = ownPage(seat, unit, definition, kind);
    const asks =
        page.kind === 'writing' || (page.kind === 'consent' && chosen.declined !== true);
    // In turns listening comes first; writing is offered there.
    const comesFirst = asks && kind !== StageKind.TURNS;
    if (shows === 'own' ? page.kind !== 'nothing' : comesFirst && shows !== 'shared') {
        return { kind: 'own', page };
    }
    return seat.admitted ? sharedScreen(stage, unit, definition) : { kind: 'welcome' };
}

export function screenOf(seen: Seen, chosen: Chosen): Screen {
    const { role, stage, unit } = seen;
    if (role === undefined) {
        return { kind: 'moment' };
    }
    if (role === Role.GUEST) {
        return { kind: 'guest' };
    }
    if (role !== Role.TABLE && role !== Role.PEN) {
        return { kind: 'alien' };
    }
    if (role === Role.PEN && seen.penSeat === 0) {
        return { kind: 'bind' };
    }
    if (stage === undefined) {
        return { kind: 'moment' };
    }
    if (!stage.meetingOpen) {
        return { kind: 'no-meeting' };
    }
    if (stage.cover || stage.stepKind === StepKind.BREAK) {
        return { kind: 'break' };
    }
    if (role === Role.PEN) {
        return penScreen(seen, stage, chosen);
    }
    return unit === undefined
        ? { kind: 'moment' }
        : tableScreen(seen, stage, unit, chosen.pass);
}

/** What makes two screens the same view: as long as it stays, nothing moves and nothing is said. */
export function viewOf(screen: Screen): string {
    switch (screen.kind) {
        case 'own':
            return screen.page.kind === 'writing' || screen.page.kind === 'closed'
                ? `own ${screen.page.kind} ${screen.page.round}`
                : `own ${screen.page.kind}`;
        case 'pass-to':
        case 'pass-back':
            return `${screen.kind} ${screen.seat}`;
        case 'turns':
            return `${screen.kind} ${screen.speaker}`;
        default:
            return screen.kind;
    }
}
