/* SPDX-License-Identifier: EUPL-1.2 */
/* The running parts of the server, and what its admin socket says about them: /metrics, /healthz
 * and /readyz. */
#ifndef HV_SERVICE_H
#define HV_SERVICE_H

#include "host/host.h"
#include "journal/sqlite.h"
#include "loop_turns.h"
#include "net/admin.h"
#include "net/net.h"

struct hv_service {
    struct hv_sqlite_store *store;
    struct hv_host *host;
    struct hv_net *net; /* NULL until the house is open, and once it is closed */
    struct hv_loop_turns turns;
    bool stopping;
    bool store_away; /* the disk failed, and the store has not come back */
    uint64_t store_faults;
};

/*
 * For hv_admin_open, with a struct hv_service whose store and host are there.
 *
 *   /metrics  metrics.h
 *   /healthz  200: the loop turns
 *   /readyz   200: people can come in and what they write is kept; 503 with the reason else
 */
extern const struct hv_admin_page hv_service_pages[];

#endif
