/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void chance_fill(void *data, void *buffer, size_t size)
{
    uint8_t *to = buffer;
    while (size > 0) {
        uint64_t bits = chance_next(data);
        size_t part = size < sizeof bits ? size : sizeof bits;
        memcpy(to, &bits, part);
        to += part;
        size -= part;
    }
}

uint32_t chance_choose(void *data, uint32_t n)
{
    return chance_below(data, n);
}

uint64_t chance_seed(uint64_t usual, bool *ret_given)
{
    const char *given = getenv("HV_TEST_SEED");
    *ret_given = given != NULL && given[0] != '\0';
    uint64_t seed = *ret_given ? strtoull(given, NULL, 10) : usual;
    printf("seed %llu\n", (unsigned long long)seed);
    return seed;
}
