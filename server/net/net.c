/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The server end of libwebsockets on a foreign libuv loop, with the settings of
 * docs/architecture.md. Closing goes in one order, from the loop and never from inside a callback
 * of libwebsockets: refuse, let links close, destroy the context, wait until its handles are gone,
 * free it, close own handles.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "net/answer.h"
#include "net/link.h"

#define HANDSHAKE_TIMEOUT_S 10
#define KEEPALIVE_TIMEOUT_S 15
#define ADDRESSES_PERIOD_S  5 /* divides HV_PING_PERIOD_S */
#define RECEIVE_BUFFER      1024
#define TRANSMIT_MAX        65536
#define FILES_AT_ONCE       16384

/* Those who stand in line have a descriptor too. */
static bool has_room(void *data)
{
    struct hv_net *net = data;
    bool room = net->socket_count + net->listener.waiting < net->socket_limit;

    net->counts.refused += !room;
    return room;
}

static void on_connection(void *data, int descriptor)
{
    struct hv_net *net = data;
    struct hv_id address;

    if (!hv_peer_of_socket(descriptor, &address) || hv_peers_full(net->peers, address)) {
        net->counts.refused++;
        close(descriptor);
        return;
    }
    net->counts.accepted++;
    (void)lws_adopt_socket_vhost(net->vhost, descriptor); /* closes it when it fails */
}

/* The address stays with the socket until it is destroyed: by then the kernel does not know it any
 * more. */
static int on_adopted(struct hv_net *net, struct lws *wsi)
{
    struct hv_id address;

    if (!hv_peer_of_socket(lws_get_socket_fd(wsi), &address)) {
        return -1;
    }
    struct hv_peer *peer = hv_peers_enter(&net->peers, address);
    if (peer == NULL) {
        return -1;
    }
    lws_set_opaque_user_data(wsi, peer);
    if (hv_peer_sockets(peer) == HV_NET_PEER_SOCKETS_MAX) {
        hv_log(net->log, HV_LOG_LIMIT_REACHED, HV_NET_PEER_SOCKETS_MAX);
    }
    return 0;
}

static void on_destroyed(struct hv_net *net, struct lws *wsi)
{
    struct hv_peer *peer = lws_get_opaque_user_data(wsi);

    if (peer != NULL) {
        hv_peers_leave(&net->peers, peer);
    }
    if (net->socket_count > 0) {
        net->socket_count--;
    }
}

static int
on_http(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t size)
{
    struct hv_net *net = lws_context_user(lws_get_context(wsi));

    if (net == NULL) {
        return 0;
    }
    switch ((int)reason) {
    case LWS_CALLBACK_WSI_CREATE:
        net->socket_count++;
        return 0;
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        return on_adopted(net, wsi);
    case LWS_CALLBACK_WSI_DESTROY:
        on_destroyed(net, wsi);
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return hv_upgrade_is_websocket(wsi) ? 0 : -1;
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: /* a WebSocket without our subprotocol */
    case LWS_CALLBACK_RAW_ADOPT:                  /* CONNECT would make the connection a raw one */
    case LWS_CALLBACK_RAW_RX:
        return -1;
    case LWS_CALLBACK_HTTP:
        return hv_answer_begin(net, wsi, user, in, size);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return hv_answer_continue(net, wsi, user);
    default:
        return 0;
    }
}

static const struct lws_protocols protocols[] = {
    { .name = "http",
      .callback = on_http,
      .per_session_data_size = sizeof(struct hv_download),
      .rx_buffer_size = RECEIVE_BUFFER,
      .tx_packet_size = TRANSMIT_MAX },
    { .name = "houvast.v1",
      .callback = hv_link_callback,
      .per_session_data_size = sizeof(struct hv_link *),
      .rx_buffer_size = RECEIVE_BUFFER,
      /* defaults to rx_buffer_size: every send would be cut up and copied */
      .tx_packet_size = TRANSMIT_MAX },
    { .name = NULL },
};

/* Its timer list is linear in the connections: no validity timers there, we have a wheel of our
 * own. */
static const lws_retry_bo_t no_validity = { 0 };

