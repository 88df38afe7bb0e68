/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The SQLite store after a death: kill -9 in the middle of load, the power cut at any write, a
 * write-ahead log torn at any byte. The ledger knows what was promised; the seed is printed.
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/driver_sqlite.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/load.h"
#include "tests/contract/victim.h"

static uint64_t seed;

static bool is_full_run(void)
{
    return getenv("HV_TEST_FULL") != NULL;
}

/* ---- kill -9 ---- */

static void kill_it_in_the_middle(void **state)
{
    uint32_t rounds = is_full_run() ? 200 : 20;
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct dice dice = { .state = seed };
    char folder[FOLDER_PATH];

    (void)state;
    assert_non_null(ledger);
    folder_make(folder);
    for (uint32_t round = 0; round < rounds; round++) {
        int from;
        if (ledger->count > LEDGER_MAX / 2) { /* begin anew */
            folder_remove(folder);
            folder_make(folder);
            memset(ledger, 0, sizeof *ledger);
        }
        pid_t child = victim_start(folder, ledger->count, roll(&dice), &from);
        uint32_t lines = roll_below(&dice, 600);
        for (uint32_t i = 0; i < lines; i++) {
            assert_true(victim_tells(from, ledger));
        }
        assert_int_equal(kill(child, SIGKILL), 0);
        while (victim_tells(from, ledger)) {
        }
        (void)close(from);
        assert_int_equal(waitpid(child, NULL, 0), child);
        check_folder(ledger, folder);
    }
    folder_remove(folder);
    free(ledger);
}

/* ---- The power fails ---- */

/* One file as the disk has it: what was synced, and what was written since. */
struct platter {
    char name[32];
    uint8_t *bytes;
    size_t size;
    size_t room;
    size_t pending[4096]; /* events since the last sync */
    size_t pending_count;
};

struct news {
    uint32_t number;
    struct promise promise;
};

struct recorder {
    const struct ledger *ledger;
    struct news *news;
    size_t count;
};

/* Marks of the recording are indexes of news: what stands before a mark was known when it was
 * passed. */
static void record_news(void *data, uint32_t number)
{
    struct recorder *recorder = data;

    assert_true(recorder->count < 8 * LEDGER_MAX);
    recorder->news[recorder->count++] =
        (struct news){ .number = number, .promise = recorder->ledger->promises[number] };
    faulty_vfs_mark(recorder->count);
}

static void resize(struct platter *platter, size_t size)
{
    if (size > platter->room) {
        platter->room = 2 * size;
        platter->bytes = realloc(platter->bytes, platter->room);
        assert_non_null(platter->bytes);
    }
    if (size > platter->size) {
        memset(platter->bytes + platter->size, 0, size - platter->size);
    }
    platter->size = size;
}

/* Carries the event out; with dice, each sector of it may be lost. */
static void apply(struct platter *platter, const struct vfs_event *event, struct dice *dice)
{
    if (event->kind == VFS_EVENT_TRUNCATE) {
        if (dice == NULL || roll_below(dice, 2) == 0) {
            resize(platter, event->offset);
        }
        return;
    }
    uint64_t end = event->offset + event->size;
    for (uint64_t at = event->offset; at < end;) {
        uint64_t next = (at / 512 + 1) * 512;
        uint64_t part = (next < end ? next : end) - at;
        if (dice == NULL || roll_below(dice, 3) > 0) {
            if (at + part > platter->size) {
                resize(platter, at + part);
            }
            memcpy(platter->bytes + at, event->bytes + (at - event->offset), part);
        }
        at += part;
    }
}

static struct platter *platter_of(struct platter *platters, const char *name)
{
    size_t i = 0;

    while (platters[i].name[0] != '\0' && strcmp(platters[i].name, name) != 0) {
        i++;
    }
    assert_true(i < 4);
    (void)snprintf(platters[i].name, sizeof platters[i].name, "%s", name);
    return &platters[i];
}

