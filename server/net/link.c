/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Life of a link:
 *   FILTER_PROTOCOL_CONNECTION  Host, Origin -> refused without a word
 *   ESTABLISHED                 the host makes a member
 *   RECEIVE                     pieces are joined up to the cap -> hv_host_receive
 *   hv_link_send                straight to the kernel; busy -> the host keeps it pending
 *   WRITEABLE                   what was pending; a close frame after hv_link_close, which is
 *                               followed by the peer's answer or by five seconds
 *   CLOSED                      hv_host_disconnect, whatever happened before
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/link.h"

_Static_assert(HV_FRAME_HEADROOM >= LWS_PRE, "libwebsockets writes its header in front of frames");

#define CLOSE_TIMEOUT_S  5
#define CLOSE_STATUS_OWN 4000 /* private range of RFC 6455: 4000 + enum hv_farewell */

struct session {
    struct hv_link *link;
};

static struct hv_link *link_new(struct hv_net *net, struct lws *wsi)
{
    if (net->link_count == net->link_room) {
        uint32_t room = net->link_room == 0 ? 64 : net->link_room * 2;
        struct hv_link **links = realloc(net->links, room * sizeof *links);
        if (links == NULL) {
            return NULL;
        }
        net->links = links;
        net->link_room = room;
    }
    struct hv_link *link = calloc(1, sizeof *link);
    if (link == NULL) {
        return NULL;
    }
    link->wsi = wsi;
    link->net = net;
    link->heard_at = uv_now(net->loop);
    link->index = net->link_count;
    net->links[net->link_count++] = link;
    return link;
}

static void drop_message(struct hv_link *link)
{
    if (link->message != NULL) {
        explicit_bzero(link->message, link->received);
    }
    free(link->message);
    link->message = NULL;
    link->received = 0;
}

static void link_free(struct hv_link *link)
{
    struct hv_net *net = link->net;
    struct hv_link *last = net->links[--net->link_count];
    net->links[link->index] = last;
    last->index = link->index;
    drop_message(link);
    free(link);
    hv_net_link_gone(net);
}

static int on_established(struct hv_net *net, struct session *session, struct lws *wsi)
{
    struct hv_link *link = link_new(net, wsi);
    if (link == NULL) {
        return -1;
    }
    session->link = link;
    link->member = hv_host_connect(net->host, link, hv_peer_address(lws_get_opaque_user_data(wsi)));
    return link->member != NULL ? 0 : -1;
}

static void refuse_message(struct hv_link *link)
{
    drop_message(link);
    hv_host_malformed(link->net->host, link->member);
}

static void on_receive(struct hv_link *link, const uint8_t *data, size_t size)
{
    struct lws *wsi = link->wsi;
    bool whole = lws_is_final_fragment(wsi) && lws_remaining_packet_payload(wsi) == 0;

    link->heard_at = uv_now(link->net->loop);
    link->net->counts.bytes_in += size;
    if (link->close_status != 0) {
        return;
    }
    if (!lws_frame_is_binary(wsi) || link->received + size > HV_FRAME_IN_MAX) {
        refuse_message(link);
        return;
    }
    if (whole && link->received == 0) {
        hv_host_receive(link->net->host, link->member,
                        (struct hv_bytes){ .data = data, .size = size });
        return;
    }
    if (link->message == NULL) {
        link->message = malloc(HV_FRAME_IN_MAX);
        if (link->message == NULL) {
            refuse_message(link);
            return;
        }
    }
    if (size > 0) {
        memcpy(link->message + link->received, data, size);
        link->received += (uint32_t)size;
    }
    if (whole) {
        struct hv_bytes message = { .data = link->message, .size = link->received };
        hv_host_receive(link->net->host, link->member, message);
        drop_message(link);
    }
}

/* Timers set from outside its callbacks are only looked at when something happens to it. */
static void wake_library(struct hv_net *net)
{
    lws_cancel_service(net->context);
}

/* Never frees: safe while links are walked. CLOSED comes from the loop. */
static void kill_link(struct hv_link *link)
{
    lws_set_timeout(link->wsi, PENDING_TIMEOUT_KILLED_BY_PARENT, LWS_TO_KILL_ASYNC);
    wake_library(link->net);
}

static bool
write_now(struct hv_link *link, uint8_t *payload, size_t size, enum lws_write_protocol as)
{
    bool allowed = link->in_write || !link->net->write_in_callback;
    if (!allowed || lws_partial_buffered(link->wsi)) {
        lws_callback_on_writable(link->wsi);
        return false;
    }
    if (link->net->write_in_callback) {
        link->in_write = false;
    }
    if (lws_write(link->wsi, payload, size, as) < 0) {
        kill_link(link);
    }
    link->net->counts.bytes_out += size;
    return true;
}

