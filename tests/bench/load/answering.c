/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/answering.h"

#include <stdlib.h>

#include "load/histogram.h"

#define SECOND UINT64_C(1000000000)

static struct {
    struct link **waiting; /* a ring, in the order in which they became free */
    uint32_t first, count, room;
    uint32_t under_way;
    uint32_t lanes;
    uint64_t interval, due; /* at a pace */
    bool measuring, stopping;
    uint64_t answers;
    uint64_t sequence;
    struct histogram took;
} answering;

static void wait_in_line(struct link *link)
{
    answering.waiting[(answering.first + answering.count++) % answering.room] = link;
}

static void ask(uint64_t due)
{
    struct link *link = answering.waiting[answering.first];
    answering.first = (answering.first + 1) % answering.room;
    answering.count--;
    answering.under_way++;
    link->asked_at = due;
    link->sequence = ++answering.sequence;
    link->load->options.dialect->answer(link, link->sequence);
}

void answering_begin(struct load *load)
{
    const struct options *options = &load->options;
    if (options->lanes == 0 && options->answer_rate <= 0) {
        return;
    }
    answering.lanes = options->lanes;
    answering.waiting = calloc(load->link_count, sizeof answering.waiting[0]);
    if (answering.waiting == NULL) {
        give_up("out of memory");
    }
    for (uint32_t i = 0; i < load->link_count; i++) {
        answering.room += load->links[i].part == LINK_ANSWERS;
    }
    if (answering.room == 0 || answering.room < answering.lanes) {
        give_up("%u seats are too few", answering.room);
    }
    /* Neighbours are of one group: who answers after each other should not be. */
    uint32_t step = answering.room > 16 ? 17 : 1;
    for (uint32_t start = 0; start < step; start++) {
        for (uint32_t i = 0, seat = 0; i < load->link_count; i++) {
            if (load->links[i].part == LINK_ANSWERS && seat++ % step == start) {
                wait_in_line(&load->links[i]);
            }
        }
    }
    if (options->answer_rate > 0) {
        answering.interval = (uint64_t)((double)SECOND / options->answer_rate);
        answering.due = load->now;
    }
}

void answering_turn(struct load *load, uint64_t *next)
{
    if (answering.stopping || answering.room == 0) {
        return;
    }
    if (answering.interval == 0) {
        while (answering.under_way < answering.lanes) {
            ask(load->now);
        }
        return;
    }
    for (; answering.due <= load->now && answering.count > 0; answering.due += answering.interval) {
        ask(answering.due);
    }
    if (answering.count > 0 && answering.due < *next) {
        *next = answering.due;
    }
}

void answering_on_answered(struct link *link, uint64_t sequence)
{
    if (link->asked_at == 0 || sequence != link->sequence) {
        give_up("group %u: an answer was acknowledged that was not under way", link->group);
    }
    answering.under_way--;
    if (answering.measuring) {
        answering.answers++;
        histogram_add(&answering.took, link->load->now - link->asked_at);
    }
    link->asked_at = 0;
    wait_in_line(link);
    if (answering.interval == 0 && !answering.stopping) {
        ask(link->load->now);
    }
}

void answering_measure(bool on)
{
    answering.measuring = on;
}

void answering_stop(void)
{
    answering.stopping = true;
}

uint32_t answering_under_way(void)
{
    return answering.under_way;
}

uint64_t answering_count(void)
{
    return answering.answers;
}

void answering_report(json_t *found, double seconds)
{
    if (answering.room == 0) {
        return;
    }
    json_object_set_new(found, "answers_s", json_real((double)answering.answers / seconds));
    json_object_set_new(found, "answer_p50_us",
                        json_real((double)histogram_quantile(&answering.took, 0.5) / 1000));
    json_object_set_new(found, "answer_p99_us",
                        json_real((double)histogram_quantile(&answering.took, 0.99) / 1000));
}
