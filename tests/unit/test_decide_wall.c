/* SPDX-License-Identifier: EUPL-1.2 */
/* What reaches the group: results, notes that are picked, examples, what was said aloud, "wij ook".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

static const char *const notes[] = { "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven" };

static struct hv_bytes note_of(uint16_t seat)
{
    return hv_bytes_from_text(notes[seat % COUNT(notes)]);
}

/* The first round of POLL as run 1, answered and closed by `seats` seats; the first `split` choose
 * 0 and the others 1. */
static void answer_poll(struct evening *evening, uint16_t seats, uint16_t split, uint32_t shows)
{
    assert_int_equal(evening_do(evening, FACILITATOR, START(0, POLL + 1)), DONE);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    for (uint16_t seat = 1; seat <= seats; seat++) {
        struct hv_bytes pick = seat <= split ? BYTES("\x00") : BYTES("\x01");

        assert_int_equal(evening_do(evening, PEN(seat), UNLOCK(seat)), DONE);
        assert_int_equal(
            evening_do(evening, PEN(seat), SAVE_BYTES(1, seat, POLL_NOTE, 1, note_of(seat))), DONE);
        assert_int_equal(evening_do(evening, PEN(seat), SAVE_BYTES(1, seat, POLL_ONE, 1, pick)),
                         DONE);
        assert_int_equal(evening_do(evening, PEN(seat), SAVE_BYTES(1, seat, POLL_MANY, 1, pick)),
                         DONE);
        assert_int_equal(evening_do(evening, PEN(seat), ENVELOPE(1, seat, FIRST, shows)), DONE);
    }
}

/* The same, in an evening of its own, and closed. */
static void begin_poll(struct evening *evening, uint16_t seats, uint16_t split, uint32_t shows)
{
    evening_begin(evening);
    answer_poll(evening, seats, split, shows);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, SOLO, POLL_SHARE)), DONE);
}

static const struct hv_result *
result_of(const struct evening *evening, uint8_t stage, uint8_t field)
{
    const struct hv_closed_round *round = hv_find_run(evening->group, 1)->rounds[stage];

    for (unsigned i = 0; i < round->result_count; i++) {
        if (round->results[i].field == field) {
            return &round->results[i];
        }
    }
    fail();
    return NULL;
}

static void results_are_frozen_when_the_round_closes(void **state)
{
    const struct hv_closed_round *round;
    const struct hv_result *one;
    struct evening evening;

    (void)state;
    begin_poll(&evening, 8, 5, BIT(POLL_NOTE));
    round = hv_find_run(evening.group, 1)->rounds[POLL_SHARE];
    one = result_of(&evening, POLL_SHARE, POLL_ONE);
    assert_true(one->enough);
    assert_int_equal(one->band_count, 3);
    assert_int_equal(one->counts[0], 5);
    assert_int_equal(one->counts[1], 3);
    assert_int_equal(one->counts[2], 0);
    assert_false(result_of(&evening, POLL_SHARE, POLL_MANY)->enough); /* single of five */
    assert_int_equal(round->note_count, 8);
    assert_int_equal(evening.group->wall_count, 1); /* the one result */
    assert_int_equal(evening.group->wall[0].kind, HV_WALL_RESULT);

    /* later envelopes count in nothing, and coming back changes nothing */
    assert_int_equal(evening_do(&evening, PEN(9), UNLOCK(9)), DONE);
    assert_int_equal(evening_do(&evening, PEN(9), SAVE_BYTES(1, 9, POLL_ONE, 1, BYTES("\x02"))),
                     DONE);
    assert_int_equal(evening_do(&evening, PEN(9), ENVELOPE(1, 9, FIRST, 0)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, POLL_SHARE, SOLO)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, POLL_SHARE)), DONE);
    assert_null(evening_event(&evening, HV_EVENT_ROUND_CLOSED));
    assert_ptr_equal(hv_find_run(evening.group, 1)->rounds[POLL_SHARE], round);
    evening_end(&evening);
}

static void too_few_is_said_without_counts(void **state)
{
    const struct {
        uint16_t seats, split;
    } cases[] = { { 5, 2 }, { 6, 4 }, { 12, 10 }, { 12, 12 }, { 2, 1 }, { 0, 0 } };
    struct evening evening;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct hv_result *one;

        begin_poll(&evening, cases[i].seats, cases[i].split, 0);
        one = result_of(&evening, POLL_SHARE, POLL_ONE);
        assert_false(one->enough);
        assert_int_equal(one->counts[0] + one->counts[1] + one->counts[2], 0);
        assert_int_equal(evening.group->wall_count, 0);
        evening_end(&evening);
    }
}

