/* SPDX-License-Identifier: EUPL-1.2 */
/* Too much and too slow over HTTP: requests without end, readers who stop, sockets without number.
 * Everyone else is served as if they were not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "site.h"

#define COUNT(array)     (sizeof(array) / sizeof(array)[0])
#define SOCKETS_OF_ONE   64 /* HV_NET_PEER_SOCKETS_MAX */
#define SILENT_ADDRESSES 3
#define AT_ONCE_MS       2000 /* far below the ten seconds of a handshake */
#define STALL_MS         20000
#define STALLED          20
#define STALLED_MEMORY   ((size_t)4 * 1024 * 1024) /* all of them together */
#define IDLE_CPU_MS      2000 /* in STALL_MS; a loop that never rests takes all of it */

#ifdef __SANITIZE_ADDRESS__
static const bool memory_counts = false; /* the sanitizer keeps what was freed */
#else
static const bool memory_counts = true;
#endif

static struct site site;

static int open_site(void **state)
{
    (void)state;
    site_open(&site);
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    site_close(&site);
    return 0;
}

static void test_a_request_without_end(void **state)
{
    const size_t size = (size_t)2 * 1024 * 1024;
    char *junk = test_malloc(size);
    size_t before = server_memory(&site.server);
    static const char *const beginnings[] = { "", "GET /",
                                              "GET / HTTP/1.1\r\nHost: ", "GET / HTTP/1.1\r\nA: " };
    struct reply reply;

    (void)state;
    memset(junk, 'a', size);
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        raw_connect(&site.raw, site.server.port, 0);
        raw_send(&site.raw, beginnings[i], strlen(beginnings[i]));
        raw_send(&site.raw, junk, size);
        while (raw_receive(&site.raw)) {
            raw_take(&site.raw, site.raw.size);
        }
        raw_close(&site.raw);
        site_ask(&site, "GET", "/", "", &reply);
        assert_int_equal(reply.status, 200);
        reply_forget(&reply);
    }
    assert_true(!memory_counts || server_memory(&site.server) < before + size);
    test_free(junk);
}

/* They take the head, and a piece now and then; meanwhile everyone else is served. */
static void test_slow_readers(void **state)
{
    static struct raw slow[STALLED];
    size_t before = server_memory(&site.server);
    struct reply reply;

    (void)state;
    for (size_t i = 0; i < STALLED; i++) {
        raw_connect(&slow[i], site.server.port, 4096);
        site_send(&site, &slow[i], "GET", SITE_BIG_PATH, "");
        assert_true(raw_receive(&slow[i]));
    }
    for (size_t i = 0; i < SITE_ROUTES; i++) {
        site_ask(&site, "GET", site_routes[i].path, "", &reply);
        assert_int_equal(reply.status, 200);
        reply_forget(&reply);
    }
    size_t during = server_memory(&site.server);
    if (memory_counts && during > before + STALLED_MEMORY) {
        fail_msg("%d slow readers cost %zu bytes", STALLED, during - before);
    }
    for (size_t i = 0; i < STALLED; i++) {
        reply = (struct reply){ .status = 0 };
        assert_true(reply_read_head(&slow[i], &reply));
        assert_true(reply_read_body(&slow[i], &reply, i == 0 ? 100 : SIZE_MAX));
        reply_expect_body(&reply, site.big, SITE_BIG_SIZE);
        reply_forget(&reply);
        raw_close(&slow[i]);
    }
}

