/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Deciding: who may, then the command's own function. A command that was carried out before is
 * found by its id before anything else, so that a client that repeats it after a reconnect gets the
 * reply of the first time.
 */
#include "core/decide.h"

#include "core/scopes.h"

/* ---- What functions emit ---- */

/* Room for one more element in an array of the decision, doubling. */
static void *
grow(struct hv_deciding *deciding, void *array, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t wanted = *room == 0 ? 8 : *room * 2;
    void *grown;

    if (count < *room) {
        return array;
    }
    grown = hv_deciding_array(deciding, wanted, size);
    if (grown == NULL) {
        return NULL;
    }
    if (count > 0) {
        memcpy(grown, array, count * size);
    }
    *room = wanted;
    return grown;
}

void *hv_deciding_array(struct hv_deciding *deciding, size_t count, size_t size)
{
    void *array = hv_arena_array(deciding->arena, count, size);

    if (array == NULL) {
        deciding->no_memory = true;
    }
    return array;
}

struct hv_event *hv_deciding_emit(struct hv_deciding *deciding, enum hv_event_type type)
{
    struct hv_event *events = grow(deciding, deciding->events, deciding->event_count,
                                   &deciding->event_room, sizeof *events);
    struct hv_event *event = &deciding->spare;

    if (events != NULL) {
        deciding->events = events;
        event = &events[deciding->event_count++];
    }
    memset(event, 0, sizeof *event);
    event->type = type;
    return event;
}

struct hv_bytes hv_deciding_bytes(struct hv_deciding *deciding, struct hv_bytes bytes)
{
    struct hv_bytes copy = { .data = hv_arena_copy(deciding->arena, bytes.data, bytes.size) };

    if (copy.data == NULL) {
        deciding->no_memory = true;
    } else {
        copy.size = bytes.size;
    }
    return copy;
}

struct hv_part
hv_deciding_part(struct hv_deciding *deciding, struct hv_key_scope scope, struct hv_bytes bytes)
{
    return (struct hv_part){
        .scope = scope,
        .bytes = hv_deciding_bytes(deciding, bytes),
        .present = true,
    };
}

void hv_deciding_key(struct hv_deciding *deciding, struct hv_key_scope scope)
{
    struct hv_key_scope *keys =
        grow(deciding, deciding->keys, deciding->key_count, &deciding->key_room, sizeof *keys);

    if (keys != NULL) {
        deciding->keys = keys;
        keys[deciding->key_count++] = scope;
    }
}

void hv_deciding_envelope_keys(struct hv_deciding *deciding,
                               const struct hv_run *run,
                               uint16_t seat,
                               enum hv_round round,
                               uint16_t generation)
{
    uint32_t fields = hv_exercise_personal(run->exercise, round);

    if (fields != 0) {
        hv_deciding_key(deciding, hv_scope_answer(run, seat, round, HV_KEEP_DRAFT, generation));
        hv_deciding_key(deciding, hv_scope_answer(run, seat, round, HV_KEEP_MEETING, generation));
        hv_deciding_key(deciding, hv_scope_signal(run, seat, round, generation));
    }
    if (hv_exercise_keeps(run->exercise, fields, HV_KEEP_COURSE)) {
        hv_deciding_key(deciding, hv_scope_answer(run, seat, round, HV_KEEP_COURSE, generation));
    }
    if (hv_exercise_keeps(run->exercise, fields, HV_KEEP_INTAKE)) {
        hv_deciding_key(deciding, hv_scope_answer(run, seat, round, HV_KEEP_INTAKE, generation));
    }
}

/* A closed envelope needs none: its draft key was destroyed and is never made again. */
static void
need_open_envelopes(struct hv_deciding *deciding, const struct hv_run *run, uint16_t seat)
{
    const struct hv_reflection *reflection =
        run->units != NULL ? hv_reflection_of(deciding->group, run, seat) : NULL;

    for (enum hv_round round = HV_ROUND_FIRST; round <= HV_ROUND_SECOND; round++) {
        if (reflection == NULL) {
            hv_deciding_envelope_keys(deciding, run, seat, round, 0);
        } else if (!reflection->envelopes[round].closed) {
            uint16_t generation = reflection->envelopes[round].generation;
            hv_deciding_envelope_keys(deciding, run, seat, round, generation);
        }
    }
}

