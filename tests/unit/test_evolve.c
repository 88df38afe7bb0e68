/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Laws of the fold, over random histories: a journal gives the same group each time; destroying
 * keys afterwards is the same as never having had them; nothing that decide gives is refused;
 * whatever a record holds, the group stays whole or says that it is corrupt.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/group.h"
#include "core/group_state.h"
#include "tests/unit/evening.h"
#include "tests/unit/history.h"

enum {
    HISTORIES = 40,
    STEPS = 1500
};

struct told {
    struct evening evening;
    struct history history;
    unsigned outcomes[4];
    unsigned events[HV_EVENT_TYPE_END];
};

static void take(struct told *told, const struct hv_record *record)
{
    for (uint32_t i = 0; i < record->event_count; i++) {
        told->events[record->events[i].type]++;
    }
}

/* What the host does after a closing: the keys go, and a record says so. */
static void destroy_useless_keys(struct told *told)
{
    struct evening *evening = &told->evening;
    struct hv_key_scope *scopes = hv_arena_array(&evening->turn, 8, sizeof *scopes);
    struct hv_event *event = hv_arena_alloc(&evening->turn, sizeof *event);
    const struct hv_record *last = &evening->records[evening->record_count - 1];
    struct hv_record record = { .cause = { .type = HV_COMMAND_TICK, .at = told->history.now },
                                .events = event,
                                .event_count = 1 };

    assert_non_null(scopes);
    assert_non_null(event);
    event->type = HV_EVENT_KEYS_DESTROYED;
    event->keys_destroyed.scopes = scopes;
    event->keys_destroyed.scope_count =
        (uint16_t)hv_group_useless_keys(evening->group, last, 0, scopes, 8);
    if (event->keys_destroyed.scope_count > 0) {
        evening_take(evening, &record);
        take(told, &record);
    }
}

static void tell(struct told *told, uint64_t seed, unsigned steps)
{
    struct evening *evening = &told->evening;

    evening_found(evening);
    history_begin(&told->history, seed, evening->now, evening_library(), 4);
    for (unsigned i = 0; i < steps; i++) {
        struct hv_command command = history_next(&told->history, evening->group);

        (void)evening_give(evening, &command);
        told->outcomes[evening->last.outcome]++;
        if (evening->last.outcome == HV_DECIDED) {
            take(told, &evening->last.record);
            destroy_useless_keys(told);
        }
    }
}

static struct hv_group *
fold(struct hv_arena *arena, const struct hv_record *records, uint32_t count)
{
    struct hv_group *group;

    hv_arena_init(arena, (size_t)256 * 1024 * 1024);
    group = hv_group_new(arena);
    assert_non_null(group);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(hv_group_evolve(group, &records[i]), HV_OK);
    }
    return group;
}

static void assert_same(const struct hv_group *a, const struct hv_group *b)
{
    struct fingerprint left = evening_fingerprint(a), right = evening_fingerprint(b);

    assert_true(left.size > 0);
    assert_int_equal(left.size, right.size);
    assert_true(left.hash == right.hash);
}

static void a_journal_gives_the_same_group_each_time(void **state)
{
    static struct told total;

    (void)state;
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        struct evening *evening = &total.evening;
        struct hv_arena arena;

        tell(&total, seed, STEPS);
        assert_same(evening->group, fold(&arena, evening->records, evening->record_count));
        hv_arena_free(&arena);
        evening_end(evening);
    }
    print_message("seeds 1 to %d, %d commands each: %u decided, %u refused, %u already done\n",
                  HISTORIES, STEPS, total.outcomes[HV_DECIDED], total.outcomes[HV_REFUSED],
                  total.outcomes[HV_ALREADY_DONE]);
    /* the histories must be about something */
    assert_true(total.outcomes[HV_DECIDED] > HISTORIES * STEPS / 4);
    for (int type = HV_EVENT_UNIT_ADDED; type < HV_EVENT_TYPE_END; type++) {
        if (evening_is_event(type) && total.events[type] == 0) {
            fail_msg("no event of type %d", type);
        }
    }
}

/* ---- Without keys ---- */

