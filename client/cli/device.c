/* SPDX-License-Identifier: EUPL-1.2 */
#include "device.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct request {
    uint8_t id[HV_CLIENT_ID_SIZE];
    int asked; /* 0: free */
    uint32_t tag;
    uint64_t at;
};

struct hv_device {
    struct hv_hall *hall;
    struct hv_client *client;
    struct hv_client_link *link;
    struct hv_device_handlers handlers;
    void *data;
    struct request requests[HV_CLIENT_OUTSTANDING_MAX];
    uint32_t losses;
    uint32_t unlocked; /* the seat whose pages may be shown here; 0: none */
    bool ticket_spent; /* the server did not take it, and gave no other since */
    bool shut_out;     /* the seat was locked by somebody else, and nothing has begun since */
    bool was_open;
    void (*on_closed)(void *data);
    void *closed_data;
};

/* ---- The hall ---- */

enum hv_client_status hv_hall_open(uv_loop_t *loop,
                                   const struct hv_client_address *address,
                                   enum hv_client_language language,
                                   struct hv_hall *ret)
{
    struct hv_hall hall = { .loop = loop, .address = *address, .language = language };
    enum hv_client_status status;

    if (address->host[0] == '\0') {
        return HV_CLIENT_EINVAL;
    }
    status = hv_client_shelf_new(NULL, &hall.shelf);
    if (status != HV_CLIENT_OK) {
        return status;
    }
    status = hv_client_hub_open(loop, NULL, &hall.hub);
    if (status != HV_CLIENT_OK) {
        hv_client_shelf_free(hall.shelf);
        return status;
    }
    *ret = hall;
    return HV_CLIENT_OK;
}

static void close_if_empty(struct hv_hall *hall)
{
    if (hall->closing && hall->devices == 0) {
        hv_client_hub_close(hall->hub, NULL, NULL);
        hv_client_shelf_free(hall->shelf);
    }
}

void hv_hall_close(struct hv_hall *hall)
{
    hall->closing = true;
    close_if_empty(hall);
}

/* ---- What the engine tells ---- */

static void on_random(void *data, void *buffer, size_t size)
{
    uint8_t *at = buffer;

    (void)data;
    while (size > 0) {
        ssize_t got = getrandom(at, size, 0);

        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
}

static void on_state(struct hv_client *client, void *data)
{
    struct hv_device *device = data;
    bool open = hv_client_state(client) == HV_CLIENT_OPEN;

    if (device->was_open && !open) {
        device->losses++;
    }
    device->was_open = open;
    if (open) {
        device->unlocked = 0; /* the panes that come now tell */
        device->shut_out = false;
    }
    if (device->handlers.on_state != NULL) {
        device->handlers.on_state(device->data);
    }
}

/* A break or the end of the evening locks every seat. */
static void notice_lock(struct hv_device *device, const Houvast__V1__Pane *pane)
{
    if (pane->body_case == HOUVAST__V1__PANE__BODY_SEAT) {
        device->unlocked = pane->number;
    } else if (pane->kind == HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT &&
               pane->number == device->unlocked) {
        device->unlocked = 0;
        device->shut_out = true;
    } else if (pane->body_case == HOUVAST__V1__PANE__BODY_STAGE) {
        if (pane->stage->cover || !pane->stage->meeting_open) {
            device->unlocked = 0;
        } else {
            device->shut_out = false;
        }
    }
}

static void on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    struct hv_device *device = data;

    (void)client;
    notice_lock(device, pane);
    if (device->handlers.on_pane != NULL) {
        device->handlers.on_pane(device->data, pane);
    }
}

static struct request *find_request(struct hv_device *device, const uint8_t *id)
{
    for (size_t i = 0; i < HV_CLIENT_OUTSTANDING_MAX; i++) {
        struct request *request = &device->requests[i];

        if (request->asked != 0 && memcmp(request->id, id, HV_CLIENT_ID_SIZE) == 0) {
            return request;
        }
    }
    return NULL;
}

static void notice_unlock(struct hv_device *device, const struct hv_answered *answered)
{
    if (answered->reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_LOCKED) {
        device->unlocked = 0;
    } else if (answered->reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_WORDS) {
        device->ticket_spent = true;
    } else if (answered->reply->outcome != HV_CLIENT_DONE) {
        return;
    } else if (answered->asked == HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT) {
        device->unlocked = answered->tag;
        device->ticket_spent = false;
    } else if (answered->asked == HOUVAST__V1__COMMAND__WHAT_LOCK_SEAT) {
        device->unlocked = 0;
    }
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct hv_device *device = data;
    struct request *request = find_request(device, reply->id);
    struct hv_answered answered = { .reply = reply };

    (void)client;
    if (request == NULL) {
        return;
    }
    answered.asked = request->asked;
    answered.tag = request->tag;
    answered.took_ns = uv_hrtime() - request->at;
    request->asked = 0;
    notice_unlock(device, &answered);
    if (device->handlers.on_reply != NULL) {
        device->handlers.on_reply(device->data, &answered);
    }
}

