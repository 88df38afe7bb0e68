/* SPDX-License-Identifier: EUPL-1.2 */
/* Records as they lie in the journal: what is in the clear, and what that binds. */
#include "codec/recorded.h"
#include "codec/unpack.h"

static enum hv_code encode_keys(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_stored_record *record = core;
    Houvast__V1__StoredRecord *stored = message;
    ProtobufCBinaryData *keys = hv_arena_array(mapper->arena, record->key_count, sizeof *keys);
    struct hv_id *copies =
        hv_arena_copy(mapper->arena, record->keys, record->key_count * sizeof *copies);
    if (keys == NULL || copies == NULL)
        return HV_ENOMEM;
    for (uint32_t i = 0; i < record->key_count; i++)
        keys[i] = (ProtobufCBinaryData){ sizeof copies[i].b, copies[i].b };
    stored->keys = keys;
    stored->n_keys = record->key_count;
    return HV_OK;
}

static enum hv_code decode_keys(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__StoredRecord *stored = message;
    struct hv_stored_record *record = core;
    struct hv_id *keys = hv_arena_array(mapper->arena, stored->n_keys, sizeof *keys);
    if (keys == NULL)
        return HV_ENOMEM;
    for (size_t i = 0; i < stored->n_keys; i++) {
        if (stored->keys[i].len != sizeof keys[i].b)
            return HV_EINVAL;
        memcpy(keys[i].b, stored->keys[i].data, sizeof keys[i].b);
    }
    record->keys = keys;
    record->key_count = (uint32_t)stored->n_keys;
    return record->key_count > 0 ? HV_OK : HV_EINVAL;
}

#define C struct hv_stored_record
#define P Houvast__V1__StoredRecord
static const struct hv_row stored_rows[] = {
    HV_NUMBER(C, format, P, format),     HV_FIXED(C, log, P, log),
    HV_NUMBER(C, position, P, position), HV_SIGNED(C, at, P, at),
    HV_FIXED(C, previous, P, previous),  HV_BY_HAND(encode_keys, decode_keys),
    HV_BYTES(C, sealed, P, sealed),
};
#undef C
#undef P
static const struct hv_mapping stored_record =
    HV_MAPPING(houvast__v1__stored_record, struct hv_stored_record, stored_rows);

enum hv_code hv_stored_record_encode(const struct hv_stored_record *record,
                                     struct hv_arena *arena,
                                     struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    ProtobufCMessage *message;
    if (record->key_count > HV_RECORD_KEYS_MAX)
        return HV_ETOOBIG;
    const enum hv_code code = hv_mapping_encode(&mapper, &stored_record, record, &message);
    return code != HV_OK ? code : hv_codec_pack(message, HV_STORED_RECORD_MAX, arena, ret);
}

enum hv_code
hv_stored_record_decode(struct hv_bytes bytes, struct hv_arena *arena, struct hv_stored_record *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    struct hv_stored_record record = { .key_count = 0 };
    const ProtobufCMessage *message;
    enum hv_code code = hv_recorded_unpack(&hv_proto_stored_record, bytes, arena, &message);
    if (code == HV_OK)
        code = hv_mapping_decode(&mapper, &stored_record, message, &record);
    if (code == HV_OK)
        *ret = record;
    return code == HV_EINVAL ? HV_ECORRUPT : code;
}

static uint8_t *write_big_endian(uint8_t *to, uint64_t number, unsigned size)
{
    for (unsigned i = size; i > 0; i--)
        *to++ = (uint8_t)(number >> (8 * (i - 1)));
    return to;
}

enum hv_code hv_stored_record_associated(const struct hv_stored_record *record,
                                         struct hv_arena *arena,
                                         struct hv_bytes *ret)
{
    enum {
        SIZE = 4 + 16 + 8 + 8 + HV_RECORD_HASH_SIZE
    };
    uint8_t *bytes = hv_arena_alloc(arena, SIZE);
    if (bytes == NULL)
        return HV_ENOMEM;
    uint8_t *at = write_big_endian(bytes, record->format, 4);
    memcpy(at, record->log.b, sizeof record->log.b);
    at = write_big_endian(at + sizeof record->log.b, record->position, 8);
    at = write_big_endian(at, (uint64_t)record->at, 8);
    memcpy(at, record->previous, sizeof record->previous);
    *ret = (struct hv_bytes){ bytes, SIZE };
    return HV_OK;
}