static void what_the_group_took_is_final(void **state)
{
    struct evening evening;

    (void)state;
    begin_poll(&evening, 7, 3, BIT(POLL_NOTE)); /* seat 7 has closed, its partner has not */
    assert_int_equal(evening_do(&evening, PEN(7), REOPEN(1, 7, FIRST)), REFUSED(FINAL));
    assert_int_equal(evening_do(&evening, PEN(7), SAVE(1, 7, POLL_NOTE, 2, "anders")),
                     REFUSED(FINAL));
    evening_end(&evening);
}

static void notes_need_the_authors_yes_and_a_pick(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, PICK(1, POLL_NOTE, 0, false), AGAIN },
        { FACILITATOR, PICK(1, POLL_NOTE, 0, true), DONE },
        { CO_FACILITATOR, PICK(1, POLL_NOTE, 0, true), AGAIN },
        { FACILITATOR, PICK(1, POLL_NOTE, 6, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, PICK(1, POLL_ONE, 0, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, PICK(2, POLL_NOTE, 0, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, PICK(1, POLL_NOTE, 0, false), DONE },
        { FACILITATOR, PICK(1, POLL_NOTE, 0, true), DONE }, /* with the number it had */
    };
    struct evening evening;

    (void)state;
    begin_poll(&evening, 6, 3, 0);
    assert_int_equal(hv_find_run(evening.group, 1)->rounds[POLL_SHARE]->note_count, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, POLL_NOTE, 0, true)),
                     REFUSED(NOT_FOUND));
    evening_end(&evening);

    begin_poll(&evening, 6, 3, BIT(POLL_NOTE));
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening.group->wall_count, 2);
    assert_int_equal(evening.last.number, 2);
    evening_end(&evening);
}

static void a_note_leaves_the_wall_with_its_authors_consent(void **state)
{
    const struct hv_wall_line *line;
    uint16_t author;
    struct evening evening;

    (void)state;
    begin_poll(&evening, 6, 3, BIT(POLL_NOTE));
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, POLL_NOTE, 2, true)), DONE);
    author = hv_find_run(evening.group, 1)->rounds[POLL_SHARE]->notes[2].seat;
    assert_int_equal(evening_do(&evening, PEN(author), CONSENT(author, false)), DONE);
    line = hv_find_line(evening.group, HV_WALL_NOTE, 1, POLL_SHARE, 2);
    assert_true(line->taken_away);
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, POLL_NOTE, 2, true)),
                     REFUSED(NOT_FOUND));
    evening_end(&evening);
}

/* The lines that facilitators choose from, and those on the wall. */
static void count_lines(const struct evening *evening, uint32_t *ret_read, uint32_t *ret_wall)
{
    const struct hv_read_key key = { .kind = HV_READ_NOTES, .run = 1, .most = 64 };
    struct hv_read_page page;
    enum hv_refusal refusal;
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_read(evening->group, FACILITATOR, key, &arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 }, &arena, &pane),
        HV_OK);
    *ret_read = page.row_count;
    *ret_wall = pane.wall.item_count;
    hv_arena_free(&arena);
}

/* Whoever deals a couple another form, for a moment, would see whose lines go. */
static void no_form_tells_whose_the_lines_are(void **state)
{
    const enum hv_form forms[] = { HV_FORM_SHORT, HV_FORM_LIGHT, HV_FORM_FULL };
    struct evening evening;
    uint32_t lines, on_wall;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    for (uint16_t seat = 1; seat <= 4; seat++) {
        const struct line written[] = {
            { PEN(seat), UNLOCK(seat), DONE },
            { PEN(seat), SAVE_BYTES(1, seat, REVEAL_A, 1, note_of(seat)), DONE },
            { PEN(seat), ENVELOPE(1, seat, FIRST, BIT(REVEAL_A)), DONE },
        };
        evening_play(&evening, written, COUNT(written));
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    for (uint16_t note = 0; note < 4; note++) {
        assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, REVEAL_A, note, true)), DONE);
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        const struct hv_command dealt =
            COMMAND(DEAL_FORM, .deal_form = { .run = 1, .unit = 1, .form = forms[i] });

        assert_int_equal(evening_do(&evening, FACILITATOR, dealt), DONE);
        count_lines(&evening, &lines, &on_wall);
        assert_int_equal(lines, 4);
        assert_int_equal(on_wall, 4);
    }
    evening_end(&evening);
}

