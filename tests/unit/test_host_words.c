/* SPDX-License-Identifier: EUPL-1.2 */
/* Words and tickets by way of the host: drawn and checked in jobs, and what a page that comes back
 * finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_hall.h"

static struct world_reply
try_words(struct link *link, uint32_t seat, const char *words, const uint8_t *ticket)
{
    char typed[65];

    snprintf(typed, sizeof typed, "%s", words);
    COMMAND(unlock, UNLOCK_SEAT, UnlockSeat, unlock_seat);
    unlock_part.seat = seat;
    unlock_part.words = typed;
    if (ticket != NULL) {
        memcpy(typed, ticket, HV_TICKET_SIZE);
        unlock_part.words = (char *)(uintptr_t) "";
        unlock_part.ticket =
            (ProtobufCBinaryData){ .data = (uint8_t *)typed, .len = HV_TICKET_SIZE };
    }
    return link_ask(link, unlock);
}

static void start(struct hall *hall)
{
    hall_prepare(hall);
    hall_join(hall);
    world_open_meeting(&hall->facilitator);
    world_mark_here(&hall->facilitator, 1);
    hall_forget(hall);
}

/* ---- Unlocking ---- */

static void the_words_of_the_slip_unlock(void **state)
{
    struct hall hall;
    char typed[64];

    (void)state;
    start(&hall);
    assert_string_not_equal(world_slips[1], world_slips[2]);
    assert_int_equal(try_words(&hall.pens[0], 1, "molen", NULL).refusal, HV_REFUSAL_WORDS);
    assert_int_equal(try_words(&hall.pens[0], 1, world_slips[2], NULL).refusal, HV_REFUSAL_WORDS);
    assert_int_equal(try_words(&hall.pens[0], 1, "", NULL).refusal, HV_REFUSAL_WORDS);
    snprintf(typed, sizeof typed, "  %.40s ", world_slips[1]);
    typed[2] = (char)(typed[2] - 'a' + 'A');
    struct world_reply reply = try_words(&hall.pens[0], 1, typed, NULL);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    assert_true(reply.has_ticket);
    hall_end(&hall);
}

/* Refused before any work: who may not, and where nothing was typed. */
static void work_is_done_for_words_only(void **state)
{
    struct hall hall;

    (void)state;
    start(&hall);
    uint32_t before = hall.world.jobs_ever;
    assert_int_equal(try_words(&hall.table, 1, world_slips[1], NULL).refusal, HV_REFUSAL_NOT_YOURS);
    assert_int_equal(try_words(&hall.pens[0], 2, world_slips[2], NULL).refusal,
                     HV_REFUSAL_NOT_YOURS);
    assert_int_equal(try_words(&hall.pens[0], 1, "", NULL).refusal, HV_REFUSAL_WORDS);
    assert_int_equal(hall.world.jobs_ever, before);
    assert_int_equal(try_words(&hall.pens[0], 1, "niet goed", NULL).refusal, HV_REFUSAL_WORDS);
    assert_int_equal(hall.world.jobs_ever, before + 1);
    hall_end(&hall);
}

/* Wrong, resting, right while resting: one answer, one job, one record each. */
static void a_seat_that_rests_answers_like_one_with_other_words(void **state)
{
    struct hall hall;
    struct hv_host_counts counts;

    (void)state;
    start(&hall);
    for (int i = 0; i < HV_WORDS_TRIES + 2; i++) {
        uint32_t jobs = hall.world.jobs_ever;
        counts = world_counts(&hall.world);
        link_forget(&hall.pens[0]);
        assert_int_equal(
            try_words(&hall.pens[0], 1, i <= HV_WORDS_TRIES ? "niet goed" : world_slips[1], NULL)
                .refusal,
            HV_REFUSAL_WORDS);
        assert_string_equal(link_heard(&hall.pens[0]), "refused-24");
        assert_int_equal(hall.world.jobs_ever, jobs + 1);
        assert_int_equal(world_counts(&hall.world).records, counts.records + 1);
    }
    world_run_until(&hall.world, hall.world.now + HV_WORDS_REST_MS);
    world_unlock(&hall.pens[0], 1);
    hall_end(&hall);
}

