/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server sends: panes, definitions, replies and pages arrive as the core drew them, whole.
 */
#include "named_fields.h"

#include "houvast/v1/wire.pb-c.h"

#include "codec/codec.h"
#include "tests/unit/evening.h"

static struct evening evening; /* run 1 is REVEAL */
static struct hv_arena arena;

static int begin(void **state)
{
    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    hv_arena_init(&arena, 16u * 1024u * 1024u);
    return 0;
}

static int end(void **state)
{
    (void)state;
    evening_end(&evening);
    hv_arena_free(&arena);
    return 0;
}

#define WIRE(name) Houvast__V1__##name
#define BOTH(words)                                \
    {                                              \
        BYTES(words " (nl)"), BYTES(words " (en)") \
    }

/* A frame as a client gets it; it has to pass the check as well. Freed by the caller. */
static WIRE(ServerMessage) * receive(struct hv_bytes frame)
{
    struct hv_proto_place place = { "", NULL };
    const enum hv_proto_fault fault =
        hv_proto_check(&hv_proto_server_message, frame.data, frame.size, &place);
    if (fault != HV_PROTO_FINE)
        fail_msg("%s.%s: %s", place.message, place.field, hv_proto_fault_text(fault));
    assert_true(frame.size <= HV_FRAME_OUT_MAX);
    WIRE(ServerMessage) *message =
        houvast__v1__server_message__unpack(NULL, frame.size, frame.data);
    assert_non_null(message);
    return message;
}

static void forget(WIRE(ServerMessage) * message)
{
    houvast__v1__server_message__free_unpacked(message, NULL);
}

static WIRE(ServerMessage) * receive_pane(const struct hv_pane *pane)
{
    struct hv_bytes body, again, frame;
    assert_int_equal(hv_codec_pane(evening.group, pane, &arena, &body), HV_OK);
    assert_int_equal(hv_codec_pane(evening.group, pane, &arena, &again), HV_OK);
    assert_true(hv_bytes_equal(body, again));
    assert_int_equal(
        hv_codec_pane_frame(pane->key, UINT64_MAX - 1, UINT64_MAX - 2, body, &arena, &frame),
        HV_OK);
    WIRE(ServerMessage) *message = receive(frame);
    assert_int_equal(message->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE);
    assert_int_equal(message->pane->kind, pane->key.kind);
    assert_int_equal(message->pane->number, pane->key.number);
    assert_true(message->pane->epoch == UINT64_MAX - 1);
    assert_true(message->pane->revision == UINT64_MAX - 2);
    return message;
}

/* ---- Everything that was said has arrived ---- */

static void assert_set(const ProtobufCMessage *message);

static void assert_field_set(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    const uint8_t *at = (const uint8_t *)message + field->offset;
    const void *pointer = NULL;
    size_t count;
    bool set;
    if (!is_scalar(field))
        memcpy(&pointer, at, sizeof pointer);
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        memcpy(&count, (const uint8_t *)message + field->quantifier_offset, sizeof count);
        set = count > 0;
        if (set && field->type == PROTOBUF_C_TYPE_MESSAGE)
            assert_set(*(ProtobufCMessage *const *)pointer);
    } else if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        set = pointer != NULL;
        if (set && field->descriptor != &houvast__v1__definition__descriptor)
            assert_set(pointer);
    } else if (field->type == PROTOBUF_C_TYPE_STRING) {
        set = *(const char *)pointer != '\0';
    } else if (field->type == PROTOBUF_C_TYPE_BYTES) {
        set = pointer != NULL; /* its length */
    } else {
        set = core_get(message, field->offset, scalar_size(field)) != 0;
    }
    if (!set)
        fail_msg("%s.%s says nothing", message->descriptor->name, field->name);
}

/* No field is empty, in the first item of each list either. Values, and definitions inside, are
 * looked at elsewhere. */
static void assert_set(const ProtobufCMessage *message)
{
    if (message->descriptor == &houvast__v1__value__descriptor)
        return;
    for (unsigned i = 0; i < message->descriptor->n_fields; i++)
        if ((message->descriptor->fields[i].flags & PROTOBUF_C_FIELD_FLAG_ONEOF) == 0)
            assert_field_set(message, &message->descriptor->fields[i]);
}

static const struct hv_id an_id = { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } };

static void assert_id(ProtobufCBinaryData bytes)
{
    assert_int_equal(bytes.len, 16);
    assert_memory_equal(bytes.data, an_id.b, 16);
}

static void assert_text(const WIRE(Text) * text, const char *nl, const char *en)
{
    assert_non_null(text);
    assert_string_equal(text->nl, nl);
    assert_string_equal(text->en, en);
}

/* ---- Panes ---- */

