/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Fan-out: each group has somebody who pushes and watchers who each must get each push once and in
 * order. The next push of a group comes when all have the one before, and, at a pace, not before
 * its time; what has to wait is late from the time when it was due. At the same time seats may
 * answer, and facilitators log in.
 */
#include <stdlib.h>

#include "load/answering.h"
#include "load/histogram.h"
#include "load/load.h"
#include "load/logins.h"

#define SECOND      UINT64_C(1000000000)
#define DRAIN_LIMIT (20 * SECOND)
#define LOGIN_LIMIT (60 * SECOND)

struct group {
    struct link *publisher;
    uint32_t watchers; /* that read */
    uint32_t missing;  /* deliveries of the push under way, and the server's word that it took it */
    uint64_t sequence;
    uint64_t due;
};

static struct {
    struct group *groups;
    uint32_t group_count;
    uint64_t interval; /* ns; 0: as fast as it goes */
    bool measuring, stopping;
    uint64_t deliveries, pushes;
    uint32_t under_way;
    struct histogram each;  /* from due to each watcher */
    struct histogram whole; /* from due to the last */
} fanout;

static void push(struct group *group, uint64_t now)
{
    if (fanout.interval == 0) {
        group->due = now;
    }
    group->missing = group->watchers + 1;
    group->sequence++;
    fanout.under_way++;
    group->publisher->load->options.dialect->push(group->publisher, group->sequence);
}

static void push_if_due(struct group *group, uint64_t now)
{
    if (group->watchers > 0 && group->missing == 0 && !fanout.stopping && group->due <= now) {
        push(group, now);
    }
}

static void arrived(struct load *load, struct group *group)
{
    if (group->missing == 0) {
        give_up("more came than was pushed");
    }
    if (--group->missing > 0) {
        return;
    }
    fanout.under_way--;
    if (fanout.measuring) {
        fanout.pushes++;
        histogram_add(&fanout.whole, load->now - group->due);
    }
    group->due += fanout.interval;
    if (fanout.interval == 0) {
        push_if_due(group, load->now); /* due already */
    }
}

static void on_delivered(struct link *link, uint64_t sequence)
{
    struct group *group = &fanout.groups[link->group];
    if (sequence != group->sequence) {
        give_up("group %u: number %lu came, but %lu was pushed", link->group, sequence,
                group->sequence);
    }
    if (link->stalled) {
        return;
    }
    if (fanout.measuring) {
        fanout.deliveries++;
        histogram_add(&fanout.each, link->load->now - group->due);
    }
    arrived(link->load, group);
}

static void on_pushed(struct link *link)
{
    arrived(link->load, &fanout.groups[link->group]);
}

/* ---- Who comes ---- */

static void add_plain(struct load *load)
{
    const struct options *options = &load->options;
    load_init(load, options->groups * (options->watchers + 1));
    for (uint32_t i = 0; i < options->groups; i++) {
        load_add(load, LINK_PUSHES, i, NULL);
        for (uint32_t k = 0; k < options->watchers; k++) {
            load_add(load, LINK_WATCHES, i, NULL);
        }
    }
}

static void find_groups(struct load *load)
{
    fanout.groups = calloc(load->link_count, sizeof fanout.groups[0]);
    if (fanout.groups == NULL) {
        give_up("out of memory");
    }
    uint32_t to_stall = load->options.stalled;
    for (uint32_t i = 0; i < load->link_count; i++) {
        struct link *link = &load->links[i];
        struct group *group = &fanout.groups[link->group];
        if (link->group >= fanout.group_count) {
            fanout.group_count = link->group + 1;
        }
        if (link->part == LINK_PUSHES) {
            group->publisher = link;
        } else if (link->part == LINK_WATCHES) {
            link->stalled = to_stall > 0 && to_stall-- > 0;
            group->watchers += !link->stalled;
        }
    }
}

/* ---- Measuring ---- */

static void begin(uint64_t now, double rate)
{
    fanout.interval = rate > 0 ? (uint64_t)((double)SECOND / rate) : 0;
    for (uint32_t i = 0; i < fanout.group_count; i++) {
        fanout.groups[i].due = now + fanout.interval * i / fanout.group_count;
        push_if_due(&fanout.groups[i], now);
    }
}

/* Groups without watchers only answer. */
static void push_what_is_due(uint64_t now, uint64_t *ret_next)
{
    for (uint32_t i = 0; fanout.interval > 0 && i < fanout.group_count; i++) {
        struct group *group = &fanout.groups[i];
        if (group->watchers == 0) {
            continue;
        }
        push_if_due(group, now);
        if (group->missing == 0 && group->due < *ret_next) {
            *ret_next = group->due;
        }
    }
}

