// SPDX-License-Identifier: EUPL-1.2

import { type Definition, FieldType, Visibility } from '#made/houvast/v1/definition_pb';
import type { FieldState, SeatPane } from '#made/houvast/v1/pane_pb';

const closedRounds = (seat: SeatPane) =>
    new Set(seat.envelopes.filter((it) => it.closed).map((it) => it.round));

/** How the fields of this seat's closed envelopes stand, answered or not. */
export function closedFields(seat: SeatPane, definition: Definition): FieldState[] {
    const closed = closedRounds(seat);
    return seat.fields.filter((it) => {
        const round = definition.fields[it.field]?.round;
        return round !== undefined && closed.has(round);
    });
}

/** Everything that a closed envelope could hold, in whatever form: with all of it goes its key. */
export function closedPlaces(seat: SeatPane, definition: Definition): number[] {
    const closed = closedRounds(seat);
    return definition.fields.flatMap(({ type, visibility, round }, place) =>
        closed.has(round) && type !== FieldType.INFO && visibility !== Visibility.JOINT
            ? [place]
            : [],
    );
}
