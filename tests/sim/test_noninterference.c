/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Non-interference: worlds that differ only in one secret of one person (world.h) give everybody
 * else the same bytes at the same simulated times. Its author has a pen in the unit, so the table
 * and the partner's pen are devices like any other.
 *
 * What a device may see all the same has a release of tests/disclosure/releases.tsv; the others,
 * and all devices where there is none, must see nothing at all. The facilitator of these worlds is
 * blind to what the board says of people, so that nothing comes back by what a facilitator does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/sim/evening.h"
#include "tests/sim/library.h"

#define STEPS_OF_ALL 200000 /* of both worlds of every secret together, at least */
#define STEPS        (STEPS_OF_ALL / (2 * (SECRETS_END - 1)) + 1)
#define SEEDS_FULL   25 /* five million steps */

static struct hv_library *library;
static uint64_t first_seed;

static const char *const names[SECRETS_END] = {
    [SECRET_TEXT] = "text",
    [SECRET_ALOUD] = "said aloud",
    [SECRET_SKIPPED] = "skipped",
    [SECRET_EMPTY] = "empty",
    [SECRET_KEPT] = "kept",
    [SECRET_SIGNALLED] = "signalled",
    [SECRET_WITHDRAWN] = "withdrawn",
    [SECRET_ERASED] = "erased",
    [SECRET_SPLIT] = "split",
    [SECRET_LETS_READ] = "let be read",
    [SECRET_LIT] = "lit",
    [SECRET_TAGGED] = "tagged",
};

/* Who may see it did, or the secret was never told and the test says nothing. */
struct sight {
    bool releases[SECRETS_END][DEVICE_PROJECTOR + 1]; /* that were used, by the kind of device */
    uint64_t steps;
};

static void note_sights(const struct pair *pair, struct sight *sight)
{
    for (uint32_t i = 0; i < pair->plain->device_count; i++) {
        const struct device *device = &pair->plain->devices[i];
        if (evening_saw(pair, i)) {
            sight->releases[pair->plain->secret.kind][device->kind] = true;
        }
    }
    sight->steps += pair->plain->counts.steps + pair->told->counts.steps;
}

static void compare(uint64_t seed, enum world_secret_kind kind, struct sight *sight)
{
    struct pair pair = evening_pair(seed, library, kind, STEPS);
    const char *broken = pair.plain->broken != NULL ? pair.plain->broken : pair.told->broken;
    if (broken != NULL) {
        fail_msg("seed %llu, %s: %s", (unsigned long long)seed, names[kind], broken);
    }
    const struct device *device = evening_difference(&pair);
    if (device != NULL) {
        fail_msg("seed %llu, %s: device %u of kind %d saw a difference", (unsigned long long)seed,
                 names[kind], device->number, (int)device->kind);
    }
    note_sights(&pair, sight);
    evening_pair_free(&pair);
}

static void expect_told(const struct sight *sight, enum world_secret_kind kind)
{
    static const enum device_kind kinds[] = { DEVICE_PEN, DEVICE_FACILITATOR };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct device device = { .kind = kinds[i], .seat = EVENING_SECRET_SEAT };
        if (evening_release(&device, kind) != NULL && !sight->releases[kind][kinds[i]]) {
            fail_msg("%s: nobody used '%s', so it was never told", names[kind],
                     evening_release(&device, kind));
        }
    }
}

static void no_secret_changes_anything_for_who_has_no_release(void **state)
{
    uint32_t seeds = getenv("HV_TEST_FULL") != NULL ? SEEDS_FULL : 1;
    struct sight sight = { 0 };
    (void)state;
    for (uint32_t i = 0; i < seeds; i++) {
        for (enum world_secret_kind kind = SECRET_TEXT; kind < SECRETS_END; kind++) {
            compare(first_seed + i, kind, &sight);
        }
    }
    for (enum world_secret_kind kind = SECRET_TEXT; kind < SECRETS_END; kind++) {
        expect_told(&sight, kind);
    }
    printf("%d secrets, %llu steps\n", (int)SECRETS_END - 1, (unsigned long long)sight.steps);
}

/* A line of the table. */
static bool is_released(const char *name)
{
    const char *root = getenv("HV_SOURCE_DIR");
    char path[4096], line[1024];
    bool found = false;
    snprintf(path, sizeof path, "%s/tests/disclosure/releases.tsv", root != NULL ? root : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (!found && fgets(line, sizeof line, file) != NULL) {
        size_t size = strcspn(line, "\t");
        found = size == strlen(name) && memcmp(line, name, size) == 0;
    }
    fclose(file);
    return found;
}

static void each_permission_is_a_release(void **state)
{
    (void)state;
    for (enum world_secret_kind kind = SECRET_TEXT; kind < SECRETS_END; kind++) {
        for (enum device_kind device = DEVICE_OWNER; device <= DEVICE_PROJECTOR; device++) {
            const struct device seen = { .kind = device, .seat = EVENING_SECRET_SEAT };
            const char *release = evening_release(&seen, kind);
            if (release != NULL && !is_released(release)) {
                fail_msg("releases.tsv has no '%s'", release);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_secret_changes_anything_for_who_has_no_release),
        cmocka_unit_test(each_permission_is_a_release),
    };
    bool given;
    first_seed = chance_seed(20261121, &given);
    library = library_load();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    library_free(library);
    return failed;
}
