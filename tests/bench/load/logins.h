/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Logins beside what is measured: facilitators who all come in the same moment, each with the
 * owner's passphrase, and go into a group of the plan. Whom the server tells to rest comes again a
 * moment later: it takes only so many passphrases at a time that are not known to be right.
 */
#ifndef HV_BENCH_LOGINS_H
#define HV_BENCH_LOGINS_H

#include "load/load.h"

/* So many as the options want, who begin to come at the next turn. */
void logins_begin(struct load *load);
/* Opens what is due; `next` becomes when to come back, if that is sooner. */
void logins_turn(uint64_t now, uint64_t *next);
/* How many are not in their group yet. */
uint32_t logins_left(void);
/* Adds logins, logins_s (from the first message to the last that is in) and rests, how many times
 * somebody was told to rest. Nothing without logins. */
void logins_report(json_t *found);
void logins_end(void);

/* ---- For the dialect, of links with LINK_LOGS_IN ---- */

void logins_on_open(struct link *link);
void logins_on_message(struct link *link, const uint8_t *bytes, size_t size);

#endif
