/* SPDX-License-Identifier: EUPL-1.2 */
#include "crowd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* ---- The loop ---- */

static void on_late(uv_timer_t *timer)
{
    struct crowd *crowd = timer->data;
    crowd->late = true;
}

void crowd_wait(struct crowd *crowd, bool (*happened)(void *data), void *data, const char *what)
{
    crowd->late = false;
    uv_update_time(&crowd->loop);
    uv_timer_start(&crowd->patience, on_late, CROWD_WAIT_MS, 0);
    while (!happened(data) && !crowd->late) {
        uv_run(&crowd->loop, UV_RUN_ONCE);
    }
    uv_timer_stop(&crowd->patience);
    if (crowd->late) {
        for (uint32_t i = 0; i < crowd->count; i++) {
            const struct guest *guest = &crowd->guests[i];
            if (guest->crowd != NULL) {
                print_error("guest %u: state %d, farewell %d, %s\n", i,
                            (int)hv_client_state(guest->client), (int)guest->farewell,
                            hv_client_link_problem(guest->link));
            }
        }
        fail_msg("waited too long until %s", what);
    }
}

void crowd_open(struct crowd *crowd, const char *link)
{
    memset(crowd, 0, sizeof *crowd);
    assert_int_equal(uv_loop_init(&crowd->loop), 0);
    uv_timer_init(&crowd->loop, &crowd->patience);
    crowd->patience.data = crowd;
    assert_int_equal(hv_client_address_parse(link, &crowd->address), HV_CLIENT_OK);
    assert_int_equal(hv_client_hub_open(&crowd->loop, NULL, &crowd->hub), HV_CLIENT_OK);
    assert_int_equal(hv_client_shelf_new(NULL, &crowd->shelf), HV_CLIENT_OK);
}

static void on_hub_closed(void *data)
{
    struct crowd *crowd = data;
    crowd->hub_closed = true;
}

static bool hub_closed(void *data)
{
    const struct crowd *crowd = data;
    return crowd->hub_closed;
}

void crowd_close(struct crowd *crowd)
{
    for (uint32_t i = 0; i < crowd->count; i++) {
        guest_leave(&crowd->guests[i]);
    }
    hv_client_hub_close(crowd->hub, on_hub_closed, crowd);
    crowd_wait(crowd, hub_closed, crowd, "the hub closed");
    uv_close((uv_handle_t *)&crowd->patience, NULL);
    uv_run(&crowd->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&crowd->loop), 0);
    hv_client_shelf_free(crowd->shelf);
}

/* ---- Guests ---- */

static void draw(void *data, void *buffer, size_t size)
{
    (void)data;
    if (getrandom(buffer, size, 0) != (ssize_t)size) {
        abort();
    }
}

static void on_state(struct hv_client *client, void *data)
{
    struct guest *guest = data;
    enum hv_client_farewell farewell = hv_client_farewell(client);
    if (farewell != HV_CLIENT_FAREWELL_NONE) {
        guest->farewell = farewell;
    }
    switch (hv_client_state(client)) {
    case HV_CLIENT_OPEN:
        guest->welcomes++;
        break;
    case HV_CLIENT_WAITING:
        guest->losses++;
        break;
    case HV_CLIENT_CONNECTING:
    case HV_CLIENT_FAREWELLED:
        break;
    }
}

static void on_pane(struct hv_client *client, void *data, const Houvast__V1__Pane *pane)
{
    struct guest *guest = data;
    (void)client;
    (void)pane;
    guest->panes++;
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct guest *guest = data;
    (void)client;
    if (!guest->answered && memcmp(reply->id, guest->asked, sizeof guest->asked) == 0) {
        guest->answered = true;
        guest->answer = (struct answer){ .outcome = reply->outcome,
                                         .refusal = reply->refusal,
                                         .number = reply->number };
        if (reply->token != NULL) {
            hv_client_token_format(reply->token, guest->answer.token);
        }
    }
    if (guest->on_reply != NULL) {
        guest->on_reply(guest, reply);
    }
}

static void on_page(struct hv_client *client, void *data, const struct hv_client_page *page)
{
    struct guest *guest = data;
    (void)client;
    if (guest->on_page != NULL) {
        guest->on_page(guest, page);
    }
}

struct guest *crowd_approach(struct crowd *crowd, const char *token)
{
    assert_true(crowd->count < CROWD_MAX);
    struct guest *guest = &crowd->guests[crowd->count++];
    struct hv_client_config config = {
        .token = guest->token,
        .language = HV_CLIENT_NL,
        .random = draw,
        .handlers = { .on_state = on_state,
                      .on_pane = on_pane,
                      .on_reply = on_reply,
                      .on_page = on_page },
        .data = guest,
        .shelf = crowd->shelf,
    };

    *guest = (struct guest){ .crowd = crowd, .answered = true };
    memcpy(guest->token, token, sizeof guest->token);
    assert_int_equal(hv_client_new(&config, &guest->client), HV_CLIENT_OK);
    assert_int_equal(hv_client_link_open(crowd->hub, guest->client, &crowd->address, &guest->link),
                     HV_CLIENT_OK);
    return guest;
}

