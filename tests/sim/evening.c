/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/evening.h"

#include "tests/sim/audit.h"

#define PAIR_STEPS 12000

const struct weather evening_calm = { .night = 8 };
const struct weather evening_rough = { .cut = 4,
                                       .repeat = 10,
                                       .crash = 20,
                                       .disk = 60,
                                       .slow_link = 400,
                                       .night = 4 };
const struct weather evening_storm = { .cut = 30,
                                       .repeat = 30,
                                       .crash = 120,
                                       .disk = 150,
                                       .full = 150,
                                       .slow_link = 900 };
const struct weather evening_of_pair = { .cut = 2, .repeat = 5, .slow_link = 400, .night = 4 };

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

struct world *evening_with_secret(uint64_t seed,
                                  const struct hv_library *library,
                                  enum evening_secret secret,
                                  uint64_t steps)
{
    struct world *world = world_new(seed, library, 3);
    world->weather = evening_of_pair;
    world->secret = secret;
    world->secret_seat = EVENING_SECRET_SEAT;
    for (uint64_t i = 0; i < steps && world_step(world); i++) {
    }
    return world;
}

static bool is_author(const struct device *device)
{
    return device->kind == DEVICE_PEN && device->seat == EVENING_SECRET_SEAT;
}

const struct device *evening_difference(const struct world *one, const struct world *other)
{
    if (one->device_count != other->device_count) {
        return &one->devices[0];
    }
    for (uint32_t i = 0; i < one->device_count; i++) {
        if (!is_author(&one->devices[i]) &&
            one->devices[i].seen_hash != other->devices[i].seen_hash) {
            return &one->devices[i];
        }
    }
    return NULL;
}

static const char *play_pair(uint64_t seed, const struct hv_library *library, uint64_t *steps)
{
    enum evening_secret secret = (enum evening_secret)(1 + seed / 8 % 3);
    struct world *plain = evening_with_secret(seed, library, EVENING_SECRETS, PAIR_STEPS);
    struct world *other = evening_with_secret(seed, library, secret, PAIR_STEPS);
    const char *broken = plain->broken != NULL ? plain->broken : other->broken;
    if (broken == NULL && evening_difference(plain, other) != NULL) {
        broken = "somebody else saw what one person keeps";
    }
    *steps += plain->counts.steps + other->counts.steps;
    world_free(plain);
    world_free(other);
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
