/* SPDX-License-Identifier: EUPL-1.2 */
/* A command and its record: one reply each, never before the record is durable, never a false one.
 */
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

static struct hv_memory_knobs *knobs(struct hall *hall)
{
    return hv_memory_store_knobs(hall->world.store);
}

/* Steps of the store, one by one, each with the ticks that were asked for: how many there were
 * until the reply came. */
static uint32_t steps_until_reply(struct link *link, struct hv_id id)
{
    uint32_t steps = 0;

    while (world_tick(link->world) || !link_reply(link, id).came) {
        if (!link_reply(link, id).came) {
            assert_true(hv_memory_store_step(link->world->store));
            steps++;
        }
    }
    return steps;
}

static void nothing_is_said_before_it_is_durable(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[0], id, 1, 1, "zon");
    (void)world_tick(&hall.world);
    uint32_t waiting = hv_memory_store_waiting(hall.world.store);
    assert_int_equal(waiting, 1);
    assert_int_equal(hall.pens[0].count, 0);
    assert_int_equal(hall.facilitator.count, 0);

    assert_true(steps_until_reply(&hall.pens[0], id) > 0);
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.pens[0]), "done seat:3");
    assert_string_equal(link_heard(&hall.facilitator), "board:10");
    assert_string_equal(link_heard(&hall.pens[1]), "");
    assert_string_equal(link_heard(&hall.table), "");
    assert_string_equal(link_heard(&hall.projector), "");
    hall_end(&hall);
}

static void the_same_id_twice_is_one_record_and_two_equal_replies(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    uint64_t records = world_counts(&hall.world).records;
    COMMAND(invite, INVITE, Invite, invite);
    invite_part.role = HOUVAST__V1__ROLE__ROLE_PROJECTOR;
    struct hv_id id = world_id(&hall.world);
    link_command(&hall.facilitator, id, invite);
    link_command(&hall.facilitator, id, invite); /* before the first is stored */
    world_run(&hall.world);
    struct hv_frame *first = hv_frame_keep(hall.facilitator.frames[0]);
    assert_int_equal(world_counts(&hall.world).records, records + 1);
    assert_int_equal(hall.facilitator.count, 2);
    link_command(&hall.facilitator, id, invite); /* and after it */
    world_run(&hall.world);
    assert_int_equal(world_counts(&hall.world).records, records + 1);
    assert_int_equal(hall.facilitator.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        struct hv_frame *frame = hall.facilitator.frames[i];
        assert_int_equal(frame->size, first->size);
        assert_memory_equal(hv_frame_payload(frame), hv_frame_payload(first), first->size);
    }
    hv_frame_release(first);
    hall_end(&hall);
}

/* The group has forgotten the ids of an earlier meeting, the journal has not: the command is done,
 * though nobody knows its number any more. In a log where it was never carried out it is new. */
static void an_id_of_an_earlier_meeting_is_done_in_its_log_only(void **state)
{
    struct hall hall;
    struct link elsewhere;

    (void)state;
    hall_prepare(&hall);
    struct world_reply made = world_make_group(&hall.owner, world_id(&hall.world), "course");
    link_join(&elsewhere, &hall.world, made.token);
    char name[] = "Dirk";
    char *names[] = { name };
    COMMAND(add, ADD_UNIT, AddUnit, add_unit);
    add_part.names = names;
    add_part.n_names = 1;
    struct hv_id id = world_id(&hall.world);
    link_command(&hall.facilitator, id, add);
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.facilitator, id).number, 2);

    world_open_meeting(&hall.facilitator);
    link_forget(&hall.facilitator);
    uint64_t records = world_counts(&hall.world).records;
    link_command(&hall.facilitator, id, add);
    world_run(&hall.world);
    assert_true(link_reply(&hall.facilitator, id).came);
    assert_int_equal(link_reply(&hall.facilitator, id).refusal, HV_REFUSAL_NONE);
    assert_int_equal(link_reply(&hall.facilitator, id).number, 0);
    assert_int_equal(world_counts(&hall.world).records, records);

    link_command(&elsewhere, id, add);
    world_run(&hall.world);
    assert_int_equal(link_reply(&elsewhere, id).number, 1);
    assert_int_equal(world_counts(&hall.world).records, records + 1);
    link_forget(&elsewhere);
    hall_end(&hall);
}

