/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/unit/history.h"

#include "core/group_state.h"
#include "core/visible.h"
#include "tests/unit/evening.h"

/* splitmix64 */
static uint64_t draw_noise(struct history *history)
{
    uint64_t z = history->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint64_t draw(struct history *history)
{
    if (history->script_size == 0) {
        return draw_noise(history);
    }
    history->script_size--;
    return *history->script++;
}

uint32_t history_below(struct history *history, uint32_t bound)
{
    return bound == 0 ? 0 : (uint32_t)(draw(history) % bound);
}

uint32_t history_odd(struct history *history)
{
    static const uint32_t edges[] = { 0,    1,     2,     3,          4,         5,   6,
                                      7,    12,    13,    64,         254,       255, 256,
                                      4000, 65535, 65536, 0x7fffffff, 0xffffffff };

    return edges[history_below(history, sizeof edges / sizeof edges[0])];
}

static bool once_in(struct history *history, uint32_t times)
{
    return history_below(history, times) == 0;
}

void history_begin(struct history *history,
                   uint64_t seed,
                   int64_t now,
                   const struct hv_exercise *library,
                   unsigned couples)
{
    *history =
        (struct history){ .state = seed, .now = now, .library = library, .couples = couples };
}

/* ---- Content ---- */

static struct hv_bytes text(struct history *history, uint32_t most)
{
    uint32_t size = 1 + history_below(history, most);

    for (uint32_t i = 0; i < size; i++) {
        history->bytes[i] = (uint8_t)('a' + draw_noise(history) % 26);
    }
    return (struct hv_bytes){ history->bytes, size };
}

static struct hv_bytes numbers(struct history *history, uint32_t count, int least, int most)
{
    for (uint32_t i = 0; i < count; i++) {
        history->bytes[i] =
            (uint8_t)(least + (int)history_below(history, (uint32_t)(most - least + 1)));
    }
    return (struct hv_bytes){ history->bytes, count };
}

static struct hv_bytes choice(struct history *history, const struct hv_field *field)
{
    uint32_t among = field->options_from >= 0 ? 12 : field->option_count;
    uint32_t first = field->options_from >= 0 ? 1 : 0;
    size_t size = 0;

    for (uint32_t i = 0; i < among && size < field->pick_maximum; i++) {
        if (once_in(history, 3) || (size < field->pick_minimum && i + 1 == among)) {
            history->bytes[size++] = (uint8_t)(first + i);
        }
    }
    if (field->own_card && size < field->pick_maximum && once_in(history, 4)) {
        history->bytes[size++] = 0xff;
        history->bytes[size++] = 'x';
    }
    return (struct hv_bytes){ history->bytes, size };
}

static struct hv_bytes value_for(struct history *history, const struct hv_field *field)
{
    switch (field->type) {
    case HV_FIELD_SCALE:
        return numbers(history, field->markers, field->minimum, field->maximum);
    case HV_FIELD_CHOICE:
    case HV_FIELD_CARDS:
    case HV_FIELD_QUIZ:
        return choice(history, field);
    case HV_FIELD_LIST:
        memset(history->bytes, 0, 2u * field->column_count);
        return (struct hv_bytes){ history->bytes, 2u * field->column_count };
    case HV_FIELD_TURNS:
        return numbers(history, 1, 1, 1);
    case HV_FIELD_CONSENT:
        return numbers(history, 1, 0, 1);
    case HV_FIELD_INFO:
    case HV_FIELD_TEXT:
        break;
    }
    return text(history, 40);
}

/* ---- Who and where ---- */

static uint16_t any_seat(struct history *history, const struct hv_group *group)
{
    return (uint16_t)(1 + history_below(history, group->seat_count));
}

static uint16_t any_unit(struct history *history, const struct hv_group *group)
{
    return (uint16_t)(1 + history_below(history, group->unit_count));
}

/* The pen of a seat, or any device of its unit that could take it; the facilitator when there is
 * none. */
static uint16_t device_of(struct history *history, const struct hv_group *group, uint16_t seat)
{
    uint32_t from = history_below(history, group->device_count);
    bool pens_only = !once_in(history, 5);
    uint16_t found = 1;

    for (uint32_t i = 0; i < group->device_count; i++) {
        uint32_t at = (from + i) % group->device_count;
        const struct hv_device *device = &group->devices[at];

        if (device->removed || device->unit != group->seats[seat - 1].unit ||
            (device->role == HV_ROLE_PEN && device->seat != seat)) {
            continue;
        }
        found = (uint16_t)(at + 1);
        if (device->role == HV_ROLE_PEN || !pens_only) {
            break;
        }
    }
    return found;
}

static uint16_t any_step(struct history *history, const struct hv_group *group)
{
    return group->step_count == 0 ? 0 : group->steps[history_below(history, group->step_count)].id;
}

/* Now and then what was typed comes after its run. */
static const struct hv_run *run_to_write_in(struct history *history, const struct hv_group *group)
{
    return hv_find_run(group, once_in(history, 12) ? group->run_count : group->run);
}

static const struct hv_run *run_of(const struct hv_group *group)
{
    return hv_find_run(group, group->run);
}

/* Where a seat's own device is: the one on which it is unlocked, else one on which it could be. */
static uint16_t writing_device(struct history *history, const struct hv_group *group, uint16_t seat)
{
    const struct hv_seat *found = &group->seats[seat - 1];

    return found->unlocked_on != 0 ? found->unlocked_on : device_of(history, group, seat);
}

/* ---- The commands of each kind of people ---- */

static void draw_bytes(struct history *history, uint8_t *ret, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        ret[i] = (uint8_t)draw_noise(history);
    }
}

