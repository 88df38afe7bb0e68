/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/unpack.h"

struct allocation {
    struct hv_arena *arena;
    bool failed;
};

static void *allocate(void *data, size_t size)
{
    struct allocation *allocation = data;
    void *memory = hv_arena_alloc(allocation->arena, size);
    if (memory == NULL)
        allocation->failed = true;
    return memory;
}

static void leave_to_arena(void *data, void *memory)
{
    (void)data;
    (void)memory;
}

enum hv_code hv_codec_unpack(const struct hv_proto_message *type,
                             struct hv_bytes bytes,
                             struct hv_arena *arena,
                             struct hv_error *error,
                             const ProtobufCMessage **ret)
{
    struct hv_proto_place place;
    const enum hv_proto_fault fault = hv_proto_check(type, bytes.data, bytes.size, &place);
    if (fault != HV_PROTO_FINE)
        return hv_error_set(error, HV_EPROTOCOL, "%s%s%s: %s", place.message,
                            place.field != NULL ? "." : "", place.field != NULL ? place.field : "",
                            hv_proto_fault_text(fault));

    struct allocation allocation = { .arena = arena };
    ProtobufCAllocator allocator = { allocate, leave_to_arena, &allocation };
    const ProtobufCMessage *message =
        protobuf_c_message_unpack(type->descriptor, &allocator, bytes.size, bytes.data);
    if (allocation.failed)
        return hv_error_set(error, HV_ENOMEM, "%s: %s", type->descriptor->name,
                            hv_code_text(HV_ENOMEM));
    if (message == NULL)
        return hv_error_set(error, HV_EPROTOCOL, "%s: cannot be read", type->descriptor->name);
    *ret = message;
    return HV_OK;
}

enum hv_code hv_codec_pack(const ProtobufCMessage *message,
                           size_t most,
                           struct hv_arena *arena,
                           struct hv_bytes *ret)
{
    const size_t size = protobuf_c_message_get_packed_size(message);
    if (size > most)
        return HV_ETOOBIG;
    uint8_t *bytes = hv_arena_alloc(arena, size);
    if (bytes == NULL)
        return HV_ENOMEM;
    protobuf_c_message_pack(message, bytes);
    *ret = (struct hv_bytes){ bytes, size };
    return HV_OK;
}
