/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A disk that fails, hangs or is full, under the SQLite store: never a false "stored", and well
 * again without a restart. Which call of SQLite's fails is told by faulty_vfs.h; the full disk is a
 * real one of 4 MB.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/driver_sqlite.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/load.h"

#define LOG       id_of(2, 1)
#define OTHER_LOG id_of(2, 2)

/* ---- Every call fails once ---- */

/* Load until the fault struck and some more was answered; then everything promised must be there,
 * and after reopening too. */
static uint32_t run_with_fault(const struct vfs_fault *fault)
{
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct store store;

    assert_non_null(ledger);
    store_open(&store, &sqlite_driver);
    struct load load = { .store = &store, .ledger = ledger, .dice = { .state = fault->skip + 1 } };
    load_init(&load);
    faulty_vfs_fault(fault);
    load_start(&load);
    while (load.answers < 60) {
        assert_true(store.driver->turn(&store));
    }
    load_finish(&load);
    uint32_t struck = faulty_vfs_struck();
    faulty_vfs_fault(NULL);
    ledger_check(ledger, &store);
    store.driver->reopen(&store);
    ledger_check(ledger, &store);
    store_free(&store);
    free(ledger);
    return struck;
}

static void every_failing_call_is_survived(void **state)
{
    static const struct vfs_fault faults[] = {
        { VFS_WRITE, "", 0, 1, SQLITE_IOERR_WRITE, false, false },
        { VFS_WRITE, "", 0, 1, SQLITE_IOERR_WRITE, false, true },
        { VFS_WRITE, "", 0, 1, SQLITE_FULL, false, true },
        { VFS_WRITE, "-wal", 0, 3, SQLITE_IOERR_WRITE, true, false },
        { VFS_SYNC, "", 0, 1, SQLITE_IOERR_FSYNC, false, false },
        { VFS_SYNC, "", 0, 1, SQLITE_IOERR_FSYNC, true, false },
        { VFS_SYNC, "", 0, 4, SQLITE_IOERR_FSYNC, false, false },
        { VFS_TRUNCATE, "", 0, 1, SQLITE_IOERR_TRUNCATE, false, false },
        { VFS_READ, "", 0, 1, SQLITE_IOERR_READ, false, false },
    };
    uint32_t step = getenv("HV_TEST_FULL") != NULL ? 1 : 13;
    uint32_t struck = 0;

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct vfs_fault fault = faults[i];
        uint32_t hits = 1;
        for (fault.skip = 0; hits > 0 && fault.skip < 400; fault.skip += step) {
            hits = run_with_fault(&fault);
            struck += hits;
        }
    }
    print_message("%u calls failed\n", struck);
    assert_true(struck > 20);
}

/* ---- A sync that fails ---- */

struct watch {
    uint32_t faults;
    uint32_t returns;
    struct hv_error last;
};

static void on_fault(void *data, const struct hv_error *fault)
{
    struct watch *watch = data;

    if (fault == NULL) {
        watch->returns++;
    } else {
        watch->faults++;
        watch->last = *fault;
    }
}

/* As long as syncs fail nothing is acknowledged and the operator knows; then it heals by itself. */
static void nothing_is_acknowledged_while_syncs_fail(void **state)
{
    static const struct vfs_fault fault = { VFS_SYNC,           "",    0,    UINT32_MAX,
                                            SQLITE_IOERR_FSYNC, false, false };
    struct watch watch = { .faults = 0 };
    struct follow_call follow = { .unfollow_at = 0 };
    struct store store;
    struct read_call read;

    (void)state;
    store_open(&store, &sqlite_driver);
    hv_sqlite_store_watch(sqlite_of(&store), on_fault, &watch);
    fill_log(&store, LOG, 0, 3);
    ask_follow(&store, &follow, LOG, 0);
    store_wait(&store, &follow.state_count, 1);
    faulty_vfs_fault(&fault);
    for (uint32_t i = 0; i < 5; i++) {
        enum hv_code code = append_now(&store, LOG, 3, id_of(1, 4), text("x"), NULL);
        assert_int_equal(code, HV_EUNKNOWN);
    }
    struct hv_wrapped_key key = key_of(LOG, 1, 1, 1);
    struct hv_key_change put = { .kind = HV_KEYS_PUT, .keys = &key, .count = 1 };
    assert_int_equal(change_now(&store, put, NULL), HV_EIO);
    read_now(&store, &read, LOG, 0, 10);
    assert_int_equal(read.code, HV_EIO);
    assert_int_equal(watch.faults, 1);
    assert_int_equal(watch.returns, 0);
    assert_non_null(strstr(watch.last.text, "journal.db"));
    assert_int_equal(follow.state_count, 2);
    assert_int_equal(follow.states[1], HV_EUNKNOWN);
    faulty_vfs_fault(NULL);
    store_wait(&store, &watch.returns, 1); /* nobody asks anything */
    store_wait(&store, &follow.state_count, 3);
    assert_int_equal(follow.states[2], HV_OK);
    enum hv_code code = append_now(&store, LOG, 3, id_of(1, 4), text("x"), NULL);
    assert_true(code == HV_OK || code == HV_EDUPLICATE);
    assert_int_equal(change_now(&store, put, NULL), HV_OK);
    store_settle(&store);
    assert_int_equal(follow.records.count, 4);
    ask_unfollow(&store, &follow);
    kept_free(&follow.records);
    store_free(&store);
}

