/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What people do. Everybody acts on what the own device shows and on own chance, never on what the
 * simulation knows. The facilitator is blind to the states of seats, so that nothing of a person's
 * secret can come back by what the facilitator does.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "houvast/v1/wire.pb-c.h"
#include "tests/sim/world.h"

#define OUTSTANDING_BY_CHOICE 6
#define PROJECTORS_MAX        5

typedef Houvast__V1__Command Command; /* the generated names are long */

enum wish_kind {
    WISH_UNIT = 1,
    WISH_DEVICE
};

/* What the facilitator waits for. */
struct wish {
    enum wish_kind kind;
    uint8_t id[HV_CLIENT_ID_SIZE];
    enum device_kind device;
    uint16_t unit;
    uint16_t seat;
};

struct people {
    uint32_t revision;
    bool group_asked;
    uint32_t units_asked;
    uint32_t devices_asked;
    uint16_t units; /* that are there */
    struct wish wishes[HV_CLIENT_OUTSTANDING_MAX];
    uint32_t wish_count;
    uint32_t note_run, note_field, note; /* the last line offered to pick */
    uint32_t projector;                  /* the device that the roster named last */
    uint32_t projectors;                 /* removed so far */
    bool cards_old;                      /* a couple got a new card since they were printed */
    bool key_asked;                      /* since the seat was unlocked here */
};

static struct people *people_of(struct device *device)
{
    if (device->people == NULL) {
        device->people = calloc(1, sizeof *device->people);
        assert(device->people != NULL);
    }
    return device->people;
}

void people_free(struct device *device)
{
    free(device->people);
}

uint32_t people_pause(struct device *device)
{
    return device->kind == DEVICE_FACILITATOR ? 50 + chance_below(&device->chance, 400)
                                              : 20 + chance_below(&device->chance, 300);
}

/* ---- Asking ---- */

static const uint8_t *ask(struct device *device, Command *command, int what, bool stored)
{
    static uint8_t id[HV_CLIENT_ID_SIZE];
    command->what_case = (Houvast__V1__Command__WhatCase)what;
    enum hv_client_status status = hv_client_command(device->client, command, id);
    if (status != HV_CLIENT_OK) {
        return NULL;
    }
    world_asked(device, id, stored);
    return id;
}

#define ASK(device, name, NAME, stored, ...)                     \
    do {                                                         \
        Houvast__V1__##name asked = HOUVAST__V1__##NAME##__INIT; \
        Command command = HOUVAST__V1__COMMAND__INIT;            \
        __VA_ARGS__;                                             \
    } while (0)

static const Houvast__V1__Pane *pane(const struct device *device, int kind, uint32_t number)
{
    return hv_client_pane(device->client, kind, number);
}

static bool chance_of(struct device *device, uint32_t in_thousand)
{
    return chance_happens(&device->chance, in_thousand);
}

/* ---- The owner and the facilitator ---- */

static void owner_acts(struct device *device)
{
    struct people *people = people_of(device);
    if (people->group_asked || hv_client_state(device->client) != HV_CLIENT_OPEN) {
        return;
    }
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    Houvast__V1__MakeGroup make = HOUVAST__V1__MAKE_GROUP__INIT;
    char title[] = "kanarie groep", programme[65];
    struct hv_bytes id = device->world->library->programmes[0]->id;
    snprintf(programme, sizeof programme, "%.*s", (int)id.size, (const char *)id.data);
    make.title = title;
    make.programme = programme;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &make;
    people->group_asked = hv_client_house_command(device->client, &command, NULL) == HV_CLIENT_OK;
}

static void wish_for(struct people *people, const uint8_t *id, struct wish wish)
{
    if (id != NULL) {
        memcpy(wish.id, id, sizeof wish.id);
        people->wishes[people->wish_count++] = wish;
    }
}

static void
invite(struct device *device, enum device_kind kind, int role, uint16_t unit, uint16_t seat)
{
    Houvast__V1__Invite asked = HOUVAST__V1__INVITE__INIT;
    Command command = HOUVAST__V1__COMMAND__INIT;
    asked.role = (Houvast__V1__Role)role;
    asked.unit = kind == DEVICE_TABLE ? unit : 0;
    asked.seat = seat;
    command.invite = &asked;
    wish_for(people_of(device), ask(device, &command, HOUVAST__V1__COMMAND__WHAT_INVITE, true),
             (struct wish){ .kind = WISH_DEVICE, .device = kind, .unit = unit, .seat = seat });
}

static void add_unit(struct device *device)
{
    Houvast__V1__AddUnit asked = HOUVAST__V1__ADD_UNIT__INIT;
    Command command = HOUVAST__V1__COMMAND__INIT;
    char one[] = "kanarie Noor", other[] = "kanarie Sam";
    char *names[] = { one, other };
    asked.names = names;
    asked.n_names = 2;
    command.add_unit = &asked;
    wish_for(people_of(device), ask(device, &command, HOUVAST__V1__COMMAND__WHAT_ADD_UNIT, true),
             (struct wish){ .kind = WISH_UNIT });
}

