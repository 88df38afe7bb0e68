/* SPDX-License-Identifier: EUPL-1.2 */
#include "commands.h"

#include "sending.h"

bool hv_send_invite(struct hv_device *device, Houvast__V1__Role role, uint32_t unit, uint32_t seat)
{
    return HV_SEND(device, INVITE, invite, Invite, 0, .role = role, .unit = unit, .seat = seat);
}

bool hv_send_remove_device(struct hv_device *device, uint32_t number)
{
    return HV_SEND(device, REMOVE_DEVICE, remove_device, RemoveDevice, 0, .device = number);
}

bool hv_send_open_meeting(struct hv_device *device, uint32_t meeting, bool without_agenda)
{
    return HV_SEND(device, OPEN_MEETING, open_meeting, OpenMeeting, 0, .meeting = meeting,
                   .without_agenda = without_agenda);
}

bool hv_send_end_meeting(struct hv_device *device)
{
    Houvast__V1__EndMeeting what = HOUVAST__V1__END_MEETING__INIT;

    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_END_MEETING, &what.base, 0);
}

bool hv_send_mark_presence(struct hv_device *device,
                           uint32_t unit,
                           Houvast__V1__Presence presence,
                           uint32_t seat)
{
    return HV_SEND(device, MARK_PRESENCE, mark_presence, MarkPresence, 0, .unit = unit,
                   .presence = presence, .seat = seat);
}

bool hv_send_start_step(struct hv_device *device,
                        uint32_t from,
                        uint32_t step,
                        bool again,
                        uint32_t run)
{
    return HV_SEND(device, START_STEP, start_step, StartStep, 0, .from = from, .step = step,
                   .again = again, .run = run);
}

bool hv_send_move_stage(struct hv_device *device, uint32_t run, uint32_t from, uint32_t to)
{
    Houvast__V1__MoveStage what = HOUVAST__V1__MOVE_STAGE__INIT;

    what.run = run;
    what.from = from;
    what.to = to;
    what.force = true; /* who leads was told who still writes */
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE, &what.base, 0);
}

bool hv_send_push(struct hv_device *device, const char *exercise, uint32_t minutes, uint32_t from)
{
    Houvast__V1__PushExercise what;

    houvast__v1__push_exercise__init(&what);
    what.exercise = hv_borrowed(exercise);
    what.minutes = minutes;
    what.from = from;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_PUSH_EXERCISE, &what.base, 0);
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
    what.exercise = hv_borrowed(exercise);
    what.title = hv_borrowed(title);
    what.minutes = minutes;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_INSERT_STEP, &what.base, 0);
}

bool hv_send_skip_step(struct hv_device *device, uint32_t step, bool skip)
{
    return HV_SEND(device, SKIP_STEP, skip_step, SkipStep, 0, .step = step, .skip = skip);
}

bool hv_send_move_step(struct hv_device *device, uint32_t step, uint32_t after)
{
    return HV_SEND(device, MOVE_STEP, move_step, MoveStep, 0, .step = step, .after = after);
}

bool hv_send_deal_form(struct hv_device *device,
                       uint32_t run,
                       uint32_t unit,
                       Houvast__V1__Form form)
{
    return HV_SEND(device, DEAL_FORM, deal_form, DealForm, 0, .run = run, .unit = unit,
                   .form = form);
}

bool hv_send_sharing(struct hv_device *device, uint32_t run, uint32_t unit, bool open)
{
    return HV_SEND(device, SET_SHARING, set_sharing, SetSharing, 0, .run = run, .unit = unit,
                   .open = open);
}

bool hv_send_timer(struct hv_device *device, Houvast__V1__TimerAction action, int32_t minutes)
{
    return HV_SEND(device, SET_TIMER, set_timer, SetTimer, 0, .action = action, .minutes = minutes);
}

bool hv_send_pause(struct hv_device *device, bool on)
{
    return HV_SEND(device, SET_PAUSE, set_pause, SetPause, 0, .on = on);
}

bool hv_send_announce(struct hv_device *device, const char *text)
{
    Houvast__V1__Announce what;

    houvast__v1__announce__init(&what);
    what.text = hv_borrowed(text);
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_ANNOUNCE, &what.base, 0);
}

