/* SPDX-License-Identifier: EUPL-1.2 */
#include "journal/database.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define CHUNK 65536 /* bytes that are read at a time */

enum hv_code hv_database_code(int result)
{
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return HV_OK;
    case SQLITE_FULL:
        return HV_EFULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
        return HV_ECORRUPT;
    default:
        return HV_EIO;
    }
}

static enum hv_code
set_error(struct hv_error *error, struct hv_database *database, const char *path, int result)
{
    const char *text = database->db == NULL ? sqlite3_errstr(result) : sqlite3_errmsg(database->db);

    return hv_error_set(error, hv_database_code(result), "%s: %s", path, text);
}

static int execute(struct hv_database *database, const char *sql)
{
    return sqlite3_exec(database->db, sql, NULL, NULL, NULL);
}

static int on_commit(void *data, sqlite3 *db, const char *name, int frames)
{
    struct hv_database *database = data;

    (void)db;
    (void)name;
    database->wal_frames = frames;
    return SQLITE_OK;
}

/* EXCLUSIVE comes before WAL, so that no shared memory file is ever made. */
static int configure(struct hv_database *database)
{
    static const char *const pragmas[] = { "PRAGMA locking_mode=EXCLUSIVE",
                                           "PRAGMA journal_mode=WAL",
                                           "PRAGMA synchronous=FULL",
                                           "PRAGMA secure_delete=ON",
                                           "PRAGMA temp_store=MEMORY",
                                           "PRAGMA trusted_schema=OFF",
                                           "PRAGMA mmap_size=0",
                                           "PRAGMA cell_size_check=ON",
                                           "PRAGMA wal_autocheckpoint=0" };

    (void)sqlite3_extended_result_codes(database->db, 1);
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
        int result = execute(database, pragmas[i]);
        if (result != SQLITE_OK) {
            return result;
        }
    }
    (void)sqlite3_db_config(database->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(database->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    (void)sqlite3_wal_hook(database->db, on_commit, database);
    return SQLITE_OK;
}

static int read_number(struct hv_database *database, const char *sql, int64_t *ret)
{
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(database->db, sql, -1, &statement, NULL);

    if (result != SQLITE_OK) {
        return result;
    }
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        *ret = sqlite3_column_int64(statement, 0);
        result = SQLITE_OK;
    }
    (void)sqlite3_finalize(statement);
    return result;
}

/* SQLite answers a pragma that it cannot carry out by staying as it was. */
static enum hv_code
check_settings(struct hv_database *database, const char *path, struct hv_error *error)
{
    static const struct {
        const char *question;
        int64_t answer;
    } settings[] = {
        { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
        { "PRAGMA synchronous", 2 },
        { "PRAGMA secure_delete", 1 },
    };

    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        int64_t answer = -1;
        int result = read_number(database, settings[i].question, &answer);
        if (result != SQLITE_OK) {
            return set_error(error, database, path, result);
        }
        if (answer != settings[i].answer) {
            return hv_error_set(error, HV_EIO,
                                "%s: this SQLite cannot keep it safely (%s gives %d)", path,
                                settings[i].question, (int)answer);
        }
    }
    return HV_OK;
}

static int make_schema(struct hv_database *database, const struct hv_database_form *form)
{
    char identity[96];

    (void)snprintf(identity, sizeof identity, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
                   form->application_id, form->version);
    int result = execute(database, "BEGIN IMMEDIATE");
    if (result == SQLITE_OK) {
        result = execute(database, form->schema);
    }
    if (result == SQLITE_OK) {
        result = execute(database, identity);
    }
    return result == SQLITE_OK ? execute(database, "COMMIT") : result;
}

static enum hv_code check_form(struct hv_database *database,
                               const char *path,
                               const struct hv_database_form *form,
                               struct hv_error *error)
{
    int64_t application_id = 0;
    int64_t version = 0;
    int64_t tables = 0;
    int result = read_number(database, "PRAGMA application_id", &application_id);

