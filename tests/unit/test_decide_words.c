/* SPDX-License-Identifier: EUPL-1.2 */
/* The two words of a seat: what unlocks it, when it rests, what a ticket is good for, and what is
 * left in a seat that got new ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/group_state.h"
#include "core/scopes.h"
#include "evening.h"

#define REMOVE(d) COMMAND(REMOVE_DEVICE, .remove_device = { (d) })

static bool equal(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

static const struct hv_seat *seat(const struct evening *evening, uint16_t number)
{
    return hv_find_seat(evening->group, number);
}

static bool fits(const struct evening *evening, uint16_t device, uint16_t number)
{
    return hv_group_ticket(evening->group, device, number, seat(evening, number)->ticket_hash,
                           equal);
}

/* ---- Trying ---- */

static void words_unlock_a_seat_and_nothing_else_does(void **state)
{
    const struct line lines[] = {
        { PEN(1), UNLOCK_WITH(1, NONE), REFUSED(WORDS) }, /* nothing was said: no try */
        { PEN(1), UNLOCK_WITH(1, TICKET), REFUSED(WORDS) },
        { PEN(1), UNLOCK_WITH(1, WRONG), REFUSED(WORDS) },
        { PEN(1), UNLOCK_WITH(2, WRONG), REFUSED(NOT_YOURS) },
        { TABLE(1), UNLOCK_WITH(1, WRONG), REFUSED(NOT_YOURS) },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), UNLOCK_WITH(1, WRONG), REFUSED(WORDS) }, /* it stays unlocked */
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 2);
    assert_int_equal(seat(&evening, 1)->tries, 0);
    evening_play(&evening, lines + 2, 3);
    assert_int_equal(seat(&evening, 1)->tries, 1);
    evening_play(&evening, lines + 5, 1);
    assert_int_equal(seat(&evening, 1)->tries, 0);
    evening_play(&evening, lines + 6, 1);
    assert_int_equal(seat(&evening, 1)->unlocked_on, PEN(1));
    evening_end(&evening);
}

static void the_same_wrong_try_sent_again_is_one_try(void **state)
{
    struct hv_command command = UNLOCK_WITH(1, WRONG);
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    command.id.b[15] = 3;
    command.device = PEN(1);
    command.now = evening.now;
    assert_int_equal(evening_give(&evening, &command), REFUSED(WORDS));
    assert_int_equal(evening.last.outcome, HV_DECIDED);
    command.unlock_seat.proof = HV_PROOF_RIGHT; /* whatever it says now */
    assert_int_equal(evening_give(&evening, &command), REFUSED(WORDS));
    assert_int_equal(evening.last.outcome, HV_REFUSED);
    assert_int_equal(seat(&evening, 1)->tries, 1);
    evening_end(&evening);
}

/* evening_do takes a second for each command. */
static void a_seat_rests_after_five_wrong_tries(void **state)
{
    struct evening evening;
    struct hv_pane board;
    struct hv_arena arena;
    int64_t until;

    (void)state;
    evening_begin(&evening);
    hv_arena_init(&arena, 1u << 20);
    for (int i = 0; i < HV_WORDS_TRIES; i++) {
        assert_int_equal(seat(&evening, 1)->rests_until, 0);
        assert_int_equal(evening_do(&evening, PEN(1), UNLOCK_WITH(1, WRONG)), REFUSED(WORDS));
    }
    until = evening.now + HV_WORDS_REST_MS;
    assert_int_equal(seat(&evening, 1)->rests_until, until);
    assert_int_equal(hv_group_view(evening.group, NULL, (struct hv_pane_key){ HV_PANE_BOARD, 0 },
                                   &arena, &board),
                     HV_OK);
    assert_int_equal(board.board.units[0].seats[0].rests_until, until);
    assert_int_equal(hv_group_verifier(evening.group, 1, until - 1).size, 0);
    assert_true(hv_bytes_equal(hv_group_verifier(evening.group, 1, until), BYTES("argon2id")));

    /* two minutes, and not as long as a clock was set back */
    assert_int_equal(hv_group_verifier(evening.group, 1, until - HV_WORDS_REST_MS).size, 0);
    assert_true(
        hv_bytes_equal(hv_group_verifier(evening.group, 1, until - 3600000), BYTES("argon2id")));

    /* right ones are not looked at; nothing counts; and it is recorded just the same */
    evening.now = until - 4001;
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), REFUSED(WORDS));
    assert_int_equal(evening.last.outcome, HV_DECIDED);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK_WITH(1, WRONG)), REFUSED(WORDS));
    assert_int_equal(evening.last.outcome, HV_DECIDED);
    assert_int_equal(seat(&evening, 1)->tries, 0);
    assert_int_equal(seat(&evening, 1)->rests_until, until);
    evening.now = until - 1000;
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(seat(&evening, 1)->rests_until, 0);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* ---- Tickets ---- */