/* A facilitator's connection breaks while the command is under way; the client repeats it on the
 * next one. */
static void a_command_survives_its_connection(void **state)
{
    struct hall hall;
    struct link again;

    (void)state;
    hall_prepare(&hall);
    COMMAND(invite, INVITE, Invite, invite);
    invite_part.role = HOUVAST__V1__ROLE__ROLE_PROJECTOR;
    struct hv_id id = world_id(&hall.world);
    link_command(&hall.facilitator, id, invite);
    link_drop(&hall.facilitator);
    link_open(&again, &hall.world);
    link_hello(&again, hall.facilitator_token);
    link_command(&again, id, invite);
    world_run(&hall.world);
    assert_true(link_reply(&again, id).came);
    assert_int_equal(link_reply(&again, id).refusal, HV_REFUSAL_NONE);
    assert_int_equal(world_counts(&hall.world).repeats, 1);
    link_forget(&again);
    hall_end(&hall);
}

static void an_unknown_outcome_is_repeated_until_it_is_known(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    uint64_t records = world_counts(&hall.world).records;
    knobs(&hall)->appends_lost = 2;
    knobs(&hall)->appends_silenced = 1;
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[0], id, 1, 1, "zon");
    world_run(&hall.world);
    assert_false(link_reply(&hall.pens[0], id).came);
    world_run_until(&hall.world, EVENING + 10000);
    struct world_reply reply = link_reply(&hall.pens[0], id);
    assert_true(reply.came);
    assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
    assert_int_equal(world_counts(&hall.world).records, records + 1);
    world_save(&hall.pens[0], 1, 2, "maan");
    hall_end(&hall);
}

static void a_full_disk_is_said_and_heals(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    knobs(&hall)->appends_full = 1;
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[0], id, 1, 1, "zon");
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.pens[0], id).refusal, HV_REFUSAL_READ_ONLY);
    assert_true(world_counts(&hall.world).read_only);
    assert_string_equal(link_heard(&hall.facilitator), "");

    link_forget(&hall.pens[0]);
    link_save(&hall.pens[0], id, 1, 1, "zon");
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.pens[0]), "done seat:3");
    assert_false(world_counts(&hall.world).read_only);
    hall_end(&hall);
}

/* The keys of a record cannot be stored: no record either, and nothing keeps the key that is not
 * there. */
static void keys_that_cannot_be_stored_refuse_the_command(void **state)
{
    static const struct {
        uint32_t full, failed;
        enum hv_refusal refusal;
    } cases[] = { { 1, 0, HV_REFUSAL_READ_ONLY }, { 0, 1, HV_REFUSAL_FAILED } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hall hall;
        char first[] = "Cor";
        char *names[] = { first };

        hall_prepare(&hall);
        uint64_t records = world_counts(&hall.world).records;
        knobs(&hall)->keys_full = cases[i].full;
        knobs(&hall)->keys_failed = cases[i].failed;
        COMMAND(add, ADD_UNIT, AddUnit, add_unit);
        add_part.names = names;
        add_part.n_names = 1;
        assert_int_equal(link_ask(&hall.facilitator, add).refusal, cases[i].refusal);
        assert_int_equal(world_counts(&hall.world).records, records);
        assert_int_equal(link_do(&hall.facilitator, add), 2);
        hall_end(&hall);
    }
}

static void a_busy_journal_is_said(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    struct hv_id id = world_id(&hall.world);
    knobs(&hall)->queue_full = true;
    link_save(&hall.pens[0], id, 1, 1, "zon");
    world_run(&hall.world);
    assert_int_equal(link_reply(&hall.pens[0], id).refusal, HV_REFUSAL_BUSY);
    knobs(&hall)->queue_full = false;
    world_save(&hall.pens[0], 1, 1, "zon");
    hall_end(&hall);
}

/* Another server on the same store appends first: its record is taken in, and the command is
 * decided again. */
