/* SPDX-License-Identifier: EUPL-1.2 */
/* What people read of their earlier evenings, and of what they consented to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "tests/unit/evening.h"

#define LATER (EVENING_END + INT64_C(9) * 60 * 60 * 1000)

enum {
    ROWS = 16
};

/* Pages put together. */
struct rows {
    struct hv_arena arena;
    struct hv_read_row rows[ROWS];
    uint32_t count;
};

static void read_all(const struct evening *evening,
                     enum hv_read_kind kind,
                     uint16_t seat,
                     uint32_t most,
                     struct rows *ret)
{
    struct hv_read_key key = { .kind = kind, .number = seat, .most = most };

    *ret = (struct rows){ .count = 0 };
    hv_arena_init(&ret->arena, 1u << 20);
    do {
        enum hv_refusal refusal;
        struct hv_read_page page;

        assert_int_equal(
            hv_group_read(evening->group, PEN(seat), key, &ret->arena, &refusal, &page), HV_OK);
        assert_int_equal(refusal, HV_REFUSAL_NONE);
        for (uint32_t i = 0; i < page.row_count; i++) {
            assert_true(ret->count < ROWS);
            ret->rows[ret->count++] = page.rows[i];
        }
        key.from = page.next;
    } while (key.from != 0);
}

/* The fields of which the history of a seat has an answer in run 1, as a set. */
static uint32_t kept_of(const struct evening *evening, uint16_t seat)
{
    uint32_t fields = 0;
    struct rows rows;

    read_all(evening, HV_READ_HISTORY, seat, 64, &rows);
    for (uint32_t i = 0; i < rows.count; i++) {
        if (rows.rows[i].definition == NULL) {
            assert_int_equal(rows.rows[i].run, 1);
            assert_int_equal(rows.rows[i].seat, seat);
            fields |= BIT(rows.rows[i].field);
        }
    }
    hv_arena_free(&rows.arena);
    return fields;
}

/* An evening on which the couple opened what both showed and wrote something together. */
static void begin(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "van een"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "voor vanavond"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "voor de groep"), DONE },
        { PEN(1), SAVE_BYTES(1, 1, REVEAL_OK, 1, BYTES("\x01")), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, UINT32_MAX), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "van twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE }, /* keeps it */
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void go_to_second(struct evening *evening)
{
    const struct hv_command open =
        COMMAND(OPEN_MEETING, .open_meeting = { .meeting = 1, .evening_ends_at = LATER });
    const struct line lines[] = {
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, open, DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

static void tonight_is_no_history(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    assert_int_equal(kept_of(&evening, 1), 0);
    evening_end(&evening);
}

/* What was shown, what is for the course, and the own copy of what both wrote; not what was kept,
 * and nothing that goes with its evening, though its keys may still be there. */
static void history_is_what_the_course_keeps(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    go_to_second(&evening);
    assert_int_equal(kept_of(&evening, 1), BIT(REVEAL_P) | BIT(REVEAL_OK) | BIT(REVEAL_J));
    assert_int_equal(kept_of(&evening, 2), BIT(REVEAL_J));
    evening_end(&evening);
}

static void the_answers_of_a_run_come_after_its_definition(void **state)
{
    struct evening evening;
    struct rows whole, one;

    (void)state;
    begin(&evening);
    go_to_second(&evening);
    read_all(&evening, HV_READ_HISTORY, 1, 64, &whole);
    read_all(&evening, HV_READ_HISTORY, 1, 1, &one);
    assert_int_equal(whole.count, 4);
    assert_int_equal(one.count, 4);
    for (uint32_t i = 0; i < whole.count; i++) {
        assert_true((whole.rows[i].definition != NULL) == (i == 0));
        assert_ptr_equal(whole.rows[i].definition, one.rows[i].definition);
        assert_true(hv_bytes_equal(whole.rows[i].packed, one.rows[i].packed));
        assert_int_equal(whole.rows[i].meeting, 1);
        assert_int_equal(whole.rows[i].name.size, 0);
    }
    assert_int_equal(whole.rows[0].seat, 0);
    assert_true(hv_id_equal(whole.rows[0].definition->hash, whole.rows[1].exercise));
    hv_arena_free(&one.arena);
    hv_arena_free(&whole.arena);
    evening_end(&evening);
}

/* A second exercise of the same evening, of which the first person shows an answer. */
static void begin_two(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(REVEAL + 1, TURNS + 1), DONE },
        { FACILITATOR, STAGE(2, BRIEF, SOLO), DONE },
        { PEN(1), SAVE(2, 1, TURNS_P, 1, "van later"), DONE },
        { PEN(1), ENVELOPE(2, 1, FIRST, UINT32_MAX), DONE },
    };

    begin(evening);
    evening_play(evening, lines, COUNT(lines));
    go_to_second(evening);
}

