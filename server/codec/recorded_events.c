/* SPDX-License-Identifier: EUPL-1.2 */
/* Events in records: a table each, and one row each in `events`. The number of an event in the
 * oneof is that of its type. */
#include "codec/recorded.h"

#define RECORD(name)         Houvast__V1__Recorded##name
#define NUMBER(c, P, p)      HV_NUMBER(struct hv_event, c, RECORD(P), p)
#define ENUM(c, P, p)        HV_ENUM(struct hv_event, c, RECORD(P), p)
#define ROUND(c, P, p)       HV_ENUM_FROM_0(struct hv_event, c, RECORD(P), p)
#define TEXT(c, P, p)        HV_TEXT(struct hv_event, c, RECORD(P), p)
#define FIXED(c, P, p)       HV_FIXED(struct hv_event, c, RECORD(P), p)
#define MESSAGE(c, P, p, of) HV_MESSAGE(struct hv_event, c, RECORD(P), p, of)
#define LIST(c, n, P, p, of) HV_LIST(struct hv_event, c, n, RECORD(P), p, of)
#define PART(c, P, p)        HV_MESSAGE_REQUIRED(struct hv_event, c, RECORD(P), p, hv_recorded_part)
#define TABLE(name)                       \
    static const struct hv_mapping name = \
        HV_MAPPING(houvast__v1__recorded_##name, struct hv_event, name##_rows)

/* ---- What stands inside events ---- */

static const struct hv_row place_rows[] = {
    HV_NUMBER(struct hv_place, stage, RECORD(Place), stage),
    HV_NUMBER(struct hv_place, turn, RECORD(Place), turn),
};
static const struct hv_mapping place =
    HV_MAPPING(houvast__v1__recorded_place, struct hv_place, place_rows);

static const struct hv_row carried_rows[] = {
    HV_NUMBER(struct hv_carried, field, RECORD(Carried), field),
    HV_ENUM_OR_NONE(struct hv_carried, answer, RECORD(Carried), answer),
    HV_NUMBER(struct hv_carried, seat, RECORD(Carried), seat),
    HV_MESSAGE_REQUIRED(struct hv_carried, part, RECORD(Carried), part, hv_recorded_part),
};
static const struct hv_mapping carried =
    HV_MAPPING(houvast__v1__recorded_carried, struct hv_carried, carried_rows);

static const struct hv_row result_rows[] = {
    HV_NUMBER(struct hv_result, field, RECORD(Result), field),
    HV_PLACE(struct hv_result, option, RECORD(Result), of_option, option),
    HV_NUMBER(struct hv_result, enough, RECORD(Result), enough),
    HV_NUMBERS_INSIDE(struct hv_result, counts, band_count, 3, RECORD(Result), counts),
};
static const struct hv_mapping result =
    HV_MAPPING(houvast__v1__recorded_result, struct hv_result, result_rows);

static const struct hv_row note_rows[] = {
    HV_NUMBER(struct hv_note, field, RECORD(Note), field),
    HV_NUMBER(struct hv_note, seat, RECORD(Note), seat),
};
static const struct hv_mapping note =
    HV_MAPPING(houvast__v1__recorded_note, struct hv_note, note_rows);

/* One code a member; of a unit that is not known here, so an empty one says how many there are. */
static enum hv_code encode_pen_codes(struct hv_mapper *mapper, const void *core, void *message)
{
    const struct hv_new_card *card = core;
    RECORD(NewCard) *recorded = message;
    size_t count = 0;
    while (count < HV_MEMBERS_MAX && card->pen_codes[count][0] != 0)
        count++;
    recorded->pen_codes.len = count * HV_PEN_CODE_SIZE;
    recorded->pen_codes.data =
        hv_arena_copy(mapper->arena, card->pen_codes, recorded->pen_codes.len);
    return recorded->pen_codes.data != NULL ? HV_OK : HV_ENOMEM;
}

static enum hv_code decode_pen_codes(struct hv_mapper *mapper, const void *message, void *core)
{
    const RECORD(NewCard) *recorded = message;
    struct hv_new_card *card = core;
    (void)mapper;
    if (recorded->pen_codes.len > sizeof card->pen_codes ||
        recorded->pen_codes.len % HV_PEN_CODE_SIZE != 0)
        return HV_EINVAL;
    if (recorded->pen_codes.len > 0)
        memcpy(card->pen_codes, recorded->pen_codes.data, recorded->pen_codes.len);
    return HV_OK;
}

static const struct hv_row new_card_rows[] = {
    HV_FIXED(struct hv_new_card, hash, RECORD(NewCard), hash),
    HV_FIXED(struct hv_new_card, code, RECORD(NewCard), code),
    HV_BY_HAND(encode_pen_codes, decode_pen_codes),
};
static const struct hv_mapping new_card =
    HV_MAPPING(houvast__v1__recorded_new_card, struct hv_new_card, new_card_rows);

static const struct hv_row new_words_rows[] = {
    HV_TEXT(struct hv_recorded_words, verifier, RECORD(NewWords), verifier),
    HV_MESSAGE_REQUIRED(struct hv_recorded_words, words, RECORD(NewWords), words, hv_recorded_part),
};
static const struct hv_mapping new_words =
    HV_MAPPING(houvast__v1__recorded_new_words, struct hv_recorded_words, new_words_rows);

/* ---- Who is there ---- */

static const struct hv_row founded_rows[] = {
    HV_POINTER(struct hv_event,
               founded.programme,
               RECORD(Founded),
               programme,
               hv_recorded_programme),
    FIXED(founded.token_hash, Founded, token_hash),
};
TABLE(founded);

static const struct hv_row unit_added_rows[] = {
    NUMBER(unit_added.unit, UnitAdded, unit),
    NUMBER(unit_added.first_seat, UnitAdded, first_seat),
    HV_LIST_INSIDE(struct hv_event,
                   unit_added.names,
                   unit_added.member_count,
                   HV_MEMBERS_MAX,
                   RECORD(UnitAdded),
                   names,
                   hv_recorded_part),
    MESSAGE(unit_added.card, UnitAdded, card, new_card),
    HV_LIST_INSIDE(struct hv_event,
                   unit_added.words,
                   unit_added.words_count,
                   HV_MEMBERS_MAX,
                   RECORD(UnitAdded),
                   words,
                   new_words),
};
TABLE(unit_added);

static const struct hv_row unit_removed_rows[] = { NUMBER(unit_removed.unit, UnitRemoved, unit) };
TABLE(unit_removed);

static const struct hv_row seat_renamed_rows[] = {
    NUMBER(seat_renamed.seat, SeatRenamed, seat),
    PART(seat_renamed.name, SeatRenamed, name),
};
TABLE(seat_renamed);

static const struct hv_row device_invited_rows[] = {
    NUMBER(device_invited.device, DeviceInvited, device),
    ENUM(device_invited.role, DeviceInvited, role),
    NUMBER(device_invited.unit, DeviceInvited, unit),
    NUMBER(device_invited.seat, DeviceInvited, seat),
    FIXED(device_invited.token_hash, DeviceInvited, token_hash),
    NUMBER(device_invited.by_card, DeviceInvited, by_card),
};
TABLE(device_invited);

static const struct hv_row device_placed_rows[] = {
    NUMBER(device_placed.device, DevicePlaced, device),
    ENUM(device_placed.role, DevicePlaced, role),
    NUMBER(device_placed.unit, DevicePlaced, unit),
    NUMBER(device_placed.seat, DevicePlaced, seat),
    FIXED(device_placed.pen_code, DevicePlaced, pen_code),
    FIXED(device_placed.token_hash, DevicePlaced, token_hash),
};
TABLE(device_placed);

static const struct hv_row card_renewed_rows[] = {
    NUMBER(card_renewed.unit, CardRenewed, unit),
    MESSAGE(card_renewed.card, CardRenewed, card, new_card),
};
TABLE(card_renewed);

static const struct hv_row lobby_set_rows[] = {
    NUMBER(lobby_set.open, LobbySet, open),
    FIXED(lobby_set.code, LobbySet, code),
};
TABLE(lobby_set);

static const struct hv_row device_removed_rows[] = {
    NUMBER(device_removed.device, DeviceRemoved, device),
};
TABLE(device_removed);

static const struct hv_row presence_marked_rows[] = {
    NUMBER(presence_marked.unit, PresenceMarked, unit),
    ENUM(presence_marked.mark, PresenceMarked, presence),
    NUMBER(presence_marked.seat, PresenceMarked, seat),
};
TABLE(presence_marked);

static const struct hv_row seat_unlocked_rows[] = {
    NUMBER(seat_unlocked.seat, SeatUnlocked, seat),
    NUMBER(seat_unlocked.device, SeatUnlocked, device),
    FIXED(seat_unlocked.ticket_hash, SeatUnlocked, ticket_hash),
};
TABLE(seat_unlocked);

static const struct hv_row seat_locked_rows[] = {
    NUMBER(seat_locked.seat, SeatLocked, seat),
    NUMBER(seat_locked.device, SeatLocked, device),
    NUMBER(seat_locked.keeps_ticket, SeatLocked, keeps_ticket),
};
TABLE(seat_locked);

static const struct hv_row seat_tried_rows[] = { NUMBER(seat_tried.seat, SeatTried, seat) };
TABLE(seat_tried);

static const struct hv_row words_dealt_rows[] = {
    NUMBER(words_dealt.seat, WordsDealt, seat),
    HV_MESSAGE_REQUIRED(struct hv_event, words_dealt.words, RECORD(WordsDealt), words, new_words),
};
TABLE(words_dealt);

static const struct hv_row consent_given_rows[] = {
    NUMBER(consent_given.seat, ConsentGiven, seat),
    NUMBER(consent_given.yes, ConsentGiven, yes),
    TEXT(consent_given.statement, ConsentGiven, statement),
    NUMBER(consent_given.version, ConsentGiven, version),
    ROUND(consent_given.language, ConsentGiven, language),
    FIXED(consent_given.hash, ConsentGiven, hash),
};
TABLE(consent_given);

static const struct hv_row consent_asked_rows[] = {
    HV_POINTER(struct hv_event,
               consent_asked.statement,
               RECORD(ConsentAsked),
               statement,
               hv_recorded_statement),
};
TABLE(consent_asked);

/* ---- How the evening goes ---- */

static const struct hv_row meeting_opened_rows[] = {
    NUMBER(meeting_opened.meeting, MeetingOpened, meeting),
    HV_SIGNED(struct hv_event,
              meeting_opened.evening_ends_at,
              RECORD(MeetingOpened),
              evening_ends_at),
};
TABLE(meeting_opened);

static const struct hv_mapping meeting_ended =
    HV_MAPPING_EMPTY(houvast__v1__recorded_meeting_ended);

static const struct hv_mapping meeting_reopened =
    HV_MAPPING_EMPTY(houvast__v1__recorded_meeting_reopened);

static const struct hv_row step_started_rows[] = { NUMBER(step_started.step, StepStarted, step) };
TABLE(step_started);

static const struct hv_row step_ended_rows[] = { NUMBER(step_ended.step, StepEnded, step) };
TABLE(step_ended);

static const struct hv_row run_opened_rows[] = {
    NUMBER(run_opened.run, RunOpened, run),
    NUMBER(run_opened.step, RunOpened, step),
};
TABLE(run_opened);

static const struct hv_row run_ended_rows[] = { NUMBER(run_ended.run, RunEnded, run) };
TABLE(run_ended);

static const struct hv_row stage_moved_rows[] = {
    NUMBER(stage_moved.run, StageMoved, run),
    NUMBER(stage_moved.to, StageMoved, to),
};
TABLE(stage_moved);

static const struct hv_row unit_moved_rows[] = {
    NUMBER(unit_moved.run, UnitMoved, run),
    NUMBER(unit_moved.unit, UnitMoved, unit),
    MESSAGE(unit_moved.to, UnitMoved, to, place),
};
TABLE(unit_moved);

static const struct hv_row step_inserted_rows[] = {
    NUMBER(step_inserted.step, StepInserted, step),
    NUMBER(step_inserted.after, StepInserted, after),
    ENUM(step_inserted.kind, StepInserted, kind),
    HV_POINTER(struct hv_event,
               step_inserted.definition,
               RECORD(StepInserted),
               definition,
               hv_recorded_exercise),
    TEXT(step_inserted.title, StepInserted, title),
    NUMBER(step_inserted.minutes, StepInserted, minutes),
};
TABLE(step_inserted);

static const struct hv_row step_skipped_rows[] = {
    NUMBER(step_skipped.step, StepSkipped, step),
    NUMBER(step_skipped.skip, StepSkipped, skip),
};
TABLE(step_skipped);

static const struct hv_row step_moved_rows[] = {
    NUMBER(step_moved.step, StepMoved, step),
    NUMBER(step_moved.after, StepMoved, after),
};
TABLE(step_moved);

static const struct hv_row form_dealt_rows[] = {
    NUMBER(form_dealt.run, FormDealt, run),
    NUMBER(form_dealt.unit, FormDealt, unit),
    ENUM(form_dealt.form, FormDealt, form),
};
TABLE(form_dealt);

static const struct hv_row sharing_set_rows[] = {
    NUMBER(sharing_set.run, SharingSet, run),
    NUMBER(sharing_set.unit, SharingSet, unit),
    NUMBER(sharing_set.open, SharingSet, open),
};
TABLE(sharing_set);

static const struct hv_row timer_set_rows[] = {
    NUMBER(timer_set.running, TimerSet, running),
    HV_SIGNED(struct hv_event, timer_set.ends_at, RECORD(TimerSet), ends_at),
    HV_SIGNED(struct hv_event, timer_set.remaining_ms, RECORD(TimerSet), remaining_ms),
};
TABLE(timer_set);

static const struct hv_row announced_rows[] = { PART(announced.text, Announced, text) };
TABLE(announced);

static const struct hv_row request_handled_rows[] = {
    NUMBER(request_handled.unit, RequestHandled, unit),
    NUMBER(request_handled.signal, RequestHandled, signal),
};
TABLE(request_handled);

static const struct hv_row more_time_asked_rows[] = {
    NUMBER(more_time_asked.unit, MoreTimeAsked, unit),
};
TABLE(more_time_asked);

static const struct hv_row signal_given_rows[] = {
    NUMBER(signal_given.unit, SignalGiven, unit),
    NUMBER(signal_given.seat, SignalGiven, seat),
    PART(signal_given.signal, SignalGiven, signal),
};
TABLE(signal_given);

static const struct hv_mapping paused = HV_MAPPING_EMPTY(houvast__v1__recorded_paused);

static const struct hv_mapping resumed = HV_MAPPING_EMPTY(houvast__v1__recorded_resumed);

static const struct hv_row field_narrowed_rows[] = {
    NUMBER(field_narrowed.run, FieldNarrowed, run),
    NUMBER(field_narrowed.field, FieldNarrowed, field),
    ENUM(field_narrowed.to, FieldNarrowed, to),
};
TABLE(field_narrowed);

static const struct hv_row split_rows[] = { NUMBER(split.seat, Split, seat) };
TABLE(split);

/* ---- Persons ---- */

static const struct hv_row light_set_rows[] = {
    NUMBER(light_set.seat, LightSet, seat),
    PART(light_set.light, LightSet, light),
};
TABLE(light_set);

static const struct hv_row tag_set_rows[] = {
    NUMBER(tag_set.seat, TagSet, seat),
    PART(tag_set.tags, TagSet, tags),
};
TABLE(tag_set);

static const struct hv_row note_written_rows[] = {
    NUMBER(note_written.seat, NoteWritten, seat),
    NUMBER(note_written.revision, NoteWritten, revision),
    PART(note_written.text, NoteWritten, text),
};
TABLE(note_written);

/* ---- The wall ---- */

static const struct hv_row round_closed_rows[] = {
    NUMBER(round_closed.run, RoundClosed, run),
    NUMBER(round_closed.stage, RoundClosed, stage),
    LIST(round_closed.results, round_closed.result_count, RoundClosed, results, result),
    LIST(round_closed.notes, round_closed.note_count, RoundClosed, notes, note),
};
TABLE(round_closed);

static const struct hv_row note_picked_rows[] = {
    NUMBER(note_picked.run, NotePicked, run),
    NUMBER(note_picked.field, NotePicked, field),
    NUMBER(note_picked.note, NotePicked, note),
    NUMBER(note_picked.pick, NotePicked, pick),
};
TABLE(note_picked);

static const struct hv_row example_picked_rows[] = {
    NUMBER(example_picked.run, ExamplePicked, run),
    NUMBER(example_picked.example, ExamplePicked, example),
};
TABLE(example_picked);

static const struct hv_row example_shown_rows[] = {
    NUMBER(example_shown.step, ExampleShown, step),
    NUMBER(example_shown.count, ExampleShown, count),
};
TABLE(example_shown);

static const struct hv_row wall_written_rows[] = {
    NUMBER(wall_written.run, WallWritten, run),
    HV_PLACE(struct hv_event, wall_written.field, RECORD(WallWritten), of_field, field),
    PART(wall_written.text, WallWritten, text),
};
TABLE(wall_written);

static const struct hv_mapping wall_cleared = HV_MAPPING_EMPTY(houvast__v1__recorded_wall_cleared);

/* ---- Answers ---- */

static const struct hv_row field_saved_rows[] = {
    NUMBER(field_saved.run, FieldSaved, run),
    NUMBER(field_saved.seat, FieldSaved, seat),
    NUMBER(field_saved.field, FieldSaved, field),
    NUMBER(field_saved.revision, FieldSaved, revision),
    HV_ENUM_OR_NONE(struct hv_event, field_saved.answer, RECORD(FieldSaved), answer),
    PART(field_saved.part, FieldSaved, part),
};
TABLE(field_saved);

static const struct hv_row envelope_closed_rows[] = {
    NUMBER(envelope_closed.run, EnvelopeClosed, run),
    NUMBER(envelope_closed.seat, EnvelopeClosed, seat),
    ROUND(envelope_closed.round, EnvelopeClosed, round),
    NUMBER(envelope_closed.generation, EnvelopeClosed, generation),
    NUMBER(envelope_closed.shows, EnvelopeClosed, shows),
    NUMBER(envelope_closed.to_group, EnvelopeClosed, to_group),
    PART(envelope_closed.signal, EnvelopeClosed, signal),
    LIST(envelope_closed.values, envelope_closed.value_count, EnvelopeClosed, values, carried),
};
TABLE(envelope_closed);

static const struct hv_row envelope_reopened_rows[] = {
    NUMBER(envelope_reopened.run, EnvelopeReopened, run),
    NUMBER(envelope_reopened.seat, EnvelopeReopened, seat),
    ROUND(envelope_reopened.round, EnvelopeReopened, round),
    NUMBER(envelope_reopened.generation, EnvelopeReopened, generation),
    LIST(envelope_reopened.values,
         envelope_reopened.value_count,
         EnvelopeReopened,
         values,
         carried),
};
TABLE(envelope_reopened);

static const struct hv_row opened_rows[] = {
    NUMBER(opened.run, Opened, run),
    NUMBER(opened.unit, Opened, unit),
    MESSAGE(opened.place, Opened, place, place),
    NUMBER(opened.fields, Opened, fields),
    NUMBER(opened.author, Opened, author),
    LIST(opened.matches, opened.match_count, Opened, matches, carried),
};
TABLE(opened);

static const struct hv_row joint_saved_rows[] = {
    NUMBER(joint_saved.run, JointSaved, run),
    NUMBER(joint_saved.unit, JointSaved, unit),
    NUMBER(joint_saved.field, JointSaved, field),
    NUMBER(joint_saved.revision, JointSaved, revision),
    HV_ENUM_OR_NONE(struct hv_event, joint_saved.answer, RECORD(JointSaved), answer),
    PART(joint_saved.part, JointSaved, part),
};
TABLE(joint_saved);

static const struct hv_row joint_marked_rows[] = {
    NUMBER(joint_marked.run, JointMarked, run),
    NUMBER(joint_marked.unit, JointMarked, unit),
    NUMBER(joint_marked.seat, JointMarked, seat),
    NUMBER(joint_marked.set, JointMarked, set),
};
TABLE(joint_marked);

static const struct hv_row joint_confirmed_rows[] = {
    NUMBER(joint_confirmed.run, JointConfirmed, run),
    NUMBER(joint_confirmed.unit, JointConfirmed, unit),
    LIST(joint_confirmed.values, joint_confirmed.value_count, JointConfirmed, values, carried),
};
TABLE(joint_confirmed);

static const struct hv_row scored_rows[] = {
    NUMBER(scored.run, Scored, run),
    NUMBER(scored.seat, Scored, seat),
    PART(scored.scores, Scored, scores),
};
TABLE(scored);

static const struct hv_row widened_rows[] = {
    NUMBER(widened.run, Widened, run),           NUMBER(widened.seat, Widened, seat),
    NUMBER(widened.fields, Widened, fields),     NUMBER(widened.on, Widened, on),
    NUMBER(widened.to_group, Widened, to_group),
};
TABLE(widened);

static const struct hv_row taken_back_rows[] = {
    NUMBER(taken_back.run, TakenBack, run),
    NUMBER(taken_back.seat, TakenBack, seat),
    NUMBER(taken_back.fields, TakenBack, fields),
    NUMBER(taken_back.discard, TakenBack, discard),
};
TABLE(taken_back);

static const struct hv_row keys_destroyed_rows[] = {
    LIST(keys_destroyed.scopes,
         keys_destroyed.scope_count,
         KeysDestroyed,
         scopes,
         hv_recorded_scope),
};
TABLE(keys_destroyed);

/* ---- All of them ---- */

static const struct hv_mapping *const events[HV_EVENT_TYPE_END] = {
    [HV_EVENT_FOUNDED] = &founded,
    [HV_EVENT_UNIT_ADDED] = &unit_added,
    [HV_EVENT_UNIT_REMOVED] = &unit_removed,
    [HV_EVENT_SEAT_RENAMED] = &seat_renamed,
    [HV_EVENT_DEVICE_INVITED] = &device_invited,
    [HV_EVENT_DEVICE_REMOVED] = &device_removed,
    [HV_EVENT_MEETING_OPENED] = &meeting_opened,
    [HV_EVENT_MEETING_ENDED] = &meeting_ended,
    [HV_EVENT_PRESENCE_MARKED] = &presence_marked,
    [HV_EVENT_STEP_STARTED] = &step_started,
    [HV_EVENT_STEP_ENDED] = &step_ended,
    [HV_EVENT_RUN_OPENED] = &run_opened,
    [HV_EVENT_RUN_ENDED] = &run_ended,
    [HV_EVENT_STAGE_MOVED] = &stage_moved,
    [HV_EVENT_UNIT_MOVED] = &unit_moved,
    [HV_EVENT_STEP_INSERTED] = &step_inserted,
    [HV_EVENT_STEP_SKIPPED] = &step_skipped,
    [HV_EVENT_STEP_MOVED] = &step_moved,
    [HV_EVENT_FORM_DEALT] = &form_dealt,
    [HV_EVENT_SHARING_SET] = &sharing_set,
    [HV_EVENT_TIMER_SET] = &timer_set,
    [HV_EVENT_ANNOUNCED] = &announced,
    [HV_EVENT_ROUND_CLOSED] = &round_closed,
    [HV_EVENT_NOTE_PICKED] = &note_picked,
    [HV_EVENT_EXAMPLE_PICKED] = &example_picked,
    [HV_EVENT_WALL_WRITTEN] = &wall_written,
    [HV_EVENT_WALL_CLEARED] = &wall_cleared,
    [HV_EVENT_REQUEST_HANDLED] = &request_handled,
    [HV_EVENT_SEAT_UNLOCKED] = &seat_unlocked,
    [HV_EVENT_SEAT_LOCKED] = &seat_locked,
    [HV_EVENT_CONSENT_GIVEN] = &consent_given,
    [HV_EVENT_FIELD_SAVED] = &field_saved,
    [HV_EVENT_ENVELOPE_CLOSED] = &envelope_closed,
    [HV_EVENT_ENVELOPE_REOPENED] = &envelope_reopened,
    [HV_EVENT_OPENED] = &opened,
    [HV_EVENT_JOINT_SAVED] = &joint_saved,
    [HV_EVENT_JOINT_MARKED] = &joint_marked,
    [HV_EVENT_JOINT_CONFIRMED] = &joint_confirmed,
    [HV_EVENT_MORE_TIME_ASKED] = &more_time_asked,
    [HV_EVENT_KEYS_DESTROYED] = &keys_destroyed,
    [HV_EVENT_MEETING_REOPENED] = &meeting_reopened,
    [HV_EVENT_LOBBY_SET] = &lobby_set,
    [HV_EVENT_DEVICE_PLACED] = &device_placed,
    [HV_EVENT_CARD_RENEWED] = &card_renewed,
    [HV_EVENT_EXAMPLE_SHOWN] = &example_shown,
    [HV_EVENT_SIGNAL_GIVEN] = &signal_given,
    [HV_EVENT_PAUSED] = &paused,
    [HV_EVENT_RESUMED] = &resumed,
    [HV_EVENT_FIELD_NARROWED] = &field_narrowed,
    [HV_EVENT_TAKEN_BACK] = &taken_back,
    [HV_EVENT_SPLIT] = &split,
    [HV_EVENT_SEAT_TRIED] = &seat_tried,
    [HV_EVENT_WORDS_DEALT] = &words_dealt,
    [HV_EVENT_LIGHT_SET] = &light_set,
    [HV_EVENT_TAG_SET] = &tag_set,
    [HV_EVENT_NOTE_WRITTEN] = &note_written,
    [HV_EVENT_SCORED] = &scored,
    [HV_EVENT_WIDENED] = &widened,
    [HV_EVENT_CONSENT_ASKED] = &consent_asked,
};

const struct hv_mapping *hv_recorded_event(enum hv_event_type type)
{
    return (unsigned)type < HV_EVENT_TYPE_END ? events[type] : NULL;
}
