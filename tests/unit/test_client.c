/* SPDX-License-Identifier: EUPL-1.2 */
#include <time.h>

#include "client_bench.h"

static void test_handshake(void **state)
{
    struct bench *bench = *state;
    uint8_t token[HV_CLIENT_TOKEN_SIZE];
    for (size_t i = 0; i < sizeof token; i++) {
        token[i] = (uint8_t)i;
    }

    assert_int_equal(hv_client_state(bench->client), HV_CLIENT_CONNECTING);
    assert_null(take(bench));
    assert_null(hv_client_welcome(bench->client));
    assert_int_equal(hv_client_server_time(bench->client, 1000), 0);
    assert_int_equal(ask_announce(bench, "before"), HV_CLIENT_OK);

    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_ESTATE);
    Houvast__V1__ClientMessage *message = take_one(bench);
    assert_int_equal(message->message_case, HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HELLO);
    assert_int_equal(message->hello->version_from, 1);
    assert_int_equal(message->hello->version_to, 1);
    assert_int_equal(message->hello->language, HOUVAST__V1__LANGUAGE__LANGUAGE_EN);
    assert_int_equal(message->hello->token.len, sizeof token);
    assert_memory_equal(message->hello->token.data, token, sizeof token);
    houvast__v1__client_message__free_unpacked(message, NULL);

    listen_all(bench); /* nothing before Welcome */
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    listen_all(bench);
    assert_string_equal(bench->story, "state open\n> command 1\n");
    assert_int_equal(hv_client_welcome(bench->client)->device, 5);
    assert_int_equal(hv_client_server_time(bench->client, 1250), 1800000000250);
}

static void test_requests_go_out_again_in_order_with_their_ids(void **state)
{
    struct bench *bench = *state;
    uint8_t first[HV_CLIENT_SEND_MAX];
    join(bench, 9);

    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "two"), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "three"), HV_CLIENT_OK);
    houvast__v1__client_message__free_unpacked(take_one(bench), NULL);
    memcpy(first, bench->out, bench->out_size);
    size_t first_size = bench->out_size;
    listen_all(bench);
    assert_int_equal(hear_reply(bench, 2, 0, 77), HV_CLIENT_OK);
    hv_client_lost(bench->client);
    assert_int_equal(ask_announce(bench, "four"), HV_CLIENT_OK);
    assert_int_equal(hv_client_outstanding(bench->client), 3);
    assert_string_equal(bench->story, "> command 2\n"
                                      "> command 3\n"
                                      "reply 2 done number 77\n"
                                      "state waiting\n");

    join(bench, 9);
    houvast__v1__client_message__free_unpacked(take_one(bench), NULL);
    assert_int_equal(bench->out_size, first_size);
    assert_memory_equal(bench->out, first, first_size);
    listen_all(bench);
    assert_string_equal(bench->story, "> command 3\n> command 4\n");
}

static void test_each_request_is_answered_once(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "two"), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_reply(bench, 1, 10, 0), HV_CLIENT_OK);
    assert_int_equal(hear_reply(bench, 1, 10, 0), HV_CLIENT_OK);
    assert_int_equal(hear_reply(bench, 99, 0, 0), HV_CLIENT_OK);
    assert_int_equal(hear_reply(bench, 2, 0, 0), HV_CLIENT_OK);
    assert_int_equal(hear_reply(bench, 1, 0, 0), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> command 1\n"
                                      "> command 2\n"
                                      "reply 1 refused 10\n"
                                      "reply 2 done\n");
    assert_int_equal(hv_client_outstanding(bench->client), 0);
}

static void test_an_id_may_be_the_callers(void **state)
{
    struct bench *bench = *state;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__AskMoreTime more = HOUVAST__V1__ASK_MORE_TIME__INIT;
    uint8_t id[HV_CLIENT_ID_SIZE];
    uint8_t ret_id[HV_CLIENT_ID_SIZE] = { 0 };

    command.what_case = HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME;
    command.ask_more_time = &more;
    memset(id, 200, sizeof id);
    command.id = (ProtobufCBinaryData){ sizeof id, id };
    assert_int_equal(hv_client_command(bench->client, &command, ret_id), HV_CLIENT_OK);
    assert_memory_equal(ret_id, id, sizeof id);
    assert_int_equal(hv_client_command(bench->client, &command, ret_id), HV_CLIENT_EINVAL);
    command.id.len = 15;
    assert_int_equal(hv_client_command(bench->client, &command, ret_id), HV_CLIENT_EINVAL);
    command.id.len = 16;
    memset(id, 0, sizeof id);
    assert_int_equal(hv_client_command(bench->client, &command, ret_id), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_outstanding(bench->client), 1);
}

