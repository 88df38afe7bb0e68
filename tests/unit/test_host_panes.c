/* SPDX-License-Identifier: EUPL-1.2 */
/* Panes: who gets which frame, when, and how often. */
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

/* What each hears of one thing that happens; links in the order of `struct hall`. */
static void assert_heard(struct hall *hall,
                         const char *facilitator,
                         const char *table,
                         const char *projector,
                         const char *first_pen,
                         const char *second_pen)
{
    assert_string_equal(link_heard(&hall->facilitator), facilitator);
    assert_string_equal(link_heard(&hall->table), table);
    assert_string_equal(link_heard(&hall->projector), projector);
    assert_string_equal(link_heard(&hall->pens[0]), first_pen);
    assert_string_equal(link_heard(&hall->pens[1]), second_pen);
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

static void a_small_evening(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    hall_forget(&hall);

    world_open_meeting(&hall.facilitator);
    assert_heard(&hall, "definition done stage:2 wall:1 board:4", "definition stage:2 unit:1",
                 "definition stage:2 wall:1", "definition stage:2", "definition stage:2");
    world_mark_here(&hall.facilitator, 1);
    assert_heard(&hall, "done board:5", "wall:1 unit:2", "", "wall:1", "wall:1");
    (void)world_start_step(&hall.facilitator, 0, 1);
    assert_heard(&hall, "done stage:3 board:6", "stage:3 unit:3", "stage:3", "stage:3", "stage:3");
    world_move_stage(&hall.facilitator, 1, STAGE_BRIEF, STAGE_SOLO);
    assert_heard(&hall, "done stage:4 board:7", "stage:4 unit:4", "stage:4", "stage:4", "stage:4");
    world_unlock(&hall.pens[0], 1);
    assert_heard(&hall, "", "", "", "done unit:4 seat:1 work:1", "");
    world_consent(&hall.pens[0], 1);
    assert_heard(&hall, "board:8", "", "", "done seat:2", "");
    world_unlock(&hall.pens[1], 2);
    world_consent(&hall.pens[1], 2);
    hall_forget(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    assert_heard(&hall, "board:10", "", "", "done seat:3", "");
    world_save(&hall.pens[0], 1, 2, "zonlicht");
    assert_heard(&hall, "", "", "", "done seat:4", "");
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    assert_heard(&hall, "board:11", "", "", "done seat:5", "");
    world_save(&hall.pens[1], 2, 1, "maan");
    hall_forget(&hall);
    world_close_envelope(&hall.pens[1], 2, 1u << FIELD_WORD);
    assert_heard(&hall, "board:13", "unit:5", "", "unit:5", "done unit:5 seat:4");
    open_together(&hall.table);
    assert_heard(&hall, "board:14", "done unit:6", "", "unit:6", "unit:6");
    hall_end(&hall);
}

/* The bodies of the panes that a link got, without epoch and revision; they are the last thing that
 * differs after a restart. */
static size_t bodies_of(const struct link *link, uint8_t *ret, size_t room)
{
    size_t size = 0;

    for (uint32_t i = 0; i < link->count; i++) {
        W(ServerMessage) *message = link_message(link, i);
        if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE) {
            message->pane->epoch = 0;
            message->pane->revision = 0;
            assert_true(size + houvast__v1__server_message__get_packed_size(message) <= room);
            size += houvast__v1__server_message__pack(message, ret + size);
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    return size;
}

static void opened_words_reach_the_couple_and_no_one_else(void **state)
{
    static const char word[] = "kanariegeel";
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    struct link *others[] = { &hall.owner, &hall.facilitator, &hall.projector };
    world_save(&hall.pens[0], 1, 1, word);
    world_save(&hall.pens[1], 2, 1, "maan");
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    world_close_envelope(&hall.pens[1], 2, 1u << FIELD_WORD);
    for (size_t i = 0; i < 2; i++) {
        struct link *reader = i == 0 ? &hall.table : &hall.pens[1];
        for (uint32_t f = 0; f < reader->count; f++) {
            assert_null(memmem(hv_frame_payload(reader->frames[f]), reader->frames[f]->size, word,
                               sizeof word - 1));
        }
        link_forget(reader);
    }
    open_together(&hall.table);
    for (size_t i = 0; i < 2; i++) {
        struct link *reader = i == 0 ? &hall.table : &hall.pens[1];
        struct hv_frame *last = reader->frames[reader->count - 1];
        assert_non_null(memmem(hv_frame_payload(last), last->size, word, sizeof word - 1));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        for (uint32_t f = 0; f < others[i]->count; f++) {
            assert_null(memmem(hv_frame_payload(others[i]->frames[f]), others[i]->frames[f]->size,
                               word, sizeof word - 1));
        }
    }
    hall_end(&hall);
}

static void readers_of_a_pane_share_one_frame(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_announce(&hall.facilitator, world_id(&hall.world), "nog vijf minuten");
    world_run(&hall.world);
    assert_int_equal(hall.table.count, 1);
    assert_ptr_equal(hall.table.frames[0], hall.projector.frames[0]);
    assert_ptr_equal(hall.table.frames[0], hall.pens[0].frames[0]);
    hall_end(&hall);
}

static void what_does_not_change_is_not_sent(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    world_run(&hall.world);
    hall_forget(&hall);
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    world_run(&hall.world);
    assert_heard(&hall, "done", "", "", "", "");
    hall_end(&hall);
}

/* Records that come in one turn of the loop are drawn once. */
static void a_burst_is_drawn_once(void **state)
{
    struct hall hall;
    struct hall *here = &hall;

    (void)state;
    hall_begin(here);
    for (uint32_t i = 0; i < 5; i++) {
        char text[] = "hallo 0";
        text[6] = (char)('0' + i);
        world_announce(&hall.facilitator, world_id(&hall.world), text);
    }
    while (hv_memory_store_step(hall.world.store)) {
    }
    assert_int_equal(hall.facilitator.count, 0);
    assert_int_equal(hall.projector.count, 0);
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.facilitator), "done done done done done stage:5");
    assert_string_equal(link_heard(&hall.projector), "stage:5");
    hall_end(here);
}

static void a_slow_link_gets_the_newest_and_nothing_grows(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    hall.projector.takes = 0;
    for (uint32_t i = 0; i < 50; i++) {
        char text[] = "hallo 00";
        text[6] = (char)('0' + i / 10);
        text[7] = (char)('0' + i % 10);
        world_announce(&hall.facilitator, world_id(&hall.world), text);
        world_run(&hall.world);
        link_forget(&hall.facilitator);
    }
    assert_true(hall.projector.refused);
    assert_int_equal(hall.projector.count, 0);
    hall.projector.takes = UINT32_MAX;
    hv_host_writable(hall.world.host, hall.projector.member);
    W(ServerMessage) *stage = link_pane(&hall.projector, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE);
    assert_string_equal(stage->pane->stage->announcement, "hallo 49");
    houvast__v1__server_message__free_unpacked(stage, NULL);
    assert_string_equal(link_heard(&hall.projector), "stage:54");
    hall_end(&hall);
}

static void replies_go_before_panes(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    hall.pens[0].takes = 0;
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    world_run(&hall.world); /* a pane waits */
    for (uint32_t i = 0; i < 3; i++) {
        link_save(&hall.pens[0], world_id(&hall.world), 1, i + 1, "zon");
    }
    world_run(&hall.world);
    assert_int_equal(hall.pens[0].count, 0);
    hall.pens[0].takes = 2;
    hv_host_writable(hall.world.host, hall.pens[0].member);
    assert_string_equal(link_heard(&hall.pens[0]), "done done");
    hall.pens[0].takes = UINT32_MAX;
    hv_host_writable(hall.world.host, hall.pens[0].member);
    assert_string_equal(link_heard(&hall.pens[0]), "done stage:5 seat:3");
    hall_end(&hall);
}

static void who_does_not_read_is_sent_away(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    hall.projector.takes = 0;
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    world_run(&hall.world);
    world_run_until(&hall.world, EVENING + HV_MEMBER_STALL_MS - 1);
    assert_int_equal(hall.projector.closed, 0);
    world_run_until(&hall.world, EVENING + HV_MEMBER_STALL_MS);
    assert_int_equal(hall.projector.closed, HV_FAREWELL_TOO_SLOW);
    assert_int_equal(world_counts(&hall.world).slow, 1);
    hall_end(&hall);
}

/* A seat's values come once, with the unlock; they are not echoed while it types, and nothing of it
 * comes after it locked. */
static void work_comes_with_the_unlock_only(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    assert_string_equal(link_heard(&hall.pens[0]), "done seat:3");
    COMMAND(lock, LOCK_SEAT, LockSeat, lock_seat);
    lock_part.seat = 1;
    (void)link_do(&hall.pens[0], lock);
    assert_string_equal(link_heard(&hall.pens[0]), "done work gone seat gone unit gone");
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.pens[0]), "stage:5");

    world_unlock(&hall.pens[0], 1);
    W(ServerMessage) *work = link_pane(&hall.pens[0], HOUVAST__V1__PANE_KIND__PANE_KIND_WORK);
    assert_non_null(work);
    assert_int_equal(work->pane->work->n_values, 1);
    assert_string_equal(work->pane->work->values[0]->value->text, "zon");
    houvast__v1__server_message__free_unpacked(work, NULL);
    assert_string_equal(link_heard(&hall.pens[0]), "done unit:4 seat:3 work:2");

    struct link again; /* and with the device that comes back */
    link_open(&again, &hall.world);
    link_hello(&again, hall.pen_tokens[0]);
    world_run(&hall.world);
    assert_string_equal(link_heard(&again),
                        "welcome definition stage:5 wall:1 unit:4 seat:3 work:2");
    hall_end(&hall);
}