static bool is_open(void *data)
{
    const struct guest *guest = data;
    return hv_client_state(guest->client) == HV_CLIENT_OPEN;
}

struct guest *crowd_join(struct crowd *crowd, const char *token)
{
    struct guest *guest = crowd_approach(crowd, token);
    crowd_wait(crowd, is_open, guest, "a guest was welcomed");
    guest->greeted = guest->welcomes;
    return guest;
}

static void on_link_closed(void *data)
{
    struct guest *guest = data;
    guest->closed = true;
}

static bool link_closed(void *data)
{
    const struct guest *guest = data;
    return guest->closed;
}

void guest_leave(struct guest *guest)
{
    struct crowd *crowd = guest->crowd;
    if (crowd == NULL) {
        return;
    }
    hv_client_link_close(guest->link, on_link_closed, guest);
    crowd_wait(crowd, link_closed, guest, "a guest left");
    guest->on_reply = NULL;
    hv_client_free(guest->client);
    guest->crowd = NULL;
}

/* Someone who did not notice yet that the server was gone still looks open. */
static bool all_returned(void *data)
{
    struct crowd *crowd = data;
    bool all = true;
    for (uint32_t i = 0; i < crowd->count; i++) {
        struct guest *guest = &crowd->guests[i];
        if (guest->crowd != NULL && (!is_open(guest) || guest->welcomes == guest->greeted)) {
            hv_client_link_retry_now(guest->link);
            all = false;
        }
    }
    return all;
}

void crowd_return(struct crowd *crowd)
{
    crowd_wait(crowd, all_returned, crowd, "everyone was back");
    for (uint32_t i = 0; i < crowd->count; i++) {
        crowd->guests[i].greeted = crowd->guests[i].welcomes;
    }
}

/* ---- Asking ---- */

static enum hv_client_status send_under(struct guest *guest,
                                        const uint8_t *id,
                                        Houvast__V1__Command__WhatCase what_case,
                                        ProtobufCMessage *what,
                                        uint8_t *ret_id)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    uint8_t bytes[HV_CLIENT_ID_SIZE];
    if (id != NULL) {
        memcpy(bytes, id, sizeof bytes);
        command.id = (ProtobufCBinaryData){ .data = bytes, .len = sizeof bytes };
    }
    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what; /* every member of the oneof is a pointer */
    return hv_client_command(guest->client, &command, ret_id);
}

bool guest_send(struct guest *guest,
                Houvast__V1__Command__WhatCase what_case,
                ProtobufCMessage *what,
                uint8_t ret_id[HV_CLIENT_ID_SIZE])
{
    return send_under(guest, NULL, what_case, what, ret_id) == HV_CLIENT_OK;
}

bool guest_send_as(struct guest *guest,
                   const uint8_t id[HV_CLIENT_ID_SIZE],
                   Houvast__V1__Command__WhatCase what_case,
                   ProtobufCMessage *what)
{
    return send_under(guest, id, what_case, what, NULL) == HV_CLIENT_OK;
}

static bool is_answered(void *data)
{
    const struct guest *guest = data;
    return guest->answered;
}

struct answer
guest_ask(struct guest *guest, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what)
{
    enum hv_client_status status = send_under(guest, NULL, what_case, what, guest->asked);
    if (status != HV_CLIENT_OK) {
        fail_msg("command %d was not taken: %s", (int)what_case, hv_client_status_text(status));
    }
    guest->answered = false;
    crowd_wait(guest->crowd, is_answered, guest, "a command was answered");
    return guest->answer;
}

struct answer
guest_do(struct guest *guest, Houvast__V1__Command__WhatCase what_case, ProtobufCMessage *what)
{
    struct answer answer = guest_ask(guest, what_case, what);
    if (answer.outcome != HV_CLIENT_DONE) {
        fail_msg("command %d was refused: %d", (int)what_case, answer.refusal);
    }
    return answer;
}

/* ---- Seeing ---- */

/* The body of a pane, which is a pointer whatever the kind is. */
static const void *body(const struct guest *guest, Houvast__V1__PaneKind kind, uint32_t number)
{
    const Houvast__V1__Pane *pane = hv_client_pane(guest->client, (int)kind, number);
    return pane != NULL && pane->body_case != HOUVAST__V1__PANE__BODY__NOT_SET ? pane->stage : NULL;
}

const Houvast__V1__StagePane *guest_stage(const struct guest *guest)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
}

const Houvast__V1__WallPane *guest_wall(const struct guest *guest)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_WALL, 0);
}

const Houvast__V1__UnitPane *guest_unit(const struct guest *guest, uint32_t unit)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, unit);
}

const Houvast__V1__SeatPane *guest_seat(const struct guest *guest, uint32_t seat)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, seat);
}

const Houvast__V1__WorkPane *guest_work(const struct guest *guest, uint32_t seat)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_WORK, seat);
}

const Houvast__V1__BoardPane *guest_board(const struct guest *guest)
{
    return body(guest, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 0);
}
