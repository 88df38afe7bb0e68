/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The engine. A connection goes
 *
 *   hv_client_opened -> Hello out -> Welcome in -> requests out in order;
 *   definitions, panes, replies and pages in (receive.c)
 *
 * An engine without token asks for one first (arrival.c).
 *
 * until hv_client_lost, which may come at any moment and leaves only the requests; then it begins
 * anew. What goes wrong: Farewell (for good, or come back), a message that is not of this
 * protocol, no memory. After each of them the transport is closed.
 */
#include <string.h>

#include "engine.h"
#include "token.h"

#define RETRY_FIRST_MS  500u
#define RETRY_MOST_MS   15000u
#define RETRY_SPREAD_MS 5000u

/* ---- Telling ---- */

void hv_client_set_state(struct hv_client *client, enum hv_client_state state)
{
    if (client->state == state) {
        return;
    }
    client->state = state;
    if (client->config.handlers.on_state != NULL) {
        client->in_handler = true;
        client->config.handlers.on_state(client, client->config.data);
        client->in_handler = false;
    }
}

void hv_client_tell_reply(struct hv_client *client, const struct hv_client_reply *reply)
{
    if (client->config.handlers.on_reply != NULL) {
        client->in_handler = true;
        client->config.handlers.on_reply(client, client->config.data, reply);
        client->in_handler = false;
    }
}

void hv_client_tell_page(struct hv_client *client, const struct hv_client_page *page)
{
    if (client->config.handlers.on_page != NULL) {
        client->in_handler = true;
        client->config.handlers.on_page(client, client->config.data, page);
        client->in_handler = false;
    }
}

void hv_client_tell_pane(struct hv_client *client, const Houvast__V1__Pane *pane)
{
    if (client->config.handlers.on_pane != NULL) {
        client->in_handler = true;
        client->config.handlers.on_pane(client, client->config.data, pane);
        client->in_handler = false;
    }
}

void hv_client_tell_ready(struct hv_client *client)
{
    if (client->welcomed && client->farewell == HV_CLIENT_FAREWELL_NONE &&
        client->on_ready != NULL) {
        client->on_ready(client->on_ready_data);
    }
}

/* ---- Life ---- */

enum hv_client_status hv_client_new(const struct hv_client_config *config, struct hv_client **ret)
{
    struct hv_client_account account;
    uint8_t token[HV_CLIENT_TOKEN_SIZE] = { 0 };

    if (config->random == NULL ||
        (config->language != HV_CLIENT_NL && config->language != HV_CLIENT_EN) ||
        (config->token != NULL && !hv_client_token_parse(config->token, token))) {
        return HV_CLIENT_EINVAL;
    }
    hv_client_account_init(&account, config->memory);
    struct hv_client *client = account.memory.allocate(account.memory.data, sizeof *client);
    if (client == NULL) {
        explicit_bzero(token, sizeof token);
        return HV_CLIENT_ENOMEM;
    }
    *client = (struct hv_client){
        .account = account,
        .config = *config,
        .panes.account = &client->account,
        .requests.account = &client->account,
        .state = HV_CLIENT_CONNECTING,
    };
    client->has_token = config->token != NULL;
    client->config.token = NULL; /* the caller's */
    client->config.memory = NULL;
    memcpy(client->token, token, sizeof token);
    explicit_bzero(token, sizeof token);
    hv_client_shelf_init(&client->own_shelf, config->memory);
    client->shelf = config->shelf != NULL ? config->shelf : &client->own_shelf;
    *ret = client;
    return HV_CLIENT_OK;
}

void hv_client_give_up_requests(struct hv_client *client)
{
    while (client->requests.count > 0) {
        uint8_t id[HV_CLIENT_ID_SIZE];
        memcpy(id, client->requests.items[0]->id, sizeof id);
        hv_client_requests_remove(&client->requests, client->requests.items[0]);
        hv_client_tell_reply(client,
                             &(struct hv_client_reply){ .id = id, .outcome = HV_CLIENT_UNKNOWN });
    }
}

void hv_client_set_welcome(struct hv_client *client, Houvast__V1__Welcome *welcome)
{
    ProtobufCAllocator allocator = hv_client_allocator(&client->account);
    houvast__v1__welcome__free_unpacked(client->welcome, &allocator);
    client->welcome = welcome;
}

static void wipe_ticket(struct hv_client *client)
{
    client->has_ticket = false;
    explicit_bzero(client->ticket, sizeof client->ticket);
}

