/* SPDX-License-Identifier: EUPL-1.2 */
/* Only the exact Host and Origin pass: one allowed name against everything near it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "net/origin.h"

static const char *const near_misses[] = {
    "",
    "null",
    "https://groep.example.nl",
    "http://groep.example.nl:8470",
    "https://groep.example.nl:443",
    "https://groep.example.nl:8471",
    "https://groep.example.nl:84700",
    "https://groep.example.nl:8470/",
    "https://groep.example.nl:8470#",
    "https://groep.example.nl:8470?",
    "https://groep.example.nl:8470 ",
    " https://groep.example.nl:8470",
    "https://groep.example.nl.:8470",
    "https://Groep.example.nl:8470",
    "HTTPS://groep.example.nl:8470",
    "https://groep.example.nl:08470",
    "https://groep.example.nl:+8470",
    "https://xgroep.example.nl:8470",
    "https://groep.example.nlx:8470",
    "https://groep.example.nl.evil.example:8470",
    "https://evil.example/groep.example.nl:8470",
    "https://groep.example.nl:8470@evil.example",
    "https://evil.example#groep.example.nl:8470",
    "https://a@groep.example.nl:8470",
    "https:/groep.example.nl:8470",
    "https:groep.example.nl:8470",
    "https:///groep.example.nl:8470",
    "https//groep.example.nl:8470",
    "//groep.example.nl:8470",
    "groep.example.nl:8470",
    "ws://groep.example.nl:8470",
    "wss://groep.example.nl:8470",
    "file://",
    "file:///groep.example.nl:8470",
    "data:text/html,x",
    "about:blank",
    "blob:https://groep.example.nl:8470",
    "chrome-extension://abcdefghijklmnop",
    "moz-extension://groep.example.nl:8470",
    "https://xn--groep-9ua.example.nl:8470",
    "https://gröep.example.nl:8470",
    "https://groep。example.nl:8470",
    "https://groep.example.nl:8470\thttps://evil.example",
    "https://evil.example https://groep.example.nl:8470",
    "https://groep.example.nl:8470,https://evil.example",
    "https://%67roep.example.nl:8470",
    "https://groep.example.nl%00:8470",
    "https://127.0.0.1:8470",
    "https://localhost:8470",
    "https://[::1]:8470",
    "https://0:8470",
};

static void only_the_exact_origin_passes(void **state)
{
    struct hv_origins origins;
    struct hv_error error;
    (void)state;

    assert_int_equal(hv_origins_from_url(&origins, "https://groep.example.nl:8470", &error), HV_OK);
    assert_true(hv_origins_allow_origin(&origins, "https://groep.example.nl:8470"));
    for (size_t i = 0; i < sizeof near_misses / sizeof near_misses[0]; i++) {
        if (hv_origins_allow_origin(&origins, near_misses[i])) {
            fail_msg("an origin that is not ours passed: '%s'", near_misses[i]);
        }
    }
}

static void every_altered_byte_of_the_origin_is_refused(void **state)
{
    const char *right = "https://groep.example.nl:8470";
    struct hv_origins origins;
    struct hv_error error;
    char altered[64];
    (void)state;

    assert_int_equal(hv_origins_from_url(&origins, right, &error), HV_OK);
    for (size_t i = 0; i < strlen(right); i++) {
        for (int bit = 0; bit < 8; bit++) {
            snprintf(altered, sizeof altered, "%s", right);
            altered[i] = (char)(altered[i] ^ (1 << bit));
            assert_false(hv_origins_allow_origin(&origins, altered));
        }
        snprintf(altered, sizeof altered, "%s", right);
        altered[i] = '\0';
        assert_false(hv_origins_allow_origin(&origins, altered));
    }
}

static void the_scheme_s_own_port_is_left_out(void **state)
{
    struct hv_origins origins;
    struct hv_error error;
    (void)state;

    assert_int_equal(hv_origins_from_url(&origins, "https://groep.example.nl:443/", &error), HV_OK);
    assert_true(hv_origins_allow_host(&origins, "groep.example.nl"));
    assert_true(hv_origins_allow_origin(&origins, "https://groep.example.nl"));
    assert_false(hv_origins_allow_host(&origins, "groep.example.nl:443"));
    assert_int_equal(hv_origins_from_url(&origins, "http://[2001:db8::1]:80", &error), HV_OK);
    assert_true(hv_origins_allow_host(&origins, "[2001:db8::1]"));
}

static void a_host_is_compared_without_case_and_nothing_else(void **state)
{
    static const char *const wrong[] = { "",
                                         "groep.example.nl",
                                         "groep.example.nl:80",
                                         "groep.example.nl.:8470",
                                         "groep.example.nl:8470.",
                                         "evil.example",
                                         "groep.example.nl:8470, evil.example",
                                         "169.254.169.254" };
    struct hv_origins origins;
    struct hv_error error;
    (void)state;

    assert_int_equal(hv_origins_from_url(&origins, "http://groep.example.nl:8470", &error), HV_OK);
    assert_true(hv_origins_allow_host(&origins, "Groep.Example.NL:8470"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(hv_origins_allow_host(&origins, wrong[i]));
    }
}

static void a_wrong_public_url_is_refused_with_a_reason(void **state)
{
    static const char *const wrong[] = { "",
                                         "groep.example.nl",
                                         "ftp://groep.example.nl",
                                         "https://",
                                         "https://:8470",
                                         "https://groep.example.nl:",
                                         "https://groep.example.nl:0",
                                         "https://groep.example.nl:65536",
                                         "https://groep.example.nl:80a",
                                         "https://groep.example.nl/pad",
                                         "https://groep.example.nl?x",
                                         "https://a@groep.example.nl",
                                         "https://groep.example.nl.",
                                         "https://[::1",
                                         "https://[::1]x:80",
                                         "https://groep example.nl" };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hv_origins origins;
        struct hv_error error = { 0 };
        if (hv_origins_from_url(&origins, wrong[i], &error) != HV_EINVAL) {
            fail_msg("accepted: '%s'", wrong[i]);
        }
        assert_true(error.text[0] != '\0');
    }
}

/* Or the server would run and know no host at all. */
static void a_name_that_is_too_long_with_its_port_is_refused(void **state)
{
    struct hv_origins origins;
    struct hv_error error = { 0 };
    char url[8 + HV_HOST_NAME_MAX + 8] = "https://";
    (void)state;

    memset(url + 8, 'a', HV_HOST_NAME_MAX);
    assert_int_equal(hv_origins_from_url(&origins, url, &error), HV_OK);
    assert_int_equal(origins.count, 1);
    memcpy(url + 8 + HV_HOST_NAME_MAX - 1, ":1", sizeof ":1");
    assert_int_equal(hv_origins_from_url(&origins, url, &error), HV_EINVAL);
    assert_non_null(strstr(error.text, "longer than 255 bytes"));
}