static void test_32_requests_wait_at_most(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(ask_announce(bench, "more"), HV_CLIENT_OK);
    }
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER), HV_CLIENT_OK);
    assert_int_equal(ask_exercises(bench), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "too many"), HV_CLIENT_EFULL);
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER), HV_CLIENT_EFULL);
    assert_int_equal(ask_exercises(bench), HV_CLIENT_EFULL);
    assert_int_equal(hv_client_outstanding(bench->client), HV_CLIENT_OUTSTANDING_MAX);
    assert_int_equal(hear_reply(bench, 8, 0, 0), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "again"), HV_CLIENT_OK);
}

static void test_what_the_server_would_not_take_is_not_sent(void **state)
{
    struct bench *bench = *state;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__HouseCommand house = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MarkPresence mark = HOUVAST__V1__MARK_PRESENCE__INIT;
    char long_text[562];

    assert_int_equal(hv_client_command(bench->client, &command, NULL), HV_CLIENT_EINVAL);
    command.what_case = HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME;
    assert_int_equal(hv_client_command(bench->client, &command, NULL), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_house_command(bench->client, &house, NULL), HV_CLIENT_EINVAL);

    memset(long_text, 'a', sizeof long_text);
    long_text[561] = '\0';
    assert_int_equal(ask_announce(bench, long_text), HV_CLIENT_EINVAL);
    long_text[560] = '\0';
    assert_int_equal(ask_announce(bench, long_text), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "\xff"), HV_CLIENT_EINVAL);
    assert_int_equal(ask_announce(bench, "\x1b[2J"), HV_CLIENT_EINVAL);

    mark.presence = (Houvast__V1__Presence)99;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_MARK_PRESENCE;
    command.mark_presence = &mark;
    assert_int_equal(hv_client_command(bench->client, &command, NULL), HV_CLIENT_EINVAL);
    assert_int_equal(ask_read(bench, 0), HV_CLIENT_EINVAL);
    assert_int_equal(ask_read(bench, 99), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_outstanding(bench->client), 1);
}

static void test_a_message_has_at_most_16_kib(void **state)
{
    struct bench *bench = *state;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__SaveField save = HOUVAST__V1__SAVE_FIELD__INIT;
    Houvast__V1__Value value = HOUVAST__V1__VALUE__INIT;
    char cell[8001];
    char *cells[3] = { cell, cell, cell };

    memset(cell, 'a', sizeof cell);
    cell[8000] = '\0';
    value.cells = cells;
    save.value = &value;
    save.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD;
    command.save_field = &save;
    value.n_cells = 3;
    assert_int_equal(hv_client_command(bench->client, &command, NULL), HV_CLIENT_ETOOBIG);
    value.n_cells = 2;
    assert_int_equal(hv_client_command(bench->client, &command, NULL), HV_CLIENT_OK);
    join(bench, 9);
    houvast__v1__client_message__free_unpacked(take_one(bench), NULL);
    assert_in_range(bench->out_size, 16001, HV_CLIENT_SEND_MAX);
}

static void test_commands_of_many_sizes_look_alike(void **state)
{
    struct bench *bench = *state;
    char text[561] = "";
    join(bench, 9);
    for (size_t i = 0; i < 560; i++) {
        text[i] = 'a';
        assert_int_equal(ask_announce(bench, text), HV_CLIENT_OK);
        Houvast__V1__ClientMessage *message = take_one(bench);
        assert_string_equal(message->command->announce->text, text);
        houvast__v1__client_message__free_unpacked(message, NULL);
        if (bench->out_size != 256 && bench->out_size != 512 && bench->out_size != 1024) {
            fail_msg("%zu bytes of text make a message of %zu", i + 1, bench->out_size);
        }
        assert_int_equal(hear_reply(bench, bench->next_id, 0, 0), HV_CLIENT_OK);
        bench->next_id %= 200;
    }
}

#define WALL HOUVAST__V1__PANE_KIND__PANE_KIND_WALL
#define UNIT HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT

static void test_older_panes_are_ignored(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_null(hv_client_pane(bench->client, WALL, 0));
    assert_int_equal(hear_pane(bench, WALL, 9, 5, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, WALL, 9, 4, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, WALL, 9, 5, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, UNIT, 9, 1, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, WALL, 9, 6, true), HV_CLIENT_OK);
    assert_string_equal(bench->story, "pane 2/0 epoch 9 revision 5\n"
                                      "pane 3/3 epoch 9 revision 1\n"
                                      "pane 2/0 epoch 9 revision 6\n");
    assert_int_equal(hv_client_pane(bench->client, WALL, 0)->revision, 6);
    assert_int_equal(hv_client_pane(bench->client, UNIT, 3)->revision, 1);
    assert_null(hv_client_pane(bench->client, UNIT, 4));
}

static void test_a_new_epoch_forgets_all_panes(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(hear_pane(bench, WALL, 9, 5, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, UNIT, 9, 5, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, WALL, 10, 1, true), HV_CLIENT_OK);
    assert_int_equal(hv_client_pane(bench->client, WALL, 0)->revision, 1);
    assert_null(hv_client_pane(bench->client, UNIT, 3));
}

static void test_panes_stay_while_lost_and_come_anew_at_welcome(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(hear_pane(bench, UNIT, 9, 5, true), HV_CLIENT_OK);
    hv_client_lost(bench->client);
    assert_non_null(hv_client_pane(bench->client, UNIT, 3));
    join(bench, 9);
    assert_null(hv_client_pane(bench->client, UNIT, 3)); /* it may not be ours any more */
    assert_int_equal(hear_pane(bench, UNIT, 9, 5, true), HV_CLIENT_OK);
    assert_string_equal(bench->story, "pane 3/3 epoch 9 revision 5\n");
}

static void test_a_pane_can_be_taken_away(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(hear_pane(bench, WALL, 9, 5, true), HV_CLIENT_OK);
    assert_int_equal(hear_pane(bench, WALL, 9, 6, false), HV_CLIENT_OK);
    assert_null(hv_client_pane(bench->client, WALL, 0));
    assert_int_equal(hear_pane(bench, WALL, 9, 5, true), HV_CLIENT_OK);
    assert_null(hv_client_pane(bench->client, WALL, 0));
    assert_string_equal(bench->story, "pane 2/0 epoch 9 revision 5\n"
                                      "pane 2/0 epoch 9 revision 6 taken away\n");
}

static void test_definitions_are_found_by_hash(void **state)
{
    struct bench *bench = *state;
    uint8_t hash[HV_CLIENT_HASH_SIZE];
    join(bench, 9);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(hear_definition(bench, (uint8_t)i, HV_CLIENT_HASH_SIZE), HV_CLIENT_OK);
    }
    memset(hash, 150, sizeof hash);
    const Houvast__V1__Definition *definition = hv_client_definition(bench->client, hash);
    assert_non_null(definition);
    assert_string_equal(definition->id, "check_in");
    assert_int_equal(hear_definition(bench, 150, HV_CLIENT_HASH_SIZE), HV_CLIENT_OK);
    assert_ptr_equal(hv_client_definition(bench->client, hash), definition);
    memset(hash, 222, sizeof hash);
    assert_null(hv_client_definition(bench->client, hash));
}

static void test_engines_can_share_definitions(void **state)
{
    struct bench *bench = *state;
    struct heap heap = { 0 };
    struct hv_client_memory memory = { bench_allocate, bench_release, &heap };
    struct hv_client_config config = bench_config(bench, NULL);
    struct hv_client *own = bench->client;
    struct hv_client *clients[2];
    uint8_t hash[HV_CLIENT_HASH_SIZE];

    assert_int_equal(hv_client_shelf_new(&memory, &config.shelf), HV_CLIENT_OK);
    size_t pieces[2];
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(hv_client_new(&config, &clients[i]), HV_CLIENT_OK);
        bench->client = clients[i];
        join(bench, 9);
        assert_int_equal(hear_definition(bench, 4, HV_CLIENT_HASH_SIZE), HV_CLIENT_OK);
        pieces[i] = heap.live;
    }
    assert_int_equal(pieces[0], pieces[1]);
    memset(hash, 4, sizeof hash);
    assert_non_null(hv_client_definition(clients[0], hash));
    assert_ptr_equal(hv_client_definition(clients[0], hash),
                     hv_client_definition(clients[1], hash));
    hv_client_free(clients[0]);
    hv_client_free(clients[1]);
    hv_client_shelf_free(config.shelf);
    assert_int_equal(heap.live, 0);
    bench->client = own;
}