static void after_a_conflict_it_is_decided_again(void **state)
{
    struct hall hall;
    struct world other;
    struct link there;

    (void)state;
    hall_prepare(&hall);
    world_start(&other, hall.world.store, 77);
    world_run(&other);
    link_join(&there, &other, hall.facilitator_token);
    link_forget(&hall.facilitator);

    world_open_meeting(&hall.facilitator);
    world_run(&other);
    COMMAND(start, START_STEP, StartStep, start_step);
    struct hv_id ours = world_id(&hall.world);
    struct hv_id theirs = world_id(&other);
    start_part.step = 2;
    link_command(&there, theirs, start);
    start_part.step = 1;
    link_command(&hall.facilitator, ours, start);
    world_run(&hall.world);
    world_run(&other);
    world_run(&hall.world);
    assert_true(link_reply(&there, theirs).came);
    assert_int_equal(link_reply(&there, theirs).refusal, HV_REFUSAL_NONE);
    assert_true(link_reply(&hall.facilitator, ours).came);
    assert_int_equal(link_reply(&hall.facilitator, ours).refusal, HV_REFUSAL_MOVED_ON);

    /* And a name that they sealed under a key of theirs is read here. */
    world_add_couple(&there);
    world_run(&hall.world);
    W(ServerMessage) *board = link_pane(&hall.facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD);
    assert_non_null(board);
    assert_int_equal(board->pane->board->n_units, 2);
    assert_string_equal(board->pane->board->units[1]->seats[0]->name, "Anna");
    houvast__v1__server_message__free_unpacked(board, NULL);

    /* Both make keys at once: ours are forgotten for those that are stored. */
    char name[] = "Dirk";
    char *names[] = { name };
    COMMAND(add, ADD_UNIT, AddUnit, add_unit);
    add_part.names = names;
    add_part.n_names = 1;
    theirs = world_id(&other);
    ours = world_id(&hall.world);
    link_command(&there, theirs, add);
    link_command(&hall.facilitator, ours, add);
    for (int i = 0; i < 3; i++) {
        world_run(&other);
        world_run(&hall.world);
    }
    assert_int_equal(link_reply(&there, theirs).number, 3);
    assert_int_equal(link_reply(&hall.facilitator, ours).number, 4);
    assert_int_equal(hall.facilitator.closed, 0);

    link_forget(&there);
    world_stop(&other);
    hall_end(&hall);
}

static void too_many_commands_at_once_end_the_connection(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    world_open_meeting(&hall.facilitator);
    for (uint32_t i = 0; i < HV_MEMBER_COMMANDS_MAX; i++) {
        world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    }
    assert_int_equal(hall.facilitator.closed, 0);
    world_announce(&hall.facilitator, world_id(&hall.world), "hallo");
    assert_int_equal(hall.facilitator.closed, HV_FAREWELL_TOO_FAST);
    world_run(&hall.world);
    hall_end(&hall);
}

/* One who sends much does not keep another waiting: they take turns. */
static void members_take_turns(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    for (uint32_t i = 0; i < 10; i++) {
        link_save(&hall.pens[0], world_id(&hall.world), 1, i + 1, "zon");
    }
    struct hv_id id = world_id(&hall.world);
    link_save(&hall.pens[1], id, 2, 1, "maan");
    (void)steps_until_reply(&hall.pens[1], id);
    assert_true(hall.pens[0].count <= 2);
    world_run(&hall.world);
    assert_int_equal(hall.pens[0].closed, 0);
    hall_end(&hall);
}

/* ---- Pace ---- */

/* What a pen asked when the hall begins: it unlocked its seat and consented. */
#define BEFORE 2

/* Asks so often, but never with more waiting than a connection may have. Gives how many replies
 * came. */
static uint32_t flood(struct hall *hall, uint32_t count)
{
    struct link *pen = &hall->pens[0];
    uint32_t replies = 0;

    link_forget(pen);
    for (uint32_t i = 0; i < count; i++) {
        link_save(pen, world_id(&hall->world), 1, ++hall->saved, "zon");
        world_run(&hall->world);
        replies += strncmp(link_heard(pen), "done", 4) == 0;
    }
    return replies;
}

static uint32_t replies_until(struct hall *hall, int64_t at)
{
    uint32_t replies = 0;

    link_forget(&hall->pens[0]);
    world_run_until(&hall->world, at);
    for (const char *word = link_heard(&hall->pens[0]); (word = strstr(word, "done")) != NULL;) {
        replies++;
        word++;
    }
    return replies;
}

