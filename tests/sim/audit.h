/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What must be true of a world, looked at from outside the server: the durable log, the keys, and
 * what each device was told. Independent of the host: it reads, opens and folds the log by itself.
 * Each function notes the first broken promise in the world.
 */
#ifndef TESTS_SIM_AUDIT_H
#define TESTS_SIM_AUDIT_H

#include "tests/sim/world.h"

/* Nothing acknowledged is lost or doubled, order holds, the chain of records is whole. The server
 * must be down or settled. */
void audit_promises(struct world *world);

/* fold(all keys) then `destroyed` is fold(without those keys), for a random choice of keys. */
void audit_fold_law(struct world *world, struct chance *chance);

/* The draft key of every envelope that was closed is gone. The world must be settled. */
void audit_drafts(struct world *world);

/* What is sealed is padded, bound to its place and under a nonce of its own, and every key ends
 * when it should (audit_keys.c). The world must be settled. */
void audit_keys(struct world *world);

/* Every device is what the log says and its people meant, and shows what a fresh fold of the log
 * draws for it: nothing, as long as it waits for a place. The world must be settled. */
void audit_views(struct world *world);

/* No device was ever told what it was not entitled to (audit_told.c). The world must be settled. */
void audit_told(struct world *world);

/* No word that anybody typed, and no name, lies readable on the disk. */
void audit_disk(struct world *world);

#endif
