/* SPDX-License-Identifier: EUPL-1.2 */
/* Narrowing a field, taking an answer back, no longer sharing with a partner. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/disclosure.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

#define BOTH_P          (BIT(REVEAL_P) | BIT(REVEAL_P2))
#define COURSE_FIELDS   (BIT(REVEAL_P) | BIT(REVEAL_OK))
#define ENVELOPE_FIELDS ((BIT(REVEAL_FIELDS) - 1) & ~BIT(REVEAL_J))

static const struct hv_unit_run *couple(const struct evening *evening)
{
    return hv_unit_in_run(hv_find_run(evening->group, evening->group->run_count), 1);
}

static const struct hv_seat_state_field *
answer_of(const struct evening *evening, uint16_t seat, uint8_t field)
{
    return &hv_reflection_of(evening->group, hv_find_run(evening->group, 1), seat)->fields[field];
}

static struct hv_pane pane_of(const struct evening *evening,
                              enum hv_pane_kind kind,
                              uint16_t number,
                              struct hv_arena *arena)
{
    struct hv_pane pane;

    assert_int_equal(
        hv_group_view(evening->group, NULL, (struct hv_pane_key){ kind, number }, arena, &pane),
        HV_OK);
    return pane;
}

/* The rows of the couple's page that show something, as a set of fields for each seat. */
struct shown {
    uint32_t seats[3];
};

static struct shown on_the_table(const struct evening *evening)
{
    struct shown shown = { { 0 } };
    struct hv_arena arena;

    hv_arena_init(&arena, 1u << 20);
    struct hv_unit_pane unit = pane_of(evening, HV_PANE_UNIT, 1, &arena).unit;
    for (uint32_t i = 0; i < unit.opened_count; i++) {
        if (unit.opened[i].shown) {
            shown.seats[unit.opened[i].seat] |= BIT(unit.opened[i].field);
        }
    }
    hv_arena_free(&arena);
    return shown;
}

static void assert_on_the_table(const struct evening *evening, uint32_t first, uint32_t second)
{
    struct shown shown = on_the_table(evening);

    assert_int_equal(shown.seats[1], first);
    assert_int_equal(shown.seats[2], second);
}

/* Run 1 of an exercise in its block, seats 1 and 2 unlocked on their pens. */
static void begin_block(struct evening *evening, uint16_t step)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, step), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

/* REVEAL, with everything that opens written by both, closed and shown. */
static void begin_ready(struct evening *evening)
{
    begin_block(evening, REVEAL + 1);
    for (uint16_t seat = 1; seat <= 2; seat++) {
        const struct line lines[] = {
            { PEN(seat), SAVE(1, seat, REVEAL_P, 1, "iets"), DONE },
            { PEN(seat), SAVE(1, seat, REVEAL_P2, 1, "nog iets"), DONE },
            { PEN(seat), SAVE(1, seat, REVEAL_A, 1, "voor het bord"), DONE },
            { PEN(seat), SAVE_BYTES(1, seat, REVEAL_G, 1, BYTES("\x00\x01x\x00\x01y")), DONE },
            { PEN(seat), ENVELOPE(1, seat, FIRST, UINT32_MAX), DONE },
        };

        evening_play(evening, lines, COUNT(lines));
    }
}