/* Who reads meanwhile, and who comes back, shows in nobody else's revision. */
static void a_revision_tells_nothing_of_other_readers(void **state)
{
    uint32_t revisions[2];

    (void)state;
    for (uint32_t meanwhile = 0; meanwhile < 2; meanwhile++) {
        struct hall hall;

        hall_begin(&hall);
        link_drop(&hall.table);
        link_drop(&hall.pens[1]);
        for (uint32_t i = 0; i < 3 * meanwhile; i++) {
            link_drop(&hall.pens[0]);
            world_run(&hall.world); /* nobody reads the couple's page now */
            link_join(&hall.pens[0], &hall.world, hall.pen_tokens[0]);
        }
        world_run(&hall.world);
        link_open(&hall.pens[1], &hall.world);
        link_hello(&hall.pens[1], hall.pen_tokens[1]);
        world_run(&hall.world);
        W(ServerMessage) *unit = link_pane(&hall.pens[1], HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT);
        assert_non_null(unit);
        revisions[meanwhile] = (uint32_t)unit->pane->revision;
        houvast__v1__server_message__free_unpacked(unit, NULL);
        hall_end(&hall);
    }
    assert_int_equal(revisions[0], revisions[1]);
}

/* A pane is kept for those who are to get it, and no longer. */
static void frames_are_let_go_of(void **state)
{
    static const W(PaneKind)
        kinds[] = { HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT,
                    HOUVAST__V1__PANE_KIND__PANE_KIND_WORK };
    static const uint32_t holders[][2] = { { 2, 2 }, { 2, 1 }, { 1, 1 } };
    struct hall hall;
    struct hv_frame *frames[3] = { NULL };

    (void)state;
    hall_begin(&hall);
    link_drop(&hall.pens[0]);
    link_open(&hall.pens[0], &hall.world);
    link_hello(&hall.pens[0], hall.pen_tokens[0]);
    world_run(&hall.world);
    for (uint32_t i = 0; i < hall.pens[0].count; i++) {
        W(ServerMessage) *message = link_message(&hall.pens[0], i);
        for (uint32_t k = 0; k < 3; k++) {
            if (message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE &&
                message->pane->kind == kinds[k]) {
                frames[k] = hv_frame_keep(hall.pens[0].frames[i]);
            }
        }
        houvast__v1__server_message__free_unpacked(message, NULL);
    }
    link_forget(&hall.pens[0]);
    for (uint32_t k = 0; k < 3; k++) {
        assert_non_null(frames[k]);
        assert_int_equal(frames[k]->references, holders[k][0]);
    }
    link_drop(&hall.pens[0]);
    world_run(&hall.world);
    for (uint32_t k = 0; k < 3; k++) {
        assert_int_equal(frames[k]->references, holders[k][1]);
        hv_frame_release(frames[k]);
    }
    hall_end(&hall);
}

