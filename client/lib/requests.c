/* SPDX-License-Identifier: EUPL-1.2 */
#include "requests.h"

#include <string.h>

#include "houvast/v1/wire_limits.h"

#define COMMAND        HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_COMMAND
#define HOUSE_COMMAND  HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND
#define READ           HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ
#define CATALOGUE_READ HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ
#define QR_READ        HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ

#define ROWS_MAX    64   /* of a page */
#define QR_TEXT_MAX 400  /* bytes; limit of QrRead.text */
#define PADDED_MIN  256  /* bytes; padded sizes are this, and its doubles */
#define PADDING_MAX 8192 /* bytes; limit of Command.padding */
/* By how many bytes padding makes a message longer than itself: its tag and length, and longer
 * lengths around it. */
#define PADDING_HEAD_MAX 8

static ProtobufCBinaryData id_data(uint8_t *id)
{
    return (ProtobufCBinaryData){ .len = HV_CLIENT_ID_SIZE, .data = id };
}

struct hv_client_request *hv_client_requests_find(const struct hv_client_requests *requests,
                                                  const uint8_t *id)
{
    for (uint32_t i = 0; i < requests->count; i++) {
        if (memcmp(requests->items[i]->id, id, HV_CLIENT_ID_SIZE) == 0) {
            return requests->items[i];
        }
    }
    return NULL;
}

struct hv_client_request *hv_client_requests_next(const struct hv_client_requests *requests)
{
    for (uint32_t i = 0; i < requests->count; i++) {
        if (!requests->items[i]->sent) {
            return requests->items[i];
        }
    }
    return NULL;
}

void hv_client_requests_remove(struct hv_client_requests *requests,
                               struct hv_client_request *request)
{
    uint32_t i = 0;
    while (requests->items[i] != request) {
        i++;
    }
    requests->count--;
    memmove(&requests->items[i], &requests->items[i + 1],
            (requests->count - i) * sizeof(struct hv_client_request *));
    explicit_bzero(request->message, request->size); /* what people wrote, or a passphrase */
    hv_client_release(requests->account, request);
}

void hv_client_requests_unsend(struct hv_client_requests *requests)
{
    for (uint32_t i = 0; i < requests->count; i++) {
        requests->items[i]->sent = false;
    }
}

static size_t size_of(const Houvast__V1__ClientMessage *message)
{
    return houvast__v1__client_message__get_packed_size(message);
}

/* Would the server take these bytes? */
static bool is_protocol(const uint8_t *bytes, size_t size)
{
    return hv_proto_check(&hv_proto_client_message, bytes, size, NULL) == HV_PROTO_FINE;
}

/* A request without kind and content, with room for a message of `size`. */
static enum hv_client_status make(struct hv_client_requests *requests,
                                  const uint8_t *id,
                                  size_t size,
                                  struct hv_client_request **ret)
{
    if (size > HV_CLIENT_SEND_MAX) {
        return HV_CLIENT_ETOOBIG;
    }
    if (requests->count == HV_CLIENT_OUTSTANDING_MAX) {
        return HV_CLIENT_EFULL;
    }
    struct hv_client_request *request =
        hv_client_allocate(requests->account, sizeof *request + size);
    if (request == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    *request = (struct hv_client_request){ .size = size };
    memcpy(request->id, id, HV_CLIENT_ID_SIZE);
    *ret = request;
    return HV_CLIENT_OK;
}

static enum hv_client_status put_message(struct hv_client_requests *requests,
                                         const Houvast__V1__ClientMessage *message,
                                         const uint8_t *id)
{
    struct hv_client_request *request;
    enum hv_client_status status = make(requests, id, size_of(message), &request);
    if (status != HV_CLIENT_OK) {
        return status;
    }
    request->kind = message->message_case;
    houvast__v1__client_message__pack(message, request->message);
    if (!is_protocol(request->message, request->size)) {
        hv_client_release(requests->account, request);
        return HV_CLIENT_EINVAL;
    }
    requests->items[requests->count++] = request;
    return HV_CLIENT_OK;
}

/* Makes `message` as large as the first padded size that can be met exactly: around a size where a
 * length takes a byte more, some cannot. What is too large for that stays as it is. */
static void pad(const Houvast__V1__ClientMessage *message, Houvast__V1__Command *command)
{
    static uint8_t zeros[PADDING_MAX];
    size_t bare = size_of(message);

    command->padding.data = zeros;
    for (size_t want = PADDED_MIN; want <= HV_CLIENT_SEND_MAX; want *= 2) {
        for (size_t head = 0; head <= PADDING_HEAD_MAX && bare + head <= want; head++) {
            command->padding.len = want - bare - head;
            if (command->padding.len <= PADDING_MAX && size_of(message) == want) {
                return;
            }
        }
    }
    command->padding.len = 0;
}

enum hv_client_status hv_client_requests_put_command(struct hv_client_requests *requests,
                                                     const Houvast__V1__Command *command,
                                                     const uint8_t *id)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__Command copy = *command;
    uint8_t own_id[HV_CLIENT_ID_SIZE];

