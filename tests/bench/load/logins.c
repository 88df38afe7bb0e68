/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/logins.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "houvast/client.h"
#include "houvast/v1/wire.pb-c.h"

#define SECOND   UINT64_C(1000000000)
#define AGAIN_NS (SECOND / 4)

struct login {
    struct link link;
    struct hv_client *client;              /* NULL: not under way */
    uint8_t log[HV_CLIENT_TOKEN_SIZE / 2]; /* of the group to go into */
    uint64_t due;
    bool refused, in;
};

static struct {
    struct load *load;
    struct login *all;
    uint32_t count, in, rests;
    uint64_t began, ended;
} logins;

static void draw(void *data, void *buffer, size_t size)
{
    (void)data;
    if (getrandom(buffer, size, 0) != (ssize_t)size) {
        abort();
    }
}

static void on_reply(struct hv_client *client, void *data, const struct hv_client_reply *reply)
{
    struct login *login = data;
    (void)client;
    login->in = reply->outcome == HV_CLIENT_DONE && reply->token != NULL;
    login->refused = reply->outcome == HV_CLIENT_REFUSED;
}

static void check(enum hv_client_status status)
{
    if (status != HV_CLIENT_OK) {
        give_up("a login: %s", hv_client_status_text(status));
    }
}

/* The engine says what it was told as soon as the server lets it. */
static void come(struct login *login)
{
    const struct hv_client_config config = { .language = HV_CLIENT_NL,
                                             .random = draw,
                                             .handlers = { .on_reply = on_reply },
                                             .data = login };
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__EnterGroup enter = HOUVAST__V1__ENTER_GROUP__INIT;

    enter.log = (ProtobufCBinaryData){ .data = login->log, .len = sizeof login->log };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    command.enter_group = &enter;
    check(hv_client_new(&config, &login->client));
    check(hv_client_login(login->client, logins.load->options.passphrase, NULL));
    check(hv_client_house_command(login->client, &command, NULL));
    login->link = (struct link){ .load = logins.load, .part = LINK_LOGS_IN, .fd = -1 };
    link_open(&login->link);
}

static void go(struct login *login)
{
    link_drop(&login->link);
    hv_client_lost(login->client);
    hv_client_free(login->client);
    login->client = NULL;
}

/* The first half of a device's token is the id of its group's log. */
static void choose_groups(const struct plan *plan)
{
    uint32_t chosen = 0;
    for (uint32_t i = 0; i < plan->count && chosen < logins.count; i++) {
        if (plan->devices[i].role == PLAN_FACILITATOR) {
            struct login *login = &logins.all[chosen++];
            memcpy(login->log, plan->devices[i].token, sizeof login->log);
        }
    }
    if (chosen < logins.count) {
        give_up("%u groups are too few for %u logins", chosen, logins.count);
    }
}

void logins_begin(struct load *load)
{
    logins.load = load;
    logins.count = load->options.logins;
    logins.began = logins.ended = load->now;
    if (logins.count == 0) {
        return;
    }
    if (load->options.passphrase == NULL) {
        give_up("logins take a --passphrase");
    }
    logins.all = calloc(logins.count, sizeof logins.all[0]);
    if (logins.all == NULL) {
        give_up("out of memory");
    }
    choose_groups(&load->plan);
}

void logins_turn(uint64_t now, uint64_t *next)
{
    for (uint32_t i = 0; i < logins.count; i++) {
        struct login *login = &logins.all[i];
        if (login->client != NULL || login->in) {
            continue;
        }
        if (login->due <= now) {
            come(login);
        } else if (login->due < *next) {
            *next = login->due;
        }
    }
}

uint32_t logins_left(void)
{
    return logins.count - logins.in;
}

void logins_report(json_t *found)
{
    if (logins.count > 0) {
        json_object_set_new(found, "logins", json_real(logins.in));
        json_object_set_new(found, "logins_s",
                            json_real((double)(logins.ended - logins.began) / (double)SECOND));
        json_object_set_new(found, "rests", json_real(logins.rests));
    }
}

void logins_end(void)
{
    for (uint32_t i = 0; i < logins.count; i++) {
        if (logins.all[i].client != NULL) {
            go(&logins.all[i]);
        }
    }
    free(logins.all);
    logins.all = NULL;
    logins.count = 0;
}

/* ---- Of a link ---- */

static struct login *login_of(struct link *link)
{
    return (struct login *)link; /* its first member */
}

static void say_what_is_due(struct login *login)
{
    uint8_t message[HV_CLIENT_SEND_MAX];
    size_t size;
    while (hv_client_send_next(login->client, message, sizeof message, &size) == HV_CLIENT_OK &&
           size > 0) {
        link_send(&login->link, LINK_BINARY, message, size);
    }
}

void logins_on_open(struct link *link)
{
    struct login *login = login_of(link);
    check(hv_client_opened(login->client));
    say_what_is_due(login);
}

static bool is_to_rest(const struct login *login, enum hv_client_status status)
{
    return status == HV_CLIENT_EFAREWELL &&
           hv_client_farewell(login->client) == HV_CLIENT_FAREWELL_RESTING;
}

void logins_on_message(struct link *link, const uint8_t *bytes, size_t size)
{
    struct login *login = login_of(link);
    uint64_t now = link->load->now;
    enum hv_client_status status =
        hv_client_receive(login->client, (int64_t)(now / 1000000), bytes, size);

    if (is_to_rest(login, status)) {
        logins.rests++;
        login->due = now + AGAIN_NS;
        go(login);
        return;
    }
    check(status);
    if (login->refused) {
        give_up("a login may not go into its group");
    }
    if (login->in) {
        logins.in++;
        logins.ended = now;
        go(login);
        return;
    }
    say_what_is_due(login);
}