static void draw_card(struct history *history, uint8_t *ret_hash, uint8_t *ret_code)
{
    draw_bytes(history, ret_hash, HV_TOKEN_HASH_SIZE);
    hv_code_make(ret_hash, ret_code, HV_CARD_CODE_SIZE);
}

static struct hv_new_words draw_words(struct history *history)
{
    return (struct hv_new_words){ .text = text(history, 20), .verifier = text(history, 20) };
}

static struct hv_command add_people(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .type = HV_COMMAND_ADD_UNIT, .device = 1 };

    if (group->unit_count < history->couples) {
        draw_card(history, command.add_unit.card_hash, command.add_unit.card_code);
        command.add_unit.member_count = once_in(history, 6) ? 3 : 2;
        for (unsigned i = 0; i < command.add_unit.member_count; i++) {
            command.add_unit.names[i] = text(history, 20);
            command.add_unit.words[i] = draw_words(history);
        }
        return command;
    }
    command.type = HV_COMMAND_INVITE;
    draw_bytes(history, command.invite.token_hash, HV_TOKEN_HASH_SIZE);
    command.invite.role = HV_ROLE_TABLE;
    command.invite.unit = (uint16_t)(group->device_count % history->couples + 1);
    if (group->device_count > history->couples) {
        command.invite.role = HV_ROLE_PEN;
        command.invite.unit = 0;
        command.invite.seat = any_seat(history, group);
    }
    return command;
}

static struct hv_command change_agenda(struct history *history, const struct hv_group *group)
{
    static const enum hv_command_type types[] = {
        HV_COMMAND_START_STEP, HV_COMMAND_START_STEP,    HV_COMMAND_START_STEP,
        HV_COMMAND_END_STEP,   HV_COMMAND_PUSH_EXERCISE, HV_COMMAND_INSERT_STEP,
        HV_COMMAND_SKIP_STEP,  HV_COMMAND_MOVE_STEP,
    };
    struct hv_command command = { .type =
                                      types[history_below(history, sizeof types / sizeof types[0])],
                                  .device = 1 };

    if (group->step == 0 && !once_in(history, 4)) {
        command.type = HV_COMMAND_START_STEP;
    }
    if (command.type == HV_COMMAND_START_STEP) {
        command.start_step.from = group->step;
        command.start_step.step = any_step(history, group);
        command.start_step.again = once_in(history, 2);
        command.start_step.run = group->run;
    } else if (command.type == HV_COMMAND_END_STEP) {
        command.end_step.step = group->step;
        command.end_step.run = group->run;
    } else if (command.type == HV_COMMAND_SKIP_STEP) {
        command.skip_step.step = any_step(history, group);
        command.skip_step.skip = once_in(history, 2);
    } else if (command.type == HV_COMMAND_MOVE_STEP) {
        command.move_step.step = any_step(history, group);
        command.move_step.after = any_step(history, group);
    } else {
        command.insert_step.from = group->step;
        command.insert_step.after = any_step(history, group);
        command.insert_step.kind = HV_STEP_EXERCISE;
        command.insert_step.definition = history->library;
        if (command.type == HV_COMMAND_INSERT_STEP && once_in(history, 2)) {
            command.insert_step.kind = HV_STEP_BREAK;
            command.insert_step.definition = NULL;
            command.insert_step.title = text(history, 20);
        }
    }
    return command;
}

