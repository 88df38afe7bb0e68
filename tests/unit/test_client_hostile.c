/* SPDX-License-Identifier: EUPL-1.2 */
/* What a hostile or broken server may send: each message gets a status, and the sanitizers find
 * nothing. */
#include <time.h>

#include "client_bench.h"

static void start(struct bench *bench)
{
    join(bench, 9);
    (void)ask_read(bench, HOUVAST__V1__READ_KIND__READ_KIND_NOTES);
    (void)ask_announce(bench, "one");
    listen_all(bench);
}

/* Fresh, as statuses but OK end a connection. */
static enum hv_client_status send_to_fresh(const uint8_t *message, size_t size)
{
    void *own = NULL;
    assert_int_equal(bench_set_up(&own), 0);
    struct bench *bench = own;
    start(bench);
    enum hv_client_status status = hv_client_receive(bench->client, 1, message, size);
    hv_client_lost(bench->client);
    assert_int_equal(bench_tear_down(&own), 0);
    return status;
}

/* Leaves a valid frame of kind `which` in bench->in; false: there are no more. */
static bool sample(struct bench *bench, int which)
{
    switch (which) {
    case 0:
        (void)hear_welcome(bench, 9);
        return true;
    case 1:
        (void)hear_reply(bench, 2, 0, 300);
        return true;
    case 2:
        (void)hear_pane(bench, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, 9, 1, true);
        return true;
    case 3:
        (void)hear_definition(bench, 1, HV_CLIENT_HASH_SIZE);
        return true;
    case 4:
        (void)hear_read_page(bench, 1, 64);
        return true;
    case 5:
        (void)hear_exercises_page(bench, 1, 64);
        return true;
    case 6:
        (void)hear_farewell(bench, HV_CLIENT_FAREWELL_STOPPING);
        return true;
    default:
        return false;
    }
}

static void test_cut_off_anywhere(void **state)
{
    struct bench *bench = *state;
    start(bench);
    for (int which = 0; sample(bench, which); which++) {
        uint8_t *exact = malloc(bench->in_size);
        assert_non_null(exact);
        for (size_t size = 1; size < bench->in_size; size++) {
            /* at the end of its piece of memory, so that reading on would be seen */
            uint8_t *from = exact + bench->in_size - size;
            memcpy(from, bench->in, size);
            assert_int_equal(send_to_fresh(from, size), HV_CLIENT_EPROTOCOL);
        }
        free(exact);
    }
}

