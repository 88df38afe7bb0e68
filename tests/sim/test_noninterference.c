/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Non-interference: worlds that differ only in what one person answers, and keeps, give everybody
 * else the same bytes at the same simulated times. The secret is the text, its length, and whether
 * the person wrote, said it aloud or skipped. Its author has pens in the unit, so the table and the
 * partner's pen are devices like any other.
 *
 * Permitted flows are those of tests/disclosure/releases.tsv; here the author keeps everything, and
 * the facilitator of these worlds is blind to the board, so nothing is permitted at all: not to the
 * partner, the table, the projector, other couples or facilitators.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/sim/audit.h"
#include "tests/sim/library.h"

#define STEPS       12000
#define SECRETS     4 /* given, aloud, skipped, and given otherwise */
#define SECRET_SEAT 2 /* in unit 1, which has pens */

/* No crash: how much of an append was on its way to the disk may depend on its size. */
static const struct weather rough = { .cut = 2, .repeat = 5, .slow_link = 400, .night = 4 };

static struct hv_library *library;
static uint64_t first_seed;

static struct world *play(uint64_t seed, uint32_t secret)
{
    struct world *world = world_new(seed, library, 3);
    world->weather = rough;
    world->secret = secret;
    world->secret_seat = SECRET_SEAT;
    for (uint32_t i = 0; i < STEPS && world_step(world); i++) {
    }
    if (world->broken != NULL) {
        fail_msg("seed %llu, secret %u: %s", (unsigned long long)seed, secret, world->broken);
    }
    return world;
}

static bool is_author(const struct device *device)
{
    return device->kind == DEVICE_PEN && device->seat == SECRET_SEAT;
}

static void compare(uint64_t seed, const struct world *one, const struct world *other)
{
    assert_int_equal(one->device_count, other->device_count);
    for (uint32_t i = 0; i < one->device_count; i++) {
        if (!is_author(&one->devices[i]) &&
            one->devices[i].seen_hash != other->devices[i].seen_hash) {
            fail_msg("seed %llu: device %u of kind %d saw a difference", (unsigned long long)seed,
                     i, (int)one->devices[i].kind);
        }
    }
}

static void what_one_person_keeps_changes_nothing_for_anyone_else(void **state)
{
    uint32_t seeds = getenv("HV_TEST_FULL") != NULL ? 100 : 4;
    bool author_differs = false;
    (void)state;
    for (uint32_t i = 0; i < seeds; i++) {
        struct world *plain = play(first_seed + i, SECRETS);
        for (uint32_t secret = 1; secret < SECRETS; secret++) {
            struct world *world = play(first_seed + i, secret);
            compare(first_seed + i, plain, world);
            for (uint32_t d = 0; d < world->device_count; d++) {
                author_differs |= is_author(&world->devices[d]) &&
                                  world->devices[d].seen_hash != plain->devices[d].seen_hash;
            }
            world_free(world);
        }
        world_free(plain);
    }
    /* or the secret was never told, and nothing was shown at all */
    assert_true(author_differs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_person_keeps_changes_nothing_for_anyone_else),
    };
    bool given;
    first_seed = chance_seed(20261121, &given);
    library = library_load();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    library_free(library);
    return failed;
}
