/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * At the door of a world (host_world.h): people who come without a token, and what they get.
 */
#ifndef HV_TESTS_UNIT_HOST_DOOR_H
#define HV_TESTS_UNIT_HOST_DOOR_H

#include "host_hall.h"

static inline struct hv_id peer_number(uint8_t number)
{
    return (struct hv_id){ { [10] = 0xff, [11] = 0xff, 192, 0, 2, number } };
}

/* From an address of its own. */
static inline void link_open_from(struct link *link, struct world *world, uint8_t number)
{
    struct hv_id peer = peer_number(number);

    *link = (struct link){ .world = world, .takes = UINT32_MAX };
    link->member = hv_host_connect(world->host, link, &peer);
    assert_non_null(link->member);
}

/* A card of HV_TOKEN_SIZE bytes, or a code; the other is NULL. */
static inline void
link_arrive(struct link *link, struct hv_id id, const uint8_t *card, const char *code, W(Role) role)
{
    W(Arrive) arrive = HOUVAST__V1__ARRIVE__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    uint8_t copy[HV_TOKEN_SIZE] = { 0 };
    char text[32] = "";

    arrive.version_from = 1;
    arrive.version_to = 1;
    arrive.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    arrive.role = role;
    if (card != NULL) {
        memcpy(copy, card, sizeof copy);
        arrive.card = (ProtobufCBinaryData){ .len = sizeof copy, .data = copy };
    }
    if (code != NULL) {
        snprintf(text, sizeof text, "%s", code);
        arrive.code = text;
    }
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_ARRIVE;
    message.arrive = &arrive;
    link_say(link, &message);
}

static inline void
link_login_by_code(struct link *link, struct hv_id id, const char *passphrase, const char *code)
{
    W(Login) login = HOUVAST__V1__LOGIN__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    char text[256], digits[16];

    snprintf(text, sizeof text, "%s", passphrase);
    snprintf(digits, sizeof digits, "%s", code);
    login.version_from = 1;
    login.version_to = 1;
    login.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    login.passphrase = text;
    login.code = digits;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_LOGIN;
    message.login = &login;
    link_say(link, &message);
}

static inline void link_login(struct link *link, struct hv_id id, const char *passphrase)
{
    link_login_by_code(link, id, passphrase, "");
}

/* Whether the first frame it got is a token. */
static inline bool link_admission(const struct link *link, uint8_t ret_token[HV_TOKEN_SIZE])
{
    if (link->count == 0) {
        return false;
    }
    W(ServerMessage) *message = link_message(link, 0);
    bool admitted = message->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_ADMISSION;
    if (admitted) {
        assert_int_equal(message->admission->token.len, HV_TOKEN_SIZE);
        memcpy(ret_token, message->admission->token.data, HV_TOKEN_SIZE);
    }
    houvast__v1__server_message__free_unpacked(message, NULL);
    return admitted;
}

/* What it was welcomed as, by the first frame. */
static inline W(Role) link_role(const struct link *link)
{
    W(ServerMessage) *message = link_message(link, 0);
    assert_int_equal(message->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_WELCOME);
    W(Role) role = message->welcome->role;
    houvast__v1__server_message__free_unpacked(message, NULL);
    return role;
}

struct world_card {
    uint8_t token[HV_TOKEN_SIZE];
    char code[HV_CARD_CODE_SIZE + 1];
};

/* The card of a unit, as its facilitator reads it. */
static inline struct world_card world_read_card(struct link *facilitator, uint32_t unit)
{
    W(Read) read = HOUVAST__V1__READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct hv_id id = world_id(facilitator->world);
    struct world_card card = { .code = "" };

    link_forget(facilitator);
    read.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS;
    read.most = 64;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_READ;
    message.read = &read;
    link_say(facilitator, &message);
    world_run(facilitator->world);
    W(ServerMessage) *answer = link_message(facilitator, 0);
    assert_int_equal(answer->message_case, HOUVAST__V1__SERVER_MESSAGE__MESSAGE_READ_PAGE);
    for (size_t i = 0; i < answer->read_page->n_rows; i++) {
        const W(ReadRow) *row = answer->read_page->rows[i];
        if (row->unit == unit) {
            assert_int_equal(row->token.len, HV_TOKEN_SIZE);
            assert_int_equal(strlen(row->code), HV_CARD_CODE_SIZE);
            memcpy(card.token, row->token.data, HV_TOKEN_SIZE);
            memcpy(card.code, row->code, sizeof card.code);
        }
    }
    houvast__v1__server_message__free_unpacked(answer, NULL);
    link_forget(facilitator);
    assert_int_not_equal(card.code[0], '\0');
    return card;
}

/* Opens the lobby; gives the walk-in code as the stage pane shows it. */
static inline void world_open_lobby(struct link *facilitator,
                                    char ret_code[HV_WALK_IN_CODE_SIZE + 1])
{
    COMMAND(lobby, SET_LOBBY, SetLobby, set_lobby);
    lobby_part.open = true;
    (void)link_do(facilitator, lobby);
    W(ServerMessage) *stage = link_pane(facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE);
    assert_non_null(stage);
    assert_non_null(stage->pane->stage->lobby);
    assert_int_equal(strlen(stage->pane->stage->lobby->code), HV_WALK_IN_CODE_SIZE);
    memcpy(ret_code, stage->pane->stage->lobby->code, HV_WALK_IN_CODE_SIZE + 1);
    houvast__v1__server_message__free_unpacked(stage, NULL);
    link_forget(facilitator);
}

static inline void world_close_lobby(struct link *facilitator)
{
    COMMAND(lobby, SET_LOBBY, SetLobby, set_lobby);
    (void)link_do(facilitator, lobby);
}

#endif
