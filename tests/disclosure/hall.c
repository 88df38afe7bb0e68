/* SPDX-License-Identifier: EUPL-1.2 */
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/group_state.h"

/* ---- The programme ---- */

#define BYTES(text)                               \
    {                                             \
        (const uint8_t *)(text), sizeof(text) - 1 \
    }
#define BOTH(text)               \
    {                            \
        BYTES(text), BYTES(text) \
    }
#define SET(field) (1u << (field))
#define TEXT_FIELD \
    .type = HV_FIELD_TEXT, .characters = 2000, .prompt = BOTH("prompt"), .options_from = -1
#define OPENS_GROUP \
    .when = HV_GATE_HOLDER, .holder = HV_HOLDER_FACILITATOR, .audience = HV_AUDIENCE_GROUP
#define OPENS_TOGETHER \
    .when = HV_GATE_CLOSED, .holder = HV_HOLDER_UNIT, .audience = HV_AUDIENCE_UNIT

static const struct hv_field together_fields[HALL_FIELDS] = {
    [HALL_PRIVATE] = { TEXT_FIELD, .id = BYTES("private"), .visibility = HV_VISIBLE_SELF,
                       .keep = HV_KEEP_MEETING },
    [HALL_FACILITATORS] = { TEXT_FIELD, .id = BYTES("facilitators"),
                            .visibility = HV_VISIBLE_FACILITATOR, .keep = HV_KEEP_COURSE },
    [HALL_SHARED] = { TEXT_FIELD, .id = BYTES("shared"), .visibility = HV_VISIBLE_PARTNER,
                      .keep = HV_KEEP_COURSE },
    [HALL_SHARED_CORE] = { TEXT_FIELD, .id = BYTES("shared_core"), .visibility = HV_VISIBLE_PARTNER,
                           .keep = HV_KEEP_COURSE, .core = true },
    [HALL_JOINT] = { TEXT_FIELD, .id = BYTES("joint"), .visibility = HV_VISIBLE_JOINT,
                     .keep = HV_KEEP_COURSE, .core = true, .may_go_to_group = true },
    [HALL_LINE] = { TEXT_FIELD, .id = BYTES("line"), .visibility = HV_VISIBLE_GROUP,
                    .keep = HV_KEEP_MEETING },
    [HALL_NAMED] = { TEXT_FIELD, .id = BYTES("named"), .visibility = HV_VISIBLE_GROUP_NAMED,
                     .keep = HV_KEEP_MEETING },
    [HALL_COUNT] = { .type = HV_FIELD_SCALE,
                     .prompt = BOTH("prompt"),
                     .options_from = -1,
                     .id = BYTES("count"),
                     .visibility = HV_VISIBLE_GROUP,
                     .keep = HV_KEEP_MEETING,
                     .core = true,
                     .maximum = 10,
                     .markers = 1 },
    [HALL_GENTLE] = { TEXT_FIELD, .id = BYTES("gentle"), .visibility = HV_VISIBLE_SELF,
                      .keep = HV_KEEP_MEETING, .light = true },
    [HALL_WIDER] = { TEXT_FIELD, .id = BYTES("wider"), .visibility = HV_VISIBLE_PARTNER,
                     .keep = HV_KEEP_COURSE, .may_go_to_group = true },
};