static void test_reads_come_page_by_page(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES), HV_CLIENT_OK);
    assert_int_equal(ask_exercises(bench), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_read_page(bench, 1, 64), HV_CLIENT_OK);
    assert_int_equal(hear_read_page(bench, 1, 64), HV_CLIENT_OK); /* not asked for: ignored */
    assert_int_equal(hear_exercises_page(bench, 2, 0), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_read_page(bench, 1, 0), HV_CLIENT_OK);
    assert_int_equal(hear_read_page(bench, 1, 0), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> read 1 from 0\n"
                                      "> catalogue read 2 from 0\n"
                                      "page of 1: rows\n"
                                      "page of 2: exercises, the last\n"
                                      "> read 1 from 64\n"
                                      "page of 1: rows, the last\n");
    assert_int_equal(hv_client_outstanding(bench->client), 0);
}

static void test_a_read_goes_on_after_a_loss(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_read_page(bench, 1, 64), HV_CLIENT_OK);
    listen_all(bench);
    hv_client_lost(bench->client);
    join(bench, 9);
    listen_all(bench);
    assert_int_equal(hear_reply(bench, 1, 1, 0), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> read 1 from 64\nreply 1 refused 1\n");
}

static void test_a_read_of_another_kind_or_without_end_is_malformed(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_exercises_page(bench, 1, 0), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_read_page(bench, 1, 10), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_read_page(bench, 1, 10), HV_CLIENT_EPROTOCOL);
}

struct farewell {
    enum hv_client_farewell reason;
    bool for_good;
    uint32_t longest; /* delay, ms */
};

static void test_farewells(void **state)
{
    static const struct farewell farewells[] = {
        { HV_CLIENT_FAREWELL_TOKEN, true, 0 },
        { HV_CLIENT_FAREWELL_VERSION, true, 0 },
        { HV_CLIENT_FAREWELL_REPLACED, true, 0 },
        { HV_CLIENT_FAREWELL_REMOVED, true, 0 },
        { HV_CLIENT_FAREWELL_MALFORMED, true, 0 },
        { HV_CLIENT_FAREWELL_TOO_SLOW, false, 15000 },
        { HV_CLIENT_FAREWELL_TOO_FAST, false, 15000 },
        { HV_CLIENT_FAREWELL_STOPPING, false, 5000 },
        { HV_CLIENT_FAREWELL_FAILED, false, 15000 },
        { HV_CLIENT_FAREWELL_PLACED, false, 0 },
        { HV_CLIENT_FAREWELL_NOT_ADMITTED, true, 0 },
        { HV_CLIENT_FAREWELL_RESTING, true, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(farewells); i++) {
        void *own = NULL;
        assert_int_equal(bench_set_up(&own), 0);
        struct bench *bench = own;
        join(bench, 9);
        assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
        assert_int_equal(hear_pane(bench, WALL, 9, 1, true), HV_CLIENT_OK);
        bench->story[0] = '\0';

        assert_int_equal(hear_farewell(bench, (int)farewells[i].reason), HV_CLIENT_EFAREWELL);
        assert_null(take(bench)); /* it is over before the transport is */
        assert_int_equal(hear_pane(bench, WALL, 9, 2, true), HV_CLIENT_EFAREWELL);
        hv_client_lost(bench->client);
        assert_int_equal(hv_client_farewell(bench->client), farewells[i].reason);
        if (farewells[i].for_good) {
            assert_string_equal(bench->story, "state farewelled\nreply 1 unknown\n");
            assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_ESTATE);
            assert_int_equal(ask_announce(bench, "two"), HV_CLIENT_ESTATE);
            assert_null(hv_client_pane(bench->client, WALL, 0));
        } else {
            bool placed = farewells[i].reason == HV_CLIENT_FAREWELL_PLACED;
            assert_string_equal(bench->story,
                                placed ? "token 7\nstate waiting\n" : "state waiting\n");
            assert_in_range(hv_client_retry_delay(bench->client), 0, farewells[i].longest);
            assert_int_equal(hv_client_outstanding(bench->client), 1);
            join(bench, 9);
            assert_int_equal(hv_client_farewell(bench->client), HV_CLIENT_FAREWELL_NONE);
        }
        assert_int_equal(bench_tear_down(&own), 0);
    }
}

