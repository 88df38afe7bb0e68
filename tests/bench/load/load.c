/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS_MAX   512
#define MILLISECOND  UINT64_C(1000000)
#define JOIN_NS_MAX  (UINT64_C(120000) * MILLISECOND)
#define WAIT_MS_LAST 100

void load_init(struct load *load, uint32_t link_count)
{
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    load->links = calloc(link_count, sizeof load->links[0]);
    if (load->epoll < 0 || load->links == NULL) {
        give_up("out of memory");
    }
    load->now = kernel_now();
}

struct link *load_add(struct load *load, enum link_part part, uint32_t group, const uint8_t *token)
{
    struct link *link = &load->links[load->link_count++];
    link->load = load;
    link->part = part;
    link->group = group;
    link->token = token;
    link->fd = -1;
    return link;
}

static enum link_part part_of(const struct plan_device *device)
{
    return device->role == PLAN_FACILITATOR ? LINK_PUSHES
           : device->role == PLAN_PROJECTOR ? LINK_WATCHES
                                            : LINK_ANSWERS;
}

void load_add_planned(struct load *load, unsigned parts)
{
    uint32_t group = UINT32_MAX;
    uint32_t watchers = 0;
    load_init(load, load->plan.count);
    for (uint32_t i = 0; i < load->plan.count; i++) {
        const struct plan_device *device = &load->plan.devices[i];
        enum link_part part = part_of(device);
        watchers = device->group == group ? watchers : 0;
        group = device->group;
        if ((parts & part) == 0 || device->group >= load->options.groups ||
            (part == LINK_WATCHES && watchers++ >= load->options.watchers)) {
            continue;
        }
        struct link *link = load_add(load, part, device->group, device->token);
        link->seat = device->seat;
        link->ticket = device->ticket;
    }
}

void load_turn(struct load *load, uint64_t wait_until)
{
    struct epoll_event events[EVENTS_MAX];
    uint64_t now = kernel_now();
    struct timespec wait = { .tv_sec = 0 };
    if (wait_until > now) {
        uint64_t left = wait_until - now;
        left = left < WAIT_MS_LAST * MILLISECOND ? left : WAIT_MS_LAST * MILLISECOND;
        wait.tv_nsec = (long)left;
    }
    int count = epoll_pwait2(load->epoll, events, EVENTS_MAX, &wait, NULL);
    if (count < 0 && errno != EINTR) {
        give_up("epoll: %s", strerror(errno));
    }
    load->now = kernel_now();
    for (int i = 0; i < count; i++) {
        link_turn(events[i].data.ptr, events[i].events);
    }
}

void load_open_all(struct load *load, uint32_t at_once)
{
    uint64_t give_up_at = kernel_now() + JOIN_NS_MAX;
    uint32_t opened = 0;
    while (load->joined < load->link_count) {
        while (opened < load->link_count && opened - load->joined < at_once) {
            link_open(&load->links[opened++]);
        }
        load_turn(load, give_up_at);
        if (load->now > give_up_at) {
            give_up("only %u of %u have joined", load->joined, load->link_count);
        }
    }
}

void load_begin(struct load *load)
{
    inside_look(load->options.admin, &load->inside_from);
    kernel_look(load->options.server, &load->from);
    load->now = load->from.at;
}

void load_end(struct load *load)
{
    kernel_look(load->options.server, &load->to);
    inside_look(load->options.admin, &load->inside_to);
}

void load_close(struct load *load)
{
    for (uint32_t i = 0; i < load->link_count; i++) {
        link_drop(&load->links[i]);
    }
    close(load->epoll);
    free(load->links);
}

void load_joined(struct link *link)
{
    if (link->joined) {
        give_up("somebody joined twice");
    }
    link->joined = true;
    link->load->joined++;
    if (link->load->workload.on_joined != NULL) {
        link->load->workload.on_joined(link);
    }
}

void load_delivered(struct link *link, uint64_t sequence, size_t size)
{
    if (sequence != link->sequence + 1) {
        give_up("group %u: number %lu came after %lu", link->group, sequence, link->sequence);
    }
    link->sequence = sequence;
    link->load->pushed_bytes = size;
    link->load->workload.on_delivered(link, sequence);
}

void load_answered(struct link *link, uint64_t sequence)
{
    link->load->workload.on_answered(link, sequence);
}
