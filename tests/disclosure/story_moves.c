/* SPDX-License-Identifier: EUPL-1.2 */
#include "story_moves.h"

#include <string.h>

void story_plant(struct story *story, enum story_class item)
{
    story->planted[item] = true;
}

void story_plant_found(struct story *story, enum story_class item, const void *bytes, size_t size)
{
    story->found[item] = (struct hv_bytes){ bytes, size };
    story_plant(story, item);
}

void story_plant_text(struct story *story, enum story_class item, const char *text)
{
    story_plant_found(story, item, text, strlen(text));
}

void story_give(struct story *story, enum hv_command_type type, uint16_t device)
{
    hall_must(&story->hall, (struct hv_command){ .type = type, .device = device });
}

static bool say(struct story *story, uint16_t device, enum hv_signal signal)
{
    const struct hv_command command = { .type = HV_COMMAND_GIVE_SIGNAL,
                                        .device = device,
                                        .give_signal = { signal } };

    return signal != HV_SIGNAL_NOTHING && hall_try(&story->hall, command) == HV_DECIDED;
}

void story_say(struct story *story)
{
    story->planted[STORY_CLASS_pen_signal] =
        say(story, hall_pen(&story->hall, story->author), story->choices.from_pen);
    story->planted[STORY_CLASS_table_signal] =
        say(story, story_author_table(story), story->choices.from_table);
}

uint16_t story_author_table(const struct story *story)
{
    return hall_table(&story->hall, story->author);
}

void story_scale(struct story *story, uint16_t seat, uint8_t value)
{
    hall_save(&story->hall, seat, HALL_COUNT, HV_ANSWER_GIVEN,
              (struct hv_bytes){ &value, sizeof value });
}

void story_write_author(struct story *story, bool together)
{
    static const struct {
        uint8_t field;
        enum story_class item;
        bool together; /* this exercise alone */
    } items[] = {
        { HALL_PRIVATE, STORY_CLASS_S, false }, { HALL_FACILITATORS, STORY_CLASS_F, false },
        { HALL_SHARED, STORY_CLASS_P, false },  { HALL_LINE, STORY_CLASS_A, true },
        { HALL_NAMED, STORY_CLASS_G, true },    { HALL_WIDER, STORY_CLASS_W, true },
    };

    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (items[i].together && !together) {
            continue;
        }
        hall_save(&story->hall, story->author, items[i].field, HV_ANSWER_GIVEN,
                  story_canary(story, items[i].item));
        story_plant(story, items[i].item);
    }
    if (together) {
        story_scale(story, story->author, story->choices.scale);
        story_plant(story, STORY_CLASS_scale);
    }
}

void story_write_partner(struct story *story, bool together)
{
    static const uint8_t fields[] = { HALL_PRIVATE, HALL_FACILITATORS, HALL_SHARED,
                                      HALL_LINE,    HALL_NAMED,        HALL_WIDER };

    for (size_t i = 0; i < (together ? sizeof fields : 3); i++) {
        hall_save(&story->hall, story->partner, fields[i], HV_ANSWER_GIVEN,
                  hv_bytes_from_text("of the partner"));
    }
    if (together) {
        story_scale(story, story->partner, 5);
    }
}

/* What may be shown of the envelope that is open. */
static uint32_t of_envelope(const struct story *story, uint32_t shows)
{
    bool in_turns =
        story->state >= STORY_STATE_turn_before && story->state < STORY_STATE_gate_ready;
    uint32_t fields = in_turns ? (1u << HALL_JOINT) - 1 : STORY_ALL;

    return shows & fields & ~(1u << HALL_JOINT);
}

void story_close_author(struct story *story, uint32_t shows)
{
    story->hall.kept_from_group = story->choices.keeps_from_group ? UINT32_MAX : 0;
    hall_close(&story->hall, story->author, HV_ROUND_FIRST, of_envelope(story, shows),
               story->choices.signal);
    story->hall.kept_from_group = 0;
    story_plant(story, STORY_CLASS_signal);
    story->planted[STORY_CLASS_to_group] =
        story->planted[STORY_CLASS_W] && (shows >> HALL_WIDER & 1) != 0;
}

