// SPDX-License-Identifier: EUPL-1.2
//
// What is done for one table.

import { Form } from '#made/houvast/v1/definition_pb';
import { type BoardUnit, Presence } from '#made/houvast/v1/pane_pb';
import { Refusal } from '#made/houvast/v1/wire_pb';
import type { Outcome } from '../state/device';
import { t } from '../words/words';
import type { Desk } from './desk';
import { hasSignal } from './round';

export function mark(desk: Desk, unit: number, presence: Presence, seat = 0): Promise<Outcome> {
    return desk.send({ case: 'markPresence', value: { unit, presence, seat } });
}

/** Says that it is done, and not what: the screen may stand on the beamer. */
function sayDone(desk: Desk, outcome: Outcome): void {
    if (outcome.kind === 'done') {
        desk.sayDone();
    }
}

export async function deal(desk: Desk, unit: number, form: Form): Promise<void> {
    const run = desk.board.peek()?.run ?? 0;
    if (run === 0) {
        desk.say(t('console-no-exercise'));
    } else {
        const outcome = await desk.send({ case: 'dealForm', value: { run, unit, form } });
        sayDone(desk, outcome);
        if (outcome.kind === 'refused' && outcome.refusal === Refusal.TAGGED) {
            desk.say(t('console-refused-tagged'));
        }
    }
}

/** The key for "deze tafel lichter"; 0: no table was chosen. */
export async function dealLighter(desk: Desk, unit: number): Promise<void> {
    if (unit === 0) {
        desk.say(t('console-choose-first'));
    } else {
        await deal(desk, unit, Form.LIGHT);
    }
}

/** The sharing window of a table; 0: of all. */
export async function setSharing(desk: Desk, unit: number, open: boolean): Promise<void> {
    const run = desk.board.peek()?.run ?? 0;
    if (run === 0) {
        desk.say(t('console-no-exercise'));
    } else {
        sayDone(desk, await desk.send({ case: 'setSharing', value: { run, unit, open } }));
    }
}

/** A table was seen: whatever it asked is handled, and nobody can tell whether it asked. */
export async function handle(desk: Desk, unit: BoardUnit): Promise<void> {
    if (unit.moreTime) {
        await desk.send({ case: 'handleRequest', value: { unit: unit.unit, signal: false } });
    }
    if (hasSignal(unit)) {
        await desk.send({ case: 'handleRequest', value: { unit: unit.unit, signal: true } });
    }
}

/** A guest turns out to be this table; then it is here too. */
export async function placeGuest(desk: Desk, device: number, unit: BoardUnit): Promise<void> {
    const placed = await desk.send({ case: 'placeGuest', value: { device, unit: unit.unit } });
    if (placed.kind === 'done' && unit.presence === Presence.EXPECTED) {
        await mark(desk, unit.unit, Presence.HERE);
    }
}