/* Every third couple has two pens beside its table. */
static bool has_pens(uint16_t unit)
{
    return unit % 3 == 1;
}

/* Couples come in every way there is: with what stands on their card, which phones scan; by a link;
 * through the lobby. */
static void unit_is_there(struct device *device, uint16_t unit)
{
    struct world *world = device->world;
    uint16_t seat = (uint16_t)(unit * 2 - 1);
    if (unit % 3 == 2) {
        invite(device, DEVICE_TABLE, HOUVAST__V1__ROLE__ROLE_TABLE, unit, 0);
        return;
    }
    (void)world_expect_device(world, DEVICE_TABLE, unit, 0,
                              has_pens(unit) ? WAY_CODE : WAY_WALK_IN);
    if (has_pens(unit)) {
        (void)world_expect_device(world, DEVICE_PEN, unit, seat, WAY_CARD);
        (void)world_expect_device(world, DEVICE_PEN, unit, (uint16_t)(seat + 1), WAY_CARD);
    }
}

static void mark_presence(struct device *device, const Houvast__V1__BoardUnit *unit)
{
    ASK(device, MarkPresence, MARK_PRESENCE, false, {
        uint32_t draw = chance_below(&device->chance, 20);
        asked.unit = unit->unit;
        asked.presence = draw < 16   ? HOUVAST__V1__PRESENCE__PRESENCE_HERE
                         : draw < 18 ? HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER
                         : draw < 19 ? HOUVAST__V1__PRESENCE__PRESENCE_ON_PAPER
                                     : HOUVAST__V1__PRESENCE__PRESENCE_AWAY;
        if (asked.presence == HOUVAST__V1__PRESENCE__PRESENCE_ONE_PARTNER) {
            asked.seat = unit->seats[chance_below(&device->chance, 2)]->seat;
        }
        command.mark_presence = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_MARK_PRESENCE, false);
    });
}

static void start_step(struct device *device, const Houvast__V1__BoardPane *board)
{
    uint32_t step = 0;
    bool again = false;
    for (size_t i = 0; i < board->n_steps && step == 0; i++) {
        if (board->steps[i]->state == HOUVAST__V1__STEP_STATE__STEP_STATE_PLANNED) {
            step = board->steps[i]->step;
        }
    }
    if (board->n_steps > 0 && chance_of(device, 50)) {
        step = board->steps[chance_below(&device->chance, (uint32_t)board->n_steps)]->step;
        again = true;
    }
    if (step == 0) {
        ASK(device, EndMeeting, END_MEETING, false, {
            command.end_meeting = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_END_MEETING, false);
        });
        return;
    }
    ASK(device, StartStep, START_STEP, false, {
        asked.from = board->step;
        asked.step = step;
        asked.again = again;
        asked.run = board->run;
        command.start_step = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_START_STEP, false);
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

static void move_stage(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__Pane *stage = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    const Houvast__V1__Definition *definition =
        stage != NULL && stage->stage->exercise.len == HV_CLIENT_HASH_SIZE
            ? hv_client_definition(device->client, stage->stage->exercise.data)
            : NULL;
    uint32_t to = 0;
    if (definition == NULL || board->stage >= definition->n_stages ||
        !next_stage(definition, board->stage, &to)) {
        start_step(device, board);
        return;
    }
    ASK(device, MoveStage, MOVE_STAGE, false, {
        asked.run = board->run;
        asked.from = board->stage;
        asked.to = to;
        command.move_stage = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_MOVE_STAGE, false);
    });
}

static void read_rows(struct device *device, int kind, uint32_t run)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    read.kind = (Houvast__V1__ReadKind)kind;
    read.run = run;
    (void)hv_client_read(device->client, &read, NULL);
}

/* A new projector in place of the one that the roster named. */
static void replace_projector(struct device *device)
{
    struct people *people = people_of(device);
    if (people->projector == 0 || people->projectors == PROJECTORS_MAX) {
        read_rows(device, HOUVAST__V1__READ_KIND__READ_KIND_ROSTER, 0);
        return;
    }
    ASK(device, RemoveDevice, REMOVE_DEVICE, false, {
        asked.device = people->projector;
        command.remove_device = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_REMOVE_DEVICE, false);
    });
    people->projector = 0;
    people->projectors++;
    invite(device, DEVICE_PROJECTOR, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0);
}

