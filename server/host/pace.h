/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pace of the devices of a room: how much each may ask. A device gains
 * HV_DEVICE_MESSAGES_A_SECOND and may save up HV_DEVICE_MESSAGES_SAVED; what it sends beyond that
 * waits in its queue. It is kept by device, not by connection, so that coming back gains nothing.
 * Private to host/.
 */
#ifndef HV_HOST_PACE_H
#define HV_HOST_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct hv_pace {
    int64_t *used_until; /* by device: what it asked is used up at this time, UTC ms */
    uint32_t count;      /* of devices in it */
};

/* When one more message of `device`, which counts as so many, may be served; `now` or before: at
 * once. A clock that was set back makes nobody wait longer than one message takes. */
int64_t hv_pace_next(struct hv_pace *pace, uint16_t device, uint32_t messages, int64_t now);

/* One is served at `now` that counts as so many. False without memory: nothing was noted. */
bool hv_pace_use(struct hv_pace *pace, uint16_t device, uint32_t messages, int64_t now);

void hv_pace_free(struct hv_pace *pace);

#endif
