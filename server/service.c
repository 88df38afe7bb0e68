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

static struct hv_backup *backup_of(struct hv_service *service, uint32_t number)
{
    return &service->backups[number % HV_BACKUPS_REMEMBERED];
}

static bool is_backup_under_way(struct hv_service *service)
{
    return service->backups_begun > 0 &&
           backup_of(service, service->backups_begun)->state == HV_BACKUP_UNDER_WAY;
}

static void on_copied(struct hv_sqlite_copy *copy, enum hv_code code, const struct hv_error *error)
{
    struct hv_service *service = copy->data;
    struct hv_backup *backup = backup_of(service, service->backups_begun);

    backup->state = code == HV_OK ? HV_BACKUP_MADE : HV_BACKUP_FAILED;
    backup->fault = *error;
    if (code == HV_OK) {
        hv_log(service->log, HV_LOG_BACKUP_MADE);
    } else {
        hv_log(service->log, HV_LOG_BACKUP_FAILED, hv_log_code(code));
    }
}

static bool begin_backup(void *data, const char *folder, FILE *out)
{
    struct hv_service *service = data;
    struct hv_error error = { 0 };
    struct hv_sqlite_copy copy = { .folder = folder, .on_done = on_copied, .data = service };

    if (is_backup_under_way(service)) {
        fputs("another backup is under way\n", out);
        return false;
    }
    service->copy = copy;
    enum hv_code code = hv_sqlite_store_copy(service->store, &service->copy, &error);
    service->copy.folder = NULL; /* borrowed for the call */
    if (code != HV_OK) {
        fprintf(out, "%s\n", error.text);
        return false;
    }
    service->backups_begun++;
    *backup_of(service, service->backups_begun) =
        (struct hv_backup){ .state = HV_BACKUP_UNDER_WAY };
    fprintf(out, "%u\n", service->backups_begun);
    return true;
}

static bool write_backups(void *data, FILE *out)
{
    static const char *const words[] = { "under way", "made", "failed: " };
    struct hv_service *service = data;
    uint32_t last = service->backups_begun;
    uint32_t number = last > HV_BACKUPS_REMEMBERED ? last - HV_BACKUPS_REMEMBERED : 0;

    while (number++ < last) {
        const struct hv_backup *backup = backup_of(service, number);
        fprintf(out, "%u %s%s\n", number, words[backup->state],
                backup->state == HV_BACKUP_FAILED ? backup->fault.text : "");
    }
    return !is_backup_under_way(service);
}

const struct hv_admin_page hv_service_pages[] = {
    { "/metrics", HV_METRICS_TYPE, write_metrics, NULL },
    { "/healthz", TEXT, write_health, NULL },
    { "/readyz", TEXT, write_readiness, NULL },
    { "/backup", TEXT, write_backups, begin_backup },
    { NULL, NULL, NULL, NULL },
};