void hv_client_free(struct hv_client *client)
{
    if (client == NULL) {
        return;
    }
    struct hv_client_memory memory = client->account.memory;
    client->state = HV_CLIENT_FAREWELLED; /* no more requests from inside the handlers */
    hv_client_give_up_requests(client);
    hv_client_panes_clear(&client->panes);
    hv_client_shelf_clear(&client->own_shelf);
    hv_client_set_welcome(client, NULL);
    hv_client_wipe_way_in(client);
    explicit_bzero(client->token, sizeof client->token);
    wipe_ticket(client);
    memory.release(memory.data, client);
}

enum hv_client_state hv_client_state(const struct hv_client *client)
{
    return client->state;
}

enum hv_client_farewell hv_client_farewell(const struct hv_client *client)
{
    return client->farewell;
}

/* ---- Carrying ---- */

enum hv_client_status hv_client_opened(struct hv_client *client)
{
    if (client->up || client->in_handler || client->state == HV_CLIENT_FAREWELLED ||
        (!client->has_token && client->way_in == NULL)) {
        return HV_CLIENT_ESTATE;
    }
    client->up = true;
    client->asked = false;
    client->greeted = false;
    client->welcomed = false;
    client->farewell = HV_CLIENT_FAREWELL_NONE;
    hv_client_set_state(client, HV_CLIENT_CONNECTING);
    return HV_CLIENT_OK;
}

void hv_client_lost(struct hv_client *client)
{
    if (client->in_handler) {
        return;
    }
    client->up = false;
    client->welcomed = false;
    hv_client_requests_unsend(&client->requests);
    if (client->state != HV_CLIENT_FAREWELLED) {
        hv_client_set_state(client, HV_CLIENT_WAITING);
    }
}

static uint32_t random_up_to(struct hv_client *client, uint32_t bound)
{
    uint32_t number;
    client->config.random(client->config.data, &number, sizeof number);
    return number % (bound + 1);
}

uint32_t hv_client_retry_delay(struct hv_client *client)
{
    if (client->at_once) {
        client->at_once = false;
        return 0;
    }
    if (client->spread) {
        client->spread = false;
        return random_up_to(client, RETRY_SPREAD_MS);
    }
    uint32_t bound = RETRY_FIRST_MS << client->tries;
    if (client->tries < HV_CLIENT_RETRY_DOUBLINGS) {
        client->tries++;
    }
    return random_up_to(client, bound < RETRY_MOST_MS ? bound : RETRY_MOST_MS);
}

static size_t write_hello(struct hv_client *client, uint8_t *buffer)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;

    hello.version_from = HV_CLIENT_PROTOCOL_VERSION;
    hello.version_to = HV_CLIENT_PROTOCOL_VERSION;
    hello.language = client->config.language == HV_CLIENT_EN ? HOUVAST__V1__LANGUAGE__LANGUAGE_EN
                                                             : HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    hello.token = (ProtobufCBinaryData){ .len = sizeof client->token, .data = client->token };
    if (client->has_ticket) {
        hello.ticket =
            (ProtobufCBinaryData){ .len = sizeof client->ticket, .data = client->ticket };
    }
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    return houvast__v1__client_message__pack(&message, buffer);
}

/* The first message over a transport; how many bytes. */
static size_t write_first(struct hv_client *client, uint8_t *buffer)
{
    if (client->has_token) {
        client->greeted = true;
        return write_hello(client, buffer);
    }
    if (client->asked) {
        return 0; /* the answer is still to come */
    }
    client->asked = true;
    memcpy(buffer, client->way_in, client->way_in_size);
    return client->way_in_size;
}

enum hv_client_status
hv_client_send_next(struct hv_client *client, void *buffer, size_t room, size_t *ret_size)
{
    if (room < HV_CLIENT_SEND_MAX) {
        return HV_CLIENT_EINVAL;
    }
    *ret_size = 0;
    if (!client->up || client->farewell != HV_CLIENT_FAREWELL_NONE) {
        return HV_CLIENT_OK;
    }
    if (!client->greeted) {
        *ret_size = write_first(client, buffer);
        return HV_CLIENT_OK;
    }
    struct hv_client_request *request =
        client->welcomed ? hv_client_requests_next(&client->requests) : NULL;
    if (request != NULL) {
        request->sent = true;
        *ret_size = hv_client_request_write(request, buffer);
    }
    return HV_CLIENT_OK;
}

void hv_client_set_ready(struct hv_client *client, void (*on_ready)(void *data), void *data)
{
    client->on_ready = on_ready;
    client->on_ready_data = data;
}

/* ---- Asking ---- */