static void rename_seat(struct device *device)
{
    char name[32];
    snprintf(name, sizeof name, "kanarie %u", chance_below(&device->chance, 1000));
    ASK(device, RenameSeat, RENAME_SEAT, true, {
        asked.seat = 1 + chance_below(&device->chance, 2 * device->world->couples);
        asked.name = name;
        command.rename_seat = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_RENAME_SEAT, false);
    });
}

static void tend_wall(struct device *device, const Houvast__V1__BoardPane *board)
{
    if (chance_of(device, 100)) {
        ASK(device, ClearWall, CLEAR_WALL, false, {
            command.clear_wall = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_CLEAR_WALL, false);
        });
        return;
    }
    ASK(device, PickExample, PICK_EXAMPLE, false, {
        asked.run = board->run;
        asked.example = chance_below(&device->chance, 4);
        command.pick_example = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_PICK_EXAMPLE, false);
    });
}

static void show_example(struct device *device, const Houvast__V1__BoardPane *board)
{
    for (size_t i = 0; i < board->n_steps; i++) {
        const Houvast__V1__BoardStep *step = board->steps[i];
        if (step->step != board->step || step->example_answers == 0) {
            continue;
        }
        ASK(device, ShowExample, SHOW_EXAMPLE, false, {
            asked.step = step->step;
            asked.count = (board->example_shown + 1) % (step->example_answers + 1);
            command.show_example = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SHOW_EXAMPLE, true);
        });
        return;
    }
}

static void end_step(struct device *device, const Houvast__V1__BoardPane *board)
{
    ASK(device, EndStep, END_STEP, false, {
        asked.step = board->step;
        asked.run = board->run;
        command.end_step = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_END_STEP, false);
    });
}

/* ---- The door ---- */

static void set_lobby(struct device *device, bool open)
{
    ASK(device, SetLobby, SET_LOBBY, true, {
        asked.open = open;
        command.set_lobby = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SET_LOBBY, true);
    });
}

/* Whose table a guest is: people say so; the page shows the device's number. 0: nobody knows. */
static uint16_t unit_of_guest(const struct world *world, uint32_t number)
{
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *guest = &world->devices[i];
        const Houvast__V1__Welcome *welcome =
            guest->client != NULL ? hv_client_welcome(guest->client) : NULL;
        if (guest->way == WAY_WALK_IN && welcome != NULL && welcome->device == number) {
            return guest->unit;
        }
    }
    return 0;
}

static void place_guest(struct device *device, const Houvast__V1__BoardPane *board)
{
    uint32_t number =
        board->guests[chance_below(&device->chance, (uint32_t)board->n_guests)]->device;
    uint16_t unit = unit_of_guest(device->world, number);
    if (unit == 0) {
        return;
    }
    ASK(device, PlaceGuest, PLACE_GUEST, true, {
        asked.device = number;
        asked.unit = unit;
        command.place_guest = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_PLACE_GUEST, true);
    });
}

static void renew_card(struct device *device, const Houvast__V1__BoardPane *board)
{
    people_of(device)->cards_old = true;
    ASK(device, RenewCard, RENEW_CARD, true, {
        asked.unit = board->units[chance_below(&device->chance, (uint32_t)board->n_units)]->unit;
        command.renew_card = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_RENEW_CARD, true);
    });
}

/* Cards are printed when there is one that is not; the lobby is mostly open. */
static void tend_door(struct device *device, const Houvast__V1__BoardPane *board)
{
    struct people *people = people_of(device);
    const Houvast__V1__Pane *stage = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    uint32_t draw = chance_below(&device->chance, 100);
    if (stage == NULL) {
        return;
    }
    if (people->cards_old || !device->world->cards[1].there) {
        people->cards_old = false;
        read_rows(device, HOUVAST__V1__READ_KIND__READ_KIND_COUPLE_CARDS, 0);
    } else if (board->n_guests > 0) {
        place_guest(device, board);
    } else if (stage->stage->lobby == NULL || draw < 3) {
        set_lobby(device, stage->stage->lobby == NULL);
    } else if (draw < 6 && board->n_units > 0) {
        renew_card(device, board);
    }
}

static void print_card(struct world *world, const Houvast__V1__ReadRow *row)
{
    if (row->unit > HV_UNITS_MAX || row->token.len != HV_TOKEN_SIZE ||
        strlen(row->code) != HV_CARD_CODE_SIZE) {
        world_broken(world, "a couple's card lacks something");
        return;
    }
    world->cards[row->unit].there = true;
    memcpy(world->cards[row->unit].token, row->token.data, HV_TOKEN_SIZE);
    memcpy(world->cards[row->unit].code, row->code, HV_CARD_CODE_SIZE + 1);
}

/* One key a seat and evening, on whatever device, and of no other seat. An evening here is a day;
 * close to midnight it cannot be told which of the two it was. */