/* Nor can an author write such a line anew by a form that does not ask it. */
static void what_the_group_took_is_final_in_every_form(void **state)
{
    const enum hv_form forms[] = { HV_FORM_SHORT, HV_FORM_FULL };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), SAVE_BYTES(1, 1, REVEAL_A, 1, note_of(1))), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_A))), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    for (size_t i = 0; i < COUNT(forms); i++) {
        const struct hv_command dealt =
            COMMAND(DEAL_FORM, .deal_form = { .run = 1, .unit = 1, .form = forms[i] });

        assert_int_equal(evening_do(&evening, FACILITATOR, dealt), DONE);
        assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), REFUSED(FINAL));
        assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, REVEAL_P, 2, "anders")),
                         REFUSED(FINAL));
    }
    evening_end(&evening);
}

static void the_wall_takes_examples_and_what_was_said_aloud(void **state)
{
    static const uint8_t long_text[HV_WALL_TEXT_MAX + 1] = { 'x' };
    const struct line lines[] = {
        { FACILITATOR, EXAMPLE(1, 0), DONE },
        { CO_FACILITATOR, EXAMPLE(1, 0), AGAIN },
        { FACILITATOR, EXAMPLE(1, 2), REFUSED(NOT_FOUND) },
        { FACILITATOR, EXAMPLE(9, 0), REFUSED(NOT_FOUND) },
        { FACILITATOR, WRITE(1, POLL_NOTE, "hardop gezegd"), DONE },
        { FACILITATOR, WRITE(0, HV_NO_FIELD, "los"), DONE },
        { FACILITATOR, WRITE(1, POLL_FIELDS, "x"), REFUSED(NOT_FOUND) },
        { FACILITATOR, WRITE(9, HV_NO_FIELD, "x"), REFUSED(NOT_FOUND) },
        { FACILITATOR, WRITE(1, HV_NO_FIELD, ""), REFUSED(NOT_ACCEPTED) },
        { FACILITATOR,
          COMMAND(WRITE_WALL, .write_wall = { 1, HV_NO_FIELD, { long_text, sizeof long_text } }),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, CLEAR_WALL(), DONE },
        { CO_FACILITATOR, CLEAR_WALL(), AGAIN },
        { FACILITATOR, EXAMPLE(1, 0), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, EXAMPLE(1, 1), REFUSED(NO_MEETING) },
        { FACILITATOR, WRITE(0, HV_NO_FIELD, "x"), REFUSED(NO_MEETING) },
        { FACILITATOR, CLEAR_WALL(), REFUSED(NO_MEETING) },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { FACILITATOR, EXAMPLE(1, 1), REFUSED(RUN_OVER) }, /* of an earlier meeting */
        { FACILITATOR, WRITE(1, HV_NO_FIELD, "x"), REFUSED(RUN_OVER) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, POLL + 1)), DONE);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void a_full_wall_makes_room_of_what_was_taken_away(void **state)
{
    struct evening evening;
    unsigned written = 0;
    int outcome;

    (void)state;
    evening_begin(&evening);
    while ((outcome = evening_do(&evening, FACILITATOR, WRITE(0, HV_NO_FIELD, "x"))) == DONE) {
        written++;
    }
    assert_int_equal(outcome, REFUSED(FULL));
    assert_int_equal(written, HV_WALL_MAX);
    while (written < HV_WALL_LINES_MAX) {
        if (evening.group->wall[evening.group->wall_count - 1].number % HV_WALL_MAX == 0) {
            assert_int_equal(evening_do(&evening, FACILITATOR, CLEAR_WALL()), DONE);
        }
        assert_int_equal(evening_do(&evening, FACILITATOR, WRITE(0, HV_NO_FIELD, "y")), DONE);
        written++;
        assert_int_equal(evening.last.number, written);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, CLEAR_WALL()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, WRITE(0, HV_NO_FIELD, "z")), REFUSED(FULL));
    evening_end(&evening);
}

static struct hv_command
me_too(uint16_t seat, uint32_t revision, const uint8_t *picks, size_t count)
{
    return SAVE_BYTES(1, seat, POLL_ME_TOO, revision, ((struct hv_bytes){ picks, count }));
}

