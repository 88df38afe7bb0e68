/* SPDX-License-Identifier: EUPL-1.2 */
/* A tick: how much it draws, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/host.h"
#include "host/host_state.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_hall.h"

#define GROUPS    4
#define SCREENS   129
#define GROUP_ALL (SCREENS + 1) /* frames when something is announced: the facilitator's too */

/* Groups with a facilitator each, and a projector in every corner. */
struct crowd {
    struct world world;
    struct link owner;
    struct {
        struct link facilitator;
        struct link screens[SCREENS];
    } groups[GROUPS];
};

/* Something happens in the groups in this order, which is not the one they were made in. */
static const uint32_t order[GROUPS] = { 2, 0, 3, 1 };

static void crowd_begin(struct crowd *crowd)
{
    struct world *world = &crowd->world;
    uint8_t token[HV_TOKEN_SIZE];

    memset(crowd, 0, sizeof *crowd);
    world_open(world);
    link_join(&crowd->owner, world, world->owner);
    for (uint32_t g = 0; g < GROUPS; g++) {
        struct link *facilitator = &crowd->groups[g].facilitator;
        struct world_reply made = world_make_group(&crowd->owner, world_id(world), "course");
        assert_true(made.came && made.has_token);
        link_join(facilitator, world, made.token);
        world_open_meeting(facilitator);
        for (uint32_t i = 0; i < SCREENS; i++) {
            (void)world_invite(facilitator, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0, token);
            link_forget(facilitator);
            link_join(&crowd->groups[g].screens[i], world, token);
        }
        world_run(world);
        link_forget(facilitator);
    }
    link_forget(&crowd->owner);
}

static void crowd_end(struct crowd *crowd)
{
    for (uint32_t g = 0; g < GROUPS; g++) {
        link_forget(&crowd->groups[g].facilitator);
        for (uint32_t i = 0; i < SCREENS; i++) {
            link_forget(&crowd->groups[g].screens[i]);
        }
    }
    world_close(&crowd->world);
}

/* Its record is there; nothing of it is said or drawn yet. */
static void announce_in(struct crowd *crowd, uint32_t group, const char *text)
{
    struct link *facilitator = &crowd->groups[group].facilitator;

    world_announce(facilitator, world_id(&crowd->world), text);
    while (hv_memory_store_step(crowd->world.store)) {
    }
    assert_int_equal(facilitator->count, 0);
}

/* How many screens of a group got so many panes. */
static uint32_t screens_with(const struct crowd *crowd, uint32_t group, uint32_t panes)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < SCREENS; i++) {
        count += crowd->groups[group].screens[i].count >= panes;
    }
    return count;
}

/* One tick; it sends no more than the bound, but for the room that it was drawing. False: there was
 * nothing to do. */
static bool tick_in_bounds(struct crowd *crowd)
{
    uint64_t before = world_counts(&crowd->world).frames_sent;
    bool ticked = world_tick(&crowd->world);

    assert_true(world_counts(&crowd->world).frames_sent - before <
                HV_TURN_WORK_MAX + (uint64_t)GROUP_ALL);
    return ticked;
}

/* No group got anything before one that waited longer; and one that changed again did not get that
 * before everyone got the first. */
static void assert_in_order(const struct crowd *crowd)
{
    bool all = true;

    for (uint32_t i = 0; i < GROUPS; i++) {
        if (i > 0 && screens_with(crowd, order[i], 1) > 0) {
            assert_true(screens_with(crowd, order[i - 1], 1) > 0);
        }
        all = all && screens_with(crowd, order[i], 1) == SCREENS;
    }
    assert_true(all || screens_with(crowd, order[0], 2) == 0);
}

static void a_tick_draws_so_much_and_who_waits_longest_first(void **state)
{
    static struct crowd crowd;
    uint32_t last = order[GROUPS - 1];
    uint32_t ticks = 1;

    (void)state;
    crowd_begin(&crowd);
    for (uint32_t i = 0; i < GROUPS; i++) {
        announce_in(&crowd, order[i], "nog vijf minuten");
    }
    assert_true(tick_in_bounds(&crowd));
    assert_in_order(&crowd);
    assert_int_equal(screens_with(&crowd, order[0], 1), SCREENS);
    assert_int_equal(screens_with(&crowd, last, 1), 0);

    /* It drew, and the others still wait: now they come first. */
    link_forget(&crowd.groups[order[0]].facilitator);
    announce_in(&crowd, order[0], "nog een minuut");
    while (tick_in_bounds(&crowd)) {
        assert_in_order(&crowd);
        assert_true(++ticks <= 2 * GROUPS);
    }
    for (uint32_t i = 0; i < GROUPS; i++) {
        assert_int_equal(screens_with(&crowd, order[i], 1), SCREENS);
    }
    assert_int_equal(screens_with(&crowd, order[0], 2), SCREENS);
    crowd_end(&crowd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tick_draws_so_much_and_who_waits_longest_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