static void keep_outbox_key(struct world *world, const Houvast__V1__ReadRow *row)
{
    enum {
        DAY_MS = 24 * 60 * 60 * 1000,
        UNSURE_MS = 10 * 60 * 1000
    };
    int64_t day = world_clock(world) / DAY_MS;
    if (row->seat > HV_SEATS_MAX || row->key.len != HV_SECRET_SIZE) {
        world_broken(world, "the key of an outbox lacks something");
        return;
    }
    if (world_clock(world) % DAY_MS < UNSURE_MS) {
        return;
    }
    for (uint32_t seat = 1; seat <= HV_SEATS_MAX; seat++) {
        bool same = world->outbox[seat].there &&
                    memcmp(world->outbox[seat].key, row->key.data, HV_SECRET_SIZE) == 0;
        bool mine = seat == row->seat && world->outbox[seat].day == day;
        if (world->outbox[seat].there && (mine ? !same : same)) {
            world_broken(world, mine ? "the key of an outbox changed within an evening"
                                     : "two outboxes have the same key");
        }
    }
    world->outbox[row->seat].there = true;
    world->outbox[row->seat].day = day;
    memcpy(world->outbox[row->seat].key, row->key.data, HV_SECRET_SIZE);
}

void people_on_page(struct device *device, const struct hv_client_page *page)
{
    struct people *people = people_of(device);
    for (size_t i = 0; page->rows != NULL && i < page->rows->n_rows; i++) {
        const Houvast__V1__ReadRow *row = page->rows->rows[i];
        if (row->key.len > 0) {
            keep_outbox_key(device->world, row);
        } else if (row->code[0] != '\0') {
            print_card(device->world, row);
        } else if (row->role == HOUVAST__V1__ROLE__ROLE_PROJECTOR) {
            people->projector = row->device;
        } else if (row->run != 0) {
            people->note_run = row->run;
            people->note_field = row->field;
            people->note = row->note;
        }
    }
}

static void pick_note(struct device *device)
{
    const struct people *people = people_of(device);
    ASK(device, PickNote, PICK_NOTE, false, {
        asked.run = people->note_run;
        asked.field = people->note_field;
        asked.note = people->note;
        asked.pick = !chance_of(device, 100);
        command.pick_note = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_PICK_NOTE, false);
    });
}

static void write_words(struct device *device, const Houvast__V1__BoardPane *board)
{
    char text[] = "kanarie: we beginnen zo weer";
    if (chance_of(device, 500)) {
        ASK(device, Announce, ANNOUNCE, true, {
            asked.text = text;
            command.announce = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_ANNOUNCE, false);
        });
        return;
    }
    ASK(device, WriteWall, WRITE_WALL, true, {
        asked.run = board->run;
        asked.text = text;
        command.write_wall = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_WRITE_WALL, true);
    });
}

static void change_agenda(struct device *device, const Houvast__V1__BoardPane *board)
{
    uint32_t count = (uint32_t)board->n_steps;
    uint32_t step = board->steps[chance_below(&device->chance, count)]->step;
    uint32_t other = board->steps[chance_below(&device->chance, count)]->step;
    switch (chance_below(&device->chance, 4)) {
    case 0:
        ASK(device, SkipStep, SKIP_STEP, false, {
            asked.step = step;
            asked.skip = chance_of(device, 600);
            command.skip_step = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SKIP_STEP, false);
        });
        break;
    case 1:
        ASK(device, MoveStep, MOVE_STEP, false, {
            asked.step = step;
            asked.after = other;
            command.move_step = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_MOVE_STEP, false);
        });
        break;
    case 2:
        ASK(device, InsertStep, INSERT_STEP, true, {
            char title[] = "kanarie even luchten";
            asked.after = step;
            asked.kind = HOUVAST__V1__STEP_KIND__STEP_KIND_BREAK;
            asked.title = title;
            asked.minutes = 5;
            command.insert_step = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_INSERT_STEP, true);
        });
        break;
    default:
        ASK(device, PushExercise, PUSH_EXERCISE, true, {
            const struct hv_library *library = device->world->library;
            char id[65];
            struct hv_bytes chosen =
                library->exercises[chance_below(&device->chance, library->exercise_count)]->id;
            snprintf(id, sizeof id, "%.*s", (int)chosen.size, (const char *)chosen.data);
            asked.exercise = id;
            asked.from = board->step;
            command.push_exercise = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_PUSH_EXERCISE, true);
        });
        break;
    }
}

static void set_timer(struct device *device)
{
    ASK(device, SetTimer, SET_TIMER, false, {
        asked.action = (Houvast__V1__TimerAction)(1 + chance_below(&device->chance, 5));
        asked.minutes = asked.action == HOUVAST__V1__TIMER_ACTION__TIMER_ACTION_ADD
                            ? (int32_t)chance_below(&device->chance, 11) - 5
                            : 0;
        command.set_timer = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SET_TIMER, false);
    });
}

