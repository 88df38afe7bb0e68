/* SPDX-License-Identifier: EUPL-1.2 */
/* Whole copies of programmes and exercises into an arena, so that a group borrows from nothing but
 * its own. Private to core/. */
#ifndef HV_CORE_PROGRAMME_COPY_H
#define HV_CORE_PROGRAMME_COPY_H

#include "base/arena.h"
#include "core/programme.h"

/* NULL when the arena is at its limit. */
const struct hv_programme *hv_programme_copy(struct hv_arena *arena,
                                             const struct hv_programme *programme);
const struct hv_exercise *hv_exercise_copy(struct hv_arena *arena,
                                           const struct hv_exercise *exercise);
const struct hv_statement *hv_statement_copy(struct hv_arena *arena,
                                             const struct hv_statement *statement);

#endif