static struct hv_command move_stage(struct history *history, const struct hv_group *group)
{
    const struct hv_run *run = run_of(group);
    struct hv_command command = { .type = HV_COMMAND_MOVE_STAGE, .device = 1 };

    if (run == NULL) {
        return change_agenda(history, group);
    }
    command.move_stage.run = run->number;
    command.move_stage.from = run->stage;
    command.move_stage.to = (uint8_t)(run->stage + 1);
    if (hv_in_block(run) && !once_in(history, 5)) {
        uint8_t first, last;

        hv_exercise_block(run->exercise, run->stage, &first, &last);
        command.move_stage.to = (uint8_t)(last + 1);
    }
    if (once_in(history, 6)) {
        command.move_stage.to = (uint8_t)history_below(history, run->exercise->stage_count);
    }
    return command;
}

static struct hv_command put_on_wall(struct history *history, const struct hv_group *group)
{
    const struct hv_run *run = run_of(group);
    struct hv_command command = { .type = HV_COMMAND_PICK_NOTE, .device = 1 };
    uint8_t field =
        run != NULL ? (uint8_t)history_below(history, run->exercise->field_count) : HV_NO_FIELD;

    switch (history_below(history, 6)) {
    case 0:
        command.type = HV_COMMAND_PICK_EXAMPLE;
        command.pick_example.run = group->run;
        command.pick_example.example = (uint8_t)history_below(history, 3);
        break;
    case 1:
        command.type = HV_COMMAND_WRITE_WALL;
        command.write_wall.run = group->run;
        command.write_wall.field = field;
        command.write_wall.text = text(history, 60);
        break;
    case 2:
        command.type = once_in(history, 4) ? HV_COMMAND_CLEAR_WALL : HV_COMMAND_ANNOUNCE;
        if (command.type == HV_COMMAND_ANNOUNCE && !once_in(history, 3)) {
            command.announce.text = text(history, 60);
        }
        break;
    default:
        command.pick_note.run = group->run;
        command.pick_note.field = field;
        command.pick_note.pick = !once_in(history, 4);
        for (unsigned i = 0; run != NULL && i < run->exercise->stage_count; i++) {
            if (run->rounds[i] != NULL && run->rounds[i]->note_count > 0) {
                command.pick_note.note =
                    (uint16_t)history_below(history, run->rounds[i]->note_count);
                command.pick_note.field = run->rounds[i]->notes[command.pick_note.note].field;
            }
        }
    }
    return command;
}

static bool has_example(const struct hv_group *group)
{
    const struct hv_step_entry *step = hv_find_step(group, group->step);

    return step != NULL && step->step.example.answer_count > 0;
}

static struct hv_command show_example(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .type = HV_COMMAND_SHOW_EXAMPLE, .device = 1 };

    command.show_example.step = group->step;
    command.show_example.count = (uint8_t)history_below(history, 5);
    return command;
}

/* Little of it blocks, or most runs would be light ones. */
static struct hv_command say_of_person(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .type = HV_COMMAND_SET_LIGHT, .device = 1 };
    uint16_t seat = any_seat(history, group);

    switch (history_below(history, 4)) {
    case 0:
        command.set_light.seat = seat;
        command.set_light.light = (enum hv_light)history_below(history, 4);
        break;
    case 1:
        command.type = HV_COMMAND_SET_TAG;
        command.set_tag =
            (struct hv_set_tag){ seat, (enum hv_tag)(1 + history_below(history, HV_TAG_END - 1)),
                                 once_in(history, 3) };
        break;
    default:
        command.type = HV_COMMAND_WRITE_NOTE;
        command.write_note.seat = seat;
        command.write_note.revision = group->seats[seat - 1].note_revision + 1;
        if (!once_in(history, 3)) {
            command.write_note.text = text(history, 60);
        }
    }
    return command;
}

