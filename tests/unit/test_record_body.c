/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies of records: what is written is what is read, with all keys, without some, and not at all
 * once it was altered. */
#include "named_fields.h"

#include "houvast/v1/record.pb-c.h"

#include "codec/record.h"
#include "tests/unit/evening.h"

static struct hv_arena arena;
static const struct hv_id log_id = { .b = { 7, 7, 7 } };

static int make_arena(void **state)
{
    (void)state;
    hv_arena_init(&arena, 64u * 1024u * 1024u);
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    hv_arena_free(&arena);
    return 0;
}

/* ---- A seal that anyone can break, but that notices what a real one notices ---- */

enum {
    MARK_SIZE = 8
};

static void
mark(struct hv_bytes associated, const uint8_t *content, size_t size, uint8_t ret[MARK_SIZE])
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < associated.size; i++)
        hash = (hash ^ associated.data[i]) * 1099511628211u;
    hash = (hash ^ size) * 1099511628211u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ content[i]) * 1099511628211u;
    memcpy(ret, &hash, MARK_SIZE);
}

static enum hv_code seal(void *data,
                         const struct hv_key_scope *scope,
                         struct hv_bytes associated,
                         struct hv_bytes plain,
                         struct hv_arena *into,
                         struct hv_bytes *ret)
{
    uint8_t *bytes = hv_arena_alloc(into, MARK_SIZE + plain.size);
    (void)data;
    assert_int_not_equal(scope->owner, 0);
    if (bytes == NULL)
        return HV_ENOMEM;
    for (size_t i = 0; i < plain.size; i++)
        bytes[MARK_SIZE + i] = plain.data[i] ^ 0x5a;
    mark(associated, bytes + MARK_SIZE, plain.size, bytes);
    *ret = (struct hv_bytes){ bytes, MARK_SIZE + plain.size };
    return HV_OK;
}

/* `data` is the owner whose keys are gone, or NULL. */
static enum hv_code unseal(void *data,
                           const struct hv_key_scope *scope,
                           struct hv_bytes associated,
                           struct hv_bytes sealed,
                           struct hv_arena *into,
                           struct hv_bytes *ret)
{
    const enum hv_key_owner *gone = data;
    uint8_t expected[MARK_SIZE];
    if (gone != NULL && scope->owner == *gone)
        return HV_EGONE;
    if (sealed.size < MARK_SIZE)
        return HV_ECORRUPT;
    mark(associated, sealed.data + MARK_SIZE, sealed.size - MARK_SIZE, expected);
    if (memcmp(expected, sealed.data, MARK_SIZE) != 0)
        return HV_ECORRUPT;
    uint8_t *plain = hv_arena_alloc(into, sealed.size - MARK_SIZE);
    if (plain == NULL)
        return HV_ENOMEM;
    for (size_t i = MARK_SIZE; i < sealed.size; i++)
        plain[i - MARK_SIZE] = sealed.data[i] ^ 0x5a;
    *ret = (struct hv_bytes){ plain, sealed.size - MARK_SIZE };
    return HV_OK;
}

static const struct hv_seal_port seal_port = { seal, NULL };
static const struct hv_open_port open_port = { unseal, NULL };

static struct hv_bytes encode(const struct hv_record *record, uint64_t position)
{
    struct hv_bytes body;
    assert_int_equal(hv_record_body_encode(record, log_id, position, &seal_port, &arena, &body),
                     HV_OK);
    return body;
}

static struct hv_record decode(struct hv_bytes body, uint64_t position)
{
    struct hv_record record;
    assert_int_equal(hv_record_body_decode(body, log_id, position, &open_port, &arena, &record),
                     HV_OK);
    return record;
}

static enum hv_code decode_code(struct hv_bytes body)
{
    struct hv_record record;
    return hv_record_body_decode(body, log_id, 1, &open_port, &arena, &record);
}

/* ---- A whole evening ---- */

static void play(struct evening *evening)
{
    const struct line lines[] = {
        { FACILITATOR, ANNOUNCE("Welkom"), DONE },
        { FACILITATOR, TIMER(START, 5), DONE },
        { FACILITATOR, TIMER(PAUSE, 0), DONE },
        { FACILITATOR, SKIP(3, true), DONE },
        { FACILITATOR, SKIP(3, false), DONE },
        { FACILITATOR, MOVE_STEP(3, 0), DONE },
        { FACILITATOR, START(0, REVEAL + 1), DONE },
        { FACILITATOR, FORM(1, 6, SHORT), DONE },
        { FACILITATOR, STAGE(1, BRIEF, SOLO), DONE },
        { PEN(1), UNLOCK(1), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 1, "Ik mis je."), DONE },
        { PEN(1), ANSWER(1, 1, REVEAL_SCALE, 1, ALOUD), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_A, 1, "Koffie in bed"), DONE },
        { PEN(1), SIGNAL(1, 1, FIRST, BIT(REVEAL_P) | BIT(REVEAL_A), TALK), DONE },
        { PEN(1), REOPEN(1, 1, FIRST), DONE },
        { PEN(1), SAVE(1, 1, REVEAL_P, 2, "Ik mis ons."), DONE },
        { PEN(1), ENVELOPE(1, 1, FIRST, BIT(REVEAL_P) | BIT(REVEAL_A)), DONE },
        { PEN(1), LOCK(1), DONE },
        { PEN(1), UNLOCK_WITH(1, WRONG), REFUSED(WORDS) },
        { FACILITATOR, DEAL_WORDS(3), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), SAVE(1, 2, REVEAL_P, 1, "Ik ook."), DONE },
        { PEN(2), ENVELOPE(1, 2, FIRST, BIT(REVEAL_P)), DONE },
        { TABLE(1), GIVE(CALL), DONE },
        { PEN(2), GIVE(NOTHING), DONE },
        { FACILITATOR, PAUSE(true), DONE },
        { FACILITATOR, PAUSE(false), DONE },
        { FACILITATOR, HANDLE(1, true), DONE },
        { FACILITATOR, SHARING(1, 0, false), DONE },
        { FACILITATOR, SHARING(1, 0, true), DONE },
        { TABLE(1), TOGETHER(1, SOLO), DONE },
        { TABLE(1), GO(1, OPEN, TALK), DONE },
        { TABLE(1), MORE_TIME(), DONE },
        { TABLE(1), GO(1, TALK, JOINT), DONE },
        { TABLE(1), JOINTLY(1, REVEAL_J, 1, "Elke zondag wandelen"), DONE },
        { TABLE(1), MARK(1, 1, 1, true), DONE },
        { TABLE(1), MARK(1, 2, 1, true), DONE },
        { FACILITATOR, STAGE(1, SOLO, SHARE), DONE },
        { FACILITATOR, PICK(1, REVEAL_A, 0, true), DONE },
        { FACILITATOR, NARROW(1, REVEAL_G, GROUP), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), DISCARD(1, 2, BIT(REVEAL_P)), DONE },
        { PEN(2), WIDEN(1, 2, BIT(REVEAL_P), true), DONE },
        { FACILITATOR, SPLIT(9), DONE },
        { FACILITATOR, LIGHT(3, ORANGE), DONE },
        { FACILITATOR, TAG(4, LANGUAGE, true), DONE },
        { FACILITATOR, NOTE(3, 1, "Belt dinsdag."), DONE },
        { FACILITATOR, NOTE(3, 2, ""), DONE },
        { FACILITATOR, EXAMPLE(1, 1), DONE },
        { FACILITATOR, WRITE(1, REVEAL_A, "Samen lachen"), DONE },
        { FACILITATOR, CLEAR_WALL(), DONE },
        { TABLE(2), CONSENT(3, false), REFUSED(LOCKED) },
        { FACILITATOR, PRESENCE(5, AWAY), DONE },
        { FACILITATOR, END_STEP(1, 1), DONE },
        { FACILITATOR, START(0, STEP_PLAIN), DONE },
        { FACILITATOR, SHOW(STEP_PLAIN, 2), DONE },
        { FACILITATOR, END_STEP(STEP_PLAIN, 2), DONE },
        { FACILITATOR, LOBBY(true), DONE },
        { 0, ARRIVE(GUEST, 0), DONE },
        { 0, ARRIVE(PEN, 5), DONE },
        { FACILITATOR, PLACE(PEN(12) + 1, 5), DONE },
        { FACILITATOR, NEW_CARD(5), DONE },
        { FACILITATOR, LOBBY(false), DONE },
        { FACILITATOR, PUSH(0), DONE },
        { FACILITATOR, STAGE(3, BRIEF, SOLO), DONE },
        { PEN(2), UNLOCK(2), DONE },
        { PEN(2), ENVELOPE(3, 2, FIRST, 0), DONE },
        { FACILITATOR, COMMAND(REMOVE_DEVICE, .remove_device = { .device = OBSERVER }), DONE },
        { FACILITATOR, COMMAND(REMOVE_UNIT, .remove_unit = { .unit = 6 }), DONE },
        { FACILITATOR, COMMAND(RENAME_SEAT, .rename_seat = { .seat = 1, .name = BYTES("Sam") }),
          DONE },
        { FACILITATOR, END_MEETING(), DONE },
        { FACILITATOR, OPEN_ASKING(0, evening_new_statement()), DONE }, /* goes on */
        { FACILITATOR, END_MEETING(), DONE },
    };
    evening_begin(evening);
    evening_play(evening, lines, COUNT(lines));
}

