/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `houvastd backup` in the middle of an evening: what was saved before it is in it, sealed; with
 * the server key beside it a server goes on from there, and everyone comes back to their own words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "admin.h"
#include "party.h"

#define BEFORE "Roodborsttapuit"
#define AFTER  "Kwikstaart"

static struct server server;
static struct crowd crowd;
static struct party party;

static struct program_outcome *back_up(const char *folder)
{
    static struct program_outcome outcome;
    const char *arguments[] = { "backup", folder, "--data", server.data, NULL };

    program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                &outcome);
    return &outcome;
}

static void expect_refused(const char *folder, int exit_code, const char *saying)
{
    const struct program_outcome *outcome = back_up(folder);

    assert_int_equal(outcome->end.exit_code, exit_code);
    assert_string_equal(outcome->output, "");
    if (strstr(outcome->error, saying) == NULL) {
        fail_msg("'%s' does not stand in: %s", saying, outcome->error);
    }
}

static void save_all(const char *text)
{
    for (uint32_t i = 0; i < party.partner_count; i++) {
        assert_int_equal(partner_save(&party, &party.partners[i], text).outcome, HV_CLIENT_DONE);
    }
}

static bool file_holds(const char *folder, const char *name, const char *words)
{
    char path[PROGRAM_PATH];
    size_t size;

    path_join(path, folder, name);
    char *bytes = file_read(path, &size);
    bool holds = memmem(bytes, size, words, strlen(words)) != NULL;
    free(bytes);
    return holds;
}

/* The server whose folder it becomes. */
static void restore(const char *copy)
{
    char from[PROGRAM_PATH];
    char to[PROGRAM_PATH];
    size_t size;

    path_join(from, server.data, "houvast.key");
    path_join(to, copy, "houvast.key");
    char *key = file_read(from, &size);
    file_write(to, key, size, 0600);
    free(key);
    snprintf(server.data, sizeof server.data, "%s", copy);
}

static void test_an_evening_goes_on_from_a_backup(void **state)
{
    char copy[PROGRAM_PATH];

    (void)state;
    server_make(&server);
    server_start(&server);
    crowd_open(&crowd, server.owner);
    party_make(&party, &crowd, "Golfslag", 2);
    party_begin(&party);
    party_write(&party);
    save_all(BEFORE);
    path_join(copy, server.folder, "a copy % 1");
    const struct program_outcome *outcome = back_up(copy);
    if (outcome->end.exit_code != 0) {
        fail_msg("exit %d: %s", outcome->end.exit_code, outcome->error);
    }
    assert_non_null(strstr(outcome->output, copy));
    assert_non_null(strstr(outcome->output, "houvast.key"));
    assert_false(file_holds(copy, "journal.db", BEFORE));
    assert_false(file_holds(copy, "vault.db", BEFORE));
    save_all(AFTER);
    expect_refused(copy, 73, "there already");
    server_kill(&server);
    expect_refused("elsewhere", 69, "no server runs");
    restore(copy);
    server_start(&server);
    crowd_return(&crowd);
    crowd_wait(&crowd, party_has_its_work, &party, "everyone had their own work");
    for (uint32_t i = 0; i < party.partner_count; i++) {
        assert_string_equal(partner_work(&party, &party.partners[i]), BEFORE);
    }
    save_all(AFTER); /* it goes on */
    crowd_close(&crowd);
    server_stop(&server);
    char *log = server_log(&server);
    assert_non_null(strstr(log, "event=backup.made"));
    free(log);
    server_remove(&server);
}

static void test_places_that_will_not_do(void **state)
{
    char path[PROGRAM_PATH];
    char name[4096];

    (void)state;
    server_make(&server);
    server_start(&server);
    path_join(path, server.folder, "no/such");
    expect_refused(path, 73, "No such file");
    path_join(path, server.log, "below");
    expect_refused(path, 73, "Not a directory");
    expect_refused(server.data, 73, "there already");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    expect_refused(name, 64, "too long");
    path_join(path, server.folder, "made");
    assert_int_equal(back_up(path)->end.exit_code, 0);
    path_join(path, server.folder, "made.unfinished");
    assert_int_not_equal(access(path, F_OK), 0);
    server_stop(&server);
    server_remove(&server);
}

