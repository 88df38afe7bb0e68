/* SPDX-License-Identifier: EUPL-1.2 */
/* Every sentence is there in both languages, and every refusal and farewell has one of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/cli/nearest.h"
#include "client/cli/words.h"
#include "houvast/v1/wire.pb-c.h"

static unsigned holes(const char *sentence)
{
    unsigned count = 0;

    for (; (sentence = strstr(sentence, "{}")) != NULL; sentence += 2) {
        count++;
    }
    return count;
}

static void test_both_languages(void **state)
{
    (void)state;
    for (int i = 0; i < HV_WORD_COUNT; i++) {
        const char *nl = hv_word((enum hv_word)i, HV_CLIENT_NL);
        const char *en = hv_word((enum hv_word)i, HV_CLIENT_EN);

        if (nl == NULL || en == NULL || *nl == '\0' || *en == '\0' || holes(nl) != holes(en) ||
            strstr(nl, "TODO") != NULL) {
            fail_msg("sentence %d: \"%s\", \"%s\"", i, nl, en);
        }
    }
}

/* A sentence that serves two numbers would hide what is the matter. */
static void check_own_sentences(const ProtobufCEnumDescriptor *numbers,
                                enum hv_word (*word_of)(int number),
                                enum hv_word other)
{
    for (unsigned i = 0; i < numbers->n_values; i++) {
        int number = numbers->values[i].value;

        if (number == 0) {
            continue;
        }
        assert_true(other == HV_WORD_COUNT || word_of(number) != other);
        for (unsigned j = 0; j < i; j++) {
            if (numbers->values[j].value != 0 &&
                word_of(numbers->values[j].value) == word_of(number)) {
                fail_msg("%s and %s have one sentence", numbers->values[i].name,
                         numbers->values[j].name);
            }
        }
    }
}

static void test_refusals(void **state)
{
    (void)state;
    check_own_sentences(&houvast__v1__refusal__descriptor, hv_word_of_refusal,
                        HV_WORD_REFUSED_OTHER);
    assert_int_equal(hv_word_of_refusal(0), HV_WORD_REFUSED_OTHER);
    assert_int_equal(hv_word_of_refusal(1000), HV_WORD_REFUSED_OTHER);
    assert_int_equal(hv_word_of_refusal(-1), HV_WORD_REFUSED_OTHER);
}

static void test_farewells(void **state)
{
    (void)state;
    check_own_sentences(&houvast__v1__farewell_reason__descriptor, hv_word_of_farewell,
                        HV_WORD_COUNT);
}

static void test_nearest(void **state)
{
    static const char *const words[] = { "volgende", "terug", "kaart", "klok", "kort" };
    static const struct {
        const char *typed, *nearest;
    } rows[] = {
        { "volgendr", "volgende" },
        { "vlgende", "volgende" },
        { "trug", "terug" },
        { "klk", "klok" },
        { "krt", "kort" },
        { "afwasmachine", NULL },
        { "zzz", NULL },
        { "", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *nearest = hv_nearest_word(rows[i].typed, words, 5);

        if (rows[i].nearest == NULL) {
            assert_null(nearest);
        } else {
            assert_non_null(nearest);
            assert_string_equal(nearest, rows[i].nearest);
        }
    }
    assert_int_equal(hv_nearest_distance("kaart", "kaart"), 0);
    assert_int_equal(hv_nearest_distance("", "kaart"), 5);
    assert_int_equal(hv_nearest_distance("kart", "kaart"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_languages),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_farewells),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