void story_close_both(struct story *story, uint32_t author_shows, uint32_t partner_shows)
{
    story_close_author(story, author_shows);
    hall_close(&story->hall, story->partner, HV_ROUND_FIRST, of_envelope(story, partner_shows),
               HV_SIGNAL_NOTHING);
}

void story_move_unit(struct story *story, struct hv_place from, struct hv_place to)
{
    hall_must(&story->hall,
              (struct hv_command){
                  .type = HV_COMMAND_MOVE_UNIT,
                  .device = story_author_table(story),
                  .move_unit = { .run = hall_run(&story->hall), .from = from, .to = to } });
}

struct hv_command story_lights(const struct story *story, enum hv_light light)
{
    return (struct hv_command){ .type = HV_COMMAND_SET_LIGHT,
                                .device = story->hall.facilitator,
                                .set_light = { story->author, light } };
}

struct hv_command story_tags(const struct story *story, enum hv_tag tag)
{
    return (struct hv_command){ .type = HV_COMMAND_SET_TAG,
                                .device = story->hall.facilitator,
                                .set_tag = { story->author, tag, true } };
}

struct hv_command story_split(const struct story *story)
{
    return (struct hv_command){ .type = HV_COMMAND_SPLIT,
                                .device = story->hall.facilitator,
                                .seat_choice.seat = story->author };
}

struct hv_command story_narrowing(const struct story *story, uint8_t field, enum hv_visibility to)
{
    return (struct hv_command){ .type = HV_COMMAND_NARROW_FIELD,
                                .device = story->hall.facilitator,
                                .narrow_field = { hall_run(&story->hall), field, to } };
}

struct hv_command
story_widening(const struct story *story, uint16_t device, uint16_t seat, uint32_t fields, bool on)
{
    return (struct hv_command){
        .type = HV_COMMAND_WIDEN,
        .device = device,
        .widen = { .run = hall_run(&story->hall), .seat = seat, .fields = fields, .on = on }
    };
}

struct hv_command
story_letting_go(const struct story *story, uint16_t device, uint16_t seat, bool on)
{
    struct hv_command command = story_widening(story, device, seat, 1u << HALL_JOINT, on);

    command.widen.to_group = true;
    return command;
}

void story_take_back(struct story *story, uint32_t fields, bool discard)
{
    hall_must(&story->hall, (struct hv_command){ .type = HV_COMMAND_TAKE_BACK,
                                                 .device = hall_pen(&story->hall, story->author),
                                                 .take_back = { hall_run(&story->hall),
                                                                story->author, fields, discard } });
}

struct hv_command story_withdrawal(const struct story *story, uint16_t device)
{
    return (struct hv_command){ .type = HV_COMMAND_GIVE_CONSENT,
                                .device = device,
                                .give_consent = { .seat = story->author,
                                                  .statement = hall_statement()->id,
                                                  .version = story->state == STORY_STATE_asked_again
                                                                 ? hall_new_statement()->version
                                                                 : hall_statement()->version } };
}

void story_next_meeting(struct story *story)
{
    struct hall *hall = &story->hall;

    story_give(story, HV_COMMAND_END_MEETING, hall->facilitator);
    hall_must(hall, (struct hv_command){
                        .type = HV_COMMAND_OPEN_MEETING,
                        .device = hall->facilitator,
                        .open_meeting = { .meeting = HV_MEETINGS_MAX,
                                          .evening_ends_at = (int64_t)1 << 41,
                                          .statement = story->state == STORY_STATE_asked_again
                                                           ? hall_new_statement()
                                                           : NULL } });
    for (uint16_t unit = 1; unit <= HALL_UNITS; unit++) {
        hall_mark(hall, unit, HV_PRESENCE_HERE, 0);
    }
    for (uint16_t seat = 1; seat <= HALL_SEATS; seat++) {
        hall_must(hall, (struct hv_command){ .type = HV_COMMAND_UNLOCK_SEAT,
                                             .device = hall_pen(hall, seat),
                                             .unlock_seat.seat = seat });
    }
}
