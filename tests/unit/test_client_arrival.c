/* SPDX-License-Identifier: EUPL-1.2 */
/* An engine without token: how it gets one, and what becomes of it when it does not. */
#include "client_bench.h"

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct hv_client_memory memory = { bench_allocate, bench_release, &bench->heap };
    struct hv_client_config config = bench_config(bench, &memory);
    *state = bench;
    config.token = NULL;
    return hv_client_new(&config, &bench->client) == HV_CLIENT_OK ? 0 : -1;
}

static enum hv_client_status
arrive(struct bench *bench, enum hv_client_device device, const char *card, const char *code)
{
    struct hv_client_arrival arrival = { .device = device, .card = card, .code = code };
    return hv_client_arrive(bench->client, &arrival);
}

static void test_a_code_brings_a_token_and_all_goes_on_as_usual(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "k7q-x2 mpr"), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_admission(bench, 77), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    listen_all(bench);
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_string_equal(bench->story, "> arrive 1 K7QX2MPR table\n"
                                      "> hello 77\n"
                                      "token 77\n"
                                      "state open\n"
                                      "> command 2\n"
                                      "state waiting\n"
                                      "state connecting\n"
                                      "> hello 77\n");
}

static void test_what_was_asked_is_asked_again_with_the_same_id(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_PEN, TOKEN, NULL), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_null(take(bench)); /* once a transport */
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_farewell(bench, HV_CLIENT_FAREWELL_FAILED), HV_CLIENT_EFAREWELL);
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_string_equal(bench->story, "> arrive 1 card pen\n"
                                      "state waiting\n"
                                      "state connecting\n"
                                      "> arrive 1 card pen\n"
                                      "state waiting\n"
                                      "state connecting\n"
                                      "> arrive 1 card pen\n");
}

static void test_the_owner_logs_in(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(hv_client_login(bench->client, "zes rode vissen", "287082"), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> login 1 zes rode vissen 287082\n> hello 5\n"
                                      "token 5\nstate open\n");
}

/* A code that was mistyped brings a token all the same: nobody is to keep it. */
static void test_a_token_that_opens_nothing_is_told_to_nobody(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "222222"), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_farewell(bench, HV_CLIENT_FAREWELL_NOT_ADMITTED), HV_CLIENT_EFAREWELL);
    assert_string_equal(bench->story, "> arrive 1 222222 table\n> hello 5\nstate farewelled\n");
}

/* Also over another transport, where the server knows it for no token at all. */
static void test_a_token_that_opens_nothing_is_of_a_wrong_code_everywhere(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "222222"), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_farewell(bench, HV_CLIENT_FAREWELL_TOKEN), HV_CLIENT_EFAREWELL);
    assert_int_equal(hv_client_farewell(bench->client), HV_CLIENT_FAREWELL_NOT_ADMITTED);
}

static void test_what_opens_nothing_ends_it(void **state)
{
    static const enum hv_client_farewell reasons[] = { HV_CLIENT_FAREWELL_NOT_ADMITTED,
                                                       HV_CLIENT_FAREWELL_RESTING };
    (void)state;
    for (size_t i = 0; i < COUNT(reasons); i++) {
        void *own = NULL;
        assert_int_equal(set_up(&own), 0);
        struct bench *bench = own;
        assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "222222"), HV_CLIENT_OK);
        assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
        listen_all(bench);
        assert_int_equal(hear_farewell(bench, (int)reasons[i]), HV_CLIENT_EFAREWELL);
        hv_client_lost(bench->client);
        assert_string_equal(bench->story, "> arrive 1 222222 table\nstate farewelled\n");
        assert_int_equal(hv_client_farewell(bench->client), reasons[i]);
        assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_ESTATE);
        assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "333333"), HV_CLIENT_ESTATE);
        assert_int_equal(bench_tear_down(&own), 0);
    }
}