/* Every scope whose number lies in a drawn set is lost. */
static bool is_lost(const struct hv_key_scope *scope, uint64_t seed)
{
    uint8_t bytes[HV_KEY_SCOPE_BYTES];
    uint64_t hash = seed;

    hv_key_scope_bytes(scope, bytes);
    for (unsigned i = 0; i < sizeof bytes; i++) {
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return (hash >> 33 & 1) != 0;
}

struct losing {
    uint64_t seed;
    struct hv_arena *arena;
    struct hv_key_scope *scopes;
    uint16_t scope_count;
};

static void lose(struct losing *losing, struct hv_part *part)
{
    if (!part->present || !is_lost(&part->scope, losing->seed)) {
        return;
    }
    part->gone = true;
    part->bytes = (struct hv_bytes){ .data = NULL };
    for (unsigned i = 0; i < losing->scope_count; i++) {
        if (hv_key_scope_equal(&losing->scopes[i], &part->scope)) {
            return;
        }
    }
    assert_true(losing->scope_count < UINT16_MAX);
    losing->scopes[losing->scope_count++] = part->scope;
}

static const struct hv_carried *
lose_carried(struct losing *losing, const struct hv_carried *values, size_t count)
{
    struct hv_carried *copy = hv_arena_copy(losing->arena, values, count * sizeof *copy);

    assert_non_null(copy);
    for (size_t i = 0; i < count; i++) {
        lose(losing, &copy[i].part);
    }
    return copy;
}

static void lose_in_event(struct losing *losing, struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_UNIT_ADDED:
        for (unsigned i = 0; i < event->unit_added.member_count; i++) {
            lose(losing, &event->unit_added.names[i]);
        }
        break;
    case HV_EVENT_SEAT_RENAMED:
        lose(losing, &event->seat_renamed.name);
        break;
    case HV_EVENT_ANNOUNCED:
        lose(losing, &event->announced.text);
        break;
    case HV_EVENT_WALL_WRITTEN:
        lose(losing, &event->wall_written.text);
        break;
    case HV_EVENT_LIGHT_SET:
        lose(losing, &event->light_set.light);
        break;
    case HV_EVENT_TAG_SET:
        lose(losing, &event->tag_set.tags);
        break;
    case HV_EVENT_NOTE_WRITTEN:
        lose(losing, &event->note_written.text);
        break;
    case HV_EVENT_FIELD_SAVED:
        lose(losing, &event->field_saved.part);
        break;
    case HV_EVENT_JOINT_SAVED:
        lose(losing, &event->joint_saved.part);
        break;
    case HV_EVENT_ENVELOPE_REOPENED:
        event->envelope_reopened.values = lose_carried(losing, event->envelope_reopened.values,
                                                       event->envelope_reopened.value_count);
        break;
    case HV_EVENT_ENVELOPE_CLOSED:
        lose(losing, &event->envelope_closed.signal);
        event->envelope_closed.values =
            lose_carried(losing, event->envelope_closed.values, event->envelope_closed.value_count);
        break;
    case HV_EVENT_JOINT_CONFIRMED:
        event->joint_confirmed.values =
            lose_carried(losing, event->joint_confirmed.values, event->joint_confirmed.value_count);
        break;
    default:
        break;
    }
}

static void lose_in_record(struct losing *losing, struct hv_record *record)
{
    struct hv_event *events =
        hv_arena_copy(losing->arena, record->events, record->event_count * sizeof *events);

    assert_non_null(events);
    for (uint32_t i = 0; i < record->event_count; i++) {
        lose_in_event(losing, &events[i]);
    }
    record->events = events;
}

static void destroying_keys_is_as_if_they_had_never_been(void **state)
{
    static struct told told;
    unsigned lost = 0;

    (void)state;
    for (uint64_t seed = 100; seed < 100 + HISTORIES; seed++) {
        struct evening *evening = &told.evening;
        struct hv_event destroyed = { .type = HV_EVENT_KEYS_DESTROYED };
        struct hv_record record = { .events = &destroyed, .event_count = 1 };
        struct losing losing = { .seed = seed, .arena = &evening->turn };
        struct hv_arena arena;
        struct hv_group *without;

        tell(&told, seed, STEPS / 2);
        losing.scopes = hv_arena_array(&evening->turn, UINT16_MAX, sizeof *losing.scopes);
        assert_non_null(losing.scopes);
        for (uint32_t i = 0; i < evening->record_count; i++) {
            lose_in_record(&losing, &evening->records[i]);
        }
        destroyed.keys_destroyed.scopes = losing.scopes;
        destroyed.keys_destroyed.scope_count = losing.scope_count;

        assert_int_equal(hv_group_evolve(evening->group, &record), HV_OK);
        without = fold(&arena, evening->records, evening->record_count);
        assert_int_equal(hv_group_evolve(without, &record), HV_OK);
        assert_same(evening->group, without);
        lost += losing.scope_count;
        hv_arena_free(&arena);
        evening_end(evening);
    }
    print_message("seeds 100 to %d: %u keys lost\n", 99 + HISTORIES, lost);
    assert_true(lost > 10 * HISTORIES);
}

