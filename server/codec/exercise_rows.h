/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows that a public definition and a recorded exercise have in common. The two are messages of
 * their own, and may part: then one of them stops using these. P is the prefix of the messages,
 * `text`, `option` and `gate` are the mappings of that side. Private to codec/.
 */
#ifndef HV_CODEC_EXERCISE_ROWS_H
#define HV_CODEC_EXERCISE_ROWS_H

#include "codec/mapping.h"
#include "core/programme.h"

#define HV_TEXT_ROWS(P) \
    HV_TEXT(struct hv_text, nl, P##Text, nl), HV_TEXT(struct hv_text, en, P##Text, en)

#define HV_OPTION_ROWS(P, text)                   \
    HV_TEXT(struct hv_option, id, P##Option, id), \
        HV_MESSAGE(struct hv_option, label, P##Option, label, text)

#define HV_FIELD_ROWS(P, text, option)                                                          \
    HV_TEXT(struct hv_field, id, P##Field, id), HV_ENUM(struct hv_field, type, P##Field, type), \
        HV_ENUM_OR_NONE(struct hv_field, visibility, P##Field, visibility),                     \
        HV_ENUM_OR_NONE(struct hv_field, keep, P##Field, keep),                                 \
        HV_ENUM_FROM_0(struct hv_field, round, P##Field, round),                                \
        HV_NUMBER(struct hv_field, listener, P##Field, listener),                               \
        HV_NUMBER(struct hv_field, core, P##Field, core),                                       \
        HV_MESSAGE(struct hv_field, prompt, P##Field, prompt, text),                            \
        HV_NUMBER(struct hv_field, characters, P##Field, characters),                           \
        HV_SIGNED(struct hv_field, minimum, P##Field, minimum),                                 \
        HV_SIGNED(struct hv_field, maximum, P##Field, maximum),                                 \
        HV_NUMBER(struct hv_field, markers, P##Field, markers),                                 \
        HV_MESSAGE(struct hv_field, anchor_low, P##Field, anchor_low, text),                    \
        HV_MESSAGE(struct hv_field, anchor_high, P##Field, anchor_high, text),                  \
        HV_LIST(struct hv_field, options, option_count, P##Field, options, option),             \
        HV_NUMBER(struct hv_field, pick_minimum, P##Field, pick_minimum),                       \
        HV_NUMBER(struct hv_field, pick_maximum, P##Field, pick_maximum),                       \
        HV_NUMBER(struct hv_field, own_card, P##Field, own_card),                               \
        HV_PLACE(struct hv_field, options_from, P##Field, options_from_wall, options_from),     \
        HV_LIST(struct hv_field, columns, column_count, P##Field, columns, text),               \
        HV_NUMBER(struct hv_field, row_minimum, P##Field, row_minimum),                         \
        HV_NUMBER(struct hv_field, row_maximum, P##Field, row_maximum),                         \
        HV_TEXT(struct hv_field, statement, P##Field, statement),                               \
        HV_NUMBER(struct hv_field, statement_version, P##Field, statement_version),             \
        HV_NUMBER(struct hv_field, guess, P##Field, guess),                                     \
        HV_NUMBER(struct hv_field, guess_of, P##Field, guess_of),                               \
        HV_NUMBER(struct hv_field, may_go_to_group, P##Field, may_go_to_group)

#define HV_GATE_ROWS(P)                                               \
    HV_ENUM_OR_NONE(struct hv_gate, when, P##Gate, when),             \
        HV_ENUM_OR_NONE(struct hv_gate, holder, P##Gate, holder),     \
        HV_ENUM_OR_NONE(struct hv_gate, audience, P##Gate, audience), \
        HV_ENUM_FROM_0(struct hv_gate, round, P##Gate, round),        \
        HV_NUMBER(struct hv_gate, fields, P##Gate, fields),           \
        HV_NUMBER(struct hv_gate, match, P##Gate, match)

#define HV_STAGE_ROWS(P, scope_member, gate_mapping)             \
    HV_ENUM(struct hv_stage, kind, P##Stage, kind),              \
        HV_ENUM(struct hv_stage, scope, P##Stage, scope_member), \
        HV_NUMBER(struct hv_stage, minutes, P##Stage, minutes),  \
        HV_NUMBER(struct hv_stage, fields, P##Stage, fields),    \
        HV_MESSAGE_IF(struct hv_stage, gate.when, gate, P##Stage, gate, gate_mapping)

#define HV_EXERCISE_ROWS(P, text, field, stage)                                          \
    HV_FIXED(struct hv_exercise, hash, P, hash), HV_TEXT(struct hv_exercise, id, P, id), \
        HV_MESSAGE(struct hv_exercise, title, P, title, text),                           \
        HV_TEXT(struct hv_exercise, view, P, view),                                      \
        HV_NUMBER(struct hv_exercise, minutes, P, minutes),                              \
        HV_NUMBER(struct hv_exercise, own_device, P, own_device),                        \
        HV_LIST(struct hv_exercise, fields, field_count, P, fields, field),              \
        HV_LIST(struct hv_exercise, stages, stage_count, P, stages, stage)

#define HV_CARD_ROWS(C, at, P, text)                                                            \
    HV_MESSAGE(C, at say, P, say, text), HV_MESSAGE(C, at purpose, P, purpose, text),           \
        HV_MESSAGE(C, at watch, P, watch, text), HV_MESSAGE(C, at if_stuck, P, if_stuck, text), \
        HV_MESSAGE(C, at room, P, room, text), HV_MESSAGE(C, at stop_if, P, stop_if, text),     \
        HV_MESSAGE(C, at after, P, after, text)

#endif
