/* SPDX-License-Identifier: EUPL-1.2 */
/* One person's answers: saving, closing, reopening, and under which key each value lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"

#define EVERY_FIELD UINT32_MAX

static const struct hv_seat_state_field *
field_of(const struct evening *evening, uint16_t seat, uint8_t field)
{
    return &hv_reflection_of(evening->group, hv_find_run(evening->group, 1), seat)->fields[field];
}

/* Run 1 of REVEAL in its block, seats 1 and 2 unlocked on their pens. */
static void begin_writing(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(2), UNLOCK(2), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static void what_stops_a_save_is_said_in_order(void **state)
{
    static const uint8_t too_large[HV_VALUE_MAX + 1];
    const struct line lines[] = {
        { PEN(1), SAVE(1, 2, REVEAL_P, 1, "x"), REFUSED(NOT_YOURS) },
        { PEN(1), SAVE(1, 99, REVEAL_P, 1, "x"), REFUSED(NOT_YOURS) },
        { TABLE(1), SAVE(1, 1, REVEAL_P, 1, "x"), REFUSED(LOCKED) },
        { PEN(1), SAVE(2, 1, REVEAL_P, 1, "x"), REFUSED(RUN_OVER) },
        { PEN(1), SAVE(1, 1, REVEAL_J, 1, "x"), REFUSED(NOT_FOUND) },
        { PEN(1), SAVE(1, 1, REVEAL_FIELDS, 1, "x"), REFUSED(NOT_FOUND) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 0, "x"), REFUSED(STALE) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 5, "x"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 5, "x"), REFUSED(STALE) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 4, "x"), REFUSED(STALE) },
        { PEN(1), SAVE(1, 1, REVEAL_P, 5 + HV_REVISION_STEP_MAX + 1, "x"), REFUSED(INVALID) },
        { PEN(1), SAVE(1, 1, REVEAL_P, UINT32_MAX, "x"), REFUSED(INVALID) },
        { PEN(1), SAVE(1, 1, REVEAL_A, HV_REVISION_STEP_MAX, "x"), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_P, 6, ALOUD), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_P, 7, NONE), DONE },
        { PEN(1),
          COMMAND(SAVE_FIELD, .save_field = { 1, 1, REVEAL_P, 8, HV_ANSWER_ALOUD, BYTES("x") }),
          REFUSED(INVALID) },
        { PEN(1),
          COMMAND(SAVE_FIELD, .save_field = { 1, 1, REVEAL_P, 8, (enum hv_answer)7, BYTES("") }),
          REFUSED(INVALID) },
        { PEN(1), SAVE_BYTES(1, 1, REVEAL_P, 8, ((struct hv_bytes){ too_large, sizeof too_large })),
          REFUSED(NOT_ACCEPTED) },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void a_draft_lies_under_the_draft_key_of_its_generation(void **state)
{
    const struct hv_slot *slot;
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, REVEAL_P, 1, "een")), DONE);
    slot = &field_of(&evening, 1, REVEAL_P)->value;
    assert_int_equal(slot->size, 3);
    assert_memory_equal(slot->bytes, "een", 3);
    assert_int_equal(slot->scope.owner, HV_OWNER_SEAT);
    assert_int_equal(slot->scope.number, 1);
    assert_int_equal(slot->scope.run, 1);
    assert_int_equal(slot->scope.meeting, 1);
    assert_int_equal(slot->scope.keep, HV_KEEP_DRAFT);
    assert_int_equal(slot->scope.generation, 0);

    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, REVEAL_P, 2, "twee")), DONE);
    assert_int_equal(slot->scope.keep, HV_KEEP_DRAFT);
    assert_int_equal(slot->scope.generation, 1);
    evening_end(&evening);
}

