/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whoever is removed is off within a second, with a full hall connected: heard the farewell, and
 * its connection is closed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "party.h"
#include "server.h"

#define COUPLES   4
#define OBSERVERS 48
#define AT_MOST   UINT64_C(1000000000) /* ns */

struct hall {
    struct server server;
    struct crowd crowd;
    struct party party;
};

static struct hall hall;

static void invite_observers(void)
{
    for (int i = 0; i < OBSERVERS; i++) {
        char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

        party_invite(&hall.party, HOUVAST__V1__ROLE__ROLE_OBSERVER, 0, 0, token);
        (void)crowd_join(&hall.crowd, token);
    }
}

static int open_hall(void **state)
{
    (void)state;
    server_make(&hall.server);
    server_start(&hall.server);
    crowd_open(&hall.crowd, hall.server.owner);
    party_make(&hall.party, &hall.crowd, "Dinsdag", COUPLES);
    party_begin(&hall.party);
    invite_observers();
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    crowd_close(&hall.crowd);
    server_stop(&hall.server);
    server_remove(&hall.server);
    return 0;
}

static bool is_off(void *data)
{
    const struct guest *guest = data;

    return hv_client_state(guest->client) == HV_CLIENT_FAREWELLED;
}

static void check_off_since(uint64_t asked, struct guest *guest)
{
    crowd_wait(&hall.crowd, is_off, guest, "whoever was removed is off");
    assert_in_range(uv_hrtime() - asked, 0, AT_MOST);
    assert_int_equal(guest->farewell, HV_CLIENT_FAREWELL_REMOVED);
}

static struct guest *pen(uint32_t place)
{
    return hall.party.partners[place].pen;
}

static void test_a_device(void **state)
{
    uint64_t asked = uv_hrtime();

    (void)state;
    guest_do(hall.party.leader, COMMAND(REMOVE_DEVICE, RemoveDevice, remove_device,
                                        .device = hv_client_welcome(pen(0)->client)->device));
    check_off_since(asked, pen(0));
}

static void test_one_that_leaves(void **state)
{
    Houvast__V1__Leave leave = HOUVAST__V1__LEAVE__INIT;
    uint64_t asked = uv_hrtime();

    (void)state;
    guest_do(pen(2), HOUVAST__V1__COMMAND__WHAT_LEAVE, &leave.base);
    check_off_since(asked, pen(2));
}

static void test_a_couple(void **state)
{
    uint64_t asked = uv_hrtime();

    (void)state;
    guest_do(hall.party.leader,
             COMMAND(REMOVE_UNIT, RemoveUnit, remove_unit, .unit = hall.party.partners[4].unit));
    check_off_since(asked, pen(4));
    check_off_since(asked, pen(5));
    assert_int_equal(hv_client_state(pen(6)->client), HV_CLIENT_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_device),
        cmocka_unit_test(test_one_that_leaves),
        cmocka_unit_test(test_a_couple),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
