/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What /metrics says: the counts of all rooms, in the text format of Prometheus. Names are
 * houvast_*, in base units; no label, and no number, is of one person, couple or group.
 */
#ifndef HV_METRICS_H
#define HV_METRICS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/histogram.h"
#include "host/host.h"
#include "journal/sqlite.h"
#include "net/net.h"

#define HV_METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

struct hv_metrics {
    struct hv_host_counts host;
    struct hv_net_counts net; /* zero while there is none */
    struct hv_sqlite_counts store;
    uint64_t store_faults;
    bool ready;
    bool writable;                    /* the store works, and its disk is not full */
    const struct hv_histogram *turns; /* of the loop */
};

void hv_metrics_write(const struct hv_metrics *metrics, FILE *out);

#endif
