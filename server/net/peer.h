/* SPDX-License-Identifier: EUPL-1.2 */
/* How many sockets each address holds, those in handshake included. Private to net/. */
#ifndef HV_NET_PEER_H
#define HV_NET_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

struct hv_peer;

/* The address at the other end: IPv4 as ::ffff:a.b.c.d; this machine itself, by whichever of its
 * addresses, as hv_peer_this_machine. False when the socket has none any more. */
bool hv_peer_of_socket(int descriptor, struct hv_id *ret);

/* No more sockets for this address: it has HV_NET_PEER_SOCKETS_MAX. Never so for this machine
 * itself. `peers` is NULL while there are none. */
bool hv_peers_full(const struct hv_peer *peers, struct hv_id address);

/* One more. NULL without memory. */
struct hv_peer *hv_peers_enter(struct hv_peer **peers, struct hv_id address);

/* One less; after the last one `peer` is gone. */
void hv_peers_leave(struct hv_peer **peers, struct hv_peer *peer);

const struct hv_id *hv_peer_address(const struct hv_peer *peer);
uint32_t hv_peer_sockets(const struct hv_peer *peer);

#endif
