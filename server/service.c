/* SPDX-License-Identifier: EUPL-1.2 */
#include "service.h"

#include "metrics.h"

#define TEXT "text/plain; charset=utf-8"

/* Why nobody can come in, or what they write would not be kept; NULL: neither. */
static const char *hindrance(const struct hv_service *service)
{
    struct hv_host_counts counts;

    if (service->stopping) {
        return "stopping";
    }
    if (service->net == NULL) {
        return "the house is not open yet";
    }
    if (service->store_away) {
        return "the disk fails";
    }
    hv_host_counts(service->host, &counts);
    return counts.read_only ? "the disk is full" : NULL;
}

static bool write_metrics(void *data, FILE *out)
{
    const struct hv_service *service = data;
    struct hv_metrics metrics = {
        .ready = hindrance(service) == NULL,
        .store_faults = service->store_faults,
        .turns = &service->turns.worked,
    };

    hv_host_counts(service->host, &metrics.host);
    metrics.writable = !service->store_away && !metrics.host.read_only;
    if (service->net != NULL) {
        hv_net_counts(service->net, &metrics.net);
    }
    hv_sqlite_store_counts(service->store, &metrics.store);
    hv_metrics_write(&metrics, out);
    return true;
}

static bool write_health(void *data, FILE *out)
{
    (void)data;
    fputs("ok\n", out);
    return true;
}

static bool write_readiness(void *data, FILE *out)
{
    const char *why_not = hindrance(data);

    fprintf(out, "%s\n", why_not != NULL ? why_not : "ready");
    return why_not == NULL;
}

const struct hv_admin_page hv_service_pages[] = {
    { "/metrics", HV_METRICS_TYPE, write_metrics },
    { "/healthz", TEXT, write_health },
    { "/readyz", TEXT, write_readiness },
    { NULL, NULL, NULL },
};
