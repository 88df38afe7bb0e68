/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/sim/couples.h"

#include <stdio.h>
#include <string.h>

#include "tests/sim/curious.h"
#include "tests/sim/door.h"
#include "tests/sim/writing.h"

/* With the words on the slip, now and then with others; a pen that was unlocked before often just
 * goes on. */
static void unlock(struct device *device, uint32_t seat)
{
    uint8_t ticket[HV_CLIENT_TICKET_SIZE];
    char words[HV_WORDS_TEXT_MAX + 1] = "verkeerde woorden";
    bool has_ticket = device->kind == DEVICE_PEN && hv_client_ticket(device->client, ticket);
    if (has_ticket && people_chance(device, 500)) {
        PEOPLE_ASK(device, UnlockSeat, UNLOCK_SEAT, unlock_seat, false, {
            asked.seat = seat;
            asked.ticket = (ProtobufCBinaryData){ .data = ticket, .len = sizeof ticket };
        });
        return;
    }
    if (device->world->slips[seat][0] == '\0') {
        return; /* nobody has handed it out yet */
    }
    bool wrong = people_chance(device, 60);
    if (!wrong) {
        memcpy(words, device->world->slips[seat], sizeof words);
    }
    Houvast__V1__UnlockSeat asked = HOUVAST__V1__UNLOCK_SEAT__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    asked.seat = seat;
    asked.words = words;
    command.unlock_seat = &asked;
    const uint8_t *id = people_ask(device, &command, HOUVAST__V1__COMMAND__WHAT_UNLOCK_SEAT, false);
    if (wrong && id != NULL) {
        memcpy(people_of(device)->wrong, id, HV_CLIENT_ID_SIZE);
    }
}

void couples_tried(struct device *device, const struct hv_client_reply *reply)
{
    if (reply->outcome == HV_CLIENT_DONE) {
        world_broken(device->world, "a seat opened to words that are not its own");
    }
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
    PEOPLE_ASK(device, MoveUnit, MOVE_UNIT, move_unit, false, {
        asked.run = unit->run;
        asked.from = &from;
        asked.to = &to;
    });
}

static void work_together(struct device *device, const Houvast__V1__UnitPane *unit)
{
    const Houvast__V1__Definition *definition = people_definition(device, &unit->exercise);
    uint32_t draw = chance_below(&device->chance, 1000);
    if (definition == NULL || unit->place == NULL || !unit->admitted) {
        return;
    }
    if (unit->may_open && draw < 400) {
        Houvast__V1__Place from = *unit->place;
        PEOPLE_ASK(device, OpenTogether, OPEN_TOGETHER, open_together, false, {
            asked.run = unit->run;
            asked.from = &from;
        });
    } else if (draw < 550 && unit->in_block) {
        move_unit(device, unit, definition);
    } else if (draw < 560) {
        PEOPLE_ASK(device, AskMoreTime, ASK_MORE_TIME, ask_more_time, false, {});
    } else {
        writing_together(device, unit, definition);
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
                ? people_pane(table, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, pen->unit)
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
    if (people_chance(device, 200)) {
        code[0] = code[0] == '7' ? '8' : '7';
    }
    PEOPLE_ASK(device, BindPen, BIND_PEN, bind_pen, true, { asked.code = code; });
}

/* An evening here is a day; close to midnight it cannot be told which of the two it was. The key of
 * before may have been on its way when new words were dealt. */
void couples_keep_outbox_key(struct world *world, const Houvast__V1__ReadRow *row)
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
    if (world_clock(world) % DAY_MS < UNSURE_MS ||
        memcmp(world->outbox[row->seat].before, row->key.data, HV_SECRET_SIZE) == 0) {
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
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_UNIT, device->unit);
    uint16_t first = (uint16_t)(device->unit * 2 - 1);
    const Houvast__V1__Pane *seat = NULL;
    for (uint16_t i = 0; i < 2 && (seat == NULL || seat->seat == NULL); i++) {
        seat = people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, (uint32_t)first + i);
    }
    if (device->kind == DEVICE_PEN) {
        seat = people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_SEAT, device->seat);
    }
    ask_for_key(device, seat != NULL ? seat->seat : NULL);
    curious_couple(device, seat != NULL ? seat->seat : NULL);
    uint32_t draw = chance_below(&device->chance, 1000);
    /* Where people have pens the table cannot take their seats; in a break nobody can. */
    const Houvast__V1__Pane *stage =
        people_pane(device, HOUVAST__V1__PANE_KIND__PANE_KIND_STAGE, 0);
    bool closed = (device->kind == DEVICE_TABLE && door_has_pens(device->unit)) ||
                  (stage != NULL && stage->stage->cover);
    if (seat == NULL || seat->seat == NULL) {
        if (draw < 700 && !closed) {
            unlock(device, device->kind == DEVICE_PEN ? device->seat
                                                      : first + chance_below(&device->chance, 2));
        }
    } else if (draw < 30) {
        PEOPLE_ASK(device, LockSeat, LOCK_SEAT, lock_seat, false,
                   { asked.seat = seat->seat->seat; });
    } else if (draw < 700) {
        writing_alone(device, seat->seat);
        return;
    }
    if (unit != NULL && unit->unit != NULL) {
        work_together(device, unit->unit);
    }
}

/* By itself, with what is on the couple's card. */
static bool may_come_again(const struct device *device)
{
    return device->way == WAY_CARD || device->way == WAY_CODE;
}

/* Who has come in by itself may still wait: for a place, or for a seat. */
void couples_act(struct device *device)
{
    const Houvast__V1__Welcome *welcome = hv_client_welcome(device->client);
    if (welcome == NULL || welcome->role == HOUVAST__V1__ROLE__ROLE_GUEST) {
        return;
    } else if (device->kind == DEVICE_PEN && welcome->seat == 0) {
        bind_pen(device);
    } else if (may_come_again(device) && people_chance(device, 2)) {
        PEOPLE_ASK(device, Leave, LEAVE, leave, true, {});
    } else if (people_chance(device, 10)) {
        writing_signal(device);
    } else {
        couple_acts(device);
    }
}
