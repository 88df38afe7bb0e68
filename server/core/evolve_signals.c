/* SPDX-License-Identifier: EUPL-1.2 */
/* Signals: every envelope leaves one, most of them saying nothing. Which is which only the board
 * reads; here they are all alike. */
#include "core/evolve.h"
#include "core/slot.h"

/* Behind the last one, so that its slot's room is used again. */
static void drop(struct hv_seat *seat, unsigned index)
{
    struct hv_slot slot = seat->signals[index];

    hv_slot_clear(&slot);
    seat->signal_count--;
    memmove(&seat->signals[index], &seat->signals[index + 1],
            (seat->signal_count - index) * sizeof slot);
    seat->signals[seat->signal_count] = slot;
    if (index < seat->signals_handled) {
        seat->signals_handled--;
    }
}

enum hv_code
hv_evolve_add_signal(struct hv_group *group, struct hv_seat *seat, const struct hv_part *part)
{
    if (seat->signal_count == UINT16_MAX / 2) {
        drop(seat, 0);
    }
    if (seat->signal_count == seat->signal_room) {
        uint16_t room = seat->signal_room == 0 ? 8 : (uint16_t)(seat->signal_room * 2);
        struct hv_slot *grown = hv_arena_array(group->arena, room, sizeof *grown);

        if (grown == NULL) {
            return HV_ENOMEM;
        }
        if (seat->signal_count > 0) {
            memcpy(grown, seat->signals, seat->signal_count * sizeof *grown);
        }
        seat->signals = grown;
        seat->signal_room = room;
    }
    return hv_slot_store(group->arena, &seat->signals[seat->signal_count++], part);
}

/* They stay until their keys are said to be gone, or more are handled: somebody has to know which
 * keys those were. */
void hv_evolve_handle_signals(struct hv_seat *seat)
{
    while (seat->signals_handled > 0) {
        drop(seat, 0);
    }
    for (unsigned i = 0; i < seat->signal_count; i++) {
        hv_slot_destroy(&seat->signals[i]);
    }
    seat->signals_handled = seat->signal_count;
}

void hv_evolve_drop_signal(struct hv_seat *seat, const struct hv_key_scope *scope)
{
    for (unsigned i = seat->signal_count; i > 0; i--) {
        if (hv_key_scope_equal(&seat->signals[i - 1].scope, scope)) {
            drop(seat, i - 1);
        }
    }
}
