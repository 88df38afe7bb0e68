/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/events.h"

#include <assert.h>
#include <stdlib.h>

static bool earlier(const struct event *a, const struct event *b)
{
    return a->at < b->at || (a->at == b->at && a->order < b->order);
}

void events_push(struct world *world, struct event event)
{
    if (world->event_count == world->event_room) {
        world->event_room = world->event_room == 0 ? 256 : world->event_room * 2;
        world->events = realloc(world->events, world->event_room * sizeof *world->events);
        assert(world->events != NULL);
    }
    event.order = ++world->order;
    uint32_t i = world->event_count++;
    while (i > 0 && earlier(&event, &world->events[(i - 1) / 2])) {
        world->events[i] = world->events[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    world->events[i] = event;
}

struct event events_pop(struct world *world)
{
    struct event top = world->events[0];
    struct event last = world->events[--world->event_count];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= world->event_count) {
            break;
        }
        if (child + 1 < world->event_count &&
            earlier(&world->events[child + 1], &world->events[child])) {
            child++;
        }
        if (!earlier(&world->events[child], &last)) {
            break;
        }
        world->events[i] = world->events[child];
        i = child;
    }
    world->events[i] = last;
    return top;
}

void events_later(struct world *world, uint32_t ms, enum event_kind kind, uint32_t device)
{
    events_push(world, (struct event){ .at = world->now + ms, .kind = kind, .device = device });
}