/* What it asks beyond its pace waits, and is served when its time has come. */
static void a_device_gone_wild_waits_and_no_one_with_it(void **state)
{
    enum {
        WAITING = 20
    };
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    uint64_t records = world_counts(&hall.world).records;
    assert_int_equal(flood(&hall, HV_DEVICE_MESSAGES_SAVED - BEFORE + WAITING),
                     HV_DEVICE_MESSAGES_SAVED - BEFORE);
    assert_int_equal(world_counts(&hall.world).records,
                     records + HV_DEVICE_MESSAGES_SAVED - BEFORE);
    assert_int_equal(world_counts(&hall.world).paced, 1);
    world_save(&hall.pens[1], 2, 1, "maan"); /* at once, at the same moment */

    int64_t first = EVENING + 1000 / HV_DEVICE_MESSAGES_A_SECOND;
    assert_int_equal(replies_until(&hall, first - 1), 0);
    assert_int_equal(replies_until(&hall, first), 1);
    assert_int_equal(replies_until(&hall, EVENING + 1000), WAITING - 1);
    assert_int_equal(hall.pens[0].closed, 0);

    /* A second later, what it gains in a second. */
    (void)flood(&hall, WAITING);
    world_run_until(&hall.world, EVENING + 10000); /* and after a rest as much as at first */
    assert_int_equal(flood(&hall, HV_DEVICE_MESSAGES_SAVED + 1), HV_DEVICE_MESSAGES_SAVED);
    hall_end(&hall);
}

static void coming_back_gains_nothing(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    (void)flood(&hall, HV_DEVICE_MESSAGES_SAVED - BEFORE);
    link_drop(&hall.pens[0]);
    link_join(&hall.pens[0], &hall.world, hall.pen_tokens[0]);
    assert_int_equal(flood(&hall, 1), 0);
    assert_int_equal(replies_until(&hall, EVENING + 1000), 1);
    hall_end(&hall);
}

/* A laptop in a hall hears late what time it is. */
static void a_clock_set_back_holds_nobody_up(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    (void)flood(&hall, HV_DEVICE_MESSAGES_SAVED - BEFORE);
    hall.world.now = EVENING - 3600000;
    (void)flood(&hall, 1);
    assert_int_equal(replies_until(&hall, EVENING - 3600000 + 1000), 1);
    hall_end(&hall);
}

static void the_owner_keeps_pace_too(void **state)
{
    struct world world;
    struct link owner;
    uint32_t made = 0;

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    while (world_make_group(&owner, world_id(&world), "course").came) {
        made++;
        link_forget(&owner);
        assert_in_range(made, 1, HV_DEVICE_MESSAGES_SAVED);
    }
    assert_int_equal(made, HV_DEVICE_MESSAGES_SAVED); /* however often each was looked at */
    link_forget(&owner);
    world_close(&world);
}

static void a_refusal_is_one_reply_and_no_record(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    uint64_t records = world_counts(&hall.world).records;
    COMMAND(end, END_MEETING, EndMeeting, end_meeting);
    assert_int_equal(link_ask(&hall.pens[0], end).refusal, HV_REFUSAL_NOT_ALLOWED);
    assert_string_equal(link_heard(&hall.pens[0]), "refused-1");
    assert_int_equal(world_counts(&hall.world).records, records);
    hall_end(&hall);
}

/* Which runs, fields and exercises there are is not for everyone. */
static void a_refusal_tells_nothing_of_what_was_looked_up(void **state)
{
    char exercises[][8] = { "extra", "nosuch" };
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    for (unsigned i = 0; i < 2; i++) {
        COMMAND(save, SAVE_FIELD, SaveField, save_field);
        save_part.run = i == 0 ? 1 : 9;
        save_part.seat = 1;
        save_part.revision = 1;
        assert_int_equal(link_ask(&hall.projector, save).refusal, HV_REFUSAL_NOT_ALLOWED);

        COMMAND(push, PUSH_EXERCISE, PushExercise, push_exercise);
        push_part.exercise = exercises[i];
        assert_int_equal(link_ask(&hall.projector, push).refusal, HV_REFUSAL_NOT_ALLOWED);
        assert_int_equal(link_ask(&hall.pens[0], push).refusal, HV_REFUSAL_NOT_ALLOWED);
    }
    hall_end(&hall);
}

/* What there is to guess at: of a run that there is and of one that is not, fields of another type
 * and one that is not, answered with what fits one of them and with what fits none. */
static enum hv_refusal refusal_of_guess(struct link *link, unsigned guess)
{
    char words[] = "zon";
    int32_t numbers[] = { 3, 4 };
    W(Value) value = HOUVAST__V1__VALUE__INIT;