bool hv_send_pick_note(struct hv_device *device,
                       uint32_t run,
                       uint32_t field,
                       uint32_t note,
                       bool pick)
{
    return HV_SEND(device, PICK_NOTE, pick_note, PickNote, 0, .run = run, .field = field,
                   .note = note, .pick = pick);
}

bool hv_send_pick_example(struct hv_device *device, uint32_t run, uint32_t example)
{
    return HV_SEND(device, PICK_EXAMPLE, pick_example, PickExample, 0, .run = run,
                   .example = example);
}

bool hv_send_write_wall(struct hv_device *device, uint32_t run, int field, const char *text)
{
    Houvast__V1__WriteWall what;

    houvast__v1__write_wall__init(&what);
    what.run = run;
    what.of_field = field >= 0;
    what.field = field >= 0 ? (uint32_t)field : 0;
    what.text = hv_borrowed(text);
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_WRITE_WALL, &what.base, 0);
}

bool hv_send_clear_wall(struct hv_device *device)
{
    Houvast__V1__ClearWall what = HOUVAST__V1__CLEAR_WALL__INIT;

    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_CLEAR_WALL, &what.base, 0);
}

bool hv_send_handle_request(struct hv_device *device, uint32_t unit, bool signal)
{
    return HV_SEND(device, HANDLE_REQUEST, handle_request, HandleRequest, 0, .unit = unit,
                   .signal = signal);
}

bool hv_send_light(struct hv_device *device, uint32_t seat, Houvast__V1__Light light)
{
    return HV_SEND(device, SET_LIGHT, set_light, SetLight, 0, .seat = seat, .light = light);
}

bool hv_send_tag(struct hv_device *device, uint32_t seat, Houvast__V1__Tag tag, bool set)
{
    return HV_SEND(device, SET_TAG, set_tag, SetTag, 0, .seat = seat, .tag = tag, .set = set);
}

bool hv_send_note(struct hv_device *device, uint32_t seat, const char *text, uint32_t revision)
{
    Houvast__V1__WriteNote what;

    houvast__v1__write_note__init(&what);
    what.seat = seat;
    what.text = hv_borrowed(text);
    what.revision = revision;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_WRITE_NOTE, &what.base, 0);
}

bool hv_send_deal_words(struct hv_device *device, uint32_t seat)
{
    return HV_SEND(device, DEAL_WORDS, deal_words, DealWords, seat, .seat = seat,
                   .language = hv_device_language(device));
}

bool hv_send_narrow(struct hv_device *device,
                    uint32_t run,
                    uint32_t field,
                    Houvast__V1__Visibility to)
{
    return HV_SEND(device, NARROW_FIELD, narrow_field, NarrowField, 0, .run = run, .field = field,
                   .to = to);
}

bool hv_send_add_unit(struct hv_device *device, const char *const *names, size_t count)
{
    Houvast__V1__AddUnit what = HOUVAST__V1__ADD_UNIT__INIT;
    char *list[8];

    for (size_t i = 0; i < count && i < 8; i++) {
        list[i] = hv_borrowed(names[i]);
    }
    what.n_names = count < 8 ? count : 8;
    what.names = list;
    what.language = hv_device_language(device);
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, &what.base, 0);
}

bool hv_send_lobby(struct hv_device *device, bool open)
{
    return HV_SEND(device, SET_LOBBY, set_lobby, SetLobby, 0, .open = open);
}

bool hv_send_place_guest(struct hv_device *device, uint32_t guest, uint32_t unit)
{
    return HV_SEND(device, PLACE_GUEST, place_guest, PlaceGuest, 0, .device = guest, .unit = unit);
}

bool hv_send_renew_card(struct hv_device *device, uint32_t unit)
{
    return HV_SEND(device, RENEW_CARD, renew_card, RenewCard, 0, .unit = unit);
}

bool hv_send_show_example(struct hv_device *device, uint32_t step, uint32_t count)
{
    return HV_SEND(device, SHOW_EXAMPLE, show_example, ShowExample, 0, .step = step,
                   .count = count);
}
