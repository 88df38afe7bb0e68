/* SPDX-License-Identifier: EUPL-1.2 */
/* Lights, tags and notes: who may set them, what comes of them, and what stays of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "core/scopes.h"
#include "core/visible.h"
#include "tests/unit/evening.h"

/* ---- What facilitators read ---- */

static struct hv_read_row person_of(const struct evening *evening, uint16_t seat)
{
    const struct hv_read_key key = { .kind = HV_READ_PERSON, .number = seat, .most = 4 };
    struct hv_read_page page;
    enum hv_refusal refusal;
    struct hv_arena arena;
    struct hv_read_row row;

    hv_arena_init(&arena, 1u << 16);
    assert_int_equal(hv_group_read(evening->group, FACILITATOR, key, &arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    assert_int_equal(page.row_count, 1);
    row = page.rows[0];
    hv_arena_free(&arena);
    return row;
}

static struct hv_board_seat on_board(const struct evening *evening, uint16_t seat)
{
    struct hv_board_seat found;
    struct hv_arena arena;
    struct hv_pane pane;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_view(evening->group, NULL, (struct hv_pane_key){ HV_PANE_BOARD, 0 },
                                   &arena, &pane),
                     HV_OK);
    found = pane.board.units[(seat - 1) / 2].seats[(seat - 1) % 2];
    hv_arena_free(&arena);
    return found;
}

static void board_and_read_have_what_was_set(void **state)
{
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(on_board(&evening, 3).light, HV_LIGHT_NONE);
    assert_int_equal(on_board(&evening, 3).tags, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, LIGHT(3, ORANGE)), DONE);
    assert_int_equal(evening_do(&evening, CO_FACILITATOR, TAG(3, TRAUMA, true)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, TAG(3, LANGUAGE, true)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, NOTE(3, 1, "Eerst bellen.")), DONE);
    assert_int_equal(on_board(&evening, 3).light, HV_LIGHT_ORANGE);
    assert_int_equal(on_board(&evening, 3).tags,
                     HV_TAG_BIT(HV_TAG_TRAUMA) | HV_TAG_BIT(HV_TAG_LANGUAGE));
    assert_int_equal(on_board(&evening, 4).light, HV_LIGHT_NONE);
    assert_int_equal(on_board(&evening, 4).tags, 0);
    assert_int_equal(person_of(&evening, 3).light, HV_LIGHT_ORANGE);
    assert_int_equal(person_of(&evening, 3).revision, 1);
    assert_true(hv_bytes_equal(person_of(&evening, 3).note_text, BYTES("Eerst bellen.")));
    assert_int_equal(person_of(&evening, 4).note_text.size, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, TAG(3, TRAUMA, false)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, LIGHT(3, NONE)), DONE);
    assert_int_equal(on_board(&evening, 3).tags, HV_TAG_BIT(HV_TAG_LANGUAGE));
    assert_int_equal(on_board(&evening, 3).light, HV_LIGHT_NONE);
    evening_end(&evening);
}

static void what_makes_no_sense_is_refused(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, LIGHT(99, RED), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(SET_LIGHT, .set_light = { 1, (enum hv_light)4 }), REFUSED(INVALID) },
        { FACILITATOR, TAG(0, FEAR, true), REFUSED(NOT_FOUND) },
        { FACILITATOR, COMMAND(SET_TAG, .set_tag = { 1, (enum hv_tag)0, true }), REFUSED(INVALID) },
        { FACILITATOR, COMMAND(SET_TAG, .set_tag = { 1, HV_TAG_END, true }), REFUSED(INVALID) },
        { FACILITATOR, NOTE(99, 1, "x"), REFUSED(NOT_FOUND) },
        { FACILITATOR, NOTE(1, 0, "x"), REFUSED(STALE) },
        { FACILITATOR, NOTE(1, HV_REVISION_STEP_MAX + 1, "x"), REFUSED(INVALID) },
        { FACILITATOR, NOTE(1, 2, "x"), DONE },
        { CO_FACILITATOR, NOTE(1, 2, "y"), REFUSED(STALE) },
        { FACILITATOR,
          COMMAND(WRITE_NOTE, .write_note = { 1, 3, { NULL, HV_PERSON_NOTE_MAX + 1 } }),
          REFUSED(NOT_ACCEPTED) },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 2 }), DONE },
        { FACILITATOR, LIGHT(3, GREEN), REFUSED(NOT_FOUND) },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, TAG(1, INTOXICATED, true), REFUSED(NO_MEETING) },
        { FACILITATOR, TAG(1, FEAR, true), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    evening_end(&evening);
}