static void tend_unit(struct device *device, const Houvast__V1__BoardPane *board)
{
    const Houvast__V1__BoardUnit *unit =
        board->units[chance_below(&device->chance, (uint32_t)board->n_units)];
    switch (chance_below(&device->chance, 4)) {
    case 0:
        ASK(device, DealForm, DEAL_FORM, false, {
            asked.run = board->run;
            asked.unit = unit->unit;
            asked.form = (Houvast__V1__Form)(1 + chance_below(&device->chance, 3));
            command.deal_form = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_DEAL_FORM, false);
        });
        break;
    case 1:
        ASK(device, SetSharing, SET_SHARING, false, {
            asked.run = board->run;
            asked.unit = unit->unit;
            asked.open = chance_of(device, 800);
            command.set_sharing = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SET_SHARING, false);
        });
        break;
    case 2:
        ASK(device, HandleRequest, HANDLE_REQUEST, false, {
            asked.unit = unit->unit;
            asked.signal = chance_of(device, 500);
            command.handle_request = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_HANDLE_REQUEST, false);
        });
        break;
    default:
        mark_presence(device, unit);
        break;
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
    uint32_t draw = chance_below(&device->chance, 1000);
    if (draw >= 900) {
        tend_door(device, board);
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
    } else if (draw < 200) {
        change_agenda(device, board);
    } else if (draw < 260 && board->n_units > 0) {
        tend_unit(device, board);
    } else if (draw < 330 && board->run != 0) {
        read_rows(device, HOUVAST__V1__READ_KIND__READ_KIND_NOTES, board->run);
    } else if (draw < 400 && people_of(device)->note_run != 0) {
        pick_note(device);
    } else if (draw < 440 && board->run != 0) {
        tend_wall(device, board);
    } else if (draw < 450) {
        rename_seat(device);
    } else if (draw < 460) {
        replace_projector(device);
    } else if (draw < 465) {
        end_step(device, board);
    }
}

static void facilitator_acts(struct device *device)
{
    struct people *people = people_of(device);
    const Houvast__V1__Pane *board = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_BOARD, 0);
    if (board == NULL) {
        return;
    }
    if (people->units_asked < device->world->couples) {
        people->units_asked++;
        add_unit(device);
    } else if (people->devices_asked == 0) {
        people->devices_asked++;
        invite(device, DEVICE_PROJECTOR, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0);
        invite(device, DEVICE_FACILITATOR, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0, 0);
    } else if (!board->board->meeting_open) {
        ASK(device, OpenMeeting, OPEN_MEETING, false, {
            command.open_meeting = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_OPEN_MEETING, false);
        });
    } else {
        lead_evening(device, board->board);
    }
}

void people_on_reply(struct device *device, const struct hv_client_reply *reply)
{
    struct people *people = people_of(device);
    struct world *world = device->world;
    if (device->kind == DEVICE_OWNER && reply->outcome == HV_CLIENT_REFUSED) {
        people->group_asked = false;
    } else if (device->kind == DEVICE_OWNER && reply->token != NULL) {
        struct device *facilitator =
            world_add_device(world, DEVICE_FACILITATOR, reply->token, 0, 0);
        (void)facilitator;
    }
    for (uint32_t i = 0; i < people->wish_count; i++) {
        if (memcmp(people->wishes[i].id, reply->id, HV_CLIENT_ID_SIZE) != 0) {
            continue;
        }
        struct wish wish = people->wishes[i];
        people->wishes[i] = people->wishes[--people->wish_count];
        if (reply->outcome == HV_CLIENT_DONE && wish.kind == WISH_UNIT) {
            unit_is_there(device, (uint16_t)reply->number);
        } else if (reply->outcome == HV_CLIENT_DONE) {
            struct device *there =
                world_add_device(world, wish.device, reply->token, wish.unit, wish.seat);
            if (there != NULL && wish.device == DEVICE_FACILITATOR) {
                /* two facilitators press at once: the second makes no group and invites nobody */
                people_of(there)->units_asked = world->couples;
                people_of(there)->devices_asked = 1;
            }
        } else if (reply->outcome == HV_CLIENT_REFUSED && wish.kind == WISH_UNIT) {
            people->units_asked--;
        } else if (reply->outcome == HV_CLIENT_REFUSED) {
            int role = wish.device == DEVICE_TABLE       ? HOUVAST__V1__ROLE__ROLE_TABLE
                       : wish.device == DEVICE_PEN       ? HOUVAST__V1__ROLE__ROLE_PEN
                       : wish.device == DEVICE_PROJECTOR ? HOUVAST__V1__ROLE__ROLE_PROJECTOR
                                                         : HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR;
            invite(device, wish.device, role, wish.unit, wish.seat);
        }
        return;
    }
}

