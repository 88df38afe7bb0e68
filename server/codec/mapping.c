/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/mapping.h"

#include <assert.h>

static const void *member(const void *structure, size_t offset)
{
    return (const uint8_t *)structure + offset;
}

static void *member_of(void *structure, size_t offset)
{
    return (uint8_t *)structure + offset;
}

/* Members are copied, never pointed at with another type: that is what keeps this honest about
 * alignment and aliasing. */
static void *read_pointer(const void *structure, size_t offset)
{
    void *pointer;
    memcpy(&pointer, member(structure, offset), sizeof pointer);
    return pointer;
}

static void write_pointer(void *structure, size_t offset, const void *pointer)
{
    memcpy(member_of(structure, offset), &pointer, sizeof pointer);
}

static size_t read_size(const void *structure, size_t offset)
{
    size_t size;
    memcpy(&size, member(structure, offset), sizeof size);
    return size;
}

static uint64_t read_number(const void *structure, size_t offset, size_t size, bool is_signed)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case 1:
        memcpy(&one, member(structure, offset), 1);
        return is_signed ? (uint64_t)(int8_t)one : one;
    case 2:
        memcpy(&two, member(structure, offset), 2);
        return is_signed ? (uint64_t)(int16_t)two : two;
    case 4:
        memcpy(&four, member(structure, offset), 4);
        return is_signed ? (uint64_t)(int32_t)four : four;
    default:
        assert(size == 8);
        memcpy(&eight, member(structure, offset), 8);
        return eight;
    }
}

static void write_number(void *structure, size_t offset, size_t size, uint64_t number)
{
    const uint8_t one = (uint8_t)number;
    const uint16_t two = (uint16_t)number;
    const uint32_t four = (uint32_t)number;
    switch (size) {
    case 1:
        memcpy(member_of(structure, offset), &one, 1);
        break;
    case 2:
        memcpy(member_of(structure, offset), &two, 2);
        break;
    case 4:
        memcpy(member_of(structure, offset), &four, 4);
        break;
    default:
        assert(size == 8);
        memcpy(member_of(structure, offset), &number, 8);
        break;
    }
}

/* False when `number` is another one once written. */
static bool
number_fits(void *structure, size_t offset, size_t size, bool is_signed, uint64_t number)
{
    write_number(structure, offset, size, number);
    return read_number(structure, offset, size, is_signed) == number;
}

static size_t item_size(const struct hv_row *row)
{
    switch ((int)row->kind) {
    case HV_ROW_LIST:
        return row->of->core_size;
    case HV_ROW_TEXTS:
        return sizeof(struct hv_bytes);
    default:
        return row->core_size / row->room;
    }
}

/* ---- To messages ---- */

enum hv_code hv_mapping_text(struct hv_mapper *mapper, struct hv_bytes text, char **ret)
{
    if (text.size == 0)
        return HV_OK;
    char *copy = hv_arena_alloc(mapper->arena, text.size + 1);
    if (copy == NULL)
        return HV_ENOMEM;
    memcpy(copy, text.data, text.size);
    *ret = copy;
    return HV_OK;
}

static enum hv_code encode_number(const struct hv_row *row, const void *core, void *message)
{
    const uint64_t number = read_number(core, row->core, row->core_size, row->is_signed);
    write_number(message, row->message, row->message_size, number + (uint64_t)row->shift);
    return HV_OK;
}

static enum hv_code encode_place(const struct hv_row *row, const void *core, void *message)
{
    const uint64_t place = read_number(core, row->core, row->core_size, true);
    if (place == UINT64_MAX)
        return HV_OK;
    write_number(message, row->flag, sizeof(protobuf_c_boolean), true);
    write_number(message, row->message, row->message_size, place);
    return HV_OK;
}

static enum hv_code
encode_text(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    struct hv_bytes text;
    char *copy = NULL;
    memcpy(&text, member(core, row->core), sizeof text);
    const enum hv_code code = hv_mapping_text(mapper, text, &copy);
    if (copy != NULL)
        write_pointer(message, row->message, copy);
    return code;
}

