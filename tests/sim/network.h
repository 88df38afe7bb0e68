/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Connections between devices and the server. Each direction keeps its order; a packet takes some
 * ms, and never overtakes another. The weather cuts a connection at a packet, and says a client's
 * packet twice. Both ends lose a connection at once, with all that is under way; the device tries
 * again when its engine says so.
 */
#ifndef TESTS_SIM_NETWORK_H
#define TESTS_SIM_NETWORK_H

#include "tests/sim/world.h"

/* Nothing when it is connected already, or was told to stay away. */
void network_connect(struct device *device);

/* Nothing when it is not connected. */
void network_disconnect(struct device *device);

/* The next packet of the device's connection arrives: at the server, or at the device, where no
 * pane may go back. */
void network_up(struct device *device);
void network_down(struct device *device);

/* Ports of the host (host.h); `data` is the world, a link is a connection. It is busy after a few
 * frames, a slow one after a single frame. */
bool network_send(void *data, void *link, struct hv_frame *frame);
void network_close(void *data, void *link, enum hv_farewell reason);

#endif