static void test_what_is_no_way_in(void **state)
{
    static const uint8_t zeros[HV_CLIENT_ID_SIZE];
    static const uint8_t id[HV_CLIENT_ID_SIZE] = { 200 };
    const struct {
        struct hv_client_arrival arrival;
        enum hv_client_status status;
    } rows[] = {
        { { HV_CLIENT_TABLE, TOKEN, "222222", NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, NULL, NULL, NULL }, HV_CLIENT_EINVAL },
        { { 0, TOKEN, NULL, NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, "no card", NULL, NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, NULL, " - ", NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, NULL, "123456789", NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, NULL, "2222\xff", NULL }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, TOKEN, NULL, zeros }, HV_CLIENT_EINVAL },
        { { HV_CLIENT_TABLE, TOKEN, NULL, id }, HV_CLIENT_OK },
    };
    struct bench *bench = *state;
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_ESTATE); /* with nothing to say */
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(hv_client_arrive(bench->client, &rows[i].arrival), rows[i].status);
    }
    char longest[HV_CLIENT_PASSPHRASE_MAX + 2];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(hv_client_login(bench->client, longest, NULL), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_login(bench->client, "", NULL), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_login(bench->client, "\xff", NULL), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_login(bench->client, "zes rode vissen", "1234567"),
                     HV_CLIENT_EINVAL);

    /* What was refused has changed nothing; what was said last counts. */
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_string_equal(bench->story, "> arrive 200 card table\n");
    assert_int_equal(hv_client_login(bench->client, "zes rode vissen", ""), HV_CLIENT_ESTATE);
}

static void test_a_token_nobody_asked_for_is_malformed(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, TOKEN, NULL), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_EPROTOCOL); /* before it was asked */
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_EPROTOCOL); /* without one */
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    assert_int_equal(hear_admission(bench, 6), HV_CLIENT_EPROTOCOL); /* a second time */

    void *own = NULL;
    assert_int_equal(bench_set_up(&own), 0);
    struct bench *with_token = own;
    assert_int_equal(arrive(with_token, HV_CLIENT_TABLE, TOKEN, NULL), HV_CLIENT_ESTATE);
    assert_int_equal(hv_client_opened(with_token->client), HV_CLIENT_OK);
    listen_all(with_token);
    assert_int_equal(hear_admission(with_token, 5), HV_CLIENT_EPROTOCOL);
    assert_int_equal(bench_tear_down(&own), 0);
}

/* The carrier is told that Hello can go out. */
static void on_ready(void *data)
{
    note(data, "ready\n");
}

static void test_a_token_makes_ready(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, TOKEN, NULL), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    hv_client_set_ready(bench->client, on_ready, bench);
    bench->story[0] = '\0';
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    assert_string_equal(bench->story, "ready\n");
}

static void test_a_placed_device_comes_back_at_once_and_keeps_its_requests(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, NULL, "222222"), HV_CLIENT_OK);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_admission(bench, 5), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    assert_int_equal(ask_announce(bench, "one"), HV_CLIENT_OK);
    assert_int_equal(hear_farewell(bench, HV_CLIENT_FAREWELL_PLACED), HV_CLIENT_EFAREWELL);
    hv_client_lost(bench->client);
    assert_int_equal(hv_client_retry_delay(bench->client), 0);
    bench->story[0] = '\0';
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_welcome(bench, 9), HV_CLIENT_OK);
    listen_all(bench);
    assert_string_equal(bench->story, "state connecting\n> hello 7\nstate open\n> command 2\n");
}

static enum hv_client_status hear_qr(struct bench *bench, uint8_t id)
{
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    uint8_t modules[56] = { 0 };
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__QrPage page = HOUVAST__V1__QR_PAGE__INIT;
    memset(bytes, id, sizeof bytes);
    page.id = (ProtobufCBinaryData){ sizeof bytes, bytes };
    page.side = 21;
    page.modules = (ProtobufCBinaryData){ sizeof modules, modules };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE;
    message.qr_page = &page;
    return hear(bench, &message);
}

