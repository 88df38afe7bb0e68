/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The queue of what is going to happen. Events come out by their time, and at the same moment in
 * the order in which they were pushed; so a history depends on nothing but its seed.
 */
#ifndef TESTS_SIM_EVENTS_H
#define TESTS_SIM_EVENTS_H

#include "tests/sim/world.h"

enum event_kind {
    EVENT_UP = 1, /* a packet reaches the server */
    EVENT_DOWN,   /* … or a device */
    EVENT_CLOSE,  /* the server's close reaches the device */
    EVENT_DISK,   /* the store gives an answer */
    EVENT_TICK,   /* the host asked to be woken */
    EVENT_ACT,    /* a person looks at the device */
    EVENT_CONNECT,
    EVENT_START, /* the server starts */
    EVENT_JOB,   /* a job of this life of the server is done */
    EVENT_FAULT_CLOCK
};

struct event {
    int64_t at;     /* ms since the start of the world */
    uint64_t order; /* the queue's own */
    enum event_kind kind;
    uint32_t device;     /* its number; of EVENT_JOB the job's place */
    uint64_t connection; /* serial: an event of a connection that is gone means nothing; of
                            EVENT_JOB the life of the server */
};

void events_push(struct world *world, struct event event);

/* So many ms from now. */
void events_later(struct world *world, uint32_t ms, enum event_kind kind, uint32_t device);

/* Takes the next one out; there has to be one. */
struct event events_pop(struct world *world);

#endif