static void begin_opened(struct evening *evening)
{
    begin_ready(evening);
    assert_int_equal(evening_do(evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    assert_on_the_table(evening, BOTH_P, BOTH_P);
}

/* ---- Narrowing ---- */

static void a_field_is_narrowed_to_fewer_only(void **state)
{
    const struct line lines[] = {
        { PEN(1), NARROW(1, REVEAL_P, SELF), REFUSED(NOT_ALLOWED) },
        { TABLE(1), NARROW(1, REVEAL_P, SELF), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, NARROW(2, REVEAL_P, SELF), REFUSED(RUN_OVER) },
        { FACILITATOR, NARROW(1, REVEAL_FIELDS, SELF), REFUSED(NOT_FOUND) },
        { FACILITATOR, NARROW(1, REVEAL_P, FACILITATOR), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_P, GROUP), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_P, PARTNER), AGAIN }, /* as it is */
        { FACILITATOR, NARROW(1, REVEAL_SCALE, SELF), AGAIN },
        { FACILITATOR, NARROW(1, REVEAL_SCALE, FACILITATOR), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_A, FACILITATOR), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_A, PARTNER), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_A, GROUP_NAMED), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_J, PARTNER), REFUSED(INVALID) },
        { FACILITATOR, NARROW(1, REVEAL_OK, SELF), DONE },
        { FACILITATOR, NARROW(1, REVEAL_P, SELF), DONE },
        { FACILITATOR, NARROW(1, REVEAL_P, SELF), AGAIN },
        { FACILITATOR, NARROW(1, REVEAL_P, PARTNER), REFUSED(INVALID) }, /* never back */
        { FACILITATOR, NARROW(1, REVEAL_G, GROUP), DONE },
        { CO_FACILITATOR, NARROW(1, REVEAL_G, GROUP), AGAIN },
        { FACILITATOR, NARROW(1, REVEAL_G, GROUP_NAMED), REFUSED(INVALID) },
        { CO_FACILITATOR, NARROW(1, REVEAL_G, SELF), DONE },
        { FACILITATOR, NARROW(1, REVEAL_G, GROUP), REFUSED(INVALID) },
        { FACILITATOR, END_STEP(REVEAL + 1, 1), DONE },
        { FACILITATOR, NARROW(1, REVEAL_A, SELF), REFUSED(RUN_OVER) },
        { FACILITATOR, START(0, STEP_PLAIN), DONE },
        { FACILITATOR, NARROW(2, 0, SELF), REFUSED(NOT_FOUND) }, /* there is nothing to see */
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void what_opened_leaves_on_both_sides_at_once_when_it_is_narrowed(void **state)
{
    struct evening evening;

    (void)state;
    begin_opened(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, REVEAL_P, SELF)), DONE);
    assert_on_the_table(&evening, BIT(REVEAL_P2), BIT(REVEAL_P2));
    evening_end(&evening);
}

static void what_was_narrowed_does_not_open_and_is_kept_as_what_was_not_shown(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, NARROW(1, REVEAL_P, SELF), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, 0);
    assert_int_equal(answer_of(&evening, 1, REVEAL_P)->value.scope.keep, HV_KEEP_MEETING);
    evening_end(&evening);
}

static void a_narrowed_joint_field_is_read_and_no_longer_written(void **state)
{
    const struct line lines[] = {
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { FACILITATOR, NARROW(1, REVEAL_J, SELF), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 2, "en meer"), REFUSED(SHARING_CLOSED) },
        { PEN(2), JOINTLY(1, REVEAL_J, 2, "en meer"), REFUSED(SHARING_CLOSED) },
        { TABLE(1), MARK(1, 1, 1, true), REFUSED(SHARING_CLOSED) },
    };
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    begin_opened(&evening);
    evening_play(&evening, lines, COUNT(lines));
    hv_arena_init(&arena, 1u << 20);
    struct hv_unit_pane unit = pane_of(&evening, HV_PANE_UNIT, 1, &arena).unit;
    assert_int_equal(unit.joint_count, 1);
    assert_true(hv_bytes_equal(unit.joints[0].packed, BYTES("wij samen")));
    assert_int_equal(unit.only_author, BIT(REVEAL_J));
    assert_int_equal(pane_of(&evening, HV_PANE_BOARD, 0, &arena).board.only_author, BIT(REVEAL_J));
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* The lines on the wall, and how many of them have a name. */
static void count_wall(const struct evening *evening, unsigned *ret_lines, unsigned *ret_names)
{
    struct hv_arena arena;

    hv_arena_init(&arena, 1u << 20);
    struct hv_wall_pane wall = pane_of(evening, HV_PANE_WALL, 0, &arena).wall;
    *ret_lines = *ret_names = 0;
    for (uint32_t i = 0; i < wall.item_count; i++) {
        *ret_lines += wall.items[i].kind == HV_WALL_NOTE;
        *ret_names += wall.items[i].name.size != 0;
    }
    hv_arena_free(&arena);
}

