/* SPDX-License-Identifier: EUPL-1.2 */
/* The whole matrix of expectations.tsv against the real disclosure. HV_TEST_SEED repeats a run. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "matrix.h"
#include "wire.h"

static void nothing_leaks_and_every_promise_is_kept(void **state)
{
    const struct disclosure real = { hv_group_view, hv_group_readers, hv_group_panes,
                                     hv_group_read };
    const char *wanted = getenv("HV_TEST_SEED");
    uint64_t seed = wanted != NULL ? strtoull(wanted, NULL, 0) : 20261120;

    (void)state;
    print_message("HV_TEST_SEED=%" PRIu64 "\n", seed);
    struct matrix_count count = matrix_judge(&real, seed, false, true);
    print_message("%u cells, %u leaks, %u missing\n", count.cells, count.leaks, count.missing);
    assert_int_equal(count.leaks, 0);
    assert_int_equal(count.missing, 0);
    assert_true(count.cells > 0);
}

/* A line without a name carries nothing else that tells whose it is. */
static void check_line(const struct hv_read_row *row, struct hv_bytes line)
{
    if (hv_bytes_equal(row->packed, line)) {
        assert_int_equal(row->seat, 0);
        assert_int_equal(row->unit, 0);
        assert_int_equal(row->device, 0);
        assert_int_equal(row->name.size, 0);
    }
}

static void a_line_has_no_author(void **state)
{
    static struct story story;
    struct hv_arena arena;
    struct hv_read_page page;
    struct hv_pane wall;
    enum hv_refusal refusal;

    (void)state;
    assert_true(story_tell(&story, 1, STORY_STATE_picked_a, 1, false,
                           (struct story_choices){ .scale = 1 }));
    struct hv_bytes line = story_canary(&story, STORY_CLASS_A);
    struct hv_bytes let_go = story_canary(&story, STORY_CLASS_W);
    hv_arena_init(&arena, 1u << 20);
    for (enum hv_read_kind kind = HV_READ_ANSWERS; kind <= HV_READ_NOTES; kind++) {
        struct hv_read_key key = { .kind = kind, .run = 1, .most = 64 };
        assert_int_equal(
            hv_group_read(story.hall.group, story.hall.facilitator, key, &arena, &refusal, &page),
            HV_OK);
        assert_int_equal(refusal, HV_REFUSAL_NONE);
        for (uint32_t i = 0; i < page.row_count; i++) {
            check_line(&page.rows[i], line);
            check_line(&page.rows[i], let_go);
        }
    }
    assert_int_equal(hv_group_view(story.hall.group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 },
                                   &arena, &wall),
                     HV_OK);
    for (uint32_t i = 0; i < wall.wall.item_count; i++) {
        if (hv_bytes_equal(wall.wall.items[i].text, line) ||
            hv_bytes_equal(wall.wall.items[i].text, let_go)) {
            assert_int_equal(wall.wall.items[i].name.size, 0);
        }
    }
    hv_arena_free(&arena);
    story_free(&story);
}

/* What the couple's page says when nothing opened is the same, whatever was done not to show it. */
static void not_shown_looks_alike_whatever_the_reason(void **state)
{
    static const enum story_state reasons[] = { STORY_STATE_opened_kept, STORY_STATE_opened_alone,
                                                STORY_STATE_aloud,       STORY_STATE_skipped,
                                                STORY_STATE_taken_back,  STORY_STATE_split };
    static struct story story;
    const struct hv_pane_key key = { HV_PANE_UNIT, 1 };
    struct wire first = { 0 };
    struct hv_arena arena;
    struct hv_pane pane;

    (void)state;
    hv_arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        struct wire bytes = { 0 };
        assert_true(
            story_tell(&story, 1, reasons[i], 1, false, (struct story_choices){ .scale = 1 }));
        assert_int_equal(hv_group_view(story.hall.group, NULL, key, &arena, &pane), HV_OK);
        assert_int_equal(pane.unit.opened_count, 6); /* three fields of two people */
        wire_add_pane(i == 0 ? &first : &bytes, story.hall.group, key, &pane);
        assert_true(i == 0 || wire_equal(&first, &bytes));
        wire_free(&bytes);
        story_free(&story);
    }
    wire_free(&first);
    hv_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_leaks_and_every_promise_is_kept),
        cmocka_unit_test(a_line_has_no_author),
        cmocka_unit_test(not_shown_looks_alike_whatever_the_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