    if (command->what_case == HOUVAST__V1__COMMAND__WHAT__NOT_SET || command->add_unit == NULL) {
        return HV_CLIENT_EINVAL; /* all members of the oneof are pointers in one place */
    }
    memcpy(own_id, id, sizeof own_id);
    copy.id = id_data(own_id);
    copy.padding = (ProtobufCBinaryData){ .len = 0 };
    message.message_case = COMMAND;
    message.command = &copy;
    pad(&message, &copy);
    return put_message(requests, &message, id);
}

enum hv_client_status hv_client_requests_put_house_command(struct hv_client_requests *requests,
                                                           const Houvast__V1__HouseCommand *command,
                                                           const uint8_t *id)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__HouseCommand copy = *command;
    uint8_t own_id[HV_CLIENT_ID_SIZE];

    if (command->what_case == HOUVAST__V1__HOUSE_COMMAND__WHAT__NOT_SET ||
        command->make_group == NULL) {
        return HV_CLIENT_EINVAL;
    }
    memcpy(own_id, id, sizeof own_id);
    copy.id = id_data(own_id);
    message.message_case = HOUSE_COMMAND;
    message.house_command = &copy;
    return put_message(requests, &message, id);
}

enum hv_client_status
hv_client_requests_put_qr(struct hv_client_requests *requests, const char *text, const uint8_t *id)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    Houvast__V1__QrRead read;
    uint8_t own_id[HV_CLIENT_ID_SIZE];
    char copy[QR_TEXT_MAX + 1];

    if (text == NULL || text[0] == '\0' || strlen(text) > QR_TEXT_MAX) {
        return HV_CLIENT_EINVAL;
    }
    memcpy(own_id, id, sizeof own_id);
    memcpy(copy, text, strlen(text) + 1);
    houvast__v1__qr_read__init(&read);
    read.id = id_data(own_id);
    read.text = copy;
    message.message_case = QR_READ;
    message.qr_read = &read;
    return put_message(requests, &message, id);
}

/* Reads are packed anew for each page. A page of a read has some 60 bytes. */
static enum hv_client_status put_page(struct hv_client_requests *requests,
                                      struct hv_client_request *request)
{
    uint8_t buffer[256];
    size_t size = hv_client_request_write(request, buffer);
    if (!is_protocol(buffer, size)) {
        hv_client_release(requests->account, request);
        return HV_CLIENT_EINVAL;
    }
    requests->items[requests->count++] = request;
    return HV_CLIENT_OK;
}

enum hv_client_status hv_client_requests_put_read(struct hv_client_requests *requests,
                                                  const Houvast__V1__Read *read,
                                                  const uint8_t *id)
{
    struct hv_client_request *request;
    if (read->kind == HOUVAST__V1__READ_KIND__READ_KIND_UNSPECIFIED || read->most > ROWS_MAX) {
        return HV_CLIENT_EINVAL;
    }
    enum hv_client_status status = make(requests, id, 0, &request);
    if (status != HV_CLIENT_OK) {
        return status;
    }
    request->kind = READ;
    houvast__v1__read__init(&request->read);
    request->read.id = id_data(request->id);
    request->read.kind = read->kind;
    request->read.run = read->run;
    request->read.number = read->number;
    request->read.from = read->from;
    request->read.most = read->most != 0 ? read->most : ROWS_MAX;
    return put_page(requests, request);
}

enum hv_client_status hv_client_requests_put_catalogue_read(struct hv_client_requests *requests,
                                                            const Houvast__V1__CatalogueRead *read,
                                                            const uint8_t *id)
{
    struct hv_client_request *request;
    if (read->kind == HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_UNSPECIFIED) {
        return HV_CLIENT_EINVAL;
    }
    enum hv_client_status status = make(requests, id, 0, &request);
    if (status != HV_CLIENT_OK) {
        return status;
    }
    request->kind = CATALOGUE_READ;
    houvast__v1__catalogue_read__init(&request->catalogue_read);
    request->catalogue_read.id = id_data(request->id);
    request->catalogue_read.kind = read->kind;
    request->catalogue_read.from = read->from;
    return put_page(requests, request);
}

size_t hv_client_request_write(struct hv_client_request *request, uint8_t *buffer)
{
    Houvast__V1__ClientMessage message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    message.message_case = request->kind;
    switch ((int)request->kind) {
    case READ:
        message.read = &request->read;
        return houvast__v1__client_message__pack(&message, buffer);
    case CATALOGUE_READ:
        message.catalogue_read = &request->catalogue_read;
        return houvast__v1__client_message__pack(&message, buffer);
    default:
        memcpy(buffer, request->message, request->size);
        return request->size;
    }
}
