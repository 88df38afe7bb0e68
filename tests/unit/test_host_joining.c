/* SPDX-License-Identifier: EUPL-1.2 */
/* Coming in: who is let in, what they get first, and who has to go. */
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

static void the_owner_is_let_in_and_gets_nothing_but_a_welcome(void **state)
{
    struct world world;
    struct link owner;

    (void)state;
    world_open(&world);
    link_open(&owner, &world);
    link_hello(&owner, world.owner);
    world_run(&world);
    assert_string_equal(link_heard(&owner), "welcome");
    world_close(&world);
}

static void the_owner_s_token_is_the_same_after_a_restart(void **state)
{
    struct world world;
    struct world again;

    (void)state;
    world_open(&world);
    world_stop(&world);
    world_start(&again, world.store, 99);
    world_run(&again);
    assert_int_equal(again.open_code, HV_OK);
    assert_memory_equal(again.owner, world.owner, HV_TOKEN_SIZE);
    world_close(&again);
}

static void who_comes_before_the_house_is_open_waits(void **state)
{
    struct world world;
    struct world again;
    struct link owner;

    (void)state;
    world_open(&world);
    world_stop(&world);
    world_start(&again, world.store, 2);
    link_open(&owner, &again);
    link_hello(&owner, world.owner);
    assert_int_equal(owner.count, 0);
    world_run(&again);
    assert_string_equal(link_heard(&owner), "welcome");
    world_close(&again);
}

static void welcome_then_definitions_then_panes(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    world_open_meeting(&hall.facilitator);

    link_open(&hall.projector, &hall.world);
    link_hello(&hall.projector, hall.projector_token);
    world_run(&hall.world);
    W(ServerMessage) *welcome = link_message(&hall.projector, 0);
    assert_int_equal(welcome->welcome->role, HOUVAST__V1__ROLE__ROLE_PROJECTOR);
    assert_int_equal(welcome->welcome->definition_count, 1);
    assert_int_equal(welcome->welcome->now, hall.world.now);
    houvast__v1__server_message__free_unpacked(welcome, NULL);
    assert_string_equal(link_heard(&hall.projector), "welcome definition stage:2 wall:1");

    link_open(&hall.table, &hall.world);
    link_hello(&hall.table, hall.table_token);
    world_run(&hall.world);
    assert_string_equal(link_heard(&hall.table), "welcome definition stage:2 unit:1");
    hall_end(&hall);
}

static void a_pushed_exercise_is_defined_before_a_pane_names_it(void **state)
{
    struct hall hall;
    char exercise[] = "extra";

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    world_open_meeting(&hall.facilitator);
    hall_forget(&hall);
    COMMAND(push, PUSH_EXERCISE, PushExercise, push_exercise);
    push_part.exercise = exercise;
    assert_int_equal(link_do(&hall.facilitator, push), 1);
    assert_string_equal(link_heard(&hall.projector), "definition stage:3");
    assert_string_equal(link_heard(&hall.facilitator), "definition done stage:3 board:5");
    hall_end(&hall);
}

/* Said with the same bytes, whatever is wrong; and nothing is opened for it. */
static void a_wrong_token_gets_the_same_farewell(void **state)
{
    struct hall hall;
    struct hv_frame *first = NULL;

    (void)state;
    hall_prepare(&hall);
    uint8_t tokens[3][HV_TOKEN_SIZE];
    memcpy(tokens[0], hall.facilitator_token, HV_TOKEN_SIZE);
    tokens[0][HV_TOKEN_SIZE - 1] ^= 1; /* a log that there is, another secret */
    memcpy(tokens[1], hall.facilitator_token, HV_TOKEN_SIZE);
    tokens[1][0] ^= 1; /* a log that there is not */
    memcpy(tokens[2], hall.world.owner, HV_TOKEN_SIZE);
    tokens[2][HV_TOKEN_SIZE - 1] ^= 1; /* of the house */
    uint32_t open = world_counts(&hall.world).groups_open;

    for (size_t i = 0; i < 3; i++) {
        struct link link;
        link_open(&link, &hall.world);
        link_hello(&link, tokens[i]);
        world_run(&hall.world);
        assert_int_equal(link.closed, HV_FAREWELL_TOKEN);
        assert_int_equal(link.count, 1);
        if (first == NULL) {
            first = hv_frame_keep(link.frames[0]);
        }
        assert_int_equal(link.frames[0]->size, first->size);
        assert_memory_equal(hv_frame_payload(link.frames[0]), hv_frame_payload(first), first->size);
        link_drop(&link);
    }
    hv_frame_release(first);
    assert_int_equal(world_counts(&hall.world).groups_open, open);
    hall_end(&hall);
}