/* A page of one or more rows, from where another one ended. */
static void read_page(const struct evening *evening,
                      uint32_t from,
                      uint32_t most,
                      struct hv_arena *arena,
                      struct hv_read_page *ret)
{
    const struct hv_read_key key = {
        .kind = HV_READ_HISTORY, .number = 1, .from = from, .most = most
    };
    enum hv_refusal refusal;

    assert_int_equal(hv_group_read(evening->group, PEN(1), key, arena, &refusal, ret), HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
}

/* What goes between two pages moves nothing that comes after it: neither an answer nor the
 * definition of the next run is passed over. */
static void what_goes_between_pages_takes_nothing_along(void **state)
{
    struct hv_arena arena;
    struct hv_read_page whole, page;
    struct evening evening;

    (void)state;
    hv_arena_init(&arena, 1u << 20);
    for (uint32_t most = 2; most <= 4; most++) {
        begin_two(&evening);
        read_page(&evening, 0, 64, &arena, &whole);
        assert_int_equal(whole.row_count, 6); /* four, and two of the second exercise */
        assert_non_null(whole.rows[4].definition);
        read_page(&evening, 0, most, &arena, &page);
        assert_int_equal(whole.rows[1].field, REVEAL_P);
        assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, BIT(REVEAL_P))), DONE);
        read_page(&evening, page.next, 64, &arena, &page);
        assert_int_equal(page.row_count, whole.row_count - most);
        for (uint32_t i = 0; i < page.row_count; i++) {
            const struct hv_read_row *row = &whole.rows[most + i];

            assert_int_equal(page.rows[i].run, row->run);
            assert_int_equal(page.rows[i].field, row->field);
            assert_ptr_equal(page.rows[i].definition, row->definition);
        }
        assert_int_equal(page.next, 0);
        evening_end(&evening);
    }
    hv_arena_free(&arena);
}

static void what_was_discarded_is_gone_and_what_was_taken_back_is_not(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    go_to_second(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P))), DONE);
    assert_int_equal(kept_of(&evening, 1), BIT(REVEAL_P) | BIT(REVEAL_OK) | BIT(REVEAL_J));
    assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, BIT(REVEAL_P))), DONE);
    assert_int_equal(kept_of(&evening, 1), BIT(REVEAL_OK) | BIT(REVEAL_J));
    evening_end(&evening);
}

/* Of what a seat reads back of run 1, the fields that its author took back, as a set. */
static uint32_t taken_back_of(const struct evening *evening, enum hv_read_kind kind, uint16_t seat)
{
    uint32_t fields = 0;
    struct rows rows;

    read_all(evening, kind, seat, 64, &rows);
    for (uint32_t i = 0; i < rows.count; i++) {
        fields |= rows.rows[i].taken_back ? BIT(rows.rows[i].field) : 0;
    }
    hv_arena_free(&rows.arena);
    return fields;
}

