/* SPDX-License-Identifier: EUPL-1.2 */
/* Where people reach this server; only who listens knows. */
#include "host/room.h"

enum hv_code
hv_host_set_addresses(struct hv_host *host, const char *const *addresses, uint32_t count)
{
    hv_arena_reset(&host->address_arena);
    host->address_count = 0;
    for (uint32_t i = 0; i < count && host->address_count < HV_ADDRESSES_MAX; i++) {
        struct hv_bytes text = hv_bytes_from_text(addresses[i]);
        if (text.size == 0 || text.size > HV_ADDRESS_MAX) {
            continue;
        }
        text.data = hv_arena_copy(&host->address_arena, text.data, text.size);
        if (text.data == NULL) {
            return HV_ENOMEM;
        }
        host->addresses[host->address_count++] = text;
    }
    return HV_OK;
}

enum hv_served hv_member_send_addresses(struct hv_member *member, const struct hv_message *message)
{
    struct hv_host *host = member->host;
    struct hv_bytes page = { .data = NULL, .size = 0 };

    enum hv_code code = hv_codec_addresses_page(message->id, host->addresses, host->address_count,
                                                &host->turn, &page);
    return hv_member_answer(member, message->id, code, page);
}
