/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages that the host itself fills in: QR codes, addresses, tokens of cards, keys of outboxes. */
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

#include "host_door.h"

/* The one message that answers; free it as link_message. */
static W(ServerMessage) * ask(struct link *link, W(ClientMessage) * message)
{
    link_forget(link);
    link_say(link, message);
    world_run(link->world);
    assert_int_equal(link->count, 1);
    W(ServerMessage) *answer = link_message(link, 0);
    link_forget(link);
    return answer;
}

static W(ServerMessage) * ask_qr(struct link *link, const char *text)
{
    W(QrRead) read = HOUVAST__V1__QR_READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct hv_id id = world_id(link->world);
    char copy[512];

    snprintf(copy, sizeof copy, "%s", text);
    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.text = copy;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_QR_READ;
    message.qr_read = &read;
    return ask(link, &message);
}

static bool is_dark(const W(QrPage) * qr, uint32_t row, uint32_t column)
{
    uint32_t place = row * qr->side + column;

    return (qr->modules.data[place / 8] >> (7 - place % 8) & 1) != 0;
}

/* Dark frame, light ring, dark middle of 3 by 3; light beside it. */
static void assert_finder(const W(QrPage) * qr, uint32_t top, uint32_t left)
{
    for (uint32_t row = 0; row < 7; row++) {
        for (uint32_t column = 0; column < 7; column++) {
            bool frame = row == 0 || row == 6 || column == 0 || column == 6;
            bool middle = row >= 2 && row <= 4 && column >= 2 && column <= 4;
            assert_int_equal(is_dark(qr, top + row, left + column), frame || middle);
        }
        assert_false(is_dark(qr, top + row, left == 0 ? 7 : left - 1));
    }
}

/* The 15 bits of format beside the top left finder, highest first: two for the level, three for the
 * mask, ten to correct errors; as the standard masks them. */
static uint32_t format_of(const W(QrPage) * qr)
{
    static const uint8_t places[15][2] = {
        { 8, 0 }, { 8, 1 }, { 8, 2 }, { 8, 3 }, { 8, 4 }, { 8, 5 }, { 8, 7 }, { 8, 8 },
        { 7, 8 }, { 5, 8 }, { 4, 8 }, { 3, 8 }, { 2, 8 }, { 1, 8 }, { 0, 8 },
    };
    uint32_t bits = 0;

    for (size_t i = 0; i < 15; i++) {
        bits = bits << 1 | is_dark(qr, places[i][0], places[i][1]);
    }
    return bits ^ 0x5412;
}

static void a_qr_code_is_one(void **state)
{
    static const struct {
        uint32_t bytes;
        uint32_t side; /* by the standard, for level M and bytes */
    } rows[] = { { 1, 21 }, { 14, 21 }, { 15, 25 }, { 62, 33 }, { 100, 41 }, { 400, 77 } };
    struct world world;
    struct link owner;

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[512] = "";
        memset(text, 'a', rows[i].bytes);
        W(ServerMessage) *answer = ask_qr(&owner, text);
        assert_int_equal(answer->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE);
        const W(QrPage) *qr = answer->qr_page;
        assert_int_equal(qr->side, rows[i].side);
        assert_int_equal(qr->modules.len, (qr->side * qr->side + 7) / 8);
        assert_finder(qr, 0, 0);
        assert_finder(qr, 0, qr->side - 7);
        assert_finder(qr, qr->side - 7, 0);
        for (uint32_t j = 8; j < qr->side - 8; j++) { /* timing */
            assert_int_equal(is_dark(qr, 6, j), j % 2 == 0);
            assert_int_equal(is_dark(qr, j, 6), j % 2 == 0);
        }
        assert_int_equal(format_of(qr) >> 13, 0); /* level M */
        houvast__v1__server_message__free_unpacked(answer, NULL);
    }
    world_close(&world);
}

static void whoever_was_welcomed_may_have_a_qr_code(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    struct link *links[] = { &hall.facilitator, &hall.table, &hall.pens[0], &hall.projector };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        W(ServerMessage) *answer = ask_qr(links[i], "http://10.0.0.5:8080/#abc");
        assert_int_equal(answer->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_QR_PAGE);
        houvast__v1__server_message__free_unpacked(answer, NULL);
    }
    hall_end(&hall);
}

static W(ServerMessage) * ask_addresses(struct link *link)
{
    W(CatalogueRead) read = HOUVAST__V1__CATALOGUE_READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct hv_id id = world_id(link->world);

    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_ADDRESSES;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ;
    message.catalogue_read = &read;
    return ask(link, &message);
}

