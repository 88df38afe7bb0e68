/* SPDX-License-Identifier: EUPL-1.2 */
/* Slots: places for sealed content in a group's state. Private to core/; only evolve writes them.
 */
#ifndef HV_CORE_SLOT_H
#define HV_CORE_SLOT_H

#include "core/group_state.h"

/* Puts a part in its place. What was there is wiped. HV_ENOMEM as the arena; HV_ECORRUPT when it is
 * larger than any content may be. */
enum hv_code
hv_slot_store(struct hv_arena *arena, struct hv_slot *slot, const struct hv_part *part);

/* Empties a slot; its room stays for the next. */
void hv_slot_clear(struct hv_slot *slot);

/* The key is not there any more: wipes the content and says so. */
void hv_slot_destroy(struct hv_slot *slot);

#endif
