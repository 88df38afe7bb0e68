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

#include "tests/sim/evening.h"
#include "tests/sim/library.h"

#define STEPS 12000

static struct hv_library *library;
static uint64_t first_seed;

static struct world *play(uint64_t seed, enum evening_secret secret)
{
    struct world *world = evening_with_secret(seed, library, secret, STEPS);
    if (world->broken != NULL) {
        fail_msg("seed %llu, secret %d: %s", (unsigned long long)seed, (int)secret, world->broken);
    }
    return world;
}

static void compare(uint64_t seed, const struct world *one, const struct world *other)
{
    const struct device *device = evening_difference(one, other);
    if (device != NULL) {
        fail_msg("seed %llu: device %u of kind %d saw a difference", (unsigned long long)seed,
                 device->number, (int)device->kind);
    }
}

/* Or the secret was never told, and nothing was shown at all. */
static bool author_saw(const struct world *one, const struct world *other)
{
    for (uint32_t i = 0; i < one->device_count; i++) {
        if (one->devices[i].seat == EVENING_SECRET_SEAT &&
            one->devices[i].seen_hash != other->devices[i].seen_hash) {
            return true;
        }
    }
    return false;
}

static void what_one_person_keeps_changes_nothing_for_anyone_else(void **state)
{
    uint32_t seeds = getenv("HV_TEST_FULL") != NULL ? 100 : 4;
    bool author_differs = false;
    (void)state;
    for (uint32_t i = 0; i < seeds; i++) {
        struct world *plain = play(first_seed + i, EVENING_SECRETS);
        for (enum evening_secret secret = EVENING_ALOUD; secret < EVENING_SECRETS; secret++) {
            struct world *world = play(first_seed + i, secret);
            compare(first_seed + i, plain, world);
            author_differs = author_differs || author_saw(plain, world);
            world_free(world);
        }
        world_free(plain);
    }
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
