/* SPDX-License-Identifier: EUPL-1.2 */
#include "houvast/v1/wire_check.h"

#include <assert.h>
#include <stdbool.h>

#include <utf8proc.h>

/* Fields of one message type, at most. */
#define FIELDS_MAX 64

enum wire_type {
    WIRE_VARINT = 0,
    WIRE_64_BITS = 1,
    WIRE_LENGTH = 2,
    WIRE_32_BITS = 5
};

struct cursor {
    const uint8_t *at;
    const uint8_t *end;
};

static enum hv_proto_fault check_message(const struct hv_proto_message *message,
                                         struct cursor bytes,
                                         struct hv_proto_place *place);

static bool read_varint(struct cursor *cursor, uint64_t *ret)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && cursor->at < cursor->end; shift += 7) {
        const uint8_t byte = *cursor->at++;
        if (shift == 63 && byte > 1)
            return false;
        value |= (uint64_t)(byte & 0x7fu) << shift;
        if (byte < 0x80) {
            *ret = value;
            return true;
        }
    }
    return false;
}

/* A tag or a length: 32 bits, and no longer than that takes. */
static bool read_short_varint(struct cursor *cursor, uint32_t *ret)
{
    const uint8_t *from = cursor->at;
    uint64_t value;
    if (!read_varint(cursor, &value) || value > UINT32_MAX || cursor->at - from > 5)
        return false;
    *ret = (uint32_t)value;
    return true;
}

static bool read_bytes(struct cursor *cursor, size_t size, struct cursor *ret)
{
    if ((size_t)(cursor->end - cursor->at) < size)
        return false;
    *ret = (struct cursor){ cursor->at, cursor->at + size };
    cursor->at += size;
    return true;
}

static bool read_counted(struct cursor *cursor, struct cursor *ret)
{
    uint32_t size;
    return read_short_varint(cursor, &size) && read_bytes(cursor, size, ret);
}

static bool skip(struct cursor *cursor, uint32_t wire_type)
{
    struct cursor skipped;
    uint64_t number;
    switch (wire_type) {
    case WIRE_VARINT:
        return read_varint(cursor, &number);
    case WIRE_64_BITS:
        return read_bytes(cursor, 8, &skipped);
    case WIRE_LENGTH:
        return read_counted(cursor, &skipped);
    case WIRE_32_BITS:
        return read_bytes(cursor, 4, &skipped);
    default:
        return false;
    }
}

static enum wire_type wire_type_of(ProtobufCType type)
{
    switch ((int)type) {
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
        return WIRE_32_BITS;
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return WIRE_64_BITS;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_MESSAGE:
        return WIRE_LENGTH;
    default:
        return WIRE_VARINT;
    }
}

static enum hv_proto_fault check_text(struct cursor text)
{
    while (text.at < text.end) {
        utf8proc_int32_t character;
        const utf8proc_ssize_t size = utf8proc_iterate(text.at, text.end - text.at, &character);
        if (size < 1)
            return HV_PROTO_NOT_UTF8;
        const bool control = character < 0x20 || (character >= 0x7f && character < 0xa0);
        if (control && character != '\n' && character != '\t')
            return HV_PROTO_CONTROL;
        text.at += size;
    }
    return HV_PROTO_FINE;
}

static enum hv_proto_fault check_size(const struct hv_proto_field *limit, struct cursor bytes)
{
    const size_t size = (size_t)(bytes.end - bytes.at);
    if (size > limit->max_bytes)
        return HV_PROTO_TOO_LONG;
    if (size > 0 && size < limit->min_bytes)
        return HV_PROTO_TOO_SHORT;
    return HV_PROTO_FINE;
}

static enum hv_proto_fault check_number(const ProtobufCFieldDescriptor *field, uint64_t number)
{
    bool known;
    switch ((int)field->type) {
    case PROTOBUF_C_TYPE_BOOL:
        known = number <= 1;
        break;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_SINT32:
        known = number <= UINT32_MAX;
        break;
    case PROTOBUF_C_TYPE_ENUM:
        known = number <= INT32_MAX &&
                protobuf_c_enum_descriptor_get_value(field->descriptor, (int)number) != NULL;
        break;
    default:
        known = true;
        break;
    }
    return known ? HV_PROTO_FINE : HV_PROTO_UNKNOWN_NUMBER;
}

static enum hv_proto_fault check_counted(const ProtobufCFieldDescriptor *field,
                                         const struct hv_proto_field *limit,
                                         struct cursor *cursor,
                                         struct hv_proto_place *place)
{
    struct cursor bytes;
    if (!read_counted(cursor, &bytes))
        return HV_PROTO_MALFORMED;
    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return check_message(limit->message, bytes, place);
    const enum hv_proto_fault fault = check_size(limit, bytes);
    if (fault != HV_PROTO_FINE || field->type == PROTOBUF_C_TYPE_BYTES)
        return fault;
    return check_text(bytes);
}

/* One value of a field, without its tag. */
static enum hv_proto_fault check_value(const ProtobufCFieldDescriptor *field,
                                       const struct hv_proto_field *limit,
                                       struct cursor *cursor,
                                       struct hv_proto_place *place)
{
    const enum wire_type wire_type = wire_type_of(field->type);
    if (wire_type == WIRE_LENGTH)
        return check_counted(field, limit, cursor, place);
    if (wire_type != WIRE_VARINT)
        return skip(cursor, wire_type) ? HV_PROTO_FINE : HV_PROTO_MALFORMED;
    uint64_t number;
    if (!read_varint(cursor, &number))
        return HV_PROTO_MALFORMED;
    return check_number(field, number);
}

