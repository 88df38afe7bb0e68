/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/host.h"

#include <assert.h>
#include <stdlib.h>

#include "host/group_room.h"
#include "host/house_room.h"

int64_t hv_host_now(const struct hv_host *host)
{
    return host->config.ports.now(host->config.ports.data);
}

struct hv_id hv_host_random_id(const struct hv_host *host)
{
    struct hv_id id;

    host->config.ports.random.fill(host->config.ports.random.data, &id, sizeof id);
    return id;
}

void hv_host_token(const struct hv_host *host,
                   struct hv_id log,
                   struct hv_id id,
                   uint8_t ret_token[HV_TOKEN_SIZE],
                   uint8_t ret_hash[HV_TOKEN_HASH_SIZE])
{
    static_assert(sizeof log.b + HV_TOKEN_SECRET_SIZE == HV_TOKEN_SIZE, "a log, then a secret");
    uint8_t *secret = ret_token + sizeof log.b;

    memcpy(ret_token, log.b, sizeof log.b);
    hv_vault_token(host->config.vault, log, id, 0, secret);
    hv_vault_token_hash(host->config.vault, log, secret, ret_hash);
}

void hv_host_read_only(struct hv_host *host, struct hv_id log, bool read_only)
{
    if (host->counts.read_only == read_only) {
        return;
    }
    host->counts.read_only = read_only;
    if (read_only) {
        hv_log(host->config.log, HV_LOG_JOURNAL_FAULT, log, hv_log_code(HV_EFULL));
    } else {
        hv_log(host->config.log, HV_LOG_JOURNAL_WRITABLE);
    }
}

/* ---- Turns ---- */

void hv_host_enter(struct hv_host *host)
{
    assert(!host->inside);
    host->inside = true;
}

static bool waits_for_answer(const struct hv_room *room)
{
    enum hv_append_step step = room->chain.step;

    return room->step == HV_ROOM_LIVE &&
           (step == HV_APPEND_STORING_KEYS || step == HV_APPEND_ASKED || step == HV_APPEND_AWAITED);
}

static void close_rooms(struct hv_host *host)
{
    for (struct hv_room *room = host->groups; room != NULL; room = room->next) {
        if (!waits_for_answer(room)) {
            hv_room_close(room, HV_FAREWELL_STOPPING);
        }
    }
    if (host->house != NULL && !waits_for_answer(&host->house->room)) {
        hv_room_close(&host->house->room, HV_FAREWELL_STOPPING);
    }
}

static bool is_all_closed(const struct hv_host *host)
{
    return host->closing && host->groups == NULL && host->ending == NULL && host->house == NULL &&
           host->key_errands == NULL && host->jobs == NULL;
}

/* Of the house. False: it opens nothing now. */
static bool owner_token(const struct hv_host *host, uint8_t ret[HV_TOKEN_SIZE])
{
    const struct hv_house *house = hv_house_room_house(host);
    uint8_t hash[HV_TOKEN_HASH_SIZE];

    if (host->open_code != HV_OK || house == NULL) {
        return false;
    }
    hv_host_token(host, host->config.house, hv_house_owner_from(house), ret, hash);
    return hv_house_owner_until(house, hash, hv_vault_equal) > 0;
}

/* Those who hear may call the host again, or free it. */
static void tell(struct hv_host *host)
{
    uint8_t token[HV_TOKEN_SIZE];

    if (host->open_decided && host->on_open != NULL) {
        void (*on_open)(void *, enum hv_code, const uint8_t *) = host->on_open;
        host->on_open = NULL;
        on_open(host->on_open_data, host->open_code, owner_token(host, token) ? token : NULL);
    } else if (is_all_closed(host) && !host->closed) {
        host->closed = true;
        host->on_closed(host->on_closed_data);
    }
}

void hv_host_leave(struct hv_host *host)
{
    if (host->closing) {
        close_rooms(host);
    }
    hv_host_reap_rooms(host);
    hv_arena_reset(&host->turn);
    host->inside = false;
    tell(host);
}

/* ---- Opening and closing ---- */

enum hv_code hv_host_new(const struct hv_host_config *config, struct hv_host **ret)
{
    struct hv_host *host = calloc(1, sizeof *host);

    if (host == NULL) {
        return HV_ENOMEM;
    }
    host->outgoing_last = &host->outgoing;
    host->config = *config;
    hv_arena_init(&host->turn, HV_TURN_ARENA_MAX);
    hv_arena_init(&host->address_arena, HV_ADDRESSES_MAX * (HV_ADDRESS_MAX + 16));
    host->wake = INT64_MAX;
    host->next_round = INT64_MAX;
    *ret = host;
    return HV_OK;
}

void hv_host_open(struct hv_host *host,
                  void (*on_open)(void *data, enum hv_code code, const uint8_t *owner_token),
                  void *data)
{
    hv_host_enter(host);
    host->on_open = on_open;
    host->on_open_data = data;
    hv_host_sweep(host, hv_host_now(host));
    hv_host_open_house(host);
    hv_host_leave(host);
}

void hv_host_close(struct hv_host *host, void (*on_closed)(void *data), void *data)
{
    hv_host_enter(host);
    assert(!host->closing);
    host->closing = true;
    host->on_closed = on_closed;
    host->on_closed_data = data;
    for (struct hv_member *member = host->members; member != NULL; member = member->next) {
        hv_member_dismiss(member, HV_FAREWELL_STOPPING);
    }
    hv_host_drop_jobs(host, false);
    hv_host_leave(host);
}

void hv_host_free(struct hv_host *host)
{
    if (host == NULL) {
        return;
    }
    assert(!host->inside);
    while (host->members != NULL) {
        host->members->room = NULL;
        hv_member_free(host->members);
    }
    hv_host_free_rooms(host);
    hv_host_drop_key_errands(host);
    hv_host_drop_jobs(host, true);
    hv_arena_free(&host->address_arena);
    hv_arena_free(&host->turn);
    free(host);
}

void hv_host_counts(const struct hv_host *host, struct hv_host_counts *ret)
{
    *ret = host->counts;
    for (const struct hv_room *room = host->groups; room != NULL; room = room->next) {
        ret->groups_open += room->step == HV_ROOM_LIVE;
    }
    for (const struct hv_member *member = host->members; member != NULL; member = member->next) {
        ret->members_in[member->role] += member->step == HV_MEMBER_IN;
    }
}
