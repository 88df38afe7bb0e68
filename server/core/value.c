/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/value.h"

#include <assert.h>

#include "base/arena.h"

enum {
    OWN_CARD = 0xff /* in packed cards: what follows is the text of an own card */
};

static size_t code_points(struct hv_bytes text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++) {
        count += (text.data[i] & 0xc0) != 0x80;
    }
    return count;
}

static bool accepts_text(const struct hv_field *field, const struct hv_value *value)
{
    return value->text.size > 0 && code_points(value->text) <= field->characters;
}

static bool accepts_scale(const struct hv_field *field, const struct hv_value *value)
{
    if (value->number_count != field->markers) {
        return false;
    }
    for (uint32_t i = 0; i < value->number_count; i++) {
        if (value->numbers[i] < field->minimum || value->numbers[i] > field->maximum) {
            return false;
        }
    }
    return true;
}

/* With `options_from` the numbers are lines on the wall, which are counted from 1. */
static bool accepts_option(const struct hv_field *field, uint8_t option)
{
    if (field->options_from >= 0) {
        return option >= 1 && option <= HV_WALL_LINES_MAX;
    }
    return option < field->option_count;
}

static bool accepts_choice(const struct hv_field *field, const struct hv_value *value)
{
    uint32_t picked = value->option_count + (value->text.size > 0 ? 1u : 0u);

    for (uint32_t i = 0; i < value->option_count; i++) {
        if (!accepts_option(field, value->options[i]) ||
            (i > 0 && value->options[i] <= value->options[i - 1])) {
            return false;
        }
    }
    if (value->text.size > 0 &&
        (!field->own_card || code_points(value->text) > field->characters)) {
        return false;
    }
    return picked >= field->pick_minimum && picked <= field->pick_maximum;
}

/* A cell may be empty; `characters` 0 leaves only the limit of the whole value. */
static bool accepts_list(const struct hv_field *field, const struct hv_value *value)
{
    size_t size = 0;

    if (field->column_count == 0 || value->cell_count % field->column_count != 0 ||
        value->cell_count / field->column_count < field->row_minimum ||
        value->cell_count / field->column_count > field->row_maximum) {
        return false;
    }
    for (uint32_t i = 0; i < value->cell_count; i++) {
        if (value->cells[i].size > HV_VALUE_MAX ||
            (field->characters > 0 && code_points(value->cells[i]) > field->characters)) {
            return false;
        }
        size += 2 + value->cells[i].size;
    }
    return size <= HV_VALUE_MAX;
}

static bool
has_only(const struct hv_value *value, bool text, bool numbers, bool options, bool cells)
{
    return (text || value->text.size == 0) && (numbers || value->number_count == 0) &&
           (options || value->option_count == 0) && (cells || value->cell_count == 0);
}

static bool is_one_number(const struct hv_value *value, int8_t least)
{
    return value->number_count == 1 && value->numbers[0] >= least && value->numbers[0] <= 1;
}

bool hv_field_accepts(const struct hv_field *field, const struct hv_value *value)
{
    switch (field->type) {
    case HV_FIELD_INFO:
        return false;
    case HV_FIELD_TEXT:
        return has_only(value, true, false, false, false) && accepts_text(field, value);
    case HV_FIELD_SCALE:
        return has_only(value, false, true, false, false) && accepts_scale(field, value);
    case HV_FIELD_CHOICE:
    case HV_FIELD_CARDS:
    case HV_FIELD_QUIZ:
        return has_only(value, true, false, true, false) && accepts_choice(field, value);
    case HV_FIELD_LIST:
        return has_only(value, false, false, false, true) && accepts_list(field, value);
    case HV_FIELD_TURNS:
        return has_only(value, false, true, false, false) && is_one_number(value, 1);
    case HV_FIELD_CONSENT:
        return has_only(value, false, true, false, false) && is_one_number(value, 0);
    }
    return false;
}

/* ---- Packing ---- */

static bool is_chosen(const struct hv_field *field)
{
    return field->type == HV_FIELD_CHOICE || field->type == HV_FIELD_CARDS ||
           field->type == HV_FIELD_QUIZ;
}

static size_t packed_size(const struct hv_field *field, const struct hv_value *value)
{
    size_t size = value->number_count + value->option_count + value->text.size;

    if (is_chosen(field) && value->text.size > 0) {
        size += 1;
    }
    for (uint32_t i = 0; i < value->cell_count; i++) {
        size += 2 + value->cells[i].size;
    }
    return size;
}

static void pack_cells(const struct hv_value *value, uint8_t *to)
{
    for (uint32_t i = 0; i < value->cell_count; i++) {
        *to++ = (uint8_t)(value->cells[i].size >> 8);
        *to++ = (uint8_t)value->cells[i].size;
        if (value->cells[i].size > 0) {
            memcpy(to, value->cells[i].data, value->cells[i].size);
            to += value->cells[i].size;
        }
    }
}