bool hv_link_send(struct hv_link *link, struct hv_frame *frame)
{
    if (link->wsi == NULL || link->close_status != 0) {
        return true; /* nobody will read it */
    }
    return write_now(link, hv_frame_payload(frame), frame->size, LWS_WRITE_BINARY);
}

void hv_link_gather(struct hv_link *link, bool more)
{
    int cork = more;

    if (link->wsi != NULL) {
        (void)setsockopt(lws_get_socket_fd(link->wsi), IPPROTO_TCP, TCP_CORK, &cork, sizeof cork);
    }
}

static uint16_t status_of(enum hv_farewell reason)
{
    switch (reason) {
    case HV_FAREWELL_STOPPING:
        return LWS_CLOSE_STATUS_GOINGAWAY;
    case HV_FAREWELL_MALFORMED:
        return LWS_CLOSE_STATUS_PROTOCOL_ERR;
    case HV_FAREWELL_FAILED:
        return LWS_CLOSE_STATUS_UNEXPECTED_CONDITION;
    case HV_FAREWELL_TOKEN:
    case HV_FAREWELL_VERSION:
    case HV_FAREWELL_REPLACED:
    case HV_FAREWELL_REMOVED:
    case HV_FAREWELL_TOO_SLOW:
    case HV_FAREWELL_TOO_FAST:
    case HV_FAREWELL_PLACED:
    case HV_FAREWELL_NOT_ADMITTED:
    case HV_FAREWELL_RESTING:
        break;
    }
    return (uint16_t)(CLOSE_STATUS_OWN + (int)reason);
}

void hv_link_close(struct hv_link *link, enum hv_farewell reason)
{
    if (link->wsi == NULL || link->close_status != 0) {
        return;
    }
    link->close_status = status_of(reason);
    if (reason == HV_FAREWELL_TOO_SLOW) {
        kill_link(link); /* it would not read a close frame either */
        return;
    }
    lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, CLOSE_TIMEOUT_S);
    lws_callback_on_writable(link->wsi);
    wake_library(link->net);
}

static void send_ping(struct hv_link *link)
{
    uint8_t buffer[LWS_PRE + 1];
    link->ping_due = !write_now(link, buffer + LWS_PRE, 0, LWS_WRITE_PING);
}

/* Not by returning -1: on libuv, Debian's libwebsockets 4.1.6 then closes twice in a row, and the
 * second time drops the close frame that the first prepared. With a reason prepared and nothing
 * pending this does not free the connection under us; it ends with the peer's answer. */
static void begin_close(struct hv_link *link)
{
    if (!link->close_begun) {
        link->close_begun = true;
        lws_close_reason(link->wsi, (enum lws_close_status)link->close_status, NULL, 0);
        lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_SYNC);
    }
}

static int on_writeable(struct hv_link *link)
{
    if (link->close_status != 0) {
        begin_close(link);
        return 0;
    }
    link->in_write = true;
    if (link->ping_due) {
        send_ping(link);
    } else {
        hv_host_writable(link->net->host, link->member);
    }
    link->in_write = false;
    return 0;
}

static void on_closed(struct session *session)
{
    struct hv_link *link = session->link;
    if (link == NULL) {
        return;
    }
    session->link = NULL;
    link->wsi = NULL;
    if (link->member != NULL) {
        hv_host_disconnect(link->net->host, link->member);
    }
    link_free(link);
}

int hv_link_callback(struct lws *wsi,
                     enum lws_callback_reasons reason,
                     void *user,
                     void *in,
                     size_t size)
{
    struct session *session = user;
    struct hv_net *net = lws_context_user(lws_get_context(wsi));

    switch ((int)reason) {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
        if (!net->accepting || !hv_upgrade_allowed(net, wsi)) {
            net->counts.upgrades_refused++;
            hv_log(net->log, HV_LOG_CONNECTION_REFUSED, 403);
            return -1;
        }
        return 0;
    case LWS_CALLBACK_ESTABLISHED:
        return on_established(net, session, wsi);
    case LWS_CALLBACK_RECEIVE:
        on_receive(session->link, in, size);
        return 0;
    case LWS_CALLBACK_RECEIVE_PONG:
        session->link->heard_at = uv_now(net->loop);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return session->link != NULL ? on_writeable(session->link) : -1;
    case LWS_CALLBACK_CLOSED:
        on_closed(session);
        return 0;
    default:
        return 0;
    }
}

void hv_links_turn_wheel(struct hv_net *net)
{
    uint64_t now = uv_now(net->loop);
    for (uint32_t i = net->wheel_turn; i < net->link_count; i += HV_PING_PERIOD_S) {
        struct hv_link *link = net->links[i];
        if (link->close_status != 0) {
            continue;
        }
        if (now - link->heard_at > HV_SILENCE_MAX_S * UINT64_C(1000)) {
            hv_link_close(link, HV_FAREWELL_TOO_SLOW);
        } else {
            send_ping(link);
        }
    }
    net->wheel_turn = (net->wheel_turn + 1) % HV_PING_PERIOD_S;
}
