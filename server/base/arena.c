/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#endif

#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(from, size)   ((void)(from), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(from, size) ((void)(from), (void)(size))
#endif

#define FIRST_BLOCK_SIZE 4096u
#define LARGEST_DOUBLED  (1024u * 1024u)
#define ALIGNMENT        alignof(max_align_t)

struct hv_arena_block {
    struct hv_arena_block *next;
    size_t size; /* of data */
    size_t used;
    alignas(max_align_t) uint8_t data[];
};

static size_t next_block_size(const struct hv_arena *arena, size_t wanted)
{
    size_t size = FIRST_BLOCK_SIZE;

    if (arena->last != NULL) {
        size = arena->last->size < LARGEST_DOUBLED ? arena->last->size * 2 : LARGEST_DOUBLED;
    }
    return size < wanted ? wanted : size;
}

static struct hv_arena_block *add_block(struct hv_arena *arena, size_t wanted)
{
    size_t size = next_block_size(arena, wanted);

    if (size > SIZE_MAX - sizeof(struct hv_arena_block)) {
        return NULL;
    }
    struct hv_arena_block *block = malloc(sizeof *block + size);
    if (block == NULL) {
        return NULL;
    }
    block->next = NULL;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->data, size);
    if (arena->last == NULL) {
        arena->first = block;
    } else {
        arena->last->next = block;
    }
    arena->last = block;
    return block;
}

static void wipe(struct hv_arena_block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->data, block->size);
    explicit_bzero(block->data, block->used);
    block->used = 0;
}

static void free_blocks(struct hv_arena_block *block)
{
    while (block != NULL) {
        struct hv_arena_block *next = block->next;
        wipe(block);
        free(block);
        block = next;
    }
}

void hv_arena_init(struct hv_arena *arena, size_t limit)
{
    *arena = (struct hv_arena){ .limit = limit };
}

void *hv_arena_alloc(struct hv_arena *arena, size_t size)
{
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

    /* A size that wraps around in rounding comes out smaller than it went in. */
    if (rounded < size || rounded > arena->limit - arena->used) {
        return NULL;
    }
    struct hv_arena_block *block = arena->last;
    if (block == NULL || rounded > block->size - block->used) {
        block = add_block(arena, rounded);
        if (block == NULL) {
            return NULL;
        }
    }
    void *memory = block->data + block->used;
    block->used += rounded;
    arena->used += rounded;
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    memset(memory, 0, size);
    return memory;
}

void *hv_arena_array(struct hv_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return hv_arena_alloc(arena, count * size);
}

void *hv_arena_copy(struct hv_arena *arena, const void *from, size_t size)
{
    void *copy = hv_arena_alloc(arena, size);

    if (copy != NULL && size > 0) {
        memcpy(copy, from, size);
    }
    return copy;
}

size_t hv_arena_used(const struct hv_arena *arena)
{
    return arena->used;
}

void hv_arena_reset(struct hv_arena *arena)
{
    arena->used = 0;
    if (arena->first == NULL) {
        return;
    }
    free_blocks(arena->first->next);
    wipe(arena->first);
    arena->first->next = NULL;
    arena->last = arena->first;
    ASAN_POISON_MEMORY_REGION(arena->first->data, arena->first->size);
}

void hv_arena_free(struct hv_arena *arena)
{
    free_blocks(arena->first);
    hv_arena_init(arena, arena->limit);
}
