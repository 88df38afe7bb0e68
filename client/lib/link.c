/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Life of a link:
 *   start            the timer of a resting link; names are resolved on libuv's threads, as
 *                    libwebsockets would do it on ours
 *   ESTABLISHED      hv_client_opened
 *   WRITEABLE        goodbye, else a ping that is due, else one message of the engine
 *   RECEIVE          pieces are joined up to the cap -> hv_client_receive
 *   gone             CONNECTION_ERROR, CLOSED, or no connection at all -> hv_client_lost ->
 *                    resting, or the end
 *   end              the timer's close callback frees the link
 * A link that closes passes through `gone` like one that is lost, so that there is one way out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"

#define WELCOME_WITHIN_MS  15000 /* resolving, connecting and joining together */
#define GOODBYE_WITHIN_S   1
#define PING_PERIOD_S      30
#define SILENCE_MAX_MS     75000
#define MESSAGE_ROOM_FIRST 8192

static void start(uv_timer_t *timer);

/* What ends an attempt or a connection first is what is to blame. */
static void blame(struct hv_client_link *link, const char *problem)
{
    if (!link->blamed) {
        link->blamed = true;
        (void)snprintf(link->problem, sizeof link->problem, "%s", problem);
    }
}

/* What somebody wrote may stand in it. */
static void drop_message(struct hv_client_link *link)
{
    if (link->message != NULL) {
        explicit_bzero(link->message, link->message_room);
        free(link->message);
    }
    link->message = NULL;
    link->message_size = 0;
    link->message_room = 0;
}

/* ---- Ending ---- */

static void on_timer_closed(uv_handle_t *handle)
{
    struct hv_client_link *link = handle->data;
    void (*on_closed)(void *) = link->on_closed;
    void *data = link->on_closed_data;

    hv_client_hub_link_gone(link->hub, link);
    drop_message(link);
    free(link);
    if (on_closed != NULL) {
        on_closed(data);
    }
}

static void end(struct hv_client_link *link)
{
    if (!link->ended) {
        link->ended = true;
        hv_client_set_ready(link->client, NULL, NULL);
        uv_close((uv_handle_t *)&link->timer, on_timer_closed);
    }
}

/* Nothing of an attempt or a connection is left, and the engine has not heard of it yet. */
static void gone(struct hv_client_link *link, const char *problem)
{
    if (link->phase == HV_CLIENT_LINK_RESTING) {
        return;
    }
    link->phase = HV_CLIENT_LINK_RESTING;
    link->wsi = NULL;
    drop_message(link);
    link->goodbye = 0;
    blame(link, problem);
    uv_timer_stop(&link->timer);
    hv_client_lost(link->client);
    if (link->closing) {
        end(link);
    } else if (hv_client_state(link->client) != HV_CLIENT_FAREWELLED) {
        uv_timer_start(&link->timer, start, hv_client_retry_delay(link->client), 0);
    }
}

/* Never frees: `gone` comes from the loop. libwebsockets looks at its timers when something
 * happens to it, so something must. */
static void kill_connection(struct hv_client_link *link)
{
    lws_set_timeout(link->wsi, PENDING_TIMEOUT_KILLED_BY_PARENT, LWS_TO_KILL_ASYNC);
    lws_cancel_service(link->hub->context);
}

static void on_too_long(uv_timer_t *timer)
{
    struct hv_client_link *link = timer->data;
    blame(link, "the server did not answer in time");
    if (link->phase == HV_CLIENT_LINK_RESOLVING) {
        (void)uv_cancel((uv_req_t *)&link->resolving); /* or it ends by itself */
    } else {
        kill_connection(link);
    }
}

/* ---- Connecting ---- */

/* As a Host header has it: without the port that goes without saying. */
static void write_host(const struct hv_client_address *address, char *host, size_t room)
{
    if (address->port == (address->tls ? 443 : 80)) {
        (void)snprintf(host, room, "%s", address->host);
    } else {
        (void)snprintf(host, room, "%s:%u", address->host, (unsigned)address->port);
    }
}

