/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether bytes that should be gone still lie in a database's files. Internal to this room. */
#ifndef HV_JOURNAL_REMNANTS_H
#define HV_JOURNAL_REMNANTS_H

#include "journal/database.h"

/*
 * Looks through every byte of the file and of its write-ahead log for any of `words`: 64-bit words
 * as they lie in memory, sorted, at any place. `ret_found` is set on HV_OK.
 */
enum hv_code hv_remnants_find(struct hv_database *database,
                              const uint64_t *words,
                              size_t count,
                              bool *ret_found);

#endif