static const struct hv_stage together_stages[] = {
    [HALL_BRIEF] = { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    [HALL_SOLO] = { .kind = HV_STAGE_SOLO,
                    .scope = HV_SCOPE_UNIT,
                    .minutes = 5,
                    .fields = SET(HALL_PRIVATE) | SET(HALL_FACILITATORS) | SET(HALL_SHARED) |
                              SET(HALL_SHARED_CORE) | SET(HALL_LINE) | SET(HALL_NAMED) |
                              SET(HALL_COUNT) | SET(HALL_GENTLE) | SET(HALL_WIDER) },
    [HALL_REVEAL] = { .kind = HV_STAGE_REVEAL,
                      .scope = HV_SCOPE_UNIT,
                      .gate = { OPENS_TOGETHER, .fields = SET(HALL_SHARED) | SET(HALL_SHARED_CORE) |
                                                          SET(HALL_WIDER) } },
    [HALL_TALK] = { .kind = HV_STAGE_TALK, .scope = HV_SCOPE_UNIT },
    [HALL_JOINTLY] = { .kind = HV_STAGE_JOINT,
                       .scope = HV_SCOPE_UNIT,
                       .fields = SET(HALL_JOINT),
                       .gate = { .when = HV_GATE_MARKED,
                                 .holder = HV_HOLDER_UNIT,
                                 .audience = HV_AUDIENCE_UNIT,
                                 .fields = SET(HALL_JOINT) } },
    [HALL_SHARE] = { .kind = HV_STAGE_SHARE,
                     .scope = HV_SCOPE_GROUP,
                     .gate = { OPENS_GROUP, .fields = SET(HALL_LINE) | SET(HALL_NAMED) |
                                                      SET(HALL_COUNT) | SET(HALL_WIDER) |
                                                      SET(HALL_JOINT) } },
    [HALL_CLOSE] = { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
};

static const struct hv_field turns_fields[] = {
    [HALL_PRIVATE] = { TEXT_FIELD, .id = BYTES("private"), .visibility = HV_VISIBLE_SELF,
                       .keep = HV_KEEP_MEETING },
    [HALL_FACILITATORS] = { TEXT_FIELD, .id = BYTES("facilitators"),
                            .visibility = HV_VISIBLE_FACILITATOR, .keep = HV_KEEP_COURSE },
    [HALL_SHARED] = { TEXT_FIELD, .id = BYTES("shared"), .visibility = HV_VISIBLE_PARTNER,
                      .keep = HV_KEEP_COURSE },
    [HALL_SHARED_CORE] = { TEXT_FIELD, .id = BYTES("shared_core"), .visibility = HV_VISIBLE_PARTNER,
                           .keep = HV_KEEP_COURSE, .core = true },
    [HALL_JOINT] = { TEXT_FIELD, .id = BYTES("heard"), .visibility = HV_VISIBLE_PARTNER,
                     .keep = HV_KEEP_COURSE, .round = HV_ROUND_SECOND, .listener = true,
                     .core = true },
};

static const struct hv_stage turns_stages[] = {
    [HALL_BRIEF] = { .kind = HV_STAGE_BRIEF, .scope = HV_SCOPE_GROUP },
    [HALL_SOLO] = { .kind = HV_STAGE_SOLO,
                    .scope = HV_SCOPE_UNIT,
                    .fields = SET(HALL_PRIVATE) | SET(HALL_FACILITATORS) | SET(HALL_SHARED) |
                              SET(HALL_SHARED_CORE) },
    [HALL_TURNS_SPEAK] = { .kind = HV_STAGE_TURNS,
                           .scope = HV_SCOPE_UNIT,
                           .fields = SET(HALL_JOINT),
                           .gate = { .when = HV_GATE_CLOSED,
                                     .holder = HV_HOLDER_TURN,
                                     .audience = HV_AUDIENCE_UNIT,
                                     .fields = SET(HALL_SHARED) | SET(HALL_SHARED_CORE) } },
    [HALL_TURNS_REVEAL] = { .kind = HV_STAGE_REVEAL,
                            .scope = HV_SCOPE_UNIT,
                            .gate = { OPENS_TOGETHER, .round = HV_ROUND_SECOND,
                                      .fields = SET(HALL_JOINT) } },
    [HALL_TURNS_CLOSE] = { .kind = HV_STAGE_CLOSE, .scope = HV_SCOPE_GROUP },
};

static const struct hv_text examples[] = { BOTH("a line of our own") };

static const struct hv_exercise exercises[] = {
    { .id = BYTES("together"),
      .hash = { { 1 } },
      .title = BOTH("Together"),
      .view = BYTES("form"),
      .fields = together_fields,
      .field_count = HALL_FIELDS,
      .stages = together_stages,
      .stage_count = sizeof together_stages / sizeof together_stages[0],
      .examples = examples,
      .example_count = 1,
      .card.say = BOTH(HALL_GUIDE) },
    { .id = BYTES("in_turns"),
      .hash = { { 2 } },
      .title = BOTH("In turns"),
      .view = BYTES("form"),
      .fields = turns_fields,
      .field_count = sizeof turns_fields / sizeof turns_fields[0],
      .stages = turns_stages,
      .stage_count = sizeof turns_stages / sizeof turns_stages[0] },
};

static const struct hv_example_answer answers[] = {
    { BOTH("prompt"), BOTH(HALL_EXAMPLE_FIRST) },
    { BOTH("prompt"), BOTH(HALL_EXAMPLE_SECOND) },
};

static const struct hv_step steps[] = {
    { .number = BYTES("1.1"),
      .kind = HV_STEP_EXERCISE,
      .minutes = 30,
      .example = { BOTH("Example"), answers, 2 } },
    { .number = BYTES("1.2"), .kind = HV_STEP_BREAK, .title = BOTH("Break"), .minutes = 10 },
    { .number = BYTES("1.3"), .kind = HV_STEP_EXERCISE, .minutes = 30, .exercise = 1 },
};

static const struct hv_meeting meetings[] = {
    { .id = BYTES("m1"), .title = BOTH("Meeting"), .steps = steps, .step_count = 3 },
};

static const struct hv_programme programme = {
    .id = BYTES("hall"),
    .title = BOTH("Hall"),
    .consent = { BYTES("participation"), 1, { "hash of the text" }, BOTH("text of the statement") },
    .exercises = exercises,
    .exercise_count = sizeof exercises / sizeof exercises[0],
    .meetings = meetings,
    .meeting_count = 1,
};

/* ---- Giving commands ---- */

uint64_t hall_random(uint64_t *state)
{
    uint64_t next = (*state += 0x9e3779b97f4a7c15u);

    next = (next ^ (next >> 30)) * 0xbf58476d1ce4e5b9u;
    next = (next ^ (next >> 27)) * 0x94d049bb133111ebu;
    return next ^ (next >> 31);
}

/* Another text for every command and member. */
static struct hv_new_words new_words(struct hall *hall, const struct hv_command *command, size_t i)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    char *text = hv_arena_alloc(&hall->turn, HALL_CANARY);

    assert_non_null(text);
    for (size_t j = 0; j < HALL_CANARY; j++) {
        text[j] = letters[(command->id.b[j % sizeof command->id.b] + 7 * i + j) % 32];
    }
    return (struct hv_new_words){ .text = { (const uint8_t *)text, HALL_CANARY },
                                  .verifier = hv_bytes_from_text("argon2id") };
}

/* What the host finds out, or makes of a command's id. Words that are typed are right ones. */
static void fill(struct hall *hall, struct hv_command *command)
{
    uint8_t *hash = NULL, *code = NULL;

    switch ((int)command->type) {
    case HV_COMMAND_ADD_UNIT:
        hash = command->add_unit.card_hash;
        code = command->add_unit.card_code;
        for (size_t i = 0; i < HV_MEMBERS_MAX; i++) {
            command->add_unit.words[i] = new_words(hall, command, i);
        }
        break;
    case HV_COMMAND_DEAL_WORDS:
        command->deal_words.words = new_words(hall, command, 0);
        break;
    case HV_COMMAND_UNLOCK_SEAT:
        if (command->unlock_seat.proof == HV_PROOF_NONE) {
            command->unlock_seat.proof = HV_PROOF_RIGHT;
        }
        hash = command->unlock_seat.ticket_hash;
        break;
    case HV_COMMAND_RENEW_CARD:
        hash = command->renew_card.card_hash;
        code = command->renew_card.card_code;
        break;
    case HV_COMMAND_ARRIVE:
        hash = command->arrive.token_hash;
        break;
    case HV_COMMAND_PLACE_GUEST:
        hash = command->place_guest.token_hash;
        break;
    case HV_COMMAND_BIND_PEN:
        hash = command->bind_pen.token_hash;
        break;
    case HV_COMMAND_SET_LOBBY:
        hv_code_make(command->id.b, command->set_lobby.code, HV_WALK_IN_CODE_SIZE);
        break;
    default:
        break;
    }
    if (hash != NULL) {
        memcpy(hash, command->id.b, sizeof command->id.b);
    }
    if (code != NULL) {
        hv_code_make(command->id.b, code, HV_CARD_CODE_SIZE);
    }
}

enum hv_outcome hall_try(struct hall *hall, struct hv_command command)
{
    uint64_t random[HV_COMMAND_RANDOM / sizeof(uint64_t)];
    uint64_t id[2] = { hall_random(&hall->random), hall_random(&hall->random) };
    struct hv_decision decision;

    for (size_t i = 0; i < sizeof random / sizeof random[0]; i++) {
        random[i] = hall_random(&hall->random);
    }
    memcpy(command.id.b, id, sizeof command.id.b);
    hv_arena_reset(&hall->turn);
    fill(hall, &command);
    memset(&decision, 0, sizeof decision);
    command.random = (const uint8_t *)random;
    command.now = hall->now += 1000;
    assert_int_equal(hv_group_decide(hall->group, &command, &hall->turn, &decision), HV_OK);
    hall->refusal = decision.outcome == HV_REFUSED ? decision.refusal : HV_REFUSAL_NONE;
    hall->number = decision.number;
    if (decision.outcome == HV_DECIDED) {
        assert_int_equal(hv_group_evolve(hall->group, &decision.record), HV_OK);
    }
    return decision.outcome;
}

void hall_must(struct hall *hall, struct hv_command command)
{
    if (hall_try(hall, command) == HV_REFUSED) {
        fail_msg("command %d of device %u was refused: %d", (int)command.type,
                 (unsigned)command.device, (int)hall->refusal);
    }
}

uint32_t hall_run(const struct hall *hall)
{
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_view(hall->group, NULL, (struct hv_pane_key){ HV_PANE_STAGE, 0 }, &arena, &pane),
        HV_OK);
    hv_arena_free(&arena);
    return pane.stage.run;
}