static void the_stage_pane_arrives(void **state)
{
    struct hv_pane pane = { .key = { HV_PANE_STAGE, 0 } };
    (void)state;
    pane.stage = (struct hv_stage_pane){ .meeting_open = true,
                                         .meeting_title = BOTH("avond"),
                                         .step_place = 3,
                                         .step_count = 40,
                                         .step_kind = HV_STEP_EXERCISE,
                                         .step_title = BOTH("stap"),
                                         .exercise = an_id,
                                         .run = 70000,
                                         .stage_kind = HV_STAGE_TALK,
                                         .block = true,
                                         .stage = 15,
                                         .prompts = true,
                                         .cover = true,
                                         .timer = { true, true, 1800000000000, -5 },
                                         .announcement = BYTES("Pauze om drie uur"),
                                         .lobby = { true, BYTES("BCDF23"), 16 } };
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(StagePane) *stage = message->pane->stage;
    assert_int_equal(message->pane->body_case, HOUVAST__V1__PANE__BODY_STAGE);
    assert_set(&stage->base);
    assert_text(stage->meeting_title, "avond (nl)", "avond (en)");
    assert_int_equal(stage->step_place, 3);
    assert_int_equal(stage->step_count, 40);
    assert_int_equal(stage->step_kind, HV_STEP_EXERCISE);
    assert_text(stage->step_title, "stap (nl)", "stap (en)");
    assert_id(stage->exercise);
    assert_int_equal(stage->run, 70000);
    assert_int_equal(stage->stage_kind, HV_STAGE_TALK);
    assert_int_equal(stage->stage, 15);
    assert_true(stage->timer->ends_at == 1800000000000 && stage->timer->remaining_ms == -5);
    assert_string_equal(stage->announcement, "Pauze om drie uur");
    assert_string_equal(stage->lobby->code, "BCDF23");
    assert_int_equal(stage->lobby->here, 16);
    forget(message);

    /* A clock that is paused at zero is still a clock; none is none. */
    pane.stage = (struct hv_stage_pane){ .timer = { .set = true } };
    message = receive_pane(&pane);
    assert_non_null(message->pane->stage->timer);
    assert_int_equal(message->pane->stage->exercise.len, 0);
    assert_null(message->pane->stage->meeting_title);
    forget(message);
    pane.stage.timer.set = false;
    message = receive_pane(&pane);
    assert_null(message->pane->stage->timer);
    assert_null(message->pane->stage->lobby);
    forget(message);
}

static void the_wall_arrives(void **state)
{
    const struct hv_wall_item items[] = {
        { .kind = HV_WALL_RESULT,
          .number = 1,
          .run = 3,
          .exercise = an_id,
          .field = 7,
          .example = BOTH("voorbeeld"),
          .text = BYTES("regel"),
          .name = BYTES("Anne"),
          .result = { .field = 7,
                      .option = 254,
                      .enough = true,
                      .band_count = 2,
                      .counts = { 9, 65535 } } },
        { .kind = HV_WALL_RESULT,
          .number = 2,
          .field = 0,
          .result = { .option = -1, .band_count = 3 } },
        { .kind = HV_WALL_SPOKEN, .number = 254, .field = 0xff, .text = BYTES("gezegd") },
    };
    const struct hv_example_answer answers[] = { { BOTH("vraag"), BOTH("antwoord") },
                                                 { BOTH("nog een"), BOTH("en dat") } };
    struct hv_pane pane = { .key = { HV_PANE_WALL, 0 },
                            .wall = { items, COUNT(items), { BOTH("Noor"), answers, 2 } } };
    (void)state;
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(WallPane) *wall = message->pane->wall;
    assert_set(&wall->base);
    assert_int_equal(wall->n_items, COUNT(items));
    assert_int_equal(wall->items[0]->kind, HV_WALL_RESULT);
    assert_int_equal(wall->items[0]->number, 1);
    assert_int_equal(wall->items[0]->run, 3);
    assert_id(wall->items[0]->exercise);
    assert_int_equal(wall->items[0]->field, 7);
    assert_text(wall->items[0]->example, "voorbeeld (nl)", "voorbeeld (en)");
    assert_string_equal(wall->items[0]->text, "regel");
    assert_string_equal(wall->items[0]->name, "Anne");
    assert_int_equal(wall->items[0]->result->option, 254);
    assert_int_equal(wall->items[0]->result->n_counts, 2);
    assert_int_equal(wall->items[0]->result->counts[1], 65535);
    assert_true(wall->items[1]->of_field && wall->items[1]->field == 0);
    assert_false(wall->items[1]->result->of_option);
    assert_int_equal(wall->items[1]->result->n_counts, 3);
    assert_false(wall->items[2]->of_field);
    assert_null(wall->items[2]->result);
    assert_int_equal(wall->items[2]->number, 254);
    assert_text(wall->example->title, "Noor (nl)", "Noor (en)");
    assert_int_equal(wall->example->n_answers, 2);
    assert_text(wall->example->answers[0]->prompt, "vraag (nl)", "vraag (en)");
    assert_text(wall->example->answers[1]->answer, "en dat (nl)", "en dat (en)");
    forget(message);

    pane.wall.example.answer_count = 0;
    message = receive_pane(&pane);
    assert_null(message->pane->wall->example);
    forget(message);
}

static void the_unit_pane_arrives(void **state)
{
    const struct hv_unit_seat seats[] = {
        { 1, BYTES("Anne"), true, true, BYTES("BCDF") },
        { 2, BYTES("Bo"), false, false, { NULL, 0 } },
    };
    const struct hv_opened_value opened[] = {
        { 1, REVEAL_P2, true, BYTES("Ik mis je.") },
        { 2, REVEAL_P, false, { NULL, 0 } },
    };
    const struct hv_joint_value joints[] = {
        { REVEAL_J, 70000, HV_ANSWER_GIVEN, BYTES("Elke zondag") },
        { REVEAL_J, 1, HV_ANSWER_ALOUD, { NULL, 0 } },
    };
    struct hv_pane pane = { .key = { HV_PANE_UNIT, 9 } };
    (void)state;
    pane.unit = (struct hv_unit_pane){ .unit = 9,
                                       .admitted = true,
                                       .seats = seats,
                                       .seat_count = 2,
                                       .run = 1,
                                       .exercise = an_id,
                                       .form = HV_FORM_LIGHT,
                                       .place = { 2, 1 },
                                       .speaker = 65535,
                                       .in_block = true,
                                       .both_ready = true,
                                       .may_open = true,
                                       .opened = opened,
                                       .opened_count = 2,
                                       .joints = joints,
                                       .joint_count = 2,
                                       .joint_revision = 80000,
                                       .joint_confirmed = true,
                                       .only_author = 0xffffffff,
                                       .nameless = 4 };
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(UnitPane) *unit = message->pane->unit;
    assert_set(&unit->base);
    assert_int_equal(unit->unit, 9);
    assert_int_equal(unit->n_seats, 2);
    assert_int_equal(unit->seats[1]->seat, 2);
    assert_string_equal(unit->seats[1]->name, "Bo");
    assert_false(unit->seats[1]->marked);
    assert_true(unit->seats[0]->own_device && !unit->seats[1]->own_device);
    assert_string_equal(unit->seats[0]->pen_code, "BCDF");
    assert_string_equal(unit->seats[1]->pen_code, "");
    assert_int_equal(unit->run, 1);
    assert_id(unit->exercise);
    assert_int_equal(unit->form, HV_FORM_LIGHT);
    assert_int_equal(unit->place->stage, 2);
    assert_int_equal(unit->place->turn, 1);
    assert_int_equal(unit->speaker, 65535);
    assert_int_equal(unit->n_opened, 2);
    assert_int_equal(unit->opened[0]->seat, 1);
    assert_int_equal(unit->opened[0]->field, REVEAL_P2);
    assert_string_equal(unit->opened[0]->value->text, "Ik mis je.");
    assert_false(unit->opened[1]->shown);
    assert_null(unit->opened[1]->value);
    assert_true(unit->only_author == 0xffffffff && unit->nameless == 4);
    assert_int_equal(unit->joints[0]->field, REVEAL_J);
    assert_int_equal(unit->joints[0]->revision, 70000);
    assert_int_equal(unit->joints[0]->answer, HV_ANSWER_GIVEN);
    assert_string_equal(unit->joints[0]->value->text, "Elke zondag");
    assert_int_equal(unit->joints[1]->answer, HV_ANSWER_ALOUD);
    assert_null(unit->joints[1]->value);
    assert_int_equal(unit->joint_revision, 80000);
    forget(message);
}

