/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/sqlite.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/copy.h"
#include "journal/desk.h"
#include "journal/path_fault.h"
#include "journal/writer.h"

#define PATH_SIZE HV_WRITER_PATH_SIZE

struct hv_sqlite_store {
    struct hv_desk desk;
    struct hv_writer *writer; /* NULL once it was joined */
    uv_async_t async;
    uv_check_t polled; /* what the events of a turn of the loop asked is handed over together: */
    uv_prepare_t to_sleep; /* the more jobs the writer finds, the more one commit carries */
    uint32_t open_handles;
    int lock;
    bool is_copying;
    struct hv_job_list asked;
    struct hv_job_list refused;
    void (*on_fault)(void *data, const struct hv_error *fault);
    void *fault_data;
    void (*on_closed)(void *data);
    void *closed_data;
};

/* ---- The folder ---- */

static enum hv_code sync_folder(const char *path, struct hv_error *error)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        return hv_path_fault(error, "open", path);
    }
    enum hv_code code = fsync(fd) == 0 ? HV_OK : hv_path_fault(error, "sync", path);
    (void)close(fd);
    return code;
}

enum hv_code hv_sqlite_make_folder(const char *path, struct hv_error *error)
{
    struct stat status;

    if (strlen(path) >= PATH_SIZE) {
        return hv_error_set(error, HV_EINVAL, "the path of the data folder is too long");
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return hv_path_fault(error, "make the data folder", path);
    }
    if (stat(path, &status) != 0) {
        return hv_path_fault(error, "read", path);
    }
    if (!S_ISDIR(status.st_mode)) {
        return hv_error_set(error, HV_EINVAL, "%s is no folder", path);
    }
    if ((status.st_mode & 077) != 0 && chmod(path, 0700) != 0) {
        return hv_path_fault(error, "keep others out of", path);
    }
    return HV_OK;
}

/* SQLite would make its files readable by others. It has none of them open yet: closing one drops
 * every lock on it. */
static enum hv_code make_file(const char *folder, const char *name, struct hv_error *error)
{
    char path[PATH_SIZE + 16];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return hv_path_fault(error, "write", path);
    }
    enum hv_code code =
        fchmod(fd, 0600) == 0 ? HV_OK : hv_path_fault(error, "keep others out of", path);
    (void)close(fd);
    return code;
}

static enum hv_code take_lock(const char *folder, struct hv_error *error, int *ret)
{
    char path[PATH_SIZE + 16];

    (void)snprintf(path, sizeof path, "%s/lock", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return hv_path_fault(error, "write", path);
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        enum hv_code code =
            errno == EWOULDBLOCK
                ? hv_error_set(error, HV_ELOCKED, "%s is in use by another houvastd", folder)
                : hv_path_fault(error, "lock", path);
        (void)close(fd);
        return code;
    }
    *ret = fd;
    return HV_OK;
}

static enum hv_code prepare_folder(const char *folder, struct hv_error *error, int *ret_lock)
{
    enum hv_code code = hv_sqlite_make_folder(folder, error);
    int lock = -1;

    if (code == HV_OK) {
        code = take_lock(folder, error, &lock);
    }
    if (code != HV_OK) {
        return code;
    }
    code = make_file(folder, "journal.db", error);
    if (code == HV_OK) {
        code = make_file(folder, "vault.db", error);
    }
    if (code == HV_OK) {
        code = sync_folder(folder, error);
    }
    if (code != HV_OK) {
        (void)close(lock);
        return code;
    }
    *ret_lock = lock;
    return HV_OK;
}

/* ---- Jobs ---- */

/* `desk` is the first member. */
static void submit(struct hv_desk *desk, struct hv_job *job)
{
    struct hv_sqlite_store *store = (void *)desk;

    if (!job->refused) {
        hv_job_list_push(&store->asked, job);
        return;
    }
    hv_job_list_push(&store->refused, job);
    if (!uv_is_closing((uv_handle_t *)&store->async)) {
        (void)uv_async_send(&store->async);
    }
}

static void answer_copy(struct hv_sqlite_store *store, struct hv_job *job)
{
    struct hv_sqlite_copy *copy = job->of.copy;

    store->is_copying = false;
    copy->on_done(copy, job->code, &job->error);
    hv_job_free(job);
}

static void answer(struct hv_sqlite_store *store, struct hv_job *job)
{
    if (job->kind == HV_JOB_COPY) {
        answer_copy(store, job);
        return;
    }
    if (store->on_fault != NULL && job->kind == HV_JOB_AWAY && !job->refused) {
        store->on_fault(store->fault_data, (const struct hv_error *)(void *)job->copied);
    } else if (store->on_fault != NULL && job->kind == HV_JOB_BACK) {
        store->on_fault(store->fault_data, NULL);
    }
    hv_desk_answer(&store->desk, job);
}

static void answer_all(struct hv_sqlite_store *store, struct hv_job_list *jobs)
{
    struct hv_job *job;

    while ((job = hv_job_list_pop(jobs)) != NULL) {
        answer(store, job);
    }
}

static void hand_over(struct hv_sqlite_store *store)
{
    if (store->asked.count > 0) {
        hv_writer_submit(store->writer, &store->asked);
    }
}

static void on_polled(uv_check_t *check)
{
    hand_over(check->data);
}

