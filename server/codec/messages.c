/* SPDX-License-Identifier: EUPL-1.2 */
/* What clients send, but for what stands inside a command (commands.c). */
#include "codec/codec.h"
#include "codec/mapping.h"
#include "codec/unpack.h"
#include "houvast/v1/wire.pb-c.h"

static const struct hv_row hello_rows[] = {
    HV_NUMBER(struct hv_hello, version_from, Houvast__V1__Hello, version_from),
    HV_NUMBER(struct hv_hello, version_to, Houvast__V1__Hello, version_to),
    HV_FIXED(struct hv_hello, ticket, Houvast__V1__Hello, ticket),
};
static const struct hv_mapping hello = HV_MAPPING(houvast__v1__hello, struct hv_hello, hello_rows);

static const struct hv_row arrival_rows[] = {
    HV_NUMBER(struct hv_arrival, version_from, Houvast__V1__Arrive, version_from),
    HV_NUMBER(struct hv_arrival, version_to, Houvast__V1__Arrive, version_to),
    HV_ENUM(struct hv_arrival, role, Houvast__V1__Arrive, role),
    HV_TEXT(struct hv_arrival, code, Houvast__V1__Arrive, code),
};
static const struct hv_mapping arrival =
    HV_MAPPING(houvast__v1__arrive, struct hv_arrival, arrival_rows);

static const struct hv_row login_rows[] = {
    HV_NUMBER(struct hv_login, version_from, Houvast__V1__Login, version_from),
    HV_NUMBER(struct hv_login, version_to, Houvast__V1__Login, version_to),
    HV_TEXT(struct hv_login, passphrase, Houvast__V1__Login, passphrase),
    HV_TEXT(struct hv_login, code, Houvast__V1__Login, code),
};
static const struct hv_mapping login = HV_MAPPING(houvast__v1__login, struct hv_login, login_rows);

static const struct hv_row make_group_rows[] = {
    HV_TEXT(struct hv_make_group, title, Houvast__V1__MakeGroup, title),
    HV_TEXT(struct hv_make_group, programme, Houvast__V1__MakeGroup, programme),
};
static const struct hv_mapping make_group =
    HV_MAPPING(houvast__v1__make_group, struct hv_make_group, make_group_rows);

static const struct hv_row read_rows[] = {
    HV_ENUM(struct hv_read_key, kind, Houvast__V1__Read, kind),
    HV_NUMBER(struct hv_read_key, run, Houvast__V1__Read, run),
    HV_NUMBER(struct hv_read_key, number, Houvast__V1__Read, number),
    HV_NUMBER(struct hv_read_key, from, Houvast__V1__Read, from),
    HV_NUMBER(struct hv_read_key, most, Houvast__V1__Read, most),
};
static const struct hv_mapping read_key =
    HV_MAPPING(houvast__v1__read, struct hv_read_key, read_rows);

static const struct hv_row catalogue_read_rows[] = {
    HV_ENUM(struct hv_message, catalogue_read.kind, Houvast__V1__CatalogueRead, kind),
    HV_NUMBER(struct hv_message, catalogue_read.from, Houvast__V1__CatalogueRead, from),
};
static const struct hv_mapping catalogue_read =
    HV_MAPPING(houvast__v1__catalogue_read, struct hv_message, catalogue_read_rows);

/* An id is there whole or not at all (limits); here it has to be there. */
static enum hv_code take_id(ProtobufCBinaryData id, struct hv_id *ret)
{
    if (id.len != sizeof ret->b)
        return HV_EINVAL;
    memcpy(ret->b, id.data, sizeof ret->b);
    return hv_id_is_zero(*ret) ? HV_EINVAL : HV_OK;
}

static enum hv_code
take_hello(struct hv_mapper *mapper, const Houvast__V1__Hello *message, struct hv_message *ret)
{
    if (message->token.len != HV_TOKEN_SIZE)
        return HV_EINVAL;
    ret->kind = HV_MESSAGE_HELLO;
    memcpy(ret->hello.log.b, message->token.data, sizeof ret->hello.log.b);
    memcpy(ret->hello.secret, message->token.data + sizeof ret->hello.log.b,
           sizeof ret->hello.secret);
    ret->hello.language =
        message->language == HOUVAST__V1__LANGUAGE__LANGUAGE_EN ? HV_LANGUAGE_EN : HV_LANGUAGE_NL;
    return hv_mapping_decode(mapper, &hello, message, &ret->hello);
}

static enum hv_code take_command(const Houvast__V1__Command *message, struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_COMMAND;
    ret->command = message;
    if (message->what_case == HOUVAST__V1__COMMAND__WHAT__NOT_SET)
        return HV_EINVAL;
    return take_id(message->id, &ret->id);
}

/* A card or a code, not both. */
static enum hv_code
take_arrive(struct hv_mapper *mapper, const Houvast__V1__Arrive *message, struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_ARRIVE;
    enum hv_code code = take_id(message->id, &ret->id);
    if (code == HV_OK)
        code = hv_mapping_decode(mapper, &arrival, message, &ret->arrival);
    if (code != HV_OK)
        return code;
    ret->arrival.by_card = message->card.len == HV_TOKEN_SIZE;
    if (ret->arrival.by_card == (ret->arrival.code.size > 0) ||
        (ret->arrival.role != HV_ROLE_TABLE && ret->arrival.role != HV_ROLE_PEN))
        return HV_EINVAL;
    if (ret->arrival.by_card) {
        memcpy(ret->arrival.log.b, message->card.data, sizeof ret->arrival.log.b);
        memcpy(ret->arrival.secret, message->card.data + sizeof ret->arrival.log.b,
               sizeof ret->arrival.secret);
    }
    return HV_OK;
}

