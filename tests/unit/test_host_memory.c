/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people wrote lies in memory in the clear only as long as it has to: in the group's fold
 * while its key is there, in a frame until those who are to get it have it. Found by looking
 * through the memory of this process.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_hall.h"
#include "memory_search.h"

static volatile size_t first_letter = 2; /* what the compiler does not know is not in the program */

/* What calls that returned had on the stack; this test's own copies are there too. */
__attribute__((noinline)) static void wipe_stack(void)
{
    uint8_t room[128 * KIB];

    explicit_bzero(room, sizeof room);
}

static void draw_word(void)
{
    uint8_t word[sizeof masked];

    for (size_t i = 0; i < sizeof word; i++) {
        word[i] = (uint8_t)('a' + (first_letter + i * 5) % 26);
    }
    look_for(word);
    explicit_bzero(word, sizeof word);
}

__attribute__((noinline)) static void save_word(struct link *pen, uint32_t seat, uint32_t revision)
{
    char word[sizeof masked + 1] = { 0 };

    unmask((uint8_t *)word);
    link_save(pen, world_id(pen->world), seat, revision, word);
    explicit_bzero(word, sizeof word);
}

/* Nobody outside of the host has a frame any more. */
static size_t copies(struct hall *hall)
{
    world_run(&hall->world);
    hall_forget(hall);
    wipe_stack();
    return copies_in_memory();
}

static void lock(struct link *pen, uint32_t seat)
{
    COMMAND(lock, LOCK_SEAT, LockSeat, lock_seat);
    lock_part.seat = seat;
    (void)link_do(pen, lock);
}

static void what_is_refused_is_nowhere(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    lock(&hall.pens[0], 1);
    save_word(&hall.pens[0], 1, 1);
    assert_int_equal(copies(&hall), 0);
    hall_end(&hall);
}

static void what_waits_for_one_who_left_is_nowhere(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    link_save(&hall.pens[0], world_id(&hall.world), 1, 1, "zon"); /* is under way */
    save_word(&hall.pens[0], 1, 2);                               /* waits */
    wipe_stack();
    assert_int_equal(copies_in_memory(), 1);
    link_drop(&hall.pens[0]);
    assert_int_equal(copies(&hall), 0);
    hall_end(&hall);
}

static void work_that_was_sent_is_in_the_fold_alone(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    save_word(&hall.pens[0], 1, 1);
    assert_int_equal(copies(&hall), 1);
    lock(&hall.pens[0], 1);
    world_unlock(&hall.pens[0], 1);
    assert_int_equal(copies(&hall), 1);
    hall_end(&hall);
}

static void open_together(struct link *table)
{
    W(Place) from = HOUVAST__V1__PLACE__INIT;

    COMMAND(open, OPEN_TOGETHER, OpenTogether, open_together);
    from.stage = STAGE_SOLO;
    open_part.run = 1;
    open_part.from = &from;
    (void)link_do(table, open);
}

static void what_opened_is_in_a_frame_while_somebody_reads_it(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    save_word(&hall.pens[0], 1, 1);
    world_save(&hall.pens[1], 2, 1, "maan");
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    world_close_envelope(&hall.pens[1], 2, 1u << FIELD_WORD);
    size_t in_fold = copies(&hall);
    assert_true(in_fold > 0);
    open_together(&hall.table);
    assert_int_equal(copies(&hall), in_fold + 1);
    link_drop(&hall.table);
    assert_int_equal(copies(&hall), in_fold + 1);
    link_drop(&hall.pens[0]);
    link_drop(&hall.pens[1]);
    assert_int_equal(copies(&hall), in_fold);
    hall_end(&hall);
}

/* With everyone still connected. */
static void after_the_evening_s_end_its_words_are_nowhere(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    save_word(&hall.pens[0], 1, 1);
    world_close_envelope(&hall.pens[0], 1, 0); /* kept: for the evening only */
    assert_true(copies(&hall) > 0);
    world_run_until(&hall.world, EVENING_ENDS_AT + 3600000 + 2);
    assert_int_equal(copies(&hall), 0);
    assert_int_equal(hall.pens[0].closed, 0);
    assert_int_equal(world_counts(&hall.world).faults, 0);
    hall_end(&hall);
}

static void a_group_that_sleeps_leaves_nothing(void **state)
{
    struct hall hall;

    (void)state;
    draw_word();
    hall_begin(&hall);
    save_word(&hall.pens[0], 1, 1);
    assert_true(copies(&hall) > 0);
    COMMAND(end, END_MEETING, EndMeeting, end_meeting); /* before that it has to be found */
    (void)link_do(&hall.facilitator, end);
    struct link *links[] = { &hall.facilitator, &hall.table, &hall.projector, &hall.pens[0],
                             &hall.pens[1] };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        link_drop(links[i]);
    }
    world_run_until(&hall.world, EVENING + HV_GROUP_IDLE_MS + 1);
    assert_int_equal(world_counts(&hall.world).groups_open, 0);
    assert_int_equal(copies(&hall), 0);
    hall_end(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_refused_is_nowhere),
        cmocka_unit_test(what_waits_for_one_who_left_is_nowhere),
        cmocka_unit_test(work_that_was_sent_is_in_the_fold_alone),
        cmocka_unit_test(what_opened_is_in_a_frame_while_somebody_reads_it),
        cmocka_unit_test(after_the_evening_s_end_its_words_are_nowhere),
        cmocka_unit_test(a_group_that_sleeps_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
