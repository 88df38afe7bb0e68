/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands inside a command: every field of the wire arrives in its member of the core's
 * command, and nowhere else. */
#include "named_fields.h"

#include "houvast/v1/wire.pb-c.h"

#include "codec/codec.h"
#include "tests/unit/evening.h"

static struct evening evening; /* a group with run 1 of REVEAL */
static struct hv_arena arena;

static int begin(void **state)
{
    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    hv_arena_init(&arena, HV_DECODE_ARENA_MAX);
    return 0;
}

static int end(void **state)
{
    (void)state;
    evening_end(&evening);
    hv_arena_free(&arena);
    return 0;
}

static const struct hv_exercise *find_exercise(void *data, struct hv_bytes id)
{
    (void)data;
    return hv_bytes_equal(id, evening_library()->id) ? evening_library() : NULL;
}

/* ---- A command as it comes, and what it becomes ---- */

static const uint8_t an_id[16] = { 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };

static const ProtobufCFieldDescriptor *field_of(enum hv_command_type type)
{
    return protobuf_c_message_descriptor_get_field(&houvast__v1__command__descriptor, type);
}

/* A fresh inner message for a type of command. */
static ProtobufCMessage *wire_new(enum hv_command_type type)
{
    const ProtobufCMessageDescriptor *descriptor = field_of(type)->descriptor;
    ProtobufCMessage *message = hv_arena_alloc(&arena, descriptor->sizeof_message);
    protobuf_c_message_init(descriptor, message);
    return message;
}

static enum hv_refusal
receive(enum hv_command_type type, ProtobufCMessage *inner, struct hv_command *ret)
{
    static uint8_t bytes[HV_FRAME_IN_MAX];
    const struct hv_codec_surroundings surroundings = { evening.group, find_exercise, NULL };
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__ClientMessage wire = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct hv_message message;
    struct hv_error error;
    enum hv_refusal refusal = HV_REFUSAL_FAILED;
    uint8_t *id = hv_arena_copy(&arena, an_id, sizeof an_id);

    command.id = (ProtobufCBinaryData){ sizeof an_id, id };
    command.what_case = (Houvast__V1__Command__WhatCase)type;
    memcpy((uint8_t *)&command + field_of(type)->offset, &inner, sizeof inner);
    wire.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND;
    wire.command = &command;
    assert_true(houvast__v1__client_message__get_packed_size(&wire) <= sizeof bytes);
    const size_t size = houvast__v1__client_message__pack(&wire, bytes);
    const enum hv_code code =
        hv_codec_message_decode((struct hv_bytes){ bytes, size }, &arena, &error, &message);
    if (code != HV_OK)
        fail_msg("%s", error.text);
    assert_int_equal(hv_codec_command(&message, &surroundings, &arena, &refusal, ret), HV_OK);
    if (refusal == HV_REFUSAL_NONE) {
        assert_int_equal(ret->type, type);
        assert_memory_equal(ret->id.b, an_id, sizeof an_id);
    }
    return refusal;
}

/* ---- Numbers ---- */

/* One row a number: the field on the wire, the member of the core, and what the member has more. */
struct row {
    enum hv_command_type type;
    const char *field;
    size_t offset, size;
    int more;
    uint64_t most; /* 0: all that fits */
};

#define ROW(type, field, member)                                       \
    {                                                                  \
        HV_COMMAND_##type, field, offsetof(struct hv_command, member), \
            sizeof(((struct hv_command *)0)->member), 0, 0             \
    }
#define ENUM_ROW(type, field, member, last)                            \
    {                                                                  \
        HV_COMMAND_##type, field, offsetof(struct hv_command, member), \
            sizeof(((struct hv_command *)0)->member), 0, last          \
    }
#define FROM_0_ROW(type, field, member)                                \
    {                                                                  \
        HV_COMMAND_##type, field, offsetof(struct hv_command, member), \
            sizeof(((struct hv_command *)0)->member), -1, 2            \
    }

