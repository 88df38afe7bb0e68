/* SPDX-License-Identifier: EUPL-1.2 */
#include "hall_gates.h"

#define BYTES(text)                               \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define BOTH(text)               \
    {                            \
        BYTES(text), BYTES(text) \
    }
#define SET(field) (1u << (field))
#define CARD(name)              \
    {                           \
        BYTES(name), BOTH(name) \
    }
#define TEXT_FIELD(name)                                                                    \
    .id = BYTES(name), .type = HV_FIELD_TEXT, .characters = 2000, .prompt = BOTH("prompt"), \
    .options_from = -1
#define OPENS_TOGETHER \
    .when = HV_GATE_CLOSED, .holder = HV_HOLDER_UNIT, .audience = HV_AUDIENCE_UNIT

static const struct hv_option cards[HALL_CARDS] = { CARD("a"), CARD("b"), CARD("c"),
                                                    CARD("d"), CARD("e"), CARD("f") };

static const struct hv_option answers[HALL_ANSWERS] = {
    CARD("a"), CARD("b"), CARD("c"), CARD("d"), CARD("e"), CARD("f"), CARD("g"),
    CARD("h"), CARD("i"), CARD("j"), CARD("k"), CARD("l"), CARD("m"),
};

static const struct hv_field fields[HALL_GATES_FIELDS] = {
    [HALL_PRIVATE] = { TEXT_FIELD("private"), .visibility = HV_VISIBLE_SELF,
                       .keep = HV_KEEP_MEETING },
    [HALL_FACILITATORS] = { TEXT_FIELD("facilitators"), .visibility = HV_VISIBLE_FACILITATOR,
                            .keep = HV_KEEP_COURSE },
    [HALL_SHARED] = { TEXT_FIELD("shared"), .visibility = HV_VISIBLE_PARTNER,
                      .keep = HV_KEEP_COURSE },
    [HALL_SHARED_CORE] = { TEXT_FIELD("shared_core"), .visibility = HV_VISIBLE_PARTNER,
                           .keep = HV_KEEP_COURSE, .core = true },
    [HALL_JOINT] = { TEXT_FIELD("nobody"), .visibility = HV_VISIBLE_PARTNER,
                     .keep = HV_KEEP_COURSE },
    [HALL_GUESS] = { TEXT_FIELD("guess"), .visibility = HV_VISIBLE_PARTNER, .keep = HV_KEEP_MEETING,
                     .guess = true, .guess_of = HALL_SHARED },
    [HALL_PICK] = { .id = BYTES("pick"),
                    .type = HV_FIELD_CARDS,
                    .prompt = BOTH("prompt"),
                    .visibility = HV_VISIBLE_PARTNER,
                    .keep = HV_KEEP_COURSE,
                    .options = cards,
                    .option_count = HALL_CARDS,
                    .pick_maximum = 2,
                    .options_from = -1 },
    [HALL_BLIND] = { TEXT_FIELD("blind"), .visibility = HV_VISIBLE_GROUP_NAMED,
                     .keep = HV_KEEP_MEETING },
    [HALL_RECORD] = { TEXT_FIELD("record"), .visibility = HV_VISIBLE_RECORD,
                      .keep = HV_KEEP_COURSE },
    [HALL_QUIZ] = { .id = BYTES("quiz"),
                    .type = HV_FIELD_QUIZ,
                    .prompt = BOTH("prompt"),
                    .visibility = HV_VISIBLE_SELF,
                    .keep = HV_KEEP_MEETING,
                    .options = answers,
                    .option_count = HALL_ANSWERS,
                    .pick_maximum = HALL_ANSWERS,
                    .correct = BYTES(HALL_QUIZ_KEY),
                    .explanation = BOTH(HALL_QUIZ_WHY),
                    .options_from = -1 },
    [HALL_INTAKE] = { TEXT_FIELD("intake"), .visibility = HV_VISIBLE_FACILITATOR,
                      .keep = HV_KEEP_INTAKE },
};

static const struct hv_stage stages[] = {
    [HALL_BRIEF] = { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    [HALL_SOLO] = { .kind = HV_STAGE_SOLO,
                    .scope = HV_SCOPE_UNIT,
                    .fields = SET(HALL_GATES_FIELDS) - 1 },
    [HALL_GATES_REVEAL] = { .kind = HV_STAGE_REVEAL,
                            .scope = HV_SCOPE_UNIT,
                            .gate = { OPENS_TOGETHER,
                                      .fields = SET(HALL_SHARED) | SET(HALL_SHARED_CORE) |
                                                SET(HALL_JOINT) | SET(HALL_GUESS) } },
    [HALL_GATES_MATCH] = { .kind = HV_STAGE_REVEAL,
                           .scope = HV_SCOPE_UNIT,
                           .gate = { OPENS_TOGETHER, .fields = SET(HALL_PICK), .match = true } },
    [HALL_GATES_BLIND] = { .kind = HV_STAGE_SHARE,
                           .scope = HV_SCOPE_GROUP,
                           .gate = { .when = HV_GATE_CLOSED,
                                     .holder = HV_HOLDER_FACILITATOR,
                                     .audience = HV_AUDIENCE_GROUP,
                                     .fields = SET(HALL_BLIND) } },
    [HALL_GATES_CLOSE] = { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
};

const struct hv_exercise *hall_gates(void)
{
    static const struct hv_exercise exercise = {
        .id = BYTES("gates"),
        .hash = { { 3 } },
        .title = BOTH("Gates"),
        .view = BYTES("form"),
        .fields = fields,
        .field_count = HALL_GATES_FIELDS,
        .stages = stages,
        .stage_count = sizeof stages / sizeof stages[0],
    };

    return &exercise;
}