/* ---- Couples ---- */

static uint32_t
wall_option(const struct device *device, uint32_t run, uint32_t field, uint32_t draw)
{
    const Houvast__V1__Pane *wall = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_WALL, 0);
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

struct answer {
    Houvast__V1__Value value;
    int32_t numbers[HV_MARKERS_MAX];
    uint32_t options[2];
    char *cells[HV_ROWS_MAX * HV_COLUMNS_MAX];
    char text[96];
};

/* A valid answer to a field, from 32 random bits. False: there is nothing to choose from. */
static bool fill_answer(const struct device *device,
                        uint32_t run,
                        const Houvast__V1__Field *field,
                        uint32_t draw,
                        struct answer *ret)
{
    houvast__v1__value__init(&ret->value);
    snprintf(ret->text, sizeof ret->text, "kanarie %08x ik ben bang dat je weggaat", draw);
    if (field->characters > 0 && strlen(ret->text) > field->characters) {
        ret->text[field->characters] = '\0';
    }
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
        if (field->pick_minimum > 1) {
            return false;
        }
        ret->value.n_options = 1;
        ret->options[0] = field->options_from_wall
                              ? wall_option(device, run, field->options_from, draw)
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
    if (device->world->secret_seat == seat && device->world->secret != 0) {
        return device->world->secret % 4;
    }
    return draw % 10 < 8 ? 0 : draw % 10 == 8 ? 1 : 2;
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
    const Houvast__V1__FieldState *state = seat->fields[which];
    struct answer answer;
    Houvast__V1__SaveField asked = HOUVAST__V1__SAVE_FIELD__INIT;
    Command command = HOUVAST__V1__COMMAND__INIT;

    if (state->field >= definition->n_fields) {
        return;
    }
    const Houvast__V1__Field *field = definition->fields[state->field];
    if (device->world->secret_seat == seat->seat) {
        draw ^= device->world->secret * 0x9e3779b9u;
    }
    bool fits = fill_answer(device, seat->run, field, draw, &answer);
    asked.run = seat->run;
    asked.seat = seat->seat;
    asked.field = state->field;
    asked.revision = state->revision + 1 + people_of(device)->revision % 3;
    asked.answer = way == 0 && fits ? HOUVAST__V1__ANSWER__ANSWER_GIVEN
                   : way == 1       ? HOUVAST__V1__ANSWER__ANSWER_ALOUD
                                    : HOUVAST__V1__ANSWER__ANSWER_SKIPPED;
    if (asked.answer == HOUVAST__V1__ANSWER__ANSWER_GIVEN) {
        asked.value = &answer.value;
    }
    command.save_field = &asked;
    people_of(device)->revision++;
    ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD, true);
}

static void close_envelope(struct device *device, const Houvast__V1__SeatPane *seat, uint32_t round)
{
    ASK(device, CloseEnvelope, CLOSE_ENVELOPE, true, {
        asked.run = seat->run;
        asked.seat = seat->seat;
        asked.round = (Houvast__V1__Round)(round + 1);
        asked.shows = (uint32_t)chance_next(&device->chance);
        if (device->world->secret_seat == seat->seat) {
            asked.shows = 0; /* kept: what opens to a partner would be no secret */
        }
        asked.signal = (Houvast__V1__Signal)(chance_of(device, 50) ? 1 : 0);
        uint32_t asked_of = 0;
        for (size_t i = 0; i < seat->n_fields; i++) {
            asked_of |= 1u << seat->fields[i]->field;
        }
        const Houvast__V1__Pane *unit =
            pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, seat->unit);
        const Houvast__V1__Definition *definition =
            unit != NULL && unit->unit->exercise.len == HV_CLIENT_HASH_SIZE
                ? hv_client_definition(device->client, unit->unit->exercise.data)
                : NULL;
        for (size_t i = 0; definition != NULL && i < definition->n_fields; i++) {
            if ((uint32_t)definition->fields[i]->round != round + 1) {
                asked_of &= ~(1u << i);
            }
        }
        asked.shows &= asked_of;
        command.close_envelope = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_CLOSE_ENVELOPE, false);
    });
}

static void give_consent(struct device *device, const Houvast__V1__SeatPane *seat)
{
    ASK(device, GiveConsent, GIVE_CONSENT, false, {
        asked.seat = seat->seat;
        asked.yes = true;
        asked.statement = seat->statement->id;
        asked.version = seat->statement->version;
        asked.language = HOUVAST__V1__LANGUAGE__LANGUAGE_NL;
        command.give_consent = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_GIVE_CONSENT, false);
    });
}