static void connect_to(struct hv_client_link *link, const char *numeric_address)
{
    static const lws_retry_bo_t no_validity = { 0 };
    char host[HV_CLIENT_HOST_MAX + 8];
    struct lws_client_connect_info info = {
        .context = link->hub->context,
        .vhost = link->hub->vhost,
        .address = numeric_address,
        .port = link->address.port,
        .ssl_connection = LCCSCF_HTTP_NO_FOLLOW_REDIRECT | (link->address.tls ? LCCSCF_USE_SSL : 0),
        .path = "/",
        .host = host,
        .protocol = HV_CLIENT_SUBPROTOCOL,
        .local_protocol_name = HV_CLIENT_SUBPROTOCOL,
        .alpn = "http/1.1",
        .ietf_version_or_minus_one = -1,
        .userdata = link,
        .retry_and_idle_policy = &no_validity,
    };

    write_host(&link->address, host, sizeof host);
    link->phase = HV_CLIENT_LINK_CONNECTING;
    link->wsi = lws_client_connect_via_info(&info);
    if (link->wsi == NULL) {
        gone(link, "the connection could not be begun");
    }
}

static void on_resolved(uv_getaddrinfo_t *request, int status, struct addrinfo *found)
{
    struct hv_client_link *link = request->data;
    char address[INET_ADDRSTRLEN];
    const char *problem = NULL;

    if (status != 0) {
        problem = uv_strerror(status);
    } else if (uv_ip4_name((const struct sockaddr_in *)(const void *)found->ai_addr, address,
                           sizeof address) != 0) {
        problem = "the name has no IPv4 address";
    }
    uv_freeaddrinfo(found);
    bool too_late = link->closing || link->blamed;
    if (too_late || problem != NULL) {
        gone(link, problem != NULL ? problem : "closed");
    } else {
        connect_to(link, address);
    }
}

static void start(uv_timer_t *timer)
{
    static const struct addrinfo only_ipv4 = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM };
    struct hv_client_link *link = timer->data;
    struct sockaddr_in unused;

    link->blamed = false;
    link->phase = HV_CLIENT_LINK_RESOLVING;
    uv_timer_start(&link->timer, on_too_long, WELCOME_WITHIN_MS, 0);
    if (uv_ip4_addr(link->address.host, link->address.port, &unused) == 0) {
        connect_to(link, link->address.host);
        return;
    }
    link->resolving.data = link;
    int status = uv_getaddrinfo(link->hub->loop, &link->resolving, on_resolved, link->address.host,
                                NULL, &only_ipv4);
    if (status != 0) {
        gone(link, uv_strerror(status));
    }
}

/* ---- Sending ---- */

static void on_ready(void *data)
{
    struct hv_client_link *link = data;
    if (link->phase == HV_CLIENT_LINK_UP) {
        lws_callback_on_writable(link->wsi);
    }
}

static int on_writeable(struct hv_client_link *link)
{
    uint8_t *out = link->hub->out + LWS_PRE;
    size_t size = 0;

    if (link->goodbye != 0) {
        lws_close_reason(link->wsi, (enum lws_close_status)link->goodbye, NULL, 0);
        return -1;
    }
    if (link->ping_due) {
        link->ping_due = false;
        lws_callback_on_writable(link->wsi);
        return lws_write(link->wsi, out, 0, LWS_WRITE_PING) < 0 ? -1 : 0;
    }
    (void)hv_client_send_next(link->client, out, HV_CLIENT_SEND_MAX, &size);
    if (size == 0) {
        return 0;
    }
    lws_callback_on_writable(link->wsi);
    return lws_write(link->wsi, out, size, LWS_WRITE_BINARY) < 0 ? -1 : 0;
}

