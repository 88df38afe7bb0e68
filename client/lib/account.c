/* SPDX-License-Identifier: EUPL-1.2 */
#include "account.h"

#include <stdlib.h>
#include <string.h>

/* Stands before each piece; as large as the strictest alignment, so that the piece keeps it. */
union head {
    size_t size;
    max_align_t align;
};

static void *allocate_from_heap(void *data, size_t size)
{
    (void)data;
    return malloc(size);
}

static void release_to_heap(void *data, void *pointer)
{
    (void)data;
    free(pointer);
}

void hv_client_account_init(struct hv_client_account *account,
                            const struct hv_client_memory *memory)
{
    static const struct hv_client_memory heap = {
        .allocate = allocate_from_heap,
        .release = release_to_heap,
    };
    *account = (struct hv_client_account){ .memory = memory != NULL ? *memory : heap };
}

void *hv_client_allocate(struct hv_client_account *account, size_t size)
{
    union head *head = NULL;
    if (size <= HV_CLIENT_MEMORY_MAX - account->used) {
        head = account->memory.allocate(account->memory.data, sizeof *head + size);
    }
    if (head == NULL) {
        account->refused = true;
        return NULL;
    }
    head->size = size;
    account->used += size;
    return head + 1;
}

void hv_client_release(struct hv_client_account *account, void *pointer)
{
    if (pointer == NULL) {
        return;
    }
    union head *head = (union head *)pointer - 1;
    account->used -= head->size;
    explicit_bzero(pointer, head->size); /* what somebody wrote came through here */
    account->memory.release(account->memory.data, head);
}

static void *allocate_for_protobuf(void *data, size_t size)
{
    return hv_client_allocate(data, size);
}

static void release_for_protobuf(void *data, void *pointer)
{
    hv_client_release(data, pointer);
}

ProtobufCAllocator hv_client_allocator(struct hv_client_account *account)
{
    return (ProtobufCAllocator){
        .alloc = allocate_for_protobuf,
        .free = release_for_protobuf,
        .allocator_data = account,
    };
}
