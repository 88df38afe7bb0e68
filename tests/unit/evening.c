/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/unit/evening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/decide.h"
#include "core/evolve.h"

/* ---- The programme ---- */

#define TEXT_BOTH(text)                                               \
    {                                                                 \
        { (const uint8_t *)(text), sizeof(text) - 1 },                \
        {                                                             \
            (const uint8_t *)(text " (en)"), sizeof(text " (en)") - 1 \
        }                                                             \
    }
#define WORD(text)                                \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }

static const struct hv_option options[] = {
    { WORD("rest"), TEXT_BOTH("rust") },        { WORD("room"), TEXT_BOTH("ruimte") },
    { WORD("touch"), TEXT_BOTH("troost") },     { WORD("play"), TEXT_BOTH("spel") },
    { WORD("trust"), TEXT_BOTH("vertrouwen") },
};
static const struct hv_text columns[] = { TEXT_BOTH("wat"), TEXT_BOTH("wanneer") };
static const struct hv_text examples[] = { TEXT_BOTH("Wij zijn ook moe."),
                                           TEXT_BOTH("Bij ons ook.") };

#define FIELD(name, kind, sight, kept)                                       \
    .id = WORD(name), .prompt = TEXT_BOTH("vraag"), .type = HV_FIELD_##kind, \
    .visibility = HV_VISIBLE_##sight, .keep = HV_KEEP_##kept, .options_from = -1

static const struct hv_field reveal_fields[REVEAL_FIELDS] = {
    [REVEAL_P] = { FIELD("p", TEXT, PARTNER, COURSE), .characters = 140, .core = true },
    [REVEAL_SCALE] = { FIELD("scale", SCALE, SELF, MEETING), .maximum = 10, .markers = 2 },
    [REVEAL_J] = { FIELD("j", TEXT, JOINT, COURSE), .characters = 2000, .core = true },
    [REVEAL_A] = { FIELD("a", TEXT, GROUP, MEETING), .characters = 140 },
    [REVEAL_BAND] = { FIELD("band", SCALE, GROUP, MEETING), .maximum = 10, .markers = 1 },
    [REVEAL_CARDS] = { FIELD("cards", CARDS, GROUP, MEETING), .options = options, .option_count = 5,
                       .pick_maximum = 3, .own_card = true, .characters = 40 },
    [REVEAL_G] = { FIELD("g", LIST, GROUP_NAMED, MEETING), .columns = columns, .column_count = 2,
                   .row_minimum = 1, .row_maximum = 3 },
    [REVEAL_OK] = { FIELD("ok", CONSENT, RECORD, COURSE), .statement = WORD("record") },
    [REVEAL_P2] = { FIELD("p2", TEXT, PARTNER, MEETING), .characters = 140 },
};

enum {
    REVEAL_SOLO_FIELDS = (1 << REVEAL_FIELDS) - 1 - (1 << REVEAL_J),
    REVEAL_GROUP = 1 << REVEAL_A | 1 << REVEAL_BAND | 1 << REVEAL_CARDS | 1 << REVEAL_G
};

#define GATE(opens, who, whom, of, set)                                                     \
    {                                                                                       \
        .when = HV_GATE_##opens, .holder = HV_HOLDER_##who, .audience = HV_AUDIENCE_##whom, \
        .round = HV_ROUND_##of, .fields = (set)                                             \
    }
#define GATE_UNIT(of, set)  GATE(CLOSED, UNIT, UNIT, of, set)
#define GATE_TURN(set)      GATE(CLOSED, TURN, UNIT, FIRST, set)
#define GATE_GROUP(of, set) GATE(HOLDER, FACILITATOR, GROUP, of, set)

#define AT(what, whose) .kind = HV_STAGE_##what, .scope = HV_SCOPE_##whose

static const struct hv_stage reveal_stages[] = {
    [BRIEF] = { AT(BRIEF, GROUP), .minutes = 2 },
    [SOLO] = { AT(SOLO, UNIT), .minutes = 10, .fields = REVEAL_SOLO_FIELDS },
    [OPEN] = { AT(REVEAL, UNIT), .gate = GATE_UNIT(FIRST, 1 << REVEAL_P | 1 << REVEAL_P2) },
    [TALK] = { AT(TALK, UNIT), .minutes = 10 },
    [JOINT] = { AT(JOINT, UNIT), .fields = 1 << REVEAL_J,
                .gate = GATE(MARKED, UNIT, UNIT, FIRST, 1 << REVEAL_J) },
    [SHARE] = { AT(SHARE, GROUP), .gate = GATE_GROUP(FIRST, REVEAL_GROUP) },
    [CLOSE] = { AT(CLOSE, GROUP) },
};