static struct fingerprint fold(const struct evening *evening, const struct hv_open_port *port)
{
    struct hv_arena state;
    hv_arena_init(&state, 256u * 1024u * 1024u);
    struct hv_group *group = hv_group_new(&state);
    for (uint32_t i = 0; i < evening->record_count; i++) {
        struct hv_record record;
        const struct hv_bytes body = encode(&evening->records[i], i + 1);
        assert_int_equal(hv_record_body_decode(body, log_id, i + 1, port, &arena, &record), HV_OK);
        assert_int_equal(hv_group_evolve(group, &record), HV_OK);
    }
    const struct fingerprint fingerprint = evening_fingerprint(group);
    hv_arena_free(&state);
    return fingerprint;
}

static void an_evening_read_back_is_the_same_evening(void **state)
{
    struct evening evening;
    bool seen[HV_EVENT_TYPE_END] = { false };
    (void)state;
    play(&evening);
    for (uint32_t i = 0; i < evening.record_count; i++) {
        const struct hv_bytes body = encode(&evening.records[i], i + 1);
        const struct hv_record read = decode(body, i + 1);
        assert_true(hv_bytes_equal(encode(&read, i + 1), body));
        for (uint32_t j = 0; j < read.event_count; j++)
            seen[read.events[j].type] = true;
    }
    const struct fingerprint before = evening_fingerprint(evening.group);
    const struct fingerprint after = fold(&evening, &open_port);
    assert_int_equal(before.hash, after.hash);
    assert_int_equal(before.size, after.size);
    for (int type = HV_EVENT_FOUNDED; type < HV_EVENT_TYPE_END; type++) {
        if (evening_is_event(type) && !seen[type] && type != HV_EVENT_KEYS_DESTROYED)
            fail_msg("the evening had no event of type %d", type);
    }
    evening_end(&evening);
}

/* Without the keys of seats: their names and answers are gone, everything else is there. */
static void without_a_key_a_part_is_gone_and_the_rest_is_there(void **state)
{
    static enum hv_key_owner gone = HV_OWNER_SEAT;
    static const struct hv_open_port without = { unseal, &gone };
    struct evening evening;
    size_t parts = 0;
    (void)state;
    play(&evening);
    for (uint32_t i = 0; i < evening.record_count; i++) {
        const struct hv_record *written = &evening.records[i];
        struct hv_record read;
        const struct hv_bytes body = encode(written, i + 1);
        assert_int_equal(hv_record_body_decode(body, log_id, i + 1, &without, &arena, &read),
                         HV_OK);
        assert_int_equal(read.event_count, written->event_count);
        for (uint32_t j = 0; j < read.event_count; j++) {
            const struct hv_event *event = &read.events[j];
            if (event->type != HV_EVENT_FIELD_SAVED)
                continue;
            const struct hv_part *part = &event->field_saved.part;
            const struct hv_part *before = &written->events[j].field_saved.part;
            assert_int_equal(part->present, before->present);
            assert_int_equal(part->gone, before->present);
            assert_int_equal(part->bytes.size, 0);
            assert_true(!part->present || hv_key_scope_equal(&part->scope, &before->scope));
            parts++;
        }
    }
    assert_true(parts >= 4);
    const struct fingerprint all = fold(&evening, &open_port);
    const struct fingerprint less = fold(&evening, &without);
    assert_int_not_equal(all.hash, less.hash);
    evening_end(&evening);
}

/* ---- Every member of every event ---- */

struct row {
    enum hv_event_type type;
    const char *field;
    size_t offset, size;
    int more;
    uint64_t most; /* 0: all that fits */
};

#define MEMBER(member) offsetof(struct hv_event, member), sizeof(((struct hv_event *)0)->member)
#define ROW(type, field, member)                     \
    {                                                \
        HV_EVENT_##type, field, MEMBER(member), 0, 0 \
    }
#define MOST(type, field, member, most)                 \
    {                                                   \
        HV_EVENT_##type, field, MEMBER(member), 0, most \
    }
#define FROM_0(type, field, member)                  \
    {                                                \
        HV_EVENT_##type, field, MEMBER(member), 1, 1 \
    }