static void without_public_url_the_machine_s_own_addresses_pass(void **state)
{
    struct hv_origins origins;
    struct hv_error error;
    (void)state;

    assert_int_equal(hv_origins_from_machine(&origins, false, "127.0.0.2", 8470, &error), HV_OK);
    assert_true(hv_origins_allow_host(&origins, "localhost:8470"));
    assert_true(hv_origins_allow_host(&origins, "127.0.0.1:8470"));
    assert_true(hv_origins_allow_host(&origins, "127.0.0.2:8470"));
    assert_false(hv_origins_allow_host(&origins, "127.0.0.3:8470"));
    assert_true(hv_origins_allow_origin(&origins, "http://localhost:8470"));
    assert_false(hv_origins_allow_host(&origins, "localhost"));
    assert_false(hv_origins_allow_origin(&origins, "https://localhost:8470"));
    assert_false(hv_origins_allow_host(&origins, "evil.example:8470"));
}

/* ---- What people may type ---- */

static void
expect_addresses(const struct hv_origins *origins, const char *listen, const char *const *expected)
{
    struct hv_addresses addresses;
    uint32_t count = 0;

    hv_origins_addresses(origins, listen, &addresses);
    for (; expected[count] != NULL; count++) {
        assert_true(count < addresses.count);
        assert_string_equal(addresses.list[count], expected[count]);
    }
    assert_int_equal(addresses.count, count);
}