/* What is not shown leaves no byte, whatever it was. */
static void a_value_that_is_not_shown_leaves_no_byte(void **state)
{
    struct hv_opened_value opened = { 1, REVEAL_P, false, BYTES("geheim") };
    struct hv_pane pane = { .key = { HV_PANE_UNIT, 1 } };
    struct hv_bytes with, without;
    (void)state;
    pane.unit.run = 1;
    pane.unit.opened = &opened;
    pane.unit.opened_count = 1;
    assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &with), HV_OK);
    opened.packed.size = 0;
    assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &without), HV_OK);
    assert_true(hv_bytes_equal(with, without));
}

static void the_seat_pane_arrives(void **state)
{
    const struct hv_field_state fields[] = {
        { 31, 70000, HV_ANSWER_SKIPPED, true, true, true, true },
        { 0, 0, HV_ANSWER_NONE, false, false, false, false },
    };
    const struct hv_scored scored[] = {
        { 31, HV_SCORE_RIGHT, BYTES("\1\77"), BOTH("Daarom") },
    };
    struct hv_pane pane = { .key = { HV_PANE_SEAT, 64 } };
    (void)state;
    pane.seat = (struct hv_seat_pane){ .seat = 64,
                                       .unit = 16,
                                       .name = BYTES("Bo"),
                                       .consent_asked = true,
                                       .consent_given = true,
                                       .statement = BYTES("samen"),
                                       .statement_version = 3,
                                       .statement_text = BOTH("Ik doe mee"),
                                       .admitted = true,
                                       .run = 4,
                                       .writable = { true, false },
                                       .closed = { true, true },
                                       .fields = fields,
                                       .field_count = 2,
                                       .joint_widened = UINT32_C(1) << 31,
                                       .joint_to_group = UINT32_C(1) << 30,
                                       .scored = scored,
                                       .scored_count = 1 };
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(SeatPane) *seat = message->pane->seat;
    assert_set(&seat->base);
    assert_int_equal(seat->seat, 64);
    assert_int_equal(seat->unit, 16);
    assert_string_equal(seat->name, "Bo");
    assert_string_equal(seat->statement->id, "samen");
    assert_int_equal(seat->statement->version, 3);
    assert_text(seat->statement->text, "Ik doe mee (nl)", "Ik doe mee (en)");
    assert_int_equal(seat->run, 4);
    assert_int_equal(seat->n_envelopes, 2);
    assert_int_equal(seat->envelopes[0]->round, HOUVAST__V1__ROUND__ROUND_FIRST);
    assert_true(seat->envelopes[0]->writable && seat->envelopes[0]->closed);
    assert_int_equal(seat->envelopes[1]->round, HOUVAST__V1__ROUND__ROUND_SECOND);
    assert_true(!seat->envelopes[1]->writable && seat->envelopes[1]->closed);
    assert_int_equal(seat->fields[0]->field, 31);
    assert_int_equal(seat->fields[0]->revision, 70000);
    assert_int_equal(seat->fields[0]->answer, HV_ANSWER_SKIPPED);
    assert_int_equal(seat->n_fields, 2);
    assert_int_equal(seat->joint_widened, UINT32_C(1) << 31);
    assert_int_equal(seat->joint_to_group, UINT32_C(1) << 30);
    assert_int_equal(seat->n_scored, 1);
    assert_int_equal(seat->scored[0]->field, 31);
    assert_int_equal(seat->scored[0]->score, HOUVAST__V1__SCORE__SCORE_RIGHT);
    assert_int_equal(seat->scored[0]->correct.len, 2);
    assert_int_equal(seat->scored[0]->correct.data[1], 63);
    assert_text(seat->scored[0]->explanation, "Daarom (nl)", "Daarom (en)");
    forget(message);

    pane.seat.consent_asked = false;
    message = receive_pane(&pane);
    assert_null(message->pane->seat->statement);
    assert_string_equal(message->pane->seat->given->id, "samen");
    forget(message);
}