/* Numbers of a repeated field that share one tag. */
static enum hv_proto_fault check_packed(const ProtobufCFieldDescriptor *field,
                                        const struct hv_proto_field *limit,
                                        struct cursor *cursor,
                                        uint32_t *count)
{
    struct cursor numbers;
    if (!read_counted(cursor, &numbers))
        return HV_PROTO_MALFORMED;
    enum hv_proto_fault fault = HV_PROTO_FINE;
    while (fault == HV_PROTO_FINE && numbers.at < numbers.end) {
        if (++*count > limit->max_items)
            return HV_PROTO_TOO_MANY;
        fault = check_value(field, limit, &numbers, NULL);
    }
    return fault;
}

/* Where a field's occurrences are counted: those of one oneof together, with its first field. */
static size_t slot_of(const ProtobufCMessageDescriptor *descriptor, size_t field)
{
    if ((descriptor->fields[field].flags & PROTOBUF_C_FIELD_FLAG_ONEOF) == 0)
        return field;
    size_t slot = 0;
    while ((descriptor->fields[slot].flags & PROTOBUF_C_FIELD_FLAG_ONEOF) == 0 ||
           descriptor->fields[slot].quantifier_offset !=
               descriptor->fields[field].quantifier_offset)
        slot++;
    return slot;
}

static enum hv_proto_fault check_field(const struct hv_proto_message *message,
                                       size_t index,
                                       uint32_t wire_type,
                                       uint32_t *counts,
                                       struct cursor *cursor,
                                       struct hv_proto_place *place)
{
    const ProtobufCFieldDescriptor *field = &message->descriptor->fields[index];
    const struct hv_proto_field *limit = &message->fields[index];
    uint32_t *count = &counts[slot_of(message->descriptor, index)];
    const bool repeated = field->label == PROTOBUF_C_LABEL_REPEATED;

    if (wire_type != wire_type_of(field->type)) {
        if (repeated && wire_type == WIRE_LENGTH)
            return check_packed(field, limit, cursor, count);
        return HV_PROTO_MALFORMED;
    }
    if (++*count > (repeated ? limit->max_items : 1))
        return repeated ? HV_PROTO_TOO_MANY : HV_PROTO_REPEATED;
    return check_value(field, limit, cursor, place);
}

static enum hv_proto_fault check_message(const struct hv_proto_message *message,
                                         struct cursor bytes,
                                         struct hv_proto_place *place)
{
    const ProtobufCMessageDescriptor *descriptor = message->descriptor;
    uint32_t counts[FIELDS_MAX] = { 0 };
    uint32_t unknown = 0;
    assert(descriptor->n_fields <= FIELDS_MAX);

    while (bytes.at < bytes.end) {
        const ProtobufCFieldDescriptor *field = NULL;
        enum hv_proto_fault fault = HV_PROTO_MALFORMED;
        uint32_t tag;
        if (read_short_varint(&bytes, &tag) && tag >> 3 != 0) {
            field = protobuf_c_message_descriptor_get_field(descriptor, tag >> 3);
            if (field != NULL)
                fault = check_field(message, (size_t)(field - descriptor->fields), tag & 7, counts,
                                    &bytes, place);
            else if (++unknown > HV_PROTO_UNKNOWN_MAX)
                fault = HV_PROTO_TOO_MANY;
            else
                fault = skip(&bytes, tag & 7) ? HV_PROTO_FINE : HV_PROTO_MALFORMED;
        }
        if (fault != HV_PROTO_FINE) {
            if (place->message == NULL)
                *place =
                    (struct hv_proto_place){ descriptor->name, field != NULL ? field->name : NULL };
            return fault;
        }
    }
    return HV_PROTO_FINE;
}

enum hv_proto_fault hv_proto_check(const struct hv_proto_message *message,
                                   const uint8_t *bytes,
                                   size_t size,
                                   struct hv_proto_place *ret_place)
{
    struct hv_proto_place place = { NULL, NULL };
    const struct cursor cursor = { bytes, size > 0 ? bytes + size : bytes };
    const enum hv_proto_fault fault = check_message(message, cursor, &place);
    if (fault != HV_PROTO_FINE && ret_place != NULL)
        *ret_place = place;
    return fault;
}

const char *hv_proto_fault_text(enum hv_proto_fault fault)
{
    static const char *const texts[] = {
        [HV_PROTO_FINE] = "nothing is wrong",
        [HV_PROTO_MALFORMED] = "cut off, or not an encoding of this message",
        [HV_PROTO_REPEATED] = "set twice",
        [HV_PROTO_NOT_UTF8] = "text that is not UTF-8",
        [HV_PROTO_CONTROL] = "text with a control character",
        [HV_PROTO_TOO_LONG] = "longer than its limit",
        [HV_PROTO_TOO_SHORT] = "shorter than it must be",
        [HV_PROTO_TOO_MANY] = "more items than its limit",
        [HV_PROTO_UNKNOWN_NUMBER] = "a number that is not known here",
    };
    if ((size_t)fault >= sizeof texts / sizeof texts[0])
        return "something unknown is wrong";
    return texts[fault];
}