static void pack_choice(const struct hv_value *value, uint8_t *to)
{
    if (value->option_count > 0) {
        memcpy(to, value->options, value->option_count);
    }
    if (value->text.size > 0) {
        to[value->option_count] = OWN_CARD;
        memcpy(to + value->option_count + 1, value->text.data, value->text.size);
    }
}

enum hv_code hv_value_pack(const struct hv_field *field,
                           const struct hv_value *value,
                           struct hv_arena *arena,
                           struct hv_bytes *ret)
{
    size_t size = packed_size(field, value);
    uint8_t *bytes;

    assert(hv_field_accepts(field, value));
    bytes = hv_arena_alloc(arena, size);
    if (bytes == NULL) {
        return HV_ENOMEM;
    }
    if (is_chosen(field)) {
        pack_choice(value, bytes);
    } else if (field->type == HV_FIELD_LIST) {
        pack_cells(value, bytes);
    } else if (field->type == HV_FIELD_TEXT) {
        memcpy(bytes, value->text.data, size);
    } else {
        memcpy(bytes, value->numbers, size);
    }
    *ret = (struct hv_bytes){ .data = bytes, .size = size };
    return HV_OK;
}

/* ---- Unpacking ---- */

static enum hv_code
unpack_numbers(struct hv_bytes packed, struct hv_arena *arena, struct hv_value *value)
{
    if (packed.size > HV_MARKERS_MAX) {
        return HV_ECORRUPT;
    }
    value->numbers = hv_arena_copy(arena, packed.data, packed.size);
    value->number_count = (uint32_t)packed.size;
    return value->numbers == NULL ? HV_ENOMEM : HV_OK;
}

static enum hv_code
unpack_choice(struct hv_bytes packed, struct hv_arena *arena, struct hv_value *value)
{
    const uint8_t *own = packed.size > 0 ? memchr(packed.data, OWN_CARD, packed.size) : NULL;
    size_t options = own != NULL ? (size_t)(own - packed.data) : packed.size;

    if (own != NULL) {
        value->text = (struct hv_bytes){ .data = own + 1, .size = packed.size - options - 1 };
        if (value->text.size == 0) {
            return HV_ECORRUPT;
        }
    }
    value->options = hv_arena_copy(arena, packed.data, options);
    value->option_count = (uint32_t)options;
    return value->options == NULL ? HV_ENOMEM : HV_OK;
}

static enum hv_code
unpack_cells(struct hv_bytes packed, struct hv_arena *arena, struct hv_value *value)
{
    struct hv_bytes *cells = hv_arena_array(arena, HV_ROWS_MAX * HV_COLUMNS_MAX, sizeof *cells);
    uint32_t count = 0;

    if (cells == NULL) {
        return HV_ENOMEM;
    }
    for (size_t at = 0; at < packed.size; count++) {
        size_t size;

        if (packed.size - at < 2 || count == HV_ROWS_MAX * HV_COLUMNS_MAX) {
            return HV_ECORRUPT;
        }
        size = (size_t)packed.data[at] << 8 | packed.data[at + 1];
        at += 2;
        if (packed.size - at < size) {
            return HV_ECORRUPT;
        }
        cells[count] = (struct hv_bytes){ .data = packed.data + at, .size = size };
        at += size;
    }
    value->cells = cells;
    value->cell_count = count;
    return HV_OK;
}

static enum hv_code unpack(const struct hv_field *field,
                           struct hv_bytes packed,
                           struct hv_arena *arena,
                           struct hv_value *value)
{
    switch (field->type) {
    case HV_FIELD_INFO:
        return HV_ECORRUPT;
    case HV_FIELD_TEXT:
        value->text = packed;
        return HV_OK;
    case HV_FIELD_CHOICE:
    case HV_FIELD_CARDS:
    case HV_FIELD_QUIZ:
        return unpack_choice(packed, arena, value);
    case HV_FIELD_LIST:
        return unpack_cells(packed, arena, value);
    case HV_FIELD_SCALE:
    case HV_FIELD_TURNS:
    case HV_FIELD_CONSENT:
        return unpack_numbers(packed, arena, value);
    }
    return HV_ECORRUPT;
}

enum hv_code hv_value_unpack(const struct hv_field *field,
                             struct hv_bytes packed,
                             struct hv_arena *arena,
                             struct hv_value *ret)
{
    struct hv_value value = { .numbers = NULL };
    enum hv_code code = unpack(field, packed, arena, &value);

    if (code == HV_OK && !hv_field_accepts(field, &value)) {
        code = HV_ECORRUPT;
    }
    if (code == HV_OK) {
        *ret = value;
    }
    return code;
}
