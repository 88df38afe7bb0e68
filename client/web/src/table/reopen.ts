// SPDX-License-Identifier: EUPL-1.2
//
// Opening one's own envelope again. What it showed is chosen already when it closes again.

import type { Round } from '#made/houvast/v1/definition_pb';
import type { FieldState } from '#made/houvast/v1/pane_pb';
import { setOf } from '../fields/shape';
import type { Choices } from './choices';

export async function reopen(choices: Choices, round: Round): Promise<void> {
    const { seat } = choices.seen.peek();
    if (seat === undefined) {
        return;
    }
    const placesOf = (fields: FieldState[]) => setOf(fields.map((it) => it.field));
    choices.reopened = {
        shown: placesOf(seat.fields.filter((it) => it.shown)),
        toGroup: placesOf(seat.fields.filter((it) => it.toGroup)),
    };
    const outcome = await choices.ask({
        case: 'reopenEnvelope',
        value: { run: seat.run, seat: seat.seat, round },
    });
    if (outcome.kind === 'done' && !choices.isTable) {
        choices.show('own');
    }
}
