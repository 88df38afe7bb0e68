/* SPDX-License-Identifier: EUPL-1.2 */
/* The definitions that a server sent, by hash; each once, kept until the shelf is freed. */
#ifndef HV_CLIENT_SHELF_H
#define HV_CLIENT_SHELF_H

#include "account.h"
#include "houvast/v1/definition.pb-c.h"

#define HV_CLIENT_SHELF_BUCKETS   64
#define HV_CLIENT_DEFINITIONS_MAX 1024

struct hv_client_shelf_entry {
    struct hv_client_shelf_entry *next;
    Houvast__V1__Definition *definition;
};

struct hv_client_shelf {
    struct hv_client_account account;
    uint32_t count;
    struct hv_client_shelf_entry *buckets[HV_CLIENT_SHELF_BUCKETS];
};

void hv_client_shelf_init(struct hv_client_shelf *shelf, const struct hv_client_memory *memory);
void hv_client_shelf_clear(struct hv_client_shelf *shelf);

const Houvast__V1__Definition *hv_client_shelf_find(const struct hv_client_shelf *shelf,
                                                    const uint8_t *hash);

/* Copies it, unless there is one of this hash. HV_CLIENT_EPROTOCOL: it has no hash, or there are
 * HV_CLIENT_DEFINITIONS_MAX. HV_CLIENT_ENOMEM. */
enum hv_client_status hv_client_shelf_put(struct hv_client_shelf *shelf,
                                          const Houvast__V1__Definition *definition);

#endif
