/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where certain bytes are, by looking through the memory of this process. What is looked for is
 * kept here only under a mask, so that the search does not find itself. Includes come from the
 * test.
 */
#ifndef HV_TESTS_UNIT_MEMORY_SEARCH_H
#define HV_TESTS_UNIT_MEMORY_SEARCH_H

#include <stdbool.h>

#define KIB ((size_t)1024)

/* A sanitizer's shadow is larger than this; nothing that the program allocates is. */
#define SEARCHED_MAX (128 * KIB * KIB)

static volatile const uint8_t mask = 0xa5;
static uint8_t masked[32];

/* Look for these bytes, as many as `masked` has, from now on. The caller wipes its own. */
static inline void look_for(const uint8_t *bytes)
{
    for (size_t i = 0; i < sizeof masked; i++) {
        masked[i] = bytes[i] ^ mask;
    }
}

/* The bytes that are looked for; the caller wipes them. */
static inline void unmask(uint8_t ret[sizeof masked])
{
    for (size_t i = 0; i < sizeof masked; i++) {
        ret[i] = masked[i] ^ mask;
    }
}

__attribute__((no_sanitize("address", "undefined"))) static inline size_t
copies_between(const uint8_t *at, const uint8_t *end)
{
    size_t copies = 0;
    for (; end - at >= (ptrdiff_t)sizeof masked; at++) {
        size_t same = 0;
        while (same < sizeof masked && (at[same] ^ mask) == masked[same]) {
            same++;
        }
        copies += same == sizeof masked;
    }
    return copies;
}

struct mapping {
    uintptr_t start;
    uintptr_t end;
    bool readable;
    bool writable;
    bool of_kernel; /* looks readable and is not always */
};

static inline bool next_mapping(FILE *maps, struct mapping *ret)
{
    char line[512];
    char *rest;
    if (fgets(line, sizeof line, maps) == NULL) {
        return false;
    }
    ret->start = strtoull(line, &rest, 16);
    ret->end = strtoull(rest + 1, &rest, 16);
    ret->readable = rest[1] == 'r';
    ret->writable = rest[2] == 'w';
    ret->of_kernel = strstr(line, "[v") != NULL;
    return true;
}

/* How often the bytes stand in readable memory of this process. */
static inline size_t copies_in_memory(void)
{
    struct mapping mapping;
    size_t copies = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    assert_non_null(maps);
    while (next_mapping(maps, &mapping)) {
        if (mapping.readable && !mapping.of_kernel && mapping.end - mapping.start <= SEARCHED_MAX) {
            copies += copies_between((const uint8_t *)mapping.start, (const uint8_t *)mapping.end);
        }
    }
    fclose(maps);
    return copies;
}

#endif