static void the_work_pane_arrives_with_every_kind_of_value(void **state)
{
    static const uint8_t scale[] = { 0, 10 }, cards[] = { 1, 3, 0xff, 't', 'h', 'u', 'i', 's' };
    static const uint8_t list[] = { 0, 1, 'a', 0, 0, 0, 1, 'c', 0, 1, 'd' }, yes[] = { 1 };
    const struct hv_work_value values[] = {
        { 1, REVEAL_P2, 70000, HV_ANSWER_GIVEN, BYTES("Ik mis je.") },
        { 1, REVEAL_SCALE, 2, HV_ANSWER_GIVEN, { scale, sizeof scale } },
        { 1, REVEAL_CARDS, 3, HV_ANSWER_GIVEN, { cards, sizeof cards } },
        { 1, REVEAL_G, 4, HV_ANSWER_GIVEN, { list, sizeof list } },
        { 1, REVEAL_OK, 5, HV_ANSWER_GIVEN, { yes, sizeof yes } },
        { 1, REVEAL_A, 6, HV_ANSWER_ALOUD, { NULL, 0 } },
    };
    struct hv_pane pane = { .key = { HV_PANE_WORK, 1 }, .work = { 1, values, COUNT(values) } };
    (void)state;
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(WorkPane) *work = message->pane->work;
    assert_set(&work->base);
    assert_int_equal(work->seat, 1);
    assert_int_equal(work->n_values, COUNT(values));
    for (size_t i = 0; i < COUNT(values); i++) {
        assert_int_equal(work->values[i]->run, 1);
        assert_int_equal(work->values[i]->field, values[i].field);
        assert_int_equal(work->values[i]->revision, values[i].revision);
        assert_int_equal(work->values[i]->answer, values[i].answer);
    }
    assert_string_equal(work->values[0]->value->text, "Ik mis je.");
    assert_int_equal(work->values[1]->value->n_numbers, 2);
    assert_int_equal(work->values[1]->value->numbers[1], 10);
    assert_int_equal(work->values[2]->value->n_options, 2);
    assert_int_equal(work->values[2]->value->options[1], 3);
    assert_string_equal(work->values[2]->value->text, "thuis");
    assert_int_equal(work->values[3]->value->n_cells, 4);
    assert_string_equal(work->values[3]->value->cells[0], "a");
    assert_string_equal(work->values[3]->value->cells[1], "");
    assert_string_equal(work->values[3]->value->cells[3], "d");
    assert_int_equal(work->values[4]->value->numbers[0], 1);
    assert_null(work->values[5]->value);
    forget(message);
}

static void bytes_that_fit_no_field_are_corrupt(void **state)
{
    const struct hv_work_value values[] = {
        { 1, REVEAL_SCALE, 1, HV_ANSWER_GIVEN, BYTES("te lang") },
        { 1, REVEAL_FIELDS, 1, HV_ANSWER_GIVEN, BYTES("x") },
        { 2, REVEAL_P, 1, HV_ANSWER_GIVEN, BYTES("x") },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        struct hv_pane pane = { .key = { HV_PANE_WORK, 1 }, .work = { 1, &values[i], 1 } };
        struct hv_bytes body;
        assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &body), HV_ECORRUPT);
    }
}

static void the_board_arrives(void **state)
{
    const struct hv_board_seat seats[] = {
        { 1, BYTES("Anne"), HV_SEAT_BUSY, true, HV_SIGNAL_CALL, true, 1794771234567, HV_LIGHT_RED,
          HV_TAG_BIT(HV_TAG_LANGUAGE) },
        { 2, BYTES("Bo"), HV_SEAT_ABSENT, false, HV_SIGNAL_NOTHING, false, 0, HV_LIGHT_NONE, 0 },
    };
    const struct hv_board_unit units[] = {
        { 1,
          HV_PRESENCE_ON_PAPER,
          true,
          HV_FORM_SHORT,
          { 3, 2 },
          true,
          true,
          true,
          true,
          HV_SIGNAL_TALK,
          seats,
          2 },
    };
    const struct hv_board_step steps[] = {
        { 65535, HV_STEP_TALK, BYTES("1.4"), BOTH("stap"), an_id, 600, HV_STEP_SKIPPED, 32 },
    };
    const struct hv_board_guest guests[] = { { 8191, true }, { 8192, false } };
    struct hv_pane pane = { .key = { HV_PANE_BOARD, 0 } };
    (void)state;
    pane.board = (struct hv_board_pane){ .meeting_open = true,
                                         .meeting = HV_MEETINGS_MAX,
                                         .evening_ends_at = 1800000000000,
                                         .step_started_at = 1700000000000,
                                         .step = 7,
                                         .run = 70000,
                                         .stage = 5,
                                         .notes = 300,
                                         .too_few = 400,
                                         .steps = steps,
                                         .step_count = 1,
                                         .units = units,
                                         .unit_count = 1,
                                         .guests = guests,
                                         .guest_count = 2,
                                         .example_shown = 31,
                                         .paused = true,
                                         .only_author = 0x80000001,
                                         .nameless = 2,
                                         .began_at = 1690000000000 };
    WIRE(ServerMessage) *message = receive_pane(&pane);
    const WIRE(BoardPane) *board = message->pane->board;
    assert_set(&board->base);
    assert_int_equal(board->meeting, HV_MEETINGS_MAX);
    assert_true(board->evening_ends_at == 1800000000000);
    assert_true(board->step_started_at == 1700000000000);
    assert_int_equal(board->step, 7);
    assert_int_equal(board->run, 70000);
    assert_int_equal(board->stage, 5);
    assert_int_equal(board->notes, 300);
    assert_int_equal(board->too_few, 400);
    assert_int_equal(board->steps[0]->step, 65535);
    assert_int_equal(board->steps[0]->kind, HV_STEP_TALK);
    assert_string_equal(board->steps[0]->number, "1.4");
    assert_text(board->steps[0]->title, "stap (nl)", "stap (en)");
    assert_id(board->steps[0]->exercise);
    assert_int_equal(board->steps[0]->minutes, 600);
    assert_int_equal(board->steps[0]->state, HV_STEP_SKIPPED);
    assert_int_equal(board->steps[0]->example_answers, 32);
    assert_int_equal(board->n_guests, 2);
    assert_int_equal(board->guests[0]->device, 8191);
    assert_true(board->guests[0]->online && !board->guests[1]->online);
    assert_int_equal(board->example_shown, 31);
    const WIRE(BoardUnit) *unit = board->units[0];
    assert_int_equal(unit->unit, 1);
    assert_int_equal(unit->presence, HV_PRESENCE_ON_PAPER);
    assert_int_equal(unit->form, HV_FORM_SHORT);
    assert_int_equal(unit->place->stage, 3);
    assert_int_equal(unit->n_seats, 2);
    assert_int_equal(unit->signal, HV_SIGNAL_TALK);
    assert_string_equal(unit->seats[0]->name, "Anne");
    assert_int_equal(unit->seats[0]->state, HV_SEAT_BUSY);
    assert_int_equal(unit->seats[0]->signal, HV_SIGNAL_CALL);
    assert_int_equal(unit->seats[1]->state, HV_SEAT_ABSENT);
    assert_true(unit->seats[0]->split && !unit->seats[1]->split);
    assert_int_equal(unit->seats[0]->light, HV_LIGHT_RED);
    assert_int_equal(unit->seats[0]->tags, 1 << HV_TAG_LANGUAGE);
    assert_int_equal(unit->seats[1]->light + unit->seats[1]->tags, 0);
    assert_int_equal(board->only_author, 0x80000001);
    assert_int_equal(board->nameless, 2);
    forget(message);
}

