/* SPDX-License-Identifier: EUPL-1.2 */
/* `houvastd backup`: asks the running server for a copy of what it has stored. */
#ifndef HV_BACKUP_H
#define HV_BACKUP_H

#include "base/error.h"

/*
 * Asks the server at the admin socket to make a backup in `folder`, a path of this process, and
 * waits until it is whole or failed. 0, or an exit code with a sentence in `error`:
 *
 *   HV_EXIT_UNAVAILABLE  no server answers at the socket
 *   HV_EXIT_PERMISSION   this user may not open the socket
 *   HV_EXIT_CREATE       the server cannot begin: the folder is there, or cannot be made; or it
 *                        makes another backup
 *   HV_EXIT_IO           the copy failed; nothing is left of it
 *   HV_EXIT_AGAIN        the server stopped before it was whole
 *   HV_EXIT_USAGE        the path is too long
 *   HV_EXIT_SYSTEM       no socket can be made here
 */
int hv_backup_ask(const char *socket_path, const char *folder, struct hv_error *error);

#endif