static struct hv_command care_for_units(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .device = 1 };
    uint16_t unit = any_unit(history, group);

    switch (history_below(history, 8)) {
    case 0:
        command.type = HV_COMMAND_DEAL_FORM;
        command.deal_form = (struct hv_deal_form){ group->run, unit,
                                                   (enum hv_form)(1 + history_below(history, 3)) };
        break;
    case 1:
        command.type = HV_COMMAND_SET_SHARING;
        command.set_sharing = (struct hv_set_sharing){ group->run, once_in(history, 3) ? 0 : unit,
                                                       !once_in(history, 3) };
        break;
    case 2:
        if (once_in(history, 100)) {
            command.type = HV_COMMAND_REMOVE_DEVICE;
            command.remove_device.device = unit;
            if (once_in(history, 4)) {
                command.type = HV_COMMAND_REMOVE_UNIT;
                command.remove_unit.unit = unit;
            }
            break;
        }
        command.type = HV_COMMAND_HANDLE_REQUEST;
        command.handle_request = (struct hv_handle_request){ unit, once_in(history, 2) };
        break;
    case 3:
        if (group->paused || once_in(history, 12)) {
            command.type = HV_COMMAND_SET_PAUSE;
            command.set_pause.on = !group->paused;
            break;
        }
        command.type = HV_COMMAND_SET_TIMER;
        command.set_timer.action = (enum hv_timer_action)(1 + history_below(history, 5));
        command.set_timer.minutes = (int16_t)((int)history_below(history, 12) - 2);
        break;
    case 4:
        if (once_in(history, 2)) {
            return say_of_person(history, group);
        }
        command.type = HV_COMMAND_RENAME_SEAT;
        command.rename_seat =
            (struct hv_rename_seat){ any_seat(history, group), text(history, 20) };
        break;
    default:
        command.type = HV_COMMAND_MARK_PRESENCE;
        command.mark_presence.unit = unit;
        command.mark_presence.mark = HV_PRESENCE_HERE;
        if (once_in(history, 4)) {
            command.mark_presence.mark = (enum hv_presence_mark)(1 + history_below(history, 5));
            command.mark_presence.seat = group->units[unit - 1].first_seat;
        }
    }
    return command;
}

/* ---- Rights ---- */

static struct hv_command narrow_field(struct history *history, const struct hv_group *group)
{
    const struct hv_run *run = run_of(group);
    struct hv_command command = { .type = HV_COMMAND_NARROW_FIELD, .device = 1 };

    command.narrow_field.run = group->run;
    command.narrow_field.field =
        run != NULL ? (uint8_t)history_below(history, run->exercise->field_count) : 0;
    command.narrow_field.to = once_in(history, 3) ? HV_VISIBLE_GROUP : HV_VISIBLE_SELF;
    return command;
}

/* Of one envelope: mostly a closed one. */
static struct hv_command
take_back(struct history *history, const struct hv_group *group, uint16_t seat)
{
    const struct hv_run *run = run_to_write_in(history, group);
    struct hv_command command = { .type = HV_COMMAND_TAKE_BACK,
                                  .device = writing_device(history, group, seat) };

    command.take_back.run = run != NULL ? run->number : 0;
    command.take_back.seat = seat;
    command.take_back.discard = once_in(history, 2);
    if (run != NULL) {
        enum hv_round round = once_in(history, 4) ? HV_ROUND_SECOND : HV_ROUND_FIRST;
        uint32_t envelope = hv_exercise_personal(run->exercise, round);

        command.take_back.fields =
            once_in(history, 3) ? envelope : envelope & (uint32_t)draw(history);
    }
    return command;
}

/* Of what take_back would take, and of what is written together. */
static struct hv_command widen(struct history *history, const struct hv_group *group, uint16_t seat)
{
    struct hv_command command = take_back(history, group, seat);
    const struct hv_take_back back = command.take_back;
    const struct hv_run *run = hv_find_run(group, back.run);

    command.type = HV_COMMAND_WIDEN;
    command.widen = (struct hv_widen){ .run = back.run,
                                       .seat = seat,
                                       .fields = back.fields & (uint32_t)draw(history),
                                       .on = back.discard };
    if (run != NULL && once_in(history, 2)) {
        command.widen.fields = hv_exercise_joint(run->exercise, HV_FORM_FULL);
        command.widen.on = !once_in(history, 4);
        command.widen.to_group = once_in(history, 2);
        if (command.widen.to_group) {
            command.widen.fields &= hv_exercise_by_choice(run->exercise);
        }
    }
    return command;
}

static struct hv_command split(struct history *history, const struct hv_group *group, uint16_t seat)
{
    struct hv_command command = { .type = HV_COMMAND_SPLIT, .seat_choice.seat = seat };

    command.device = once_in(history, 2) ? 1 : writing_device(history, group, seat);
    return command;
}

/* ---- Getting in ---- */