static const struct row rows[] = {
    ROW(REMOVE_UNIT, "unit", remove_unit.unit),
    ROW(RENAME_SEAT, "seat", rename_seat.seat),
    ENUM_ROW(INVITE, "role", invite.role, HV_ROLE_OBSERVER),
    ROW(INVITE, "unit", invite.unit),
    ROW(INVITE, "seat", invite.seat),
    ROW(REMOVE_DEVICE, "device", remove_device.device),
    ROW(MARK_PRESENCE, "unit", mark_presence.unit),
    ENUM_ROW(MARK_PRESENCE, "presence", mark_presence.mark, HV_PRESENCE_AWAY),
    ROW(MARK_PRESENCE, "seat", mark_presence.seat),
    ROW(START_STEP, "from", start_step.from),
    ROW(START_STEP, "step", start_step.step),
    ENUM_ROW(START_STEP, "again", start_step.again, 1),
    ROW(START_STEP, "run", start_step.run),
    ROW(MOVE_STAGE, "run", move_stage.run),
    ROW(MOVE_STAGE, "from", move_stage.from),
    ROW(MOVE_STAGE, "to", move_stage.to),
    ENUM_ROW(MOVE_STAGE, "force", move_stage.force, 1),
    ROW(END_STEP, "step", end_step.step),
    ROW(END_STEP, "run", end_step.run),
    ROW(PUSH_EXERCISE, "minutes", insert_step.minutes),
    ROW(PUSH_EXERCISE, "from", insert_step.from),
    ROW(INSERT_STEP, "after", insert_step.after),
    ENUM_ROW(INSERT_STEP, "kind", insert_step.kind, HV_STEP_TALK),
    ROW(INSERT_STEP, "minutes", insert_step.minutes),
    ROW(SKIP_STEP, "step", skip_step.step),
    ENUM_ROW(SKIP_STEP, "skip", skip_step.skip, 1),
    ROW(MOVE_STEP, "step", move_step.step),
    ROW(MOVE_STEP, "after", move_step.after),
    ROW(DEAL_FORM, "run", deal_form.run),
    ROW(DEAL_FORM, "unit", deal_form.unit),
    ENUM_ROW(DEAL_FORM, "form", deal_form.form, HV_FORM_LIGHT),
    ROW(SET_SHARING, "run", set_sharing.run),
    ROW(SET_SHARING, "unit", set_sharing.unit),
    ENUM_ROW(SET_SHARING, "open", set_sharing.open, 1),
    ENUM_ROW(SET_TIMER, "action", set_timer.action, HV_TIMER_CLEAR),
    ENUM_ROW(SET_TIMER, "minutes", set_timer.minutes, INT16_MAX),
    ROW(PICK_NOTE, "run", pick_note.run),
    ROW(PICK_NOTE, "field", pick_note.field),
    ROW(PICK_NOTE, "note", pick_note.note),
    ENUM_ROW(PICK_NOTE, "pick", pick_note.pick, 1),
    ROW(PICK_EXAMPLE, "run", pick_example.run),
    ROW(PICK_EXAMPLE, "example", pick_example.example),
    ROW(WRITE_WALL, "run", write_wall.run),
    ENUM_ROW(WRITE_WALL, "field", write_wall.field, INT8_MAX),
    ROW(HANDLE_REQUEST, "unit", handle_request.unit),
    ENUM_ROW(HANDLE_REQUEST, "signal", handle_request.signal, 1),
    ROW(UNLOCK_SEAT, "seat", unlock_seat.seat),
    ROW(DEAL_WORDS, "seat", deal_words.seat),
    FROM_0_ROW(DEAL_WORDS, "language", deal_words.language),
    FROM_0_ROW(ADD_UNIT, "language", add_unit.language),
    ROW(LOCK_SEAT, "seat", seat_choice.seat),
    ROW(GIVE_CONSENT, "seat", give_consent.seat),
    ENUM_ROW(GIVE_CONSENT, "yes", give_consent.yes, 1),
    ROW(GIVE_CONSENT, "version", give_consent.version),
    FROM_0_ROW(GIVE_CONSENT, "language", give_consent.language),
    ENUM_ROW(SAVE_FIELD, "run", save_field.run, 1),
    ROW(SAVE_FIELD, "seat", save_field.seat),
    ENUM_ROW(SAVE_FIELD, "field", save_field.field, REVEAL_FIELDS - 1),
    ROW(SAVE_FIELD, "revision", save_field.revision),
    ENUM_ROW(SAVE_FIELD, "answer", save_field.answer, HV_ANSWER_SKIPPED),
    ROW(CLOSE_ENVELOPE, "run", close_envelope.run),
    ROW(CLOSE_ENVELOPE, "seat", close_envelope.seat),
    FROM_0_ROW(CLOSE_ENVELOPE, "round", close_envelope.round),
    ROW(CLOSE_ENVELOPE, "shows", close_envelope.shows),
    ROW(CLOSE_ENVELOPE, "to_group", close_envelope.to_group),
    ENUM_ROW(CLOSE_ENVELOPE, "signal", close_envelope.signal, HV_SIGNAL_CALL),
    ROW(REOPEN_ENVELOPE, "run", reopen_envelope.run),
    ROW(REOPEN_ENVELOPE, "seat", reopen_envelope.seat),
    FROM_0_ROW(REOPEN_ENVELOPE, "round", reopen_envelope.round),
    ROW(OPEN_TOGETHER, "run", move_unit.run),
    ROW(MOVE_UNIT, "run", move_unit.run),
    ENUM_ROW(SAVE_JOINT, "run", save_field.run, 1),
    ENUM_ROW(SAVE_JOINT, "field", save_field.field, REVEAL_FIELDS - 1),
    ROW(SAVE_JOINT, "revision", save_field.revision),
    ENUM_ROW(SAVE_JOINT, "answer", save_field.answer, HV_ANSWER_SKIPPED),
    ROW(MARK_JOINT, "run", mark_joint.run),
    ROW(MARK_JOINT, "seat", mark_joint.seat),
    ROW(MARK_JOINT, "revision", mark_joint.revision),
    ENUM_ROW(MARK_JOINT, "set", mark_joint.set, 1),
    ENUM_ROW(SET_LOBBY, "open", set_lobby.open, 1),
    ROW(PLACE_GUEST, "device", place_guest.device),
    ROW(PLACE_GUEST, "unit", place_guest.unit),
    ROW(RENEW_CARD, "unit", renew_card.unit),
    ROW(SHOW_EXAMPLE, "step", show_example.step),
    ROW(SHOW_EXAMPLE, "count", show_example.count),
    ENUM_ROW(GIVE_SIGNAL, "signal", give_signal.signal, HV_SIGNAL_CALL),
    ENUM_ROW(SET_PAUSE, "on", set_pause.on, 1),
    ROW(NARROW_FIELD, "run", narrow_field.run),
    ROW(NARROW_FIELD, "field", narrow_field.field),
    ENUM_ROW(NARROW_FIELD, "to", narrow_field.to, HV_VISIBLE_RECORD),
    ROW(WIDEN, "run", widen.run),
    ROW(WIDEN, "seat", widen.seat),
    ROW(WIDEN, "fields", widen.fields),
    ENUM_ROW(WIDEN, "on", widen.on, 1),
    ENUM_ROW(WIDEN, "to_group", widen.to_group, 1),
    ROW(TAKE_BACK, "run", take_back.run),
    ROW(TAKE_BACK, "seat", take_back.seat),
    ROW(TAKE_BACK, "fields", take_back.fields),
    ENUM_ROW(TAKE_BACK, "discard", take_back.discard, 1),
    ROW(SPLIT, "seat", seat_choice.seat),
    ROW(SET_LIGHT, "seat", set_light.seat),
    ENUM_ROW(SET_LIGHT, "light", set_light.light, HV_LIGHT_RED),
    ROW(SET_TAG, "seat", set_tag.seat),
    ENUM_ROW(SET_TAG, "tag", set_tag.tag, HV_TAG_LANGUAGE),
    ENUM_ROW(SET_TAG, "set", set_tag.set, 1),
    ROW(WRITE_NOTE, "seat", write_note.seat),
    ROW(WRITE_NOTE, "revision", write_note.revision),
};

