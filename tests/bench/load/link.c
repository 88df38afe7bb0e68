/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load/load.h"

#define RECEIVE_SIZE (256 * 1024)
#define HEAD_MAX     8

enum control {
    CONTROL_CLOSE = 8,
    CONTROL_PING = 9,
    CONTROL_PONG = 10
};

static const uint8_t mask[4] = { 0x5a, 0xa5, 0x3c, 0xc3 };

void give_up(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("houvast_load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static const char *part_word(const struct link *link)
{
    return link->part == LINK_PUSHES    ? "publisher"
           : link->part == LINK_WATCHES ? "watcher"
           : link->part == LINK_ANSWERS ? "seat"
                                        : "login";
}

void link_drop(struct link *link)
{
    struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
    if (link->fd < 0) {
        return;
    }
    SSL_free(link->tls);
    setsockopt(link->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(link->fd);
    free(link->carry);
    free(link->unsent);
    link->tls = NULL;
    link->carry = link->unsent = NULL;
    link->carried = link->unsent_size = 0;
    link->fd = -1;
    link->step = LINK_GONE;
}

/* The server ended it. Who does not read has earned that. */
static void end(struct link *link, const char *how)
{
    if (!link->stalled) {
        give_up("a %s of group %u was lost: %s", part_word(link), link->group, how);
    }
    link_drop(link);
}

static void watch(struct link *link, int how, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = link };
    if (epoll_ctl(link->load->epoll, how, link->fd, &event) != 0) {
        give_up("epoll: %s", strerror(errno));
    }
}

/* ---- To the server ---- */

static ssize_t write_some(struct link *link, const uint8_t *bytes, size_t size)
{
    return link->tls != NULL ? SSL_write(link->tls, bytes, (int)size)
                             : send(link->fd, bytes, size, MSG_NOSIGNAL);
}

static void keep_unsent(struct link *link, const uint8_t *bytes, size_t size)
{
    uint8_t *grown = realloc(link->unsent, link->unsent_size + size);
    if (grown == NULL) {
        give_up("out of memory");
    }
    memcpy(grown + link->unsent_size, bytes, size);
    link->unsent = grown;
    link->unsent_size += (uint32_t)size;
    if (!link->asked_to_write) {
        link->asked_to_write = true;
        watch(link, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
}

static void send_bytes(struct link *link, const uint8_t *bytes, size_t size)
{
    ssize_t sent = link->unsent_size == 0 ? write_some(link, bytes, size) : 0;
    size_t done = sent > 0 ? (size_t)sent : 0;
    if (done < size) {
        keep_unsent(link, bytes + done, size - done);
    }
}

static void send_more(struct link *link)
{
    ssize_t sent = write_some(link, link->unsent, link->unsent_size);
    if (sent <= 0) {
        return;
    }
    link->unsent_size -= (uint32_t)sent;
    memmove(link->unsent, link->unsent + sent, link->unsent_size);
    if (link->unsent_size == 0) {
        link->asked_to_write = false;
        watch(link, EPOLL_CTL_MOD, EPOLLIN);
    }
}

static void send_frame(struct link *link, uint8_t opcode, const void *payload, size_t size)
{
    uint8_t frame[HEAD_MAX + LINK_MESSAGE_MAX];
    const uint8_t *bytes = payload;
    size_t head = 2;
    if (size >= LINK_MESSAGE_MAX) {
        give_up("a message of %zu bytes is too large", size);
    }
    frame[0] = (uint8_t)(0x80 | opcode);
    if (size < 126) {
        frame[1] = (uint8_t)(0x80 | size);
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = (uint8_t)(size >> 8);
        frame[3] = (uint8_t)size;
        head = 4;
    }
    memcpy(frame + head, mask, sizeof mask);
    head += sizeof mask;
    for (size_t i = 0; i < size; i++) {
        frame[head + i] = bytes[i] ^ mask[i % 4];
    }
    send_bytes(link, frame, head + size);
}

void link_send(struct link *link, enum link_opcode opcode, const void *bytes, size_t size)
{
    send_frame(link, (uint8_t)opcode, bytes, size);
}

/* ---- Coming in ---- */

static void shake(struct link *link)
{
    const struct dialect *dialect = link->load->options.dialect;
    char request[512];
    int size = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                        dialect->path, link->load->options.port,
                        dialect->subprotocol != NULL ? "Sec-WebSocket-Protocol: " : "",
                        dialect->subprotocol != NULL ? dialect->subprotocol : "",
                        dialect->subprotocol != NULL ? "\r\n" : "");
    link->step = LINK_SHAKING;
    send_bytes(link, (const uint8_t *)request, (size_t)size);
}

static void secure(struct link *link)
{
    int done = SSL_connect(link->tls);
    if (done == 1) {
        watch(link, EPOLL_CTL_MOD, EPOLLIN);
        shake(link);
        return;
    }
    int wants = SSL_get_error(link->tls, done);
    if (wants != SSL_ERROR_WANT_READ && wants != SSL_ERROR_WANT_WRITE) {
        give_up("TLS: %s", ERR_error_string(ERR_get_error(), NULL));
    }
    watch(link, EPOLL_CTL_MOD, wants == SSL_ERROR_WANT_READ ? EPOLLIN : EPOLLOUT);
}

static struct ssl_ctx_st *tls_context(void)
{
    static SSL_CTX *context;
    if (context == NULL) {
        context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    }
    return context;
}

static void connected(struct link *link)
{
    int trouble = 0;
    socklen_t size = sizeof trouble;
    getsockopt(link->fd, SOL_SOCKET, SO_ERROR, &trouble, &size);
    if (trouble != 0) {
        give_up("cannot connect: %s", strerror(trouble));
    }
    if (!link->load->options.tls) {
        watch(link, EPOLL_CTL_MOD, EPOLLIN);
        shake(link);
        return;
    }
    link->tls = SSL_new(tls_context());
    if (link->tls == NULL || SSL_set_fd(link->tls, link->fd) != 1) {
        give_up("TLS: out of memory");
    }
    link->step = LINK_SECURING;
    secure(link);
}

void link_open(struct link *link)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(link->load->options.port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1;
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (link->fd < 0) {
        give_up("socket: %s", strerror(errno));
    }
    setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    link->step = LINK_CONNECTING;
    watch(link, EPOLL_CTL_ADD, EPOLLOUT);
    if (connect(link->fd, (const struct sockaddr *)&address, sizeof address) != 0 &&
        errno != EINPROGRESS) {
        give_up("cannot connect: %s", strerror(errno));
    }
}

/* ---- From the server ---- */

static size_t take_handshake(struct link *link, const uint8_t *bytes, size_t size)
{
    const uint8_t *last = memmem(bytes, size, "\r\n\r\n", 4);
    if (last == NULL) {
        return 0;
    }
    if (size < 12 || memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
        give_up("the server answered %.*s", (int)strcspn((const char *)bytes, "\r"),
                (const char *)bytes);
    }
    link->step = LINK_OPEN;
    link->load->options.dialect->on_open(link);
    return (size_t)(last + 4 - bytes);
}

static void on_frame(struct link *link, uint8_t first, const uint8_t *payload, size_t size)
{
    switch (first) {
    case 0x80 | LINK_TEXT:
    case 0x80 | LINK_BINARY:
        if (!link->joined) {
            link->load->joining_bytes += size;
        }
        link->load->options.dialect->on_message(link, payload, size);
        return;
    case 0x80 | CONTROL_PING:
        send_frame(link, CONTROL_PONG, payload, size);
        return;
    case 0x80 | CONTROL_PONG:
        return;
    case 0x80 | CONTROL_CLOSE:
        end(link, "a close frame");
        return;
    default:
        give_up("a frame that begins with %02x", first);
    }
}

/* How many bytes the frame at the front has; 0: it is not whole. */
static size_t take_frame(struct link *link, const uint8_t *bytes, size_t size)
{
    size_t head = 2;
    if (size < head) {
        return 0;
    }
    size_t payload = bytes[1];
    if (payload >= 126) {
        size_t digits = payload == 126 ? 2 : 8;
        if (size < head + digits) {
            return 0;
        }
        payload = 0;
        for (size_t i = 0; i < digits; i++) {
            payload = payload << 8 | bytes[head + i];
        }
        head += digits;
    }
    if (payload > RECEIVE_SIZE / 2) {
        give_up("a frame of %zu bytes", payload);
    }
    if (size < head + payload) {
        return 0;
    }
    on_frame(link, bytes[0], bytes + head, payload);
    return head + payload;
}

static size_t take(struct link *link, const uint8_t *bytes, size_t size)
{
    return link->step == LINK_SHAKING ? take_handshake(link, bytes, size)
           : link->step == LINK_OPEN  ? take_frame(link, bytes, size)
                                      : 0;
}

static ssize_t read_some(struct link *link, uint8_t *bytes, size_t room)
{
    if (link->tls == NULL) {
        return recv(link->fd, bytes, room, 0);
    }
    int got = SSL_read(link->tls, bytes, (int)room);
    if (got <= 0 && SSL_get_error(link->tls, got) == SSL_ERROR_WANT_READ) {
        errno = EAGAIN;
        return -1;
    }
    return got;
}

static void carry(struct link *link, const uint8_t *bytes, size_t size)
{
    free(link->carry);
    link->carry = NULL;
    link->carried = (uint32_t)size;
    if (size > 0) {
        link->carry = malloc(size);
        if (link->carry == NULL) {
            give_up("out of memory");
        }
        memcpy(link->carry, bytes, size);
    }
}

/* False: nothing more is there. */
static bool receive(struct link *link)
{
    static uint8_t buffer[RECEIVE_SIZE];
    size_t size = link->carried;
    if (size > 0) {
        memcpy(buffer, link->carry, size);
    }
    ssize_t got = read_some(link, buffer + size, sizeof buffer - size);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) {
            end(link, got == 0 ? "it was closed" : strerror(errno));
        }
        return false;
    }
    size += (size_t)got;
    size_t used = 0;
    for (size_t more; used < size && (more = take(link, buffer + used, size - used)) > 0;
         used += more) {
    }
    if (link->step != LINK_GONE) {
        carry(link, buffer + used, size - used);
    }
    return link->tls != NULL && link->step != LINK_GONE;
}

void link_turn(struct link *link, uint32_t events)
{
    switch (link->step) {
    case LINK_CONNECTING:
        connected(link);
        return;
    case LINK_SECURING:
        secure(link);
        return;
    case LINK_SHAKING:
    case LINK_OPEN:
        break;
    case LINK_GONE:
        return;
    }
    if ((events & EPOLLOUT) != 0 && link->unsent_size > 0) {
        send_more(link);
    }
    if (link->stalled && link->joined) {
        if ((events & (EPOLLHUP | EPOLLERR)) != 0) {
            end(link, "it was closed");
        } else if ((events & EPOLLIN) != 0) {
            watch(link, EPOLL_CTL_MOD, 0); /* EPOLLHUP and EPOLLERR come nevertheless */
        }
        return;
    }
    if ((events & ~(uint32_t)EPOLLOUT) != 0) {
        while (receive(link)) {
        }
    }
}