static void a_pen_comes_back_by_its_ticket_after_a_break(void **state)
{
    const struct line lines[] = {
        { PEN(1), UNLOCK(1), DONE },
        { FACILITATOR, START(0, STEP_BREAK), DONE },
        { PEN(1), UNLOCK_WITH(1, TICKET), REFUSED(NOT_YET) },
        { FACILITATOR, START(STEP_BREAK, PLAIN + 1), DONE },
        { PEN(1), UNLOCK_WITH(1, TICKET), DONE },
        { PEN(1), UNLOCK_WITH(1, TICKET), AGAIN },
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, PAUSE(false), DONE },
        { PEN(1), UNLOCK_WITH(1, TICKET), DONE },
    };
    struct evening evening;
    uint8_t first[HV_TOKEN_HASH_SIZE];

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 1);
    memcpy(first, seat(&evening, 1)->ticket_hash, sizeof first);
    evening_play(&evening, lines + 1, COUNT(lines) - 1);
    assert_memory_equal(seat(&evening, 1)->ticket_hash, first, sizeof first);
    assert_true(fits(&evening, PEN(1), 1));
    assert_false(fits(&evening, PEN(2), 1));
    assert_false(fits(&evening, PEN(2), 2)); /* none was given: zeros are no ticket */
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE); /* another one */
    assert_memory_not_equal(seat(&evening, 1)->ticket_hash, first, sizeof first);
    evening_end(&evening);
}

static void a_ticket_ends(void **state)
{
    const struct {
        const char *by;
        struct line lines[3];
    } rows[] = {
        { "locking", { { PEN(1), LOCK(1), DONE } } },
        { "the server", { { 0, LOCK(1), DONE } } },
        { "going away", { { FACILITATOR, PRESENCE(1, AWAY), DONE } } },
        { "going away in a break",
          { { FACILITATOR, START(0, STEP_BREAK), DONE },
            { FACILITATOR, PRESENCE(1, AWAY), DONE } } },
        { "new words", { { FACILITATOR, DEAL_WORDS(1), DONE } } },
        { "the meeting", { { FACILITATOR, END_MEETING(), DONE } } },
        { "the meeting, in a break",
          { { FACILITATOR, START(0, STEP_BREAK), DONE }, { FACILITATOR, END_MEETING(), DONE } } },
        { "its device", { { FACILITATOR, REMOVE(PEN(1)), DONE } } },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct evening evening;
        size_t count = 0;

        evening_begin(&evening);
        assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
        while (count < COUNT(rows[i].lines) && rows[i].lines[count].command.type != 0) {
            count++;
        }
        evening_play(&evening, rows[i].lines, count);
        if (fits(&evening, PEN(1), 1) || seat(&evening, 1)->unlocked_on != 0) {
            fail_msg("%s does not end it", rows[i].by);
        }
        evening_end(&evening);
    }
}

/* On a table words are asked at every pass. */
static void a_table_has_no_use_for_a_ticket(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, REMOVE(PEN(1)), DONE },
        { TABLE(1), UNLOCK(1), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, PAUSE(false), DONE },
        { TABLE(1), UNLOCK_WITH(1, TICKET), REFUSED(WORDS) },
        { TABLE(1), UNLOCK(1), DONE },
        { TABLE(1), UNLOCK_WITH(1, TICKET), REFUSED(WORDS) },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, 4);
    assert_false(fits(&evening, TABLE(1), 1));
    evening_play(&evening, lines + 4, COUNT(lines) - 4);
    assert_true(fits(&evening, TABLE(1), 1)); /* for Hello */
    evening_end(&evening);
}

/* ---- Slips ---- */

static struct hv_bytes slip(const struct evening *evening, struct hv_arena *arena, uint16_t number)
{
    const struct hv_read_key key = { .kind = HV_READ_SLIPS, .most = 64 };
    enum hv_refusal refusal;
    struct hv_read_page page;

