/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The floor: the least that a WebSocket server can do. One thread, epoll, write(); it keeps nothing
 * and knows nothing. What it costs is what the kernel costs.
 *
 *   bench_floor PORT
 *
 * Binary messages to it, numbers little-endian; load/plain.c speaks the same:
 *   'J' group:u32 size:u32   joins; answered by 'W' and zeros, `size` bytes together
 *   'P' group:u32 body       body goes to everyone in the group
 *   'A' id:u64 anything      answered by 'A' id
 */
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define GROUPS_MAX   4096
#define MESSAGE_MAX  (64 * 1024)
#define RECEIVE_SIZE (256 * 1024)
#define HEAD_MAX     4

struct member {
    int fd;
    bool open;
    bool asked_to_write;
    uint8_t *carry; /* the beginning of a frame, or of the handshake */
    size_t carried;
    uint8_t *unsent;
    size_t unsent_size;
    uint32_t group; /* from 1; 0: none */
    uint32_t place;
};

struct group {
    struct member **members;
    uint32_t count, room;
};

static int epoll;
static struct group groups[GROUPS_MAX + 1];
static uint8_t receive_buffer[RECEIVE_SIZE];

static void watch(struct member *member, int how, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = member };
    epoll_ctl(epoll, how, member->fd, &event);
}

static void leave(struct member *member)
{
    struct group *group = &groups[member->group];
    if (member->group != 0) {
        group->members[member->place] = group->members[--group->count];
        group->members[member->place]->place = member->place;
    }
    close(member->fd);
    free(member->carry);
    free(member->unsent);
    free(member);
}

/* ---- To a member ---- */

