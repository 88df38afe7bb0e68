/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Coming in: orderly, to see what a device that is only there costs in memory; or all at once, as
 * after a restart of the server, until each has all its panes.
 */
#include "load/load.h"

#define SECOND       UINT64_C(1000000000)
#define SETTLE_NS    (2 * SECOND)
#define AT_ONCE_IDLE 200

static void add_all(struct load *load)
{
    uint32_t count = load->options.groups * load->options.watchers;
    if (load->plan.count > 0) {
        load_add_planned(load, LINK_WATCHES);
        return;
    }
    load_init(load, count);
    for (uint32_t i = 0; i < count; i++) {
        load_add(load, LINK_WATCHES, i % load->options.groups, NULL);
    }
}

json_t *measure_idle(struct load *load)
{
    uint64_t before = kernel_memory(load->options.server);

    add_all(load);
    load_begin(load);
    load_open_all(load, AT_ONCE_IDLE);
    for (uint64_t end = load->now + SETTLE_NS; load->now < end;) {
        load_turn(load, end);
    }
    load_end(load);
    double count = load->link_count;
    double grown = (double)kernel_memory(load->options.server) - (double)before;
    return json_pack("{s:f, s:f, s:f, s:f, s:f}", "devices", count, "rss_kb", grown / 1000 / count,
                     "rss_mb", grown / 1e6, "cpu_us",
                     (double)(load->to.server - load->from.server) / 1000 / count, "foreign",
                     kernel_foreign(&load->from, &load->to));
}

json_t *measure_storm(struct load *load)
{
    add_all(load);
    load_begin(load);
    load_open_all(load, load->link_count);
    load_end(load);
    double count = load->link_count;
    return json_pack("{s:f, s:f, s:f, s:f, s:f}", "devices", count, "seconds",
                     (double)(load->to.at - load->from.at) / (double)SECOND, "bytes",
                     (double)load->joining_bytes / count, "cpu_us",
                     (double)(load->to.server - load->from.server) / 1000 / count, "foreign",
                     kernel_foreign(&load->from, &load->to));
}