static void test_freeing_drops_nothing_silently(void **state)
{
    struct bench *bench = *state;
    join(bench, 9);
    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_int_equal(ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES), HV_CLIENT_OK);
    hv_client_free(bench->client);
    bench->client = NULL;
    assert_string_equal(bench->story, "reply 1 unknown\nreply 2 unknown\n");
}

static void test_out_of_order(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_ESTATE);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_EPROTOCOL); /* before Hello */
    listen_all(bench);
    assert_int_equal(hear_pane(bench, WALL, 9, 1, true), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_reply(bench, 1, 0, 0), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_farewell(bench, 0), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_definition(bench, 1, 0), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_pane(bench, HOUVAST__V1__PANE_KIND__PANE_KIND_UNSPECIFIED, 9, 1, true),
                     HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_pane(bench, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 9, 1, true),
                     HV_CLIENT_EPROTOCOL); /* a board with a wall in it */
    assert_int_equal(hear(bench, &(Houvast__V1__ServerMessage)HOUVAST__V1__SERVER_MESSAGE__INIT),
                     HV_CLIENT_OK); /* of a newer server */
}

static void test_delays_stay_within_their_bounds(void **state)
{
    static const uint32_t bounds[] = { 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000 };
    const char *given = getenv("HV_TEST_SEED");
    struct bench *bench = *state;
    uint32_t most[COUNT(bounds)] = { 0 };
    uint32_t most_spread = 0;

    bench->seed = given != NULL ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL) | 1;
    print_message("seed %u\n", bench->seed);
    for (int round = 0; round < 500; round++) {
        join(bench, 9);
        hv_client_lost(bench->client);
        for (size_t i = 0; i < COUNT(bounds); i++) {
            uint32_t delay = hv_client_retry_delay(bench->client);
            assert_in_range(delay, 0, bounds[i]);
            most[i] = delay > most[i] ? delay : most[i];
            hv_client_lost(bench->client);
        }
        join(bench, 9);
        assert_int_equal(hear_farewell(bench, HV_CLIENT_FAREWELL_STOPPING), HV_CLIENT_EFAREWELL);
        hv_client_lost(bench->client);
        uint32_t delay = hv_client_retry_delay(bench->client);
        assert_in_range(delay, 0, 5000);
        most_spread = delay > most_spread ? delay : most_spread;
        assert_in_range(hv_client_retry_delay(bench->client), 0, 500);
        hv_client_lost(bench->client);
    }
    for (size_t i = 0; i < COUNT(bounds); i++) {
        assert_true(most[i] >
                    bounds[i] / 2); /* jitter uses the whole range: missed once in 2^500 */
    }
    assert_true(most_spread > 2500);
}

static void
ask_from_inside(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct bench *bench = data;
    bench_on_reply(client, data, reply);
    if (reply->id[0] == 1) {
        bench->client = client;
        assert_int_equal(ask_announce(bench, "next"), HV_CLIENT_OK);
        assert_int_equal(hv_client_opened(client), HV_CLIENT_ESTATE);
        assert_int_equal(hear_reply(bench, 2, 0, 0), HV_CLIENT_ESTATE);
        hv_client_lost(client);
    }
}

static void on_ready(void *data)
{
    note(data, "ready\n");
}

static void test_a_handler_may_ask(void **state)
{
    struct bench *bench = *state;
    struct hv_client *own = bench->client;
    struct hv_client_config config = bench_config(bench, NULL);
    config.handlers.on_reply = ask_from_inside;
    assert_int_equal(hv_client_new(&config, &bench->client), HV_CLIENT_OK);
    hv_client_set_ready(bench->client, on_ready, bench);
    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_string_equal(bench->story, ""); /* nothing can go yet */
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_reply(bench, 1, 0, 0), HV_CLIENT_OK);
    assert_int_equal(hear_reply(bench, 2, 0, 0), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> hello 0\n"
                                      "state open\n"
                                      "ready\n"
                                      "> command 1\n"
                                      "reply 1 done\n"
                                      "ready\n"
                                      "reply 2 done\n");
    hv_client_free(bench->client);
    bench->client = own;
}

