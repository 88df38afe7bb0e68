/* SPDX-License-Identifier: EUPL-1.2 */
/* Who comes is let in at a bounded pace, in order, and whoever is in does not hold up the others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/listener.h"

#define COMERS      (3 * HV_LET_IN_PER_TURN + 5)
#define SEND_BUFFER 65536

struct world {
    uv_loop_t loop;
    struct hv_listener listener;
    int comers[COMERS]; /* their ends */
    int inside[COMERS]; /* ours */
    unsigned count;     /* inside */
    unsigned closed;    /* on_closed came so often */
    unsigned room;      /* for so many in line and inside */
    unsigned stay;      /* the listener is closed when so many are inside; 0: never */
};

static void on_closed(uv_handle_t *handle)
{
    struct world *world = handle->data;
    world->closed++;
}

static void on_connection(void *data, int descriptor)
{
    struct world *world = data;

    assert_true(world->count < COMERS);
    world->inside[world->count++] = descriptor;
    if (world->count == world->stay) {
        hv_listener_close(&world->listener, on_closed);
    }
}

static bool has_room(void *data)
{
    const struct world *world = data;

    return world->count + world->listener.waiting < world->room;
}

static void open_world(struct world *world)
{
    struct hv_error error;

    *world = (struct world){ .room = COMERS };
    assert_int_equal(uv_loop_init(&world->loop), 0);
    assert_int_equal(hv_listener_open(&world->listener, "127.0.0.1", 0, SEND_BUFFER, &error),
                     HV_OK);
    world->listener.poll.data = world;
    assert_int_equal(
        hv_listener_start(&world->listener, &world->loop, on_connection, has_room, world, &error),
        HV_OK);
}

static void close_world(struct world *world)
{
    for (unsigned i = 0; i < world->count; i++) {
        close(world->inside[i]);
    }
    hv_listener_close(&world->listener, on_closed);
    hv_listener_close(&world->listener, on_closed);
    assert_int_equal(uv_run(&world->loop, UV_RUN_DEFAULT), 0);
    assert_int_equal(world->closed, 1);
    assert_int_equal(uv_loop_close(&world->loop), 0);
}

/* Without listening: errno. */
static int come(const struct world *world, int *ret)
{
    struct sockaddr_in address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(descriptor >= 0);
    assert_int_equal(uv_ip4_addr("127.0.0.1", world->listener.port, &address), 0);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        close(descriptor);
        return errno;
    }
    *ret = descriptor;
    return 0;
}

static void all_come(struct world *world)
{
    for (unsigned i = 0; i < COMERS; i++) {
        assert_int_equal(come(world, &world->comers[i]), 0);
    }
}

static void all_go(const struct world *world)
{
    for (unsigned i = 0; i < COMERS; i++) {
        close(world->comers[i]);
    }
}

/* They are accepted, then let in. */
static void two_turns(struct world *world)
{
    uv_run(&world->loop, UV_RUN_NOWAIT);
    uv_run(&world->loop, UV_RUN_NOWAIT);
}

/* Nobody inside says a word meanwhile. */
static void a_turn_lets_so_many_in(void **state)
{
    static const unsigned inside[] = {
        0, HV_LET_IN_PER_TURN, 2 * HV_LET_IN_PER_TURN, 3 * HV_LET_IN_PER_TURN, COMERS, COMERS
    };
    struct world world;

    (void)state;
    open_world(&world);
    all_come(&world);
    for (unsigned i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        uv_run(&world.loop, UV_RUN_NOWAIT);
        assert_int_equal(world.count, inside[i]);
    }
    all_go(&world);
    close_world(&world);
}