static void need_seat_keys(struct hv_deciding *deciding, const struct hv_run *run, uint16_t seat)
{
    uint32_t joint = hv_exercise_joint(run->exercise, HV_FORM_FULL);

    need_open_envelopes(deciding, run, seat);
    if (hv_exercise_keeps(run->exercise, joint, HV_KEEP_MEETING)) {
        hv_deciding_key(deciding, hv_scope_joint_copy(run, seat, HV_KEEP_MEETING));
    }
    if (hv_exercise_keeps(run->exercise, joint, HV_KEEP_COURSE)) {
        hv_deciding_key(deciding, hv_scope_joint_copy(run, seat, HV_KEEP_COURSE));
    }
}

void hv_deciding_keys(struct hv_deciding *deciding,
                      const struct hv_run *run,
                      const struct hv_unit *unit)
{
    for (unsigned member = 0; member < unit->member_count; member++) {
        need_seat_keys(deciding, run, (uint16_t)(unit->first_seat + member));
    }
    if (hv_exercise_joint(run->exercise, HV_FORM_FULL) != 0) {
        hv_deciding_key(deciding, hv_scope_joint(run, unit->number));
    }
    if (hv_exercise_matches(run->exercise) &&
        (run->units == NULL || hv_unit_in_run(run, unit->number)->matched == NULL)) {
        hv_deciding_key(deciding, hv_scope_matched(run, unit->number));
    }
}

/* ---- Shared checks ---- */

