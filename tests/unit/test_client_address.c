/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "houvast/client.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TOKEN        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
#define LABEL_63     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HOST_253                           \
    LABEL_63 "." LABEL_63 "." LABEL_63 "." \
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct good {
    const char *text;
    const char *host;
    uint16_t port;
    bool tls;
    const char *written; /* NULL: as `text` */
};

static const struct good goods[] = {
    { TOKEN, "", 0, false, NULL },
    { "ws://10.0.0.5:8080/#" TOKEN, "10.0.0.5", 8080, false, NULL },
    { "wss://zaal.example:1/#" TOKEN, "zaal.example", 1, true, NULL },
    { "ws://h:65535/#" TOKEN, "h", 65535, false, NULL },
    { "ws://" HOST_253 ":8080/#" TOKEN, HOST_253, 8080, false, NULL },
    { "ws://h#" TOKEN, "h", 80, false, "ws://h:80/#" TOKEN },
    { "wss://h/#" TOKEN, "h", 443, true, "wss://h:443/#" TOKEN },
    { "http://h:8080#" TOKEN, "h", 8080, false, "ws://h:8080/#" TOKEN },
    { "https://h/#" TOKEN, "h", 443, true, "wss://h:443/#" TOKEN },
    { "http://h:8080/#t." TOKEN, "h", 8080, false, "ws://h:8080/#" TOKEN },
    { "http://h:8080/console#t." TOKEN, "h", 8080, false, "ws://h:8080/#" TOKEN },
    { "http://h:8080/console#" TOKEN, "h", 8080, false, "ws://h:8080/#" TOKEN },
    { "https://h/projector#t." TOKEN, "h", 443, true, "wss://h:443/#" TOKEN },
    { "WS://Zaal-1.Local:80/#" TOKEN, "zaal-1.local", 80, false, "ws://zaal-1.local:80/#" TOKEN },
};

static void test_good_addresses_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(goods); i++) {
        struct hv_client_address address;
        char text[HV_CLIENT_ADDRESS_TEXT_MAX];
        assert_int_equal(hv_client_address_parse(goods[i].text, &address), HV_CLIENT_OK);
        assert_string_equal(address.host, goods[i].host);
        assert_int_equal(address.port, goods[i].port);
        assert_int_equal(address.tls, goods[i].tls);
        assert_string_equal(address.token, TOKEN);
        assert_int_equal(hv_client_address_format(&address, text, sizeof text), HV_CLIENT_OK);
        assert_string_equal(text, goods[i].written != NULL ? goods[i].written : goods[i].text);
    }
}

static const char *const bads[] = {
    NULL,
    "",
    "#" TOKEN,
    "ws://",
    "ws://h:8080/",
    "ws://h:8080/#",
    "ws://h:8080/" TOKEN,
    "ws://h:8080/?#" TOKEN,
    "ws://h:8080/page#" TOKEN,
    "ws://h:8080//#" TOKEN,
    "ws://h:8080/console/#" TOKEN,
    "ws://h:8080/consoles#" TOKEN,
    "ws://h:8080/#t." TOKEN "t",
    "ws://h:8080/#t.t." TOKEN,
    "ws://h:8080/#c." TOKEN,
    "ws://h:8080/#t.",
    "t." TOKEN,
    "ws://:8080/#" TOKEN,
    "ws://h:/#" TOKEN,
    "ws://h:0/#" TOKEN,
    "ws://h:080/#" TOKEN,
    "ws://h:65536/#" TOKEN,
    "ws://h:123456/#" TOKEN,
    "ws://h:-1/#" TOKEN,
    "ws://h./#" TOKEN,
    "ws://a..b/#" TOKEN,
    "ws://.a/#" TOKEN,
    "ws://a b/#" TOKEN,
    "ws://u@h/#" TOKEN,
    "ws://[::1]:8080/#" TOKEN,
    "ws://h\xc3\xa9/#" TOKEN,
    "ws://h\r\nX-Header: 1/#" TOKEN,
    "ws://a" HOST_253 "/#" TOKEN,
    "ftp://h/#" TOKEN,
    "ws:/h/#" TOKEN,
    " " TOKEN,
    TOKEN " ",
    TOKEN "A",
    TOKEN "=",
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",  /* a character too few */
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9", /* the same token, not its one text */
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+", /* base64, not base64url */
};

