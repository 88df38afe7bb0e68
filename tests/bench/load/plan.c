/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/plan.h"

#include <stdlib.h>

#include "load/link.h"

static void write_secret(FILE *file, const uint8_t *secret, int size)
{
    for (int i = 0; i < size; i++) {
        fprintf(file, "%02x", secret[i]);
    }
}

void plan_add(FILE *file, const struct plan_device *device)
{
    fprintf(file, "%c %u %u %u ", (char)device->role, device->group, device->unit, device->seat);
    write_secret(file, device->token, PLAN_TOKEN_SIZE);
    fputc(' ', file);
    write_secret(file, device->ticket, PLAN_TICKET_SIZE);
    fputc('\n', file);
}

static void read_secret(const char *text, uint8_t *ret, int size)
{
    for (int i = 0; i < size; i++) {
        const char pair[] = { text[2 * i], text[2 * i + 1], '\0' };
        ret[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
}

static struct plan_device *next(struct plan *plan)
{
    if (plan->count == plan->room) {
        plan->room = plan->room == 0 ? 1024 : 2 * plan->room;
        plan->devices = realloc(plan->devices, plan->room * sizeof plan->devices[0]);
    }
    if (plan->devices == NULL) {
        give_up("out of memory");
    }
    return &plan->devices[plan->count++];
}

void plan_read(const char *path, struct plan *plan)
{
    char token[2 * PLAN_TOKEN_SIZE + 1];
    char ticket[2 * PLAN_TICKET_SIZE + 1];
    struct plan_device device;
    uint32_t before = plan->count;
    char role;

    FILE *file = fopen(path, "re");
    if (file == NULL) {
        give_up("cannot read %s", path);
    }
    while (fscanf(file, " %c %u %u %u %64s %32s", &role, &device.group, &device.unit, &device.seat,
                  token, ticket) == 6) {
        device.role = (enum plan_role)role;
        read_secret(token, device.token, PLAN_TOKEN_SIZE);
        read_secret(ticket, device.ticket, PLAN_TICKET_SIZE);
        *next(plan) = device;
    }
    fclose(file);
    if (plan->count == before) {
        give_up("no device stands in %s", path);
    }
}
