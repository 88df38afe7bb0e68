/* SPDX-License-Identifier: EUPL-1.2 */
/* houvast.yaml: what is read, and the one message for each mistake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/config.h"

#define MEMORY_MAX (16u * 1024u * 1024u)

struct outcome {
    struct hv_arena arena;
    struct hv_problems problems;
    struct hv_config config;
    enum hv_code code;
};

static void read_text(struct outcome *outcome, const char *text)
{
    struct hv_source source = { .path = "houvast.yaml", .text = hv_bytes_from_text(text) };

    hv_arena_init(&outcome->arena, MEMORY_MAX);
    hv_problems_init(&outcome->problems, &outcome->arena);
    outcome->code = hv_config_read(&source, &outcome->arena, &outcome->problems, &outcome->config);
}

static void every_key_is_read(void **state)
{
    struct outcome outcome;

    (void)state;
    read_text(&outcome, "listen: \"[::1]:9000\"\n"
                        "public_url: https://groep.example.org:8443\n"
                        "data: /srv/houvast\n"
                        "programmes: programmes\n"
                        "pages: web\n"
                        "admin: /run/houvast.sock\n"
                        "language: en\n"
                        "log_level: debug\n"
                        "tls:\n"
                        "  certificate: cert.pem\n"
                        "  key: key.pem\n");
    assert_int_equal(outcome.code, HV_OK);
    assert_string_equal(outcome.config.address, "::1");
    assert_int_equal(outcome.config.port, 9000);
    assert_string_equal(outcome.config.public_url, "https://groep.example.org:8443");
    assert_string_equal(outcome.config.data, "/srv/houvast");
    assert_string_equal(outcome.config.programmes, "programmes");
    assert_string_equal(outcome.config.pages, "web");
    assert_string_equal(outcome.config.admin, "/run/houvast.sock");
    assert_int_equal(outcome.config.language, HV_CONFIG_EN);
    assert_int_equal(outcome.config.log_level, HV_LOG_LEVEL_DEBUG);
    assert_string_equal(outcome.config.certificate, "cert.pem");
    assert_string_equal(outcome.config.key, "key.pem");
    hv_arena_free(&outcome.arena);
}

static void what_is_left_out_keeps_its_default(void **state)
{
    struct outcome outcome;

    (void)state;
    read_text(&outcome, "language: nl\n");
    assert_int_equal(outcome.code, HV_OK);
    assert_string_equal(outcome.config.address, "127.0.0.1");
    assert_int_equal(outcome.config.port, 8470);
    assert_null(outcome.config.public_url);
    assert_null(outcome.config.pages);
    assert_null(outcome.config.admin);
    assert_null(outcome.config.certificate);
    assert_string_equal(outcome.config.data, "/var/lib/houvast");
    assert_int_equal(outcome.config.log_level, HV_LOG_LEVEL_INFO);
    hv_arena_free(&outcome.arena);
}

static const struct {
    const char *text, *message;
} wrong[] = {
    { "lisen: 127.0.0.1:8470\n",
      "houvast.yaml:1:1: unknown key `lisen`; did you mean `listen`? Allowed: listen, public_url, "
      "data, programmes, pages, admin, language, log_level, tls.\n" },
    { "data: /srv\nwindow: blue\n",
      "houvast.yaml:2:1: unknown key `window`. Allowed: listen, public_url, data, programmes, "
      "pages, admin, language, log_level, tls.\n" },
    { "language: nld\n",
      "houvast.yaml:1:11: `language` is `nld`; did you mean `nl`? Allowed: nl, en.\n" },
    { "log_level: verbose\n",
      "houvast.yaml:1:12: `log_level` is `verbose`. Allowed: error, warning, notice, info, "
      "debug.\n" },
    { "tls:\n  certificate: a.pem\n",
      "houvast.yaml:2:3: `key` is missing: the file of its private key, PEM.\n" },
    { "listen: localhost:8470\n",
      "houvast.yaml:1:9: `listen` is `localhost:8470`; allowed: address:port, as 127.0.0.1:8470 "
      "or [::1]:8470.\n" },
    { "listen: 127.0.0.1:70000\n",
      "houvast.yaml:1:9: `listen` is `127.0.0.1:70000`; allowed: address:port, as 127.0.0.1:8470 "
      "or [::1]:8470.\n" },
    { "public_url: example.org\n",
      "houvast.yaml:1:13: `public_url` is `example.org`; allowed: https://host or "
      "http://host:port, with nothing behind it.\n" },
    { "public_url: https://example.org/groep\n",
      "houvast.yaml:1:13: `public_url` is `https://example.org/groep`; allowed: https://host or "
      "http://host:port, with nothing behind it.\n" },
    { "data: [a, b]\n", "houvast.yaml:1:7: `data` is a list; allowed: text.\n" },
    { "data: /a\ndata: /b\n",
      "houvast.yaml:2:1: key `data` stands here twice; it stands on line 1 too.\n" },
    { "", "houvast.yaml:1:1: the file is empty\n" },
};

static void each_mistake_gives_its_one_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct outcome outcome;
        char *seen = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&seen, &size);

        assert_non_null(out);
        read_text(&outcome, wrong[i].text);
        hv_problems_print(&outcome.problems, out);
        fclose(out);
        assert_int_equal(outcome.code, HV_EINVAL);
        assert_string_equal(seen, wrong[i].message);
        free(seen);
        hv_arena_free(&outcome.arena);
    }
}

static void addresses_are_numeric_and_whole(void **state)
{
    static const struct {
        const char *text;
        bool accepted;
    } cases[] = {
        { "0.0.0.0:0", true },
        { "[::]:65535", true },
        { "1.2.3.4:1", true },
        { "1.2.3.4", false },
        { "1.2.3.4:", false },
        { ":80", false },
        { "::1:80", false },
        { "[1.2.3.4]:80", false },
        { "[]:80", false },
        { "[::1:80", false },
        { "1.2.3.4:8o", false },
        { "1.2.3:80", false },
        { "", false },
        { ":", false },
        { "1.2.3.4:080000", false },
    };
    struct hv_arena arena;

    (void)state;
    hv_arena_init(&arena, MEMORY_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *address = NULL;
        uint16_t port = 0;

        assert_int_equal(
            hv_config_listen(hv_bytes_from_text(cases[i].text), &arena, &address, &port),
            cases[i].accepted);
        assert_int_equal(address != NULL, cases[i].accepted);
    }
    hv_arena_free(&arena);
}

static void a_file_that_is_not_there_is_a_fault(void **state)
{
    struct hv_arena arena;
    struct hv_problems problems;
    struct hv_error error = { .code = HV_OK };
    struct hv_config config = { .port = 7 };

    (void)state;
    hv_arena_init(&arena, MEMORY_MAX);
    hv_problems_init(&problems, &arena);
    assert_int_equal(
        hv_config_load("/nonexistent/houvast.yaml", &arena, &problems, &error, &config),
        HV_ENOTFOUND);
    assert_string_equal(error.text, "/nonexistent/houvast.yaml: No such file or directory");
    assert_int_equal(config.port, 7);
    hv_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(what_is_left_out_keeps_its_default),
        cmocka_unit_test(each_mistake_gives_its_one_message),
        cmocka_unit_test(addresses_are_numeric_and_whole),
        cmocka_unit_test(a_file_that_is_not_there_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
