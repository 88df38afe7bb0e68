/* SPDX-License-Identifier: EUPL-1.2 */
/* Rooms: they sleep, wake for their deadline, fail alone, and end with the server. */
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

static void an_evening_that_nobody_ends_is_ended(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    world_run_until(&hall.world, EVENING_ENDS_AT - 1);
    hall_forget(&hall);
    world_run_until(&hall.world, EVENING_ENDS_AT);
    W(ServerMessage) *stage = link_pane(&hall.projector, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE);
    assert_non_null(stage);
    assert_false(stage->pane->stage->meeting_open);
    houvast__v1__server_message__free_unpacked(stage, NULL);
    hall_end(&hall);
}

/* Nobody is connected, the server was down: at its next start it opens the group for that. */
static void a_group_with_a_meeting_is_open_until_its_deadline_and_then_sleeps(void **state)
{
    struct hall hall;
    struct world again;

    (void)state;
    hall_begin(&hall);
    hall_forget(&hall);
    world_stop(&hall.world);

    world_start(&again, hall.world.store, 4);
    world_run(&again);
    assert_int_equal(world_counts(&again).groups_open, 1); /* its codes have to be found */
    world_run_until(&again, EVENING_ENDS_AT - 1);
    assert_int_equal(world_counts(&again).groups_open, 1); /* nobody is in, and it stays */
    assert_int_equal(world_counts(&again).records, 0);
    world_run_until(&again, EVENING_ENDS_AT);
    assert_int_equal(world_counts(&again).groups_open, 1);
    assert_int_equal(world_counts(&again).records,
                     2); /* the meeting's end; the house hears of it */
    world_run_until(&again, EVENING_ENDS_AT + HV_GROUP_IDLE_MS + 1);
    assert_int_equal(world_counts(&again).groups_open, 0);
    world_run_until(&again, EVENING_ENDS_AT + 86400000);
    assert_int_equal(world_counts(&again).records, 2);
    world_close(&again);
}

static uint32_t none(void *data, uint32_t count)
{
    (void)data;
    (void)count;
    return 0;
}

/* All that was asked reached the disk; one of four is a sector that is whole. */
static uint32_t all(void *data, uint32_t count)
{
    (void)data;
    return count == 4 ? 0 : count - 1;
}

static void on_head(struct hv_read *read,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head)
{
    (void)records;
    (void)count;
    assert_int_equal(code, HV_OK);
    *(uint64_t *)read->data = head;
}

static uint64_t head_of(struct hv_memory_store *store, const uint8_t token[HV_TOKEN_SIZE])
{
    uint64_t head = 0;
    struct hv_read read = { .max = 1, .on_read = on_head, .data = &head };

    memcpy(read.log.b, token, sizeof read.log.b);
    hv_memory_store_journal(store)->read(hv_memory_store_journal(store), &read);
    hv_memory_store_run(store);
    assert_true(head > 0);
    return head;
}

/* The power fails `steps` steps after somebody asked to open a meeting, before the reply; whether
 * the meeting was open then. Nobody comes back, and at four it must have been ended. Steps of the
 * store and ticks. `ret_replied`: the reply came before. */
static bool
open_and_crash(uint32_t steps, uint32_t (*choose)(void *data, uint32_t count), bool *ret_replied)
{
    struct hall hall;
    struct world again;

    hall_prepare(&hall);
    struct hv_memory_store *store = hall.world.store;
    uint64_t before = head_of(store, hall.facilitator_token);
    COMMAND(open, OPEN_MEETING, OpenMeeting, open_meeting);
    struct hv_id id = world_id(&hall.world);
    link_command(&hall.facilitator, id, open);
    for (uint32_t i = 0; i < steps; i++) {
        (void)(hv_memory_store_step(store) || world_tick(&hall.world));
    }
    *ret_replied = link_reply(&hall.facilitator, id).came;
    hall_forget(&hall);
    hall.world.deaf = true;
    hv_memory_store_crash(store, (struct hv_choice){ .choose = choose });
    hv_host_free(hall.world.host);
    hv_vault_free(hall.world.vault);

    world_start(&again, store, 5 + steps);
    world_run(&again);
    uint64_t crashed = head_of(store, hall.facilitator_token);
    world_run_until(&again, EVENING_ENDS_AT + 1);
    uint64_t ended = head_of(store, hall.facilitator_token);
    assert_int_equal(ended, crashed > before ? crashed + 1 : crashed);
    assert_int_equal(world_counts(&again).faults, 0);
    world_close(&again);
    return crashed > before;
}