static void closing_carries_what_was_answered_under_its_own_keep_class(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "getoond"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "getoond"), DONE },
        { PEN(1), SAVE_BYTES(1, 1, REVEAL_SCALE, 1, BYTES("\x01\x02")), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_A, 1, ALOUD), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_BAND, 3, SKIPPED), DONE },
        { PEN(1), SAVE_BYTES(1, 1, REVEAL_OK, 1, BYTES("\x01")), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_G, 2, NONE), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, EVERY_FIELD & ~BIT(REVEAL_P2)), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), AGAIN },
    };
    const enum hv_keep kept[REVEAL_FIELDS] = {
        [REVEAL_P] = HV_KEEP_COURSE,
        [REVEAL_P2] = HV_KEEP_MEETING,
        [REVEAL_SCALE] = HV_KEEP_MEETING,
        [REVEAL_OK] = HV_KEEP_COURSE,
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    for (uint8_t i = 0; i < REVEAL_FIELDS; i++) {
        const struct hv_seat_state_field *field = field_of(&evening, 1, i);

        assert_int_equal(field->value.present, kept[i] != 0);
        if (kept[i] != 0) {
            assert_int_equal(field->value.scope.keep, kept[i]);
            assert_int_equal(field->answer, HV_ANSWER_GIVEN);
        }
    }
    assert_int_equal(field_of(&evening, 1, REVEAL_A)->answer, HV_ANSWER_ALOUD);
    assert_int_equal(field_of(&evening, 1, REVEAL_BAND)->answer, HV_ANSWER_SKIPPED);
    assert_int_equal(field_of(&evening, 1, REVEAL_BAND)->revision, 3);
    assert_int_equal(field_of(&evening, 1, REVEAL_G)->answer, HV_ANSWER_NONE);
    assert_int_equal(field_of(&evening, 1, REVEAL_G)->revision, 2);
    evening_end(&evening);
}

static void an_answer_that_is_not_shown_ends_with_the_evening(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "gehouden"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(field_of(&evening, 1, REVEAL_P)->value.scope.keep, HV_KEEP_MEETING);
    evening_end(&evening);
}

static void an_envelope_may_be_reopened_until_both_are_closed(void **state)
{
    const struct line lines[] = {
        { PEN(1), REOPEN(1, 1, FIRST), AGAIN },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), AGAIN },
        { PEN(1), REOPEN(1, 1, SECOND), REFUSED(NOT_FOUND) }, /* REVEAL has one round */
        { PEN(1), ENVELOPE(1, 1, SECOND, 0), REFUSED(NOT_FOUND) },
        { PEN(1), COMMAND(REOPEN_ENVELOPE, .reopen_envelope = { 1, 1, (enum hv_round)2 }),
          REFUSED(INVALID) },
        { PEN(1), REOPEN(1, 2, FIRST), REFUSED(NOT_YOURS) },
        { PEN(1),
          COMMAND(CLOSE_ENVELOPE,
                  .close_envelope = { .run = 1, .seat = 1, .signal = (enum hv_signal)7 }),
          REFUSED(INVALID) },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "later"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(FINAL) },
        { PEN(2), REOPEN(1, 2, FIRST), REFUSED(FINAL) },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "te laat"), REFUSED(FINAL) },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    /* the second time all is carried again, under keys of the second generation */
    assert_int_equal(field_of(&evening, 1, REVEAL_P)->value.scope.generation, 1);
    assert_int_equal(field_of(&evening, 1, REVEAL_P)->value.scope.keep, HV_KEEP_MEETING);
    assert_memory_equal(field_of(&evening, 1, REVEAL_P)->value.bytes, "een", 3);
    assert_int_equal(field_of(&evening, 1, REVEAL_A)->value.scope.generation, 1);
    evening_end(&evening);
}

/* What it held is under the drafts' key again: nothing of it needs an older key. */
static void a_reopened_envelope_carries_its_answers_as_drafts(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "getoond"), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_A, 1, ALOUD), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
    };
    const struct hv_slot *slot;
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    slot = &field_of(&evening, 1, REVEAL_P)->value;
    assert_int_equal(slot->scope.keep, HV_KEEP_DRAFT);
    assert_int_equal(slot->scope.generation, 1);
    assert_int_equal(slot->size, 7);
    assert_memory_equal(slot->bytes, "getoond", 7);
    assert_int_equal(field_of(&evening, 1, REVEAL_P)->revision, 1);
    assert_int_equal(field_of(&evening, 1, REVEAL_A)->answer, HV_ANSWER_ALOUD);
    assert_int_equal(
        evening_event(&evening, HV_EVENT_ENVELOPE_REOPENED)->envelope_reopened.generation, 1);
    evening_end(&evening);
}

