// SPDX-License-Identifier: EUPL-1.2

import type { BoardPane } from '#made/houvast/v1/pane_pb';

/** Instead of a meeting's place: an evening without agenda. */
export const WITHOUT_AGENDA = 32;

/** Which meeting is most likely opened next: tonight's own once more, or the one after the last. */
export function suggestedMeeting(board: BoardPane, count: number, now: number): number {
    const ends = Number(board.eveningEndsAt);
    if (ends === 0) {
        return 0;
    }
    if (now < ends || board.meeting === WITHOUT_AGENDA) {
        return board.meeting;
    }
    return count > 0 ? Math.min(board.meeting + 1, count - 1) : board.meeting + 1;
}
