/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages over HTTP: each route, each way to ask wrongly, and what every answer says to browsers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "site.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define EXIT_CONFIG  78

static struct site site;

static int open_site(void **state)
{
    (void)state;
    site_open(&site);
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    site_close(&site);
    return 0;
}

static void ask_as_it_stands(const char *text, struct reply *reply)
{
    raw_connect(&site.raw, site.server.port, 0);
    raw_send(&site.raw, text, strlen(text));
    reply_read(&site.raw, false, reply);
    raw_close(&site.raw);
}

/* ---- What there is ---- */

static void test_routes(void **state)
{
    struct reply reply;

    (void)state;
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_ask(&site, "GET", site_routes[i].path, "", &reply);
        assert_int_equal(reply.status, 200);
        reply_expect_policy(&reply, site_sockets(&site));
        reply_expect(&reply, "content-type", site_routes[i].type);
        reply_expect(&reply, "cache-control", site_routes[i].cache);
        reply_expect(&reply, "content-encoding", NULL);
        reply_expect(&reply, "strict-transport-security", NULL);
        reply_expect_body(&reply, site_routes[i].body, strlen(site_routes[i].body));
        reply_forget(&reply);
    }
}

static void test_head_is_get_without_body(void **state)
{
    struct reply got;
    struct reply head;

    (void)state;
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_ask(&site, "GET", site_routes[i].path, "", &got);
        site_ask(&site, "HEAD", site_routes[i].path, "", &head);
        char *date = strstr(head.head, "date: ");
        assert_non_null(date);
        memcpy(date, strstr(got.head, "date: "), strcspn(date, "\r"));
        assert_string_equal(head.head, got.head);
        reply_forget(&got);
    }
    site_ask(&site, "HEAD", "/nothing", "", &head);
    assert_int_equal(head.status, 404);
    reply_expect_policy(&head, site_sockets(&site));
}

static void test_compressed_for_those_who_take_it(void **state)
{
    struct reply plain;
    struct reply gzip;

    (void)state;
    site_ask(&site, "GET", "/assets/table-1.js", "Accept-Encoding: gzip, br\r\n", &gzip);
    reply_expect(&gzip, "content-encoding", "gzip");
    reply_expect(&gzip, "vary", "accept-encoding");
    reply_expect(&gzip, "content-type", "text/javascript; charset=utf-8");
    reply_expect_body(&gzip, SITE_GZIP, strlen(SITE_GZIP));
    site_ask(&site, "GET", "/assets/table-1.js", "Accept-Encoding: gzip;q=0\r\n", &plain);
    reply_expect(&plain, "content-encoding", NULL);
    reply_expect(&plain, "vary", "accept-encoding");
    assert_int_not_equal(
        strncmp(reply_header(&plain, "etag"), reply_header(&gzip, "etag"), strlen("\"0123\"")), 0);
    reply_forget(&plain);
    reply_forget(&gzip);

    site_ask(&site, "GET", "/", "Accept-Encoding: gzip\r\n", &plain);
    reply_expect(&plain, "content-encoding", NULL);
    reply_expect(&plain, "vary", NULL);
    reply_expect_body(&plain, "the table", 9);
    reply_forget(&plain);
}

static void test_not_modified(void **state)
{
    struct reply reply;
    char etag[64];
    char more[256];

    (void)state;
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_ask(&site, "GET", site_routes[i].path, "", &reply);
        const char *value = reply_header(&reply, "etag");
        assert_non_null(value);
        snprintf(etag, sizeof etag, "%.*s", (int)strcspn(value, "\r"), value);
        reply_forget(&reply);

        snprintf(more, sizeof more, "If-None-Match: \"other\", W/%s\r\n", etag);
        site_ask(&site, "GET", site_routes[i].path, more, &reply);
        assert_int_equal(reply.status, 304);
        reply_expect_policy(&reply, site_sockets(&site));
        reply_expect(&reply, "etag", etag);
        reply_expect(&reply, "cache-control", site_routes[i].cache);
        reply_expect(&reply, "content-length", NULL);

        snprintf(more, sizeof more, "If-None-Match: %.*s\r\n", (int)strlen(etag) - 2, etag);
        site_ask(&site, "GET", site_routes[i].path, more, &reply);
        assert_int_equal(reply.status, 200);
        reply_expect_body(&reply, site_routes[i].body, strlen(site_routes[i].body));
        reply_forget(&reply);
    }
}

/* ---- What there is not ---- */

