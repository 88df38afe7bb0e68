/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/pace.h"

#include <stdlib.h>
#include <string.h>

#include "host/host.h"

#define MESSAGE_MS (1000 / HV_DEVICE_MESSAGES_A_SECOND)
#define SAVED_MS   (HV_DEVICE_MESSAGES_SAVED * MESSAGE_MS)
/* Who had one message left may have sent one that counts as many. */
#define AHEAD_MS (SAVED_MS + (HV_BIND_PEN_MESSAGES - 1) * MESSAGE_MS)

/* Of one that asked nothing yet there is nothing to keep. */
static int64_t used_until(struct hv_pace *pace, uint16_t device, int64_t now)
{
    if (device >= pace->count || pace->used_until[device] < now) {
        return now;
    }
    if (pace->used_until[device] > now + AHEAD_MS) { /* only when the clock was set back */
        pace->used_until[device] = now + AHEAD_MS;
    }
    return pace->used_until[device];
}

int64_t hv_pace_next(struct hv_pace *pace, uint16_t device, uint32_t messages, int64_t now)
{
    return used_until(pace, device, now) + (int64_t)messages * MESSAGE_MS - SAVED_MS;
}

static bool make_room(struct hv_pace *pace, uint16_t device)
{
    if (device < pace->count) {
        return true;
    }
    uint32_t count = 2u * device + 16;
    int64_t *grown = realloc(pace->used_until, count * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    memset(grown + pace->count, 0, (count - pace->count) * sizeof *grown);
    pace->used_until = grown;
    pace->count = count;
    return true;
}

bool hv_pace_use(struct hv_pace *pace, uint16_t device, uint32_t messages, int64_t now)
{
    if (!make_room(pace, device)) {
        return false;
    }
    pace->used_until[device] = used_until(pace, device, now) + (int64_t)messages * MESSAGE_MS;
    return true;
}

void hv_pace_free(struct hv_pace *pace)
{
    free(pace->used_until);
    *pace = (struct hv_pace){ .count = 0 };
}
