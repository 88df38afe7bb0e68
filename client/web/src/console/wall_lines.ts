// SPDX-License-Identifier: EUPL-1.2

import type { Definition } from '#made/houvast/v1/definition_pb';

/** The field whose lines can be tapped as options of another one: what is said aloud joins them. */
export function fieldOfLines(exercise: Definition | undefined): number | undefined {
    return exercise?.fields.find((it) => it.optionsFromWall)?.optionsFrom;
}
