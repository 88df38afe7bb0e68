/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers to fields of every type: the first bytes make the field, the rest is an answer, packed
 * as it is stored and then in parts as a client sends it. What is taken is canonical: it can be
 * read, is accepted, and is written as the same bytes again.
 */
#include "core/group_state.h"
#include "core/value.h"
#include "tests/fuzz/fuzz.h"

#define HEAD 9

struct input {
    const uint8_t *data;
    size_t size;
};

static uint8_t take(struct input *input)
{
    if (input->size == 0) {
        return 0;
    }
    input->size--;
    return *input->data++;
}

/* A field as a programme may have it; the numbers are within what hv_exercise_fault allows. */
static struct hv_field make_field(struct input *input)
{
    static const struct hv_option options[HV_OPTIONS_MAX];
    static const struct hv_text columns[HV_COLUMNS_MAX];
    struct hv_field field = { .options = options, .columns = columns };
    int8_t one, other;

    field.type = (enum hv_field_type)(HV_FIELD_INFO + take(input) % HV_FIELD_CONSENT);
    one = (int8_t)take(input);
    other = (int8_t)take(input);
    field.minimum = one < other ? one : other;
    field.maximum = one < other ? other : one;
    field.markers = (uint8_t)(1 + take(input) % HV_MARKERS_MAX);
    field.characters = (uint16_t)(1 + take(input) * 8 % HV_TEXT_MAX);
    field.option_count = (uint8_t)(1 + take(input) % HV_OPTIONS_MAX);
    field.pick_maximum = (uint8_t)(1 + take(input) % field.option_count);
    field.pick_minimum = take(input) % (uint8_t)(field.pick_maximum + 1);
    field.column_count = (uint8_t)(1 + field.pick_minimum % HV_COLUMNS_MAX);
    field.row_maximum = (uint8_t)(1 + field.pick_maximum % HV_ROWS_MAX);
    const uint8_t flags = take(input);
    field.own_card = (flags & 1) != 0;
    field.options_from = (flags & 2) != 0 ? 0 : -1;
    field.row_minimum = (flags & 4) != 0;
    return field;
}

static void try_packed(const struct hv_field *field, struct hv_bytes packed, struct hv_arena *arena)
{
    struct hv_value value;
    struct hv_bytes again, text;
    const enum hv_code code = hv_value_unpack(field, packed, arena, &value);

    assert(code == HV_OK || code == HV_ECORRUPT);
    if (code == HV_OK) {
        assert(hv_field_accepts(field, &value));
        assert(hv_value_pack(field, &value, arena, &again) == HV_OK);
        assert(hv_bytes_equal(packed, again));
        assert(hv_note_text(field, packed, arena, &text) == HV_OK);
    }
}

/* The same bytes, shared out over all the parts that an answer can have. */
static struct hv_value make_value(struct input input, struct hv_bytes cells[HV_OPTIONS_MAX * 2])
{
    struct hv_value value = { .cells = cells };
    size_t share = take(&input);

    value.number_count = share & 3;
    value.option_count = (uint32_t)(share >> 2);
    value.cell_count = take(&input) % (HV_OPTIONS_MAX * 2 + 1);
    if (value.number_count + value.option_count > input.size) {
        value.number_count = value.option_count = 0;
    }
    value.numbers = (const int8_t *)input.data;
    value.options = input.data + value.number_count;
    input.data += value.number_count + value.option_count;
    input.size -= value.number_count + value.option_count;
    value.text = (struct hv_bytes){ input.data, input.size };
    for (uint32_t i = 0; i < value.cell_count; i++) {
        size_t size = input.size > 0 ? take(&input) : 0;
        size = size < input.size ? size : input.size;
        cells[i] = (struct hv_bytes){ input.data, size };
        input.data += size;
        input.size -= size;
    }
    return value;
}

static void try_parts(const struct hv_field *field, struct input input, struct hv_arena *arena)
{
    struct hv_bytes cells[HV_OPTIONS_MAX * 2] = { 0 };
    struct hv_value value = make_value(input, cells);
    struct hv_bytes packed;

    for (unsigned parts = 0; parts < 16; parts++) {
        struct hv_value some = value;
        some.text.size = (parts & 1) != 0 ? value.text.size : 0;
        some.number_count = (parts & 2) != 0 ? value.number_count : 0;
        some.option_count = (parts & 4) != 0 ? value.option_count : 0;
        some.cell_count = (parts & 8) != 0 ? value.cell_count : 0;
        if (hv_field_accepts(field, &some)) {
            assert(hv_value_pack(field, &some, arena, &packed) == HV_OK);
            assert(packed.size <= HV_VALUE_MAX);
            assert(hv_value_unpack(field, packed, arena, &some) == HV_OK);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size };
    struct hv_arena arena;

    if (size < HEAD || size > HV_VALUE_MAX) {
        return 0;
    }
    const struct hv_field field = make_field(&input);
    hv_arena_init(&arena, (size_t)1024 * 1024);
    try_packed(&field, (struct hv_bytes){ input.data, input.size }, &arena);
    try_parts(&field, input, &arena);
    hv_arena_free(&arena);
    return 0;
}
