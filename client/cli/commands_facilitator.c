/* SPDX-License-Identifier: EUPL-1.2 */
#include "commands.h"

#include "sending.h"

bool hv_send_invite(struct hv_device *device, Houvast__V1__Role role, uint32_t unit, uint32_t seat)
{
    Houvast__V1__Invite what = HOUVAST__V1__INVITE__INIT;

    what.role = role;
    what.unit = unit;
    what.seat = seat;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_INVITE, &what.base, 0);
}

bool hv_send_remove_device(struct hv_device *device, uint32_t number)
{
    Houvast__V1__RemoveDevice what = HOUVAST__V1__REMOVE_DEVICE__INIT;

    what.device = number;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_REMOVE_DEVICE, &what.base, 0);
}

bool hv_send_open_meeting(struct hv_device *device, uint32_t meeting, bool without_agenda)
{
    Houvast__V1__OpenMeeting what = HOUVAST__V1__OPEN_MEETING__INIT;

    what.meeting = meeting;
    what.without_agenda = without_agenda;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_OPEN_MEETING, &what.base, 0);
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
    Houvast__V1__MarkPresence what = HOUVAST__V1__MARK_PRESENCE__INIT;

    what.unit = unit;
    what.presence = presence;
    what.seat = seat;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_MARK_PRESENCE, &what.base, 0);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_START_STEP, &what.base, 0);
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
    Houvast__V1__SkipStep what = HOUVAST__V1__SKIP_STEP__INIT;

    what.step = step;
    what.skip = skip;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SKIP_STEP, &what.base, 0);
}

bool hv_send_move_step(struct hv_device *device, uint32_t step, uint32_t after)
{
    Houvast__V1__MoveStep what = HOUVAST__V1__MOVE_STEP__INIT;

    what.step = step;
    what.after = after;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_MOVE_STEP, &what.base, 0);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_DEAL_FORM, &what.base, 0);
}

bool hv_send_sharing(struct hv_device *device, uint32_t run, uint32_t unit, bool open)
{
    Houvast__V1__SetSharing what = HOUVAST__V1__SET_SHARING__INIT;

    what.run = run;
    what.unit = unit;
    what.open = open;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_SHARING, &what.base, 0);
}

bool hv_send_timer(struct hv_device *device, Houvast__V1__TimerAction action, int32_t minutes)
{
    Houvast__V1__SetTimer what = HOUVAST__V1__SET_TIMER__INIT;

    what.action = action;
    what.minutes = minutes;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_TIMER, &what.base, 0);
}

bool hv_send_pause(struct hv_device *device, bool on)
{
    Houvast__V1__SetPause what = HOUVAST__V1__SET_PAUSE__INIT;

    what.on = on;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_PAUSE, &what.base, 0);
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
    Houvast__V1__PickNote what = HOUVAST__V1__PICK_NOTE__INIT;

    what.run = run;
    what.field = field;
    what.note = note;
    what.pick = pick;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_PICK_NOTE, &what.base, 0);
}

bool hv_send_pick_example(struct hv_device *device, uint32_t run, uint32_t example)
{
    Houvast__V1__PickExample what = HOUVAST__V1__PICK_EXAMPLE__INIT;

    what.run = run;
    what.example = example;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_PICK_EXAMPLE, &what.base, 0);
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
    Houvast__V1__HandleRequest what = HOUVAST__V1__HANDLE_REQUEST__INIT;

    what.unit = unit;
    what.signal = signal;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_HANDLE_REQUEST, &what.base, 0);
}

bool hv_send_light(struct hv_device *device, uint32_t seat, Houvast__V1__Light light)
{
    Houvast__V1__SetLight what = HOUVAST__V1__SET_LIGHT__INIT;

    what.seat = seat;
    what.light = light;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_LIGHT, &what.base, 0);
}

bool hv_send_tag(struct hv_device *device, uint32_t seat, Houvast__V1__Tag tag, bool set)
{
    Houvast__V1__SetTag what = HOUVAST__V1__SET_TAG__INIT;

    what.seat = seat;
    what.tag = tag;
    what.set = set;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_TAG, &what.base, 0);
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
    Houvast__V1__DealWords what = HOUVAST__V1__DEAL_WORDS__INIT;

    what.seat = seat;
    what.language = hv_device_language(device);
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_DEAL_WORDS, &what.base, seat);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_NARROW_FIELD, &what.base, 0);
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
    Houvast__V1__SetLobby what = HOUVAST__V1__SET_LOBBY__INIT;

    what.open = open;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SET_LOBBY, &what.base, 0);
}

bool hv_send_place_guest(struct hv_device *device, uint32_t guest, uint32_t unit)
{
    Houvast__V1__PlaceGuest what = HOUVAST__V1__PLACE_GUEST__INIT;

    what.device = guest;
    what.unit = unit;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_PLACE_GUEST, &what.base, 0);
}

bool hv_send_renew_card(struct hv_device *device, uint32_t unit)
{
    Houvast__V1__RenewCard what = HOUVAST__V1__RENEW_CARD__INIT;

    what.unit = unit;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_RENEW_CARD, &what.base, 0);
}

bool hv_send_show_example(struct hv_device *device, uint32_t step, uint32_t count)
{
    Houvast__V1__ShowExample what = HOUVAST__V1__SHOW_EXAMPLE__INIT;

    what.step = step;
    what.count = count;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SHOW_EXAMPLE, &what.base, 0);
}