enum hv_refusal
hv_check_run(const struct hv_deciding *deciding, uint32_t number, const struct hv_run **ret)
{
    const struct hv_run *run = hv_find_run(deciding->group, number);

    if (run == NULL || run->over) {
        return HV_REFUSAL_RUN_OVER;
    }
    *ret = run;
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_check_own(const struct hv_deciding *deciding, uint16_t number)
{
    const struct hv_seat *seat = hv_find_seat(deciding->group, number);

    if (seat == NULL || seat->unit != deciding->device->unit ||
        (deciding->device->role == HV_ROLE_PEN && deciding->device->seat != number)) {
        return HV_REFUSAL_NOT_YOURS;
    }
    return HV_REFUSAL_NONE;
}

enum hv_refusal hv_check_unlocked(const struct hv_deciding *deciding, uint16_t seat)
{
    enum hv_refusal refusal = hv_check_own(deciding, seat);

    if (refusal == HV_REFUSAL_NONE &&
        deciding->group->seats[seat - 1].unlocked_on != deciding->command->device) {
        refusal = HV_REFUSAL_LOCKED;
    }
    return refusal;
}

bool hv_may_be_under_way(const struct hv_deciding *deciding, const struct hv_seat *seat)
{
    return deciding->device->role == HV_ROLE_PEN ||
           seat->unlocked_on == deciding->command->device ||
           (deciding->command->now - seat->locked_at <= HV_TABLE_TYPED_MS &&
            deciding->command->connected_at <= seat->locked_at);
}

enum hv_refusal hv_check_typing(const struct hv_deciding *deciding, uint16_t seat)
{
    const struct hv_group *group = deciding->group;
    enum hv_refusal refusal = hv_check_unlocked(deciding, seat);

    if (refusal == HV_REFUSAL_LOCKED &&
        group->seats[seat - 1].paused_on == deciding->command->device &&
        hv_may_be_under_way(deciding, &group->seats[seat - 1])) {
        refusal = HV_REFUSAL_NONE;
    }
    return refusal;
}

enum hv_refusal hv_check_present(const struct hv_deciding *deciding, uint16_t seat)
{
    const struct hv_unit *unit = &deciding->group->units[deciding->group->seats[seat - 1].unit - 1];

    return (hv_unit_present(unit) >> hv_member_index(unit, seat) & 1) != 0
               ? HV_REFUSAL_NONE
               : HV_REFUSAL_NOT_ADMITTED;
}

enum hv_refusal hv_check_together(const struct hv_deciding *deciding, const struct hv_unit **ret)
{
    const struct hv_unit *unit = &deciding->group->units[deciding->device->unit - 1];
    enum hv_refusal refusal = hv_unit_admitted(unit) ? HV_REFUSAL_NONE : HV_REFUSAL_NOT_ADMITTED;
    bool typed = deciding->command->type == HV_COMMAND_SAVE_JOINT;

    if (deciding->device->role == HV_ROLE_PEN) {
        uint16_t seat = deciding->device->seat;

        refusal = typed ? hv_check_typing(deciding, seat) : hv_check_unlocked(deciding, seat);
        if (refusal == HV_REFUSAL_NONE) {
            refusal = hv_check_present(deciding, seat);
        }
    }
    if (refusal == HV_REFUSAL_NONE && hv_group_covered(deciding->group) && !typed) {
        refusal = HV_REFUSAL_NOT_YET;
    }
    if (refusal == HV_REFUSAL_NONE) {
        *ret = unit;
    }
    return refusal;
}

enum hv_refusal hv_check_asked(const struct hv_run *run, uint16_t unit, uint32_t fields)
{
    for (uint8_t stage = 0; stage < run->exercise->stage_count; stage++) {
        if ((run->exercise->stages[stage].fields & fields) != 0 &&
            hv_stage_reached(run, unit, stage)) {
            return HV_REFUSAL_NONE;
        }
    }
    return HV_REFUSAL_NOT_YET;
}

enum hv_refusal hv_check_answer(const struct hv_save_field *wanted)
{
    if (wanted->answer > HV_ANSWER_SKIPPED ||
        (wanted->answer != HV_ANSWER_GIVEN && wanted->packed.size > 0)) {
        return HV_REFUSAL_INVALID;
    }
    return wanted->unfit || wanted->packed.size > HV_VALUE_MAX ? HV_REFUSAL_NOT_ACCEPTED
                                                               : HV_REFUSAL_NONE;
}

enum hv_refusal hv_check_revision(uint32_t stored, uint32_t wanted)
{
    if (wanted <= stored) {
        return HV_REFUSAL_STALE;
    }
    return wanted - stored > HV_REVISION_STEP_MAX ? HV_REFUSAL_INVALID : HV_REFUSAL_NONE;
}

/* ---- Shared steps ---- */

void hv_deciding_end_step(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;

    if (group->run != 0) {
        hv_deciding_emit(deciding, HV_EVENT_RUN_ENDED)->run_ended.run = group->run;
    }
    if (group->step != 0) {
        hv_deciding_emit(deciding, HV_EVENT_STEP_ENDED)->step_ended.step = group->step;
    }
}

void hv_deciding_lock_seat(struct hv_deciding *deciding, const struct hv_seat *seat)
{
    struct hv_event *event = hv_deciding_emit(deciding, HV_EVENT_SEAT_LOCKED);

    event->seat_locked.seat = seat->number;
    event->seat_locked.device = seat->unlocked_on != 0 ? seat->unlocked_on : seat->last_on;
}

void hv_deciding_lock(struct hv_deciding *deciding, uint16_t unit, uint16_t device)
{
    for (uint16_t i = 0; i < deciding->group->seat_count; i++) {
        const struct hv_seat *seat = &deciding->group->seats[i];

        if (seat->unlocked_on != 0 && (unit == 0 || seat->unit == unit) &&
            (device == 0 || seat->unlocked_on == device)) {
            hv_deciding_lock_seat(deciding, seat);
        }
    }
}

void hv_deciding_cover(struct hv_deciding *deciding)
{
    const struct hv_group *group = deciding->group;

    for (uint16_t i = 0; i < group->seat_count; i++) {
        const struct hv_seat *seat = &group->seats[i];
        struct hv_event *event;

        if (seat->unlocked_on != 0) {
            event = hv_deciding_emit(deciding, HV_EVENT_SEAT_LOCKED);
            event->seat_locked.seat = seat->number;
            event->seat_locked.device = seat->unlocked_on;
            event->seat_locked.keeps_ticket =
                hv_find_device(group, seat->unlocked_on)->role == HV_ROLE_PEN;
        }
    }
}

/* ---- The table ---- */

enum {
    SERVER = 1 << HV_ROLE_SERVER,
    FACILITATORS = 1 << HV_ROLE_FACILITATOR | 1 << HV_ROLE_CO_FACILITATOR,
    TABLE = 1 << HV_ROLE_TABLE,
    PEN = 1 << HV_ROLE_PEN
};

struct row {
    unsigned roles;
    enum hv_refusal (*decide)(struct hv_deciding *deciding);
};

static const struct row rows[HV_COMMAND_TYPE_END] = {
#define XX(type, roles, name) [HV_COMMAND_##type] = { roles, hv_decide_##name },
    HV_DECIDE_MAP(XX)
#undef XX
};

/* A pen is bound once, and may nothing else before but leave. */
static bool is_for_pen(const struct hv_deciding *deciding)
{
    enum hv_command_type type = deciding->command->type;

    return deciding->device == NULL || deciding->device->role != HV_ROLE_PEN ||
           type == HV_COMMAND_LEAVE ||
           (type == HV_COMMAND_BIND_PEN) == (deciding->device->seat == 0);
}

static bool may(const struct hv_deciding *deciding, const struct row *row)
{
    enum hv_role role = deciding->device != NULL ? deciding->device->role : HV_ROLE_SERVER;

    return (row->roles >> role & 1) != 0 &&
           (deciding->device == NULL || !deciding->device->removed) && is_for_pen(deciding) &&
           (deciding->group->programme != NULL || deciding->command->type == HV_COMMAND_FOUND);
}

/* Less than may(): a command that was carried out before, as binding this pen, is asked again when
 * its reply was lost. */
bool hv_group_may_ask(const struct hv_group *group, uint16_t number, enum hv_command_type type)
{
    const struct hv_device *device = hv_find_device(group, number);

    return device != NULL && type > 0 && type < HV_COMMAND_TYPE_END &&
           (rows[type].roles >> device->role & 1) != 0 &&
           (!hv_device_waits(device) || type == HV_COMMAND_BIND_PEN || type == HV_COMMAND_LEAVE);
}

static enum hv_refusal decide(struct hv_deciding *deciding)
{
    const struct hv_command *command = deciding->command;

    if (command->type < HV_COMMAND_FOUND || command->type >= HV_COMMAND_TYPE_END ||
        command->now < 0 || command->now > HV_TIME_MAX) {
        return HV_REFUSAL_INVALID;
    }
    if (command->device != 0) {
        deciding->device = hv_find_device(deciding->group, command->device);
        if (deciding->device == NULL || hv_id_is_zero(command->id)) {
            return deciding->device == NULL ? HV_REFUSAL_NOT_ALLOWED : HV_REFUSAL_INVALID;
        }
    }
    if (!may(deciding, &rows[command->type])) {
        return HV_REFUSAL_NOT_ALLOWED;
    }
    return rows[command->type].decide(deciding);
}

enum hv_code hv_group_decide(const struct hv_group *group,
                             const struct hv_command *command,
                             struct hv_arena *arena,
                             struct hv_decision *ret)
{
    const struct hv_remembered *before = hv_find_remembered(group, command->id);
    struct hv_deciding deciding = { .group = group, .command = command, .arena = arena };
    enum hv_refusal refusal;

    if (before != NULL && (before->device != command->device || before->type != command->type)) {
        *ret = (struct hv_decision){ .outcome = HV_REFUSED, .refusal = HV_REFUSAL_INVALID };
        return HV_OK;
    }
    if (before != NULL) {
        *ret = (struct hv_decision){ .outcome = before->refusal == HV_REFUSAL_NONE ? HV_ALREADY_DONE
                                                                                   : HV_REFUSED,
                                     .refusal = before->refusal,
                                     .number = before->outcome };
        return HV_OK;
    }
    refusal = decide(&deciding);
    if (deciding.no_memory) {
        return HV_ENOMEM;
    }
    *ret = (struct hv_decision){ .outcome = HV_ALREADY_DONE, .number = deciding.number };
    if (refusal != HV_REFUSAL_NONE) {
        *ret = (struct hv_decision){ .outcome = HV_REFUSED, .refusal = refusal };
    } else if (deciding.event_count > 0 || command->device != 0) {
        /* Also without events: the id has to be remembered, or the same command, sent again because
         * its reply was lost, would be carried out after what came in between. */
        ret->outcome = HV_DECIDED;
        ret->refusal = deciding.told;
        ret->record = (struct hv_record){
            .cause = { .type = command->type,
                       .id = command->id,
                       .device = command->device,
                       .at = command->now,
                       .outcome = deciding.number,
                       .refusal = deciding.told },
            .events = deciding.events,
            .event_count = deciding.event_count,
        };
        ret->keys = deciding.keys;
        ret->key_count = deciding.key_count;
    }
    return HV_OK;
}
