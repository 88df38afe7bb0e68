/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/path_fault.h"

#include <errno.h>
#include <string.h>

static enum hv_code code_of(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return HV_EPERM;
    case ENOSPC:
    case EDQUOT:
        return HV_EFULL;
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
        return HV_EINVAL;
    case EEXIST:
        return HV_EDUPLICATE;
    default:
        return HV_EIO;
    }
}

enum hv_code hv_path_fault(struct hv_error *error, const char *what, const char *path)
{
    int number = errno;

    return hv_error_set(error, code_of(number), "cannot %s %s: %s", what, path, strerror(number));
}
