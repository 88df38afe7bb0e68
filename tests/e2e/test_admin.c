/* SPDX-License-Identifier: EUPL-1.2 */
/* The admin socket: who may open it, its pages, wrong requests, and each line of /metrics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin.h"
#include "party.h"

#define COUNT(array)         (sizeof(array) / sizeof(array)[0])
#define EXIT_AGAIN           75
#define EXIT_CONFIG          78
#define CONNECTIONS_MAX      16 /* net/admin.h */
#define REQUEST_MAX          4096
#define METRICS_MAX          128
#define NAME_MAX_OF_A_METRIC 64

static struct server server;
static struct reply reply;

static int start(void **state)
{
    (void)state;
    server_make(&server);
    server_start(&server);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    server_remove(&server);
    return 0;
}

static void expect(const char *method, const char *page, int status, const char *body)
{
    admin_ask(&server, method, page, &reply);
    assert_int_equal(reply.status, status);
    if (body != NULL) {
        assert_string_equal(reply.body, body);
    }
    reply_forget(&reply);
}

/* ---- Its file ---- */

static void test_only_its_owner_may_open_it(void **state)
{
    char path[PROGRAM_PATH];
    struct stat status;

    (void)state;
    admin_path(&server, path);
    assert_return_code(stat(path, &status), errno);
    assert_true(S_ISSOCK(status.st_mode));
    assert_int_equal(status.st_mode & 07777, 0600);
}

static void test_a_killed_server_leaves_no_hindrance(void **state)
{
    char path[PROGRAM_PATH];

    (void)state;
    admin_path(&server, path);
    server_kill(&server);
    assert_int_equal(access(path, F_OK), 0);
    server_start(&server);
    expect("GET", "/healthz", 200, "ok\n");
    server_stop(&server);
    assert_int_not_equal(access(path, F_OK), 0);
    server_start(&server);
}

/* What is not its own it does not take away. */
static void test_a_path_that_is_taken(void **state)
{
    static struct program_outcome outcome;
    struct {
        char path[2 * PROGRAM_PATH];
        int exit_code;
        const char *said;
    } rows[3];
    char data[PROGRAM_PATH];
    char programmes[PROGRAM_PATH];
    char file[PROGRAM_PATH];
    char admin[PROGRAM_PATH];

    (void)state;
    path_join(data, server.folder, "other");
    path_join(file, server.folder, "file");
    admin_path(&server, admin);
    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    file_write(file, "mine", 4, 0600);
    memset(rows, 0, sizeof rows);
    snprintf(rows[0].path, sizeof rows[0].path, "%s", file);
    rows[0].exit_code = EXIT_CONFIG;
    rows[0].said = "is there already and no socket";
    snprintf(rows[1].path, sizeof rows[1].path, "%s", admin);
    rows[1].exit_code = EXIT_AGAIN;
    rows[1].said = "another program listens at";
    snprintf(rows[2].path, sizeof rows[2].path, "%s/%0120d", server.folder, 0);
    rows[2].exit_code = EXIT_CONFIG;
    rows[2].said = "is longer than 107 bytes";
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *arguments[] = { "--data",      data,           "--listen",
                                    "127.0.0.1:0", "--programmes", programmes,
                                    "--admin",     rows[i].path,   NULL };
        program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                    &outcome);
        assert_int_equal(outcome.end.exit_code, rows[i].exit_code);
        if (strstr(outcome.error, rows[i].said) == NULL) {
            fail_msg("'%s' does not stand in: %s", rows[i].said, outcome.error);
        }
    }
    size_t size;
    char *kept = file_read(file, &size);
    assert_string_equal(kept, "mine");
    free(kept);
    expect("GET", "/healthz", 200, "ok\n");
}

/* ---- Its pages ---- */

static void test_pages(void **state)
{
    (void)state;
    expect("GET", "/healthz", 200, "ok\n");
    expect("GET", "/readyz", 200, "ready\n");
    expect("HEAD", "/readyz", 200, NULL);
    expect("GET", "/backup", 200, "");
    admin_ask(&server, "GET", "/metrics", &reply);
    assert_int_equal(reply.status, 200);
    reply_expect(&reply, "content-type", "text/plain; version=0.0.4; charset=utf-8");
    reply_expect(&reply, "cache-control", "no-store");
    reply_forget(&reply);
}

