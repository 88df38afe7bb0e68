/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the server does when it cannot start, or is asked for less than that: the exit code of the
 * man page, and one message that names the thing. A table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server.h"

#define NOBODY    65534
#define WORDS_MAX 16

enum exit_code {
    DONE = 0,
    USAGE = 64,
    UNAVAILABLE = 69,
    CREATE = 73,
    IO = 74,
    AGAIN = 75,
    PERMISSION = 77,
    CONFIG = 78
};

/* One attempt to start: `word`s are added to the command line, `needle`s must be in the message. */
struct attempt {
    char folder[PROGRAM_PATH];     /* everything of this attempt is in it */
    char data[PROGRAM_PATH];       /* <folder>/data; not made yet */
    char programmes[PROGRAM_PATH]; /* of the tree */
    char listen[64];
    char text[PROGRAM_PATH + 64]; /* to build a word or needle in */
    const char *words[WORDS_MAX + 1];
    size_t word_count;
    const char *needles[3];
    size_t needle_count;
    uid_t user;
    struct server other; /* runs besides, when its process does */
};

static void word(struct attempt *attempt, const char *text)
{
    assert_true(attempt->word_count < WORDS_MAX);
    attempt->words[attempt->word_count++] = text;
}

static void needle(struct attempt *attempt, const char *text)
{
    assert_true(attempt->needle_count < 3);
    attempt->needles[attempt->needle_count++] = text;
}

/* The command line of a server that would start. */
static void serve(struct attempt *attempt)
{
    word(attempt, "--data");
    word(attempt, attempt->data);
    word(attempt, "--listen");
    word(attempt, attempt->listen);
    word(attempt, "--programmes");
    word(attempt, attempt->programmes);
}

/* A data folder that a server has used. */
static void use_folder(struct attempt *attempt)
{
    struct server server;
    server_make(&server);
    memcpy(server.data, attempt->data, sizeof server.data);
    server_start(&server);
    server_stop(&server);
    server_remove(&server);
}

static void in_data(struct attempt *attempt, const char *name)
{
    path_join(attempt->text, attempt->data, name);
}

/* ---- The command line ---- */

static void unknown_flag(struct attempt *attempt)
{
    word(attempt, "--nonsense");
    needle(attempt, "--nonsense");
}

static void unknown_verb(struct attempt *attempt)
{
    word(attempt, "chekc");
    needle(attempt, "chekc");
    needle(attempt, "check");
}

static void second_factor_of_nothing(struct attempt *attempt)
{
    word(attempt, "second-factor");
    needle(attempt, "second-factor off");
}

static void passphrase_of_nothing(struct attempt *attempt)
{
    word(attempt, "passphrase");
    word(attempt, "on");
    needle(attempt, "passphrase off");
}

static void second_factor_nowhere(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "second-factor");
    word(attempt, "off");
    needle(attempt, attempt->data);
}

static void backup_of_nothing(struct attempt *attempt)
{
    word(attempt, "backup");
    needle(attempt, "folder");
}

static void backup_of_none(struct attempt *attempt)
{
    word(attempt, "backup");
    word(attempt, "somewhere");
    word(attempt, "--data");
    word(attempt, attempt->data);
    needle(attempt, attempt->data);
}

static void check_of_nothing(struct attempt *attempt)
{
    word(attempt, "check");
    needle(attempt, "folder");
}

static void too_many_words(struct attempt *attempt)
{
    word(attempt, "check");
    word(attempt, "one");
    word(attempt, "two");
    needle(attempt, "two");
}

static void json_without_check(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--json");
    needle(attempt, "--json");
}

static void no_address(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--listen");
    word(attempt, "here");
    needle(attempt, "--listen");
    needle(attempt, "here");
}

static void no_language(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--language");
    word(attempt, "fr");
    needle(attempt, "fr");
    needle(attempt, "nl or en");
}

static void no_log_level(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--log-level");
    word(attempt, "loud");
    needle(attempt, "loud");
    needle(attempt, "debug");
}

/* ---- Configuration and programmes ---- */

static void configure(struct attempt *attempt, const char *text)
{
    path_join(attempt->text, attempt->folder, "houvast.yaml");
    file_write(attempt->text, text, strlen(text), 0644);
    serve(attempt);
    word(attempt, "--config");
    word(attempt, attempt->text);
}

