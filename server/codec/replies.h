/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files that encode for the wire share. Private to codec/. */
#ifndef HV_CODEC_REPLIES_H
#define HV_CODEC_REPLIES_H

#include "codec/codec.h"
#include "codec/mapping.h"
#include "houvast/v1/wire.pb-c.h"

/* A text in both languages as the message Text. */
extern const struct hv_mapping hv_codec_text;

/* The public definition of an exercise. */
extern const struct hv_mapping hv_codec_definition_mapping;

/* The frame of a ServerMessage: `of` is the number of the message in its oneof, `core` what
 * `mapping` reads. */
enum hv_code hv_codec_server_message(struct hv_mapper *mapper,
                                     Houvast__V1__ServerMessage__MessageCase of,
                                     const struct hv_mapping *mapping,
                                     const void *core,
                                     struct hv_bytes *ret);

#endif