static void write_alone(struct device *device, const Houvast__V1__SeatPane *seat)
{
    const Houvast__V1__Pane *unit =
        pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, seat->unit);
    const Houvast__V1__Definition *definition =
        unit != NULL && unit->unit->exercise.len == HV_CLIENT_HASH_SIZE
            ? hv_client_definition(device->client, unit->unit->exercise.data)
            : NULL;
    if (seat->statement != NULL) {
        give_consent(device, seat);
        return;
    }
    if (definition == NULL) {
        return;
    }
    for (uint32_t round = 0; round < seat->n_envelopes; round++) {
        if (seat->envelopes[round]->writable) {
            if (chance_of(device, 200)) {
                close_envelope(device, seat, round);
            } else {
                save_field(device, seat, definition);
            }
            return;
        }
        if (seat->envelopes[round]->closed && chance_of(device, 20)) {
            ASK(device, ReopenEnvelope, REOPEN_ENVELOPE, false, {
                asked.run = seat->run;
                asked.seat = seat->seat;
                asked.round = (Houvast__V1__Round)(round + 1);
                command.reopen_envelope = &asked;
                ask(device, &command, HOUVAST__V1__COMMAND__WHAT_REOPEN_ENVELOPE, false);
            });
            return;
        }
    }
}

static void set_lock(struct device *device, uint32_t seat, bool unlock)
{
    if (unlock) {
        ASK(device, UnlockSeat, UNLOCK_SEAT, false, {
            asked.seat = seat;
            command.unlock_seat = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT, false);
        });
        return;
    }
    ASK(device, LockSeat, LOCK_SEAT, false, {
        asked.seat = seat;
        command.lock_seat = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_LOCK_SEAT, false);
    });
}

static void write_together(struct device *device,
                           const Houvast__V1__UnitPane *unit,
                           const Houvast__V1__Definition *definition)
{
    if (unit->n_joints == 0 || unit->joint_confirmed) {
        return;
    }
    if (chance_of(device, 500)) {
        ASK(device, MarkJoint, MARK_JOINT, false, {
            asked.run = unit->run;
            asked.seat = device->kind == DEVICE_PEN
                             ? device->seat
                             : unit->seats[chance_below(&device->chance, 2) % unit->n_seats]->seat;
            asked.revision = unit->joint_revision;
            asked.set = true;
            command.mark_joint = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_MARK_JOINT, false);
        });
        return;
    }
    const Houvast__V1__JointValue *joint =
        unit->joints[chance_below(&device->chance, (uint32_t)unit->n_joints)];
    uint32_t draw = (uint32_t)chance_next(&device->chance);
    struct answer answer;
    if (joint->field >= definition->n_fields ||
        !fill_answer(device, unit->run, definition->fields[joint->field], draw, &answer)) {
        return;
    }
    ASK(device, SaveJoint, SAVE_JOINT, true, {
        asked.run = unit->run;
        asked.field = joint->field;
        asked.revision = joint->revision + 1;
        asked.answer = HOUVAST__V1__ANSWER__ANSWER_GIVEN;
        asked.value = &answer.value;
        command.save_joint = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_SAVE_JOINT, true);
    });
}

/* The next place in the block: the next turn, or the next stage. */
static void move_unit(struct device *device,
                      const Houvast__V1__UnitPane *unit,
                      const Houvast__V1__Definition *definition)
{
    Houvast__V1__Place from = HOUVAST__V1__PLACE__INIT;
    Houvast__V1__Place to = HOUVAST__V1__PLACE__INIT;
    from.stage = unit->place->stage;
    from.turn = unit->place->turn;
    bool turns = from.stage < definition->n_stages &&
                 definition->stages[from.stage]->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS;
    to.stage = from.stage + 1;
    if (turns && from.turn < unit->n_seats) {
        to.stage = from.stage;
        to.turn = from.turn + 1;
    } else if (to.stage < definition->n_stages &&
               definition->stages[to.stage]->kind == HOUVAST__V1__STAGE_KIND__STAGE_KIND_TURNS) {
        to.turn = 1;
    }
    ASK(device, MoveUnit, MOVE_UNIT, false, {
        asked.run = unit->run;
        asked.from = &from;
        asked.to = &to;
        command.move_unit = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_MOVE_UNIT, false);
    });
}

static void work_together(struct device *device, const Houvast__V1__UnitPane *unit)
{
    const Houvast__V1__Definition *definition =
        unit->exercise.len == HV_CLIENT_HASH_SIZE
            ? hv_client_definition(device->client, unit->exercise.data)
            : NULL;
    uint32_t draw = chance_below(&device->chance, 1000);
    if (definition == NULL || unit->place == NULL || !unit->admitted) {
        return;
    }
    if (unit->may_open && draw < 400) {
        Houvast__V1__Place from = *unit->place;
        ASK(device, OpenTogether, OPEN_TOGETHER, false, {
            asked.run = unit->run;
            asked.from = &from;
            command.open_together = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_OPEN_TOGETHER, false);
        });
    } else if (draw < 550 && unit->in_block) {
        move_unit(device, unit, definition);
    } else if (draw < 560) {
        ASK(device, AskMoreTime, ASK_MORE_TIME, false, {
            command.ask_more_time = &asked;
            ask(device, &command, HOUVAST__V1__COMMAND__WHAT_ASK_MORE_TIME, false);
        });
    } else {
        write_together(device, unit, definition);
    }
}

