/* SPDX-License-Identifier: EUPL-1.2 */
/* How an engine without token asks for one: the message is made when the caller says how, and lies
 * ready until there is an answer. */
#include <string.h>

#include "engine.h"
#include "houvast/v1/wire_limits.h"
#include "token.h"

void hv_client_wipe_way_in(struct hv_client *client)
{
    if (client->way_in != NULL) {
        explicit_bzero(client->way_in, client->way_in_size);
        hv_client_release(&client->account, client->way_in);
        client->way_in = NULL;
    }
}

/* Takes the place of what was said before. */
static enum hv_client_status put_way_in(struct hv_client *client,
                                        const Houvast__V1__ClientMessage *message)
{
    size_t size = houvast__v1__client_message__get_packed_size(message);
    uint8_t *bytes = hv_client_allocate(&client->account, size);

    if (bytes == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    houvast__v1__client_message__pack(message, bytes);
    if (hv_proto_check(&hv_proto_client_message, bytes, size, NULL) != HV_PROTO_FINE) {
        explicit_bzero(bytes, size);
        hv_client_release(&client->account, bytes);
        return HV_CLIENT_EINVAL;
    }
    hv_client_wipe_way_in(client);
    client->way_in = bytes;
    client->way_in_size = size;
    return HV_CLIENT_OK;
}

static bool may_ask(const struct hv_client *client)
{
    return !client->has_token && !client->up && client->state != HV_CLIENT_FAREWELLED;
}

static bool choose_id(struct hv_client *client, const uint8_t *given, uint8_t *ret_id)
{
    static const uint8_t zero[HV_CLIENT_ID_SIZE];

    if (given != NULL) {
        memcpy(ret_id, given, HV_CLIENT_ID_SIZE);
    } else {
        client->config.random(client->config.data, ret_id, HV_CLIENT_ID_SIZE);
    }
    return memcmp(ret_id, zero, sizeof zero) != 0;
}

/* In capitals, without what people put between. False: nothing is left, or too much. */
static bool read_code(const char *typed, char ret_code[HV_CLIENT_CODE_MAX + 1])
{
    size_t size = 0;

    for (; *typed != '\0'; typed++) {
        if (*typed == ' ' || *typed == '-') {
            continue;
        }
        if (size == HV_CLIENT_CODE_MAX) {
            return false;
        }
        ret_code[size++] = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
    }
    ret_code[size] = '\0';
    return size > 0;
}

enum hv_client_status hv_client_arrive(struct hv_client *client,
                                       const struct hv_client_arrival *arrival)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Arrive arrive;
    uint8_t id[HV_CLIENT_ID_SIZE];
    uint8_t card[HV_CLIENT_TOKEN_SIZE] = { 0 };
    char code[HV_CLIENT_CODE_MAX + 1] = "";
    bool by_card = arrival->card != NULL;

    if (!may_ask(client)) {
        return HV_CLIENT_ESTATE;
    }
    if (by_card == (arrival->code != NULL) ||
        (arrival->device != HV_CLIENT_TABLE && arrival->device != HV_CLIENT_PEN) ||
        !(by_card ? hv_client_token_parse(arrival->card, card) : read_code(arrival->code, code)) ||
        !choose_id(client, arrival->id, id)) {
        return HV_CLIENT_EINVAL;
    }
    houvast__v1__arrive__init(&arrive);
    arrive.version_from = HV_CLIENT_PROTOCOL_VERSION;
    arrive.version_to = HV_CLIENT_PROTOCOL_VERSION;
    arrive.id = (ProtobufCBinaryData){ .len = sizeof id, .data = id };
    arrive.card = (ProtobufCBinaryData){ .len = by_card ? sizeof card : 0, .data = card };
    arrive.code = code;
    arrive.role = arrival->device == HV_CLIENT_PEN ? HOUVAST__V1__ROLE__ROLE_PEN
                                                   : HOUVAST__V1__ROLE__ROLE_TABLE;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_ARRIVE;
    message.arrive = &arrive;
    enum hv_client_status status = put_way_in(client, &message);
    explicit_bzero(card, sizeof card);
    return status;
}

enum hv_client_status
hv_client_login(struct hv_client *client, const char *passphrase, const char *code)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Login login;
    uint8_t id[HV_CLIENT_ID_SIZE];
    char copy[HV_CLIENT_PASSPHRASE_MAX + 1];
    char digits[HV_CLIENT_LOGIN_CODE_SIZE + 1] = "";

    if (!may_ask(client)) {
        return HV_CLIENT_ESTATE;
    }
    if (passphrase[0] == '\0' || strlen(passphrase) > HV_CLIENT_PASSPHRASE_MAX ||
        (code != NULL && strlen(code) >= sizeof digits) || !choose_id(client, NULL, id)) {
        return HV_CLIENT_EINVAL;
    }
    memcpy(copy, passphrase, strlen(passphrase) + 1);
    if (code != NULL) {
        memcpy(digits, code, strlen(code) + 1);
    }
    houvast__v1__login__init(&login);
    login.version_from = HV_CLIENT_PROTOCOL_VERSION;
    login.version_to = HV_CLIENT_PROTOCOL_VERSION;
    login.id = (ProtobufCBinaryData){ .len = sizeof id, .data = id };
    login.passphrase = copy;
    login.code = digits;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_LOGIN;
    message.login = &login;
    enum hv_client_status status = put_way_in(client, &message);
    explicit_bzero(copy, sizeof copy);
    return status;
}