static void sync_platter(struct platter *platter, const struct vfs_event *events)
{
    for (size_t i = 0; i < platter->pending_count; i++) {
        apply(platter, &events[platter->pending[i]], NULL);
    }
    platter->pending_count = 0;
}

/* What is found after a cut now: the synced bytes, and of the others all, none, or what the dice
 * say. */
static void write_image(const struct platter *platter,
                        const struct vfs_event *events,
                        struct dice *dice,
                        const char *folder)
{
    struct platter image = { .bytes = NULL };
    uint32_t way = roll_below(dice, 4);

    resize(&image, platter->size);
    if (platter->size > 0) {
        memcpy(image.bytes, platter->bytes, platter->size);
    }
    for (size_t i = 0; way > 0 && i < platter->pending_count; i++) {
        apply(&image, &events[platter->pending[i]], way == 1 ? NULL : dice);
    }
    file_write(folder, platter->name, image.bytes, image.size);
    free(image.bytes);
}

static void check_image(const struct platter *platters,
                        const struct vfs_event *events,
                        const struct ledger *known,
                        struct dice *dice)
{
    char folder[FOLDER_PATH];

    folder_make(folder);
    for (size_t i = 0; platters[i].name[0] != '\0'; i++) {
        write_image(&platters[i], events, dice, folder);
    }
    check_folder(known, folder);
    folder_remove(folder);
}

/* Passes the events once more, cutting the power at some of them, and at many of those that come
 * soon after a failed sync. */
static void cut_power_along(struct platter *platters,
                            const struct recorder *recorder,
                            struct ledger *known,
                            uint32_t images)
{
    struct dice dice = { .state = seed + 2 };
    size_t count;
    const struct vfs_event *events = faulty_vfs_events(&count);
    size_t told = 0;
    size_t failed_at = SIZE_MAX;

    assert_true(count > images);
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == VFS_EVENT_MARK) {
            for (; told < events[i].offset; told++) {
                known->promises[recorder->news[told].number] = recorder->news[told].promise;
            }
        } else if (events[i].kind == VFS_EVENT_SYNC) {
            sync_platter(platter_of(platters, events[i].file), events);
        } else if (events[i].kind == VFS_EVENT_SYNC_FAILED) {
            platter_of(platters, events[i].file)->pending_count = 0;
            failed_at = i;
        } else {
            struct platter *platter = platter_of(platters, events[i].file);
            assert_true(platter->pending_count < 4096);
            platter->pending[platter->pending_count++] = i;
        }
        bool is_soon = failed_at != SIZE_MAX && i - failed_at < 60;
        if (roll_below(&dice, is_soon ? 4 : (uint32_t)(count / images)) == 0) {
            check_image(platters, events, known, &dice);
        }
    }
}

/* Every `between` answers one sync fails, of one file after the other; 0: none does. */
static void load_with_faults(struct load *load, uint32_t answers, uint32_t between)
{
    static const char *const endings[] = { "vault.db-wal", "journal.db-wal", "vault.db-wal",
                                           "vault.db" };
    uint32_t faults = 0;

    load_start(load);
    while (load->answers < answers) {
        if (between > 0 && load->answers >= (faults + 1) * between) {
            struct vfs_fault fault = { .call = VFS_SYNC,
                                       .ending = endings[faults % 4],
                                       .skip = faults / 4 % 3,
                                       .times = 1,
                                       .code = SQLITE_IOERR_FSYNC };
            faulty_vfs_fault(&fault);
            faults++;
        }
        assert_true(load->store->driver->turn(load->store));
    }
    faulty_vfs_fault(NULL);
    load_finish(load);
}