static const struct row rows[] = {
    ROW(UNIT_ADDED, "unit", unit_added.unit),
    ROW(UNIT_ADDED, "first_seat", unit_added.first_seat),
    ROW(UNIT_REMOVED, "unit", unit_removed.unit),
    ROW(SEAT_RENAMED, "seat", seat_renamed.seat),
    ROW(DEVICE_INVITED, "device", device_invited.device),
    MOST(DEVICE_INVITED, "role", device_invited.role, HV_ROLE_GUEST),
    ROW(DEVICE_INVITED, "unit", device_invited.unit),
    ROW(DEVICE_INVITED, "seat", device_invited.seat),
    MOST(DEVICE_INVITED, "by_card", device_invited.by_card, 1),
    ROW(DEVICE_REMOVED, "device", device_removed.device),
    ROW(MEETING_OPENED, "meeting", meeting_opened.meeting),
    ROW(MEETING_OPENED, "evening_ends_at", meeting_opened.evening_ends_at),
    ROW(PRESENCE_MARKED, "unit", presence_marked.unit),
    MOST(PRESENCE_MARKED, "presence", presence_marked.mark, HV_PRESENCE_AWAY),
    ROW(PRESENCE_MARKED, "seat", presence_marked.seat),
    ROW(STEP_STARTED, "step", step_started.step),
    ROW(STEP_ENDED, "step", step_ended.step),
    ROW(RUN_OPENED, "run", run_opened.run),
    ROW(RUN_OPENED, "step", run_opened.step),
    ROW(RUN_ENDED, "run", run_ended.run),
    ROW(STAGE_MOVED, "run", stage_moved.run),
    ROW(STAGE_MOVED, "to", stage_moved.to),
    ROW(UNIT_MOVED, "run", unit_moved.run),
    ROW(UNIT_MOVED, "unit", unit_moved.unit),
    ROW(STEP_INSERTED, "step", step_inserted.step),
    ROW(STEP_INSERTED, "after", step_inserted.after),
    MOST(STEP_INSERTED, "kind", step_inserted.kind, HV_STEP_TALK),
    ROW(STEP_INSERTED, "minutes", step_inserted.minutes),
    ROW(STEP_SKIPPED, "step", step_skipped.step),
    MOST(STEP_SKIPPED, "skip", step_skipped.skip, 1),
    ROW(STEP_MOVED, "step", step_moved.step),
    ROW(STEP_MOVED, "after", step_moved.after),
    ROW(FORM_DEALT, "run", form_dealt.run),
    ROW(FORM_DEALT, "unit", form_dealt.unit),
    MOST(FORM_DEALT, "form", form_dealt.form, HV_FORM_LIGHT),
    ROW(SHARING_SET, "run", sharing_set.run),
    ROW(SHARING_SET, "unit", sharing_set.unit),
    MOST(SHARING_SET, "open", sharing_set.open, 1),
    MOST(TIMER_SET, "running", timer_set.running, 1),
    ROW(TIMER_SET, "ends_at", timer_set.ends_at),
    ROW(TIMER_SET, "remaining_ms", timer_set.remaining_ms),
    ROW(ROUND_CLOSED, "run", round_closed.run),
    ROW(ROUND_CLOSED, "stage", round_closed.stage),
    ROW(NOTE_PICKED, "run", note_picked.run),
    ROW(NOTE_PICKED, "field", note_picked.field),
    ROW(NOTE_PICKED, "note", note_picked.note),
    MOST(NOTE_PICKED, "pick", note_picked.pick, 1),
    ROW(EXAMPLE_PICKED, "run", example_picked.run),
    ROW(EXAMPLE_PICKED, "example", example_picked.example),
    ROW(WALL_WRITTEN, "run", wall_written.run),
    MOST(WALL_WRITTEN, "field", wall_written.field, 31),
    ROW(REQUEST_HANDLED, "unit", request_handled.unit),
    MOST(REQUEST_HANDLED, "signal", request_handled.signal, 1),
    ROW(SEAT_UNLOCKED, "seat", seat_unlocked.seat),
    ROW(SEAT_UNLOCKED, "device", seat_unlocked.device),
    ROW(SEAT_LOCKED, "seat", seat_locked.seat),
    ROW(SEAT_LOCKED, "device", seat_locked.device),
    MOST(SEAT_LOCKED, "keeps_ticket", seat_locked.keeps_ticket, 1),
    ROW(SEAT_TRIED, "seat", seat_tried.seat),
    ROW(WORDS_DEALT, "seat", words_dealt.seat),
    ROW(CONSENT_GIVEN, "seat", consent_given.seat),
    MOST(CONSENT_GIVEN, "yes", consent_given.yes, 1),
    ROW(CONSENT_GIVEN, "version", consent_given.version),
    FROM_0(CONSENT_GIVEN, "language", consent_given.language),
    ROW(FIELD_SAVED, "run", field_saved.run),
    ROW(FIELD_SAVED, "seat", field_saved.seat),
    ROW(FIELD_SAVED, "field", field_saved.field),
    ROW(FIELD_SAVED, "revision", field_saved.revision),
    MOST(FIELD_SAVED, "answer", field_saved.answer, HV_ANSWER_SKIPPED),
    ROW(ENVELOPE_CLOSED, "run", envelope_closed.run),
    ROW(ENVELOPE_CLOSED, "seat", envelope_closed.seat),
    FROM_0(ENVELOPE_CLOSED, "round", envelope_closed.round),
    ROW(ENVELOPE_CLOSED, "generation", envelope_closed.generation),
    ROW(ENVELOPE_CLOSED, "shows", envelope_closed.shows),
    ROW(ENVELOPE_CLOSED, "to_group", envelope_closed.to_group),
    ROW(ENVELOPE_REOPENED, "run", envelope_reopened.run),
    ROW(ENVELOPE_REOPENED, "seat", envelope_reopened.seat),
    FROM_0(ENVELOPE_REOPENED, "round", envelope_reopened.round),
    ROW(ENVELOPE_REOPENED, "generation", envelope_reopened.generation),
    ROW(OPENED, "run", opened.run),
    ROW(OPENED, "unit", opened.unit),
    ROW(OPENED, "fields", opened.fields),
    ROW(OPENED, "author", opened.author),
    ROW(JOINT_SAVED, "run", joint_saved.run),
    ROW(JOINT_SAVED, "unit", joint_saved.unit),
    ROW(JOINT_SAVED, "field", joint_saved.field),
    ROW(JOINT_SAVED, "revision", joint_saved.revision),
    MOST(JOINT_SAVED, "answer", joint_saved.answer, HV_ANSWER_SKIPPED),
    ROW(JOINT_MARKED, "run", joint_marked.run),
    ROW(JOINT_MARKED, "unit", joint_marked.unit),
    ROW(JOINT_MARKED, "seat", joint_marked.seat),
    MOST(JOINT_MARKED, "set", joint_marked.set, 1),
    ROW(JOINT_CONFIRMED, "run", joint_confirmed.run),
    ROW(JOINT_CONFIRMED, "unit", joint_confirmed.unit),
    ROW(MORE_TIME_ASKED, "unit", more_time_asked.unit),
    MOST(LOBBY_SET, "open", lobby_set.open, 1),
    ROW(DEVICE_PLACED, "device", device_placed.device),
    MOST(DEVICE_PLACED, "role", device_placed.role, HV_ROLE_GUEST),
    ROW(DEVICE_PLACED, "unit", device_placed.unit),
    ROW(DEVICE_PLACED, "seat", device_placed.seat),
    ROW(CARD_RENEWED, "unit", card_renewed.unit),
    ROW(EXAMPLE_SHOWN, "step", example_shown.step),
    ROW(EXAMPLE_SHOWN, "count", example_shown.count),
    ROW(SIGNAL_GIVEN, "unit", signal_given.unit),
    ROW(SIGNAL_GIVEN, "seat", signal_given.seat),
    ROW(FIELD_NARROWED, "run", field_narrowed.run),
    ROW(FIELD_NARROWED, "field", field_narrowed.field),
    MOST(FIELD_NARROWED, "to", field_narrowed.to, HV_VISIBLE_RECORD),
    ROW(SCORED, "run", scored.run),
    ROW(SCORED, "seat", scored.seat),
    ROW(WIDENED, "run", widened.run),
    ROW(WIDENED, "seat", widened.seat),
    ROW(WIDENED, "fields", widened.fields),
    MOST(WIDENED, "on", widened.on, 1),
    MOST(WIDENED, "to_group", widened.to_group, 1),
    ROW(TAKEN_BACK, "run", taken_back.run),
    ROW(TAKEN_BACK, "seat", taken_back.seat),
    ROW(TAKEN_BACK, "fields", taken_back.fields),
    MOST(TAKEN_BACK, "discard", taken_back.discard, 1),
    ROW(SPLIT, "seat", split.seat),
    ROW(LIGHT_SET, "seat", light_set.seat),
    ROW(TAG_SET, "seat", tag_set.seat),
    ROW(NOTE_WRITTEN, "seat", note_written.seat),
    ROW(NOTE_WRITTEN, "revision", note_written.revision),
};

