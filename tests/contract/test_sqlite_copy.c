/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A copy of a store that goes on: whole and consistent whenever it is made, without a trace of
 * keys that were destroyed before, and never half under the name that was asked for.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/driver_sqlite.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/load.h"
#include "tests/contract/victim.h"

#define PATH_SIZE (2 * FOLDER_PATH)
#define LOG       id_of(2, 1)

static uint64_t seed;
static char folder[FOLDER_PATH]; /* the copies are made in it */

struct copy_call {
    struct hv_sqlite_copy request;
    uint32_t answers;
    enum hv_code code;
    struct hv_error error;
};

static int setup(void **state)
{
    (void)state;
    folder_make(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    assert_int_equal(rmdir(folder), 0);
    return 0;
}

static void path_in_folder(const char *name, char ret[PATH_SIZE])
{
    (void)snprintf(ret, PATH_SIZE, "%s/%s", folder, name);
}

static bool is_there(const char *name)
{
    char path[PATH_SIZE];

    path_in_folder(name, path);
    return access(path, F_OK) == 0;
}

static void
on_copied(struct hv_sqlite_copy *request, enum hv_code code, const struct hv_error *error)
{
    struct copy_call *call = request->data;

    call->answers++;
    call->code = code;
    call->error = *error;
}

static enum hv_code ask_copy(struct store *store, struct copy_call *call, const char *path)
{
    *call = (struct copy_call){
        .request = { .folder = path, .on_done = on_copied, .data = call },
    };
    return hv_sqlite_store_copy(sqlite_of(store), &call->request, &call->error);
}

/* Makes the journal so large that a copy takes more than one piece. */
static void fill_much(struct store *store)
{
    static uint8_t body[HV_JOURNAL_BODY_MAX];
    struct hv_id log = id_of(2, 99);

    for (uint32_t i = 0; i < 2; i++) {
        memset(body, (int)i, sizeof body);
        assert_int_equal(
            append_now(store, log, i, id_of(3, i), (struct hv_bytes){ body, sizeof body }, NULL),
            HV_OK);
    }
}

/* ---- Whole, whenever it is made ---- */

/* What is sure of a copy that was made between the two: what was promised before, and nothing that
 * was not asked after. */
static void
join_ledgers(const struct ledger *before, const struct ledger *after, struct ledger *ret)
{
    *ret = *after;
    for (uint32_t i = 0; i < after->count; i++) {
        const struct promise *old = &before->promises[i];
        struct promise *promise = &ret->promises[i];
        bool is_known = i < before->count;
        promise->acknowledged = is_known && old->acknowledged;
        promise->position = is_known ? old->position : 0;
        if (is_known && old->key == promise->key) {
            continue;
        }
        promise->key = promise->key >= KEY_DESTROY_ASKED ? KEY_DESTROY_ASKED : KEY_ASKED;
    }
}

static void check_copy(const struct ledger *ledger, const char *path)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    for (uint32_t i = 0; i < 2; i++) {
        char file[PATH_SIZE + 16];
        (void)snprintf(file, sizeof file, "%s/%s", path, i == 0 ? "journal.db" : "vault.db");
        assert_int_equal(stat(file, &status), 0);
        assert_int_equal(status.st_mode & 07777, 0600);
    }
    check_folder(ledger, path);
}

/* Under load, after a random number of answers. */
static void copy_once(struct load *load, struct dice *dice)
{
    static struct ledger before, joined;
    struct store *store = load->store;
    char path[PATH_SIZE];
    struct copy_call call;

    path_in_folder("copy", path);
    load->is_stopped = false;
    load_start(load);
    for (uint32_t wait = load->answers + roll_below(dice, 60); load->answers < wait;) {
        assert_true(store->driver->turn(store));
    }
    before = *load->ledger;
    assert_int_equal(ask_copy(store, &call, path), HV_OK);
    while (call.answers == 0) {
        assert_true(store->driver->turn(store));
    }
    assert_int_equal(call.code, HV_OK);
    join_ledgers(&before, load->ledger, &joined);
    check_copy(&joined, path);
    folder_remove(path);
    assert_false(is_there("copy.unfinished"));
}

static void a_copy_holds_what_was_promised(void **state)
{
    uint32_t rounds = getenv("HV_TEST_FULL") != NULL ? 1000 : 20;
    static struct ledger ledger;
    struct dice dice = { .state = seed };
    struct store store;

    (void)state;
    memset(&ledger, 0, sizeof ledger);
    store_open(&store, &sqlite_driver);
    fill_much(&store);
    struct load load = { .store = &store, .ledger = &ledger, .dice = dice };
    load_init(&load);
    for (uint32_t round = 0; round < rounds && ledger.count < LEDGER_MAX / 2; round++) {
        copy_once(&load, &dice);
    }
    load_finish(&load);
    ledger_check(&ledger, &store);
    store_free(&store);
}

