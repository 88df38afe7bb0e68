/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows are never deleted while the journal is open. When rows move within its pages SQLite leaves
 * copies behind in their unused parts, where secure_delete does not reach; a row that was only ever
 * appended lies in one place. So erasing overwrites bodies where they lie, and the space comes back
 * when the file is next opened, by building it anew.
 */
#include "journal/sqlite_journal.h"

#include <string.h>

static const struct hv_database_form form = {
    .application_id = 0x68764a31, /* "hvJ1" */
    .version = 1,
    .schema = "CREATE TABLE log ("
              " number INTEGER PRIMARY KEY,"
              " id BLOB NOT NULL UNIQUE,"
              " head INTEGER NOT NULL,"
              " state INTEGER NOT NULL" /* enum hv_log_state */
              ") STRICT;"
              "CREATE TABLE record ("
              " log INTEGER NOT NULL,"
              " position INTEGER NOT NULL,"
              " id BLOB NOT NULL,"
              " body BLOB NOT NULL,"
              " PRIMARY KEY (log, position),"
              " UNIQUE (log, id)"
              ") STRICT;",
};

struct log {
    int64_t number;
    uint64_t head;
    enum hv_log_state state; /* HV_LOG_UNKNOWN: there is none */
};

static enum hv_code prepare(struct hv_sqlite_journal *journal)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        { &journal->find_log, "SELECT number, head, state FROM log WHERE id = ?1" },
        { &journal->add_log, "INSERT INTO log (id, head, state) VALUES (?1, 0, 0)" },
        { &journal->set_head, "UPDATE log SET head = ?2 WHERE number = ?1" },
        { &journal->set_state, "UPDATE log SET state = ?2 WHERE number = ?1" },
        { &journal->find_record, "SELECT position FROM record WHERE log = ?1 AND id = ?2" },
        { &journal->add_record,
          "INSERT INTO record (log, position, id, body) VALUES (?1, ?2, ?3, ?4)" },
        { &journal->read_records,
          "SELECT position, id, body FROM record WHERE log = ?1 AND position > ?2"
          " ORDER BY position LIMIT ?3" },
        { &journal->wipe_records,
          "UPDATE record SET body = zeroblob(length(body)) WHERE log = ?1" },
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        enum hv_code code = hv_database_prepare(&journal->database, all[i].sql, all[i].statement);
        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

/* Gives back the space of erased logs once it is a quarter of the file. Free pages are there only
 * when a rebuilding did not come to its end. */
static enum hv_code compact(struct hv_sqlite_journal *journal)
{
    static const char is_worth_it[] =
        "SELECT 4 * coalesce(sum(length(body)), 0) > page_count * page_size"
        " FROM pragma_page_count, pragma_page_size,"
        " record WHERE log IN (SELECT number FROM log WHERE state = 2)";
    static const char remove[] =
        "DELETE FROM record WHERE log IN (SELECT number FROM log WHERE state = 2)";
    int64_t is_due = 0;
    int64_t free_pages = 0;
    enum hv_code code = hv_database_number(&journal->database, is_worth_it, &is_due);

    if (code == HV_OK && is_due != 0 && !journal->database.is_unsettled) {
        code = hv_database_execute(&journal->database, remove);
    }
    if (code == HV_OK) {
        code = hv_database_number(&journal->database, "PRAGMA freelist_count", &free_pages);
    }
    if (code == HV_OK && (is_due != 0 || free_pages > 0)) {
        code = hv_database_rebuild(&journal->database);
    }
    return code == HV_EFULL ? HV_OK : code;
}

enum hv_code hv_sqlite_journal_open(struct hv_sqlite_journal *journal,
                                    const char *path,
                                    const char *vfs,
                                    struct hv_error *error)
{
    memset(journal, 0, sizeof *journal);
    enum hv_code code = hv_database_open(&journal->database, path, vfs, &form, error);
    if (code != HV_OK) {
        return code;
    }
    code = compact(journal);
    if (code == HV_OK) {
        code = prepare(journal);
    }
    if (code != HV_OK) {
        (void)hv_error_set(error, code, "%s: %s", path, sqlite3_errmsg(journal->database.db));
        hv_sqlite_journal_close(journal, true);
    }
    return code;
}