/* The caller's id, or a fresh one. */
static enum hv_client_status
choose_id(struct hv_client *client, ProtobufCBinaryData given, uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    static const uint8_t zero[HV_CLIENT_ID_SIZE];

    if (client->state == HV_CLIENT_FAREWELLED) {
        return HV_CLIENT_ESTATE;
    }
    if (given.len == 0) {
        client->config.random(client->config.data, ret_id, HV_CLIENT_ID_SIZE);
    } else if (given.len == HV_CLIENT_ID_SIZE) {
        memcpy(ret_id, given.data, HV_CLIENT_ID_SIZE);
    } else {
        return HV_CLIENT_EINVAL;
    }
    bool usable = memcmp(ret_id, zero, sizeof zero) != 0 &&
                  hv_client_requests_find(&client->requests, ret_id) == NULL;
    return usable ? HV_CLIENT_OK : HV_CLIENT_EINVAL;
}

static void taken(struct hv_client *client, const uint8_t *id, uint8_t *ret_id)
{
    if (ret_id != NULL) {
        memcpy(ret_id, id, HV_CLIENT_ID_SIZE);
    }
    hv_client_tell_ready(client);
}

enum hv_client_status hv_client_command(struct hv_client *client,
                                        const Houvast__V1__Command *command,
                                        uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum hv_client_status status = choose_id(client, command->id, id);
    if (status == HV_CLIENT_OK) {
        status = hv_client_requests_put_command(&client->requests, command, id);
    }
    if (status == HV_CLIENT_OK) {
        if (command->what_case == HOUVAST__V1__COMMAND__WHAT_LOCK_SEAT) {
            wipe_ticket(client);
        }
        taken(client, id, ret_id);
    }
    return status;
}

bool hv_client_ticket(const struct hv_client *client, uint8_t ret_ticket[HV_CLIENT_TICKET_SIZE])
{
    if (client->has_ticket) {
        memcpy(ret_ticket, client->ticket, sizeof client->ticket);
    }
    return client->has_ticket;
}

enum hv_client_status hv_client_house_command(struct hv_client *client,
                                              const Houvast__V1__HouseCommand *command,
                                              uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum hv_client_status status = choose_id(client, command->id, id);
    if (status == HV_CLIENT_OK) {
        status = hv_client_requests_put_house_command(&client->requests, command, id);
    }
    if (status == HV_CLIENT_OK) {
        taken(client, id, ret_id);
    }
    return status;
}

enum hv_client_status hv_client_read(struct hv_client *client,
                                     const Houvast__V1__Read *read,
                                     uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum hv_client_status status = choose_id(client, read->id, id);
    if (status == HV_CLIENT_OK) {
        status = hv_client_requests_put_read(&client->requests, read, id);
    }
    if (status == HV_CLIENT_OK) {
        taken(client, id, ret_id);
    }
    return status;
}

enum hv_client_status hv_client_catalogue_read(struct hv_client *client,
                                               const Houvast__V1__CatalogueRead *read,
                                               uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum hv_client_status status = choose_id(client, read->id, id);
    if (status == HV_CLIENT_OK) {
        status = hv_client_requests_put_catalogue_read(&client->requests, read, id);
    }
    if (status == HV_CLIENT_OK) {
        taken(client, id, ret_id);
    }
    return status;
}

enum hv_client_status
hv_client_qr(struct hv_client *client, const char *text, uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum hv_client_status status = choose_id(client, (ProtobufCBinaryData){ .len = 0 }, id);
    if (status == HV_CLIENT_OK) {
        status = hv_client_requests_put_qr(&client->requests, text, id);
    }
    if (status == HV_CLIENT_OK) {
        taken(client, id, ret_id);
    }
    return status;
}

size_t hv_client_outstanding(const struct hv_client *client)
{
    return client->requests.count;
}

/* ---- Seeing ---- */

const Houvast__V1__Pane *hv_client_pane(const struct hv_client *client, int kind, uint32_t number)
{
    return hv_client_panes_find(&client->panes, kind, number);
}

const Houvast__V1__Definition *hv_client_definition(const struct hv_client *client,
                                                    const uint8_t hash[HV_CLIENT_HASH_SIZE])
{
    return hv_client_shelf_find(client->shelf, hash);
}

const Houvast__V1__Welcome *hv_client_welcome(const struct hv_client *client)
{
    return client->welcome;
}

int64_t hv_client_server_time(const struct hv_client *client, int64_t now)
{
    return client->welcome != NULL ? (int64_t)((uint64_t)now + (uint64_t)client->clock_offset) : 0;
}
