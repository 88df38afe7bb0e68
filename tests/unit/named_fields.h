/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For tests of the codec: fields of a message by their name, members of the core's structures by
 * their offset, random numbers with a printed seed, and encodings written byte by byte. Nothing
 * here knows the tables of the codec, so that what they say can be compared with it.
 */
#ifndef HV_TESTS_NAMED_FIELDS_H
#define HV_TESTS_NAMED_FIELDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "houvast/v1/wire_limits.h"

/* ---- Random numbers ---- */

static uint64_t random_state;

static void random_begin(void)
{
    const char *given = getenv("HV_SEED");
    random_state = given != NULL ? strtoull(given, NULL, 0) : 20261120u;
    printf("HV_SEED=%llu\n", (unsigned long long)random_state);
}

static uint64_t random_number(void)
{
    uint64_t z = random_state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline size_t random_below(size_t most)
{
    return (size_t)(random_number() % most);
}

/* ---- The core's structures ---- */

static inline uint64_t core_get(const void *core, size_t offset, size_t size)
{
    uint64_t number = 0;
    memcpy(&number, (const uint8_t *)core + offset, size);
    return number;
}

static inline void core_set(void *core, size_t offset, size_t size, uint64_t number)
{
    memcpy((uint8_t *)core + offset, &number, size);
}

/* ---- Messages ---- */

static inline const ProtobufCFieldDescriptor *field_named(const ProtobufCMessageDescriptor *of,
                                                          const char *name)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(of, name);
    if (field == NULL)
        fail_msg("%s has no field %s", of->name, name);
    return field;
}

static inline bool is_scalar(const ProtobufCFieldDescriptor *field)
{
    return field->label != PROTOBUF_C_LABEL_REPEATED && field->type != PROTOBUF_C_TYPE_STRING &&
           field->type != PROTOBUF_C_TYPE_BYTES && field->type != PROTOBUF_C_TYPE_MESSAGE;
}

static inline size_t scalar_size(const ProtobufCFieldDescriptor *field)
{
    switch ((int)field->type) {
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        return 8;
    default:
        return 4;
    }
}

static inline uint64_t message_get(const ProtobufCMessage *message, const char *name)
{
    const ProtobufCFieldDescriptor *field = field_named(message->descriptor, name);
    return core_get(message, field->offset, scalar_size(field));
}

static inline void message_set(ProtobufCMessage *message, const char *name, uint64_t number)
{
    const ProtobufCFieldDescriptor *field = field_named(message->descriptor, name);
    core_set(message, field->offset, scalar_size(field), number);
}

/* The message that is set in a oneof, whose first member is `first`. */
static inline const ProtobufCMessage *message_in(const ProtobufCMessage *message, const char *first)
{
    const ProtobufCMessage *inner;
    const ProtobufCFieldDescriptor *field = field_named(message->descriptor, first);
    memcpy(&inner, (const uint8_t *)message + field->offset, sizeof inner);
    return inner;
}

/* ---- Encodings, byte by byte ---- */

struct writer {
    uint8_t bytes[1024 * 1024];
    size_t size;
};

static inline void write_byte(struct writer *writer, uint8_t byte)
{
    assert_true(writer->size < sizeof writer->bytes);
    writer->bytes[writer->size++] = byte;
}

static inline void write_number(struct writer *writer, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        write_byte(writer, (uint8_t)(number | 0x80));
    write_byte(writer, (uint8_t)number);
}

static inline void write_tag(struct writer *writer, uint32_t field, uint32_t wire_type)
{
    write_number(writer, (uint64_t)field << 3 | wire_type);
}

/* A field of `size` bytes, each of them `byte`. */
static inline void write_filled(struct writer *writer, uint32_t field, size_t size, uint8_t byte)
{
    write_tag(writer, field, 2);
    write_number(writer, size);
    for (size_t i = 0; i < size; i++)
        write_byte(writer, byte);
}

#endif