static enum hv_code
take_login(struct hv_mapper *mapper, const Houvast__V1__Login *message, struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_LOGIN;
    enum hv_code code = take_id(message->id, &ret->id);
    if (code == HV_OK)
        code = hv_mapping_decode(mapper, &login, message, &ret->login);
    if (code != HV_OK)
        return code;
    return ret->login.passphrase.size > 0 ? HV_OK : HV_EINVAL;
}

/* Of text that was checked to be UTF-8: each code point has one byte that does not begin with 10.
 */
static uint32_t code_points(const char *text)
{
    uint32_t count = 0;

    for (; *text != '\0'; text++)
        count += ((uint8_t)*text & 0xc0) != 0x80;
    return count;
}

static enum hv_code take_set_passphrase(const Houvast__V1__SetPassphrase *message,
                                        struct hv_house_command *ret)
{
    ret->type = HV_HOUSE_COMMAND_SET_PASSPHRASE;
    ret->passphrase =
        (struct hv_bytes){ (const uint8_t *)message->passphrase, strlen(message->passphrase) };
    ret->passphrase_length = code_points(message->passphrase);
    ret->current = hv_bytes_from_text(message->current);
    return ret->passphrase.size > 0 ? HV_OK : HV_EINVAL;
}

static enum hv_code take_house_command(struct hv_mapper *mapper,
                                       const Houvast__V1__HouseCommand *message,
                                       struct hv_message *ret)
{
    struct hv_house_command *command = &ret->house_command;

    ret->kind = HV_MESSAGE_HOUSE_COMMAND;
    const enum hv_code code = take_id(message->id, &ret->id);
    if (code != HV_OK)
        return code;
    switch ((int)message->what_case) {
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP:
        command->type = HV_HOUSE_COMMAND_MAKE_GROUP;
        return hv_mapping_decode(mapper, &make_group, message->make_group, &command->make_group);
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE:
        return take_set_passphrase(message->set_passphrase, command);
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP:
        command->type = HV_HOUSE_COMMAND_ENTER_GROUP;
        return take_id(message->enter_group->log, &command->log);
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_LOGOUT:
        command->type = HV_HOUSE_COMMAND_LOGOUT;
        return HV_OK;
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR:
        command->type = HV_HOUSE_COMMAND_SET_SECOND_FACTOR;
        command->code = hv_bytes_from_text(message->set_second_factor->code);
        command->current = hv_bytes_from_text(message->set_second_factor->passphrase);
        return take_id(message->set_second_factor->secret, &command->secret);
    case HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR:
        command->type = HV_HOUSE_COMMAND_DROP_SECOND_FACTOR;
        command->code = hv_bytes_from_text(message->drop_second_factor->code);
        command->current = hv_bytes_from_text(message->drop_second_factor->passphrase);
        return HV_OK;
    default:
        return HV_EINVAL;
    }
}

static enum hv_code take_qr_read(const Houvast__V1__QrRead *message, struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_QR_READ;
    ret->qr_text = (struct hv_bytes){ (const uint8_t *)message->text, strlen(message->text) };
    const enum hv_code code = take_id(message->id, &ret->id);
    return code == HV_OK && ret->qr_text.size == 0 ? HV_EINVAL : code;
}

static enum hv_code
take_read(struct hv_mapper *mapper, const Houvast__V1__Read *message, struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_READ;
    if (message->most < 1 || message->most > HV_READ_ROWS_MAX)
        return HV_EINVAL;
    const enum hv_code code = take_id(message->id, &ret->id);
    return code != HV_OK ? code : hv_mapping_decode(mapper, &read_key, message, &ret->read);
}

static enum hv_code take_catalogue_read(struct hv_mapper *mapper,
                                        const Houvast__V1__CatalogueRead *message,
                                        struct hv_message *ret)
{
    ret->kind = HV_MESSAGE_CATALOGUE_READ;
    const enum hv_code code = take_id(message->id, &ret->id);
    return code != HV_OK ? code : hv_mapping_decode(mapper, &catalogue_read, message, ret);
}

static enum hv_code take_message(struct hv_mapper *mapper,
                                 const Houvast__V1__ClientMessage *message,
                                 struct hv_message *ret)
{
    switch ((int)message->message_case) {
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO:
        return take_hello(mapper, message->hello, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND:
        return take_command(message->command, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND:
        return take_house_command(mapper, message->house_command, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ:
        return take_read(mapper, message->read, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ:
        return take_catalogue_read(mapper, message->catalogue_read, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_ARRIVE:
        return take_arrive(mapper, message->arrive, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_LOGIN:
        return take_login(mapper, message->login, ret);
    case HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ:
        return take_qr_read(message->qr_read, ret);
    default:
        return HV_EINVAL;
    }
}

enum hv_code hv_codec_message_decode(struct hv_bytes frame,
                                     struct hv_arena *arena,
                                     struct hv_error *error,
                                     struct hv_message *ret)
{
    const ProtobufCMessage *unpacked;
    struct hv_message message = { .kind = HV_MESSAGE_HELLO };
    struct hv_mapper mapper = { .arena = arena };

    if (frame.size > HV_FRAME_IN_MAX)
        return hv_error_set(error, HV_EPROTOCOL, "a frame of %zu bytes; at most %u", frame.size,
                            HV_FRAME_IN_MAX);
    enum hv_code code = hv_codec_unpack(&hv_proto_client_message, frame, arena, error, &unpacked);
    if (code != HV_OK)
        return code;
    code = take_message(&mapper, (const Houvast__V1__ClientMessage *)unpacked, &message);
    if (code == HV_EINVAL)
        return hv_error_set(error, HV_EPROTOCOL,
                            "a message that lacks a part or has a number out of range");
    if (code == HV_OK)
        *ret = message;
    return code;
}