/* An event with random numbers, and what it must have besides. */
static struct hv_event draw_event(enum hv_event_type type, uint64_t drawn[COUNT(rows)])
{
    struct hv_event event;
    memset(&event, 0, sizeof event);
    event.type = type;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].type != type)
            continue;
        const uint64_t most = rows[i].most != 0
                                  ? rows[i].most
                                  : (rows[i].size == 8 ? (uint64_t)INT64_MAX
                                                       : (UINT64_C(1) << (8 * rows[i].size)) - 1);
        drawn[i] = rows[i].more != 0 ? random_below(2) : 1 + random_number() % most;
        core_set(&event, rows[i].offset, rows[i].size, drawn[i]);
    }
    if (type == HV_EVENT_FOUNDED)
        event.founded.programme = evening_programme();
    if (type == HV_EVENT_CONSENT_ASKED)
        event.consent_asked.statement = evening_new_statement();
    if (type == HV_EVENT_STEP_INSERTED && event.step_inserted.kind == HV_STEP_EXERCISE)
        event.step_inserted.definition = evening_library();
    return event;
}

static const ProtobufCMessage *unpack_event(struct hv_bytes body)
{
    Houvast__V1__RecordBody *record = houvast__v1__record_body__unpack(NULL, body.size, body.data);
    assert_non_null(record);
    return &record->base;
}

static void every_number_of_an_event_is_kept(void **state)
{
    (void)state;
    for (int round = 0; round < 100; round++) {
        for (int type = HV_EVENT_FOUNDED; type < HV_EVENT_TYPE_END; type++) {
            if (!evening_is_event(type))
                continue;
            uint64_t drawn[COUNT(rows)];
            const struct hv_event event = draw_event((enum hv_event_type)type, drawn);
            const struct hv_record record = { .cause = { HV_COMMAND_TICK, { { 1 } }, 3, 4, 5 },
                                              .events = &event,
                                              .event_count = 1 };
            const struct hv_bytes body = encode(&record, 1);
            const struct hv_record read = decode(body, 1);
            const ProtobufCMessage *unpacked = unpack_event(body);
            const Houvast__V1__RecordBody *whole = (const Houvast__V1__RecordBody *)unpacked;
            const ProtobufCMessage *inner = message_in(&whole->events[0]->base, "founded");
            assert_int_equal(whole->events[0]->what_case, type);
            assert_int_equal(read.event_count, 1);
            assert_int_equal(read.events[0].type, type);
            for (size_t i = 0; i < COUNT(rows); i++) {
                if ((int)rows[i].type != type)
                    continue;
                if (message_get(inner, rows[i].field) != drawn[i] + (uint64_t)rows[i].more ||
                    core_get(&read.events[0], rows[i].offset, rows[i].size) != drawn[i])
                    fail_msg("%s.%s", inner->descriptor->name, rows[i].field);
            }
            houvast__v1__record_body__free_unpacked((Houvast__V1__RecordBody *)(uintptr_t)unpacked,
                                                    NULL);
            hv_arena_reset(&arena);
        }
    }
}

static void every_number_has_a_row_and_every_event_a_case(void **state)
{
    (void)state;
    uint32_t events = 0;
    for (uint32_t type = HV_EVENT_FOUNDED; type < HV_EVENT_TYPE_END; type++) {
        if (!evening_is_event((int)type))
            continue;
        events++;
        const ProtobufCFieldDescriptor *field =
            protobuf_c_message_descriptor_get_field(&houvast__v1__recorded_event__descriptor, type);
        assert_non_null(field);
        const ProtobufCMessageDescriptor *descriptor = field->descriptor;
        for (size_t i = 0; i < descriptor->n_fields; i++) {
            bool found = !is_scalar(&descriptor->fields[i]) ||
                         strcmp(descriptor->fields[i].name, "of_field") == 0;
            for (size_t j = 0; j < COUNT(rows); j++)
                found = found || (rows[j].type == type &&
                                  strcmp(rows[j].field, descriptor->fields[i].name) == 0);
            if (!found)
                fail_msg("%s.%s has no row", descriptor->name, descriptor->fields[i].name);
        }
    }
    assert_int_equal(houvast__v1__recorded_event__descriptor.n_fields, events);
}

/* ---- What is no number ---- */

static struct hv_key_scope some_scope(uint16_t number)
{
    return (struct hv_key_scope){ .owner = HV_OWNER_SEAT,
                                  .number = number,
                                  .run = 70000,
                                  .meeting = 3,
                                  .round = HV_ROUND_SECOND,
                                  .keep = HV_KEEP_MEETING,
                                  .generation = 2 };
}

static struct hv_part some_part(uint16_t number, const char *text)
{
    return (struct hv_part){ .scope = some_scope(number),
                             .bytes = hv_bytes_from_text(text),
                             .present = true };
}

static void assert_part(const struct hv_part *part, uint16_t number, const char *text)
{
    const struct hv_key_scope scope = some_scope(number);
    assert_true(part->present && !part->gone);
    assert_true(hv_key_scope_equal(&part->scope, &scope));
    assert_true(hv_bytes_equal(part->bytes, hv_bytes_from_text(text)));
}

