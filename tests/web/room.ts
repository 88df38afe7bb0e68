// SPDX-License-Identifier: EUPL-1.2
//
// A room: a group of its own whose evening is open, on a server that stays for all tests of a file,
// and the pages that are opened in it.

import { after, before } from 'node:test';
import { Role } from '#made/houvast/v1/wire_pb';
import {
    type Browser,
    launchBrowser,
    newDevice,
    type Page,
    putAway,
    type Size,
    type Watched,
    watching,
} from './browser';
import { openPenPage, sayYes } from './hands';
import { type Leader, makeGroup } from './leader';
import { OnTwoPens } from './people';
import { endServer, type Server, type ServerOptions, startServer } from './server';
import { handOut } from './slips';

export const NOOR_AND_SAM = ['Noor', 'Sam'];
export const FATIMA_AND_JEROEN = ['Fatima', 'Jeroen'];

export interface House {
    server: Server;
    browser: Browser;
}

/** The house of all tests of the file that calls this, once; it is there when they begin. */
export function houseOfFile(launch = launchBrowser, options: ServerOptions = {}): House {
    const house: Partial<House> = {};
    before(async () => {
        house.server = await startServer(options);
        house.browser = await launch();
    });
    after(async () => {
        await house.browser?.close();
        if (house.server !== undefined) {
            await endServer(house.server);
        }
    });
    return house as House;
}

/** What is done with a page before it goes anywhere. */
export type Before = (page: Page) => unknown;

export class Room {
    readonly server: Server;
    readonly leader: Leader;
    /** The couples, who are here. */
    readonly units: number[] = [];
    readonly opened: Watched[] = [];
    readonly #browser: Browser;

    constructor({ server, browser }: House, leader: Leader) {
        this.server = server;
        this.#browser = browser;
        this.leader = leader;
    }

    async open(link: string, size: Size = 'laptop', before?: Before): Promise<Page> {
        const device = await newDevice(this.#browser, size);
        this.opened.push(device);
        handOut(device.page, this.leader.slips);
        await before?.(device.page);
        await device.page.goto(link);
        return device.page;
    }

    async openTable(unit: number, before?: Before): Promise<Page> {
        return this.open(await this.leader.link(Role.TABLE, { unit }), 'laptop', before);
    }

    seatOf(unit: number, name: string): number {
        return this.leader.seatsOf(unit).find((it) => it.name === name)!.seat;
    }

    async openPen(unit: number, name: string, before?: Before): Promise<Page> {
        const seat = this.seatOf(unit, name);
        return this.open(await this.leader.link(Role.PEN, { seat }), 'phone', before);
    }

    /** A table, and a phone for each. */
    async openPhones(unit: number, names: string[]): Promise<OnTwoPens> {
        const table = await this.openTable(unit);
        const pens = await Promise.all(names.map((it) => this.openPen(unit, it)));
        return new OnTwoPens(names, table, pens);
    }

    /** A pen that asks a text of up to 1000 characters: the first question of step 1.7. */
    async openStory(unit: number, name: string): Promise<Page> {
        const pen = await this.openPen(unit, name);
        await openPenPage(pen, name);
        await sayYes(pen);
        await this.leader.startStep('1.7');
        await this.leader.nextStage();
        await pen.getByRole('textbox').waitFor();
        return pen;
    }
}

/** In a room with these couples. */
export async function inRoom(
    house: House,
    couples: string[][],
    act: (room: Room) => Promise<void>,
): Promise<void> {
    const leader = await makeGroup(house.server);
    const room = new Room(house, leader);
    try {
        await leader.openMeeting();
        for (const names of couples) {
            const unit = await leader.addUnit(names);
            await leader.letIn(unit);
            room.units.push(unit);
        }
        await watching(room.opened, () => act(room));
    } finally {
        leader.close();
        await putAway(room.opened);
    }
}
