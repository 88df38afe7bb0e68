/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one thread that touches journal.db and vault.db. Internal to this room.
 *
 * Jobs go in by hv_writer_submit and come out, carried out, by hv_writer_take_done; `wake` is
 * called on the writer's thread when there is something to take. It takes whatever waits as one
 * batch (batch.h), without any delay, so that one sync serves many.
 *
 * When a file fails, whatever was under way is HV_EUNKNOWN (HV_EIO for keys); an AWAY comes out
 * before it. Both files are closed and opened again, at once and then every second or with the next
 * job; a BACK comes out when that worked. A full disk is no such fault: what does not fit is
 * HV_EFULL, and the next job tries again.
 */
#ifndef HV_JOURNAL_WRITER_H
#define HV_JOURNAL_WRITER_H

#include <stdbool.h>

#include "journal/job.h"
#include "journal/sqlite.h"

/* The folder's path is shorter. */
#define HV_WRITER_PATH_SIZE 4000

struct hv_writer;

/* Opens the files in `folder`, which must exist, on the calling thread, and starts the thread. */
enum hv_code hv_writer_start(const char *folder,
                             const struct hv_sqlite_way *way,
                             void (*wake)(void *data),
                             void *data,
                             struct hv_error *error,
                             struct hv_writer **ret);

/* All of `jobs`, which is empty then. */
void hv_writer_submit(struct hv_writer *writer, struct hv_job_list *jobs);

/* A HV_JOB_COPY into a folder that hv_copy_prepare made, one at a time: copied between batches, and
 * comes out when it is whole or failed. HV_ECLOSED: the thread ended first. */
void hv_writer_copy(struct hv_writer *writer, struct hv_job *job);

/* Moves what came out since to the end of `done`. True once the thread has ended and nothing more
 * comes. */
bool hv_writer_take_done(struct hv_writer *writer, struct hv_job_list *done);

/* What the thread did until now. */
void hv_writer_counts(struct hv_writer *writer, struct hv_sqlite_counts *ret);

/* The thread ends once all that was submitted has come out. */
void hv_writer_stop(struct hv_writer *writer);

/* Waits for the thread, which hv_writer_stop was asked to end, and frees the writer. */
void hv_writer_join(struct hv_writer *writer);

#endif