static void keep_unsent(struct member *member, const uint8_t *bytes, size_t size)
{
    uint8_t *grown = realloc(member->unsent, member->unsent_size + size);
    assert(grown != NULL);
    memcpy(grown + member->unsent_size, bytes, size);
    member->unsent = grown;
    member->unsent_size += size;
    if (!member->asked_to_write) {
        member->asked_to_write = true;
        watch(member, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
}

static void send_bytes(struct member *member, const uint8_t *bytes, size_t size)
{
    ssize_t sent = 0;
    if (member->unsent_size == 0) {
        sent = write(member->fd, bytes, size);
        if (sent < 0 && errno != EAGAIN) {
            return; /* its end is told by epoll */
        }
        sent = sent < 0 ? 0 : sent;
    }
    if ((size_t)sent < size) {
        keep_unsent(member, bytes + sent, size - (size_t)sent);
    }
}

static void send_more(struct member *member)
{
    ssize_t sent = write(member->fd, member->unsent, member->unsent_size);
    if (sent <= 0) {
        return;
    }
    member->unsent_size -= (size_t)sent;
    memmove(member->unsent, member->unsent + sent, member->unsent_size);
    if (member->unsent_size == 0) {
        member->asked_to_write = false;
        watch(member, EPOLL_CTL_MOD, EPOLLIN);
    }
}

/* Writes a frame's head so that it ends where the payload begins; its size. */
static size_t put_head(uint8_t *payload, size_t size)
{
    if (size < 126) {
        payload[-2] = 0x82;
        payload[-1] = (uint8_t)size;
        return 2;
    }
    payload[-4] = 0x82;
    payload[-3] = 126;
    payload[-2] = (uint8_t)(size >> 8);
    payload[-1] = (uint8_t)size;
    return 4;
}

/* `payload` has HEAD_MAX bytes of room in front. */
static void send_message(struct member *member, uint8_t *payload, size_t size)
{
    size_t head = put_head(payload, size);
    send_bytes(member, payload - head, head + size);
}

/* ---- What it asks ---- */

static uint32_t number_at(const uint8_t *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

static void join(struct member *member, uint32_t number, uint32_t size)
{
    static uint8_t frame[HEAD_MAX + MESSAGE_MAX];
    if (number >= GROUPS_MAX || size == 0 || size >= MESSAGE_MAX || member->group != 0) {
        return;
    }
    struct group *group = &groups[number + 1];
    if (group->count == group->room) {
        group->room = group->room == 0 ? 32 : 2 * group->room;
        group->members = realloc(group->members, group->room * sizeof group->members[0]);
        assert(group->members != NULL);
    }
    member->group = number + 1;
    member->place = group->count;
    group->members[group->count++] = member;
    frame[HEAD_MAX] = 'W';
    send_message(member, frame + HEAD_MAX, size);
}

static void push(uint32_t number, const uint8_t *body, size_t size)
{
    static uint8_t frame[HEAD_MAX + MESSAGE_MAX];
    if (number >= GROUPS_MAX) {
        return;
    }
    const struct group *group = &groups[number + 1];
    memcpy(frame + HEAD_MAX, body, size);
    size_t head = put_head(frame + HEAD_MAX, size);
    for (uint32_t i = 0; i < group->count; i++) {
        send_bytes(group->members[i], frame + HEAD_MAX - head, head + size);
    }
}

static void on_message(struct member *member, const uint8_t *bytes, size_t size)
{
    uint8_t answer[HEAD_MAX + 9];
    if (size >= 9 && bytes[0] == 'J') {
        join(member, number_at(bytes + 1), number_at(bytes + 5));
    } else if (size >= 5 && bytes[0] == 'P') {
        push(number_at(bytes + 1), bytes + 5, size - 5);
    } else if (size >= 9 && bytes[0] == 'A') {
        memcpy(answer + HEAD_MAX, bytes, 9);
        send_message(member, answer + HEAD_MAX, 9);
    }
}

/* ---- From a member ---- */

static bool shake(struct member *member, const char *request)
{
    static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static const char name[] = "\r\nSec-WebSocket-Key: ";
    uint8_t digest[SHA_DIGEST_LENGTH];
    uint8_t accept[64];
    char joined[128];
    char answer[256];

    const char *key = strstr(request, name);
    if (key == NULL) {
        return false;
    }
    key += sizeof name - 1;
    snprintf(joined, sizeof joined, "%.*s%s", (int)strcspn(key, "\r"), key, magic);
    SHA1((const uint8_t *)joined, strlen(joined), digest);
    EVP_EncodeBlock(accept, digest, sizeof digest);
    int size = snprintf(answer, sizeof answer,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                        (const char *)accept);
    send_bytes(member, (const uint8_t *)answer, (size_t)size);
    member->open = true;
    return true;
}

/* How many bytes of the frame at the front were used; 0: it is not whole. */
static size_t take_frame(struct member *member, uint8_t *bytes, size_t size)
{
    size_t head = 6;
    if (size < head) {
        return 0;
    }
    size_t payload = bytes[1] & 0x7f;
    if (payload == 126) {
        head = 8;
        payload = (size_t)bytes[2] << 8 | bytes[3];
    }
    if (size < head + payload) {
        return 0;
    }
    for (size_t i = 0; i < payload; i++) {
        bytes[head + i] ^= bytes[head - 4 + i % 4];
    }
    if ((bytes[0] & 0x0f) == 2) {
        on_message(member, bytes + head, payload);
    }
    return head + payload;
}

static size_t take(struct member *member, uint8_t *bytes, size_t size)
{
    if (member->open) {
        return take_frame(member, bytes, size);
    }
    uint8_t *end = memmem(bytes, size, "\r\n\r\n", 4);
    if (end == NULL) {
        return 0;
    }
    *end = '\0';
    return shake(member, (const char *)bytes) ? (size_t)(end + 4 - bytes) : 0;
}

/* False: it is gone. */
static bool receive(struct member *member)
{
    size_t size = member->carried;
    if (size > 0) {
        memcpy(receive_buffer, member->carry, size);
    }
    ssize_t got = read(member->fd, receive_buffer + size, sizeof receive_buffer - size);
    if (got <= 0) {
        return got < 0 && errno == EAGAIN;
    }
    size += (size_t)got;
    size_t used = 0;
    for (size_t more; used < size && (more = take(member, receive_buffer + used, size - used)) > 0;
         used += more) {
    }
    free(member->carry);
    member->carry = NULL;
    member->carried = size - used;
    if (member->carried > 0) {
        member->carry = malloc(member->carried);
        assert(member->carry != NULL);
        memcpy(member->carry, receive_buffer + used, member->carried);
    }
    return member->carried < MESSAGE_MAX;
}

static void welcome_all(int listener)
{
    int one = 1;
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        struct member *member = calloc(1, sizeof *member);
        assert(member != NULL);
        member->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        watch(member, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static int listen_at(uint16_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4096) != 0) {
        perror("bench_floor");
        exit(1);
    }
    return fd;
}

static void raise_file_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv)
{
    struct epoll_event events[512];
    if (argc != 2) {
        fprintf(stderr, "usage: bench_floor PORT\n");
        return 64;
    }
    raise_file_limit();
    signal(SIGPIPE, SIG_IGN);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    int listener = listen_at((uint16_t)strtoul(argv[1], NULL, 10));
    struct epoll_event event = { .events = EPOLLIN };
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, events, 512, -1);
        for (int i = 0; i < count; i++) {
            struct member *member = events[i].data.ptr;
            if (member == NULL) {
                welcome_all(listener);
                continue;
            }
            if ((events[i].events & EPOLLOUT) != 0) {
                send_more(member);
            }
            if ((events[i].events & ~(uint32_t)EPOLLOUT) != 0 && !receive(member)) {
                leave(member);
            }
        }
    }
}