/* A device of this role that waits: a guest, or a pen without a seat; 0 none. */
static uint16_t who_waits(const struct hv_group *group, enum hv_role role)
{
    for (uint16_t i = 1; i <= group->device_count; i++) {
        const struct hv_device *device = hv_find_device(group, i);

        if (device->role == role && device->seat == 0 && !device->removed) {
            return i;
        }
    }
    return 0;
}

static struct hv_command arrive(struct history *history, const struct hv_group *group)
{
    static const enum hv_role roles[] = { HV_ROLE_TABLE, HV_ROLE_PEN, HV_ROLE_GUEST };
    struct hv_command command = { .type = HV_COMMAND_ARRIVE };

    command.arrive.role = roles[history_below(history, 3)];
    command.arrive.unit = command.arrive.role == HV_ROLE_GUEST ? 0 : any_unit(history, group);
    draw_bytes(history, command.arrive.token_hash, HV_TOKEN_HASH_SIZE);
    return command;
}

static struct hv_command bind_pen(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .type = HV_COMMAND_BIND_PEN,
                                  .device = who_waits(group, HV_ROLE_PEN) };
    const struct hv_device *pen = hv_find_device(group, command.device);

    if (pen == NULL) {
        return arrive(history, group);
    }
    const struct hv_unit *unit = &group->units[pen->unit - 1];
    uint32_t member = history_below(history, unit->member_count);

    memcpy(command.bind_pen.code, group->seats[unit->first_seat + member - 1].pen_code,
           HV_PEN_CODE_SIZE);
    draw_bytes(history, command.bind_pen.token_hash, HV_TOKEN_HASH_SIZE);
    if (once_in(history, 4)) {
        hv_code_next(command.bind_pen.code, HV_PEN_CODE_SIZE);
    }
    return command;
}

static struct hv_command let_in(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .device = 1 };
    uint8_t bytes[HV_CODE_RANDOM_SIZE];

    switch (history_below(history, 8)) {
    case 0:
        command.type = HV_COMMAND_SET_LOBBY;
        command.set_lobby.open = !once_in(history, 3);
        draw_bytes(history, bytes, sizeof bytes);
        hv_code_make(bytes, command.set_lobby.code, HV_WALK_IN_CODE_SIZE);
        return command;
    case 1:
        command.type = HV_COMMAND_PLACE_GUEST;
        command.place_guest.device = who_waits(group, HV_ROLE_GUEST);
        command.place_guest.unit = any_unit(history, group);
        draw_bytes(history, command.place_guest.token_hash, HV_TOKEN_HASH_SIZE);
        return command;
    case 2:
        command.type = HV_COMMAND_RENEW_CARD;
        command.renew_card.unit = any_unit(history, group);
        draw_card(history, command.renew_card.card_hash, command.renew_card.card_code);
        return command;
    case 3:
    case 4:
        return bind_pen(history, group);
    case 5:
        command.type = HV_COMMAND_REMOVE_DEVICE;
        command.remove_device.device = group->device_count;
        return command;
    default:
        return arrive(history, group);
    }
}

/* What a seat, or its unit jointly, stored of a field. */
static uint32_t stored_revision(const struct hv_group *group,
                                const struct hv_run *run,
                                uint16_t seat,
                                uint8_t field)
{
    const struct hv_reflection *reflection = hv_reflection_of(group, run, seat);
    const struct hv_joint_field *joints = hv_unit_in_run(run, group->seats[seat - 1].unit)->joints;

    if ((hv_exercise_joint(run->exercise, HV_FORM_FULL) >> field & 1) != 0) {
        return joints != NULL ? joints[field].revision : 0;
    }
    return reflection != NULL ? reflection->fields[field].revision : 0;
}