/* Wherever the server dies while a meeting is opened, the evening is ended. */
static void a_meeting_opened_in_a_crash_is_ended(void **state)
{
    uint32_t opened = 0;
    bool replied = false;

    (void)state;
    for (uint32_t steps = 0; !replied; steps++) {
        opened += open_and_crash(steps, none, &replied) && !replied;
        opened += open_and_crash(steps, all, &replied) && !replied;
        assert_true(steps < 100);
    }
    assert_true(opened > 0);
}

/* The index that has to know it first cannot be written: the meeting is not opened either. */
static void a_full_disk_opens_no_meeting(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    uint64_t head = head_of(hall.world.store, hall.facilitator_token);
    hv_memory_store_knobs(hall.world.store)->appends_full = 1;
    COMMAND(open, OPEN_MEETING, OpenMeeting, open_meeting);
    assert_int_equal(link_ask(&hall.facilitator, open).refusal, HV_REFUSAL_READ_ONLY);
    assert_int_equal(head_of(hall.world.store, hall.facilitator_token), head);
    world_open_meeting(&hall.facilitator);
    hall_end(&hall);
}

/* The index may be too early: a group that is woken for nothing says so, once. */
static void a_group_woken_for_nothing_sleeps_on(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    COMMAND(open, OPEN_MEETING, OpenMeeting, open_meeting);
    link_command(&hall.facilitator, world_id(&hall.world), open);
    (void)world_tick(&hall.world); /* the index is asked */
    link_drop(&hall.facilitator);  /* and nobody waits for it any more */
    world_run(&hall.world);
    uint64_t head = head_of(hall.world.store, hall.facilitator_token);
    uint64_t index = head_of(hall.world.store, hall.world.owner);
    world_run_until(&hall.world, EVENING_ENDS_AT - 1);
    assert_int_equal(world_counts(&hall.world).groups_open, 0);
    world_run_until(&hall.world, EVENING_ENDS_AT + 86400000);
    assert_int_equal(head_of(hall.world.store, hall.facilitator_token), head);
    assert_int_equal(head_of(hall.world.store, hall.world.owner), index + 1);
    hall_end(&hall);
}

/* ---- Damage ---- */

static struct hv_id group_of(const uint8_t token[HV_TOKEN_SIZE])
{
    struct hv_id log;

    memcpy(log.b, token, sizeof log.b);
    return log;
}

static void on_appended(struct hv_append *append, enum hv_code code, uint64_t position)
{
    (void)position;
    assert_int_equal(code, HV_OK);
    *(bool *)append->data = true;
}

/* Somebody writes `body` into a log. */
static void append_foreign(struct hall *hall, struct hv_id log, uint64_t head, struct hv_bytes body)
{
    struct hv_journal *journal = hv_memory_store_journal(hall->world.store);
    bool stored = false;
    struct hv_append append = { .log = log,
                                .expect = head,
                                .id = { .b = { 0xee } },
                                .body = body,
                                .on_done = on_appended,
                                .data = &stored };

    journal->append(journal, &append);
    world_run(&hall->world);
    assert_true(stored);
}

struct last {
    uint64_t position;
    uint8_t body[4096];
    size_t size;
};

static void on_read(struct hv_read *read,
                    enum hv_code code,
                    const struct hv_stored *records,
                    uint32_t count,
                    uint64_t head)
{
    struct last *last = read->data;

    assert_int_equal(code, HV_OK);
    assert_true(count > 0 && records[count - 1].body.size <= sizeof last->body);
    last->position = head;
    last->size = records[count - 1].body.size;
    memcpy(last->body, records[count - 1].body.data, last->size);
}