uint16_t hall_pen(const struct hall *hall, uint16_t seat)
{
    return hall->pens[seat - 1];
}

uint16_t hall_table(const struct hall *hall, uint16_t seat)
{
    return hall->tables[(seat - 1) / 2];
}

void hall_start(struct hall *hall, uint16_t from, uint16_t step, bool again)
{
    hall_must(hall, (struct hv_command){
                        .type = HV_COMMAND_START_STEP,
                        .device = hall->facilitator,
                        .start_step = {
                            .from = from, .step = step, .again = again, .run = hall_run(hall) } });
}

void hall_move(struct hall *hall, uint8_t from, uint8_t to)
{
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_MOVE_STAGE,
                                         .device = hall->facilitator,
                                         .move_stage = { hall_run(hall), from, to } });
}

void hall_save(struct hall *hall,
               uint16_t seat,
               uint8_t field,
               enum hv_answer answer,
               struct hv_bytes packed)
{
    /* Time only goes forward, so it serves as a revision. */
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_SAVE_FIELD,
                                         .device = hall_pen(hall, seat),
                                         .save_field = { .run = hall_run(hall),
                                                         .seat = seat,
                                                         .field = field,
                                                         .revision = (uint32_t)(hall->now / 1000),
                                                         .answer = answer,
                                                         .packed = packed } });
}