static void addresses_are_for_facilitators_projectors_and_the_owner(void **state)
{
    static char longest[HV_ADDRESS_MAX + 2];
    const char *addresses[HV_ADDRESSES_MAX + 2];
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    memset(longest, 'x', HV_ADDRESS_MAX + 1);
    addresses[0] = longest; /* beyond the limit: left out */
    addresses[1] = longest + 1;
    for (size_t i = 2; i < HV_ADDRESSES_MAX + 2; i++) {
        addresses[i] = "http://10.0.0.5:8080";
    }
    assert_int_equal(hv_host_set_addresses(hall.world.host, addresses, HV_ADDRESSES_MAX + 2),
                     HV_OK);
    struct link *readers[] = { &hall.owner, &hall.facilitator, &hall.projector };
    for (size_t i = 0; i < 3; i++) {
        W(ServerMessage) *answer = ask_addresses(readers[i]);
        assert_int_equal(answer->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADDRESSES_PAGE);
        assert_int_equal(answer->addresses_page->n_addresses, HV_ADDRESSES_MAX);
        assert_string_equal(answer->addresses_page->addresses[0], longest + 1);
        assert_string_equal(answer->addresses_page->addresses[1], "http://10.0.0.5:8080");
        houvast__v1__server_message__free_unpacked(answer, NULL);
    }
    struct link *others[] = { &hall.table, &hall.pens[0] };
    for (size_t i = 0; i < 2; i++) {
        W(ServerMessage) *answer = ask_addresses(others[i]);
        assert_int_equal(answer->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY);
        assert_int_equal(answer->reply->refusal, HV_REFUSAL_NOT_ALLOWED);
        houvast__v1__server_message__free_unpacked(answer, NULL);
    }

    const char *one[] = { "https://houvast.example" };
    assert_int_equal(hv_host_set_addresses(hall.world.host, one, 1), HV_OK);
    W(ServerMessage) *answer = ask_addresses(&hall.owner);
    assert_int_equal(answer->addresses_page->n_addresses, 1);
    houvast__v1__server_message__free_unpacked(answer, NULL);
    hall_end(&hall);
}

static void a_card_is_the_same_whenever_it_is_read(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    struct world_card first = world_read_card(&hall.facilitator, 1);
    struct world_card again = world_read_card(&hall.facilitator, 1);
    assert_memory_equal(&first, &again, sizeof first);
    assert_memory_equal(first.token, hall.facilitator_token, sizeof(struct hv_id)); /* the log */
    world_add_couple(&hall.facilitator);
    struct world_card other = world_read_card(&hall.facilitator, 2);
    assert_memory_not_equal(first.token, other.token, sizeof first.token);
    assert_string_not_equal(first.code, other.code);
    hall_end(&hall);
}

/* Whether it got a key; then it is in `ret_key`. */
static bool ask_outbox_key(struct link *link, uint32_t seat, uint8_t ret_key[HV_SECRET_SIZE])
{
    W(Read) read = HOUVAST__V1__READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct hv_id id = world_id(link->world);

    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_OUTBOX_KEY;
    read.number = seat;
    read.most = 1;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    message.read = &read;
    W(ServerMessage) *answer = ask(link, &message);
    bool came = answer->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE;
    if (came) {
        assert_int_equal(answer->read_page->n_rows, 1);
        assert_int_equal(answer->read_page->rows[0]->key.len, HV_SECRET_SIZE);
        memcpy(ret_key, answer->read_page->rows[0]->key.data, HV_SECRET_SIZE);
    } else {
        assert_int_equal(answer->reply->refusal, HV_REFUSAL_LOCKED);
    }
    houvast__v1__server_message__free_unpacked(answer, NULL);
    return came;
}

static void an_outbox_key_is_of_one_seat_and_one_evening(void **state)
{
    struct hall hall;
    struct world again;
    struct link pen;
    uint8_t key[HV_SECRET_SIZE], same[HV_SECRET_SIZE], other[HV_SECRET_SIZE];

    (void)state;
    hall_begin(&hall);
    assert_true(ask_outbox_key(&hall.pens[0], 1, key));
    assert_true(ask_outbox_key(&hall.pens[1], 2, other));
    assert_memory_not_equal(key, other, sizeof key);
    assert_false(ask_outbox_key(&hall.pens[0], 2, other));
    assert_false(ask_outbox_key(&hall.facilitator, 1, other));

    COMMAND(lock, LOCK_SEAT, LockSeat, lock_seat);
    lock_part.seat = 1;
    (void)link_do(&hall.pens[0], lock);
    assert_false(ask_outbox_key(&hall.pens[0], 1, other));
    world_unlock(&hall.pens[0], 1);
    assert_true(ask_outbox_key(&hall.pens[0], 1, same));
    assert_memory_equal(key, same, sizeof key);

    hall_forget(&hall);
    world_stop(&hall.world);
    world_start(&again, hall.world.store, 3);
    world_run(&again);
    link_join(&pen, &again, hall.pen_tokens[0]);
    assert_true(ask_outbox_key(&pen, 1, same)); /* the seat is still unlocked on it */
    assert_memory_equal(key, same, sizeof key);
    link_forget(&pen);
    world_close(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_qr_code_is_one),
        cmocka_unit_test(whoever_was_welcomed_may_have_a_qr_code),
        cmocka_unit_test(addresses_are_for_facilitators_projectors_and_the_owner),
        cmocka_unit_test(a_card_is_the_same_whenever_it_is_read),
        cmocka_unit_test(an_outbox_key_is_of_one_seat_and_one_evening),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