/* ---- Memory ---- */

static void memory_that_runs_out_while_deciding_changes_nothing(void **state)
{
    static struct told told;
    struct evening *evening = &told.evening;
    unsigned failed = 0;

    (void)state;
    evening_found(evening);
    history_begin(&told.history, 7, evening->now, evening_library(), 4);
    for (unsigned i = 0; i < 1200; i++) {
        struct hv_command command = history_next(&told.history, evening->group);
        struct fingerprint before = evening_fingerprint(evening->group), after;
        enum hv_code code = HV_ENOMEM;

        for (size_t limit = 0; code != HV_OK; limit += 512) {
            struct hv_decision decision = { .number = 4711 };
            struct hv_arena small;

            hv_arena_init(&small, limit);
            code = hv_group_decide(evening->group, &command, &small, &decision);
            assert_true(code == HV_OK || code == HV_ENOMEM);
            assert_true(code == HV_OK || decision.number == 4711);
            failed += code == HV_ENOMEM ? 1 : 0;
            hv_arena_free(&small);
        }
        after = evening_fingerprint(evening->group);
        assert_memory_equal(&before, &after, sizeof before);
        evening_give(evening, &command);
    }
    assert_true(failed > 1000);
    evening_end(evening);
}

static void memory_that_runs_out_while_folding_is_said(void **state)
{
    static struct told told;
    const struct evening *evening = &told.evening;
    size_t used;

    (void)state;
    tell(&told, 11, STEPS);
    used = hv_arena_used(&evening->state);
    for (size_t limit = 0; limit < used; limit += used / 150) {
        struct hv_arena small;
        struct hv_group *group;
        enum hv_code code = HV_OK;

        hv_arena_init(&small, limit);
        group = hv_group_new(&small);
        for (uint32_t i = 0; group != NULL && code == HV_OK && i < evening->record_count; i++) {
            code = hv_group_evolve(group, &evening->records[i]);
        }
        assert_true(group == NULL || code == HV_ENOMEM);
        hv_arena_free(&small);
    }
    evening_end(&told.evening);
}

/* ---- Records that decide would never make ---- */

static uint8_t some_byte(struct history *history)
{
    return (uint8_t)history_odd(history);
}

static uint16_t some_short(struct history *history)
{
    return (uint16_t)history_odd(history);
}

static struct hv_part some_part(struct history *history)
{
    struct hv_part part = {
        .scope = { .owner = (enum hv_key_owner)history_odd(history), .run = history_odd(history) },
        .bytes = { history->bytes, history_below(history, 100) },
        .present = history_below(history, 3) > 0,
        .gone = history_below(history, 3) == 0,
    };

    return part;
}

