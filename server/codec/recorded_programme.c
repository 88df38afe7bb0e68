/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/exercise_rows.h"
#include "codec/recorded.h"
#include "codec/unpack.h"

#define RECORD(name) Houvast__V1__Recorded##name

static const struct hv_row text_rows[] = { HV_TEXT_ROWS(Houvast__V1__Recorded) };
static const struct hv_mapping text =
    HV_MAPPING(houvast__v1__recorded_text, struct hv_text, text_rows);

static const struct hv_row option_rows[] = { HV_OPTION_ROWS(Houvast__V1__Recorded, text) };
static const struct hv_mapping option =
    HV_MAPPING(houvast__v1__recorded_option, struct hv_option, option_rows);

static const struct hv_row field_rows[] = {
    HV_FIELD_ROWS(Houvast__V1__Recorded, text, option),
    HV_NUMBER(struct hv_field, light, RECORD(Field), light),
    HV_BYTES(struct hv_field, correct, RECORD(Field), correct),
    HV_MESSAGE(struct hv_field, explanation, RECORD(Field), explanation, text),
};
static const struct hv_mapping field =
    HV_MAPPING(houvast__v1__recorded_field, struct hv_field, field_rows);

static const struct hv_row gate_rows[] = { HV_GATE_ROWS(Houvast__V1__Recorded) };
static const struct hv_mapping gate =
    HV_MAPPING(houvast__v1__recorded_gate, struct hv_gate, gate_rows);

static const struct hv_row stage_rows[] = { HV_STAGE_ROWS(Houvast__V1__Recorded, reach, gate) };
static const struct hv_mapping stage =
    HV_MAPPING(houvast__v1__recorded_stage, struct hv_stage, stage_rows);

static const struct hv_row card_rows[] = {
    HV_CARD_ROWS(struct hv_card, , RECORD(Card), text),
};
static const struct hv_mapping card =
    HV_MAPPING(houvast__v1__recorded_card, struct hv_card, card_rows);

static const struct hv_row exercise_rows[] = {
    HV_EXERCISE_ROWS(RECORD(Exercise), text, field, stage),
    HV_LIST(struct hv_exercise, examples, example_count, RECORD(Exercise), examples, text),
    HV_MESSAGE(struct hv_exercise, card, RECORD(Exercise), card, card),
    HV_NUMBER(struct hv_exercise, contra.warn, RECORD(Exercise), warn),
    HV_NUMBER(struct hv_exercise, contra.adapt, RECORD(Exercise), adapt),
    HV_NUMBER(struct hv_exercise, contra.block, RECORD(Exercise), block),
};
const struct hv_mapping hv_recorded_exercise =
    HV_MAPPING(houvast__v1__recorded_exercise, struct hv_exercise, exercise_rows);

static const struct hv_row example_answer_rows[] = {
    HV_MESSAGE(struct hv_example_answer, prompt, RECORD(ExampleAnswer), prompt, text),
    HV_MESSAGE(struct hv_example_answer, answer, RECORD(ExampleAnswer), answer, text),
};
static const struct hv_mapping example_answer =
    HV_MAPPING(houvast__v1__recorded_example_answer, struct hv_example_answer, example_answer_rows);

static const struct hv_row example_rows[] = {
    HV_MESSAGE(struct hv_example, title, RECORD(Example), title, text),
    HV_LIST(struct hv_example, answers, answer_count, RECORD(Example), answers, example_answer),
};
static const struct hv_mapping example =
    HV_MAPPING(houvast__v1__recorded_example, struct hv_example, example_rows);

static const struct hv_row step_rows[] = {
    HV_TEXT(struct hv_step, number, RECORD(Step), number),
    HV_ENUM(struct hv_step, kind, RECORD(Step), kind),
    HV_MESSAGE(struct hv_step, title, RECORD(Step), title, text),
    HV_MESSAGE(struct hv_step, say, RECORD(Step), say, text),
    HV_NUMBER(struct hv_step, minutes, RECORD(Step), minutes),
    HV_NUMBER(struct hv_step, exercise, RECORD(Step), exercise),
    HV_MESSAGE_IF(struct hv_step, example.answer_count, example, RECORD(Step), example, example),
};
static const struct hv_mapping step =
    HV_MAPPING(houvast__v1__recorded_step, struct hv_step, step_rows);

static const struct hv_row meeting_rows[] = {
    HV_TEXT(struct hv_meeting, id, RECORD(Meeting), id),
    HV_MESSAGE(struct hv_meeting, title, RECORD(Meeting), title, text),
    HV_LIST(struct hv_meeting, steps, step_count, RECORD(Meeting), steps, step),
};
static const struct hv_mapping meeting =
    HV_MAPPING(houvast__v1__recorded_meeting, struct hv_meeting, meeting_rows);

static const struct hv_row statement_rows[] = {
    HV_TEXT(struct hv_statement, id, RECORD(Statement), id),
    HV_NUMBER(struct hv_statement, version, RECORD(Statement), version),
    HV_FIXED(struct hv_statement, hash, RECORD(Statement), hash),
    HV_MESSAGE(struct hv_statement, text, RECORD(Statement), text, text),
};
const struct hv_mapping hv_recorded_statement =
    HV_MAPPING(houvast__v1__recorded_statement, struct hv_statement, statement_rows);

#define C struct hv_programme
#define P RECORD(Programme)
static const struct hv_row programme_rows[] = {
    HV_TEXT(C, id, P, id),
    HV_MESSAGE(C, title, P, title, text),
    HV_TEXT(C, consent.id, P, consent_statement),
    HV_NUMBER(C, consent.version, P, consent_version),
    HV_FIXED(C, consent.hash, P, consent_hash),
    HV_MESSAGE(C, consent.text, P, consent_text, text),
    HV_LIST(C, exercises, exercise_count, P, exercises, hv_recorded_exercise),
    HV_LIST(C, meetings, meeting_count, P, meetings, meeting),
};
const struct hv_mapping hv_recorded_programme =
    HV_MAPPING(houvast__v1__recorded_programme, C, programme_rows);
#undef C
#undef P

enum hv_code hv_record_exercise_encode(const struct hv_exercise *exercise,
                                       struct hv_arena *arena,
                                       struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    struct hv_exercise without_hash = *exercise;
    ProtobufCMessage *message;
    memset(&without_hash.hash, 0, sizeof without_hash.hash);
    const enum hv_code code =
        hv_mapping_encode(&mapper, &hv_recorded_exercise, &without_hash, &message);
    return code != HV_OK ? code : hv_codec_pack(message, HV_EXERCISE_BYTES_MAX, arena, ret);
}

enum hv_code hv_record_statement_encode(const struct hv_statement *statement,
                                        struct hv_arena *arena,
                                        struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    struct hv_statement without_hash = *statement;
    ProtobufCMessage *message;
    memset(&without_hash.hash, 0, sizeof without_hash.hash);
    const enum hv_code code =
        hv_mapping_encode(&mapper, &hv_recorded_statement, &without_hash, &message);
    return code != HV_OK ? code : hv_codec_pack(message, HV_STATEMENT_BYTES_MAX, arena, ret);
}

enum hv_code hv_record_programme_encode(const struct hv_programme *programme,
                                        struct hv_arena *arena,
                                        struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    ProtobufCMessage *message;
    const enum hv_code code =
        hv_mapping_encode(&mapper, &hv_recorded_programme, programme, &message);
    return code != HV_OK ? code : hv_codec_pack(message, HV_PROGRAMME_BYTES_MAX, arena, ret);
}
