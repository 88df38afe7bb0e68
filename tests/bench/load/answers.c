/* SPDX-License-Identifier: EUPL-1.2 */
/* Durable answers: so many under way at a time, each acknowledged when it is stored. */
#include "load/answering.h"

#define SECOND      UINT64_C(1000000000)
#define DRAIN_LIMIT (20 * SECOND)

static void add_seats(struct load *load)
{
    if (load->plan.count == 0) {
        load_init(load, load->options.watchers);
        for (uint32_t i = 0; i < load->options.watchers; i++) {
            load_add(load, LINK_ANSWERS, i % load->options.groups, NULL);
        }
        return;
    }
    load_add_planned(load, LINK_PUSHES | LINK_ANSWERS);
}

static void run_until(struct load *load, uint64_t end)
{
    while (load->now < end) {
        uint64_t next = end;
        answering_turn(load, &next);
        load_turn(load, next);
    }
}

json_t *measure_answers(struct load *load)
{
    load->workload = (struct workload){ .on_answered = answering_on_answered };
    add_seats(load);
    load_open_all(load, 200);
    answering_begin(load);
    run_until(load, load->now + (uint64_t)(load->options.warm_up * (double)SECOND));
    answering_measure(true);
    load_begin(load);
    run_until(load, load->now + (uint64_t)(load->options.seconds * (double)SECOND));
    load_end(load);
    answering_measure(false);
    answering_stop();
    for (uint64_t limit = load->now + DRAIN_LIMIT; answering_under_way() > 0;) {
        load_turn(load, limit);
        if (load->now > limit) {
            give_up("%u answers were not acknowledged", answering_under_way());
        }
    }
    double answers = (double)answering_count();
    json_t *found =
        json_pack("{s:f, s:f}", "cpu_us",
                  answers > 0 ? (double)(load->to.server - load->from.server) / 1000 / answers : 0,
                  "foreign", kernel_foreign(&load->from, &load->to));
    answering_report(found, (double)(load->to.at - load->from.at) / (double)SECOND);
    return found;
}
