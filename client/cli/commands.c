/* SPDX-License-Identifier: EUPL-1.2 */
#include "commands.h"

#include <string.h>

/* The generated structs hold char *, and the library copies what it is given. */
static char *borrowed(const char *text)
{
    return (char *)(uintptr_t)(text != NULL ? text : "");
}

/* In the oneof of a command every member is a pointer to a message. */
static bool sent(struct hv_device *device,
                 Houvast__V1__Command__WhatCase what_case,
                 ProtobufCMessage *what,
                 uint32_t tag)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;

    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what;
    return hv_device_command(device, &command, tag);
}

bool hv_send_invite(struct hv_device *device, Houvast__V1__Role role, uint32_t unit, uint32_t seat)
{
    Houvast__V1__Invite what = HOUVAST__V1__INVITE__INIT;

    what.role = role;
    what.unit = unit;
    what.seat = seat;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_INVITE, &what.base, 0);
}

bool hv_send_remove_device(struct hv_device *device, uint32_t number)
{
    Houvast__V1__RemoveDevice what = HOUVAST__V1__REMOVE_DEVICE__INIT;

    what.device = number;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_REMOVE_DEVICE, &what.base, 0);
}

bool hv_send_open_meeting(struct hv_device *device, uint32_t meeting, bool without_agenda)
{
    Houvast__V1__OpenMeeting what = HOUVAST__V1__OPEN_MEETING__INIT;

    what.meeting = meeting;
    what.without_agenda = without_agenda;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_OPEN_MEETING, &what.base, 0);
}

bool hv_send_end_meeting(struct hv_device *device)
{
    Houvast__V1__EndMeeting what = HOUVAST__V1__END_MEETING__INIT;

    return sent(device, HOUVAST__V1__COMMAND__WHAT_END_MEETING, &what.base, 0);
}

bool hv_send_mark_presence(struct hv_device *device,
                           uint32_t unit,
                           Houvast__V1__Presence presence,
                           uint32_t seat)
{
    Houvast__V1__MarkPresence what = HOUVAST__V1__MARK_PRESENCE__INIT;

    what.unit = unit;
    what.presence = presence;
    what.seat = seat;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_MARK_PRESENCE, &what.base, 0);
}

bool hv_send_start_step(struct hv_device *device,
                        uint32_t from,
                        uint32_t step,
                        bool again,
                        uint32_t run)
{
    Houvast__V1__StartStep what = HOUVAST__V1__START_STEP__INIT;

    what.from = from;
    what.step = step;
    what.again = again;
    what.run = run;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_START_STEP, &what.base, 0);
}

bool hv_send_move_stage(struct hv_device *device, uint32_t run, uint32_t from, uint32_t to)
{
    Houvast__V1__MoveStage what = HOUVAST__V1__MOVE_STAGE__INIT;

    what.run = run;
    what.from = from;
    what.to = to;
    what.force = true; /* who leads was told who still writes */
    return sent(device, HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE, &what.base, 0);
}

bool hv_send_push(struct hv_device *device, const char *exercise, uint32_t minutes, uint32_t from)
{
    Houvast__V1__PushExercise what;

    houvast__v1__push_exercise__init(&what);
    what.exercise = borrowed(exercise);
    what.minutes = minutes;
    what.from = from;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_PUSH_EXERCISE, &what.base, 0);
}

bool hv_send_insert_step(struct hv_device *device,
                         uint32_t after,
                         Houvast__V1__StepKind kind,
                         const char *exercise,
                         const char *title,
                         uint32_t minutes)
{
    Houvast__V1__InsertStep what;

    houvast__v1__insert_step__init(&what);
    what.after = after;
    what.kind = kind;
    what.exercise = borrowed(exercise);
    what.title = borrowed(title);
    what.minutes = minutes;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_INSERT_STEP, &what.base, 0);
}

bool hv_send_skip_step(struct hv_device *device, uint32_t step, bool skip)
{
    Houvast__V1__SkipStep what = HOUVAST__V1__SKIP_STEP__INIT;

    what.step = step;
    what.skip = skip;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SKIP_STEP, &what.base, 0);
}

