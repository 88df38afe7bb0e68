/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/fuzz/opening.h"

#include <assert.h>

#include "tests/unit/evening.h"

#define ARENA_MAX ((size_t)64 * 1024 * 1024)
#define COUPLES   2
#define SEED      7

static struct hv_record records[OPENING_RECORDS];
static uint32_t record_count;
static struct history history;

static void give(struct hv_group *group, struct hv_arena *arena, const struct hv_command *command)
{
    struct hv_decision decision;

    assert(hv_group_decide(group, command, arena, &decision) == HV_OK);
    if (decision.outcome == HV_DECIDED) {
        records[record_count++] = decision.record;
        assert(hv_group_evolve(group, &decision.record) == HV_OK);
    }
}

/* The records stay, and with them the arena in which they were decided. */
static void make(void)
{
    static const uint8_t random[HV_COMMAND_RANDOM] = { 0 };
    static struct hv_arena decisions;
    const struct hv_command founding =
        COMMAND(FOUND, .found = { evening_programme(), { 1 } }, .id = { .b = { 0xff } },
                .now = EVENING_START, .random = random);
    struct hv_arena state;

    hv_arena_init(&decisions, ARENA_MAX);
    hv_arena_init(&state, ARENA_MAX);
    struct hv_group *group = hv_group_new(&state);
    history_begin(&history, SEED, EVENING_START, evening_library(), COUPLES);
    give(group, &decisions, &founding);
    while (record_count < OPENING_RECORDS) {
        const struct hv_command command = history_next(&history, group);

        give(group, &decisions, &command);
    }
    hv_arena_free(&state);
}

struct hv_group *opening_play(struct hv_arena *arena)
{
    struct hv_group *group;

    if (record_count == 0) {
        make();
    }
    group = hv_group_new(arena);
    for (uint32_t i = 0; i < record_count; i++) {
        assert(hv_group_evolve(group, &records[i]) == HV_OK);
    }
    return group;
}

struct history opening_history(void)
{
    if (record_count == 0) {
        make();
    }
    return history;
}
