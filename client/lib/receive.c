/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server says, one function a message. */
#include <string.h>

#include "engine.h"
#include "houvast/v1/wire_limits.h"

static enum hv_client_status malformed(struct hv_client *client)
{
    client->tries = HV_CLIENT_RETRY_DOUBLINGS;
    return HV_CLIENT_EPROTOCOL;
}

static void tell_token(struct hv_client *client)
{
    client->token_is_new = false;
    if (client->config.handlers.on_admitted != NULL) {
        client->in_handler = true;
        client->config.handlers.on_admitted(client, client->config.data, client->token);
        client->in_handler = false;
    }
}

static void take_token(struct hv_client *client, const ProtobufCBinaryData *token)
{
    memcpy(client->token, token->data, sizeof client->token);
    client->has_token = true;
    client->token_is_new = true;
}

static enum hv_client_status
on_welcome(struct hv_client *client, int64_t now, Houvast__V1__ServerMessage *message)
{
    Houvast__V1__Welcome *welcome = message->welcome;
    if (!client->greeted || client->welcomed || welcome->version != HV_CLIENT_PROTOCOL_VERSION) {
        return HV_CLIENT_EPROTOCOL;
    }
    message->message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE__NOT_SET; /* taken out of it */
    hv_client_set_welcome(client, welcome);
    client->welcomed = true;
    client->tries = 0;
    client->spread = false;
    client->clock_offset = (int64_t)((uint64_t)welcome->now - (uint64_t)now);
    hv_client_panes_clear(&client->panes);
    client->panes.epoch = welcome->epoch;
    if (client->token_is_new) {
        tell_token(client);
    }
    hv_client_set_state(client, HV_CLIENT_OPEN);
    if (hv_client_requests_next(&client->requests) != NULL) {
        hv_client_tell_ready(client);
    }
    return HV_CLIENT_OK;
}

/* The token serves at once: Hello follows over the same transport, and shows what it is worth. */
static enum hv_client_status on_admission(struct hv_client *client,
                                          const Houvast__V1__Admission *admission)
{
    if (!client->asked || client->has_token || admission->token.len != sizeof client->token) {
        return HV_CLIENT_EPROTOCOL;
    }
    hv_client_wipe_way_in(client);
    take_token(client, &admission->token);
    if (client->on_ready != NULL) {
        client->on_ready(client->on_ready_data);
    }
    return HV_CLIENT_OK;
}

static bool is_for_good(Houvast__V1__FarewellReason reason)
{
    switch ((int)reason) {
    case HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_TOO_SLOW:
    case HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_TOO_FAST:
    case HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_STOPPING:
    case HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_FAILED:
    case HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_PLACED:
        return false;
    default:
        return true;
    }
}

static enum hv_client_status on_farewell(struct hv_client *client,
                                         const Houvast__V1__Farewell *farewell)
{
    if (farewell->reason == HOUVAST__V1__FAREWELL_REASON__FAREWELL_REASON_UNSPECIFIED) {
        return HV_CLIENT_EPROTOCOL;
    }
    client->farewell = (enum hv_client_farewell)farewell->reason;
    if (client->farewell == HV_CLIENT_FAREWELL_TOKEN && client->token_is_new) {
        client->farewell = HV_CLIENT_FAREWELL_NOT_ADMITTED; /* a wrong code's, said elsewhere */
    }
    if (is_for_good(farewell->reason)) {
        hv_client_panes_clear(&client->panes);
        hv_client_wipe_way_in(client);
        hv_client_set_state(client, HV_CLIENT_FAREWELLED);
        hv_client_give_up_requests(client);
    } else if (client->farewell == HV_CLIENT_FAREWELL_STOPPING) {
        client->spread = true;
    } else if (client->farewell == HV_CLIENT_FAREWELL_PLACED &&
               farewell->token.len == sizeof client->token) {
        take_token(client, &farewell->token);
        tell_token(client);
        client->at_once = true;
    } else {
        client->tries = HV_CLIENT_RETRY_DOUBLINGS;
    }
    return HV_CLIENT_EFAREWELL;
}

static enum hv_client_status on_reply(struct hv_client *client, const Houvast__V1__Reply *message)
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    bool done = message->refusal == HOUVAST__V1__REFUSAL__REFUSAL_UNSPECIFIED;
    struct hv_client_reply reply = {
        .id = id,
        .outcome = done ? HV_CLIENT_DONE : HV_CLIENT_REFUSED,
        .refusal = (int)message->refusal,
        .number = message->number,
        .token = message->token.len == HV_CLIENT_TOKEN_SIZE ? message->token.data : NULL,
    };

    if (message->id.len != sizeof id) {
        return HV_CLIENT_EPROTOCOL;
    }
    memcpy(id, message->id.data, sizeof id);
    struct hv_client_request *request = hv_client_requests_find(&client->requests, id);
    if (request != NULL) {
        hv_client_requests_remove(&client->requests, request);
        if (message->ticket.len == sizeof client->ticket) {
            memcpy(client->ticket, message->ticket.data, sizeof client->ticket);
            client->has_ticket = true;
        }
        hv_client_tell_reply(client, &reply);
    }
    return HV_CLIENT_OK;
}

