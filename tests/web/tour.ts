// SPDX-License-Identifier: EUPL-1.2
//
// A tour past every view of every page, in one scripted evening. Whoever takes the tour is called
// at each view: shots.ts takes pictures, views.test.ts looks whether people can use it. The people:
// Noor and Sam share a laptop, Fatima and Jeroen have a phone each, the others are simulated.

import { endServer } from './server';
import { visitArrival, visitClosed, visitConsent, visitDoor, visitHouse } from './tour_arrival';
import { begin, type Visit } from './tour_evening';
import { visitTrouble, visitWindows } from './tour_rest';
import {
    visitBreak,
    visitCheckIn,
    visitExplanation,
    visitJoint,
    visitReveal,
    visitTurns,
    visitWall,
} from './tour_steps';

const CHAPTERS = [
    visitDoor,
    visitHouse,
    visitClosed,
    visitArrival,
    visitConsent,
    visitCheckIn,
    visitExplanation,
    visitReveal,
    visitBreak,
    visitTurns,
    visitWall,
    visitJoint,
    visitWindows,
    visitTrouble,
];

export async function takeTour(visit: Visit): Promise<void> {
    const evening = await begin();
    try {
        for (const chapter of CHAPTERS) {
            await chapter(evening, visit);
        }
    } finally {
        evening.couples.forEach((it) => it.close());
        evening.leader.close();
        await evening.browser.close();
        await endServer(evening.server);
    }
}
