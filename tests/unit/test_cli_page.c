/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages: folding to the width of the screen, and what does not come through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/page.h"

static const struct {
    unsigned indent;
    const char *text;
    const char *page; /* at 20 columns */
} folds[] = {
    { 0, "kort", "kort\n" },
    { 0, "", "" },
    { 0, "precies twintig lang", "precies twintig lang\n" },
    { 0, "precies eenentwintig!", "precies\neenentwintig!\n" },
    { 2, "ieder voor zich en dan samen", "  ieder voor zich en\n  dan samen\n" },
    { 0, "een\ntwee\n\ndrie", "een\ntwee\n\ndrie\n" },
    { 0, "veel     spaties\t hier", "veel spaties hier\n" },
    { 0, "eenwoorddatnietopderegelpast", "eenwoorddatnietopder\negelpast\n" },
    { 0, "漢字漢字漢字漢字漢字漢字", "漢字漢字漢字漢字漢字\n漢字\n" },
    { 0, "cafe\xcc\x81 Zoë", "cafe\xcc\x81 Zoë\n" },
    { 0, "rood\033[31m en bel\a", "rood[31m en bel\n" },
    { 0, "om\xe2\x80\xaegekeerd", "omgekeerd\n" },
    { 0, "c1\xc2\x9bx", "c1x\n" },
    { 0, "half\xc3", "half\n" },
};

static void test_fold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++) {
        struct hv_page page;

        hv_page_init(&page, HV_CLIENT_NL, 20);
        hv_page_add(&page, folds[i].indent, folds[i].text);
        assert_string_equal(hv_page_text(&page), folds[i].page);
        hv_page_free(&page);
    }
}

static void test_items(void **state)
{
    struct hv_page page;

    (void)state;
    hv_page_init(&page, HV_CLIENT_NL, 20);
    hv_page_item(&page, 2, "3", "elke dag tien minuten zonder scherm");
    hv_page_gap(&page);
    hv_page_gap(&page);
    hv_page_line(&page, "ws://een.heel.lang.adres.zonder.vouw:8080/#x");
    assert_string_equal(hv_page_text(&page), "  3  elke dag tien\n"
                                             "     minuten zonder\n"
                                             "     scherm\n"
                                             "\n"
                                             "ws://een.heel.lang.adres.zonder.vouw:8080/#x\n");
    hv_page_free(&page);
    assert_string_equal(hv_page_text(&page), "");
    hv_page_gap(&page);
    assert_string_equal(hv_page_text(&page), "");
}

static void test_fill(void **state)
{
    static const struct {
        const char *sentence;
        const char *parts[3];
        const char *filled;
    } rows[] = {
        { "geen gaten", { NULL }, "geen gaten" },
        { "{} van {}", { "2", "7", NULL }, "2 van 7" },
        { "{} en {}", { "een", NULL }, "een en {}" },
        { "{}", { "{}", "x", NULL }, "{}" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *filled = hv_fill(rows[i].sentence, rows[i].parts);

        assert_string_equal(filled, rows[i].filled);
        free(filled);
    }
    assert_string_equal(hv_digits(-12).text, "-12");
    assert_int_equal(hv_text_width("Zoë 漢"), 6);
}

static void test_lines(void **state)
{
    const char *text = "een\ntwee\ndrie\n";

    (void)state;
    assert_int_equal(hv_text_lines(""), 0);
    assert_int_equal(hv_text_lines(text), 3);
    assert_string_equal(hv_text_tail(text, 9), text);
    assert_string_equal(hv_text_tail(text, 1), "drie\n");
    assert_string_equal(hv_text_tail(text, 0), "");
    assert_ptr_equal(hv_text_head_end(text, 0), text);
    assert_string_equal(hv_text_head_end(text, 2), "drie\n");
    assert_string_equal(hv_text_head_end(text, 9), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
