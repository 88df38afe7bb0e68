/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that does nothing but hold space, given up for a moment so that keys can be destroyed on a
 * full disk. Internal to this room.
 */
#ifndef HV_JOURNAL_RESERVE_H
#define HV_JOURNAL_RESERVE_H

#include <stdbool.h>

#include "base/error.h"

#define HV_RESERVE_SIZE (1024 * 1024)

struct hv_reserve {
    int fd;
    bool is_held;
};

/* Makes the file. That the disk has no room for it is no fault: it is taken when there is. */
enum hv_code hv_reserve_open(struct hv_reserve *reserve, const char *path, struct hv_error *error);
void hv_reserve_close(struct hv_reserve *reserve);

/* Takes the space when it is not held. Cheap when it is. */
void hv_reserve_take(struct hv_reserve *reserve);
void hv_reserve_give(struct hv_reserve *reserve);

#endif