static void keys_become_useless_when_their_envelope_closes_or_reopens(void **state)
{
    static const enum hv_keep classes[] = { HV_KEEP_DRAFT, HV_KEEP_MEETING, HV_KEEP_COURSE,
                                            HV_KEEP_INTAKE };
    struct hv_key_scope useless[8];
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, REVEAL_P, 1, "een")), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8), 0);
    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8), 1);
    assert_int_equal(useless[0].keep, HV_KEEP_DRAFT);
    assert_int_equal(useless[0].generation, 0);
    assert_int_equal(useless[0].number, 1);
    assert_int_equal(evening_do(&evening, PEN(1), REOPEN(1, 1, FIRST)), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8),
                     COUNT(classes));
    for (unsigned i = 0; i < COUNT(classes); i++) {
        assert_int_equal(useless[i].generation, 0);
        assert_int_equal(useless[i].keep, classes[i]);
    }
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 2), 2);
    assert_int_equal(evening_do(&evening, PEN(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8), 1);
    assert_int_equal(useless[0].generation, 1);
    evening_end(&evening);
}

static enum hv_signal on_the_board(const struct evening *evening)
{
    struct hv_arena arena;
    struct hv_pane pane;
    enum hv_signal signal;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_BOARD, 0 },
                                   &arena, &pane),
                     HV_OK);
    signal = pane.board.units[0].seats[0].signal;
    hv_arena_free(&arena);
    return signal;
}

static void signals_lie_under_keys_of_their_own_until_they_are_handled(void **state)
{
    const struct line lines[] = {
        { PEN(1), SIGNAL(1, 1, FIRST, 0, TALK), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), SIGNAL(1, 1, FIRST, 0, NOTHING), DONE }, /* leaves the first one standing */
    };
    const struct hv_part *part;
    struct hv_key_scope useless[8];
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    for (size_t i = 0; i < COUNT(lines); i++) {
        evening_play(&evening, lines + i, 1);
        assert_int_equal(on_the_board(&evening), HV_SIGNAL_TALK);
    }
    part = &evening_event(&evening, HV_EVENT_ENVELOPE_CLOSED)->envelope_closed.signal;
    assert_true(part->present); /* also when it says nothing */
    assert_int_equal(part->bytes.size, 1);
    assert_int_equal(part->scope.owner, HV_OWNER_SEAT);
    assert_int_equal(part->scope.number, 1);
    assert_int_equal(part->scope.keep, HV_KEEP_SIGNAL);
    assert_int_equal(part->scope.generation, 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), DONE);
    assert_int_equal(on_the_board(&evening), HV_SIGNAL_NOTHING);
    /* and those of what their pages might have said */
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 8), 5);
    for (uint16_t i = 0; i < 2; i++) {
        assert_int_equal(useless[i].keep, HV_KEEP_SIGNAL);
        assert_int_equal(useless[i].generation, i);
    }
    assert_int_equal(evening_do(&evening, FACILITATOR, HANDLE(1, true)), AGAIN);
    evening_end(&evening);
}

/* Never too late, also when a break locked the seat; and it counts in nothing. */
static void what_comes_after_its_run_is_the_authors_own_draft(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "half"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, 0), DONE },
        { FACILITATOR, START(1, STEP_BREAK), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 2, "heel"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 2, "nee"), REFUSED(STALE) },
        { PEN(1), SAVE(1, 2, REVEAL_A, 9, "nee"), REFUSED(NOT_YOURS) },
        { TABLE(1), SAVE(1, 1, REVEAL_A, 9, "nee"), REFUSED(LOCKED) },
        { PEN(3), SAVE(1, 3, REVEAL_A, 1, "nee"), REFUSED(LOCKED) }, /* its person locked it */
        { PEN(2), SAVE(1, 2, REVEAL_A, 1, "nee"), REFUSED(RUN_OVER) },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), REFUSED(LOCKED) },
        { FACILITATOR, PRESENCE(1, AWAY), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 3, "heel en al"), DONE },
        { FACILITATOR, START(STEP_BREAK, TURNS + 1), DONE },
        { FACILITATOR, PRESENCE(1, HERE), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "ook nu"), DONE },
        { PEN(1), CONSENT(1, false), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 2, "nee"), REFUSED(CONSENT_MISSING) },
        { FACILITATOR, END_MEETING(), DONE },
        { PEN(4), SAVE(1, 4, REVEAL_A, 1, "nee"), REFUSED(LOCKED) },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(field_of(&evening, 1, REVEAL_A)->value.size, 10);
    assert_int_equal(field_of(&evening, 1, REVEAL_A)->value.scope.keep, HV_KEEP_DRAFT);
    evening_end(&evening);
}

