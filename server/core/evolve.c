/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Taking in a record: each event by its function, then the command's id is remembered, then the
 * invariants are asserted. An error on the way leaves the group half changed: its owner drops it.
 */
#include "core/evolve.h"

struct hv_unit *hv_evolve_unit(struct hv_group *group, uint16_t number)
{
    return hv_find_unit(group, number) != NULL ? &group->units[number - 1] : NULL;
}

struct hv_seat *hv_evolve_seat(struct hv_group *group, uint16_t number)
{
    return hv_find_seat(group, number) != NULL ? &group->seats[number - 1] : NULL;
}

struct hv_step_entry *hv_evolve_step(struct hv_group *group, uint16_t id)
{
    const struct hv_step_entry *step = hv_find_step(group, id);

    return step != NULL ? &group->steps[step - group->steps] : NULL;
}

struct hv_run *hv_evolve_run(struct hv_group *group, uint32_t number)
{
    return number != 0 && number == group->run ? group->runs[number - 1] : NULL;
}

struct hv_run *hv_evolve_run_tonight(struct hv_group *group, uint32_t number)
{
    return hv_find_run_tonight(group, number) != NULL ? group->runs[number - 1] : NULL;
}

void hv_evolve_ready(const struct hv_group *group, struct hv_run *run, uint16_t unit)
{
    struct hv_unit_run *in_run = hv_unit_in_run(run, unit);

    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        if (hv_unit_several(&group->units[unit - 1]) &&
            hv_unit_all_closed(group, run, unit, round)) {
            in_run->ready[round] = true;
        }
    }
}

/* ---- Remembering ---- */

static enum hv_code make_room(struct hv_arena *arena, struct hv_remembered_table *table)
{
    struct hv_remembered_table grown = { .count = table->count,
                                         .room = table->room == 0 ? 64 : table->room * 2 };

    if (table->count < table->room / 4 * 3) {
        return HV_OK;
    }
    grown.ids = hv_arena_array(arena, grown.room, sizeof *grown.ids);
    if (grown.ids == NULL) {
        return HV_ENOMEM;
    }
    for (uint32_t i = 0; i < table->room; i++) {
        if (!hv_id_is_zero(table->ids[i].id)) {
            grown.ids[hv_remembered_place(&grown, table->ids[i].id)] = table->ids[i];
        }
    }
    *table = grown;
    return HV_OK;
}

void hv_evolve_forget(struct hv_remembered_table *table)
{
    table->count = 0;
    if (table->room > 0) {
        memset(table->ids, 0, table->room * sizeof *table->ids);
    }
}

static enum hv_code remember(struct hv_group *group, const struct hv_cause *cause)
{
    struct hv_remembered_table *newer = &group->remembered[0];
    struct hv_remembered *place;

    if (hv_id_is_zero(cause->id)) {
        return HV_OK;
    }
    if (newer->count == HV_REMEMBERED_MAX) {
        struct hv_remembered_table full = *newer;

        *newer = group->remembered[1];
        group->remembered[1] = full;
        hv_evolve_forget(newer);
    }
    if (make_room(group->arena, newer) != HV_OK) {
        return HV_ENOMEM;
    }
    place = &newer->ids[hv_remembered_place(newer, cause->id)];
    newer->count += hv_id_is_zero(place->id) ? 1 : 0;
    *place = (struct hv_remembered){
        .id = cause->id,
        .device = cause->device,
        .type = cause->type,
        .outcome = cause->outcome,
        .refusal = cause->refusal,
    };
    return HV_OK;
}

/* ---- The table ---- */

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
        rows[event->type] == NULL ||
        (group->programme == NULL) != (event->type == HV_EVENT_FOUNDED)) {
        return HV_ECORRUPT;
    }
    return rows[event->type](group, cause, event);
}

/* It knows its new token, if it was placed: what it had before that serves no more. */
static void hear_of_device(struct hv_group *group, uint16_t number)
{
    if (number > 0 && number <= group->device_count) {
        memset(group->devices[number - 1].old_hash, 0, HV_TOKEN_HASH_SIZE);
    }
}

enum hv_code hv_group_evolve(struct hv_group *group, const struct hv_record *record)
{
    enum hv_code code = HV_OK;

    if ((record->event_count == 0 && record->cause.device == 0) || record->cause.at < 0 ||
        record->cause.at > HV_TIME_MAX ||
        (record->cause.refusal != HV_REFUSAL_NONE && record->cause.refusal != HV_REFUSAL_WORDS)) {
        return HV_ECORRUPT;
    }
    hear_of_device(group, record->cause.device);
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
