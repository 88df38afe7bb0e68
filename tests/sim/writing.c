/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/writing.h"

#include <string.h>

#include "tests/sim/canaries.h"
#include "tests/sim/rights.h"

static uint32_t
wall_option(const struct device *device, uint32_t run, uint32_t field, uint32_t draw)
{
    const Houvast__V1__Pane *wall = people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_WALL, 0);
    uint32_t found[HV_WALL_MAX];
    uint32_t count = 0;
    for (size_t i = 0; wall != NULL && i < wall->wall->n_items; i++) {
        const Houvast__V1__WallItem *item = wall->wall->items[i];
        if (item->of_field && item->field == field && item->run == run &&
            item->kind != HOUVAST__V1__WALL_KIND__WALL_KIND_RESULT) {
            found[count++] = item->number;
        }
    }
    return count == 0 ? UINT32_MAX : found[draw % count];
}

#define FEW          4
#define OPTIONS_MOST 8

/* A value, and what it points to. */
struct answer {
    Houvast__V1__Value value;
    int32_t numbers[HV_MARKERS_MAX];
    uint32_t options[OPTIONS_MOST];
    char *cells[HV_ROWS_MAX * HV_COLUMNS_MAX];
    char text[96];
};

/* As many options as have to be picked, beside one another. */
static bool pick_neighbours(const Houvast__V1__Field *field, uint32_t draw, struct answer *ret)
{
    uint32_t first = draw % (uint32_t)(field->n_options - field->pick_minimum + 1);
    ret->value.n_options = field->pick_minimum;
    for (uint32_t i = 0; i < field->pick_minimum; i++) {
        ret->options[i] = first + i;
    }
    return true;
}

/* A valid answer to a field, from 32 random bits. False: there is nothing to choose from. */
static bool fill_answer(struct device *device,
                        const struct law_piece *piece,
                        const Houvast__V1__Field *field,
                        uint32_t draw,
                        struct answer *ret)
{
    houvast__v1__value__init(&ret->value);
    canaries_type(device, piece, draw, field->characters, ret->text, sizeof ret->text);
    ret->value.numbers = ret->numbers;
    ret->value.options = ret->options;
    ret->value.cells = ret->cells;
    switch ((int)field->type) {
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TEXT:
        ret->value.text = ret->text;
        return true;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_SCALE:
        ret->value.n_numbers = field->markers;
        for (uint32_t i = 0; i < field->markers; i++) {
            uint32_t span = (uint32_t)(field->maximum - field->minimum) + 1;
            ret->numbers[i] = field->minimum + (int32_t)((draw >> (4 * i)) % span);
        }
        return true;
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CHOICE:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CARDS:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_QUIZ:
        if (field->pick_minimum > OPTIONS_MOST || field->pick_minimum > field->n_options) {
            return false;
        }
        if (field->pick_minimum > 1) {
            return pick_neighbours(field, draw, ret);
        }
        ret->value.n_options = 1;
        if (field->pick_maximum > 1 && field->n_options > FEW) {
            ret->value.n_options = 2; /* of a few, so that people choose alike */
            ret->options[0] = draw % (FEW - 1);
            ret->options[1] = ret->options[0] + 1 + (draw >> 8) % (FEW - 1 - ret->options[0]);
            return true;
        }
        ret->options[0] = field->options_from_wall
                              ? wall_option(device, piece->run, field->options_from, draw)
                              : draw % (uint32_t)(field->n_options > 0 ? field->n_options : 1);
        return ret->options[0] != UINT32_MAX && (field->options_from_wall || field->n_options > 0);
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_LIST: {
        uint32_t rows = field->row_minimum > 0 ? field->row_minimum : 1;
        ret->value.n_cells = rows * field->n_columns;
        for (size_t i = 0; i < ret->value.n_cells; i++) {
            ret->cells[i] = ret->text;
        }
        return true;
    }
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_TURNS:
    case HOUVAST__V1__FIELD_TYPE__FIELD_TYPE_CONSENT:
        ret->value.n_numbers = 1;
        ret->numbers[0] = 1;
        return true;
    default:
        return false;
    }
}

/* What a seat does with a field. The seat with a secret does what its world says; all others what
 * chance says. */
static uint32_t way_of(const struct device *device, uint32_t seat, uint32_t draw)
{
    if (people_has_secret(device, seat)) {
        return people_tells(device, seat, SECRET_ALOUD)     ? 1
               : people_tells(device, seat, SECRET_SKIPPED) ? 2
                                                            : 0;
    }
    uint32_t few = device->world->patient ? 20 : 10; /* one in so many says it aloud, one skips */
    return draw % few < few - 2 ? 0 : draw % few == few - 2 ? 1 : 2;
}