/* What the core draws of a whole evening passes the check as well. */
static void every_pane_of_a_group_can_be_sent(void **state)
{
    size_t sent = 0;
    (void)state;
    for (uint16_t device = 1; device <= hv_group_device_count(evening.group); device++) {
        struct hv_pane_key keys[HV_PANES_MAX];
        const uint32_t count = hv_group_panes(evening.group, device, keys);
        for (uint32_t i = 0; i < count; i++) {
            struct hv_pane pane;
            const struct hv_presence presence = { NULL, 0 };
            assert_int_equal(hv_group_view(evening.group, &presence, keys[i], &arena, &pane),
                             HV_OK);
            struct hv_bytes body;
            assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &body), HV_OK);
            assert_true(keys[i].kind != HV_PANE_BOARD || body.size <= 4096);
            forget(receive_pane(&pane));
            sent++;
        }
    }
    assert_true(sent > 20);
}

static void a_pane_that_fills_no_frame_is_too_big(void **state)
{
    static char text[8000 + 1];
    static struct hv_wall_item items[HV_WALL_MAX];
    struct hv_pane pane = { .key = { HV_PANE_WALL, 0 }, .wall = { items, 0 } };
    struct hv_bytes body, frame;
    (void)state;
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i < HV_WALL_MAX; i++)
        items[i] = (struct hv_wall_item){ .kind = HV_WALL_NOTE,
                                          .number = 1,
                                          .text = hv_bytes_from_text(text) };
    pane.wall.item_count = 8;
    assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &body), HV_OK);
    assert_int_equal(hv_codec_pane_frame(pane.key, 1, 1, body, &arena, &frame), HV_OK);
    pane.wall.item_count = 9;
    assert_int_equal(hv_codec_pane(evening.group, &pane, &arena, &body), HV_ETOOBIG);
}

/* ---- Definitions ---- */

static void a_definition_arrives_without_what_is_for_facilitators(void **state)
{
    (void)state;
    for (size_t i = 0; i < evening_programme()->exercise_count; i++) {
        struct hv_exercise exercise = evening_programme()->exercises[i];
        const struct hv_text secret = BOTH("geheim");
        struct hv_bytes frame;
        exercise.hash = an_id;
        exercise.examples = &secret;
        exercise.example_count = 1;
        exercise.card =
            (struct hv_card){ BOTH("geheim"), BOTH("geheim"), BOTH("geheim"), BOTH("geheim"),
                              BOTH("geheim"), BOTH("geheim"), BOTH("geheim") };
        assert_int_equal(hv_codec_definition(&exercise, &arena, &frame), HV_OK);
        assert_null(memmem(frame.data, frame.size, "geheim", 6));
        WIRE(ServerMessage) *message = receive(frame);
        const WIRE(Definition) *definition = message->definition;
        assert_id(definition->hash);
        assert_memory_equal(definition->id, exercise.id.data, exercise.id.size);
        assert_int_equal(definition->n_fields, exercise.field_count);
        assert_int_equal(definition->n_stages, exercise.stage_count);
        for (size_t j = 0; j < definition->n_fields; j++) {
            const struct hv_field *field = &exercise.fields[j];
            assert_int_equal(definition->fields[j]->type, field->type);
            assert_int_equal(definition->fields[j]->visibility, field->visibility);
            assert_int_equal(definition->fields[j]->round, field->round + 1);
            assert_int_equal(definition->fields[j]->maximum, field->maximum);
            assert_int_equal(definition->fields[j]->characters, field->characters);
            assert_int_equal(definition->fields[j]->n_options, field->option_count);
            assert_int_equal(definition->fields[j]->n_columns, field->column_count);
            assert_int_equal(definition->fields[j]->options_from_wall, field->options_from >= 0);
            if (field->options_from >= 0)
                assert_int_equal(definition->fields[j]->options_from, field->options_from);
        }
        for (size_t j = 0; j < definition->n_stages; j++) {
            const struct hv_stage *stage = &exercise.stages[j];
            assert_int_equal(definition->stages[j]->kind, stage->kind);
            assert_int_equal(definition->stages[j]->scope, stage->scope);
            assert_int_equal(definition->stages[j]->fields, stage->fields);
            assert_int_equal(definition->stages[j]->gate != NULL,
                             stage->gate.when != HV_GATE_NEVER);
            if (stage->gate.when != HV_GATE_NEVER) {
                assert_int_equal(definition->stages[j]->gate->when, stage->gate.when);
                assert_int_equal(definition->stages[j]->gate->holder, stage->gate.holder);
                assert_int_equal(definition->stages[j]->gate->fields, stage->gate.fields);
                assert_int_equal(definition->stages[j]->gate->match, stage->gate.match);
            }
        }
        assert_int_equal(definition->n_forms, 3);
        for (size_t j = 0; j < 3; j++) {
            assert_int_equal(definition->forms[j]->form, HV_FORM_FULL + (int)j);
            assert_int_equal(definition->forms[j]->fields,
                             hv_exercise_fields(&exercise, (enum hv_form)(HV_FORM_FULL + (int)j)));
        }
        forget(message);
    }
}