    if (result == SQLITE_OK) {
        result = read_number(database, "PRAGMA user_version", &version);
    }
    if (result == SQLITE_OK) {
        result = read_number(database, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    if (result == SQLITE_OK && application_id == 0 && version == 0 && tables == 0) {
        result = make_schema(database, form);
        return result == SQLITE_OK ? HV_OK : set_error(error, database, path, result);
    }
    if (result != SQLITE_OK) {
        return set_error(error, database, path, result);
    }
    if (application_id != form->application_id) {
        return hv_error_set(error, HV_EVERSION, "%s is a file of another program", path);
    }
    if (version > form->version) {
        return hv_error_set(
            error, HV_EVERSION,
            "%s is of version %d, made by a newer houvastd; this one knows up to %d", path,
            (int)version, form->version);
    }
    return HV_OK;
}

sqlite3_file *hv_database_file(struct hv_database *database, int which)
{
    sqlite3_file *file = NULL;

    (void)sqlite3_file_control(database->db, "main", which, &file);
    return file == NULL || file->pMethods == NULL ? NULL : file;
}

/* Writes every byte of the log again, where it is. A checkpoint begins by syncing it. */
static int write_log_again(sqlite3_file *log)
{
    uint8_t chunk[CHUNK];
    sqlite3_int64 size;
    int result = log->pMethods->xFileSize(log, &size);

    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size; at += CHUNK) {
        int part = size - at < CHUNK ? (int)(size - at) : CHUNK;
        result = log->pMethods->xRead(log, chunk, part, at);
        if (result == SQLITE_OK) {
            result = log->pMethods->xWrite(log, chunk, part, at);
        }
    }
    return result;
}

/*
 * After a failed sync the log may be whole in the page cache and not on the disk, and no later sync
 * brings it there: the kernel calls those pages clean. Copying it into the file then is not safe
 * either: with the power cut in the middle, half of it would be in the file and nothing on the disk
 * could complete it. So first the log is made what it seems to be.
 */
static enum hv_code settle(struct hv_database *database)
{
    sqlite3_file *log = hv_database_file(database, SQLITE_FCNTL_JOURNAL_POINTER);
    enum hv_code code = log == NULL ? HV_OK : hv_database_code(write_log_again(log));

    return code == HV_OK ? hv_database_truncate(database) : code;
}

enum hv_code hv_database_open(struct hv_database *database,
                              const char *path,
                              const char *vfs,
                              const struct hv_database_form *form,
                              struct hv_error *error)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    enum hv_code code;

    *database = (struct hv_database){ 0 };
    int result = sqlite3_open_v2(path, &database->db, flags, vfs);
    if (result == SQLITE_OK) {
        result = configure(database);
    }
    if (result != SQLITE_OK) {
        code = set_error(error, database, path, result);
        goto err_close;
    }
    code = check_settings(database, path, error);
    if (code == HV_OK) {
        code = check_form(database, path, form, error);
    }
    if (code != HV_OK) {
        goto err_close;
    }
    code = settle(database);
    database->is_unsettled = code == HV_EFULL;
    if (code != HV_OK && code != HV_EFULL) {
        (void)hv_error_set(error, code, "%s: %s", path, sqlite3_errmsg(database->db));
        goto err_close;
    }
    return HV_OK;

err_close:
    hv_database_close(database, true);
    return code;
}

void hv_database_close(struct hv_database *database, bool after_fault)
{
    if (database->db == NULL) {
        return;
    }
    if (!after_fault) {
        (void)hv_database_truncate(database);
    }
    int result = sqlite3_close(database->db);
    assert(result == SQLITE_OK); /* anything else is a statement left open */
    (void)result;
    database->db = NULL;
}

