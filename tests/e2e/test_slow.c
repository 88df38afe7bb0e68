/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Devices that do not read any more. The others go on as if they were not there, the server keeps
 * next to nothing for them, and when one reads again it gets what is there now, not what it missed.
 * That such a device is dropped after a while is shown by the tests of the host, which have a clock
 * of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "party.h"
#include "raw.h"
#include "server.h"

#define STALLED       20
#define LINES         60 /* on the wall, which grows to about 35 KB */
#define ANNOUNCEMENTS 40
#define TEXT_SIZE     540
#define MEMORY_MAX    ((size_t)4 * 1024 * 1024) /* all of them together */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static const bool memory_counts = false; /* the sanitizer has its own beside it */
#else
static const bool memory_counts = true;
#endif

struct hall {
    struct server server;
    struct crowd crowd;
    struct party party;
    struct guest *reader; /* an observer who does read */
    struct raw stalled[STALLED];
    char last[TEXT_SIZE + 1];
};

static struct hall hall;

static void text_of(char text[TEXT_SIZE + 1], const char *kind, uint32_t number)
{
    memset(text, '.', TEXT_SIZE);
    text[TEXT_SIZE] = '\0';
    int size = snprintf(text, TEXT_SIZE, "%s %u ", kind, number);
    text[size] = '.';
}

static void open_hall(const char *flag)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    server_make(&hall.server);
    hall.server.flag = flag;
    server_start(&hall.server);
    crowd_open(&hall.crowd, hall.server.owner);
    party_make(&hall.party, &hall.crowd, "Schelp", 1);
    party_begin(&hall.party);
    party_invite(&hall.party, HOUVAST__V1__ROLE__ROLE_OBSERVER, 0, 0, token);
    hall.reader = crowd_join(&hall.crowd, token);
    for (uint32_t i = 0; i < STALLED; i++) {
        party_invite(&hall.party, HOUVAST__V1__ROLE__ROLE_OBSERVER, 0, 0, token);
        const struct raw_handshake right = { .request = NULL };
        raw_connect(&hall.stalled[i], hall.server.port, 4096);
        assert_int_equal(raw_shake(&hall.stalled[i], hall.server.port, &right), 101);
        raw_hello(&hall.stalled[i], token);
    }
}

static void close_hall(void)
{
    for (uint32_t i = 0; i < STALLED; i++) {
        raw_close(&hall.stalled[i]);
    }
    crowd_close(&hall.crowd);
    server_stop(&hall.server);
    server_remove(&hall.server);
}

static bool reader_sees_the_last(void *data)
{
    const Houvast__V1__StagePane *stage = guest_stage(hall.reader);
    const Houvast__V1__WallPane *wall = guest_wall(hall.reader);
    (void)data;
    return stage != NULL && strcmp(stage->announcement, hall.last) == 0 && wall != NULL &&
           wall->n_items == LINES;
}

static void let_much_happen(void)
{
    for (uint32_t i = 0; i < LINES; i++) {
        text_of(hall.last, "Hardop gezegd", i);
        guest_do(hall.party.leader,
                 COMMAND(WRITE_WALL, WriteWall, write_wall, .run = 0, .text = hall.last));
    }
    for (uint32_t i = 0; i < ANNOUNCEMENTS; i++) {
        text_of(hall.last, "Mededeling", i);
        guest_do(hall.party.leader, COMMAND(ANNOUNCE, Announce, announce, .text = hall.last));
    }
}

/* What a stalled one gets when it reads again: never anything older than before, at last what is
 * newest; and how many walls. */
static uint32_t read_again(struct raw *raw)
{
    uint64_t revision = 0;
    uint32_t walls = 0;
    bool wall_is_full = false;
    bool told_the_last = false;

    while (!wall_is_full || !told_the_last) {
        Houvast__V1__ServerMessage *message = raw_next(raw);
        assert_non_null(message);
        const Houvast__V1__Pane *pane =
            message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE ? message->pane
                                                                               : NULL;
        if (pane != NULL && pane->body_case == HOUVAST__V1__PANE__BODY_WALL) {
            assert_true(pane->revision > revision);
            revision = pane->revision;
            walls++;
            wall_is_full = pane->wall->n_items == LINES;
        } else if (pane != NULL && pane->body_case == HOUVAST__V1__PANE__BODY_STAGE) {
            told_the_last = strcmp(pane->stage->announcement, hall.last) == 0;
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    return walls;
}

static void stall_and_read_again(const char *flag)
{
    open_hall(flag);
    size_t before = server_memory(&hall.server);
    let_much_happen();
    crowd_wait(&hall.crowd, reader_sees_the_last, NULL, "the one who reads saw the last of it");
    size_t after = server_memory(&hall.server);
    print_message("%d stalled readers: %zu KiB before, %zu KiB after\n", STALLED, before / 1024,
                  after / 1024);
    if (memory_counts) {
        assert_true(after < before + MEMORY_MAX);
    }
    assert_int_equal(hall.reader->losses, 0);
    uint32_t walls = read_again(&hall.stalled[0]);
    print_message("a stalled reader got %u of %d walls\n", walls, LINES);
    assert_true(walls < LINES);
    close_hall();
}

static void test_others_go_on(void **state)
{
    (void)state;
    stall_and_read_again(NULL);
}

static void test_others_go_on_writing_in_callbacks(void **state)
{
    (void)state;
    stall_and_read_again("--write-in-callback");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_others_go_on),
        cmocka_unit_test(test_others_go_on_writing_in_callbacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