/* ---- A disk that does not answer ---- */

static void the_loop_goes_on_while_the_disk_hangs(void **state)
{
    enum {
        COUNT = 9000,
        FIT = 8192
    };
    struct append_call *calls = calloc(COUNT, sizeof *calls);
    struct store store;

    (void)state;
    assert_non_null(calls);
    store_open(&store, &sqlite_driver);
    faulty_vfs_hold(true);
    for (uint32_t i = 0; i < COUNT; i++) {
        ask_append(&store, &calls[i], LOG, i, id_of(1, i), text("patience"));
    }
    for (uint32_t i = FIT; i < COUNT; i++) {
        store_wait(&store, &calls[i].answers, 1);
        assert_int_equal(calls[i].code, HV_EBUSY);
    }
    for (uint32_t i = 0; i < FIT; i++) {
        assert_int_equal(calls[i].answers, 0);
    }
    faulty_vfs_hold(false);
    for (uint32_t i = 0; i < FIT; i++) {
        store_wait(&store, &calls[i].answers, 1);
        assert_int_equal(calls[i].code, HV_OK);
    }
    store_free(&store);
    free(calls);
}

/* What is asked while the disk hangs comes out fair: a log with one request does not wait for one
 * with thousands. */
static void a_long_queue_delays_another_log_by_two_batches_at_most(void **state)
{
    enum {
        COUNT = 8000
    };
    struct append_call *calls = calloc(COUNT, sizeof *calls);
    struct append_call other;
    struct store store;
    uint32_t before = 0;

    (void)state;
    assert_non_null(calls);
    store_open(&store, &sqlite_driver);
    faulty_vfs_hold(true);
    for (uint32_t i = 0; i < COUNT; i++) {
        ask_append(&store, &calls[i], LOG, i, id_of(1, i), text("one of many"));
    }
    ask_append(&store, &other, id_of(2, 2), 0, id_of(1, 1), text("the other"));
    faulty_vfs_hold(false);
    for (uint32_t i = 0; i < COUNT; i++) {
        store_wait(&store, &calls[i].answers, 1);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        before += calls[i].order < other.order ? 1 : 0;
    }
    assert_int_equal(other.answers, 1);
    assert_true(before <= 2 * 512);
    store_free(&store);
    free(calls);
}

/* ---- A full disk ---- */

static char disk[FOLDER_PATH];

/* A mount that nobody else sees and that goes with this process. NULL, or why not. */
static const char *mount_small_disk(void)
{
    static char reason[128];

    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0) {
        (void)snprintf(reason, sizeof reason, "no mount namespace: %s", strerror(errno));
        return reason;
    }
    (void)mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=4m") != 0) {
        (void)snprintf(reason, sizeof reason, "no tmpfs: %s", strerror(errno));
        return reason;
    }
    return NULL;
}

/* Writes a file until not one byte more fits. */
static void fill_disk(void)
{
    char path[FOLDER_PATH * 2];
    static const uint8_t block[4096];
    size_t size = sizeof block;

    (void)snprintf(path, sizeof path, "%s/ballast", disk);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    while (size > 0) {
        if (write(file, block, size) <= 0) {
            size /= 2;
        }
    }
    (void)close(file);
}

static void free_disk(void)
{
    char path[FOLDER_PATH * 2];

    (void)snprintf(path, sizeof path, "%s/ballast", disk);
    assert_int_equal(unlink(path), 0);
}

static void open_on_disk(struct store *store, const char *path)
{
    struct hv_error error = { .code = HV_OK };

    if (sqlite_open(store, path, NULL, &error) != HV_OK) {
        fail_msg("%s: %s", hv_code_name(error.code), error.text);
    }
}