enum hv_code hv_database_prepare(struct hv_database *database, const char *sql, sqlite3_stmt **ret)
{
    sqlite3_stmt *statement;
    int result =
        sqlite3_prepare_v3(database->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

    assert(result != SQLITE_ERROR);
    if (result == SQLITE_OK) {
        *ret = statement;
    }
    return hv_database_code(result);
}

enum hv_code hv_database_execute(struct hv_database *database, const char *sql)
{
    return hv_database_code(execute(database, sql));
}

enum hv_code hv_database_number(struct hv_database *database, const char *sql, int64_t *ret)
{
    return hv_database_code(read_number(database, sql, ret));
}

enum hv_code hv_database_begin(struct hv_database *database)
{
    if (database->is_unsettled) {
        enum hv_code code = settle(database);
        if (code != HV_OK) {
            return code;
        }
    }
    return hv_database_execute(database, "BEGIN IMMEDIATE");
}

enum hv_code hv_database_commit(struct hv_database *database)
{
    return hv_database_execute(database, "COMMIT");
}

enum hv_code hv_database_rollback(struct hv_database *database)
{
    if (sqlite3_get_autocommit(database->db) == 0) {
        (void)execute(database, "ROLLBACK");
    }
    return sqlite3_get_autocommit(database->db) == 0 ? HV_EIO : HV_OK;
}

enum hv_code hv_database_checkpoint(struct hv_database *database)
{
    int result =
        sqlite3_wal_checkpoint_v2(database->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

    if (result == SQLITE_OK) {
        database->wal_frames = 0;
    }
    return hv_database_code(result);
}

static enum hv_code size_of_log(struct hv_database *database, sqlite3_int64 *ret)
{
    sqlite3_file *log = hv_database_file(database, SQLITE_FCNTL_JOURNAL_POINTER);

    *ret = 0;
    return log == NULL ? HV_OK : hv_database_code(log->pMethods->xFileSize(log, ret));
}

enum hv_code hv_database_truncate(struct hv_database *database)
{
    sqlite3_int64 size;
    int result =
        sqlite3_wal_checkpoint_v2(database->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

    if (result != SQLITE_OK) {
        return hv_database_code(result);
    }
    enum hv_code code = size_of_log(database, &size);
    if (code != HV_OK || size != 0) {
        return code == HV_OK ? HV_EIO : code;
    }
    database->wal_frames = 0;
    database->is_unsettled = false;
    return HV_OK;
}

enum hv_code hv_database_rebuild(struct hv_database *database)
{
    enum hv_code code = database->is_unsettled ? HV_EFULL : HV_OK;

    if (code == HV_OK) {
        code = hv_database_execute(database, "VACUUM");
    }
    return code == HV_OK ? hv_database_truncate(database) : code;
}

enum hv_code hv_database_run(sqlite3_stmt *statement)
{
    int result = sqlite3_step(statement);

    assert(result != SQLITE_ROW);
    (void)sqlite3_reset(statement);
    return hv_database_code(result);
}

bool hv_database_next(sqlite3_stmt *statement, enum hv_code *ret_code)
{
    int result = sqlite3_step(statement);

    *ret_code = hv_database_code(result);
    return result == SQLITE_ROW;
}

void hv_database_bind_id(sqlite3_stmt *statement, int parameter, struct hv_id id)
{
    (void)sqlite3_bind_blob(statement, parameter, id.b, sizeof id.b, SQLITE_TRANSIENT);
}

void hv_database_bind_bytes(sqlite3_stmt *statement, int parameter, struct hv_bytes bytes)
{
    /* No data is an empty value, not NULL. */
    const void *data = bytes.size == 0 ? (const void *)"" : bytes.data;

    (void)sqlite3_bind_blob64(statement, parameter, data, bytes.size, SQLITE_STATIC);
}

struct hv_bytes hv_database_column_bytes(sqlite3_stmt *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);

    return (struct hv_bytes){ .data = data,
                              .size = (size_t)sqlite3_column_bytes(statement, column) };
}

bool hv_database_column_id(sqlite3_stmt *statement, int column, struct hv_id *ret)
{
    struct hv_bytes bytes = hv_database_column_bytes(statement, column);

    if (bytes.size != sizeof ret->b) {
        return false;
    }
    memcpy(ret->b, bytes.data, sizeof ret->b);
    return true;
}