static void test_wrong_requests(void **state)
{
    static const struct {
        const char *request;
        int status;
    } rows[] = {
        { "GET / HTTP/1.1\r\n\r\n", 404 },
        { "GET /metrics/ HTTP/1.1\r\n\r\n", 404 },
        { "GET /metrics?a=b HTTP/1.1\r\n\r\n", 404 },
        { "POST /metrics HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc", 405 },
        { "get /metrics HTTP/1.1\r\n\r\n", 405 },
        { "POST /other?a HTTP/1.1\r\n\r\n", 404 },
        { "POST /backup HTTP/1.1\r\n\r\n", 400 },
        { "POST /backup?%2 HTTP/1.1\r\n\r\n", 400 },
        { "POST /backup?%xx HTTP/1.1\r\n\r\n", 400 },
        { "POST /backup?%00 HTTP/1.1\r\n\r\n", 400 },
        { "POST /backup? HTTP/1.1\r\n\r\n", 409 },
        { "POST /backup?here HTTP/1.1\r\n\r\n", 409 },
        { "GET /metrics\r\n\r\n", 400 },
        { "GET /metrics HTTP/2\r\n\r\n", 400 },
        { "GET  /metrics HTTP/1.1\r\n\r\n", 400 },
        { "GET /metrics HTTP/1.1 \r\n\r\n", 400 },
        { "GET metrics HTTP/1.1\r\n\r\n", 400 },
        { " GET /metrics HTTP/1.1\r\n\r\n", 400 },
        { "\r\n\r\n", 400 },
        { "\x16\x03\x01\r\n\r\n", 400 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        admin_send(&server, rows[i].request, strlen(rows[i].request), &reply);
        if (reply.status != rows[i].status) {
            fail_msg("%d to: %s", reply.status, rows[i].request);
        }
        reply_forget(&reply);
    }
}

static void test_a_request_without_end(void **state)
{
    static char bytes[REQUEST_MAX];

    (void)state;
    memset(bytes, 'a', sizeof bytes);
    admin_send(&server, bytes, sizeof bytes, &reply);
    assert_int_equal(reply.status, 431);
    reply_forget(&reply);
}

/* Those who hold connections open make others wait for the time of its patience, no longer. */
static void test_many_who_say_nothing(void **state)
{
    static struct raw silent[CONNECTIONS_MAX];
    static struct raw late[3];
    char path[PROGRAM_PATH];

    (void)state;
    admin_path(&server, path);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        assert_true(admin_connect(&silent[i], path));
    }
    for (size_t i = 0; i < COUNT(late); i++) {
        assert_true(admin_connect(&late[i], path));
        raw_send(&late[i], "GET /healthz HTTP/1.1\r\n\r\n", 25);
    }
    for (size_t i = 0; i < COUNT(late); i++) {
        reply_read(&late[i], false, &reply);
        assert_int_equal(reply.status, 200);
        reply_forget(&reply);
        raw_close(&late[i]);
    }
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        assert_false(raw_receive(&silent[i]));
        raw_close(&silent[i]);
    }
}

static void test_who_hangs_up_in_the_middle(void **state)
{
    static struct raw raw;
    char path[PROGRAM_PATH];

    (void)state;
    admin_path(&server, path);
    for (size_t i = 0; i < 200; i++) {
        assert_true(admin_connect(&raw, path));
        raw_send(&raw, "GET /metrics HTTP/1.1\r\n\r\n", i % 26);
        raw_close(&raw);
    }
    expect("GET", "/healthz", 200, "ok\n");
}

/* ---- /metrics: the text format, strictly ---- */

struct metric {
    char name[NAME_MAX_OF_A_METRIC];
    char type[16];
    uint32_t samples;
    uint64_t count;    /* a gauge's or counter's value */
    double bucket_end; /* of a histogram: the last one */
    uint64_t bucket_count;
    double sum;
};

