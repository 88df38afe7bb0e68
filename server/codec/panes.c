/* SPDX-License-Identifier: EUPL-1.2 */
#include <assert.h>

#include "codec/replies.h"
#include "codec/unpack.h"
#include "codec/values.h"

/* What rows by hand find around them: where definitions are, and the exercise of the unit pane. */
struct drawing {
    const struct hv_group *group;
    const struct hv_exercise *exercise;
};

#define WIRE(name) Houvast__V1__##name

/* ---- Stage ---- */

static const struct hv_row timer_rows[] = {
    HV_NUMBER(struct hv_timer_view, running, WIRE(Timer), running),
    HV_SIGNED(struct hv_timer_view, ends_at, WIRE(Timer), ends_at),
    HV_SIGNED(struct hv_timer_view, remaining_ms, WIRE(Timer), remaining_ms),
};
static const struct hv_mapping timer =
    HV_MAPPING(houvast__v1__timer, struct hv_timer_view, timer_rows);

static const struct hv_row lobby_rows[] = {
    HV_TEXT(struct hv_lobby_view, code, WIRE(Lobby), code),
    HV_NUMBER(struct hv_lobby_view, here, WIRE(Lobby), here),
};
static const struct hv_mapping lobby =
    HV_MAPPING(houvast__v1__lobby, struct hv_lobby_view, lobby_rows);

#define C struct hv_stage_pane
#define P WIRE(StagePane)
static const struct hv_row stage_rows[] = {
    HV_NUMBER(C, meeting_open, P, meeting_open),
    HV_MESSAGE(C, meeting_title, P, meeting_title, hv_codec_text),
    HV_NUMBER(C, step_place, P, step_place),
    HV_NUMBER(C, step_count, P, step_count),
    HV_ENUM_OR_NONE(C, step_kind, P, step_kind),
    HV_MESSAGE(C, step_title, P, step_title, hv_codec_text),
    HV_FIXED(C, exercise, P, exercise),
    HV_NUMBER(C, run, P, run),
    HV_ENUM_OR_NONE(C, stage_kind, P, stage_kind),
    HV_NUMBER(C, block, P, block),
    HV_NUMBER(C, stage, P, stage),
    HV_NUMBER(C, prompts, P, prompts),
    HV_NUMBER(C, cover, P, cover),
    HV_MESSAGE_IF(C, timer.set, timer, P, timer, timer),
    HV_TEXT(C, announcement, P, announcement),
    HV_MESSAGE_IF(C, lobby.open, lobby, P, lobby, lobby),
};
static const struct hv_mapping stage = HV_MAPPING(houvast__v1__stage_pane, C, stage_rows);
#undef C
#undef P

/* ---- Wall ---- */

static const struct hv_row result_rows[] = {
    HV_PLACE(struct hv_result, option, WIRE(Result), of_option, option),
    HV_NUMBERS_INSIDE(struct hv_result, counts, band_count, 3, WIRE(Result), counts),
};
static const struct hv_mapping result =
    HV_MAPPING(houvast__v1__result, struct hv_result, result_rows);

/* Only a line that is a result has one. */
static enum hv_code encode_result(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_wall_item *item = core;
    WIRE(WallItem) *wire = message;
    ProtobufCMessage *inner;
    if (item->kind != HV_WALL_RESULT)
        return HV_OK;
    const enum hv_code code = hv_mapping_encode(mapper, &result, &item->result, &inner);
    if (code == HV_OK)
        wire->result = (WIRE(Result) *)inner;
    return code;
}

#define C struct hv_wall_item
#define P WIRE(WallItem)
static const struct hv_row wall_item_rows[] = {
    HV_NUMBER(C, run, P, run),
    HV_ENUM(C, kind, P, kind),
    HV_NUMBER(C, number, P, number),
    HV_FIXED(C, exercise, P, exercise),
    HV_PLACE(C, field, P, of_field, field),
    HV_MESSAGE(C, example, P, example, hv_codec_text),
    HV_TEXT(C, text, P, text),
    HV_TEXT(C, name, P, name),
    HV_BY_HAND(encode_result, NULL),
};
static const struct hv_mapping wall_item = HV_MAPPING(houvast__v1__wall_item, C, wall_item_rows);
#undef C
#undef P

#define C struct hv_example_answer
#define P WIRE(ExampleAnswer)
static const struct hv_row example_answer_rows[] = {
    HV_MESSAGE(C, prompt, P, prompt, hv_codec_text),
    HV_MESSAGE(C, answer, P, answer, hv_codec_text),
};
static const struct hv_mapping example_answer =
    HV_MAPPING(houvast__v1__example_answer, C, example_answer_rows);
