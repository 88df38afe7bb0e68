/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/peer.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/net.h"

/* The library's own does not compile without warnings. */
#define HASH_FUNCTION(key, size, hash) ((hash) = hash_of((key), (size)))
#define HASH_NONFATAL_OOM              1
#define uthash_nonfatal_oom(peer)      ((peer)->sockets = 0)

#include <uthash.h>

struct hv_peer {
    struct hv_id address;
    uint32_t sockets;
    UT_hash_handle hh;
};

/* FNV-1a. Who chooses addresses to make it slow holds as many of them. */
static unsigned hash_of(const void *key, size_t size)
{
    const uint8_t *bytes = key;
    unsigned hash = 2166136261u;

    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 16777619u;
    }
    return hash;
}

/* Nobody else can come from the address that was connected to. */
bool hv_peer_of_socket(int descriptor, struct hv_id *ret)
{
    struct sockaddr_in address, own;
    socklen_t size = sizeof address, own_size = sizeof own;

    if (getpeername(descriptor, (struct sockaddr *)&address, &size) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&own, &own_size) != 0 ||
        address.sin_family != AF_INET) {
        return false;
    }
    if (address.sin_addr.s_addr == own.sin_addr.s_addr) {
        *ret = hv_peer_this_machine;
        return true;
    }
    *ret = (struct hv_id){ { [10] = 0xff, [11] = 0xff } };
    memcpy(ret->b + 12, &address.sin_addr, sizeof address.sin_addr);
    return true;
}

static struct hv_peer *find(const struct hv_peer *peers, struct hv_id address)
{
    struct hv_peer *peer;

    HASH_FIND(hh, peers, &address, sizeof address, peer);
    return peer;
}

bool hv_peers_full(const struct hv_peer *peers, struct hv_id address)
{
    const struct hv_peer *peer = find(peers, address);

    return peer != NULL && peer->sockets >= HV_NET_PEER_SOCKETS_MAX &&
           !hv_id_equal(address, hv_peer_this_machine);
}

struct hv_peer *hv_peers_enter(struct hv_peer **peers, struct hv_id address)
{
    struct hv_peer *peer = find(*peers, address);

    if (peer != NULL) {
        peer->sockets++;
        return peer;
    }
    peer = calloc(1, sizeof *peer);
    if (peer == NULL) {
        return NULL;
    }
    peer->address = address;
    peer->sockets = 1;
    HASH_ADD(hh, *peers, address, sizeof peer->address, peer);
    if (peer->sockets == 0) {
        free(peer);
        return NULL;
    }
    return peer;
}

void hv_peers_leave(struct hv_peer **peers, struct hv_peer *peer)
{
    if (--peer->sockets == 0) {
        HASH_DEL(*peers, peer);
        free(peer);
    }
}

const struct hv_id *hv_peer_address(const struct hv_peer *peer)
{
    return &peer->address;
}

uint32_t hv_peer_sockets(const struct hv_peer *peer)
{
    return peer->sockets;
}
