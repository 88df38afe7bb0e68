// SPDX-License-Identifier: EUPL-1.2
//
// The newest pane of each kind and number. A pane is whole: a newer one replaces the older, and one
// without a body takes it away. Revisions count within an epoch; another epoch begins anew.

import { type Pane, PaneKind } from '#made/houvast/v1/pane_pb';

const BODIES: Partial<Record<PaneKind, Pane['body']['case']>> = {
    [PaneKind.STAGE]: 'stage',
    [PaneKind.WALL]: 'wall',
    [PaneKind.UNIT]: 'unit',
    [PaneKind.SEAT]: 'seat',
    [PaneKind.WORK]: 'work',
    [PaneKind.BOARD]: 'board',
};
const PANES_MAX = 256;

const keyOf = (kind: PaneKind, number: number) => `${kind}.${number}`;

export type Taken =
    | 'new' // show it
    | 'old' // a newer one is here already
    | 'alien'; // not of this protocol

export class Panes {
    #epoch = 0n;
    readonly #panes = new Map<string, Pane>();

    /** Forgets all; panes of this epoch follow. */
    begin(epoch: bigint): void {
        this.#epoch = epoch;
        this.#panes.clear();
    }

    put(pane: Pane): Taken {
        const body = BODIES[pane.kind];
        const key = keyOf(pane.kind, pane.number);
        if (body === undefined || (pane.body.case !== undefined && pane.body.case !== body)) {
            return 'alien';
        }
        if (pane.epoch !== this.#epoch) {
            this.begin(pane.epoch);
        }
        const known = this.#panes.get(key);
        if (known === undefined && this.#panes.size === PANES_MAX) {
            return 'alien';
        }
        if (known !== undefined && !replaces(pane, known)) {
            return 'old';
        }
        this.#panes.set(key, pane);
        return 'new';
    }
}

// Taking a pane away, and giving it back, does not count as a change of it.
function replaces(pane: Pane, known: Pane): boolean {
    const bothHaveBody = pane.body.case !== undefined && known.body.case !== undefined;
    return pane.revision > known.revision || (pane.revision === known.revision && !bothHaveBody);
}