/* Results come once: they find room among the lines of other runs, the oldest first. */
static void results_find_room_on_a_full_wall(void **state)
{
    struct evening evening;
    unsigned results = 0;

    (void)state;
    evening_begin(&evening);
    for (unsigned i = 0; i < HV_WALL_MAX; i++) {
        assert_int_equal(evening_do(&evening, FACILITATOR, WRITE(0, HV_NO_FIELD, "x")), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, WRITE(0, HV_NO_FIELD, "x")), REFUSED(FULL));
    answer_poll(&evening, 12, 6, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, POLL_SHARE)), DONE);
    for (unsigned i = 0; i < evening.group->wall_count; i++) {
        results += evening.group->wall[i].kind == HV_WALL_RESULT ? 1 : 0;
    }
    assert_int_equal(results, 1);
    assert_int_equal(evening.group->wall_count, HV_WALL_MAX);
    assert_int_equal(evening.group->wall[0].number, 2);
    evening_end(&evening);
}

static void the_second_round_chooses_from_lines_on_the_wall(void **state)
{
    const struct line open[] = {
        { FACILITATOR, PICK(1, POLL_NOTE, 0, true), DONE },   /* line 1: the result was too few */
        { FACILITATOR, WRITE(1, POLL_NOTE, "hardop"), DONE }, /* line 2 */
        { FACILITATOR, WRITE(1, POLL_ONE, "anders"), DONE },  /* line 3, of another field */
        { FACILITATOR, EXAMPLE(1, 1), DONE },                 /* line 4 */
        { FACILITATOR, PICK(1, POLL_NOTE, 0, false), DONE },  /* was on the wall */
        { FACILITATOR, STAGE(1, POLL_SHARE, POLL_TALK), DONE },
        { FACILITATOR, STAGE(1, POLL_TALK, POLL_SOLO_2), DONE },
    };
    const struct {
        uint8_t picks[3];
        uint8_t count;
        int outcome;
    } cases[] = {
        { { 1, 2, 4 }, 3, DONE },
        { { 0 }, 0, DONE },
        { { 3 }, 1, REFUSED(NOT_ACCEPTED) },
        { { 1, 5 }, 2, REFUSED(NOT_ACCEPTED) },
        { { 2 }, 1, DONE },
    };
    struct evening evening;
    const struct hv_closed_round *round;

    (void)state;
    begin_poll(&evening, 12, 12, BIT(POLL_NOTE));
    evening_play(&evening, open, COUNT(open));
    for (uint32_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(
            evening_do(&evening, PEN(1), me_too(1, i + 1, cases[i].picks, cases[i].count)),
            cases[i].outcome);
    }
    for (uint16_t seat = 2; seat <= 12; seat++) {
        const uint8_t picks[] = { 1, 2 };

        assert_int_equal(evening_do(&evening, PEN(seat), me_too(seat, 1, picks + seat % 2, 1)),
                         DONE);
    }
    for (uint16_t seat = 1; seat <= 12; seat++) {
        assert_int_equal(evening_do(&evening, PEN(seat), ENVELOPE(1, seat, SECOND, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, POLL_SOLO_2, POLL_SHARE_2)), DONE);
    round = hv_find_run(evening.group, 1)->rounds[POLL_SHARE_2];
    assert_int_equal(round->result_count, 3);
    assert_int_equal(round->results[0].option, 1);
    assert_true(round->results[0].enough);
    assert_int_equal(round->results[0].counts[0], 6); /* yes: seats 2, 4 … 12 */
    assert_int_equal(round->results[0].counts[1], 6);
    assert_int_equal(round->results[1].option, 2);
    assert_true(round->results[1].enough);
    assert_int_equal(round->results[2].option, 4);
    assert_false(round->results[2].enough); /* nobody chose it */
    evening_end(&evening);
}

/* The lines whose counts stand on the wall, as a set of their numbers. */
static unsigned counted_lines(const struct evening *evening)
{
    struct hv_arena arena;
    struct hv_pane pane;
    unsigned lines = 0;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 }, &arena, &pane),
        HV_OK);
    for (unsigned i = 0; i < pane.wall.item_count; i++) {
        const struct hv_wall_item *item = &pane.wall.items[i];

        lines |= item->kind == HV_WALL_RESULT ? 1u << item->result.option : 0;
    }
    hv_arena_free(&arena);
    return lines;
}

