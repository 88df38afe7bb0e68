/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pages of a group, and what facilitators read of the library. Of what the core only names, tokens
 * of cards and keys of outboxes, the secrets are filled in here.
 */
#include <assert.h>

#include "host/group_room.h"
#include "host/house_room.h"

/* HV_EGONE: the key is not there any more. */
static enum hv_code fill_secrets(struct hv_group_room *group_room, struct hv_read_row *row)
{
    struct hv_host *host = group_room->room.host;
    uint8_t *secret = hv_arena_alloc(&host->turn, HV_SECRET_SIZE);
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    static_assert(HV_SECRET_SIZE == HV_TOKEN_SIZE, "a token is such a secret");
    if (secret == NULL) {
        return HV_ENOMEM;
    }
    if (!hv_id_is_zero(row->card_id)) {
        hv_host_token(host, group_room->room.chain.log, row->card_id, secret, hash);
        row->token = secret;
        return HV_OK;
    }
    row->key = secret;
    return hv_keyring_derive(&group_room->room.chain.keys, &row->scope, "houvast: outbox", secret);
}

/* What the core names and does not know: tokens of cards, keys of pages. */
static enum hv_code
fill_page(struct hv_group_room *group_room, enum hv_read_kind kind, struct hv_read_page *page)
{
    bool secret = kind == HV_READ_COUPLE_CARDS || kind == HV_READ_OUTBOX_KEY;
    enum hv_code code = HV_OK;

    for (uint32_t i = 0; secret && code == HV_OK && i < page->row_count; i++) {
        code = fill_secrets(group_room, &page->rows[i]);
    }
    return code;
}

/* Fewer rows when they do not fit a frame. */
static enum hv_code read_page(struct hv_group_room *group_room,
                              struct hv_member *member,
                              const struct hv_message *message,
                              enum hv_refusal *ret_refusal,
                              struct hv_bytes *ret)
{
    struct hv_arena *arena = &member->host->turn;
    struct hv_read_key key = message->read;
    struct hv_read_page page;
    enum hv_code code;

    for (;;) {
        code = hv_group_read(group_room->group, member->device, key, arena, ret_refusal, &page);
        if (code != HV_OK || *ret_refusal != HV_REFUSAL_NONE) {
            return code;
        }
        code = fill_page(group_room, key.kind, &page);
        if (code == HV_EGONE) {
            *ret_refusal = HV_REFUSAL_LOCKED;
            return HV_OK;
        }
        if (code == HV_OK) {
            code = hv_codec_read_page(group_room->group, message->id, &page, arena, ret);
        }
        if (code != HV_ETOOBIG || key.most <= 1) {
            return code;
        }
        key.most /= 2;
    }
}

enum hv_served hv_group_room_serve_read(struct hv_group_room *group_room,
                                        struct hv_member *member,
                                        const struct hv_message *message)
{
    enum hv_refusal refusal = HV_REFUSAL_NONE;
    struct hv_bytes page = { .data = NULL, .size = 0 };

    enum hv_code code = read_page(group_room, member, message, &refusal, &page);
    if (code != HV_OK) {
        member->host->counts.faults++;
        refusal = HV_REFUSAL_FAILED;
    }
    if (refusal != HV_REFUSAL_NONE) {
        return hv_member_refuse(member, message->id, refusal);
    }
    hv_member_send_page(member, page);
    return HV_SERVED_ANSWERED;
}

/* A projector shows the address of the hall. */
static bool
may_read(const struct hv_group_room *group_room, uint16_t device, enum hv_catalogue_kind kind)
{
    struct hv_device_facts facts;

    if (!hv_group_device_facts(group_room->group, device, &facts) || facts.removed) {
        return false;
    }
    return facts.role == HV_ROLE_FACILITATOR || facts.role == HV_ROLE_CO_FACILITATOR ||
           (facts.role == HV_ROLE_PROJECTOR && kind == HV_CATALOGUE_ADDRESSES);
}

enum hv_served hv_group_room_serve_catalogue(const struct hv_group_room *group_room,
                                             struct hv_member *member,
                                             const struct hv_message *message)
{
    if (may_read(group_room, member->device, message->catalogue_read.kind)) {
        switch (message->catalogue_read.kind) {
        case HV_CATALOGUE_EXERCISES:
            return hv_house_room_exercises(member, message);
        case HV_CATALOGUE_ADDRESSES:
            return hv_member_send_addresses(member, message);
        case HV_CATALOGUE_PROGRAMMES:
        case HV_CATALOGUE_GROUPS:
        case HV_CATALOGUE_SECOND_FACTOR:
            break;
        }
    }
    return hv_member_refuse(member, message->id, HV_REFUSAL_NOT_ALLOWED);
}
