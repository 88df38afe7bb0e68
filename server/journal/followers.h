/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who follows which log, and up to where each has seen it. Loop's thread only; internal to this
 * room.
 *
 * A follower is either live, and gets each new record the moment its append is answered, or it is
 * catching up by pages: `ask` is called for one page at a time, and hv_followers_page brings it.
 * Positions decide, so it does not matter how pages and new records overlap: a live follower takes
 * only the record right after the last one it saw.
 */
#ifndef HV_JOURNAL_FOLLOWERS_H
#define HV_JOURNAL_FOLLOWERS_H

#include <stdbool.h>
#include <stdint.h>

#include "journal/job.h"

#define HV_FOLLOWER_BUCKETS 256

struct hv_follower {
    struct hv_follower *next;
    struct hv_follower **link;
    struct hv_follow *follow; /* NULL: unfollowed while a page was under way, which frees it */
    struct hv_id log;
    uint64_t seen;
    bool live;
    bool paging;
};

struct hv_followers {
    struct hv_follower *buckets[HV_FOLLOWER_BUCKETS];
    struct hv_follower *visit; /* the next to be visited, kept right by removals */
    void (*ask)(struct hv_followers *followers, struct hv_follower *follower);
};

void hv_followers_add(struct hv_followers *followers, struct hv_follow *follow);
void hv_followers_remove(struct hv_followers *followers, struct hv_follow *follow);

/* A page that was asked for; `code` as of the read. */
void hv_followers_page(struct hv_followers *followers,
                       struct hv_follower *follower,
                       enum hv_code code,
                       const struct hv_page *page);

/* A record was stored and its author has been told. */
void hv_followers_stored(struct hv_followers *followers,
                         struct hv_id log,
                         const struct hv_stored *record);

/* A log was sealed or erased. */
void hv_followers_ended(struct hv_followers *followers, struct hv_id log, enum hv_end_kind kind);

/* The store failed: everyone is told HV_EUNKNOWN and waits; then it is back: everyone catches up.
 */
void hv_followers_away(struct hv_followers *followers);
void hv_followers_back(struct hv_followers *followers);

/* Everyone is told HV_ECLOSED and dropped. */
void hv_followers_close(struct hv_followers *followers);

/* Drops everyone without a word. */
void hv_followers_forget(struct hv_followers *followers);

#endif