/* Where the next page of a read begins, if this message is a page that answers it. */
static bool page_of(const struct hv_client_request *request,
                    const Houvast__V1__ServerMessage *message,
                    struct hv_client_page *page,
                    uint32_t *ret_next)
{
    int catalogue = request->kind == HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ
                        ? (int)request->catalogue_read.kind
                        : HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_UNSPECIFIED;

    switch ((int)message->message_case) {
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE:
        page->rows = message->read_page;
        *ret_next = message->read_page->next;
        return request->kind == HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_GROUPS_PAGE:
        page->groups = message->groups_page;
        *ret_next = message->groups_page->next;
        return catalogue == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PROGRAMMES_PAGE:
        page->programmes = message->programmes_page;
        *ret_next = 0;
        return catalogue == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_PROGRAMMES;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_EXERCISES_PAGE:
        page->exercises = message->exercises_page;
        *ret_next = message->exercises_page->next;
        return catalogue == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADDRESSES_PAGE:
        page->addresses = message->addresses_page;
        *ret_next = 0;
        return catalogue == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_ADDRESSES;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_SECOND_FACTOR_PAGE:
        page->second_factor = message->second_factor_page;
        *ret_next = 0;
        return catalogue == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_SECOND_FACTOR;
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE:
        page->qr = message->qr_page;
        *ret_next = 0;
        return request->kind == HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ;
    default:
        return false;
    }
}

static enum hv_client_status on_page(struct hv_client *client,
                                     const Houvast__V1__ServerMessage *message,
                                     ProtobufCBinaryData page_id)
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    struct hv_client_page page = { .id = id };
    uint32_t next;

    if (page_id.len != sizeof id) {
        return HV_CLIENT_EPROTOCOL;
    }
    memcpy(id, page_id.data, sizeof id);
    struct hv_client_request *request = hv_client_requests_find(&client->requests, id);
    if (request == NULL || !request->sent) {
        return HV_CLIENT_OK;
    }
    if (!page_of(request, message, &page, &next)) {
        return HV_CLIENT_EPROTOCOL;
    }
    page.last = next == 0;
    if (page.last) {
        hv_client_requests_remove(&client->requests, request);
    } else {
        uint32_t *from = request->kind == HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ
                             ? &request->read.from
                             : &request->catalogue_read.from;
        if (next <= *from) {
            return HV_CLIENT_EPROTOCOL; /* it would never end */
        }
        *from = next;
        request->sent = false;
        hv_client_tell_ready(client);
    }
    hv_client_tell_page(client, &page);
    return HV_CLIENT_OK;
}

static enum hv_client_status on_pane(struct hv_client *client, Houvast__V1__ServerMessage *message)
{
    Houvast__V1__Pane *pane = message->pane;
    bool taken;
    enum hv_client_status status = hv_client_panes_put(&client->panes, pane, &taken);
    if (status == HV_CLIENT_OK && taken) {
        message->message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE__NOT_SET; /* taken out of it */
        hv_client_tell_pane(client, pane);
    }
    return status;
}

static enum hv_client_status
on_message(struct hv_client *client, int64_t now, Houvast__V1__ServerMessage *message)
{
    int kind = (int)message->message_case;

    if (kind == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME) {
        return on_welcome(client, now, message);
    }
    if (kind == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_FAREWELL) {
        return on_farewell(client, message->farewell);
    }
    if (kind == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADMISSION) {
        return on_admission(client, message->admission);
    }
    if (!client->welcomed) {
        return HV_CLIENT_EPROTOCOL;
    }
    switch (kind) {
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY:
        return on_reply(client, message->reply);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE:
        return on_pane(client, message);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION:
        return hv_client_shelf_put(client->shelf, message->definition);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE:
        return on_page(client, message, message->read_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_GROUPS_PAGE:
        return on_page(client, message, message->groups_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PROGRAMMES_PAGE:
        return on_page(client, message, message->programmes_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_EXERCISES_PAGE:
        return on_page(client, message, message->exercises_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADDRESSES_PAGE:
        return on_page(client, message, message->addresses_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_SECOND_FACTOR_PAGE:
        return on_page(client, message, message->second_factor_page->id);
    case HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE:
        return on_page(client, message, message->qr_page->id);
    default:
        return HV_CLIENT_OK; /* of a newer server */
    }
}

enum hv_client_status
hv_client_receive(struct hv_client *client, int64_t now, const void *message, size_t size)
{
    ProtobufCAllocator allocator = hv_client_allocator(&client->account);

    if (!client->up || client->in_handler) {
        return HV_CLIENT_ESTATE;
    }
    if (client->farewell != HV_CLIENT_FAREWELL_NONE) {
        return HV_CLIENT_EFAREWELL;
    }
    if (size > HV_CLIENT_RECEIVE_MAX ||
        hv_proto_check(&hv_proto_server_message, message, size, NULL) != HV_PROTO_FINE) {
        return malformed(client);
    }
    client->account.refused = false;
    Houvast__V1__ServerMessage *unpacked =
        houvast__v1__server_message__unpack(&allocator, size, message);
    if (unpacked == NULL) {
        return client->account.refused ? HV_CLIENT_ENOMEM : malformed(client);
    }
    enum hv_client_status status = on_message(client, now, unpacked);
    houvast__v1__server_message__free_unpacked(unpacked, &allocator);
    return status == HV_CLIENT_EPROTOCOL ? malformed(client) : status;
}
