/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands inside a command: a table each, and one row each in `commands`. The number of a
 * command in the oneof is that of its type. */
#include "codec/codec.h"
#include "codec/mapping.h"
#include "codec/values.h"
#include "houvast/v1/wire.pb-c.h"

/* What rows by hand find around them and leave behind. */
struct surroundings {
    const struct hv_codec_surroundings *given;
    enum hv_refusal refusal;
};

#define WIRE(name)      Houvast__V1__##name
#define NUMBER(c, P, p) HV_NUMBER(struct hv_command, c, WIRE(P), p)
#define ENUM(c, P, p)   HV_ENUM(struct hv_command, c, WIRE(P), p)
#define TEXT(c, P, p)   HV_TEXT(struct hv_command, c, WIRE(P), p)
#define TABLE(name)                       \
    static const struct hv_mapping name = \
        HV_MAPPING(houvast__v1__##name, struct hv_command, name##_rows)

static enum hv_code refuse(struct hv_mapper *mapper, enum hv_refusal refusal)
{
    struct surroundings *around = mapper->data;
    around->refusal = refusal;
    return HV_EINVAL;
}

/* Of the words on a slip. Dutch when it is not said. */
static uint8_t language_of(Houvast__V1__Language language)
{
    return language == HOUVAST__V1__LANGUAGE__LANGUAGE_EN ? HV_LANGUAGE_EN : HV_LANGUAGE_NL;
}

/* ---- Facilitators ---- */

static enum hv_code decode_unit_language(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__AddUnit *add = message;
    struct hv_command *command = core;
    (void)mapper;
    command->add_unit.language = language_of(add->language);
    return HV_OK;
}
static const struct hv_row add_unit_rows[] = {
    HV_TEXTS_INSIDE(struct hv_command,
                    add_unit.names,
                    add_unit.member_count,
                    HV_MEMBERS_MAX,
                    WIRE(AddUnit),
                    names),
    HV_BY_HAND(NULL, decode_unit_language),
};
TABLE(add_unit);

static const struct hv_row remove_unit_rows[] = { NUMBER(remove_unit.unit, RemoveUnit, unit) };
TABLE(remove_unit);

static const struct hv_row rename_seat_rows[] = {
    NUMBER(rename_seat.seat, RenameSeat, seat),
    TEXT(rename_seat.name, RenameSeat, name),
};
TABLE(rename_seat);

static const struct hv_row invite_rows[] = {
    ENUM(invite.role, Invite, role),
    NUMBER(invite.unit, Invite, unit),
    NUMBER(invite.seat, Invite, seat),
};
TABLE(invite);

static const struct hv_row remove_device_rows[] = {
    NUMBER(remove_device.device, RemoveDevice, device)
};
TABLE(remove_device);

static enum hv_code decode_meeting(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__OpenMeeting *open_meeting = message;
    struct hv_command *command = core;
    if (open_meeting->meeting >= (open_meeting->without_agenda ? 1 : HV_MEETINGS_MAX))
        return refuse(mapper, HV_REFUSAL_INVALID);
    command->open_meeting.meeting =
        open_meeting->without_agenda ? HV_MEETINGS_MAX : (uint8_t)open_meeting->meeting;
    return HV_OK;
}
static const struct hv_row open_meeting_rows[] = { HV_BY_HAND(NULL, decode_meeting) };
TABLE(open_meeting);

static const struct hv_mapping end_meeting = HV_MAPPING_EMPTY(houvast__v1__end_meeting);

static const struct hv_row mark_presence_rows[] = {
    NUMBER(mark_presence.unit, MarkPresence, unit),
    ENUM(mark_presence.mark, MarkPresence, presence),
    NUMBER(mark_presence.seat, MarkPresence, seat),
};
TABLE(mark_presence);

static const struct hv_row start_step_rows[] = {
    NUMBER(start_step.from, StartStep, from),
    NUMBER(start_step.step, StartStep, step),
    NUMBER(start_step.again, StartStep, again),
    NUMBER(start_step.run, StartStep, run),
};
TABLE(start_step);

static const struct hv_row move_stage_rows[] = {
    NUMBER(move_stage.run, MoveStage, run),
    NUMBER(move_stage.from, MoveStage, from),
    NUMBER(move_stage.to, MoveStage, to),
    NUMBER(move_stage.force, MoveStage, force),
};
TABLE(move_stage);

static const struct hv_row end_step_rows[] = {
    NUMBER(end_step.step, EndStep, step),
    NUMBER(end_step.run, EndStep, run),
};
TABLE(end_step);

static enum hv_code
find_exercise(struct hv_mapper *mapper, const char *id, struct hv_insert_step *step)
{
    const struct surroundings *around = mapper->data;
    step->definition = around->given->find_exercise(around->given->data, hv_bytes_from_text(id));
    return step->definition != NULL ? HV_OK : refuse(mapper, HV_REFUSAL_NOT_FOUND);
}

static enum hv_code decode_pushed(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__PushExercise *push = message;
    struct hv_command *command = core;
    command->insert_step.kind = HV_STEP_EXERCISE;
    return find_exercise(mapper, push->exercise, &command->insert_step);
}
static const struct hv_row push_exercise_rows[] = {
    HV_BY_HAND(NULL, decode_pushed),
    NUMBER(insert_step.minutes, PushExercise, minutes),
    NUMBER(insert_step.from, PushExercise, from),
};
TABLE(push_exercise);

/* A step is an exercise or has a title: one of the two. */
static enum hv_code decode_inserted(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__InsertStep *insert = message;
    struct hv_command *command = core;
    const bool exercise = insert->kind == HOUVAST__V1__STEP_KIND__STEP_KIND_EXERCISE;
    if ((insert->exercise[0] != '\0') != exercise || (insert->title[0] != '\0') == exercise)
        return refuse(mapper, HV_REFUSAL_INVALID);
    return exercise ? find_exercise(mapper, insert->exercise, &command->insert_step) : HV_OK;
}
static const struct hv_row insert_step_rows[] = {
    NUMBER(insert_step.after, InsertStep, after),
    ENUM(insert_step.kind, InsertStep, kind),
    TEXT(insert_step.title, InsertStep, title),
    NUMBER(insert_step.minutes, InsertStep, minutes),
    HV_BY_HAND(NULL, decode_inserted),
};
TABLE(insert_step);

static const struct hv_row skip_step_rows[] = {
    NUMBER(skip_step.step, SkipStep, step),
    NUMBER(skip_step.skip, SkipStep, skip),
};
TABLE(skip_step);

static const struct hv_row move_step_rows[] = {
    NUMBER(move_step.step, MoveStep, step),
    NUMBER(move_step.after, MoveStep, after),
};
TABLE(move_step);

static const struct hv_row deal_form_rows[] = {
    NUMBER(deal_form.run, DealForm, run),
    NUMBER(deal_form.unit, DealForm, unit),
    ENUM(deal_form.form, DealForm, form),
};
TABLE(deal_form);

static const struct hv_row set_sharing_rows[] = {
    NUMBER(set_sharing.run, SetSharing, run),
    NUMBER(set_sharing.unit, SetSharing, unit),
    NUMBER(set_sharing.open, SetSharing, open),
};
TABLE(set_sharing);

static const struct hv_row set_timer_rows[] = {
    ENUM(set_timer.action, SetTimer, action),
    HV_SIGNED(struct hv_command, set_timer.minutes, WIRE(SetTimer), minutes),
};
TABLE(set_timer);

static const struct hv_row announce_rows[] = { TEXT(announce.text, Announce, text) };
TABLE(announce);

static const struct hv_row pick_note_rows[] = {
    NUMBER(pick_note.run, PickNote, run),
    NUMBER(pick_note.field, PickNote, field),
    NUMBER(pick_note.note, PickNote, note),
    NUMBER(pick_note.pick, PickNote, pick),
};
TABLE(pick_note);

static const struct hv_row pick_example_rows[] = {
    NUMBER(pick_example.run, PickExample, run),
    NUMBER(pick_example.example, PickExample, example),
};
TABLE(pick_example);

static const struct hv_row write_wall_rows[] = {
    NUMBER(write_wall.run, WriteWall, run),
    HV_PLACE(struct hv_command, write_wall.field, WIRE(WriteWall), of_field, field),
    TEXT(write_wall.text, WriteWall, text),
};
TABLE(write_wall);

static const struct hv_mapping clear_wall = HV_MAPPING_EMPTY(houvast__v1__clear_wall);

static const struct hv_row handle_request_rows[] = {
    NUMBER(handle_request.unit, HandleRequest, unit),
    NUMBER(handle_request.signal, HandleRequest, signal),
};
TABLE(handle_request);

static const struct hv_row set_lobby_rows[] = { NUMBER(set_lobby.open, SetLobby, open) };
TABLE(set_lobby);

static const struct hv_row place_guest_rows[] = {
    NUMBER(place_guest.device, PlaceGuest, device),
    NUMBER(place_guest.unit, PlaceGuest, unit),
};
TABLE(place_guest);

static const struct hv_row renew_card_rows[] = { NUMBER(renew_card.unit, RenewCard, unit) };
TABLE(renew_card);

static const struct hv_row show_example_rows[] = {
    NUMBER(show_example.step, ShowExample, step),
    NUMBER(show_example.count, ShowExample, count),
};
TABLE(show_example);

static enum hv_code decode_dealt_language(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__DealWords *deal = message;
    struct hv_command *command = core;
    (void)mapper;
    command->deal_words.language = language_of(deal->language);
    return HV_OK;
}
static const struct hv_row deal_words_rows[] = {
    NUMBER(deal_words.seat, DealWords, seat),
    HV_BY_HAND(NULL, decode_dealt_language),
};
TABLE(deal_words);

static const struct hv_row set_pause_rows[] = { NUMBER(set_pause.on, SetPause, on) };
TABLE(set_pause);

static const struct hv_row set_light_rows[] = {
    NUMBER(set_light.seat, SetLight, seat),
    HV_ENUM_OR_NONE(struct hv_command, set_light.light, WIRE(SetLight), light),
};
TABLE(set_light);

static const struct hv_row set_tag_rows[] = {
    NUMBER(set_tag.seat, SetTag, seat),
    ENUM(set_tag.tag, SetTag, tag),
    NUMBER(set_tag.set, SetTag, set),
};
TABLE(set_tag);

static const struct hv_row write_note_rows[] = {
    NUMBER(write_note.seat, WriteNote, seat),
    TEXT(write_note.text, WriteNote, text),
    NUMBER(write_note.revision, WriteNote, revision),
};
TABLE(write_note);

/* ---- Units ---- */

/* What is no code binds nothing, like any other that is wrong. */
static enum hv_code decode_pen_code(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__BindPen *bind = message;
    struct hv_command *command = core;
    (void)mapper;
    (void)hv_code_read(hv_bytes_from_text(bind->code), command->bind_pen.code, HV_PEN_CODE_SIZE);
    return HV_OK;
}
static const struct hv_row bind_pen_rows[] = { HV_BY_HAND(NULL, decode_pen_code) };
TABLE(bind_pen);

static const struct hv_row unlock_seat_rows[] = {
    NUMBER(unlock_seat.seat, UnlockSeat, seat),
    TEXT(unlock_seat.words, UnlockSeat, words),
    HV_FIXED(struct hv_command, unlock_seat.ticket, WIRE(UnlockSeat), ticket),
};
TABLE(unlock_seat);

static const struct hv_row lock_seat_rows[] = { NUMBER(seat_choice.seat, LockSeat, seat) };
TABLE(lock_seat);

static const struct hv_row give_consent_rows[] = {
    NUMBER(give_consent.seat, GiveConsent, seat),
    NUMBER(give_consent.yes, GiveConsent, yes),
    TEXT(give_consent.statement, GiveConsent, statement),
    NUMBER(give_consent.version, GiveConsent, version),
    HV_ENUM_FROM_0(struct hv_command, give_consent.language, WIRE(GiveConsent), language),
};
TABLE(give_consent);

/* The answer of a field of a run: given with a value, or anything else without one. Whether there
 * is such a field, and takes that value, is said by the core, once it knows who asks. */
static enum hv_code
decode_answer(struct hv_mapper *mapper, const Houvast__V1__Value *value, struct hv_save_field *save)
{
    const struct surroundings *around = mapper->data;
    const struct hv_field *field =
        hv_codec_field(hv_group_run_exercise(around->given->group, save->run), save->field);
    if (save->answer != HV_ANSWER_GIVEN)
        return value == NULL ? HV_OK : refuse(mapper, HV_REFUSAL_INVALID);
    const enum hv_code code =
        field != NULL ? hv_codec_value_decode(mapper, field, value, &save->packed) : HV_EINVAL;
    save->unfit = code == HV_EINVAL;
    return save->unfit ? HV_OK : code;
}

static enum hv_code decode_own(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__SaveField *save = message;
    struct hv_command *command = core;
    return decode_answer(mapper, save->value, &command->save_field);
}
static const struct hv_row save_field_rows[] = {
    NUMBER(save_field.run, SaveField, run),
    NUMBER(save_field.seat, SaveField, seat),
    NUMBER(save_field.field, SaveField, field),
    NUMBER(save_field.revision, SaveField, revision),
    HV_ENUM_OR_NONE(struct hv_command, save_field.answer, WIRE(SaveField), answer),
    HV_BY_HAND(NULL, decode_own),
};
TABLE(save_field);

static const struct hv_row close_envelope_rows[] = {
    NUMBER(close_envelope.run, CloseEnvelope, run),
    NUMBER(close_envelope.seat, CloseEnvelope, seat),
    HV_ENUM_FROM_0(struct hv_command, close_envelope.round, WIRE(CloseEnvelope), round),
    NUMBER(close_envelope.shows, CloseEnvelope, shows),
    NUMBER(close_envelope.to_group, CloseEnvelope, to_group),
    HV_ENUM_OR_NONE(struct hv_command, close_envelope.signal, WIRE(CloseEnvelope), signal),
};
TABLE(close_envelope);

static const struct hv_row reopen_envelope_rows[] = {
    NUMBER(reopen_envelope.run, ReopenEnvelope, run),
    NUMBER(reopen_envelope.seat, ReopenEnvelope, seat),
    HV_ENUM_FROM_0(struct hv_command, reopen_envelope.round, WIRE(ReopenEnvelope), round),
};
TABLE(reopen_envelope);

static const struct hv_row place_rows[] = {
    HV_NUMBER(struct hv_place, stage, WIRE(Place), stage),
    HV_NUMBER(struct hv_place, turn, WIRE(Place), turn),
};
static const struct hv_mapping place = HV_MAPPING(houvast__v1__place, struct hv_place, place_rows);

static const struct hv_row open_together_rows[] = {
    NUMBER(move_unit.run, OpenTogether, run),
    HV_MESSAGE(struct hv_command, move_unit.from, WIRE(OpenTogether), from, place),
};
TABLE(open_together);

static const struct hv_row move_unit_rows[] = {
    NUMBER(move_unit.run, MoveUnit, run),
    HV_MESSAGE(struct hv_command, move_unit.from, WIRE(MoveUnit), from, place),
    HV_MESSAGE(struct hv_command, move_unit.to, WIRE(MoveUnit), to, place),
};
TABLE(move_unit);

static enum hv_code decode_joint(struct hv_mapper *mapper, const void *message, void *core)
{
    const Houvast__V1__SaveJoint *save = message;
    struct hv_command *command = core;
    return decode_answer(mapper, save->value, &command->save_field);
}
static const struct hv_row save_joint_rows[] = {
    NUMBER(save_field.run, SaveJoint, run),
    NUMBER(save_field.field, SaveJoint, field),
    NUMBER(save_field.revision, SaveJoint, revision),
    HV_ENUM_OR_NONE(struct hv_command, save_field.answer, WIRE(SaveJoint), answer),
    HV_BY_HAND(NULL, decode_joint),
};
TABLE(save_joint);

static const struct hv_row mark_joint_rows[] = {
    NUMBER(mark_joint.run, MarkJoint, run),
    NUMBER(mark_joint.seat, MarkJoint, seat),
    NUMBER(mark_joint.revision, MarkJoint, revision),
    NUMBER(mark_joint.set, MarkJoint, set),
};
TABLE(mark_joint);

static const struct hv_mapping ask_more_time = HV_MAPPING_EMPTY(houvast__v1__ask_more_time);

static const struct hv_row give_signal_rows[] = {
    HV_ENUM_OR_NONE(struct hv_command, give_signal.signal, WIRE(GiveSignal), signal),
};
TABLE(give_signal);

static const struct hv_mapping leave = HV_MAPPING_EMPTY(houvast__v1__leave);

/* ---- Rights ---- */

static const struct hv_row narrow_field_rows[] = {
    NUMBER(narrow_field.run, NarrowField, run),
    NUMBER(narrow_field.field, NarrowField, field),
    ENUM(narrow_field.to, NarrowField, to),
};
TABLE(narrow_field);

static const struct hv_row widen_rows[] = {
    NUMBER(widen.run, Widen, run),           NUMBER(widen.seat, Widen, seat),
    NUMBER(widen.fields, Widen, fields),     NUMBER(widen.on, Widen, on),
    NUMBER(widen.to_group, Widen, to_group),
};
TABLE(widen);

static const struct hv_row take_back_rows[] = {
    NUMBER(take_back.run, TakeBack, run),
    NUMBER(take_back.seat, TakeBack, seat),
    NUMBER(take_back.fields, TakeBack, fields),
    NUMBER(take_back.discard, TakeBack, discard),
};
TABLE(take_back);

static const struct hv_row split_rows[] = { NUMBER(seat_choice.seat, Split, seat) };
TABLE(split);

/* ---- All of them ---- */

static const struct hv_mapping *const commands[HV_COMMAND_TYPE_END] = {
    [HV_COMMAND_ADD_UNIT] = &add_unit,
    [HV_COMMAND_REMOVE_UNIT] = &remove_unit,
    [HV_COMMAND_RENAME_SEAT] = &rename_seat,
    [HV_COMMAND_INVITE] = &invite,
    [HV_COMMAND_REMOVE_DEVICE] = &remove_device,
    [HV_COMMAND_OPEN_MEETING] = &open_meeting,
    [HV_COMMAND_END_MEETING] = &end_meeting,
    [HV_COMMAND_MARK_PRESENCE] = &mark_presence,
    [HV_COMMAND_START_STEP] = &start_step,
    [HV_COMMAND_MOVE_STAGE] = &move_stage,
    [HV_COMMAND_END_STEP] = &end_step,
    [HV_COMMAND_PUSH_EXERCISE] = &push_exercise,
    [HV_COMMAND_INSERT_STEP] = &insert_step,
    [HV_COMMAND_SKIP_STEP] = &skip_step,
    [HV_COMMAND_MOVE_STEP] = &move_step,
    [HV_COMMAND_DEAL_FORM] = &deal_form,
    [HV_COMMAND_SET_SHARING] = &set_sharing,
    [HV_COMMAND_SET_TIMER] = &set_timer,
    [HV_COMMAND_ANNOUNCE] = &announce,
    [HV_COMMAND_PICK_NOTE] = &pick_note,
    [HV_COMMAND_PICK_EXAMPLE] = &pick_example,
    [HV_COMMAND_WRITE_WALL] = &write_wall,
    [HV_COMMAND_CLEAR_WALL] = &clear_wall,
    [HV_COMMAND_HANDLE_REQUEST] = &handle_request,
    [HV_COMMAND_UNLOCK_SEAT] = &unlock_seat,
    [HV_COMMAND_LOCK_SEAT] = &lock_seat,
    [HV_COMMAND_GIVE_CONSENT] = &give_consent,
    [HV_COMMAND_SAVE_FIELD] = &save_field,
    [HV_COMMAND_CLOSE_ENVELOPE] = &close_envelope,
    [HV_COMMAND_REOPEN_ENVELOPE] = &reopen_envelope,
    [HV_COMMAND_OPEN_TOGETHER] = &open_together,
    [HV_COMMAND_MOVE_UNIT] = &move_unit,
    [HV_COMMAND_SAVE_JOINT] = &save_joint,
    [HV_COMMAND_MARK_JOINT] = &mark_joint,
    [HV_COMMAND_ASK_MORE_TIME] = &ask_more_time,
    [HV_COMMAND_SET_LOBBY] = &set_lobby,
    [HV_COMMAND_PLACE_GUEST] = &place_guest,
    [HV_COMMAND_RENEW_CARD] = &renew_card,
    [HV_COMMAND_SHOW_EXAMPLE] = &show_example,
    [HV_COMMAND_BIND_PEN] = &bind_pen,
    [HV_COMMAND_DEAL_WORDS] = &deal_words,
    [HV_COMMAND_GIVE_SIGNAL] = &give_signal,
    [HV_COMMAND_SET_PAUSE] = &set_pause,
    [HV_COMMAND_SET_LIGHT] = &set_light,
    [HV_COMMAND_SET_TAG] = &set_tag,
    [HV_COMMAND_WRITE_NOTE] = &write_note,
    [HV_COMMAND_LEAVE] = &leave,
    [HV_COMMAND_NARROW_FIELD] = &narrow_field,
    [HV_COMMAND_WIDEN] = &widen,
    [HV_COMMAND_TAKE_BACK] = &take_back,
    [HV_COMMAND_SPLIT] = &split,
};

enum hv_code hv_codec_command(const struct hv_message *message,
                              const struct hv_codec_surroundings *surroundings,
                              struct hv_arena *arena,
                              enum hv_refusal *ret_refusal,
                              struct hv_command *ret)
{
    const Houvast__V1__Command *wire = message->command;
    struct surroundings around = { surroundings, HV_REFUSAL_NONE };
    struct hv_mapper mapper = { arena, &around };
    struct hv_command command = { .type = (enum hv_command_type)wire->what_case,
                                  .id = message->id };

    /* All members of the oneof share the place of the first. */
    enum hv_code code =
        hv_mapping_decode(&mapper, commands[command.type], wire->add_unit, &command);
    if (code == HV_EINVAL) {
        if (around.refusal == HV_REFUSAL_NONE)
            around.refusal = HV_REFUSAL_INVALID;
        code = HV_OK;
    }
    if (code == HV_OK) {
        *ret_refusal = around.refusal;
        *ret = command;
    }
    return code;
}