static void who_finds_no_room_is_refused(void **state)
{
    struct world world;
    char byte;

    (void)state;
    open_world(&world);
    world.room = 2;
    all_come(&world);
    two_turns(&world);
    assert_int_equal(world.count, 2);
    assert_int_equal(recv(world.comers[1], &byte, 1, MSG_DONTWAIT), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(recv(world.comers[2], &byte, 1, 0), 0);
    assert_int_equal(recv(world.comers[COMERS - 1], &byte, 1, 0), 0);
    all_go(&world);
    close_world(&world);
}

static int option(int descriptor, int level, int name)
{
    int value = 0;
    socklen_t size = sizeof value;

    assert_int_equal(getsockopt(descriptor, level, name, &value, &size), 0);
    return value;
}

static void a_connection_is_as_promised(void **state)
{
    struct world world;
    int comer = -1;

    (void)state;
    open_world(&world);
    assert_int_equal(come(&world, &comer), 0);
    two_turns(&world);
    assert_int_equal(world.count, 1);
    assert_true(fcntl(world.inside[0], F_GETFL) & O_NONBLOCK);
    assert_true(fcntl(world.inside[0], F_GETFD) & FD_CLOEXEC);
    assert_int_equal(option(world.inside[0], IPPROTO_TCP, TCP_NODELAY), 1);
    /* the kernel counts its own overhead too */
    assert_int_equal(option(world.inside[0], SOL_SOCKET, SO_SNDBUF), 2 * SEND_BUFFER);
    close(comer);
    close_world(&world);
}

static void closed_it_refuses_those_who_wait_too(void **state)
{
    struct world world;
    int late;
    char byte;

    (void)state;
    open_world(&world);
    world.stay = 3;
    all_come(&world);
    two_turns(&world);
    assert_int_equal(world.count, 3);
    assert_int_equal(come(&world, &late), ECONNREFUSED);
    assert_int_equal(recv(world.comers[0], &byte, 1, MSG_DONTWAIT), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(recv(world.comers[COMERS - 1], &byte, 1, 0), 0); /* it stood in line */
    hv_listener_try_again(&world.listener);
    all_go(&world);
    close_world(&world);
}

/* So many that nothing more can be opened. */
static void limit_files(rlim_t files, struct rlimit *ret_before)
{
    assert_int_equal(getrlimit(RLIMIT_NOFILE, ret_before), 0);
    struct rlimit limit = { .rlim_cur = files, .rlim_max = ret_before->rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static void without_descriptors_it_rests(void **state)
{
    struct world world;
    struct rlimit before;
    int comer = -1;

    (void)state;
    open_world(&world);
    assert_int_equal(come(&world, &comer), 0);
    limit_files((rlim_t)comer + 1, &before);
    /* libuv tells that nothing is awaited: a loop would sleep now instead of turning */
    assert_int_equal(uv_run(&world.loop, UV_RUN_NOWAIT), 0);
    assert_int_equal(world.count, 0);
    hv_listener_try_again(&world.listener);
    assert_int_equal(uv_run(&world.loop, UV_RUN_NOWAIT), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    hv_listener_try_again(&world.listener);
    two_turns(&world);
    assert_int_equal(world.count, 1);
    close(comer);
    close_world(&world);
}

static void it_says_why_it_cannot_listen(void **state)
{
    struct world world;
    struct hv_listener listener;
    struct hv_error error;

    (void)state;
    open_world(&world);
    const struct row {
        const char *address;
        uint16_t port;
        enum hv_code code;
        const char *sentence;
    } rows[] = {
        { "houvast", 1, HV_EINVAL, "cannot listen on houvast: it is not an IPv4 address" },
        { "::1", 1, HV_EINVAL, "cannot listen on ::1: it is not an IPv4 address" },
        { "", 1, HV_EINVAL, "cannot listen on : it is not an IPv4 address" },
        { "192.0.2.1", 7, HV_EINVAL,
          "cannot listen on 192.0.2.1:7: Cannot assign requested address" },
        { "127.0.0.1", world.listener.port, HV_EINUSE, NULL },
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(
            hv_listener_open(&listener, rows[i].address, rows[i].port, SEND_BUFFER, &error),
            rows[i].code);
        if (rows[i].sentence != NULL) {
            assert_string_equal(error.text, rows[i].sentence);
        }
    }
    close_world(&world);
}

static void what_was_abandoned_is_free_again(void **state)
{
    struct hv_listener listener;
    struct hv_error error;

    (void)state;
    assert_int_equal(hv_listener_open(&listener, "127.0.0.1", 0, SEND_BUFFER, &error), HV_OK);
    uint16_t port = listener.port;
    assert_int_not_equal(port, 0);
    hv_listener_abandon(&listener);
    assert_int_equal(hv_listener_open(&listener, "127.0.0.1", port, SEND_BUFFER, &error), HV_OK);
    hv_listener_abandon(&listener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_turn_lets_so_many_in),
        cmocka_unit_test(who_finds_no_room_is_refused),
        cmocka_unit_test(a_connection_is_as_promised),
        cmocka_unit_test(closed_it_refuses_those_who_wait_too),
        cmocka_unit_test(without_descriptors_it_rests),
        cmocka_unit_test(it_says_why_it_cannot_listen),
        cmocka_unit_test(what_was_abandoned_is_free_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