static struct hv_command
write_field(struct history *history, const struct hv_group *group, uint16_t seat)
{
    const struct hv_run *run = run_to_write_in(history, group);
    struct hv_command command = { .type = HV_COMMAND_SAVE_FIELD,
                                  .device = writing_device(history, group, seat) };
    struct hv_save_field *save = &command.save_field;

    save->run = run != NULL ? run->number : 0;
    save->seat = seat;
    save->answer = HV_ANSWER_GIVEN;
    if (run == NULL || run->exercise->field_count == 0) {
        return command;
    }
    for (unsigned tries = 0; tries < 8; tries++) { /* mostly one that is asked */
        uint16_t unit = group->seats[seat - 1].unit;
        uint32_t asked = hv_unit_envelope(run, unit, HV_ROUND_FIRST) |
                         hv_unit_envelope(run, unit, HV_ROUND_SECOND) | hv_unit_joint(run, unit);

        save->field = (uint8_t)history_below(history, run->exercise->field_count);
        if ((asked >> save->field & 1) != 0) {
            break;
        }
    }
    save->revision =
        stored_revision(group, run, seat, save->field) + (once_in(history, 10) ? 0 : 1);
    if (once_in(history, 5)) {
        save->answer = (enum hv_answer)history_below(history, 4);
    }
    if (save->answer == HV_ANSWER_GIVEN) {
        save->packed = value_for(history, &run->exercise->fields[save->field]);
    }
    if ((hv_exercise_joint(run->exercise, HV_FORM_FULL) >> save->field & 1) != 0) {
        command.type = HV_COMMAND_SAVE_JOINT;
    }
    return command;
}

static struct hv_command
use_envelope(struct history *history, const struct hv_group *group, uint16_t seat)
{
    struct hv_command command = { .type = HV_COMMAND_CLOSE_ENVELOPE,
                                  .device = writing_device(history, group, seat) };

    if (once_in(history, 8)) {
        command.type = HV_COMMAND_REOPEN_ENVELOPE;
        command.reopen_envelope.run = group->run;
        command.reopen_envelope.seat = seat;
        command.reopen_envelope.round = once_in(history, 3) ? HV_ROUND_SECOND : HV_ROUND_FIRST;
        return command;
    }
    command.close_envelope.run = group->run;
    command.close_envelope.seat = seat;
    command.close_envelope.round = once_in(history, 4) ? HV_ROUND_SECOND : HV_ROUND_FIRST;
    command.close_envelope.shows = (uint32_t)draw(history) | (uint32_t)draw(history);
    command.close_envelope.to_group = (uint32_t)draw(history);
    command.close_envelope.signal = (enum hv_signal)(once_in(history, 9) ? 1 : 0);
    return command;
}

static struct hv_command go_on(struct history *history, const struct hv_group *group, uint16_t seat)
{
    uint16_t unit = group->seats[seat - 1].unit;
    const struct hv_run *run = run_of(group);
    struct hv_command command = { .type = HV_COMMAND_ASK_MORE_TIME,
                                  .device = writing_device(history, group, seat) };

    if (run == NULL || once_in(history, 12)) {
        if (once_in(history, 2)) {
            command.type = HV_COMMAND_GIVE_SIGNAL;
            command.give_signal.signal = (enum hv_signal)history_below(history, 3);
        }
        return command;
    }
    if (hv_unit_joint(run, unit) != 0 && once_in(history, 3)) {
        command.type = HV_COMMAND_MARK_JOINT;
        command.mark_joint.run = run->number;
        command.mark_joint.seat = seat;
        command.mark_joint.revision = hv_unit_in_run(run, unit)->joint_revision;
        command.mark_joint.set = !once_in(history, 5);
        return command;
    }
    command.type = HV_COMMAND_MOVE_UNIT;
    command.move_unit.run = run->number;
    command.move_unit.from = hv_unit_place(run, unit);
    if (!hv_in_block(run) ||
        !hv_next_place(group, run, unit, command.move_unit.from, &command.move_unit.to) ||
        once_in(history, 6)) {
        command.move_unit.to.stage = (uint8_t)history_below(history, run->exercise->stage_count);
        command.move_unit.to.turn = (uint8_t)history_below(history, 3);
    }
    if (run->exercise->stages[command.move_unit.to.stage].kind == HV_STAGE_REVEAL &&
        !once_in(history, 4)) {
        command.type = HV_COMMAND_OPEN_TOGETHER;
    }
    return command;
}

static bool asks_something(const struct hv_group *group)
{
    const struct hv_run *run = run_of(group);

    return run != NULL && hv_exercise_envelope(run->exercise, HV_FORM_FULL, HV_ROUND_FIRST) != 0;
}

static struct hv_command use_seat(struct history *history, const struct hv_group *group)
{
    uint16_t seat = any_seat(history, group);
    struct hv_command command = { .device = writing_device(history, group, seat) };