#undef C
#undef P

#define C struct hv_example
#define P WIRE(Example)
static const struct hv_row example_rows[] = {
    HV_MESSAGE(C, title, P, title, hv_codec_text),
    HV_LIST(C, answers, answer_count, P, answers, example_answer),
};
static const struct hv_mapping example = HV_MAPPING(houvast__v1__example, C, example_rows);
#undef C
#undef P

#define C struct hv_wall_pane
#define P WIRE(WallPane)
static const struct hv_row wall_rows[] = {
    HV_LIST(C, items, item_count, P, items, wall_item),
    HV_MESSAGE_IF(C, example.answer_count, example, P, example, example),
};
#undef C
#undef P
static const struct hv_mapping wall =
    HV_MAPPING(houvast__v1__wall_pane, struct hv_wall_pane, wall_rows);

/* ---- Unit ---- */

static const struct hv_row unit_seat_rows[] = {
    HV_NUMBER(struct hv_unit_seat, seat, WIRE(UnitSeat), seat),
    HV_TEXT(struct hv_unit_seat, name, WIRE(UnitSeat), name),
    HV_NUMBER(struct hv_unit_seat, marked, WIRE(UnitSeat), marked),
    HV_NUMBER(struct hv_unit_seat, own_device, WIRE(UnitSeat), own_device),
    HV_TEXT(struct hv_unit_seat, pen_code, WIRE(UnitSeat), pen_code),
};
static const struct hv_mapping unit_seat =
    HV_MAPPING(houvast__v1__unit_seat, struct hv_unit_seat, unit_seat_rows);

static enum hv_code encode_opened_value(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct drawing *drawing = mapper->data;
    const struct hv_opened_value *opened = core;
    WIRE(OpenedValue) *wire = message;
    if (!opened->shown)
        return HV_OK;
    return hv_codec_value_encode(mapper, hv_codec_field(drawing->exercise, opened->field),
                                 opened->packed, &wire->value);
}
static const struct hv_row opened_rows[] = {
    HV_NUMBER(struct hv_opened_value, seat, WIRE(OpenedValue), seat),
    HV_NUMBER(struct hv_opened_value, field, WIRE(OpenedValue), field),
    HV_NUMBER(struct hv_opened_value, shown, WIRE(OpenedValue), shown),
    HV_BY_HAND(encode_opened_value, NULL),
};
static const struct hv_mapping opened =
    HV_MAPPING(houvast__v1__opened_value, struct hv_opened_value, opened_rows);

static enum hv_code encode_joint_value(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct drawing *drawing = mapper->data;
    const struct hv_joint_value *joint = core;
    WIRE(JointValue) *wire = message;
    return hv_codec_value_encode(mapper, hv_codec_field(drawing->exercise, joint->field),
                                 joint->packed, &wire->value);
}
static const struct hv_row joint_rows[] = {
    HV_NUMBER(struct hv_joint_value, field, WIRE(JointValue), field),
    HV_NUMBER(struct hv_joint_value, revision, WIRE(JointValue), revision),
    HV_ENUM_OR_NONE(struct hv_joint_value, answer, WIRE(JointValue), answer),
    HV_BY_HAND(encode_joint_value, NULL),
};
static const struct hv_mapping joint =
    HV_MAPPING(houvast__v1__joint_value, struct hv_joint_value, joint_rows);

static const struct hv_row place_rows[] = {
    HV_NUMBER(struct hv_place, stage, WIRE(Place), stage),
    HV_NUMBER(struct hv_place, turn, WIRE(Place), turn),
};
static const struct hv_mapping place = HV_MAPPING(houvast__v1__place, struct hv_place, place_rows);

#define C struct hv_unit_pane
#define P WIRE(UnitPane)
static const struct hv_row unit_rows[] = {
    HV_NUMBER(C, unit, P, unit),
    HV_NUMBER(C, admitted, P, admitted),
    HV_LIST(C, seats, seat_count, P, seats, unit_seat),
    HV_NUMBER(C, run, P, run),
    HV_FIXED(C, exercise, P, exercise),
    HV_ENUM_OR_NONE(C, form, P, form),
    HV_MESSAGE(C, place, P, place, place),
    HV_NUMBER(C, speaker, P, speaker),
    HV_NUMBER(C, in_block, P, in_block),
    HV_NUMBER(C, both_ready, P, both_ready),
    HV_NUMBER(C, may_open, P, may_open),
    HV_LIST(C, opened, opened_count, P, opened, opened),
    HV_LIST(C, joints, joint_count, P, joints, joint),
    HV_NUMBER(C, joint_revision, P, joint_revision),
    HV_NUMBER(C, joint_confirmed, P, joint_confirmed),
    HV_NUMBER(C, only_author, P, only_author),
    HV_NUMBER(C, nameless, P, nameless),
};
static const struct hv_mapping unit = HV_MAPPING(houvast__v1__unit_pane, C, unit_rows);
#undef C
#undef P

