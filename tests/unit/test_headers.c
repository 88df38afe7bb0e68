/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers of HTTP: what every answer has, and how those of a request are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "net/headers.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ETAG         "\"0123456789abcdef01234567\""

static void gzip_is_sent_to_those_who_ask_for_it(void **state)
{
    static const struct {
        const char *value;
        bool taken;
    } rows[] = {
        { "gzip", true },
        { "gzip, deflate, br, zstd", true },
        { "deflate,gzip", true },
        { "br ,\tgzip\t", true },
        { "GZip", true },
        { "gzip;q=0.5", true },
        { "gzip; q=0.001", true },
        { "gzip;q=1", true },
        { "gzip;q=0", false },
        { "gzip ; q=0", false },
        { "gzip; q=0.000, deflate", false },
        { "deflate;q=0, gzip", true },
        { "", false },
        { ",,", false },
        { "br", false },
        { "identity", false },
        { "x-gzip", false },
        { "gzipped", false },
        { "gzi", false },
        { "*", false },
        { "br;gzip", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (hv_headers_take_gzip(rows[i].value) != rows[i].taken) {
            fail_msg("'%s'", rows[i].value);
        }
    }
}

static void an_etag_is_found_only_whole(void **state)
{
    static const struct {
        const char *value;
        bool named;
    } rows[] = {
        { ETAG, true },
        { "W/" ETAG, true },
        { "*", true },
        { "\"other\", " ETAG, true },
        { ETAG ",\"other\"", true },
        { "  " ETAG "  ", true },
        { "", false },
        { "W/", false },
        { "**", false },
        { "0123456789abcdef01234567", false },
        { "\"0123456789abcdef0123456\"", false },
        { "\"0123456789abcdef012345678\"", false },
        { "\"0123456789ABCDEF01234567\"", false },
        { "w/" ETAG, false },
        { ETAG "x", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (hv_headers_name_etag(rows[i].value, ETAG) != rows[i].named) {
            fail_msg("'%s'", rows[i].value);
        }
    }
}

static const char *const always[] = { "content-security-policy: default-src 'none'; ",
                                      "cache-control: ",
                                      "x-content-type-options: nosniff\r\n",
                                      "referrer-policy: no-referrer\r\n",
                                      "cross-origin-opener-policy: same-origin\r\n",
                                      "cross-origin-resource-policy: same-origin\r\n",
                                      "permissions-policy: " };

/* How often `line` begins a line of `head`. */
static int count_lines(const char *head, const char *line)
{
    int count = 0;

    for (const char *at = head; (at = strstr(at, "\r\n")) != NULL;) {
        at += 2;
        count += strncmp(at, line, strlen(line)) == 0;
    }
    return count;
}

static void every_answer_says_what_browsers_may_do(void **state)
{
    static const unsigned statuses[] = { 200, 304, 400, 404, 405, 421 };
    char head[HV_HEADERS_SIZE_MAX + 1];

    (void)state;
    for (size_t i = 0; i < COUNT(statuses); i++) {
        for (int tls = 0; tls <= 1; tls++) {
            const struct hv_head what = { .status = statuses[i] };
            head[hv_headers_write(&what, tls == 1, head)] = '\0';
            for (size_t j = 0; j < COUNT(always); j++) {
                assert_int_equal(count_lines(head, always[j]), 1);
            }
            assert_int_equal(count_lines(head, "strict-transport-security: max-age=31536000\r\n"),
                             tls);
            assert_int_equal(count_lines(head, "cache-control: no-store\r\n"), 1);
            assert_string_equal(head + strlen(head) - 4, "\r\n\r\n");
        }
    }
}

static void the_library_says_the_same(void **state)
{
    char head[HV_HEADERS_SIZE_MAX + 1];
    char line[HV_HEADERS_SIZE_MAX];

    (void)state;
    for (int tls = 0; tls <= 1; tls++) {
        struct lws_protocol_vhost_options list[HV_HEADERS_LIBRARY_MAX] = { { .name = NULL } };
        const struct hv_head what = { .status = 404 };
        int lines = 0;
        int listed = 0;

        hv_headers_for_library(tls == 1, list);
        head[hv_headers_write(&what, tls == 1, head)] = '\0';
        for (const struct lws_protocol_vhost_options *row = list; row != NULL; row = row->next) {
            snprintf(line, sizeof line, "%s %s\r\n", row->name, row->value);
            assert_int_equal(count_lines(head, line), 1);
            listed++;
        }
        for (const char *at = head; (at = strstr(at, "\r\n")) != NULL; at += 2) {
            lines++;
        }
        assert_int_equal(lines, listed + 3); /* status, date, the empty line */
    }
}

static void the_longest_name_fits(void **state)
{
    static char host[256];
    char head[HV_HEADERS_SIZE_MAX + 1];
    char expected[300];

    (void)state;
    memset(host, 'a', sizeof host - 1);
    const struct hv_head what = { .status = 405,
                                  .type = "text/javascript; charset=utf-8",
                                  .size = SIZE_MAX,
                                  .cache = "public, max-age=31536000, immutable",
                                  .etag = ETAG,
                                  .host = host,
                                  .varies = true,
                                  .gzip = true,
                                  .closes = true };
    head[hv_headers_write(&what, true, head)] = '\0';
    snprintf(expected, sizeof expected, "connect-src 'self' wss://%s; ", host);
    assert_non_null(strstr(head, expected));
    assert_true(strlen(head) < HV_HEADERS_SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_sent_to_those_who_ask_for_it),
        cmocka_unit_test(an_etag_is_found_only_whole),
        cmocka_unit_test(every_answer_says_what_browsers_may_do),
        cmocka_unit_test(the_library_says_the_same),
        cmocka_unit_test(the_longest_name_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
