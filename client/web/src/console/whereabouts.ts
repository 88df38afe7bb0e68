// SPDX-License-Identifier: EUPL-1.2
//
// Where this page is: at the door, in the house of the owner, or in a group. One device at a time.

import { signal } from '@preact/signals';
import { takeFragment } from '../connection/tokens';
import type { Device } from '../state/device';
import { openDevice } from '../state/page_device';
import { forgetToken, recallToken } from '../state/place';
import {
    forgetGroup,
    forgetGroups,
    logOf,
    recallGroup,
    rememberGroup,
} from './group_places';
import { secretOf } from './links';

export type Whereabouts =
    | { kind: 'door'; again: boolean } // `again`: a login ended
    | { kind: 'house'; device: Device; founding: boolean; token?: Uint8Array }
    | { kind: 'group'; device: Device; token: Uint8Array; title?: string }; // only the house knows it

export const whereabouts = signal<Whereabouts>({ kind: 'door', again: false });

function leave(): void {
    const here = whereabouts.peek();
    if (here.kind !== 'door') {
        here.device.close();
    }
}

export function goToDoor(again = false): void {
    leave();
    whereabouts.value = { kind: 'door', again };
}

/** To the house, with a token of the owner. `founding`: it came by a link, not by logging in. */
export function goToHouse(token: Uint8Array, founding = false): void {
    leave();
    const device = openDevice('owner', { kind: 'token', token });
    whereabouts.value = { kind: 'house', device, founding, token };
}

/** Logged in just now, with this device. */
export function comeIn(device: Device): void {
    whereabouts.value = { kind: 'house', device, founding: false };
}

export function goToGroup(token: Uint8Array, title?: string): void {
    leave();
    rememberGroup(token);
    const device = openDevice('console', { kind: 'token', token });
    whereabouts.value = { kind: 'group', device, token, title };
}

/** To the house when its owner is known here, otherwise to the door. */
function goOut(): void {
    const owner = recallToken('owner');
    if (owner !== undefined) {
        goToHouse(owner);
    } else {
        goToDoor();
    }
}

export function leaveGroup(): void {
    forgetToken('console');
    goOut();
}

/** The server knows this token no longer, or never did, or as no facilitator's. Where this browser was before a link that
 * opens nothing came, it goes on. */
export function loseGroup(token: Uint8Array): void {
    forgetGroup(token);
    const before = recallToken('console');
    if (before !== undefined) {
        goToGroup(before);
    } else {
        goOut();
    }
}

/** The server knows this login no longer, or never did. Who is logged in here since, or was before
 * a link that opens nothing came, stays so. Without a token: they logged in on this page. */
export function loseHouse(token: Uint8Array | undefined): void {
    forgetToken('owner', token);
    const other = recallToken('owner');
    if (other !== undefined) {
        goToHouse(other);
    } else {
        goToDoor(true);
    }
}

/** The owner logged out: this browser leads no group any more, in no window. */
export function forgetOwner(): void {
    forgetGroups();
    forgetToken('owner');
    goToDoor();
}

/** Another window forgot a token. That somebody left a table in this browser is no reason to go. */
function onForgotten({ key }: StorageEvent): void {
    const here = whereabouts.peek();
    if (key !== null && here.kind === 'group' && recallGroup(logOf(here.token)) === undefined) {
        goToDoor();
    }
}

/** The token of this group is one of the owner: a link does not always say what it is. */
export function followOwner(token: Uint8Array): void {
    forgetGroup(token);
    goToHouse(token);
}

/** Where the page begins: by its link, or where it was. */
export function begin(): void {
    window.addEventListener('storage', onForgotten);
    const secret = secretOf(takeFragment());
    const group = recallToken('console');
    const owner = recallToken('owner');
    if (secret?.kind === 'unsaid') {
        goToHouse(secret.token, true);
    } else if (secret !== undefined) {
        goToGroup(secret.token);
    } else if (group !== undefined) {
        goToGroup(group);
    } else if (owner !== undefined) {
        goToHouse(owner);
    }
}
