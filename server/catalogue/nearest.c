/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/nearest.h"

#include <stdio.h>

#define LISTED_MAX 24

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t hv_word_distance(struct hv_bytes a, struct hv_bytes b)
{
    size_t rows[3][HV_WORD_MAX + 1]; /* of the table: two above, above, this one; turned by index */
    size_t a_size = least(a.size, HV_WORD_MAX);
    size_t b_size = least(b.size, HV_WORD_MAX);

    for (size_t j = 0; j <= b_size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        const size_t *two_above = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t change = a.data[i - 1] == b.data[j - 1] ? 0 : 1;

            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1]) {
                row[j] = least(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a_size % 3][b_size];
}

struct hv_bytes hv_word_nearest(struct hv_bytes word, const struct hv_bytes *words, size_t count)
{
    struct hv_bytes best = { 0 };
    size_t best_distance = 1 + (word.size + 2) / 3;

    for (size_t i = 0; i < count; i++) {
        size_t distance = hv_word_distance(word, words[i]);

        if (distance < best_distance && distance < words[i].size) {
            best = words[i];
            best_distance = distance;
        }
    }
    return best;
}

const char *hv_words_listed(const struct hv_bytes *words, size_t count, char *buffer, size_t size)
{
    size_t used = (size_t)snprintf(buffer, size, "%s", count == 0 ? "none" : "");

    for (size_t i = 0; i < count && used < size; i++) {
        if (i == LISTED_MAX) {
            snprintf(buffer + used, size - used, " and %zu more", count - i);
            break;
        }
        used += (size_t)snprintf(buffer + used, size - used, "%s%.*s", i > 0 ? ", " : "",
                                 (int)words[i].size, (const char *)words[i].data);
    }
    return buffer;
}

const char *hv_words_meant(struct hv_bytes word,
                           const struct hv_bytes *words,
                           size_t count,
                           char *buffer,
                           size_t size)
{
    struct hv_bytes near = hv_word_nearest(word, words, count);

    buffer[0] = '\0';
    if (near.size > 0) {
        snprintf(buffer, size, "; did you mean `%.*s`?", (int)near.size, (const char *)near.data);
    } else {
        snprintf(buffer, size, ".");
    }
    return buffer;
}
