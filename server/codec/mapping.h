/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a structure of the core and a message of the protocol correspond: one table a message, one
 * row a field. One reader of these tables goes both ways, so what is written is what is read.
 * Private to codec/.
 *
 * A row names the member of the core's structure (C, c) and that of protobuf-c's (P, p). What
 * cannot stand in a row is a pair of functions, HV_BY_HAND. In a message that is encoded, whatever
 * is empty or zero is left out.
 */
#ifndef HV_CODEC_MAPPING_H
#define HV_CODEC_MAPPING_H

#include <stddef.h>

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

struct hv_mapper;
struct hv_row;

struct hv_mapping {
    const ProtobufCMessageDescriptor *descriptor;
    size_t core_size; /* of the structure, where the table makes or walks it */
    const struct hv_row *rows;
    size_t row_count;
};

/* `message` is the structure of protobuf-c, `core` that of the core. HV_EINVAL: it has no
 * counterpart. */
typedef enum hv_code hv_row_encode(struct hv_mapper *mapper, const void *core, void *message);
typedef enum hv_code hv_row_decode(struct hv_mapper *mapper, const void *message, void *core);

/* What rows by hand find around them. */
struct hv_mapper {
    struct hv_arena *arena;
    void *data;
};

enum hv_row_kind {
    HV_ROW_NUMBER,
    HV_ROW_ENUM,
    HV_ROW_PLACE,
    HV_ROW_TEXT,
    HV_ROW_FIXED,
    HV_ROW_BYTES,
    HV_ROW_MESSAGE,
    HV_ROW_POINTER,
    HV_ROW_LIST,
    HV_ROW_TEXTS,
    HV_ROW_NUMBERS,
    HV_ROW_BY_HAND
};

struct hv_row {
    enum hv_row_kind kind;
    bool is_signed;
    size_t core, core_size;
    size_t message, message_size;
    size_t flag, flag_size; /* of the core: this is a part only when that member is not zero; of the
                               message for PLACE */
    size_t count, count_size; /* of the core: how many items a list has */
    size_t quantity;          /* of the message: the same */
    size_t room;              /* items that lie in the structure itself; 0: they are pointed to */
    int least; /* ENUM: the lowest number of the message that is taken; MESSAGE: how often it must
                  be there */
    int shift; /* ENUM: what to add to the core's number */
    const struct hv_mapping *of;
    hv_row_encode *encode;
    hv_row_decode *decode;
};

#define HV_SIZE_OF(type, member) sizeof(((type *)0)->member)
#define HV_BOTH(C, c, P, p)                                                           \
    .core = offsetof(C, c), .core_size = HV_SIZE_OF(C, c), .message = offsetof(P, p), \
    .message_size = HV_SIZE_OF(P, p)

/* A number without sign, a yes or no; a number with a sign. HV_EINVAL when it does not fit the
 * core's member. */
#define HV_NUMBER(C, c, P, p)                      \
    {                                              \
        .kind = HV_ROW_NUMBER, HV_BOTH(C, c, P, p) \
    }
#define HV_SIGNED(C, c, P, p)                                         \
    {                                                                 \
        .kind = HV_ROW_NUMBER, .is_signed = true, HV_BOTH(C, c, P, p) \
    }

/* An enum of the same numbers (enums.c asserts it). HV_ENUM must be said; HV_ENUM_OR_NONE may be 0.
 * HV_ENUM_FROM_0 must be said and is one less in the core. */
#define HV_ENUM(C, c, P, p)                                  \
    {                                                        \
        .kind = HV_ROW_ENUM, .least = 1, HV_BOTH(C, c, P, p) \
    }
#define HV_ENUM_OR_NONE(C, c, P, p)              \
    {                                            \
        .kind = HV_ROW_ENUM, HV_BOTH(C, c, P, p) \
    }
#define HV_ENUM_FROM_0(C, c, P, p)                                       \
    {                                                                    \
        .kind = HV_ROW_ENUM, .least = 1, .shift = 1, HV_BOTH(C, c, P, p) \
    }

/* A place from 0 on, or all bits set (-1, 0xff) for none; in the message a flag `f` and the place.
 */
#define HV_PLACE(C, c, P, f, p)                                           \
    {                                                                     \
        .kind = HV_ROW_PLACE, .flag = offsetof(P, f), HV_BOTH(C, c, P, p) \
    }

/* struct hv_bytes and string; an array of bytes (or an id) and bytes, zeros being empty; struct
 * hv_bytes and bytes. */
#define HV_TEXT(C, c, P, p)                      \
    {                                            \
        .kind = HV_ROW_TEXT, HV_BOTH(C, c, P, p) \
    }