bool hv_send_move_step(struct hv_device *device, uint32_t step, uint32_t after)
{
    Houvast__V1__MoveStep what = HOUVAST__V1__MOVE_STEP__INIT;

    what.step = step;
    what.after = after;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_MOVE_STEP, &what.base, 0);
}

bool hv_send_deal_form(struct hv_device *device,
                       uint32_t run,
                       uint32_t unit,
                       Houvast__V1__Form form)
{
    Houvast__V1__DealForm what = HOUVAST__V1__DEAL_FORM__INIT;

    what.run = run;
    what.unit = unit;
    what.form = form;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_DEAL_FORM, &what.base, 0);
}

bool hv_send_sharing(struct hv_device *device, uint32_t run, uint32_t unit, bool open)
{
    Houvast__V1__SetSharing what = HOUVAST__V1__SET_SHARING__INIT;

    what.run = run;
    what.unit = unit;
    what.open = open;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_SHARING, &what.base, 0);
}

bool hv_send_timer(struct hv_device *device, Houvast__V1__TimerAction action, int32_t minutes)
{
    Houvast__V1__SetTimer what = HOUVAST__V1__SET_TIMER__INIT;

    what.action = action;
    what.minutes = minutes;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_TIMER, &what.base, 0);
}

bool hv_send_pause(struct hv_device *device, bool on)
{
    Houvast__V1__SetPause what = HOUVAST__V1__SET_PAUSE__INIT;

    what.on = on;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_PAUSE, &what.base, 0);
}

bool hv_send_announce(struct hv_device *device, const char *text)
{
    Houvast__V1__Announce what;

    houvast__v1__announce__init(&what);
    what.text = borrowed(text);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_ANNOUNCE, &what.base, 0);
}

bool hv_send_pick_note(struct hv_device *device,
                       uint32_t run,
                       uint32_t field,
                       uint32_t note,
                       bool pick)
{
    Houvast__V1__PickNote what = HOUVAST__V1__PICK_NOTE__INIT;

    what.run = run;
    what.field = field;
    what.note = note;
    what.pick = pick;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_PICK_NOTE, &what.base, 0);
}

bool hv_send_pick_example(struct hv_device *device, uint32_t run, uint32_t example)
{
    Houvast__V1__PickExample what = HOUVAST__V1__PICK_EXAMPLE__INIT;

    what.run = run;
    what.example = example;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_PICK_EXAMPLE, &what.base, 0);
}

bool hv_send_write_wall(struct hv_device *device, uint32_t run, int field, const char *text)
{
    Houvast__V1__WriteWall what;

    houvast__v1__write_wall__init(&what);
    what.run = run;
    what.of_field = field >= 0;
    what.field = field >= 0 ? (uint32_t)field : 0;
    what.text = borrowed(text);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_WRITE_WALL, &what.base, 0);
}

bool hv_send_clear_wall(struct hv_device *device)
{
    Houvast__V1__ClearWall what = HOUVAST__V1__CLEAR_WALL__INIT;

    return sent(device, HOUVAST__V1__COMMAND__WHAT_CLEAR_WALL, &what.base, 0);
}

bool hv_send_handle_request(struct hv_device *device, uint32_t unit, bool signal)
{
    Houvast__V1__HandleRequest what = HOUVAST__V1__HANDLE_REQUEST__INIT;

    what.unit = unit;
    what.signal = signal;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_HANDLE_REQUEST, &what.base, 0);
}

bool hv_send_light(struct hv_device *device, uint32_t seat, Houvast__V1__Light light)
{
    Houvast__V1__SetLight what = HOUVAST__V1__SET_LIGHT__INIT;

    what.seat = seat;
    what.light = light;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_LIGHT, &what.base, 0);
}

bool hv_send_tag(struct hv_device *device, uint32_t seat, Houvast__V1__Tag tag, bool set)
{
    Houvast__V1__SetTag what = HOUVAST__V1__SET_TAG__INIT;

    what.seat = seat;
    what.tag = tag;
    what.set = set;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_TAG, &what.base, 0);
}

bool hv_send_note(struct hv_device *device, uint32_t seat, const char *text, uint32_t revision)
{
    Houvast__V1__WriteNote what;

    houvast__v1__write_note__init(&what);
    what.seat = seat;
    what.text = borrowed(text);
    what.revision = revision;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_WRITE_NOTE, &what.base, 0);
}