void hv_sqlite_journal_close(struct hv_sqlite_journal *journal, bool after_fault)
{
    sqlite3_stmt *const all[] = { journal->find_log,     journal->add_log,     journal->set_head,
                                  journal->set_state,    journal->find_record, journal->add_record,
                                  journal->read_records, journal->wipe_records };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        (void)sqlite3_finalize(all[i]);
    }
    hv_database_close(&journal->database, after_fault);
    memset(journal, 0, sizeof *journal);
}

static enum hv_code find_log(struct hv_sqlite_journal *journal, struct hv_id id, struct log *ret)
{
    enum hv_code code;

    *ret = (struct log){ .state = HV_LOG_UNKNOWN };
    hv_database_bind_id(journal->find_log, 1, id);
    if (hv_database_next(journal->find_log, &code)) {
        ret->number = sqlite3_column_int64(journal->find_log, 0);
        ret->head = (uint64_t)sqlite3_column_int64(journal->find_log, 1);
        ret->state = (enum hv_log_state)sqlite3_column_int(journal->find_log, 2);
    }
    (void)sqlite3_reset(journal->find_log);
    return code;
}

/* `ret_position` is 0 when the id is not in the log. */
static enum hv_code find_record(struct hv_sqlite_journal *journal,
                                const struct log *log,
                                struct hv_id id,
                                uint64_t *ret_position)
{
    enum hv_code code;

    *ret_position = 0;
    (void)sqlite3_bind_int64(journal->find_record, 1, log->number);
    hv_database_bind_id(journal->find_record, 2, id);
    if (hv_database_next(journal->find_record, &code)) {
        *ret_position = (uint64_t)sqlite3_column_int64(journal->find_record, 0);
    }
    (void)sqlite3_reset(journal->find_record);
    return code;
}

static enum hv_code set(sqlite3_stmt *statement, int64_t number, uint64_t value)
{
    (void)sqlite3_bind_int64(statement, 1, number);
    (void)sqlite3_bind_int64(statement, 2, (int64_t)value);
    return hv_database_run(statement);
}

static enum hv_code add_log(struct hv_sqlite_journal *journal, struct hv_id id, struct log *log)
{
    hv_database_bind_id(journal->add_log, 1, id);
    enum hv_code code = hv_database_run(journal->add_log);
    if (code == HV_OK) {
        log->number = sqlite3_last_insert_rowid(journal->database.db);
    }
    return code;
}

static enum hv_code store(struct hv_sqlite_journal *journal, struct hv_job *job, struct log *log)
{
    enum hv_code code = HV_OK;

    if (log->state == HV_LOG_UNKNOWN) {
        code = add_log(journal, job->log, log);
    }
    if (code != HV_OK) {
        return code;
    }
    job->position = log->head + 1;
    (void)sqlite3_bind_int64(journal->add_record, 1, log->number);
    (void)sqlite3_bind_int64(journal->add_record, 2, (int64_t)job->position);
    hv_database_bind_id(journal->add_record, 3, job->id);
    hv_database_bind_bytes(journal->add_record, 4, job->body);
    code = hv_database_run(journal->add_record);
    (void)sqlite3_clear_bindings(journal->add_record);
    return code == HV_OK ? set(journal->set_head, log->number, job->position) : code;
}

enum hv_code hv_sqlite_journal_append(struct hv_sqlite_journal *journal, struct hv_job *job)
{
    struct log log;
    uint64_t known = 0;
    enum hv_code fault = find_log(journal, job->log, &log);

