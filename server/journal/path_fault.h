/* SPDX-License-Identifier: EUPL-1.2 */
/* What the system says of a file or folder, as a fault. Internal to this room. */
#ifndef HV_JOURNAL_PATH_FAULT_H
#define HV_JOURNAL_PATH_FAULT_H

#include "base/error.h"

/* Sets and returns what errno says: "cannot make /x: No such file or directory". HV_EPERM;
 * HV_EFULL; HV_EINVAL: nothing is there, or the name will not do; HV_EDUPLICATE: it is there
 * already; HV_EIO. */
enum hv_code hv_path_fault(struct hv_error *error, const char *what, const char *path);

#endif