static void its_author_reads_what_was_taken_back(void **state)
{
    struct evening evening;

    (void)state;
    for (int later = 0; later <= 1; later++) {
        const enum hv_read_kind kind = later ? HV_READ_HISTORY : HV_READ_OWN_WORK;

        begin(&evening);
        if (later) {
            go_to_second(&evening);
        }
        assert_int_equal(taken_back_of(&evening, kind, 1), 0);
        assert_int_equal(evening_do(&evening, PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P))), DONE);
        assert_int_equal(taken_back_of(&evening, kind, 1), BIT(REVEAL_P));
        assert_int_equal(taken_back_of(&evening, kind, 2), 0);
        evening_end(&evening);
    }
}

/* Neither of earlier evenings nor of tonight, and not what both wrote either; whoever kept the own
 * words still does. */
static void new_words_bring_nothing_of_before(void **state)
{
    struct evening evening;
    struct rows rows;

    (void)state;
    for (int later = 0; later <= 1; later++) {
        const enum hv_read_kind kind = later ? HV_READ_HISTORY : HV_READ_OWN_WORK;

        begin(&evening);
        if (later) {
            go_to_second(&evening);
        }
        assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(1)), DONE);
        assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
        read_all(&evening, kind, 1, 64, &rows);
        assert_int_equal(rows.count, 0);
        hv_arena_free(&rows.arena);
        read_all(&evening, kind, 2, 64, &rows);
        assert_true(rows.count > 0);
        hv_arena_free(&rows.arena);
        evening_end(&evening);
    }
}

/* Who takes consent back still may see what there is. */
static void it_is_there_without_consent_too(void **state)
{
    struct evening evening;

    (void)state;
    begin(&evening);
    go_to_second(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), CONSENT(1, false)), DONE);
    assert_int_equal(kept_of(&evening, 1), BIT(REVEAL_P) | BIT(REVEAL_OK) | BIT(REVEAL_J));
    evening_end(&evening);
}

static void a_key_that_was_destroyed_leaves_no_row(void **state)
{
    struct hv_event event = { .type = HV_EVENT_KEYS_DESTROYED };
    struct evening evening;

    (void)state;
    begin(&evening);
    go_to_second(&evening);
    const struct hv_run *run = hv_find_run(evening.group, 1);
    const struct hv_key_scope scope =
        hv_reflection_of(evening.group, run, 1)->fields[REVEAL_P].value.scope;
    event.keys_destroyed.scopes = &scope;
    event.keys_destroyed.scope_count = 1;
    evening_take(&evening,
                 &(struct hv_record){
                     .cause = { .type = HV_COMMAND_TICK, .id = { { 9 } }, .at = evening.now },
                     .events = &event,
                     .event_count = 1 });
    assert_int_equal(kept_of(&evening, 1) & BIT(REVEAL_P), 0);
    evening_end(&evening);
}

static void the_statement_is_read_as_it_is_asked_now(void **state)
{
    struct evening evening;
    struct rows rows;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_ASKING(0, evening_new_statement())),
                     DONE);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    read_all(&evening, HV_READ_STATEMENT, 1, 64, &rows);
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.rows[0].statement->version, evening_new_statement()->version);
    assert_true(hv_bytes_equal(rows.rows[0].statement->text.en, evening_new_statement()->text.en));
    hv_arena_free(&rows.arena);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tonight_is_no_history),
        cmocka_unit_test(history_is_what_the_course_keeps),
        cmocka_unit_test(the_answers_of_a_run_come_after_its_definition),
        cmocka_unit_test(what_goes_between_pages_takes_nothing_along),
        cmocka_unit_test(what_was_discarded_is_gone_and_what_was_taken_back_is_not),
        cmocka_unit_test(its_author_reads_what_was_taken_back),
        cmocka_unit_test(new_words_bring_nothing_of_before),
        cmocka_unit_test(it_is_there_without_consent_too),
        cmocka_unit_test(a_key_that_was_destroyed_leaves_no_row),
        cmocka_unit_test(the_statement_is_read_as_it_is_asked_now),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
