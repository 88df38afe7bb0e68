/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A group as bytes, in a fixed order: numbers as eight bytes big endian, content with its length in
 * front. A programme never changes after the first record, so its exercises are named by id and
 * hash only.
 */
#include "core/group_state.h"

enum {
    GATHERED = 512
};

/* Small pieces are gathered, so that the sink is not called for each number. */
struct describing {
    void (*sink)(void *data, const void *bytes, size_t size);
    void *data;
    size_t size;
    uint8_t gathered[GATHERED];
};

static void flush(struct describing *to)
{
    if (to->size > 0) {
        to->sink(to->data, to->gathered, to->size);
    }
    to->size = 0;
}

static void put_raw(struct describing *to, const void *bytes, size_t size)
{
    if (size > GATHERED - to->size) {
        flush(to);
    }
    if (size > GATHERED) {
        to->sink(to->data, bytes, size);
    } else if (size > 0) {
        memcpy(to->gathered + to->size, bytes, size);
        to->size += size;
    }
}

static void put(struct describing *to, uint64_t number)
{
    uint8_t bytes[8];

    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(number >> (56 - 8 * i));
    }
    put_raw(to, bytes, sizeof bytes);
}

static void put_time(struct describing *to, int64_t time)
{
    put(to, (uint64_t)time);
}

static void put_bytes(struct describing *to, struct hv_bytes bytes)
{
    put(to, bytes.size);
    put_raw(to, bytes.data, bytes.size);
}

static void put_slot(struct describing *to, const struct hv_slot *slot)
{
    uint8_t scope[HV_KEY_SCOPE_BYTES];

    put(to, slot->present);
    if (!slot->present) {
        return;
    }
    hv_key_scope_bytes(&slot->scope, scope);
    put_raw(to, scope, sizeof scope);
    put(to, slot->gone);
    if (!slot->gone) {
        put_bytes(to, (struct hv_bytes){ .data = slot->bytes, .size = slot->size });
    }
}

static void put_exercise(struct describing *to, const struct hv_exercise *exercise)
{
    put(to, exercise != NULL);
    if (exercise != NULL) {
        put_bytes(to, exercise->id);
        put_raw(to, exercise->hash.b, sizeof exercise->hash.b);
        put(to, exercise->field_count);
        put(to, exercise->stage_count);
    }
}

static void put_statement(struct describing *to, const struct hv_statement *statement)
{
    put_bytes(to, statement->id);
    put(to, statement->version);
    put_raw(to, statement->hash.b, sizeof statement->hash.b);
    put_bytes(to, statement->text.nl);
    put_bytes(to, statement->text.en);
}

static void put_programme(struct describing *to, const struct hv_programme *programme)
{
    put(to, programme != NULL);
    if (programme == NULL) {
        return;
    }
    put_bytes(to, programme->id);
    put_statement(to, &programme->consent);
    put(to, programme->exercise_count);
    for (unsigned i = 0; i < programme->exercise_count; i++) {
        put_exercise(to, &programme->exercises[i]);
    }
    put(to, programme->meeting_count);
}

static void put_signals(struct describing *to, const struct hv_signals *signals)
{
    put(to, signals->handled);
    put(to, signals->count);
    for (unsigned i = 0; i < signals->count; i++) {
        put_slot(to, &signals->slots[i]);
    }
}

