/* SPDX-License-Identifier: EUPL-1.2 */
/* The server as a process: it starts, listens where it says, says goodbye, ends in time, and finds
 * its place again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "party.h"
#include "raw.h"
#include "server.h"

#define GOING_AWAY         1001
#define EXIT_AGAIN         75
#define TOWN_FILES         16384
#define EXIT_NOT_TO_BE_HAD 74
#define LEAST_FILES        6 /* with fewer libuv itself gives up */
#define TOO_FEW_FILES      18

static const char *token_of(const struct server *server)
{
    const char *mark = strchr(server->owner, '#');
    assert_non_null(mark);
    return mark + 1;
}

/* ---- Listening ---- */

static void test_takes_any_port_and_says_which(void **state)
{
    char data[PROGRAM_PATH];
    char programmes[PROGRAM_PATH];
    char folder[PROGRAM_PATH];
    char link[PROGRAM_PATH];
    char line[512];
    struct program program;
    unsigned port = 0;

    (void)state;
    folder_make(folder);
    path_join(data, folder, "data");
    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    const char *arguments[] = { "-d",       data,         "-l", "127.0.0.1:0", "-p",
                                programmes, "--language", "en", NULL };
    program_start(&(struct program_order){ .path = program_server(), .arguments = arguments },
                  &program);
    assert_true(program_first_line(&program, line, sizeof line));
    assert_int_equal(sscanf(line, "houvast listens on 127.0.0.1:%u.", &port), 1);
    assert_in_range(port, 1, UINT16_MAX);
    path_join(link, data, "owner.link");
    assert_return_code(access(link, R_OK), errno);

    struct raw *raw = test_malloc(sizeof *raw);
    raw_open(raw, (uint16_t)port);
    raw_close(raw);
    test_free(raw);
    program_signal(&program, SIGTERM);
    assert_int_equal(program_wait(&program, SERVER_STOP_MS).exit_code, 0);
    folder_remove(folder);
}

/* Lines of /proc/net/tcp or tcp6 that listen on this port; `ret_address` is that of the last. */
static int listeners(const char *path, unsigned port, char ret_address[33])
{
    char line[512];
    int count = 0;
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char address[33];
        unsigned its_port;
        unsigned its_state;
        if (sscanf(line, " %*d: %32[0-9A-F]:%x %*[0-9A-F]:%*x %x", address, &its_port,
                   &its_state) == 3 &&
            its_port == port && its_state == 0x0a) {
            memcpy(ret_address, address, sizeof address);
            count++;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return count;
}

static void test_listens_where_it_says_and_nowhere_else(void **state)
{
    char address[33] = "";
    struct server server;

    (void)state;
    server_make(&server);
    server_start(&server);
    assert_int_equal(listeners("/proc/net/tcp", server.port, address), 1);
    assert_string_equal(address, "0100007F"); /* 127.0.0.1 as this machine keeps it in memory */
    assert_int_equal(listeners("/proc/net/tcp6", server.port, address), 0);
    server_stop(&server);
    server_remove(&server);
}

/* How many descriptors the kernel has room for without stopping the process to make more. */
static long files_with_room(pid_t pid)
{
    char path[64];
    char line[256];
    long files = -1;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL && sscanf(line, "FDSize: %ld", &files) != 1) {
    }
    fclose(file);
    return files;
}

static void test_has_room_for_a_town_before_it_comes(void **state)
{
    struct rlimit limit;
    struct server server;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    server_make(&server);
    server_start(&server);
    assert_true(files_with_room(server.program.pid) >=
                (long)(limit.rlim_max < TOWN_FILES ? limit.rlim_max : TOWN_FILES));
    server_stop(&server);
    server_remove(&server);
}

/* With however few descriptors: it says that there are too few, does not crash, and what it made of
 * its folder until then does not keep it from starting with enough. */
static void test_says_that_it_has_too_few_files(void **state)
{
    /* what whoever runs the tests left open counts too, so it goes first */
    static const char limited[] = "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; "
                                  "ulimit -n \"$0\" && exec \"$@\"";
    struct program_outcome *outcome = test_malloc(sizeof *outcome);
    struct server server;
    char programmes[PROGRAM_PATH];
    char files[8];
    const char *arguments[] = { "-c",           limited,    files, program_server(), "--data", NULL,
                                "--programmes", programmes, NULL };
    struct program_order order = { .path = "/bin/sh", .arguments = arguments };

    (void)state;
    server_make(&server);
    arguments[5] = server.data;
    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    for (unsigned char room = LEAST_FILES; room <= TOO_FEW_FILES; room++) {
        snprintf(files, sizeof files, "%u", room);
        program_run(&order, outcome);
        assert_int_equal(outcome->end.exit_code, EXIT_NOT_TO_BE_HAD);
        assert_string_not_equal(outcome->error, "");
    }
    test_free(outcome);
    server_start(&server);
    server_stop(&server);
    server_remove(&server);
}

/* ---- Stopping ---- */

