/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Memory with a limit. Everything that an engine or a shelf holds is taken from its account, so
 * that what a server sends can cost no more than the account allows.
 */
#ifndef HV_CLIENT_ACCOUNT_H
#define HV_CLIENT_ACCOUNT_H

#include <protobuf-c/protobuf-c.h>

#include "houvast/client.h"

struct hv_client_account {
    struct hv_client_memory memory;
    size_t used;  /* bytes */
    bool refused; /* an allocation failed since this was last set to false */
};

/* `memory` NULL: malloc and free. */
void hv_client_account_init(struct hv_client_account *account,
                            const struct hv_client_memory *memory);

/* NULL: no memory, or HV_CLIENT_MEMORY_MAX would be passed. */
void *hv_client_allocate(struct hv_client_account *account, size_t size);

/* `pointer` may be NULL. */
void hv_client_release(struct hv_client_account *account, void *pointer);

/* For protobuf-c; valid as long as the account. */
ProtobufCAllocator hv_client_allocator(struct hv_client_account *account);

#endif
