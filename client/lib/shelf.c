/* SPDX-License-Identifier: EUPL-1.2 */
#include "shelf.h"

#include <string.h>

void hv_client_shelf_init(struct hv_client_shelf *shelf, const struct hv_client_memory *memory)
{
    *shelf = (struct hv_client_shelf){ .count = 0 };
    hv_client_account_init(&shelf->account, memory);
}

void hv_client_shelf_clear(struct hv_client_shelf *shelf)
{
    ProtobufCAllocator allocator = hv_client_allocator(&shelf->account);
    for (size_t i = 0; i < HV_CLIENT_SHELF_BUCKETS; i++) {
        struct hv_client_shelf_entry *next;
        for (struct hv_client_shelf_entry *entry = shelf->buckets[i]; entry != NULL; entry = next) {
            next = entry->next;
            houvast__v1__definition__free_unpacked(entry->definition, &allocator);
            hv_client_release(&shelf->account, entry);
        }
        shelf->buckets[i] = NULL;
    }
}

const Houvast__V1__Definition *hv_client_shelf_find(const struct hv_client_shelf *shelf,
                                                    const uint8_t *hash)
{
    const struct hv_client_shelf_entry *entry = shelf->buckets[hash[0] % HV_CLIENT_SHELF_BUCKETS];
    while (entry != NULL && memcmp(entry->definition->hash.data, hash, HV_CLIENT_HASH_SIZE) != 0) {
        entry = entry->next;
    }
    return entry != NULL ? entry->definition : NULL;
}

/* A message can be copied only by way of its bytes. */
static Houvast__V1__Definition *copy_of(struct hv_client_account *account,
                                        const Houvast__V1__Definition *definition)
{
    ProtobufCAllocator allocator = hv_client_allocator(account);
    size_t size = houvast__v1__definition__get_packed_size(definition);
    uint8_t *bytes = hv_client_allocate(account, size);
    if (bytes == NULL) {
        return NULL;
    }
    houvast__v1__definition__pack(definition, bytes);
    Houvast__V1__Definition *copy = houvast__v1__definition__unpack(&allocator, size, bytes);
    hv_client_release(account, bytes);
    return copy;
}

enum hv_client_status hv_client_shelf_put(struct hv_client_shelf *shelf,
                                          const Houvast__V1__Definition *definition)
{
    if (definition->hash.len != HV_CLIENT_HASH_SIZE) {
        return HV_CLIENT_EPROTOCOL;
    }
    if (hv_client_shelf_find(shelf, definition->hash.data) != NULL) {
        return HV_CLIENT_OK;
    }
    if (shelf->count == HV_CLIENT_DEFINITIONS_MAX) {
        return HV_CLIENT_EPROTOCOL;
    }
    struct hv_client_shelf_entry *entry = hv_client_allocate(&shelf->account, sizeof *entry);
    if (entry == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    entry->definition = copy_of(&shelf->account, definition);
    if (entry->definition == NULL) {
        hv_client_release(&shelf->account, entry);
        return HV_CLIENT_ENOMEM;
    }
    struct hv_client_shelf_entry **bucket =
        &shelf->buckets[definition->hash.data[0] % HV_CLIENT_SHELF_BUCKETS];
    entry->next = *bucket;
    *bucket = entry;
    shelf->count++;
    return HV_CLIENT_OK;
}

enum hv_client_status hv_client_shelf_new(const struct hv_client_memory *memory,
                                          struct hv_client_shelf **ret)
{
    struct hv_client_account account;
    hv_client_account_init(&account, memory);
    struct hv_client_shelf *shelf = account.memory.allocate(account.memory.data, sizeof *shelf);
    if (shelf == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    hv_client_shelf_init(shelf, memory);
    *ret = shelf;
    return HV_CLIENT_OK;
}

void hv_client_shelf_free(struct hv_client_shelf *shelf)
{
    if (shelf != NULL) {
        struct hv_client_memory memory = shelf->account.memory;
        hv_client_shelf_clear(shelf);
        memory.release(memory.data, shelf);
    }
}