/* The server's own have no case on the wire. */
static bool is_on_wire(int type)
{
    return field_of((enum hv_command_type)type) != NULL;
}

static uint64_t most_of(const struct row *row)
{
    return row->most != 0 ? row->most : (UINT64_C(1) << (8 * row->size)) - 1;
}

/* What a command needs besides its numbers so that it is one. */
static void complete(enum hv_command_type type, ProtobufCMessage *message)
{
    static char exercise[64], title[] = "Pauze", words[] = "woorden";
    switch ((int)type) {
    case HV_COMMAND_PUSH_EXERCISE:
        memcpy(exercise, evening_library()->id.data, evening_library()->id.size);
        ((Houvast__V1__PushExercise *)message)->exercise = exercise;
        break;
    case HV_COMMAND_INSERT_STEP:
        memcpy(exercise, evening_library()->id.data, evening_library()->id.size);
        if (((Houvast__V1__InsertStep *)message)->kind ==
            HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE)
            ((Houvast__V1__InsertStep *)message)->exercise = exercise;
        else
            ((Houvast__V1__InsertStep *)message)->title = title;
        break;
    case HV_COMMAND_WRITE_WALL:
        ((Houvast__V1__WriteWall *)message)->of_field = true;
        ((Houvast__V1__WriteWall *)message)->text = words;
        break;
    default:
        break;
    }
}

