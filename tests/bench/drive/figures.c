/* SPDX-License-Identifier: EUPL-1.2 */
/* What was found, and what of it is asked. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drive/bench.h"

static int by_size(const void *a, const void *b)
{
    const double *one = a, *other = b;
    return (*one > *other) - (*one < *other);
}

static double median(double *values, size_t count)
{
    if (count == 0) {
        return nan("");
    }
    qsort(values, count, sizeof values[0], by_size);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static const json_t *rounds_of(const json_t *found, const char *word, enum server_kind server)
{
    return json_object_get(json_object_get(found, word), server_words[server]);
}

/* NULL: in this round it was not measured. */
static const json_t *figure_of(const json_t *rounds, size_t round, const char *figure)
{
    return json_object_get(json_array_get(rounds, round), figure);
}

double
figure_median(const json_t *found, const char *word, enum server_kind server, const char *figure)
{
    const json_t *rounds = rounds_of(found, word, server);
    double values[ROUNDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(rounds) && count < ROUNDS_MAX; i++) {
        const json_t *value = figure_of(rounds, i, figure);
        if (value != NULL) {
            values[count++] = json_number_value(value);
        }
    }
    return median(values, count);
}

size_t rounds_failed(const json_t *found, const char *word, enum server_kind server)
{
    const json_t *rounds = rounds_of(found, word, server);
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(rounds); i++) {
        count += json_is_null(json_array_get(rounds, i));
    }
    return count;
}

double goal_found(const json_t *found, const struct goal *goal)
{
    if (goal->to.word == NULL) {
        return figure_median(found, goal->of.word, goal->of.server, goal->of.figure);
    }
    const json_t *of = rounds_of(found, goal->of.word, goal->of.server);
    const json_t *to = rounds_of(found, goal->to.word, goal->to.server);
    double values[ROUNDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(of) && count < ROUNDS_MAX; i++) {
        const json_t *value = figure_of(of, i, goal->of.figure);
        double base = json_number_value(figure_of(to, i, goal->to.figure));
        if (value != NULL && base > 0) {
            values[count++] = json_number_value(value) / base;
        }
    }
    return median(values, count);
}

bool goal_is_met(const struct goal *goal, double found)
{
    return goal->at_least ? found >= goal->factor : found <= goal->factor;
}