bool hv_send_unlock(struct hv_device *device, uint32_t seat, const char *words)
{
    Houvast__V1__UnlockSeat what;
    uint8_t ticket[HV_CLIENT_TICKET_SIZE];
    bool took;

    houvast__v1__unlock_seat__init(&what);
    what.seat = seat;
    if (words != NULL) {
        what.words = borrowed(words);
    } else if (hv_device_ticket(device, ticket)) {
        what.ticket = (ProtobufCBinaryData){ .len = sizeof ticket, .data = ticket };
    }
    took = sent(device, HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT, &what.base, seat);
    explicit_bzero(ticket, sizeof ticket);
    return took;
}

bool hv_send_deal_words(struct hv_device *device, uint32_t seat)
{
    Houvast__V1__DealWords what = HOUVAST__V1__DEAL_WORDS__INIT;

    what.seat = seat;
    what.language = hv_device_language(device);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_DEAL_WORDS, &what.base, seat);
}

bool hv_send_lock(struct hv_device *device, uint32_t seat)
{
    Houvast__V1__LockSeat what = HOUVAST__V1__LOCK_SEAT__INIT;

    what.seat = seat;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_LOCK_SEAT, &what.base, seat);
}

bool hv_send_close_envelope(struct hv_device *device,
                            uint32_t run,
                            uint32_t seat,
                            Houvast__V1__Round round,
                            uint32_t shows,
                            uint32_t to_group,
                            Houvast__V1__Signal signal)
{
    Houvast__V1__CloseEnvelope what = HOUVAST__V1__CLOSE_ENVELOPE__INIT;

    what.run = run;
    what.seat = seat;
    what.round = round;
    what.shows = shows;
    what.to_group = to_group;
    what.signal = signal;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_CLOSE_ENVELOPE, &what.base, 0);
}

bool hv_send_reopen_envelope(struct hv_device *device,
                             uint32_t run,
                             uint32_t seat,
                             Houvast__V1__Round round)
{
    Houvast__V1__ReopenEnvelope what = HOUVAST__V1__REOPEN_ENVELOPE__INIT;

    what.run = run;
    what.seat = seat;
    what.round = round;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_REOPEN_ENVELOPE, &what.base, 0);
}

bool hv_send_take_back(struct hv_device *device,
                       uint32_t run,
                       uint32_t seat,
                       uint32_t fields,
                       bool discard)
{
    Houvast__V1__TakeBack what = HOUVAST__V1__TAKE_BACK__INIT;

    what.run = run;
    what.seat = seat;
    what.fields = fields;
    what.discard = discard;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_TAKE_BACK, &what.base, 0);
}

bool hv_send_widen(struct hv_device *device,
                   uint32_t run,
                   uint32_t seat,
                   uint32_t fields,
                   bool on,
                   bool to_group)
{
    Houvast__V1__Widen what = HOUVAST__V1__WIDEN__INIT;

    what.run = run;
    what.seat = seat;
    what.fields = fields;
    what.on = on;
    what.to_group = to_group;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_WIDEN, &what.base, 0);
}

bool hv_send_split(struct hv_device *device, uint32_t seat)
{
    Houvast__V1__Split what = HOUVAST__V1__SPLIT__INIT;

    what.seat = seat;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SPLIT, &what.base, 0);
}

bool hv_send_narrow(struct hv_device *device,
                    uint32_t run,
                    uint32_t field,
                    Houvast__V1__Visibility to)
{
    Houvast__V1__NarrowField what = HOUVAST__V1__NARROW_FIELD__INIT;

    what.run = run;
    what.field = field;
    what.to = to;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_NARROW_FIELD, &what.base, 0);
}

bool hv_send_mark_joint(struct hv_device *device,
                        uint32_t run,
                        uint32_t seat,
                        uint32_t revision,
                        bool set)
{
    Houvast__V1__MarkJoint what = HOUVAST__V1__MARK_JOINT__INIT;

    what.run = run;
    what.seat = seat;
    what.revision = revision;
    what.set = set;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_MARK_JOINT, &what.base, 0);
}

