/* SPDX-License-Identifier: EUPL-1.2 */
/* Group results: what is shown can tell nobody who said what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/results.h"
#include "tests/unit/evening.h"

static void a_scale_has_three_thirds(void **state)
{
    const struct {
        int8_t minimum, maximum;
        const char *bands; /* from the minimum on */
    } cases[] = {
        { 0, 10, "00001112222" }, { -5, 5, "00001112222" }, { 1, 5, "00122" },  { 0, 2, "012" },
        { 0, 1, "02" },           { 1, 4, "0012" },         { 0, 5, "001122" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct hv_field field = { .minimum = cases[i].minimum, .maximum = cases[i].maximum };

        for (int value = field.minimum; value <= field.maximum; value++) {
            int expected = cases[i].bands[value - field.minimum] - '0';

            if (hv_scale_band(&field, (int8_t)value) != expected) {
                fail_msg("case %zu, value %d: band %u", i, value,
                         hv_scale_band(&field, (int8_t)value));
            }
        }
    }
    assert_int_equal(hv_scale_band(&(struct hv_field){ .minimum = -128, .maximum = 127 }, -128), 0);
    assert_int_equal(hv_scale_band(&(struct hv_field){ .minimum = -128, .maximum = 127 }, 127), 2);
}

/* Whoever knows two answers cannot be sure of a third: after taking any two away, more than one
 * band is left. */
static bool two_learn_a_third(const uint16_t counts[3])
{
    for (unsigned a = 0; a < 3; a++) {
        for (unsigned b = 0; b < 3; b++) {
            int left[3] = { counts[0], counts[1], counts[2] };
            unsigned bands = 0;

            left[a]--;
            left[b]--;
            if (left[a] < 0 || left[b] < 0) {
                continue;
            }
            for (unsigned i = 0; i < 3; i++) {
                bands += left[i] > 0 ? 1 : 0;
            }
            if (bands < 2) {
                return true;
            }
        }
    }
    return false;
}

static void what_is_shown_lets_two_learn_nothing_of_a_third(void **state)
{
    unsigned shown = 0;

    (void)state;
    for (uint16_t a = 0; a <= 64; a++) {
        for (uint16_t b = 0; a + b <= 64; b++) {
            for (uint16_t c = 0; a + b + c <= 64; c++) {
                const uint16_t counts[3] = { a, b, c };

                if (hv_result_enough(counts, 3)) {
                    shown++;
                    assert_false(two_learn_a_third(counts));
                    assert_true(a + b + c >= 6);
                }
                assert_false(hv_result_enough(counts, 2));
            }
        }
    }
    assert_true(shown > 1000);
}

/* All ways in which n people can answer with three bands. */
static unsigned ways_that_are_shown(unsigned n, unsigned *ret_ways)
{
    unsigned ways = 1, shown = 0;

    for (unsigned i = 0; i < n; i++) {
        ways *= 3;
    }
    for (unsigned way = 0; way < ways; way++) {
        uint16_t counts[3] = { 0 };

        for (unsigned i = 0, rest = way; i < n; i++, rest /= 3) {
            counts[rest % 3]++;
        }
        shown += hv_result_enough(counts, 3) ? 1 : 0;
    }
    *ret_ways = ways;
    return shown;
}

static void as_much_is_shown_as_was_measured(void **state)
{
    unsigned ways;

    (void)state;
    for (unsigned n = 0; n < 6; n++) {
        assert_int_equal(ways_that_are_shown(n, &ways), 0);
    }
    assert_int_equal(ways_that_are_shown(6, &ways), 510); /* 70 % */
    assert_int_equal(ways, 729);
    assert_int_equal(ways_that_are_shown(8, &ways), 6174); /* 94 % */
    assert_int_equal(ways, 6561);
}

/* ---- The whole road, for every division of up to eight answers over three bands ---- */