static void no_configuration(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--config");
    word(attempt, "/nowhere/houvast.yaml");
    needle(attempt, "/nowhere/houvast.yaml");
}

static void unknown_key(struct attempt *attempt)
{
    configure(attempt, "language: nl\nlissten: 127.0.0.1:8470\n");
    needle(attempt, "houvast.yaml:2:");
    needle(attempt, "lissten");
    needle(attempt, "listen");
}

static void wrong_public_url(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--public-url");
    word(attempt, "ftp://evening.example");
    needle(attempt, "public");
}

static void no_certificate(struct attempt *attempt)
{
    configure(attempt, "tls:\n  certificate: /nowhere/cert.pem\n  key: /nowhere/key.pem\n");
    needle(attempt, "/nowhere/cert.pem");
}

static void no_programmes(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--programmes");
    word(attempt, "/nowhere/programmes");
    needle(attempt, "/nowhere/programmes");
}

/* The tree's programmes, with one line too many in one exercise. */
static void wrong_programme(struct attempt *attempt)
{
    static const char *const files[] = { "flows.yaml", "decks.yaml", "consents.yaml",
                                         "hold_me_tight.yaml" };
    char target[PROGRAM_PATH];
    char from[PROGRAM_PATH];
    char to[PROGRAM_PATH];

    path_join(target, attempt->folder, "programmes");
    assert_return_code(mkdir(target, 0755), errno);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        size_t size;
        path_join(from, attempt->programmes, files[i]);
        path_join(to, target, files[i]);
        char *bytes = file_read(from, &size);
        file_write(to, bytes, size, 0644);
        free(bytes);
    }
    path_join(from, attempt->programmes, "exercises");
    path_join(to, target, "exercises");
    folder_copy(from, to);
    path_join(to, target, "exercises/check_out.yaml");
    FILE *file = fopen(to, "ae");
    assert_non_null(file);
    fputs("keeep: meeting\n", file);
    assert_int_equal(fclose(file), 0);

    memcpy(attempt->programmes, target, sizeof attempt->programmes);
    serve(attempt);
    needle(attempt, "check_out.yaml:");
    needle(attempt, "keeep");
}

/* ---- The address ---- */

static void port_in_use(struct attempt *attempt)
{
    server_start(&attempt->other);
    snprintf(attempt->listen, sizeof attempt->listen, "127.0.0.1:%u", attempt->other.port);
    serve(attempt);
    needle(attempt, attempt->listen);
    needle(attempt, "in use");
}

static void foreign_address(struct attempt *attempt)
{
    snprintf(attempt->listen, sizeof attempt->listen, "203.0.113.7:0");
    serve(attempt);
    needle(attempt, "203.0.113.7");
}

/* ---- The data folder ---- */

static void held_by_another(struct attempt *attempt)
{
    server_start(&attempt->other);
    memcpy(attempt->data, attempt->other.data, sizeof attempt->data);
    serve(attempt);
    needle(attempt, attempt->data);
    needle(attempt, "in use by another");
}

static void nothing_above_it(struct attempt *attempt)
{
    path_join(attempt->data, attempt->folder, "not/there");
    serve(attempt);
    needle(attempt, attempt->data);
}

static void a_file_instead(struct attempt *attempt)
{
    file_write(attempt->data, "x", 1, 0600);
    serve(attempt);
    needle(attempt, attempt->data);
    needle(attempt, "no folder");
}

static void of_somebody_else(struct attempt *attempt)
{
    assert_return_code(mkdir(attempt->data, 0755), errno);
    attempt->user = NOBODY;
    serve(attempt);
    needle(attempt, attempt->data);
}

