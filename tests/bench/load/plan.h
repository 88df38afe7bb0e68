/* SPDX-License-Identifier: EUPL-1.2 */
/* The groups that `make` made on a server of ours: a file with one line for each device. */
#ifndef HV_BENCH_PLAN_H
#define HV_BENCH_PLAN_H

#include <stdint.h>
#include <stdio.h>

#define PLAN_TOKEN_SIZE  32
#define PLAN_TICKET_SIZE 16

enum plan_role {
    PLAN_FACILITATOR = 'F',
    PLAN_PROJECTOR = 'P',
    PLAN_SEAT = 'S'
};

struct plan_device {
    enum plan_role role;
    uint32_t group; /* from 0 */
    uint32_t unit, seat;
    uint8_t token[PLAN_TOKEN_SIZE];
    uint8_t ticket[PLAN_TICKET_SIZE]; /* of its seat, which stays unlocked; zeros: it has none */
};

struct plan {
    struct plan_device *devices; /* in the order of their groups */
    uint32_t count, room;
};

void plan_add(FILE *file, const struct plan_device *device);
/* Adds the devices of a file. Ends the program when there are none. */
void plan_read(const char *path, struct plan *plan);

#endif