static void on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    struct hv_device *device = data;
    struct request *request = find_request(device, page->id);
    int asked;

    (void)client;
    if (request == NULL) {
        return;
    }
    asked = request->asked;
    if (page->last) {
        request->asked = 0;
    }
    if (device->handlers.on_page != NULL) {
        device->handlers.on_page(device->data, asked, page);
    }
}

/* ---- Life ---- */

static enum hv_client_status say_how(struct hv_client *client, const struct hv_entry *entry)
{
    if (entry->token != NULL) {
        return HV_CLIENT_OK;
    }
    return entry->arrival != NULL ? hv_client_arrive(client, entry->arrival)
                                  : hv_client_login(client, entry->passphrase, entry->code);
}

enum hv_client_status hv_device_open(struct hv_hall *hall,
                                     const struct hv_entry *entry,
                                     const struct hv_device_handlers *handlers,
                                     void *data,
                                     struct hv_device **ret)
{
    struct hv_device *device = calloc(1, sizeof *device);
    struct hv_client_config config = {
        .token = entry->token,
        .language = hall->language,
        .random = on_random,
        .handlers = { .on_state = on_state,
                      .on_pane = on_pane,
                      .on_reply = on_reply,
                      .on_page = on_page },
        .data = device,
        .shelf = hall->shelf,
    };
    enum hv_client_status status;

    if (device == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    device->hall = hall;
    device->handlers = *handlers;
    device->data = data;
    status = hv_client_new(&config, &device->client);
    if (status != HV_CLIENT_OK) {
        goto err_device;
    }
    status = say_how(device->client, entry);
    if (status != HV_CLIENT_OK) {
        goto err_client;
    }
    status = hv_client_link_open(hall->hub, device->client, &hall->address, &device->link);
    if (status != HV_CLIENT_OK) {
        goto err_client;
    }
    hall->devices++;
    *ret = device;
    return HV_CLIENT_OK;

err_client:
    hv_client_free(device->client);
err_device:
    free(device);
    return status;
}

static void on_link_closed(void *data)
{
    struct hv_device *device = data;
    void (*on_closed)(void *closed_data) = device->on_closed;
    void *closed_data = device->closed_data;

    hv_client_free(device->client);
    device->hall->devices--;
    close_if_empty(device->hall);
    free(device);
    if (on_closed != NULL) {
        on_closed(closed_data);
    }
}

void hv_device_close(struct hv_device *device, void (*on_closed)(void *data), void *data)
{
    device->handlers = (struct hv_device_handlers){ .on_state = NULL };
    device->on_closed = on_closed;
    device->closed_data = data;
    hv_client_link_close(device->link, on_link_closed, device);
}

/* ---- Asking ---- */

static struct request *free_request(struct hv_device *device)
{
    for (size_t i = 0; i < HV_CLIENT_OUTSTANDING_MAX; i++) {
        if (device->requests[i].asked == 0) {
            return &device->requests[i];
        }
    }
    return NULL;
}

static bool took(struct request *request, enum hv_client_status status, int asked, uint32_t tag)
{
    if (status != HV_CLIENT_OK) {
        return false;
    }
    request->asked = asked;
    request->tag = tag;
    request->at = uv_hrtime();
    return true;
}

bool hv_device_command(struct hv_device *device, const Houvast__V1__Command *command, uint32_t tag)
{
    struct request *request = free_request(device);

    if (request == NULL || !took(request, hv_client_command(device->client, command, request->id),
                                 (int)command->what_case, tag)) {
        return false;
    }
    device->hall->commands++;
    return true;
}

bool hv_device_house_command(struct hv_device *device,
                             const Houvast__V1__HouseCommand *command,
                             uint32_t tag)
{
    struct request *request = free_request(device);

    if (request == NULL ||
        !took(request, hv_client_house_command(device->client, command, request->id),
              HV_ASKED_HOUSE + (int)command->what_case, tag)) {
        return false;
    }
    device->hall->commands++;
    return true;
}

bool hv_device_read(struct hv_device *device, const Houvast__V1__Read *read)
{
    struct request *request = free_request(device);

    return request != NULL && took(request, hv_client_read(device->client, read, request->id),
                                   HV_ASKED_READ + (int)read->kind, 0);
}

bool hv_device_catalogue_read(struct hv_device *device, Houvast__V1__CatalogueKind kind)
{
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;
    struct request *request = free_request(device);

    read.kind = kind;
    return request != NULL &&
           took(request, hv_client_catalogue_read(device->client, &read, request->id),
                HV_ASKED_CATALOGUE + (int)kind, 0);
}

bool hv_device_qr(struct hv_device *device, const char *text, uint32_t number)
{
    struct request *request = free_request(device);

    return request != NULL && took(request, hv_client_qr(device->client, text, request->id),
                                   HV_ASKED_QR + (int)number, 0);
}

size_t hv_device_waiting(const struct hv_device *device)
{
    return hv_client_outstanding(device->client);
}

/* ---- Seeing ---- */

const Houvast__V1__Welcome *hv_device_welcome(const struct hv_device *device)
{
    return hv_client_welcome(device->client);
}

static const Houvast__V1__Pane *
pane_of(const struct hv_device *device, Houvast__V1__PaneKind kind, uint32_t number)
{
    static const Houvast__V1__Pane none = HOUVAST__V1__PANE__INIT;
    const Houvast__V1__Pane *pane = hv_client_pane(device->client, (int)kind, number);

    return pane != NULL ? pane : &none;
}

const Houvast__V1__StagePane *hv_device_stage(const struct hv_device *device)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);

    return pane->body_case == HOUVAST__V1__PANE__BODY_STAGE ? pane->stage : NULL;
}