static void lists_parts_and_places_are_kept(void **state)
{
    struct hv_carried carried[2] = {
        { .field = 3, .answer = HV_ANSWER_GIVEN, .seat = 9, .part = some_part(9, "een") },
        { .field = 4, .answer = HV_ANSWER_ALOUD, .seat = 9 },
    };
    struct hv_result results[2] = {
        { .field = 1, .option = -1, .enough = true, .band_count = 3, .counts = { 1, 2, 65535 } },
        { .field = 2, .option = 254, .enough = false, .band_count = 2 },
    };
    const struct hv_note notes[2] = { { 1, 12 }, { 0, 64 } };
    const struct hv_key_scope scopes[2] = { some_scope(1), { .owner = HV_OWNER_LOG } };
    struct hv_event events[6];
    memset(events, 0, sizeof events);
    (void)state;
    events[0].type = HV_EVENT_ENVELOPE_CLOSED;
    events[0].envelope_closed.values = carried;
    events[0].envelope_closed.value_count = 2;
    events[0].envelope_closed.signal = some_part(9, "\x02");
    events[1].type = HV_EVENT_ROUND_CLOSED;
    events[1].round_closed.results = results;
    events[1].round_closed.result_count = 2;
    events[1].round_closed.notes = notes;
    events[1].round_closed.note_count = 2;
    events[2].type = HV_EVENT_KEYS_DESTROYED;
    events[2].keys_destroyed.scopes = scopes;
    events[2].keys_destroyed.scope_count = 2;
    events[3].type = HV_EVENT_UNIT_ADDED;
    events[3].unit_added.member_count = 2;
    events[3].unit_added.names[0] = some_part(1, "Anne");
    events[3].unit_added.names[1] = some_part(2, "Bo");
    events[4].type = HV_EVENT_OPENED;
    events[4].opened.place = (struct hv_place){ 2, 1 };
    events[5].type = HV_EVENT_WALL_WRITTEN;
    events[5].wall_written.field = 0xff;
    events[5].wall_written.text = some_part(0, "gezegd");

    const struct hv_record record = { .cause = { HV_COMMAND_CLOSE_ENVELOPE, { { 9 } }, 8, -1, 7 },
                                      .events = events,
                                      .event_count = 6 };
    const struct hv_record read = decode(encode(&record, 1), 1);
    assert_int_equal(read.cause.type, HV_COMMAND_CLOSE_ENVELOPE);
    assert_int_equal(read.cause.id.b[0], 9);
    assert_int_equal(read.cause.device, 8);
    assert_int_equal(read.cause.at, -1);
    assert_int_equal(read.cause.outcome, 7);
    assert_int_equal(read.event_count, 6);

    assert_int_equal(read.events[0].envelope_closed.value_count, 2);
    const struct hv_carried *values = read.events[0].envelope_closed.values;
    assert_part(&read.events[0].envelope_closed.signal, 9, "\x02");
    assert_int_equal(values[0].field, 3);
    assert_int_equal(values[0].answer, HV_ANSWER_GIVEN);
    assert_int_equal(values[0].seat, 9);
    assert_part(&values[0].part, 9, "een");
    assert_int_equal(values[1].answer, HV_ANSWER_ALOUD);
    assert_false(values[1].part.present || values[1].part.gone);

    assert_int_equal(read.events[1].round_closed.result_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct hv_result *result = &read.events[1].round_closed.results[i];
        assert_int_equal(result->field, results[i].field);
        assert_int_equal(result->option, results[i].option);
        assert_int_equal(result->enough, results[i].enough);
        assert_int_equal(result->band_count, results[i].band_count);
        assert_memory_equal(result->counts, results[i].counts, sizeof result->counts);
        const struct hv_note *note = &read.events[1].round_closed.notes[i];
        assert_int_equal(note->field, notes[i].field);
        assert_int_equal(note->seat, notes[i].seat);
        assert_true(hv_key_scope_equal(&read.events[2].keys_destroyed.scopes[i], &scopes[i]));
    }
    assert_int_equal(read.events[3].unit_added.member_count, 2);
    assert_part(&read.events[3].unit_added.names[0], 1, "Anne");
    assert_part(&read.events[3].unit_added.names[1], 2, "Bo");
    assert_int_equal(read.events[4].opened.place.stage, 2);
    assert_int_equal(read.events[4].opened.place.turn, 1);
    assert_int_equal(read.events[5].wall_written.field, 0xff);
    assert_part(&read.events[5].wall_written.text, 0, "gezegd");
}

static void codes_and_cards_are_kept(void **state)
{
    const struct hv_new_card card = { { 5, 6, 7 }, "BCDFGHJK", { "2222", "3333", "4444" } };
    struct hv_event events[4];
    (void)state;
    memset(events, 0, sizeof events);
    events[0].type = HV_EVENT_UNIT_ADDED;
    events[0].unit_added.card = card;
    events[1].type = HV_EVENT_CARD_RENEWED;
    events[1].card_renewed.card = card;
    memset(events[1].card_renewed.card.pen_codes, 'Z', sizeof card.pen_codes); /* of eight */
    events[2].type = HV_EVENT_LOBBY_SET;
    memcpy(events[2].lobby_set.code, "BCDF23", HV_WALK_IN_CODE_SIZE);
    events[3].type = HV_EVENT_DEVICE_PLACED;
    events[3].device_placed.role = HV_ROLE_PEN;
    memcpy(events[3].device_placed.pen_code, "WXZ9", HV_PEN_CODE_SIZE);
    memset(events[3].device_placed.token_hash, 'T', HV_TOKEN_HASH_SIZE);

    const struct hv_record record = {
        .cause = { HV_COMMAND_ADD_UNIT, { { 9 } }, 8, 1, 7, HV_REFUSAL_NONE },
        .events = events,
        .event_count = 4
    };
    const struct hv_record read = decode(encode(&record, 1), 1);
    assert_memory_equal(&read.events[0].unit_added.card, &card, sizeof card);
    assert_memory_equal(&read.events[1].card_renewed.card, &events[1].card_renewed.card,
                        sizeof card);
    assert_memory_equal(read.events[2].lobby_set.code, "BCDF23", HV_WALK_IN_CODE_SIZE);
    assert_memory_equal(read.events[3].device_placed.pen_code, "WXZ9", HV_PEN_CODE_SIZE);
    assert_memory_equal(read.events[3].device_placed.token_hash, events[3].device_placed.token_hash,
                        HV_TOKEN_HASH_SIZE);
}

static void the_example_of_a_step_is_kept(void **state)
{
    struct hv_event event = { .type = HV_EVENT_FOUNDED };
    (void)state;
    event.founded.programme = evening_programme();
    const struct hv_record record = { .cause = { HV_COMMAND_FOUND, { { 9 } }, 0, 1, 1 },
                                      .events = &event,
                                      .event_count = 1 };
    const struct hv_record read = decode(encode(&record, 1), 1);
    const struct hv_step *steps = read.events[0].founded.programme->meetings[0].steps;
    const struct hv_example *example = &steps[STEP_PLAIN - 1].example;
    const struct hv_example *before =
        &evening_programme()->meetings[0].steps[STEP_PLAIN - 1].example;
    assert_int_equal(steps[0].example.answer_count, 0);
    assert_int_equal(example->answer_count, EXAMPLE_ANSWERS);
    assert_true(hv_bytes_equal(example->title.nl, before->title.nl));
    for (size_t i = 0; i < EXAMPLE_ANSWERS; i++) {
        assert_true(hv_bytes_equal(example->answers[i].prompt.nl, before->answers[i].prompt.nl));
        assert_true(hv_bytes_equal(example->answers[i].answer.en, before->answers[i].answer.en));
    }
}

/* The limits of reading hold for what is written: a record that could not be read back is not made.
 */