/* The file itself may keep copies of a destroyed key until it was searched; a copy has none. */
static void destroyed_keys_are_in_no_copy(void **state)
{
    enum {
        COUNT = 48
    };
    struct hv_wrapped_key keys[COUNT];
    struct hv_id ids[COUNT];
    char path[PATH_SIZE];
    struct copy_call call;
    struct store store;

    (void)state;
    store_open(&store, &sqlite_driver);
    for (uint32_t i = 0; i < COUNT; i++) {
        keys[i] = key_of(LOG, i, 1, 1);
        ids[i] = keys[i].id;
    }
    struct hv_key_change put = { .kind = HV_KEYS_PUT, .keys = keys, .count = COUNT };
    struct hv_key_change destroy = {
        .kind = HV_KEYS_DESTROY, .log = LOG, .ids = ids, .count = COUNT / 2
    };
    assert_int_equal(change_now(&store, put, NULL), HV_OK);
    assert_int_equal(change_now(&store, destroy, NULL), HV_OK);
    path_in_folder("copy", path);
    assert_int_equal(ask_copy(&store, &call, path), HV_OK);
    store_wait(&store, &call.answers, 1);
    assert_int_equal(call.code, HV_OK);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(folder_holds(path, keys[i].wrapped, sizeof keys[i].wrapped),
                         i >= COUNT / 2);
    }
    store_free(&store);
    folder_remove(path);
}

/* ---- Refused ---- */

static void a_place_that_will_not_do_is_refused(void **state)
{
    static const struct {
        const char *path; /* relative: in the folder of the test */
        bool is_relative;
        enum hv_code code;
        const char *saying;
    } rows[] = {
        { "taken", false, HV_EDUPLICATE, "there already" },
        { "left", false, HV_EDUPLICATE, "was not finished" },
        { "no/such", false, HV_EINVAL, "No such file" },
        { "file/below", false, HV_EINVAL, "Not a directory" },
        { "somewhere", true, HV_EINVAL, "absolute" },
    };
    char path[PATH_SIZE];
    struct copy_call call;
    struct store store;

    (void)state;
    store_open(&store, &sqlite_driver);
    path_in_folder("taken", path);
    assert_int_equal(mkdir(path, 0700), 0);
    path_in_folder("left.unfinished", path);
    assert_int_equal(mkdir(path, 0700), 0);
    file_write(folder, "file", "x", 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        path_in_folder(rows[i].path, path);
        assert_int_equal(ask_copy(&store, &call, rows[i].is_relative ? rows[i].path : path),
                         rows[i].code);
        if (strstr(call.error.text, rows[i].saying) == NULL) {
            fail_msg("\"%s\" does not say \"%s\"", call.error.text, rows[i].saying);
        }
    }
    path_in_folder("taken", path);
    assert_int_equal(rmdir(path), 0);
    path_in_folder("left.unfinished", path);
    assert_int_equal(rmdir(path), 0);
    path_in_folder("file", path);
    assert_int_equal(unlink(path), 0);
    fill_log(&store, LOG, 0, 1); /* it goes on */
    store_free(&store);
}

static void one_at_a_time(void **state)
{
    char path[PATH_SIZE];
    char other[PATH_SIZE];
    struct copy_call call, second;
    struct store store;

    (void)state;
    store_open(&store, &sqlite_driver);
    path_in_folder("copy", path);
    path_in_folder("second", other);
    assert_int_equal(ask_copy(&store, &call, path), HV_OK);
    assert_int_equal(ask_copy(&store, &second, other), HV_EBUSY);
    assert_int_equal(second.answers, 0);
    store_wait(&store, &call.answers, 1);
    assert_int_equal(call.code, HV_OK);
    store_free(&store);
    folder_remove(path);
}

/* ---- Never half ---- */

static void a_store_that_closes_leaves_nothing_half(void **state)
{
    char path[PATH_SIZE];
    struct copy_call call;
    struct store store;

    (void)state;
    store_open(&store, &sqlite_driver);
    fill_much(&store);
    path_in_folder("copy", path);
    assert_int_equal(ask_copy(&store, &call, path), HV_OK);
    store_free(&store);
    assert_int_equal(call.answers, 1);
    assert_true(call.code == HV_OK || call.code == HV_ECLOSED);
    assert_int_equal(is_there("copy"), call.code == HV_OK);
    assert_false(is_there("copy.unfinished"));
    if (call.code == HV_OK) {
        folder_remove(path);
    }
}