/* Every note of REVEAL on the wall: two of A and two of G. */
static void begin_picked(struct evening *evening)
{
    begin_opened(evening);
    assert_int_equal(evening_do(evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    const struct hv_closed_round *round = hv_find_run(evening->group, 1)->rounds[SHARE];
    assert_int_equal(round->note_count, 4);
    for (uint16_t i = 0; i < round->note_count; i++) {
        assert_int_equal(evening_do(evening, FACILITATOR, PICK(1, round->notes[i].field, i, true)),
                         DONE);
    }
}

static void names_and_lines_leave_the_wall_with_the_narrowing(void **state)
{
    unsigned lines, names;
    struct evening evening;

    (void)state;
    begin_picked(&evening);
    count_wall(&evening, &lines, &names);
    assert_true(lines == 4 && names == 2);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, REVEAL_G, GROUP)), DONE);
    count_wall(&evening, &lines, &names);
    assert_true(lines == 4 && names == 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, REVEAL_A, SELF)), DONE);
    count_wall(&evening, &lines, &names);
    assert_true(lines == 2 && names == 0);
    evening_end(&evening);
}

static void what_was_narrowed_to_its_author_is_picked_no_more(void **state)
{
    struct evening evening;

    (void)state;
    begin_opened(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, REVEAL_A, SELF)), DONE);
    const struct hv_closed_round *round = hv_find_run(evening.group, 1)->rounds[SHARE];
    for (uint16_t i = 0; i < round->note_count; i++) {
        uint8_t field = round->notes[i].field;

        assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, field, i, true)),
                         field == REVEAL_A ? REFUSED(NOT_FOUND) : DONE);
    }
    evening_end(&evening);
}

static void the_next_run_is_as_its_definition_says(void **state)
{
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, NARROW(1, REVEAL_P, SELF)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, REPEAT(REVEAL + 1, REVEAL + 1, 1)), DONE);
    assert_int_equal(hv_find_run(evening.group, 1)->only_author, BIT(REVEAL_P));
    assert_int_equal(hv_find_run(evening.group, 2)->only_author, 0);
    evening_end(&evening);
}

/* ---- Taking back ---- */

static void only_the_author_takes_back_and_only_what_was_closed(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, TAKE_BACK(1, 1, BIT(REVEAL_P)), REFUSED(NOT_ALLOWED) },
        { PEN(1), TAKE_BACK(7, 1, BIT(REVEAL_P)), REFUSED(NOT_READY) },
        { PEN(1), TAKE_BACK(1, 2, BIT(REVEAL_P)), REFUSED(NOT_YOURS) },
        { PEN(1), TAKE_BACK(1, 99, BIT(REVEAL_P)), REFUSED(NOT_YOURS) },
        { TABLE(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), REFUSED(LOCKED) },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), REFUSED(NOT_READY) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), REFUSED(NOT_READY) },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(1), TAKE_BACK(1, 1, 0), REFUSED(INVALID) },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_J)), REFUSED(NOT_READY) },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P) | BIT(REVEAL_FIELDS)), REFUSED(NOT_READY) },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), AGAIN },
        { PEN(1), DISCARD(1, 1, BIT(REVEAL_P)), DONE },
        { PEN(1), DISCARD(1, 1, BIT(REVEAL_P)), AGAIN },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), AGAIN },
        { PEN(1), CONSENT(1, false), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P2)), DONE }, /* also without consent */
        { FACILITATOR, END_STEP(REVEAL + 1, 1), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_A)), DONE }, /* also when it is over */
        { FACILITATOR, END_MEETING(), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_BAND)), REFUSED(LOCKED) },
        { FACILITATOR, OPEN_MEETING(1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_BAND)), DONE }, /* and at a later meeting */
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void what_was_taken_back_before_opening_does_not_open(void **state)
{
    struct evening evening;

    (void)state;
    begin_ready(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P))), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    assert_on_the_table(&evening, BIT(REVEAL_P2), BIT(REVEAL_P2));
    evening_end(&evening);
}

