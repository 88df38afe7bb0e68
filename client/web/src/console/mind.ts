// SPDX-License-Identifier: EUPL-1.2
//
// What is known of couples and weighs on an exercise that is about to start: at which tables, what
// will happen there, and by which tags. The server decides the same when the exercise starts.

import { type BoardPane, type BoardUnit, Light, Presence, Tag } from '#made/houvast/v1/pane_pb';
import type { Contra } from '#made/houvast/v1/wire_pb';
import { has } from '../fields/shape';

/** Every tag, as the words have them. */
export const TAGS = Object.values(Tag).filter(
    (it): it is Tag => typeof it === 'number' && it !== Tag.UNSPECIFIED,
);

/** The strongest that weighs on a table. */
export type Effect = 'block' | 'adapt' | 'warn';

export interface Mind {
    unit: number;
    effect: Effect;
    /** Why; a red light counts as fear. */
    tags: Tag[];
}

const EFFECTS: Effect[] = ['block', 'adapt', 'warn'];

function tagsOf({ seats }: BoardUnit): Tag[] {
    const isRed = seats.some((it) => it.light === Light.RED);
    return TAGS.filter(
        (tag) => seats.some((it) => has(it.tags, tag)) || (isRed && tag === Tag.FEAR),
    );
}

function mindOfUnit(unit: BoardUnit, contra: Contra): Mind | undefined {
    const tags = tagsOf(unit);
    const effect = EFFECTS.find((it) => tags.some((tag) => has(contra[it], tag)));
    return effect && { unit: unit.unit, effect, tags: tags.filter((it) => has(contra[effect], it)) };
}

/** Of the tables that may do it on their devices tonight. */
export function mindOf(board: BoardPane, contra: Contra | undefined): Mind[] {
    return board.units
        .filter(({ presence }) => presence !== Presence.AWAY && presence !== Presence.ON_PAPER)
        .map((unit) => contra && mindOfUnit(unit, contra))
        .filter((it) => it !== undefined);
}

/** Whether a facilitator should look before it starts: a short form is dealt without a word. */
export const isGrave = ({ effect }: Mind): boolean => effect !== 'adapt';