static void answer_poll(struct evening *evening, uint16_t answers, const uint16_t counts[3])
{
    uint16_t next[3] = { counts[0], counts[1], counts[2] };

    assert_int_equal(evening_do(evening, FACILITATOR, START(0, POLL + 1)), DONE);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    for (uint16_t seat = 1; seat <= answers; seat++) {
        uint8_t pick = next[0] > 0 ? 0 : next[1] > 0 ? 1 : 2;

        next[pick]--;
        assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
        assert_int_equal(
            evening_do(evening, PEN(seat),
                       SAVE_BYTES(1, seat, POLL_ONE, 1, ((struct hv_bytes){ &pick, 1 }))),
            DONE);
        assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, 0)), DONE);
    }
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, SOLO, POLL_SHARE)), DONE);
}

static void every_poll_of_up_to_eight_shows_all_or_nothing(void **state)
{
    unsigned enough = 0, too_few = 0;

    (void)state;
    for (uint16_t a = 0; a <= 8; a++) {
        for (uint16_t b = 0; a + b <= 8; b++) {
            for (uint16_t c = 0; a + b + c <= 8; c++) {
                const uint16_t counts[3] = { a, b, c };
                const struct hv_result *result;
                struct evening evening;
                bool expected;

                evening_begin(&evening);
                answer_poll(&evening, (uint16_t)(a + b + c), counts);
                result = hv_find_run(evening.group, 1)->rounds[POLL_SHARE]->results;
                expected = hv_result_enough(counts, (uint32_t)(a + b + c + 1) / 2);
                assert_int_equal(result->field, POLL_ONE);
                assert_int_equal(result->enough, expected);
                assert_int_equal(evening.group->wall_count, expected ? 1 : 0);
                for (unsigned band = 0; band < 3; band++) {
                    assert_int_equal(result->counts[band], expected ? counts[band] : 0);
                }
                enough += expected ? 1 : 0;
                too_few += expected ? 0 : 1;
                evening_end(&evening);
            }
        }
    }
    assert_true(enough >= 20 && too_few >= 100);
}

/* ---- Notes ---- */

static uint64_t mix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static void every_order_of_notes_is_as_likely(void **state)
{
    enum {
        DRAWS = 24000,
        ORDERS = 24
    };
    unsigned counts[256] = { 0 }, orders = 0;
    double chi_square = 0;
    uint64_t seed = 42;

    (void)state;
    print_message("seed 42\n");
    for (unsigned i = 0; i < DRAWS; i++) {
        struct hv_note notes[4] = { { 0, 0 }, { 0, 1 }, { 0, 2 }, { 0, 3 } };
        uint8_t random[HV_COMMAND_RANDOM];
        unsigned order = 0;

        for (unsigned j = 0; j < sizeof random; j++) {
            random[j] = (uint8_t)mix(&seed);
        }
        hv_shuffle_notes(notes, 4, random);
        for (unsigned j = 0; j < 4; j++) {
            order = order * 4 + notes[j].seat;
        }
        counts[order]++;
    }
    for (unsigned i = 0; i < 256; i++) {
        double expected = (double)DRAWS / ORDERS;

        if (counts[i] > 0) {
            orders++;
            chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
    }
    assert_int_equal(orders, ORDERS);
    assert_true(chi_square < 49.7); /* 23 degrees of freedom: passed by chance once in a thousand */
}

static void a_shuffle_loses_no_note_whatever_the_random_bytes(void **state)
{
    uint8_t random[HV_COMMAND_RANDOM] = { 0 };
    struct hv_note notes[64];
    uint64_t seen = 0;

    (void)state;
    for (unsigned i = 0; i < 64; i++) {
        notes[i] = (struct hv_note){ .seat = (uint16_t)i };
    }
    hv_shuffle_notes(notes, 0, random);
    hv_shuffle_notes(notes, 64, random);
    for (unsigned i = 0; i < 64; i++) {
        seen |= UINT64_C(1) << notes[i].seat;
    }
    assert_true(seen == UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scale_has_three_thirds),
        cmocka_unit_test(what_is_shown_lets_two_learn_nothing_of_a_third),
        cmocka_unit_test(as_much_is_shown_as_was_measured),
        cmocka_unit_test(every_poll_of_up_to_eight_shows_all_or_nothing),
        cmocka_unit_test(every_order_of_notes_is_as_likely),
        cmocka_unit_test(a_shuffle_loses_no_note_whatever_the_random_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
