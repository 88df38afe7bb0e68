/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/leading.h"

#include <stdio.h>

#include "tests/sim/curious.h"
#include "tests/sim/door.h"
#include "tests/sim/persons.h"
#include "tests/sim/rights.h"

static void mark_presence(struct device *device, const Houvast__V1__BoardUnit *unit)
{
    PEOPLE_ASK(device, MarkPresence, MARK_PRESENCE, mark_presence, false, {
        uint32_t draw = chance_below(&device->chance, 20);
        asked.unit = unit->unit;
        asked.presence = draw < 16   ? HOUVAST__V1__PRESENCE__PRESENCE_HERE
                         : draw < 18 ? HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER
                         : draw < 19 ? HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER
                                     : HOUVAST__V1__PRESENCE__PRESENCE_AWAY;
        if (asked.presence == HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER) {
            asked.seat = unit->seats[chance_below(&device->chance, 2)]->seat;
        }
    });
}

/* What a patient facilitator wants of an exercise. */
enum aim {
    AIM_COUNTED,  /* something that is counted */
    AIM_WORDS,    /* … or goes to the wall as words */
    AIM_COUPLES,  /* … or opens between partners */
    AIM_OWN,      /* … or is for the facilitators */
    AIM_ALIKE,    /* … or opens what both chose */
    AIM_GUESSED,  /* … or is guessed of the other */
    AIM_SCORED,   /* … or is a quiz */
    AIM_TOGETHER, /* … or is written together */
    AIM_LIT,      /* … or is asked for a light */
    AIM_LET_GO,   /* … or goes to the group when its author says so */
    AIMS
};

static bool serves(const struct hv_field *field, enum aim aim)
{
    bool words = field->type == HV_FIELD_TEXT || field->type == HV_FIELD_LIST;
    switch (aim) {
    case AIM_COUNTED:
        return field->visibility == HV_VISIBLE_GROUP && !words && field->type != HV_FIELD_QUIZ;
    case AIM_WORDS:
        return (field->visibility == HV_VISIBLE_GROUP ||
                field->visibility == HV_VISIBLE_GROUP_NAMED) &&
               words;
    case AIM_COUPLES:
        return field->visibility == HV_VISIBLE_PARTNER;
    case AIM_OWN:
        return (field->visibility == HV_VISIBLE_FACILITATOR ||
                field->visibility == HV_VISIBLE_RECORD) &&
               words;
    case AIM_GUESSED:
        return field->guess;
    case AIM_SCORED:
        return field->type == HV_FIELD_QUIZ;
    case AIM_TOGETHER:
        return field->visibility == HV_VISIBLE_JOINT;
    case AIM_LIT:
        return field->keep == HV_KEEP_INTAKE;
    case AIM_LET_GO:
        return field->may_go_to_group;
    case AIM_ALIKE:
    case AIMS:
        break;
    }
    return aim == AIMS;
}

/* In turns what one shows opens whether the other does or not (release `turn`). */
static bool tells_what_is_shown(const struct world *world, const struct hv_exercise *exercise)
{
    bool tells = false;
    for (unsigned i = 0; i < exercise->stage_count; i++) {
        tells = tells || exercise->stages[i].gate.holder == HV_HOLDER_TURN;
    }
    return tells && world->secret.kind == SECRET_KEPT;
}

static bool has_aim(const struct hv_exercise *exercise, enum aim aim)
{
    for (unsigned i = 0; i < exercise->field_count; i++) {
        if (serves(&exercise->fields[i], aim)) {
            return true;
        }
    }
    return aim == AIM_ALIKE && hv_exercise_matches(exercise);
}

/* Whoever has a secret is asked for what could open, or what it is about. What is counted needs
 * many people at once, so it is tried more often than the rest. */
