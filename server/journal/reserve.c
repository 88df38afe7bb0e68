/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/reserve.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum hv_code hv_reserve_open(struct hv_reserve *reserve, const char *path, struct hv_error *error)
{
    reserve->is_held = false;
    reserve->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (reserve->fd < 0) {
        return hv_error_set(error, HV_EIO, "%s: %s", path, strerror(errno));
    }
    hv_reserve_take(reserve);
    return HV_OK;
}

void hv_reserve_close(struct hv_reserve *reserve)
{
    if (reserve->fd >= 0) {
        (void)close(reserve->fd);
        reserve->fd = -1;
    }
}

void hv_reserve_take(struct hv_reserve *reserve)
{
    if (reserve->is_held) {
        return;
    }
    reserve->is_held = posix_fallocate(reserve->fd, 0, HV_RESERVE_SIZE) == 0;
    if (!reserve->is_held && ftruncate(reserve->fd, 0) != 0) {
        reserve->is_held = true; /* a part of it is, and can be given */
    }
}

void hv_reserve_give(struct hv_reserve *reserve)
{
    if (reserve->is_held) {
        reserve->is_held = ftruncate(reserve->fd, 0) != 0;
    }
}