static void what_opened_stays_on_the_table_until_the_block_ends(void **state)
{
    struct evening evening;

    (void)state;
    for (int discards = 0; discards <= 1; discards++) {
        const struct hv_command taken = discards ? DISCARD(1, 1, BOTH_P) : TAKE_BACK(1, 1, BOTH_P);

        begin_opened(&evening);
        assert_int_equal(evening_do(&evening, PEN(1), taken), DONE);
        assert_on_the_table(&evening, BOTH_P, BOTH_P);
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SHARE, SOLO)), DONE);
        assert_on_the_table(&evening, 0, 0);
        evening_end(&evening);
    }
}

static void it_leaves_the_wall_and_the_notes_at_once_and_stays_its_authors(void **state)
{
    const uint32_t both = BIT(REVEAL_A) | BIT(REVEAL_G);
    unsigned lines, names;
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    begin_picked(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), TAKE_BACK(1, 1, both)), DONE);
    count_wall(&evening, &lines, &names);
    assert_true(lines == 2 && names == 1);
    hv_arena_init(&arena, 1u << 20);
    for (enum hv_read_kind kind = HV_READ_ANSWERS; kind <= HV_READ_NOTES; kind++) {
        const struct hv_read_key key = { .kind = kind, .run = 1, .most = 64 };
        struct hv_read_page page;
        enum hv_refusal refusal;

        assert_int_equal(hv_group_read(evening.group, FACILITATOR, key, &arena, &refusal, &page),
                         HV_OK);
        assert_int_equal(page.row_count, 2); /* the partner's */
    }
    struct hv_work_pane work = pane_of(&evening, HV_PANE_WORK, 1, &arena).work;
    assert_int_equal(work.value_count, 4);
    hv_arena_free(&arena);
    /* The numbers of notes stay as they were; those that are gone cannot be picked again. */
    const struct hv_closed_round *round = hv_find_run(evening.group, 1)->rounds[SHARE];
    for (uint16_t i = 0; i < round->note_count; i++) {
        assert_int_equal(evening_do(&evening, FACILITATOR, PICK(1, round->notes[i].field, i, true)),
                         round->notes[i].seat == 1 ? REFUSED(NOT_FOUND) : AGAIN);
    }
    evening_end(&evening);
}

static void it_is_not_counted_and_what_was_counted_stays(void **state)
{
    unsigned counted[2];
    struct evening evening;

    (void)state;
    for (int after = 0; after <= 1; after++) {
        begin_block(&evening, REVEAL + 1);
        for (uint16_t seat = 1; seat <= 2 * EVENING_COUPLES; seat++) {
            char value = (char)(seat % 3 * 5);
            const struct hv_bytes packed = { (const uint8_t *)&value, 1 };
            const struct line lines[] = {
                { PEN(seat), SAVE_BYTES(1, seat, REVEAL_BAND, 1, packed), DONE },
                { PEN(seat), ENVELOPE(1, seat, FIRST, 0), DONE },
            };

            (void)evening_do(&evening, PEN(seat), UNLOCK(seat));
            evening_play(&evening, lines, COUNT(lines));
        }
        const struct line close = { FACILITATOR, STAGE(1, SOLO, SHARE), DONE };
        const struct line take = { PEN(1), DISCARD(1, 1, BIT(REVEAL_BAND)), DONE };
        evening_play(&evening, after ? &close : &take, 1);
        evening_play(&evening, after ? &take : &close, 1);
        const struct hv_closed_round *round = hv_find_run(evening.group, 1)->rounds[SHARE];
        counted[after] = 0;
        for (unsigned i = 0; i < round->result_count; i++) {
            for (unsigned band = 0; band < 3 && round->results[i].field == REVEAL_BAND; band++) {
                counted[after] += round->results[i].counts[band];
            }
        }
        evening_end(&evening);
    }
    assert_int_equal(counted[0], 2 * EVENING_COUPLES - 1);
    assert_int_equal(counted[1], 2 * EVENING_COUPLES);
}