static int64_t cpu_ms(void)
{
    clockid_t clock;
    struct timespec used;

    assert_int_equal(clock_getcpuclockid(site.server.program.pid, &clock), 0);
    assert_return_code(clock_gettime(clock, &used), errno);
    return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* One answer after the other is asked for, and none of them read. */
static void ask_on_and_on(struct raw *raw, const char *method)
{
    raw_connect(raw, site.server.port, 4096);
    for (int request = 0; request < 1000; request++) {
        site_send(&site, raw, method, "/", "");
    }
}

/* Those who stop reading are dropped, and cost no time until then, whatever else they send. */
static void test_readers_who_stop(void **state)
{
    static struct raw talks;
    static struct raw leaves;
    static struct raw asks_pages;
    static struct raw asks_heads;
    static char junk[100000];
    struct reply reply = { .status = 0 };

    (void)state;
    /* who leaves stopped reading first: it is dropped once the other one is */
    raw_connect(&leaves, site.server.port, 4096);
    site_send(&site, &leaves, "GET", SITE_BIG_PATH, "");
    assert_true(raw_receive(&leaves));
    assert_return_code(shutdown(leaves.fd, SHUT_WR), errno);
    raw_connect(&talks, site.server.port, 4096);
    site_send(&site, &talks, "GET", SITE_BIG_PATH, "");
    assert_true(raw_receive(&talks));
    raw_send(&talks, junk, sizeof junk);
    ask_on_and_on(&asks_pages, "GET");
    ask_on_and_on(&asks_heads, "HEAD");

    int64_t used = cpu_ms();
    int64_t since = now_ms();
    struct pollfd poller = { .fd = talks.fd, .events = POLLRDHUP };
    assert_int_equal(poll(&poller, 1, 2 * STALL_MS), 1); /* reset: what it sent was not read */
    assert_in_range(now_ms() - since, STALL_MS / 2, 2 * STALL_MS);
    if (cpu_ms() - used > IDLE_CPU_MS) {
        fail_msg("%d ms of work for readers who do not read", (int)(cpu_ms() - used));
    }
    assert_true(reply_read_head(&leaves, &reply));
    assert_false(reply_read_body(&leaves, &reply, SIZE_MAX));
    assert_true(reply.size < SITE_BIG_SIZE);
    reply_forget(&reply);
    raw_close(&talks);
    raw_close(&leaves);
    raw_close(&asks_pages);
    raw_close(&asks_heads);
}

/* ---- Many of one address ---- */

/* Whether a page is to be had from there. */
static bool is_served(const char *address)
{
    struct reply reply;

    raw_connect_from(&site.raw, site.server.port, address);
    site_send(&site, &site.raw, "GET", "/", "");
    reply_read(&site.raw, false, &reply);
    raw_close(&site.raw);
    reply_forget(&reply);
    return reply.status == 200;
}

static void test_one_address_has_so_many_sockets(void **state)
{
    static struct raw sockets[SOCKETS_OF_ONE];
    const int64_t give_up = now_ms() + PROGRAM_WAIT_MS;

    (void)state;
    for (size_t i = 0; i < SOCKETS_OF_ONE; i++) {
        raw_connect_from(&sockets[i], site.server.port, "127.0.0.9");
    }
    assert_false(is_served("127.0.0.9"));
    assert_true(is_served("127.0.0.8"));
    assert_true(is_served("127.0.0.1"));
    raw_close(&sockets[0]);
    while (!is_served("127.0.0.9")) {
        assert_true(now_ms() < give_up);
    }
    for (size_t i = 1; i < SOCKETS_OF_ONE; i++) {
        raw_close(&sockets[i]);
    }
}

static void test_this_machine_has_more(void **state)
{
    static struct raw sockets[2 * SOCKETS_OF_ONE];

    (void)state;
    for (size_t i = 0; i < COUNT(sockets); i++) {
        raw_connect(&sockets[i], site.server.port, 0);
    }
    assert_true(is_served("127.0.0.1"));
    for (size_t i = 0; i < COUNT(sockets); i++) {
        raw_close(&sockets[i]);
    }
}

/* ---- Many who say nothing ---- */

/* As long as they like to, up to the ten seconds of a handshake; nobody waits for that. */
static void test_silence_shuts_nobody_out(void **state)
{
    static struct raw sockets[SILENT_ADDRESSES * SOCKETS_OF_ONE];
    char address[sizeof "127.0.1.255"];

    (void)state;
    for (size_t i = 0; i < COUNT(sockets); i++) {
        snprintf(address, sizeof address, "127.0.1.%zu", 1 + i / SOCKETS_OF_ONE);
        raw_connect_from(&sockets[i], site.server.port, address);
    }
    int64_t since = now_ms();
    assert_true(is_served("127.0.0.8"));
    assert_true(is_served("127.0.0.1"));
    assert_in_range(now_ms() - since, 0, AT_ONCE_MS);
    for (size_t i = 0; i < COUNT(sockets); i++) {
        struct pollfd poller = { .fd = sockets[i].fd, .events = POLLIN };
        assert_int_equal(poll(&poller, 1, 0), 0); /* it is open, and was so all the while */
        raw_close(&sockets[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_without_end),
        cmocka_unit_test(test_slow_readers),
        cmocka_unit_test(test_readers_who_stop),
        cmocka_unit_test(test_one_address_has_so_many_sockets),
        cmocka_unit_test(test_this_machine_has_more),
        cmocka_unit_test(test_silence_shuts_nobody_out),
    };

    return cmocka_run_group_tests(tests, open_site, close_site);
}