static void put_roster(struct describing *to, const struct hv_group *group)
{
    put(to, group->unit_count);
    for (unsigned i = 0; i < group->unit_count; i++) {
        const struct hv_unit *unit = &group->units[i];

        put(to, unit->first_seat);
        put(to, unit->member_count);
        put(to, unit->removed);
        put(to, unit->arrived);
        put(to, unit->mark);
        put(to, unit->alone);
        put(to, unit->more_time);
        put_signals(to, &unit->signals);
        put(to, unit->signals_seen_to);
        put(to, unit->closed_space);
        put_raw(to, unit->card_id.b, sizeof unit->card_id.b);
        put_raw(to, unit->card_hash, sizeof unit->card_hash);
        put_raw(to, unit->card_code, sizeof unit->card_code);
        put(to, unit->card_since);
    }
    put(to, group->seat_count);
    for (unsigned i = 0; i < group->seat_count; i++) {
        const struct hv_seat *seat = &group->seats[i];

        put(to, seat->unit);
        put_slot(to, &seat->name);
        put(to, seat->consent);
        put(to, seat->consent_version);
        put_raw(to, seat->consent_hash.b, sizeof seat->consent_hash.b);
        put(to, seat->consent_language);
        put(to, seat->split);
        put_signals(to, &seat->signals);
        put(to, seat->unlocked_on);
        put(to, seat->last_on);
        put(to, seat->paused_on);
        put_time(to, seat->locked_at);
        put_raw(to, seat->pen_code, sizeof seat->pen_code);
        put_slot(to, &seat->words);
        put_raw(to, seat->verifier, sizeof seat->verifier);
        put(to, seat->life);
        put(to, seat->tries);
        put_time(to, seat->rests_until);
        put_raw(to, seat->ticket_hash, sizeof seat->ticket_hash);
        put_slot(to, &seat->light);
        put_slot(to, &seat->tags);
        put_slot(to, &seat->note);
        put(to, seat->note_revision);
        put(to, seat->notes_taken_away);
    }
    put(to, group->device_count);
    for (unsigned i = 0; i < group->device_count; i++) {
        const struct hv_device *device = &group->devices[i];

        put(to, device->role);
        put(to, device->unit);
        put(to, device->seat);
        put(to, device->removed);
        put(to, device->by_card);
        put_time(to, device->came_at);
        put_raw(to, device->token_hash, sizeof device->token_hash);
        put_raw(to, device->old_hash, sizeof device->old_hash);
        put_raw(to, device->placed_by.b, sizeof device->placed_by.b);
    }
}

static void put_meeting(struct describing *to, const struct hv_group *group)
{
    put(to, group->meeting_open);
    put(to, group->meetings_opened);
    put(to, group->meeting);
    put_time(to, group->meeting_opened_at);
    put_time(to, group->last_meeting_at);
    put(to, group->return_evening);
    put_time(to, group->evening_ends_at);
    put(to, group->paused);
    put(to, group->clock_waits);
    put(to, group->step);
    put(to, group->next_step);
    put_time(to, group->began_at);
    put_time(to, group->step_started_at);
    put(to, group->example_shown);
    put(to, group->lobby_open);
    put(to, group->lobby_since);
    put_raw(to, group->lobby_code, sizeof group->lobby_code);
    put(to, group->step_count);
    for (unsigned i = 0; i < group->step_count; i++) {
        const struct hv_step_entry *step = &group->steps[i];

        put(to, step->id);
        put(to, step->step.kind);
        put_bytes(to, step->step.title.nl);
        put(to, step->step.minutes);
        put_exercise(to, step->definition);
        put(to, step->skipped);
        put(to, step->started);
        put(to, step->done);
        put(to, step->inserted);
    }
    put(to, group->timer_set);
    put(to, group->timer_running);
    put_time(to, group->timer_ends_at);
    put_time(to, group->timer_remaining_ms);
    put_slot(to, &group->announcement);
}

static void put_wall(struct describing *to, const struct hv_group *group)
{
    put(to, group->next_line);
    put(to, group->wall_count);
    for (unsigned i = 0; i < group->wall_count; i++) {
        const struct hv_wall_line *line = &group->wall[i];

        put(to, line->kind);
        put(to, line->number);
        put(to, line->taken_away);
        put(to, line->run);
        put(to, line->field);
        put(to, line->stage);
        put(to, line->index);
        put_slot(to, &line->text);
    }
}

/* ---- Runs ---- */

static void put_reflection(struct describing *to,
                           const struct hv_exercise *exercise,
                           const struct hv_reflection *reflection)
{
    put(to, reflection != NULL);
    if (reflection == NULL) {
        return;
    }
    for (unsigned i = 0; i < HV_ROUNDS; i++) {
        put(to, reflection->envelopes[i].closed);
        put(to, reflection->envelopes[i].generation);
        put(to, reflection->envelopes[i].shows);
        put(to, reflection->envelopes[i].to_group);
        put(to, reflection->envelopes[i].life);
    }
    put(to, reflection->taken_back);
    put(to, reflection->widened);
    put(to, reflection->discarded);
    put_slot(to, &reflection->scores);
    for (unsigned i = 0; i < exercise->field_count; i++) {
        put(to, reflection->fields[i].revision);
        put(to, reflection->fields[i].answer);
        put_slot(to, &reflection->fields[i].value);
    }
}