/* protobuf-c only reads what it packs, whatever its type says. */
static void write_binary(const struct hv_row *row, struct hv_bytes bytes, void *message)
{
    ProtobufCBinaryData binary = { .len = bytes.size };
    memcpy(&binary.data, &bytes.data, sizeof binary.data);
    memcpy(member_of(message, row->message), &binary, sizeof binary);
}

static enum hv_code encode_fixed(const struct hv_row *row, const void *core, void *message)
{
    const uint8_t *from = member(core, row->core);
    for (size_t i = 0; i < row->core_size; i++) {
        if (from[i] != 0) {
            write_binary(row, (struct hv_bytes){ from, row->core_size }, message);
            break;
        }
    }
    return HV_OK;
}

static enum hv_code encode_bytes(const struct hv_row *row, const void *core, void *message)
{
    struct hv_bytes bytes;
    memcpy(&bytes, member(core, row->core), sizeof bytes);
    write_binary(row, bytes, message);
    return HV_OK;
}

static enum hv_code
encode_message(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    ProtobufCMessage *inner;
    if (row->flag_size != 0 && read_number(core, row->flag, row->flag_size, false) == 0)
        return HV_OK;
    const enum hv_code code = hv_mapping_encode(mapper, row->of, member(core, row->core), &inner);
    if (code != HV_OK)
        return code;
    if (row->flag_size != 0 || row->least > 0 || protobuf_c_message_get_packed_size(inner) > 0)
        write_pointer(message, row->message, inner);
    return HV_OK;
}

static enum hv_code
encode_pointer(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    const void *pointed = read_pointer(core, row->core);
    ProtobufCMessage *inner;
    if (pointed == NULL)
        return HV_OK;
    const enum hv_code code = hv_mapping_encode(mapper, row->of, pointed, &inner);
    if (code == HV_OK)
        write_pointer(message, row->message, inner);
    return code;
}

static enum hv_code
encode_item(struct hv_mapper *mapper, const struct hv_row *row, const void *item, void **ret)
{
    if (row->kind == HV_ROW_LIST) {
        ProtobufCMessage *inner;
        const enum hv_code code = hv_mapping_encode(mapper, row->of, item, &inner);
        if (code == HV_OK)
            *ret = inner;
        return code;
    }
    struct hv_bytes text;
    static char empty[] = "";
    char *copy = empty;
    memcpy(&text, item, sizeof text);
    const enum hv_code code = hv_mapping_text(mapper, text, &copy);
    *ret = copy;
    return code;
}

static enum hv_code
encode_list(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    const size_t count = (size_t)read_number(core, row->count, row->count_size, false);
    const void *items = row->room > 0 ? member(core, row->core) : read_pointer(core, row->core);
    void **encoded = hv_arena_array(mapper->arena, count, sizeof *encoded);
    if (encoded == NULL)
        return HV_ENOMEM;
    assert(row->room == 0 || count <= row->room);
    for (size_t i = 0; i < count; i++) {
        const enum hv_code code =
            encode_item(mapper, row, member(items, i * item_size(row)), &encoded[i]);
        if (code != HV_OK)
            return code;
    }
    write_pointer(message, row->message, encoded);
    memcpy(member_of(message, row->quantity), &count, sizeof count);
    return HV_OK;
}

static enum hv_code
encode_numbers(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    const size_t count = (size_t)read_number(core, row->count, row->count_size, false);
    uint32_t *numbers = hv_arena_array(mapper->arena, count, sizeof *numbers);
    if (numbers == NULL)
        return HV_ENOMEM;
    assert(count <= row->room);
    for (size_t i = 0; i < count; i++)
        numbers[i] =
            (uint32_t)read_number(core, row->core + i * item_size(row), item_size(row), false);
    write_pointer(message, row->message, numbers);
    memcpy(member_of(message, row->quantity), &count, sizeof count);
    return HV_OK;
}