static enum aim choose_aim(struct device *device)
{
    uint32_t draw = chance_below(&device->chance, AIMS + 3);
    enum aim aim = draw < AIMS ? (enum aim)draw : AIM_COUNTED;
    enum world_secret_kind kind = device->world->secret.kind;
    return kind == SECRET_NONE ? aim : kind == SECRET_LETS_READ ? AIM_TOGETHER : AIM_COUPLES;
}

/* Whether this facilitator goes after something, and not through the agenda. */
static bool is_after_something(const struct device *device)
{
    return device->world->patient || device->world->secret.kind != SECRET_NONE;
}

static void push_exercise(struct device *device, const Houvast__V1__BoardPane *board)
{
    const struct hv_library *library = device->world->library;
    size_t at = chance_below(&device->chance, (uint32_t)library->exercise_count);
    enum aim aim = choose_aim(device);
    bool after = is_after_something(device) || chance_below(&device->chance, 2) == 0;
    while (after && (!has_aim(library->exercises[at], aim) ||
                     tells_what_is_shown(device->world, library->exercises[at]))) {
        at = (at + 1) % library->exercise_count;
    }
    struct hv_bytes chosen = library->exercises[at]->id;
    char id[65];
    snprintf(id, sizeof id, "%.*s", (int)chosen.size, (const char *)chosen.data);
    PEOPLE_ASK(device, PushExercise, PUSH_EXERCISE, push_exercise, true, {
        asked.exercise = id;
        asked.from = board->step;
    });
}

static void start_step(struct device *device, const Houvast__V1__BoardPane *board)
{
    if (is_after_something(device)) {
        push_exercise(device, board);
        return;
    }
    uint32_t step = 0;
    bool again = false;
    for (size_t i = 0; i < board->n_steps && step == 0; i++) {
        if (board->steps[i]->state == HOUVAST__V1__STEP_STATE__STEP_STATE_PLANNED) {
            step = board->steps[i]->step;
        }
    }
    if (board->n_steps > 0 && people_chance(device, 50)) {
        step = board->steps[chance_below(&device->chance, (uint32_t)board->n_steps)]->step;
        again = true;
    }
    if (step == 0 || people_chance(device, 20)) { /* also by mistake: it opens again */
        PEOPLE_ASK(device, EndMeeting, END_MEETING, end_meeting, false, {});
        return;
    }
    PEOPLE_ASK(device, StartStep, START_STEP, start_step, false, {
        asked.from = board->step;
        asked.step = step;
        asked.again = again;
        asked.run = board->run;
    });
}

/* The next group stage, or the first of the next block; false at the end. */
static bool next_stage(const Houvast__V1__Definition *definition, uint32_t from, uint32_t *ret)
{
    uint32_t to = from + 1;
    if (definition->stages[from]->scope == HOUVAST__V1__SCOPE__SCOPE_UNIT) {
        while (to < definition->n_stages &&
               definition->stages[to]->scope == HOUVAST__V1__SCOPE__SCOPE_UNIT) {
            to++;
        }
    }
    *ret = to;
    return to < definition->n_stages;
}

/* Who has patience waits in a block until most have closed. Who leads otherwise sees nothing of
 * what people do; where somebody has a secret a block takes its time all the same. */
static bool waits_for_people(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__Pane *stage =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    uint32_t closed = 0, here = 0;
    if (device->world->secret.kind != SECRET_NONE) {
        return stage != NULL && stage->stage->block && !people_chance(device, 200);
    }
    if (!device->world->patient || stage == NULL) {
        return false;
    }
    for (size_t i = 0; i < board->n_units; i++) {
        for (size_t j = 0; j < board->units[i]->n_seats; j++) {
            Houvast__V1__SeatState state = board->units[i]->seats[j]->state;
            closed += state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED;
            here += state != HOUVAST__V1__SEAT_STATE__SEAT_STATE_ABSENT;
        }
    }
    if (people_may_let_go(people_definition(device, &stage->stage->exercise))) {
        return stage->stage->block && !people_chance(device, 60);
    }
    return stage->stage->block && !people_chance(device, 4 * closed >= 3 * here ? 200 : 5);
}