#define TURNS_ALL                                                                                  \
    [TURNS_P] = { FIELD("p", TEXT, PARTNER, COURSE), .characters = 140, .core = true },            \
    [TURNS_L] = { FIELD("l", TEXT, PARTNER, MEETING), .characters = 140, .round = HV_ROUND_SECOND, \
                  .listener = true },                                                              \
    [TURNS_LIGHT] = { FIELD("light", TEXT, SELF, MEETING), .characters = 140, .light = true }

static const struct hv_field turns_fields[TURNS_FIELDS] = { TURNS_ALL };

static const struct hv_stage turns_stages[] = {
    { AT(BRIEF, GROUP) },
    { AT(SOLO, UNIT), .fields = 1 << TURNS_P | 1 << TURNS_LIGHT },
    { AT(TURNS, UNIT), .fields = 1 << TURNS_L, .gate = GATE_TURN(1 << TURNS_P) },
    { AT(REVEAL, UNIT), .gate = GATE_UNIT(SECOND, 1 << TURNS_L) },
    { AT(CLOSE, GROUP) },
};

static const struct hv_field poll_fields[POLL_FIELDS] = {
    [POLL_NOTE] = { FIELD("note", TEXT, GROUP, MEETING), .characters = 140 },
    [POLL_ONE] = { FIELD("one", CHOICE, GROUP, MEETING), .options = options, .option_count = 3,
                   .pick_minimum = 1, .pick_maximum = 1 },
    [POLL_MANY] = { FIELD("many", CHOICE, GROUP, MEETING), .options = options, .option_count = 5,
                    .pick_minimum = 1, .pick_maximum = 1 },
    [POLL_ME_TOO] = { .id = WORD("me_too"),
                      .prompt = TEXT_BOTH("wij ook"),
                      .type = HV_FIELD_CHOICE,
                      .visibility = HV_VISIBLE_GROUP,
                      .keep = HV_KEEP_MEETING,
                      .round = HV_ROUND_SECOND,
                      .options_from = POLL_NOTE,
                      .pick_maximum = 3 },
};

enum {
    POLL_FIRST = 1 << POLL_NOTE | 1 << POLL_ONE | 1 << POLL_MANY
};

static const struct hv_stage poll_stages[] = {
    { AT(BRIEF, GROUP) },
    { AT(SOLO, UNIT), .fields = POLL_FIRST },
    { AT(SHARE, GROUP), .gate = GATE_GROUP(FIRST, POLL_FIRST) },
    { AT(TALK, GROUP) },
    { AT(SOLO, UNIT), .fields = 1 << POLL_ME_TOO },
    { AT(SHARE, GROUP), .gate = GATE_GROUP(SECOND, 1 << POLL_ME_TOO) },
    { AT(CLOSE, GROUP) },
};

static const struct hv_field plain_fields[] = {
    { .id = WORD("info"),
      .prompt = TEXT_BOTH("uitleg"),
      .type = HV_FIELD_INFO,
      .options_from = -1 },
};
static const struct hv_stage plain_stages[] = { { AT(BRIEF, GROUP), .fields = 1 } };

#define EXERCISE(name, number, of)                                                            \
    .id = WORD(name), .hash = { { number } }, .title = TEXT_BOTH(name), .view = WORD("form"), \
    .minutes = 20, .fields = of##_fields, .field_count = COUNT(of##_fields),                  \
    .stages = of##_stages, .stage_count = COUNT(of##_stages)

static const struct hv_exercise exercises[] = {
    [REVEAL] = { EXERCISE("reveal", 1, reveal), .examples = examples, .example_count = 2 },
    [TURNS] = { EXERCISE("turns", 2, turns) },
    [POLL] = { EXERCISE("poll", 3, poll), .examples = examples, .example_count = 2 },
    [PLAIN] = { EXERCISE("plain", 4, plain) },
};

