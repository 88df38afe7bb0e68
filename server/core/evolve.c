/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Taking in a record: each event by its function, then the command's id is remembered, then the
 * invariants are asserted. An error on the way leaves the group half changed: its owner drops it.
 */
#include "core/evolve.h"

struct hv_unit *hv_evolve_unit(struct hv_group *group, uint16_t number)
{
    return number >= 1 && number <= group->unit_count ? &group->units[number - 1] : NULL;
}

struct hv_seat *hv_evolve_seat(struct hv_group *group, uint16_t number)
{
    return number >= 1 && number <= group->seat_count ? &group->seats[number - 1] : NULL;
}

struct hv_step_entry *hv_evolve_step(struct hv_group *group, uint16_t id)
{
    for (unsigned i = 0; i < group->step_count; i++) {
        if (group->steps[i].id == id) {
            return &group->steps[i];
        }
    }
    return NULL;
}

struct hv_run *hv_evolve_run(struct hv_group *group, uint32_t number)
{
    return number != 0 && number == group->run ? group->runs[number - 1] : NULL;
}

void hv_evolve_ready(const struct hv_group *group, struct hv_run *run, uint16_t unit)
{
    struct hv_unit_run *in_run = hv_unit_in_run(run, unit);

    for (unsigned i = 0; i < HV_ROUNDS; i++) {
        if (hv_unit_all_closed(group, run, unit, i == 0 ? HV_ROUND_FIRST : HV_ROUND_SECOND)) {
            in_run->ready[i] = true;
        }
    }
}

/* ---- Remembering -------------------------------------------------------------------------------
 */

static enum hv_code make_room(struct hv_group *group)
{
    const struct hv_remembered *old = group->remembered;
    uint32_t old_room = group->remembered_room;
    uint32_t room = old_room == 0 ? 64 : old_room * 2;
    struct hv_remembered *grown;

    if (group->remembered_count < old_room / 4 * 3) {
        return HV_OK;
    }
    grown = hv_arena_array(group->arena, room, sizeof *grown);
    if (grown == NULL) {
        return HV_ENOMEM;
    }
    group->remembered = grown;
    group->remembered_room = room;
    for (uint32_t i = 0; i < old_room; i++) {
        if (!hv_id_is_zero(old[i].id)) {
            grown[hv_remembered_place(group, old[i].id)] = old[i];
        }
    }
    return HV_OK;
}

static enum hv_code remember(struct hv_group *group, const struct hv_cause *cause)
{
    struct hv_remembered *place;

    if (hv_id_is_zero(cause->id)) {
        return HV_OK;
    }
    if (make_room(group) != HV_OK) {
        return HV_ENOMEM;
    }
    place = &group->remembered[hv_remembered_place(group, cause->id)];
    group->remembered_count += hv_id_is_zero(place->id) ? 1 : 0;
    *place = (struct hv_remembered){ .id = cause->id, .outcome = cause->outcome };
    return HV_OK;
}

/* ---- The table ---------------------------------------------------------------------------------
 */

static enum hv_code (*const rows[HV_EVENT_TYPE_END])(struct hv_group *group,
                                                     const struct hv_cause *cause,
                                                     const struct hv_event *event) = {
#define XX(type, name) [HV_EVENT_##type] = hv_evolve_##name,
    HV_EVOLVE_MAP(XX)
#undef XX
};

static enum hv_code
evolve(struct hv_group *group, const struct hv_cause *cause, const struct hv_event *event)
{
    if (event->type < HV_EVENT_FOUNDED || event->type >= HV_EVENT_TYPE_END ||
        (group->programme == NULL) != (event->type == HV_EVENT_FOUNDED)) {
        return HV_ECORRUPT;
    }
    return rows[event->type](group, cause, event);
}

enum hv_code hv_group_evolve(struct hv_group *group, const struct hv_record *record)
{
    enum hv_code code = HV_OK;

    if ((record->event_count == 0 && record->cause.device == 0) || record->cause.at < 0 || record->cause.at > HV_TIME_MAX) {
        return HV_ECORRUPT;
    }
    for (uint32_t i = 0; code == HV_OK && i < record->event_count; i++) {
        code = evolve(group, &record->cause, &record->events[i]);
    }
    if (code == HV_OK) {
        code = remember(group, &record->cause);
    }
    if (code == HV_OK) {
        hv_group_check(group);
    }
    return code;
}
