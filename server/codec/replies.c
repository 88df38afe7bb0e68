/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/replies.h"

#include "codec/exercise_rows.h"
#include "codec/unpack.h"

static const struct hv_row text_rows[] = { HV_TEXT_ROWS(Houvast__V1__) };
const struct hv_mapping hv_codec_text = HV_MAPPING(houvast__v1__text, struct hv_text, text_rows);

enum hv_code hv_codec_server_message(struct hv_mapper *mapper,
                                     Houvast__V1__ServerMessage__MessageCase of,
                                     const struct hv_mapping *mapping,
                                     const void *core,
                                     struct hv_bytes *ret)
{
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    ProtobufCMessage *inner;
    const enum hv_code code = hv_mapping_encode(mapper, mapping, core, &inner);
    if (code != HV_OK)
        return code;
    /* All members of the oneof share the place of the first. */
    message.message_case = of;
    message.welcome = (Houvast__V1__Welcome *)inner;
    return hv_codec_pack(&message.base, HV_FRAME_OUT_MAX, mapper->arena, ret);
}

static const struct hv_row welcome_rows[] = {
    HV_NUMBER(struct hv_welcome, version, Houvast__V1__Welcome, version),
    HV_NUMBER(struct hv_welcome, epoch, Houvast__V1__Welcome, epoch),
    HV_SIGNED(struct hv_welcome, now, Houvast__V1__Welcome, now),
    HV_NUMBER(struct hv_welcome, device, Houvast__V1__Welcome, device),
    HV_ENUM_OR_NONE(struct hv_welcome, role, Houvast__V1__Welcome, role),
    HV_NUMBER(struct hv_welcome, unit, Houvast__V1__Welcome, unit),
    HV_NUMBER(struct hv_welcome, seat, Houvast__V1__Welcome, seat),
    HV_NUMBER(struct hv_welcome, definition_count, Houvast__V1__Welcome, definition_count),
};

enum hv_code
hv_codec_welcome(const struct hv_welcome *welcome, struct hv_arena *arena, struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__welcome, struct hv_welcome, welcome_rows);
    struct hv_mapper mapper = { .arena = arena };
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME, &mapping,
                                   welcome, ret);
}

enum hv_code hv_codec_farewell(enum hv_farewell reason,
                               const uint8_t *token,
                               struct hv_arena *arena,
                               struct hv_bytes *ret)
{
    Houvast__V1__Farewell farewell = HOUVAST__V1__FAREWELL__INIT;
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    farewell.reason = (Houvast__V1__FarewellReason)reason;
    if (token != NULL) {
        farewell.token.data = hv_arena_copy(arena, token, HV_TOKEN_SIZE);
        farewell.token.len = HV_TOKEN_SIZE;
        if (farewell.token.data == NULL) {
            return HV_ENOMEM;
        }
    }
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL;
    message.farewell = &farewell;
    return hv_codec_pack(&message.base, HV_FRAME_OUT_MAX, arena, ret);
}

static enum hv_code encode_token(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_reply *reply = core;
    Houvast__V1__Reply *wire = message;
    if (reply->token == NULL)
        return HV_OK;
    wire->token.data = hv_arena_copy(mapper->arena, reply->token, HV_TOKEN_SIZE);
    wire->token.len = HV_TOKEN_SIZE;
    return wire->token.data != NULL ? HV_OK : HV_ENOMEM;
}

static const struct hv_row reply_rows[] = {
    HV_FIXED(struct hv_reply, id, Houvast__V1__Reply, id),
    HV_ENUM_OR_NONE(struct hv_reply, refusal, Houvast__V1__Reply, refusal),
    HV_NUMBER(struct hv_reply, number, Houvast__V1__Reply, number),
    HV_BY_HAND(encode_token, NULL),
    HV_FIXED(struct hv_reply, ticket, Houvast__V1__Reply, ticket),
};

enum hv_code
hv_codec_reply(const struct hv_reply *reply, struct hv_arena *arena, struct hv_bytes *ret)
{
    static const struct hv_mapping mapping =
        HV_MAPPING(houvast__v1__reply, struct hv_reply, reply_rows);
    struct hv_mapper mapper = { .arena = arena };
    return hv_codec_server_message(&mapper, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY, &mapping,
                                   reply, ret);
}