    if (group->seats[seat - 1].unlocked_on == 0) {
        command.type = HV_COMMAND_UNLOCK_SEAT;
        command.unlock_seat.seat = seat;
        command.unlock_seat.proof = once_in(history, 20)  ? HV_PROOF_WRONG
                                    : once_in(history, 6) ? HV_PROOF_TICKET
                                                          : HV_PROOF_RIGHT;
        draw_bytes(history, command.unlock_seat.ticket_hash, HV_TOKEN_HASH_SIZE);
        return command;
    }
    if (!hv_consents(group, seat) || once_in(history, 60)) {
        command.type = HV_COMMAND_GIVE_CONSENT;
        command.give_consent.seat = seat;
        command.give_consent.yes = !once_in(history, 5);
        command.give_consent.statement = group->statement->id;
        command.give_consent.version = group->statement->version;
        return command;
    }
    if (once_in(history, 30)) {
        command.type = HV_COMMAND_LOCK_SEAT;
        command.seat_choice.seat = seat;
        return command;
    }
    if (once_in(history, 400)) {
        command = (struct hv_command){ .type = HV_COMMAND_DEAL_WORDS, .device = 1 };
        command.deal_words.seat = seat;
        command.deal_words.words = draw_words(history);
        return command;
    }
    if (once_in(history, 40)) {
        if (once_in(history, 3)) {
            return widen(history, group, seat);
        }
        return once_in(history, 60) ? split(history, group, seat) : take_back(history, group, seat);
    }
    if (!asks_something(group) && !once_in(history, 8)) {
        return change_agenda(history, group);
    }
    switch (history_below(history, 10)) {
    case 0:
    case 1:
    case 2:
        return use_envelope(history, group, seat);
    case 3:
    case 4:
    case 5:
        return go_on(history, group, seat);
    default:
        return write_field(history, group, seat);
    }
}

static struct hv_command turn_evening(struct history *history, const struct hv_group *group)
{
    struct hv_command command = { .type = HV_COMMAND_OPEN_MEETING, .device = 1 };

    if (group->meeting_open) {
        command.type = once_in(history, 2) ? HV_COMMAND_END_MEETING : HV_COMMAND_TICK;
        if (command.type == HV_COMMAND_TICK) {
            command.device = 0;
            history->now = once_in(history, 2) ? group->evening_ends_at : history->now;
        }
        return command;
    }
    command.open_meeting.meeting =
        once_in(history, 2) ? (uint8_t)history_below(history, group->programme->meeting_count) : 0;
    command.open_meeting.evening_ends_at = history->now + INT64_C(8) * 60 * 60 * 1000;
    if (once_in(history, 3)) {
        command.open_meeting.statement =
            once_in(history, 2) ? evening_new_statement() : &evening_programme()->consent;
    }
    return command;
}

/* Numbers of all kinds, for a command of any kind by anyone. */
static struct hv_command nonsense(struct history *history, const struct hv_group *group)
{
    struct hv_command command = {
        .type = (enum hv_command_type)(
            HV_COMMAND_TICK + history_below(history, HV_COMMAND_TYPE_END - HV_COMMAND_TICK)),
        .device = (uint16_t)history_below(history, group->device_count + 2u),
    };
    uint32_t run = once_in(history, 2) ? group->run : history_odd(history);
    uint16_t seat = (uint16_t)history_odd(history);
    uint8_t small = (uint8_t)history_odd(history);

