/* SPDX-License-Identifier: EUPL-1.2 */
/* Signals: every envelope leaves one, and any page may; most of them say nothing. Which is which
 * only the board reads; here they are all alike. */
#include "core/evolve.h"
#include "core/slot.h"

/* Behind the last one, so that its slot's room is used again. */
static void drop(struct hv_signals *signals, unsigned index)
{
    struct hv_slot slot = signals->slots[index];

    hv_slot_clear(&slot);
    signals->count--;
    memmove(&signals->slots[index], &signals->slots[index + 1],
            (signals->count - index) * sizeof slot);
    signals->slots[signals->count] = slot;
    if (index < signals->handled) {
        signals->handled--;
    }
}

enum hv_code
hv_evolve_add_signal(struct hv_group *group, struct hv_signals *signals, const struct hv_part *part)
{
    if (signals->count == HV_SIGNALS_MAX) {
        drop(signals, 0);
    }
    if (signals->count == signals->room) {
        uint16_t room = signals->room == 0 ? 8 : (uint16_t)(signals->room * 2);
        struct hv_slot *grown = hv_arena_array(group->arena, room, sizeof *grown);

        if (grown == NULL) {
            return HV_ENOMEM;
        }
        if (signals->count > 0) {
            memcpy(grown, signals->slots, signals->count * sizeof *grown);
        }
        signals->slots = grown;
        signals->room = room;
    }
    return hv_slot_store(group->arena, &signals->slots[signals->count++], part);
}

enum hv_code hv_evolve_signal_given(struct hv_group *group,
                                    const struct hv_cause *cause,
                                    const struct hv_event *event)
{
    struct hv_unit *unit = hv_evolve_unit(group, event->signal_given.unit);
    struct hv_seat *seat = hv_evolve_seat(group, event->signal_given.seat);

    (void)cause;
    if (unit == NULL || !event->signal_given.signal.present ||
        (seat == NULL ? event->signal_given.seat != 0 : seat->unit != unit->number)) {
        return HV_ECORRUPT;
    }
    return hv_evolve_add_signal(group, seat != NULL ? &seat->signals : &unit->signals,
                                &event->signal_given.signal);
}

/* They stay until their keys are said to be gone, or more are handled: somebody has to know which
 * keys those were. */
static void handle(struct hv_signals *signals)
{
    while (signals->handled > 0) {
        drop(signals, 0);
    }
    for (unsigned i = 0; i < signals->count; i++) {
        hv_slot_destroy(&signals->slots[i]);
    }
    signals->handled = signals->count;
}

enum hv_code hv_evolve_request_handled(struct hv_group *group,
                                       const struct hv_cause *cause,
                                       const struct hv_event *event)
{
    struct hv_unit *unit = hv_evolve_unit(group, event->request_handled.unit);

    (void)cause;
    if (unit == NULL || (event->request_handled.signal && unit->signals_seen_to == UINT16_MAX)) {
        return HV_ECORRUPT;
    }
    if (!event->request_handled.signal) {
        unit->more_time = false;
        return HV_OK;
    }
    unit->signals_seen_to++;
    handle(&unit->signals);
    for (unsigned member = 0; member < unit->member_count; member++) {
        handle(&group->seats[unit->first_seat + member - 1].signals);
    }
    return HV_OK;
}

void hv_evolve_drop_signal(struct hv_signals *signals, const struct hv_key_scope *scope)
{
    for (unsigned i = signals->count; i > 0; i--) {
        if (hv_key_scope_equal(&signals->slots[i - 1].scope, scope)) {
            drop(signals, i - 1);
        }
    }
}
