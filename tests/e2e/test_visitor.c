/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * `houvast rehearse --visitor`: three links that work, a facilitator who gives way to the visitor
 * that leads, couples who go on answering, and an end whenever it is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crowd.h"
#include "server.h"

/* ---- The rehearsal ---- */

struct visit {
    struct server server;
    struct program rehearsal;
    char console[256], table[256], projector[256]; /* links */
};

/* The next line with these words, of those that the rehearsal prints. */
static void read_line(struct visit *visit, const char *words, char *ret, size_t room)
{
    do {
        if (!program_first_line(&visit->rehearsal, ret, room)) {
            fail_msg("the rehearsal never said: %s", words);
        }
    } while (strstr(ret, words) == NULL);
}

static void begin(struct visit *visit, const char *pace, const char *value)
{
    char link[PROGRAM_PATH];
    char line[512];
    const char *const arguments[] = {
        "rehearse", "--visitor", "--language", "nl", "--couples", "3",
        "--seed",   "7",         link,         pace, value,       NULL
    };

    server_make(&visit->server);
    server_start(&visit->server);
    path_join(link, visit->server.data, "owner.link");
    program_start(&(struct program_order){ .path = program_client(), .arguments = arguments },
                  &visit->rehearsal);
    read_line(visit, "/console#t.", visit->console, sizeof visit->console);
    read_line(visit, "/#t.", visit->table, sizeof visit->table);
    read_line(visit, "/projector#t.", visit->projector, sizeof visit->projector);
    read_line(visit, "Ctrl-C", line, sizeof line);
}

static void end(struct visit *visit, int signal)
{
    program_signal(&visit->rehearsal, signal);
    struct program_end end = program_wait(&visit->rehearsal, PROGRAM_WAIT_MS);
    assert_false(end.late);
    assert_int_equal(end.exit_code, 0);
    server_stop(&visit->server);
    server_remove(&visit->server);
}

/* ---- The visitor ---- */

static struct guest *come_in(struct crowd *crowd, const char *link)
{
    struct hv_client_address address;
    assert_int_equal(hv_client_address_parse(link, &address), HV_CLIENT_OK);
    return crowd_join(crowd, address.token);
}

static bool may_lead(void *data)
{
    const Houvast__V1__BoardPane *board = guest_board(data);
    return board != NULL && board->meeting_open && board->n_steps > 0;
}

static bool is_let_in(void *data)
{
    struct guest *table = data;
    const Houvast__V1__UnitPane *unit = guest_unit(table, hv_client_welcome(table->client)->unit);
    return unit != NULL && unit->admitted;
}

/* Who leads is asked nothing but to go on; someone else may be ahead. */
static void go_on(struct guest *console)
{
    const Houvast__V1__BoardPane *board = guest_board(console);
    uint32_t run = board->run;
    Houvast__V1__StartStep start = HOUVAST__V1__START_STEP__INIT;
    Houvast__V1__MoveStage move = HOUVAST__V1__MOVE_STAGE__INIT;

    if (run == 0) {
        start.from = board->step;
        start.step = board->steps[0]->step;
        guest_ask(console, HOUVAST__V1__COMMAND__WHAT_START_STEP, &start.base);
    } else {
        move.run = run;
        move.from = board->stage;
        move.to = board->stage + 1;
        guest_ask(console, HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE, &move.base);
    }
}

static bool is_briefed(void *data)
{
    const Houvast__V1__BoardPane *board = guest_board(data);
    return board != NULL && board->run != 0;
}

static bool is_writing(void *data)
{
    const Houvast__V1__BoardPane *board = guest_board(data);
    return board != NULL && board->stage == 1;
}

/* Of a couple that is made up: units are in the order in which they came, the visitor's first. */
static bool somebody_closed(void *data)
{
    const Houvast__V1__BoardPane *board = guest_board(data);
    for (size_t i = 1; board != NULL && i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            if (board->units[i]->seats[j]->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED) {
                return true;
            }
        }
    }
    return false;
}

static void test_a_visitor_leads(void **state)
{
    static struct crowd crowd;
    struct visit visit;
    char line[512];

    (void)state;
    begin(&visit, "--pace", "20");
    crowd_open(&crowd, visit.server.owner);
    struct guest *console = come_in(&crowd, visit.console);
    struct guest *table = come_in(&crowd, visit.table);
    struct guest *projector = come_in(&crowd, visit.projector);
    assert_int_equal(hv_client_welcome(projector->client)->role, HOUVAST__V1__ROLE__ROLE_PROJECTOR);
    crowd_wait(&crowd, is_let_in, table, "the visitor's couple is marked as here");
    crowd_wait(&crowd, may_lead, console, "the evening is open");
    go_on(console);
    read_line(&visit, "je leidt nu zelf", line, sizeof line);
    crowd_wait(&crowd, is_briefed, console, "an exercise is under way");
    go_on(console);
    crowd_wait(&crowd, is_writing, console, "everyone is writing");
    crowd_wait(&crowd, somebody_closed, console, "a couple goes on answering");

    /* A device that the visitor removes is missed by nobody else. */
    guest_do(console, COMMAND(REMOVE_DEVICE, RemoveDevice, remove_device, .device = 1));
    guest_leave(table);
    guest_leave(projector);
    crowd_close(&crowd);
    end(&visit, SIGINT);
}

/* Nobody comes: the evening goes on to its end without them, and waits there. */
static void test_nobody_comes(void **state)
{
    struct visit visit;
    char line[512];

    (void)state;
    begin(&visit, "--fast", NULL);
    read_line(&visit, "de avond is voorbij", line, sizeof line);
    end(&visit, SIGHUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_visitor_leads),
        cmocka_unit_test(test_nobody_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