/* Who sits down at a table after its author went finds nothing out about the envelope, not even by
 * what is refused, and types over nothing. */
static void at_a_table_what_was_under_way_comes_soon_or_not_at_all(void **state)
{
    const struct {
        bool writes, closes, hands_over, is_pause;
    } rows[] = {
        { .hands_over = true },
        { .writes = true, .hands_over = true },
        { .closes = true, .hands_over = true },
        { .writes = true },
        { .closes = true },
        { .writes = true, .is_pause = true },
        { .closes = true, .is_pause = true },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct evening evening;

        begin_writing(&evening);
        assert_int_equal(
            evening_do(&evening, FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { PEN(1) })),
            DONE);
        assert_int_equal(evening_do(&evening, TABLE(1), UNLOCK(1)), DONE);
        if (rows[i].writes) {
            assert_int_equal(evening_do(&evening, TABLE(1), SAVE(1, 1, REVEAL_A, 1, "half")), DONE);
        }
        if (rows[i].closes) {
            assert_int_equal(evening_do(&evening, TABLE(1), ENVELOPE(1, 1, FIRST, 0)), DONE);
        }
        if (rows[i].hands_over) {
            assert_int_equal(evening_do(&evening, TABLE(1), LOCK(1)), DONE);
        }
        assert_int_equal(evening_do(&evening, FACILITATOR,
                                    rows[i].is_pause ? PAUSE(true) : START(1, STEP_BREAK)),
                         DONE);
        if (rows[i].writes && !rows[i].hands_over) {
            struct hv_command anew = SAVE(1, 1, REVEAL_A, 3, "van een ander");

            assert_int_equal(evening_do(&evening, TABLE(1), SAVE(1, 1, REVEAL_A, 2, "heel")), DONE);
            anew.connected_at = evening.now; /* with the table's token, since the break */
            assert_int_equal(evening_do(&evening, TABLE(1), anew), REFUSED(LOCKED));
        }
        evening.now += rows[i].hands_over ? 0 : HV_TABLE_TYPED_MS;
        assert_int_equal(evening_do(&evening, TABLE(1), SAVE(1, 1, REVEAL_A, 9, "nee")),
                         REFUSED(LOCKED));
        evening_end(&evening);
    }
}

/* To a partner such an envelope looks like any other. */
static void without_consent_an_envelope_closes_and_carries_nothing(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "een"), DONE },
        { PEN(1), CONSENT(1, false), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 2, "twee"), REFUSED(CONSENT_MISSING) },
        { PEN(1), ENVELOPE(1, 1, FIRST, EVERY_FIELD), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "twee"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, EVERY_FIELD), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(evening_event(&evening, HV_EVENT_OPENED)->opened.fields, 0);
    assert_int_equal(field_of(&evening, 1, REVEAL_P)->answer, HV_ANSWER_NONE);
    assert_false(field_of(&evening, 1, REVEAL_P)->value.present);
    evening_end(&evening);
}

static void a_run_that_ends_leaves_drafts_and_counts_nothing(void **state)
{
    const struct line lines[] = {
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "half"), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARE), DONE },
        { FACILITATOR, END_STEP(1, 1), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, 0), REFUSED(RUN_OVER) },
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(RUN_OVER) },
    };
    struct evening evening;

    (void)state;
    begin_writing(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(hv_find_run(evening.group, 1)->rounds[SHARE]->note_count, 0);
    assert_memory_equal(field_of(&evening, 1, REVEAL_A)->value.bytes, "half", 4);
    evening_end(&evening);
}

static void a_longer_draft_takes_room_and_a_shorter_one_leaves_no_trace(void **state)
{
    uint8_t text[2000];
    const struct hv_slot *slot;
    struct evening evening;
    size_t used;

    (void)state;
    begin_writing(&evening);
    memset(text, 'x', sizeof text);
    for (uint32_t revision = 1; revision <= sizeof text; revision++) {
        assert_int_equal(
            evening_do(&evening, PEN(1),
                       SAVE_BYTES(1, 1, REVEAL_P, revision, ((struct hv_bytes){ text, revision }))),
            DONE);
    }
    used = hv_arena_used(&evening.state);
    slot = &field_of(&evening, 1, REVEAL_P)->value;
    assert_int_equal(slot->room, 2048);
    for (uint32_t revision = 2001; revision <= 3000; revision++) { /* remembered ids grow apart */
        assert_int_equal(evening_do(&evening, PEN(1), SAVE(1, 1, REVEAL_P, revision, "kort")),
                         DONE);
    }
    assert_in_range(hv_arena_used(&evening.state) - used, 0, 200000);
    assert_int_equal(slot->size, 4);
    for (uint32_t i = 4; i < slot->room; i++) {
        assert_int_equal(slot->bytes[i], 0);
    }
    evening_end(&evening);
}