static void what_could_not_be_read_back_is_not_written(void **state)
{
    static uint8_t title[HV_STEP_TITLE_MAX + 1];
    static struct hv_key_scope scopes[4097];
    struct hv_event event;
    const struct hv_record record = { .cause = { HV_COMMAND_TICK, { { 1 } }, 3, 4, 5 },
                                      .events = &event,
                                      .event_count = 1 };
    struct hv_bytes body = { .size = 4711 };
    (void)state;
    memset(title, 'x', sizeof title);
    memset(&event, 0, sizeof event);
    event.type = HV_EVENT_STEP_INSERTED;
    event.step_inserted.kind = HV_STEP_TALK;
    event.step_inserted.title = (struct hv_bytes){ title, sizeof title - 1 };
    assert_int_equal(decode_code(encode(&record, 1)), HV_OK);
    event.step_inserted.title.size++;
    assert_int_equal(hv_record_body_encode(&record, log_id, 1, &seal_port, &arena, &body),
                     HV_ETOOBIG);
    event.step_inserted.title = (struct hv_bytes){ (const uint8_t *)"\xff", 1 };
    assert_int_equal(hv_record_body_encode(&record, log_id, 1, &seal_port, &arena, &body),
                     HV_EINVAL);

    memset(&event, 0, sizeof event);
    event.type = HV_EVENT_KEYS_DESTROYED;
    event.keys_destroyed.scopes = scopes;
    for (size_t i = 0; i < COUNT(scopes); i++)
        scopes[i] = some_scope(1);
    event.keys_destroyed.scope_count = COUNT(scopes) - 1;
    assert_int_equal(decode_code(encode(&record, 1)), HV_OK);
    event.keys_destroyed.scope_count = COUNT(scopes);
    assert_int_equal(hv_record_body_encode(&record, log_id, 1, &seal_port, &arena, &body),
                     HV_ETOOBIG);
    assert_int_equal(body.size, 4711);
}

static void assert_text(struct hv_text a, struct hv_text b)
{
    assert_true(hv_bytes_equal(a.nl, b.nl) && hv_bytes_equal(a.en, b.en));
}

static void assert_field(const struct hv_field *a, const struct hv_field *b)
{
    assert_true(hv_bytes_equal(a->id, b->id));
    assert_true(a->type == b->type && a->visibility == b->visibility && a->keep == b->keep);
    assert_true(a->round == b->round && a->listener == b->listener && a->core == b->core);
    assert_int_equal(a->light, b->light);
    assert_text(a->prompt, b->prompt);
    assert_true(a->characters == b->characters && a->minimum == b->minimum);
    assert_true(a->maximum == b->maximum && a->markers == b->markers);
    assert_text(a->anchor_low, b->anchor_low);
    assert_text(a->anchor_high, b->anchor_high);
    assert_int_equal(a->option_count, b->option_count);
    for (size_t i = 0; i < a->option_count; i++) {
        assert_true(hv_bytes_equal(a->options[i].id, b->options[i].id));
        assert_text(a->options[i].label, b->options[i].label);
    }
    assert_true(a->pick_minimum == b->pick_minimum && a->pick_maximum == b->pick_maximum);
    assert_true(a->own_card == b->own_card && a->options_from == b->options_from);
    assert_int_equal(a->column_count, b->column_count);
    for (size_t i = 0; i < a->column_count; i++)
        assert_text(a->columns[i], b->columns[i]);
    assert_true(a->row_minimum == b->row_minimum && a->row_maximum == b->row_maximum);
    assert_true(hv_bytes_equal(a->statement, b->statement));
    assert_int_equal(a->statement_version, b->statement_version);
}

static void assert_exercise(const struct hv_exercise *a, const struct hv_exercise *b)
{
    assert_true(hv_bytes_equal(a->id, b->id) && hv_id_equal(a->hash, b->hash));
    assert_text(a->title, b->title);
    assert_true(hv_bytes_equal(a->view, b->view));
    assert_true(a->minutes == b->minutes && a->own_device == b->own_device);
    assert_int_equal(a->field_count, b->field_count);
    for (size_t i = 0; i < a->field_count; i++)
        assert_field(&a->fields[i], &b->fields[i]);
    assert_int_equal(a->stage_count, b->stage_count);
    for (size_t i = 0; i < a->stage_count; i++) {
        const struct hv_stage *left = &a->stages[i], *right = &b->stages[i];
        assert_true(left->kind == right->kind && left->scope == right->scope);
        assert_true(left->minutes == right->minutes && left->fields == right->fields);
        assert_true(left->gate.when == right->gate.when && left->gate.holder == right->gate.holder);
        assert_true(left->gate.audience == right->gate.audience);
        assert_true(left->gate.round == right->gate.round);
        assert_int_equal(left->gate.fields, right->gate.fields);
    }
    assert_int_equal(a->example_count, b->example_count);
    for (size_t i = 0; i < a->example_count; i++)
        assert_text(a->examples[i], b->examples[i]);
    assert_text(a->card.say, b->card.say);
    assert_text(a->card.purpose, b->card.purpose);
    assert_text(a->card.watch, b->card.watch);
    assert_text(a->card.if_stuck, b->card.if_stuck);
    assert_text(a->card.room, b->card.room);
    assert_text(a->card.stop_if, b->card.stop_if);
    assert_text(a->card.after, b->card.after);
}

#define BOTH(words)                                      \
    {                                                    \
        { (const uint8_t *)(words), sizeof(words) - 1 }, \
        {                                                \
            (const uint8_t *)(words), sizeof(words) - 1  \
        }                                                \
    }

static void assert_statement(const struct hv_statement *a, const struct hv_statement *b)
{
    assert_true(hv_bytes_equal(a->id, b->id) && hv_id_equal(a->hash, b->hash));
    assert_int_equal(a->version, b->version);
    assert_text(a->text, b->text);
}

/* As it was asked, and as it was said yes to; a record from before statements had a hash is one
 * without. */
static void a_statement_is_kept_with_its_hash(void **state)
{
    struct hv_event events[] = {
        { .type = HV_EVENT_CONSENT_ASKED, .consent_asked = { evening_new_statement() } },
        { .type = HV_EVENT_CONSENT_GIVEN, .consent_given = { .seat = 1, .hash = { { 7 } } } },
        { .type = HV_EVENT_CONSENT_GIVEN, .consent_given = { .seat = 1 } },
    };
    const struct hv_record record = { .cause = { .type = HV_COMMAND_OPEN_MEETING },
                                      .events = events,
                                      .event_count = COUNT(events) };
    (void)state;
    const struct hv_record read = decode(encode(&record, 1), 1);
    assert_statement(read.events[0].consent_asked.statement, evening_new_statement());
    for (size_t i = 1; i < COUNT(events); i++)
        assert_true(hv_id_equal(read.events[i].consent_given.hash, events[i].consent_given.hash));
}

/* What its hash is of does not depend on it. */
static void a_statement_is_encoded_without_its_hash(void **state)
{
    struct hv_statement other = *evening_new_statement();
    struct hv_bytes one, same;
    (void)state;
    other.hash.b[3] ^= 1;
    assert_int_equal(hv_record_statement_encode(evening_new_statement(), &arena, &one), HV_OK);
    assert_int_equal(hv_record_statement_encode(&other, &arena, &same), HV_OK);
    assert_true(hv_bytes_equal(one, same));
    other.version++;
    assert_int_equal(hv_record_statement_encode(&other, &arena, &same), HV_OK);
    assert_false(hv_bytes_equal(one, same));
}

