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

enum hv_backup_state {
    HV_BACKUP_NONE,
    HV_BACKUP_UNDER_WAY,
    HV_BACKUP_MADE,
    HV_BACKUP_FAILED
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
    enum hv_backup_state backup; /* the last one */
    struct hv_error backup_fault;
};

/*
 * For hv_admin_open, with a struct hv_service whose store and host are there.
 *
 *   /metrics  metrics.h
 *   /healthz  200: the loop turns
 *   /readyz   200: people can come in and what they write is kept; 503 with the reason else
 *   /backup   POST ?<folder>: begins a backup (hv_sqlite_store_copy); 409 with the reason else
 *             GET 200: how the last one ended: `none`, `made`, or `failed: ` and the reason;
 *             503: it is under way
 */
extern const struct hv_admin_page hv_service_pages[];

#endif
