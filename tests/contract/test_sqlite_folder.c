/* SPDX-License-Identifier: EUPL-1.2 */
/* What hv_sqlite_store_open makes, and what it refuses, each with one clear sentence. */
#include <errno.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/driver_sqlite.h"

#define LOG id_of(2, 1)

static char folder[FOLDER_PATH];

static int setup(void **state)
{
    (void)state;
    folder_make(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(folder);
    return 0;
}

static void open_well(struct store *store, const char *path)
{
    struct hv_error error = { .code = HV_OK };

    if (sqlite_open(store, path, NULL, &error) != HV_OK) {
        fail_msg("%s: %s", hv_code_name(error.code), error.text);
    }
}

static void assert_refused(const char *path, enum hv_code code, const char *saying)
{
    struct hv_error error = { .code = HV_OK };
    struct store store;

    assert_int_equal(sqlite_open(&store, path, NULL, &error), code);
    assert_int_equal(error.code, code);
    if (strstr(error.text, saying) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", error.text, saying);
    }
}

static mode_t mode_of(const char *name)
{
    char path[FOLDER_PATH * 2];
    struct stat status;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void others_are_kept_out(void **state)
{
    static const char *const files[] = { "lock",     "journal.db",   "journal.db-wal",
                                         "vault.db", "vault.db-wal", "reserve" };
    struct store store;

    (void)state;
    assert_int_equal(chmod(folder, 0755), 0);
    file_write(folder, "vault.db", "", 0);
    mode_t before = umask(0);
    open_well(&store, folder);
    struct hv_wrapped_key key = key_of(LOG, 1, 1, 1);
    fill_log(&store, LOG, 0, 1);
    assert_int_equal(
        change_now(&store, (struct hv_key_change){ .kind = HV_KEYS_PUT, .keys = &key, .count = 1 },
                   NULL),
        HV_OK);
    assert_int_equal(mode_of("."), 0700);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_int_equal(mode_of(files[i]), 0600);
    }
    sqlite_close(&store);
    (void)umask(before);
}

static void a_missing_folder_is_made(void **state)
{
    char path[FOLDER_PATH * 2];
    struct store store;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/data", folder);
    open_well(&store, path);
    sqlite_close(&store);
    folder_remove(path);
}

static void no_folder_can_be_made(void **state)
{
    char path[5000];

    (void)state;
    (void)snprintf(path, sizeof path, "%s/no/such", folder);
    assert_refused(path, HV_EINVAL, "No such file");
    file_write(folder, "file", "x", 1);
    (void)snprintf(path, sizeof path, "%s/file", folder);
    assert_refused(path, HV_EINVAL, "is no folder");
    (void)snprintf(path, sizeof path, "%s/file/below", folder);
    assert_refused(path, HV_EINVAL, "Not a directory");
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_refused(path, HV_EINVAL, "too long");
}

/* Root may write anywhere, so somebody else tries. */
static void a_folder_that_cannot_be_written_is_refused(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        assert_int_equal(chmod(folder, 0500), 0);
        assert_refused(folder, HV_EPERM, "Permission denied");
        return;
    }
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct hv_error error = { .code = HV_OK };
        struct store store;
        enum hv_code code = HV_OK;
        if (setuid(65534) == 0) {
            code = sqlite_open(&store, folder, NULL, &error);
        }
        _exit(code == HV_EPERM && strstr(error.text, folder) != NULL ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_second_store_is_refused(void **state)
{
    struct store first;

    (void)state;
    open_well(&first, folder);
    assert_refused(folder, HV_ELOCKED, "in use by another");
    fill_log(&first, LOG, 0, 3);
    sqlite_close(&first);
    open_well(&first, folder);
    fill_log(&first, LOG, 3, 1);
    sqlite_close(&first);
}

static void a_second_process_is_refused(void **state)
{
    struct store first;
    int ready[2];
    int leave[2];
    char byte = 0;

    (void)state;
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(leave), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct hv_error error;
        (void)close(leave[1]);
        enum hv_code code = sqlite_open(&first, folder, NULL, &error);
        byte = code == HV_OK ? 'y' : 'n';
        (void)!write(ready[1], &byte, 1);
        (void)!read(leave[0], &byte, 1); /* until the parent closes its end */
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_refused(folder, HV_ELOCKED, "in use by another");
    (void)close(leave[1]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    open_well(&first, folder); /* its lock died with it */
    sqlite_close(&first);
    (void)close(leave[0]);
    (void)close(ready[0]);
    (void)close(ready[1]);
}

static void execute_in(const char *name, const char *sql)
{
    char path[FOLDER_PATH * 2];
    sqlite3 *db;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void make_files(void)
{
    struct store store;

    open_well(&store, folder);
    fill_log(&store, LOG, 0, 3);
    sqlite_close(&store);
}

static void a_newer_version_is_refused_and_left_alone(void **state)
{
    static const char *const names[] = { "journal.db", "vault.db" };

    (void)state;
    make_files();
    for (size_t i = 0; i < 2; i++) {
        size_t size_before;
        size_t size_after;
        execute_in(names[i], "PRAGMA user_version=2");
        uint8_t *before = file_read(folder, names[i], &size_before);
        assert_refused(folder, HV_EVERSION, names[i]);
        assert_refused(folder, HV_EVERSION, "of version 2");
        uint8_t *after = file_read(folder, names[i], &size_after);
        assert_int_equal(size_before, size_after);
        assert_memory_equal(before, after, size_after);
        free(before);
        free(after);
        execute_in(names[i], "PRAGMA user_version=1");
    }
    struct store store;
    struct read_call read_call;
    open_well(&store, folder);
    read_now(&store, &read_call, LOG, 0, 10);
    assert_filled(&read_call.records, 1, 3);
    kept_free(&read_call.records);
    sqlite_close(&store);
}

static void foreign_files_are_refused(void **state)
{
    static const char noise[] = "this is no database, but it is long enough to look like a header. "
                                "this is no database, but it is long enough to look like a header.";

    (void)state;
    execute_in("journal.db", "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    assert_refused(folder, HV_EVERSION, "journal.db is a file of another program");
    file_write(folder, "journal.db", noise, sizeof noise);
    assert_refused(folder, HV_ECORRUPT, "journal.db");
    /* One of ours in the other's place. */
    char path[FOLDER_PATH * 2];
    snprintf(path, sizeof path, "%s/journal.db", folder);
    assert_int_equal(unlink(path), 0);
    make_files();
    size_t size;
    uint8_t *bytes = file_read(folder, "journal.db", &size);
    file_write(folder, "vault.db", bytes, size);
    free(bytes);
    assert_refused(folder, HV_EVERSION, "vault.db is a file of another program");
}

/* A row lost, an id cut short: said, not passed over. */
static void damaged_records_are_told_apart_from_an_end(void **state)
{
    static const char *const damages[] = {
        "DELETE FROM record WHERE position = 2",
        "DELETE FROM record WHERE position = 1",
        "DELETE FROM record",
        "UPDATE record SET id = x'00' WHERE position = 3",
    };

    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct store store;
        struct read_call read_call;
        struct follow_call follow = { .unfollow_at = 0 };
        make_files();
        execute_in("journal.db", damages[i]);
        open_well(&store, folder);
        read_now(&store, &read_call, LOG, 0, 10);
        assert_int_equal(read_call.code, HV_ECORRUPT);
        assert_int_equal(read_call.records.count, 0);
        ask_follow(&store, &follow, LOG, 0);
        store_wait(&store, &follow.state_count, 1);
        assert_int_equal(follow.states[0], HV_ECORRUPT);
        fill_log(&store, id_of(2, 2), 0, 1); /* other logs go on */
        sqlite_close(&store);
        folder_remove(folder);
        folder_make(folder);
    }
}

static size_t size_of(const char *name)
{
    size_t size;

    free(file_read(folder, name, &size));
    return size;
}

static void the_space_of_erased_logs_comes_back(void **state)
{
    struct store store;
    struct read_call read_call;

    (void)state;
    open_well(&store, folder);
    for (uint64_t log = 0; log < 4; log++) {
        fill_log(&store, id_of(2, log), 0, 500);
    }
    sqlite_close(&store);
    size_t full = size_of("journal.db");
    open_well(&store, folder);
    for (uint64_t log = 0; log < 3; log++) {
        assert_int_equal(end_now(&store, id_of(2, log), HV_END_ERASE), HV_OK);
    }
    sqlite_close(&store);
    assert_int_equal(size_of("journal.db"), full);
    open_well(&store, folder);
    assert_true(size_of("journal.db") < full / 2);
    read_now(&store, &read_call, id_of(2, 3), 0, 1024);
    assert_filled(&read_call.records, 1, 500);
    kept_free(&read_call.records);
    assert_int_equal(append_now(&store, id_of(2, 0), 500, id_of(1, 501), text("no"), NULL),
                     HV_EGONE);
    sqlite_close(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(others_are_kept_out, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_folder_is_made, setup, teardown),
        cmocka_unit_test_setup_teardown(no_folder_can_be_made, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_written_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_second_store_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_process_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_newer_version_is_refused_and_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(foreign_files_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_space_of_erased_logs_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(damaged_records_are_told_apart_from_an_end, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