static void the_board_shows_who_is_online(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    link_drop(&hall.table);
    link_drop(&hall.pens[0]);
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.facilitator), "");
    link_drop(&hall.pens[1]);
    world_run(&hall.world);
    W(ServerMessage) *board = link_pane(&hall.facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD);
    assert_non_null(board);
    assert_false(board->pane->board->units[0]->online);
    houvast__v1__server_message__free_unpacked(board, NULL);
    hall_end(&hall);
}

/* Whatever a device shows, it shows again after the server started anew: panes come from the
 * journal alone. */
static void after_a_restart_everyone_sees_the_same(void **state)
{
    static uint8_t before[65536];
    static uint8_t after[65536];
    struct hall hall;
    struct world again[4];
    struct world *world = &hall.world;
    struct link link;

    (void)state;
    hall_begin(&hall);
    world_save(&hall.pens[0], 1, 1, "zon");
    world_close_envelope(&hall.pens[0], 1, 1u << FIELD_WORD);
    const uint8_t *tokens[] = { hall.table_token, hall.projector_token, hall.pen_tokens[0],
                                hall.facilitator_token };
    struct link *links[] = { &hall.table, &hall.projector, &hall.pens[0], &hall.pens[1],
                             &hall.facilitator };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        link_drop(links[i]);
    }
    link_forget(&hall.owner);
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        link_open(&link, world);
        link_hello(&link, tokens[i]);
        world_run(world);
        size_t size = bodies_of(&link, before, sizeof before);
        assert_true(size > 0);
        link_drop(&link);

        world_stop(world);
        world_start(&again[i], world->store, 8 + i);
        world = &again[i];
        world_run(world);
        link_open(&link, world);
        link_hello(&link, tokens[i]);
        world_run(world);
        assert_int_equal(bodies_of(&link, after, sizeof after), size);
        assert_memory_equal(before, after, size);
        link_drop(&link);
    }
    world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_evening),
        cmocka_unit_test(opened_words_reach_the_couple_and_no_one_else),
        cmocka_unit_test(readers_of_a_pane_share_one_frame),
        cmocka_unit_test(what_does_not_change_is_not_sent),
        cmocka_unit_test(a_burst_is_drawn_once),
        cmocka_unit_test(a_slow_link_gets_the_newest_and_nothing_grows),
        cmocka_unit_test(replies_go_before_panes),
        cmocka_unit_test(who_does_not_read_is_sent_away),
        cmocka_unit_test(work_comes_with_the_unlock_only),
        cmocka_unit_test(a_revision_tells_nothing_of_other_readers),
        cmocka_unit_test(frames_are_let_go_of),
        cmocka_unit_test(the_board_shows_who_is_online),
        cmocka_unit_test(after_a_restart_everyone_sees_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