static void an_exercise_in_which_everything_is_said_arrives_whole(void **state)
{
    const struct hv_option option = { BYTES("rest"), BOTH("rust") };
    const struct hv_text column = BOTH("wat");
    const struct hv_field field = { .id = BYTES("veld"),
                                    .type = HV_FIELD_CARDS,
                                    .visibility = HV_VISIBLE_RECORD,
                                    .keep = HV_KEEP_COURSE,
                                    .round = HV_ROUND_SECOND,
                                    .listener = true,
                                    .core = true,
                                    .prompt = BOTH("vraag"),
                                    .characters = 2000,
                                    .minimum = -128,
                                    .maximum = 127,
                                    .markers = 3,
                                    .anchor_low = BOTH("nooit"),
                                    .anchor_high = BOTH("altijd"),
                                    .options = &option,
                                    .option_count = 1,
                                    .pick_minimum = 1,
                                    .pick_maximum = 2,
                                    .own_card = true,
                                    .options_from = 31,
                                    .columns = &column,
                                    .column_count = 1,
                                    .row_minimum = 1,
                                    .row_maximum = 20,
                                    .statement = BYTES("samen"),
                                    .statement_version = 65535,
                                    .guess = true,
                                    .may_go_to_group = true,
                                    .guess_of = 31 };
    const struct hv_stage stage = { HV_STAGE_REVEAL,
                                    HV_SCOPE_UNIT,
                                    600,
                                    UINT32_MAX,
                                    { HV_GATE_CLOSED, HV_HOLDER_TURN, HV_AUDIENCE_GROUP,
                                      HV_ROUND_SECOND, 1u << 31, true } };
    const struct hv_exercise exercise = { .id = BYTES("alles"),
                                          .hash = an_id,
                                          .title = BOTH("titel"),
                                          .view = BYTES("infinity"),
                                          .minutes = 65535,
                                          .own_device = true,
                                          .fields = &field,
                                          .field_count = 1,
                                          .stages = &stage,
                                          .stage_count = 1 };
    struct hv_bytes frame;
    (void)state;
    assert_int_equal(hv_codec_definition(&exercise, &arena, &frame), HV_OK);
    WIRE(ServerMessage) *message = receive(frame);
    const WIRE(Field) *got = message->definition->fields[0];
    assert_set(&message->definition->base);
    assert_int_equal(got->minimum, -128);
    assert_int_equal(got->maximum, 127);
    assert_int_equal(got->options_from, 31);
    assert_int_equal(got->markers, 3);
    assert_int_equal(got->pick_minimum, 1);
    assert_int_equal(got->pick_maximum, 2);
    assert_int_equal(got->row_minimum, 1);
    assert_int_equal(got->row_maximum, 20);
    assert_int_equal(got->statement_version, 65535);
    assert_string_equal(got->statement, "samen");
    assert_text(got->prompt, "vraag (nl)", "vraag (en)");
    assert_text(got->anchor_low, "nooit (nl)", "nooit (en)");
    assert_text(got->anchor_high, "altijd (nl)", "altijd (en)");
    assert_text(got->options[0]->label, "rust (nl)", "rust (en)");
    assert_text(got->columns[0], "wat (nl)", "wat (en)");
    assert_int_equal(message->definition->stages[0]->fields, UINT32_MAX);
    assert_int_equal(message->definition->stages[0]->gate->fields, 1u << 31);
    forget(message);
}

/* ---- Replies ---- */

static void welcome_farewell_and_reply_arrive(void **state)
{
    uint8_t token[HV_TOKEN_SIZE];
    const struct hv_welcome welcome = { .version = 1,
                                        .epoch = UINT64_MAX,
                                        .now = 1800000000000,
                                        .device = 65535,
                                        .role = HV_ROLE_OBSERVER,
                                        .unit = 16,
                                        .seat = 64,
                                        .definition_count = 200 };
    struct hv_reply reply = {
        .id = an_id,
        .refusal = HV_REFUSAL_FAILED,
        .number = UINT32_MAX,
        .token = token,
        .ticket = { 0xaa, [HV_TICKET_SIZE - 1] = 0xbb },
    };
    struct hv_bytes frame;
    (void)state;
    memset(token, 0xee, sizeof token);
    assert_int_equal(hv_codec_welcome(&welcome, &arena, &frame), HV_OK);
    WIRE(ServerMessage) *message = receive(frame);
    assert_set(&message->welcome->base);
    assert_int_equal(message->welcome->version, 1);
    assert_true(message->welcome->epoch == UINT64_MAX && message->welcome->now == 1800000000000);
    assert_int_equal(message->welcome->device, 65535);
    assert_int_equal(message->welcome->role, HV_ROLE_OBSERVER);
    assert_int_equal(message->welcome->unit, 16);
    assert_int_equal(message->welcome->seat, 64);
    assert_int_equal(message->welcome->definition_count, 200);
    forget(message);

    for (int reason = HV_FAREWELL_TOKEN; reason <= HV_FAREWELL_RESTING; reason++) {
        bool placed = reason == HV_FAREWELL_PLACED;
        assert_int_equal(
            hv_codec_farewell((enum hv_farewell)reason, placed ? token : NULL, &arena, &frame),
            HV_OK);
        message = receive(frame);
        assert_int_equal(message->farewell->reason, reason);
        assert_int_equal(message->farewell->token.len, placed ? sizeof token : 0);
        assert_true(!placed || memcmp(message->farewell->token.data, token, sizeof token) == 0);
        forget(message);
    }

    assert_int_equal(hv_codec_reply(&reply, &arena, &frame), HV_OK);
    message = receive(frame);
    assert_set(&message->reply->base);
    assert_id(message->reply->id);
    assert_int_equal(message->reply->refusal, HV_REFUSAL_FAILED);
    assert_int_equal(message->reply->number, UINT32_MAX);
    assert_memory_equal(message->reply->token.data, token, sizeof token);
    forget(message);
    reply.token = NULL;
    reply.refusal = HV_REFUSAL_NONE;
    assert_int_equal(hv_codec_reply(&reply, &arena, &frame), HV_OK);
    message = receive(frame);
    assert_int_equal(message->reply->refusal, HOUVAST__V1__REFUSAL__REFUSAL_UNSPECIFIED);
    assert_int_equal(message->reply->token.len, 0);
    forget(message);
}

