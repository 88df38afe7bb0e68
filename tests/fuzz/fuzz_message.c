/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Frames from clients, to the core command they ask for. The group has one run of an exercise with
 * a field of each kind, so that answers are looked at as well.
 */
#include <stdlib.h>

#include "codec/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT(words)                                 \
    {                                               \
        (const uint8_t *)(words), sizeof(words) - 1 \
    }
#define BOTH(words)              \
    {                            \
        TEXT(words), TEXT(words) \
    }
#define FIELD(name, kind)                                               \
    .id = TEXT(name), .prompt = BOTH("vraag"), .type = HV_FIELD_##kind, \
    .visibility = HV_VISIBLE_SELF, .keep = HV_KEEP_MEETING, .options_from = -1

static const struct hv_option options[] = { { TEXT("a"), BOTH("rust") },
                                            { TEXT("b"), BOTH("spel") } };
static const struct hv_text columns[] = { BOTH("wat"), BOTH("wanneer") };
static const struct hv_field fields[] = {
    { FIELD("text", TEXT), .characters = 140 },
    { FIELD("scale", SCALE), .minimum = -5, .maximum = 5, .markers = 2 },
    { FIELD("cards", CARDS), .options = options, .option_count = 2, .pick_maximum = 3,
      .own_card = true, .characters = 40 },
    { FIELD("list", LIST), .columns = columns, .column_count = 2, .row_maximum = 20 },
    { FIELD("turns", TURNS), .characters = 0 },
    { FIELD("consent", CONSENT), .statement = TEXT("samen"), .statement_version = 1 },
};
static const struct hv_stage stages[] = {
    { .kind = HV_STAGE_SOLO,
      .scope = HV_SCOPE_UNIT,
      .fields = (1u << sizeof fields / sizeof fields[0]) - 1 },
};
static const struct hv_exercise exercise = {
    .id = TEXT("oefening"),
    .title = BOTH("titel"),
    .view = TEXT("form"),
    .fields = fields,
    .field_count = sizeof fields / sizeof fields[0],
    .stages = stages,
    .stage_count = 1,
};
static const struct hv_step step = { .number = TEXT("1.1"), .kind = HV_STEP_EXERCISE };
static const struct hv_meeting meeting = { TEXT("avond"), BOTH("avond"), &step, 1 };
static const struct hv_programme programme = {
    .id = TEXT("cursus"),
    .title = BOTH("cursus"),
    .consent_statement = TEXT("samen"),
    .consent_version = 1,
    .consent_text = BOTH("ja"),
    .exercises = &exercise,
    .exercise_count = 1,
    .meetings = &meeting,
    .meeting_count = 1,
};

static const struct hv_exercise *find_exercise(void *data, struct hv_bytes id)
{
    (void)data;
    return hv_bytes_equal(id, exercise.id) ? &exercise : NULL;
}

static struct hv_group *begin_group(struct hv_arena *arena)
{
    struct hv_event events[4] = {
        { .type = HV_EVENT_FOUNDED },
        { .type = HV_EVENT_MEETING_OPENED },
        { .type = HV_EVENT_STEP_STARTED },
        { .type = HV_EVENT_RUN_OPENED },
    };
    hv_arena_init(arena, 64u * 1024u * 1024u);
    struct hv_group *group = hv_group_new(arena);
    events[0].founded.programme = &programme;
    events[1].meeting_opened.evening_ends_at = 1000000;
    events[2].step_started.step = 1;
    events[3].run_opened.run = 1;
    events[3].run_opened.step = 1;
    for (uint8_t i = 0; i < 4; i++) {
        struct hv_record record = { .cause = { .type = HV_COMMAND_TICK, .at = 1 },
                                    .events = &events[i],
                                    .event_count = 1 };
        record.cause.id.b[0] = (uint8_t)(i + 1);
        if (hv_group_evolve(group, &record) != HV_OK)
            abort();
    }
    return group;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hv_arena state;
    static struct hv_group *group;
    struct hv_arena arena;
    struct hv_message message;
    struct hv_error error;
    if (group == NULL)
        group = begin_group(&state);
    hv_arena_init(&arena, HV_DECODE_ARENA_MAX);
    const enum hv_code code =
        hv_codec_message_decode((struct hv_bytes){ data, size }, &arena, &error, &message);
    if (code != HV_OK && code != HV_EPROTOCOL)
        abort();
    if (code == HV_OK && message.kind == HV_MESSAGE_COMMAND) {
        const struct hv_codec_surroundings surroundings = { group, find_exercise, NULL };
        struct hv_command command;
        enum hv_refusal refusal;
        if (hv_codec_command(&message, &surroundings, &arena, &refusal, &command) != HV_OK)
            abort();
    }
    hv_arena_free(&arena);
    return 0;
}