    COMMAND(save, SAVE_FIELD, SaveField, save_field);
    save_part.run = guess % 3;
    save_part.field = guess / 3 % 4;
    save_part.seat = 1;
    save_part.revision = 1;
    save_part.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    save_part.value = &value;
    if (guess / 12 == 0) {
        value.text = words;
    } else {
        value.numbers = numbers;
        value.n_numbers = guess / 12;
    }
    return link_ask(link, save).refusal;
}

static void assert_guesses(struct link *link, enum hv_refusal refusal)
{
    for (unsigned guess = 0; guess < 36; guess++) {
        if (refusal_of_guess(link, guess) != refusal) {
            fail_msg("guess %u", guess);
        }
        link_forget(link);
    }
}

/* Nor is what fits a field of which run, for who may not write there now. */
static void a_refusal_tells_nothing_of_what_a_run_asks(void **state)
{
    struct hall hall;

    (void)state;
    hall_begin(&hall);
    assert_guesses(&hall.table, HV_REFUSAL_LOCKED);
    assert_guesses(&hall.pens[1], HV_REFUSAL_NOT_YOURS);
    COMMAND(end, END_MEETING, EndMeeting, end_meeting);
    (void)link_do(&hall.facilitator, end);
    assert_guesses(&hall.pens[0], HV_REFUSAL_LOCKED);
    assert_guesses(&hall.table, HV_REFUSAL_LOCKED);
    hall_end(&hall);
}

static uint32_t choose(void *data, uint32_t n)
{
    uint64_t *state = data;

    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % n;
}

/* Answers of the key store and of the journal's logs overtake each other, appends are lost or
 * silenced: each command is done once all the same. */
static void in_whatever_order_the_store_answers(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct hall hall;
        uint64_t random = seed;

        print_message("seed %u\n", (unsigned)seed);
        hall_prepare(&hall);
        knobs(&hall)->choice = (struct hv_choice){ .choose = choose, .data = &random };
        hall_fill(&hall);
        uint64_t records = world_counts(&hall.world).records;
        for (uint32_t i = 0; i < 10; i++) {
            struct hv_id ids[] = { world_id(&hall.world), world_id(&hall.world) };
            knobs(&hall)->appends_lost = choose(&random, 2);
            knobs(&hall)->appends_silenced = choose(&random, 2);
            link_save(&hall.pens[0], ids[0], 1, i + 1, "zon");
            link_save(&hall.pens[1], ids[1], 2, i + 1, "maan");
            world_run_until(&hall.world, hall.world.now + 20000);
            for (uint32_t pen = 0; pen < 2; pen++) {
                struct world_reply reply = link_reply(&hall.pens[pen], ids[pen]);
                assert_true(reply.came);
                assert_int_equal(reply.refusal, HV_REFUSAL_NONE);
            }
        }
        assert_int_equal(world_counts(&hall.world).records, records + 20);
        assert_int_equal(world_counts(&hall.world).faults, 0);
        hall_end(&hall);
    }
}

/* ---- Making groups ---- */

static void a_group_is_made_once_however_often_it_is_asked(void **state)
{
    struct world world;
    struct link owner;

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    struct hv_id id = world_id(&world);
    struct world_reply first = world_make_group(&owner, id, "course");
    struct world_reply second = world_make_group(&owner, id, "course");
    struct world_reply other = world_make_group(&owner, world_id(&world), "course");
    assert_true(first.came && first.has_token && second.has_token && other.has_token);
    assert_memory_equal(first.token, second.token, HV_TOKEN_SIZE);
    assert_memory_not_equal(first.token, other.token, 16);
    assert_int_equal(world_make_group(&owner, world_id(&world), "nothing").refusal,
                     HV_REFUSAL_NOT_FOUND);
    link_forget(&owner);
    world_close(&world);
}

/* The server dies after any number of answers of the store; asked again, the same group is there.
 */