static void test_wrong_requests(void **state)
{
    static const struct {
        const char *name, *method, *path, *more;
        int status;
    } rows[] = {
        { "no such page", "GET", "/nothing", "", 404 },
        { "the file's own name", "GET", "/index.html", "", 404 },
        { "the compressed form itself", "GET", "/assets/table-1.js.gz", "", 404 },
        { "the folder", "GET", "/assets/", "", 404 },
        { "the folder without a slash", "GET", "/assets", "", 404 },
        { "other case", "GET", "/Console", "", 404 },
        { "a slash behind it", "GET", "/console/", "", 404 },
        { "a favicon", "GET", "/favicon.ico", "", 404 },
        { "a body with GET", "GET", "/", "Content-Length: 3\r\n\r\nabc", 400 },
        { "a body without length", "GET", "/", "Transfer-Encoding: chunked\r\n\r\n0\r\n", 400 },
        { "a length that is none", "GET", "/", "Content-Length: many\r\n", 400 },
        { "POST", "POST", "/", "Content-Length: 3\r\n\r\nabc", 405 },
        { "POST without a body", "POST", "/", "Content-Length: 0\r\n", 405 },
        { "PUT", "PUT", "/console", "Content-Length: 0\r\n", 405 },
        { "DELETE", "DELETE", "/assets/table-1.js", "", 405 },
        { "OPTIONS", "OPTIONS", "/", "", 405 },
        { "PATCH", "PATCH", "/nothing", "", 405 },
        { "a second host", "GET", "/", "Host: evening.example\r\n", 421 },
        { "an unknown method", "BREW", "/", "", 403 },
        { "a whole address", "GET", "http://127.0.0.1/", "", 403 },
    };
    struct reply reply;
    unsigned bad = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        site_ask(&site, rows[i].method, rows[i].path, rows[i].more, &reply);
        if (reply.status != rows[i].status) {
            print_error("%s: status %d\n", rows[i].name, reply.status);
            bad++;
        }
        /* libwebsockets itself answers 403, and knows no name of ours */
        reply_expect_policy(
            &reply, rows[i].status == 403 || rows[i].status == 421 ? "" : site_sockets(&site));
        reply_expect(&reply, "cache-control", "no-store");
        reply_expect(&reply, "allow", rows[i].status == 405 ? "GET, HEAD" : NULL);
        reply_forget(&reply);
    }
    assert_int_equal(bad, 0);
}

static void test_only_its_own_names(void **state)
{
    static const struct {
        const char *host;
        int status;
    } rows[] = {
        { "127.0.0.1:%u", 200 },
        { "localhost:%u", 200 },
        { "LOCALHOST:%u", 200 },
        { "127.0.0.1", 421 },
        { "127.0.0.1:1", 421 },
        { "127.0.0.1:0%u", 421 },
        { "127.0.0.1.:%u", 421 },
        { "127.0.0.1:%u.evening.example", 421 },
        { "evening.example", 421 },
        { "evening.example:%u", 421 },
        { "169.254.169.254", 421 },
        { "127.0.0.1:%u, evening.example", 421 },
        { "", 400 },
    };
    static char long_name[1024];
    struct reply reply;
    char host[128];
    char text[2048];

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *mark = strstr(rows[i].host, "%u");
        int size = (int)(mark != NULL ? mark - rows[i].host : (ptrdiff_t)strlen(rows[i].host));
        snprintf(host, sizeof host, "%.*s", size, rows[i].host);
        if (mark != NULL) {
            snprintf(host + size, sizeof host - (size_t)size, "%u%s", site.server.port, mark + 2);
        }
        snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", host);
        ask_as_it_stands(text, &reply);
        if (reply.status != rows[i].status) {
            fail_msg("Host '%s': status %d", host, reply.status);
        }
        assert_true(rows[i].status == 200 || strstr(reply.body, "table") == NULL);
        reply_forget(&reply);
    }
    memset(long_name, 'a', sizeof long_name - 1);
    snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", long_name);
    ask_as_it_stands(text, &reply);
    assert_int_equal(reply.status, 421);
    reply_forget(&reply);
    ask_as_it_stands("GET / HTTP/1.1\r\n\r\n", &reply);
    assert_int_equal(reply.status, 400);
    reply_expect_policy(&reply, "");
    reply_forget(&reply);
}

/* Whatever a path is written like, it leads to one of the pages or to nothing. */
static void test_no_way_out(void **state)
{
    static const char *const paths[] = { "/../secret.html",
                                         "/..%2fsecret.html",
                                         "/%2e%2e/secret.html",
                                         "/%2e%2e%2fsecret.html",
                                         "/..\\secret.html",
                                         "/assets/../../secret.html",
                                         "/assets/..%2f..%2fsecret.html",
                                         "/assets/%2e%2e/%2e%2e/secret.html",
                                         "/assets/....//....//secret.html",
                                         "/assets/%252e%252e/%252e%252e/secret.html",
                                         "/assets/table-1.js/../../../secret.html",
                                         "//secret.html",
                                         "/./../secret.html",
                                         "/%00/../secret.html",
                                         "/console%00.js",
                                         "/assets/%c0%ae%c0%ae/secret.html",
                                         "/?/../../secret.html",
                                         "/%",
                                         "/%2",
                                         "/%zz",
                                         "../secret.html",
                                         "secret.html",
                                         "*" };
    struct reply reply;

    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        site_ask(&site, "GET", paths[i], "", &reply);
        bool page = reply.status == 200 && strncmp(reply.body, "the ", 4) == 0;
        if ((!page && reply.status != 0 && (reply.status < 400 || reply.status > 499)) ||
            (reply.body != NULL && strstr(reply.body, "canary") != NULL)) {
            fail_msg("%s: status %d: %s", paths[i], reply.status, reply.body);
        }
        reply_forget(&reply);
    }
}