static void nobody_else_reads_a_person(void **state)
{
    static const uint16_t others[] = { PROJECTOR, OBSERVER, TABLE(1), PEN(1), PEN(2), 99 };
    const struct hv_read_key key = { .kind = HV_READ_PERSON, .number = 1, .most = 4 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    for (size_t i = 0; i < COUNT(others); i++) {
        enum hv_refusal refusal = HV_REFUSAL_NONE;
        struct hv_read_page page;

        assert_int_equal(
            hv_group_read(evening.group, others[i], key, &evening.turn, &refusal, &page), HV_OK);
        assert_int_equal(refusal, HV_REFUSAL_NOT_ALLOWED);
    }
    evening_end(&evening);
}

/* ---- Forms ---- */

static enum hv_form form_of(const struct evening *evening, uint16_t unit)
{
    return hv_unit_in_run(hv_find_run(evening->group, evening->group->run), unit)->form;
}

static void a_step_starts_with_the_form_that_is_due(void **state)
{
    const struct {
        struct hv_command said; /* of a seat of unit 2 */
        uint16_t step;
        enum hv_form form;
    } rows[] = {
        { TAG(3, FEAR, true), REVEAL + 1, HV_FORM_LIGHT },
        { TAG(4, FEAR, true), REVEAL + 1, HV_FORM_LIGHT }, /* whichever of the two */
        { TAG(4, VIOLENCE_RECENT, true), TURNS + 1, HV_FORM_LIGHT },
        { TAG(3, CRISIS, true), TURNS + 1, HV_FORM_LIGHT },
        { TAG(3, INTOXICATED, true), REVEAL + 1, HV_FORM_LIGHT },
        { LIGHT(3, RED), REVEAL + 1, HV_FORM_LIGHT },
        { LIGHT(3, ORANGE), REVEAL + 1, HV_FORM_FULL },
        { LIGHT(3, GREEN), REVEAL + 1, HV_FORM_FULL },
        { TAG(3, FEAR, true), POLL + 1, HV_FORM_FULL }, /* nothing is shared in it */
        { TAG(3, AFFAIR_ACTIVE, true), REVEAL + 1, HV_FORM_FULL },
        { TAG(3, DISCLOSURE_FRESH, true), REVEAL + 1, HV_FORM_FULL },
        { TAG(3, CHILD_UNSAFE, true), REVEAL + 1, HV_FORM_FULL },
        { TAG(3, TRAUMA, true), REVEAL + 1, HV_FORM_FULL }, /* an exercise has to say so */
        { TAG(3, SHARED_DEVICE, true), REVEAL + 1, HV_FORM_FULL },
        { TAG(3, SEPARATING, true), REVEAL + 1, HV_FORM_SHORT },
        { TAG(3, LANGUAGE, true), REVEAL + 1, HV_FORM_SHORT },
        { TAG(3, LANGUAGE, true), POLL + 1, HV_FORM_FULL }, /* it has no short form */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct evening evening;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, FACILITATOR, rows[i].said), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, PRESENCE(2, EXPECTED)), DONE);
        assert_int_equal(evening_do(&evening, FACILITATOR, START(0, rows[i].step)), DONE);
        if (form_of(&evening, 2) != rows[i].form) {
            fail_msg("row %zu: form %d", i, (int)form_of(&evening, 2));
        }
        assert_int_equal(form_of(&evening, 1), HV_FORM_FULL);
        assert_int_equal(form_of(&evening, 3), HV_FORM_FULL);
        evening_end(&evening);
    }
}

static void what_blocks_counts_at_once_and_nothing_is_given_back(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, TAG(3, LANGUAGE, true), DONE }, /* from the next run on */
        { FACILITATOR, TAG(3, FEAR, true), DONE },
        { FACILITATOR, FORM(1, 2, FULL), REFUSED(TAGGED) },
        { FACILITATOR, FORM(1, 2, SHORT), REFUSED(TAGGED) },
        { FACILITATOR, FORM(1, 2, LIGHT), AGAIN },
        { FACILITATOR, LIGHT(4, RED), DONE },
        { FACILITATOR, TAG(3, FEAR, false), DONE },
        { FACILITATOR, FORM(1, 2, FULL), REFUSED(TAGGED) },
        { FACILITATOR, LIGHT(4, GREEN), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 2);
    assert_int_equal(form_of(&evening, 2), HV_FORM_FULL);
    assert_int_equal(evening_do(&evening, lines[2].device, lines[2].command), DONE);
    assert_int_equal(form_of(&evening, 2), HV_FORM_LIGHT);
    evening_play(&evening, lines + 3, COUNT(lines) - 3);
    assert_int_equal(form_of(&evening, 2), HV_FORM_LIGHT);
    assert_int_equal(evening_do(&evening, FACILITATOR, FORM(1, 2, FULL)), DONE);
    assert_int_equal(form_of(&evening, 2), HV_FORM_FULL);
    evening_end(&evening);
}

static void intoxicated_is_tonight(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, TAG(3, INTOXICATED, true), DONE },
        { FACILITATOR, TAG(3, TRAUMA, true), DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_MEETING(0), DONE }, /* the same evening */
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(on_board(&evening, 3).tags,
                     HV_TAG_BIT(HV_TAG_INTOXICATED) | HV_TAG_BIT(HV_TAG_TRAUMA));
    assert_int_equal(evening_do(&evening, FACILITATOR, END_MEETING()), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, OPEN_MEETING(1)), DONE);
    assert_int_equal(on_board(&evening, 3).tags, HV_TAG_BIT(HV_TAG_TRAUMA));
    assert_int_equal(evening_do(&evening, FACILITATOR, TAG(3, INTOXICATED, true)), DONE);
    assert_int_equal(on_board(&evening, 3).tags,
                     HV_TAG_BIT(HV_TAG_INTOXICATED) | HV_TAG_BIT(HV_TAG_TRAUMA));
    evening_end(&evening);
}

