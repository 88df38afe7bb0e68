/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/sqlite.h"

#ifdef HV_BENCH

#include <assert.h>
#include <sqlite3.h>

static sqlite3_vfs without_sync;
static sqlite3_io_methods methods;

static int no_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int
on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *ret_flags)
{
    sqlite3_vfs *system = sqlite3_vfs_find(NULL);
    int result = system->xOpen(system, path, file, flags, ret_flags);

    (void)vfs;
    if (result == SQLITE_OK) {
        methods = *file->pMethods;
        methods.xSync = no_sync;
        file->pMethods = &methods;
    }
    return result;
}

const char *hv_sqlite_vfs_without_sync(void)
{
    without_sync = *sqlite3_vfs_find(NULL);
    without_sync.zName = "without-sync";
    without_sync.xOpen = on_open;
    int result = sqlite3_vfs_register(&without_sync, 0);
    assert(result == SQLITE_OK);
    (void)result;
    return without_sync.zName;
}

#endif
