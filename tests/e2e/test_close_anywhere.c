/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Connections that end in every place where they can: at any byte of the handshake and of what
 * comes after it, by a close, a reset or half a close, in the middle of an answer, and by the
 * server from each of the library's callbacks. Up to SIDE_BY_SIDE are open at a time. After it all
 * the server holds no socket and no more memory than before, and stops well. The seed is printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "admin.h"
#include "site.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CYCLES       2000
#define CYCLES_FULL  20000
#define SIDE_BY_SIDE 16
#define ASKS_MAX     20000 /* until every socket is gone */
#define MEMORY_MAX   ((size_t)2 * 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static const bool memory_counts = false; /* the sanitizer has its own beside it */
#else
static const bool memory_counts = true;
#endif

static struct site site;
static struct raw raws[SIDE_BY_SIDE];
static bool is_open[SIDE_BY_SIDE];
static uint64_t chance;

static uint32_t roll(uint32_t below)
{
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance >> 33) % below;
}

/* ---- What can be sent: a handshake, and frames behind it ---- */

struct script {
    const char *request; /* "%u" is the port */
    bool greets;         /* Hello with the owner's link follows */
    const char *then;    /* bytes after that */
    size_t then_size;
};

#define UPGRADE(path, host, protocol, more)                                                    \
    "GET " path " HTTP/1.1\r\nHost: " host "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"             \
    "Sec-WebSocket-Protocol: " protocol "\r\n" more "\r\n"
#define RIGHT     UPGRADE("/", "127.0.0.1:%u", "houvast.v1", "")
#define BYTES(of) .then = (of), .then_size = sizeof(of) - 1

static const struct script scripts[] = {
    { .request = RIGHT, .greets = true },
    { .request = RIGHT, .greets = true, BYTES("\x88\x82\0\0\0\0\x03\xe8") },     /* says goodbye */
    { .request = RIGHT, .greets = true, BYTES("\x89\x84\0\0\0\0ping") },         /* and a ping */
    { .request = RIGHT, .greets = true, BYTES("\x82\x83\0\0\0\0\xff\xff\xff") }, /* malformed */
    { .request = RIGHT,
      .greets = true,
      BYTES("\x02\x83\0\0\0\0abc\x80\x83\0\0\0\0def") }, /* pieces */
    { .request = RIGHT, BYTES("\x81\x84\0\0\0\0text") }, /* no Hello */
    { .request = RIGHT,
      BYTES("\x82\x04"
            "bare") },                               /* unmasked */
    { .request = RIGHT, BYTES("\x8f\x80\0\0\0\0") }, /* no such frame */
    { .request = RIGHT, BYTES("\x88\x80\0\0\0\0") },
    { .request = UPGRADE("/", "127.0.0.1:%u", "houvast.v1", "Origin: http://elsewhere\r\n") },
    { .request = UPGRADE("/", "elsewhere:%u", "houvast.v1", "") },
    { .request = UPGRADE("/", "127.0.0.1:%u", "chat", "") },
    { .request =
          "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n" },
    { .request = "CONNECT a:1 HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n" },
    { .request = "GET " SITE_BIG_PATH " HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n" },
    { .request = "GET /console HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
      BYTES("GET /projector HTTP/1.1\r\n") }, /* and half of the next */
    { .request = "GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n" },
    { .request = "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Length: 9\r\n\r\nabc" },
    { .request = "GET / HTTP/1.1\r\nHost: elsewhere:%u\r\n\r\n" },
};

/* The frame with which the owner says Hello. */
static size_t hello_bytes(uint8_t *ret, size_t room)
{
    static struct raw writer;
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    writer.fd = ends[0];
    raw_hello(&writer, strchr(site.server.owner, '#') + 1);
    ssize_t size = recv(ends[1], ret, room, 0);
    assert_in_range(size, 1, room - 1);
    (void)close(ends[0]);
    (void)close(ends[1]);
    return (size_t)size;
}