/* ---- Another form ---- */

static const struct hv_reflection *written_by(const struct evening *evening, uint16_t seat)
{
    return hv_reflection_of(evening->group, hv_find_run(evening->group, 1), seat);
}

static void assert_words(const struct evening *evening, uint8_t field, const char *words)
{
    const struct hv_seat_state_field *state = &written_by(evening, 1)->fields[field];

    assert_int_equal(state->answer, HV_ANSWER_GIVEN);
    assert_int_equal(state->value.size, strlen(words));
    assert_memory_equal(state->value.bytes, words, strlen(words));
}

static uint32_t note_count(const struct evening *evening)
{
    const struct hv_run *run = hv_find_run(evening->group, 1);

    return run->rounds[SHARE] != NULL ? run->rounds[SHARE]->note_count : 0;
}

static struct hv_command form_of(enum hv_form form)
{
    return COMMAND(DEAL_FORM, .deal_form = { .run = 1, .unit = 1, .form = form });
}

/* What was shown as saved is there, also when the form that asked it is taken away before the
 * envelope closes; and nobody else gets it, also when that form is dealt again. */
static void another_form_takes_no_saved_words_away(void **state)
{
    const struct line writing[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "gevraagd"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "niet meer gevraagd"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "voor het bord"), DONE },
        { FACILITATOR, form_of(HV_FORM_SHORT), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, UINT32_MAX), DONE },
        { FACILITATOR, form_of(HV_FORM_FULL), DONE },
    };
    const struct line again[] = {
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, UINT32_MAX), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARE), DONE },
    };
    const uint32_t unasked = BIT(REVEAL_P2) | BIT(REVEAL_A);
    struct evening evening;

    (void)state;
    for (unsigned asked_again = 0; asked_again < 2; asked_again++) {
        evening_begin(&evening);
        evening_play(&evening, writing, COUNT(writing));
        assert_words(&evening, REVEAL_P, "gevraagd");
        assert_words(&evening, REVEAL_P2, "niet meer gevraagd");
        assert_words(&evening, REVEAL_A, "voor het bord");
        assert_int_equal(written_by(&evening, 1)->taken_back, unasked);
        assert_int_equal(
            hv_shown_fields(evening.group, hv_find_run(evening.group, 1), 1, HV_ROUND_FIRST),
            BIT(REVEAL_P));
        evening_play(&evening, asked_again ? again : &again[2], asked_again ? 3 : 1);
        assert_int_equal(note_count(&evening), asked_again);
        assert_words(&evening, REVEAL_P2, "niet meer gevraagd");
        evening_end(&evening);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stops_a_save_is_said_in_order),
        cmocka_unit_test(a_draft_lies_under_the_draft_key_of_its_generation),
        cmocka_unit_test(closing_carries_what_was_answered_under_its_own_keep_class),
        cmocka_unit_test(an_answer_that_is_not_shown_ends_with_the_evening),
        cmocka_unit_test(an_envelope_may_be_reopened_until_both_are_closed),
        cmocka_unit_test(a_reopened_envelope_carries_its_answers_as_drafts),
        cmocka_unit_test(keys_become_useless_when_their_envelope_closes_or_reopens),
        cmocka_unit_test(signals_lie_under_keys_of_their_own_until_they_are_handled),
        cmocka_unit_test(what_comes_after_its_run_is_the_authors_own_draft),
        cmocka_unit_test(at_a_table_what_was_under_way_comes_soon_or_not_at_all),
        cmocka_unit_test(without_consent_an_envelope_closes_and_carries_nothing),
        cmocka_unit_test(a_run_that_ends_leaves_drafts_and_counts_nothing),
        cmocka_unit_test(a_longer_draft_takes_room_and_a_shorter_one_leaves_no_trace),
        cmocka_unit_test(another_form_takes_no_saved_words_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
