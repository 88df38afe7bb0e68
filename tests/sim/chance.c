/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/chance.h"

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