/* As TURNS, and what both choose opens in the stage after. */
static const struct hv_field library_fields[LIBRARY_FIELDS] = {
    TURNS_ALL,
    [LIBRARY_MATCH] = { FIELD("match", CARDS, PARTNER, COURSE), .options = options,
                        .option_count = 5, .pick_maximum = 2 },
    [LIBRARY_QUIZ] = { FIELD("quiz", QUIZ, SELF, MEETING), .options = options, .option_count = 5,
                       .pick_maximum = 1, .correct = { (const uint8_t *)"\2", 1 },
                       .explanation = { WORD("omdat"), WORD("because") } },
    [LIBRARY_INTAKE] = { FIELD("intake", TEXT, FACILITATOR, INTAKE), .characters = 140 },
};

static const struct hv_stage library_stages[] = {
    { AT(BRIEF, GROUP) },
    { AT(SOLO, UNIT), .fields = 1 << TURNS_P | 1 << TURNS_LIGHT | 1 << LIBRARY_MATCH |
                                1 << LIBRARY_QUIZ | 1 << LIBRARY_INTAKE },
    { AT(TURNS, UNIT), .fields = 1 << TURNS_L, .gate = GATE_TURN(1 << TURNS_P) },
    { AT(REVEAL, UNIT), .gate = GATE_UNIT(SECOND, 1 << TURNS_L) },
    { AT(REVEAL, UNIT), .gate = { .when = HV_GATE_CLOSED,
                                  .holder = HV_HOLDER_UNIT,
                                  .audience = HV_AUDIENCE_UNIT,
                                  .round = HV_ROUND_FIRST,
                                  .fields = 1 << LIBRARY_MATCH,
                                  .match = true } },
    { AT(CLOSE, GROUP) },
};

static const struct hv_exercise library = { EXERCISE("library", 5, library) };

#define STEP(index)                                                                       \
    {                                                                                     \
        .number = WORD("1"), .kind = HV_STEP_EXERCISE, .minutes = 30, .exercise = (index) \
    }

static const struct hv_example_answer example_answers[] = {
    { TEXT_BOTH("vraag een"), TEXT_BOTH("antwoord een") },
    { TEXT_BOTH("vraag twee"), TEXT_BOTH("antwoord twee") },
    { TEXT_BOTH("vraag drie"), TEXT_BOTH("antwoord drie") },
};

static const struct hv_step first_steps[] = {
    STEP(REVEAL),
    STEP(TURNS),
    STEP(POLL),
    { .number = WORD("1"),
      .kind = HV_STEP_EXERCISE,
      .minutes = 30,
      .exercise = PLAIN,
      .example = { TEXT_BOTH("Noor en Sam"), example_answers, COUNT(example_answers) } },
    { .number = WORD("5"), .kind = HV_STEP_BREAK, .title = TEXT_BOTH("pauze"), .minutes = 15 },
};
static const struct hv_step second_steps[] = { STEP(PLAIN) };

static const struct hv_meeting meetings[] = {
    { WORD("m1"), TEXT_BOTH("Eerste avond"), first_steps, COUNT(first_steps) },
    { WORD("m2"), TEXT_BOTH("Tweede avond"), second_steps, COUNT(second_steps) },
};

static const struct hv_programme programme = {
    .id = WORD("small"),
    .title = TEXT_BOTH("Klein"),
    .consent = { WORD("samen"), 3, { { 0x11 } }, TEXT_BOTH("Ik doe mee.") },
    .exercises = exercises,
    .exercise_count = COUNT(exercises),
    .meetings = meetings,
    .meeting_count = COUNT(meetings),
};

const struct hv_programme *evening_programme(void)
{
    return &programme;
}

const struct hv_exercise *evening_library(void)
{
    return &library;
}

const struct hv_statement *evening_new_statement(void)
{
    static const struct hv_statement changed = {
        WORD("samen"), 4, { { 0x12 } }, TEXT_BOTH("Ik doe mee, en ik mag stoppen.")
    };

    return &changed;
}

/* ---- Driving the group ---- */

