/* SPDX-License-Identifier: EUPL-1.2 */
/* What was asked and is not answered yet, in the order in which it was asked. */
#ifndef HV_CLIENT_REQUESTS_H
#define HV_CLIENT_REQUESTS_H

#include "account.h"
#include "houvast/v1/wire.pb-c.h"

struct hv_client_request {
    uint8_t id[HV_CLIENT_ID_SIZE];
    Houvast__V1__ClientMessage__MessageCase kind;
    bool sent;              /* over the transport that is up */
    Houvast__V1__Read read; /* by its kind; `from` is where the next page begins */
    Houvast__V1__CatalogueRead catalogue_read;
    size_t size; /* of a command's or house command's message */
    uint8_t message[];
};

struct hv_client_requests {
    struct hv_client_account *account;
    uint32_t count;
    struct hv_client_request *items[HV_CLIENT_OUTSTANDING_MAX];
};

/* Each puts a request with this id at the end, and checks it as client.h says for
 * hv_client_command: HV_CLIENT_EINVAL, _ETOOBIG, _EFULL, _ENOMEM. */
enum hv_client_status hv_client_requests_put_command(struct hv_client_requests *requests,
                                                     const Houvast__V1__Command *command,
                                                     const uint8_t *id);
enum hv_client_status hv_client_requests_put_house_command(struct hv_client_requests *requests,
                                                           const Houvast__V1__HouseCommand *command,
                                                           const uint8_t *id);
enum hv_client_status hv_client_requests_put_read(struct hv_client_requests *requests,
                                                  const Houvast__V1__Read *read,
                                                  const uint8_t *id);
enum hv_client_status hv_client_requests_put_catalogue_read(struct hv_client_requests *requests,
                                                            const Houvast__V1__CatalogueRead *read,
                                                            const uint8_t *id);
enum hv_client_status
hv_client_requests_put_qr(struct hv_client_requests *requests, const char *text, const uint8_t *id);

/* NULL: none of this id. */
struct hv_client_request *hv_client_requests_find(const struct hv_client_requests *requests,
                                                  const uint8_t *id);

/* The first that was not sent, or NULL. */
struct hv_client_request *hv_client_requests_next(const struct hv_client_requests *requests);

/* Its message, in a buffer with room for HV_CLIENT_SEND_MAX bytes; gives its size. */
size_t hv_client_request_write(struct hv_client_request *request, uint8_t *buffer);

void hv_client_requests_remove(struct hv_client_requests *requests,
                               struct hv_client_request *request);

/* The transport is gone: none was sent. */
void hv_client_requests_unsend(struct hv_client_requests *requests);

#endif