/* Reset while a right one is being checked: it is looked at anew. */
static void words_that_changed_meanwhile_are_checked_again(void **state)
{
    struct hall hall;
    struct hv_id id;

    (void)state;
    start(&hall);
    hall.world.holds_jobs = true;
    COMMAND(unlock, UNLOCK_SEAT, UnlockSeat, unlock_seat);
    unlock_part.seat = 1;
    unlock_part.words = world_slips[1];
    id = world_id(&hall.world);
    link_command(&hall.pens[0], id, unlock);
    world_run(&hall.world);
    COMMAND(deal, DEAL_WORDS, DealWords, deal_words);
    deal_part.seat = 1;
    struct hv_id dealt = world_id(&hall.world);
    link_command(&hall.facilitator, dealt, deal);
    world_run(&hall.world);
    assert_int_equal(hall.world.job_count, 2);
    struct world_job first = hall.world.jobs[0]; /* the facilitator's is done first */
    hall.world.jobs[0] = hall.world.jobs[1];
    hall.world.jobs[1] = first;
    assert_true(world_work(&hall.world));
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.facilitator, dealt).refusal, HV_REFUSAL_NONE);
    assert_false(link_reply(&hall.pens[0], id).came);
    hall.world.holds_jobs = false;
    world_run(&hall.world);
    assert_true(link_reply(&hall.pens[0], id).came);
    assert_int_equal(link_reply(&hall.pens[0], id).refusal, HV_REFUSAL_WORDS);
    world_take_slips(&hall.facilitator);
    world_unlock(&hall.pens[0], 1);
    hall_end(&hall);
}

/* ---- Coming back ---- */

static void with_its_ticket_a_page_finds_its_seat_open(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    link_drop(&hall.pens[0]);
    link_open(&hall.pens[0], &hall.world);
    link_hello(&hall.pens[0], hall.pen_tokens[0]);
    world_run(&hall.world);
    W(ServerMessage) *work = link_pane(&hall.pens[0], HOUVAST__V1__PANE_KIND__PANE_KIND_WORK);
    assert_non_null(work);
    assert_string_equal(work->pane->work->values[0]->value->text, "zon");
    houvast__v1__server_message__free_unpacked(work, NULL);
    hall_end(&hall);
}

/* Nothing of the seat is sent, not even before it is locked. */
static void without_it_the_seat_is_locked_before_welcome(void **state)
{
    static const uint8_t none[HV_TICKET_SIZE];
    const struct {
        bool other; /* it brings a ticket, of another seat */
    } rows[] = { { false }, { true } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hall hall;

        hall_begin(&hall);
        world_save(&hall.pens[0], 1, 1, "zon");
        link_drop(&hall.pens[0]);
        world_keep_ticket(hall.pen_tokens[0],
                          rows[i].other ? world_find_ticket(hall.pen_tokens[1])->ticket : none);
        link_open(&hall.pens[0], &hall.world);
        link_hello(&hall.pens[0], hall.pen_tokens[0]);
        world_run(&hall.world);
        for (uint32_t frame = 0; frame < hall.pens[0].count; frame++) {
            W(ServerMessage) *message = link_message(&hall.pens[0], frame);
            assert_true(message->message_case != HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE ||
                        (message->pane->kind != HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT &&
                         message->pane->kind != HOUVAST__V1__PANE_KIND__PANE_KIND_WORK &&
                         message->pane->kind != HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT));
            houvast__v1__server_message__free_unpacked(message, NULL);
        }
        assert_true(hall.pens[0].count > 1);
        world_unlock(&hall.pens[0], 1);
        hall_end(&hall);
    }
}