    assert_int_equal(hv_group_read(evening->group, FACILITATOR, key, arena, &refusal, &page),
                     HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    assert_int_equal(page.row_count, 2 * EVENING_COUPLES);
    assert_int_equal(page.rows[number - 1].seat, number);
    assert_true(page.rows[number - 1].name.size > 0);
    return page.rows[number - 1].words;
}

/* Nobody looks words up later: their key is useless once they were used, or are others. */
static void a_slip_is_there_until_its_words_were_used(void **state)
{
    struct hv_key_scope scope = hv_scope_words(1, 1), useless[8];
    const struct hv_read_key key = { .kind = HV_READ_SLIPS, .most = 64 };
    enum hv_refusal refusal;
    struct hv_read_page page;
    struct evening evening;
    struct hv_arena arena;

    (void)state;
    evening_begin(&evening);
    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(slip(&evening, &arena, 1).size, 0); /* it consented before */
    assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(1)), DONE);
    assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(2)), DONE);
    assert_true(hv_bytes_equal(slip(&evening, &arena, 1), BYTES("molen paraplu")));
    assert_int_equal(hv_group_read(evening.group, TABLE(1), key, &arena, &refusal, &page), HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NOT_ALLOWED);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK_WITH(1, WRONG)), REFUSED(WORDS));
    assert_int_equal(slip(&evening, &arena, 1).size, 13);
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(slip(&evening, &arena, 1).size, 0);
    assert_int_equal(slip(&evening, &arena, 2).size, 13);
    assert_int_equal(
        hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, COUNT(useless)), 1);
    assert_true(hv_key_scope_equal(&useless[0], &scope));

    assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(1)), DONE);
    assert_int_equal(slip(&evening, &arena, 1).size, 13);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* ---- New words ---- */

static void who_may_deal_words_and_to_whom(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, COMMAND(DEAL_WORDS, .deal_words = { 1 }), REFUSED(WORDS) }, /* not drawn */
        { FACILITATOR, DEAL_WORDS(99), REFUSED(NOT_FOUND) },
        { TABLE(1), DEAL_WORDS(1), REFUSED(NOT_ALLOWED) },
        { PEN(1), DEAL_WORDS(1), REFUSED(NOT_ALLOWED) },
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { 1 }), DONE },
        { FACILITATOR, DEAL_WORDS(1), REFUSED(NOT_FOUND) },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, DEAL_WORDS(3), DONE },
    };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    assert_int_equal(seat(&evening, 1)->life, 2);
    evening_end(&evening);
}

/* Somebody wrote, closed the first envelope and began another run. */
static void write_something(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "closed and shown"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { FACILITATOR, REPEAT(REVEAL + 1, REVEAL + 1, 1), DONE },
        { FACILITATOR, STAGE(2, BRIEF, SOLO), DONE },
        { PEN(1), SAVE(2, 1, REVEAL_P, 1, "a draft"), DONE },
    };

    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static uint32_t own_rows(const struct evening *evening, uint16_t device)
{
    const struct hv_read_key key = { .kind = HV_READ_OWN_WORK, .number = 1, .most = 64 };
    enum hv_refusal refusal;
    struct hv_read_page page;
    struct hv_arena arena;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_read(evening->group, device, key, &arena, &refusal, &page), HV_OK);
    assert_int_equal(refusal, HV_REFUSAL_NONE);
    hv_arena_free(&arena);
    return page.row_count;
}

/* Nor how often, which would tell whether. */
static void assert_nothing_was_written(const struct evening *evening)
{
    const struct hv_pane_key key = { HV_PANE_SEAT, 1 };
    struct hv_pane pane;
    struct hv_arena arena;

    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(hv_group_view(evening->group, NULL, key, &arena, &pane), HV_OK);
    assert_true(pane.seat.field_count > 0);
    for (uint32_t i = 0; i < pane.seat.field_count; i++) {
        assert_int_equal(pane.seat.fields[i].answer, HV_ANSWER_NONE);
        assert_int_equal(pane.seat.fields[i].revision, 0);
    }
    hv_arena_free(&arena);
}

static void nobody_reads_by_new_words(void **state)
{
    const struct line after[] = {
        { PEN(1), SAVE(2, 1, REVEAL_P, 2, "late"), REFUSED(LOCKED) },
        { PEN(1), UNLOCK_WITH(1, TICKET), REFUSED(WORDS) },
        { PEN(1), UNLOCK(1), DONE },
    };
    struct hv_pane pane;
    struct hv_arena arena;
    struct evening evening;

    (void)state;
    write_something(&evening);
    hv_arena_init(&arena, 1u << 20);
    assert_int_equal(own_rows(&evening, PEN(1)), 2);
    assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(1)), DONE);
    assert_int_equal(seat(&evening, 1)->unlocked_on, 0);
    evening_play(&evening, after, COUNT(after));
    assert_int_equal(own_rows(&evening, PEN(1)), 0);
    assert_true(seat(&evening, 1)->consent);
    assert_int_equal(
        hv_group_view(evening.group, NULL, (struct hv_pane_key){ HV_PANE_WORK, 1 }, &arena, &pane),
        HV_OK);
    assert_int_equal(pane.work.value_count, 0);
    assert_nothing_was_written(&evening);
    hv_arena_free(&arena);
    evening_end(&evening);
}

