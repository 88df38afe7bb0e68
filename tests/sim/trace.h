/* SPDX-License-Identifier: EUPL-1.2 */
/* FNV-1a, 64 bits: a trace in one number. Not for secrets. */
#ifndef TESTS_SIM_TRACE_H
#define TESTS_SIM_TRACE_H

#include <stddef.h>
#include <stdint.h>

#define TRACE_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t trace_bytes(uint64_t trace, const void *bytes, size_t size)
{
    const uint8_t *from = bytes;
    for (size_t i = 0; i < size; i++) {
        trace = (trace ^ from[i]) * UINT64_C(0x100000001b3);
    }
    return trace;
}

static inline uint64_t trace_number(uint64_t trace, uint64_t number)
{
    for (int i = 0; i < 8; i++) {
        trace = (trace ^ (number >> (8 * i) & 0xff)) * UINT64_C(0x100000001b3);
    }
    return trace;
}

#endif