static void reopening_an_envelope_gives_back_what_was_not_discarded(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "twee"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BOTH_P), DONE },
        { PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P)), DONE },
        { PEN(1), DISCARD(1, 1, BIT(REVEAL_P2)), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BOTH_P), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "een"), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P2, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BOTH_P), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_on_the_table(&evening, BIT(REVEAL_P), BIT(REVEAL_P));
    assert_int_equal(answer_of(&evening, 1, REVEAL_P2)->answer, HV_ANSWER_NONE);
    evening_end(&evening);
}

/* ---- Discarding, and when the key goes ---- */

static uint32_t useless(const struct evening *evening, struct hv_key_scope ret[32])
{
    return hv_group_useless_keys(evening->group, &evening->last.record, 0, ret, 32);
}

static bool
has_scope(const struct hv_key_scope *scopes, uint32_t count, uint16_t seat, enum hv_keep keep)
{
    for (uint32_t i = 0; i < count; i++) {
        if (scopes[i].owner == HV_OWNER_SEAT && scopes[i].number == seat &&
            scopes[i].keep == keep && scopes[i].generation != HV_GENERATION_JOINT) {
            return true;
        }
    }
    return false;
}

static void a_discarded_answer_leaves_its_authors_pages_at_once(void **state)
{
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    begin_opened(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, BIT(REVEAL_P))), DONE);
    hv_arena_init(&arena, 1u << 20);
    struct hv_work_pane work = pane_of(&evening, HV_PANE_WORK, 1, &arena).work;
    assert_int_equal(work.value_count, 3);
    assert_int_not_equal(work.values[0].field, REVEAL_P);
    struct hv_seat_pane seat = pane_of(&evening, HV_PANE_SEAT, 1, &arena).seat;
    assert_int_equal(seat.fields[0].field, REVEAL_P);
    assert_int_equal(seat.fields[0].answer, HV_ANSWER_NONE);
    assert_true(seat.fields[0].taken_back && !seat.fields[0].shown);
    assert_int_equal(seat.fields[0].revision, 2); /* so that pages drop what they hold */
    assert_on_the_table(&evening, BOTH_P, BOTH_P);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* A key that went while the block is open would take the words from the partner's page at that
 * moment. */
static void its_key_goes_when_the_block_ends_and_not_before(void **state)
{
    const struct {
        struct hv_command ends;
        uint32_t fields;
        bool course, meeting; /* which keys go */
    } cases[] = {
        { STAGE(1, SOLO, SHARE), BIT(REVEAL_P), false, false }, /* OK may lie under it too */
        { STAGE(1, SOLO, SHARE), COURSE_FIELDS, true, false },
        { STAGE(1, SOLO, SHARE), ENVELOPE_FIELDS & ~BIT(REVEAL_OK), false, true },
        { STAGE(1, SOLO, SHARE), ENVELOPE_FIELDS & ~BIT(REVEAL_SCALE), true, false },
        { STAGE(1, SOLO, SHARE), ENVELOPE_FIELDS, true, true },
        { END_STEP(REVEAL + 1, 1), ENVELOPE_FIELDS, true, true },
        { START(REVEAL + 1, STEP_BREAK), COURSE_FIELDS, true, false },
        { END_MEETING(), COURSE_FIELDS, true, false },
    };
    struct hv_key_scope scopes[32];
    struct evening evening;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin_opened(&evening);
        assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, cases[i].fields)), DONE);
        assert_int_equal(useless(&evening, scopes), 0);
        assert_int_equal(answer_of(&evening, 1, REVEAL_P)->answer, HV_ANSWER_GIVEN);
        assert_int_equal(evening_do(&evening, FACILITATOR, cases[i].ends), DONE);
        uint32_t count = useless(&evening, scopes);
        assert_int_equal(has_scope(scopes, count, 1, HV_KEEP_COURSE), cases[i].course);
        assert_int_equal(has_scope(scopes, count, 1, HV_KEEP_MEETING), cases[i].meeting);
        assert_false(has_scope(scopes, count, 1, HV_KEEP_SIGNAL));
        assert_false(has_scope(scopes, count, 2, HV_KEEP_COURSE));
        for (uint8_t field = 0; field < REVEAL_FIELDS; field++) {
            if ((cases[i].fields >> field & 1) != 0) {
                assert_false(answer_of(&evening, 1, field)->value.present);
            }
        }
        evening_end(&evening);
    }
}

