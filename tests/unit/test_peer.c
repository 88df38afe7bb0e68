/* SPDX-License-Identifier: EUPL-1.2 */
/* Sockets counted by address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/net.h"
#include "net/peer.h"

static struct hv_id address_of(uint8_t a, uint8_t b, uint8_t c, uint8_t d)
{
    return (struct hv_id){ { [10] = 0xff, [11] = 0xff, [12] = a, [13] = b, [14] = c, [15] = d } };
}

static void one_address_holds_so_many_and_no_more(void **state)
{
    struct hv_id hall = address_of(192, 168, 1, 7);
    struct hv_id other = address_of(192, 168, 1, 8);
    struct hv_peer *peers = NULL;
    struct hv_peer *peer = NULL;

    (void)state;
    for (uint32_t i = 0; i < HV_NET_PEER_SOCKETS_MAX; i++) {
        assert_false(hv_peers_full(peers, hall));
        peer = hv_peers_enter(&peers, hall);
        assert_non_null(peer);
        assert_int_equal(hv_peer_sockets(peer), i + 1);
    }
    assert_true(hv_id_equal(*hv_peer_address(peer), hall));
    assert_true(hv_peers_full(peers, hall));
    assert_false(hv_peers_full(peers, other));

    hv_peers_leave(&peers, peer);
    assert_false(hv_peers_full(peers, hall));
    for (uint32_t i = 1; i < HV_NET_PEER_SOCKETS_MAX; i++) {
        hv_peers_leave(&peers, peer);
    }
    assert_null(peers);
}

static void this_machine_has_no_limit(void **state)
{
    struct hv_id here = address_of(127, 0, 0, 1);
    struct hv_peer *peers = NULL;

    (void)state;
    for (uint32_t i = 0; i <= 2 * HV_NET_PEER_SOCKETS_MAX; i++) {
        assert_non_null(hv_peers_enter(&peers, here));
    }
    assert_false(hv_peers_full(peers, here));
    for (uint32_t i = 0; i <= 2 * HV_NET_PEER_SOCKETS_MAX; i++) {
        hv_peers_leave(&peers, peers);
    }
    assert_null(peers);
}

/* Ten thousand addresses come and go in an order that has nothing to do with how they came. */
static void many_addresses_are_told_apart(void **state)
{
    enum {
        COUNT = 10000
    };
    static struct hv_peer *entered[COUNT];
    struct hv_peer *peers = NULL;

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        entered[i] = hv_peers_enter(&peers, address_of(10, 0, (uint8_t)(i >> 8), (uint8_t)i));
        assert_non_null(entered[i]);
        assert_int_equal(hv_peer_sockets(entered[i]), 1);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t turn = i * 7919 % COUNT;
        struct hv_id address = address_of(10, 0, (uint8_t)(turn >> 8), (uint8_t)turn);
        assert_true(hv_id_equal(*hv_peer_address(entered[turn]), address));
        hv_peers_leave(&peers, entered[turn]);
    }
    assert_null(peers);
}

static struct sockaddr_in loopback(uint8_t last)
{
    return (struct sockaddr_in){ .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl(UINT32_C(0x7f000000) | last) };
}

/* Who connects from `from` to a server at `at`, as the server sees it. */
static struct hv_id seen_from(uint8_t from, uint8_t at)
{
    struct sockaddr_in server = loopback(at), client = loopback(from);
    socklen_t size = sizeof server;
    struct hv_id peer;
    int listening = socket(AF_INET, SOCK_STREAM, 0), there = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(bind(listening, (struct sockaddr *)&server, size), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&server, &size), 0);
    assert_int_equal(bind(there, (struct sockaddr *)&client, sizeof client), 0);
    assert_int_equal(connect(there, (struct sockaddr *)&server, size), 0);
    int here = accept(listening, NULL, NULL);
    assert_true(here >= 0);
    assert_true(hv_peer_of_socket(here, &peer));
    close(here);
    close(there);
    close(listening);
    return peer;
}

/* Whatever address the laptop goes by in the network of the hall, from itself it comes as itself.
 */
static void this_machine_is_known_by_every_address(void **state)
{
    (void)state;
    assert_true(hv_id_equal(seen_from(1, 1), hv_peer_this_machine));
    assert_true(hv_id_equal(seen_from(5, 5), hv_peer_this_machine));
    assert_true(hv_id_equal(seen_from(6, 5), address_of(127, 0, 0, 6)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_address_holds_so_many_and_no_more),
        cmocka_unit_test(this_machine_has_no_limit),
        cmocka_unit_test(many_addresses_are_told_apart),
        cmocka_unit_test(this_machine_is_known_by_every_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