static void move_stage(struct device *device, const Houvast__V1__BoardPane *board)
{
    if (waits_for_people(device, board)) {
        return;
    }
    const Houvast__V1__Pane *stage =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    const Houvast__V1__Definition *definition =
        stage != NULL ? people_definition(device, &stage->stage->exercise) : NULL;
    uint32_t to = 0;
    if (definition == NULL || board->stage >= definition->n_stages ||
        !next_stage(definition, board->stage, &to)) {
        start_step(device, board);
        return;
    }
    PEOPLE_ASK(device, MoveStage, MOVE_STAGE, move_stage, false, {
        asked.run = board->run;
        asked.from = board->stage;
        asked.to = to;
        asked.force = people_chance(device, 300);
    });
}

static void rename_seat(struct device *device)
{
    char name[32];
    snprintf(name, sizeof name, "kanarie %u", chance_below(&device->chance, 1000));
    PEOPLE_ASK(device, RenameSeat, RENAME_SEAT, rename_seat, false, {
        asked.seat = 1 + chance_below(&device->chance, 2 * device->world->couples);
        asked.name = name;
    });
}

static void tend_wall(struct device *device, const Houvast__V1__BoardPane *board)
{
    if (people_chance(device, 100)) {
        PEOPLE_ASK(device, ClearWall, CLEAR_WALL, clear_wall, false, {});
        return;
    }
    PEOPLE_ASK(device, PickExample, PICK_EXAMPLE, pick_example, false, {
        asked.run = board->run;
        asked.example = chance_below(&device->chance, 4);
    });
}

static void show_example(struct device *device, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_steps; i++) {
        const Houvast__V1__BoardStep *step = board->steps[i];
        if (step->step != board->step || step->example_answers == 0) {
            continue;
        }
        PEOPLE_ASK(device, ShowExample, SHOW_EXAMPLE, show_example, true, {
            asked.step = step->step;
            asked.count = (board->example_shown + 1) % (step->example_answers + 1);
        });
        return;
    }
}

static void end_step(struct device *device, const Houvast__V1__BoardPane *board)
{
    PEOPLE_ASK(device, EndStep, END_STEP, end_step, false, {
        asked.step = board->step;
        asked.run = board->run;
    });
}

static void pick_note(struct device *device)
{
    const struct people *people = people_of(device);
    PEOPLE_ASK(device, PickNote, PICK_NOTE, pick_note, false, {
        asked.run = people->note_run;
        asked.field = people->note_field;
        asked.note = people->note;
        asked.pick = !people_chance(device, 100);
    });
}

static void write_words(struct device *device, const Houvast__V1__BoardPane *board)
{
    char text[] = "kanarie: we beginnen zo weer";
    if (people_chance(device, 500)) {
        PEOPLE_ASK(device, Announce, ANNOUNCE, announce, false, { asked.text = text; });
        return;
    }
    PEOPLE_ASK(device, WriteWall, WRITE_WALL, write_wall, true, {
        asked.run = board->run;
        asked.text = text;
    });
}

static void change_agenda(struct device *device, const Houvast__V1__BoardPane *board)
{
    uint32_t count = (uint32_t)board->n_steps;
    uint32_t step = board->steps[chance_below(&device->chance, count)]->step;
    uint32_t other = board->steps[chance_below(&device->chance, count)]->step;
    char title[] = "kanarie even luchten";
    switch (chance_below(&device->chance, 4)) {
    case 0:
        PEOPLE_ASK(device, SkipStep, SKIP_STEP, skip_step, false, {
            asked.step = step;
            asked.skip = people_chance(device, 600);
        });
        break;
    case 1:
        PEOPLE_ASK(device, MoveStep, MOVE_STEP, move_step, false, {
            asked.step = step;
            asked.after = other;
        });
        break;
    case 2:
        PEOPLE_ASK(device, InsertStep, INSERT_STEP, insert_step, true, {
            asked.after = step;
            asked.kind = HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK;
            asked.title = title;
            asked.minutes = 5;
        });
        break;
    default:
        push_exercise(device, board);
        break;
    }
}

