/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The journal: an ordered, durable log of opaque records, one log a group (and one for the house).
 *
 * This is a port: `struct hv_journal` is a struct of functions that memory.h and sqlite.h fill in.
 * Both pass the one suite of tests/contract. A journal moves bytes; it knows nothing of their
 * meaning.
 *
 * Rules that every implementation keeps:
 *  - All calls and all callbacks happen on the loop's thread. No callback runs inside the call that
 *    asked for it. Each request gets exactly one callback, also at close (HV_ECLOSED).
 *  - A request structure belongs to the caller and stays untouched and alive until its callback;
 *    the bytes it points at are copied during the call. Data given to a callback is valid until it
 * returns.
 *  - HV_OK for an append means: on disk, after fsync. There is no other mode.
 *  - Positions of a log are 1, 2, 3 …: contiguous, each used once.
 *  - A follower sees every record of its log once, in order, without gaps, replay and live alike.
 */
#ifndef HV_JOURNAL_JOURNAL_H
#define HV_JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"

/* The largest record body, in bytes; one byte more is HV_ETOOBIG. */
#define HV_JOURNAL_BODY_MAX (1024u * 1024u)

struct hv_journal;
struct hv_append;
struct hv_read;
struct hv_follow;
struct hv_end;

/* One stored record. */
struct hv_stored {
    uint64_t position;    /* 1 is the first of its log */
    struct hv_id id;      /* the id its append carried */
    struct hv_bytes body; /* borrowed: valid until the callback returns */
};

/*
 * Append one record.
 *
 * code: HV_OK         stored; position is its place.
 *       HV_EDUPLICATE a record with this id is in this log already; position is where. Also with a
 * stale expect: the id decides first. HV_ECONFLICT  the log's head was not `expect`; position is
 * the real head. HV_EGONE      the log is sealed or erased. HV_ETOOBIG    body above
 * HV_JOURNAL_BODY_MAX; nothing was sent. HV_EBUSY      the queue is full; nothing was sent.
 *       HV_EFULL      the disk is full; nothing was stored.
 *       HV_EUNKNOWN   it may or may not be stored: repeat with the same id.
 *       HV_ECLOSED    the journal was closed first; it may or may not be stored.
 */
struct hv_append {
    /* set by the caller */
    struct hv_id log;
    uint64_t expect; /* the head the caller decided on: 0 is a new log */
    struct hv_id id; /* of the command; unique within the log */
    struct hv_bytes body;
    void (*on_done)(struct hv_append *append, enum hv_code code, uint64_t position);
    void *data; /* the caller's own */
    /* private to the implementation */
    struct hv_append *next;
    void *impl[4];
};

/* The most records that one read may ask for. */
#define HV_JOURNAL_READ_MAX 1024u

/* Read up to `max` records after position `after`; past the head it is HV_OK with none. It is fewer
 * than `max`, but at least one, when their bodies pass 1 MiB together: read on until the head. An
 * unknown log is HV_ENOTFOUND, an erased one too. HV_EBUSY, HV_EIO, HV_ECORRUPT and HV_ECLOSED give
 * no records. */
struct hv_read {
    struct hv_id log;
    uint64_t after;
    uint32_t max; /* 1 … HV_JOURNAL_READ_MAX */
    void (*on_read)(struct hv_read *read,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head);
    void *data;
    struct hv_read *next;
    void *impl[4];
};

/*
 * Follow a log: first what is stored after `after`, then what comes. `on_record` gets one record at
 * a time; `on_state` gets HV_OK once everything stored at the time of the call was delivered (the
 * follower is live; an unknown log is live at once and empty), HV_EGONE when the log was sealed or
 * erased, HV_EUNKNOWN when the store is away and what was seen may be stale (HV_OK comes again when
 * it is back and all was delivered), HV_ECORRUPT when a stored record cannot be read, HV_ECLOSED at
 * close. After HV_EGONE, HV_ECORRUPT and HV_ECLOSED nothing more comes. Unfollow at any time, also
 * inside a callback; no callback comes after it returned and the structure is the caller's again.
 */
struct hv_follow {
    struct hv_id log;
    uint64_t after;
    void (*on_record)(struct hv_follow *follow, const struct hv_stored *record);
    void (*on_state)(struct hv_follow *follow, enum hv_code code);
    void *data;
    struct hv_follow *next;
    void *impl[4];
};

enum hv_end_kind {
    HV_END_SEAL, /* reads go on, appends are HV_EGONE */
    HV_END_ERASE /* bodies are removed from the files, reads are HV_ENOTFOUND, appends HV_EGONE */
};

/* End a log, for good. HV_OK also when it had ended so before; HV_ENOTFOUND: no such log; HV_EGONE:
 * sealing an erased log; HV_EFULL, HV_EUNKNOWN (repeat it), HV_EBUSY, HV_ECLOSED. */
struct hv_end {
    struct hv_id log;
    enum hv_end_kind kind;
    void (*on_done)(struct hv_end *end, enum hv_code code);
    void *data;
    struct hv_end *next;
    void *impl[4];
};

struct hv_journal {
    void (*append)(struct hv_journal *journal, struct hv_append *append);
    void (*read)(struct hv_journal *journal, struct hv_read *read);
    void (*follow)(struct hv_journal *journal, struct hv_follow *follow);
    void (*unfollow)(struct hv_journal *journal, struct hv_follow *follow);
    void (*end)(struct hv_journal *journal, struct hv_end *end);
};

#endif