static uint64_t draw(const struct row *row)
{
    const bool answer = strcmp(row->field, "answer") == 0;
    const bool run = row->type == HV_COMMAND_SAVE_FIELD || row->type == HV_COMMAND_SAVE_JOINT;
    if (run && strcmp(row->field, "run") == 0)
        return 1;
    if (answer)
        return HV_ANSWER_ALOUD + random_below(2);
    return 1 + random_number() % most_of(row);
}

static ProtobufCMessage *wire_drawn(enum hv_command_type type, uint64_t drawn[COUNT(rows)])
{
    ProtobufCMessage *message = wire_new(type);
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].type != type)
            continue;
        drawn[i] = draw(&rows[i]);
        /* The only number with a sign goes as it is: sint32 is protobuf's own matter. */
        message_set(message, rows[i].field, drawn[i]);
    }
    complete(type, message);
    return message;
}

static void every_number_arrives_in_its_member(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        for (int type = HV_COMMAND_ADD_UNIT; type < HV_COMMAND_TYPE_END; type++) {
            uint64_t drawn[COUNT(rows)];
            struct hv_command command;
            if (type == HV_COMMAND_ADD_UNIT || type == HV_COMMAND_OPEN_MEETING || !is_on_wire(type))
                continue;
            ProtobufCMessage *message = wire_drawn((enum hv_command_type)type, drawn);
            const enum hv_refusal refusal = receive((enum hv_command_type)type, message, &command);
            if (refusal != HV_REFUSAL_NONE)
                fail_msg("%s: refusal %d", message->descriptor->name, refusal);
            for (size_t i = 0; i < COUNT(rows); i++) {
                if ((int)rows[i].type != type)
                    continue;
                const uint64_t got = core_get(&command, rows[i].offset, rows[i].size);
                if (got != drawn[i] + (uint64_t)rows[i].more)
                    fail_msg("%s.%s: %llu became %llu", message->descriptor->name, rows[i].field,
                             (unsigned long long)drawn[i], (unsigned long long)got);
            }
            hv_arena_reset(&arena);
        }
    }
}

/* The rows above leave no number out, and every command of the core but the server's own has its
 * case. */
static void every_number_has_a_row_and_every_command_a_case(void **state)
{
    (void)state;
    for (int type = HV_COMMAND_ADD_UNIT; type < HV_COMMAND_TYPE_END; type++) {
        const ProtobufCFieldDescriptor *field = field_of((enum hv_command_type)type);
        assert_true((field != NULL) == (evening_is_command(type) && type != HV_COMMAND_ARRIVE));
        if (field == NULL)
            continue;
        const ProtobufCMessageDescriptor *descriptor = field->descriptor;
        for (size_t i = 0; i < descriptor->n_fields; i++) {
            bool found = !is_scalar(&descriptor->fields[i]) || type == HV_COMMAND_OPEN_MEETING ||
                         strcmp(descriptor->fields[i].name, "of_field") == 0;
            for (size_t j = 0; j < COUNT(rows); j++)
                found = found || ((int)rows[j].type == type &&
                                  strcmp(rows[j].field, descriptor->fields[i].name) == 0);
            if (!found)
                fail_msg("%s.%s has no row", descriptor->name, descriptor->fields[i].name);
        }
    }
}