void evening_take(struct evening *evening, const struct hv_record *record)
{
    if (evening->record_count == evening->record_room) {
        evening->record_room = evening->record_room == 0 ? 256 : evening->record_room * 2;
        evening->records =
            realloc(evening->records, evening->record_room * sizeof *evening->records);
        assert_non_null(evening->records);
    }
    evening->records[evening->record_count++] = *record;
    assert_int_equal(hv_group_evolve(evening->group, record), HV_OK);
}

int evening_give(struct evening *evening, const struct hv_command *command)
{
    assert_int_equal(hv_group_decide(evening->group, command, &evening->turn, &evening->last),
                     HV_OK);
    switch (evening->last.outcome) {
    case HV_DECIDED:
        evening_take(evening, &evening->last.record);
        if (evening->last.refusal != HV_REFUSAL_NONE) {
            return (int)evening->last.refusal;
        }
        return evening->last.record.event_count > 0 ? DONE : AGAIN;
    case HV_REFUSED:
        assert_int_not_equal(evening->last.refusal, HV_REFUSAL_NONE);
        return (int)evening->last.refusal;
    case HV_ALREADY_DONE:
        return AGAIN;
    }
    fail();
    return 0;
}

/* What the host makes of a command's id. */
static void fill(const struct evening *evening, struct hv_command *command)
{
    uint8_t bytes[HV_CODE_RANDOM_SIZE] = { 0 };

    memcpy(bytes + sizeof bytes - sizeof evening->commands, &evening->commands,
           sizeof evening->commands);
    if (command->type == HV_COMMAND_UNLOCK_SEAT) {
        memcpy(command->unlock_seat.ticket_hash, bytes, sizeof bytes);
    } else if (command->type == HV_COMMAND_ADD_UNIT && command->add_unit.card_code[0] == 0) {
        memcpy(command->add_unit.card_hash, bytes, sizeof bytes);
        hv_code_make(bytes, command->add_unit.card_code, HV_CARD_CODE_SIZE);
    } else if (command->type == HV_COMMAND_RENEW_CARD && command->renew_card.card_code[0] == 0) {
        memcpy(command->renew_card.card_hash, bytes, sizeof bytes);
        hv_code_make(bytes, command->renew_card.card_code, HV_CARD_CODE_SIZE);
    } else if (command->type == HV_COMMAND_SET_LOBBY && command->set_lobby.code[0] == 0) {
        hv_code_make(bytes, command->set_lobby.code, HV_WALK_IN_CODE_SIZE);
    } else if (command->type == HV_COMMAND_ARRIVE && command->arrive.token_hash[0] == 0) {
        command->arrive.token_hash[0] = 0xaa;
        memcpy(command->arrive.token_hash + 1, bytes, sizeof bytes);
    } else if (command->type == HV_COMMAND_PLACE_GUEST) {
        memcpy(command->place_guest.token_hash, bytes, sizeof bytes);
    } else if (command->type == HV_COMMAND_BIND_PEN) {
        memcpy(command->bind_pen.token_hash, bytes, sizeof bytes);
    }
}

int evening_do(struct evening *evening, uint16_t device, struct hv_command command)
{
    uint8_t random[HV_COMMAND_RANDOM];

    for (unsigned i = 0; i < sizeof random; i++) {
        evening->random = evening->random * UINT64_C(6364136223846793005) + 1442695040888963407u;
        random[i] = (uint8_t)(evening->random >> 56);
    }
    evening->commands++;
    memcpy(command.id.b, &evening->commands, sizeof evening->commands);
    fill(evening, &command);
    evening->now += 1000;
    command.now = evening->now;
    command.device = device;
    command.random = random;
    return evening_give(evening, &command);
}

void evening_play(struct evening *evening, const struct line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int outcome = evening_do(evening, lines[i].device, lines[i].command);

        if (outcome != lines[i].outcome) {
            fail_msg("line %zu: device %u, command %d: expected %d, came %d", i, lines[i].device,
                     (int)lines[i].command.type, lines[i].outcome, outcome);
        }
    }
}

const struct hv_event *evening_event(const struct evening *evening, enum hv_event_type type)
{
    const struct hv_record *record = &evening->last.record;

    for (uint32_t i = 0; evening->last.outcome == HV_DECIDED && i < record->event_count; i++) {
        if (record->events[i].type == type) {
            return &record->events[i];
        }
    }
    return NULL;
}