/* The programme of the evening, and an exercise in which everything that can be said is said. */
static void a_programme_is_kept_whole(void **state)
{
    const struct hv_programme *programme = evening_programme();
    struct hv_event event = { .type = HV_EVENT_FOUNDED };
    (void)state;
    event.founded.programme = programme;
    memset(event.founded.token_hash, 0xab, sizeof event.founded.token_hash);
    const struct hv_record record = { .cause = { .type = HV_COMMAND_FOUND },
                                      .events = &event,
                                      .event_count = 1 };
    const struct hv_record decoded = decode(encode(&record, 1), 1);
    const struct hv_programme *read = decoded.events[0].founded.programme;
    assert_memory_equal(decoded.events[0].founded.token_hash, event.founded.token_hash,
                        HV_TOKEN_HASH_SIZE);
    assert_true(hv_bytes_equal(read->id, programme->id));
    assert_text(read->title, programme->title);
    assert_statement(&read->consent, &programme->consent);
    assert_int_equal(read->exercise_count, programme->exercise_count);
    for (size_t i = 0; i < read->exercise_count; i++)
        assert_exercise(&read->exercises[i], &programme->exercises[i]);
    assert_int_equal(read->meeting_count, programme->meeting_count);
    for (size_t i = 0; i < read->meeting_count; i++) {
        const struct hv_meeting *left = &read->meetings[i], *right = &programme->meetings[i];
        assert_true(hv_bytes_equal(left->id, right->id));
        assert_text(left->title, right->title);
        assert_int_equal(left->step_count, right->step_count);
        for (size_t j = 0; j < left->step_count; j++) {
            assert_true(hv_bytes_equal(left->steps[j].number, right->steps[j].number));
            assert_int_equal(left->steps[j].kind, right->steps[j].kind);
            assert_text(left->steps[j].title, right->steps[j].title);
            assert_text(left->steps[j].say, right->steps[j].say);
            assert_int_equal(left->steps[j].minutes, right->steps[j].minutes);
            assert_int_equal(left->steps[j].exercise, right->steps[j].exercise);
        }
    }
}

static struct hv_exercise full_exercise(struct hv_field *field)
{
    static const struct hv_text example = BOTH("Bij ons ook.");
    struct hv_exercise exercise = *evening_library();
    *field = exercise.fields[0];
    field->anchor_low = (struct hv_text)BOTH("nooit");
    field->anchor_high = (struct hv_text)BOTH("altijd");
    field->minimum = -5;
    memset(&exercise.hash, 0x77, sizeof exercise.hash);
    exercise.own_device = true;
    exercise.minutes = 600;
    exercise.view = hv_bytes_from_text("infinity");
    exercise.examples = &example;
    exercise.example_count = 1;
    exercise.card = (struct hv_card){ BOTH("zeg"),  BOTH("doel"), BOTH("let op"), BOTH("stokt"),
                                      BOTH("zaal"), BOTH("stop"), BOTH("daarna") };
    return exercise;
}

static void an_inserted_exercise_is_kept_whole(void **state)
{
    struct hv_field fields[HV_FIELDS_MAX];
    struct hv_exercise exercise = full_exercise(&fields[0]);
    struct hv_event event = { .type = HV_EVENT_STEP_INSERTED };
    (void)state;
    for (size_t i = 1; i < exercise.field_count; i++)
        fields[i] = exercise.fields[i];
    exercise.fields = fields;
    event.step_inserted.kind = HV_STEP_EXERCISE;
    event.step_inserted.definition = &exercise;
    const struct hv_record record = { .cause = { .type = HV_COMMAND_PUSH_EXERCISE },
                                      .events = &event,
                                      .event_count = 1 };
    const struct hv_record read = decode(encode(&record, 1), 1);
    assert_exercise(read.events[0].step_inserted.definition, &exercise);

    /* The hash is of all of it but the hash. */
    struct hv_bytes before, after;
    assert_int_equal(hv_record_exercise_encode(&exercise, &arena, &before), HV_OK);
    memset(&exercise.hash, 0x66, sizeof exercise.hash);
    assert_int_equal(hv_record_exercise_encode(&exercise, &arena, &after), HV_OK);
    assert_true(hv_bytes_equal(before, after));
    exercise.minutes--;
    assert_int_equal(hv_record_exercise_encode(&exercise, &arena, &after), HV_OK);
    assert_false(hv_bytes_equal(before, after));
}

/* ---- What is no record ---- */

static struct hv_record saved_record(struct hv_event *event)
{
    memset(event, 0, sizeof *event);
    event->type = HV_EVENT_FIELD_SAVED;
    event->field_saved.answer = HV_ANSWER_GIVEN;
    event->field_saved.part = some_part(5, "Ik mis je.");
    return (struct hv_record){ .cause = { .type = HV_COMMAND_SAVE_FIELD },
                               .events = event,
                               .event_count = 1 };
}

static void a_part_is_bound_to_its_record_scope_and_place(void **state)
{
    struct hv_event events[2];
    struct hv_record record = saved_record(&events[0]);
    struct hv_record read;
    struct hv_id other = log_id;
    (void)state;
    const struct hv_bytes body = encode(&record, 7);
    assert_int_equal(hv_record_body_decode(body, log_id, 7, &open_port, &arena, &read), HV_OK);
    assert_int_equal(hv_record_body_decode(body, log_id, 8, &open_port, &arena, &read),
                     HV_ECORRUPT);
    other.b[15] ^= 1;
    assert_int_equal(hv_record_body_decode(body, other, 7, &open_port, &arena, &read), HV_ECORRUPT);

    /* Two parts of one scope, exchanged. */
    events[1] = events[0];
    events[1].field_saved.part = some_part(5, "Ik mis ons.");
    record.event_count = 2;
    const struct hv_bytes both = encode(&record, 7);
    Houvast__V1__RecordBody *whole = houvast__v1__record_body__unpack(NULL, both.size, both.data);
    Houvast__V1__RecordedPart *first = whole->events[0]->field_saved->part;
    whole->events[0]->field_saved->part = whole->events[1]->field_saved->part;
    whole->events[1]->field_saved->part = first;
    uint8_t bytes[512];
    const size_t size = houvast__v1__record_body__pack(whole, bytes);
    houvast__v1__record_body__free_unpacked(whole, NULL);
    assert_int_equal(hv_record_body_decode((struct hv_bytes){ bytes, size }, log_id, 7, &open_port,
                                           &arena, &read),
                     HV_ECORRUPT);
}

/* Any byte changed: read as something else, or corrupt; a changed part is always corrupt. */
static void an_altered_body_is_corrupt_or_at_least_another(void **state)
{
    struct hv_event event;
    const struct hv_record record = saved_record(&event);
    const struct hv_bytes body = encode(&record, 1);
    uint8_t bytes[512];
    (void)state;
    assert_true(body.size <= sizeof bytes);
    for (size_t at = 0; at < body.size; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct hv_record read;
            memcpy(bytes, body.data, body.size);
            bytes[at] = (uint8_t)(bytes[at] ^ 1u << bit);
            const struct hv_bytes altered = { bytes, body.size };
            const enum hv_code code =
                hv_record_body_decode(altered, log_id, 1, &open_port, &arena, &read);
            assert_true(code == HV_OK || code == HV_ECORRUPT || code == HV_EVERSION);
            if (at >= body.size - strlen("Ik mis je.") - MARK_SIZE)
                assert_int_equal(code, HV_ECORRUPT);
        }
    }
    for (size_t cut = 0; cut < body.size; cut++)
        assert_int_equal(decode_code((struct hv_bytes){ body.data, cut }), HV_ECORRUPT);
}

