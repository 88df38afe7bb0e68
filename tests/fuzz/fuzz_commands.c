/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Commands to a group: the bytes choose who gives which command with what in it. Each that is
 * carried out goes the whole road: decided, encoded, decoded, taken in; and what people see then is
 * drawn and encoded. A second group takes in what was decided and has to be the same in the end; a
 * third one reads it when keys are gone, and has to be as fit to be seen.
 */
#include "codec/record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/opening.h"
#include "tests/fuzz/sight.h"
#include "tests/fuzz/unsealed.h"
#include "tests/unit/evening.h"

#define COMMANDS_MAX 64 /* an input */
#define ARENA_MAX    ((size_t)64 * 1024 * 1024)

enum {
    LIVE,  /* takes in what was decoded, and decides */
    TWIN,  /* takes in what was decided */
    HOLED, /* takes in what is left when some keys are gone */
    GROUPS
};

struct play {
    struct hv_arena arenas[GROUPS];
    struct hv_group *groups[GROUPS];
    struct hv_arena turn; /* never reset: the records stay */
    struct history history;
    uint64_t position;
    uint8_t destroyed; /* set of the owners whose keys are gone, by enum hv_key_owner */
};

static enum hv_code open_what_is_left(void *data,
                                      const struct hv_key_scope *scope,
                                      struct hv_bytes associated,
                                      struct hv_bytes sealed,
                                      struct hv_arena *arena,
                                      struct hv_bytes *ret)
{
    const struct play *play = data;

    if ((play->destroyed >> scope->owner & 1) != 0) {
        return HV_EGONE;
    }
    return unsealed(NULL, scope, associated, sealed, arena, ret);
}

/* As the host does, but for the journal. */
static void take_in(struct play *play, const struct hv_record *decided)
{
    static struct hv_key_scope useless[512];
    const struct hv_seal_port to = { .seal = unsealed };
    const struct hv_open_port from = { .open = unsealed };
    const struct hv_open_port from_less = { .open = open_what_is_left, .data = play };
    const struct hv_id log = { .b = { 1 } };
    const uint64_t at = ++play->position;
    struct hv_record whole, less;
    struct hv_bytes body;

    assert(hv_record_body_encode(decided, log, at, &to, &play->turn, &body) == HV_OK);
    assert(hv_record_body_decode(body, log, at, &from, &play->turn, &whole) == HV_OK);
    assert(hv_record_body_decode(body, log, at, &from_less, &play->turn, &less) == HV_OK);
    assert(hv_group_evolve(play->groups[LIVE], &whole) == HV_OK);
    assert(hv_group_evolve(play->groups[TWIN], decided) == HV_OK);
    assert(hv_group_evolve(play->groups[HOLED], &less) == HV_OK);
    (void)hv_group_useless_keys(play->groups[LIVE], &whole, 0, useless, COUNT(useless));
    (void)hv_group_units_changed(play->groups[LIVE], &whole);
}

static void go_on(struct play *play)
{
    const struct hv_command command = history_next(&play->history, play->groups[LIVE]);
    struct hv_decision decision;

    assert(hv_group_decide(play->groups[LIVE], &command, &play->turn, &decision) == HV_OK);
    if (decision.outcome == HV_DECIDED) {
        assert(decision.refusal == decision.record.cause.refusal);
        take_in(play, &decision.record);
        sight_of_panes(play->groups[LIVE], false);
    } else {
        assert((decision.outcome == HV_REFUSED) == (decision.refusal != HV_REFUSAL_NONE));
    }
}

static void begin(struct play *play)
{
    hv_arena_init(&play->turn, ARENA_MAX);
    for (unsigned i = 0; i < GROUPS; i++) {
        hv_arena_init(&play->arenas[i], ARENA_MAX);
        play->groups[i] = opening_play(&play->arenas[i]);
    }
    play->history = opening_history();
    play->position = OPENING_RECORDS;
}

static void end(struct play *play)
{
    for (unsigned i = 0; i < GROUPS; i++) {
        hv_arena_free(&play->arenas[i]);
    }
    hv_arena_free(&play->turn);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct play play = { .position = 0 };
    struct fingerprint live, twin;

    if (size == 0) {
        return 0;
    }
    begin(&play);
    play.destroyed = data[0];
    play.history.script = data + 1;
    play.history.script_size = size - 1;
    for (unsigned i = 0; i < COMMANDS_MAX && play.history.script_size > 0; i++) {
        go_on(&play);
    }
    sight_of_devices(play.groups[LIVE], false);
    sight_of_panes(play.groups[HOLED], false);
    sight_of_devices(play.groups[HOLED], false);
    live = evening_fingerprint(play.groups[LIVE]);
    twin = evening_fingerprint(play.groups[TWIN]);
    assert(live.hash == twin.hash && live.size == twin.size);
    end(&play);
    return 0;
}