static void say_goodbye(struct hv_client_link *link, uint16_t status)
{
    if (link->goodbye == 0) {
        link->goodbye = status;
        lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, GOODBYE_WITHIN_S);
        lws_callback_on_writable(link->wsi);
    }
}

/* ---- Receiving ---- */

/* Room for one message at a time, made when one comes in pieces and given back when it is whole. */
static bool append(struct hv_client_link *link, const void *data, size_t size)
{
    size_t want = link->message_size + size;
    if (want > HV_CLIENT_RECEIVE_MAX) {
        return false;
    }
    if (want > link->message_room) {
        size_t room = link->message_room == 0 ? MESSAGE_ROOM_FIRST : link->message_room;
        while (room < want) {
            room *= 2;
        }
        size_t before = link->message_size;
        uint8_t *message = malloc(room);
        if (message == NULL) {
            return false;
        }
        if (before > 0) {
            memcpy(message, link->message, before);
        }
        drop_message(link);
        link->message = message;
        link->message_size = before;
        link->message_room = room;
    }
    memcpy(link->message + link->message_size, data, size);
    link->message_size = want;
    return true;
}

static int take_message(struct hv_client_link *link, const void *message, size_t size)
{
    enum hv_client_status status =
        hv_client_receive(link->client, (int64_t)uv_now(link->hub->loop), message, size);

    if (status == HV_CLIENT_OK) {
        if (hv_client_state(link->client) == HV_CLIENT_OPEN && link->goodbye == 0) {
            uv_timer_stop(&link->timer); /* welcomed in time */
        }
        return 0;
    }
    blame(link, hv_client_status_text(status));
    bool fault = status == HV_CLIENT_EPROTOCOL;
    lws_close_reason(link->wsi, fault ? LWS_CLOSE_STATUS_PROTOCOL_ERR : LWS_CLOSE_STATUS_NORMAL,
                     NULL, 0);
    return -1;
}

static int on_receive(struct hv_client_link *link, const void *data, size_t size)
{
    bool whole = lws_is_final_fragment(link->wsi) && lws_remaining_packet_payload(link->wsi) == 0;

    link->heard_at = uv_now(link->hub->loop);
    if (link->goodbye != 0) {
        return 0;
    }
    if (!lws_frame_is_binary(link->wsi)) {
        return take_message(link, data, HV_CLIENT_RECEIVE_MAX + 1); /* as bad as one too large */
    }
    if (whole && link->message_size == 0) {
        return take_message(link, data, size);
    }
    if (size > 0 && !append(link, data, size)) {
        return take_message(link, data, HV_CLIENT_RECEIVE_MAX + 1);
    }
    if (!whole) {
        return 0;
    }
    int result = take_message(link, link->message, link->message_size);
    drop_message(link);
    return result;
}

/* ---- The callback ---- */

static int on_established(struct hv_client_link *link, struct lws *wsi)
{
    link->wsi = wsi;
    link->phase = HV_CLIENT_LINK_UP;
    link->heard_at = uv_now(link->hub->loop);
    link->ping_due = false;
    if (link->closing || link->blamed) {
        return -1; /* the handshake's own timer took the place of kill_connection's */
    }
    if (hv_client_opened(link->client) != HV_CLIENT_OK) {
        return -1;
    }
    lws_callback_on_writable(wsi);
    return 0;
}

static void on_gone(struct hv_client_link *link, struct lws *wsi, const void *text, size_t size)
{
    char problem[sizeof link->problem];
    bool said = text != NULL && size > 0;

    lws_set_wsi_user(wsi, NULL); /* libwebsockets keeps it for a turn after this */
    (void)snprintf(problem, sizeof problem, "%.*s", said ? (int)size : 0,
                   said ? (const char *)text : "");
    drop_message(link);
    gone(link, said ? problem : "the connection was closed");
}

