/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A value: one seat's answer to one field.
 *
 * To the core a value is bytes. Only A fields and consent are ever read by decide; S, P, J, G and F
 * values are opaque once hv_field_accepts passed at the codec's edge. The bytes have one canonical
 * form per field type, so equal answers are equal bytes:
 *
 *   text     the UTF-8 text itself
 *   scale    one signed byte a marker
 *   choice   one byte an option, ascending: the option's number (0 is the first); for a field with
 *            `options_from` the number of the wall item
 *   cards    as choice, then, when an own card was written, the byte 0xff and its UTF-8 text
 *   list     each cell: two bytes length (big endian) and UTF-8 text; row by row
 *   turns    one byte: 1, spoken
 *   consent  one byte: 1 yes, 0 no
 *
 * A given text has at least one character: a field that was emptied again is HV_ANSWER_NONE.
 */
#ifndef HV_CORE_VALUE_H
#define HV_CORE_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"
#include "core/programme.h"

/* What a seat did with a field. To a partner SKIPPED, ALOUD and a kept answer look alike. */
enum hv_answer {
    HV_ANSWER_NONE = 0,  /* untouched */
    HV_ANSWER_GIVEN = 1, /* the value holds the answer */
    HV_ANSWER_ALOUD = 2, /* "ik zeg het liever hardop": no value */
    HV_ANSWER_SKIPPED = 3
};

/* The largest value, in bytes: a list of HV_ROWS_MAX rows fits, and a text of HV_TEXT_MAX
 * characters. */
#define HV_VALUE_MAX 8192

/* A value in parts, as clients send and get it. Arrays and bytes are borrowed. */
struct hv_value {
    struct hv_bytes text;  /* text, or the own card of cards; empty when none */
    const int8_t *numbers; /* scale: one a marker; turns and consent: one, 0 or 1 */
    uint32_t number_count;
    const uint8_t *options; /* choice and cards, ascending, no repeats */
    uint32_t option_count;
    const struct hv_bytes *cells; /* list: row by row, `column_count` a row */
    uint32_t cell_count;
};

struct hv_arena;

/* Whether `value` fits `field`: type, ranges, counts, characters. Text is counted in Unicode code
 * points and must already be valid UTF-8 without control characters other than newline and tab (the
 * codec's edge checks it). */
bool hv_field_accepts(const struct hv_field *field, const struct hv_value *value);

/* Canonical bytes of a value that hv_field_accepts; HV_ENOMEM when the arena is at its limit. */
enum hv_code hv_value_pack(const struct hv_field *field,
                           const struct hv_value *value,
                           struct hv_arena *arena,
                           struct hv_bytes *ret);

/* The parts of canonical bytes; arrays come from the arena, text and cells borrow from `packed`.
 * HV_ECORRUPT when the bytes are not canonical for this field. */
enum hv_code hv_value_unpack(const struct hv_field *field,
                             struct hv_bytes packed,
                             struct hv_arena *arena,
                             struct hv_value *ret);

#endif