const Houvast__V1__WallPane *hv_device_wall(const struct hv_device *device)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_WALL, 0);

    return pane->body_case == HOUVAST__V1__PANE__BODY_WALL ? pane->wall : NULL;
}

const Houvast__V1__UnitPane *hv_device_unit(const struct hv_device *device, uint32_t unit)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, unit);

    return pane->body_case == HOUVAST__V1__PANE__BODY_UNIT ? pane->unit : NULL;
}

const Houvast__V1__SeatPane *hv_device_seat(const struct hv_device *device, uint32_t seat)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, seat);

    return seat == device->unlocked && pane->body_case == HOUVAST__V1__PANE__BODY_SEAT ? pane->seat
                                                                                       : NULL;
}

const Houvast__V1__WorkPane *hv_device_work(const struct hv_device *device, uint32_t seat)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_WORK, seat);

    return seat == device->unlocked && pane->body_case == HOUVAST__V1__PANE__BODY_WORK ? pane->work
                                                                                       : NULL;
}

const Houvast__V1__BoardPane *hv_device_board(const struct hv_device *device)
{
    const Houvast__V1__Pane *pane = pane_of(device, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 0);

    return pane->body_case == HOUVAST__V1__PANE__BODY_BOARD ? pane->board : NULL;
}

const Houvast__V1__Definition *hv_device_definition(const struct hv_device *device,
                                                    const ProtobufCBinaryData *hash)
{
    return hash->len == HV_CLIENT_HASH_SIZE ? hv_client_definition(device->client, hash->data)
                                            : NULL;
}

enum hv_client_state hv_device_state(const struct hv_device *device)
{
    return hv_client_state(device->client);
}

enum hv_client_farewell hv_device_farewell(const struct hv_device *device)
{
    return hv_client_farewell(device->client);
}

bool hv_device_online(const struct hv_device *device)
{
    return hv_client_state(device->client) == HV_CLIENT_OPEN;
}

const char *hv_device_problem(const struct hv_device *device)
{
    return hv_client_link_problem(device->link);
}

int64_t hv_device_server_time(const struct hv_device *device)
{
    return hv_client_server_time(device->client, (int64_t)uv_now(device->hall->loop));
}

uint32_t hv_device_losses(const struct hv_device *device)
{
    return device->losses;
}

Houvast__V1__Language hv_device_language(const struct hv_device *device)
{
    return device->hall->language == HV_CLIENT_EN ? HOUVAST__V1__LANGUAGE__LANGUAGE_EN
                                                  : HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
}

uint32_t hv_device_unlocked(const struct hv_device *device)
{
    return device->unlocked;
}

bool hv_device_ticket(const struct hv_device *device, uint8_t ret_ticket[HV_CLIENT_TICKET_SIZE])
{
    return !device->ticket_spent && hv_client_ticket(device->client, ret_ticket);
}

bool hv_device_has_ticket(const struct hv_device *device)
{
    uint8_t ticket[HV_CLIENT_TICKET_SIZE];
    bool has = hv_device_ticket(device, ticket);

    explicit_bzero(ticket, sizeof ticket);
    return has;
}

bool hv_device_may_unlock(const struct hv_device *device)
{
    const Houvast__V1__StagePane *stage = hv_device_stage(device);

    return hv_device_online(device) && stage != NULL && stage->meeting_open && !stage->cover &&
           !device->shut_out && hv_client_outstanding(device->client) == 0;
}
