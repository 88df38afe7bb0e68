// SPDX-License-Identifier: EUPL-1.2
//
// What most tests begin with: a server, a browser, a group whose first evening is open, and
// simulated couples who are in. Pages of the same group are opened with open_pages.ts.

import { type Browser, launchBrowser } from './browser';
import { type Couple, joinCouples } from './couple';
import { type Leader, makeGroup } from './leader';
import { endServer, type Server, startServer } from './server';

export interface Evening {
    server: Server;
    browser: Browser;
    leader: Leader;
    couples: Couple[];
}

/** `first`: with which names the couples begin; 0 is Noor and Sam. */
export async function makeEvening(couples: number, first = 0): Promise<Evening> {
    const server = await startServer();
    const browser = await launchBrowser();
    const leader = await makeGroup(server);
    await leader.openMeeting();
    return { server, browser, leader, couples: await joinCouples(leader, couples, first) };
}

export async function endEvening(evening: Evening | undefined): Promise<void> {
    if (evening === undefined) {
        return; // it did not begin
    }
    evening.couples.forEach((it) => it.close());
    evening.leader.close();
    await evening.browser.close();
    await endServer(evening.server);
}

/** All couples go through the block under way, each by itself. */
export async function playBlocks({ couples }: Evening): Promise<void> {
    await Promise.all(couples.map((it) => it.playBlock()));
}

/** A whole step, by its printed number. */
export async function playStep(evening: Evening, number: string): Promise<void> {
    const { leader } = evening;
    await leader.startStep(number);
    if (leader.definition === undefined) {
        return; // a break, a scene, a talk
    }
    do {
        if (leader.stage?.block) {
            await playBlocks(evening);
        }
    } while (await leader.nextStage());
}