/* After its answer the writer may still give back what it tried with, and a key or so may fit
 * there: then it is stored, as it should be. The ballast takes the rest. */
static enum hv_code put_until_refused(struct store *store)
{
    static uint32_t number = 7777;
    enum hv_code code = HV_OK;

    for (uint32_t i = 0; i < 1000 && code == HV_OK; i++) {
        struct hv_wrapped_key key = key_of(OTHER_LOG, number++, 1, 1);
        struct hv_key_change put = { .kind = HV_KEYS_PUT, .keys = &key, .count = 1 };

        fill_disk();
        code = change_now(store, put, NULL);
    }
    return code;
}

static void assert_full(struct store *store, uint64_t head)
{
    uint8_t bytes[9000] = { 1 };
    struct hv_bytes large = { .data = bytes, .size = sizeof bytes };

    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(put_until_refused(store), HV_EFULL);
        fill_disk();
        assert_int_equal(append_now(store, LOG, head, id_of(1, 9999), large, NULL), HV_EFULL);
    }
}

static void assert_all_there(struct store *store, uint64_t head)
{
    uint64_t at = 0;

    while (at < head) {
        struct read_call read;
        read_now(store, &read, LOG, at, 1024);
        assert_int_equal(read.code, HV_OK);
        assert_int_equal(read.head, head);
        assert_filled(&read.records, at + 1, read.records.count);
        at += read.records.count;
        kept_free(&read.records);
    }
}

static void a_full_disk_is_read_only_until_there_is_space(void **state)
{
    enum {
        KEYS = 400
    };
    struct hv_wrapped_key *keys = calloc(KEYS, sizeof *keys);
    struct hv_id ids[KEYS];
    char path[FOLDER_PATH * 2];
    const char *reason;
    struct store store;
    struct load_call load;

    (void)state;
    assert_non_null(keys);
    folder_make(disk);
    reason = mount_small_disk();
    if (reason != NULL) {
        print_message("skipped: %s\n", reason);
        (void)rmdir(disk);
        free(keys);
        skip();
    }
    (void)snprintf(path, sizeof path, "%s/data", disk);
    open_on_disk(&store, path);
    for (uint32_t i = 0; i < KEYS; i++) {
        keys[i] = key_of(LOG, i, 1, 1000);
        ids[i] = keys[i].id;
    }
    struct hv_key_change put = { .kind = HV_KEYS_PUT, .keys = keys, .count = KEYS };
    assert_int_equal(change_now(&store, put, NULL), HV_OK);
    fill_log(&store, LOG, 0, 300);
    fill_disk();
    assert_full(&store, 300);
    assert_all_there(&store, 300);

    /* Destroying works all the same, and again. */
    for (uint32_t i = 0; i < KEYS; i += KEYS / 2) {
        struct hv_key_change destroy = { .kind = HV_KEYS_DESTROY,
                                         .ids = ids + i,
                                         .count = KEYS / 2 };
        uint64_t swept;
        /* An answer comes before the reserve is made anew; the next one comes after. */
        assert_all_there(&store, 300);
        fill_disk();
        assert_int_equal(change_now(&store, destroy, &swept), HV_OK);
        assert_int_equal(swept, KEYS / 2);
        for (uint32_t j = i; j < i + KEYS / 2; j += 7) {
            assert_false(folder_holds(path, keys[j].wrapped, 16));
        }
    }
    fill_disk();
    assert_full(&store, 300);

    /* Starting on a full disk is possible, to read and to destroy. */
    sqlite_close(&store);
    fill_disk();
    open_on_disk(&store, path);
    assert_all_there(&store, 300);
    assert_full(&store, 300);

    free_disk();
    fill_log(&store, LOG, 300, 100);
    assert_int_equal(change_now(&store, put, NULL), HV_OK);
    load_now(&store, &load, LOG);
    assert_int_equal(load.count, KEYS);
    sqlite_close(&store);
    open_on_disk(&store, path);
    assert_all_there(&store, 400);
    sqlite_close(&store);
    assert_int_equal(umount(disk), 0);
    assert_int_equal(rmdir(disk), 0);
    free(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_call_is_survived),
        cmocka_unit_test(nothing_is_acknowledged_while_syncs_fail),
        cmocka_unit_test(the_loop_goes_on_while_the_disk_hangs),
        cmocka_unit_test(a_long_queue_delays_another_log_by_two_batches_at_most),
        cmocka_unit_test(a_full_disk_is_read_only_until_there_is_space),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