static void a_group_half_made_is_finished(void **state)
{
    (void)state;
    for (uint32_t answers = 0; answers < 12; answers++) {
        struct world world;
        struct world again;
        struct link owner;

        world_open(&world);
        link_join(&owner, &world, world.owner);
        struct hv_id id = { .b = { 42 } };
        char title[] = "Dinsdag";
        char programme[] = "course";
        W(MakeGroup) make = HOUVAST__V1__MAKE_GROUP__INIT;
        W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
        W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
        make.title = title;
        make.programme = programme;
        command.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
        command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
        command.make_group = &make;
        message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND;
        message.house_command = &command;
        link_say(&owner, &message);
        for (uint32_t i = 0; i < answers; i++) {
            (void)hv_memory_store_step(world.store);
        }
        struct world_reply before = link_reply(&owner, id);
        link_forget(&owner);
        world_stop(&world);

        world_start(&again, world.store, 5);
        world_run(&again);
        link_join(&owner, &again, again.owner);
        struct world_reply after = world_make_group(&owner, id, "course");
        assert_true(after.came && after.has_token);
        assert_true(!before.came || memcmp(before.token, after.token, HV_TOKEN_SIZE) == 0);
        struct link facilitator;
        link_join(&facilitator, &again, after.token);
        link_forget(&facilitator);
        link_forget(&owner);
        world_close(&again);
    }
}

static void only_the_owner_makes_groups(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    assert_int_equal(world_make_group(&hall.facilitator, world_id(&hall.world), "course").refusal,
                     HV_REFUSAL_NOT_ALLOWED);
    COMMAND(end, END_MEETING, EndMeeting, end_meeting);
    assert_int_equal(link_ask(&hall.owner, end).refusal, HV_REFUSAL_NOT_ALLOWED);
    hall_end(&hall);
}

/* ---- Reading ---- */

static void ask_catalogue(struct link *link, struct hv_id id, W(CatalogueKind) kind)
{
    W(CatalogueRead) read = HOUVAST__V1__CATALOGUE_READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = kind;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ;
    message.catalogue_read = &read;
    link_say(link, &message);
}

static void the_catalogue_is_for_those_who_lead(void **state)
{
    static const struct {
        W(CatalogueKind) kind;
        const char *owner, *facilitator, *table;
    } cases[] = {
        { HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES, "page", "page", "refused-1" },
        { HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_PROGRAMMES, "page", "refused-1",
          "refused-1" },
        { HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS, "page", "refused-1", "refused-1" },
    };
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    hall_forget(&hall);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ask_catalogue(&hall.owner, world_id(&hall.world), cases[i].kind);
        ask_catalogue(&hall.facilitator, world_id(&hall.world), cases[i].kind);
        ask_catalogue(&hall.table, world_id(&hall.world), cases[i].kind);
        world_run(&hall.world);
        assert_string_equal(link_heard(&hall.owner), cases[i].owner);
        assert_string_equal(link_heard(&hall.facilitator), cases[i].facilitator);
        assert_string_equal(link_heard(&hall.table), cases[i].table);
    }
    hall_end(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_before_it_is_durable),
        cmocka_unit_test(the_same_id_twice_is_one_record_and_two_equal_replies),
        cmocka_unit_test(an_id_of_an_earlier_meeting_is_done_in_its_log_only),
        cmocka_unit_test(a_command_survives_its_connection),
        cmocka_unit_test(an_unknown_outcome_is_repeated_until_it_is_known),
        cmocka_unit_test(a_full_disk_is_said_and_heals),
        cmocka_unit_test(keys_that_cannot_be_stored_refuse_the_command),
        cmocka_unit_test(a_busy_journal_is_said),
        cmocka_unit_test(after_a_conflict_it_is_decided_again),
        cmocka_unit_test(too_many_commands_at_once_end_the_connection),
        cmocka_unit_test(members_take_turns),
        cmocka_unit_test(a_device_gone_wild_waits_and_no_one_with_it),
        cmocka_unit_test(coming_back_gains_nothing),
        cmocka_unit_test(a_clock_set_back_holds_nobody_up),
        cmocka_unit_test(the_owner_keeps_pace_too),
        cmocka_unit_test(a_refusal_is_one_reply_and_no_record),
        cmocka_unit_test(a_refusal_tells_nothing_of_what_was_looked_up),
        cmocka_unit_test(a_refusal_tells_nothing_of_what_a_run_asks),
        cmocka_unit_test(in_whatever_order_the_store_answers),
        cmocka_unit_test(a_group_is_made_once_however_often_it_is_asked),
        cmocka_unit_test(a_group_half_made_is_finished),
        cmocka_unit_test(only_the_owner_makes_groups),
        cmocka_unit_test(the_catalogue_is_for_those_who_lead),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
