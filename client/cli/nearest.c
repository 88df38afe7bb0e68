/* SPDX-License-Identifier: EUPL-1.2 */
#include "nearest.h"

#include <string.h>

enum {
    LONGEST = 63
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t hv_nearest_distance(const char *a, const char *b)
{
    size_t row[LONGEST + 1];
    size_t a_size = least(strlen(a), LONGEST);
    size_t b_size = least(strlen(b), LONGEST);

    for (size_t j = 0; j <= b_size; j++) {
        row[j] = j;
    }
    for (size_t i = 0; i < a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (size_t j = 0; j < b_size; j++) {
            size_t changed = diagonal + (a[i] != b[j]);

            diagonal = row[j + 1];
            row[j + 1] = least(changed, least(diagonal, row[j]) + 1);
        }
    }
    return row[b_size];
}

const char *hv_nearest_word(const char *word, const char *const *words, size_t count)
{
    size_t best_distance = strlen(word) / 3 + 1;
    const char *best = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t distance = hv_nearest_distance(word, words[i]);

        if (distance < best_distance || (distance == best_distance && best == NULL)) {
            best = words[i];
            best_distance = distance;
        }
    }
    return best;
}
