/* SPDX-License-Identifier: EUPL-1.2 */
#include "metrics.h"

#include <inttypes.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void describe(FILE *out, const char *name, const char *type, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* ---- Single numbers ---- */

struct row {
    const char *name;
    const char *help;
    uint64_t value;
};

static void write_rows(FILE *out, const char *type, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        describe(out, rows[i].name, type, rows[i].help);
        fprintf(out, "%s %" PRIu64 "\n", rows[i].name, rows[i].value);
    }
}

static void write_gauges(const struct hv_metrics *metrics, FILE *out)
{
    const struct row rows[] = {
        { "houvast_ready", "1 while people can come in.", metrics->ready },
        { "houvast_journal_writable", "1 while the journal takes records.", metrics->writable },
        { "houvast_groups_open", "Groups that are awake.", metrics->host.groups_open },
        { "houvast_sockets", "Connections of any kind.", metrics->net.sockets },
        { "houvast_links", "Connections of people's devices.", metrics->net.links },
    };

    write_rows(out, "gauge", rows, COUNT(rows));
}

static void write_counters(const struct hv_metrics *metrics, FILE *out)
{
    const struct hv_host_counts *host = &metrics->host;
    const struct hv_net_counts *net = &metrics->net;
    const struct row rows[] = {
        { "houvast_records_total", "Records stored and carried out.", host->records },
        { "houvast_replies_total", "Commands and reads answered.", host->replies },
        { "houvast_refusals_total", "Of them, refused.", host->refusals },
        { "houvast_repeats_total", "Commands that had been carried out before.", host->repeats },
        { "houvast_panes_drawn_total", "Panes encoded anew.", host->panes_drawn },
        { "houvast_frames_sent_total", "Frames handed to connections.", host->frames_sent },
        { "houvast_frames_malformed_total", "Frames that broke the protocol.", host->malformed },
        { "houvast_links_slow_total", "Connections dropped because they did not read.",
          host->slow },
        { "houvast_messages_paced_total", "Messages that waited for the pace of their device.",
          host->paced },
        { "houvast_arrivals_rejected_total", "Cards, codes and passphrases that opened nothing.",
          host->rejected },
        { "houvast_faults_total", "What the server could not carry out.", host->faults },
        { "houvast_journal_faults_total", "Times that the disk failed.", metrics->store_faults },
        { "houvast_sockets_accepted_total", "Connections taken.", net->accepted },
        { "houvast_sockets_refused_total", "Connections over a limit.", net->refused },
        { "houvast_upgrades_refused_total", "WebSockets of a wrong host, origin or protocol.",
          net->upgrades_refused },
        { "houvast_received_bytes_total", "Carried by frames that came in.", net->bytes_in },
        { "houvast_sent_bytes_total", "Carried by frames that went out.", net->bytes_out },
    };

    write_rows(out, "counter", rows, COUNT(rows));
}

/* ---- Members ---- */

static const struct {
    uint32_t role; /* enum hv_role; 0: the owner, in the house */
    const char *name;
} roles[] = {
    { 0, "owner" },
    { HV_ROLE_FACILITATOR, "facilitator" },
    { HV_ROLE_CO_FACILITATOR, "co_facilitator" },
    { HV_ROLE_TABLE, "table" },
    { HV_ROLE_PEN, "pen" },
    { HV_ROLE_PROJECTOR, "projector" },
    { HV_ROLE_OBSERVER, "observer" },
    { HV_ROLE_GUEST, "guest" },
};

static void write_members(const struct hv_host_counts *host, FILE *out)
{
    describe(out, "houvast_members", "gauge", "Devices let in.");
    for (size_t i = 0; i < COUNT(roles); i++) {
        fprintf(out, "houvast_members{role=\"%s\"} %" PRIu32 "\n", roles[i].name,
                host->members_in[roles[i].role]);
    }
}

/* ---- Histograms ---- */

static void write_histogram(FILE *out,
                            const char *name,
                            const char *help,
                            const struct hv_histogram *histogram,
                            double unit)
{
    uint64_t count = 0;

    describe(out, name, "histogram", help);
    for (uint32_t i = 0; i < histogram->buckets->count; i++) {
        count += histogram->in[i];
        fprintf(out, "%s_bucket{le=\"%.10g\"} %" PRIu64 "\n", name,
                (double)histogram->buckets->ends[i] / unit, count);
    }
    count += histogram->above;
    fprintf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, count);
    fprintf(out, "%s_sum %.10g\n", name, (double)histogram->sum / unit);
    fprintf(out, "%s_count %" PRIu64 "\n", name, count);
}

void hv_metrics_write(const struct hv_metrics *metrics, FILE *out)
{
    describe(out, "houvast_build_info", "gauge", "Always 1; the version is its label.");
    fprintf(out, "houvast_build_info{version=\"%s\"} 1\n", HV_VERSION);
    write_gauges(metrics, out);
    write_members(&metrics->host, out);
    write_counters(metrics, out);
    write_histogram(out, "houvast_journal_commit_seconds",
                    "How long a batch of records took until it was on the disk.",
                    &metrics->store.commits, 1e9);
    write_histogram(out, "houvast_journal_batch_records", "Records that one commit made durable.",
                    &metrics->store.batches, 1);
    write_histogram(out, "houvast_loop_turn_seconds",
                    "How long a turn of the loop worked, during which nothing else is served.",
                    metrics->turns, 1e9);
}