/* Something that is asked and was not answered yet; NULL: nothing. */
static const Houvast__V1__FieldState *unanswered(const Houvast__V1__SeatPane *seat)
{
    for (size_t i = 0; i < seat->n_fields; i++) {
        if (seat->fields[i]->answer == HOUVAST__V1__ANSWER__ANSWER_UNSPECIFIED) {
            return seat->fields[i];
        }
    }
    return NULL;
}

static void save_field(struct device *device,
                       const Houvast__V1__SeatPane *seat,
                       const Houvast__V1__Definition *definition)
{
    if (seat->n_fields == 0) {
        return;
    }
    uint32_t which = chance_below(&device->chance, (uint32_t)seat->n_fields);
    uint32_t draw = (uint32_t)chance_next(&device->chance);
    uint32_t way = way_of(device, seat->seat, draw);
    const Houvast__V1__FieldState *first = device->world->patient ? unanswered(seat) : NULL;
    const Houvast__V1__FieldState *state = first != NULL ? first : seat->fields[which];
    struct answer answer;
    Houvast__V1__SaveField asked = HOUVAST__V1__SAVE_FIELD__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;

    if (state->field >= definition->n_fields) {
        return;
    }
    const Houvast__V1__Field *field = definition->fields[state->field];
    if (people_tells(device, seat->seat, SECRET_TEXT)) {
        draw ^= 0x9e3779b9u;
    }
    asked.run = seat->run;
    asked.seat = seat->seat;
    asked.field = state->field;
    asked.revision = state->revision + 1 + people_of(device)->revision % 3;
    const struct law_piece piece = { .run = seat->run,
                                     .unit = (uint16_t)seat->unit,
                                     .seat = (uint16_t)seat->seat,
                                     .field = (uint8_t)state->field,
                                     .revision = asked.revision };
    /* A line that left the wall is refused and makes no record; so a secret is never one. */
    bool fits = fill_answer(device, &piece, field, draw, &answer) &&
                !(people_has_secret(device, seat->seat) && field->options_from_wall);
    asked.answer = way == 0 && fits ? HOUVAST__V1__ANSWER__ANSWER_GIVEN
                   : way == 1       ? HOUVAST__V1__ANSWER__ANSWER_ALOUD
                                    : HOUVAST__V1__ANSWER__ANSWER_SKIPPED;
    if (asked.answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN) {
        asked.value = &answer.value;
    }
    command.save_field = &asked;
    people_of(device)->revision++;
    if (people_tells(device, seat->seat, SECRET_EMPTY)) {
        people_ask_nothing(device);
    } else {
        people_ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, true);
    }
}

/* What the couple's page asks now; NULL also while it is of another run than the seat's. */
static const Houvast__V1__Definition *definition_of(const struct device *device,
                                                    const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__Pane *unit =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, seat->unit);
    return unit != NULL && unit->unit != NULL && unit->unit->run == seat->run
               ? people_definition(device, &unit->unit->exercise)
               : NULL;
}

/* The fields of the page that a partner may see, as bits. */
static uint32_t fields_for_partner(const struct device *device, const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__Definition *definition = definition_of(device, seat);
    uint32_t fields = 0;
    for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        if (definition->fields[i]->visibility == HOUVAST__V1__VISIBILITY__VISIBILITY_PARTNER) {
            fields |= 1u << i;
        }
    }
    return fields;
}

/* What is shown where somebody has a secret: what opens to a partner would be none. */
static uint32_t
shown_of_secret(const struct device *device, const Houvast__V1__SeatPane *seat, uint32_t fields)
{
    bool shows = people_tells(device, seat->seat, SECRET_KEPT) ||
                 people_tells(device, seat->seat, SECRET_WITHDRAWN) ||
                 people_tells(device, seat->seat, SECRET_ERASED) ||
                 people_tells(device, seat->seat, SECRET_SPLIT);
    return shows ? fields & fields_for_partner(device, seat) : 0;
}

/* The fields that are asked in this round, as bits. */
static uint32_t
fields_of_round(const struct device *device, const Houvast__V1__SeatPane *seat, uint32_t round)
{
    const Houvast__V1__Definition *definition = definition_of(device, seat);
    uint32_t fields = 0;
    for (size_t i = 0; i < seat->n_fields; i++) {
        fields |= 1u << seat->fields[i]->field;
    }
    for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        if ((uint32_t)definition->fields[i]->round != round + 1) {
            fields &= ~(1u << i);
        }
    }
    return fields;
}

static void
take_back_at_once(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t fields)
{
    PEOPLE_ASK_IF(device->world->secret.told, device, TakeBack, TAKE_BACK, take_back, false, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.fields = fields;
        asked.discard = device->world->secret.kind == SECRET_ERASED;
    });
}

