/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/copy.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal/path_fault.h"

#define PIECE_PAGES 256
#define PATH_SIZE   (HV_COPY_PATH_SIZE + 64)
#define UNFINISHED  ".unfinished"

/* What SQLite may leave in the folder when it does not come to its end. */
static const char *const names[] = { "journal.db", "journal.db-journal", "journal.db-wal",
                                     "vault.db",   "vault.db-journal",   "vault.db-wal" };

static void path_of(const char *folder, const char *name, char ret[PATH_SIZE])
{
    (void)snprintf(ret, PATH_SIZE, "%s" UNFINISHED "%s%s", folder, name[0] == '\0' ? "" : "/",
                   name);
}

/* ---- The folder ---- */

enum hv_code hv_copy_prepare(const char *folder, struct hv_error *error)
{
    char path[PATH_SIZE];
    struct stat status;

    if (folder[0] != '/' || strlen(folder) >= HV_COPY_PATH_SIZE) {
        return hv_error_set(error, HV_EINVAL,
                            "a backup needs an absolute path, of at most %d bytes",
                            HV_COPY_PATH_SIZE - 1);
    }
    if (lstat(folder, &status) == 0) {
        return hv_error_set(error, HV_EDUPLICATE,
                            "a backup is made in a new folder, and this is there already: %s",
                            folder);
    }
    path_of(folder, "", path);
    if (mkdir(path, 0700) != 0) {
        return errno == EEXIST ? hv_error_set(error, HV_EDUPLICATE,
                                              "a backup was not finished; remove what is left of "
                                              "it: %s",
                                              path)
                               : hv_path_fault(error, "make", path);
    }
    if (chmod(path, 0700) != 0) {
        enum hv_code code = hv_path_fault(error, "keep others out of", path);
        (void)rmdir(path);
        return code;
    }
    return HV_OK;
}

void hv_copy_unprepare(const char *folder)
{
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        path_of(folder, names[i], path);
        (void)unlink(path);
    }
    path_of(folder, "", path);
    (void)rmdir(path);
}

/* SQLite would make its files readable by others, and takes an empty one as new. */
static enum hv_code make_file(const char *path, struct hv_error *error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0) {
        return hv_path_fault(error, "make", path);
    }
    enum hv_code code =
        fchmod(fd, 0600) == 0 ? HV_OK : hv_path_fault(error, "keep others out of", path);
    (void)close(fd);
    return code;
}

static enum hv_code sync_path(const char *path, struct hv_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        return hv_path_fault(error, "open", path);
    }
    enum hv_code code = fsync(fd) == 0 ? HV_OK : hv_path_fault(error, "sync", path);
    (void)close(fd);
    return code;
}

static enum hv_code sync_above(const char *folder, struct hv_error *error)
{
    char above[HV_COPY_PATH_SIZE];
    const char *slash = strrchr(folder, '/');
    size_t size = slash == folder ? 1 : (size_t)(slash - folder);

    memcpy(above, folder, size);
    above[size] = '\0';
    return sync_path(above, error);
}

/* Gives it its name, when everything in it is on the disk. */
static enum hv_code put_in_place(const char *folder, struct hv_error *error)
{
    static const char *const last[] = { "journal.db", "vault.db", "" };
    char path[PATH_SIZE];
    enum hv_code code = HV_OK;

    for (size_t i = 0; i < sizeof last / sizeof last[0] && code == HV_OK; i++) {
        path_of(folder, last[i], path);
        code = sync_path(path, error);
    }
    if (code == HV_OK && renameat2(AT_FDCWD, path, AT_FDCWD, folder, RENAME_NOREPLACE) != 0) {
        code = hv_path_fault(error, "give its name to", path);
    }
    return code == HV_OK ? sync_above(folder, error) : code;
}

/* ---- The files ---- */

static enum hv_code fault_of(sqlite3 *db, int result, const char *what, struct hv_error *error)
{
    enum hv_code code = hv_database_code(result);

    return hv_error_set(error, code == HV_OK ? HV_EIO : code, "cannot copy %s: %s", what,
                        db == NULL ? sqlite3_errstr(result) : sqlite3_errmsg(db));
}

