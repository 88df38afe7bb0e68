/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/recorded.h"

#define RECORD(name) Houvast__V1__Recorded##name

#define C struct hv_key_scope
#define P RECORD(Scope)
static const struct hv_row scope_rows[] = {
    HV_ENUM(C, owner, P, owner),
    HV_NUMBER(C, number, P, number),
    HV_NUMBER(C, run, P, run),
    HV_NUMBER(C, meeting, P, meeting),
    HV_ENUM_FROM_0(C, round, P, round),
    HV_ENUM_OR_NONE(C, keep, P, keep),
    HV_NUMBER(C, generation, P, generation),
};
const struct hv_mapping hv_recorded_scope = HV_MAPPING(houvast__v1__recorded_scope, C, scope_rows);
#undef C
#undef P

/* What a sealed part is bound to: log, position, scope, and its place among the parts of the
 * record. */
enum {
    ASSOCIATED_SIZE = 16 + 8 + HV_KEY_SCOPE_BYTES + 4
};

static struct hv_bytes associated(struct hv_recorded_parts *parts,
                                  const struct hv_key_scope *scope,
                                  uint8_t ret[ASSOCIATED_SIZE])
{
    uint8_t *at = ret;
    memcpy(at, parts->log.b, sizeof parts->log.b);
    at += sizeof parts->log.b;
    for (int shift = 56; shift >= 0; shift -= 8)
        *at++ = (uint8_t)(parts->position >> shift);
    hv_key_scope_bytes(scope, at);
    at += HV_KEY_SCOPE_BYTES;
    for (int shift = 24; shift >= 0; shift -= 8)
        *at++ = (uint8_t)(parts->place >> shift);
    parts->place++;
    return (struct hv_bytes){ ret, ASSOCIATED_SIZE };
}

static enum hv_code encode_content(struct hv_mapper *mapper, const void *core, void *message)
{
    struct hv_recorded_parts *parts = mapper->data;
    const struct hv_part *part = core;
    RECORD(Part) *recorded = message;
    uint8_t bound[ASSOCIATED_SIZE];
    struct hv_bytes sealed;
    const struct hv_bytes binding = associated(parts, &part->scope, bound);
    if (!part->present)
        return HV_OK;
    const enum hv_code code = parts->seal->seal(parts->seal->data, &part->scope, binding,
                                                part->bytes, mapper->arena, &sealed);
    if (code != HV_OK)
        return code;
    recorded->present = true;
    recorded->sealed.len = sealed.size;
    memcpy(&recorded->sealed.data, &sealed.data, sizeof sealed.data);
    return HV_OK;
}

static enum hv_code decode_content(struct hv_mapper *mapper, const void *message, void *core)
{
    struct hv_recorded_parts *parts = mapper->data;
    const RECORD(Part) *recorded = message;
    struct hv_part *part = core;
    uint8_t bound[ASSOCIATED_SIZE];
    const struct hv_bytes sealed = { recorded->sealed.data, recorded->sealed.len };
    const struct hv_bytes binding = associated(parts, &part->scope, bound);
    if (!recorded->present)
        return sealed.size == 0 ? HV_OK : HV_EINVAL;
    if (part->scope.owner == 0)
        return HV_EINVAL;
    part->present = true;
    const enum hv_code code = parts->open->open(parts->open->data, &part->scope, binding, sealed,
                                                mapper->arena, &part->bytes);
    part->gone = code == HV_EGONE;
    return part->gone ? HV_OK : code;
}

static const struct hv_row part_rows[] = {
    HV_MESSAGE_IF(struct hv_part, scope.owner, scope, RECORD(Part), scope, hv_recorded_scope),
    HV_BY_HAND(encode_content, decode_content),
};
const struct hv_mapping hv_recorded_part =
    HV_MAPPING(houvast__v1__recorded_part, struct hv_part, part_rows);
