/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/evening.h"

#include "tests/sim/audit.h"
#include "tests/sim/events.h"

#define PAIR_STEPS   12000
#define PAIR_COUPLES 2 /* too few for a result, which may tell of everybody a little */

const struct weather evening_calm = { .night = 8 };
const struct weather evening_rough = { .cut = 4,
                                       .repeat = 10,
                                       .crash = 20,
                                       .disk = 60,
                                       .slow_link = 400,
                                       .night = 8 };
const struct weather evening_storm = { .cut = 30,
                                       .repeat = 30,
                                       .crash = 120,
                                       .disk = 150,
                                       .full = 150,
                                       .slow_link = 900 };

/* ---- One ---- */

static void step_through(struct world *world, uint64_t steps)
{
    uint64_t crashes = 0;
    for (uint64_t i = 0; i < steps && world_step(world); i++) {
        if (world->counts.crashes != crashes) {
            crashes = world->counts.crashes;
            audit_promises(world);
            audit_disk(world);
        }
    }
}

void evening_play(struct world *world, uint64_t steps)
{
    struct chance chance = chance_stream(world->seed, 9);
    step_through(world, steps);
    if (world->broken == NULL && !world_settle(world)) {
        world_broken(world, "people wait for ever");
    }
    if (world->broken == NULL) {
        audit_promises(world);
        audit_views(world);
        audit_told(world);
        audit_drafts(world);
        audit_keys(world);
        audit_fold_law(world, &chance);
        audit_disk(world);
    }
}

/* ---- Two ---- */

static struct world *
begin(uint64_t seed, const struct hv_library *library, enum world_secret_kind kind, bool told)
{
    struct world *world = world_new(seed, library, PAIR_COUPLES);
    world->secret = (struct world_secret){ kind, told, EVENING_SECRET_SEAT };
    return world;
}

/* Everything that happens up to then. */
static void run_until(struct world *world, int64_t until)
{
    while (world->event_count > 0 && world->events[0].at <= until && world_step(world)) {
    }
}

struct pair evening_pair(uint64_t seed,
                         const struct hv_library *library,
                         enum world_secret_kind kind,
                         uint64_t steps)
{
    struct pair pair = { begin(seed, library, kind, false), begin(seed, library, kind, true) };
    for (uint64_t i = 0; i < steps && world_step(pair.plain); i++) {
    }
    int64_t until = pair.plain->now;
    run_until(pair.plain, until);
    run_until(pair.told, until);
    return pair;
}

void evening_pair_free(struct pair *pair)
{
    world_free(pair->plain);
    world_free(pair->told);
}

const char *evening_release(const struct device *device, enum world_secret_kind kind)
{
    static const char *const of_author[SECRETS_END] = {
        [SECRET_TEXT] = "own_work",        [SECRET_ALOUD] = "own_work",
        [SECRET_SKIPPED] = "own_work",     [SECRET_EMPTY] = "own_work",
        [SECRET_KEPT] = "own_choice",      [SECRET_SIGNALLED] = NULL,
        [SECRET_WITHDRAWN] = "own_choice", [SECRET_ERASED] = "own_choice",
        [SECRET_SPLIT] = "own_choice",     [SECRET_LETS_READ] = "own_choice",
    };
    static const char *const of_facilitators[SECRETS_END] = {
        [SECRET_EMPTY] = "progress", [SECRET_SIGNALLED] = "signal", [SECRET_SPLIT] = "split_state",
        [SECRET_LIT] = "person",     [SECRET_TAGGED] = "person",
    };
    return device->kind == DEVICE_FACILITATOR ? of_facilitators[kind]
           : device->kind == DEVICE_PEN && device->seat == EVENING_SECRET_SEAT ? of_author[kind]
                                                                               : NULL;
}

bool evening_saw(const struct pair *pair, uint32_t device)
{
    return pair->plain->devices[device].seen_hash != pair->told->devices[device].seen_hash;
}

const struct device *evening_difference(const struct pair *pair)
{
    const struct world *plain = pair->plain;
    if (plain->device_count != pair->told->device_count) {
        return &plain->devices[0];
    }
    for (uint32_t i = 0; i < plain->device_count; i++) {
        const struct device *device = &plain->devices[i];
        if (evening_saw(pair, i) && evening_release(device, plain->secret.kind) == NULL) {
            return device;
        }
    }
    return NULL;
}

static const char *play_pair(uint64_t seed, const struct hv_library *library, uint64_t *steps)
{
    enum world_secret_kind kind =
        (enum world_secret_kind)(SECRET_NONE + 1 + seed / 8 % (SECRETS_END - SECRET_NONE - 1));
    struct pair pair = evening_pair(seed, library, kind, PAIR_STEPS);
    const char *broken = pair.plain->broken != NULL ? pair.plain->broken : pair.told->broken;
    if (broken == NULL && evening_difference(&pair) != NULL) {
        broken = "somebody else saw what one person keeps";
    }
    *steps += pair.plain->counts.steps + pair.told->counts.steps;
    evening_pair_free(&pair);
    return broken;
}

/* ---- By seed ---- */

/* Half of the evenings go somewhere. */
static void set_out(struct world *world, uint64_t seed)
{
    world->patient = seed % 2 == 0;
    world->weather = seed % 8 == 1 ? evening_rough : seed % 8 == 3 ? evening_storm : evening_calm;
}

const char *evening_of_seed(uint64_t seed, const struct hv_library *library, uint64_t *steps)
{
    if (seed % 8 == 7) {
        return play_pair(seed, library, steps);
    }
    struct world *world = world_new(seed, library, 6);
    set_out(world, seed);
    evening_play(world, world->patient ? 2 * EVENING_STEPS : EVENING_STEPS);
    const char *broken = world->broken;
    *steps += world->counts.steps;
    world_free(world);
    return broken;
}
