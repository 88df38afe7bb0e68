/* SPDX-License-Identifier: EUPL-1.2 */
/* The nearest word: what someone who mistyped probably meant. */
#ifndef HV_CATALOGUE_NEAREST_H
#define HV_CATALOGUE_NEAREST_H

#include <stddef.h>

#include "base/bytes.h"

#define HV_WORD_MAX 40 /* bytes a word that is looked up */

/* The fewest letters to add, drop, change or swap with their neighbour to make `b` from `a`; words
 * longer than HV_WORD_MAX are cut. */
size_t hv_word_distance(struct hv_bytes a, struct hv_bytes b);

/* The first of the nearest of `words`, when it is near enough to be meant (a third of the letters);
 * else empty. */
struct hv_bytes hv_word_nearest(struct hv_bytes word, const struct hv_bytes *words, size_t count);

/* "a, b, c" of at most 24 words, or "none", for messages; `buffer` of `size` bytes is returned. */
const char *hv_words_listed(const struct hv_bytes *words, size_t count, char *buffer, size_t size);

/* "; did you mean `x`?" or "."; `buffer` of `size` bytes is returned. */
const char *hv_words_meant(struct hv_bytes word,
                           const struct hv_bytes *words,
                           size_t count,
                           char *buffer,
                           size_t size);

#endif