static bool copy_with_fault(struct store *store, const struct vfs_fault *fault)
{
    char path[PATH_SIZE];
    struct copy_call call;

    path_in_folder("copy", path);
    faulty_vfs_fault(fault);
    assert_int_equal(ask_copy(store, &call, path), HV_OK);
    store_wait(store, &call.answers, 1);
    bool struck = faulty_vfs_struck() > 0;
    faulty_vfs_fault(NULL);
    assert_int_equal(is_there("copy"), call.code == HV_OK);
    assert_false(is_there("copy.unfinished"));
    if (call.code == HV_OK) {
        folder_remove(path);
    } else {
        assert_true(struck);
        assert_int_equal(call.error.code, call.code);
        assert_true(call.error.text[0] != '\0');
    }
    return struck;
}

/* Each call on the copy's files fails once; what is stored is none the worse. The store's own files
 * have the same names, but meanwhile it writes to its logs alone. */
static void a_disk_that_fails_leaves_nothing_half(void **state)
{
    static const struct vfs_fault faults[] = {
        { VFS_WRITE, "journal.db", 0, 1, SQLITE_IOERR_WRITE, false, false },
        { VFS_WRITE, "journal.db", 0, 1, SQLITE_FULL, false, true },
        { VFS_WRITE, "vault.db", 0, 1, SQLITE_IOERR_WRITE, false, false },
        { VFS_WRITE, "vault.db", 0, 1, SQLITE_FULL, false, true },
        { VFS_OPEN, "journal.db", 0, 1, SQLITE_CANTOPEN, false, false },
        { VFS_OPEN, "vault.db", 0, 1, SQLITE_CANTOPEN, false, false },
        { VFS_READ, "journal.db-wal", 0, 1, SQLITE_IOERR_READ, false, false },
    };
    uint32_t step = getenv("HV_TEST_FULL") != NULL ? 1 : 97;
    uint32_t struck = 0;
    uint64_t head = 0;
    struct store store;

    (void)state;
    store_open(&store, &sqlite_driver);
    fill_much(&store);
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct vfs_fault fault = faults[i];
        bool hits = true;
        for (fault.skip = 0; hits; fault.skip += step) {
            hits = copy_with_fault(&store, &fault);
            struck += hits;
            fill_log(&store, LOG, head++, 1);
        }
    }
    print_message("%u calls failed\n", struck);
    assert_true(struck >= sizeof faults / sizeof faults[0]);
    store_free(&store);
}

/* Some turns of the loop into a copy it dies. */
static _Noreturn void die_while_copying(const char *data, const char *path, uint32_t turns)
{
    struct copy_call call;
    struct store store;

    open_well(&store, data);
    if (ask_copy(&store, &call, path) == HV_OK) {
        for (uint32_t i = 0; i < turns && call.answers == 0; i++) {
            struct append_call append = { 0 };
            ask_append(&store, &append, LOG, i, id_of(1, i), text("x"));
            store_wait(&store, &append.answers, 1);
        }
    }
    (void)raise(SIGKILL);
    abort();
}

static void a_killed_store_leaves_nothing_that_looks_whole(void **state)
{
    uint32_t rounds = getenv("HV_TEST_FULL") != NULL ? 300 : 20;
    struct dice dice = { .state = seed };
    uint32_t whole = 0;
    struct store store;
    char data[PATH_SIZE];
    char path[PATH_SIZE];

    (void)state;
    path_in_folder("data", data);
    path_in_folder("copy", path);
    open_well(&store, data);
    fill_much(&store);
    sqlite_close(&store);
    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t turns = roll_below(&dice, 12);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            die_while_copying(data, path, turns);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        if (is_there("copy")) {
            assert_false(is_there("copy.unfinished"));
            assert_integrity(path, "journal.db");
            assert_integrity(path, "vault.db");
            folder_remove(path);
            whole++;
        } else if (is_there("copy.unfinished")) {
            char left[PATH_SIZE];
            path_in_folder("copy.unfinished", left);
            folder_remove(left);
        }
    }
    open_well(&store, data);
    sqlite_close(&store);
    assert_integrity(data, "journal.db");
    assert_integrity(data, "vault.db");
    print_message("%u of %u were whole\n", whole, rounds);
    folder_remove(data);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_holds_what_was_promised, setup, teardown),
        cmocka_unit_test_setup_teardown(destroyed_keys_are_in_no_copy, setup, teardown),
        cmocka_unit_test_setup_teardown(a_place_that_will_not_do_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(one_at_a_time, setup, teardown),
        cmocka_unit_test_setup_teardown(a_store_that_closes_leaves_nothing_half, setup, teardown),
        cmocka_unit_test_setup_teardown(a_disk_that_fails_leaves_nothing_half, setup, teardown),
        cmocka_unit_test_setup_teardown(a_killed_store_leaves_nothing_that_looks_whole, setup,
                                        teardown),
    };
    const char *wanted = getenv("HV_TEST_SEED");

    (void)argc;
    (void)argv;
    faulty_vfs_register();
    seed = wanted != NULL ? strtoull(wanted, NULL, 0) : (uint64_t)time(NULL);
    print_message("HV_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
