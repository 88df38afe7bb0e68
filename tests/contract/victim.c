/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/victim.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/contract/load.h"

void open_well(struct store *store, const char *folder)
{
    struct hv_error error = { .code = HV_OK };

    if (sqlite_open(store, folder, NULL, &error) != HV_OK) {
        fail_msg("%s: %s", hv_code_name(error.code), error.text);
    }
}

void assert_integrity(const char *folder, const char *name)
{
    char path[FOLDER_PATH * 2];
    sqlite3_stmt *statement;
    sqlite3 *db;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL), 0);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    (void)sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void check_folder(const struct ledger *ledger, const char *folder)
{
    struct store store;

    open_well(&store, folder);
    ledger_check(ledger, &store);
    sqlite_close(&store);
    assert_integrity(folder, "journal.db");
    assert_integrity(folder, "vault.db");
}

/* What the child writes for each piece of news. */
struct line {
    uint32_t number;
    struct promise promise;
};

_Static_assert(sizeof(struct line) < 512, "one write to a pipe is whole");

struct teller {
    const struct ledger *ledger;
    int pipe;
};

static void tell_parent(void *data, uint32_t number)
{
    const struct teller *teller = data;
    struct line line;

    memset(&line, 0, sizeof line);
    line.number = number;
    line.promise = teller->ledger->promises[number];
    if (write(teller->pipe, &line, sizeof line) != (ssize_t)sizeof line) {
        _exit(1);
    }
}

int victim_run(char **arguments)
{
    struct ledger *ledger = calloc(1, sizeof *ledger);
    struct teller teller = { .ledger = ledger, .pipe = STDOUT_FILENO };
    struct store store;

    if (ledger == NULL) {
        return 1;
    }
    ledger->count = (uint32_t)strtoul(arguments[1], NULL, 10);
    open_well(&store, arguments[0]);
    struct load load = { .store = &store,
                         .ledger = ledger,
                         .dice = { .state = strtoull(arguments[2], NULL, 10) },
                         .on_news = tell_parent,
                         .data = &teller };
    load_init(&load);
    load_start(&load);
    while (store.driver->turn(&store)) {
    }
    return 1;
}

pid_t victim_start(const char *folder, uint32_t first, uint64_t victim_seed, int *ret_pipe)
{
    char first_text[32];
    char seed_text[32];
    int ends[2];

    (void)snprintf(first_text, sizeof first_text, "%u", first);
    (void)snprintf(seed_text, sizeof seed_text, "%llu", (unsigned long long)victim_seed);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execl("/proc/self/exe", "houvast-victim", "victim", folder, first_text, seed_text,
                    NULL);
        _exit(127);
    }
    (void)close(ends[1]);
    *ret_pipe = ends[0];
    return child;
}

bool victim_tells(int from, struct ledger *ledger)
{
    struct line line;
    size_t have = 0;

    while (have < sizeof line) {
        ssize_t got = read(from, (char *)&line + have, sizeof line - have);
        if (got <= 0) {
            return false;
        }
        have += (size_t)got;
    }
    assert_true(line.number < LEDGER_MAX);
    ledger->promises[line.number] = line.promise;
    if (line.number >= ledger->count) {
        ledger->count = line.number + 1;
    }
    return true;
}