static void test_bad_addresses_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bads); i++) {
        struct hv_client_address address = { .port = 7 };
        if (hv_client_address_parse(bads[i], &address) != HV_CLIENT_EINVAL) {
            fail_msg("this is taken for an address: %s", bads[i]);
        }
        assert_int_equal(address.port, 7);
    }
}

static void test_places(void **state)
{
    static const struct good places[] = {
        { "http://10.0.0.5:8080", "10.0.0.5", 8080, false, NULL },
        { "http://Hall/", "hall", 80, false, NULL },
        { "https://zaal.example/console", "zaal.example", 443, true, NULL },
        { "ws://h:1/", "h", 1, false, NULL },
        { "hall:8080", "hall", 8080, false, NULL },
        { "10.0.0.5:8080/", "10.0.0.5", 8080, false, NULL },
    };
    static const char *const none[] = {
        NULL,          "",        "hall",       "owner.link",       TOKEN,
        "hall:",       "hall:0",  "hall:8080#", "http://h/#" TOKEN, "hall:8080/page",
        "./hall:8080", "http://", ":8080",      "hall 1:8080",
    };
    (void)state;

    for (size_t i = 0; i < COUNT(places); i++) {
        struct hv_client_address address = { .token = "x" };
        assert_int_equal(hv_client_place_parse(places[i].text, &address), HV_CLIENT_OK);
        assert_string_equal(address.host, places[i].host);
        assert_int_equal(address.port, places[i].port);
        assert_int_equal(address.tls, places[i].tls);
        assert_string_equal(address.token, "");
    }
    for (size_t i = 0; i < COUNT(none); i++) {
        struct hv_client_address address = { .port = 7 };
        if (hv_client_place_parse(none[i], &address) != HV_CLIENT_EINVAL) {
            fail_msg("this is taken for a place: %s", none[i]);
        }
        assert_int_equal(address.port, 7);
    }
}

static void test_what_is_no_address_is_not_written(void **state)
{
    struct hv_client_address address;
    char text[HV_CLIENT_ADDRESS_TEXT_MAX] = "untouched";
    (void)state;

    assert_int_equal(hv_client_address_parse("ws://h:80/#" TOKEN, &address), HV_CLIENT_OK);
    assert_int_equal(hv_client_address_format(&address, text, 11 + 43), HV_CLIENT_EINVAL);
    assert_string_equal(text, "untouched");
    assert_int_equal(hv_client_address_format(&address, text, 11 + 43 + 1), HV_CLIENT_OK);

    address.port = 0;
    assert_int_equal(hv_client_address_format(&address, text, sizeof text), HV_CLIENT_EINVAL);
    address.port = 80;
    address.host[0] = '/';
    assert_int_equal(hv_client_address_format(&address, text, sizeof text), HV_CLIENT_EINVAL);
    address.host[0] = '\0'; /* a bare token has no port */
    assert_int_equal(hv_client_address_format(&address, text, sizeof text), HV_CLIENT_EINVAL);
    memset(address.host, 'a', sizeof address.host - 1);
    address.token[42] = '!';
    assert_int_equal(hv_client_address_format(&address, text, sizeof text), HV_CLIENT_EINVAL);
}

static void test_a_token_has_one_text(void **state)
{
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    char text[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    (void)state;

    for (size_t i = 0; i < sizeof token; i++) {
        token[i] = (uint8_t)i;
    }
    hv_client_token_format(token, text);
    assert_string_equal(text, TOKEN);
    memset(token, 0xff, sizeof token);
    hv_client_token_format(token, text);
    assert_string_equal(text, "__________________________________________8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_addresses_come_back),
        cmocka_unit_test(test_bad_addresses_are_refused),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_what_is_no_address_is_not_written),
        cmocka_unit_test(test_a_token_has_one_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