static void people_get_the_addresses_at_which_the_server_listens(void **state)
{
    static const struct hv_origins machine = {
        .scheme = "http",
        .from_machine = true,
        .count = 7,
        .hosts = { "localhost:8470", "127.0.0.1:8470", "[::1]:8470", "zaal:8470", "127.0.1.1:8470",
                   "192.168.1.7:8470", "10.0.0.2:8470" },
    };
    static const struct {
        const char *listen;
        const char *expected[8];
    } rows[] = {
        { "0.0.0.0",
          { "http://192.168.1.7:8470", "http://10.0.0.2:8470", "http://localhost:8470",
            "http://127.0.0.1:8470", "http://127.0.1.1:8470" } },
        { "127.0.0.1", { "http://localhost:8470", "http://127.0.0.1:8470" } },
        { "10.0.0.2", { "http://10.0.0.2:8470" } },
        { "192.0.2.1", { NULL } },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect_addresses(&machine, rows[i].listen, rows[i].expected);
    }
}

static void a_server_on_any_address_of_its_own_has_one_to_tell(void **state)
{
    static const char *const listens[] = { "0.0.0.0", "127.0.0.1", "127.0.0.2" };
    (void)state;
    for (size_t i = 0; i < sizeof listens / sizeof listens[0]; i++) {
        struct hv_origins origins;
        struct hv_addresses addresses;
        struct hv_error error;
        assert_int_equal(hv_origins_from_machine(&origins, false, listens[i], 8470, &error), HV_OK);
        hv_origins_addresses(&origins, listens[i], &addresses);
        assert_true(addresses.count > 0);
        assert_true(hv_origins_allow_origin(&origins, addresses.list[0]));
    }
}

static void people_get_the_public_url_when_there_is_one(void **state)
{
    static const struct {
        const char *url;
        const char *expected[2];
    } rows[] = {
        { "https://groep.example.nl", { "https://groep.example.nl" } },
        { "https://groep.example.nl:443/", { "https://groep.example.nl" } },
        { "http://Groep.example.nl:8470", { "http://groep.example.nl:8470" } },
        { "http://192.168.1.7:8470", { "http://192.168.1.7:8470" } },
    };
    struct hv_origins origins;
    struct hv_error error;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hv_origins_from_url(&origins, rows[i].url, &error), HV_OK);
        expect_addresses(&origins, "127.0.0.1", rows[i].expected);
    }
}

#define HOST "groep.example.nl:8470"
#define PAGE "https://groep.example.nl:8470"

static void a_socket_is_for_our_pages_and_for_programs(void **state)
{
    static const struct {
        struct hv_upgrade upgrade;
        bool allowed;
    } rows[] = {
        /* a page of ours, whatever cookies the browser brings; a program */
        { { true, "13", HOST, true, PAGE, false }, true },
        { { true, "13", HOST, true, PAGE, true }, true },
        { { true, "13", HOST, false, NULL, false }, true },
        /* no Origin and a cookie: a browser that hides whose page it is */
        { { true, "13", HOST, false, NULL, true }, false },
        { { true, "13", HOST, true, "https://evil.example", false }, false },
        { { true, "13", HOST, true, NULL, false }, false },
        { { true, "13", "evil.example", true, PAGE, false }, false },
        { { true, "13", NULL, true, PAGE, false }, false },
        { { true, "8", HOST, true, PAGE, false }, false },
        { { true, NULL, HOST, true, PAGE, false }, false },
        { { false, "13", HOST, true, PAGE, false }, false },
    };
    struct hv_origins origins;
    struct hv_error error;
    (void)state;

    assert_int_equal(hv_origins_from_url(&origins, PAGE, &error), HV_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (hv_origins_allow_upgrade(&origins, &rows[i].upgrade) != rows[i].allowed) {
            fail_msg("row %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_socket_is_for_our_pages_and_for_programs),
        cmocka_unit_test(only_the_exact_origin_passes),
        cmocka_unit_test(every_altered_byte_of_the_origin_is_refused),
        cmocka_unit_test(the_scheme_s_own_port_is_left_out),
        cmocka_unit_test(a_host_is_compared_without_case_and_nothing_else),
        cmocka_unit_test(a_wrong_public_url_is_refused_with_a_reason),
        cmocka_unit_test(a_name_that_is_too_long_with_its_port_is_refused),
        cmocka_unit_test(without_public_url_the_machine_s_own_addresses_pass),
        cmocka_unit_test(people_get_the_addresses_at_which_the_server_listens),
        cmocka_unit_test(a_server_on_any_address_of_its_own_has_one_to_tell),
        cmocka_unit_test(people_get_the_public_url_when_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