static void set_timer(struct device *device)
{
    PEOPLE_ASK(device, SetTimer, SET_TIMER, set_timer, false, {
        asked.action = (Houvast__V1__TimerAction)(1 + chance_below(&device->chance, 5));
        asked.minutes = asked.action == HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD
                            ? (int32_t)chance_below(&device->chance, 11) - 5
                            : 0;
    });
}

static void tend_unit(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__BoardUnit *unit =
        board->units[chance_below(&device->chance, (uint32_t)board->n_units)];
    switch (chance_below(&device->chance, 4)) {
    case 0:
        PEOPLE_ASK(device, DealForm, DEAL_FORM, deal_form, false, {
            asked.run = board->run;
            asked.unit = unit->unit;
            asked.form = (Houvast__V1__Form)(1 + chance_below(&device->chance, 3));
        });
        break;
    case 1:
        PEOPLE_ASK(device, SetSharing, SET_SHARING, set_sharing, false, {
            asked.run = board->run;
            asked.unit = unit->unit;
            asked.open = people_chance(device, 800);
        });
        break;
    case 2:
        PEOPLE_ASK(device, HandleRequest, HANDLE_REQUEST, handle_request, false, {
            asked.unit = unit->unit;
            asked.signal = people_chance(device, 500);
        });
        break;
    default:
        mark_presence(device, unit);
        break;
    }
}

/* Where the secret is what is said of a person, nothing else is: a light takes the place of
 * another.
 */
static bool is_told_of_person(const struct device *device)
{
    return device->world->secret.kind == SECRET_LIT || device->world->secret.kind == SECRET_TAGGED;
}

static void set_pause(struct device *device, bool on)
{
    PEOPLE_ASK(device, SetPause, SET_PAUSE, set_pause, false, { asked.on = on; });
}

/* Whoever closed what is asked for it. */
static void light_who_is_ready(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__Pane *stage =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    const Houvast__V1__Definition *definition =
        stage != NULL ? people_definition(device, &stage->stage->exercise) : NULL;
    bool asks = false;
    for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
        asks |= definition->fields[i]->keep == HOUVAST__V1__KEEP__KEEP_INTAKE;
    }
    for (size_t i = 0; asks && i < 2 * board->n_units; i++) {
        const Houvast__V1__BoardSeat *seat = board->units[i / 2]->seats[i % 2];
        if (seat->state == HOUVAST__V1__SEAT_STATE__SEAT_STATE_CLOSED &&
            people_chance(device, 300)) {
            persons_light(device, seat->seat);
            return;
        }
    }
}

static void lead_evening(struct device *device, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_units; i++) {
        if (board->units[i]->presence == HOUVAST__V1__PRESENCE__PRESENCE_EXPECTED) {
            mark_presence(device, board->units[i]);
            return;
        }
    }
    if (door_print_slips(device, board)) {
        return;
    }
    uint32_t draw = chance_below(&device->chance, 1000);
    bool patient = device->world->patient;
    if (draw < 300 && board->paused) {
        set_pause(device, false);
    } else if (draw >= 896 && draw < 900) {
        set_pause(device, true);
    } else if (draw >= 900) {
        door_tend(device, board);
    } else if (draw >= 850) {
        show_example(device, board);
    } else if (board->step == 0) {
        start_step(device, board);
    } else if (draw < 60) {
        move_stage(device, board);
    } else if (draw < 120) {
        write_words(device, board);
    } else if (draw < 180) {
        set_timer(device);
    } else if (draw < 200 && !patient) {
        change_agenda(device, board);
    } else if (draw < 260 && board->n_units > 0) {
        tend_unit(device, board);
    } else if (draw < 330 && board->run != 0) {
        people_read(device, HOUVAST__V1__READ_KIND__READ_KIND_NOTES, board->run);
    } else if (draw < 400 && people_of(device)->note_run != 0) {
        pick_note(device);
    } else if (draw < 440 && board->run != 0) {
        tend_wall(device, board);
    } else if (draw < 450) {
        rename_seat(device);
    } else if (draw < 460) {
        door_replace_projector(device);
    } else if (draw < 465 && !patient) {
        end_step(device, board);
    } else if (draw < 475 && board->run != 0 && board->n_units > 0) {
        rights_of_facilitator(device, board);
    } else if (draw >= 475 && draw < 500 && !is_told_of_person(device)) {
        persons_act(device, 1 + chance_below(&device->chance, 2 * device->world->couples));
    } else if (draw >= 500 && draw < 700 && !is_told_of_person(device)) {
        light_who_is_ready(device, board);
    }
}