    switch ((int)command.type) {
    case HV_COMMAND_REMOVE_UNIT:
        command.remove_unit.unit = seat;
        break;
    case HV_COMMAND_REMOVE_DEVICE:
        command.remove_device.device = seat;
        break;
    case HV_COMMAND_ARRIVE:
        command.arrive.role = (enum hv_role)history_odd(history);
        command.arrive.unit = seat;
        break;
    case HV_COMMAND_PLACE_GUEST:
        command.place_guest =
            (struct hv_place_guest){ .device = seat, .unit = (uint16_t)history_odd(history) };
        break;
    case HV_COMMAND_SHOW_EXAMPLE:
        command.show_example = (struct hv_show_example){ seat, small };
        break;
    case HV_COMMAND_GIVE_SIGNAL:
        command.give_signal.signal = (enum hv_signal)small;
        break;
    case HV_COMMAND_SET_LIGHT:
        command.set_light = (struct hv_set_light){ seat, (enum hv_light)history_odd(history) };
        break;
    case HV_COMMAND_SET_TAG:
        command.set_tag = (struct hv_set_tag){ seat, (enum hv_tag)history_odd(history), true };
        break;
    case HV_COMMAND_WRITE_NOTE:
        command.write_note.seat = seat;
        command.write_note.revision = history_odd(history);
        break;
    case HV_COMMAND_NARROW_FIELD:
        command.narrow_field =
            (struct hv_narrow_field){ run, small, (enum hv_visibility)history_odd(history) };
        break;
    case HV_COMMAND_WIDEN:
        command.widen = (struct hv_widen){
            .run = run, .seat = seat, .fields = history_odd(history), .on = true
        };
        command.widen.to_group = once_in(history, 2);
        break;
    case HV_COMMAND_TAKE_BACK:
        command.take_back = (struct hv_take_back){ run, seat, history_odd(history), true };
        break;
    case HV_COMMAND_UNLOCK_SEAT:
        command.unlock_seat.seat = seat;
        command.unlock_seat.proof = (enum hv_proof)history_odd(history);
        draw_bytes(history, command.unlock_seat.ticket_hash, HV_TOKEN_HASH_SIZE);
        break;
    case HV_COMMAND_DEAL_WORDS:
        command.deal_words.seat = seat;
        break;
    case HV_COMMAND_SPLIT:
    case HV_COMMAND_LOCK_SEAT:
        command.seat_choice.seat = seat;
        break;
    case HV_COMMAND_MARK_PRESENCE:
        command.mark_presence.unit = seat;
        command.mark_presence.mark = (enum hv_presence_mark)history_odd(history);
        command.mark_presence.seat = seat;
        break;
    case HV_COMMAND_MOVE_STAGE:
        command.move_stage =
            (struct hv_move_stage){ run, (uint8_t)history_odd(history), small, true };
        break;
    case HV_COMMAND_SET_TIMER:
        command.set_timer.action = (enum hv_timer_action)history_odd(history);
        command.set_timer.minutes = (int16_t)(uint16_t)history_odd(history);
        break;
    case HV_COMMAND_SAVE_FIELD:
    case HV_COMMAND_SAVE_JOINT:
        command.save_field.run = run;
        command.save_field.seat = seat;
        command.save_field.field = small;
        command.save_field.revision = history_odd(history);
        command.save_field.answer = (enum hv_answer)history_odd(history);
        break;
    case HV_COMMAND_CLOSE_ENVELOPE:
    case HV_COMMAND_REOPEN_ENVELOPE:
        command.close_envelope.run = run;
        command.close_envelope.seat = seat;
        command.close_envelope.round = (enum hv_round)history_odd(history);
        command.close_envelope.signal = (enum hv_signal)small;
        break;
    case HV_COMMAND_OPEN_TOGETHER:
    case HV_COMMAND_MOVE_UNIT:
        command.move_unit.run = run;
        command.move_unit.from = (struct hv_place){ (uint8_t)history_odd(history), small };
        command.move_unit.to = (struct hv_place){ small, (uint8_t)history_odd(history) };
        break;
    default:
        break;
    }
    return command;
}

static struct hv_command choose(struct history *history, const struct hv_group *group)
{
    bool ready =
        group->unit_count >= history->couples && group->device_count > 6 * history->couples;

    if (!ready) {
        return add_people(history, group);
    }
    if (!group->meeting_open || once_in(history, 400)) {
        return turn_evening(history, group);
    }
    if (has_example(group) && once_in(history, 5)) {
        return show_example(history, group);
    }
    if ((group->step == 0 || group->run == 0) && once_in(history, 2)) {
        return change_agenda(history, group);
    }
    if (once_in(history, 3) &&
        !hv_unit_admitted(&group->units[history_below(history, group->unit_count)])) {
        return care_for_units(history, group);
    }
    switch (history_below(history, 30)) {
    case 0:
        return nonsense(history, group);
    case 1:
        return once_in(history, 6) ? change_agenda(history, group) : care_for_units(history, group);
    case 2:
        return move_stage(history, group);
    case 3:
        return once_in(history, 12) ? narrow_field(history, group) : put_on_wall(history, group);
    case 4:
        return once_in(history, 3) ? let_in(history, group) : use_seat(history, group);
    case 5:
    case 6:
        return care_for_units(history, group);
    default:
        return use_seat(history, group);
    }
}

struct hv_command history_next(struct history *history, const struct hv_group *group)
{
    struct hv_command command = choose(history, group);

    draw_bytes(history, history->random, HV_COMMAND_RANDOM);
    /* now and then a command is given again */
    if (!once_in(history, 50) || history->commands == 0) {
        history->commands++;
    }
    memcpy(command.id.b, &history->commands, sizeof history->commands);
    history->now += history_below(history, 5000);
    command.now = history->now;
    command.random = history->random;
    return command;
}
