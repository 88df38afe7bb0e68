/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The lives of the server: a real host over the world's store, with ports to the world's clock,
 * queue, network and chance. world_crash (world.h) ends a life, and the next begins soon after.
 */
#ifndef TESTS_SIM_SERVER_H
#define TESTS_SIM_SERVER_H

#include "tests/sim/events.h"

/* The first time the owner's device comes into the world. */
void server_start(struct world *world);

/* What EVENT_JOB says; a job of an earlier life is forgotten. */
void server_finish_job(struct world *world, const struct event *event);

/* The random port; `data` is the world. A stream for each size that is asked, so that more content
 * is not more of another's chance. */
void server_random(void *data, void *buffer, size_t size);

#endif