static void close_envelope(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t round)
{
    const struct world_secret *secret = &device->world->secret;
    const uint32_t fields = fields_of_round(device, seat, round);
    PEOPLE_ASK(device, CloseEnvelope, CLOSE_ENVELOPE, close_envelope, false, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.round = (Houvast__V1__Round)(round + 1);
        uint64_t shows = chance_next(&device->chance);
        asked.shows = (uint32_t)(shows | shows >> 32) & fields;
        asked.to_group = (uint32_t)(shows >> 16);
        if (people_has_secret(device, seat->seat)) {
            asked.shows = shown_of_secret(device, seat, fields);
        } else if (secret->kind == SECRET_KEPT && seat->unit == device->unit &&
                   (seat->seat - 1) / 2 == (secret->seat - 1u) / 2) {
            asked.shows = 0; /* or it would be seen, as it may */
        }
        asked.signal = (Houvast__V1__Signal)(people_chance(device, 50) ? 1 : 0);
        if (people_tells(device, seat->seat, SECRET_SIGNALLED)) {
            asked.signal = HOUVAST__V1__SIGNAL__SIGNAL_CALL;
        }
    });
    if (people_has_secret(device, seat->seat) &&
        (secret->kind == SECRET_WITHDRAWN || secret->kind == SECRET_ERASED)) {
        take_back_at_once(device, seat, fields);
    }
}

static void give_consent(struct device *device, const Houvast__V1__SeatPane *seat)
{
    PEOPLE_ASK(device, GiveConsent, GIVE_CONSENT, give_consent, false, {
        asked.seat = seat->seat;
        asked.yes = true;
        asked.statement = seat->statement->id;
        asked.version = seat->statement->version;
        asked.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
    });
}

void writing_alone(struct device *device, const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__Definition *definition = definition_of(device, seat);
    if (seat->statement != NULL) {
        if (people_chance(device, people_of(device)->withdrew ? 20 : 200)) {
            give_consent(device, seat);
        }
        return;
    }
    bool often = device->world->secret.kind == SECRET_LETS_READ || people_may_let_go(definition);
    if (definition == NULL ||
        (people_chance(device, often ? 500 : 40) && rights_of_couple(device, seat, definition))) {
        return;
    }
    for (uint32_t round = 0; round < seat->n_envelopes; round++) {
        if (seat->envelopes[round]->writable) {
            bool hurries = device->world->patient && unanswered(seat) != NULL;
            if (people_chance(device, hurries ? 10 : 200)) {
                close_envelope(device, seat, round);
            } else {
                save_field(device, seat, definition);
            }
            return;
        }
        if (seat->envelopes[round]->closed && people_chance(device, 20)) {
            rights_of_author(device, seat, fields_of_round(device, seat, round));
            return;
        }
        if (seat->envelopes[round]->closed && people_chance(device, 20)) {
            PEOPLE_ASK(device, ReopenEnvelope, REOPEN_ENVELOPE, reopen_envelope, false, {
                asked.run = seat->run;
                asked.seat = seat->seat;
                asked.round = (Houvast__V1__Round)(round + 1);
            });
            return;
        }
    }
}

void writing_together(struct device *device,
                      const Houvast__V1__UnitPane *unit,
                      const Houvast__V1__Definition *definition)
{
    if (unit->n_joints == 0 || (unit->joint_confirmed && !people_chance(device, 20))) {
        return;
    }
    if (people_chance(device, 500)) {
        PEOPLE_ASK(device, MarkJoint, MARK_JOINT, mark_joint, false, {
            asked.run = unit->run;
            asked.seat = device->kind == DEVICE_PEN
                             ? device->seat
                             : unit->seats[chance_below(&device->chance, 2) % unit->n_seats]->seat;
            asked.revision = unit->joint_revision;
            asked.set = true;
        });
        return;
    }
    const Houvast__V1__JointValue *joint =
        unit->joints[chance_below(&device->chance, (uint32_t)unit->n_joints)];
    uint32_t draw = (uint32_t)chance_next(&device->chance);
    struct answer answer;
    const struct law_piece piece = { .run = unit->run,
                                     .unit = (uint16_t)unit->unit,
                                     .field = (uint8_t)joint->field,
                                     .revision = joint->revision + 1 };
    if (joint->field >= definition->n_fields ||
        !fill_answer(device, &piece, definition->fields[joint->field], draw, &answer)) {
        return;
    }
    PEOPLE_ASK(device, SaveJoint, SAVE_JOINT, save_joint, true, {
        asked.run = unit->run;
        asked.field = joint->field;
        asked.revision = joint->revision + 1;
        asked.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
        asked.value = &answer.value;
    });
}

void writing_signal(struct device *device)
{
    PEOPLE_ASK(device, GiveSignal, GIVE_SIGNAL, give_signal, true,
               { asked.signal = (Houvast__V1__Signal)chance_below(&device->chance, 3); });
}