static void a_body_cut_between_two_events_is_corrupt(void **state)
{
    struct hv_event events[2];
    struct hv_record record = saved_record(&events[0]);
    (void)state;
    events[1] = events[0];
    record.events = events;
    record.event_count = 2;
    const struct hv_bytes body = encode(&record, 1);
    for (size_t cut = 0; cut < body.size; cut++)
        assert_int_equal(decode_code((struct hv_bytes){ body.data, cut }), HV_ECORRUPT);
}

static void a_record_without_events_is_one(void **state)
{
    struct hv_event event;
    struct hv_record record = saved_record(&event);
    struct hv_record read;
    (void)state;
    record.event_count = 0;
    const struct hv_bytes body = encode(&record, 1);
    assert_int_equal(hv_record_body_decode(body, log_id, 1, &open_port, &arena, &read), HV_OK);
    assert_int_equal(read.event_count, 0);
    assert_memory_equal(&read.cause.id, &record.cause.id, sizeof read.cause.id);
    for (size_t cut = 0; cut < body.size; cut++)
        assert_int_equal(decode_code((struct hv_bytes){ body.data, cut }), HV_ECORRUPT);
}

static void random_bytes_are_no_record(void **state)
{
    static uint8_t bytes[400];
    (void)state;
    for (size_t round = 0; round < 100000; round++) {
        const size_t size = random_below(sizeof bytes);
        for (size_t i = 0; i < size; i++)
            bytes[i] = (uint8_t)random_number();
        if (size > 2) {
            bytes[0] = 8;
            bytes[1] = HV_RECORD_FORMAT;
        }
        const enum hv_code code = decode_code((struct hv_bytes){ bytes, size });
        assert_true(code == HV_ECORRUPT);
        hv_arena_reset(&arena);
    }
}

static void a_newer_format_is_told_apart(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        enum hv_code code;
    } cases[] = {
        { "\x08\x02", 2, HV_EVERSION },
        { "\x08\x02\xff\xff\xff", 5, HV_EVERSION }, /* whatever comes after */
        { "\x08\x80\x01", 3, HV_EVERSION },
        { "\x08\x00", 2, HV_ECORRUPT },
        { "\x08\x01", 2, HV_ECORRUPT }, /* nothing happened */
        { "\x08", 1, HV_ECORRUPT },
        { "\x12\x00", 2, HV_ECORRUPT },
        { "", 0, HV_ECORRUPT },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            decode_code((struct hv_bytes){ (const uint8_t *)cases[i].bytes, cases[i].size }),
            cases[i].code);
}

/* What the core could not run is not let in: a programme or exercise that is not sound, or is not
 * there. */
static void an_unsound_definition_is_corrupt(void **state)
{
    struct hv_programme programme = *evening_programme();
    struct hv_exercise exercise = *evening_library();
    struct hv_event founded = { .type = HV_EVENT_FOUNDED };
    struct hv_event inserted = { .type = HV_EVENT_STEP_INSERTED };
    struct hv_record record = { .cause = { .type = HV_COMMAND_FOUND }, .event_count = 1 };
    (void)state;
    record.events = &founded;
    assert_int_equal(decode_code(encode(&record, 1)), HV_ECORRUPT);
    founded.founded.programme = &programme;
    assert_int_equal(decode_code(encode(&record, 1)), HV_OK);
    programme.title.nl.size = 0;
    assert_non_null(hv_programme_fault(&programme));
    assert_int_equal(decode_code(encode(&record, 1)), HV_ECORRUPT);

    record.events = &inserted;
    inserted.step_inserted.kind = HV_STEP_EXERCISE;
    assert_int_equal(decode_code(encode(&record, 1)), HV_ECORRUPT);
    inserted.step_inserted.definition = &exercise;
    assert_int_equal(decode_code(encode(&record, 1)), HV_OK);
    inserted.step_inserted.kind = HV_STEP_BREAK;
    assert_int_equal(decode_code(encode(&record, 1)), HV_ECORRUPT);
    inserted.step_inserted.kind = HV_STEP_EXERCISE;
    exercise.stage_count = 0;
    assert_int_equal(decode_code(encode(&record, 1)), HV_ECORRUPT);
}

static void a_body_has_a_largest_size(void **state)
{
    static uint8_t content[60000];
    struct hv_event events[17];
    struct hv_bytes body;
    struct hv_record record;
    (void)state;
    for (size_t i = 0; i < COUNT(events); i++) {
        record = saved_record(&events[i]);
        events[i].field_saved.part.bytes = (struct hv_bytes){ content, sizeof content };
    }
    record.events = events;
    record.event_count = 16;
    assert_int_equal(hv_record_body_encode(&record, log_id, 1, &seal_port, &arena, &body), HV_OK);
    assert_true(body.size <= HV_RECORD_BODY_MAX);
    assert_int_equal(decode_code(body), HV_OK);
    record.event_count = 17;
    assert_int_equal(hv_record_body_encode(&record, log_id, 1, &seal_port, &arena, &body),
                     HV_ETOOBIG);
}

static void without_memory_nothing_is_encoded_or_decoded(void **state)
{
    struct hv_event event;
    const struct hv_record record = saved_record(&event);
    const struct hv_bytes body = encode(&record, 1);
    size_t enough = 0;
    (void)state;
    for (size_t limit = 0; limit < 4096; limit += 16) {
        struct hv_arena small;
        struct hv_bytes bytes;
        struct hv_record read;
        hv_arena_init(&small, limit);
        const enum hv_code encoded =
            hv_record_body_encode(&record, log_id, 1, &seal_port, &small, &bytes);
        hv_arena_reset(&small);
        const enum hv_code decoded =
            hv_record_body_decode(body, log_id, 1, &open_port, &small, &read);
        assert_true(encoded == HV_OK || encoded == HV_ENOMEM);
        assert_true(decoded == HV_OK || decoded == HV_ENOMEM);
        enough += encoded == HV_OK && decoded == HV_OK;
        hv_arena_free(&small);
    }
    assert_true(enough > 0 && enough < 4096 / 16);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(an_evening_read_back_is_the_same_evening),
        TEST(without_a_key_a_part_is_gone_and_the_rest_is_there),
        TEST(every_number_of_an_event_is_kept),
        TEST(every_number_has_a_row_and_every_event_a_case),
        TEST(lists_parts_and_places_are_kept),
        TEST(codes_and_cards_are_kept),
        TEST(the_example_of_a_step_is_kept),
        TEST(what_could_not_be_read_back_is_not_written),
        TEST(a_programme_is_kept_whole),
        TEST(a_statement_is_kept_with_its_hash),
        TEST(a_statement_is_encoded_without_its_hash),
        TEST(an_inserted_exercise_is_kept_whole),
        TEST(a_part_is_bound_to_its_record_scope_and_place),
        TEST(an_altered_body_is_corrupt_or_at_least_another),
        TEST(a_body_cut_between_two_events_is_corrupt),
        TEST(a_record_without_events_is_one),
        TEST(random_bytes_are_no_record),
        TEST(a_newer_format_is_told_apart),
        TEST(an_unsound_definition_is_corrupt),
        TEST(a_body_has_a_largest_size),
        TEST(without_memory_nothing_is_encoded_or_decoded),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