static void outside_a_block_it_goes_at_once(void **state)
{
    struct hv_key_scope scopes[32];
    struct evening evening;

    (void)state;
    begin_picked(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, COURSE_FIELDS)), DONE);
    assert_true(has_scope(scopes, useless(&evening, scopes), 1, HV_KEEP_COURSE));
    assert_false(answer_of(&evening, 1, REVEAL_P)->value.present);
    evening_end(&evening);
}

/* ---- Splitting ---- */

static void a_facilitator_splits_or_the_person_alone(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, SPLIT(99), REFUSED(NOT_FOUND) },
        { PEN(1), SPLIT(2), REFUSED(NOT_YOURS) },
        { TABLE(1), SPLIT(2), REFUSED(LOCKED) },
        { TABLE(2), SPLIT(1), REFUSED(NOT_YOURS) },
        { PROJECTOR, SPLIT(1), REFUSED(NOT_ALLOWED) },
        { PEN(1), SPLIT(1), DONE },
        { PEN(1), SPLIT(1), AGAIN },
        { FACILITATOR, SPLIT(1), AGAIN },
        { CO_FACILITATOR, SPLIT(3), DONE },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 4 }), DONE },
        { FACILITATOR, SPLIT(7), REFUSED(NOT_FOUND) },
    };
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    begin_block(&evening, REVEAL + 1);
    evening_play(&evening, lines, COUNT(lines));
    hv_arena_init(&arena, 1u << 20);
    struct hv_board_pane board = pane_of(&evening, HV_PANE_BOARD, 0, &arena).board;
    assert_true(board.units[0].seats[0].split && !board.units[0].seats[1].split);
    assert_true(board.units[1].seats[0].split);
    assert_true(board.units[0].sharing); /* until the next meeting */
    hv_arena_free(&arena);
    evening_end(&evening);
}

static void nothing_new_of_who_was_split_opens_and_what_opened_stays(void **state)
{
    struct evening evening;

    (void)state;
    begin_ready(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, SPLIT(1)), DONE);
    assert_int_equal(evening_do(&evening, TABLE(1), TOGETHER(1, SOLO)), DONE);
    assert_on_the_table(&evening, 0, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, STAGE(1, SOLO, SHARE)), DONE);
    assert_int_equal(hv_find_run(evening.group, 1)->rounds[SHARE]->note_count, 4);
    evening_end(&evening);
    begin_opened(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, SPLIT(1)), DONE);
    assert_on_the_table(&evening, BOTH_P, BOTH_P);
    evening_end(&evening);
}

static void in_turns_only_the_other_ones_turn_opens(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(TURNS_P)), DONE },
        { PEN(2), SAVE(1, 2, TURNS_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(TURNS_P)), DONE },
        { PEN(1), SPLIT(1), DONE },
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2), DONE },
    };
    struct evening evening;

    (void)state;
    begin_block(&evening, TURNS + 1);
    evening_play(&evening, lines, COUNT(lines));
    assert_on_the_table(&evening, 0, BIT(TURNS_P));
    evening_end(&evening);
}