bool hv_send_more_time(struct hv_device *device)
{
    Houvast__V1__AskMoreTime what = HOUVAST__V1__ASK_MORE_TIME__INIT;

    return sent(device, HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME, &what.base, 0);
}

bool hv_send_signal(struct hv_device *device, Houvast__V1__Signal signal)
{
    Houvast__V1__GiveSignal what = HOUVAST__V1__GIVE_SIGNAL__INIT;

    what.signal = signal;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_GIVE_SIGNAL, &what.base, 0);
}

/* ---- What needs more than its numbers ---- */

bool hv_send_add_unit(struct hv_device *device, const char *const *names, size_t count)
{
    Houvast__V1__AddUnit what = HOUVAST__V1__ADD_UNIT__INIT;
    char *list[8];

    for (size_t i = 0; i < count && i < 8; i++) {
        list[i] = borrowed(names[i]);
    }
    what.n_names = count < 8 ? count : 8;
    what.names = list;
    what.language = hv_device_language(device);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, &what.base, 0);
}

bool hv_send_consent(struct hv_device *device,
                     uint32_t seat,
                     bool yes,
                     const Houvast__V1__Statement *statement)
{
    Houvast__V1__GiveConsent what;

    houvast__v1__give_consent__init(&what);
    what.seat = seat;
    what.yes = yes;
    what.statement = statement->id;
    what.version = statement->version;
    what.language = hv_device_language(device);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT, &what.base, 0);
}

/* ---- Answers ---- */

/* The parts of a value that the generated struct wants as arrays it could change. */
struct value_room {
    Houvast__V1__Value value;
    int32_t numbers[3];
    uint32_t options[64];
    char *cells[80];
};

static Houvast__V1__Value *value_of(const struct hv_answer_draft *draft, struct value_room *room)
{
    houvast__v1__value__init(&room->value);
    if (draft->answer != HOUVAST__V1__ANSWER__ANSWER_GIVEN) {
        return NULL;
    }
    room->value.text = borrowed(draft->text);
    for (size_t i = 0; i < draft->number_count && i < 3; i++) {
        room->numbers[room->value.n_numbers++] = draft->numbers[i];
    }
    for (size_t i = 0; i < draft->option_count && i < 64; i++) {
        room->options[room->value.n_options++] = draft->options[i];
    }
    for (size_t i = 0; i < draft->cell_count && i < 80; i++) {
        room->cells[room->value.n_cells++] = borrowed(draft->cells[i]);
    }
    room->value.numbers = room->numbers;
    room->value.options = room->options;
    room->value.cells = room->cells;
    return &room->value;
}

bool hv_send_save_field(struct hv_device *device,
                        uint32_t run,
                        uint32_t seat,
                        uint32_t field,
                        uint32_t revision,
                        const struct hv_answer_draft *draft)
{
    Houvast__V1__SaveField what = HOUVAST__V1__SAVE_FIELD__INIT;
    struct value_room room;

    what.run = run;
    what.seat = seat;
    what.field = field;
    what.revision = revision;
    what.answer = draft->answer;
    what.value = value_of(draft, &room);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, &what.base, field);
}

bool hv_send_save_joint(struct hv_device *device,
                        uint32_t run,
                        uint32_t field,
                        uint32_t revision,
                        const struct hv_answer_draft *draft)
{
    Houvast__V1__SaveJoint what = HOUVAST__V1__SAVE_JOINT__INIT;
    struct value_room room;

    what.run = run;
    what.field = field;
    what.revision = revision;
    what.answer = draft->answer;
    what.value = value_of(draft, &room);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SAVE_JOINT, &what.base, field);
}

/* ---- Places ---- */

bool hv_send_open_together(struct hv_device *device, uint32_t run, const Houvast__V1__Place *from)
{
    Houvast__V1__OpenTogether what = HOUVAST__V1__OPEN_TOGETHER__INIT;
    Houvast__V1__Place place = *from;

    what.run = run;
    what.from = &place;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_OPEN_TOGETHER, &what.base, 0);
}