static void test_a_bit_flipped_anywhere(void **state)
{
    struct bench *bench = *state;
    size_t refused = 0;
    start(bench);
    for (int which = 0; which < 6; which++) {
        assert_true(sample(bench, which));
        for (size_t bit = 0; bit < bench->in_size * 8; bit++) {
            bench->in[bit / 8] ^= (uint8_t)(1u << bit % 8);
            refused += send_to_fresh(bench->in, bench->in_size) != HV_CLIENT_OK;
            bench->in[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
    }
    assert_true(refused > 100);
}

static void test_noise(void **state)
{
    const char *given = getenv("HV_TEST_SEED");
    unsigned seed = given != NULL ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL) | 1;
    size_t refused = 0;
    (void)state;

    print_message("seed %u\n", seed);
    for (int round = 0; round < 3000; round++) {
        uint8_t noise[64];
        size_t size = 1 + (size_t)(rand_r(&seed) >> 7) % sizeof noise;
        for (size_t i = 0; i < size; i++) {
            noise[i] = (uint8_t)(rand_r(&seed) >> 7);
        }
        if (round % 2 == 0) { /* looks like one of our messages */
            noise[0] = (uint8_t)((1 + round / 2 % 9) << 3 | 2);
            noise[size > 1 ? 1 : 0] = (uint8_t)(size - 2);
        }
        refused += send_to_fresh(noise, size) != HV_CLIENT_OK;
    }
    assert_true(refused > 2000);
}

static void test_too_large(void **state)
{
    struct bench *bench = *state;
    uint8_t *message = calloc(1, HV_CLIENT_RECEIVE_MAX + 1);
    assert_non_null(message);
    start(bench);
    /* an unknown field that fills the message: allowed, but not one byte more */
    message[0] = 15 << 3 | 2;
    uint32_t size = HV_CLIENT_RECEIVE_MAX - 4;
    message[1] = (uint8_t)(size | 0x80);
    message[2] = (uint8_t)(size >> 7 | 0x80);
    message[3] = (uint8_t)(size >> 14);
    assert_int_equal(hv_client_receive(bench->client, 1, message, HV_CLIENT_RECEIVE_MAX),
                     HV_CLIENT_OK);
    assert_int_equal(hv_client_receive(bench->client, 1, message, HV_CLIENT_RECEIVE_MAX + 1),
                     HV_CLIENT_EPROTOCOL);
    assert_int_equal(hv_client_receive(bench->client, 1, NULL, SIZE_MAX), HV_CLIENT_EPROTOCOL);
    assert_int_equal(hv_client_receive(bench->client, 1, NULL, 0), HV_CLIENT_OK);
    free(message);
}

static enum hv_client_status hear_announcement(struct bench *bench, const char *text)
{
    char words[600];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Pane pane = HOUVAST__V1__PANE__INIT;
    Houvast__V1__StagePane stage = HOUVAST__V1__STAGE_PANE__INIT;
    (void)snprintf(words, sizeof words, "%s", text);
    stage.announcement = words;
    pane.kind = HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE;
    pane.epoch = 9;
    pane.revision = 1;
    pane.body_case = HOUVAST__V1__PANE__BODY_STAGE;
    pane.stage = &stage;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE;
    message.pane = &pane;
    return hear(bench, &message);
}

static void test_text(void **state)
{
    static const char *const bads[] = { "\xff",
                                        "\xc3",
                                        "\xc0\xaf",         /* a slash, longer than it must be */
                                        "\xed\xa0\x80",     /* half of a surrogate pair */
                                        "\xf4\x90\x80\x80", /* beyond Unicode */
                                        "\x1b[2J",          /* would clear a terminal */
                                        "\r",
                                        "\x7f",
                                        "\xc2\x9b" };
    struct bench *bench = *state;
    start(bench);
    for (size_t i = 0; i < COUNT(bads); i++) {
        assert_int_equal(hear_announcement(bench, bads[i]), HV_CLIENT_EPROTOCOL);
    }
    assert_int_equal(hear_announcement(bench, "Nog \xc3\xa9\xc3\xa9n\n\tminuut"), HV_CLIENT_OK);
}

static void test_no_more_panes_and_definitions_than_there_can_be(void **state)
{
    struct bench *bench = *state;
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Definition definition = HOUVAST__V1__DEFINITION__INIT;
    Houvast__V1__Pane pane = HOUVAST__V1__PANE__INIT;
    Houvast__V1__SeatPane seat = HOUVAST__V1__SEAT_PANE__INIT;
    uint8_t hash[HV_CLIENT_HASH_SIZE] = { 0 };
    enum hv_client_status status = HV_CLIENT_OK;
    uint32_t taken = 0;

    start(bench);
    pane.kind = HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT;
    pane.epoch = 9;
    pane.revision = 1;
    pane.body_case = HOUVAST__V1__PANE__BODY_SEAT;
    pane.seat = &seat;
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_PANE;
    message.pane = &pane;
    while (taken < 100000 && (status = hear(bench, &message)) == HV_CLIENT_OK) {
        pane.number = ++taken;
    }
    assert_int_equal(status, HV_CLIENT_EPROTOCOL);
    assert_in_range(taken, 130, 1000); /* 64 seats have two panes each */

    definition.hash = (ProtobufCBinaryData){ sizeof hash, hash };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION;
    message.definition = &definition;
    taken = 0;
    while (taken < 100000 && (status = hear(bench, &message)) == HV_CLIENT_OK) {
        taken++;
        memcpy(hash, &taken, sizeof taken);
    }
    assert_int_equal(status, HV_CLIENT_EPROTOCOL);
    assert_in_range(taken, 200, 2000);
}

static void test_memory_has_a_bound(void **state)
{
    struct bench *bench = *state;
    char text[8001];
    Houvast__V1__ServerMessage message = HOUVAST__V1__SERVER_MESSAGE__INIT;
    Houvast__V1__Definition definition = HOUVAST__V1__DEFINITION__INIT;
    Houvast__V1__Text title = HOUVAST__V1__TEXT__INIT;
    Houvast__V1__Field fields[3] = { HOUVAST__V1__FIELD__INIT, HOUVAST__V1__FIELD__INIT,
                                     HOUVAST__V1__FIELD__INIT };
    Houvast__V1__Field *list[3] = { &fields[0], &fields[1], &fields[2] };
    uint8_t hash[HV_CLIENT_HASH_SIZE] = { 0 };
    enum hv_client_status status = HV_CLIENT_OK;

    start(bench);
    memset(text, 'a', sizeof text);
    text[8000] = '\0';
    title.nl = text;
    title.en = text;
    for (size_t i = 0; i < COUNT(fields); i++) {
        fields[i].prompt = &title;
    }
    definition.title = &title;
    definition.n_fields = COUNT(list);
    definition.fields = list;
    definition.hash = (ProtobufCBinaryData){ sizeof hash, hash };
    message.message_case = HOUVAST__V1__SERVER_MESSAGE__MESSAGE_DEFINITION;
    message.definition = &definition;
    for (uint32_t i = 0; i < 1000 && status == HV_CLIENT_OK; i++) {
        memcpy(hash, &i, sizeof i);
        status = hear(bench, &message);
    }
    assert_int_equal(status, HV_CLIENT_ENOMEM);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, bench_set_up, bench_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_cut_off_anywhere),
        STORY(test_a_bit_flipped_anywhere),
        cmocka_unit_test(test_noise),
        STORY(test_too_large),
        STORY(test_text),
        STORY(test_no_more_panes_and_definitions_than_there_can_be),
        STORY(test_memory_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