static enum hv_code
encode_row(struct hv_mapper *mapper, const struct hv_row *row, const void *core, void *message)
{
    switch (row->kind) {
    case HV_ROW_NUMBER:
    case HV_ROW_ENUM:
        return encode_number(row, core, message);
    case HV_ROW_PLACE:
        return encode_place(row, core, message);
    case HV_ROW_TEXT:
        return encode_text(mapper, row, core, message);
    case HV_ROW_FIXED:
        return encode_fixed(row, core, message);
    case HV_ROW_BYTES:
        return encode_bytes(row, core, message);
    case HV_ROW_MESSAGE:
        return encode_message(mapper, row, core, message);
    case HV_ROW_POINTER:
        return encode_pointer(mapper, row, core, message);
    case HV_ROW_LIST:
    case HV_ROW_TEXTS:
        return encode_list(mapper, row, core, message);
    case HV_ROW_NUMBERS:
        return encode_numbers(mapper, row, core, message);
    case HV_ROW_BY_HAND:
        return row->encode(mapper, core, message);
    }
    return HV_EINVAL;
}

enum hv_code hv_mapping_encode(struct hv_mapper *mapper,
                               const struct hv_mapping *mapping,
                               const void *core,
                               ProtobufCMessage **ret)
{
    ProtobufCMessage *message = hv_arena_alloc(mapper->arena, mapping->descriptor->sizeof_message);
    enum hv_code code = HV_OK;
    if (message == NULL)
        return HV_ENOMEM;
    protobuf_c_message_init(mapping->descriptor, message);
    for (size_t i = 0; code == HV_OK && i < mapping->row_count; i++)
        code = encode_row(mapper, &mapping->rows[i], core, message);
    if (code == HV_OK)
        *ret = message;
    return code;
}

/* ---- To the core ---- */

static enum hv_code decode_number(const struct hv_row *row, const void *message, void *core)
{
    const uint64_t number = read_number(message, row->message, row->message_size, row->is_signed);
    return number_fits(core, row->core, row->core_size, row->is_signed, number) ? HV_OK : HV_EINVAL;
}

static enum hv_code decode_enum(const struct hv_row *row, const void *message, void *core)
{
    const uint64_t number = read_number(message, row->message, row->message_size, false);
    if (number < (uint64_t)row->least)
        return HV_EINVAL;
    write_number(core, row->core, row->core_size, number - (uint64_t)row->shift);
    return HV_OK;
}

static enum hv_code decode_place(const struct hv_row *row, const void *message, void *core)
{
    const bool there = read_number(message, row->flag, sizeof(protobuf_c_boolean), false) != 0;
    const uint64_t place = read_number(message, row->message, row->message_size, false);
    if (!there) {
        write_number(core, row->core, row->core_size, UINT64_MAX);
        return place == 0 ? HV_OK : HV_EINVAL;
    }
    return number_fits(core, row->core, row->core_size, true, place) ? HV_OK : HV_EINVAL;
}

static struct hv_bytes text_of(const char *text)
{
    return text != NULL ? hv_bytes_from_text(text) : (struct hv_bytes){ NULL, 0 };
}

static enum hv_code decode_text(const struct hv_row *row, const void *message, void *core)
{
    const struct hv_bytes text = text_of(read_pointer(message, row->message));
    memcpy(member_of(core, row->core), &text, sizeof text);
    return HV_OK;
}

static enum hv_code decode_fixed(const struct hv_row *row, const void *message, void *core)
{
    ProtobufCBinaryData binary;
    memcpy(&binary, member(message, row->message), sizeof binary);
    if (binary.len == 0)
        return HV_OK;
    if (binary.len != row->core_size)
        return HV_EINVAL;
    memcpy(member_of(core, row->core), binary.data, binary.len);
    return HV_OK;
}

static enum hv_code decode_bytes(const struct hv_row *row, const void *message, void *core)
{
    ProtobufCBinaryData binary;
    memcpy(&binary, member(message, row->message), sizeof binary);
    const struct hv_bytes bytes = { binary.data, binary.len };
    memcpy(member_of(core, row->core), &bytes, sizeof bytes);
    return HV_OK;
}