static void raise_file_limit(struct hv_net *net)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        limit = (struct rlimit){ .rlim_cur = 1024, .rlim_max = 1024 };
    }
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    net->socket_limit =
        limit.rlim_cur > HV_RESERVED_FILES + 1 ? (uint32_t)limit.rlim_cur - HV_RESERVED_FILES : 1;
}

/* The kernel doubles the table of descriptors when it is full, and who opens one then waits for all
 * processors: tens of milliseconds, again and again while a town comes in. It never shrinks. */
static void make_room_for_files(const struct hv_net *net)
{
    uint32_t files = net->socket_limit + HV_RESERVED_FILES;
    int last = fcntl(net->listener.descriptor, F_DUPFD_CLOEXEC,
                     (int)(files < FILES_AT_ONCE ? files : FILES_AT_ONCE) - 1);

    if (last >= 0) {
        close(last);
    }
}

/* A laptop may join the network of the hall after the server was started. */
static void look_up_addresses(struct hv_net *net)
{
    struct hv_origins origins;
    struct hv_addresses addresses;
    struct hv_error error;

    if (!net->origins.from_machine || hv_origins_from_machine(&origins, net->tls, net->address,
                                                              hv_net_port(net), &error) != HV_OK) {
        return;
    }
    net->origins = origins;
    hv_origins_addresses(&origins, net->address, &addresses);
    if (!hv_addresses_equal(&addresses, &net->addresses)) {
        net->addresses = addresses;
        net->on_addresses(net->on_addresses_data);
    }
}

static void on_wheel(uv_timer_t *timer)
{
    struct hv_net *net = timer->data;

    hv_links_turn_wheel(net);
    hv_listener_try_again(&net->listener);
    if (net->wheel_turn % ADDRESSES_PERIOD_S == 0) {
        look_up_addresses(net);
    }
}

static void library_said(int level, const char *line)
{
    (void)level;
    (void)
        line; /* may hold what a stranger sent; our own happenings are logged where they are met */
}

static enum hv_code
make_context(struct hv_net *net, const struct hv_net_config *config, struct hv_error *error)
{
    void *loops[] = { net->loop };
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
        .headers = net->library_headers,
        .foreign_loops = loops,
        .retry_and_idle_policy = &no_validity,
        .timeout_secs = HANDSHAKE_TIMEOUT_S,
        .keepalive_timeout = KEEPALIVE_TIMEOUT_S,
        .pt_serv_buf_size = 4096,
        .alpn = "http/1.1",
        .user = net,
    };
    if (config->certificate != NULL) {
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        info.ssl_cert_filepath = config->certificate;
        info.ssl_private_key_filepath = config->key;
    }
    lws_set_log_level(LLL_ERR | LLL_WARN, library_said);
    net->context = lws_create_context(&info);
    if (net->context == NULL) {
        return hv_error_set(
            error, HV_EIO,
            "libwebsockets did not start; is the package libwebsockets-evlib-uv there?");
    }
    net->vhost = lws_create_vhost(net->context, &info);
    if (net->vhost == NULL && config->certificate != NULL) {
        return hv_error_set(error, HV_EINVAL, "cannot use certificate %s with key %s",
                            config->certificate, config->key);
    }
    return net->vhost != NULL ? HV_OK : hv_error_set(error, HV_EIO, "libwebsockets did not start");
}

/* Everything but the listener, which is there already. */
static enum hv_code
set_up(struct hv_net *net, const struct hv_net_config *config, struct hv_error *error)
{
    raise_file_limit(net);
    make_room_for_files(net);
    enum hv_code code = make_context(net, config, error);
    if (code != HV_OK) {
        return code;
    }
    code = config->public_url != NULL
               ? hv_origins_from_url(&net->origins, config->public_url, error)
               : hv_origins_from_machine(&net->origins, net->tls, net->address, hv_net_port(net),
                                         error);
    if (code != HV_OK) {
        return code;
    }
    hv_origins_addresses(&net->origins, net->address, &net->addresses);
    return hv_listener_start(&net->listener, net->loop, on_connection, has_room, net, error);
}

