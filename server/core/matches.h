/* SPDX-License-Identifier: EUPL-1.2 */
/* What a match opens: of each field the options that every member who is present chose and showed,
 * and nothing else of anyone. Private to core/. */
#ifndef HV_CORE_MATCHES_H
#define HV_CORE_MATCHES_H

#include "core/decide.h"

/* One value for each field of the gate, also for one of which nothing matches, so that its being
 * there tells nothing. An own card never matches. */
const struct hv_carried *hv_deciding_matches(struct hv_deciding *deciding,
                                             const struct hv_run *run,
                                             const struct hv_unit *unit,
                                             const struct hv_gate *gate,
                                             uint8_t *ret_count);

#endif