/* For others it is as it was; its new owner can neither open it again, and show what was kept, nor
 * make it go for good, nor is asked to: only take it back. */
static void what_was_closed_before_stays_for_others(void **state)
{
    const struct line lines[] = {
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "shown"), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 1, "kept"), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P)), DONE },
        { FACILITATOR, DEAL_WORDS(1), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), REFUSED(FINAL) },
        { PEN(1), SAVE(1, 1, REVEAL_P2, 9, "mine"), REFUSED(CLOSED) },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "shown too"), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
    };
    const struct hv_event *opened;
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    evening_play(&evening, lines, COUNT(lines));
    opened = evening_event(&evening, HV_EVENT_OPENED);
    assert_non_null(opened);
    assert_int_equal(opened->opened.fields, BIT(REVEAL_P));
    assert_int_equal(own_rows(&evening, PEN(1)), 0);
    assert_nothing_was_written(&evening);
    assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, BIT(REVEAL_P))),
                     REFUSED(NOT_YOURS));
    assert_int_equal(evening_do(&evening, PEN(1), TAKE_BACK(1, 1, BIT(REVEAL_P))), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), DISCARD(1, 1, BIT(REVEAL_P))),
                     REFUSED(NOT_YOURS));
    evening_end(&evening);
}

static bool is_among(const struct hv_key_scope *scopes, uint32_t count, struct hv_key_scope wanted)
{
    for (uint32_t i = 0; i < count; i++) {
        if (hv_key_scope_equal(&scopes[i], &wanted)) {
            return true;
        }
    }
    return false;
}

/* Its key goes; the next draft has another one, which is there before it. */
static void the_keys_of_what_was_begun_go(void **state)
{
    struct hv_key_scope useless[64], draft, next;
    struct evening evening;
    struct hv_seat before;
    uint32_t count;

    (void)state;
    write_something(&evening);
    before = *seat(&evening, 1);
    draft = hv_scope_answer(hv_find_run(evening.group, 2), 1, HV_ROUND_FIRST, HV_KEEP_DRAFT, 0);
    next = hv_scope_answer(hv_find_run(evening.group, 2), 1, HV_ROUND_FIRST, HV_KEEP_DRAFT, 1);
    assert_int_equal(evening_do(&evening, FACILITATOR, DEAL_WORDS(1)), DONE);
    assert_true(is_among(evening.last.keys, evening.last.key_count, next));
    count = hv_group_useless_keys(evening.group, &evening.last.record, 0, useless, COUNT(useless));
    assert_true(is_among(useless, count, draft));
    assert_true(is_among(useless, count, hv_scope_words(1, 0)));
    assert_true(is_among(useless, count, hv_scope_outbox(evening.group, &before)));
    assert_false(is_among(useless, count, next));
    assert_false(is_among(
        useless, count,
        hv_scope_answer(hv_find_run(evening.group, 1), 1, HV_ROUND_FIRST, HV_KEEP_COURSE, 0)));
    assert_int_equal(evening_do(&evening, PEN(1), UNLOCK(1)), DONE);
    assert_int_equal(evening_do(&evening, PEN(1), SAVE(2, 1, REVEAL_P, 2, "anew")), DONE);
    assert_true(hv_key_scope_equal(
        &evening_event(&evening, HV_EVENT_FIELD_SAVED)->field_saved.part.scope, &next));
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_unlock_a_seat_and_nothing_else_does),
        cmocka_unit_test(the_same_wrong_try_sent_again_is_one_try),
        cmocka_unit_test(a_seat_rests_after_five_wrong_tries),
        cmocka_unit_test(a_pen_comes_back_by_its_ticket_after_a_break),
        cmocka_unit_test(a_ticket_ends),
        cmocka_unit_test(a_table_has_no_use_for_a_ticket),
        cmocka_unit_test(a_slip_is_there_until_its_words_were_used),
        cmocka_unit_test(who_may_deal_words_and_to_whom),
        cmocka_unit_test(nobody_reads_by_new_words),
        cmocka_unit_test(what_was_closed_before_stays_for_others),
        cmocka_unit_test(the_keys_of_what_was_begun_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