static enum hv_client_status hear_addresses(struct bench *bench, uint8_t id)
{
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__AddressesPage page = HOUVAST__V1__ADDRESSES_PAGE__INIT;
    memset(bytes, id, sizeof bytes);
    page.id = (ProtobufCBinaryData){ sizeof bytes, bytes };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADDRESSES_PAGE;
    message.addresses_page = &page;
    return hear(bench, &message);
}

static void test_qr_codes_and_addresses_have_one_page(void **state)
{
    struct bench *bench = *state;
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;
    char longest[402];
    join(bench, 9);
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_ADDRESSES;
    assert_int_equal(hv_client_qr(bench->client, "http://x", NULL), HV_CLIENT_OK);
    assert_int_equal(hv_client_catalogue_read(bench->client, &read, NULL), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_addresses(bench, 1), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hear_qr(bench, 1), HV_CLIENT_OK);
    assert_int_equal(hear_addresses(bench, 2), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> qr 1 http://x\n> catalogue read 2 from 0\n"
                                      "page of 1: qr, the last\n"
                                      "page of 2: addresses, the last\n");
    memset(longest, 'a', sizeof longest);
    longest[401] = '\0';
    assert_int_equal(hv_client_qr(bench->client, longest, NULL), HV_CLIENT_EINVAL);
    assert_int_equal(hv_client_qr(bench->client, "", NULL), HV_CLIENT_EINVAL);
}

static void test_a_second_factor_has_one_page(void **state)
{
    struct bench *bench = *state;
    uint8_t id[HV_CLIENT_ID_SIZE];
    Houvast__V1__CatalogueRead read = HOUVAST__V1__CATALOGUE_READ__INIT;
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__SecondFactorPage page = HOUVAST__V1__SECOND_FACTOR_PAGE__INIT;
    join(bench, 9);
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_SECOND_FACTOR;
    assert_int_equal(hv_client_catalogue_read(bench->client, &read, NULL), HV_CLIENT_OK);
    listen_all(bench);
    assert_int_equal(hear_addresses(bench, 1), HV_CLIENT_EPROTOCOL);
    memset(id, 1, sizeof id);
    page.id = (ProtobufCBinaryData){ sizeof id, id };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_SECOND_FACTOR_PAGE;
    message.second_factor_page = &page;
    assert_int_equal(hear(bench, &message), HV_CLIENT_OK);
    assert_string_equal(bench->story, "> catalogue read 1 from 0\n"
                                      "page of 1: second factor, the last\n");
}

static void test_memory_that_runs_out_is_said(void **state)
{
    struct bench *bench = *state;
    bench->heap.asked = 0;
    bench->heap.failing = 1;
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, TOKEN, NULL), HV_CLIENT_ENOMEM);
    assert_int_equal(hv_client_opened(bench->client), HV_CLIENT_ESTATE);
    assert_int_equal(arrive(bench, HV_CLIENT_TABLE, TOKEN, NULL), HV_CLIENT_OK);
}

int main(void)
{
#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, bench_tear_down)
    const struct CMUnitTest tests[] = {
        ON_BENCH(test_a_code_brings_a_token_and_all_goes_on_as_usual),
        ON_BENCH(test_what_was_asked_is_asked_again_with_the_same_id),
        ON_BENCH(test_the_owner_logs_in),
        ON_BENCH(test_a_token_that_opens_nothing_is_told_to_nobody),
        ON_BENCH(test_a_token_that_opens_nothing_is_of_a_wrong_code_everywhere),
        cmocka_unit_test(test_what_opens_nothing_ends_it),
        ON_BENCH(test_what_is_no_way_in),
        ON_BENCH(test_a_token_nobody_asked_for_is_malformed),
        ON_BENCH(test_a_token_makes_ready),
        ON_BENCH(test_a_placed_device_comes_back_at_once_and_keeps_its_requests),
        cmocka_unit_test_setup_teardown(test_qr_codes_and_addresses_have_one_page, bench_set_up,
                                        bench_tear_down),
        cmocka_unit_test_setup_teardown(test_a_second_factor_has_one_page, bench_set_up,
                                        bench_tear_down),
        ON_BENCH(test_memory_that_runs_out_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
