/* SPDX-License-Identifier: EUPL-1.2 */
/* The running parts of the server, and what its admin socket says about them and can be asked:
 * /metrics, /healthz, /readyz and /backup. */
#ifndef HV_SERVICE_H
#define HV_SERVICE_H

#include "host/host.h"
#include "journal/sqlite.h"
#include "loop_turns.h"
#include "net/admin.h"
#include "net/net.h"

#define HV_BACKUPS_REMEMBERED 8

enum hv_backup_state {
    HV_BACKUP_UNDER_WAY,
    HV_BACKUP_MADE,
    HV_BACKUP_FAILED
};

struct hv_backup {
    enum hv_backup_state state;
    struct hv_error fault; /* FAILED */
};

struct hv_service {
    const struct hv_log *log;
    struct hv_sqlite_store *store;
    struct hv_host *host;
    struct hv_net *net; /* NULL until the house is open, and once it is closed */
    struct hv_loop_turns turns;
    bool stopping;
    bool store_away; /* the disk failed, and the store has not come back */
    uint64_t store_faults;
    struct hv_sqlite_copy copy;
    struct hv_backup backups[HV_BACKUPS_REMEMBERED]; /* of number n: n % HV_BACKUPS_REMEMBERED */
    uint32_t backups_begun;                          /* numbered from 1 */
};

/*
 * For hv_admin_open, with a struct hv_service whose store and host are there.
 *
 *   /metrics  metrics.h
 *   /healthz  200: the loop turns
 *   /readyz   200: people can come in and what they write is kept; 503 with the reason else
 *   /backup   POST ?<folder>: begins a backup (hv_sqlite_store_copy) and gives its number; 409 with
 *             the reason else
 *             GET 200: how the last HV_BACKUPS_REMEMBERED of this server ended, a line each, the
 *             newest last: the number, then `made`, or `failed: ` and the reason; 503: the last of
 *             them is `under way`
 */
extern const struct hv_admin_page hv_service_pages[];

#endif
