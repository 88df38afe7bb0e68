// SPDX-License-Identifier: EUPL-1.2
//
// Finding an exercise by a few letters of its title, in either language, or of its word.

import type { ExerciseRow } from '#made/houvast/v1/wire_pb';

// Accents do not matter to who types in a hurry.
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The rows that have every word that was typed. */
export function matching(rows: readonly ExerciseRow[], typed: string): ExerciseRow[] {
    const words = plain(typed).split(/\s+/);
    return rows.filter(({ id, title }) => {
        const text = plain(`${title?.nl ?? ''} ${title?.en ?? ''} ${id.replaceAll('_', ' ')}`);
        return words.every((word) => text.includes(word));
    });
}