#define HV_FIXED(C, c, P, p)                      \
    {                                             \
        .kind = HV_ROW_FIXED, HV_BOTH(C, c, P, p) \
    }
#define HV_BYTES(C, c, P, p)                      \
    {                                             \
        .kind = HV_ROW_BYTES, HV_BOTH(C, c, P, p) \
    }

/* A structure inside the core's one; the same that must be there; the same, when member `f` is not
 * zero; the core's structure itself by another table, when `f` is not zero; a pointer to one, or
 * NULL. */
#define HV_MESSAGE_REQUIRED(C, c, P, p, mapping)                                  \
    {                                                                             \
        .kind = HV_ROW_MESSAGE, .of = &(mapping), .least = 1, HV_BOTH(C, c, P, p) \
    }
#define HV_MESSAGE(C, c, P, p, mapping)                               \
    {                                                                 \
        .kind = HV_ROW_MESSAGE, .of = &(mapping), HV_BOTH(C, c, P, p) \
    }
#define HV_MESSAGE_IF(C, f, c, P, p, mapping)                             \
    {                                                                     \
        .kind = HV_ROW_MESSAGE, .of = &(mapping), .flag = offsetof(C, f), \
        .flag_size = HV_SIZE_OF(C, f), HV_BOTH(C, c, P, p)                \
    }
#define HV_SELF_IF(C, f, P, p, mapping)                                   \
    {                                                                     \
        .kind = HV_ROW_MESSAGE, .of = &(mapping), .flag = offsetof(C, f), \
        .flag_size = HV_SIZE_OF(C, f), .message = offsetof(P, p)          \
    }
#define HV_POINTER(C, c, P, p, mapping)                               \
    {                                                                 \
        .kind = HV_ROW_POINTER, .of = &(mapping), HV_BOTH(C, c, P, p) \
    }

/* Structures pointed to, `n` of them; the same in an array of `most` within the structure; texts in
 * such an array; numbers in it. */
#define HV_COUNTED(C, c, n, P, p)                                                            \
    .count = offsetof(C, n), .count_size = HV_SIZE_OF(C, n), .quantity = offsetof(P, n_##p), \
    HV_BOTH(C, c, P, p)
#define HV_LIST(C, c, n, P, p, mapping)                                  \
    {                                                                    \
        .kind = HV_ROW_LIST, .of = &(mapping), HV_COUNTED(C, c, n, P, p) \
    }
#define HV_LIST_INSIDE(C, c, n, most, P, p, mapping)                                     \
    {                                                                                    \
        .kind = HV_ROW_LIST, .of = &(mapping), .room = (most), HV_COUNTED(C, c, n, P, p) \
    }
#define HV_TEXTS_INSIDE(C, c, n, most, P, p)                            \
    {                                                                   \
        .kind = HV_ROW_TEXTS, .room = (most), HV_COUNTED(C, c, n, P, p) \
    }
#define HV_NUMBERS_INSIDE(C, c, n, most, P, p)                            \
    {                                                                     \
        .kind = HV_ROW_NUMBERS, .room = (most), HV_COUNTED(C, c, n, P, p) \
    }

/* What stands in no row above. Either function may be NULL when that way is never gone. */
#define HV_BY_HAND(to_message, to_core)                                     \
    {                                                                       \
        .kind = HV_ROW_BY_HAND, .encode = (to_message), .decode = (to_core) \
    }

#define HV_MAPPING(P, C, table)                                                  \
    {                                                                            \
        .descriptor = &P##__descriptor, .core_size = sizeof(C), .rows = (table), \
        .row_count = sizeof(table) / sizeof((table)[0])                          \
    }
#define HV_MAPPING_EMPTY(P)            \
    {                                  \
        .descriptor = &P##__descriptor \
    }

/* A new message from `core`, in the arena. HV_ENOMEM, or what a function by hand returns. */
enum hv_code hv_mapping_encode(struct hv_mapper *mapper,
                               const struct hv_mapping *mapping,
                               const void *core,
                               ProtobufCMessage **ret);

/* `core`, which is zeroed, from a message that hv_proto_check has passed; texts and bytes borrow
 * from the message. HV_EINVAL: it has no counterpart in the core. HV_ENOMEM, or what a function by
 * hand returns. */
enum hv_code hv_mapping_decode(struct hv_mapper *mapper,
                               const struct hv_mapping *mapping,
                               const void *message,
                               void *core);

/* For rows by hand. */
enum hv_code hv_mapping_text(struct hv_mapper *mapper, struct hv_bytes text, char **ret);

#endif