/* ---- One connection for more ---- */

static void test_requests_in_one_go(void **state)
{
    static char text[65536];
    struct reply reply;
    size_t size = 0;

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        size += (size_t)snprintf(text + size, sizeof text - size,
                                 "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
                                 site_routes[i % SITE_ROUTES].path, site.server.port);
    }
    raw_connect(&site.raw, site.server.port, 0);
    raw_send(&site.raw, text, size);
    for (size_t i = 0; i < 300; i++) {
        reply_read(&site.raw, false, &reply);
        assert_int_equal(reply.status, 200);
        reply_expect_body(&reply, site_routes[i % SITE_ROUTES].body,
                          strlen(site_routes[i % SITE_ROUTES].body));
        reply_forget(&reply);
    }
    raw_close(&site.raw);
}

static void test_a_request_byte_by_byte(void **state)
{
    char text[128];
    struct reply reply;

    (void)state;
    raw_connect(&site.raw, site.server.port, 0);
    snprintf(text, sizeof text, "GET /console HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
             site.server.port);
    for (size_t i = 0; text[i] != '\0'; i++) {
        raw_send(&site.raw, text + i, 1);
    }
    reply_read(&site.raw, false, &reply);
    assert_int_equal(reply.status, 200);
    raw_close(&site.raw);
    reply_forget(&reply);
}

static void test_the_socket_opens_after_pages_on_one_connection(void **state)
{
    const struct raw_handshake right = { .request = NULL };
    struct reply reply;

    (void)state;
    raw_connect(&site.raw, site.server.port, 0);
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_send(&site, &site.raw, "GET", site_routes[i].path, "");
        reply_read(&site.raw, false, &reply);
        assert_int_equal(reply.status, 200);
        reply_forget(&reply);
    }
    assert_int_equal(raw_shake(&site.raw, site.server.port, &right), 101);
    site_expect_welcome(&site, &site.raw);
    raw_close(&site.raw);
}

/* ---- Other folders ---- */

static void test_without_pages(void **state)
{
    struct reply reply;

    (void)state;
    if (access("/usr/share/houvast/web", F_OK) == 0) {
        skip(); /* the installed pages are served then */
    }
    server_make(&site.server);
    server_start(&site.server);
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_ask(&site, "GET", site_routes[i].path, "", &reply);
        assert_int_equal(reply.status, 404);
        reply_expect_policy(&reply, site_sockets(&site));
        reply_forget(&reply);
    }
    raw_open(&site.raw, site.server.port);
    site_expect_welcome(&site, &site.raw);
    raw_close(&site.raw);
    server_stop(&site.server);
    server_remove(&site.server);
}

static void test_a_folder_that_is_none(void **state)
{
    static struct program_outcome outcome;
    char folder[PROGRAM_PATH];
    char programmes[PROGRAM_PATH];
    char expected[2 * PROGRAM_PATH];

    (void)state;
    folder_make(folder);
    path_join(programmes, getenv("HV_SOURCE_DIR"), "programmes");
    const char *arguments[] = { "--check-config", "--programmes", programmes,
                                "--pages",        folder,         NULL };
    program_run(&(struct program_order){ .path = program_server(), .arguments = arguments },
                &outcome);
    assert_int_equal(outcome.end.exit_code, EXIT_CONFIG);
    snprintf(expected, sizeof expected,
             "houvastd: %s has no index.html, so it is no folder of pages\n", folder);
    assert_string_equal(outcome.error, expected);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest served[] = {
        cmocka_unit_test(test_routes),
        cmocka_unit_test(test_head_is_get_without_body),
        cmocka_unit_test(test_compressed_for_those_who_take_it),
        cmocka_unit_test(test_not_modified),
        cmocka_unit_test(test_wrong_requests),
        cmocka_unit_test(test_only_its_own_names),
        cmocka_unit_test(test_no_way_out),
        cmocka_unit_test(test_requests_in_one_go),
        cmocka_unit_test(test_a_request_byte_by_byte),
        cmocka_unit_test(test_the_socket_opens_after_pages_on_one_connection),
    };
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_without_pages),
        cmocka_unit_test(test_a_folder_that_is_none),
    };
    int failed = cmocka_run_group_tests(served, open_site, close_site);

    return failed + cmocka_run_group_tests(others, NULL, NULL);
}