void hall_close(struct hall *hall,
                uint16_t seat,
                enum hv_round round,
                uint32_t shows,
                enum hv_signal signal)
{
    hall_must(hall,
              (struct hv_command){ .type = HV_COMMAND_CLOSE_ENVELOPE,
                                   .device = hall_pen(hall, seat),
                                   .close_envelope = { .run = hall_run(hall),
                                                       .seat = seat,
                                                       .round = round,
                                                       .shows = shows,
                                                       .to_group = shows & ~hall->kept_from_group,
                                                       .signal = signal } });
}

void hall_mark(struct hall *hall, uint16_t unit, enum hv_presence_mark mark, uint16_t seat)
{
    hall_must(hall,
              (struct hv_command){ .type = HV_COMMAND_MARK_PRESENCE,
                                   .device = hall->facilitator,
                                   .mark_presence = { .unit = unit, .mark = mark, .seat = seat } });
}

const struct hv_statement *hall_statement(void)
{
    return &programme.consent;
}

const struct hv_statement *hall_new_statement(void)
{
    static const struct hv_statement changed = {
        BYTES("participation"), 2, { "hash of another" }, BOTH("another text")
    };

    return &changed;
}

void hall_consent(struct hall *hall, uint16_t seat, const struct hv_statement *statement)
{
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_GIVE_CONSENT,
                                         .device = hall_pen(hall, seat),
                                         .give_consent = { .seat = seat,
                                                           .yes = true,
                                                           .statement = statement->id,
                                                           .version = statement->version } });
}

/* ---- Opening ---- */

static uint16_t invite(struct hall *hall, enum hv_role role, uint16_t unit, uint16_t seat)
{
    struct hv_command command = { .type = HV_COMMAND_INVITE,
                                  .device = hall->facilitator,
                                  .invite = { .role = role, .unit = unit, .seat = seat } };
    uint64_t hash[HV_TOKEN_HASH_SIZE / sizeof(uint64_t)];

    for (size_t i = 0; i < sizeof hash / sizeof hash[0]; i++) {
        hash[i] = hall_random(&hall->random);
    }
    memcpy(command.invite.token_hash, hash, sizeof hash);
    hall_must(hall, command);
    return (uint16_t)hall->number;
}