/* P of a unit on which fear weighs never opens, whatever its form is. */
static void nothing_passes_between_partners_where_fear_is(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(3), UNLOCK(3), DONE },
        { PEN(3), SAVE(1, 3, REVEAL_P, 1, "een"), DONE },
        { PEN(3), ENVELOPE(1, 3, FIRST, BIT(REVEAL_P)), DONE },
    };
    struct evening evening;
    struct hv_run *run;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    run = evening.group->runs[0];
    assert_int_equal(hv_partner_fields(evening.group, run, 3, HV_ROUND_FIRST), BIT(REVEAL_P));
    assert_int_equal(evening_do(&evening, FACILITATOR, TAG(4, FEAR, true)), DONE);
    assert_int_equal(hv_partner_fields(evening.group, run, 3, HV_ROUND_FIRST), 0);
    hv_unit_in_run(run, 2)->form = HV_FORM_FULL; /* as no command can make it */
    assert_int_equal(hv_partner_fields(evening.group, run, 3, HV_ROUND_FIRST), 0);
    evening_end(&evening);
}

/* ---- Keys ---- */

static bool names_key(const struct hv_decision *decision, struct hv_key_scope scope)
{
    for (uint32_t i = 0; i < decision->key_count; i++) {
        if (hv_key_scope_equal(&decision->keys[i], &scope)) {
            return true;
        }
    }
    return false;
}

static void the_keys_of_a_person_are_made_before_anything_is_said(void **state)
{
    struct evening evening;

    (void)state;
    evening_found(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, ADD_UNIT(BYTES("Sam"), BYTES("Noor"))),
                     DONE);
    for (uint16_t seat = 1; seat <= 2; seat++) {
        assert_true(names_key(&evening.last, hv_scope_person_light(seat)));
        assert_true(names_key(&evening.last, hv_scope_person_tags(seat)));
        assert_true(names_key(&evening.last, hv_scope_person_note(seat, 0)));
    }
    evening_end(&evening);
}

static void a_note_that_is_taken_away_goes_with_its_key(void **state)
{
    const struct hv_key_scope first = hv_scope_person_note(3, 0);
    struct hv_key_scope useless[4];
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, NOTE(3, 1, "een")), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, NOTE(3, 2, "twee")), DONE);
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 4), 0);
    assert_true(hv_key_scope_equal(
        &evening_event(&evening, HV_EVENT_NOTE_WRITTEN)->note_written.text.scope, &first));
    assert_int_equal(evening_do(&evening, FACILITATOR, NOTE(3, 3, "")), DONE);
    assert_true(names_key(&evening.last, hv_scope_person_note(3, 1)));
    assert_int_equal(hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, 4), 1);
    assert_true(hv_key_scope_equal(&useless[0], &first));
    assert_int_equal(person_of(&evening, 3).note_text.size, 0);
    assert_int_equal(person_of(&evening, 3).revision, 3);
    assert_int_equal(evening_do(&evening, FACILITATOR, NOTE(3, 4, "drie")), DONE);
    assert_int_equal(
        evening_event(&evening, HV_EVENT_NOTE_WRITTEN)->note_written.text.scope.generation,
        first.generation + 1);
    evening_end(&evening);
}

static void what_was_erased_weighs_no_more(void **state)
{
    const struct hv_key_scope scope = hv_scope_person_tags(3);
    const struct hv_event event = {
        .type = HV_EVENT_KEYS_DESTROYED,
        .keys_destroyed = { .scopes = &scope, .scope_count = 1 },
    };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_TICK },
                                      .events = &event,
                                      .event_count = 1 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(evening_do(&evening, FACILITATOR, TAG(3, FEAR, true)), DONE);
    evening_take(&evening, &record);
    assert_int_equal(on_board(&evening, 3).tags, 0);
    assert_int_equal(evening_do(&evening, FACILITATOR, START(0, REVEAL + 1)), DONE);
    assert_int_equal(form_of(&evening, 2), HV_FORM_FULL);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(board_and_read_have_what_was_set),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(nobody_else_reads_a_person),
        cmocka_unit_test(a_step_starts_with_the_form_that_is_due),
        cmocka_unit_test(what_blocks_counts_at_once_and_nothing_is_given_back),
        cmocka_unit_test(intoxicated_is_tonight),
        cmocka_unit_test(nothing_passes_between_partners_where_fear_is),
        cmocka_unit_test(the_keys_of_a_person_are_made_before_anything_is_said),
        cmocka_unit_test(a_note_that_is_taken_away_goes_with_its_key),
        cmocka_unit_test(what_was_erased_weighs_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
