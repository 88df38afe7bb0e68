/* SPDX-License-Identifier: EUPL-1.2 */
/* The nearest word: what someone who mistyped probably meant. */
#ifndef HV_CLI_NEAREST_H
#define HV_CLI_NEAREST_H

#include <stddef.h>

/* How many letters to add, drop or change, at least, to make `b` from `a`. Words of more than 63
 * bytes are cut. */
size_t hv_nearest_distance(const char *a, const char *b);

/* The first of the nearest of `words`, when it is near enough to be meant: one letter in three may
 * differ. NULL otherwise. */
const char *hv_nearest_word(const char *word, const char *const *words, size_t count);

#endif