static void start_timers(struct hv_net *net)
{
    uv_timer_init(net->loop, &net->wheel);
    net->wheel.data = net;
    uv_timer_start(&net->wheel, on_wheel, 1000, 1000);
    uv_timer_init(net->loop, &net->last_second);
    net->last_second.data = net;
}

enum hv_code hv_net_open(uv_loop_t *loop,
                         const struct hv_net_config *config,
                         struct hv_host *host,
                         struct hv_error *error,
                         struct hv_net **ret)
{
    struct hv_net *net = calloc(1, sizeof *net);
    if (net == NULL) {
        return hv_error_set(error, HV_ENOMEM, "no memory");
    }
    net->loop = loop;
    net->host = host;
    net->address = config->address;
    net->on_addresses = config->on_addresses;
    net->on_addresses_data = config->data;
    net->log = config->log;
    net->write_in_callback = config->write_in_callback;
    net->pages = config->pages;
    net->tls = config->certificate != NULL;
    hv_headers_for_library(net->tls, net->library_headers);
    net->accepting = true;
    net->listener.poll.data = net;
    enum hv_code code =
        hv_listener_open(&net->listener, net->address, config->port, HV_SEND_BUFFER, error);
    if (code != HV_OK) {
        goto free_net;
    }
    code = set_up(net, config, error);
    if (code != HV_OK) {
        goto abandon_listener;
    }
    start_timers(net);
    net->open_handles = 3;
    *ret = net;
    return HV_OK;

abandon_listener:
    hv_listener_abandon(&net->listener);
free_net:
    free(net); /* fatal by contract: the loop may still hold handles of libwebsockets */
    return code;
}

uint16_t hv_net_port(const struct hv_net *net)
{
    return net->listener.port;
}

const char *hv_net_address(const struct hv_net *net, uint32_t index)
{
    return index < net->addresses.count ? net->addresses.list[index] : NULL;
}

void hv_net_counts(const struct hv_net *net, struct hv_net_counts *ret)
{
    *ret = net->counts;
    ret->sockets = net->socket_count;
    ret->links = net->link_count;
}

static void on_handle_closed(uv_handle_t *handle)
{
    struct hv_net *net = handle->data;
    if (--net->open_handles > 0) {
        return;
    }
    void (*on_closed)(void *) = net->on_closed;
    void *data = net->on_closed_data;
    free(net->links);
    free(net);
    on_closed(data);
}

void hv_net_stop_accepting(struct hv_net *net)
{
    net->accepting = false;
    hv_listener_close(&net->listener, on_handle_closed);
}

static void note_handle(uv_handle_t *handle, void *data)
{
    struct hv_net *net = data;
    if (handle->data == net->context || handle->type == UV_POLL) {
        net->handles_left = true;
    }
}

/* On a foreign loop libwebsockets 4.1 ends in two calls: the first closes its handles, which takes
 * some turns of the loop and happens to memory of the context; the second frees that, and unloads
 * the code that the handles call. Its own handles name the context, and nobody else polls sockets
 * by then. */
static void finish(uv_timer_t *timer)
{
    struct hv_net *net = timer->data;
    net->handles_left = false;
    uv_walk(net->loop, note_handle, net);
    if (!net->handles_left) {
        lws_context_destroy(net->context);
        uv_close((uv_handle_t *)&net->wheel, on_handle_closed);
        uv_close((uv_handle_t *)&net->last_second, on_handle_closed);
    }
}

static void destroy(uv_timer_t *timer)
{
    struct hv_net *net = timer->data;
    net->destroying = true;
    lws_context_destroy(net->context);
    uv_timer_start(&net->wheel, finish, 1, 1);
}

void hv_net_link_gone(struct hv_net *net)
{
    if (net->closing && net->link_count == 0 && !net->destroying) {
        uv_timer_start(&net->last_second, destroy, 0, 0);
    }
}

void hv_net_close(struct hv_net *net, void (*on_closed)(void *data), void *data)
{
    hv_net_stop_accepting(net);
    net->closing = true;
    net->on_closed = on_closed;
    net->on_closed_data = data;
    uv_timer_stop(&net->wheel);
    uv_timer_start(&net->last_second, destroy, net->link_count == 0 ? 0 : 1000, 0);
}
