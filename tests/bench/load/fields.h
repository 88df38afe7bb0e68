/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The fields of an encoded message, one after the other, without unpacking it: the generator has to
 * be cheaper than what it measures.
 */
#ifndef HV_BENCH_FIELDS_H
#define HV_BENCH_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fields {
    const uint8_t *at, *end;
    /* The field that was read last: */
    uint32_t field;
    uint64_t number;      /* a varint or fixed64 */
    const uint8_t *bytes; /* NULL: it is a number */
    size_t size;
};

void fields_begin(struct fields *fields, const uint8_t *bytes, size_t size);

/* False: there is no further one. What does not parse ends the program. */
bool fields_next(struct fields *fields);

#endif
