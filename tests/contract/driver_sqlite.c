/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/driver_sqlite.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/contract/faulty_vfs.h"

#define PATIENCE_MS 60000

struct sqlite_impl {
    uv_loop_t loop;
    uv_timer_t watchdog;
    struct hv_sqlite_store *store; /* NULL once closed */
    char folder[FOLDER_PATH];
    bool owns_folder;
    bool closed;
    bool *ret_closed;
    bool is_late;
};

static struct sqlite_impl *impl_of(struct store *store)
{
    return store->impl;
}

struct hv_sqlite_store *sqlite_of(struct store *store)
{
    return impl_of(store)->store;
}

const char *sqlite_folder(struct store *store)
{
    return impl_of(store)->folder;
}

uv_loop_t *sqlite_loop(struct store *store)
{
    return &impl_of(store)->loop;
}

static void on_late(uv_timer_t *timer)
{
    struct sqlite_impl *impl = timer->data;

    impl->is_late = true;
}

static bool turn(struct store *store)
{
    struct sqlite_impl *impl = impl_of(store);

    uv_update_time(&impl->loop); /* it may have stood still for long */
    assert_int_equal(uv_timer_start(&impl->watchdog, on_late, PATIENCE_MS, 0), 0);
    (void)uv_run(&impl->loop, UV_RUN_ONCE);
    (void)uv_timer_stop(&impl->watchdog);
    return !impl->is_late;
}

static void on_closed(void *data)
{
    struct sqlite_impl *impl = data;

    impl->closed = true;
    if (impl->ret_closed != NULL) {
        *impl->ret_closed = true;
    }
}

enum hv_code sqlite_open_way(struct store *store,
                             const char *folder,
                             const struct hv_sqlite_way *way,
                             struct hv_error *error)
{
    struct sqlite_impl *impl = calloc(1, sizeof *impl);

    assert_non_null(impl);
    *store = (struct store){ .driver = &sqlite_driver, .impl = impl, .thread = pthread_self() };
    (void)snprintf(impl->folder, sizeof impl->folder, "%s", folder);
    assert_int_equal(uv_loop_init(&impl->loop), 0);
    enum hv_code code = hv_sqlite_store_open_way(&impl->loop, folder, way, error, &impl->store);
    if (code != HV_OK) {
        assert_int_equal(uv_loop_close(&impl->loop), 0);
        free(impl);
        store->impl = NULL;
        return code;
    }
    assert_int_equal(uv_timer_init(&impl->loop, &impl->watchdog), 0);
    impl->watchdog.data = impl;
    store->journal = hv_sqlite_store_journal(impl->store);
    store->keystore = hv_sqlite_store_keystore(impl->store);
    return HV_OK;
}

enum hv_code
sqlite_open(struct store *store, const char *folder, const char *vfs, struct hv_error *error)
{
    return sqlite_open_way(store, folder, &(struct hv_sqlite_way){ .vfs = vfs }, error);
}

void sqlite_close(struct store *store)
{
    struct sqlite_impl *impl = impl_of(store);

    if (!impl->closed && impl->store != NULL) {
        hv_sqlite_store_close(impl->store, on_closed, impl);
        impl->store = NULL;
    }
    while (!impl->closed) {
        assert_true(turn(store));
    }
    uv_close((uv_handle_t *)&impl->watchdog, NULL);
    assert_int_equal(uv_run(&impl->loop, UV_RUN_DEFAULT), 0);
    assert_int_equal(uv_loop_close(&impl->loop), 0);
    free(impl);
    store->impl = NULL;
}

static void open_in(struct store *store, const char *folder)
{
    struct hv_error error = { .code = HV_OK };

    if (sqlite_open(store, folder, FAULTY_VFS, &error) != HV_OK) {
        fail_msg("%s: %s", hv_code_name(error.code), error.text);
    }
    impl_of(store)->owns_folder = true;
}

static void open_empty(struct store *store)
{
    char folder[FOLDER_PATH];

    faulty_vfs_register();
    faulty_vfs_fault(NULL);
    folder_make(folder);
    open_in(store, folder);
}

static void reopen(struct store *store)
{
    char folder[FOLDER_PATH];

    (void)snprintf(folder, sizeof folder, "%s", sqlite_folder(store));
    sqlite_close(store);
    open_in(store, folder);
}

static void start_close(struct store *store, bool *ret_closed)
{
    struct sqlite_impl *impl = impl_of(store);

    impl->ret_closed = ret_closed;
    hv_sqlite_store_close(impl->store, on_closed, impl);
    impl->store = NULL;
}

static void free_store(struct store *store)
{
    char folder[FOLDER_PATH];

    (void)snprintf(folder, sizeof folder, "%s", sqlite_folder(store));
    bool owns = impl_of(store)->owns_folder;
    sqlite_close(store);
    if (owns) {
        folder_remove(folder);
    }
    faulty_vfs_fault(NULL);
}

static void make_trouble(struct store *store, enum trouble trouble)
{
    static const struct vfs_fault faults[] = {
        [TROUBLE_FULL] = { VFS_WRITE, "journal.db-wal", 0, 1, SQLITE_FULL, false, true },
        [TROUBLE_LOST] = { VFS_WRITE, "journal.db-wal", 0, 1, SQLITE_IOERR_WRITE, false, true },
        [TROUBLE_SILENCED] = { VFS_SYNC, "journal.db-wal", 0, 1, SQLITE_IOERR_FSYNC, true, false },
        [TROUBLE_KEYS_FULL] = { VFS_WRITE, "vault.db-wal", 0, 1, SQLITE_FULL, false, true },
    };

    (void)store;
    faulty_vfs_fault(&faults[trouble]);
}

static bool holds(struct store *store, const void *bytes, size_t size)
{
    return folder_holds(sqlite_folder(store), bytes, size);
}

const struct driver sqlite_driver = {
    .name = "sqlite",
    .open = open_empty,
    .turn = turn,
    .reopen = reopen,
    .start_close = start_close,
    .free = free_store,
    .trouble = make_trouble,
    .holds = holds,
    .many = 20000,
};
