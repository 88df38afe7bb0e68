/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/plan.h"

#include <stdlib.h>

#include "load/link.h"

void plan_add(FILE *file, const struct plan_device *device)
{
    fprintf(file, "%c %u %u %u ", (char)device->role, device->group, device->unit, device->seat);
    for (int i = 0; i < PLAN_TOKEN_SIZE; i++) {
        fprintf(file, "%02x", device->token[i]);
    }
    fputc('\n', file);
}

static void read_token(const char *text, uint8_t ret[PLAN_TOKEN_SIZE])
{
    for (int i = 0; i < PLAN_TOKEN_SIZE; i++) {
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
    struct plan_device device;
    uint32_t before = plan->count;
    char role;

    FILE *file = fopen(path, "re");
    if (file == NULL) {
        give_up("cannot read %s", path);
    }
    while (fscanf(file, " %c %u %u %u %64s", &role, &device.group, &device.unit, &device.seat,
                  token) == 5) {
        device.role = (enum plan_role)role;
        read_token(token, device.token);
        *next(plan) = device;
    }
    fclose(file);
    if (plan->count == before) {
        give_up("no device stands in %s", path);
    }
}