static enum hv_code
decode_message(struct hv_mapper *mapper, const struct hv_row *row, const void *message, void *core)
{
    const void *inner = read_pointer(message, row->message);
    if (inner == NULL)
        return row->least > 0 ? HV_EINVAL : HV_OK;
    return hv_mapping_decode(mapper, row->of, inner, member_of(core, row->core));
}

static enum hv_code
decode_pointer(struct hv_mapper *mapper, const struct hv_row *row, const void *message, void *core)
{
    const void *inner = read_pointer(message, row->message);
    if (inner == NULL)
        return HV_OK;
    void *pointed = hv_arena_alloc(mapper->arena, row->of->core_size);
    if (pointed == NULL)
        return HV_ENOMEM;
    write_pointer(core, row->core, pointed);
    return hv_mapping_decode(mapper, row->of, inner, pointed);
}

static enum hv_code
decode_item(struct hv_mapper *mapper, const struct hv_row *row, const void *encoded, void *item)
{
    if (row->kind == HV_ROW_LIST)
        return hv_mapping_decode(mapper, row->of, encoded, item);
    const struct hv_bytes text = text_of(encoded);
    memcpy(item, &text, sizeof text);
    return HV_OK;
}

static enum hv_code
decode_list(struct hv_mapper *mapper, const struct hv_row *row, const void *message, void *core)
{
    const size_t count = read_size(message, row->quantity);
    const void *encoded = read_pointer(message, row->message);
    enum hv_code code = HV_OK;
    void *items = member_of(core, row->core);
    if (!number_fits(core, row->count, row->count_size, false, count) ||
        (row->room > 0 && count > row->room))
        return HV_EINVAL;
    if (row->room == 0) {
        items = hv_arena_array(mapper->arena, count, item_size(row));
        if (items == NULL)
            return HV_ENOMEM;
        write_pointer(core, row->core, items);
    }
    for (size_t i = 0; code == HV_OK && i < count; i++)
        code = decode_item(mapper, row, read_pointer(encoded, i * sizeof encoded),
                           member_of(items, i * item_size(row)));
    return code;
}

static enum hv_code decode_numbers(const struct hv_row *row, const void *message, void *core)
{
    const size_t count = read_size(message, row->quantity);
    const void *numbers = read_pointer(message, row->message);
    const size_t size = item_size(row);
    if (count > row->room || !number_fits(core, row->count, row->count_size, false, count))
        return HV_EINVAL;
    for (size_t i = 0; i < count; i++) {
        const uint64_t number = read_number(numbers, i * sizeof(uint32_t), sizeof(uint32_t), false);
        if (!number_fits(core, row->core + i * size, size, false, number))
            return HV_EINVAL;
    }
    return HV_OK;
}

static enum hv_code
decode_row(struct hv_mapper *mapper, const struct hv_row *row, const void *message, void *core)
{
    switch (row->kind) {
    case HV_ROW_NUMBER:
        return decode_number(row, message, core);
    case HV_ROW_ENUM:
        return decode_enum(row, message, core);
    case HV_ROW_PLACE:
        return decode_place(row, message, core);
    case HV_ROW_TEXT:
        return decode_text(row, message, core);
    case HV_ROW_FIXED:
        return decode_fixed(row, message, core);
    case HV_ROW_BYTES:
        return decode_bytes(row, message, core);
    case HV_ROW_MESSAGE:
        return decode_message(mapper, row, message, core);
    case HV_ROW_POINTER:
        return decode_pointer(mapper, row, message, core);
    case HV_ROW_LIST:
    case HV_ROW_TEXTS:
        return decode_list(mapper, row, message, core);
    case HV_ROW_NUMBERS:
        return decode_numbers(row, message, core);
    case HV_ROW_BY_HAND:
        return row->decode(mapper, message, core);
    }
    return HV_EINVAL;
}

enum hv_code hv_mapping_decode(struct hv_mapper *mapper,
                               const struct hv_mapping *mapping,
                               const void *message,
                               void *core)
{
    enum hv_code code = HV_OK;
    for (size_t i = 0; code == HV_OK && i < mapping->row_count; i++)
        code = decode_row(mapper, &mapping->rows[i], message, core);
    return code;
}
