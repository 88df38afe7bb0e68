/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers between the message Value and the canonical bytes of core/value.h. Private to codec/.
 */
#ifndef HV_CODEC_VALUES_H
#define HV_CODEC_VALUES_H

#include "codec/mapping.h"
#include "core/value.h"
#include "houvast/v1/definition.pb-c.h"

/* A field by its place, or NULL; `exercise` may be NULL. */
const struct hv_field *hv_codec_field(const struct hv_exercise *exercise, uint32_t field);

/* Canonical bytes as a message; empty bytes give NULL. HV_ECORRUPT: they do not fit the field, or
 * there is none. */
enum hv_code hv_codec_value_encode(struct hv_mapper *mapper,
                                   const struct hv_field *field,
                                   struct hv_bytes packed,
                                   Houvast__V1__Value **ret);

/* A message, or NULL for an empty one, as canonical bytes. HV_EINVAL: the field does not accept it.
 */
enum hv_code hv_codec_value_decode(struct hv_mapper *mapper,
                                   const struct hv_field *field,
                                   const Houvast__V1__Value *value,
                                   struct hv_bytes *ret);

#endif