bool hv_send_move_unit(struct hv_device *device,
                       uint32_t run,
                       const Houvast__V1__Place *from,
                       uint32_t stage,
                       uint32_t turn)
{
    Houvast__V1__MoveUnit what = HOUVAST__V1__MOVE_UNIT__INIT;
    Houvast__V1__Place here = *from;
    Houvast__V1__Place there = HOUVAST__V1__PLACE__INIT;

    there.stage = stage;
    there.turn = turn;
    what.run = run;
    what.from = &here;
    what.to = &there;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_MOVE_UNIT, &what.base, 0);
}

/* ---- Getting in ---- */

bool hv_send_lobby(struct hv_device *device, bool open)
{
    Houvast__V1__SetLobby what = HOUVAST__V1__SET_LOBBY__INIT;

    what.open = open;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SET_LOBBY, &what.base, 0);
}

bool hv_send_place_guest(struct hv_device *device, uint32_t guest, uint32_t unit)
{
    Houvast__V1__PlaceGuest what = HOUVAST__V1__PLACE_GUEST__INIT;

    what.device = guest;
    what.unit = unit;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_PLACE_GUEST, &what.base, 0);
}

bool hv_send_renew_card(struct hv_device *device, uint32_t unit)
{
    Houvast__V1__RenewCard what = HOUVAST__V1__RENEW_CARD__INIT;

    what.unit = unit;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_RENEW_CARD, &what.base, 0);
}

bool hv_send_show_example(struct hv_device *device, uint32_t step, uint32_t count)
{
    Houvast__V1__ShowExample what = HOUVAST__V1__SHOW_EXAMPLE__INIT;

    what.step = step;
    what.count = count;
    return sent(device, HOUVAST__V1__COMMAND__WHAT_SHOW_EXAMPLE, &what.base, 0);
}

bool hv_send_bind_pen(struct hv_device *device, const char *code)
{
    Houvast__V1__BindPen what;

    houvast__v1__bind_pen__init(&what);
    what.code = borrowed(code);
    return sent(device, HOUVAST__V1__COMMAND__WHAT_BIND_PEN, &what.base, 0);
}

/* ---- The house and reads ---- */

bool hv_send_set_passphrase(struct hv_device *device, const char *passphrase, const char *current)
{
    Houvast__V1__SetPassphrase what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;

    houvast__v1__set_passphrase__init(&what);
    what.passphrase = borrowed(passphrase);
    what.current = borrowed(current);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    command.set_passphrase = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_set_second_factor(struct hv_device *device,
                               const uint8_t secret[HV_CLIENT_ID_SIZE],
                               const char *code,
                               const char *passphrase)
{
    Houvast__V1__SetSecondFactor what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_secret[HV_CLIENT_ID_SIZE];

    houvast__v1__set_second_factor__init(&what);
    memcpy(own_secret, secret, sizeof own_secret);
    what.secret = (ProtobufCBinaryData){ .len = sizeof own_secret, .data = own_secret };
    what.code = borrowed(code);
    what.passphrase = borrowed(passphrase);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR;
    command.set_second_factor = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_drop_second_factor(struct hv_device *device, const char *code, const char *passphrase)
{
    Houvast__V1__DropSecondFactor what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;

    houvast__v1__drop_second_factor__init(&what);
    what.code = borrowed(code);
    what.passphrase = borrowed(passphrase);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR;
    command.drop_second_factor = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_enter_group(struct hv_device *device, const uint8_t log[16])
{
    Houvast__V1__EnterGroup what = HOUVAST__V1__ENTER_GROUP__INIT;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_log[16];

    memcpy(own_log, log, sizeof own_log);
    what.log = (ProtobufCBinaryData){ .len = sizeof own_log, .data = own_log };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    command.enter_group = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_make_group(struct hv_device *device,
                        const char *title,
                        const char *programme,
                        const uint8_t id[HV_CLIENT_ID_SIZE])
{
    Houvast__V1__MakeGroup what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_id[HV_CLIENT_ID_SIZE];

    houvast__v1__make_group__init(&what);
    if (id != NULL) {
        memcpy(own_id, id, sizeof own_id);
        command.id.data = own_id;
        command.id.len = sizeof own_id;
    }
    what.title = borrowed(title);
    what.programme = borrowed(programme);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_ask_read(struct hv_device *device, Houvast__V1__ReadKind kind, uint32_t run, uint32_t seat)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = kind;
    read.run = run;
    read.number = seat;
    return hv_device_read(device, &read);
}