static void found(struct hall *hall, const struct hv_bytes names[HALL_SEATS])
{
    assert_null(hv_programme_fault(&programme));
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_FOUND, .found.programme = &programme });
    hall->facilitator = 1;
    for (unsigned unit = 0; unit < HALL_UNITS; unit++) {
        hall_must(hall, (struct hv_command){
                            .type = HV_COMMAND_ADD_UNIT,
                            .device = hall->facilitator,
                            .add_unit = { .names = { names[2 * unit], names[2 * unit + 1] },
                                          .member_count = 2 } });
    }
    hall->co_facilitator = invite(hall, HV_ROLE_CO_FACILITATOR, 0, 0);
    hall->projector = invite(hall, HV_ROLE_PROJECTOR, 0, 0);
    hall->observer = invite(hall, HV_ROLE_OBSERVER, 0, 0);
    for (uint16_t unit = 1; unit <= HALL_UNITS; unit++) {
        hall->tables[unit - 1] = invite(hall, HV_ROLE_TABLE, unit, 0);
    }
    for (uint16_t seat = 1; seat <= HALL_SEATS; seat++) {
        hall->pens[seat - 1] = invite(hall, HV_ROLE_PEN, 0, seat);
    }
}

static uint16_t arrive(struct hall *hall, enum hv_role role, uint16_t unit)
{
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_ARRIVE,
                                         .arrive = { .role = role, .unit = unit } });
    return (uint16_t)hall->number;
}

static void unlock(struct hall *hall, uint16_t device, uint16_t seat)
{
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_UNLOCK_SEAT,
                                         .device = device,
                                         .unlock_seat.seat = seat });
}

/* No command gives a seat two pens. Should a journal have them all the same, one is locked. */
static void add_second_pen(struct hall *hall, uint16_t author)
{
    uint16_t number = (uint16_t)(hv_group_device_count(hall->group) + 1);
    const struct hv_event event = {
        .type = HV_EVENT_DEVICE_INVITED,
        .device_invited = { .device = number,
                            .role = HV_ROLE_PEN,
                            .unit = hv_find_seat(hall->group, author)->unit,
                            .seat = author,
                            .token_hash = { 2 } },
    };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_INVITE, .at = hall->now },
                                      .events = &event,
                                      .event_count = 1 };

    assert_int_equal(hv_group_evolve(hall->group, &record), HV_OK);
    hall->locked_pen = number;
}

void hall_open(struct hall *hall,
               uint64_t seed,
               uint16_t author,
               const struct hv_bytes names[HALL_SEATS])
{
    memset(hall, 0, sizeof *hall);
    hv_arena_init(&hall->state, 64u << 20);
    hv_arena_init(&hall->turn, 8u << 20);
    hall->random = seed;
    hall->now = 1000;
    hall->group = hv_group_new(&hall->state);
    assert_non_null(hall->group);
    found(hall, names);
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_OPEN_MEETING,
                                         .device = hall->facilitator,
                                         .open_meeting = { .evening_ends_at = (int64_t)1 << 40 } });
    hall->removed_pen = hall->pens[author - 1];
    unlock(hall, hall->removed_pen, author);
    hall->pens[author - 1] = invite(hall, HV_ROLE_PEN, 0, author); /* removes the one before */
    add_second_pen(hall, author);
    hall_must(hall, (struct hv_command){ .type = HV_COMMAND_SET_LOBBY,
                                         .device = hall->facilitator,
                                         .set_lobby.open = true });
    hall->guest = arrive(hall, HV_ROLE_GUEST, 0);
    hall->unbound_pen = arrive(hall, HV_ROLE_PEN, 1);
    for (uint16_t unit = 1; unit <= HALL_UNITS; unit++) {
        hall_mark(hall, unit, HV_PRESENCE_HERE, 0);
    }
    for (uint16_t seat = 1; seat <= HALL_SEATS; seat++) {
        unlock(hall, hall_pen(hall, seat), seat);
        hall_consent(hall, seat, hall_statement());
    }
}

void hall_free(struct hall *hall)
{
    hv_arena_free(&hall->turn);
    hv_arena_free(&hall->state);
}