static struct last last_record(struct hall *hall)
{
    struct hv_journal *journal = hv_memory_store_journal(hall->world.store);
    struct last last = { .position = 0 };
    struct hv_read read = { .log = group_of(hall->facilitator_token),
                            .after = 1, /* the first holds the programme */
                            .max = 1024,
                            .on_read = on_read,
                            .data = &last };

    journal->read(journal, &read);
    hv_memory_store_run(hall->world.store);
    assert_true(last.position > 0);
    return last;
}

/* Not a record at all; and a true one at a place where it is not the next link. */
static void a_record_that_does_not_fit_closes_its_group_only(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct hall hall;
        struct link again;

        hall_prepare(&hall);
        struct last last = last_record(&hall);
        static const uint8_t garbage[] = { 1, 2, 3 };
        struct hv_bytes body = i == 0 ? (struct hv_bytes){ garbage, sizeof garbage }
                                      : (struct hv_bytes){ last.body, last.size };
        append_foreign(&hall, group_of(hall.facilitator_token), last.position, body);
        assert_int_equal(hall.facilitator.closed, HV_FAREWELL_FAILED);
        assert_int_equal(world_counts(&hall.world).groups_open, 0);
        assert_int_equal(world_counts(&hall.world).faults, 1);

        link_open(&again, &hall.world); /* at once: it is not even read */
        link_hello(&again, hall.facilitator_token);
        assert_int_equal(again.closed, HV_FAREWELL_FAILED);
        link_drop(&again);
        world_run_until(&hall.world, EVENING + 60000);
        link_open(&again, &hall.world); /* later: it is as bad as it was */
        link_hello(&again, hall.facilitator_token);
        world_run(&hall.world);
        assert_int_equal(again.closed, HV_FAREWELL_FAILED);
        link_drop(&again);

        link_forget(&hall.owner); /* the server goes on */
        struct world_reply made = world_make_group(&hall.owner, world_id(&hall.world), "course");
        assert_true(made.came && made.has_token);
        link_join(&again, &hall.world, made.token);
        world_open_meeting(&again);
        link_forget(&again);
        hall_end(&hall);
    }
}

static void without_the_house_open_groups_go_on(void **state)
{
    static const uint8_t garbage[] = { 1, 2, 3 };
    struct hall hall;
    struct link again;

    (void)state;
    hall_prepare(&hall);
    append_foreign(&hall, group_of(hall.world.owner), 2,
                   (struct hv_bytes){ garbage, sizeof garbage });
    assert_int_equal(hall.owner.closed, HV_FAREWELL_FAILED);
    link_open(&again, &hall.world);
    link_hello(&again, hall.world.owner);
    assert_int_equal(again.closed, HV_FAREWELL_FAILED);
    link_drop(&again);
    world_open_meeting(&hall.facilitator);
    link_drop(&hall.facilitator);
    link_join(&hall.facilitator, &hall.world, hall.facilitator_token);
    world_mark_here(&hall.facilitator, 1);

    /* It is tried again, and is as bad as it was. */
    uint64_t faults = world_counts(&hall.world).faults;
    world_run_until(&hall.world, EVENING + 15000);
    assert_int_equal(world_counts(&hall.world).faults, faults + 1);
    assert_int_equal(hall.facilitator.closed, 0);
    hall_end(&hall);
}

/* A crowd after a restart: all get in, though few rooms open at once. */
static void many_groups_open_one_after_the_other(void **state)
{
    enum {
        GROUPS = 11
    };
    struct world world;
    struct world again;
    struct link owner;
    struct link links[GROUPS];
    uint8_t tokens[GROUPS][HV_TOKEN_SIZE];

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    for (int i = 0; i < GROUPS; i++) {
        struct world_reply made = world_make_group(&owner, world_id(&world), "course");
        assert_true(made.has_token);
        memcpy(tokens[i], made.token, HV_TOKEN_SIZE);
    }
    link_forget(&owner);
    world_stop(&world);
    world_start(&again, world.store, 12);
    for (int i = 0; i < GROUPS; i++) {
        link_open(&links[i], &again);
        link_hello(&links[i], tokens[i]);
    }
    world_run(&again);
    for (int i = 0; i < GROUPS; i++) {
        assert_string_equal(link_heard(&links[i]), "welcome stage:1 board:1");
    }
    assert_int_equal(world_counts(&again).groups_open, GROUPS);
    world_close(&again);
}

