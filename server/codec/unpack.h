/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Between bytes and protobuf-c's structures, with the arena for all memory. Private to codec/.
 */
#ifndef HV_CODEC_UNPACK_H
#define HV_CODEC_UNPACK_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "houvast/v1/wire_limits.h"

/* The structure in `bytes`, checked first (houvast/v1/wire_check.h); it lies in the arena.
 * HV_EPROTOCOL: it is no such message, and `error`, which may be NULL, says where and why without
 * content. HV_ENOMEM. */
enum hv_code hv_codec_unpack(const struct hv_proto_message *type,
                             struct hv_bytes bytes,
                             struct hv_arena *arena,
                             struct hv_error *error,
                             const ProtobufCMessage **ret);

/* The bytes of a structure, in the arena. HV_ETOOBIG: more than `most`. HV_ENOMEM. */
enum hv_code hv_codec_pack(const ProtobufCMessage *message,
                           size_t most,
                           struct hv_arena *arena,
                           struct hv_bytes *ret);

#endif