static void of_newer_version(struct attempt *attempt)
{
    sqlite3 *database;
    use_folder(attempt);
    in_data(attempt, "journal.db");
    assert_int_equal(sqlite3_open(attempt->text, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "PRAGMA user_version=1000", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    serve(attempt);
    needle(attempt, "journal.db");
    needle(attempt, "newer");
}

static void damage(struct attempt *attempt, const char *name, long at)
{
    in_data(attempt, name);
    FILE *file = fopen(attempt->text, "r+e");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    for (int i = 0; i < 64; i++) {
        fputc(0xa5, file);
    }
    assert_int_equal(fclose(file), 0);
}

static void damaged_journal(struct attempt *attempt)
{
    use_folder(attempt);
    damage(attempt, "journal.db", 0);
    serve(attempt);
    needle(attempt, "journal.db");
}

static void damaged_vault(struct attempt *attempt)
{
    use_folder(attempt);
    damage(attempt, "vault.db", 0);
    serve(attempt);
    needle(attempt, "vault.db");
}

/* One byte of one stored record. */
static void damaged_record(struct attempt *attempt)
{
    sqlite3 *database;
    use_folder(attempt);
    in_data(attempt, "journal.db");
    assert_int_equal(sqlite3_open(attempt->text, &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            database,
            "UPDATE record SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB)",
            NULL, NULL, NULL),
        SQLITE_OK);
    assert_true(sqlite3_changes(database) > 0);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    serve(attempt);
    needle(attempt, attempt->data);
}

static void no_room_for_the_link(struct attempt *attempt)
{
    use_folder(attempt);
    in_data(attempt, "owner.link");
    assert_return_code(unlink(attempt->text), errno);
    assert_return_code(mkdir(attempt->text, 0700), errno);
    serve(attempt);
    needle(attempt, "owner.link");
}

/* ---- The server key ---- */

static void lost_key(struct attempt *attempt)
{
    use_folder(attempt);
    in_data(attempt, "houvast.key");
    assert_return_code(unlink(attempt->text), errno);
    serve(attempt);
    needle(attempt, "houvast.key");
}

static void key_for_everyone(struct attempt *attempt)
{
    use_folder(attempt);
    in_data(attempt, "houvast.key");
    assert_return_code(chmod(attempt->text, 0644), errno);
    serve(attempt);
    needle(attempt, "houvast.key");
}

static void half_a_key(struct attempt *attempt)
{
    use_folder(attempt);
    in_data(attempt, "houvast.key");
    assert_return_code(truncate(attempt->text, 16), errno);
    serve(attempt);
    needle(attempt, "houvast.key");
}

static void key_of_another_server(struct attempt *attempt)
{
    use_folder(attempt);
    damage(attempt, "houvast.key", 0);
    assert_return_code(truncate(attempt->text, 32), errno);
    serve(attempt);
    needle(attempt, "houvast.key");
}

/* ---- What is no trouble ---- */

static void help(struct attempt *attempt)
{
    word(attempt, "--help");
}

static void version(struct attempt *attempt)
{
    word(attempt, "--version");
}

static void check(struct attempt *attempt)
{
    word(attempt, "check");
    word(attempt, attempt->programmes);
}

static void check_config(struct attempt *attempt)
{
    serve(attempt);
    word(attempt, "--check-config");
}

static void schema(struct attempt *attempt)
{
    word(attempt, "schema");
}

/* ---- The table ---- */

static const struct row {
    const char *name;
    void (*prepare)(struct attempt *attempt);
    enum exit_code code;
    const char *output; /* in standard output; NULL: nothing may stand there */
} rows[] = {
    { "unknown flag", unknown_flag, USAGE, NULL },
    { "unknown verb", unknown_verb, USAGE, NULL },
    { "second-factor of nothing", second_factor_of_nothing, USAGE, NULL },
    { "passphrase of nothing", passphrase_of_nothing, USAGE, NULL },
    { "second-factor nowhere", second_factor_nowhere, CONFIG, NULL },
    { "backup of nothing", backup_of_nothing, USAGE, NULL },
    { "backup of no server", backup_of_none, UNAVAILABLE, NULL },
    { "check of nothing", check_of_nothing, USAGE, NULL },
    { "too many words", too_many_words, USAGE, NULL },
    { "--json without check", json_without_check, USAGE, NULL },
    { "no address", no_address, USAGE, NULL },
    { "no language", no_language, USAGE, NULL },
    { "no log level", no_log_level, USAGE, NULL },
    { "no configuration", no_configuration, CONFIG, NULL },
    { "unknown key", unknown_key, CONFIG, NULL },
    { "wrong public URL", wrong_public_url, CONFIG, NULL },
    { "no certificate", no_certificate, CONFIG, NULL },
    { "no programmes", no_programmes, CONFIG, NULL },
    { "wrong programme", wrong_programme, CONFIG, NULL },
    { "port in use", port_in_use, AGAIN, NULL },
    { "foreign address", foreign_address, CONFIG, NULL },
    { "held by another", held_by_another, AGAIN, NULL },
    { "nothing above it", nothing_above_it, CONFIG, NULL },
    { "a file instead", a_file_instead, CONFIG, NULL },
    { "of somebody else", of_somebody_else, PERMISSION, NULL },
    { "of a newer version", of_newer_version, CONFIG, NULL },
    { "damaged journal", damaged_journal, IO, NULL },
    { "damaged vault", damaged_vault, IO, NULL },
    { "damaged record", damaged_record, IO, NULL },
    { "no room for the link", no_room_for_the_link, CREATE, NULL },
    { "lost key", lost_key, CONFIG, NULL },
    { "key for everyone", key_for_everyone, CONFIG, NULL },
    { "half a key", half_a_key, CONFIG, NULL },
    { "key of another server", key_of_another_server, IO, NULL },
    { "help", help, DONE, "Usage: houvastd" },
    { "version", version, DONE, "houvastd " },
    { "check", check, DONE, "" },
    { "check-config", check_config, DONE, NULL },
    { "schema", schema, DONE, "json-schema.org" },
};

/* Lines that are neither of the log nor a hint how to get help. */
static unsigned messages(const char *error)
{
    unsigned count = 0;
    for (const char *line = error; *line != '\0';
         line += strcspn(line, "\n"), line += *line == '\n') {
        count += *line != '<' && *line != '\n' && strncmp(line, "Try `", 5) != 0;
    }
    return count;
}

static bool holds_all(const struct attempt *attempt, const char *text)
{
    for (size_t i = 0; i < attempt->needle_count; i++) {
        if (strstr(text, attempt->needles[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static bool try_row(const struct row *row)
{
    static struct attempt attempt;
    static struct program_outcome outcome;

    attempt = (struct attempt){ .word_count = 0 };
    server_make(&attempt.other);
    memcpy(attempt.folder, attempt.other.folder, sizeof attempt.folder);
    assert_return_code(chmod(attempt.folder, 0755), errno);
    path_join(attempt.data, attempt.folder, "own");
    path_join(attempt.programmes, getenv("HV_SOURCE_DIR"), "programmes");
    snprintf(attempt.listen, sizeof attempt.listen, "127.0.0.1:0");
    row->prepare(&attempt);
    program_run(&(struct program_order){ .path = program_server(),
                                         .arguments = attempt.words,
                                         .user = attempt.user },
                &outcome);

    bool failing = row->code != DONE;
    bool good = !outcome.end.late && outcome.end.exit_code == (int)row->code &&
                messages(outcome.error) == (failing ? 1 : 0) &&
                holds_all(&attempt, outcome.error) &&
                (row->output != NULL ? strstr(outcome.output, row->output) != NULL
                                     : outcome.output[0] == '\0');
    if (!good) {
        print_error("%s: %sexit %d for %d, signal %d, said\n%s---\n%s---\n", row->name,
                    outcome.end.late ? "late, " : "", outcome.end.exit_code, (int)row->code,
                    outcome.end.signal, outcome.output, outcome.error);
    }
    if (attempt.other.program.pid != 0) {
        server_stop(&attempt.other); /* it was not harmed */
    }
    server_remove(&attempt.other);
    return good;
}

/* Whether every folder on the way to it lets anyone pass. */
static bool everyone_reaches(const char *path)
{
    char folder[PROGRAM_PATH];
    struct stat status;

    assert_in_range(snprintf(folder, sizeof folder, "%s", path), 1, sizeof folder - 1);
    for (char *slash = strrchr(folder, '/'); slash != NULL && slash != folder;
         slash = strrchr(folder, '/')) {
        *slash = '\0';
        if (stat(folder, &status) != 0 || (status.st_mode & S_IXOTH) == 0) {
            return false;
        }
    }
    return true;
}

static void test_each_exit_has_its_code_and_message(void **state)
{
    unsigned bad = 0;
    bool as_others = geteuid() == 0 && everyone_reaches(program_server());
    (void)state;
    if (!as_others) {
        print_message("not as root, or in a folder that is closed to others: 'of somebody else' "
                      "cannot be tried\n");
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].prepare == of_somebody_else && !as_others) {
            continue;
        }
        bad += !try_row(&rows[i]);
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_exit_has_its_code_and_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