static void run_until(struct load *load, uint64_t end, uint64_t *tcp_highest)
{
    uint64_t look_at = load->now;
    while (load->now < end) {
        uint64_t next = end;
        push_what_is_due(load->now, &next);
        answering_turn(load, &next);
        logins_turn(load->now, &next);
        /* As fast as it goes, it never sleeps: a server would pay in its send() for waking it, the
         * more so the less there is to do. */
        load_turn(load, fanout.interval > 0 ? next : load->now);
        if (load->options.stalled > 0 && load->now >= look_at) {
            uint64_t memory = kernel_tcp_memory();
            *tcp_highest = memory > *tcp_highest ? memory : *tcp_highest;
            look_at = load->now + SECOND / 10;
        }
    }
}

/* For its time; or, when there are logins, until all are in. */
static void run_measured(struct load *load, uint64_t *tcp_highest)
{
    if (load->options.logins == 0) {
        run_until(load, load->now + (uint64_t)(load->options.seconds * (double)SECOND),
                  tcp_highest);
        return;
    }
    logins_begin(load);
    for (uint64_t limit = load->now + LOGIN_LIMIT; logins_left() > 0;) {
        run_until(load, load->now + SECOND / 100, tcp_highest);
        if (load->now > limit) {
            give_up("%u logins did not come in", logins_left());
        }
    }
}

static void drain(struct load *load)
{
    uint64_t limit = load->now + DRAIN_LIMIT;
    fanout.stopping = true;
    answering_stop();
    while (fanout.under_way + answering_under_way() > 0) {
        load_turn(load, limit);
        if (load->now > limit) {
            give_up("%u pushes were not delivered to all, %u answers not acknowledged",
                    fanout.under_way, answering_under_way());
        }
    }
}

static double micros(uint64_t nanoseconds)
{
    return (double)nanoseconds / 1000;
}

static json_t *report(const struct load *load, uint64_t tcp_memory)
{
    const struct kernel_moment *from = &load->from;
    const struct kernel_moment *to = &load->to;
    double seconds = (double)(to->at - from->at) / (double)SECOND;
    double deliveries = (double)fanout.deliveries;
    json_t *found = json_pack(
        "{s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f}", "deliveries_s", deliveries / seconds,
        "pushes_s", (double)fanout.pushes / seconds, "cpu_us",
        fanout.deliveries > 0 ? micros(to->server - from->server) / deliveries : 0, "p50_us",
        micros(histogram_quantile(&fanout.each, 0.5)), "p99_us",
        micros(histogram_quantile(&fanout.each, 0.99)), "whole_p50_us",
        micros(histogram_quantile(&fanout.whole, 0.5)), "whole_p99_us",
        micros(histogram_quantile(&fanout.whole, 0.99)), "bytes", (double)load->pushed_bytes,
        "generator", (double)(to->own - from->own) / (double)(to->at - from->at), "foreign",
        kernel_foreign(from, to));
    if (load->options.stalled > 0) {
        json_object_set_new(found, "tcp_mb", json_real((double)tcp_memory / 1e6));
        json_object_set_new(found, "rss_mb",
                            json_real((double)kernel_memory(load->options.server) / 1e6));
    }
    answering_report(found, seconds);
    logins_report(found);
    return found;
}

json_t *measure_fanout(struct load *load)
{
    uint64_t tcp_before = kernel_tcp_memory();
    uint64_t tcp_highest = 0;

    load->workload = (struct workload){ .on_delivered = on_delivered,
                                        .on_pushed = on_pushed,
                                        .on_answered = answering_on_answered };
    if (load->plan.count > 0) {
        load_add_planned(load, LINK_PUSHES | LINK_WATCHES | LINK_ANSWERS);
    } else {
        add_plain(load);
    }
    find_groups(load);
    load_open_all(load, 200);
    answering_begin(load);
    begin(load->now, load->options.rate);
    run_until(load, load->now + (uint64_t)(load->options.warm_up * (double)SECOND), &tcp_highest);
    fanout.measuring = true;
    answering_measure(true);
    load_begin(load);
    run_measured(load, &tcp_highest);
    load_end(load);
    fanout.measuring = false;
    answering_measure(false);
    drain(load);
    json_t *found = report(load, tcp_highest > tcp_before ? tcp_highest - tcp_before : 0);
    logins_end();
    return found;
}