static void who_was_split_gets_no_joint_copy(void **state)
{
    const struct line lines[] = {
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { FACILITATOR, SPLIT(2), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "wij samen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
    };
    struct evening evening;

    (void)state;
    begin_opened(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_true(couple(&evening)->joints[REVEAL_J].copies[0].present);
    assert_false(couple(&evening)->joints[REVEAL_J].copies[1].present);
    assert_int_not_equal(couple(&evening)->confirmed, 0);
    evening_end(&evening);
}

/* The next meeting, its one exercise pushed and in its block, the couple here. */
static void next_meeting(struct evening *evening)
{
    const struct hv_command open = COMMAND(
        OPEN_MEETING,
        .open_meeting = { .meeting = 1, .evening_ends_at = EVENING_END + EVENING_START / 100 });
    const struct line lines[] = {
        { FACILITATOR, END_MEETING(), DONE },     { FACILITATOR, open, DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE }, { FACILITATOR, PRESENCE(2, HERE), DONE },
        { FACILITATOR, PUSH(0), DONE },           { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
    };

    evening_play(evening, lines, COUNT(lines));
}

static void the_shared_space_closes_at_the_next_meeting(void **state)
{
    const struct line same_evening[] = {
        { FACILITATOR, SPLIT(1), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(0), DONE },
    };
    const struct line write[] = {
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, TURNS_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(TURNS_P)), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, TURNS_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(TURNS_P)), DONE },
        { FACILITATOR, SHARING(1, 1, true), AGAIN }, /* the window is open; the space is not */
        { TABLE(1), TURN(1, SOLO, 0, TURNS_TURNS, 1), DONE },
        { TABLE(1), TURN(1, TURNS_TURNS, 1, TURNS_TURNS, 2), DONE },
        { PEN(1), ENVELOPE(1, 1, SECOND, 0), DONE },
        { PEN(2), ENVELOPE(1, 2, SECOND, 0), DONE },
        { TABLE(1), TOGETHER_FROM_TURN(1, TURNS_TURNS, 2), REFUSED(SHARING_CLOSED) },
    };
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, same_evening, COUNT(same_evening));
    assert_false(evening.group->units[0].closed_space);
    next_meeting(&evening);
    assert_true(evening.group->units[0].closed_space);
    assert_false(evening.group->units[1].closed_space);
    evening_play(&evening, write, COUNT(write));
    assert_on_the_table(&evening, 0, 0);
    hv_arena_init(&arena, 1u << 20);
    struct hv_board_pane board = pane_of(&evening, HV_PANE_BOARD, 0, &arena).board;
    assert_false(board.units[0].sharing);
    assert_true(board.units[1].sharing);
    hv_arena_free(&arena);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_narrowed_to_fewer_only),
        cmocka_unit_test(what_opened_leaves_on_both_sides_at_once_when_it_is_narrowed),
        cmocka_unit_test(what_was_narrowed_does_not_open_and_is_kept_as_what_was_not_shown),
        cmocka_unit_test(a_narrowed_joint_field_is_read_and_no_longer_written),
        cmocka_unit_test(names_and_lines_leave_the_wall_with_the_narrowing),
        cmocka_unit_test(what_was_narrowed_to_its_author_is_picked_no_more),
        cmocka_unit_test(the_next_run_is_as_its_definition_says),
        cmocka_unit_test(only_the_author_takes_back_and_only_what_was_closed),
        cmocka_unit_test(what_was_taken_back_before_opening_does_not_open),
        cmocka_unit_test(what_opened_stays_on_the_table_until_the_block_ends),
        cmocka_unit_test(it_leaves_the_wall_and_the_notes_at_once_and_stays_its_authors),
        cmocka_unit_test(it_is_not_counted_and_what_was_counted_stays),
        cmocka_unit_test(reopening_an_envelope_gives_back_what_was_not_discarded),
        cmocka_unit_test(a_discarded_answer_leaves_its_authors_pages_at_once),
        cmocka_unit_test(its_key_goes_when_the_block_ends_and_not_before),
        cmocka_unit_test(outside_a_block_it_goes_at_once),
        cmocka_unit_test(a_facilitator_splits_or_the_person_alone),
        cmocka_unit_test(nothing_new_of_who_was_split_opens_and_what_opened_stays),
        cmocka_unit_test(in_turns_only_the_other_ones_turn_opens),
        cmocka_unit_test(who_was_split_gets_no_joint_copy),
        cmocka_unit_test(the_shared_space_closes_at_the_next_meeting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
