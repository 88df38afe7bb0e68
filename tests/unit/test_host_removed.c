/* SPDX-License-Identifier: EUPL-1.2 */
/* Whoever is not to be there any more goes in the turn that says so, and stays out. Logging out is
 * in test_host_owner.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/beat.h"
#include "host/guesses.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_entrance.h"

/* A hall with everybody in it, and a table that came with the couple's card. */
struct removal {
    struct evening evening;
    struct link by_card;
    uint8_t card_token[HV_TOKEN_SIZE];
};

static void remove_device(struct removal *here)
{
    COMMAND(remove, REMOVE_DEVICE, RemoveDevice, remove_device);
    remove_part.device = here->evening.hall.pen_devices[0];
    (void)link_do(here->evening.facilitator, remove);
}

static void remove_unit(struct removal *here)
{
    COMMAND(remove, REMOVE_UNIT, RemoveUnit, remove_unit);
    remove_part.unit = 1;
    (void)link_do(here->evening.facilitator, remove);
}

static void renew_card(struct removal *here)
{
    COMMAND(renew, RENEW_CARD, RenewCard, renew_card);
    renew_part.unit = 1;
    (void)link_do(here->evening.facilitator, renew);
}

static void leave(struct removal *here)
{
    COMMAND(leave, LEAVE, Leave, leave);
    (void)link_do(&here->evening.hall.pens[0], leave); /* it hears that it is done */
}

static void invite_another_pen(struct removal *here)
{
    uint8_t token[HV_TOKEN_SIZE];

    (void)world_invite(here->evening.facilitator, PEN, 0, 1, token);
}

enum {
    PEN_ONE = 1,
    PEN_TWO = 2,
    THE_TABLE = 4,
    BY_CARD = 8
};

static const struct removal_case {
    const char *name;
    void (*happen)(struct removal *here);
    unsigned gone;
} removals[] = {
    { "remove device", remove_device, PEN_ONE },
    { "remove unit", remove_unit, PEN_ONE | PEN_TWO | THE_TABLE | BY_CARD },
    { "renew card", renew_card, BY_CARD },
    { "leave", leave, PEN_ONE },
    { "another pen", invite_another_pen, PEN_ONE },
};

static void removal_begin(struct removal *here)
{
    evening_begin(&here->evening);
    hall_join(&here->evening.hall);
    arrive(&here->evening, &here->by_card, here->evening.card.token, NULL, TABLE, here->card_token);
    hello(&here->by_card, here->card_token);
}

static void check_stays_out(struct world *world, const uint8_t *token)
{
    struct link again;

    link_open(&again, world);
    link_hello(&again, token);
    world_run(world);
    assert_int_equal(again.closed, HV_FAREWELL_TOKEN);
    link_drop(&again);
}

static void whoever_is_removed_goes_in_the_same_turn(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof removals / sizeof removals[0]; i++) {
        struct removal here;
        struct hall *hall = &here.evening.hall;

        removal_begin(&here);
        struct {
            struct link *link;
            const uint8_t *token;
        } devices[] = { { &hall->pens[0], hall->pen_tokens[0] },
                        { &hall->pens[1], hall->pen_tokens[1] },
                        { &hall->table, hall->table_token },
                        { &here.by_card, here.card_token } };
        int64_t before = hall->world.now;

        removals[i].happen(&here);
        assert_int_equal(hall->world.now, before);
        for (size_t j = 0; j < sizeof devices / sizeof devices[0]; j++) {
            bool gone = (removals[i].gone >> j & 1) != 0;

            if (devices[j].link->closed != (gone ? HV_FAREWELL_REMOVED : 0)) {
                fail_msg("%s: device %zu", removals[i].name, j);
            }
            if (gone) {
                check_stays_out(&hall->world, devices[j].token);
            }
        }
        link_forget(&here.by_card);
        evening_end(&here.evening);
    }
}

/* A network that takes nothing does not keep it in: it gets nothing any more, and is closed. */
static void whoever_is_removed_while_its_link_is_busy_gets_nothing_more(void **state)
{
    struct removal here;
    struct link *pen = &here.evening.hall.pens[0];

    (void)state;
    removal_begin(&here);
    link_forget(pen);
    pen->takes = 0;
    world_announce(here.evening.facilitator, world_id(here.evening.world), "welkom");
    world_run(here.evening.world);
    assert_true(pen->refused);
    remove_device(&here);
    world_announce(here.evening.facilitator, world_id(here.evening.world), "verder");
    world_run(here.evening.world);
    pen->takes = UINT32_MAX;
    hv_host_writable(here.evening.world->host, pen->member);
    world_run(here.evening.world);
    assert_string_equal(link_heard(pen), "farewell");
    assert_int_equal(pen->closed, HV_FAREWELL_REMOVED);
    link_forget(&here.by_card);
    evening_end(&here.evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_removed_goes_in_the_same_turn),
        cmocka_unit_test(whoever_is_removed_while_its_link_is_busy_gets_nothing_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