static bool everyone_heard_farewell(void *data)
{
    const struct crowd *crowd = data;
    for (uint32_t i = 0; i < crowd->count; i++) {
        const struct guest *guest = &crowd->guests[i];
        if (guest->crowd != NULL && guest->farewell != HV_CLIENT_FAREWELL_STOPPING) {
            return false;
        }
    }
    return true;
}

static void stop_before_everyone(int number, const char *flag)
{
    static struct crowd crowd;
    struct server server;
    struct party party;
    struct raw *waiting = test_malloc(sizeof *waiting); /* has not even said Hello */
    struct raw *inside = test_malloc(sizeof *inside);

    server_make(&server);
    server.flag = flag;
    server_start(&server);
    crowd_open(&crowd, server.owner);
    party_make(&party, &crowd, "Morgenrood", 2);
    raw_open(waiting, server.port);
    raw_open(inside, server.port);
    raw_hello(inside, token_of(&server));

    program_signal(&server.program, number);
    crowd_wait(&crowd, everyone_heard_farewell, &crowd, "everyone was told that the server stops");
    struct raw *raws[] = { waiting, inside };
    for (int i = 0; i < 2; i++) {
        struct raw_end end = raw_end(raws[i]);
        assert_int_equal(end.farewell, HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_STOPPING);
        assert_int_equal(end.status, GOING_AWAY);
        test_free(raws[i]);
    }
    struct program_end end = server_end(&server);
    assert_false(end.late);
    assert_int_equal(end.exit_code, 0);
    crowd_close(&crowd);
    server_remove(&server);
}

static void test_stops_with_a_word_to_everyone(void **state)
{
    (void)state;
    stop_before_everyone(SIGTERM, NULL);
    stop_before_everyone(SIGINT, NULL);
    stop_before_everyone(SIGTERM, "--write-in-callback");
}

static void test_second_signal_ends_it_at_once(void **state)
{
    struct server server;
    struct raw *raw = test_malloc(sizeof *raw);

    (void)state;
    server_make(&server);
    server_start(&server);
    raw_open(raw, server.port);
    program_signal(&server.program, SIGTERM);
    Houvast__V1__ServerMessage *farewell =
        raw_next(raw); /* it stops, and waits a second for this one */
    assert_non_null(farewell);
    houvast__v1__server_message__free_unpacked(farewell, NULL);
    program_signal(&server.program, SIGTERM);
    struct program_end end = server_end(&server);
    assert_int_equal(end.exit_code, EXIT_AGAIN);
    raw_close(raw);
    test_free(raw);
    server_start(&server); /* and it opens again */
    server_stop(&server);
    server_remove(&server);
}

/* Someone who answers nothing does not keep it up. */
static void test_stops_in_time_before_someone_who_is_stuck(void **state)
{
    struct server server;
    struct raw *raw = test_malloc(sizeof *raw);

    (void)state;
    server_make(&server);
    server_start(&server);
    raw_open(raw, server.port);
    raw_hello(raw, token_of(&server));
    server_stop(&server);
    raw_close(raw);
    test_free(raw);
    server_remove(&server);
}

/* ---- Starting again ---- */

static void test_everyone_finds_their_place_again(void **state)
{
    static struct crowd crowd;
    struct server server;
    struct party party;
    char text[64];

    (void)state;
    server_make(&server);
    server_start(&server);
    crowd_open(&crowd, server.owner);
    party_make(&party, &crowd, "Zeewind", 2);
    party_begin(&party);
    party_write(&party);
    for (uint32_t i = 0; i < party.partner_count; i++) {
        snprintf(text, sizeof text, "Kladje van stoel %u", i);
        assert_int_equal(partner_save(&party, &party.partners[i], text).outcome, HV_CLIENT_DONE);
    }
    for (int round = 0; round < 2; round++) {
        server_stop(&server);
        server_start(&server);
        crowd_return(&crowd);
        crowd_wait(&crowd, party_has_its_work, &party,
                   "everyone was in the same stage with their own work");
        for (uint32_t i = 0; i < party.partner_count; i++) {
            snprintf(text, sizeof text, "Kladje van stoel %u", i);
            const char *work = partner_work(&party, &party.partners[i]);
            assert_non_null(work);
            assert_string_equal(work, text);
        }
    }
    /* and goes on: the revision that was stored counts */
    assert_int_equal(partner_save(&party, &party.partners[0], "Verder").outcome, HV_CLIENT_DONE);
    party.partners[0].revision = 0;
    assert_int_equal(partner_save(&party, &party.partners[0], "Ouder").refusal,
                     HOUVAST__V1__REFUSAL__REFUSAL_STALE);
    crowd_close(&crowd);
    server_stop(&server);
    server_remove(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_takes_any_port_and_says_which),
        cmocka_unit_test(test_listens_where_it_says_and_nowhere_else),
        cmocka_unit_test(test_has_room_for_a_town_before_it_comes),
        cmocka_unit_test(test_says_that_it_has_too_few_files),
        cmocka_unit_test(test_stops_with_a_word_to_everyone),
        cmocka_unit_test(test_second_signal_ends_it_at_once),
        cmocka_unit_test(test_stops_in_time_before_someone_who_is_stuck),
        cmocka_unit_test(test_everyone_finds_their_place_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
