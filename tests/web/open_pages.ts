// SPDX-License-Identifier: EUPL-1.2
//
// The pages, each in a browser context of its own, by the links that people get.

import { Role } from '#made/houvast/v1/wire_pb';
import type { BrowserContextOptions } from 'playwright-core';
import { type Browser, newDevice, type Size, type Watched } from './browser';
import type { Leader } from './leader';
import { handOut } from './slips';

export interface Look extends BrowserContextOptions {
    size?: Size;
}

async function open(browser: Browser, link: string, size: Size, look: Look): Promise<Watched> {
    const { size: asked, ...options } = look;
    const device = await newDevice(browser, asked ?? size, options);
    await device.page.goto(link);
    return device;
}

/** A page by any link: a card, a token, the owner's first link. */
export function openLink(browser: Browser, link: string, look: Look = {}): Promise<Watched> {
    return open(browser, link, 'laptop', look);
}

export async function openProjector(browser: Browser, leader: Leader, look: Look = {}) {
    return open(browser, await leader.link(Role.PROJECTOR), 'hall', look);
}

/** Another facilitator of the same group. */
export async function openConsole(browser: Browser, leader: Leader, look: Look = {}) {
    return open(browser, await leader.link(Role.CO_FACILITATOR), 'laptop', look);
}

export async function openTable(browser: Browser, leader: Leader, unit: number, look: Look = {}) {
    const device = await open(browser, await leader.link(Role.TABLE, { unit }), 'laptop', look);
    handOut(device.page, leader.slips);
    return device;
}

export async function openPen(browser: Browser, leader: Leader, seat: number, look: Look = {}) {
    const device = await open(browser, await leader.link(Role.PEN, { seat }), 'phone', look);
    handOut(device.page, leader.slips);
    return device;
}
