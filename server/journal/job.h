/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request of a port on its way through an implementation: what it asks, copied, and what came
 * of it. Internal to this room.
 *
 * A job is made on the loop's thread (desk.c), carried out by the implementation, wherever that
 * runs, and answered on the loop's thread again, which frees it. `of` belongs to the loop alone:
 * whoever carries out a job must not look at it. A process that cannot get the memory for a job is
 * lost, and aborts.
 */
#ifndef HV_JOURNAL_JOB_H
#define HV_JOURNAL_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"
#include "journal/journal.h"
#include "journal/keystore.h"

/* The most bytes of bodies that one read or page gives, if it gives more than one record. */
#define HV_PAGE_BYTES_MAX (1024u * 1024u)

struct hv_follower;
struct hv_sqlite_copy;

enum hv_job_kind {
    HV_JOB_APPEND,
    HV_JOB_READ,
    HV_JOB_PAGE, /* a read for a follower */
    HV_JOB_END,
    HV_JOB_PUT,     /* HV_KEYS_PUT and HV_KEYS_EXTEND */
    HV_JOB_DESTROY, /* HV_KEYS_DESTROY and HV_KEYS_SWEEP */
    HV_JOB_LOAD,
    HV_JOB_AWAY, /* no request: the store failed; a struct hv_error at `copied` tells how */
    HV_JOB_BACK, /* no request: it works again */
    HV_JOB_COPY  /* of both files, into the folder named at `copied`; not of the desk */
};

enum hv_log_state {
    HV_LOG_OPEN,
    HV_LOG_SEALED,
    HV_LOG_ERASED,
    HV_LOG_UNKNOWN
};

/* Records read. Their bodies lie behind each other in `bytes`; they point there once the read is
 * finished. */
struct hv_page {
    struct hv_stored *records;
    uint32_t count;
    uint8_t *bytes;
    size_t size;
    size_t room;
    uint64_t head;
    enum hv_log_state state;
};

struct hv_job {
    struct hv_job *next;
    enum hv_job_kind kind;
    union {
        struct hv_append *append;
        struct hv_read *read;
        struct hv_follower *follower;
        struct hv_end *end;
        struct hv_key_change *change;
        struct hv_key_load *load;
        struct hv_sqlite_copy *copy;
    } of;
    size_t bytes;            /* what it counts for in the queue's limit */
    bool refused;            /* `code` stands already: only to be answered */
    uint64_t failures_known; /* failed puts that the caller had been told of when asking (desk.h) */
    uint64_t failures;       /* of a failed put: its number, from 1 */

    /* what is asked */
    struct hv_id log;
    struct hv_id id;
    uint64_t expect;
    uint64_t after;
    uint32_t max;
    enum hv_end_kind end;
    enum hv_key_change_kind change;
    uint32_t count;
    uint8_t ends_with;
    int64_t ends_at;
    struct hv_bytes body;        /* the three point into `copied` */
    struct hv_wrapped_key *keys; /* LOAD: the answer, allocated */
    struct hv_id *ids;

    /* what came of it */
    enum hv_code code;
    uint64_t position;
    uint64_t swept;
    uint64_t unsettled; /* of `swept`, but in a transaction that is still open */
    struct hv_page page;
    struct hv_error error; /* of a copy */

    _Alignas(16) uint8_t copied[];
};

/* First in, first out. */
struct hv_job_list {
    struct hv_job *first;
    struct hv_job *last;
    uint32_t count;
};

/* A zeroed job with `size` bytes at `copied`; a job without, refused as HV_EBUSY, when there is no
 * memory for those. */
struct hv_job *hv_job_new(enum hv_job_kind kind, size_t size);

/* Wipes nothing: what is secret comes here wrapped. */
void hv_job_free(struct hv_job *job);

void hv_job_list_push(struct hv_job_list *list, struct hv_job *job);
struct hv_job *hv_job_list_pop(struct hv_job_list *list); /* NULL when empty */

/* Moves all of `from` to the end of `to`. */
void hv_job_list_move(struct hv_job_list *to, struct hv_job_list *from);

/* Frees every job, unanswered. */
void hv_job_list_clear(struct hv_job_list *list);

/* Whether one more body of `size` fits in the page. */
bool hv_page_fits(const struct hv_page *page, size_t size);

/* Copies one record to the end of the page, which has room for `max` in all. */
void hv_page_add(struct hv_page *page,
                 uint32_t max,
                 uint64_t position,
                 struct hv_id id,
                 struct hv_bytes body);

/* For READ and PAGE, once head, state and records are there: points the records at their bodies and
 * sets the code. */
void hv_job_finish_read(struct hv_job *job);

/* Memory or abort. */
void *hv_job_memory(void *old, size_t size);

#endif