static void on_to_sleep(uv_prepare_t *prepare)
{
    hand_over(prepare->data);
}

static void on_handle_closed(uv_handle_t *handle)
{
    struct hv_sqlite_store *store = handle->data;
    void (*on_closed)(void *data) = store->on_closed;
    void *data = store->closed_data;

    if (--store->open_handles > 0) {
        return;
    }
    answer_all(store, &store->refused);
    (void)close(store->lock);
    free(store);
    on_closed(data);
}

static void on_writer_ended(struct hv_sqlite_store *store)
{
    hv_writer_join(store->writer);
    store->writer = NULL;
    hv_followers_close(&store->desk.followers);
    uv_close((uv_handle_t *)&store->async, on_handle_closed);
    uv_close((uv_handle_t *)&store->polled, on_handle_closed);
    uv_close((uv_handle_t *)&store->to_sleep, on_handle_closed);
}

/* Wake-ups coalesce, so all that came out is answered. What a callback asks that is refused waits
 * for the next. */
static void on_wake(uv_async_t *async)
{
    struct hv_sqlite_store *store = async->data;
    struct hv_job_list done = store->refused;

    store->refused = (struct hv_job_list){ 0 };
    bool has_ended = hv_writer_take_done(store->writer, &done);
    answer_all(store, &done);
    if (has_ended) {
        on_writer_ended(store);
    }
}

static void wake(void *data)
{
    struct hv_sqlite_store *store = data;

    (void)uv_async_send(&store->async);
}

/* ---- Opening and closing ---- */

/* They cannot fail: a loop has what it takes from its beginning. */
static void start_handles(uv_loop_t *loop, struct hv_sqlite_store *store)
{
    int result = uv_async_init(loop, &store->async, on_wake);

    assert(result == 0);
    (void)result;
    (void)uv_check_init(loop, &store->polled);
    (void)uv_prepare_init(loop, &store->to_sleep);
    (void)uv_check_start(&store->polled, on_polled);
    (void)uv_prepare_start(&store->to_sleep, on_to_sleep);
    store->async.data = store->polled.data = store->to_sleep.data = store;
    store->open_handles = 3;
}

enum hv_code hv_sqlite_store_open_way(uv_loop_t *loop,
                                      const char *folder,
                                      const struct hv_sqlite_way *way,
                                      struct hv_error *error,
                                      struct hv_sqlite_store **ret)
{
    struct hv_sqlite_store *store = hv_job_memory(NULL, sizeof *store);

    memset(store, 0, sizeof *store);
    hv_desk_init(&store->desk, submit);
    enum hv_code code = prepare_folder(folder, error, &store->lock);
    if (code != HV_OK) {
        goto err_free;
    }
    code = hv_writer_start(folder, way, wake, store, error, &store->writer);
    if (code != HV_OK) {
        goto err_unlock;
    }
    start_handles(loop, store);
    *ret = store;
    return HV_OK;

err_unlock:
    (void)close(store->lock);
err_free:
    free(store);
    return code;
}

enum hv_code hv_sqlite_store_open(uv_loop_t *loop,
                                  const char *folder,
                                  struct hv_error *error,
                                  struct hv_sqlite_store **ret)
{
    return hv_sqlite_store_open_way(loop, folder, &(struct hv_sqlite_way){ .vfs = NULL }, error,
                                    ret);
}

struct hv_journal *hv_sqlite_store_journal(struct hv_sqlite_store *store)
{
    return &store->desk.journal;
}

struct hv_keystore *hv_sqlite_store_keystore(struct hv_sqlite_store *store)
{
    return &store->desk.keystore;
}

void hv_sqlite_store_watch(struct hv_sqlite_store *store,
                           void (*on_fault)(void *data, const struct hv_error *fault),
                           void *data)
{
    store->on_fault = on_fault;
    store->fault_data = data;
}

void hv_sqlite_store_counts(const struct hv_sqlite_store *store, struct hv_sqlite_counts *ret)
{
    hv_writer_counts(store->writer, ret);
}

enum hv_code hv_sqlite_store_copy(struct hv_sqlite_store *store,
                                  struct hv_sqlite_copy *copy,
                                  struct hv_error *error)
{
    if (store->desk.closed) {
        return hv_error_set(error, HV_ECLOSED, "the store is closing");
    }
    if (store->is_copying) {
        return hv_error_set(error, HV_EBUSY, "another backup is under way");
    }
    struct hv_job *job = hv_job_new(HV_JOB_COPY, strlen(copy->folder) + 1);
    enum hv_code code = job->refused ? hv_error_set(error, HV_ENOMEM, "no memory")
                                     : hv_copy_prepare(copy->folder, error);
    if (code != HV_OK) {
        hv_job_free(job);
        return code;
    }
    memcpy(job->copied, copy->folder, strlen(copy->folder) + 1);
    job->of.copy = copy;
    store->is_copying = true;
    hv_writer_copy(store->writer, job);
    return HV_OK;
}

void hv_sqlite_store_close(struct hv_sqlite_store *store, void (*on_closed)(void *data), void *data)
{
    assert(!store->desk.closed);
    store->desk.closed = true;
    store->on_closed = on_closed;
    store->closed_data = data;
    hand_over(store);
    hv_writer_stop(store->writer);
}