int hv_client_link_callback(struct lws *wsi,
                            enum lws_callback_reasons reason,
                            void *user,
                            void *in,
                            size_t size)
{
    switch ((int)reason) {
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
    case LWS_CALLBACK_CLIENT_RECEIVE:
    case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
    case LWS_CALLBACK_CLIENT_WRITEABLE:
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
    case LWS_CALLBACK_CLIENT_CLOSED:
    case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
        break;
    default:
        return 0; /* `user` is something else in many of them */
    }
    struct hv_client_link *link = user;
    if (link == NULL) {
        return 0;
    }
    switch ((int)reason) {
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        return on_established(link, wsi);
    case LWS_CALLBACK_CLIENT_RECEIVE:
        return on_receive(link, in, size);
    case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
        link->heard_at = uv_now(link->hub->loop);
        return 0;
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        return on_writeable(link);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        on_gone(link, wsi, in, size);
        return 0;
    default:
        on_gone(link, wsi, NULL, 0);
        return 0;
    }
}

void hv_client_links_turn_wheel(struct hv_client_hub *hub)
{
    uint64_t now = uv_now(hub->loop);
    for (uint32_t i = hub->wheel_turn; i < hub->link_count; i += PING_PERIOD_S) {
        struct hv_client_link *link = hub->links[i];
        if (link->phase != HV_CLIENT_LINK_UP || link->goodbye != 0) {
            continue;
        }
        if (now - link->heard_at > SILENCE_MAX_MS) {
            blame(link, "nothing came from the server for too long");
            kill_connection(link);
        } else {
            link->ping_due = true;
            lws_callback_on_writable(link->wsi);
        }
    }
    hub->wheel_turn = (hub->wheel_turn + 1) % PING_PERIOD_S;
}

/* ---- What callers do ---- */

enum hv_client_status hv_client_link_open(struct hv_client_hub *hub,
                                          struct hv_client *client,
                                          const struct hv_client_address *address,
                                          struct hv_client_link **ret)
{
    if (address->host[0] == '\0') {
        return HV_CLIENT_EINVAL;
    }
    if (hub->closing) {
        return HV_CLIENT_ESTATE;
    }
    struct hv_client_link *link = calloc(1, sizeof *link);
    if (link == NULL || !hv_client_hub_link_came(hub, link)) {
        free(link);
        return HV_CLIENT_ENOMEM;
    }
    link->client = client;
    link->address = *address;
    explicit_bzero(link->address.token, sizeof link->address.token);
    link->phase = HV_CLIENT_LINK_RESTING;
    uv_timer_init(hub->loop, &link->timer);
    link->timer.data = link;
    uv_timer_start(&link->timer, start, 0, 0);
    hv_client_set_ready(client, on_ready, link);
    *ret = link;
    return HV_CLIENT_OK;
}

void hv_client_link_close(struct hv_client_link *link, void (*on_closed)(void *data), void *data)
{
    if (link->closing) {
        return;
    }
    link->closing = true;
    link->on_closed = on_closed;
    link->on_closed_data = data;
    switch (link->phase) {
    case HV_CLIENT_LINK_RESTING:
        end(link);
        break;
    case HV_CLIENT_LINK_RESOLVING:
        (void)uv_cancel((uv_req_t *)&link->resolving); /* or it ends by itself */
        break;
    case HV_CLIENT_LINK_CONNECTING:
        kill_connection(link);
        break;
    case HV_CLIENT_LINK_UP:
        say_goodbye(link, LWS_CLOSE_STATUS_NORMAL);
        break;
    }
}

void hv_client_link_retry_now(struct hv_client_link *link)
{
    if (link->phase == HV_CLIENT_LINK_RESTING && !link->closing &&
        hv_client_state(link->client) != HV_CLIENT_FAREWELLED) {
        uv_timer_start(&link->timer, start, 0, 0);
    }
}

const char *hv_client_link_problem(const struct hv_client_link *link)
{
    return link->problem;
}
