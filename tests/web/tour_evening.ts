// SPDX-License-Identifier: EUPL-1.2
//
// The evening of the tour (tour.ts), and who is there.

import { type Browser, launchBrowser, type Page, type Size, type Watched } from './browser';
import type { Couple } from './couple';
import { type Leader, makeGroup } from './leader';
import { type Server, startServer } from './server';

export const NOOR_AND_SAM = ['Noor', 'Sam'];
const FATIMA_AND_JEROEN = ['Fatima', 'Jeroen'];

/** Called at each view. `own` is the screen it is meant for; a window is a part of a laptop's. */
export type Visit = (page: Page, name: string, own: Size | 'window') => Promise<void>;

export interface Evening {
    server: Server;
    browser: Browser;
    leader: Leader;
    units: { noor: number; fatima: number };
    couples: Couple[];
    console: Page;
    hall: Page;
    table: Page; // of Noor and Sam
    pens: { fatima: Page; jeroen: Page };
}

export const pageOf = async (opened: Promise<Watched>) => (await opened).page;

export async function closeDevice(page: Page): Promise<void> {
    await page.context().close();
}

export const playAll = (evening: Evening) =>
    Promise.all(evening.couples.map((it) => it.playBlock()));

/** Pages and couples come in on the way. */
export async function begin(): Promise<Evening> {
    const server = await startServer();
    const browser = await launchBrowser();
    const leader = await makeGroup(server);
    const units = {
        noor: await leader.addUnit(NOOR_AND_SAM),
        fatima: await leader.addUnit(FATIMA_AND_JEROEN),
    };
    return { server, browser, leader, units, couples: [], pens: {} } as unknown as Evening;
}