    if (fault == HV_OK && (log.state == HV_LOG_OPEN || log.state == HV_LOG_SEALED)) {
        fault = find_record(journal, &log, job->id, &known);
    }
    if (fault != HV_OK) {
        return fault;
    }
    job->position = known != 0 ? known : log.head;
    if (known != 0) {
        job->code = HV_EDUPLICATE;
    } else if (log.state == HV_LOG_SEALED || log.state == HV_LOG_ERASED) {
        job->code = HV_EGONE;
    } else if (job->expect != log.head) {
        job->code = HV_ECONFLICT;
    } else {
        job->code = HV_OK;
        return store(journal, job, &log);
    }
    return HV_OK;
}

static enum hv_code erase(struct hv_sqlite_journal *journal, const struct log *log)
{
    (void)sqlite3_bind_int64(journal->wipe_records, 1, log->number);
    enum hv_code code = hv_database_run(journal->wipe_records);
    return code == HV_OK ? set(journal->set_state, log->number, HV_LOG_ERASED) : code;
}

enum hv_code hv_sqlite_journal_end(struct hv_sqlite_journal *journal, struct hv_job *job)
{
    struct log log;
    enum hv_code fault = find_log(journal, job->log, &log);

    if (fault != HV_OK) {
        return fault;
    }
    job->code = HV_OK;
    if (log.state == HV_LOG_UNKNOWN) {
        job->code = HV_ENOTFOUND;
    } else if (log.state == HV_LOG_ERASED) {
        job->code = job->end == HV_END_ERASE ? HV_OK : HV_EGONE;
    } else if (job->end == HV_END_ERASE) {
        return erase(journal, &log);
    } else {
        return set(journal->set_state, log.number, HV_LOG_SEALED);
    }
    return HV_OK;
}

/* One row onto the page. A row that is not the next position, or is malformed, is damage. */
static enum hv_code add_row(struct hv_sqlite_journal *journal, struct hv_job *job, bool *ret_more)
{
    struct hv_page *page = &job->page;
    uint64_t position = (uint64_t)sqlite3_column_int64(journal->read_records, 0);
    struct hv_bytes body = hv_database_column_bytes(journal->read_records, 2);
    struct hv_id id;

    *ret_more = false;
    if (position != job->after + page->count + 1 ||
        !hv_database_column_id(journal->read_records, 1, &id)) {
        return HV_ECORRUPT;
    }
    if (hv_page_fits(page, body.size)) {
        hv_page_add(page, job->max, position, id, body);
        *ret_more = true;
    }
    return HV_OK;
}

static enum hv_code
fill_page(struct hv_sqlite_journal *journal, struct hv_job *job, const struct log *log)
{
    enum hv_code code = HV_OK;
    bool more = true;

    (void)sqlite3_bind_int64(journal->read_records, 1, log->number);
    (void)sqlite3_bind_int64(journal->read_records, 2, (int64_t)job->after);
    (void)sqlite3_bind_int64(journal->read_records, 3, job->max);
    while (more && hv_database_next(journal->read_records, &code)) {
        code = add_row(journal, job, &more);
        if (code != HV_OK) {
            break;
        }
    }
    (void)sqlite3_reset(journal->read_records);
    if (code == HV_OK && job->page.count == 0) {
        code = HV_ECORRUPT; /* the log has a head and no record below it */
    }
    if (code != HV_OK) {
        job->page.count = 0;
    }
    return code;
}

enum hv_code hv_sqlite_journal_read(struct hv_sqlite_journal *journal, struct hv_job *job)
{
    struct log log;
    enum hv_code fault = find_log(journal, job->log, &log);

    if (fault != HV_OK) {
        return fault;
    }
    job->page.state = log.state;
    if (log.state == HV_LOG_OPEN || log.state == HV_LOG_SEALED) {
        job->page.head = log.head;
        fault = job->after < log.head ? fill_page(journal, job, &log) : HV_OK;
    }
    if (fault == HV_OK) {
        hv_job_finish_read(job);
    }
    return fault;
}
