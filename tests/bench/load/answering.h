/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Seats that answer: so many answers under way at a time (`lanes`), each by the seat that waited
 * longest, as a device may send only so many a second; or so many a second, whatever comes back.
 */
#ifndef HV_BENCH_ANSWERING_H
#define HV_BENCH_ANSWERING_H

#include "load/load.h"

/* Of the links that answer. Without lanes and rate nothing happens, here and below. */
void answering_begin(struct load *load);
/* Sends what is due; `next` becomes when to come back, if that is sooner. */
void answering_turn(struct load *load, uint64_t *next);
void answering_on_answered(struct link *link, uint64_t sequence);
void answering_measure(bool on);
void answering_stop(void);
uint32_t answering_under_way(void);
/* Adds answers_s, answer_p50_us and answer_p99_us. */
void answering_report(json_t *found, double seconds);
/* How many were acknowledged while measuring. */
uint64_t answering_count(void);

#endif