/* ---- More than one who asks ---- */

static void listen_at_admin(int *ret)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    char path[PROGRAM_PATH];

    admin_path(&server, path);
    assert_true(strlen(path) < sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path) + 1);
    *ret = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_return_code(bind(*ret, (const struct sockaddr *)&address, sizeof address), errno);
    assert_return_code(listen(*ret, 4), errno);
}

/* Takes one request, and answers it with this. */
static void answer_one(int listener, const char *status, const char *body)
{
    char bytes[1024];
    int fd = accept(listener, NULL, NULL);

    assert_return_code(fd, errno);
    assert_true(recv(fd, bytes, sizeof bytes, 0) > 0);
    int size = snprintf(bytes, sizeof bytes, "HTTP/1.1 %s\r\n\r\n%s", status, body);
    assert_int_equal(send(fd, bytes, (size_t)size, MSG_NOSIGNAL), size);
    close(fd);
}

/* Another operator's backup was begun and ended before this one asked how its own did. */
static void expect_of_own(const char *lines, int exit_code, const char *saying)
{
    const char *arguments[] = { "backup", "elsewhere", "--data", server.data, NULL };
    static struct program_outcome outcome;
    int listener;

    listen_at_admin(&listener);
    pid_t pid = fork();
    assert_return_code(pid, errno);
    if (pid == 0) {
        answer_one(listener, "202 Accepted", "7\n");
        answer_one(listener, "503 Service Unavailable", "6 made\n7 under way\n");
        answer_one(listener, "200 OK", lines);
        _exit(0);
    }
    close(listener);
    program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                &outcome);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    char path[PROGRAM_PATH];
    admin_path(&server, path);
    assert_return_code(unlink(path), errno);
    assert_int_equal(outcome.end.exit_code, exit_code);
    if (strstr(outcome.error, saying) == NULL) {
        fail_msg("'%s' does not stand in: %s", saying, outcome.error);
    }
}

static void test_each_hears_of_their_own_backup(void **state)
{
    (void)state;
    server_make(&server);
    assert_return_code(mkdir(server.data, 0700), errno);
    expect_of_own("6 made\n7 made\n8 failed: no room\n", 0, "");
    expect_of_own("7 failed: no room\n8 made\n", 74, "no room");
    expect_of_own("6 failed: other\n7 failed: no room\n", 74, "no room");
    expect_of_own("8 made\n77 made\n", 75, "stopped"); /* it is another server */
    expect_of_own("", 75, "stopped");
    server_remove(&server);
}

static void expect_page(const char *said)
{
    struct reply reply;

    admin_ask(&server, "GET", "/backup", &reply);
    assert_string_equal(reply.body, said);
    reply_forget(&reply);
}

static void test_the_server_tells_them_apart(void **state)
{
    char path[PROGRAM_PATH], name[8];
    const char *const last_eight =
        "3 made\n4 made\n5 made\n6 made\n7 made\n8 made\n9 made\n10 made\n";

    (void)state;
    server_make(&server);
    server_start(&server);
    for (unsigned i = 1; i <= 10; i++) {
        snprintf(name, sizeof name, "%u", i);
        path_join(path, server.folder, name);
        assert_int_equal(back_up(path)->end.exit_code, 0);
        if (i == 2) {
            expect_page("1 made\n2 made\n");
        }
    }
    expect_page(last_eight);
    server_stop(&server);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_evening_goes_on_from_a_backup),
        cmocka_unit_test(test_places_that_will_not_do),
        cmocka_unit_test(test_each_hears_of_their_own_backup),
        cmocka_unit_test(test_the_server_tells_them_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
