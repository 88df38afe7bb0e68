/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many evenings under bad weather. HV_TEST_SEED=n plays one seed only; HV_TEST_FULL=1 plays long. A
 * failure prints its seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "core/evolve.h"
#include "tests/sim/evening.h"
#include "tests/sim/library.h"

static struct hv_library *library;
static uint64_t first_seed;
static bool one_seed; /* somebody looks at one seed only */
static struct world_counts total;

static void add_counts(const struct world_counts *counts)
{
    total.steps += counts->steps;
    total.crashes += counts->crashes;
    total.nights += counts->nights;
    for (int i = 0; i < 64; i++) {
        total.refused_by[i] += counts->refused_by[i];
    }
    total.cuts += counts->cuts;
    total.repeats += counts->repeats;
    total.faults += counts->faults;
    total.commands += counts->commands;
    total.refusals += counts->refusals;
    total.records += counts->records;
    total.lit += counts->lit;
    total.results += counts->results;
    total.admitted += counts->admitted;
    total.turned_away += counts->turned_away;
    for (int i = 1; i < HV_EVENT_TYPE_END; i++) {
        total.events[i] += counts->events[i];
    }
}

/* One world from its first step to its last audit; its trace. */
static uint64_t play(uint64_t seed, struct weather weather, bool patient, uint64_t steps)
{
    struct world *world = world_new(seed, library, 6);
    world->weather = weather;
    world->patient = patient;
    evening_play(world, steps);
    uint64_t trace = world->trace;
    const char *broken = world->broken;
    add_counts(&world->counts);
    world_free(world);
    if (broken != NULL) {
        fail_msg("seed %llu: %s", (unsigned long long)seed, broken);
    }
    return trace;
}

static uint32_t worlds(void)
{
    return one_seed ? 1 : getenv("HV_TEST_FULL") != NULL ? 100 : 6;
}

static void in_calm_weather_every_promise_holds(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < worlds(); i++) {
        (void)play(first_seed + i, evening_calm, false, EVENING_STEPS);
    }
}

static void under_cuts_crashes_and_a_failing_disk_too(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < worlds(); i++) {
        (void)play(first_seed + 1000 + i, evening_rough, false, EVENING_STEPS);
    }
}

static void and_in_a_storm(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < worlds(); i++) {
        (void)play(first_seed + 2000 + i, evening_storm, false, EVENING_STEPS);
    }
}

static void where_people_take_their_time_too(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 3 * worlds(); i++) {
        (void)play(first_seed + 3000 + i, evening_calm, true, 2 * EVENING_STEPS);
    }
}

static void a_seed_is_a_history(void **state)
{
    (void)state;
    uint64_t once = play(first_seed, evening_rough, false, EVENING_STEPS / 4);
    uint64_t again = play(first_seed, evening_rough, false, EVENING_STEPS / 4);
    uint64_t other = play(first_seed + 1, evening_rough, false, EVENING_STEPS / 4);
    assert_true(once == again);
    assert_true(once != other);
    print_message("trace %016llx\n", (unsigned long long)once);
}

/* A simulation in which something never happens proves nothing about it. */
static void everything_that_can_happen_did(void **state)
{
    /* No command takes a whole unit away here; keys are destroyed by the sweep, not by a record. */
    static const int never[] = { HV_EVENT_UNIT_REMOVED, HV_EVENT_KEYS_DESTROYED };
    static const int all[] = {
#define XX(type, name) HV_EVENT_##type,
        HV_EVOLVE_MAP(XX)
#undef XX
    };
    (void)state;
    if (one_seed) {
        skip(); /* it may well leave something out */
    }
    for (size_t at = 0; at < sizeof all / sizeof all[0]; at++) {
        const int i = all[at];
        bool expected = true;
        for (size_t j = 0; j < sizeof never / sizeof never[0]; j++) {
            expected &= never[j] != i;
        }
        if (expected && total.events[i] == 0) {
            fail_msg("event type %d never happened", i);
        }
    }
    assert_true(total.admitted > 0 && total.turned_away > 0 && total.lit > 0);
    assert_true(total.results > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_calm_weather_every_promise_holds),
        cmocka_unit_test(under_cuts_crashes_and_a_failing_disk_too),
        cmocka_unit_test(and_in_a_storm),
        cmocka_unit_test(where_people_take_their_time_too),
        cmocka_unit_test(a_seed_is_a_history),
        cmocka_unit_test(everything_that_can_happen_did),
    };
    first_seed = chance_seed(20261120, &one_seed);
    library = library_load();
    clock_t begin = clock();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    library_free(library);
    print_message(
        "%llu steps, %.0f a second; %llu records, %llu commands, %llu refused, %llu crashes, "
        "%llu cuts, %llu repeats, %llu disk faults, %llu nights, %llu came in, %llu turned away, "
        "%llu results\n",
        (unsigned long long)total.steps, (double)total.steps / seconds,
        (unsigned long long)total.records, (unsigned long long)total.commands,
        (unsigned long long)total.refusals, (unsigned long long)total.crashes,
        (unsigned long long)total.cuts, (unsigned long long)total.repeats,
        (unsigned long long)total.faults, (unsigned long long)total.nights,
        (unsigned long long)total.admitted, (unsigned long long)total.turned_away,
        (unsigned long long)total.results);
    for (int i = 1; i < 64; i++) {
        if (total.refused_by[i] > 0) {
            print_message("refusal %d: %llu\n", i, (unsigned long long)total.refused_by[i]);
        }
    }
    return failed;
}