static void fill_first_half(struct history *history, struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_FOUNDED:
        event->founded.programme = evening_programme();
        break;
    case HV_EVENT_UNIT_ADDED:
        event->unit_added.unit = some_short(history);
        event->unit_added.first_seat = some_short(history);
        event->unit_added.member_count = some_byte(history);
        break;
    case HV_EVENT_SEAT_RENAMED:
        event->seat_renamed.seat = some_short(history);
        event->seat_renamed.name = some_part(history);
        break;
    case HV_EVENT_DEVICE_INVITED:
        event->device_invited.device = some_short(history);
        event->device_invited.role = (enum hv_role)history_odd(history);
        event->device_invited.unit = some_short(history);
        event->device_invited.seat = some_short(history);
        event->device_invited.by_card = history_below(history, 2) == 0;
        break;
    case HV_EVENT_MEETING_OPENED:
        event->meeting_opened.meeting = some_byte(history);
        event->meeting_opened.evening_ends_at = (int64_t)history_odd(history) - 1;
        break;
    case HV_EVENT_PRESENCE_MARKED:
        event->presence_marked.unit = some_short(history);
        event->presence_marked.mark = (enum hv_presence_mark)history_odd(history);
        event->presence_marked.seat = some_short(history);
        break;
    case HV_EVENT_RUN_OPENED:
    case HV_EVENT_STAGE_MOVED:
    case HV_EVENT_RUN_ENDED:
        event->run_opened.run = history_odd(history);
        event->run_opened.step = some_short(history);
        event->stage_moved.to = some_byte(history);
        break;
    case HV_EVENT_UNIT_MOVED:
        event->unit_moved.run = history_odd(history);
        event->unit_moved.unit = some_short(history);
        event->unit_moved.to = (struct hv_place){ some_byte(history), some_byte(history) };
        break;
    case HV_EVENT_STEP_INSERTED:
        event->step_inserted.step = some_short(history);
        event->step_inserted.after = some_short(history);
        event->step_inserted.kind = (enum hv_step_kind)history_odd(history);
        event->step_inserted.definition = history_below(history, 2) ? evening_library() : NULL;
        event->step_inserted.title =
            (struct hv_bytes){ history->bytes, history_below(history, 400) };
        break;
    case HV_EVENT_FORM_DEALT:
        event->form_dealt.run = history_odd(history);
        event->form_dealt.unit = some_short(history);
        event->form_dealt.form = (enum hv_form)history_odd(history);
        break;
    case HV_EVENT_TIMER_SET:
        event->timer_set.running = history_below(history, 2) == 0;
        event->timer_set.ends_at = history_below(history, 3) ? history_odd(history) : INT64_MIN;
        event->timer_set.remaining_ms =
            history_below(history, 3) ? history_odd(history) : INT64_MAX;
        break;
    case HV_EVENT_STEP_SKIPPED:
        event->step_skipped.step = some_short(history);
        event->step_skipped.skip = history_below(history, 2) == 0;
        break;
    case HV_EVENT_REQUEST_HANDLED:
        event->request_handled.unit = some_short(history);
        event->request_handled.signal = history_below(history, 2) == 0;
        break;
    default: /* two numbers at most */
        event->step_moved.step = some_short(history);
        event->step_moved.after = some_short(history);
        break;
    }
}

static void some_code(struct history *history, uint8_t *ret, size_t count)
{
    uint8_t random[HV_CODE_RANDOM_SIZE] = { some_byte(history), some_byte(history),
                                            some_byte(history) };

    if (history_below(history, 3) != 0) {
        hv_code_make(random, ret, count);
    }
}

static struct hv_new_card some_card(struct history *history)
{
    struct hv_new_card card = { .hash = { some_byte(history) } };

    some_code(history, card.code, sizeof card.code);
    for (unsigned i = 0; i < HV_MEMBERS_MAX; i++) {
        some_code(history, card.pen_codes[i], HV_PEN_CODE_SIZE);
    }
    return card;
}

static void fill_getting_in(struct history *history, struct hv_event *event)
{
    switch ((int)event->type) {
    case HV_EVENT_UNIT_ADDED:
        event->unit_added.card = some_card(history);
        break;
    case HV_EVENT_CARD_RENEWED:
        event->card_renewed.unit = some_short(history);
        event->card_renewed.card = some_card(history);
        break;
    case HV_EVENT_LOBBY_SET:
        event->lobby_set.open = history_below(history, 2) == 0;
        some_code(history, event->lobby_set.code, HV_WALK_IN_CODE_SIZE);
        break;
    case HV_EVENT_DEVICE_PLACED:
        event->device_placed.device = some_short(history);
        event->device_placed.role = (enum hv_role)history_odd(history);
        event->device_placed.unit = some_short(history);
        event->device_placed.seat = some_short(history);
        some_code(history, event->device_placed.pen_code, HV_PEN_CODE_SIZE);
        event->device_placed.token_hash[0] = some_byte(history);
        break;
    case HV_EVENT_SIGNAL_GIVEN:
        event->signal_given.unit = some_short(history);
        event->signal_given.seat = some_short(history);
        event->signal_given.signal = some_part(history);
        break;
    case HV_EVENT_LIGHT_SET:
        event->light_set.seat = some_short(history);
        event->light_set.light = some_part(history);
        break;
    case HV_EVENT_TAG_SET:
        event->tag_set.seat = some_short(history);
        event->tag_set.tags = some_part(history);
        break;
    case HV_EVENT_NOTE_WRITTEN:
        event->note_written.seat = some_short(history);
        event->note_written.revision = history_odd(history);
        event->note_written.text = some_part(history);
        break;
    case HV_EVENT_FIELD_NARROWED:
        event->field_narrowed.run = history_odd(history);
        event->field_narrowed.field = some_byte(history);
        event->field_narrowed.to = (enum hv_visibility)history_odd(history);
        break;
    case HV_EVENT_SCORED:
        event->scored.run = history_odd(history);
        event->scored.seat = some_short(history);
        event->scored.scores = some_part(history);
        break;
    case HV_EVENT_WIDENED:
        event->widened.run = history_odd(history);
        event->widened.seat = some_short(history);
        event->widened.fields = history_odd(history);
        event->widened.on = history_below(history, 2) == 0;
        event->widened.to_group = history_below(history, 2) == 0;
        break;
    case HV_EVENT_TAKEN_BACK:
        event->taken_back.run = history_odd(history);
        event->taken_back.seat = some_short(history);
        event->taken_back.fields = history_odd(history);
        event->taken_back.discard = history_below(history, 2) == 0;
        break;
    case HV_EVENT_SPLIT:
        event->split.seat = some_short(history);
        break;
    case HV_EVENT_EXAMPLE_SHOWN:
        event->example_shown.step = some_short(history);
        event->example_shown.count = some_byte(history);
        break;
    default:
        break;
    }
}

