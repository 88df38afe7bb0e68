/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "journal/memory.h"
#include "tests/contract/store.h"

static void open_empty(struct store *store)
{
    store->impl = hv_memory_store_new();
    store->journal = hv_memory_store_journal(store->impl);
    store->keystore = hv_memory_store_keystore(store->impl);
}

static bool turn(struct store *store)
{
    return hv_memory_store_step(store->impl);
}

/* Nothing is waiting, so all there is to lose is what was never synced. */
static void reopen(struct store *store)
{
    hv_memory_store_run(store->impl);
    hv_memory_store_crash(store->impl, (struct hv_choice){ 0 });
}

static void start_close(struct store *store, bool *ret_closed)
{
    hv_memory_store_close(store->impl);
    hv_memory_store_run(store->impl);
    *ret_closed = true;
}

static void free_store(struct store *store)
{
    hv_memory_store_free(store->impl);
    store->impl = NULL;
}

static void make_trouble(struct store *store, enum trouble trouble)
{
    struct hv_memory_knobs *knobs = hv_memory_store_knobs(store->impl);

    switch (trouble) {
    case TROUBLE_FULL:
        knobs->appends_full = 1;
        break;
    case TROUBLE_LOST:
        knobs->appends_lost = 1;
        break;
    case TROUBLE_SILENCED:
        knobs->appends_silenced = 1;
        break;
    case TROUBLE_KEYS_FULL:
        knobs->keys_full = 1;
        break;
    }
}

static bool holds(struct store *store, const void *bytes, size_t size)
{
    struct hv_bytes disk = hv_memory_store_disk(store->impl);

    return disk.size > 0 && memmem(disk.data, disk.size, bytes, size) != NULL;
}

const struct driver memory_driver = {
    .name = "memory",
    .open = open_empty,
    .turn = turn,
    .reopen = reopen,
    .start_close = start_close,
    .free = free_store,
    .trouble = make_trouble,
    .holds = holds,
    .many = 100000,
};