/* All bytes of a script; `ret_request` of them are the request. */
static size_t
write_script(const struct script *script, uint8_t *ret, size_t room, size_t *ret_request)
{
    char request[1024];
    const char *port = strstr(script->request, "%u");

    int size = snprintf(request, sizeof request, "%.*s%u%s", (int)(port - script->request),
                        script->request, site.server.port, port + 2);
    assert_in_range(size, 1, sizeof request - 1);
    memcpy(ret, request, (size_t)size);
    *ret_request = (size_t)size;
    size_t at = (size_t)size;
    if (script->greets) {
        at += hello_bytes(ret + at, room - at);
    }
    if (script->then_size > 0) {
        assert_true(at + script->then_size <= room);
        memcpy(ret + at, script->then, script->then_size);
        at += script->then_size;
    }
    return at;
}

/* ---- How it can end ---- */

static void end(uint32_t i)
{
    struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
    uint32_t how = roll(3);

    if (how == 1) {
        assert_int_equal(setsockopt(raws[i].fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once),
                         0);
    } else if (how == 2) {
        (void)shutdown(raws[i].fd, SHUT_WR);
    }
    raw_close(&raws[i]);
    is_open[i] = false;
}

/* Sends a part of a script, in one piece or two; sometimes reads a part of the answer. */
static void begin(uint32_t i)
{
    uint8_t bytes[2048];
    size_t request;
    size_t size = write_script(&scripts[roll(COUNT(scripts))], bytes, sizeof bytes, &request);
    size_t sent = roll(3) > 0 ? size : roll((uint32_t)size + 1);
    size_t first = roll(2) == 0 ? sent : roll((uint32_t)sent + 1);

    raw_connect(&raws[i], site.server.port, roll(4) == 0 ? 4096 : 0);
    raw_send(&raws[i], bytes, first);
    bool reads = first >= request && roll(2) == 0;
    if (reads) {
        (void)raw_receive(&raws[i]);
    }
    raw_send(&raws[i], bytes + first, sent - first);
    if (!reads && sent >= request && roll(2) == 0) {
        (void)raw_receive(&raws[i]);
    }
    is_open[i] = true;
}

static void end_all(void)
{
    for (uint32_t i = 0; i < SIDE_BY_SIDE; i++) {
        if (is_open[i]) {
            end(i);
        }
    }
}

static bool holds_sockets(void)
{
    struct reply reply;

    admin_ask(&site.server, "GET", "/metrics", &reply);
    bool holds = strstr(reply.body, "\nhouvast_sockets 0\n") == NULL ||
                 strstr(reply.body, "\nhouvast_links 0\n") == NULL ||
                 strstr(reply.body, "\nhouvast_members{role=\"owner\"} 0\n") == NULL;
    reply_forget(&reply);
    return holds;
}

static void expect_no_socket(void)
{
    uint32_t asks = 0;

    while (holds_sockets()) {
        assert_true(asks++ < ASKS_MAX);
    }
}

static void come_and_go(uint32_t cycles)
{
    for (uint32_t cycle = 0; cycle < cycles; cycle++) {
        uint32_t i = roll(SIDE_BY_SIDE);
        if (is_open[i]) {
            end(i);
        }
        begin(i);
    }
    end_all();
    expect_no_socket();
}

static void end_in_every_place(const char *flag)
{
    uint32_t cycles = getenv("HV_TEST_FULL") != NULL ? CYCLES_FULL : CYCLES;

    site_make(&site);
    site.server.flag = flag;
    assert_int_equal(setenv("HOUVAST_PAGES", site.pages, 1), 0);
    server_start(&site.server);
    come_and_go(cycles / 10); /* so that what is kept for the next is there */
    size_t before = server_memory(&site.server);
    come_and_go(cycles);
    size_t after = server_memory(&site.server);
    print_message("%u connections: %zu KiB before, %zu KiB after\n", cycles, before / 1024,
                  after / 1024);
    if (memory_counts) {
        assert_true(after < before + MEMORY_MAX);
    }
    raw_open(&raws[0], site.server.port);
    site_expect_welcome(&site, &raws[0]);
    raw_close(&raws[0]);
    site_close(&site);
}

static void test_written_at_once(void **state)
{
    (void)state;
    end_in_every_place(NULL);
}

static void test_written_in_callbacks(void **state)
{
    (void)state;
    end_in_every_place("--write-in-callback");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_at_once),
        cmocka_unit_test(test_written_in_callbacks),
    };
    const char *given = getenv("HV_TEST_SEED");

    chance = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("HV_TEST_SEED=%llu\n", (unsigned long long)chance);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
