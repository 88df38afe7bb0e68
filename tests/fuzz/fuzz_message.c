/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Frames from clients, to the core command they ask for, and what is decided about it for each
 * device that may have sent it. The group has one run of an exercise with a field of each kind, so
 * that answers are looked at as well.
 */
#include "codec/codec.h"
#include "codec/record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/unsealed.h"
#include "tests/unit/evening.h"

#define ARENA_MAX ((size_t)16 * 1024 * 1024)

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
    .consent.id = TEXT("samen"),
    .consent.version = 1,
    .consent.text = BOTH("ja"),
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

/* ---- A couple at their table, of whom one writes on a pen, in the exercise ---- */

#define NOW ((int64_t)1000)

enum {
    CONSOLE = 1,
    LAPTOP,
    PHONE,
    DEVICES = PHONE
};

static struct hv_arena state, records;
static struct hv_group *group;

/* What the host adds to a command. */
static void complete(struct hv_command *command, struct hv_id id, uint16_t device)
{
    static const uint8_t random[HV_COMMAND_RANDOM] = { 1, 2, 3 };

    command->id = id;
    command->device = device;
    command->now = NOW;
    command->random = random;
    if (command->type == HV_COMMAND_INVITE) {
        memcpy(command->invite.token_hash, id.b, sizeof id.b);
    } else if (command->type == HV_COMMAND_ADD_UNIT) {
        memcpy(command->add_unit.card_hash, id.b, sizeof id.b);
        hv_code_make(id.b, command->add_unit.card_code, HV_CARD_CODE_SIZE);
        for (size_t i = 0; i < HV_MEMBERS_MAX; i++) {
            command->add_unit.words[i] = (struct hv_new_words)NEW_WORDS;
        }
    } else if (command->type == HV_COMMAND_DEAL_WORDS) {
        command->deal_words.words = (struct hv_new_words)NEW_WORDS;
    } else if (command->type == HV_COMMAND_UNLOCK_SEAT) {
        command->unlock_seat.proof = HV_PROOF_RIGHT;
        memcpy(command->unlock_seat.ticket_hash, id.b, sizeof id.b);
    } else if (command->type == HV_COMMAND_RENEW_CARD) {
        memcpy(command->renew_card.card_hash, id.b, sizeof id.b);
        hv_code_make(id.b, command->renew_card.card_code, HV_CARD_CODE_SIZE);
    } else if (command->type == HV_COMMAND_SET_LOBBY) {
        hv_code_make(id.b, command->set_lobby.code, HV_WALK_IN_CODE_SIZE);
    } else if (command->type == HV_COMMAND_OPEN_MEETING) {
        command->open_meeting.evening_ends_at = NOW + 1000000;
    }
}

static void carry_out(uint16_t device, struct hv_command command)
{
    static uint8_t count;
    const struct hv_id id = { .b = { 0xff, ++count } };
    struct hv_decision decision;

    complete(&command, id, device);
    assert(hv_group_decide(group, &command, &records, &decision) == HV_OK);
    assert(decision.outcome == HV_DECIDED);
    assert(hv_group_evolve(group, &decision.record) == HV_OK);
}

static void begin_group(void)
{
    hv_arena_init(&state, ARENA_MAX);
    hv_arena_init(&records, ARENA_MAX);
    group = hv_group_new(&state);
    carry_out(0, COMMAND(FOUND, .found = { &programme, { 1 } }));
    carry_out(CONSOLE, ADD_UNIT(BYTES("Anna"), BYTES("Bart")));
    carry_out(CONSOLE, COMMAND(INVITE, .invite = { .role = HV_ROLE_TABLE, .unit = 1 }));
    carry_out(CONSOLE, COMMAND(INVITE, .invite = { .role = HV_ROLE_PEN, .seat = 1 }));
    carry_out(CONSOLE, OPEN_MEETING(0));
    carry_out(CONSOLE, PRESENCE(1, HERE));
    carry_out(PHONE, UNLOCK(1));
    carry_out(PHONE,
              COMMAND(GIVE_CONSENT,
                      .give_consent = {
                          .seat = 1, .yes = true, .statement = BYTES("samen"), .version = 1 }));
    carry_out(CONSOLE, START(0, 1));
}

/* ---- What comes of a frame ---- */

/* Whoever sends it: there is a decision, and a record of it that can be written. */
static void decide(struct hv_command command, struct hv_id id)
{
    const struct hv_seal_port port = { .seal = unsealed };
    struct hv_decision decision;
    struct hv_bytes body;

    for (uint16_t device = 1; device <= DEVICES; device++) {
        struct hv_arena arena;

        hv_arena_init(&arena, ARENA_MAX);
        complete(&command, id, device);
        assert(hv_group_decide(group, &command, &arena, &decision) == HV_OK);
        if (decision.outcome == HV_DECIDED) {
            assert(hv_record_body_encode(&decision.record, id, 1, &port, &arena, &body) == HV_OK);
        }
        hv_arena_free(&arena);
    }
}

static void try_command(const struct hv_message *message, struct hv_arena *arena)
{
    const struct hv_codec_surroundings surroundings = { group, find_exercise, NULL };
    struct hv_command command;
    enum hv_refusal refusal;

    assert(hv_codec_command(message, &surroundings, arena, &refusal, &command) == HV_OK);
    if (refusal == HV_REFUSAL_NONE) {
        decide(command, message->id);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hv_arena arena;
    struct hv_message message;
    struct hv_error error;

    if (group == NULL) {
        begin_group();
    }
    hv_arena_init(&arena, HV_DECODE_ARENA_MAX);
    const enum hv_code code =
        hv_codec_message_decode((struct hv_bytes){ data, size }, &arena, &error, &message);
    assert(code == HV_OK || code == HV_EPROTOCOL);
    if (code == HV_OK && message.kind == HV_MESSAGE_COMMAND) {
        try_command(&message, &arena);
    }
    hv_arena_free(&arena);
    return 0;
}