/* ---- Seat and work ---- */

static enum hv_code encode_envelopes(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_seat_pane *seat = core;
    WIRE(SeatPane) *wire = message;
    WIRE(Envelope) *envelopes = hv_arena_array(mapper->arena, HV_ROUNDS, sizeof *envelopes);
    WIRE(Envelope) **pointers = hv_arena_array(mapper->arena, HV_ROUNDS, sizeof *pointers);
    if (envelopes == NULL || pointers == NULL)
        return HV_ENOMEM;
    for (int i = 0; i < HV_ROUNDS; i++) {
        houvast__v1__envelope__init(&envelopes[i]);
        envelopes[i].round = (WIRE(Round))(HOUVAST__V1__ROUND__ROUND_FIRST + i);
        envelopes[i].writable = seat->writable[i];
        envelopes[i].closed = seat->closed[i];
        pointers[i] = &envelopes[i];
    }
    wire->envelopes = pointers;
    wire->n_envelopes = HV_ROUNDS;
    return HV_OK;
}

static const struct hv_row field_state_rows[] = {
    HV_NUMBER(struct hv_field_state, field, WIRE(FieldState), field),
    HV_NUMBER(struct hv_field_state, revision, WIRE(FieldState), revision),
    HV_ENUM_OR_NONE(struct hv_field_state, answer, WIRE(FieldState), answer),
    HV_NUMBER(struct hv_field_state, shown, WIRE(FieldState), shown),
    HV_NUMBER(struct hv_field_state, taken_back, WIRE(FieldState), taken_back),
    HV_NUMBER(struct hv_field_state, widened, WIRE(FieldState), widened),
    HV_NUMBER(struct hv_field_state, to_group, WIRE(FieldState), to_group),
};
static const struct hv_mapping field_state =
    HV_MAPPING(houvast__v1__field_state, struct hv_field_state, field_state_rows);

static const struct hv_row scored_rows[] = {
    HV_NUMBER(struct hv_scored, field, WIRE(Scored), field),
    HV_ENUM_OR_NONE(struct hv_scored, score, WIRE(Scored), score),
    HV_BYTES(struct hv_scored, correct, WIRE(Scored), correct),
    HV_MESSAGE(struct hv_scored, explanation, WIRE(Scored), explanation, hv_codec_text),
};
static const struct hv_mapping scored =
    HV_MAPPING(houvast__v1__scored, struct hv_scored, scored_rows);

#define C struct hv_seat_pane
#define P WIRE(SeatPane)
static const struct hv_row statement_rows[] = {
    HV_TEXT(C, statement, WIRE(Statement), id),
    HV_NUMBER(C, statement_version, WIRE(Statement), version),
    HV_MESSAGE(C, statement_text, WIRE(Statement), text, hv_codec_text),
};
static const struct hv_mapping statement = HV_MAPPING(houvast__v1__statement, C, statement_rows);

static const struct hv_row seat_rows[] = {
    HV_NUMBER(C, seat, P, seat),
    HV_NUMBER(C, unit, P, unit),
    HV_TEXT(C, name, P, name),
    HV_SELF_IF(C, consent_asked, P, statement, statement),
    HV_SELF_IF(C, consent_given, P, given, statement),
    HV_NUMBER(C, admitted, P, admitted),
    HV_NUMBER(C, run, P, run),
    HV_BY_HAND(encode_envelopes, NULL),
    HV_LIST(C, fields, field_count, P, fields, field_state),
    HV_NUMBER(C, joint_widened, P, joint_widened),
    HV_NUMBER(C, joint_to_group, P, joint_to_group),
    HV_LIST(C, scored, scored_count, P, scored, scored),
};
static const struct hv_mapping seat = HV_MAPPING(houvast__v1__seat_pane, C, seat_rows);
#undef C
#undef P