static void test_what_an_engine_is_not_made_of(void **state)
{
    struct bench *bench = *state;
    struct hv_client *client = NULL;
    struct hv_client_config config = bench_config(bench, NULL);
    config.token = "";
    assert_int_equal(hv_client_new(&config, &client), HV_CLIENT_EINVAL);
    config.token = "ws://h:80/#" TOKEN;
    assert_int_equal(hv_client_new(&config, &client), HV_CLIENT_EINVAL);
    config = bench_config(bench, NULL);
    config.language = (enum hv_client_language)0;
    assert_int_equal(hv_client_new(&config, &client), HV_CLIENT_EINVAL);
    config = bench_config(bench, NULL);
    config.random = NULL;
    assert_int_equal(hv_client_new(&config, &client), HV_CLIENT_EINVAL);
    assert_null(client);
    size_t size;
    assert_int_equal(hv_client_send_next(bench->client, bench->out, sizeof bench->out - 1, &size),
                     HV_CLIENT_EINVAL);
    for (int status = HV_CLIENT_OK; status <= HV_CLIENT_ELOOP + 1; status++) {
        assert_true(strlen(hv_client_status_text((enum hv_client_status)status)) > 10);
    }
}

/* One whole life. Gives the first status that is not HV_CLIENT_OK. */
static enum hv_client_status live(struct bench *bench, const struct hv_client_memory *memory)
{
    struct hv_client_config config = bench_config(bench, memory);
    enum hv_client_status status = hv_client_new(&config, &bench->client);
    if (status != HV_CLIENT_OK) {
        bench->client = NULL;
        return status;
    }
    enum hv_client_status steps[10] = { HV_CLIENT_OK };
    size_t count = 0;
    steps[count++] = hv_client_opened(bench->client);
    steps[count++] = ask_announce(bench, "one");
    houvast__v1__client_message__free_unpacked(take_one(bench), NULL);
    steps[count++] = hear_welcome(bench, 9);
    steps[count++] = hear_definition(bench, 1, HV_CLIENT_HASH_SIZE);
    steps[count++] = hear_pane(bench, UNIT, 9, 1, true);
    steps[count++] = hear_pane(bench, UNIT, 9, 2, true);
    steps[count++] = ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES);
    steps[count++] = hear_reply(bench, 1, 0, 4);
    for (size_t i = 0; i < count; i++) {
        if (steps[i] != HV_CLIENT_OK) {
            return steps[i];
        }
    }
    return HV_CLIENT_OK;
}

static void test_every_allocation_may_fail(void **state)
{
    struct bench *bench = *state;
    struct hv_client *own = bench->client;
    size_t asked = 0;
    for (size_t failing = 0; failing <= asked; failing++) {
        struct heap heap = { .failing = failing };
        struct hv_client_memory memory = { bench_allocate, bench_release, &heap };
        bench->next_id = 0;
        enum hv_client_status status = live(bench, &memory);
        assert_true(failing == 0 ? status == HV_CLIENT_OK : status != HV_CLIENT_OK);
        hv_client_free(bench->client);
        assert_int_equal(heap.live, 0);
        if (failing == 0) {
            asked = heap.asked;
            assert_true(asked > 20);
        }
    }
    bench->client = own;
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, bench_set_up, bench_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_handshake),
        STORY(test_requests_go_out_again_in_order_with_their_ids),
        STORY(test_each_request_is_answered_once),
        STORY(test_an_id_may_be_the_callers),
        STORY(test_32_requests_wait_at_most),
        STORY(test_what_the_server_would_not_take_is_not_sent),
        STORY(test_a_message_has_at_most_16_kib),
        STORY(test_commands_of_many_sizes_look_alike),
        STORY(test_older_panes_are_ignored),
        STORY(test_a_new_epoch_forgets_all_panes),
        STORY(test_panes_stay_while_lost_and_come_anew_at_welcome),
        STORY(test_a_pane_can_be_taken_away),
        STORY(test_definitions_are_found_by_hash),
        STORY(test_engines_can_share_definitions),
        STORY(test_reads_come_page_by_page),
        STORY(test_a_read_goes_on_after_a_loss),
        STORY(test_a_read_of_another_kind_or_without_end_is_malformed),
        cmocka_unit_test(test_farewells),
        STORY(test_freeing_drops_nothing_silently),
        STORY(test_out_of_order),
        STORY(test_delays_stay_within_their_bounds),
        STORY(test_a_handler_may_ask),
        STORY(test_what_an_engine_is_not_made_of),
        STORY(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
