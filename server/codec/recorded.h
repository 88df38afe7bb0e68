/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files that encode records share. Private to codec/. */
#ifndef HV_CODEC_RECORDED_H
#define HV_CODEC_RECORDED_H

#include "codec/mapping.h"
#include "codec/record.h"
#include "houvast/v1/record.pb-c.h"
#include "houvast/v1/wire_limits.h"

/* Programmes, exercises and statements (recorded_programme.c); struct hv_programme, hv_exercise,
 * hv_statement. */
extern const struct hv_mapping hv_recorded_programme;
extern const struct hv_mapping hv_recorded_exercise;
extern const struct hv_mapping hv_recorded_statement;

/* Scopes and parts (recorded_parts.c); struct hv_key_scope, struct hv_part. */
extern const struct hv_mapping hv_recorded_scope;
extern const struct hv_mapping hv_recorded_part;

/* The mapper's data where parts are encoded or decoded: which record it is, how far we are in it,
 * and what seals or opens. */
struct hv_recorded_parts {
    struct hv_id log;
    uint64_t position;
    uint32_t place;
    const struct hv_seal_port *seal;
    const struct hv_open_port *open;
};

/* The table of an event (recorded_events.c); struct hv_event. NULL: there is no such type. */
const struct hv_mapping *hv_recorded_event(enum hv_event_type type);

/* The message in the bytes of a record, after its format was looked at. HV_EVERSION: it is of a
 * newer one. HV_ECORRUPT, HV_ENOMEM. */
enum hv_code hv_recorded_unpack(const struct hv_proto_message *type,
                                struct hv_bytes bytes,
                                struct hv_arena *arena,
                                const ProtobufCMessage **ret);

#endif
