/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Is this a message of the protocol? Bytes from outside are asked that before protobuf-c unpacks
 * them, which itself accepts text that is not UTF-8, cuts text at a zero byte, takes any number for
 * an enum, and allocates as it reads.
 *
 * Looked at are: the encoding itself; text (UTF-8, no control characters other than newline and
 * tab); the limit that each string, bytes and repeated field declares (houvast/v1/limits.proto);
 * numbers (bool 0 or 1, 32 bits, known enum numbers). Fields that are not known are skipped, up to
 * HV_PROTO_UNKNOWN_MAX a message. A field that is not repeated may stand there once. Nothing is
 * allocated; messages nest no deeper than their types, none of which holds itself.
 *
 * The table of limits is generated from the .proto files: include houvast/v1/wire_limits.h for
 * `hv_proto_client_message`, `hv_proto_server_message` and every other message.
 */
#ifndef HOUVAST_V1_WIRE_CHECK_H
#define HOUVAST_V1_WIRE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <protobuf-c/protobuf-c.h>

/* How many fields of a message may be unknown. */
#define HV_PROTO_UNKNOWN_MAX 16

/* What one field may hold; 0: no limit declared. */
struct hv_proto_field {
    uint32_t min_bytes; /* of a value that is not empty */
    uint32_t max_bytes;
    uint32_t max_items;
    const struct hv_proto_message *message; /* of a field that holds a message; else NULL */
};

/* A message type. `fields` has the order and number of descriptor->fields. */
struct hv_proto_message {
    const ProtobufCMessageDescriptor *descriptor;
    const struct hv_proto_field *fields;
};

enum hv_proto_fault {
    HV_PROTO_FINE = 0,
    HV_PROTO_MALFORMED,     /* cut off, or not an encoding of this message */
    HV_PROTO_REPEATED,      /* a field that is not repeated stands there twice */
    HV_PROTO_NOT_UTF8,      /* text that is not UTF-8 */
    HV_PROTO_CONTROL,       /* text with a control character */
    HV_PROTO_TOO_LONG,      /* more bytes than the field may have */
    HV_PROTO_TOO_SHORT,     /* fewer bytes than the field must have */
    HV_PROTO_TOO_MANY,      /* more items than the field may have, or too many unknown fields */
    HV_PROTO_UNKNOWN_NUMBER /* a number that its enum does not know, or that does not fit */
};

/* Where a fault is, for a log: names of the protocol, never content. Static text; NULL where there
 * is none. */
struct hv_proto_place {
    const char *message;
    const char *field;
};

/* The first fault of `size` bytes as a `message`; `ret_place` may be NULL and is set only then. */
enum hv_proto_fault hv_proto_check(const struct hv_proto_message *message,
                                   const uint8_t *bytes,
                                   size_t size,
                                   struct hv_proto_place *ret_place);

/* "cut off, or not an encoding of this message". Static text, never NULL. */
const char *hv_proto_fault_text(enum hv_proto_fault fault);

#endif
