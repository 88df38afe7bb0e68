/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/record.h"

#include <assert.h>

#include "codec/recorded.h"
#include "codec/unpack.h"

#define RECORD(name) Houvast__V1__Recorded##name

/* Every record begins with its format, field 1, so that it can be told before anything else is
 * believed. */
static enum hv_code check_format(struct hv_bytes bytes)
{
    enum {
        TAG = 1 << 3
    };
    if (bytes.size < 2 || bytes.data[0] != TAG || bytes.data[1] == 0)
        return HV_ECORRUPT;
    return bytes.data[1] > HV_RECORD_FORMAT ? HV_EVERSION : HV_OK;
}

enum hv_code hv_recorded_unpack(const struct hv_proto_message *type,
                                struct hv_bytes bytes,
                                struct hv_arena *arena,
                                const ProtobufCMessage **ret)
{
    enum hv_code code = check_format(bytes);
    if (code == HV_OK)
        code = hv_codec_unpack(type, bytes, arena, NULL, ret);
    return code == HV_EPROTOCOL ? HV_ECORRUPT : code;
}

/* A message without counterpart in the core, in bytes that only we write. */
static enum hv_code corrupt_if_invalid(enum hv_code code)
{
    return code == HV_EINVAL ? HV_ECORRUPT : code;
}

/* ---- Bodies ---- */

static const struct hv_row cause_rows[] = {
    HV_ENUM(struct hv_cause, type, RECORD(Cause), command),
    HV_FIXED(struct hv_cause, id, RECORD(Cause), id),
    HV_NUMBER(struct hv_cause, device, RECORD(Cause), device),
    HV_SIGNED(struct hv_cause, at, RECORD(Cause), at),
    HV_NUMBER(struct hv_cause, outcome, RECORD(Cause), outcome),
    HV_NUMBER(struct hv_cause, refusal, RECORD(Cause), refusal),
};
static const struct hv_mapping cause =
    HV_MAPPING(houvast__v1__recorded_cause, struct hv_cause, cause_rows);

static enum hv_code
encode_event(struct hv_mapper *mapper, const struct hv_event *event, RECORD(Event) * *ret)
{
    const struct hv_mapping *mapping = hv_recorded_event(event->type);
    RECORD(Event) *recorded = hv_arena_alloc(mapper->arena, sizeof *recorded);
    ProtobufCMessage *inner;
    assert(mapping != NULL);
    if (recorded == NULL)
        return HV_ENOMEM;
    const enum hv_code code = hv_mapping_encode(mapper, mapping, event, &inner);
    if (code != HV_OK)
        return code;
    houvast__v1__recorded_event__init(recorded);
    /* All members of the oneof share the place of the first. */
    recorded->what_case = (RECORD(Event__WhatCase))event->type;
    recorded->founded = (RECORD(Founded) *)inner;
    *ret = recorded;
    return HV_OK;
}

/* What could not be read back is never written: the limits of reading hold for what we write. */
static enum hv_code check_limits(struct hv_bytes body)
{
    switch (hv_proto_check(&hv_proto_record_body, body.data, body.size, NULL)) {
    case HV_PROTO_FINE:
        return HV_OK;
    case HV_PROTO_TOO_LONG:
    case HV_PROTO_TOO_MANY:
        return HV_ETOOBIG;
    case HV_PROTO_MALFORMED:
    case HV_PROTO_REPEATED:
    case HV_PROTO_NOT_UTF8:
    case HV_PROTO_CONTROL:
    case HV_PROTO_TOO_SHORT:
    case HV_PROTO_UNKNOWN_NUMBER:
        break;
    }
    return HV_EINVAL;
}

enum hv_code hv_record_body_encode(const struct hv_record *record,
                                   struct hv_id log,
                                   uint64_t position,
                                   const struct hv_seal_port *port,
                                   struct hv_arena *arena,
                                   struct hv_bytes *ret)
{
    struct hv_recorded_parts parts = { .log = log, .position = position, .seal = port };
    struct hv_mapper mapper = { arena, &parts };
    Houvast__V1__RecordBody body = HOUVAST__V1__RECORD_BODY__INIT;
    ProtobufCMessage *inner;
    enum hv_code code = hv_mapping_encode(&mapper, &cause, &record->cause, &inner);
    if (code != HV_OK)
        return code;
    body.format = HV_RECORD_FORMAT;
    body.cause = (RECORD(Cause) *)inner;
    body.n_events = record->event_count;
    body.event_count = record->event_count;
    body.as_it_was = record->event_count == 0;
    body.events = hv_arena_array(arena, record->event_count, sizeof(RECORD(Event) *));
    if (body.events == NULL)
        return HV_ENOMEM;
    for (uint32_t i = 0; code == HV_OK && i < record->event_count; i++)
        code = encode_event(&mapper, &record->events[i], &body.events[i]);
    struct hv_bytes packed = { .data = NULL };
    if (code == HV_OK)
        code = hv_codec_pack(&body.base, HV_RECORD_BODY_MAX, arena, &packed);
    if (code == HV_OK)
        code = check_limits(packed);
    if (code == HV_OK)
        *ret = packed;
    return code;
}