/* The same page comes of both: the light form, dealt by hand, or because of what weighs. */
static void lighten_secretly(struct device *device, uint32_t run)
{
    const struct world_secret *secret = &device->world->secret;
    const Houvast__V1__Tag fear = HOUVAST__V1__TAG__TAG_FEAR;
    if (!secret->told) {
        PEOPLE_ASK(device, DealForm, DEAL_FORM, deal_form, false, {
            asked.run = run;
            asked.unit = (secret->seat + 1u) / 2;
            asked.form = HOUVAST__V1__FORM__FORM_LIGHT;
        });
        people_ask_nothing(device);
        return;
    }
    PEOPLE_ASK(device, SetTag, SET_TAG, set_tag, false, {
        asked.seat = secret->seat;
        asked.tag = fear;
        asked.set = true;
    });
    PEOPLE_ASK(device, SetTag, SET_TAG, set_tag, false, {
        asked.seat = secret->seat;
        asked.tag = fear;
    });
}

/* What a facilitator does about the person with a secret: once in a run, the split as soon as the
 * couple is there; the first of the facilitators alone. */
static void act_secretly(struct device *device, const Houvast__V1__BoardPane *board)
{
    const struct world_secret *secret = &device->world->secret;
    struct people *people = people_of(device);
    const uint32_t now = secret->kind == SECRET_SPLIT ? 1 : board->run;
    if (board->n_units == 0 || people->told_in >= now || people->colleague) {
        return;
    }
    people->told_in = now;
    if (secret->kind == SECRET_SPLIT) {
        PEOPLE_ASK_IF(secret->told, device, Split, SPLIT, split, false,
                      { asked.seat = secret->seat; });
    } else if (secret->kind == SECRET_LIT) {
        PEOPLE_ASK_IF(secret->told, device, SetLight, SET_LIGHT, set_light, false, {
            asked.seat = secret->seat;
            asked.light = HOUVAST__V1__LIGHT__LIGHT_ORANGE;
        });
    } else if (secret->kind == SECRET_TAGGED) {
        lighten_secretly(device, board->run);
    }
}

/* A form is dealt in a run, and a tag set in whichever is under way: so one alone changes runs. */
static bool leaves_it_to_the_other(struct device *device)
{
    return device->world->secret.kind == SECRET_TAGGED && people_of(device)->colleague;
}

void leading_act(struct device *facilitator)
{
    const Houvast__V1__Pane *board =
        people_pane(facilitator, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 0);
    if (board == NULL || door_set_up(facilitator) || leaves_it_to_the_other(facilitator)) {
        return;
    }
    const bool is_idle = hv_client_outstanding(facilitator->client) == 0;
    if (!board->board->meeting_open) {
        PEOPLE_ASK(facilitator, OpenMeeting, OPEN_MEETING, open_meeting, false, {});
    } else {
        curious_facilitator(facilitator, board->board);
        lead_evening(facilitator, board->board);
        if (is_idle) { /* what the board says of the run is so */
            act_secretly(facilitator, board->board);
        }
    }
}