static void another_server_key_opens_nothing(void **state)
{
    const uint8_t other_key[HV_SERVER_KEY_SIZE] = { 8 };
    struct world world;
    struct world again;

    (void)state;
    world_open(&world);
    world_stop(&world);
    again = (struct world){ .store = world.store, .random = 1, .now = EVENING, .wake = INT64_MAX };
    struct hv_random random = { .fill = world_fill, .data = &again };
    assert_int_equal(hv_vault_new(other_key, random, &again.vault), HV_OK);
    struct hv_host_config config = { .ports = { .now = world_now,
                                                .evening_end = world_evening_end,
                                                .wake_at = world_wake_at,
                                                .send = link_send,
                                                .close = link_close,
                                                .random = random,
                                                .data = &again },
                                     .journal = hv_memory_store_journal(again.store),
                                     .keystore = hv_memory_store_keystore(again.store),
                                     .vault = again.vault,
                                     .library = &world_library,
                                     .house = { .b = { 'h', 'o', 'u', 's', 'e' } } };
    assert_int_equal(hv_host_new(&config, &again.host), HV_OK);
    hv_host_open(again.host, world_on_open, &again);
    world_run(&again);
    assert_true(again.opened);
    assert_int_equal(again.open_code, HV_ECORRUPT);
    world_close(&again);
}

/* ---- Stopping ---- */

static void stopping_says_farewell_and_waits_for_what_is_under_way(void **state)
{
    struct hall hall;
    struct world again;
    struct link pen;

    (void)state;
    hall_begin(&hall);
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[0], id, 1, 1, "zon");
    hv_host_close(hall.world.host, world_on_closed, &hall.world);
    assert_false(hall.world.closed);
    struct link *links[] = { &hall.owner,     &hall.facilitator, &hall.table,
                             &hall.projector, &hall.pens[0],     &hall.pens[1] };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        assert_int_equal(links[i]->closed, HV_FAREWELL_STOPPING);
        assert_string_equal(link_heard(links[i]), "farewell");
    }
    assert_null(hv_host_connect(hall.world.host, &pen, &world_peer));
    hv_memory_store_run(hall.world.store);
    assert_true(hall.world.closed);
    world_stop(&hall.world);

    world_start(&again, hall.world.store, 6);
    world_run(&again);
    link_join(&pen, &again, hall.pen_tokens[0]);
    link_save(&pen, id, 1, 1, "zon"); /* never acknowledged: the client repeats it */
    world_run(&again);
    assert_int_equal(link_reply(&pen, id).refusal, HV_REFUSAL_NONE);
    assert_true(link_reply(&pen, id).came);
    assert_int_equal(world_counts(&again).repeats, 1);
    link_forget(&pen);
    world_close(&again);
}

static void stopping_while_opening_ends_too(void **state)
{
    struct world world;
    struct world again;

    (void)state;
    world_open(&world);
    world_stop(&world);
    for (int steps = 0; steps < 4; steps++) {
        world_start(&again, world.store, 7);
        for (int i = 0; i < steps; i++) {
            (void)hv_memory_store_step(world.store);
        }
        world_stop(&again);
    }
    hv_memory_store_free(world.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_evening_that_nobody_ends_is_ended),
        cmocka_unit_test(a_group_with_a_meeting_is_open_until_its_deadline_and_then_sleeps),
        cmocka_unit_test(a_meeting_opened_in_a_crash_is_ended),
        cmocka_unit_test(a_full_disk_opens_no_meeting),
        cmocka_unit_test(a_group_woken_for_nothing_sleeps_on),
        cmocka_unit_test(a_record_that_does_not_fit_closes_its_group_only),
        cmocka_unit_test(without_the_house_open_groups_go_on),
        cmocka_unit_test(many_groups_open_one_after_the_other),
        cmocka_unit_test(another_server_key_opens_nothing),
        cmocka_unit_test(stopping_says_farewell_and_waits_for_what_is_under_way),
        cmocka_unit_test(stopping_while_opening_ends_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