/* Whoever wrote it took it back, or a facilitator took it away: it looks the same. */
static void how_many_chose_a_line_goes_with_the_line(void **state)
{
    const struct line open[] = {
        { FACILITATOR, PICK(1, POLL_NOTE, 0, true), DONE },
        { FACILITATOR, PICK(1, POLL_NOTE, 1, true), DONE },
        { FACILITATOR, PICK(1, POLL_NOTE, 2, true), DONE },
        { FACILITATOR, WRITE(1, POLL_NOTE, "hardop"), DONE },
        { FACILITATOR, STAGE(1, POLL_SHARE, POLL_TALK), DONE },
        { FACILITATOR, STAGE(1, POLL_TALK, POLL_SOLO_2), DONE },
        { FACILITATOR, PICK(1, POLL_NOTE, 0, false), DONE },
    };
    const uint8_t picks[] = { 1, 2, 3, 4 };
    const struct hv_closed_round *round;
    struct evening evening;
    uint16_t author;

    (void)state;
    begin_poll(&evening, 12, 12, BIT(POLL_NOTE));
    evening_play(&evening, open, COUNT(open));
    round = hv_find_run(evening.group, 1)->rounds[POLL_SHARE];
    author = round->notes[1].seat;
    assert_int_equal(evening_do(&evening, PEN(author), TAKE_BACK(1, author, BIT(POLL_NOTE))), DONE);
    for (uint16_t seat = 1; seat <= 12; seat++) {
        size_t count = seat % 2 == 0 ? COUNT(picks) : 0;

        assert_int_equal(evening_do(&evening, PEN(seat), me_too(seat, 1, picks, count)), DONE);
        assert_int_equal(evening_do(&evening, PEN(seat), ENVELOPE(1, seat, SECOND, 0)), DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, POLL_SOLO_2, POLL_SHARE_2)), DONE);
    assert_int_equal(counted_lines(&evening), 1 << 3 | 1 << 4);
    assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, POLL_NOTE, 0, true)), DONE);
    assert_int_equal(counted_lines(&evening), 1 << 1 | 1 << 3 | 1 << 4);
    author = round->notes[2].seat;
    assert_int_equal(evening_do(&evening, PEN(author), TAKE_BACK(1, author, BIT(POLL_NOTE))), DONE);
    assert_int_equal(counted_lines(&evening), 1 << 1 | 1 << 4);
    evening_end(&evening);
}

static void cards_count_by_option_and_own_cards_are_notes(void **state)
{
    struct evening evening;
    const struct hv_closed_round *round;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, BRIEF, SOLO)), DONE);
    for (uint16_t seat = 1; seat <= 6; seat++) {
        struct hv_bytes cards = seat <= 3 ? BYTES("\x00\x02\xffthee") : BYTES("\x01");

        assert_int_equal(evening_do(&evening, PEN(seat), UNLOCK(seat)), DONE);
        assert_int_equal(
            evening_do(&evening, PEN(seat), SAVE_BYTES(1, seat, REVEAL_CARDS, 1, cards)), DONE);
        assert_int_equal(evening_do(&evening, PEN(seat),
                                    SAVE_BYTES(1, seat, REVEAL_BAND, 1,
                                               seat % 2 == 0 ? BYTES("\x02") : BYTES("\x09"))),
                         DONE);
        assert_int_equal(evening_do(&evening, PEN(seat),
                                    SAVE_BYTES(1, seat, REVEAL_G, 1,
                                               BYTES("\x00\x01"
                                                     "a\x00\x01"
                                                     "b"))),
                         DONE);
        assert_int_equal(
            evening_do(&evening, PEN(seat),
                       ENVELOPE(1, seat, FIRST, seat == 1 ? BIT(REVEAL_CARDS) : BIT(REVEAL_G))),
            DONE);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    round = hv_find_run(evening.group, 1)->rounds[SHARE];
    assert_int_equal(round->result_count, 1 + 5);
    assert_int_equal(round->results[0].field, REVEAL_BAND);
    assert_int_equal(round->results[0].counts[0], 3);
    assert_int_equal(round->results[0].counts[1], 0);
    assert_int_equal(round->results[0].counts[2], 3);
    assert_true(round->results[1].enough);
    assert_int_equal(round->results[1].counts[0], 3);
    assert_int_equal(round->results[1].counts[1], 3);
    assert_false(round->results[4].enough);
    assert_int_equal(round->note_count, 1 + 5);
    evening_end(&evening);
}