static bool gets_the_seat(const struct link *link)
{
    bool gets = false;

    for (uint32_t i = 0; i < link->count; i++) {
        W(ServerMessage) *message = link_message(link, i);
        gets = gets || (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE &&
                        (message->pane->kind == HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT ||
                         message->pane->kind == HOUVAST__V1__PANE_KIND__PANE_KIND_WORK));
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    return gets;
}

/* Whoever has the token of the device comes in while the words, or the ticket, of its person are
 * on their way to the disk. */
static void who_comes_in_while_a_seat_is_unlocked_gets_nothing_of_it(void **state)
{
    static const uint8_t none[HV_TICKET_SIZE];
    const struct {
        bool ticket; /* it is unlocked with its ticket, after a pause */
    } rows[] = { { false }, { true } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hall hall;
        struct link other;
        uint8_t ticket[HV_TICKET_SIZE];

        hall_begin(&hall);
        world_save(&hall.pens[0], 1, 1, "zon");
        COMMAND(pause, SET_PAUSE, SetPause, set_pause);
        pause_part.on = true;
        (void)link_do(&hall.facilitator, pause);
        pause_part.on = false;
        (void)link_do(&hall.facilitator, pause);
        memcpy(ticket, world_find_ticket(hall.pen_tokens[0])->ticket, sizeof ticket);
        world_keep_ticket(hall.pen_tokens[0], none);
        COMMAND(unlock, UNLOCK_SEAT, UnlockSeat, unlock_seat);
        unlock_part.seat = 1;
        unlock_part.words = rows[i].ticket ? (char *)(uintptr_t) "" : world_slips[1];
        if (rows[i].ticket) {
            unlock_part.ticket = (ProtobufCBinaryData){ .data = ticket, .len = sizeof ticket };
        }
        hall.world.holds_jobs = true;
        struct hv_id id = world_id(&hall.world);
        link_command(&hall.pens[0], id, unlock);
        if (!rows[i].ticket) {
            world_run(&hall.world);
            assert_true(world_work(&hall.world));
        }
        link_open(&other, &hall.world); /* its record is not stored yet */
        link_hello(&other, hall.pen_tokens[0]);
        hall.world.holds_jobs = false;
        world_run(&hall.world);
        assert_int_equal(other.closed, 0);
        assert_true(other.count > 0);
        assert_false(gets_the_seat(&other));
        link_drop(&other);
        hall_end(&hall);
    }
}

static void a_ticket_outlives_the_server(void **state)
{
    struct hall hall;
    struct hv_memory_store *store;

    (void)state;
    hall_begin(&hall);
    store = hall.world.store;
    hall_forget(&hall);
    world_stop(&hall.world);
    world_start(&hall.world, store, 7);
    world_run(&hall.world);
    link_open(&hall.pens[0], &hall.world);
    link_hello(&hall.pens[0], hall.pen_tokens[0]);
    world_run(&hall.world);
    W(ServerMessage) *seat = link_pane(&hall.pens[0], HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT);
    assert_non_null(seat);
    houvast__v1__server_message__free_unpacked(seat, NULL);
    link_forget(&hall.pens[0]);
    world_close(&hall.world);
}

static void after_a_pause_a_pen_needs_no_words(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    COMMAND(pause, SET_PAUSE, SetPause, set_pause);
    pause_part.on = true;
    (void)link_do(&hall.facilitator, pause);
    pause_part.on = false;
    (void)link_do(&hall.facilitator, pause);
    const uint8_t *ticket = world_find_ticket(hall.pen_tokens[0])->ticket;
    const uint8_t *other = world_find_ticket(hall.pen_tokens[1])->ticket;
    assert_int_equal(try_words(&hall.pens[0], 1, "", other).refusal, HV_REFUSAL_WORDS);
    struct world_reply reply = try_words(&hall.pens[0], 1, "", ticket);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    assert_false(reply.has_ticket); /* it has it */
    hall_end(&hall);
}

/* Nor is anything typed there meanwhile by who has the token of the device only. */
static void in_a_pause_a_page_without_its_ticket_is_that_of_anyone(void **state)
{
    static const uint8_t none[HV_TICKET_SIZE];
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    COMMAND(pause, SET_PAUSE, SetPause, set_pause);
    pause_part.on = true;
    (void)link_do(&hall.facilitator, pause);
    link_drop(&hall.pens[0]);
    link_join(&hall.pens[0], &hall.world, hall.pen_tokens[0]);
    world_save(&hall.pens[0], 1, 2, "zon en maan");
    link_drop(&hall.pens[0]);
    world_keep_ticket(hall.pen_tokens[0], none);
    link_join(&hall.pens[0], &hall.world, hall.pen_tokens[0]);
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[0], id, 1, 3, "niets");
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.pens[0], id).refusal, HV_REFUSAL_LOCKED);
    hall_end(&hall);
}

/* The reply was lost with the page that would hold the ticket; by then the server has locked it. */
static void an_unlocking_that_was_undone_is_not_said_to_be_done(void **state)
{
    struct hall hall;
    struct hv_id id;

    (void)state;
    start(&hall);
    COMMAND(unlock, UNLOCK_SEAT, UnlockSeat, unlock_seat);
    unlock_part.seat = 1;
    unlock_part.words = world_slips[1];
    id = world_id(&hall.world);
    link_command(&hall.pens[0], id, unlock);
    world_run(&hall.world);
    struct world_reply first = link_reply(&hall.pens[0], id);
    assert_true(first.came && first.has_ticket);
    link_forget(&hall.pens[0]);
    link_command(&hall.pens[0], id, unlock); /* twice on one connection: the same reply */
    world_run(&hall.world);
    assert_memory_equal(link_reply(&hall.pens[0], id).ticket, first.ticket, HV_TICKET_SIZE);
    link_drop(&hall.pens[0]);
    link_join(&hall.pens[0], &hall.world, hall.pen_tokens[0]);
    link_command(&hall.pens[0], id, unlock);
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.pens[0], id).refusal, HV_REFUSAL_WORDS);
    assert_false(link_reply(&hall.pens[0], id).has_ticket);
    hall_end(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_of_the_slip_unlock),
        cmocka_unit_test(work_is_done_for_words_only),
        cmocka_unit_test(a_seat_that_rests_answers_like_one_with_other_words),
        cmocka_unit_test(words_that_changed_meanwhile_are_checked_again),
        cmocka_unit_test(with_its_ticket_a_page_finds_its_seat_open),
        cmocka_unit_test(without_it_the_seat_is_locked_before_welcome),
        cmocka_unit_test(who_comes_in_while_a_seat_is_unlocked_gets_nothing_of_it),
        cmocka_unit_test(a_ticket_outlives_the_server),
        cmocka_unit_test(after_a_pause_a_pen_needs_no_words),
        cmocka_unit_test(in_a_pause_a_page_without_its_ticket_is_that_of_anyone),
        cmocka_unit_test(an_unlocking_that_was_undone_is_not_said_to_be_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