/* ---- Pages ---- */

static void a_page_of_the_group_arrives(void **state)
{
    static const uint8_t own_card[] = { 0xff, 't', 'h', 'u', 'i', 's' };
    struct hv_text examples[] = { BOTH("Bij ons ook.") };
    struct hv_exercise exercise = *evening_library();
    exercise.examples = examples;
    exercise.example_count = 1;
    exercise.card = (struct hv_card){ BOTH("zeg"),  BOTH("doel"), BOTH("let op"), BOTH("stokt"),
                                      BOTH("zaal"), BOTH("stop"), BOTH("daarna") };
    const uint8_t token[HV_SECRET_SIZE] = { 1, 2, 3 }, key[HV_SECRET_SIZE] = { 4, 5, 6 };
    struct hv_read_row rows[] = {
        { .run = 1,
          .seat = 2,
          .unit = 3,
          .device = 4,
          .role = HV_ROLE_PEN,
          .field = REVEAL_P2,
          .note = 6,
          .picked = true,
          .answer = HV_ANSWER_GIVEN,
          .widened = true,
          .to_group = true,
          .taken_back = true,
          .packed = BYTES("Ik mis je."),
          .name = BYTES("Bo"),
          .exercise = an_id,
          .card = &exercise,
          .step = 7,
          .contra = { HV_TAG_BIT(HV_TAG_TRAUMA), HV_TAG_BIT(HV_TAG_LANGUAGE),
                      HV_TAG_BIT(HV_TAG_FEAR) },
          .light = HV_LIGHT_ORANGE,
          .tags = HV_TAGS_ALL,
          .note_text = BYTES("Belt dinsdag."),
          .revision = 70001,
          .title = BOTH("Waarom"),
          .say = BOTH("zeg dit"),
          .code = BYTES("BCDFGHJK"),
          .words = BYTES("molen paraplu"),
          .meeting = 12,
          .definition = evening_library(),
          .statement = evening_new_statement(),
          .token = token,
          .key = key },
        { .run = 1,
          .field = REVEAL_CARDS,
          .answer = HV_ANSWER_GIVEN,
          .packed = { own_card, sizeof own_card } },
        { .seat = 9, .name = BYTES("Anne") },
    };
    const struct hv_read_page page = { rows, COUNT(rows), 67 };
    struct hv_bytes frame;
    (void)state;
    assert_int_equal(hv_codec_read_page(evening.group, an_id, &page, &arena, &frame), HV_OK);
    WIRE(ServerMessage) *message = receive(frame);
    const WIRE(ReadPage) *got = message->read_page;
    assert_set(&got->base);
    assert_id(got->id);
    assert_int_equal(got->next, 67);
    assert_int_equal(got->n_rows, COUNT(rows));
    const WIRE(ReadRow) *row = got->rows[0];
    assert_int_equal(row->run, 1);
    assert_int_equal(row->seat, 2);
    assert_int_equal(row->unit, 3);
    assert_int_equal(row->device, 4);
    assert_int_equal(row->role, HV_ROLE_PEN);
    assert_int_equal(row->field, REVEAL_P2);
    assert_int_equal(row->note, 6);
    assert_int_equal(row->answer, HV_ANSWER_GIVEN);
    assert_true(row->widened);
    assert_true(row->to_group);
    assert_true(row->taken_back);
    assert_string_equal(row->value->text, "Ik mis je.");
    assert_string_equal(row->name, "Bo");
    assert_id(row->exercise);
    assert_int_equal(row->step, 7);
    assert_text(row->say, "zeg dit (nl)", "zeg dit (en)");
    assert_string_equal(row->code, "BCDFGHJK");
    assert_string_equal(row->words, "molen paraplu");
    assert_int_equal(row->meeting, 12);
    assert_string_equal(row->definition->title->nl, "library");
    assert_int_equal(row->definition->n_forms, 3);
    assert_string_equal(row->statement->id, "samen");
    assert_int_equal(row->statement->version, 4);
    assert_string_equal(row->statement->text->nl, "Ik doe mee, en ik mag stoppen.");
    assert_int_equal(row->token.len, sizeof token);
    assert_memory_equal(row->token.data, token, sizeof token);
    assert_int_equal(row->key.len, sizeof key);
    assert_memory_equal(row->key.data, key, sizeof key);
    assert_int_equal(row->contra->warn, 1 << HV_TAG_TRAUMA);
    assert_int_equal(row->contra->adapt, 1 << HV_TAG_LANGUAGE);
    assert_int_equal(row->contra->block, 1 << HV_TAG_FEAR);
    assert_int_equal(row->light, HV_LIGHT_ORANGE);
    assert_int_equal(row->tags, HV_TAGS_ALL);
    assert_string_equal(row->note_text, "Belt dinsdag.");
    assert_int_equal(row->revision, 70001);
    assert_text(row->card->say, "zeg (nl)", "zeg (en)");
    assert_text(row->card->purpose, "doel (nl)", "doel (en)");
    assert_text(row->card->watch, "let op (nl)", "let op (en)");
    assert_text(row->card->if_stuck, "stokt (nl)", "stokt (en)");
    assert_text(row->card->room, "zaal (nl)", "zaal (en)");
    assert_text(row->card->stop_if, "stop (nl)", "stop (en)");
    assert_text(row->card->after, "daarna (nl)", "daarna (en)");
    assert_text(row->card->examples[0], "Bij ons ook. (nl)", "Bij ons ook. (en)");
    assert_string_equal(got->rows[1]->value->text, "thuis");
    assert_int_equal(got->rows[1]->value->n_options, 0);
    assert_null(got->rows[2]->value);
    assert_null(got->rows[2]->card);
    assert_null(got->rows[2]->contra);
    assert_int_equal(got->rows[2]->token.len + got->rows[2]->key.len, 0);
    forget(message);
}

