/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Journal and key store in memory, for the simulator and for tests: no loop, no thread, no clock.
 *
 * The owner drives it: a call of a port only queues; hv_memory_store_step carries out what it must
 * and gives one answer. Behind the ports lies a disk of bytes with a cache, syncs and crashes
 * (disk.h). An answer is given after the sync, never before. Requests of one log are answered in
 * their order; so are those of the key store; between them the choice function decides.
 *
 * With the same calls and the same choices it does the same, byte for byte.
 */
#ifndef HV_JOURNAL_MEMORY_H
#define HV_JOURNAL_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "journal/disk.h"
#include "journal/journal.h"
#include "journal/keystore.h"

struct hv_memory_store;

/* What the owner may turn at any time. All zero: nothing fails, requests are answered in their
 * order. Counts go down by one for each request they hit. */
struct hv_memory_knobs {
    struct hv_choice choice;   /* how many queued requests share a sync, which answer comes first */
    uint32_t appends_full;     /* so many appends that would be stored: HV_EFULL */
    uint32_t appends_lost;     /* … HV_EUNKNOWN, not stored */
    uint32_t appends_silenced; /* … HV_EUNKNOWN, though stored */
    uint32_t keys_full;        /* so many puts and extends: HV_EFULL; destroying has its reserve */
    uint32_t keys_failed;      /* so many key changes of any kind: HV_EIO */
    uint32_t reads_failed;     /* so many reads and loads: HV_EIO */
    bool queue_full;           /* whatever is asked: HV_EBUSY */
};

/* The store is freed by hv_memory_store_free, answered or not. */
struct hv_memory_store *hv_memory_store_new(void);
void hv_memory_store_free(struct hv_memory_store *store);

/* Valid as long as the store. */
struct hv_journal *hv_memory_store_journal(struct hv_memory_store *store);
struct hv_keystore *hv_memory_store_keystore(struct hv_memory_store *store);
struct hv_memory_knobs *hv_memory_store_knobs(struct hv_memory_store *store);

/* Gives the next answer (one callback, and for a stored record those of its followers). False:
 * nothing is waiting. */
bool hv_memory_store_step(struct hv_memory_store *store);

/* Steps until nothing is waiting. */
void hv_memory_store_run(struct hv_memory_store *store);

/* Requests without an answer yet, pages of followers included. */
uint32_t hv_memory_store_waiting(const struct hv_memory_store *store);

/*
 * The power fails and comes back. Some of the queued requests reached the cache, a part of that
 * reached the disk, the last record may be torn: `choice` says how much of each. No request is
 * answered any more, no follower is called any more: their structures are the caller's again. What
 * had been answered is there; what had not may be there.
 */
void hv_memory_store_crash(struct hv_memory_store *store, struct hv_choice choice);

/* Everything asked before is still answered, by steps; everything asked after is HV_ECLOSED;
 * followers get HV_ECLOSED last. */
void hv_memory_store_close(struct hv_memory_store *store);

/* Every durable byte, what was wiped included. Valid until the next call. */
struct hv_bytes hv_memory_store_disk(const struct hv_memory_store *store);

#endif