/* What the couple's table shows for this seat; both look at it. NULL: nothing now. */
static const Houvast__V1__UnitSeat *seat_on_table(const struct device *pen)
{
    const struct world *world = pen->world;
    for (uint32_t i = 0; i < world->device_count; i++) {
        const struct device *table = &world->devices[i];
        const Houvast__V1__Pane *unit =
            table->kind == DEVICE_TABLE && table->unit == pen->unit && table->client != NULL
                ? pane(table, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, pen->unit)
                : NULL;
        for (size_t j = 0; unit != NULL && j < unit->unit->n_seats; j++) {
            if (unit->unit->seats[j]->seat == pen->seat) {
                return unit->unit->seats[j];
            }
        }
    }
    return NULL;
}

/* Types the code of the own seat; now and then another. */
static void bind_pen(struct device *device)
{
    const Houvast__V1__UnitSeat *seat = seat_on_table(device);
    char code[HV_PEN_CODE_SIZE + 1];
    if (seat == NULL || seat->pen_code[0] == '\0' || hv_client_outstanding(device->client) > 0) {
        return;
    }
    snprintf(code, sizeof code, "%s", seat->pen_code);
    if (chance_of(device, 200)) {
        code[0] = code[0] == '7' ? '8' : '7';
    }
    ASK(device, BindPen, BIND_PEN, true, {
        asked.code = code;
        command.bind_pen = &asked;
        ask(device, &command, HOUVAST__V1__COMMAND__WHAT_BIND_PEN, true);
    });
}

/* Once each time the seat is unlocked here. */
static void ask_for_key(struct device *device, const Houvast__V1__SeatPane *seat)
{
    struct people *people = people_of(device);
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    if (seat == NULL || people->key_asked) {
        people->key_asked = seat != NULL;
        return;
    }
    people->key_asked = true;
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_OUTBOX_KEY;
    read.number = seat->seat;
    (void)hv_client_read(device->client, &read, NULL);
}

/* A table shows who is at the keyboard: the unlocked seat's pane is there. */
static void couple_acts(struct device *device)
{
    const Houvast__V1__Pane *unit =
        pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, device->unit);
    uint16_t first = (uint16_t)(device->unit * 2 - 1);
    const Houvast__V1__Pane *seat = NULL;
    for (uint16_t i = 0; i < 2 && (seat == NULL || seat->seat == NULL); i++) {
        seat = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, (uint32_t)first + i);
    }
    if (device->kind == DEVICE_PEN) {
        seat = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, device->seat);
    }
    ask_for_key(device, seat != NULL ? seat->seat : NULL);
    uint32_t draw = chance_below(&device->chance, 1000);
    /* Where people have pens the table cannot take their seats; in a break nobody can. */
    const Houvast__V1__Pane *stage = pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    bool closed = (device->kind == DEVICE_TABLE && has_pens(device->unit)) ||
                  (stage != NULL && stage->stage->cover);
    if (seat == NULL || seat->seat == NULL) {
        if (draw < 700 && !closed) {
            set_lock(device,
                     device->kind == DEVICE_PEN ? device->seat
                                                : first + chance_below(&device->chance, 2),
                     true);
        }
    } else if (draw < 30) {
        set_lock(device, seat->seat->seat, false);
    } else if (draw < 700) {
        write_alone(device, seat->seat);
        return;
    }
    if (unit != NULL && unit->unit != NULL) {
        work_together(device, unit->unit);
    }
}

/* Who has come in by itself may still wait: for a place, or for a seat. */
static void visitor_acts(struct device *device)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    if (welcome == NULL || welcome->role == HOUVAST__V1__ROLE__ROLE_GUEST) {
        return;
    } else if (device->kind == DEVICE_PEN && welcome->seat == 0) {
        bind_pen(device);
    } else {
        couple_acts(device);
    }
}

void people_act(struct device *device)
{
    if (hv_client_outstanding(device->client) >= OUTSTANDING_BY_CHOICE) {
        return;
    }
    switch (device->kind) {
    case DEVICE_OWNER:
        owner_acts(device);
        break;
    case DEVICE_FACILITATOR:
        facilitator_acts(device);
        break;
    case DEVICE_TABLE:
    case DEVICE_PEN:
        visitor_acts(device);
        break;
    case DEVICE_PROJECTOR:
        break;
    }
}
