/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Memory by scope: allocate by moving a pointer, free all at once. A turn of the loop has one arena
 * and resets it after; a group's state has one and frees it when the group goes to sleep.
 *
 * The memory comes in blocks, each twice the size of the one before. What was handed out is wiped
 * when it is taken back, for it may have held what people wrote. An arena has one owner and no
 * lock. Under AddressSanitizer, bytes that were not handed out are poisoned.
 */
#ifndef HV_BASE_ARENA_H
#define HV_BASE_ARENA_H

#include <stddef.h>

struct hv_arena_block;

/* Public so that it can be embedded; all fields are private. */
struct hv_arena {
    struct hv_arena_block *first;
    struct hv_arena_block *last;
    size_t limit;
    size_t used;
};

/* Makes an empty arena that hands out at most `limit` bytes. Allocates nothing, cannot fail. */
void hv_arena_init(struct hv_arena *arena, size_t limit);

/*
 * `size` zeroed bytes, aligned for any object, valid until reset or free. NULL when the limit would
 * be passed or the system has no memory; what was handed out before stays valid. Size 0 gives a
 * pointer that may not be followed, and is not NULL.
 */
void *hv_arena_alloc(struct hv_arena *arena, size_t size) __attribute__((warn_unused_result));

/* As hv_arena_alloc for `count` objects of `size` bytes; NULL as well when the product overflows.
 */
void *hv_arena_array(struct hv_arena *arena, size_t count, size_t size)
    __attribute__((warn_unused_result));

/* A copy of `size` bytes at `from` (which may be NULL when size is 0), or NULL as above. */
void *hv_arena_copy(struct hv_arena *arena, const void *from, size_t size)
    __attribute__((warn_unused_result));

/* Bytes handed out since init or the last reset, each rounded up to the alignment. */
size_t hv_arena_used(const struct hv_arena *arena);

/* Takes everything back, wiped; keeps the first block, so that a small turn costs no system call.
 */
void hv_arena_reset(struct hv_arena *arena);

/* Gives everything back to the system, wiped. The arena is empty then and may be used again. */
void hv_arena_free(struct hv_arena *arena);

#endif