static void add_to_fingerprint(void *data, const void *bytes, size_t size)
{
    struct fingerprint *to = data;
    const uint8_t *from = bytes;

    for (size_t i = 0; i < size; i++) {
        to->hash = (to->hash ^ from[i]) * UINT64_C(1099511628211);
    }
    to->size += size;
}

struct fingerprint evening_fingerprint(const struct hv_group *group)
{
    struct fingerprint fingerprint = { .hash = UINT64_C(14695981039346656037) };

    hv_group_describe(group, add_to_fingerprint, &fingerprint);
    return fingerprint;
}

/* ---- How it begins ---- */

void evening_found(struct evening *evening)
{
    *evening = (struct evening){ .now = EVENING_START };
    hv_arena_init(&evening->state, (size_t)256 * 1024 * 1024);
    hv_arena_init(&evening->turn, (size_t)2048 * 1024 * 1024);
    evening->group = hv_group_new(&evening->state);
    assert_non_null(evening->group);
    assert_int_equal(evening_do(evening, 0, COMMAND(FOUND, .found = { &programme, { 1 } })), DONE);
}

static void invite(struct evening *evening, enum hv_role role, uint16_t unit, uint16_t seat)
{
    struct hv_command command =
        COMMAND(INVITE, .invite = { .role = role, .unit = unit, .seat = seat });

    command.invite.token_hash[0] = (uint8_t)role;
    command.invite.token_hash[1] = (uint8_t)unit;
    command.invite.token_hash[2] = (uint8_t)seat;
    assert_int_equal(evening_do(evening, FACILITATOR, command), DONE);
}

void evening_begin(struct evening *evening)
{
    evening_found(evening);
    for (unsigned i = 0; i < EVENING_COUPLES; i++) {
        assert_int_equal(evening_do(evening, FACILITATOR, ADD_UNIT(BYTES("Anna"), BYTES("Bart"))),
                         DONE);
    }
    invite(evening, HV_ROLE_CO_FACILITATOR, 0, 0);
    invite(evening, HV_ROLE_PROJECTOR, 0, 0);
    invite(evening, HV_ROLE_OBSERVER, 0, 0);
    for (uint16_t unit = 1; unit <= EVENING_COUPLES; unit++) {
        invite(evening, HV_ROLE_TABLE, unit, 0);
    }
    for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
        invite(evening, HV_ROLE_PEN, 0, seat);
    }
    assert_int_equal(evening_do(evening, FACILITATOR, OPEN_MEETING(0)), DONE);
    for (uint16_t unit = 1; unit <= EVENING_COUPLES; unit++) {
        assert_int_equal(evening_do(evening, FACILITATOR, PRESENCE(unit, HERE)), DONE);
        for (uint16_t seat = (uint16_t)(2 * unit - 1); seat <= 2 * unit; seat++) {
            assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
            assert_int_equal(evening_do(evening, PEN(seat), CONSENT(seat, true)), DONE);
            assert_int_equal(evening_do(evening, PEN(seat), LOCK(seat)), DONE);
        }
    }
}

void evening_end(struct evening *evening)
{
    hv_arena_free(&evening->state);
    hv_arena_free(&evening->turn);
    free(evening->records);
}

bool evening_is_event(int type)
{
    switch (type) {
#define XX(name, evolve) case HV_EVENT_##name:
        HV_EVOLVE_MAP(XX)
#undef XX
        return true;
    default:
        return false;
    }
}

bool evening_is_command(int type)
{
    switch (type) {
#define XX(name, roles, decide) case HV_COMMAND_##name:
        HV_DECIDE_MAP(XX)
#undef XX
        return true;
    default:
        return false;
    }
}

unsigned evening_answers_read(const struct evening *evening, uint8_t field)
{
    const struct hv_read_key key = { .kind = HV_READ_ANSWERS, .run = 1, .most = 64 };
    struct hv_arena arena;
    struct hv_read_page page;
    enum hv_refusal refusal;
    unsigned count = 0;

    hv_arena_init(&arena, 1u << 16);
    assert_int_equal(hv_group_read(evening->group, FACILITATOR, key, &arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    for (uint32_t i = 0; i < page.row_count; i++) {
        count += page.rows[i].field == field;
    }
    hv_arena_free(&arena);
    return count;
}
