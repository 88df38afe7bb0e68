/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "host/room.h"

struct hv_key_errand {
    struct hv_key_change change;
    struct hv_host *host;
    struct hv_id log;
    struct hv_key_errand *next;
    struct hv_key_errand **link; /* what points to it */
};

static void link_in(struct hv_host *host, struct hv_key_errand *errand)
{
    errand->next = host->key_errands;
    errand->link = &host->key_errands;
    if (errand->next != NULL) {
        errand->next->link = &errand->next;
    }
    host->key_errands = errand;
}

static void drop(struct hv_key_errand *errand)
{
    *errand->link = errand->next;
    if (errand->next != NULL) {
        errand->next->link = errand->link;
    }
    free(errand);
}

void hv_host_drop_key_errands(struct hv_host *host)
{
    while (host->key_errands != NULL) {
        drop(host->key_errands);
    }
}

/* Of a room that sleeps by now the next opening sees it. */
static void extend_later(struct hv_host *host, struct hv_id log)
{
    struct hv_room *room = hv_host_find_room(host, log);

    if (room != NULL) {
        room->chain.keys.course_unsure = true;
        room->errand_at = hv_host_now(host) + HV_ERRAND_RETRY_MS;
        hv_host_wake_by(host, room->errand_at);
    }
}

static void on_done(struct hv_key_change *change, enum hv_code code, uint64_t swept)
{
    struct hv_key_errand *errand = change->data;
    struct hv_host *host = errand->host;

    hv_host_enter(host);
    if (code != HV_OK) {
        host->counts.faults++;
        hv_log(host->config.log, HV_LOG_VAULT_FAULT, errand->log, hv_log_code(code));
        if (change->kind == HV_KEYS_EXTEND) {
            extend_later(host, errand->log);
        }
    } else if (change->kind == HV_KEYS_SWEEP && swept > 0) {
        hv_log(host->config.log, HV_LOG_VAULT_SWEPT, swept);
    }
    drop(errand);
    hv_host_leave(host);
}

static void run(struct hv_host *host, struct hv_id log, struct hv_key_change change)
{
    struct hv_key_errand *errand = malloc(sizeof *errand);

    if (errand == NULL) {
        host->counts.faults++;
        hv_log(host->config.log, HV_LOG_VAULT_FAULT, log, hv_log_code(HV_ENOMEM));
        return;
    }
    *errand = (struct hv_key_errand){ .change = change, .host = host, .log = log };
    errand->change.on_done = on_done;
    errand->change.data = errand;
    link_in(host, errand);
    host->config.keystore->change(host->config.keystore, &errand->change);
}

void hv_host_destroy_keys(struct hv_host *host,
                          struct hv_id log,
                          const struct hv_id *ids,
                          uint32_t count)
{
    run(host, log, (struct hv_key_change){ .kind = HV_KEYS_DESTROY, .ids = ids, .count = count });
}

void hv_host_extend_keys(struct hv_host *host, struct hv_id log, uint8_t ends_with, int64_t ends_at)
{
    run(host, log,
        (struct hv_key_change){
            .kind = HV_KEYS_EXTEND, .log = log, .ends_with = ends_with, .ends_at = ends_at });
}

void hv_host_sweep_keys(struct hv_host *host, int64_t now)
{
    run(host, (struct hv_id){ { 0 } },
        (struct hv_key_change){ .kind = HV_KEYS_SWEEP, .ends_at = now });
}
