/* SPDX-License-Identifier: EUPL-1.2 */
#include "commands.h"

#include <string.h>

#include "sending.h"

bool hv_send_unlock(struct hv_device *device, uint32_t seat, const char *words)
{
    Houvast__V1__UnlockSeat what;
    uint8_t ticket[HV_CLIENT_TICKET_SIZE];
    bool took;

    houvast__v1__unlock_seat__init(&what);
    what.seat = seat;
    if (words != NULL) {
        what.words = hv_borrowed(words);
    } else if (hv_device_ticket(device, ticket)) {
        what.ticket = (ProtobufCBinaryData){ .len = sizeof ticket, .data = ticket };
    }
    took = hv_send(device, HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT, &what.base, seat);
    explicit_bzero(ticket, sizeof ticket);
    return took;
}

bool hv_send_lock(struct hv_device *device, uint32_t seat)
{
    return HV_SEND(device, LOCK_SEAT, lock_seat, LockSeat, seat, .seat = seat);
}

bool hv_send_close_envelope(struct hv_device *device,
                            uint32_t run,
                            uint32_t seat,
                            Houvast__V1__Round round,
                            uint32_t shows,
                            uint32_t to_group,
                            Houvast__V1__Signal signal)
{
    return HV_SEND(device, CLOSE_ENVELOPE, close_envelope, CloseEnvelope, 0, .run = run,
                   .seat = seat, .round = round, .shows = shows, .to_group = to_group,
                   .signal = signal);
}

bool hv_send_reopen_envelope(struct hv_device *device,
                             uint32_t run,
                             uint32_t seat,
                             Houvast__V1__Round round)
{
    return HV_SEND(device, REOPEN_ENVELOPE, reopen_envelope, ReopenEnvelope, 0, .run = run,
                   .seat = seat, .round = round);
}

bool hv_send_take_back(struct hv_device *device,
                       uint32_t run,
                       uint32_t seat,
                       uint32_t fields,
                       bool discard)
{
    return HV_SEND(device, TAKE_BACK, take_back, TakeBack, 0, .run = run, .seat = seat,
                   .fields = fields, .discard = discard);
}

bool hv_send_widen(struct hv_device *device,
                   uint32_t run,
                   uint32_t seat,
                   uint32_t fields,
                   bool on,
                   bool to_group)
{
    return HV_SEND(device, WIDEN, widen, Widen, 0, .run = run, .seat = seat, .fields = fields,
                   .on = on, .to_group = to_group);
}

bool hv_send_split(struct hv_device *device, uint32_t seat)
{
    return HV_SEND(device, SPLIT, split, Split, 0, .seat = seat);
}

bool hv_send_mark_joint(struct hv_device *device,
                        uint32_t run,
                        uint32_t seat,
                        uint32_t revision,
                        bool set)
{
    return HV_SEND(device, MARK_JOINT, mark_joint, MarkJoint, 0, .run = run, .seat = seat,
                   .revision = revision, .set = set);
}

bool hv_send_more_time(struct hv_device *device)
{
    Houvast__V1__AskMoreTime what = HOUVAST__V1__ASK_MORE_TIME__INIT;

    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME, &what.base, 0);
}

bool hv_send_signal(struct hv_device *device, Houvast__V1__Signal signal)
{
    return HV_SEND(device, GIVE_SIGNAL, give_signal, GiveSignal, 0, .signal = signal);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT, &what.base, 0);
}

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
    room->value.text = hv_borrowed(draft->text);
    for (size_t i = 0; i < draft->number_count && i < 3; i++) {
        room->numbers[room->value.n_numbers++] = draft->numbers[i];
    }
    for (size_t i = 0; i < draft->option_count && i < 64; i++) {
        room->options[room->value.n_options++] = draft->options[i];
    }
    for (size_t i = 0; i < draft->cell_count && i < 80; i++) {
        room->cells[room->value.n_cells++] = hv_borrowed(draft->cells[i]);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, &what.base, field);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_SAVE_JOINT, &what.base, field);
}

bool hv_send_open_together(struct hv_device *device, uint32_t run, const Houvast__V1__Place *from)
{
    Houvast__V1__OpenTogether what = HOUVAST__V1__OPEN_TOGETHER__INIT;
    Houvast__V1__Place place = *from;

    what.run = run;
    what.from = &place;
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_OPEN_TOGETHER, &what.base, 0);
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
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_MOVE_UNIT, &what.base, 0);
}

bool hv_send_bind_pen(struct hv_device *device, const char *code)
{
    Houvast__V1__BindPen what;

    houvast__v1__bind_pen__init(&what);
    what.code = hv_borrowed(code);
    return hv_send(device, HOUVAST__V1__COMMAND__WHAT_BIND_PEN, &what.base, 0);
}