/* One more than a member holds, or an enum that is not said. */
static void a_number_out_of_its_range_is_invalid(void **state)
{
    size_t tried = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t drawn[COUNT(rows)];
        struct hv_command command;
        ProtobufCMessage *message = wire_drawn(rows[i].type, drawn);
        const ProtobufCFieldDescriptor *field = field_named(message->descriptor, rows[i].field);
        const bool said =
            field->type == PROTOBUF_C_TYPE_ENUM && strcmp(rows[i].field, "answer") != 0 &&
            strcmp(rows[i].field, "signal") != 0 && strcmp(rows[i].field, "light") != 0 &&
            rows[i].type != HV_COMMAND_ADD_UNIT && rows[i].type != HV_COMMAND_DEAL_WORDS;
        if (said)
            message_set(message, rows[i].field, 0);
        else if (field->type == PROTOBUF_C_TYPE_UINT32 && rows[i].size < 4)
            message_set(message, rows[i].field, UINT64_C(1) << (8 * rows[i].size));
        else if (field->type == PROTOBUF_C_TYPE_SINT32)
            message_set(message, rows[i].field, INT16_MAX + 1);
        else
            continue;
        if (strcmp(rows[i].field, "kind") == 0)
            complete(rows[i].type, message);
        assert_int_equal(receive(rows[i].type, message, &command), HV_REFUSAL_INVALID);
        hv_arena_reset(&arena);
        tried++;
    }
    assert_true(tried > 30);
}

/* ---- The rest of each command ---- */

static void texts_arrive(void **state)
{
    char first[] = "Anne", second[] = "Bo \xe2\x82\xac", nothing[] = "";
    char *names[] = { first, second };
    struct hv_command command;
    (void)state;

    Houvast__V1__AddUnit add_unit = HOUVAST__V1__ADD_UNIT__INIT;
    add_unit.names = names;
    add_unit.n_names = 2;
    assert_int_equal(receive(HV_COMMAND_ADD_UNIT, &add_unit.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.add_unit.member_count, 2);
    assert_true(hv_bytes_equal(command.add_unit.names[0], hv_bytes_from_text(first)));
    assert_true(hv_bytes_equal(command.add_unit.names[1], hv_bytes_from_text(second)));

    Houvast__V1__RenameSeat rename_seat;
    houvast__v1__rename_seat__init(&rename_seat);
    rename_seat.name = second;
    assert_int_equal(receive(HV_COMMAND_RENAME_SEAT, &rename_seat.base, &command), HV_REFUSAL_NONE);
    assert_true(hv_bytes_equal(command.rename_seat.name, hv_bytes_from_text(second)));

    Houvast__V1__Announce announce;
    houvast__v1__announce__init(&announce);
    announce.text = nothing;
    assert_int_equal(receive(HV_COMMAND_ANNOUNCE, &announce.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.announce.text.size, 0);
    announce.text = second;
    assert_int_equal(receive(HV_COMMAND_ANNOUNCE, &announce.base, &command), HV_REFUSAL_NONE);
    assert_true(hv_bytes_equal(command.announce.text, hv_bytes_from_text(second)));

    Houvast__V1__GiveConsent give_consent;
    houvast__v1__give_consent__init(&give_consent);
    give_consent.statement = first;
    give_consent.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    assert_int_equal(receive(HV_COMMAND_GIVE_CONSENT, &give_consent.base, &command),
                     HV_REFUSAL_NONE);
    assert_true(hv_bytes_equal(command.give_consent.statement, hv_bytes_from_text(first)));

    Houvast__V1__WriteWall write_wall;
    houvast__v1__write_wall__init(&write_wall);
    write_wall.text = first;
    assert_int_equal(receive(HV_COMMAND_WRITE_WALL, &write_wall.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.write_wall.field, 0xff);
    assert_true(hv_bytes_equal(command.write_wall.text, hv_bytes_from_text(first)));
    write_wall.field = 3; /* a field, and says that it has none */
    assert_int_equal(receive(HV_COMMAND_WRITE_WALL, &write_wall.base, &command),
                     HV_REFUSAL_INVALID);
}

static void a_meeting_is_one_of_the_programme_or_has_no_agenda(void **state)
{
    static const struct {
        uint32_t meeting;
        bool without_agenda;
        enum hv_refusal refusal;
        uint8_t expected;
    } cases[] = {
        { 0, false, HV_REFUSAL_NONE, 0 },
        { HV_MEETINGS_MAX - 1, false, HV_REFUSAL_NONE, HV_MEETINGS_MAX - 1 },
        { HV_MEETINGS_MAX, false, HV_REFUSAL_INVALID, 0 },
        { 0, true, HV_REFUSAL_NONE, HV_MEETINGS_MAX },
        { 1, true, HV_REFUSAL_INVALID, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Houvast__V1__OpenMeeting open_meeting = HOUVAST__V1__OPEN_MEETING__INIT;
        struct hv_command command;
        open_meeting.meeting = cases[i].meeting;
        open_meeting.without_agenda = cases[i].without_agenda;
        assert_int_equal(receive(HV_COMMAND_OPEN_MEETING, &open_meeting.base, &command),
                         cases[i].refusal);
        if (cases[i].refusal == HV_REFUSAL_NONE)
            assert_int_equal(command.open_meeting.meeting, cases[i].expected);
    }
}

static void a_step_is_an_exercise_of_the_library_or_has_a_title(void **state)
{
    char known[64] = "", unknown[] = "nergens", title[] = "Pauze", nothing[] = "";
    memcpy(known, evening_library()->id.data, evening_library()->id.size);
    const struct {
        Houvast__V1__StepKind kind;
        char *exercise, *title;
        enum hv_refusal refusal;
    } cases[] = {
        { HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE, known, nothing, HV_REFUSAL_NONE },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE, unknown, nothing, HV_REFUSAL_NOT_FOUND },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE, nothing, nothing, HV_REFUSAL_INVALID },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE, known, title, HV_REFUSAL_INVALID },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK, nothing, title, HV_REFUSAL_NONE },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK, nothing, nothing, HV_REFUSAL_INVALID },
        { HOUVAST__V1__STEP_KIND__STEP_KIND_TALK, known, title, HV_REFUSAL_INVALID },
    };
    struct hv_command command;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Houvast__V1__InsertStep insert_step;
        houvast__v1__insert_step__init(&insert_step);
        insert_step.kind = cases[i].kind;
        insert_step.exercise = cases[i].exercise;
        insert_step.title = cases[i].title;
        assert_int_equal(receive(HV_COMMAND_INSERT_STEP, &insert_step.base, &command),
                         cases[i].refusal);
        if (cases[i].refusal == HV_REFUSAL_NONE) {
            assert_ptr_equal(command.insert_step.definition,
                             cases[i].exercise == known ? evening_library() : NULL);
            assert_true(
                hv_bytes_equal(command.insert_step.title, hv_bytes_from_text(cases[i].title)));
        }
    }

    Houvast__V1__PushExercise push_exercise;
    houvast__v1__push_exercise__init(&push_exercise);
    push_exercise.exercise = unknown;
    assert_int_equal(receive(HV_COMMAND_PUSH_EXERCISE, &push_exercise.base, &command),
                     HV_REFUSAL_NOT_FOUND);
    push_exercise.exercise = known;
    assert_int_equal(receive(HV_COMMAND_PUSH_EXERCISE, &push_exercise.base, &command),
                     HV_REFUSAL_NONE);
    assert_int_equal(command.insert_step.kind, HV_STEP_EXERCISE);
    assert_ptr_equal(command.insert_step.definition, evening_library());
}

