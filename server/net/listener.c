/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4096 /* a town that comes back at once; the system may allow fewer */

/* Those that are accepted inherit these. */
static void set_options(int descriptor, int send_buffer)
{
    int one = 1;

    (void)setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    (void)setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    (void)setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
}

static int bind_and_listen(int descriptor, const struct sockaddr_in *address, uint16_t *ret_port)
{
    struct sockaddr_in bound;
    socklen_t size = sizeof bound;

    if (bind(descriptor, (const struct sockaddr *)address, sizeof *address) != 0 ||
        listen(descriptor, BACKLOG) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&bound, &size) != 0) {
        return errno;
    }
    *ret_port = ntohs(bound.sin_port);
    return 0;
}

enum hv_code hv_listener_open(struct hv_listener *listener,
                              const char *address,
                              uint16_t port,
                              int send_buffer,
                              struct hv_error *error)
{
    struct sockaddr_in wanted;

    if (uv_ip4_addr(address, port, &wanted) != 0) {
        return hv_error_set(error, HV_EINVAL, "cannot listen on %s: it is not an IPv4 address",
                            address);
    }
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return hv_error_set(error, HV_EIO, "cannot make a socket: %s", strerror(errno));
    }
    set_options(descriptor, send_buffer);
    int reason = bind_and_listen(descriptor, &wanted, &listener->port);
    if (reason != 0) {
        close(descriptor);
        enum hv_code code = reason == EADDRINUSE ? HV_EINUSE
                            : reason == EACCES   ? HV_EPERM
                                                 : HV_EINVAL;
        return hv_error_set(error, code, "cannot listen on %s:%u: %s", address, port,
                            strerror(reason));
    }
    listener->descriptor = descriptor;
    return HV_OK;
}

void hv_listener_abandon(struct hv_listener *listener)
{
    close(listener->descriptor);
    listener->descriptor = -1;
}

static void on_next(uv_idle_t *next);

static void stand_in_line(struct hv_listener *listener, int descriptor)
{
    if (!listener->has_room(listener->data)) {
        close(descriptor);
        return;
    }
    listener->line[(listener->first + listener->waiting++) % HV_LINE_MAX] = descriptor;
    if (listener->waiting == 1) {
        uv_idle_start(&listener->next, on_next);
    }
}

static int first_in_line(struct hv_listener *listener)
{
    int descriptor = listener->line[listener->first];

    listener->first = (listener->first + 1) % HV_LINE_MAX;
    if (--listener->waiting == 0) {
        uv_idle_stop(&listener->next);
    }
    return descriptor;
}

static void on_next(uv_idle_t *next)
{
    struct hv_listener *listener = next->data;

    for (int i = 0; i < HV_LET_IN_PER_TURN && listener->waiting > 0; i++) {
        listener->on_connection(listener->data, first_in_line(listener));
    }
}

static void on_waiting(uv_poll_t *poll, int status, int events)
{
    struct hv_listener *listener = (struct hv_listener *)poll;

    (void)status; /* accept4 says what it is about */
    (void)events;
    for (int i = 0; i < HV_ACCEPTS_PER_TURN && listener->waiting < HV_LINE_MAX; i++) {
        int descriptor = accept4(listener->descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            stand_in_line(listener, descriptor);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            uv_poll_stop(poll);
        }
        return; /* nobody waits, or this one is gone already: the next turn brings the others */
    }
}

enum hv_code hv_listener_start(struct hv_listener *listener,
                               uv_loop_t *loop,
                               void (*on_connection)(void *data, int descriptor),
                               bool (*has_room)(void *data),
                               void *data,
                               struct hv_error *error)
{
    listener->on_connection = on_connection;
    listener->has_room = has_room;
    listener->data = data;
    int rc = uv_poll_init(loop, &listener->poll, listener->descriptor);
    if (rc != 0) {
        return hv_error_set(error, HV_EIO, "cannot wait for connections: %s", uv_strerror(rc));
    }
    uv_idle_init(loop, &listener->next);
    listener->next.data = listener;
    listener->first = listener->waiting = 0;
    uv_poll_start(&listener->poll, UV_READABLE, on_waiting);
    return HV_OK;
}

void hv_listener_try_again(struct hv_listener *listener)
{
    if (listener->descriptor >= 0 && !uv_is_active((const uv_handle_t *)&listener->poll)) {
        uv_poll_start(&listener->poll, UV_READABLE, on_waiting);
    }
}

static void on_next_closed(uv_handle_t *next)
{
    struct hv_listener *listener = next->data;

    uv_close((uv_handle_t *)&listener->poll, listener->on_closed);
}

void hv_listener_close(struct hv_listener *listener, uv_close_cb on_closed)
{
    if (listener->descriptor < 0) {
        return;
    }
    while (listener->waiting > 0) {
        close(first_in_line(listener));
    }
    listener->on_closed = on_closed;
    uv_poll_stop(&listener->poll);
    uv_close((uv_handle_t *)&listener->next, on_next_closed);
    close(listener->descriptor);
    listener->descriptor = -1;
}
