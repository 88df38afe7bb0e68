// SPDX-License-Identifier: EUPL-1.2
//
// Through the exercises that have every control of a table between them: samen openen, turns, what
// was heard, what is chosen together.

import assert from 'node:assert/strict';
import type { Page } from './browser';
import type { Leader } from './leader';
import type { People } from './people';
import { until } from './until';
import { press, sees, seesHeading, t } from './words';

/** Where a couple is, by the board. */
async function isAt(leader: Leader, unit: number, stage: number, turn = 0): Promise<void> {
    await until(`couple ${unit} is at ${stage}.${turn}`, () => {
        const place = leader.board?.units.find((it) => it.unit === unit)?.place;
        return place?.stage === stage && place.turn === turn;
    });
}

export interface Walk {
    leader: Leader;
    unit: number;
    people: People;
    /** Called at each view that they look at together, or each of them alone. */
    at?(page: Page): Promise<void>;
}

/** Through the exercises that have every control between them. */
async function walk({ leader, unit, people, at = async () => {} }: Walk, step: string) {
    const { shared, names } = people;
    if (step === '1.1b') {
        await people.write();
        await seesHeading(shared, t('table-ready', { people: 2 }));
        await at(shared);
        await people.open();
        await isAt(leader, unit, 2);
        await at(shared);
        await people.goOn(t('table-talk'));
        await isAt(leader, unit, 3);
        await at(shared);
        await press(shared, t('table-back'));
        await isAt(leader, unit, 2);
        await people.goOn(t('table-talk'));
        await press(shared, t('table-time'));
        await sees(shared, t('table-time-asked'));
    } else if (step === '1.7') {
        await people.write();
        for (const [place, name] of names.entries()) {
            await people.goOn(t('table-turn', { name }));
            await isAt(leader, unit, 2, place + 1);
            await at(shared);
        }
        await people.write();
        await people.goOn(t('table-ready', { people: 2 }));
        await people.open();
        await isAt(leader, unit, 3);
    } else {
        await people.write();
        await press(shared, t('table-next'));
        await people.writeTogether('Na het eten');
        await at(shared);
        await people.agree();
        await at(shared);
    }
}

export async function walkAll(leader: Leader, walks: Walk[]): Promise<void> {
    for (const step of ['1.1b', '1.7', '1.9']) {
        await leader.startStep(step);
        await leader.nextStage();
        await Promise.all(walks.map((it) => walk(it, step)));
        if (step === '1.1b') {
            const asked = leader.board?.units.map((it) => it.moreTime);
            assert.deepEqual(asked, walks.map(() => true));
        }
    }
    await until('both agreed', () => leader.board?.units.every((it) => it.jointConfirmed));
}