static void the_newer_connection_of_a_device_stays(void **state)
{
    struct hall hall;
    struct link newer;

    (void)state;
    hall_prepare(&hall);
    link_join(&newer, &hall.world, hall.facilitator_token);
    assert_int_equal(hall.facilitator.closed, HV_FAREWELL_REPLACED);
    assert_int_equal(newer.closed, 0);
    world_open_meeting(&newer);
    link_forget(&newer);
    hall_end(&hall);
}

static void what_is_not_of_this_protocol_ends_the_connection(void **state)
{
    static const uint8_t garbage[] = { 0xff, 0xff, 0xff };
    struct world world;
    struct link link;
    W(CatalogueRead) read = HOUVAST__V1__CATALOGUE_READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    uint8_t id[16] = { 1 };

    (void)state;
    world_open(&world);
    link_open(&link, &world);
    hv_host_receive(world.host, link.member, (struct hv_bytes){ garbage, sizeof garbage });
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    assert_string_equal(link_heard(&link), "farewell");
    link_drop(&link);

    link_open(&link, &world); /* not Hello first */
    read.id = (ProtobufCBinaryData){ .len = sizeof id, .data = id };
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ;
    message.catalogue_read = &read;
    link_say(&link, &message);
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    link_drop(&link);

    link_open(&link, &world); /* Hello twice */
    link_hello(&link, world.owner);
    link_hello(&link, world.owner);
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    link_drop(&link);

    link_open(&link, &world); /* what the transport itself does not take */
    hv_host_malformed(world.host, link.member);
    assert_int_equal(link.closed, HV_FAREWELL_MALFORMED);
    link_drop(&link);
    assert_int_equal(world_counts(&world).malformed, 2);
    world_close(&world);
}

static void another_version_is_told_so(void **state)
{
    struct world world;
    struct link link;
    W(Hello) hello = HOUVAST__V1__HELLO__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    (void)state;
    world_open(&world);
    link_open(&link, &world);
    hello.version_from = 2;
    hello.version_to = 3;
    hello.token = (ProtobufCBinaryData){ .len = HV_TOKEN_SIZE, .data = world.owner };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO;
    message.hello = &hello;
    link_say(&link, &message);
    assert_int_equal(link.closed, HV_FAREWELL_VERSION);
    link_forget(&link);
    world_close(&world);
}

static void who_says_nothing_is_sent_away(void **state)
{
    struct world world;
    struct link link;

    (void)state;
    world_open(&world);
    link_open(&link, &world);
    world_run_until(&world, EVENING + HV_MEMBER_HELLO_MS - 1);
    assert_int_equal(link.closed, 0);
    world_run_until(&world, EVENING + HV_MEMBER_HELLO_MS);
    assert_int_equal(link.closed, HV_FAREWELL_TOO_SLOW);
    link_forget(&link);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_owner_is_let_in_and_gets_nothing_but_a_welcome),
        cmocka_unit_test(the_owner_s_token_is_the_same_after_a_restart),
        cmocka_unit_test(who_comes_before_the_house_is_open_waits),
        cmocka_unit_test(welcome_then_definitions_then_panes),
        cmocka_unit_test(a_pushed_exercise_is_defined_before_a_pane_names_it),
        cmocka_unit_test(a_wrong_token_gets_the_same_farewell),
        cmocka_unit_test(the_newer_connection_of_a_device_stays),
        cmocka_unit_test(what_is_not_of_this_protocol_ends_the_connection),
        cmocka_unit_test(another_version_is_told_so),
        cmocka_unit_test(who_says_nothing_is_sent_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