static struct metric metrics[METRICS_MAX];
static size_t metric_count;

static void take_word(const char **at, char *ret, size_t room, const char *ends)
{
    size_t size = strcspn(*at, ends);

    assert_in_range(size, 1, room - 1);
    memcpy(ret, *at, size);
    ret[size] = '\0';
    *at += size;
}

static bool ends_with(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

/* A label is the version, a role of a fixed list, or the end of a bucket. */
static void check_label(const char *name, const char *value)
{
    static const char *const roles[] = { "owner", "facilitator", "co_facilitator", "table",
                                         "pen",   "projector",   "observer",       "guest" };
    bool known = strcmp(name, "version") == 0 || strcmp(name, "le") == 0;

    for (size_t i = 0; i < COUNT(roles) && strcmp(name, "role") == 0; i++) {
        known = known || strcmp(value, roles[i]) == 0;
    }
    if (!known) {
        fail_msg("label %s=\"%s\"", name, value);
    }
}

static void read_help(const char *line, const char *next)
{
    struct metric *metric = &metrics[metric_count++];
    const char *at = line + strlen("# HELP ");
    char name[NAME_MAX_OF_A_METRIC];

    assert_in_range(metric_count, 1, METRICS_MAX);
    *metric = (struct metric){ .bucket_end = -1 };
    take_word(&at, metric->name, sizeof metric->name, " \n");
    assert_true(strncmp(metric->name, "houvast_", 8) == 0);
    assert_int_equal(strspn(metric->name, "abcdefghijklmnopqrstuvwxyz_"), strlen(metric->name));
    assert_true(*at == ' ' && ends_with(line, "."));
    for (size_t i = 0; i + 1 < metric_count; i++) {
        assert_string_not_equal(metrics[i].name, metric->name);
    }
    assert_int_equal(strncmp(next, "# TYPE ", 7), 0);
    at = next + strlen("# TYPE ");
    take_word(&at, name, sizeof name, " ");
    assert_string_equal(name, metric->name);
    at++;
    take_word(&at, metric->type, sizeof metric->type, "");
    bool counter = strcmp(metric->type, "counter") == 0;
    assert_true(counter || strcmp(metric->type, "gauge") == 0 ||
                strcmp(metric->type, "histogram") == 0);
    assert_int_equal(counter, ends_with(metric->name, "_total"));
}

static void read_bucket(struct metric *metric, const char *end, uint64_t value)
{
    char *rest;
    double number = strcmp(end, "+Inf") == 0 ? 1e300 : strtod(end, &rest);

    assert_true(number > metric->bucket_end && value >= metric->bucket_count);
    metric->bucket_end = number;
    metric->bucket_count = value;
}

static void read_sample(const char *line)
{
    struct metric *metric = &metrics[metric_count - 1];
    const char *at = line;
    char name[NAME_MAX_OF_A_METRIC];
    char label[32] = "";
    char value[64] = "";
    char *rest;

    assert_in_range(metric_count, 1, METRICS_MAX);
    take_word(&at, name, sizeof name, "{ ");
    if (*at == '{') {
        at++;
        take_word(&at, label, sizeof label, "=");
        assert_int_equal(strncmp(at, "=\"", 2), 0);
        at += 2;
        take_word(&at, value, sizeof value, "\"");
        assert_int_equal(strncmp(at, "\"}", 2), 0);
        at += 2;
        check_label(label, value);
    }
    assert_int_equal(*at, ' ');
    const char *digits = at + 1;
    assert_in_range(*digits, '0', '9');
    assert_int_equal(strncmp(name, metric->name, strlen(metric->name)), 0);
    const char *suffix = name + strlen(metric->name);
    metric->samples++;
    if (strcmp(suffix, "_sum") == 0) {
        metric->sum = strtod(digits, &rest);
        assert_int_equal(*rest, '\0');
        return;
    }
    uint64_t number = strtoull(digits, &rest, 10);
    assert_int_equal(*rest, '\0');
    if (strcmp(metric->type, "histogram") != 0) {
        assert_string_equal(suffix, "");
        metric->count = number;
    } else if (strcmp(suffix, "_bucket") == 0) {
        assert_string_equal(label, "le");
        read_bucket(metric, value, number);
    } else {
        assert_string_equal(suffix, "_count");
        metric->count = number;
        assert_true(metric->bucket_end > 1e299 && metric->bucket_count == number);
    }
}

static void read_metrics(void)
{
    char *next;

    metric_count = 0;
    admin_ask(&server, "GET", "/metrics", &reply);
    assert_int_equal(reply.status, 200);
    assert_true(ends_with(reply.body, "\n"));
    for (char *line = reply.body; *line != '\0'; line = next) {
        next = strchr(line, '\n');
        *next++ = '\0';
        if (strncmp(line, "# HELP ", 7) == 0) {
            char *type_end = strchr(next, '\n');
            *type_end = '\0';
            read_help(line, next);
            next = type_end + 1;
        } else {
            read_sample(line);
        }
    }
    reply_forget(&reply);
    for (size_t i = 0; i < metric_count; i++) {
        assert_true(metrics[i].samples > 0);
    }
}

static const struct metric *metric_of(const char *name)
{
    for (size_t i = 0; i < metric_count; i++) {
        if (strcmp(metrics[i].name, name) == 0) {
            return &metrics[i];
        }
    }
    fail_msg("there is no %s", name);
    return NULL;
}

static void test_metrics_follow_what_happens(void **state)
{
    static struct crowd crowd;
    struct party party;

    (void)state;
    read_metrics();
    uint64_t records = metric_of("houvast_records_total")->count;
    uint64_t bytes = metric_of("houvast_sent_bytes_total")->count;
    assert_true(metric_of("houvast_ready")->count == 1);
    crowd_open(&crowd, server.owner);
    party_make(&party, &crowd, "Kwikstaarten", 2);
    party_begin(&party);
    read_metrics();
    assert_true(metric_of("houvast_records_total")->count >= records + 10);
    assert_true(metric_of("houvast_sent_bytes_total")->count > bytes + 1000);
    assert_true(metric_of("houvast_groups_open")->count == 1);
    assert_true(metric_of("houvast_links")->count >= 5); /* a leader and four pens */
    const struct metric *batches = metric_of("houvast_journal_batch_records");
    assert_true(batches->sum >= (double)metric_of("houvast_records_total")->count);
    assert_true(batches->count == metric_of("houvast_journal_commit_seconds")->count);
    assert_true(metric_of("houvast_loop_turn_seconds")->count > 10);
    crowd_close(&crowd);
}

/* ---- While it stops ---- */

static void test_it_answers_while_the_server_stops(void **state)
{
    static struct raw visit;
    static struct raw link;
    char path[PROGRAM_PATH];

    (void)state;
    /* One that does not answer the close frame keeps the net open for a second. */
    raw_open(&link, server.port);
    site_expect_welcome(&(struct site){ .server = server }, &link);
    admin_path(&server, path);
    assert_true(admin_connect(&visit, path));
    program_signal(&server.program, SIGTERM);
    while (raw_receive(&link) && link.size < 4) {
    }
    raw_send(&visit, "GET /readyz HTTP/1.1\r\n\r\n", 24);
    reply_read(&visit, false, &reply);
    assert_int_equal(reply.status, 503);
    assert_string_equal(reply.body, "stopping\n");
    reply_forget(&reply);
    raw_close(&visit);
    raw_close(&link);
    assert_int_equal(server_end(&server).exit_code, 0);
    server_start(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_its_owner_may_open_it),
        cmocka_unit_test(test_a_killed_server_leaves_no_hindrance),
        cmocka_unit_test(test_a_path_that_is_taken),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_wrong_requests),
        cmocka_unit_test(test_a_request_without_end),
        cmocka_unit_test(test_many_who_say_nothing),
        cmocka_unit_test(test_who_hangs_up_in_the_middle),
        cmocka_unit_test(test_metrics_follow_what_happens),
        cmocka_unit_test(test_it_answers_while_the_server_stops),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