static void fill_second_half(struct history *history, struct hv_event *event)
{
    static const struct hv_statement odd_statement = { .version = 5, .hash = { { 0x13 } } };
    static struct hv_carried carried[3];
    static struct hv_result result;
    static struct hv_note note;

    for (unsigned i = 0; i < 3; i++) {
        carried[i] = (struct hv_carried){ .field = some_byte(history),
                                          .answer = (enum hv_answer)history_odd(history),
                                          .seat = some_short(history),
                                          .part = some_part(history) };
    }
    result = (struct hv_result){ .field = some_byte(history),
                                 .option = (int16_t)history_odd(history),
                                 .enough = true,
                                 .band_count = some_byte(history) };
    note = (struct hv_note){ .field = some_byte(history), .seat = some_short(history) };
    switch ((int)event->type) {
    case HV_EVENT_ANNOUNCED:
        event->announced.text = some_part(history);
        break;
    case HV_EVENT_ROUND_CLOSED:
        event->round_closed.run = history_odd(history);
        event->round_closed.stage = some_byte(history);
        event->round_closed.results = &result;
        event->round_closed.result_count = (uint16_t)history_below(history, 2);
        event->round_closed.notes = &note;
        event->round_closed.note_count = (uint16_t)history_below(history, 2);
        break;
    case HV_EVENT_NOTE_PICKED:
        event->note_picked.run = history_odd(history);
        event->note_picked.field = some_byte(history);
        event->note_picked.note = some_short(history);
        event->note_picked.pick = history_below(history, 2) == 0;
        break;
    case HV_EVENT_WALL_WRITTEN:
        event->wall_written.run = history_odd(history);
        event->wall_written.field = some_byte(history);
        event->wall_written.text = some_part(history);
        break;
    case HV_EVENT_CONSENT_GIVEN:
        event->consent_given.seat = some_short(history);
        event->consent_given.yes = history_below(history, 2) == 0;
        event->consent_given.language = some_byte(history);
        break;
    case HV_EVENT_CONSENT_ASKED:
        event->consent_asked.statement =
            history_below(history, 2) == 0 ? evening_new_statement() : &odd_statement;
        break;
    case HV_EVENT_FIELD_SAVED:
    case HV_EVENT_JOINT_SAVED:
        event->field_saved.run = history_odd(history);
        event->field_saved.seat = some_short(history);
        event->field_saved.field = some_byte(history);
        event->field_saved.revision = history_odd(history);
        event->field_saved.answer = (enum hv_answer)history_odd(history);
        event->field_saved.part = some_part(history);
        break;
    case HV_EVENT_ENVELOPE_CLOSED:
        event->envelope_closed.run = history_odd(history);
        event->envelope_closed.seat = some_short(history);
        event->envelope_closed.round = (enum hv_round)history_odd(history);
        event->envelope_closed.generation = (uint16_t)history_below(history, 3);
        event->envelope_closed.shows = history_odd(history);
        event->envelope_closed.to_group = history_odd(history);
        event->envelope_closed.signal = some_part(history);
        event->envelope_closed.values = carried;
        event->envelope_closed.value_count = (uint8_t)history_below(history, 4);
        break;
    case HV_EVENT_ENVELOPE_REOPENED:
        event->envelope_reopened.run = history_odd(history);
        event->envelope_reopened.seat = some_short(history);
        event->envelope_reopened.round = (enum hv_round)history_odd(history);
        event->envelope_reopened.generation = (uint16_t)(1 + history_below(history, 3));
        event->envelope_reopened.values = carried;
        event->envelope_reopened.value_count = (uint8_t)history_below(history, 4);
        break;
    case HV_EVENT_OPENED:
        event->opened.run = history_odd(history);
        event->opened.unit = some_short(history);
        event->opened.place = (struct hv_place){ some_byte(history), some_byte(history) };
        event->opened.fields = history_odd(history);
        event->opened.author = some_short(history);
        break;
    case HV_EVENT_JOINT_MARKED:
        event->joint_marked.run = history_odd(history);
        event->joint_marked.unit = some_short(history);
        event->joint_marked.seat = some_short(history);
        event->joint_marked.set = history_below(history, 2) == 0;
        break;
    case HV_EVENT_JOINT_CONFIRMED:
        event->joint_confirmed.run = history_odd(history);
        event->joint_confirmed.unit = some_short(history);
        event->joint_confirmed.values = carried;
        event->joint_confirmed.value_count = (uint16_t)history_below(history, 4);
        break;
    case HV_EVENT_EXAMPLE_PICKED:
        event->example_picked.run = history_odd(history);
        event->example_picked.example = some_byte(history);
        break;
    case HV_EVENT_SHARING_SET:
        event->sharing_set.run = history_odd(history);
        event->sharing_set.unit = some_short(history);
        event->sharing_set.open = history_below(history, 2) == 0;
        break;
    case HV_EVENT_KEYS_DESTROYED:
        event->keys_destroyed.scopes = &carried[0].part.scope;
        event->keys_destroyed.scope_count = 1;
        break;
    default:
        break;
    }
}