static enum hv_code encode_work_value(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct drawing *drawing = mapper->data;
    const struct hv_work_value *work = core;
    WIRE(WorkValue) *wire = message;
    const struct hv_exercise *exercise = hv_group_run_exercise(drawing->group, work->run);
    return hv_codec_value_encode(mapper, hv_codec_field(exercise, work->field), work->packed,
                                 &wire->value);
}
static const struct hv_row work_value_rows[] = {
    HV_NUMBER(struct hv_work_value, run, WIRE(WorkValue), run),
    HV_NUMBER(struct hv_work_value, field, WIRE(WorkValue), field),
    HV_NUMBER(struct hv_work_value, revision, WIRE(WorkValue), revision),
    HV_ENUM_OR_NONE(struct hv_work_value, answer, WIRE(WorkValue), answer),
    HV_BY_HAND(encode_work_value, NULL),
};
static const struct hv_mapping work_value =
    HV_MAPPING(houvast__v1__work_value, struct hv_work_value, work_value_rows);

static const struct hv_row work_rows[] = {
    HV_NUMBER(struct hv_work_pane, seat, WIRE(WorkPane), seat),
    HV_LIST(struct hv_work_pane, values, value_count, WIRE(WorkPane), values, work_value),
};
static const struct hv_mapping work =
    HV_MAPPING(houvast__v1__work_pane, struct hv_work_pane, work_rows);

/* ---- Board ---- */

static const struct hv_row board_seat_rows[] = {
    HV_NUMBER(struct hv_board_seat, seat, WIRE(BoardSeat), seat),
    HV_TEXT(struct hv_board_seat, name, WIRE(BoardSeat), name),
    HV_ENUM(struct hv_board_seat, state, WIRE(BoardSeat), state),
    HV_NUMBER(struct hv_board_seat, consent, WIRE(BoardSeat), consent),
    HV_ENUM_OR_NONE(struct hv_board_seat, signal, WIRE(BoardSeat), signal),
    HV_NUMBER(struct hv_board_seat, split, WIRE(BoardSeat), split),
    HV_SIGNED(struct hv_board_seat, rests_until, WIRE(BoardSeat), rests_until),
    HV_ENUM_OR_NONE(struct hv_board_seat, light, WIRE(BoardSeat), light),
    HV_NUMBER(struct hv_board_seat, tags, WIRE(BoardSeat), tags),
};
static const struct hv_mapping board_seat =
    HV_MAPPING(houvast__v1__board_seat, struct hv_board_seat, board_seat_rows);

#define C struct hv_board_unit
#define P WIRE(BoardUnit)
static const struct hv_row board_unit_rows[] = {
    HV_NUMBER(C, unit, P, unit),
    HV_ENUM(C, mark, P, presence),
    HV_NUMBER(C, online, P, online),
    HV_ENUM_OR_NONE(C, form, P, form),
    HV_MESSAGE(C, place, P, place, place),
    HV_NUMBER(C, opened, P, opened),
    HV_NUMBER(C, joint_confirmed, P, joint_confirmed),
    HV_NUMBER(C, more_time, P, more_time),
    HV_NUMBER(C, sharing, P, sharing),
    HV_LIST(C, seats, seat_count, P, seats, board_seat),
    HV_ENUM_OR_NONE(C, signal, P, signal),
};
static const struct hv_mapping board_unit = HV_MAPPING(houvast__v1__board_unit, C, board_unit_rows);
#undef C
#undef P

#define C struct hv_board_step
#define P WIRE(BoardStep)
static const struct hv_row board_step_rows[] = {
    HV_NUMBER(C, step, P, step),        HV_ENUM(C, kind, P, kind),
    HV_TEXT(C, number, P, number),      HV_MESSAGE(C, title, P, title, hv_codec_text),
    HV_FIXED(C, exercise, P, exercise), HV_NUMBER(C, minutes, P, minutes),
    HV_ENUM(C, state, P, state),        HV_NUMBER(C, example_answers, P, example_answers),
};
static const struct hv_mapping board_step = HV_MAPPING(houvast__v1__board_step, C, board_step_rows);
#undef C
#undef P

static const struct hv_row board_guest_rows[] = {
    HV_NUMBER(struct hv_board_guest, device, WIRE(BoardGuest), device),
    HV_NUMBER(struct hv_board_guest, online, WIRE(BoardGuest), online),
};
static const struct hv_mapping board_guest =
    HV_MAPPING(houvast__v1__board_guest, struct hv_board_guest, board_guest_rows);