/* ---- The example of a step ---- */

/* Answers of the example that everyone sees; it has its title whenever it has any. */
static unsigned shown_answers(const struct evening *evening)
{
    struct hv_arena arena;
    struct hv_pane pane;
    unsigned count;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_WALL, 0 }, &arena, &pane),
        HV_OK);
    count = pane.wall.example.answer_count;
    assert_true((count > 0) == (pane.wall.example.title.nl.size > 0));
    hv_arena_free(&arena);
    return count;
}

static void an_example_is_built_up_answer_by_answer(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, SHOW(STEP_PLAIN, 1), REFUSED(MOVED_ON) },
        { FACILITATOR, START(0, STEP_PLAIN), DONE },
        { FACILITATOR, SHOW(STEP_PLAIN, 0), AGAIN },
        { FACILITATOR, SHOW(STEP_PLAIN, EXAMPLE_ANSWERS + 1), REFUSED(INVALID) },
        { FACILITATOR, SHOW(STEP_BREAK, 1), REFUSED(NOT_FOUND) }, /* has none */
        { FACILITATOR, SHOW(99, 1), REFUSED(NOT_FOUND) },
        { TABLE(1), SHOW(STEP_PLAIN, 1), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, SHOW(STEP_PLAIN, 1), DONE },
        { CO_FACILITATOR, SHOW(STEP_PLAIN, 1), AGAIN },
        { FACILITATOR, SHOW(STEP_PLAIN, EXAMPLE_ANSWERS), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 7);
    assert_int_equal(shown_answers(&evening), 0);
    evening_play(&evening, lines + 7, 2);
    assert_int_equal(shown_answers(&evening), 1);
    evening_play(&evening, lines + 9, 1);
    assert_int_equal(shown_answers(&evening), EXAMPLE_ANSWERS);
    assert_int_equal(evening_do(&evening, FACILITATOR, SHOW(STEP_PLAIN, 2)), DONE);
    assert_int_equal(shown_answers(&evening), 2);
    assert_int_equal(evening_do(&evening, FACILITATOR, CLEAR_WALL()), AGAIN); /* no line of it */
    assert_int_equal(shown_answers(&evening), 2);
    assert_int_equal(evening_do(&evening, FACILITATOR, SHOW(STEP_PLAIN, 0)), DONE);
    assert_int_equal(shown_answers(&evening), 0);
    evening_end(&evening);
}

static void an_example_leaves_with_its_step(void **state)
{
    const struct line endings[] = {
        { FACILITATOR, END_STEP(STEP_PLAIN, 1), DONE },
        { FACILITATOR, START(STEP_PLAIN, STEP_BREAK), DONE },
        { FACILITATOR, REPEAT(STEP_PLAIN, STEP_PLAIN, 1), DONE },
        { FACILITATOR, PUSH(STEP_PLAIN), DONE },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(endings); i++) {
        struct evening evening;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, START(0, STEP_PLAIN)), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, SHOW(STEP_PLAIN, 3)), DONE);
        evening_play(&evening, &endings[i], 1);
        assert_int_equal(shown_answers(&evening), 0);
        evening_end(&evening);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_are_frozen_when_the_round_closes),
        cmocka_unit_test(too_few_is_said_without_counts),
        cmocka_unit_test(what_the_group_took_is_final),
        cmocka_unit_test(notes_need_the_authors_yes_and_a_pick),
        cmocka_unit_test(a_note_leaves_the_wall_with_its_authors_consent),
        cmocka_unit_test(no_form_tells_whose_the_lines_are),
        cmocka_unit_test(what_the_group_took_is_final_in_every_form),
        cmocka_unit_test(the_wall_takes_examples_and_what_was_said_aloud),
        cmocka_unit_test(a_full_wall_makes_room_of_what_was_taken_away),
        cmocka_unit_test(results_find_room_on_a_full_wall),
        cmocka_unit_test(the_second_round_chooses_from_lines_on_the_wall),
        cmocka_unit_test(how_many_chose_a_line_goes_with_the_line),
        cmocka_unit_test(cards_count_by_option_and_own_cards_are_notes),
        cmocka_unit_test(an_example_is_built_up_answer_by_answer),
        cmocka_unit_test(an_example_leaves_with_its_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