static void put_joints(struct describing *to,
                       const struct hv_exercise *exercise,
                       const struct hv_unit_run *unit)
{
    put(to, unit->joint_revision);
    put(to, unit->marks);
    put(to, unit->confirmed);
    put(to, unit->joints != NULL);
    for (unsigned i = 0; unit->joints != NULL && i < exercise->field_count; i++) {
        put(to, unit->joints[i].revision);
        put(to, unit->joints[i].answer);
        put_slot(to, &unit->joints[i].draft);
        for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
            put_slot(to, &unit->joints[i].copies[member]);
            put(to, unit->joints[i].lives[member]);
            put(to, unit->joints[i].copied[member]);
        }
        put(to, unit->joints[i].widened);
        put(to, unit->joints[i].to_group);
        put(to, unit->joints[i].noted);
    }
}

static void
put_unit(struct describing *to, const struct hv_exercise *exercise, const struct hv_unit_run *unit)
{
    put(to, unit->form);
    put(to, unit->place.stage);
    put(to, unit->place.turn);
    put(to, unit->reached);
    put(to, unit->sharing);
    for (unsigned i = 0; i < HV_ROUNDS; i++) {
        put(to, unit->ready[i]);
    }
    put(to, unit->opened_gates);
    put_raw(to, unit->opened_turns, sizeof unit->opened_turns);
    for (unsigned member = 0; member < HV_MEMBERS_MAX; member++) {
        put(to, unit->opened[member]);
        put_reflection(to, exercise, unit->members[member]);
    }
    put(to, unit->matched != NULL);
    for (unsigned i = 0; unit->matched != NULL && i < exercise->field_count; i++) {
        put_slot(to, &unit->matched[i]);
    }
    put_joints(to, exercise, unit);
}

static void put_round(struct describing *to, const struct hv_closed_round *round)
{
    put(to, round != NULL);
    if (round == NULL) {
        return;
    }
    put(to, round->result_count);
    for (unsigned i = 0; i < round->result_count; i++) {
        const struct hv_result *result = &round->results[i];

        put(to, result->field);
        put_time(to, result->option);
        put(to, result->enough);
        put(to, result->band_count);
        for (unsigned band = 0; band < 3; band++) {
            put(to, result->counts[band]);
        }
    }
    put(to, round->note_count);
    for (unsigned i = 0; i < round->note_count; i++) {
        put(to, round->notes[i].field);
        put(to, round->notes[i].seat);
    }
}

/* Units that have not been added yet are all alike: as the run opened. */
static void put_run(struct describing *to, const struct hv_run *run, unsigned unit_count)
{
    put(to, run->number);
    put(to, run->meeting);
    put(to, run->step);
    put_exercise(to, run->exercise);
    put(to, run->over);
    put(to, run->stage);
    put(to, run->reached);
    put(to, run->only_author);
    put(to, run->nameless);
    for (unsigned unit = 0; unit < unit_count; unit++) {
        put_unit(to, run->exercise, &run->units[unit]);
    }
    for (unsigned stage = 0; stage < run->exercise->stage_count; stage++) {
        put_round(to, run->rounds[stage]);
    }
}

static void put_remembered(struct describing *to, const struct hv_remembered_table *table)
{
    put(to, table->count);
    for (uint32_t i = 0; i < table->room; i++) {
        if (!hv_id_is_zero(table->ids[i].id)) {
            put_raw(to, table->ids[i].id.b, sizeof table->ids[i].id.b);
            put(to, table->ids[i].device);
            put(to, table->ids[i].type);
            put(to, table->ids[i].outcome);
            put(to, table->ids[i].refusal);
        }
    }
}

void hv_group_describe(const struct hv_group *group,
                       void (*sink)(void *data, const void *bytes, size_t size),
                       void *data)
{
    struct describing to = { .sink = sink, .data = data };

    put_programme(&to, group->programme);
    put_time(&to, group->founded_at);
    if (group->programme != NULL) {
        put_statement(&to, group->statement);
    }
    put_roster(&to, group);
    put_meeting(&to, group);
    put_wall(&to, group);
    put(&to, group->run);
    put(&to, group->run_count);
    for (uint32_t i = 0; i < group->run_count; i++) {
        put_run(&to, group->runs[i], group->unit_count);
    }
    put_remembered(&to, &group->remembered[0]);
    put_remembered(&to, &group->remembered[1]);
    flush(&to);
}