/* It is nobody's until it is whole, so nothing has to be undone in it, and it is synced by us. */
static enum hv_code open_journal(struct hv_copy *copy, const char *vfs, struct hv_error *error)
{
    char path[PATH_SIZE];

    path_of(copy->folder, "journal.db", path);
    enum hv_code code = make_file(path, error);
    if (code != HV_OK) {
        return code;
    }
    int result = sqlite3_open_v2(path, &copy->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs);
    if (result == SQLITE_OK) {
        result = sqlite3_exec(copy->to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL,
                              NULL, NULL);
    }
    if (result == SQLITE_OK) {
        copy->pages = sqlite3_backup_init(copy->to, "main", copy->journal->db, "main");
        result = copy->pages == NULL ? sqlite3_errcode(copy->to) : SQLITE_OK;
    }
    return result == SQLITE_OK ? HV_OK : fault_of(copy->to, result, "journal.db", error);
}

static int close_journal(struct hv_copy *copy)
{
    int result = sqlite3_backup_finish(copy->pages);
    int closed = sqlite3_close(copy->to);

    assert(closed == SQLITE_OK); /* nothing was prepared on it */
    (void)closed;
    copy->pages = NULL;
    copy->to = NULL;
    return result;
}

/* Row by row into a new file, which leaves behind what lies in unused parts of pages. */
static enum hv_code copy_keys(struct hv_copy *copy, struct hv_error *error)
{
    char path[PATH_SIZE];
    sqlite3_stmt *statement;

    path_of(copy->folder, "vault.db", path);
    enum hv_code code = make_file(path, error);
    if (code != HV_OK) {
        return code;
    }
    int result = sqlite3_prepare_v2(copy->keys->db, "VACUUM INTO ?1", -1, &statement, NULL);
    if (result == SQLITE_OK) {
        (void)sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
        (void)sqlite3_step(statement);
        result = sqlite3_finalize(statement);
    }
    return result == SQLITE_OK ? HV_OK : fault_of(copy->keys->db, result, "vault.db", error);
}

enum hv_code hv_copy_begin(struct hv_copy *copy,
                           const char *folder,
                           const char *vfs,
                           struct hv_database *journal,
                           struct hv_database *keys,
                           struct hv_error *error)
{
    *copy = (struct hv_copy){ .journal = journal, .keys = keys };
    (void)snprintf(copy->folder, sizeof copy->folder, "%s", folder);
    enum hv_code code = open_journal(copy, vfs, error);
    if (code != HV_OK) {
        hv_copy_drop(copy);
    }
    return code;
}

static enum hv_code finish(struct hv_copy *copy, struct hv_error *error)
{
    int result = close_journal(copy);

    if (result != SQLITE_OK) {
        return fault_of(NULL, result, "journal.db", error);
    }
    enum hv_code code = copy_keys(copy, error);
    return code == HV_OK ? put_in_place(copy->folder, error) : code;
}

enum hv_code hv_copy_step(struct hv_copy *copy, struct hv_error *error, bool *ret_whole)
{
    int result = sqlite3_backup_step(copy->pages, PIECE_PAGES);
    enum hv_code code = HV_OK;

    if (result == SQLITE_OK) {
        char path[PATH_SIZE];
        path_of(copy->folder, "journal.db", path);
        code = sync_path(path, error); /* or the last piece would wait for all of them */
    } else if (result == SQLITE_DONE) {
        code = finish(copy, error);
    } else {
        code = fault_of(copy->to, result, "journal.db", error);
    }
    if (code != HV_OK) {
        hv_copy_drop(copy);
        return code;
    }
    *ret_whole = result == SQLITE_DONE;
    if (*ret_whole) {
        copy->journal = NULL;
    }
    return HV_OK;
}

void hv_copy_drop(struct hv_copy *copy)
{
    if (copy->journal == NULL) {
        return;
    }
    (void)close_journal(copy);
    hv_copy_unprepare(copy->folder);
    copy->journal = NULL;
}