#define C struct hv_board_pane
#define P WIRE(BoardPane)
static const struct hv_row board_rows[] = {
    HV_NUMBER(C, meeting_open, P, meeting_open),
    HV_NUMBER(C, meeting, P, meeting),
    HV_SIGNED(C, evening_ends_at, P, evening_ends_at),
    HV_SIGNED(C, began_at, P, began_at),
    HV_SIGNED(C, step_started_at, P, step_started_at),
    HV_NUMBER(C, step, P, step),
    HV_NUMBER(C, run, P, run),
    HV_NUMBER(C, stage, P, stage),
    HV_NUMBER(C, notes, P, notes),
    HV_NUMBER(C, too_few, P, too_few),
    HV_LIST(C, steps, step_count, P, steps, board_step),
    HV_LIST(C, units, unit_count, P, units, board_unit),
    HV_LIST(C, guests, guest_count, P, guests, board_guest),
    HV_NUMBER(C, example_shown, P, example_shown),
    HV_NUMBER(C, paused, P, paused),
    HV_NUMBER(C, only_author, P, only_author),
    HV_NUMBER(C, nameless, P, nameless),
};
static const struct hv_mapping board = HV_MAPPING(houvast__v1__board_pane, C, board_rows);
#undef C
#undef P

/* ---- Body and frame ---- */

static const struct {
    const struct hv_mapping *mapping;
    WIRE(Pane__BodyCase) body;
} kinds[] = {
    [HV_PANE_STAGE] = { &stage, HOUVAST__V1__PANE__BODY_STAGE },
    [HV_PANE_WALL] = { &wall, HOUVAST__V1__PANE__BODY_WALL },
    [HV_PANE_UNIT] = { &unit, HOUVAST__V1__PANE__BODY_UNIT },
    [HV_PANE_SEAT] = { &seat, HOUVAST__V1__PANE__BODY_SEAT },
    [HV_PANE_WORK] = { &work, HOUVAST__V1__PANE__BODY_WORK },
    [HV_PANE_BOARD] = { &board, HOUVAST__V1__PANE__BODY_BOARD },
};

/* A body is a Pane without its head, so that a frame is head and body, one after the other. */
enum hv_code hv_codec_pane(const struct hv_group *group,
                           const struct hv_pane *pane,
                           struct hv_arena *arena,
                           struct hv_bytes *ret_body)
{
    struct drawing drawing = { .group = group };
    struct hv_mapper mapper = { arena, &drawing };
    WIRE(Pane) wire = HOUVAST__V1__PANE__INIT;
    ProtobufCMessage *inner;
    if (pane->key.kind == HV_PANE_UNIT && pane->unit.run != 0)
        drawing.exercise = hv_group_run_exercise(group, pane->unit.run);
    /* All members of the union, and all of the oneof, share the place of the first. */
    const enum hv_code code =
        hv_mapping_encode(&mapper, kinds[pane->key.kind].mapping, &pane->stage, &inner);
    if (code != HV_OK)
        return code;
    wire.body_case = kinds[pane->key.kind].body;
    wire.stage = (WIRE(StagePane) *)inner;
    return hv_codec_pack(&wire.base, HV_FRAME_OUT_MAX - HV_PANE_HEAD_MAX, arena, ret_body);
}

static size_t write_varint(uint8_t *to, size_t number)
{
    size_t size = 0;
    for (; number >= 0x80; number >>= 7)
        to[size++] = (uint8_t)(number | 0x80);
    to[size++] = (uint8_t)number;
    return size;
}

enum hv_code hv_codec_pane_frame(struct hv_pane_key key,
                                 uint64_t epoch,
                                 uint64_t revision,
                                 struct hv_bytes body,
                                 struct hv_arena *arena,
                                 struct hv_bytes *ret)
{
    enum {
        TAG = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE << 3 | 2
    };
    WIRE(Pane) head = HOUVAST__V1__PANE__INIT;
    head.kind = (WIRE(PaneKind))key.kind;
    head.number = key.number;
    head.epoch = epoch;
    head.revision = revision;

    const size_t head_size = houvast__v1__pane__get_packed_size(&head);
    uint8_t *frame = hv_arena_alloc(arena, HV_PANE_HEAD_MAX + body.size);
    if (frame == NULL)
        return HV_ENOMEM;
    size_t size = write_varint(frame, TAG);
    size += write_varint(frame + size, head_size + body.size);
    size += houvast__v1__pane__pack(&head, frame + size);
    assert(size <= HV_PANE_HEAD_MAX);
    if (body.size > 0)
        memcpy(frame + size, body.data, body.size);
    size += body.size;
    if (size > HV_FRAME_OUT_MAX)
        return HV_ETOOBIG;
    *ret = (struct hv_bytes){ frame, size };
    return HV_OK;
}