static void minutes_may_be_taken_away(void **state)
{
    Houvast__V1__SetTimer set_timer = HOUVAST__V1__SET_TIMER__INIT;
    struct hv_command command;
    (void)state;
    set_timer.action = HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD;
    set_timer.minutes = -60;
    assert_int_equal(receive(HV_COMMAND_SET_TIMER, &set_timer.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.set_timer.minutes, -60);
    set_timer.minutes = INT16_MIN - 1;
    assert_int_equal(receive(HV_COMMAND_SET_TIMER, &set_timer.base, &command), HV_REFUSAL_INVALID);
}

static void places_arrive(void **state)
{
    Houvast__V1__Place from = HOUVAST__V1__PLACE__INIT, to = HOUVAST__V1__PLACE__INIT;
    Houvast__V1__MoveUnit move_unit = HOUVAST__V1__MOVE_UNIT__INIT;
    Houvast__V1__OpenTogether open_together = HOUVAST__V1__OPEN_TOGETHER__INIT;
    struct hv_command command;
    (void)state;
    from.stage = 1;
    from.turn = 2;
    to.stage = 3;
    to.turn = 4;
    move_unit.from = open_together.from = &from;
    move_unit.to = &to;
    assert_int_equal(receive(HV_COMMAND_MOVE_UNIT, &move_unit.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.move_unit.from.stage, 1);
    assert_int_equal(command.move_unit.from.turn, 2);
    assert_int_equal(command.move_unit.to.stage, 3);
    assert_int_equal(command.move_unit.to.turn, 4);
    assert_int_equal(receive(HV_COMMAND_OPEN_TOGETHER, &open_together.base, &command),
                     HV_REFUSAL_NONE);
    assert_int_equal(command.move_unit.from.stage, 1);
    assert_int_equal(command.move_unit.from.turn, 2);
    to.stage = 256;
    assert_int_equal(receive(HV_COMMAND_MOVE_UNIT, &move_unit.base, &command), HV_REFUSAL_INVALID);

    /* Where both are zero the messages may lack. */
    move_unit.from = move_unit.to = NULL;
    assert_int_equal(receive(HV_COMMAND_MOVE_UNIT, &move_unit.base, &command), HV_REFUSAL_NONE);
    assert_int_equal(command.move_unit.to.stage, 0);
}

/* ---- Answers ---- */

static enum hv_refusal save(uint32_t run,
                            uint32_t field,
                            Houvast__V1__Answer answer,
                            Houvast__V1__Value *value,
                            struct hv_command *ret)
{
    Houvast__V1__SaveField save_field = HOUVAST__V1__SAVE_FIELD__INIT;
    Houvast__V1__SaveJoint save_joint = HOUVAST__V1__SAVE_JOINT__INIT;
    save_field.run = save_joint.run = run;
    save_field.field = save_joint.field = field;
    save_field.answer = save_joint.answer = answer;
    save_field.value = save_joint.value = value;
    const enum hv_refusal refusal = receive(HV_COMMAND_SAVE_FIELD, &save_field.base, ret);
    assert_int_equal(receive(HV_COMMAND_SAVE_JOINT, &save_joint.base, ret), refusal);
    return refusal;
}

#define GIVEN HOUVAST__V1__ANSWER__ANSWER_GIVEN

static void an_answer_is_held_to_its_field(void **state)
{
    char none[] = "", text[] = "Ik mis je.", own[] = "thuis", one[] = "koffie", two[] = "zondag";
    char *cells[] = { one, two, one, two };
    int32_t numbers[] = { 0, 10, -1, 200 };
    uint32_t options[] = { 1, 3, 3, 300 };
    const struct {
        const char *what;
        uint32_t field;
        Houvast__V1__Value value;
        const char *packed; /* NULL: it does not fit */
        size_t size;
    } cases[] = {
#define VALUE(words, ...) \
    { .base = PROTOBUF_C_MESSAGE_INIT(&houvast__v1__value__descriptor), .text = words, __VA_ARGS__ }
        { "text", REVEAL_P, VALUE(text, .n_cells = 0), "Ik mis je.", 10 },
        { "no text", REVEAL_P, VALUE(none, .n_cells = 0), NULL, 0 },
        { "text and numbers", REVEAL_P, VALUE(text, .numbers = numbers, .n_numbers = 1), NULL, 0 },
        { "scale", REVEAL_SCALE, VALUE(none, .numbers = numbers, .n_numbers = 2), "\0\n", 2 },
        { "a marker too few", REVEAL_SCALE, VALUE(none, .numbers = numbers, .n_numbers = 1), NULL,
          0 },
        { "below the scale", REVEAL_SCALE, VALUE(none, .numbers = numbers + 1, .n_numbers = 2),
          NULL, 0 },
        { "beyond a byte", REVEAL_SCALE, VALUE(none, .numbers = numbers + 2, .n_numbers = 2), NULL,
          0 },
        { "cards", REVEAL_CARDS, VALUE(none, .options = options, .n_options = 2), "\1\3", 2 },
        { "cards and an own one", REVEAL_CARDS, VALUE(own, .options = options, .n_options = 2),
          "\1\3\xffthuis", 8 },
        { "no card", REVEAL_CARDS, VALUE(none, .n_cells = 0), "", 0 },
        { "a card twice", REVEAL_CARDS, VALUE(none, .options = options + 1, .n_options = 2), NULL,
          0 },
        { "a card that is not there", REVEAL_CARDS,
          VALUE(none, .options = options + 3, .n_options = 1), NULL, 0 },
        { "list", REVEAL_G, VALUE(none, .cells = cells, .n_cells = 2), "\0\6koffie\0\6zondag", 16 },
        { "half a row", REVEAL_G, VALUE(none, .cells = cells, .n_cells = 3), NULL, 0 },
        { "consent", REVEAL_OK, VALUE(none, .numbers = numbers, .n_numbers = 1), "\0", 1 },
        { "no consent", REVEAL_OK, VALUE(none, .numbers = numbers + 1, .n_numbers = 1), NULL, 0 },
        { "no such field", REVEAL_FIELDS, VALUE(text, .n_cells = 0), NULL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct hv_command command;
        Houvast__V1__Value value = cases[i].value;
        assert_int_equal(save(1, cases[i].field, GIVEN, &value, &command), HV_REFUSAL_NONE);
        if (command.save_field.unfit != (cases[i].packed == NULL))
            fail_msg("%s", cases[i].what);
        assert_int_equal(command.save_field.packed.size, cases[i].size);
        assert_true(
            hv_bytes_equal(command.save_field.packed,
                           (struct hv_bytes){ (const uint8_t *)cases[i].packed, cases[i].size }));
    }
}

static void an_answer_without_value_has_none(void **state)
{
    static const uint32_t never_begun[] = { 0, 2, UINT32_MAX };
    char text[] = "toch iets";
    Houvast__V1__Value value;
    houvast__v1__value__init(&value);
    struct hv_command command;
    (void)state;
    value.text = text;
    for (int answer = HV_ANSWER_NONE; answer <= HV_ANSWER_SKIPPED; answer++) {
        if (answer == HV_ANSWER_GIVEN)
            continue;
        assert_int_equal(save(1, REVEAL_P, (Houvast__V1__Answer)answer, NULL, &command),
                         HV_REFUSAL_NONE);
        assert_int_equal(command.save_field.answer, answer);
        assert_int_equal(command.save_field.packed.size, 0);
        assert_int_equal(save(1, REVEAL_P, (Houvast__V1__Answer)answer, &value, &command),
                         HV_REFUSAL_INVALID);
    }
    for (size_t i = 0; i < COUNT(never_begun); i++) {
        assert_int_equal(save(never_begun[i], REVEAL_P, GIVEN, &value, &command), HV_REFUSAL_NONE);
        assert_true(command.save_field.unfit);
    }
}

/* What is no code is zeros, which bind nothing; nobody is told that it was none. */
static void a_pen_code_arrives_as_it_was_meant(void **state)
{
    static const struct {
        const char *typed, *code;
    } cases[] = {
        { "BCDF", "BCDF" },     { "bcdf", "BCDF" }, { "2z9x", "2Z9X" },     { "BCD", "\0\0\0\0" },
        { "BCDA", "\0\0\0\0" }, { "", "\0\0\0\0" }, { "B CD", "\0\0\0\0" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Houvast__V1__BindPen bind = HOUVAST__V1__BIND_PEN__INIT;
        struct hv_command command;
        char typed[8] = "";
        memcpy(typed, cases[i].typed, strlen(cases[i].typed));
        bind.code = typed;
        assert_int_equal(receive(HV_COMMAND_BIND_PEN, &bind.base, &command), HV_REFUSAL_NONE);
        assert_memory_equal(command.bind_pen.code, cases[i].code, HV_PEN_CODE_SIZE);
    }
}

/* The refusals of the core have their numbers and no other on the wire: enums.c asserts each; here,
 * that there are no more. */
static void the_wire_has_no_other_refusals(void **state)
{
    size_t count = 1; /* none */
    (void)state;
#define XX(number, name, text) count += number > 0;
    HV_REFUSAL_MAP(XX)
#undef XX
    assert_int_equal(houvast__v1__refusal__descriptor.n_values, count);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(every_number_arrives_in_its_member),
        TEST(every_number_has_a_row_and_every_command_a_case),
        TEST(a_number_out_of_its_range_is_invalid),
        TEST(texts_arrive),
        TEST(a_meeting_is_one_of_the_programme_or_has_no_agenda),
        TEST(a_step_is_an_exercise_of_the_library_or_has_a_title),
        TEST(minutes_may_be_taken_away),
        TEST(places_arrive),
        TEST(an_answer_is_held_to_its_field),
        TEST(an_answer_without_value_has_none),
        TEST(a_pen_code_arrives_as_it_was_meant),
        TEST(the_wire_has_no_other_refusals),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
