/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Records that no decision made, taken in by a group: each two bytes of size, big endian, and the
 * body. A group refuses them as corrupt or goes on as one in which everything that is always true
 * is true (invariants.c asserts it), and which can be seen and can decide.
 */
#include "codec/record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/opening.h"
#include "tests/fuzz/sight.h"
#include "tests/fuzz/unsealed.h"

#define ARENA_MAX ((size_t)64 * 1024 * 1024)
#define COMMANDS  8 /* given afterwards */

/* The next body; false when there is none any more. */
static bool next_body(struct hv_bytes *rest, struct hv_bytes *ret)
{
    size_t size;

    if (rest->size < 2) {
        return false;
    }
    size = (size_t)rest->data[0] << 8 | rest->data[1];
    size = size < rest->size - 2 ? size : rest->size - 2;
    *ret = (struct hv_bytes){ rest->data + 2, size };
    *rest = (struct hv_bytes){ rest->data + 2 + size, rest->size - 2 - size };
    return true;
}

/* False: it must be dropped. */
static bool
take_in(struct hv_group *group, struct hv_bytes body, uint64_t position, struct hv_arena *arena)
{
    static struct hv_key_scope useless[512];
    const struct hv_open_port port = { .open = unsealed };
    const struct hv_id log = { .b = { 1 } };
    struct hv_record record;

    if (hv_record_body_decode(body, log, position, &port, arena, &record) != HV_OK) {
        return false;
    }
    const enum hv_code code = hv_group_evolve(group, &record);
    assert(code == HV_OK || code == HV_ECORRUPT);
    if (code == HV_OK) {
        (void)hv_group_useless_keys(group, &record, 0, useless, sizeof useless / sizeof useless[0]);
        (void)hv_group_units_changed(group, &record);
    }
    return code == HV_OK;
}

static void use(struct hv_group *group, struct hv_arena *arena)
{
    struct history history = opening_history();
    struct hv_decision decision;

    sight_of_panes(group, true);
    sight_of_devices(group, true);
    for (unsigned i = 0; i < COMMANDS; i++) {
        const struct hv_command command = history_next(&history, group);

        assert(hv_group_decide(group, &command, arena, &decision) == HV_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_bytes rest = { data, size }, body;
    struct hv_arena state, records;
    struct hv_group *group;
    uint64_t position = OPENING_RECORDS;
    bool well = true;

    hv_arena_init(&state, ARENA_MAX);
    hv_arena_init(&records, ARENA_MAX);
    group = opening_play(&state);
    while (well && next_body(&rest, &body)) {
        well = take_in(group, body, ++position, &records);
    }
    if (well && position > OPENING_RECORDS) {
        use(group, &records);
    }
    hv_arena_free(&state);
    hv_arena_free(&records);
    return 0;
}