static void cut_power(uint32_t answers, uint32_t between)
{
    static const char *const files[] = { "journal.db", "journal.db-wal", "vault.db",
                                         "vault.db-wal" };
    uint32_t images = is_full_run() ? 3000 : 150;
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct ledger *known = calloc(1, sizeof *known);
    struct recorder recorder = { .ledger = ledger,
                                 .news = calloc(8 * LEDGER_MAX, sizeof(struct news)) };
    struct platter *platters = calloc(5, sizeof *platters);
    struct store store;

    assert_non_null(ledger);
    assert_non_null(known);
    assert_non_null(recorder.news);
    assert_non_null(platters);
    store_open(&store, &sqlite_driver);
    for (size_t i = 0; i < 4; i++) {
        struct platter *platter = platter_of(platters, files[i]);
        platter->bytes = file_read(sqlite_folder(&store), files[i], &platter->size);
        platter->room = platter->size;
    }
    faulty_vfs_record(true);
    struct load load = { .store = &store,
                         .ledger = ledger,
                         .dice = { .state = seed + 1 },
                         .on_news = record_news,
                         .data = &recorder };
    load_init(&load);
    load_with_faults(&load, answers, between);
    store_free(&store);
    known->count = ledger->count;
    cut_power_along(platters, &recorder, known, images);
    faulty_vfs_record(false);
    for (size_t i = 0; i < 4; i++) {
        free(platters[i].bytes);
    }
    free(platters);
    free(recorder.news);
    free(known);
    free(ledger);
}

static void cut_the_power_anywhere(void **state)
{
    (void)state;
    cut_power(1500, 0);
}

/* What a failed sync should have written is gone, though it can still be read: the kernel calls it
 * clean. */
static void cut_the_power_after_failed_syncs(void **state)
{
    (void)state;
    cut_power(1500, is_full_run() ? 20 : 50);
}

/* ---- A torn write-ahead log ---- */

enum {
    TORN_RECORDS = 60
};

/* The log must be exactly the records whose commit lay before the damage. */
static void check_torn(const char *folder, uint32_t expected)
{
    struct store store;
    struct read_call read;

    open_well(&store, folder);
    read_now(&store, &read, id_of(2, 1), 0, 1024);
    assert_int_equal(read.code, expected == 0 ? HV_ENOTFOUND : HV_OK);
    assert_filled(&read.records, 1, expected);
    kept_free(&read.records);
    fill_log(&store, id_of(2, 1), expected, 1); /* and it goes on from there */
    sqlite_close(&store);
    assert_integrity(folder, "journal.db");
}

static void tear_the_log_at_every_place(void **state)
{
    size_t committed[TORN_RECORDS + 1] = { 0 };
    struct dice dice = { .state = seed + 3 };
    char torn[FOLDER_PATH];
    uint32_t step = is_full_run() ? 997 : 15999;
    struct store store;
    size_t size = 0;

    (void)state;
    store_open(&store, &sqlite_driver);
    for (uint32_t i = 0; i < TORN_RECORDS; i++) {
        fill_log(&store, id_of(2, 1), i, 1);
        free(file_read(sqlite_folder(&store), "journal.db-wal", &committed[i + 1]));
        assert_true(committed[i + 1] > committed[i]);
    }
    uint8_t *wal = file_read(sqlite_folder(&store), "journal.db-wal", &size);
    folder_make(torn);
    for (size_t at = 0; at < size; at += 1 + roll_below(&dice, step)) {
        uint32_t whole = 0;
        while (whole < TORN_RECORDS && committed[whole + 1] <= at) {
            whole++;
        }
        folder_copy(sqlite_folder(&store), torn);
        file_write(torn, "journal.db-wal", wal, at); /* cut */
        check_torn(torn, whole);
        folder_copy(sqlite_folder(&store), torn);
        wal[at] ^= 0x40;
        file_write(torn, "journal.db-wal", wal, size); /* one bit */
        wal[at] ^= 0x40;
        check_torn(torn, whole);
    }
    folder_remove(torn);
    free(wal);
    store_free(&store);
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kill_it_in_the_middle),
        cmocka_unit_test(cut_the_power_anywhere),
        cmocka_unit_test(cut_the_power_after_failed_syncs),
        cmocka_unit_test(tear_the_log_at_every_place),
    };

    if (count == 5 && strcmp(arguments[1], "victim") == 0) {
        return victim_run(arguments + 2);
    }
    const char *given = getenv("HV_TEST_SEED");
    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("HV_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