/* Definitions are run by the core, so they must be such that it can. */
static bool definition_is_sound(const struct hv_event *event)
{
    if (event->type == HV_EVENT_FOUNDED)
        return event->founded.programme != NULL &&
               hv_programme_fault(event->founded.programme) == NULL;
    if (event->type == HV_EVENT_STEP_INSERTED) {
        const struct hv_exercise *definition = event->step_inserted.definition;
        if ((definition != NULL) != (event->step_inserted.kind == HV_STEP_EXERCISE))
            return false;
        return definition == NULL || hv_exercise_fault(definition) == NULL;
    }
    return true;
}

static enum hv_code
decode_event(struct hv_mapper *mapper, const RECORD(Event) * recorded, struct hv_event *event)
{
    const enum hv_event_type type = (enum hv_event_type)recorded->what_case;
    const struct hv_mapping *mapping = hv_recorded_event(type);
    if (mapping == NULL)
        return HV_ECORRUPT;
    event->type = type;
    const enum hv_code code = hv_mapping_decode(mapper, mapping, recorded->founded, event);
    if (code == HV_OK && !definition_is_sound(event))
        return HV_ECORRUPT;
    return code;
}

enum hv_code hv_record_body_decode(struct hv_bytes bytes,
                                   struct hv_id log,
                                   uint64_t position,
                                   const struct hv_open_port *port,
                                   struct hv_arena *arena,
                                   struct hv_record *ret)
{
    struct hv_recorded_parts parts = { .log = log, .position = position, .open = port };
    struct hv_mapper mapper = { arena, &parts };
    struct hv_record record = { .event_count = 0 };
    const ProtobufCMessage *unpacked;
    enum hv_code code = hv_recorded_unpack(&hv_proto_record_body, bytes, arena, &unpacked);
    if (code != HV_OK)
        return code;
    const Houvast__V1__RecordBody *body = (const Houvast__V1__RecordBody *)unpacked;
    if (body->cause == NULL || body->n_events != body->event_count ||
        body->as_it_was != (body->n_events == 0))
        return HV_ECORRUPT;
    struct hv_event *events = hv_arena_array(arena, body->n_events, sizeof *events);
    if (events == NULL)
        return HV_ENOMEM;
    code = hv_mapping_decode(&mapper, &cause, body->cause, &record.cause);
    for (size_t i = 0; code == HV_OK && i < body->n_events; i++)
        code = decode_event(&mapper, body->events[i], &events[i]);
    if (code != HV_OK)
        return corrupt_if_invalid(code);
    record.events = events;
    record.event_count = (uint32_t)body->n_events;
    *ret = record;
    return HV_OK;
}

/* ---- The house ---- */

static enum hv_code encode_house_format(struct hv_mapper *mapper, const void *core, void *message)
{
    Houvast__V1__HouseRecord *record = message;
    (void)mapper;
    (void)core;
    record->format = HV_RECORD_FORMAT;
    return HV_OK;
}

static enum hv_code decode_house_format(struct hv_mapper *mapper, const void *message, void *core)
{
    (void)mapper;
    (void)message;
    (void)core;
    return HV_OK;
}

#define C struct hv_house_event
#define P Houvast__V1__HouseRecord
static const struct hv_row house_rows[] = {
    HV_BY_HAND(encode_house_format, decode_house_format),
    HV_ENUM(C, type, P, event),
    HV_FIXED(C, log, P, log),
    HV_FIXED(C, command, P, command),
    HV_SIGNED(C, at, P, at),
    HV_SIGNED(C, deadline, P, deadline),
    HV_TEXT(C, title, P, title),
    HV_TEXT(C, programme, P, programme),
    HV_FIXED(C, token_hash, P, token_hash),
    HV_TEXT(C, verifier, P, verifier),
    HV_SIGNED(C, ends_at, P, ends_at),
    HV_SIGNED(C, code_step, P, code_step),
};
#undef C
#undef P
static const struct hv_mapping house =
    HV_MAPPING(houvast__v1__house_record, struct hv_house_event, house_rows);

enum hv_code hv_house_body_encode(const struct hv_house_event *event,
                                  struct hv_arena *arena,
                                  struct hv_bytes *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    ProtobufCMessage *message;
    const enum hv_code code = hv_mapping_encode(&mapper, &house, event, &message);
    return code != HV_OK ? code : hv_codec_pack(message, HV_RECORD_BODY_MAX, arena, ret);
}

enum hv_code
hv_house_body_decode(struct hv_bytes body, struct hv_arena *arena, struct hv_house_event *ret)
{
    struct hv_mapper mapper = { .arena = arena };
    struct hv_house_event event = { .at = 0 };
    const ProtobufCMessage *message;
    enum hv_code code = hv_recorded_unpack(&hv_proto_house_record, body, arena, &message);
    if (code == HV_OK)
        code = hv_mapping_decode(&mapper, &house, message, &event);
    if (code == HV_OK)
        *ret = event;
    return corrupt_if_invalid(code);
}