static void any_record_is_taken_whole_or_called_corrupt(void **state)
{
    static struct told told;
    unsigned taken = 0, corrupt = 0;

    (void)state;
    print_message("seeds 500 to 519\n");
    for (uint64_t seed = 500; seed < 520; seed++) {
        struct evening *evening = &told.evening;

        tell(&told, seed, 400);
        for (unsigned i = 0; i < 6000; i++) {
            struct hv_event event = { .type = (enum hv_event_type)history_below(
                                          &told.history, HV_EVENT_TYPE_END + 1) };
            struct hv_record record = { .cause.id = { { some_byte(&told.history) } },
                                        .events = &event,
                                        .event_count = 1 };
            enum hv_code code;

            fill_first_half(&told.history, &event);
            fill_second_half(&told.history, &event);
            fill_getting_in(&told.history, &event);
            code = hv_group_evolve(evening->group, &record);
            assert_true(code == HV_OK || code == HV_ECORRUPT);
            taken += code == HV_OK ? 1 : 0;
            corrupt += code == HV_OK ? 0 : 1;
            if (i % 10 == 0) { /* and life goes on with whatever it is now */
                struct hv_command command = history_next(&told.history, evening->group);
                struct hv_decision decision;

                assert_int_equal(
                    hv_group_decide(evening->group, &command, &evening->turn, &decision), HV_OK);
            }
        }
        evening_end(evening);
    }
    print_message("%u taken, %u corrupt\n", taken, corrupt);
    assert_true(taken > 1000 && corrupt > 1000);
}

static void a_record_without_events_or_out_of_time_is_corrupt(void **state)
{
    struct hv_event event = { .type = HV_EVENT_WALL_CLEARED };
    struct hv_record record = { .events = &event, .event_count = 1 };
    struct evening evening;

    (void)state;
    evening_begin(&evening);
    assert_int_equal(hv_group_evolve(evening.group, &record), HV_OK);
    record.cause.at = -1;
    assert_int_equal(hv_group_evolve(evening.group, &record), HV_ECORRUPT);
    record.cause.at = HV_TIME_MAX + 1;
    assert_int_equal(hv_group_evolve(evening.group, &record), HV_ECORRUPT);
    record.cause.at = 0;
    record.event_count = 0;
    assert_int_equal(hv_group_evolve(evening.group, &record), HV_ECORRUPT);
    evening_end(&evening);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_gives_the_same_group_each_time),
        cmocka_unit_test(destroying_keys_is_as_if_they_had_never_been),
        cmocka_unit_test(memory_that_runs_out_while_deciding_changes_nothing),
        cmocka_unit_test(memory_that_runs_out_while_folding_is_said),
        cmocka_unit_test(any_record_is_taken_whole_or_called_corrupt),
        cmocka_unit_test(a_record_without_events_or_out_of_time_is_corrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
