/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked on the way in, line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/entrance.h"

#define TOKEN       "kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3k"
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

struct line {
    const char *text;
    enum hv_word problem; /* HV_WORD_COUNT: none */
    enum hv_entrance_step then;
};

struct road {
    enum hv_entrance_way way;
    struct line lines[7];
    const char *token, *card, *code, *passphrase, *login_code; /* with which it comes in */
    enum hv_client_device device;
};

static const struct road roads[] = {
    { .way = HV_BY_LINK,
      .lines = { { "niets", HV_WORD_LINK_NONE, HV_ENTRANCE_LINK },
                 { "http://hall:1/", HV_WORD_LINK_ELSEWHERE, HV_ENTRANCE_LINK },
                 { "http://hall:1/#c." TOKEN, HV_WORD_LINK_ELSEWHERE, HV_ENTRANCE_LINK },
                 { "http://hall:1/projector#t." TOKEN, HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .token = TOKEN },
    { .way = HV_BY_CODE,
      .lines = { { "http://hall:1/#c." TOKEN, HV_WORD_COUNT, HV_ENTRANCE_DEVICE },
                 { "ja", HV_WORD_DEVICE_HOW, HV_ENTRANCE_DEVICE },
                 { "2", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .card = TOKEN,
      .device = HV_CLIENT_PEN },
    { .way = HV_BY_CODE,
      .lines = { { "hall:1", HV_WORD_COUNT, HV_ENTRANCE_CODE },
                 { "BCDF23", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .code = "BCDF23",
      .device = HV_CLIENT_TABLE },
    { .way = HV_BY_CODE,
      .lines = { { "hall:1", HV_WORD_COUNT, HV_ENTRANCE_CODE },
                 { "BCDF234", HV_WORD_CODE_HOW, HV_ENTRANCE_CODE },
                 { "ABCDEFGH", HV_WORD_CODE_HOW, HV_ENTRANCE_CODE },
                 { "", HV_WORD_CODE_HOW, HV_ENTRANCE_CODE },
                 { "bcdf-2345", HV_WORD_COUNT, HV_ENTRANCE_DEVICE },
                 { "1", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .code = "bcdf-2345",
      .device = HV_CLIENT_TABLE },
    { .way = HV_BY_CODE,
      .lines = { { "http://hall:1/#w.BCDF2345", HV_WORD_COUNT, HV_ENTRANCE_DEVICE },
                 { "1", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .code = "BCDF2345",
      .device = HV_CLIENT_TABLE },
    { .way = HV_BY_PASSPHRASE,
      .lines = { { "http://hall:1/#w.BCDF2345", HV_WORD_LINK_ELSEWHERE, HV_ENTRANCE_LINK },
                 { "http://hall:1/console", HV_WORD_COUNT, HV_ENTRANCE_PASSPHRASE },
                 { "", HV_WORD_PASSPHRASE_NONE, HV_ENTRANCE_PASSPHRASE },
                 { "vier gewone losse woorden", HV_WORD_COUNT, HV_ENTRANCE_LOGIN_CODE },
                 { "12345", HV_WORD_LOGIN_CODE_HOW, HV_ENTRANCE_LOGIN_CODE },
                 { "12345a", HV_WORD_LOGIN_CODE_HOW, HV_ENTRANCE_LOGIN_CODE },
                 { "287 082", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .passphrase = "vier gewone losse woorden",
      .login_code = "287082" },
    { .way = HV_BY_PASSPHRASE,
      .lines = { { "hall:1", HV_WORD_COUNT, HV_ENTRANCE_PASSPHRASE },
                 { "vier gewone losse woorden", HV_WORD_COUNT, HV_ENTRANCE_LOGIN_CODE },
                 { "1234567", HV_WORD_LOGIN_CODE_HOW, HV_ENTRANCE_LOGIN_CODE },
                 { "", HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .passphrase = "vier gewone losse woorden",
      .login_code = "" },
    { .way = HV_BY_PASSPHRASE,
      .lines = { { "http://hall:1/console#" TOKEN, HV_WORD_COUNT, HV_ENTRANCE_READY } },
      .token = TOKEN },
};

static void assert_text(const char *text, const char *expected)
{
    assert_int_equal(text == NULL, expected == NULL);
    if (expected != NULL) {
        assert_string_equal(text, expected);
    }
}

static void assert_comes_in(const struct hv_entrance *entrance, const struct road *road)
{
    struct hv_client_arrival arrival;
    struct hv_entry entry;

    hv_entrance_entry(entrance, &arrival, &entry);
    assert_string_equal(entrance->link.address.host, "hall");
    assert_text(entry.token, road->token);
    assert_text(entry.passphrase, road->passphrase);
    assert_text(entry.code, road->login_code);
    assert_int_equal(entry.arrival != NULL, road->card != NULL || road->code != NULL);
    if (entry.arrival != NULL) {
        assert_text(arrival.card, road->card);
        assert_text(arrival.code, road->code);
        assert_int_equal(arrival.device, road->device);
    }
}

static void test_roads(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(roads); i++) {
        struct hv_entrance entrance;

        assert_true(hv_entrance_begin(&entrance, roads[i].way, NULL));
        assert_int_equal(entrance.step, HV_ENTRANCE_LINK);
        for (size_t j = 0; j < COUNT(roads[i].lines) && roads[i].lines[j].text != NULL; j++) {
            const struct line *line = &roads[i].lines[j];

            assert_int_equal(hv_entrance_take(&entrance, line->text), line->problem);
            assert_int_equal(entrance.step, line->then);
        }
        assert_comes_in(&entrance, &roads[i]);
    }
}

/* Whoever was not admitted types once more; a link that does not work is not asked again. */
static void test_once_more(void **state)
{
    for (size_t i = 0; i < COUNT(roads); i++) {
        struct hv_entrance entrance;
        bool typed = roads[i].token == NULL;

        assert_true(hv_entrance_begin(&entrance, roads[i].way, NULL));
        for (size_t j = 0; j < COUNT(roads[i].lines) && roads[i].lines[j].text != NULL; j++) {
            hv_entrance_take(&entrance, roads[i].lines[j].text);
        }
        hv_entrance_wipe(&entrance);
        assert_string_equal(entrance.typed, "");
        assert_string_equal(entrance.login_code, "");
        assert_string_equal(entrance.link.secret, "");
        assert_string_equal(entrance.link.address.token, "");
        assert_int_equal(hv_entrance_again(&entrance), typed);
        if (typed) {
            assert_int_equal(entrance.step, roads[i].way == HV_BY_CODE ? HV_ENTRANCE_CODE
                                                                       : HV_ENTRANCE_PASSPHRASE);
            assert_string_equal(entrance.link.address.host, "hall");
        }
    }
    (void)state;
}

/* A passphrase is not shown while it is typed, nor a link; a code is, as people mistype it. */
static void test_what_is_shown(void **state)
{
    struct hv_entrance entrance;

    (void)state;
    assert_true(hv_entrance_begin(&entrance, HV_BY_PASSPHRASE, NULL));
    assert_true(hv_entrance_is_secret(&entrance));
    hv_entrance_take(&entrance, "hall:1");
    assert_true(hv_entrance_is_secret(&entrance));
    assert_int_equal(hv_entrance_ask(&entrance, HV_WORD_ASK_LINK_TABLE), HV_WORD_ASK_PASSPHRASE);
    assert_true(hv_entrance_begin(&entrance, HV_BY_CODE, NULL));
    assert_int_equal(hv_entrance_ask(&entrance, HV_WORD_ASK_LINK_TABLE), HV_WORD_ASK_LINK_TABLE);
    hv_entrance_take(&entrance, "hall:1");
    assert_false(hv_entrance_is_secret(&entrance));
}

static void test_codes(void **state)
{
    (void)state;
    assert_int_equal(hv_code_size("bcdf 23-45"), 8);
    assert_int_equal(hv_code_size("BCD FGH"), 6);
    assert_int_equal(hv_code_size("BCDE"), 0);
    assert_int_equal(hv_code_size(""), 0);
    assert_string_equal(hv_spoken_code("BCDF2345").text, "BCDF 2345");
    assert_string_equal(hv_spoken_code("BCDFGH").text, "BCD FGH");
    assert_string_equal(hv_spoken_code("BCDF").text, "BCDF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roads),
        cmocka_unit_test(test_once_more),
        cmocka_unit_test(test_what_is_shown),
        cmocka_unit_test(test_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