static void pages_of_the_library_follow_each_other(void **state)
{
    const struct hv_exercise *exercises[130];
    const struct hv_programme *programmes[] = { evening_programme() };
    struct hv_bytes frame;
    uint32_t from = 0, seen = 0, pages = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(exercises); i++)
        exercises[i] = evening_library();
    do {
        assert_int_equal(
            hv_codec_exercises_page(an_id, exercises, COUNT(exercises), from, &arena, &frame),
            HV_OK);
        WIRE(ServerMessage) *message = receive(frame);
        const WIRE(ExercisesPage) *page = message->exercises_page;
        assert_id(page->id);
        assert_memory_equal(page->rows[0]->id, evening_library()->id.data,
                            evening_library()->id.size);
        assert_int_equal(page->rows[0]->contra->adapt, hv_exercise_contra(exercises[0]).adapt);
        assert_int_equal(page->rows[0]->contra->block, hv_exercise_contra(exercises[0]).block);
        assert_memory_equal(page->rows[0]->title->nl, evening_library()->title.nl.data,
                            evening_library()->title.nl.size);
        seen += (uint32_t)page->n_rows;
        from = page->next;
        pages++;
        forget(message);
    } while (from != 0);
    assert_int_equal(seen, COUNT(exercises));
    assert_int_equal(pages, 3);
    assert_int_equal(
        hv_codec_exercises_page(an_id, exercises, COUNT(exercises), 500, &arena, &frame), HV_OK);
    WIRE(ServerMessage) *beyond = receive(frame);
    assert_int_equal(beyond->exercises_page->n_rows, 0);
    assert_int_equal(beyond->exercises_page->next, 0);
    forget(beyond);

    assert_int_equal(hv_codec_programmes_page(an_id, programmes, 1, &arena, &frame), HV_OK);
    WIRE(ServerMessage) *message = receive(frame);
    const WIRE(ProgrammesPage) *page = message->programmes_page;
    assert_int_equal(page->n_rows, 1);
    assert_set(&page->base);
    assert_int_equal(page->rows[0]->n_meetings, evening_programme()->meeting_count);
    forget(message);
}

static void pages_of_groups_follow_each_other(void **state)
{
    struct hv_arena memory;
    hv_arena_init(&memory, 16u * 1024u * 1024u);
    struct hv_house *house = hv_house_new(&memory);
    struct hv_house_event event = { .type = HV_HOUSE_FOUNDED, .at = 1, .deadline = INT64_MAX };
    uint32_t from = 0, seen = 0;
    (void)state;
    memset(event.token_hash, 1, sizeof event.token_hash);
    assert_int_equal(hv_house_evolve(house, &event), HV_OK);
    for (uint8_t i = 1; i <= 70; i++) {
        struct hv_house_event made = { .type = HV_HOUSE_GROUP_MADE,
                                       .at = i,
                                       .deadline = INT64_MAX,
                                       .title = BYTES("Najaar"),
                                       .programme = BYTES("houd-me-vast") };
        memset(made.log.b, i, sizeof made.log.b);
        memset(made.command.b, i, sizeof made.command.b);
        assert_int_equal(hv_house_evolve(house, &made), HV_OK);
    }
    do {
        struct hv_bytes frame;
        assert_int_equal(hv_codec_groups_page(an_id, house, from, &arena, &frame), HV_OK);
        WIRE(ServerMessage) *message = receive(frame);
        const WIRE(GroupsPage) *page = message->groups_page;
        for (size_t i = 0; i < page->n_rows; i++) {
            seen++;
            assert_int_equal(page->rows[i]->log.data[0], seen);
            assert_true(page->rows[i]->made_at == seen);
            assert_string_equal(page->rows[i]->title, "Najaar");
            assert_string_equal(page->rows[i]->programme, "houd-me-vast");
            assert_false(page->rows[i]->ended);
        }
        from = page->next;
        forget(message);
    } while (from != 0);
    assert_int_equal(seen, 70);
    hv_arena_free(&memory);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(the_stage_pane_arrives),
        TEST(the_wall_arrives),
        TEST(the_unit_pane_arrives),
        TEST(a_value_that_is_not_shown_leaves_no_byte),
        TEST(the_seat_pane_arrives),
        TEST(the_work_pane_arrives_with_every_kind_of_value),
        TEST(bytes_that_fit_no_field_are_corrupt),
        TEST(the_board_arrives),
        TEST(every_pane_of_a_group_can_be_sent),
        TEST(a_pane_that_fills_no_frame_is_too_big),
        TEST(a_definition_arrives_without_what_is_for_facilitators),
        TEST(an_exercise_in_which_everything_is_said_arrives_whole),
        TEST(welcome_farewell_and_reply_arrive),
        TEST(a_page_of_the_group_arrives),
        TEST(pages_of_the_library_follow_each_other),
        TEST(pages_of_groups_follow_each_other),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
