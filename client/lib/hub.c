/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * libwebsockets on a loop of the caller's. It ends in one order, from the loop and never from
 * inside a callback of libwebsockets: close the links, wait until the last is gone, destroy the
 * context, wait until its handles are gone, free it, close the timer.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link.h"

#define RECEIVE_BUFFER      4096
#define HANDSHAKE_TIMEOUT_S 10

static const struct lws_protocols protocols[] = {
    { .name = HV_CLIENT_SUBPROTOCOL,
      .callback = hv_client_link_callback,
      .rx_buffer_size = RECEIVE_BUFFER,
      /* defaults to rx_buffer_size: every send would be cut up and copied */
      .tx_packet_size = HV_CLIENT_SEND_MAX },
    { .name = NULL },
};

/* The timer list of libwebsockets is linear in the connections; the wheel does what its
 * validity timers would. */
static const lws_retry_bo_t no_validity = { 0 };

/* Leaves `vhost` NULL when it fails, and `context` perhaps. */
static void make_context(struct hv_client_hub *hub, const char *ca_file)
{
    void *loops[] = { hub->loop };
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DISABLE_IPV6 |
                   LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
        .foreign_loops = loops,
        .retry_and_idle_policy = &no_validity,
        .timeout_secs = HANDSHAKE_TIMEOUT_S,
        .client_ssl_ca_filepath = ca_file,
        .http_proxy_address = "", /* otherwise the environment's */
        .user = hub,
    };

    lws_set_log_level(0, NULL);
    hub->context = lws_create_context(&info);
    if (hub->context != NULL) {
        hub->vhost = lws_create_vhost(hub->context, &info);
    }
}

static void on_wheel(uv_timer_t *timer)
{
    hv_client_links_turn_wheel(timer->data);
}

enum hv_client_status hv_client_hub_open(uv_loop_t *loop,
                                         const struct hv_client_hub_config *config,
                                         struct hv_client_hub **ret)
{
    const char *ca_file = config != NULL ? config->ca_file : NULL;

    /* libwebsockets would only mention it in its log, and trust nobody */
    if (ca_file != NULL && access(ca_file, R_OK) != 0) {
        return HV_CLIENT_ELOOP;
    }
    struct hv_client_hub *hub = calloc(1, sizeof *hub);
    if (hub == NULL) {
        return HV_CLIENT_ENOMEM;
    }
    hub->loop = loop;
    make_context(hub, ca_file);
    if (hub->context == NULL) {
        free(hub);
        return HV_CLIENT_ELOOP;
    }
    uv_timer_init(loop, &hub->wheel);
    hub->wheel.data = hub;
    if (hub->vhost == NULL) {
        hv_client_hub_close(hub, NULL, NULL);
        return HV_CLIENT_ELOOP;
    }
    uv_timer_start(&hub->wheel, on_wheel, 1000, 1000);
    *ret = hub;
    return HV_CLIENT_OK;
}

static void on_wheel_closed(uv_handle_t *handle)
{
    struct hv_client_hub *hub = handle->data;
    void (*on_closed)(void *) = hub->on_closed;
    void *data = hub->on_closed_data;

    free(hub->links);
    free(hub);
    if (on_closed != NULL) {
        on_closed(data);
    }
}

static void note_handle(uv_handle_t *handle, void *data)
{
    struct hv_client_hub *hub = data;
    if (handle->data == hub->context) {
        hub->handles_left = true;
    }
}

/* On a foreign loop libwebsockets 4.1 ends in two calls: the first closes its handles, which takes
 * some turns of the loop and happens to memory of the context; the second frees that. Its own
 * handles name the context. */
static void finish(uv_timer_t *timer)
{
    struct hv_client_hub *hub = timer->data;
    hub->handles_left = false;
    uv_walk(hub->loop, note_handle, hub);
    if (!hub->handles_left) {
        lws_context_destroy(hub->context);
        uv_close((uv_handle_t *)&hub->wheel, on_wheel_closed);
    }
}

static void destroy(uv_timer_t *timer)
{
    struct hv_client_hub *hub = timer->data;
    lws_context_destroy(hub->context);
    uv_timer_start(&hub->wheel, finish, 1, 1);
}

static void end_when_empty(struct hv_client_hub *hub)
{
    if (hub->closing && hub->link_count == 0) {
        uv_timer_start(&hub->wheel, destroy, 0, 0);
    }
}

bool hv_client_hub_link_came(struct hv_client_hub *hub, struct hv_client_link *link)
{
    if (hub->link_count == hub->link_room) {
        uint32_t room = hub->link_room == 0 ? 8 : hub->link_room * 2;
        struct hv_client_link **links = realloc(hub->links, room * sizeof(struct hv_client_link *));
        if (links == NULL) {
            return false;
        }
        hub->links = links;
        hub->link_room = room;
    }
    link->hub = hub;
    link->index = hub->link_count;
    hub->links[hub->link_count++] = link;
    return true;
}

void hv_client_hub_link_gone(struct hv_client_hub *hub, struct hv_client_link *link)
{
    struct hv_client_link *last = hub->links[--hub->link_count];
    hub->links[link->index] = last;
    last->index = link->index;
    end_when_empty(hub);
}

void hv_client_hub_close(struct hv_client_hub *hub, void (*on_closed)(void *data), void *data)
{
    if (hub->closing) {
        return;
    }
    hub->closing = true;
    hub->on_closed = on_closed;
    hub->on_closed_data = data;
    for (uint32_t i = 0; i < hub->link_count; i++) {
        hv_client_link_close(hub->links[i], NULL, NULL); /* none goes before the loop runs on */
    }
    end_when_empty(hub);
}
